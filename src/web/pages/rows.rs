//! The tables of an allocation: filtered, sorted and handed out in parts, so that any number of rows will do.
#![allow(clippy::trivially_copy_pass_by_ref)] // templates hand out references

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::allocation::Certainty;
use crate::domain::{Applicant, Dwelling, Language, Mode, Round};
use crate::eligibility::contract_rent;
use crate::report::Form;
use crate::report::lines::{unplaced_words, vacant_words};
use crate::web::page::{Page, Part, shown};
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::{Solved, Workbench};

/// Rows that are handed out at once.
const AT_ONCE: usize = 200;

/// Which table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum View {
    #[default]
    Placed,
    Unplaced,
    Vacant,
}

impl View {
    /// Its name in addresses.
    pub(super) fn name(self) -> &'static str {
        match self {
            View::Placed => "placed",
            View::Unplaced => "unplaced",
            View::Vacant => "vacant",
        }
    }

    /// Its name for people.
    pub(super) fn label<'a>(self, page: &Page) -> &'a str {
        use crate::report::words::either;
        match self {
            View::Placed => either(page.language, "Placed", "Geplaatst"),
            View::Unplaced => either(page.language, "Not placed", "Niet geplaatst"),
            View::Vacant => either(page.language, "Vacant dwellings", "Lege woningen"),
        }
    }
}

/// What is asked of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) view: View,
    /// Text that a row must hold, whatever the case.
    pub(super) q: String,
    /// Group that it must be about; empty for all.
    pub(super) group: String,
    /// Column to sort by, with a `-` before it for the greatest first; empty for the order of ids.
    pub(super) sort: String,
    /// The first row.
    pub(super) from: usize,
}

impl Asked {
    /// The same from another row on, as the query of an address.
    pub(super) fn starting_at(&self, from: &usize) -> String {
        self.query(&self.sort, *from)
    }

    /// The same sorted by this column; a second time the other way round.
    pub(super) fn sorted_by(&self, column: &str) -> String {
        let turned = format!("-{column}");
        self.query(if self.sort == column { &turned } else { column }, 0)
    }

    /// How a column is sorted, as screen readers say it.
    pub(super) fn direction(&self, column: &str) -> &'static str {
        match self.sort.strip_prefix('-') {
            Some(name) if name == column => "descending",
            None if self.sort == column => "ascending",
            _ => "none",
        }
    }

    fn query(&self, sort: &str, from: usize) -> String {
        let encoded = |text: &str| -> String {
            askama::filters::urlencode_strict(text).map(|safe| safe.to_string()).unwrap_or_default()
        };
        format!(
            "view={}&q={}&group={}&sort={}&from={from}",
            self.view.name(),
            encoded(&self.q),
            encoded(&self.group),
            encoded(sort)
        )
    }
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) key: &'static str,
    pub(super) label: &'static str,
    pub(super) is_number: bool,
}

/// A row: what it is about, and its cells.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// `applicant` or `dwelling`.
    pub(super) kind: &'static str,
    pub(super) id: String,
    pub(super) cells: Vec<String>,
    /// Whether it wants attention: drawn by lot, for one.
    pub(super) is_marked: bool,
}

/// A part of a table.
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
    /// Rows that the filter lets through.
    pub(super) found: usize,
    /// The row after this part; `None` at the end.
    pub(super) next: Option<usize>,
}

impl Table {
    /// Whether the cells of a column are numbers.
    pub(super) fn is_number(&self, column: &usize) -> bool {
        self.columns.get(*column).is_some_and(|column| column.is_number)
    }
}

#[derive(Template)]
#[template(path = "rows.html")]
struct Rows {
    page: Page,
    asked: Asked,
    table: Table,
}

/// A further part of the table.
pub(super) async fn more(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let solved = bench.solved(&desk).ok_or(Trouble::Missing)?;
    let page = Page::of(&visitor, &desk, Part::Allocation);
    let table = table(&solved, &page, &asked);
    Ok(shown(&Rows { page, asked, table }))
}

/// What a row is sorted by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(i64),
    Text(String),
}

/// The part of a table that is asked for.
pub(super) fn table(solved: &Solved, page: &Page, asked: &Asked) -> Table {
    let source = Source { solved, form: Form::of(page.language), language: page.language };
    let columns = source.columns(asked.view);
    let (column, turned) = match asked.sort.strip_prefix('-') {
        Some(name) => (name, true),
        None => (asked.sort.as_str(), false),
    };
    let wanted = asked.q.trim().to_lowercase();
    let mut rows: Vec<usize> = (0..source.count(asked.view)).filter(|row| source.holds(asked, &wanted, *row)).collect();
    if columns.iter().any(|known| known.key == column) {
        rows.sort_by_cached_key(|row| (source.key(asked.view, column, *row), *row));
        if turned {
            rows.reverse();
        }
    }
    let found = rows.len();
    let shown = rows.into_iter().skip(asked.from).take(AT_ONCE).map(|row| source.row(asked.view, row)).collect();
    let next = asked.from.saturating_add(AT_ONCE);
    Table { columns, rows: shown, found, next: (next < found).then_some(next) }
}

/// Where the rows come from.
struct Source<'a> {
    solved: &'a Solved,
    form: Form,
    language: Language,
}

