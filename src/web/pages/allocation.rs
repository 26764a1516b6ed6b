//! The allocation: who goes where, the groups against their minimums, the limits, the goals and their proof.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::decisions::{Ruled, ruled};
use super::rows::{Asked, Table, View, longest, table};
use super::since::answer;
use super::waiting::Waiting;
use super::whatif::adopt::{Held, held};
use crate::report::lines::{GoalLine, GroupLine, LimitLine, goal_lines, group_lines, headline, limit_lines};
use crate::report::words::either;
use crate::web::jobs::State as At;
use crate::web::page::{Page, Part, shown};
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::{Solved, Workbench};

/// So many limits that do not matter now stay among the others at most.
const QUIET_AMONG_OTHERS: usize = 5;

#[derive(Template)]
#[template(path = "allocation.html")]
struct Allocation {
    page: Page,
    headline: Vec<String>,
    is_optimal: bool,
    groups: Vec<GroupLine>,
    /// The limits in parts, each with whether none of it matters now.
    limits: Vec<(bool, Vec<LimitLine>)>,
    goals: Vec<GoalLine>,
    /// Warnings about the input.
    warnings: usize,
    views: Vec<(View, usize)>,
    asked: Asked,
    table: Table,
    /// The longest cell of each column.
    longest: Vec<String>,
    /// The entry of the journal that this allocation rests on.
    rests_on: i64,
    seconds: String,
    /// What was done just now, and what that changed.
    answer: Vec<String>,
    /// All decisions, each with the others that are fixed to the same dwelling.
    decisions: Vec<Ruled>,
    /// Scenarios that were adopted.
    held: Vec<Held>,
}

/// The limits in parts: first those that matter now, in the way or missed; the others, where they are many, apart.
fn limits(mut all: Vec<LimitLine>) -> Vec<(bool, Vec<LimitLine>)> {
    all.sort_by_key(|limit| (!limit.is_binding, limit.short.is_empty(), std::cmp::Reverse(limit.percent)));
    let quiet = all.iter().filter(|limit| !matters(limit)).count();
    if quiet <= QUIET_AMONG_OTHERS || quiet == all.len() {
        return vec![(false, all)];
    }
    let (first, others) = all.into_iter().partition(matters);
    vec![(false, first), (true, others)]
}

fn matters(limit: &LimitLine) -> bool {
    limit.is_binding || !limit.short.is_empty()
}

/// A page that cannot be shown before a job has ended.
#[derive(Template)]
#[template(path = "at_work.html")]
pub(super) struct AtWork {
    pub(super) page: Page,
    pub(super) waiting: Waiting,
}

pub(super) async fn forward(Path(round): Path<i64>) -> Redirect {
    Redirect::to(&format!("/rounds/{round}/allocation"))
}

pub(super) async fn page(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let Ok(job) = bench.allocation(&desk)? else {
        return Ok(Redirect::to(&format!("/rounds/{round}/input")).into_response());
    };
    let page = Page::of(&visitor, &desk, Part::Allocation);
    if let At::Failed(fault) = job.state() {
        return Err(Trouble::Fault(fault));
    }
    let Some(solved) = job.found::<Solved>() else {
        let waiting = Waiting::of(page.clone(), &job);
        return Ok(shown(&AtWork { page, waiting }));
    };
    let answer = answer(&bench, &desk, &page, &solved, asked.since)?;
    let held = held(&bench, &desk, page.language)?;
    Ok(shown(&Allocation { answer, held, ..allocation(page, &solved, asked, desk.input_version) }))
}

fn allocation(page: Page, solved: &Solved, asked: Asked, rests_on: i64) -> Allocation {
    let (round, outcome, language) = (&solved.base.case.round, &solved.base.outcome, page.language);
    let views = [
        (View::Placed, outcome.placements.len()),
        (View::Unplaced, outcome.unplaced.len()),
        (View::Vacant, outcome.vacant.len()),
    ];
    let seconds: f64 = outcome.seconds.iter().map(|(_, seconds)| seconds).sum();
    Allocation {
        headline: headline(round, outcome, language),
        is_optimal: outcome.status == crate::allocation::Status::Optimal,
        groups: group_lines(round, outcome, language),
        limits: limits(limit_lines(round, outcome, language)),
        goals: goal_lines(outcome, language),
        warnings: solved.warnings.len(),
        views: views.to_vec(),
        table: table(solved, &page, &asked),
        longest: longest(solved, &page, &asked),
        rests_on,
        answer: Vec::new(),
        held: Vec::new(),
        decisions: ruled(round),
        asked,
        seconds: format!("{seconds:.2}").replace('.', either(language, ".", ",")),
        page,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A limit that is in the way, that is missed, or neither.
    fn line(name: &str, is_binding: bool, short: &str) -> LimitLine {
        LimitLine {
            name: name.to_owned(),
            used: String::new(),
            min: String::new(),
            max: String::new(),
            unit: "",
            percent: None,
            short: short.to_owned(),
            is_binding,
            price: String::new(),
        }
    }

    fn names(parts: Vec<(bool, Vec<LimitLine>)>) -> Vec<(bool, Vec<String>)> {
        parts.into_iter().map(|(quiet, lines)| (quiet, lines.into_iter().map(|one| one.name).collect())).collect()
    }

    #[test]
    fn limits_that_do_not_matter_now_stand_apart_where_they_are_many() {
        let quiet = |count: usize| (0..count).map(|number| line(&format!("quiet {number}"), false, "")).collect();
        let with = |mut lines: Vec<LimitLine>| {
            lines.extend([line("missed", false, "2"), line("in the way", true, "")]);
            names(limits(lines))
        };
        let many = with(quiet(QUIET_AMONG_OTHERS + 1));
        assert_eq!(many[0], (false, vec!["in the way".to_owned(), "missed".to_owned()]));
        assert_eq!((many.len(), many[1].0, many[1].1.len()), (2, true, QUIET_AMONG_OTHERS + 1));
        let few = with(quiet(QUIET_AMONG_OTHERS));
        assert_eq!((few.len(), few[0].0, few[0].1.len()), (1, false, QUIET_AMONG_OTHERS + 2));
        assert_eq!(names(limits(quiet(9))).len(), 1, "nothing stands before them");
    }
}
