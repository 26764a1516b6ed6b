//! What was realised, and the deliveries that were announced.

use std::collections::BTreeMap;

use crate::domain::{Announced, Code, Problem, Realised};

use super::capacity::Served;
use super::known::{Known, Seen, rows_of};
use crate::input::files::Files;
use crate::input::table::{Field, Row};

const REALISED: [&str; 7] = ["id", "month", "group", "landlord", "places", "persons", "certainty"];
const ANNOUNCED: [&str; 5] = ["delivery", "month", "group", "places_low", "places_high"];

/// What `certainty` says of a figure that is not known.
const ASSUMPTION: &str = "assumption";

/// Reads the ledger of realised placements, in the order of the file; empty where the year has none.
pub(super) fn realised(files: &Files, known: Known<'_>, served: &Served, problems: &mut Vec<Problem>) -> Vec<Realised> {
    let mut seen = Seen::default();
    let mut unnumbered = BTreeMap::new();
    let read = rows_of("realised", files, REALISED, problems, |fields, row| {
        let entry = entry(fields, row, known)?;
        if let Some(landlord) = &entry.landlord {
            served.check_landlord(row, &fields[3], landlord);
        }
        match &entry.id {
            Some(id) => seen.check(row, &fields[0], id, Code::IdTwice),
            None => check_pasted(row, &fields[2], &entry, &mut unnumbered),
        }
        Some(entry)
    });
    read.rows.into_iter().map(|(_, entry)| entry).collect()
}

fn entry(fields: &[Field; 7], row: &mut Row<'_>, known: Known<'_>) -> Option<Realised> {
    let [id, month, group, landlord, places, persons, certainty] = fields;
    let (id, month, group, landlord) =
        (row.id(id), known.month(row, month), known.group(row, group), row.owned(landlord));
    let (taken, housed) = (row.whole(places), row.whole(persons));
    let assumed = row.text(certainty).is_some_and(|word| word.eq_ignore_ascii_case(ASSUMPTION));
    if let (Some(taken), Some(housed)) = (taken, housed)
        && housed < taken
    {
        row.add(row.problem(Code::PersonsBelowPlaces, persons).detail(&taken.to_string()));
    }
    Some(Realised { id, month: month?, group: group?, landlord, places: taken?, persons: housed?, assumed })
}

/// By month, group and landlord, the line of the first entry without a number.
type Unnumbered = BTreeMap<(usize, String, Option<String>), usize>;

/// Two entries without a number about the same month, group and landlord: one was probably pasted again.
fn check_pasted(row: &mut Row<'_>, group: &Field, entry: &Realised, unnumbered: &mut Unnumbered) {
    let about = (entry.month, entry.group.clone(), entry.landlord.clone());
    let first = *unnumbered.entry(about).or_insert(row.line);
    if first != row.line {
        row.add(row.problem(Code::EntryTwice, group).detail(&first.to_string()));
    }
}

/// Reads the deliveries that were announced, in the order of the file; none where the year has no such table.
pub(super) fn announced(files: &Files, known: Known<'_>, problems: &mut Vec<Problem>) -> Vec<Announced> {
    let read = rows_of("announced", files, ANNOUNCED, problems, |[delivery, month, group, low, high], row| {
        let (delivery, month, group) = (row.owned(delivery), known.month(row, month), known.group(row, group));
        let (least, most) = (row.whole(low), row.whole(high));
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            row.add(row.problem(Code::BoundsReversed, low).detail(&most.to_string()));
        }
        Some(Announced { delivery: delivery?, month: month?, group: group?, places: [least?, most?] })
    });
    read.rows.into_iter().map(|(_, delivery)| delivery).collect()
}
