//! Matches of a list become decisions: which of them can, which are asked for, and which have to stay out.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::compare::{Asked, same, show};
use super::comparing::{Compared, How, of, seen};
use super::decisions::{Fields, reason_of};
use super::manual::fixed;
use crate::domain::{Decision, Language, Mode};
use crate::report::Form as Written;
use crate::study::compare::{fixing, standing_alone};
use crate::web::page::Page;
use crate::web::store::{Decided, Event};
use crate::web::trouble::Trouble;
use crate::web::visitor::{Visitor, encoded};
use crate::web::workbench::Workbench;

/// A match of the valid part that no decision fixes yet.
pub(super) struct Takeable {
    pub(super) applicant: String,
    pub(super) dwelling: String,
    pub(super) in_optimum: bool,
    /// Who shares the dwelling with it in the list.
    pub(super) sharers: Vec<String>,
}

/// The form that takes matches over, and what came of it the last time.
pub(super) struct TakeOver {
    pub(super) matches: Vec<Takeable>,
    /// How many the optimum has too and can be taken over without the others.
    pub(super) same: usize,
    /// Why that is not all that list and optimum have in common.
    pub(super) about_same: Option<String>,
    /// What was taken over and what was left out, in sentences.
    pub(super) came_of_it: Vec<String>,
    pub(super) refused: Refused,
}

/// The form as it was sent, where it was refused, with the reason.
#[derive(Default)]
pub(super) struct Refused {
    pub(super) sentence: String,
    pub(super) which: String,
    pub(super) ticked: BTreeSet<String>,
    pub(super) reason: String,
}

impl TakeOver {
    pub(super) fn of(found: &Compared, asked: &Asked, page: &Page, refused: Refused) -> Self {
        let matches = takeable(found);
        let (standing, alone) = wanted(found, "same", &BTreeSet::new());
        Self {
            same: standing.len(),
            about_same: about_same(page, same(found).len(), standing.len(), alone.len()),
            came_of_it: came_of_it(&matches, asked, page),
            matches,
            refused,
        }
    }

    /// Whether a match was ticked when the form was sent.
    pub(super) fn is_ticked(&self, one: &Takeable) -> bool {
        self.refused.ticked.contains(&one.applicant)
    }
}

fn takeable(found: &Compared) -> Vec<Takeable> {
    let (round, kept) = (&found.case.round, &found.comparison.valid.kept);
    let same = same(found);
    let beside = |applicant: &str, dwelling: &str| -> Vec<String> {
        let shared = kept.iter().filter(|one| one.mode == Mode::Shared && round.dwellings[one.dwelling].id == dwelling);
        let ids = shared.map(|one| round.applicants[one.applicant].id.clone());
        ids.filter(|id| id != applicant).collect()
    };
    let one = |decision: Decision| Takeable {
        in_optimum: same.contains(decision.applicant.as_str()),
        sharers: beside(&decision.applicant, &decision.dwelling),
        applicant: decision.applicant,
        dwelling: decision.dwelling,
    };
    fixing(round, kept, "").into_iter().map(one).collect()
}

/// The decisions that are asked for: those that can stand, and those that would leave too few sharers.
fn wanted(found: &Compared, which: &str, ticked: &BTreeSet<String>) -> (Vec<Decision>, Vec<Decision>) {
    let (round, kept, same) = (&found.case.round, &found.comparison.valid.kept, same(found));
    let takes = |decision: &Decision| match which {
        "all" => true,
        "same" => same.contains(decision.applicant.as_str()),
        _ => ticked.contains(&decision.applicant),
    };
    standing_alone(round, kept, fixing(round, kept, "").into_iter().filter(takes).collect())
}

fn about_same(page: &Page, common: usize, standing: usize, alone: usize) -> Option<String> {
    let decided = common.saturating_sub(standing + alone);
    let count = |number: usize| page.count(&number);
    let (start, decided_are, apart_are) = match page.language {
        Language::En => (
            format!("List and optimum have {} matches in common", count(common)),
            "decided already",
            "shared with others in the optimum than in the list, so left out",
        ),
        Language::Nl => (
            format!("Lijst en optimum hebben {} matches gemeen", count(common)),
            "daarvan al besloten",
            "in het optimum met anderen gedeeld dan in de lijst, en daarom niet mee te nemen",
        ),
    };
    let parts = [(decided, decided_are), (alone, apart_are)].into_iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> = parts.map(|(number, are)| format!("{are}: {}", count(number))).collect();
    (!parts.is_empty()).then(|| format!("{start}; {}.", parts.join("; ")))
}

