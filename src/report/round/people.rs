//! Those who are placed: how long they waited, what they will pay, and for those who handle the cases who goes where.

use std::collections::BTreeMap;

use super::discretion::TOGETHER;
use super::{Readers, Told};
use crate::domain::{Cents, Fraction, Language, Mode};
use crate::eligibility::contract_rent;
use crate::report::decisions::fixed;
use crate::report::document::Table;
use crate::report::words::rests_on;

/// The values below which a quarter, a half and three quarters of all lie.
#[derive(Clone, Copy)]
pub(super) struct Quartiles(pub(super) [i64; 3]);

impl Quartiles {
    /// Each is one of the values: the first that so large a part reaches. Nothing of no values.
    pub(super) fn of(mut values: Vec<i64>) -> Option<Self> {
        values.sort_unstable();
        let at = |quarters: usize| values.get((values.len() * quarters).div_ceil(4).saturating_sub(1)).copied();
        Some(Self([at(1)?, at(2)?, at(3)?]))
    }
}

/// Days as whole months of a year's twelfth, to the nearest.
pub(super) fn months(days: i64) -> i64 {
    (days * 16 + 243).div_euclid(487) // 30.4375 days
}

/// The waiting time of those placed, by group: the name, how many, and the quartiles in days.
pub(super) fn waiting(told: &Told<'_>) -> Vec<(String, usize, Quartiles)> {
    let pools = told.pools(told.outcome.placements.iter().map(|one| one.applicant));
    let of = |(groups, members): (Vec<&str>, Vec<usize>)| {
        Some((told.names(&groups), members.len(), waited(told, &members)?))
    };
    pools.into_iter().filter_map(of).collect()
}

fn waited(told: &Told<'_>, members: &[usize]) -> Option<Quartiles> {
    let days = |one: &usize| told.round.applicants[*one].waiting_days(told.round.first_day());
    Quartiles::of(members.iter().map(days).collect())
}

/// The same as a table, with all of them below.
pub(super) fn waiting_table(told: &Told<'_>) -> Table {
    let heads = [
        told.say("Months since registration", "Maanden sinds inschrijving"),
        told.say("Households", "Huishoudens"),
        told.say("A quarter below", "Een kwart onder"),
        told.say("Median", "Mediaan"),
        told.say("A quarter above", "Een kwart boven"),
    ];
    let caption = told.say("Waiting time of those placed", "Inschrijfduur van wie een plek krijgt").to_owned();
    let mut table = Table { caption, head: heads.map(str::to_owned).to_vec(), ..Table::default() };
    let mut add = |name: String, count: usize, Quartiles(found): Quartiles, is_sum: bool| {
        let figures = found.map(|days| told.form().grouped(months(days).into()));
        table.add([vec![name, told.form().count(count)], figures.to_vec()].concat(), is_sum);
    };
    for (name, count, found) in waiting(told) {
        add(name, count, found, false);
    }
    let all: Vec<usize> = told.outcome.placements.iter().map(|one| one.applicant).collect();
    if let Some(found) = waited(told, &all).filter(|_| !told.is_few(all.len())) {
        add(told.say("All", "Alle").to_owned(), all.len(), found, true);
    }
    table
}

