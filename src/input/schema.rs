//! The columns of every table, as `models/schema` declares them: what the reader recognises, what it
//! checks and what `sleutel schema` shows.

use std::sync::LazyLock;

use crate::domain::Language;

/// What the cells of a column hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Whole,
    /// A number with at most two decimals.
    Number,
    /// Euros with at most two decimals.
    Amount,
    /// A day.
    Date,
    /// A day, or a day and a time.
    Moment,
    /// Yes or no.
    YesNo,
    /// Several texts, separated by `|`.
    List,
    /// One of these words.
    OneOf(Vec<String>),
}

/// One declared column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The English name, which output uses.
    pub name: String,
    /// What its cells hold.
    pub kind: Kind,
    /// The kind as declared, for people.
    pub kind_name: String,
    /// What a number counts; empty where it has none.
    pub unit: String,
    /// Whether the column, and a value in every row, is needed.
    pub required: bool,
    /// What an empty cell means; empty where that is nothing.
    pub default: String,
    /// Least number allowed.
    pub least: Option<i64>,
    /// Greatest number allowed.
    pub most: Option<i64>,
    /// The names in VERA and in Dutch, the preferred one first.
    pub aliases: Vec<String>,
    /// What it means.
    pub description: String,
    /// What it means, in Dutch.
    pub description_nl: String,
}

impl Column {
    /// The name that an empty table in this language shows.
    pub fn heading(&self, language: Language) -> &str {
        let dutch = self.aliases.first().filter(|_| language == Language::Nl);
        dutch.unwrap_or(&self.name)
    }

    /// Whether a heading, reduced by [`reduced`], means this column.
    pub(super) fn answers_to(&self, reduced_heading: &str) -> bool {
        std::iter::once(&self.name).chain(&self.aliases).any(|name| reduced(name) == reduced_heading)
    }
}

/// One declared table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name, which is the file's without `.csv`, or the sheet's.
    pub name: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
}

impl Table {
    /// The column with this English name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    vec![
        declared("dwellings", include_str!("../../models/schema/dwellings.csv")),
        declared("applicants", include_str!("../../models/schema/applicants.csv")),
        declared("decisions", include_str!("../../models/schema/decisions.csv")),
        declared("matches", include_str!("../../models/schema/matches.csv")),
        declared("rent", include_str!("../../models/schema/rent.csv")),
        declared("income", include_str!("../../models/schema/income.csv")),
        declared("size", include_str!("../../models/schema/size.csv")),
        declared("demand", include_str!("../../models/schema/demand.csv")),
        declared("supply", include_str!("../../models/schema/supply.csv")),
        declared("streams", include_str!("../../models/schema/streams.csv")),
        declared("decision", include_str!("../../models/schema/decision.csv")),
        declared("capacity", include_str!("../../models/schema/capacity.csv")),
        declared("temporary", include_str!("../../models/schema/temporary.csv")),
        declared("realised", include_str!("../../models/schema/realised.csv")),
        declared("announced", include_str!("../../models/schema/announced.csv")),
        declared("plan", include_str!("../../models/schema/plan.csv")),
        declared("agreements", include_str!("../../models/schema/agreements.csv")),
    ]
});

/// The declared tables: those of a round first, then the norms, then those of a year.
pub fn schema() -> &'static [Table] {
    &TABLES
}

/// The table with this name.
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

/// An empty table with its header alone, as Excel in that language opens it; `None` for a table that is
/// not declared.
pub fn template(name: &str, language: Language) -> Option<String> {
    let headings: Vec<&str> = table(name)?.columns.iter().map(|column| column.heading(language)).collect();
    Some(match language {
        Language::Nl => format!("\u{feff}{}\r\n", headings.join(";")),
        Language::En => format!("{}\n", headings.join(",")),
    })
}

/// A heading without case, spaces and marks, so that `Lowest rent` and `lowest_rent` are the same.
pub(super) fn reduced(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn declared(name: &'static str, text: &str) -> Table {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let columns = reader.records().filter_map(Result::ok).map(|row| column(&row)).collect();
    Table { name, columns }
}

fn column(row: &csv::StringRecord) -> Column {
    let cell = |index| row.get(index).unwrap_or_default();
    Column {
        name: cell(0).to_owned(),
        kind: kind(cell(1)),
        kind_name: cell(1).to_owned(),
        unit: cell(2).to_owned(),
        required: cell(3) == "yes",
        default: cell(4).to_owned(),
        least: cell(5).parse().ok(),
        most: cell(6).parse().ok(),
        aliases: cell(7).split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        description: cell(8).to_owned(),
        description_nl: cell(9).to_owned(),
    }
}

fn kind(name: &str) -> Kind {
    match name {
        "whole" => Kind::Whole,
        "number" => Kind::Number,
        "amount" => Kind::Amount,
        "date" => Kind::Date,
        "moment" => Kind::Moment,
        "yes/no" => Kind::YesNo,
        "list" => Kind::List,
        words if words.contains('|') => Kind::OneOf(words.split('|').map(str::to_owned).collect()),
        _ => Kind::Text,
    }
}
