//! `sleutel schema`.

use clap::Args;
use comfy_table::{ContentArrangement, Table as Shown, presets};

use super::{Ending, Failure, terminal};
use crate::input::{self, Column, Table};

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
    pub(super) fn run(&self) -> Result<Ending, Failure> {
        let wanted = |table: &&Table| self.table.as_deref().is_none_or(|name| name == table.name);
        let tables: Vec<&Table> = input::schema().iter().filter(wanted).collect();
        if tables.is_empty() {
            let names: Vec<&str> = input::schema().iter().map(|table| table.name).collect();
            return Err(Failure::wrong(format!("there is no such table; write one of {}", names.join(", "))));
        }
        if self.json {
            let json: serde_json::Map<_, _> =
                tables.iter().map(|table| (table.name.to_owned(), as_json(table))).collect();
            terminal::show(&(serde_json::to_string_pretty(&json).map_err(Failure::fault)? + "\n"));
        } else {
            let shown: Vec<String> = tables.iter().map(|table| as_text(table)).collect();
            terminal::show(&(shown.join("\n")));
        }
        Ok(Ending::Done)
    }
}

fn as_text(table: &Table) -> String {
    let mut shown = Shown::new();
    shown.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    shown.set_width(terminal::width()).set_header(["column", "type", "unit", "needed", "other names", "meaning"]);
    shown.add_rows(table.columns.iter().map(row));
    format!("{}.csv\n{shown}\n", table.name)
}

fn row(column: &Column) -> Vec<String> {
    let needed = match (column.required, column.default.as_str()) {
        (true, _) => "yes".to_owned(),
        (false, "") => "no".to_owned(),
        (false, default) => format!("no, {default}"),
    };
    let names = column.aliases.join(", ");
    vec![column.name.clone(), column.kind_name.clone(), column.unit.clone(), needed, names, column.description.clone()]
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
        })
    };
    table.columns.iter().map(column).collect()
}
