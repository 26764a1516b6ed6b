//! Where the rows of an allocation's tables come from: what each is about, its cells, and what it is sorted by.

use std::collections::BTreeMap;

use super::{Asked, Column, Row, View};
use crate::allocation::Certainty;
use crate::domain::{Applicant, Dwelling, Language, Mode, Round};
use crate::eligibility::contract_rent;
use crate::report::lines::{unplaced_words, vacant_words, waits_for_a_goal};
use crate::report::words::rests_on;
use crate::report::{Form, fixed};
use crate::web::workbench::Solved;

/// What a row is sorted by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Number(i64),
    Text(String),
}

/// Where the rows come from.
pub(super) struct Source<'a> {
    solved: &'a Solved,
    form: Form,
    language: Language,
    /// Whether somebody has no place only because of an earlier goal.
    for_a_goal: bool,
    /// Whom decisions fix.
    fixed: BTreeMap<usize, bool>,
}

impl<'a> Source<'a> {
    /// The rows of an allocation, in a language.
    pub(super) fn of(solved: &'a Solved, language: Language) -> Self {
        let (for_a_goal, fixed) = (waits_for_a_goal(&solved.base.outcome), fixed(&solved.base.case.round));
        Self { solved, form: Form::of(language), language, for_a_goal, fixed }
    }

    fn round(&self) -> &Round {
        &self.solved.base.case.round
    }

    pub(super) fn count(&self, view: View) -> usize {
        let outcome = &self.solved.base.outcome;
        match view {
            View::Placed => outcome.placements.len(),
            View::Unplaced => outcome.unplaced.len(),
            View::Vacant => outcome.vacant.len(),
        }
    }

    /// The applicant and the dwelling that a row is about.
    fn subjects(&self, view: View, row: usize) -> (Option<&Applicant>, Option<&Dwelling>) {
        let (round, outcome) = (self.round(), &self.solved.base.outcome);
        match view {
            View::Placed => {
                let placement = outcome.placements[row];
                (Some(&round.applicants[placement.applicant]), Some(&round.dwellings[placement.dwelling]))
            }
            View::Unplaced => (Some(&round.applicants[outcome.unplaced[row].applicant]), None),
            View::Vacant => (None, Some(&round.dwellings[outcome.vacant[row].dwelling])),
        }
    }

    fn group_name(&self, id: &str) -> String {
        self.round().model.groups.get(id).map_or(id, |group| group.names.get(self.language)).to_owned()
    }

    pub(super) fn holds(&self, asked: &Asked, wanted: &str, row: usize) -> bool {
        let (applicant, dwelling) = self.subjects(asked.view, row);
        if !asked.group.is_empty() && applicant.is_some_and(|one| one.group != asked.group) {
            return false;
        }
        if wanted.is_empty() {
            return true;
        }
        let has = |text: &str| text.to_lowercase().contains(wanted);
        let some = |text: &Option<String>| text.as_deref().is_some_and(has);
        let of_applicant = applicant.is_some_and(|one| {
            has(&one.id) || some(&one.organisation) || has(&one.group) || has(&self.group_name(&one.group))
        });
        let of_dwelling = dwelling
            .is_some_and(|one| has(&one.id) || some(&one.landlord) || some(&one.complex) || some(&one.district));
        of_applicant || of_dwelling || has(self.reason(asked.view, row))
    }

