//! About one applicant or dwelling: what it is, why it has what it has, who could, and what a person decides.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::decisions::{Ruled, ruled, sharers};
use super::told::{Body, Part as ToldPart};
use super::waiting::Waiting;
use crate::domain::{Applicant, Decision, Dwelling, Round};
use crate::pipeline::Request;
use crate::report::{Explained, Form, Reasons, Screen, explanation_parts};
use crate::study::explain::{about_dwelling, why_not, why_this};
use crate::web::jobs::{Job, State as At};
use crate::web::page::{Page, Part, shown};
use crate::web::trouble::Trouble;
use crate::web::visitor::{Visitor, encoded};
use crate::web::workbench::{Solved, Workbench};

/// Width of an explanation in characters: a page breaks lines itself.
const WIDTH: u16 = 10_000;

/// Whom it is about.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    applicant: String,
    #[serde(default)]
    dwelling: String,
    /// The job that answers, once it is known: where it was stopped, another is not started unasked.
    #[serde(default)]
    job: Option<u64>,
}

#[derive(Template)]
#[template(path = "about_part.html")]
struct About {
    page: Page,
    applicant: Option<String>,
    dwelling: Option<String>,
    /// The other side of the match that the one at hand has.
    partners: Vec<String>,
    facts: Vec<(&'static str, String)>,
    /// Why there is no place, or nobody: known from the allocation itself.
    reason: Option<String>,
    /// Decisions about it, each with the others that are fixed to the same dwelling.
    decisions: Vec<Ruled>,
    /// Who shares the dwelling at hand in the allocation; of an applicant, the others.
    sharers: Vec<String>,
    /// Ids that the form of a decision proposes for the other side: the match first, then who could be there at no cost.
    others: Vec<String>,
    told: Option<Told>,
    waiting: Option<Waiting>,
    is_stopped: bool,
}

impl About {
    /// Where it stands as a page of its own.
    fn address(&self) -> String {
        let (kind, id) = match (&self.applicant, &self.dwelling) {
            (Some(id), _) => ("applicant", id.as_str()),
            (_, id) => ("dwelling", id.as_deref().unwrap_or_default()),
        };
        format!("/rounds/{}/about?{kind}={}", self.page.number(), encoded(id))
    }
}

/// An explanation: its title and its parts.
type Told = (String, Vec<ToldPart>);

/// The same as a page of its own.
#[derive(Template)]
#[template(path = "about_page.html")]
struct AboutPage {
    page: Page,
    part: About,
}

pub(super) async fn page(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    headers: HeaderMap,
    Path(round): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let Some(solved) = bench.solved(&desk) else {
        return Ok(Redirect::to(&format!("/rounds/{round}/allocation")).into_response());
    };
    let found = &solved.base.case.round;
    let applicant = found.applicant(&asked.applicant);
    let dwelling = if applicant.is_some() { None } else { found.dwelling(&asked.dwelling) };
    let key = match (applicant, dwelling) {
        (Some(one), _) => format!("explain {round} {} applicant {one}", desk.input_version),
        (_, Some(one)) => format!("explain {round} {} dwelling {one}", desk.input_version),
        _ => return Err(Trouble::Missing),
    };
    let page = Page::of(&visitor, &desk, Part::Allocation);
    let parts = |part: About, page: Page| {
        if headers.contains_key("hx-request") { shown(&part) } else { shown(&AboutPage { page, part }) }
    };
    if asked.job.and_then(|job| bench.jobs.get(job)).is_some_and(|job| job.is_cancelled()) {
        let part = about(page.clone(), &solved, (applicant, dwelling), (None, Vec::new()), None);
        return Ok(parts(About { is_stopped: true, ..part }, page));
    }
    let asking = solved.clone();
    let job = bench.jobs.start(&key, "explain", round, move |job| explained(&asking, applicant, dwelling, job));
    if let At::Failed(fault) = job.state() {
        return Err(Trouble::Fault(fault));
    }
    let screen = Screen { language: page.language, width: WIDTH, color: false, folder: None };
    let explained = job.found::<Explained>();
    let told = explained.as_ref().map(|explained| {
        let (title, parts) = explanation_parts(&solved.base, explained, &screen);
        (title, parts.into_iter().map(ToldPart::of).collect())
    });
    let free = match explained.as_deref() {
        Some(Explained::Dwelling(about)) => about.free.clone(),
        _ => Vec::new(),
    };
    let waiting = told.is_none().then(|| Waiting::of(page.clone(), &job));
    let part = about(page.clone(), &solved, (applicant, dwelling), (told, free), waiting);
    Ok(parts(part, page))
}

fn explained(
    solved: &Solved,
    applicant: Option<usize>,
    dwelling: Option<usize>,
    job: &Job,
) -> Result<Explained, String> {
    let (base, request) = (&solved.base, Request { stop: Some(job.stop()), ..Request::default() });
    let step = |done, total| job.step(done, total);
    let found = match (applicant, dwelling) {
        (Some(one), _) if base.case.round.searches_itself(&base.case.round.applicants[one]) => {
            return Ok(Explained::SearchesItself(one));
        }
        (Some(one), _) => match base.placement(one) {
            Some((number, _)) => why_this(base, number, &request).map(Explained::WhyThis),
            None => why_not(base, one, &request, &step).map(Explained::WhyNot),
        },
        (_, dwelling) => about_dwelling(base, dwelling.unwrap_or(0), &request).map(Explained::Dwelling),
    };
    found.map_err(|fault| fault.to_string())
}

fn about(
    page: Page,
    solved: &Solved,
    (applicant, dwelling): (Option<usize>, Option<usize>),
    (told, free): (Option<Told>, Vec<usize>),
    waiting: Option<Waiting>,
) -> About {
    let (round, outcome) = (&solved.base.case.round, &solved.base.outcome);
    let of_applicant = applicant.map(|one| &round.applicants[one]);
    let of_dwelling = dwelling.map(|one| &round.dwellings[one]);
    let concerns = |decision: &Decision| {
        of_applicant.is_some_and(|one| one.id == decision.applicant)
            || of_dwelling.is_some_and(|one| one.id == decision.dwelling)
    };
    let paired = outcome.placements.iter().filter_map(|placement| {
        if Some(placement.applicant) == applicant {
            return Some(round.dwellings[placement.dwelling].id.clone());
        }
        (Some(placement.dwelling) == dwelling).then(|| round.applicants[placement.applicant].id.clone())
    });
    let partners: Vec<String> = paired.collect();
    let home = of_dwelling.map(|one| &one.id).or(partners.first().filter(|_| applicant.is_some()));
    let mut sharing = home.map(|home| sharers(solved, home)).unwrap_or_default();
    sharing.retain(|id| of_applicant.is_none_or(|one| one.id != *id));
    let free = free.into_iter().map(|one| round.applicants[one].id.clone());
    let others = partners.iter().cloned().chain(free.filter(|id| !partners.contains(id))).collect();
    let reasons = Reasons::of(round, outcome, page.language);
    let unplaced = outcome.unplaced.iter().find(|one| Some(one.applicant) == applicant);
    let vacant = outcome.vacant.iter().find(|one| Some(one.dwelling) == dwelling);
    let reason = unplaced.map(|one| reasons.unplaced(one)).or_else(|| vacant.map(|one| reasons.vacant(one)));
    let told =
        told.map(|(title, parts)| (title, parts.into_iter().map(|part| part.without(reason.as_deref())).collect()));
    About {
        reason,
        facts: of_applicant
            .map(|one| applicant_facts(&page, round, one))
            .or_else(|| of_dwelling.map(|one| dwelling_facts(&page, one)))
            .unwrap_or_default(),
        decisions: ruled(round).into_iter().filter(|(one, _)| concerns(one)).collect(),
        sharers: sharing,
        partners,
        others,
        applicant: of_applicant.map(|one| one.id.clone()),
        dwelling: of_dwelling.map(|one| one.id.clone()),
        told,
        waiting,
        is_stopped: false,
        page,
    }
}

type Facts = Vec<(&'static str, String)>;

fn applicant_facts(page: &Page, round: &Round, one: &Applicant) -> Facts {
    let say = |english: &'static str, dutch: &'static str| crate::report::words::either(page.language, english, dutch);
    let form = Form::of(page.language);
    let group = round.model.groups.get(&one.group).map_or(one.group.as_str(), |group| group.names.get(page.language));
    let facts = vec![
        (say("Group", "Doelgroep"), group.to_owned()),
        (say("Organisation", "Organisatie"), one.organisation.clone().unwrap_or_default()),
        (say("Adults, children", "Volwassenen, kinderen"), format!("{}, {}", one.adults, one.children)),
        (say("Age of the oldest", "Leeftijd van de oudste"), one.age.to_string()),
        (
            say("Income, € a year", "Inkomen, € per jaar"),
            one.income.map(|cents| form.grouped((cents / 100).into())).unwrap_or_default(),
        ),
        (say("Waiting time, days", "Inschrijfduur, dagen"), form.grouped(one.waiting_days(round.first_day()).into())),
        (say("Needs", "Nodig"), one.needs.iter().cloned().collect::<Vec<_>>().join(", ")),
        (say("Shares", "Deelt"), if one.shares { say("yes", "ja") } else { say("no", "nee") }.to_owned()),
    ];
    facts.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

fn dwelling_facts(page: &Page, one: &Dwelling) -> Facts {
    let say = |english: &'static str, dutch: &'static str| crate::report::words::either(page.language, english, dutch);
    let form = Form::of(page.language);
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let facts = vec![
        (say("Landlord", "Verhuurder"), text(&one.landlord)),
        (say("Complex", "Complex"), text(&one.complex)),
        (say("District", "Wijk"), text(&one.district)),
        (say("Rooms", "Kamers"), one.rooms.to_string()),
        (say("Rent, € a month", "Huur, € per maand"), form.money(one.rent)),
        (say("Places", "Plekken"), one.places.to_string()),
        (say("Labels", "Labels"), one.labels.iter().cloned().collect::<Vec<_>>().join(", ")),
        (say("Reserved for", "Geoormerkt voor"), one.reserved_for.iter().cloned().collect::<Vec<_>>().join(", ")),
    ];
    facts.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}