/// What the address says of the last time: how many were taken over, and whom that left out.
fn came_of_it(matches: &[Takeable], asked: &Asked, page: &Page) -> Vec<String> {
    let Some(taken) = asked.taken else { return Vec::new() };
    let count = Written::of(page.language).count(taken);
    let mut told = vec![format!("{}: {count}.", page.say("Taken over as decisions", "Overgenomen als besluiten"))];
    let out: BTreeSet<&str> = asked.out.lines().collect();
    let with = page.say("in the list shared with", "in de lijst gedeeld met");
    let pair = |one: &Takeable| {
        let sharers = one.sharers.join(", ");
        format!("{} → {} ({with} {sharers})", one.applicant, one.dwelling)
    };
    let pairs: Vec<String> = matches.iter().filter(|one| out.contains(one.applicant.as_str())).map(pair).collect();
    if !pairs.is_empty() {
        told.push(left_out(page.language, &pairs.join("; ")));
    }
    told
}

fn left_out(language: Language, pairs: &str) -> String {
    match language {
        Language::En => format!(
            "Not taken over: {pairs}. A dwelling for sharers is fixed for enough of them or for nobody, and too few of those \
             who share it were to be taken over."
        ),
        Language::Nl => format!(
            "Niet overgenomen: {pairs}. Een woning voor woningdelers ligt vast voor genoeg van hen of voor niemand, en te \
             weinig van wie haar delen zouden worden overgenomen."
        ),
    }
}

/// Fixes matches of the list that stand: all of them, those that the optimum has too, or the chosen ones. What is
/// refused comes back as it was filled in.
pub(super) async fn take_over(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Form(fields): Form<Fields>,
) -> Result<Response, Trouble> {
    let field = |name: &str| fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value);
    let ticked = fields.iter().filter(|(name, _)| name == "match").map(|(_, applicant)| applicant.clone()).collect();
    let how = How::named(field("how"));
    let (which, reason) = (field("which").to_owned(), field("reason").to_owned());
    let mut sent = Refused { sentence: String::new(), which, ticked, reason };
    let seen_version = field("version").parse().unwrap_or(0);
    match taken(&bench, &visitor, round, (seen_version, how), &sent) {
        Ok(address) => Ok(Redirect::to(&address).into_response()),
        Err(trouble) if trouble.can_be_mended() => {
            sent.sentence = trouble.on_page(visitor.language);
            let page = show(&bench, &visitor, round, Asked { how, ..Asked::default() }, sent)?;
            Ok((trouble.status(), page).into_response())
        }
        Err(trouble) => Err(trouble),
    }
}

/// Writes the decisions down, and gives the address of what came of it.
fn taken(
    bench: &Workbench,
    visitor: &Visitor,
    round: i64,
    (version, how): (i64, How),
    sent: &Refused,
) -> Result<String, Trouble> {
    let found = seen(bench, visitor, round, (version, how))?;
    let reason = reason_of(&sent.reason)?;
    let (standing, out) = wanted(of(&found)?, &sent.which, &sent.ticked);
    let ids = |decisions: &[Decision]| decisions.iter().map(|one| one.applicant.clone()).collect::<Vec<_>>().join("\n");
    if standing.is_empty() && !out.is_empty() {
        let pairs: Vec<String> = out.iter().map(|one| format!("{} → {}", one.applicant, one.dwelling)).collect();
        return Err(Trouble::Told(left_out(visitor.language, &pairs.join("; "))));
    }
    if standing.is_empty() {
        return Err(Trouble::Wrong("Choose matches to take over.", "Kies matches om over te nemen."));
    }
    let (count, out) = (standing.len(), encoded(&ids(&out)));
    let decided: Vec<Decided> = standing.into_iter().map(|decision| fixed(decision, &reason)).collect();
    let desk = bench.seen_desk(round, version)?;
    let events: Vec<Event> = decided.into_iter().map(Event::Decided).collect();
    bench.check_with(&desk, &events, visitor)?;
    bench.note_each(visitor, &desk, &events)?;
    Ok(format!("/rounds/{round}/compare?how={}&taken={count}&out={out}", how.name()))
}
