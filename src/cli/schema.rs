//! `sleutel schema`.

use clap::Args;
use comfy_table::{ColumnConstraint, ContentArrangement, Table as Shown, Width, presets};

use super::options::Common;
use super::{Ending, Failure, terminal};
use crate::domain::Language;
use crate::input::{self, Column, Table};
use crate::report::{columns, messages};

/// Shows the columns of every table
#[derive(Debug, Args)]
#[command(after_help = "Example: sleutel schema applicants")]
pub(super) struct Schema {
    /// One table only, such as dwellings or applicants
    #[arg(value_name = "TABLE")]
    table: Option<String>,
    /// Show them as JSON
    #[arg(long)]
    json: bool,
}

impl Schema {
    pub(super) fn run(&self, common: &Common) -> Result<Ending, Failure> {
        let language = common.language(Language::En);
        let wanted = |table: &&Table| self.table.as_deref().is_none_or(|name| name == table.name);
        let tables: Vec<&Table> = input::schema().iter().filter(wanted).collect();
        if tables.is_empty() {
            let names: Vec<&str> = input::schema().iter().map(|table| table.name).collect();
            return Err(Failure::Wrong(messages::no_such_table(&names, language), language));
        }
        if self.json {
            let json: serde_json::Map<_, _> =
                tables.iter().map(|table| (table.name.to_owned(), as_json(table))).collect();
            terminal::show(&(serde_json::to_string_pretty(&json).map_err(Failure::fault)? + "\n"));
        } else {
            let shown: Vec<String> = tables.iter().map(|table| as_text(table, language)).collect();
            terminal::show(&(shown.join("\n")));
        }
        Ok(Ending::Done)
    }
}

fn as_text(table: &Table, language: Language) -> String {
    let mut shown = Shown::new();
    shown.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    shown.set_width(terminal::width()).set_header(columns::headings(language));
    shown.add_rows(table.columns.iter().map(|column| columns::row(column, language)));
    let whole_names = ColumnConstraint::ContentWidth;
    let room_for_sentences = ColumnConstraint::LowerBoundary(Width::Percentage(32));
    for (place, constraint) in [(0, whole_names), (5, room_for_sentences)] {
        if let Some(column) = shown.column_mut(place) {
            column.set_constraint(constraint);
        }
    }
    format!("{}.csv\n{shown}\n", table.name)
}

fn as_json(table: &Table) -> serde_json::Value {
    let column = |column: &Column| {
        serde_json::json!({
            "name": column.name,
            "type": column.kind_name,
            "unit": column.unit,
            "required": column.required,
            "default": column.default,
            "vera": column.aliases,
            "description": column.description,
            "description_nl": column.description_nl,
        })
    };
    table.columns.iter().map(column).collect()
}
