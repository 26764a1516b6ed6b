//! Months, days and numbers of the year in both languages.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::domain::{Fraction, Language, Year};
use crate::report::Form;
use crate::report::document::Table;
use crate::report::words::either;

const MONTHS: [(&str, &str); 12] = [
    ("January", "januari"),
    ("February", "februari"),
    ("March", "maart"),
    ("April", "april"),
    ("May", "mei"),
    ("June", "juni"),
    ("July", "juli"),
    ("August", "augustus"),
    ("September", "september"),
    ("October", "oktober"),
    ("November", "november"),
    ("December", "december"),
];

/// The name of a group, or its id where it has none.
pub(super) fn group_name(year: &Year, group: &str, language: Language) -> String {
    let names = year.groups.get(group).map(|group| group.names.get(language));
    names.filter(|name| !name.is_empty()).unwrap_or(group).to_owned()
}

/// The files that a report was made from.
pub(in crate::report) fn inputs_table(inputs: &BTreeMap<String, String>, language: Language) -> Table {
    let caption = either(language, "What this was computed from", "Waaruit dit is berekend").to_owned();
    let head = vec![either(language, "File", "Bestand").to_owned(), "SHA-256".to_owned()];
    let mut table = Table { caption, head, texts: vec![1], ..Table::default() };
    for (name, hash) in inputs {
        table.add(vec![name.clone(), hash.clone()], false);
    }
    table
}

/// The name of a month, by its number from 0.
pub(in crate::report) fn month(language: Language, index: usize) -> &'static str {
    let (english, dutch) = MONTHS[index % MONTHS.len()];
    either(language, english, dutch)
}

/// A day as people write it: "1 March 2025".
pub(in crate::report) fn day(language: Language, day: Date) -> String {
    let index = usize::try_from(day.month() - 1).unwrap_or(0);
    format!("{} {} {}", day.day(), month(language, index), day.year())
}

/// A number a month, with one decimal.
pub(super) fn monthly(language: Language, pace: Fraction) -> String {
    Form::of(language).fixed(pace, 1)
}

/// A number a month that must be reached, with one decimal, rounded up.
pub(super) fn monthly_needed(language: Language, pace: Fraction) -> String {
    let tenths = Fraction::new(pace.numerator.saturating_mul(10), pace.denominator).ceil();
    Form::of(language).fixed(Fraction::new(tenths, 10), 1)
}

/// "80–92", or one number where both are the same.
pub(super) fn range(language: Language, low: impl Into<i128>, high: impl Into<i128>) -> String {
    let (form, low, high) = (Form::of(language), low.into(), high.into());
    if low == high { form.grouped(low) } else { format!("{}–{}", form.grouped(low), form.grouped(high)) }
}

/// "80 to 92", or one number where both are the same.
pub(super) fn from_to(language: Language, low: i64, high: i64) -> String {
    let form = Form::of(language);
    if low == high {
        return form.grouped(low.into());
    }
    format!("{} {} {}", form.grouped(low.into()), either(language, "to", "tot"), form.grouped(high.into()))
}

/// With a sign, for differences: "+5", "−34", "0".
pub(super) fn signed(language: Language, number: i64) -> String {
    let size = Form::of(language).grouped(number.unsigned_abs().into());
    match number {
        0 => size,
        1.. => format!("+{size}"),
        _ => format!("−{size}"),
    }
}
