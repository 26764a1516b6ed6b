//! The reasons in the results, held against the round as far as they can be without making every exchange:
//! a reason that the allocation contradicts is found, and so is a limit that is named and stands in
//! nobody's way.

use std::collections::HashMap;

use rayon::prelude::*;

use super::claim::Claim;
use super::comparison::Comparison;
use super::exchanges::{Exchanges, Waiting};
use super::finding::Finding;
use super::sheet::Row;
use crate::domain::{Language, Mode, Round, Rule, RuleSet};

/// Rows of `unplaced.csv` that the round contradicts.
pub(super) fn unplaced(exchanges: &Exchanges<'_>, claim: &Claim) -> Vec<Finding> {
    let (survey, stopped) = (exchanges.survey, claim.summary.status == "feasible");
    let limits = by_name(survey.round);
    let of_row = |row: &Row| {
        let id = row.cell("applicant");
        let mut cells = Comparison::of(&claim.unplaced, row);
        let Some(index) = survey.round.applicant(id) else { return cells.unknown(id) };
        let applicant = &survey.round.applicants[index];
        let searches = survey.round.searches_itself(applicant);
        let fitting = survey.open_to(index).count();
        cells.text("group", &applicant.group);
        cells.reason(searches, "self-search");
        cells.reason(!searches && fitting == 0, "nothing-fits");
        if fitting > 0 {
            cells.possible_reason(&["outranked", "limit-full", "too-few-sharers", "stopped"], |reason| {
                stopped || reason_of_applicant(exchanges, index, reason)
            });
            if let Some(limit) = named_without_cause(exchanges, &limits, index, row.cell("detail")) {
                cells.differs("detail", format!("nothing about “{limit}”, which does not stand in the way"));
            }
        }
        cells.count("eligible_dwellings", fitting);
        cells.found
    };
    claim.unplaced.rows.par_iter().flat_map_iter(of_row).collect()
}

/// The limits by what a sentence may call them: the name, or a title in either language.
fn by_name(round: &Round) -> HashMap<&str, Vec<usize>> {
    let mut found: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, limit) in round.limits.limits.iter().enumerate() {
        for name in [&limit.name, limit.title(Language::En), limit.title(Language::Nl)] {
            found.entry(name).or_default().push(index);
        }
    }
    found
}

/// Whether the allocation bears a reason out, as far as having a dwelling alone goes. What sharing could
/// bring is not looked into.
fn reason_of_applicant(exchanges: &Exchanges<'_>, applicant: usize, reason: &str) -> bool {
    let (possible, twins) = (&exchanges.survey.possible[applicant], &exchanges.survey.twins);
    let whole = possible.iter().filter(|found| found.mode == Mode::Whole);
    let mut whole = whole.flat_map(|found| twins.of(found.dwelling()).iter().copied());
    let shares_in = |home: Option<usize>| {
        let is_home = |first: usize| home.is_none_or(|home| twins.first(home) == first);
        possible.iter().any(|found| found.mode == Mode::Shared && is_home(found.dwelling()))
    };
    let is_fixed = |dwelling| exchanges.is_fixed(dwelling);
    match reason {
        "outranked" => shares_in(None) || whole.any(|home| is_fixed(home) || exchanges.has_room(applicant, home)),
        // among fixed sharers a limit can stand in the way of a free place
        "limit-full" => {
            whole.all(|home| if is_fixed(home) { shares_in(Some(home)) } else { !exchanges.has_room(applicant, home) })
        }
        "too-few-sharers" => whole.next().is_none(),
        _ => false,
    }
}

/// A limit that a sentence names, though neither the applicant in any dwelling that fits, nor the
/// applicant together with sharers, could overrun it.
fn named_without_cause<'d>(
    exchanges: &Exchanges<'_>,
    limits: &HashMap<&str, Vec<usize>>,
    applicant: usize,
    detail: &'d str,
) -> Option<&'d str> {
    let survey = exchanges.survey;
    let possible = &survey.possible[applicant];
    let mut named = detail.split('“').skip(1).filter_map(|rest| rest.split_once('”').map(|(name, _)| name));
    named.find(|name| {
        let Some(limits) = limits.get(*name) else { return false };
        let mut overrun = possible.iter().flat_map(|found| exchanges.overrun(applicant, found));
        let shares = possible.iter().any(|found| found.mode == Mode::Shared);
        let with_sharers = shares && limits.iter().any(|limit| survey.maxima[*limit].is_some());
        !(with_sharers || overrun.any(|found| limits.contains(&found)))
    })
}

/// Rows of `vacant.csv` that the round contradicts.
pub(super) fn vacant(exchanges: &Exchanges<'_>, claim: &Claim) -> Vec<Finding> {
    let (survey, stopped) = (exchanges.survey, claim.summary.status == "feasible");
    let waiting = exchanges.waiting();
    let of_row = |row: &Row| {
        let id = row.cell("dwelling");
        let mut cells = Comparison::of(&claim.vacant, row);
        let Some(index) = survey.round.dwelling(id) else { return cells.unknown(id) };
        let found = waiting[survey.twins.first(index)];
        if found.eligible == 0 {
            let reserved = would_fit_unreserved(exchanges, index);
            cells.text("reason", if reserved { "reserved-empty" } else { "nobody-fits" });
        } else {
            cells.reason(found.unplaced == 0, "all-placed");
            cells.possible_reason(
                &["all-placed", "limit-full", "costs-a-tier", "too-few-sharers", "stopped"],
                |reason| found.unplaced == 0 || stopped || reason_of_dwelling(found, reason),
            );
        }
        cells.count("eligible_applicants", found.eligible);
        cells.found
    };
    claim.vacant.rows.par_iter().flat_map_iter(of_row).collect()
}

fn reason_of_dwelling(found: Waiting, reason: &str) -> bool {
    match reason {
        "limit-full" => found.with_room == 0,
        "costs-a-tier" => found.with_room + found.sharing > 0,
        "too-few-sharers" => found.alone == 0,
        _ => false,
    }
}

/// Whether a reservation alone keeps someone out of a dwelling.
fn would_fit_unreserved(exchanges: &Exchanges<'_>, dwelling: usize) -> bool {
    let (round, standing) = (exchanges.survey.round, exchanges.survey.standing);
    let home = &round.dwellings[dwelling];
    let reserved = RuleSet::EMPTY.with(Rule::Reserved, true);
    !home.reserved_for.is_empty()
        && round.applicants.par_iter().enumerate().any(|(index, applicant)| {
            let elsewhere = round.model.rules.region && applicant.region.is_some() && applicant.region != home.region;
            if elsewhere || round.searches_itself(applicant) {
                return false;
            }
            let verdict = standing.verdict(round, index, dwelling);
            verdict.whole == reserved || verdict.shared == reserved
        })
}
