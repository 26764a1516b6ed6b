//! The limits of a model as it states them.

use crate::domain::{Bound, Code, Counts, Family, SUPPORT_UNIT, Selector, Sharing, Side};

use super::section::Section;
use super::selector::{Words, column_kind, report_unknown_column, selector};
use super::settings::Value;

/// Greatest minimum, maximum or weight: sums over it stay exact.
const MOST: i64 = 1_000_000;

/// Reads the limits.
pub(super) fn families(root: &Section<'_>, words: Words<'_>, sharing: Option<&Sharing>) -> Vec<Family> {
    root.tables("limit", "name").iter().map(|table| family(table, words, sharing)).collect()
}

/// Reads one limit.
pub(super) fn family(table: &Section<'_>, words: Words<'_>, sharing: Option<&Sharing>) -> Family {
    table.expect_keys(&["name", "title", "each", "applicants", "dwellings", "counts", "min", "max", "weight"]);
    let known =
        [Counts::Applicants, Counts::Persons, Counts::Support, Counts::Dwellings].map(|counts| (counts.name(), counts));
    let stated = table.node.get("counts").is_some();
    let counts = if stated { table.word("counts", &known) } else { Some(Counts::Applicants) };
    let family = Family {
        name: table.needed_text("name"),
        titles: table.node.get("title").map(|_| table.names("title", table.text("name").unwrap_or_default())),
        each: each(table),
        applicants: selector(table, "applicants", Side::Applicants, words),
        dwellings: selector(table, "dwellings", Side::Dwellings, words),
        counts: counts.unwrap_or(Counts::Applicants),
        min: counts.and_then(|counts| minimum(table, counts)),
        max: counts.and_then(|counts| maximum(table, counts)),
        weight: table.whole("weight", 0, MOST).unwrap_or(1),
    };
    check_bounds(table, &family);
    if let Some(sharing) = sharing.filter(|_| family.counts == Counts::Dwellings) {
        check_sharers(table, &family, sharing);
    }
    family
}

/// The column of `each`; one that both tables have is the dwellings'.
fn each(table: &Section<'_>) -> Option<(Side, String)> {
    let column = table.text("each")?;
    let side = [Side::Dwellings, Side::Applicants].into_iter().find(|side| column_kind(*side, column).is_some());
    if let (None, Some(node)) = (side, table.node.get("each")) {
        let sides = [Side::Dwellings, Side::Applicants];
        report_unknown_column(table, node, &table.path_of("each"), column, &sides);
    }
    Some((side?, column.to_owned()))
}

fn minimum(table: &Section<'_>, counts: Counts) -> Option<i64> {
    let node = table.node.get("min")?;
    if counts == Counts::Support {
        table.add(table.fault(Code::SupportMinimum, "min"));
        return None;
    }
    if node.as_text().is_some_and(|text| text.trim().ends_with('%')) {
        table.add(table.fault(Code::PercentageMisplaced, "min"));
        return None;
    }
    table.whole("min", 0, MOST)
}

fn maximum(table: &Section<'_>, counts: Counts) -> Option<Bound> {
    let node = table.node.get("max")?;
    if let Value::Text(text) = &node.value {
        let percentage = text.trim().strip_suffix('%').and_then(percentage);
        let in_bounds = percentage.filter(|hundredths| (0..=100_000).contains(hundredths));
        return match in_bounds {
            Some(hundredths) => Some(Bound::Percentage(hundredths)),
            None => table.wrong_kind("max", node, "maximum"),
        };
    }
    let amount = match counts {
        Counts::Support => table.decimal("max", SUPPORT_UNIT.ilog10(), 0, MOST),
        _ => table.whole("max", 0, MOST),
    };
    amount.map(Bound::Amount)
}

/// `45` or `45.5`, with a comma or a point, in hundredths.
pub(super) fn percentage(text: &str) -> Option<i64> {
    super::cell::hundredths(text.trim()).ok()
}

fn check_bounds(table: &Section<'_>, family: &Family) {
    if table.node.get("min").is_none() && table.node.get("max").is_none() {
        table.add(table.whole_fault(Code::LimitUnbounded));
    }
    if let (Some(min), Some(Bound::Amount(max))) = (family.min, family.max)
        && min > max
    {
        table.add(table.fault(Code::BoundsReversed, "min").detail(&max.to_string()));
    }
}

/// A shared dwelling counts once, so a limit that counts dwellings cannot tell its sharers apart.
fn check_sharers(table: &Section<'_>, family: &Family, sharing: &Sharing) {
    let alike = |column: &str| sharing.same.iter().any(|same| same == column);
    let Selector { conditions } = &family.applicants;
    let chosen = conditions.iter().map(|condition| (format!("applicants.{}", condition.column), &condition.column));
    let each = family.each.iter().filter(|(side, _)| *side == Side::Applicants);
    let all = chosen.chain(each.map(|(_, column)| ("each".to_owned(), column)));
    for (path, column) in all.filter(|(_, column)| !alike(column)) {
        let key = path.split('.').next().unwrap_or_default();
        let problem = table.fault(Code::DwellingsBySharer, key).within(&table.path_of(&path));
        table.add(problem.found(column).detail(&sharing.same.join(", ")));
    }
}
