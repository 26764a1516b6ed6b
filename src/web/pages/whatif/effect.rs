//! What a change does: the first answer to it, or the proven one.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;

use super::Wish;
use crate::domain::Problem;
use crate::report::{EffectLine, goal_effects, group_effects, problems, scenario_sentence, shortfall_effects};
use crate::study::{Moved, Tried, figures_of};
use crate::web::desk::Desk;
use crate::web::jobs::State as At;
use crate::web::knobs::in_words;
use crate::web::page::Page;
use crate::web::trial::{self, Trial};
use crate::web::trouble::Trouble;
use crate::web::workbench::{Solved, Workbench};

/// How long an answer is waited for that comes quickly.
const MOMENT: Duration = Duration::from_millis(400);

/// What a change does, as far as it is known.
#[derive(Template)]
#[template(path = "whatif_effect.html")]
pub(super) struct Effect {
    page: Page,
    settings: Vec<String>,
    /// The same in words.
    words: Vec<String>,
    wrong: Vec<Wrong>,
    /// The jobs at work, for the next change to stop.
    running: String,
    fault: Option<String>,
    answer: Option<Answer>,
    pub(super) is_within: bool,
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

/// The effect of changes as far as it is known after some patience.
pub(super) async fn effect(
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
        words: in_words(&solved.base.case.round, &wish.settings, page.language),
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
    let state = trial.proven.state();
    effect.answer = match (state.found(), trial.estimate()) {
        (Some(tried), _) => Some(proven(solved, &tried, page)),
        (None, Some(estimate)) => Some(first(solved, &estimate, page)),
        (None, None) => None,
    };
    match state {
        At::Running | At::Cancelled => effect.running = format!("{} {}", trial.quick.number, trial.proven.number),
        At::Failed(fault) => effect.fault = Some(fault),
        At::Done(_) => {}
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
    let title = |name: &String| solved.base.case.round.limits.title(name, page.language).to_owned();
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
            .map(|(name, those)| (name, those.iter().map(title).collect()))
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
