//! Temporary homes, out of which households move on.

use crate::domain::{Code, Concept, Problem};

use super::known::{Known, Seen, rows_of};
use crate::input::files::Files;
use crate::input::table::{Field, Row};

const COLUMNS: [&str; 6] = ["concept", "group", "places", "occupied", "leaving", "leaves_as"];

/// Reads the temporary homes, by name; none where the year has no such table.
pub(super) fn concepts(files: &Files, known: Known<'_>, problems: &mut Vec<Problem>) -> Vec<Concept> {
    let mut seen = Seen::default();
    let read = rows_of("temporary", files, COLUMNS, problems, |fields, row| concept(fields, row, known, &mut seen));
    let mut concepts: Vec<Concept> = read.rows.into_iter().map(|(_, concept)| concept).collect();
    concepts.sort_by(|a, b| a.name.cmp(&b.name));
    concepts
}

fn concept(fields: &[Field; 6], row: &mut Row<'_>, known: Known<'_>, seen: &mut Seen) -> Option<Concept> {
    let [name, group, places, occupied, leaving, leaves_as] = fields;
    let called = row.owned(name);
    let group = known.group(row, group);
    let [all, taken, out] = [places, occupied, leaving].map(|number| row.whole(number));
    let leaves_as = known.group(row, leaves_as);
    check_part(row, occupied, taken, ("places", all));
    check_part(row, leaving, out, ("occupied", taken));
    let called = called?;
    seen.check(row, name, &called, Code::IdTwice);
    Some(Concept { name: called, group, places: all?, occupied: taken?, leaving: out?, leaves_as: leaves_as? })
}

/// No more places are taken than there are, and no more households leave than live there.
fn check_part(row: &mut Row<'_>, field: &Field, part: Option<u32>, (column, whole): (&str, Option<u32>)) {
    if let (Some(part), Some(whole)) = (part, whole)
        && part > whole
    {
        row.add(row.problem(Code::PlacesAbove, field).detail(column).detail(&whole.to_string()));
    }
}
