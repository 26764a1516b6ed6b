//! Names and numbers of a plan in both languages.

use crate::domain::{Counted, Fraction, Hundredths, Language, Partner, Role, SizeClass};
use crate::report::Form;
use crate::report::document::Table;
use crate::report::screen::Screen;
use crate::report::words::either;
use crate::report::year::words::month;
use crate::year::plan::Pattern;

/// What stands where there is nothing to say.
pub(super) const NOTHING: &str = "–";

/// A whole number, thousands apart.
pub(super) fn number(language: Language, number: impl Into<i128>) -> String {
    Form::of(language).grouped(number.into())
}

/// A number with parts to one decimal; what is below 0.05 is the solver's tolerance, and 0.
pub(super) fn parts(language: Language, value: f64) -> String {
    tenths(language, tenths_of(value))
}

/// Hundredths to one decimal.
pub(super) fn hundredths(language: Language, value: Hundredths) -> String {
    tenths(language, (i128::from(value) + 5).div_euclid(10))
}

/// What a capacity counts, from hundredths: households are whole, all else has one decimal.
pub(super) fn amount(language: Language, counts: Counted, value: Hundredths) -> String {
    match counts {
        Counted::Households if value % 100 == 0 => number(language, value / 100),
        _ => hundredths(language, value),
    }
}

/// A number with parts only where it has them: 61, 50.4.
pub(super) fn plain(language: Language, value: f64) -> String {
    match tenths_of(value) {
        whole if whole % 10 == 0 => number(language, whole / 10),
        parts => tenths(language, parts),
    }
}

fn tenths(language: Language, tenths: i128) -> String {
    if tenths == 0 { "0".to_owned() } else { Form::of(language).fixed(Fraction::new(tenths, 10), 1) }
}

/// A difference with its sign, to one decimal.
pub(super) fn signed_parts(language: Language, value: f64) -> String {
    match tenths_of(value) {
        0 => "0".to_owned(),
        up @ 1.. => format!("+{}", tenths(language, up)),
        down => format!("−{}", tenths(language, -down)),
    }
}

#[allow(clippy::cast_possible_truncation)] // numbers of a year: far below what fits
fn tenths_of(value: f64) -> i128 {
    (value * 10.0).round() as i128
}

/// A part as a whole percentage; [`NOTHING`] of nothing.
pub(super) fn percent(language: Language, part: impl Into<i128>, whole: impl Into<i128>) -> String {
    match whole.into() {
        0 => NOTHING.to_owned(),
        whole => Form::of(language).percent(Fraction::new(part.into(), whole), 0),
    }
}

/// The first three letters of a month; in Dutch "mrt" for March.
pub(super) fn month_short(language: Language, index: usize) -> String {
    let name = month(language, index);
    if name == "maart" { "mrt".to_owned() } else { name.chars().take(3).collect() }
}

/// What a capacity counts.
pub(super) fn unit(language: Language, counts: Counted) -> &'static str {
    match counts {
        Counted::Households => either(language, "households", "huishoudens"),
        Counted::Support => either(language, "support units", "eenheden begeleiding"),
        Counted::Persons => either(language, "persons", "personen"),
    }
}

/// What a partner does.
pub(super) fn role(language: Language, role: Role) -> &'static str {
    match role {
        Role::Matching => either(language, "matching", "matching"),
        Role::Landlord => either(language, "landlord", "verhuurder"),
        Role::Volunteers => either(language, "volunteers", "vrijwilligers"),
        Role::Income => either(language, "work and income", "werk en inkomen"),
        Role::Neighbourhood => either(language, "neighbourhood team", "buurtteam"),
        Role::Care => either(language, "care organisation", "zorgorganisatie"),
    }
}

/// A role as a code in files.
pub(super) fn role_code(role: Role) -> &'static str {
    match role {
        Role::Matching => "matching",
        Role::Landlord => "landlord",
        Role::Volunteers => "volunteers",
        Role::Income => "income",
        Role::Neighbourhood => "neighbourhood",
        Role::Care => "care",
    }
}

