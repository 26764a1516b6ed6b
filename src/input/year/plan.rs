//! The monthly plan of a year, as `plan.csv` states it.

use std::collections::BTreeMap;
use std::path::Path;

use crate::domain::{Code, MONTHS, Problem, Year};

use super::known::Known;
use crate::input::archive::is_workbook;
use crate::input::files::fetch;
use crate::input::rows::Rows;
use crate::input::schema::table;
use crate::input::table::read_table;
use crate::input::workbook::Workbook;
use crate::input::{fingerprint, sorted};

const FILE: &str = "plan.csv";
const WORKBOOK: &str = "plan.xlsx";
const COLUMNS: [&str; 3] = ["group", "month", "places"];

/// A monthly plan as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRead {
    /// Places in each month, by group; rows about the same group and month are added up.
    pub places: BTreeMap<String, [u32; MONTHS]>,
    /// SHA-256 (hex) of the file.
    pub hash: String,
}

/// Reads the monthly plan in a folder (`plan.csv`, else `plan.xlsx`), or in the file itself. Columns besides group, month and places are passed
/// over: whoever made the plan may say more.
///
/// # Errors
/// All problems of the file, sorted by line: a group that the model does not have, a month of another year.
pub fn read_plan(path: &Path, year: &Year) -> Result<PlanRead, Vec<Problem>> {
    let workbook = path.join(WORKBOOK);
    let path = match path.is_dir() {
        true if workbook.exists() && !path.join(FILE).exists() => workbook,
        true => path.join(FILE),
        false => path.to_owned(),
    };
    read_plan_from(&fetch(FILE, &path).map_err(|problem| vec![problem])?, year)
}

/// Reads a monthly plan that is in memory already.
///
/// # Errors
/// As of [`read_plan`].
pub fn read_plan_from(bytes: &[u8], year: &Year) -> Result<PlanRead, Vec<Problem>> {
    let mut problems = Vec::new();
    let places = places_of(bytes, year, &mut problems);
    problems.retain(|problem| !problem.code.is_warning());
    if problems.is_empty() { Ok(PlanRead { places, hash: fingerprint(bytes) }) } else { Err(sorted(problems)) }
}

/// The rows of a plan, which may be a workbook whatever its name.
fn rows_of(bytes: &[u8]) -> Result<Rows<'_>, Problem> {
    if is_workbook(bytes) {
        Workbook::open(WORKBOOK, bytes)?.sheet_or_first("plan")
    } else {
        Rows::of_text(FILE, bytes)
    }
}

/// The places of a `plan.csv` in memory, by group and month.
pub(in crate::input) fn places_of(
    bytes: &[u8],
    year: &Year,
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, [u32; MONTHS]> {
    let known = Known { year: Some(year.year), groups: Some(&year.groups), labels: None };
    let mut places: BTreeMap<String, [u32; MONTHS]> = BTreeMap::new();
    match (rows_of(bytes), table("plan")) {
        (Ok(rows), Some(table)) => {
            let start = |layout: &crate::input::table::Layout| layout.fields(COLUMNS);
            let found = read_table(&rows, table, problems, start, |[group, month, number], row| {
                let (group, month, number) = (known.group(row, group), known.month(row, month), row.whole(number));
                Some((group?, month?, number?))
            });
            for (group, month, number) in found {
                let planned = &mut places.entry(group).or_default()[month];
                *planned = planned.saturating_add(number);
            }
        }
        (Err(problem), _) => problems.push(problem),
        (_, None) => problems.push(Problem::new(Code::FileMissing, FILE)),
    }
    places
}