/// The contract rents, for whole dwellings and for places in shared ones.
pub(super) fn rent_table(told: &Told<'_>) -> Table {
    let heads = [
        told.say("Euro a month", "Euro per maand"),
        told.say("Contracts", "Contracten"),
        told.say("A quarter below", "Een kwart onder"),
        told.say("Median", "Mediaan"),
        told.say("A quarter above", "Een kwart boven"),
    ];
    let caption = told.say("Contract rents, to the nearest euro", "Contracthuren, op hele euro's").to_owned();
    let mut table = Table { caption, head: heads.map(str::to_owned).to_vec(), ..Table::default() };
    let rents = rents(told);
    let few =
        [Mode::Whole, Mode::Shared].iter().any(|mode| told.is_few(rents.iter().filter(|(one, _)| one == mode).count()));
    let named = [
        (told.say("A dwelling of its own", "Een eigen woning"), Some(Mode::Whole)),
        (told.say("A place in a shared dwelling", "Een plek in een gedeelde woning"), Some(Mode::Shared)),
        (told.say("All", "Alle"), None),
    ];
    for (name, mode) in named {
        let chosen: Vec<Cents> =
            rents.iter().filter(|(one, _)| mode.is_none_or(|mode| mode == *one)).map(|(_, rent)| *rent).collect();
        let is_hidden = told.is_few(chosen.len()) || (mode.is_some() && few);
        let count = chosen.len();
        if let Some(Quartiles(found)) = Quartiles::of(chosen).filter(|_| !is_hidden) {
            let euro = |cents: Cents| told.form().fixed(Fraction::new(cents.into(), 100), 0);
            table.add(
                [vec![name.to_owned(), told.form().count(count)], found.map(euro).to_vec()].concat(),
                mode.is_none(),
            );
        }
    }
    table
}

fn rents(told: &Told<'_>) -> Vec<(Mode, Cents)> {
    let rent = |one: &crate::domain::Placement| {
        let (applicant, dwelling) = (&told.round.applicants[one.applicant], &told.round.dwellings[one.dwelling]);
        (one.mode, contract_rent(told.round, applicant, dwelling, one.mode))
    };
    told.outcome.placements.iter().map(rent).collect()
}

/// What the public is not told, and why.
pub(super) fn few(told: &Told<'_>) -> Option<String> {
    let least = told.form().count(TOGETHER);
    (told.readers == Readers::Public).then(|| match told.language {
        Language::En => format!(
            "So that nobody can be recognised, figures about households (waiting time, rent, size, support) are told of at least {least} \
             together: smaller groups are taken together."
        ),
        Language::Nl => format!(
            "Opdat niemand herkenbaar is, gaan cijfers over huishoudens (inschrijfduur, huur, grootte, begeleiding) over minstens {least} \
             samen: kleinere doelgroepen zijn samengenomen."
        ),
    })
}

/// Who goes where, and who is next.
pub(super) fn allocation_table(told: &Told<'_>) -> Table {
    let heads = [
        told.say("Applicant", "Woningzoekende"),
        told.say("Group", "Doelgroep"),
        told.say("Dwelling", "Woning"),
        told.say("Complex", "Complex"),
        told.say("How", "Hoe"),
        told.say("Rent (€)", "Huur (€)"),
        told.say("Rests on", "Berust op"),
        told.say("Next", "Reserve"),
    ];
    let caption = told
        .say(
            "Who goes where, and who is next if the offer is refused",
            "Wie waarheen gaat, en wie volgt als het aanbod wordt geweigerd",
        )
        .to_owned();
    let mut table =
        Table { caption, head: heads.map(str::to_owned).to_vec(), texts: vec![1, 2, 3, 4, 6, 7], ..Table::default() };
    let fixed = fixed(told.round);
    for number in 0..told.outcome.placements.len() {
        table.add(placement(told, number, &fixed), false);
    }
    table
}

fn placement(told: &Told<'_>, number: usize, fixed: &BTreeMap<usize, bool>) -> Vec<String> {
    let one = told.outcome.placements[number];
    let (applicant, dwelling) = (&told.round.applicants[one.applicant], &told.round.dwellings[one.dwelling]);
    let reserves: Vec<&str> =
        told.outcome.reserves[number].iter().map(|next| told.round.applicants[*next].id.as_str()).collect();
    let fixed = fixed.get(&one.applicant).copied();
    let rests = rests_on(told.language, fixed, told.outcome.certainty[number]);
    let how = match one.mode {
        Mode::Whole => told.say("whole", "geheel"),
        Mode::Shared => told.say("shared", "gedeeld"),
    };
    vec![
        applicant.id.clone(),
        told.group_name(&applicant.group).to_owned(),
        dwelling.id.clone(),
        dwelling.complex.clone().unwrap_or_default(),
        how.to_owned(),
        told.form().money(contract_rent(told.round, applicant, dwelling, one.mode)),
        rests.to_owned(),
        reserves.join(", "),
    ]
}
