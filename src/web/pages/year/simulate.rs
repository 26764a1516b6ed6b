//! The year replayed by chance: what is asked, the replays as a job, and what they say together.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::download::{File, files, one};
use super::{Instead, Opened, Side};
use crate::domain::{Language, Pace, Problem};
use crate::report::on_page::in_sentences;
use crate::report::{
    REPLAYS_FILE, ReplayTable, SIMULATION_FILES, Simulated, not_simulated, policy_name, problems, simulation_files,
    simulation_fragment,
};
use crate::solver::{Effort, Failure};
use crate::web::jobs::{Job, State as At};
use crate::web::page::{Page, shown};
use crate::web::pages::waiting::Waiting;
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;
use crate::web::year::{Found, Measure};
use crate::year::plan::planned_telling;
use crate::year::simulate::{self as replays, Error, Goals, Policy, Setting, Shard, Tally, run, tallies};

/// Replays at most: more are for the command line, which keeps them.
const MOST: u32 = 200;

/// The form as it was filled in; what was left out is empty.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    replays: String,
    #[serde(default)]
    seed: String,
    #[serde(default)]
    measure: Measure,
    #[serde(default)]
    goals: String,
    #[serde(default)]
    as_planned: Option<String>,
    #[serde(default)]
    steady: Option<String>,
    #[serde(default)]
    no_sharing: Option<String>,
    #[serde(default)]
    support_up: Option<String>,
}

/// What is asked, where it makes sense.
#[derive(Debug, Clone)]
struct Chosen {
    replays: u32,
    seed: u64,
    measure: Measure,
    goals: Goals,
    policies: Vec<Policy>,
}

/// The name of a policy's field.
fn field(policy: Policy) -> &'static str {
    match policy {
        Policy::AsPlanned => "as_planned",
        Policy::Steady => "steady",
        Policy::NoSharing => "no_sharing",
        Policy::SupportUp => "support_up",
    }
}

impl Asked {
    fn wants(&self, policy: Policy) -> bool {
        let asked = match policy {
            Policy::AsPlanned => &self.as_planned,
            Policy::Steady => &self.steady,
            Policy::NoSharing => &self.no_sharing,
            Policy::SupportUp => &self.support_up,
        };
        asked.is_some()
    }

    /// What is asked; nothing where nothing was filled in.
    fn chosen(&self) -> Result<Option<Chosen>, Trouble> {
        if self.replays.is_empty() {
            return Ok(None);
        }
        let replays = self.replays.trim().parse().ok().filter(|replays| (1..=MOST).contains(replays));
        let policies: Vec<Policy> = Policy::ALL.into_iter().filter(|policy| self.wants(*policy)).collect();
        if policies.is_empty() {
            return Err(NO_POLICY);
        }
        Ok(Some(Chosen {
            replays: replays.ok_or(TOO_MANY)?,
            seed: self.seed.trim().parse().map_err(|_| NO_SEED)?,
            measure: self.measure,
            goals: Goals::from_name(&self.goals).unwrap_or(Goals::Placed),
            policies,
        }))
    }
}

const TOO_MANY: Trouble = Trouble::Wrong(
    "Write a whole number of replays from 1 to 200.",
    "Schrijf een heel aantal herhalingen van 1 tot en met 200.",
);
const NO_SEED: Trouble = Trouble::Wrong("Write a whole number as the seed.", "Schrijf een heel getal voor de loting.");
const NO_POLICY: Trouble = Trouble::Wrong("Choose one policy at least.", "Kies minstens één beleid.");

impl Chosen {
    /// The form when nothing was filled in yet.
    fn usual() -> Self {
        let policies = vec![Policy::AsPlanned, Policy::Steady];
        Self { replays: 20, seed: 1, measure: Measure::Even, goals: Goals::Placed, policies }
    }

