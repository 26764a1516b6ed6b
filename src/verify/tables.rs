//! The tables of the results, cell by cell against the round.

use std::collections::{BTreeMap, BTreeSet};

use super::claim::Claim;
use super::comparison::Comparison;
use super::exchanges::Exchanges;
use super::finding::Finding;
use super::sheet::{Row, Sheet};
use super::survey::Survey;
use super::{reasons, reserves, usage};
use crate::domain::{Fraction, Limit, Match, Mode, Placement, Tier, misfit};
use crate::eligibility::contract_rent;

/// The rows of `allocation.csv` as matches; a mode that is no mode is left to be inferred.
pub(super) fn matches(sheet: &Sheet) -> Vec<Match> {
    let modes = [Mode::Whole, Mode::Shared];
    let row = |row: &Row| Match {
        applicant: row.cell("applicant").to_owned(),
        dwelling: row.cell("dwelling").to_owned(),
        mode: modes.into_iter().find(|mode| mode.name() == row.cell("mode")),
        line: usize::try_from(row.line).unwrap_or(usize::MAX),
    };
    sheet.rows.iter().map(row).collect()
}

/// Every cell of the four tables that is not what the round says of these placements.
pub(super) fn findings(survey: &Survey<'_>, placements: &[Placement], claim: &Claim) -> Vec<Finding> {
    let exchanges = Exchanges::new(survey, placements);
    let mut found = allocation(survey, placements, &claim.allocation);
    found.extend(reasons::unplaced(&exchanges, claim));
    found.extend(reasons::vacant(&exchanges, claim));
    found.extend(limits(survey, &exchanges, claim));
    found.extend(everyone_once(survey, claim));
    found
}

/// The rows stand in the order of the placements, unknown ids left out.
fn allocation(survey: &Survey<'_>, placements: &[Placement], sheet: &Sheet) -> Vec<Finding> {
    let round = survey.round;
    let known =
        |row: &&Row| round.applicant(row.cell("applicant")).is_some() && round.dwelling(row.cell("dwelling")).is_some();
    let rows = || sheet.rows.iter().filter(known);
    let mut found = reserves::findings(survey, placements, sheet, rows());
    found.extend(rows().zip(placements).flat_map(|(row, placement)| {
        let applicant = &round.applicants[placement.applicant];
        let dwelling = &round.dwellings[placement.dwelling];
        let rent = contract_rent(round, applicant, dwelling, placement.mode);
        let mut cells = Comparison::of(sheet, row);
        cells.text("mode", placement.mode.name());
        cells.number("contract_rent", Some(rent.into()), 100);
        cells.text("group", &applicant.group);
        cells.text("organisation", applicant.organisation.as_deref().unwrap_or_default());
        cells.text("landlord", dwelling.landlord.as_deref().unwrap_or_default());
        cells.text("complex", dwelling.complex.as_deref().unwrap_or_default());
        cells.text("district", dwelling.district.as_deref().unwrap_or_default());
        cells.number("persons", Some(applicant.persons().into()), 1);
        cells.number("waiting_days", Some(applicant.waiting_days(round.first_day()).into()), 1);
        cells.number("urgency", Some(applicant.urgency(round.month).into()), 1);
        cells.number("misfit", Some(misfit(applicant, dwelling, placement.mode, &round.norms).into()), 1);
        cells.found
    }));
    found
}

fn limits(survey: &Survey<'_>, exchanges: &Exchanges<'_>, claim: &Claim) -> Vec<Finding> {
    let missed = usage::shortfalls(survey.round, &exchanges.used);
    let in_the_way = exchanges.in_the_way();
    let of_row = |row: &Row| {
        let name = row.cell("limit");
        let mut cells = Comparison::of(&claim.limits, row);
        let Some(index) = survey.round.limits.position(name) else { return cells.unknown(name) };
        let limit = &survey.round.limits.limits[index];
        let unit = limit.counts.unit();
        let price = price(claim, limit);
        let binding = in_the_way[index] || price.is_some_and(|price| price.numerator > 0);
        cells.text("counts", limit.counts.name());
        cells.number("min", limit.min.map(i128::from), unit);
        cells.number("used", Some(exchanges.used[index]), unit);
        cells.number("max", survey.maxima[index].map(i128::from), unit);
        cells.number("shortfall", limit.min.map(|_| missed[index]), unit);
        cells.text("binding", if binding && limit.max.is_some() { "yes" } else { "no" });
        if let Some(price) = price {
            cells.number("price", limit.max.map(|_| rounded(price)), PRICE_UNIT);
        }
        cells.found
    };
    claim.limits.rows.iter().flat_map(of_row).collect()
}

/// Prices have four decimals.
const PRICE_UNIT: i64 = 10_000;

/// What the certificate charges in the tier `placed` for a unit of a maximum, as people speak of it; `None`
/// when that is too large to say.
fn price(claim: &Claim, limit: &Limit) -> Option<Fraction> {
    let tiers = claim.certificate.parts.iter().flat_map(|part| &part.tiers);
    let mut prices = tiers.filter(|prices| prices.tier == Tier::Placed.name());
    let Some(price) = prices.find_map(|prices| prices.maxima.get(&limit.name)) else { return Some(Fraction::whole(0)) };
    let numerator = price.numerator.checked_mul(limit.counts.unit().into())?;
    let most = i128::MAX / (4 * i128::from(PRICE_UNIT));
    (numerator.abs() < most && price.denominator < most).then(|| Fraction::new(numerator, price.denominator))
}

/// In units of the last decimal, to the nearest.
fn rounded(price: Fraction) -> i128 {
    (price.numerator * 2 * i128::from(PRICE_UNIT) + price.denominator).div_euclid(2 * price.denominator)
}

/// Every applicant is placed or unplaced, every dwelling let or vacant, every limit listed; none twice.
fn everyone_once(survey: &Survey<'_>, claim: &Claim) -> Vec<Finding> {
    let ids = |sheet: &Sheet, column: &str| -> Vec<String> {
        sheet.rows.iter().map(|row| row.cell(column).to_owned()).collect()
    };
    let round = survey.round;
    let let_once: BTreeSet<String> = ids(&claim.allocation, "dwelling").into_iter().collect();
    let placed = ids(&claim.allocation, "applicant").into_iter().chain(ids(&claim.unplaced, "applicant"));
    let homes = let_once.into_iter().chain(ids(&claim.vacant, "dwelling"));
    let applicants = round.applicants.iter().map(|applicant| applicant.id.as_str());
    let dwellings = round.dwellings.iter().map(|dwelling| dwelling.id.as_str());
    let limits = round.limits.limits.iter().map(|limit| limit.name.as_str());
    let mut found = once("allocation.csv, unplaced.csv", applicants, placed);
    found.extend(once("allocation.csv, vacant.csv", dwellings, homes));
    found.extend(once("limits.csv", limits, ids(&claim.limits, "limit").into_iter()));
    found
}

fn once<'a>(
    files: &'static str,
    expected: impl Iterator<Item = &'a str>,
    stated: impl Iterator<Item = String>,
) -> Vec<Finding> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for id in stated {
        *count.entry(id).or_default() += 1;
    }
    expected
        .filter_map(|id| match count.get(id).copied().unwrap_or(0) {
            0 => Some(Finding::RowMissing { files, id: id.to_owned() }),
            1 => None,
            _ => Some(Finding::RowTwice { files, id: id.to_owned() }),
        })
        .collect()
}
