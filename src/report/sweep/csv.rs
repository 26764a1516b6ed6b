//! `sweep.csv`: a row for every point.

use super::{Followed, Swept};
use crate::domain::{Language, Tier};
use crate::report::Form;
use crate::report::summary::status_name;
use crate::report::words::yes_no;

/// The table of a sweep: the values by their paths, whether the answer changes, status, goals, groups.
///
/// # Errors
/// Never in practice: only when the table could not be put together.
pub fn sweep_csv(swept: &Swept<'_>, language: Language) -> Result<Vec<u8>, csv::Error> {
    let followed: Vec<Followed<'_>> = swept.goals().into_iter().chain(swept.groups()).collect();
    let mut header: Vec<String> = swept.ranges.iter().map(|range| range.path.clone()).collect();
    header.extend(["changes", "status"].map(str::to_owned));
    header.extend(followed.iter().map(|followed| match followed {
        Followed::Placed => Tier::Placed.name().to_owned(),
        Followed::Tier(tier) => tier.name().to_owned(),
        Followed::Group(group) => format!("placed: {group}"),
    }));
    let form = Form::of(language);
    let row = |point: usize| {
        let figures = &swept.found.points[point];
        let mut row: Vec<String> = swept.values(point).iter().map(|value| form.exact(&value.text)).collect();
        row.push(yes_no(swept.found.changes_at(point)).to_owned());
        row.push(status_name(figures.status).to_owned());
        let value = |followed: &Followed<'_>| followed.of(figures).map_or_else(String::new, |value| value.to_string());
        row.extend(followed.iter().map(value));
        row
    };
    let rows: Vec<Vec<String>> = (0..swept.found.points.len()).map(row).collect();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    form.table(&header, &rows)
}
