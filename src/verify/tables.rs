//! The tables of the results, cell by cell against the round.

use std::collections::{BTreeMap, BTreeSet};

use super::claim::Claim;
use super::finding::Finding;
use super::sheet::{Row, Sheet, decimal};
use super::survey::Survey;
use super::usage;
use crate::domain::{Match, Mode, Placement, misfit};
use crate::eligibility::contract_rent;

/// The rows of `allocation.csv` as matches; a mode that is no mode is left to be inferred.
pub(super) fn matches(sheet: &Sheet) -> Vec<Match> {
    let modes = [Mode::Whole, Mode::Shared];
    let row = |row: &Row| Match {
        applicant: row.cell("applicant").to_owned(),
        dwelling: row.cell("dwelling").to_owned(),
        mode: modes.into_iter().find(|mode| mode.name() == row.cell("mode")),
        line: usize::try_from(row.line).unwrap_or(usize::MAX),
    };
    sheet.rows.iter().map(row).collect()
}

/// Every cell of the four tables that is not what the round says of these placements.
pub(super) fn findings(survey: &Survey<'_>, placements: &[Placement], claim: &Claim) -> Vec<Finding> {
    let mut found = allocation(survey, placements, &claim.allocation);
    found.extend(unplaced(survey, &claim.unplaced));
    found.extend(vacant(survey, &claim.vacant));
    found.extend(limits(survey, placements, &claim.limits));
    found.extend(everyone_once(survey, claim));
    found
}

/// The cells of one row, compared one by one.
struct Comparison<'a> {
    file: &'static str,
    row: &'a Row,
    found: Vec<Finding>,
}

impl<'a> Comparison<'a> {
    fn of(sheet: &Sheet, row: &'a Row) -> Self {
        Self { file: sheet.file, row, found: Vec::new() }
    }

    fn differs(&mut self, column: &'static str, expected: String) {
        let stated = self.row.cell(column).to_owned();
        self.found.push(Finding::CellDiffers { file: self.file, line: self.row.line, column, stated, expected });
    }

    fn text(&mut self, column: &'static str, expected: &str) {
        if self.row.cell(column) != expected {
            self.differs(column, expected.to_owned());
        }
    }

    /// A number stated with decimals, as a whole number of `1 / unit`; `None` is an empty cell.
    fn number(&mut self, column: &'static str, expected: Option<i128>, unit: i64) {
        let cell = self.row.cell(column);
        let same = match expected {
            None => cell.is_empty(),
            Some(number) => decimal(cell, unit) == Some(number),
        };
        if !same {
            let shown = expected.map_or_else(String::new, |number| shown(number, unit));
            self.differs(column, shown);
        }
    }

    fn count(&mut self, column: &'static str, expected: usize) {
        self.number(column, i128::try_from(expected).ok(), 1);
    }

    fn reason(&mut self, expected: bool, reason: &'static str) {
        let stated = self.row.cell("reason") == reason;
        if stated && !expected {
            self.differs("reason", format!("not {reason}"));
        } else if expected && !stated {
            self.differs("reason", reason.to_owned());
        }
    }

    fn unknown(self, id: &str) -> Vec<Finding> {
        vec![Finding::UnknownRow { file: self.file, line: self.row.line, id: id.to_owned() }]
    }
}

fn shown(number: i128, unit: i64) -> String {
    let unit = i128::from(unit);
    let (whole, rest) = (number.abs() / unit, number.abs() % unit);
    let sign = if number < 0 { "-" } else { "" };
    if unit == 1 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{rest:0width$}", width = unit.ilog10() as usize)
}

/// The rows stand in the order of the placements, unknown ids left out.
fn allocation(survey: &Survey<'_>, placements: &[Placement], sheet: &Sheet) -> Vec<Finding> {
    let round = survey.round;
    let known =
        |row: &&Row| round.applicant(row.cell("applicant")).is_some() && round.dwelling(row.cell("dwelling")).is_some();
    let rows = sheet.rows.iter().filter(known).zip(placements);
    rows.flat_map(|(row, placement)| {
        let applicant = &round.applicants[placement.applicant];
        let dwelling = &round.dwellings[placement.dwelling];
        let rent = contract_rent(round, applicant, dwelling, placement.mode);
        let mut cells = Comparison::of(sheet, row);
        cells.text("mode", placement.mode.name());
        cells.number("contract_rent", Some(rent.into()), 100);
        cells.text("group", &applicant.group);
        cells.text("organisation", applicant.organisation.as_deref().unwrap_or_default());
        cells.text("landlord", dwelling.landlord.as_deref().unwrap_or_default());
        cells.text("complex", dwelling.complex.as_deref().unwrap_or_default());
        cells.text("district", dwelling.district.as_deref().unwrap_or_default());
        cells.number("persons", Some(applicant.persons().into()), 1);
        cells.number("waiting_days", Some(applicant.waiting_days(round.first_day()).into()), 1);
        cells.number("urgency", Some(applicant.urgency(round.month).into()), 1);
        cells.number("misfit", Some(misfit(applicant, dwelling, placement.mode, &round.norms).into()), 1);
        cells.found
    })
    .collect()
}

