//! The rent, income and size norms of a year.

use std::collections::BTreeMap;

use crate::domain::{Code, IncomeNorm, Norms, Problem, RentNorm, SizeNorm};

use super::files::Files;
use super::found::rows_in;
use super::schema::table;
use super::table::{Field, Row, read_table};

/// Reads the norms of a year; nothing where a file, the year or a figure that counts in it is missing or
/// wrong. Without a year the files are checked all the same.
pub(super) fn norms(files: &Files, year: Option<i16>, problems: &mut Vec<Problem>) -> Option<Norms> {
    let rent = rows_of("rent", files, RENT, rent, problems);
    let income = rows_of("income", files, INCOME, income, problems);
    let size = sizes(files, problems);
    let year = year?;
    let rent = of_year("rent", rent, year, problems);
    let income = of_year("income", income, year, problems);
    Some(Norms { year, rent: rent?, income: income?, size: size? })
}

/// The size table, by household size; nothing where a row of it is wrong.
fn sizes(files: &Files, problems: &mut Vec<Problem>) -> Option<Vec<SizeNorm>> {
    let before = problems.len();
    let rows = rows_of("size", files, SIZE, size, problems)?;
    let is_sound = super::is_sound(&problems[before..]);
    let mut sizes: Vec<SizeNorm> = rows.into_iter().filter_map(|(_, row)| row).collect();
    sizes.sort_by_key(|row| row.persons);
    if sizes.is_empty() {
        problems.push(Problem::new(Code::SizeTableEmpty, "norms/size.csv"));
    }
    Some(sizes).filter(|_| is_sound)
}

const RENT: [&str; 7] =
    ["year", "quality_discount_limit", "low_cap", "high_cap", "social_rent_limit", "young_age_below", "source"];
const INCOME: [&str; 8] =
    ["year", "single", "multi", "single_pension", "multi_pension", "social_single", "social_multi", "source"];
const SIZE: [&str; 4] = ["persons", "rooms_min", "rooms_max", "source"];

/// The rows of a norm file by what identifies them (year, household size); a row with a fault has no
/// value. `None` where the file is missing or no text.
fn rows_of<const N: usize, Norm>(
    name: &'static str,
    files: &Files,
    columns: [&str; N],
    read: impl Fn(&[Field; N], &mut Row<'_>) -> Option<Norm>,
    problems: &mut Vec<Problem>,
) -> Option<Vec<(u32, Option<Norm>)>> {
    let rows = rows_in(files, &format!("norms/{name}")).map_err(|problem| problems.push(problem)).ok()??;
    let mut seen = BTreeMap::new();
    let each = |fields: &[Field; N], row: &mut Row<'_>| {
        let key = row.whole(&fields[0])?;
        let value = read(fields, row);
        check_first(&mut seen, key, row, &fields[0]);
        Some((key, value))
    };
    Some(read_table(&rows, table(name)?, problems, |layout| layout.fields(columns), each))
}

/// A year or household size that occurs a second time is a problem.
fn check_first(seen: &mut BTreeMap<u32, usize>, key: u32, row: &mut Row<'_>, field: &Field) {
    let first = *seen.entry(key).or_insert(row.line);
    if first != row.line {
        row.add(row.problem(Code::IdTwice, field).detail(&first.to_string()));
    }
}

/// The norm of the year; nothing where it has none, or two.
fn of_year<Norm>(
    name: &str,
    rows: Option<Vec<(u32, Option<Norm>)>>,
    year: i16,
    problems: &mut Vec<Problem>,
) -> Option<Norm> {
    let rows = rows?;
    let years: Vec<String> = rows.iter().map(|(year, _)| year.to_string()).collect();
    let mut found = rows.into_iter().filter(|(key, _)| i64::from(*key) == i64::from(year));
    let (first, again) = (found.next(), found.next());
    if first.is_none() {
        let problem = Problem::new(Code::NormYearMissing, &format!("norms/{name}.csv")).within("year");
        problems.push(problem.found(&year.to_string()).detail(&years.join(", ")));
    }
    first.filter(|_| again.is_none())?.1
}

fn rent(fields: &[Field; 7], row: &mut Row<'_>) -> Option<RentNorm> {
    let [_, quality, low, high, social, young, source] = fields;
    row.text(source);
    let [quality, low, high, social] = [quality, low, high, social].map(|field| row.amount(field));
    let young_age_below = row.whole(young);
    Some(RentNorm {
        quality_discount_limit: quality?,
        low_cap: low?,
        high_cap: high?,
        social_rent_limit: social?,
        young_age_below: young_age_below?,
    })
}

fn income(fields: &[Field; 8], row: &mut Row<'_>) -> Option<IncomeNorm> {
    let [_, amounts @ .., source] = fields;
    row.text(source);
    let [single, multi, single_pension, multi_pension, social_single, social_multi] =
        amounts.each_ref().map(|field| row.amount(field));
    Some(IncomeNorm {
        single: single?,
        multi: multi?,
        single_pension: single_pension?,
        multi_pension: multi_pension?,
        social_single: social_single?,
        social_multi: social_multi?,
    })
}

fn size(fields: &[Field; 4], row: &mut Row<'_>) -> Option<SizeNorm> {
    let [persons, rooms_min, rooms_max, source] = fields;
    row.text(source);
    let norm =
        SizeNorm { persons: row.whole(persons)?, rooms_min: row.whole(rooms_min)?, rooms_max: row.whole(rooms_max) };
    if let Some(max) = norm.rooms_max.filter(|max| *max < norm.rooms_min) {
        row.add(row.problem(Code::BoundsReversed, rooms_min).detail(&max.to_string()));
    }
    Some(norm)
}