impl Source<'_> {
    fn round(&self) -> &Round {
        &self.solved.base.case.round
    }

    fn count(&self, view: View) -> usize {
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

    fn holds(&self, asked: &Asked, wanted: &str, row: usize) -> bool {
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
            View::Unplaced => unplaced_words(outcome, &outcome.unplaced[row].reason, self.language),
            View::Vacant => vacant_words(&outcome.vacant[row].reason, self.language),
        }
    }

    fn columns(&self, view: View) -> Vec<Column> {
        let text = |key, english, dutch| Column { key, label: self.say(english, dutch), is_number: false };
        let number = |key, english, dutch| Column { key, label: self.say(english, dutch), is_number: true };
        match view {
            View::Placed => vec![
                text("applicant", "Applicant", "Woningzoekende"),
                text("dwelling", "Dwelling", "Woning"),
                text("group", "Group", "Doelgroep"),
                text("organisation", "Organisation", "Organisatie"),
                text("landlord", "Landlord", "Corporatie"),
                text("district", "District", "Wijk"),
                number("persons", "Persons", "Personen"),
                number("waiting", "Waiting, days", "Wacht, dagen"),
                number("rent", "Rent, €", "Huur, €"),
                text("certainty", "Rests on", "Berust op"),
            ],
            View::Unplaced => vec![
                text("applicant", "Applicant", "Woningzoekende"),
                text("group", "Group", "Doelgroep"),
                text("organisation", "Organisation", "Organisatie"),
                number("persons", "Persons", "Personen"),
                number("waiting", "Waiting, days", "Wacht, dagen"),
                number("fitting", "Dwellings that fit", "Passende woningen"),
                text("reason", "Reason", "Reden"),
            ],
            View::Vacant => vec![
                text("dwelling", "Dwelling", "Woning"),
                text("landlord", "Landlord", "Corporatie"),
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

    fn key(&self, view: View, column: &str, row: usize) -> Key {
        let (applicant, dwelling) = self.subjects(view, row);
        let outcome = &self.solved.base.outcome;
        let whole = |number: usize| Key::Number(i64::try_from(number).unwrap_or(i64::MAX));
        match column {
            "persons" => Key::Number(applicant.map_or(0, |one| one.persons().into())),
            "waiting" => Key::Number(applicant.map_or(0, |one| one.waiting_days(self.round().first_day()))),
            "rooms" => Key::Number(dwelling.map_or(0, |one| one.rooms.into())),
            "rent" if view == View::Placed => Key::Number(self.rent(row)),
            "rent" => Key::Number(dwelling.map_or(0, |one| one.rent)),
            "fitting" if view == View::Unplaced => whole(outcome.unplaced[row].eligible_dwellings),
            "fitting" => whole(outcome.vacant[row].eligible_applicants),
            other => {
                let place = self.columns(view).iter().position(|known| known.key == other).unwrap_or(0);
                Key::Text(self.cells(view, row)[place].to_lowercase())
            }
        }
    }

    fn rent(&self, row: usize) -> i64 {
        let (round, placement) = (self.round(), self.solved.base.outcome.placements[row]);
        let (applicant, dwelling) = (&round.applicants[placement.applicant], &round.dwellings[placement.dwelling]);
        contract_rent(round, applicant, dwelling, placement.mode)
    }

    fn row(&self, view: View, row: usize) -> Row {
        let (applicant, dwelling) = self.subjects(view, row);
        let (kind, id) = match (applicant, dwelling) {
            (Some(applicant), _) => ("applicant", applicant.id.clone()),
            (None, dwelling) => ("dwelling", dwelling.map(|one| one.id.clone()).unwrap_or_default()),
        };
        let drawn = view == View::Placed && self.solved.base.outcome.certainty[row] == Some(Certainty::Drawn);
        Row { kind, id, cells: self.cells(view, row), is_marked: drawn }
    }

    fn cells(&self, view: View, row: usize) -> Vec<String> {
        let (applicant, dwelling) = self.subjects(view, row);
        let outcome = &self.solved.base.outcome;
        let text = |value: Option<&String>| value.cloned().unwrap_or_default();
        let of_applicant = |one: &Applicant| {
            let waiting = self.form.grouped(one.waiting_days(self.round().first_day()).into());
            (one.persons().to_string(), waiting, self.group_name(&one.group), text(one.organisation.as_ref()))
        };
        match (view, applicant, dwelling) {
            (View::Placed, Some(applicant), Some(dwelling)) => {
                let (persons, waiting, group, organisation) = of_applicant(applicant);
                let shared = outcome.placements[row].mode == Mode::Shared;
                let home = if shared {
                    format!("{} ({})", dwelling.id, self.say("shared", "gedeeld"))
                } else {
                    dwelling.id.clone()
                };
                vec![
                    applicant.id.clone(),
                    home,
                    group,
                    organisation,
                    text(dwelling.landlord.as_ref()),
                    text(dwelling.district.as_ref()),
                    persons,
                    waiting,
                    self.form.money(self.rent(row)),
                    self.certainty(row).to_owned(),
                ]
            }
            (View::Unplaced, Some(applicant), _) => {
                let (persons, waiting, group, organisation) = of_applicant(applicant);
                let found = &outcome.unplaced[row];
                let fitting = self.form.count(found.eligible_dwellings);
                let reason = self.reason(view, row).to_owned();
                vec![applicant.id.clone(), group, organisation, persons, waiting, fitting, reason]
            }
            (_, _, Some(dwelling)) => {
                let found = &outcome.vacant[row];
                vec![
                    dwelling.id.clone(),
                    text(dwelling.landlord.as_ref()),
                    text(dwelling.complex.as_ref()),
                    text(dwelling.district.as_ref()),
                    dwelling.rooms.to_string(),
                    self.form.money(dwelling.rent),
                    self.form.count(found.eligible_applicants),
                    self.reason(view, row).to_owned(),
                ]
            }
            _ => Vec::new(),
        }
    }

    fn certainty(&self, row: usize) -> &'static str {
        match self.solved.base.outcome.certainty[row] {
            Some(Certainty::EveryOptimum) => self.say("every optimum", "elk optimum"),
            Some(Certainty::Drawn) => self.say("lottery", "loting"),
            None => self.say("not known", "onbekend"),
        }
    }
}