    /// The reason of a row in a few words; empty where it has none.
    fn reason(&self, view: View, row: usize) -> &'static str {
        let outcome = &self.solved.base.outcome;
        match view {
            View::Placed => "",
            View::Unplaced => unplaced_words(&outcome.unplaced[row].reason, self.for_a_goal, self.language),
            View::Vacant => vacant_words(&outcome.vacant[row].reason, self.language),
        }
    }

    pub(super) fn columns(&self, view: View) -> Vec<Column> {
        let text = |key, english, dutch| Column { key, label: self.say(english, dutch), is_number: false };
        let number = |key, english, dutch| Column { key, label: self.say(english, dutch), is_number: true };
        match view {
            View::Placed => vec![
                text("applicant", "Applicant", "Woningzoekende"),
                text("dwelling", "Dwelling", "Woning"),
                text("group", "Group", "Doelgroep"),
                text("organisation", "Organisation", "Organisatie"),
                text("landlord", "Landlord", "Verhuurder"),
                text("district", "District", "Wijk"),
                number("persons", "Persons", "Personen"),
                number("waiting", "Waiting time, days", "Inschrijfduur, dagen"),
                number("rent", "Rent, €", "Huur, €"),
                text("certainty", "Rests on", "Berust op"),
            ],
            View::Unplaced => vec![
                text("applicant", "Applicant", "Woningzoekende"),
                text("group", "Group", "Doelgroep"),
                text("organisation", "Organisation", "Organisatie"),
                number("persons", "Persons", "Personen"),
                number("waiting", "Waiting time, days", "Inschrijfduur, dagen"),
                number("fitting", "Dwellings that fit", "Passende woningen"),
                text("reason", "Reason", "Reden"),
            ],
            View::Vacant => vec![
                text("dwelling", "Dwelling", "Woning"),
                text("landlord", "Landlord", "Verhuurder"),
                text("complex", "Complex", "Complex"),
                text("district", "District", "Wijk"),
                number("rooms", "Rooms", "Kamers"),
                number("rent", "Rent, €", "Huur, €"),
                number("fitting", "Applicants that fit", "Passende kandidaten"),
                text("reason", "Reason", "Reden"),
            ],
        }
    }

    fn say(&self, english: &'static str, dutch: &'static str) -> &'static str {
        crate::report::words::either(self.language, english, dutch)
    }

    pub(super) fn key(&self, view: View, column: &str, row: usize) -> Key {
        let (applicant, dwelling) = self.subjects(view, row);
        match column {
            "persons" => Key::Number(applicant.map_or(0, |one| one.persons().into())),
            "waiting" => Key::Number(applicant.map_or(0, |one| one.waiting_days(self.round().first_day()))),
            "rooms" => Key::Number(dwelling.map_or(0, |one| one.rooms.into())),
            "rent" if view == View::Placed => Key::Number(self.rent(row)),
            "rent" => Key::Number(dwelling.map_or(0, |one| one.rent)),
            "fitting" => Key::Number(i64::try_from(self.fitting(view, row)).unwrap_or(i64::MAX)),
            other => Key::Text(self.cell(view, other, row).to_lowercase()),
        }
    }

    fn rent(&self, row: usize) -> i64 {
        let (round, placement) = (self.round(), self.solved.base.outcome.placements[row]);
        let (applicant, dwelling) = (&round.applicants[placement.applicant], &round.dwellings[placement.dwelling]);
        contract_rent(round, applicant, dwelling, placement.mode)
    }

    pub(super) fn row(&self, view: View, row: usize) -> Row {
        let (applicant, dwelling) = self.subjects(view, row);
        let (kind, id) = match (applicant, dwelling) {
            (Some(applicant), _) => ("applicant", applicant.id.clone()),
            (None, dwelling) => ("dwelling", dwelling.map(|one| one.id.clone()).unwrap_or_default()),
        };
        let drawn = view == View::Placed && self.solved.base.outcome.certainty[row] == Some(Certainty::Drawn);
        let cells = self.columns(view).iter().map(|column| self.cell(view, column.key, row)).collect();
        Row { kind, id, cells, is_marked: drawn }
    }

    /// What stands in a column of a row.
    pub(super) fn cell(&self, view: View, column: &str, row: usize) -> String {
        let (applicant, dwelling) = self.subjects(view, row);
        match (column, applicant, dwelling) {
            ("certainty", ..) => self.certainty(row).to_owned(),
            ("reason", ..) => self.reason(view, row).to_owned(),
            ("fitting", ..) => self.form.count(self.fitting(view, row)),
            ("rent", Some(_), _) => self.form.money(self.rent(row)),
            ("dwelling", Some(_), Some(dwelling)) => self.home(dwelling, row),
            ("landlord" | "complex" | "district" | "rooms" | "rent" | "dwelling", _, Some(dwelling)) => {
                self.of_dwelling(dwelling, column)
            }
            (_, Some(applicant), _) => self.of_applicant(applicant, column),
            _ => String::new(),
        }
    }

    fn of_applicant(&self, one: &Applicant, column: &str) -> String {
        match column {
            "applicant" => one.id.clone(),
            "group" => self.group_name(&one.group),
            "organisation" => one.organisation.clone().unwrap_or_default(),
            "persons" => one.persons().to_string(),
            "waiting" => self.form.grouped(one.waiting_days(self.round().first_day()).into()),
            _ => String::new(),
        }
    }

    fn of_dwelling(&self, one: &Dwelling, column: &str) -> String {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        match column {
            "dwelling" => one.id.clone(),
            "landlord" => text(&one.landlord),
            "complex" => text(&one.complex),
            "district" => text(&one.district),
            "rooms" => one.rooms.to_string(),
            "rent" => self.form.money(one.rent),
            _ => String::new(),
        }
    }

    /// The dwelling that somebody is placed in, and whether others live there too.
    fn home(&self, dwelling: &Dwelling, row: usize) -> String {
        if self.solved.base.outcome.placements[row].mode == Mode::Shared {
            format!("{} ({})", dwelling.id, self.say("shared", "gedeeld"))
        } else {
            dwelling.id.clone()
        }
    }

    fn fitting(&self, view: View, row: usize) -> usize {
        let outcome = &self.solved.base.outcome;
        match view {
            View::Placed => 0,
            View::Unplaced => outcome.unplaced[row].eligible_dwellings,
            View::Vacant => outcome.vacant[row].eligible_applicants,
        }
    }

    fn certainty(&self, row: usize) -> &'static str {
        let outcome = &self.solved.base.outcome;
        let fixed = self.fixed.get(&outcome.placements[row].applicant).copied();
        rests_on(self.language, fixed, outcome.certainty[row])
    }
}
