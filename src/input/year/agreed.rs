//! What a plan asks of each landlord, as `agreements.csv` beside it states it.

use std::collections::BTreeMap;
use std::path::Path;

use super::capacity::ROLES;
use super::known::{Known, Seen};
use crate::domain::{Code, MONTHS, Problem, Role, Year};
use crate::input::files::fetch;
use crate::input::rows::Rows;
use crate::input::schema::table;
use crate::input::table::{Layout, read_table};
use crate::input::{fingerprint, sorted};

const FILE: &str = "agreements.csv";
const COLUMNS: [&str; 4] = ["party", "role", "month", "asked"];

/// What is asked of the landlords as read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AgreedRead {
    /// Places in each month, by landlord.
    pub landlords: BTreeMap<String, [u32; MONTHS]>,
    /// SHA-256 (hex) of the file; `None` where there is none.
    pub hash: Option<String>,
}

/// Reads what is asked of the landlords from the folder of a plan; nothing is asked of them where the folder has no
/// `agreements.csv`, or where the plan is a file alone. Rows of other partners are passed over.
///
/// # Errors
/// All problems of the file, sorted by line: a month of another year, a number that is none, a party twice in a month.
pub fn read_agreed(folder: &Path, year: &Year) -> Result<AgreedRead, Vec<Problem>> {
    let path = folder.join(FILE);
    if !path.is_file() {
        return Ok(AgreedRead::default());
    }
    read_agreed_from(&fetch(FILE, &path).map_err(|problem| vec![problem])?, year)
}

/// Reads an `agreements.csv` that is in memory already.
///
/// # Errors
/// As of [`read_agreed`].
pub fn read_agreed_from(bytes: &[u8], year: &Year) -> Result<AgreedRead, Vec<Problem>> {
    let mut problems = Vec::new();
    let landlords = landlords_of(bytes, year, &mut problems);
    problems.retain(|problem| !problem.code.is_warning());
    if problems.is_empty() {
        Ok(AgreedRead { landlords, hash: Some(fingerprint(bytes)) })
    } else {
        Err(sorted(problems))
    }
}

fn landlords_of(bytes: &[u8], year: &Year, problems: &mut Vec<Problem>) -> BTreeMap<String, [u32; MONTHS]> {
    let known = Known { year: Some(year.year), groups: None, labels: None };
    let rows = match Rows::of_text(FILE, bytes) {
        Ok(rows) => rows,
        Err(problem) => {
            problems.push(problem);
            return BTreeMap::new();
        }
    };
    let mut seen = Seen::default();
    let start = |layout: &Layout| layout.fields(COLUMNS);
    let found = table("agreements").map(|table| {
        read_table(&rows, table, problems, start, |[party, role, month, asked], row| {
            let (name, role) = (row.owned(party), row.word(role, &ROLES));
            let (at, asked) = (known.month(row, month), row.number(asked));
            let (name, at) = (name?, at?);
            seen.check(row, party, &format!("{name} {}", year.month(at)), Code::IdTwice);
            Some((name, role?, at, asked?))
        })
    });
    let mut landlords: BTreeMap<String, [u32; MONTHS]> = BTreeMap::new();
    for (party, _, month, asked) in found.into_iter().flatten().filter(|(_, role, ..)| *role == Role::Landlord) {
        landlords.entry(party).or_default()[month] = u32::try_from(asked / 100).unwrap_or(0);
    }
    landlords
}
