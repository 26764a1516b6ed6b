//! What the plan asks of each partner of the chain, against what it can carry.

use super::PlannedYear;
use super::agreements::{Agreement, agreements};
use super::words::{NOTHING, amount, hundredths, month_short, number, partner, percent, role, table};
use crate::domain::{Fraction, Hundredths, Language, MONTHS, Partner};
use crate::report::Form;
use crate::report::document::Table;
use crate::report::words::either;

/// Each partner's months: average and largest load, the part of its capacity used, and what one more would gain.
pub(super) fn loads(told: &PlannedYear<'_>, language: Language) -> Table {
    let head = [
        ("partner", "partner"),
        ("capacity", "capaciteit"),
        ("average", "gemiddeld"),
        ("largest", "hoogste"),
        ("used", "benut"),
        ("gain", "winst"),
    ];
    let caption = (
        "Load a month in what the capacity counts (units: of support); gain: places of the decision for one more in a month, on average (the price)",
        "Belasting per maand in wat de capaciteit telt (eenheden: van begeleiding); winst: woonplekken van het besluit bij één meer in een maand, gemiddeld (de prijs)",
    );
    let mut table = table(language, caption, &head);
    for (index, one) in told.partners() {
        let loads = told.found.figures.loads.get(index).copied().unwrap_or_default();
        table.add(cells(told, index, one, &loads, language), false);
    }
    table
}

fn cells(
    told: &PlannedYear<'_>,
    index: usize,
    one: &Partner,
    loads: &[i64; MONTHS],
    language: Language,
) -> Vec<String> {
    let all: i64 = loads.iter().sum();
    let capacity = capacity_of(one);
    let largest = loads.iter().copied().max().unwrap_or(0);
    vec![
        partner(language, one),
        capacity.map_or_else(|| NOTHING.to_owned(), |all| amount(language, one.counts, all / 12)),
        hundredths(language, all / 1_200),
        amount(language, one.counts, largest / 100),
        capacity.map_or_else(|| NOTHING.to_owned(), |capacity| percent(language, all, capacity * 100)),
        price(told.found.prices.get(index).map_or(0.0, |months| months.iter().sum::<f64>() / 12.0), language),
    ]
}

/// Capacity of the year; `None` where a month has none stated.
pub(super) fn capacity_of(partner: &Partner) -> Option<Hundredths> {
    partner.capacity.iter().copied().sum()
}

/// Places per unit, to the hundredth.
pub(super) fn price(gain: f64, language: Language) -> String {
    match hundredth(gain) {
        0 => "0".to_owned(),
        gain => Form::of(language).fixed(Fraction::new(gain, 100), 2),
    }
}

#[allow(clippy::cast_possible_truncation)] // places per unit: a few at most
fn hundredth(gain: f64) -> i128 {
    (gain * 100.0).round() as i128
}

/// Partners by month: load, in what the capacity counts.
pub(super) fn by_month(told: &PlannedYear<'_>, language: Language) -> Table {
    let caption = (
        "Load by partner and month, in what its capacity counts",
        "Belasting per partner en maand, in wat de capaciteit telt",
    );
    let mut table = months_table(language, caption);
    for (index, one) in told.partners() {
        let loads = told.found.figures.loads.get(index).copied().unwrap_or_default();
        let months = loads.iter().map(|load| amount(language, one.counts, load / 100));
        table.add(std::iter::once(partner(language, one)).chain(months).collect(), false);
    }
    table
}

/// Prices by partner and month, of the partners that have one.
pub(super) fn prices(told: &PlannedYear<'_>, language: Language) -> Table {
    let caption = (
        "Places of the decision that one more of a partner's capacity in a month gains, at the margin",
        "Woonplekken van het verdeelbesluit die één meer capaciteit van een partner in een maand oplevert, in de marge",
    );
    let mut table = months_table(language, caption);
    for (index, one) in told.partners() {
        let prices = told.found.prices.get(index).copied().unwrap_or_default();
        if prices.iter().any(|gain| hundredth(*gain) != 0) {
            let months = prices.iter().map(|gain| price(*gain, language));
            table.add(std::iter::once(partner(language, one)).chain(months).collect(), false);
        }
    }
    table
}

fn months_table(language: Language, caption: (&str, &str)) -> Table {
    let mut table = table(language, caption, &[("partner", "partner")]);
    table.head.extend((0..MONTHS).map(|index| month_short(language, index)));
    table
}

/// Whether a load (in hundredths) is so much of a capacity that the table shows 99 % or more: what the sentence counts, the
/// table shows.
fn is_nearly_all(load: i64, capacity: i64) -> bool {
    2 * load >= capacity * 197
}

/// Which partners have no room left, and how many have.
pub(super) fn sentence(told: &PlannedYear<'_>, language: Language) -> String {
    let full = |(one, loads): (&Partner, &[i64; MONTHS])| {
        let capacity = capacity_of(one).filter(|capacity| *capacity > 0)?;
        is_nearly_all(loads.iter().sum(), capacity).then(|| format!("{} ({})", one.name, role(language, one.role)))
    };
    let full: Vec<String> = told
        .year
        .partners
        .iter()
        .zip(&told.found.figures.loads)
        .filter_map(|(one, loads)| full((one, loads)))
        .collect();
    let all = number(language, u32::try_from(told.year.partners.len()).unwrap_or(0));
    if full.is_empty() {
        let sentence = either(
            language,
            "No partner uses its capacity to the full.",
            "Geen partner benut zijn capaciteit volledig.",
        );
        return sentence.to_owned();
    }
    let (many, names) = (number(language, u32::try_from(full.len()).unwrap_or(0)), full.join(", "));
    match language {
        Language::En => format!("Used for at least 99% over the year, {many} of {all} partners: {names}."),
        Language::Nl => {
            format!("Over het jaar voor ten minste 99\u{a0}% benut, {many} van de {all} partners: {names}.")
        }
    }
}

/// Who is asked for more than the capacity of a month, and in how many months; `None` where nobody is.
pub(super) fn above(told: &PlannedYear<'_>, language: Language) -> Option<String> {
    let months = |agreement: &Agreement| match agreement.months_above() {
        0 => None,
        months => Some(format!("{} ({months})", agreement.party)),
    };
    let names: Vec<String> = agreements(told).iter().filter_map(months).collect();
    let names = (!names.is_empty()).then(|| names.join(", "))?;
    Some(match language {
        Language::En => format!(
            "Asked for more than the capacity of a month, by less than one household, which earlier months make up for (months): {names}."
        ),
        Language::Nl => format!(
            "Gevraagd boven de capaciteit van een maand, met minder dan één huishouden, dat eerdere maanden goedmaken (maanden): {names}."
        ),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_counts_the_partners_of_whom_the_table_shows_99_percent_or_more() {
        for load in 9_700..=10_200 {
            let shown = percent(Language::En, load, 10_000);
            let number: i64 = shown.trim_end_matches('%').trim().parse().unwrap();
            assert_eq!(is_nearly_all(load, 100), number >= 99, "{load}: {shown}");
        }
    }
}
