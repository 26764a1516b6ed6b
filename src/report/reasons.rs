//! Reasons for people without a place and dwellings without a household, and the pieces that their
//! sentences have in common.

use super::limits::use_of_limit;
use super::words::{broken_rule, either};
use super::{Form, unplaced, vacant};
use crate::allocation::{Outcome, Unplaced, Vacant};
use crate::domain::{Applicant, Language, Liveability, Round, Rule};

/// The reasons of one outcome in one language.
pub struct Reasons<'a> {
    pub(super) round: &'a Round,
    pub(super) form: Form,
    /// The exclusions for liveability that hold on the round's date and meet some dwelling of the round and
    /// someone that takes part.
    liveability: Vec<&'a Liveability>,
    /// Every limit with its use.
    limits: Vec<String>,
}

impl<'a> Reasons<'a> {
    /// Of an outcome of a round.
    pub fn of(round: &'a Round, outcome: &'a Outcome, language: Language) -> Self {
        let takes_part = |applicant: &&Applicant| !round.searches_itself(applicant);
        let meets = |exclusion: &&Liveability| {
            exclusion.holds_on(round.first_day())
                && round.dwellings.iter().any(|dwelling| exclusion.dwellings.selects(dwelling))
                && round.applicants.iter().filter(takes_part).any(|applicant| exclusion.applicants.selects(applicant))
        };
        let liveability = round.model.liveability.iter().filter(meets).collect();
        let form = Form::of(language);
        let limits = (0..round.limits.limits.len()).map(|limit| use_of_limit(form, round, outcome, limit)).collect();
        Self { round, form, liveability, limits }
    }

    /// The whole reason why an applicant has no place.
    pub fn unplaced(&self, unplaced: &Unplaced) -> String {
        unplaced::sentence(self, unplaced)
    }

    /// The whole reason why a dwelling stays vacant.
    pub fn vacant(&self, vacant: &Vacant) -> String {
        vacant::sentence(self, vacant)
    }

    /// "for 6 “Complex 12” (2 of 2 applicants)": the limits that stand in the way, each with how many of
    /// `total` it stops; for a single one the limits alone.
    pub(super) fn full_limits(&self, full: &[(usize, usize)], total: usize) -> String {
        let before = either(self.form.language, "for", "bij");
        let part = |(limit, times): &(usize, usize)| {
            let limit = self.limits.get(*limit).map_or("", String::as_str);
            if total == 1 { limit.to_owned() } else { format!("{before} {} {limit}", self.form.count(*times)) }
        };
        full.iter().map(part).collect::<Vec<_>>().join(", ")
    }

    /// The model's own reasons where liveability excludes, with the last day: " Liveability: “Two
    /// incidents” (until 2025-07-01)."
    pub(super) fn liveability(&self, excluded: &[(Rule, usize)], about: impl Fn(&Liveability) -> bool) -> String {
        if !excluded.iter().any(|(rule, _)| *rule == Rule::Liveability) {
            return String::new();
        }
        let mut parts = Vec::new();
        for exclusion in self.liveability.iter().filter(|exclusion| about(exclusion)) {
            let part = format!("“{}”{}", exclusion.reason, self.last_day(exclusion));
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        if parts.is_empty() {
            return String::new();
        }
        format!(" {}: {}.", either(self.form.language, "Liveability", "Leefbaarheid"), parts.join("; "))
    }

    fn last_day(&self, exclusion: &Liveability) -> String {
        exclusion.until.map_or_else(String::new, |until| match self.form.language {
            Language::En => format!(" (until {until})"),
            Language::Nl => format!(" (tot en met {})", until.strftime("%d-%m-%Y")),
        })
    }
}

/// "for 140 the rent is too high, for 96 the size does not suit".
pub(super) fn broken_rules(form: Form, excluded: &[(Rule, usize)]) -> String {
    let before = either(form.language, "for", "bij");
    let parts: Vec<String> = excluded
        .iter()
        .map(|(rule, times)| format!("{before} {} {}", form.count(*times), broken_rule(form.language, *rule)))
        .collect();
    parts.join(", ")
}

/// Whether the counts say that some of `total` break several rules.
pub(super) fn overlap(excluded: &[(Rule, usize)], total: usize) -> bool {
    excluded.iter().map(|(_, times)| times).sum::<usize>() > total
}
