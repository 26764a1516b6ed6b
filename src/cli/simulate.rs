//! `sleutel simulate`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::options::Common;
use super::progress::Progress;
use super::{Ending, Failure, interrupt, terminal};
use crate::domain::{Language, Pace};
use crate::input;
use crate::report::messages::{self, Stage};
use crate::report::{
    REPLAYS_FILE, ReplayTable, Screen, Simulated, WriteError, empty_in, not_simulated, simulation_files,
    simulation_json, simulation_text, write_together,
};
use crate::solver::Effort;
use crate::year::simulate::ledger::{Heading, Ledger, Replays, join};
use crate::year::simulate::{Asked, Error, Goals, Policy, Setting, Shard, Tally, run, tallies};

/// Replays a year many times, month by month: the chance that each group meets its number
///
/// Every month is drawn and allocated like a real one. The same seed gives the same answer on any number of cores.
/// With -o DIR the replays that are done are kept, and the same command goes on where it was interrupted.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: sleutel simulate models/utrecht-2025 --replays 100 --policy as-planned --policy steady -o year"
)]
pub(super) struct SimulateArguments {
    /// Folder of the model, with its folder year and its population.toml
    #[arg(value_name = "MODEL")]
    model: PathBuf,
    /// How often the year is replayed, all shards together
    #[arg(long, value_name = "NUMBER", required_unless_present = "merge", value_parser = replays)]
    replays: Option<u32>,
    /// Seed of the draws
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// What is done with the months; may be given several times, and all meet the same draws [default: as-planned]
    #[arg(long = "policy", value_name = "NAME", value_parser = policies())]
    policies: Vec<Policy>,
    /// Up to which goal the months are allocated: how many, also who, or all of the model's
    #[arg(long, value_name = "GOALS", default_value = DEFAULT_GOALS.name(), value_parser = goals())]
    goals: Goals,
    /// Allocate each month to its proven best, however long its hardest take; else a long search ends near it
    #[arg(long)]
    proven: bool,
    /// Results folder of a monthly plan, whose plan.csv is the pace; unless given, a twelfth of the decision a month
    #[arg(long, value_name = "DIR")]
    plan: Option<PathBuf>,
    /// Only the part of the replays that is this computer's, such as 2/4
    #[arg(long, value_name = "PART/OF", value_parser = shard, requires = "output")]
    shard: Option<Shard>,
    /// Join the finished shards in these folders; their seed, policies and goals hold, --plan is given as it was to them, and
    /// --replays makes sure that there are so many
    #[arg(long, value_name = "DIR", num_args = 1.., requires = "output", conflicts_with_all = ["shard", "seed", "policies", "goals", "proven"])]
    merge: Vec<PathBuf>,
    /// Folder for the replays and for what they say together; unless given, nothing is written
    #[arg(short, long = "output", value_name = "DIR")]
    output: Option<PathBuf>,
    /// Show everything as JSON instead, or what is wrong with the input as a list of objects
    #[arg(long)]
    json: bool,
}

const DEFAULT_GOALS: Goals = Goals::Placed;

impl SimulateArguments {
    pub(super) fn run(&self, common: &Common) -> Result<Ending, Failure> {
        self.answered(common).or_else(|failure| failure.told_as_json(self.json))
    }

    fn answered(&self, common: &Common) -> Result<Ending, Failure> {
        let language = common.language_else(|| input::language_of_model(&self.model));
        interrupt::watch_telling(language, messages::interrupted_replays);
        let progress = Progress::new(common.quiet, || language);
        progress.stage(Stage::Reading);
        let failed = |fault| failure(fault, language);
        let asked = self.asked().map_err(failed)?;
        let (setting, heading) = self.setting(asked, language)?;
        progress.stage(Stage::Replaying);
        let found = match &self.output {
            None => self.in_memory(&setting, &progress).map_err(failed)?,
            Some(folder) => {
                self.kept(&setting, &heading, folder, &progress).map_err(failed)?;
                self.written(&setting, folder, language)?
            }
        };
        drop(progress);
        let told = self.told(&setting, &found);
        if self.json {
            terminal::show(&simulation_json(&told, language).map_err(Failure::fault)?);
        } else if !common.quiet {
            let screen = Screen { folder: self.output.clone(), ..terminal::screen(language) };
            terminal::show(&simulation_text(&told, &screen));
        }
        Ok(Ending::Done)
    }

    fn told<'a>(&self, setting: &'a Setting, tallies: &'a [Tally]) -> Simulated<'a> {
        Simulated { setting, tallies, planned: self.plan.is_some(), shard: self.shard.filter(|shard| shard.of > 1) }
    }

    /// What is asked for; of shards that are joined, what was asked for then.
    fn asked(&self) -> Result<Asked, Error> {
        let policies = if self.policies.is_empty() { vec![Policy::AsPlanned] } else { distinct(&self.policies) };
        let effort = if self.proven { Effort::Proven } else { Effort::Near };
        let asked = Asked { seed: self.seed, policies, goals: self.goals, effort };
        match self.merge.first() {
            Some(first) => Ok(Replays::open(first)?.heading.asked().unwrap_or(asked)),
            None => Ok(asked),
        }
    }

