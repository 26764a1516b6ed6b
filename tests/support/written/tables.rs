//! A round's tables as plain English text.

use std::collections::BTreeSet;

use sleutel::domain::Round;

/// Columns and rows of a table, as plain English text.
pub type Rows = (Vec<&'static str>, Vec<Vec<String>>);

/// Every table by its file and its name in the schema.
pub fn tables(round: &Round) -> Vec<(&'static str, &'static str, Rows)> {
    let mut tables = vec![
        ("round/dwellings.csv", "dwellings", dwellings(round)),
        ("round/applicants.csv", "applicants", applicants(round)),
        ("norms/rent.csv", "rent", rent(round)),
        ("norms/income.csv", "income", income(round)),
        ("norms/size.csv", "size", size(round)),
    ];
    if !round.decisions.is_empty() {
        tables.push(("round/decisions.csv", "decisions", decisions(round)));
    }
    if !round.earlier.is_empty() {
        let rows = round.earlier.iter().map(|pair| vec![pair.applicant.clone(), pair.dwelling.clone()]);
        tables.push(("earlier.csv", "matches", (vec!["applicant", "dwelling"], rows.collect())));
    }
    tables
}

pub fn text(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

pub fn hundredths(number: i64) -> String {
    format!("{}.{:02}", number / 100, number % 100)
}

fn list(values: &BTreeSet<String>) -> String {
    values.iter().map(String::as_str).collect::<Vec<_>>().join("|")
}

fn yes_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

fn dwellings(round: &Round) -> Rows {
    let columns = "id landlord region complex district rooms area rent lowest_rent persons_min persons_max places \
                   labels reserved_for available_from";
    let rows = round.dwellings.iter().map(|row| {
        vec![
            row.id.clone(),
            text(row.landlord.as_ref()),
            text(row.region.as_ref()),
            text(row.complex.as_ref()),
            text(row.district.as_ref()),
            row.rooms.to_string(),
            text(row.area.map(hundredths)),
            hundredths(row.rent),
            text(row.lowest_rent.map(hundredths)),
            text(row.persons_min),
            text(row.persons_max),
            row.places.to_string(),
            list(&row.labels),
            list(&row.reserved_for),
            text(row.available_from),
        ]
    });
    (columns.split_whitespace().collect(), rows.collect())
}

fn applicants(round: &Round) -> Rows {
    let columns = "id group organisation region adults children age income registered urgent_until ready_from needs \
                   districts avoid_districts avoid_complexes shares support support_level";
    let rows = round.applicants.iter().map(|row| {
        vec![
            row.id.clone(),
            row.group.clone(),
            text(row.organisation.as_ref()),
            text(row.region.as_ref()),
            row.adults.to_string(),
            row.children.to_string(),
            row.age.to_string(),
            text(row.income.map(hundredths)),
            row.registered.to_string(),
            text(row.urgent_until),
            text(row.ready_from),
            list(&row.needs),
            list(&row.districts),
            list(&row.avoid_districts),
            list(&row.avoid_complexes),
            yes_no(row.shares),
            hundredths(row.support),
            text(row.support_level.as_ref()),
        ]
    });
    (columns.split_whitespace().collect(), rows.collect())
}

fn decisions(round: &Round) -> Rows {
    let rows = round.decisions.iter().map(|row| {
        let pair = [row.applicant.clone(), row.dwelling.clone(), row.verdict.name().to_owned()];
        let why = [yes_no(row.overrides), text(row.reason.as_ref()), text(row.by.as_ref()), text(row.at.as_ref())];
        [&pair[..], &why[..]].concat()
    });
    (vec!["applicant", "dwelling", "decision", "override", "reason", "by", "at"], rows.collect())
}

/// The norms of the round's year between those of two others, which do not count.
fn rent(round: &Round) -> Rows {
    let norm = &round.norms.rent;
    let amounts = [norm.quality_discount_limit, norm.low_cap, norm.high_cap, norm.social_rent_limit];
    let columns = "year quality_discount_limit low_cap high_cap social_rent_limit young_age_below source";
    (columns.split_whitespace().collect(), years(round, &amounts, Some(norm.young_age_below)))
}

fn income(round: &Round) -> Rows {
    let norm = &round.norms.income;
    let pension = [norm.single_pension, norm.multi_pension, norm.social_single, norm.social_multi];
    let columns = "year single multi single_pension multi_pension social_single social_multi source";
    (columns.split_whitespace().collect(), years(round, &[&[norm.single, norm.multi][..], &pension].concat(), None))
}

fn years(round: &Round, amounts: &[i64], age: Option<u32>) -> Vec<Vec<String>> {
    let row = |other: i16| -> Vec<String> {
        let year = (round.norms.year + other).to_string();
        let amounts = amounts.iter().map(|cents| hundredths(cents + 1_000 * i64::from(other)));
        let age = age.iter().map(ToString::to_string);
        std::iter::once(year).chain(amounts).chain(age).chain(["made up".to_owned()]).collect()
    };
    [-1, 0, 1].map(row).to_vec()
}

fn size(round: &Round) -> Rows {
    let rows =
        round.norms.size.iter().map(|row| {
            vec![row.persons.to_string(), row.rooms_min.to_string(), text(row.rooms_max), "made up".to_owned()]
        });
    (vec!["persons", "rooms_min", "rooms_max", "source"], rows.collect())
}
