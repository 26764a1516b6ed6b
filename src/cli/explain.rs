//! `sleutel explain`.

use std::path::PathBuf;

use clap::Args;

use super::options::{Asking, Common};
use super::progress::Progress;
use super::reading::{self, Asked};
use super::{Ending, Failure, terminal};
use crate::domain::{Language, Round};
use crate::input::{self, Read};
use crate::pipeline::Request;
use crate::report::messages::{self, Stage};
use crate::report::{Explained, explanation_json, explanation_text};
use crate::study::Case;
use crate::study::explain::{Base, about_dwelling, about_limit, why_not, why_this};

/// Says why an applicant is placed or not, who could have a dwelling, or what a limit costs
///
/// Everything is found by solving the round again: with the applicant placed, with one thing changed, with a
/// little more or less of a limit.
#[derive(Debug, Args)]
#[command(after_help = "Example: sleutel explain models/utrecht-2025/rounds/2025-03 --applicant A0042")]
#[command(group = clap::ArgGroup::new("subject").required(true).args(["applicant", "dwelling", "limit"]))]
pub(super) struct Explain {
    /// Folder or workbook of the round
    #[arg(value_name = "ROUND")]
    round: PathBuf,
    /// Why this applicant has its place, or none
    #[arg(long, value_name = "ID")]
    applicant: Option<String>,
    /// Who has this dwelling, and who could have it at no cost
    #[arg(long, value_name = "ID")]
    dwelling: Option<String>,
    /// What this limit costs
    #[arg(long, value_name = "NAME")]
    limit: Option<String>,
    #[command(flatten)]
    asking: Asking,
}

/// What is asked about, as an index of the round.
#[derive(Clone, Copy)]
enum Subject {
    Applicant(usize),
    Dwelling(usize),
    Limit(usize),
}

impl Explain {
    pub(super) fn run(&self, common: &Common) -> Result<Ending, Failure> {
        self.answered(common).or_else(|failure| failure.told_as_json(self.asking.json))
    }

    fn answered(&self, common: &Common) -> Result<Ending, Failure> {
        let progress = Progress::new(common.quiet, || reading::language(&self.round, common));
        progress.stage(Stage::Reading);
        let Read { round, standing, .. } = reading::read(&self.round, &Asked::with_seed(self.asking.seed), common)?;
        let language = common.language(round.model.language);
        let subject = self.subject(&round, language)?;
        progress.stage(Stage::Allocating);
        let step = |done, total| progress.step(done, total);
        let request = Request { time_limit: self.asking.time_limit, progress: Some(&step), ..Request::default() };
        let base = Base::solve(Case { round, standing }, &request).map_err(Failure::fault)?;
        progress.stage(Stage::Asking);
        let explained = ask(&base, subject, &request).map_err(Failure::fault)?;
        drop(progress);
        if self.asking.json {
            terminal::show(&explanation_json(&base, &explained, language).map_err(Failure::fault)?);
        } else if !common.quiet {
            terminal::show(&explanation_text(&base, &explained, &terminal::screen(language)));
        }
        Ok(if explained.is_complete(&base) { Ending::Done } else { Ending::Stopped })
    }

    fn subject(&self, round: &Round, language: Language) -> Result<Subject, Failure> {
        let unknown = |kind, id: &str, known: &mut dyn Iterator<Item = &str>| {
            let near = input::nearest(id, known);
            Failure::Wrong(messages::not_in_round(kind, id, near, language), language)
        };
        if let Some(id) = &self.applicant {
            let mut ids = round.applicants.iter().map(|one| one.id.as_str());
            return round
                .applicant(id)
                .map(Subject::Applicant)
                .ok_or_else(|| unknown(messages::Kind::Applicant, id, &mut ids));
        }
        if let Some(id) = &self.dwelling {
            let mut ids = round.dwellings.iter().map(|one| one.id.as_str());
            return round
                .dwelling(id)
                .map(Subject::Dwelling)
                .ok_or_else(|| unknown(messages::Kind::Dwelling, id, &mut ids));
        }
        let name = self.limit.as_deref().unwrap_or_default();
        let position = round.limits.position(name).map(Subject::Limit);
        let family = round.limits.of_family(name);
        if position.is_none() && !family.is_empty() {
            return Err(Failure::Wrong(messages::names_a_family(name, &family, language), language));
        }
        position.ok_or_else(|| unknown(messages::Kind::Limit, name, &mut round.limits.names()))
    }
}

fn ask(base: &Base, subject: Subject, request: &Request<'_>) -> Result<Explained, crate::solver::Failure> {
    let round = &base.case.round;
    let quiet = Request { progress: None, ..*request };
    Ok(match subject {
        Subject::Applicant(one) if round.searches_itself(&round.applicants[one]) => Explained::SearchesItself(one),
        Subject::Applicant(one) => {
            if let Some((number, _)) = base.placement(one) {
                return Ok(Explained::WhyThis(why_this(base, number, &quiet)?));
            }
            let step = |done, total| {
                if let Some(progress) = request.progress {
                    progress(done, total);
                }
            };
            Explained::WhyNot(why_not(base, one, &quiet, &step)?)
        }
        Subject::Dwelling(one) => Explained::Dwelling(about_dwelling(base, one, &quiet)?),
        Subject::Limit(one) => match about_limit(base, one, &quiet)? {
            Some(about) => Explained::Limit(about),
            None => Explained::Unbounded(one),
        },
    })
}