    fn query(&self) -> String {
        let policies: Vec<String> = self.policies.iter().map(|policy| format!("&{}=on", field(*policy))).collect();
        let Self { replays, seed, measure, goals, .. } = self;
        format!("replays={replays}&seed={seed}&measure={}&goals={}", measure.name(), goals.name()) + &policies.concat()
    }

    fn key(&self, opened: &Opened) -> String {
        format!("simulate {} {} {}", opened.desk.number, opened.desk.year_mark(), self.query())
    }
}

/// What replays came to.
struct Simulation {
    setting: Setting,
    tallies: Vec<Tally>,
    planned: bool,
    /// `replays.csv`.
    replays: Vec<u8>,
}

impl Simulation {
    fn told(&self) -> Simulated<'_> {
        Simulated { setting: &self.setting, tallies: &self.tallies, planned: self.planned, shard: None }
    }
}

/// A policy in the form.
struct Choice {
    field: &'static str,
    name: &'static str,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "year_simulate.html")]
struct Simulate {
    page: Page,
    side: Side,
    most: u32,
    chosen: Chosen,
    says_who: bool,
    policies: Vec<Choice>,
    /// The job at work.
    waiting: Option<Waiting>,
    told: Option<String>,
    files: Vec<File>,
}

pub(super) async fn page(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, Instead> {
    let opened = Opened::of(&bench, &visitor, round, Side::Simulate)?;
    let asked = asked.chosen()?;
    let job = asked.as_ref().and_then(|chosen| bench.jobs.of(&chosen.key(&opened)));
    let state = job.as_ref().map(|job| job.state());
    let found = state.as_ref().and_then(At::found::<Simulation>);
    let Opened { page, side, .. } = opened;
    let chosen = asked.unwrap_or_else(Chosen::usual);
    let told = found.as_ref().map(|found| simulation_fragment(&found.told(), visitor.language));
    let is_running = matches!(state, Some(At::Running));
    let names: Vec<&'static str> = SIMULATION_FILES.into_iter().chain([REPLAYS_FILE]).collect();
    let choice = |policy: Policy| Choice {
        field: field(policy),
        name: policy_name(policy, visitor.language),
        is_chosen: chosen.policies.contains(&policy),
    };
    Ok(shown(&Simulate {
        most: MOST,
        says_who: chosen.goals == Goals::Who,
        policies: Policy::ALL.into_iter().map(choice).collect(),
        waiting: job.filter(|_| is_running).map(|job| Waiting::of(page.clone(), &job).then(address(round, &chosen))),
        files: match told {
            Some(_) => files(&names, &format!("/rounds/{round}/year/simulate"), &chosen.query()),
            None => Vec::new(),
        },
        told,
        chosen,
        page,
        side,
    }))
}

/// The page with what was filled in.
fn address(round: i64, chosen: &Chosen) -> String {
    format!("/rounds/{round}/year/simulate?{}", chosen.query())
}

/// Starts the replays that are asked for.
pub(super) async fn start(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Form(asked): Form<Asked>,
) -> Result<Response, Instead> {
    let opened = Opened::of(&bench, &visitor, round, Side::Simulate)?;
    let chosen = asked.chosen()?.ok_or(TOO_MANY)?;
    let setting = setting(&bench, &opened, &chosen)?;
    let pace = match chosen.measure {
        Measure::Even => Some(setting.pace.clone()),
        Measure::Plan => match bench.pace(&opened.desk, &opened.read, Measure::Plan, visitor.language)? {
            Found::Known(paced) => Some(paced.pace),
            Found::Waiting(_) => None,
            Found::Unread(problems) => return Err(Trouble::Told(sentences(&problems, visitor.language)).into()),
        },
    };
    let replays = chosen.replays;
    let planned = chosen.measure.is_plan();
    let language = visitor.language;
    bench.jobs.start(&chosen.key(&opened), "simulate", round, move |job| {
        replayed(setting, pace, (planned, language), replays, job)
    });
    Ok(Redirect::to(&address(round, &chosen)).into_response())
}

fn setting(bench: &Workbench, opened: &Opened, chosen: &Chosen) -> Result<Setting, Trouble> {
    let year = opened.read.year.clone();
    let asked = replays::Asked {
        seed: chosen.seed,
        policies: chosen.policies.clone(),
        goals: chosen.goals,
        effort: Effort::Near,
    };
    let files = bench.store.files(&opened.desk.files)?;
    if !files.contains_key(crate::web::year::POPULATION) {
        return Err(NO_POPULATION);
    }
    let pace = Pace::even(&year);
    Setting::of_files(&files, year, pace, asked).map_err(|fault| match fault {
        Error::Model(problems) => Trouble::Told(sentences(&problems, opened.page.language)),
        other => Trouble::Told(not_simulated(&other, opened.page.language)),
    })
}

const NO_POPULATION: Trouble = Trouble::Wrong(
    "This model has no population.toml, which says how households and dwellings are drawn. Hand it in on Input.",
    "Dit model heeft geen population.toml, dat zegt hoe huishoudens en woningen worden geloot. Lever het in bij Invoer.",
);

/// Why the replays ended early.
enum Ended {
    Solver(Failure),
    Table(String),
    Cancelled,
}

impl From<Failure> for Ended {
    fn from(failure: Failure) -> Self {
        Self::Solver(failure)
    }
}

/// Replays the year and counts; without a pace it is that of the plan, which is made first.
fn replayed(
    mut setting: Setting,
    pace: Option<Pace>,
    (planned_first, language): (bool, Language),
    replays: u32,
    job: &Job,
) -> Result<Simulation, String> {
    let total = usize::try_from(replays).unwrap_or(0);
    job.step(0, total);
    setting.pace = if let Some(pace) = pace {
        pace
    } else {
        let plan = planned_telling(&setting.year, false, &|_, _| (), Some(job.stop()));
        let plan = plan.map_err(|fault| fault.to_string())?;
        Pace::by_group(plan.figures.groups).completed(&setting.year)
    };
    let (mut found, mut done, mut rows) = (tallies(&setting), 0, Vec::new());
    let mut table = ReplayTable::new(&mut rows, language).map_err(|fault| fault.to_string())?;
    let ended = run::<Ended>(&setting, Shard::ALL.numbers(replays), |replay| {
        replay.add_to(&mut found, &setting.year.decision);
        table.add(&replay, &setting).map_err(|fault| Ended::Table(fault.to_string()))?;
        done += 1;
        job.step(done, total);
        if job.is_cancelled() { Err(Ended::Cancelled) } else { Ok(()) }
    });
    table.finish().map_err(|fault| fault.to_string())?;
    match ended {
        Err(Ended::Solver(failure)) => Err(failure.to_string()),
        Err(Ended::Table(fault)) => Err(fault),
        Ok(()) | Err(Ended::Cancelled) => {
            Ok(Simulation { setting, tallies: found, planned: planned_first, replays: rows })
        }
    }
}

fn sentences(problems: &[Problem], language: Language) -> String {
    let errors = problems.iter().filter(|problem| !problem.code.is_warning());
    in_sentences(errors.map(|problem| problems::sentence(problem, language)))
}

/// A file of replays that are done.
pub(super) async fn file(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path((round, name)): Path<(i64, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let opened = Opened::with_files(&bench, &visitor, round, Side::Simulate)?;
    let chosen = asked.chosen()?.ok_or(Trouble::Missing)?;
    let job = bench.jobs.of(&chosen.key(&opened)).ok_or(Trouble::Missing)?;
    let found = job.found::<Simulation>().ok_or(Trouble::Missing)?;
    let files = simulation_files(&found.told(), visitor.language).map_err(|fault| Trouble::Fault(fault.to_string()))?;
    one(files.into_iter().chain([(REPLAYS_FILE, found.replays.clone())]), &name)
}
