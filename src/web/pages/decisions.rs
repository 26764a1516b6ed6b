//! A person fixes, refuses or forbids a pair, or takes that back, with a reason.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;

use crate::domain::{Decision, DecisionVerdict as Verdict, Mode, Round};
use crate::web::desk::Desk;
use crate::web::store::{Decided, Event};
use crate::web::trouble::{Trouble, UNREADABLE};
use crate::web::visitor::Visitor;
use crate::web::workbench::{Reading, Solved, Workbench};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// The fields of a form, in order.
pub(super) type Fields = Vec<(String, String)>;

/// The form of a decision, or of taking one back.
struct Filled {
    version: i64,
    decided: Decided,
    /// Those who share the dwelling, and for whom the same holds.
    with: Vec<String>,
}

impl Filled {
    fn of(fields: &Fields) -> Result<Self, Trouble> {
        let all =
            |name: &'static str| fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.trim());
        let one = |name: &'static str| all(name).next().map(str::to_owned).ok_or(UNREADABLE);
        let verdicts = [Verdict::Fixed, Verdict::Refused, Verdict::Forbidden];
        let verdict = one("verdict")?;
        let verdict = verdicts.into_iter().find(|known| known.name() == verdict).ok_or(UNREADABLE)?;
        let dwelling = one("dwelling")?;
        // of those who share another dwelling than the one that is decided about, nothing is decided
        let is_theirs = verdict == Verdict::Fixed && all("shared").any(|shared| shared == dwelling);
        Ok(Self {
            version: one("version")?.parse().map_err(|_| UNREADABLE)?,
            with: if is_theirs { all("with").map(str::to_owned).collect() } else { Vec::new() },
            decided: Decided {
                applicant: one("applicant")?,
                dwelling,
                verdict,
                overrides: all("overrides").next().is_some() && verdict == Verdict::Fixed,
                reason: reason_of(&one("reason")?)?,
            },
        })
    }
}

/// A reason as it is kept. One is needed: who reads the journal later has nothing else.
pub(in crate::web) fn reason_of(told: &str) -> Result<String, Trouble> {
    let reason: String = told.trim().chars().filter(|letter| !letter.is_control()).collect();
    if reason.is_empty() {
        return Err(Trouble::Wrong(
            "Give a reason: it is kept with the decision.",
            "Geef een reden: die blijft bij het besluit bewaard.",
        ));
    }
    Ok(reason.chars().take(LONGEST_REASON).collect())
}

/// Writes a decision down where the round is still sound with it; else says what it breaks.
pub(super) async fn decide(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Form(fields): Form<Fields>,
) -> Result<Redirect, Trouble> {
    let filled = Filled::of(&fields)?;
    let desk = bench.seen_desk(round, filled.version)?;
    write_down(&bench, &visitor, &desk, filled.decided, &filled.with)?;
    Ok(Redirect::to(&answered(&desk)))
}

/// Where it is told what was done since a state of the round, and what that changed.
pub(in crate::web) fn answered(before: &Desk) -> String {
    format!("/rounds/{}/allocation?since={}", before.number, before.version)
}

/// Writes down a decision, and the same for those who share the dwelling, in one step; gives the last entry's number.
pub(in crate::web) fn write_down(
    bench: &Workbench,
    visitor: &Visitor,
    desk: &Desk,
    decided: Decided,
    with: &[String],
) -> Result<i64, Trouble> {
    let reading = bench.reading(desk)?;
    let stands = |applicant: &String| stands(&reading, (applicant, &decided.dwelling), decided.verdict);
    let others: BTreeSet<&String> = with.iter().filter(|one| **one != decided.applicant && !stands(one)).collect();
    let of_other = |applicant: &String| Decided { applicant: applicant.clone(), overrides: false, ..decided.clone() };
    let others: Vec<Event> = others.into_iter().map(of_other).map(Event::Decided).collect();
    let events = [vec![Event::Decided(decided)], others].concat();
    bench.check_with(desk, &events, visitor)?;
    bench.note_each(visitor, desk, &events)
}

fn stands(reading: &Reading, (applicant, dwelling): (&str, &str), verdict: Verdict) -> bool {
    let is_it =
        |one: &Decision| (one.applicant.as_str(), one.dwelling.as_str(), one.verdict) == (applicant, dwelling, verdict);
    reading.as_ref().is_ok_and(|read| read.round.decisions.iter().any(is_it))
}

/// Takes a decision back.
pub(super) async fn withdraw(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Form(fields): Form<Fields>,
) -> Result<Redirect, Trouble> {
    let filled = Filled::of(&fields)?;
    let desk = bench.seen_desk(round, filled.version)?;
    write_withdrawn(&bench, &visitor, &desk, &filled.decided, &filled.with)?;
    Ok(Redirect::to(&answered(&desk)))
}

/// Writes down that a decision holds no more, and the same for those who share the dwelling, in one step; gives the last
/// entry's number.
pub(in crate::web) fn write_withdrawn(
    bench: &Workbench,
    visitor: &Visitor,
    desk: &Desk,
    decided: &Decided,
    with: &[String],
) -> Result<i64, Trouble> {
    let all: BTreeSet<&String> = with.iter().chain([&decided.applicant]).collect();
    for applicant in &all {
        bench.check_without(desk, (applicant, &decided.dwelling), decided.verdict)?;
    }
    let event = |applicant: &String| Event::Withdrawn {
        applicant: applicant.clone(),
        dwelling: decided.dwelling.clone(),
        verdict: decided.verdict,
        reason: decided.reason.clone(),
    };
    let events: Vec<Event> = all.into_iter().map(event).collect();
    bench.check_with(desk, &events, visitor)?;
    bench.note_each(visitor, desk, &events)
}

/// Ids of all who share a dwelling in the allocation.
pub(super) fn sharers(solved: &Solved, dwelling: &str) -> Vec<String> {
    let (round, outcome) = (&solved.base.case.round, &solved.base.outcome);
    let here = round.dwelling(dwelling);
    let those = outcome.placements.iter().filter(|one| one.mode == Mode::Shared && Some(one.dwelling) == here);
    those.map(|one| round.applicants[one.applicant].id.clone()).collect()
}

/// A decision with the others that are fixed to the same dwelling, and so are taken back with it.
pub(super) type Ruled = (Decision, Vec<String>);

/// All decisions of a round.
pub(super) fn ruled(round: &Round) -> Vec<Ruled> {
    round.decisions.iter().map(|one| (one.clone(), fixed_beside(round, one))).collect()
}

/// Ids of the others whom decisions fix to the same dwelling.
fn fixed_beside(round: &Round, decision: &Decision) -> Vec<String> {
    let fixes = |one: &&Decision| one.fixes(&decision.dwelling) && one.applicant != decision.applicant;
    let beside = round.decisions.iter().filter(fixes).map(|one| one.applicant.clone());
    if decision.verdict == Verdict::Fixed { beside.collect() } else { Vec::new() }
}