/// What is counted, as a code in files.
pub(super) fn counts_code(counts: Counted) -> &'static str {
    match counts {
        Counted::Households => "households",
        Counted::Support => "support",
        Counted::Persons => "persons",
    }
}

/// A pattern of the months as a code in files.
pub(super) fn pattern_code(pattern: Pattern) -> &'static str {
    match pattern {
        Pattern::AsDelivered => "as-delivered",
        Pattern::Steady => "steady",
        Pattern::ByRoom => "steady-by-room",
        Pattern::ByRoomWithMore => "steady-by-room-with-more",
    }
}

/// How large dwellings are.
pub(super) fn size(language: Language, size: SizeClass) -> &'static str {
    match size {
        SizeClass::Small => either(language, "1 or 2 rooms", "1 of 2 kamers"),
        SizeClass::Middle => either(language, "3 rooms", "3 kamers"),
        SizeClass::Large => either(language, "4 rooms or more", "4 of meer kamers"),
    }
}

/// A partner with what its capacity counts, in short: "Abrona (units)".
pub(super) fn partner(language: Language, partner: &Partner) -> String {
    let counts = match partner.counts {
        Counted::Support => either(language, "units", "eenheden"),
        other => unit(language, other),
    };
    format!("{} ({counts})", partner.name)
}

/// Heads in the language.
pub(super) fn heads(language: Language, pairs: &[(&str, &str)]) -> Vec<String> {
    pairs.iter().map(|(english, dutch)| either(language, english, dutch).to_owned()).collect()
}

/// A table with nothing in it yet.
pub(super) fn table(language: Language, caption: (&str, &str), head: &[(&str, &str)]) -> Table {
    Table {
        caption: either(language, caption.0, caption.1).to_owned(),
        head: heads(language, head),
        ..Table::default()
    }
}

/// A table as lines of the terminal: the columns as narrow as their cells, the names in what is left.
pub(super) fn lines(screen: &Screen, table: &Table) -> Vec<String> {
    if table.rows.is_empty() {
        return Vec::new();
    }
    let length = |text: &String| text.chars().count();
    let rows = || std::iter::once(&table.head).chain(table.rows.iter().map(|row| &row.cells));
    let widths: Vec<usize> = (1..table.head.len())
        .map(|column| rows().map(|cells| cells.get(column).map_or(0, length)).max().unwrap_or(0))
        .collect();
    let room = usize::from(screen.width).saturating_sub(2);
    let longest = table.rows.iter().map(|row| length(&row.cells[0]) + 2 * usize::from(row.is_sum)).max().unwrap_or(0);
    let rest = |gap: usize| room.saturating_sub(widths.iter().map(|width| width + gap).sum());
    let gap = if rest(2) >= longest.min(24) { 2 } else { 1 };
    let names = longest.min(rest(gap).max(12));
    let line = |cells: &[String], name: &str| {
        let mut line = cut(name, names);
        for (column, width) in widths.iter().enumerate() {
            let cell = cells.get(column + 1).map_or("", String::as_str);
            let fill = " ".repeat(width.saturating_sub(cell.chars().count()));
            let is_text = table.texts.contains(&(column + 1));
            let (before, after) = if is_text { (String::new(), fill) } else { (fill, String::new()) };
            line.extend([" ".repeat(gap), before, cell.to_owned(), after]);
        }
        line.trim_end().to_owned()
    };
    let mut found = vec![screen.faint(&line(&table.head, &table.head[0]))];
    for row in &table.rows {
        let name = if row.is_sum { format!("= {}", row.cells[0]) } else { row.cells[0].clone() };
        let line = line(&row.cells, &name);
        found.push(if row.is_sum { screen.faint(&line) } else { line });
    }
    found
}

/// A name in exactly so many columns.
fn cut(name: &str, room: usize) -> String {
    let length = name.chars().count();
    if length <= room {
        return format!("{name}{}", " ".repeat(room - length));
    }
    let kept: String = name.chars().take(room - 1).collect();
    format!("{kept}…")
}
