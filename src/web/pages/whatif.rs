//! What if: limits, rules and exclusions at other values, and what that does. A first answer comes at once and says that
//! it is one; the proven optimum takes its place.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::HeaderValue;
use axum::response::{IntoResponse, Redirect, Response};

use super::allocation::AtWork;
use super::kept::{Kept, kept};
use super::waiting::Waiting;
use crate::domain::Problem;
use crate::report::{EffectLine, goal_effects, group_effects, problems, scenario_sentence, shortfall_effects};
use crate::study::{Moved, Tried, figures_of};
use crate::web::desk::Desk;
use crate::web::jobs::State as At;
use crate::web::knobs::{Knob, Shelf, knobs, load, settings, turn};
use crate::web::page::{Page, Part, shown};
use crate::web::store::Event;
use crate::web::trial::{self, KINDS, Trial};
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::{Solved, Workbench};

/// How long an answer is waited for that comes quickly.
const MOMENT: Duration = Duration::from_millis(400);

/// How long one request waits for the proof.
const PATIENCE: Duration = Duration::from_secs(5);

/// The longest name of a scenario, in characters.
const LONGEST_NAME: usize = 60;

/// Changes that are tried together at most.
const MOST_SETTINGS: usize = 200;

/// The fields of a form, in order.
pub(super) type Fields = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "whatif.html")]
struct WhatIf {
    page: Page,
    shelves: Vec<(&'static str, Vec<(usize, Knob)>)>,
    /// Changes that no slider shows.
    others: Vec<String>,
    effect: Effect,
    kept: Kept,
}

/// What a change does, as far as it is known.
#[derive(Template)]
#[template(path = "whatif_effect.html")]
struct Effect {
    page: Page,
    settings: Vec<String>,
    wrong: Vec<Wrong>,
    /// The jobs at work, for the next change to stop.
    running: String,
    fault: Option<String>,
    answer: Option<Answer>,
    is_within: bool,
}

/// What is wrong with a change, and the slider that it is about.
struct Wrong {
    knob: Option<usize>,
    place: String,
    sentence: String,
}

/// An answer to a change: the first, or the proven one.
struct Answer {
    is_proven: bool,
    sentences: Vec<String>,
    groups: Vec<EffectLine>,
    goals: Vec<EffectLine>,
    shortfalls: Vec<EffectLine>,
    people: Vec<(&'static str, Vec<Moved>)>,
    full: Vec<(&'static str, Vec<String>)>,
}

/// What is asked for: the knobs as they are set, and all changes.
struct Wish {
    knobs: Vec<Knob>,
    others: Vec<String>,
    settings: Vec<String>,
}

impl Wish {
    fn of(fields: &Fields, solved: &Solved, page: &Page) -> Self {
        let mut knobs = knobs(&solved.base.case.round, page.language);
        let texts = fields.iter().filter(|(field, _)| field == "set").map(|(_, text)| text.clone());
        let texts: Vec<String> = texts.filter(|text| !text.trim().is_empty()).take(MOST_SETTINGS).collect();
        let others = if fields.iter().any(|(field, _)| field == "sent") {
            turn(&mut knobs, fields);
            texts
        } else {
            load(&mut knobs, &texts)
        };
        let settings = settings(&knobs).into_iter().chain(others.iter().cloned()).collect();
        Self { knobs, others, settings }
    }
}

pub(super) async fn page(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Query(fields): Query<Fields>,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let page = Page::of(&visitor, &desk, Part::WhatIf);
    let solved = match found(&bench, &desk, &page)? {
        Ok(solved) => solved,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let wish = Wish::of(&fields, &solved, &page);
    let mut effect = effect(&bench, &desk, &solved, &page, &wish, PATIENCE / 10).await?;
    effect.is_within = true;
    let kept = kept(&bench, &desk, &solved, &page)?;
    Ok(shown(&WhatIf { shelves: shelves(&page, wish.knobs), others: wish.others, effect, kept, page }))
}

/// The optimum of a round; the page to look at where it is not known yet.
pub(super) fn found(bench: &Workbench, desk: &Desk, page: &Page) -> Result<Result<Arc<Solved>, Response>, Trouble> {
    let Ok(job) = bench.allocation(desk)? else {
        return Ok(Err(Redirect::to(&format!("/rounds/{}/input", desk.number)).into_response()));
    };
    if let At::Failed(fault) = job.state() {
        return Err(Trouble::Fault(fault));
    }
    Ok(job.found::<Solved>().ok_or_else(|| {
        let waiting = Waiting::of(page.clone(), &job);
        shown(&AtWork { page: page.clone(), waiting })
    }))
}

fn shelves(page: &Page, knobs: Vec<Knob>) -> Vec<(&'static str, Vec<(usize, Knob)>)> {
    use crate::report::words::either;
    let names = [
        (Shelf::Maximums, "At most", "Hoogstens"),
        (Shelf::Minimums, "At least", "Minstens"),
        (Shelf::Rules, "Rules", "Passendheidsregels"),
        (Shelf::Sharing, "Sharing", "Woningdelen"),
        (Shelf::Exclusions, "Exclusions for liveability", "Uitsluitingen voor leefbaarheid"),
    ];
    let all: Vec<(usize, Knob)> = knobs.into_iter().enumerate().collect();
    let on = |shelf| all.iter().filter(move |(_, knob)| knob.shelf == shelf).cloned().collect::<Vec<_>>();
    let shelves = names.into_iter().map(|(shelf, english, dutch)| (either(page.language, english, dutch), on(shelf)));
    shelves.filter(|(_, knobs)| !knobs.is_empty()).collect()
}

/// The effect alone, as it stands in the page. With `wait` it waits for the proof, else a moment for
/// the first answer.
pub(super) async fn fragment(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Query(fields): Query<Fields>,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let page = Page::of(&visitor, &desk, Part::WhatIf);
    let Some(solved) = bench.solved(&desk) else { return Ok([("hx-refresh", "true")].into_response()) };
    let wish = Wish::of(&fields, &solved, &page);
    let of = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
    stop_others(&bench, &desk, of("running").unwrap_or_default(), &wish.settings);
    let patience = if of("wait").is_some() { PATIENCE } else { Duration::ZERO };
    let effect = effect(&bench, &desk, &solved, &page, &wish, patience).await?;
    let mut response = shown(&effect);
    let address = address(round, &wish.settings);
    if let (true, Ok(address)) = (of("sent").is_some(), HeaderValue::from_str(&address)) {
        response.headers_mut().insert("hx-replace-url", address);
    }
    Ok(response)
}

/// The address of the page with these changes.
fn address(round: i64, settings: &[String]) -> String {
    let query: Vec<String> =
        settings.iter().map(|text| format!("set={}", super::super::visitor::encoded(text))).collect();
    format!("/rounds/{round}/what-if?{}", query.join("&"))
}

/// Stops the jobs of the change before this one. Whoever else waits for them has them started again.
fn stop_others(bench: &Workbench, desk: &Desk, running: &str, settings: &[String]) {
    let now = trial::known(bench, desk, settings);
    let is_now = |number: u64| {
        now.as_ref().is_some_and(|trial| [&trial.quick, &trial.proven].iter().any(|job| job.number == number))
    };
    let numbers = running.split(' ').filter_map(|number| number.parse::<u64>().ok());
    for job in numbers.filter(|number| !is_now(*number)).filter_map(|number| bench.jobs.get(number)) {
        if job.round == desk.number && KINDS.contains(&job.kind) {
            job.cancel_unless_done();
        }
    }
}

async fn effect(
    bench: &Workbench,
    desk: &Desk,
    solved: &Arc<Solved>,
    page: &Page,
    wish: &Wish,
    patience: Duration,
) -> Result<Effect, Trouble> {
    let mut effect = Effect {
        page: page.clone(),
        settings: wish.settings.clone(),
        wrong: Vec::new(),
        running: String::new(),
        fault: None,
        answer: None,
        is_within: false,
    };
    if wish.settings.is_empty() {
        return Ok(effect);
    }
    let trial = match trial::start(bench, desk, solved, &wish.settings)? {
        Ok(trial) => trial,
        Err(problems) => {
            effect.wrong = problems.iter().map(|problem| wrong(problem, wish, page)).collect();
            return Ok(effect);
        }
    };
    wait(&trial, patience).await;
    if let At::Failed(fault) = trial.proven.state() {
        effect.fault = Some(fault);
    }
    effect.answer = match (trial.tried(), trial.estimate()) {
        (Some(tried), _) => Some(proven(solved, &tried, page)),
        (None, Some(estimate)) => Some(first(solved, &estimate, page)),
        (None, None) => None,
    };
    if matches!(trial.proven.state(), At::Running | At::Cancelled) {
        effect.running = format!("{} {}", trial.quick.number, trial.proven.number);
    }
    Ok(effect)
}

/// Waits for the proof where there is patience for it; for either answer at least a moment.
async fn wait(trial: &Trial, patience: Duration) {
    let first = async {
        tokio::select! {
            _ = trial.quick.ended() => {}
            _ = trial.proven.ended() => {}
        }
    };
    let _ = tokio::time::timeout(MOMENT, first).await;
    let _ = tokio::time::timeout(patience, trial.proven.ended()).await;
}

fn wrong(problem: &Problem, wish: &Wish, page: &Page) -> Wrong {
    let knob = wish.knobs.iter().position(|knob| {
        let stated = format!("{} {}=", trial::PLACE, knob.path);
        knob.is_changed() && problem.file.starts_with(&stated)
    });
    Wrong { knob, place: problem.column.clone().unwrap_or_default(), sentence: problems::cause(problem, page.language) }
}

fn proven(solved: &Solved, tried: &Tried, page: &Page) -> Answer {
    let base = figures_of(&solved.base);
    let say = |english: &'static str, dutch: &'static str| crate::report::words::either(page.language, english, dutch);
    let people = [
        (say("Gain a place", "Komen erbij"), &tried.gain),
        (say("Lose their place", "Vallen af"), &tried.lose),
        (say("Out of the round", "Niet meer in de ronde"), &tried.gone),
        (say("Another dwelling", "Andere woning"), &tried.moved),
    ];
    let full = [
        (say("Full only then", "Alleen dan vol"), &tried.now_full),
        (say("No longer full", "Niet langer vol"), &tried.no_longer_full),
    ];
    Answer {
        is_proven: tried.figures.status == crate::allocation::Status::Optimal,
        sentences: vec![scenario_sentence(&base, tried, page.language)],
        people: people
            .into_iter()
            .filter(|(_, those)| !those.is_empty())
            .map(|(name, those)| (name, those.clone()))
            .collect(),
        full: full
            .into_iter()
            .filter(|(_, those)| !those.is_empty())
            .map(|(name, those)| (name, those.clone()))
            .collect(),
        ..figures(solved, tried, page)
    }
}

/// The first answer. Who gains and who loses is left out: that is for the optimum to say.
fn first(solved: &Solved, estimate: &Tried, page: &Page) -> Answer {
    let (english, dutch) = (
        "households placed in an allocation found quickly: today’s matches as far as they can stay, and others besides. The best one is at least as good in the order of the goals; it is being found and proven.",
        "huishoudens geplaatst in een snel gevonden toewijzing: de matches van nu voor zover ze kunnen blijven, en anderen erbij. De beste is in de volgorde van de doelen minstens zo goed; die wordt gezocht en bewezen.",
    );
    let sentence = format!("{} {}", page.count(&estimate.figures.placed), page.say(english, dutch));
    Answer { sentences: vec![sentence], ..figures(solved, estimate, page) }
}

fn figures(solved: &Solved, tried: &Tried, page: &Page) -> Answer {
    let base = figures_of(&solved.base);
    Answer {
        is_proven: false,
        sentences: Vec::new(),
        groups: group_effects(&solved.base.case.round, &base, &tried.figures, page.language),
        goals: goal_effects(&base, &tried.figures, page.language),
        shortfalls: shortfall_effects(&base, &tried.figures, page.language),
        people: Vec::new(),
        full: Vec::new(),
    }
}

fn text<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
}

/// Keeps changes under a name, to be looked at beside others.
pub(super) async fn keep(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Form(fields): Form<Fields>,
) -> Result<Redirect, Trouble> {
    let desk = bench.desk(round)?;
    let sets = fields.iter().filter(|(field, _)| field == "set").map(|(_, text)| text.clone());
    let settings: Vec<String> = sets.take(MOST_SETTINGS).collect();
    let name: String = text(&fields, "name").chars().take(LONGEST_NAME).collect();
    let solved = bench.solved(&desk).ok_or(Trouble::Missing)?;
    if name.is_empty() || settings.is_empty() || trial::start(&bench, &desk, &solved, &settings)?.is_err() {
        return Err(Trouble::Wrong(
            "A scenario has a name, and changes that the round can be allocated with.",
            "Een scenario heeft een naam, en wijzigingen waarmee de ronde kan worden toegewezen.",
        ));
    }
    let event = Event::ScenarioKept { name, settings: settings.clone() };
    bench.note(&visitor, round, text(&fields, "version").parse().unwrap_or(0), &event, Vec::new())?;
    Ok(Redirect::to(&(address(round, &settings) + "#kept")))
}

/// Lays a kept scenario aside.
pub(super) async fn drop_kept(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Form(fields): Form<Fields>,
) -> Result<Redirect, Trouble> {
    let event = Event::ScenarioDropped { name: text(&fields, "name").to_owned() };
    bench.note(&visitor, round, text(&fields, "version").parse().unwrap_or(0), &event, Vec::new())?;
    Ok(Redirect::to(&format!("/rounds/{round}/what-if#kept")))
}
