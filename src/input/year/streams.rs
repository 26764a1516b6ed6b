//! The households of the groups, by the organisation that supports them.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Code, Problem, Route, Stream, WHOLE};

use super::known::{Known, Lined, Seen, rows_of};
use crate::input::files::Files;
use crate::input::table::{Field, Row};

const COLUMNS: [&str; 9] =
    ["group", "organisation", "share", "persons", "small", "middle", "large", "sharers", "support"];

/// Reads the streams; their shares are held together where every row is sound.
pub(super) fn streams(files: &Files, known: Known<'_>, problems: &mut Vec<Problem>) -> Lined<Stream> {
    let mut seen = Seen::default();
    let mut streams = rows_of("streams", files, COLUMNS, problems, |fields, row| stream(fields, row, known, &mut seen));
    if streams.is_sound {
        let faults = shares_apart(&streams);
        streams.is_sound = faults.is_empty();
        problems.extend(faults);
    }
    streams
}

fn stream(fields: &[Field; 9], row: &mut Row<'_>, known: Known<'_>, seen: &mut Seen) -> Option<Stream> {
    let [group, organisation, share, persons, sizes @ .., sharers, support] = fields;
    let name = known.group(row, group);
    let supported = row.owned(organisation);
    let (share, persons) = (row.number(share), row.number(persons));
    let [small, middle, large]: &[Field; 3] = sizes;
    let parts = [small, middle, large].map(|size| row.number(size));
    let (sharers, support) = (row.number(sharers).unwrap_or(0), row.number(support).unwrap_or(0));
    if let [Some(one), Some(two), Some(three)] = parts
        && one + two + three != WHOLE
    {
        let sum = super::settings::percent(one + two + three);
        row.add(row.problem(Code::PartsNotWhole, small).found("small, middle, large").detail(&sum));
    }
    let name = name?;
    let both = [Some(name.as_str()), supported.as_deref()];
    seen.check(row, group, &both.into_iter().flatten().collect::<Vec<_>>().join(", "), Code::IdTwice);
    let [one, two, three] = parts;
    let sizes = [one?, two?, three?];
    Some(Stream { group: name, organisation: supported, share: share?, persons: persons?, sizes, sharers, support })
}

/// Every group whose shares do not add up to all of it, at its first row.
fn shares_apart(streams: &Lined<Stream>) -> Vec<Problem> {
    let mut groups: BTreeMap<&str, (usize, i64)> = BTreeMap::new();
    for (line, stream) in &streams.rows {
        groups.entry(&stream.group).or_insert((*line, 0)).1 += stream.share;
    }
    let apart = groups.into_iter().filter(|(_, (_, sum))| *sum != WHOLE);
    let problem = |(group, (line, sum)): (&str, (usize, i64))| {
        let problem = Problem::new(Code::SharesNotWhole, &streams.file).at(line).within("share").found(group);
        problem.detail(&super::settings::percent(sum))
    };
    apart.map(problem).collect()
}

/// A group that is offered dwellings needs households to offer them to.
pub(super) fn check_all_have_streams(
    decision: &Lined<(String, u32)>,
    streams: &Lined<Stream>,
    known: Known<'_>,
    problems: &mut Vec<Problem>,
) {
    let Some(groups) = known.groups.filter(|_| streams.is_sound) else { return };
    for (line, (group, places)) in decision.rows.iter().filter(|(_, (_, places))| *places > 0) {
        let mediated = groups.get(group).is_some_and(|group| group.route == Route::Mediated);
        if mediated && !streams.rows.iter().any(|(_, stream)| stream.group == *group) {
            let problem = Problem::new(Code::StreamMissing, &decision.file).at(*line).within("group").found(group);
            problems.push(problem.detail(&places.to_string()));
        }
    }
}

/// The groups and organisations that dwellings can be reserved for; nothing where they could not be read.
pub(super) fn names(streams: &Lined<Stream>, known: Known<'_>) -> Option<BTreeSet<String>> {
    let groups = known.groups.filter(|_| streams.is_sound)?;
    let organisations = streams.rows.iter().filter_map(|(_, stream)| stream.organisation.clone());
    Some(groups.keys().cloned().chain(organisations).collect())
}

/// The streams by group and organisation.
pub(super) fn in_order(streams: Lined<Stream>) -> Vec<Stream> {
    let mut streams: Vec<Stream> = streams.rows.into_iter().map(|(_, stream)| stream).collect();
    streams.sort_by(|a, b| (&a.group, &a.organisation).cmp(&(&b.group, &b.organisation)));
    streams
}