    fn setting(&self, asked: Asked, language: Language) -> Result<(Setting, Heading), Failure> {
        let wrong = |found| Failure::Input(found, language);
        let read = input::read_year(&self.model).map_err(wrong)?;
        let mut inputs = read.inputs;
        let pace = match &self.plan {
            None => Pace::even(&read.year),
            Some(folder) => {
                let plan = input::read_plan(folder, &read.year).map_err(wrong)?;
                inputs.insert("plan.csv".to_owned(), plan.hash);
                Pace::by_group(plan.places).completed(&read.year)
            }
        };
        let setting = Setting::new(&self.model, read.year, pace, asked).map_err(|fault| failure(fault, language))?;
        let norms = setting.model.round.inputs.iter().filter(|(name, _)| name.starts_with("norms/"));
        inputs.extend(norms.map(|(name, hash)| (name.clone(), hash.clone())));
        inputs.extend(hash_of(&self.model, "population.toml"));
        let heading = Heading::of(&setting, inputs);
        Ok((setting, heading))
    }

    /// Replays and counts, and keeps nothing.
    fn in_memory(&self, setting: &Setting, progress: &Progress) -> Result<Vec<Tally>, Error> {
        let replays = self.replays.unwrap_or(0);
        let (mut found, mut done) = (tallies(setting), 0);
        progress.step(0, replays as usize);
        run::<Error>(setting, Shard::ALL.numbers(replays), |replay| {
            replay.add_to(&mut found, &setting.year.decision);
            done += 1;
            progress.step(done, replays as usize);
            Ok(())
        })?;
        Ok(found)
    }

    /// Replays what is not done yet, or joins what was done elsewhere.
    fn kept(&self, setting: &Setting, heading: &Heading, folder: &Path, progress: &Progress) -> Result<(), Error> {
        if !self.merge.is_empty() {
            join(&self.merge, heading, self.replays, folder)?;
            return Ok(());
        }
        let numbers = || self.shard.unwrap_or(Shard::ALL).numbers(self.replays.unwrap_or(0));
        let (mut ledger, mut done) = Ledger::open(folder, heading, numbers())?;
        let total = numbers().count();
        progress.step(done, total);
        run::<Error>(setting, numbers().skip(done), |replay| {
            interrupt::writing(|| ledger.add(&replay))?;
            done += 1;
            progress.step(done, total);
            Ok(())
        })
    }

    /// Writes what the replays in the folder say together.
    fn written(&self, setting: &Setting, folder: &Path, language: Language) -> Result<Vec<Tally>, Failure> {
        let failed = |fault| failure(Error::Ledger(fault), language);
        let mut found = tallies(setting);
        let path = folder.join(REPLAYS_FILE);
        let cannot = |cause: std::io::Error| {
            Failure::Wrong(messages::not_written(&WriteError { path: path.clone(), cause }, language), language)
        };
        let file = empty_in(folder).map_err(cannot)?;
        let mut table = ReplayTable::new(std::io::BufWriter::new(file.as_file()), language).map_err(Failure::fault)?;
        let mut replays = Replays::open(folder).map_err(failed)?;
        while let Some(replay) = replays.next_replay().map_err(failed)? {
            replay.add_to(&mut found, &setting.year.decision);
            table.add(&replay, setting).map_err(|fault| cannot(std::io::Error::from(fault)))?;
        }
        table.finish().map_err(|fault| cannot(std::io::Error::from(fault)))?;
        interrupt::writing(|| file.persist(&path)).map_err(|fault| cannot(fault.error))?;
        let told = self.told(setting, &found);
        let files = simulation_files(&told, language).map_err(Failure::fault)?;
        interrupt::writing(|| write_together(folder, &files))
            .map_err(|fault| Failure::Wrong(messages::not_written(&fault, language), language))?;
        Ok(found)
    }
}

fn failure(fault: Error, language: Language) -> Failure {
    match fault {
        Error::Model(problems) => Failure::Input(problems, language),
        Error::Solver(fault) => Failure::fault(fault),
        other => Failure::Wrong(not_simulated(&other, language), language),
    }
}

fn hash_of(folder: &Path, name: &str) -> BTreeMap<String, String> {
    let bytes = std::fs::read(folder.join(name)).ok();
    bytes.map(|bytes| (name.to_owned(), input::fingerprint(&bytes))).into_iter().collect()
}

/// Each policy once, in the order given.
fn distinct(policies: &[Policy]) -> Vec<Policy> {
    let mut found: Vec<Policy> = Vec::new();
    for policy in policies {
        if !found.contains(policy) {
            found.push(*policy);
        }
    }
    found
}

fn policies() -> impl TypedValueParser<Value = Policy> {
    PossibleValuesParser::new(Policy::ALL.map(Policy::name))
        .map(|name| Policy::from_name(&name).unwrap_or(Policy::AsPlanned))
}

fn goals() -> impl TypedValueParser<Value = Goals> {
    PossibleValuesParser::new(Goals::ALL.map(Goals::name)).map(|name| Goals::from_name(&name).unwrap_or(DEFAULT_GOALS))
}

fn replays(text: &str) -> Result<u32, String> {
    let read = text.parse().ok().filter(|replays| (1..=10_000_000).contains(replays));
    read.ok_or_else(|| "write a whole number of replays, 1 or more".to_owned())
}

fn shard(text: &str) -> Result<Shard, String> {
    Shard::from_text(text)
        .ok_or_else(|| "write a part and the number of parts, such as 2/4: from 1/4 to 4/4".to_owned())
}
