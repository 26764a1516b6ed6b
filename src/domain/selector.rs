//! Selectors: which dwellings or applicants a limit or a liveability rule is about.

use std::collections::BTreeSet;

use jiff::civil::Date;

/// The value of one column of a dwelling or an applicant, as selectors compare it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact<'a> {
    /// Nothing filled in: matches no value.
    Empty,
    /// Text.
    Text(&'a str),
    /// A number in hundredths: whole numbers times 100, euros in cents.
    Number(i64),
    /// A day.
    Date(Date),
    /// Yes or no.
    Flag(bool),
    /// A list: matches when any element does.
    List(&'a BTreeSet<String>),
}

impl<'a> Fact<'a> {
    pub(super) fn text(value: Option<&'a str>) -> Self {
        value.map_or(Fact::Empty, Fact::Text)
    }

    pub(super) fn whole(value: Option<u32>) -> Self {
        value.map_or(Fact::Empty, |number| Fact::Number(i64::from(number) * 100))
    }

    pub(super) fn number(hundredths: Option<i64>) -> Self {
        hundredths.map_or(Fact::Empty, Fact::Number)
    }

    pub(super) fn date(value: Option<Date>) -> Self {
        value.map_or(Fact::Empty, Fact::Date)
    }

    /// The values it holds, as text: none, one, or those of the list. This is how `each` names them.
    pub fn values(self) -> Vec<String> {
        match self {
            Fact::Empty => Vec::new(),
            Fact::Text(text) => vec![text.to_owned()],
            Fact::Number(hundredths) if hundredths % 100 == 0 => vec![(hundredths / 100).to_string()],
            Fact::Number(hundredths) => vec![format!("{}.{:02}", hundredths / 100, hundredths % 100)],
            Fact::Date(date) => vec![date.to_string()],
            Fact::Flag(flag) => vec![if flag { "yes" } else { "no" }.to_owned()],
            Fact::List(list) => list.iter().cloned().collect(),
        }
    }
}

/// A row with named columns, to which a selector can be put.
pub trait Facts {
    /// The value in a column of the schema (and `persons` for applicants); unknown columns are empty.
    fn fact(&self, column: &str) -> Fact<'_>;
}

/// One value or range that a condition accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepted {
    /// This text.
    Text(String),
    /// Hundredths, both bounds inclusive; `None` is open.
    Numbers(Option<i64>, Option<i64>),
    /// Days, both bounds inclusive; `None` is open.
    Dates(Option<Date>, Option<Date>),
    /// Yes or no.
    Flag(bool),
}

/// `column = value`, a list of values, or a range: holds when any of them is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// A column of the table.
    pub column: String,
    /// What the column may hold.
    pub accepted: Vec<Accepted>,
}

/// All conditions must hold; without conditions everything is selected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selector {
    /// The conditions, in the order of the file.
    pub conditions: Vec<Condition>,
}

impl Selector {
    /// Whether every condition holds for this row.
    pub fn selects(&self, row: &impl Facts) -> bool {
        self.conditions.iter().all(|condition| condition.holds(row.fact(&condition.column)))
    }

    /// Whether it selects every row, having no condition.
    pub fn is_everything(&self) -> bool {
        self.conditions.is_empty()
    }
}

impl Condition {
    fn holds(&self, fact: Fact<'_>) -> bool {
        self.accepted.iter().any(|accepted| accepted.meets(fact))
    }
}

impl Accepted {
    fn meets(&self, fact: Fact<'_>) -> bool {
        match (self, fact) {
            (Accepted::Text(wanted), Fact::Text(text)) => wanted == text,
            (Accepted::Text(wanted), Fact::List(list)) => list.contains(wanted),
            (Accepted::Numbers(from, to), Fact::Number(number)) => within(*from, number, *to),
            (Accepted::Dates(from, to), Fact::Date(date)) => within(*from, date, *to),
            (Accepted::Flag(wanted), Fact::Flag(flag)) => *wanted == flag,
            _ => false,
        }
    }
}

fn within<T: PartialOrd + Copy>(from: Option<T>, value: T, to: Option<T>) -> bool {
    from.is_none_or(|from| from <= value) && to.is_none_or(|to| value <= to)
}