fn unplaced(survey: &Survey<'_>, sheet: &Sheet) -> Vec<Finding> {
    let of_row = |row: &Row| {
        let id = row.cell("applicant");
        let mut cells = Comparison::of(sheet, row);
        let Some(index) = survey.round.applicant(id) else { return cells.unknown(id) };
        let applicant = &survey.round.applicants[index];
        let fitting: BTreeSet<usize> = survey.possible[index].iter().map(|found| found.dwelling).collect();
        let searches = survey.round.searches_itself(applicant);
        cells.text("group", &applicant.group);
        cells.reason(searches, "self-search");
        cells.reason(!searches && fitting.is_empty(), "nothing-fits");
        cells.count("eligible_dwellings", fitting.len());
        cells.found
    };
    sheet.rows.iter().flat_map(of_row).collect()
}

fn vacant(survey: &Survey<'_>, sheet: &Sheet) -> Vec<Finding> {
    let mut fitting: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (applicant, possible) in survey.possible.iter().enumerate() {
        for found in possible {
            fitting.entry(found.dwelling).or_default().insert(applicant);
        }
    }
    let of_row = |row: &Row| {
        let id = row.cell("dwelling");
        let mut cells = Comparison::of(sheet, row);
        let Some(index) = survey.round.dwelling(id) else { return cells.unknown(id) };
        let count = fitting.get(&index).map_or(0, BTreeSet::len);
        if row.cell("reason") != "reserved-empty" || count > 0 {
            cells.reason(count == 0, "nobody-fits");
        }
        cells.count("eligible_applicants", count);
        cells.found
    };
    sheet.rows.iter().flat_map(of_row).collect()
}

fn limits(survey: &Survey<'_>, placements: &[Placement], sheet: &Sheet) -> Vec<Finding> {
    let used = usage::used(survey.round, placements);
    let missed = usage::shortfalls(survey.round, &used);
    let of_row = |row: &Row| {
        let name = row.cell("limit");
        let mut cells = Comparison::of(sheet, row);
        let Some(index) = survey.round.limits.position(name) else { return cells.unknown(name) };
        let limit = &survey.round.limits.limits[index];
        let unit = limit.counts.unit();
        cells.text("counts", limit.counts.name());
        cells.number("min", limit.min.map(i128::from), unit);
        cells.number("used", Some(used[index]), unit);
        cells.number("max", survey.maxima[index].map(i128::from), unit);
        cells.number("shortfall", limit.min.map(|_| missed[index]), unit);
        cells.found
    };
    sheet.rows.iter().flat_map(of_row).collect()
}

/// Every applicant is placed or unplaced, every dwelling let or vacant, every limit listed; none twice.
fn everyone_once(survey: &Survey<'_>, claim: &Claim) -> Vec<Finding> {
    let ids = |sheet: &Sheet, column: &str| -> Vec<String> {
        sheet.rows.iter().map(|row| row.cell(column).to_owned()).collect()
    };
    let round = survey.round;
    let let_once: BTreeSet<String> = ids(&claim.allocation, "dwelling").into_iter().collect();
    let placed = ids(&claim.allocation, "applicant").into_iter().chain(ids(&claim.unplaced, "applicant"));
    let homes = let_once.into_iter().chain(ids(&claim.vacant, "dwelling"));
    let applicants = round.applicants.iter().map(|applicant| applicant.id.as_str());
    let dwellings = round.dwellings.iter().map(|dwelling| dwelling.id.as_str());
    let limits = round.limits.limits.iter().map(|limit| limit.name.as_str());
    let mut found = once("allocation.csv, unplaced.csv", applicants, placed);
    found.extend(once("allocation.csv, vacant.csv", dwellings, homes));
    found.extend(once("limits.csv", limits, ids(&claim.limits, "limit").into_iter()));
    found
}

fn once<'a>(
    files: &'static str,
    expected: impl Iterator<Item = &'a str>,
    stated: impl Iterator<Item = String>,
) -> Vec<Finding> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for id in stated {
        *count.entry(id).or_default() += 1;
    }
    expected
        .filter_map(|id| match count.get(id).copied().unwrap_or(0) {
            0 => Some(Finding::RowMissing { files, id: id.to_owned() }),
            1 => None,
            _ => Some(Finding::RowTwice { files, id: id.to_owned() }),
        })
        .collect()
}
