//! Dwellings left for regular seekers: by the plan, if the whole decision is realised, and by the proposal.

use super::PlannedYear;
use super::obstacles::lacks_homes;
use super::words::{number, percent, size, table};
use crate::domain::{Language, SizeClass};
use crate::report::document::Table;
use crate::report::words::either;
use crate::year::plan::Left;

const HEAD: [(&str, &str); 4] =
    [("", ""), ("plan", "plan"), ("whole decision", "heel besluit"), ("proposal", "voorstel")];

/// What is left by the plan, by the whole decision and by the proposal.
pub(super) fn each(told: &PlannedYear<'_>) -> [Left; 3] {
    let found = told.found;
    [found.figures.left.clone(), Left::of(told.year, &found.needs.used), found.proposal.left.clone()]
}

/// By size.
pub(super) fn by_size(told: &PlannedYear<'_>, language: Language) -> Table {
    let caption =
        ("Dwellings left for regular seekers, by size", "Woningen voor regulier woningzoekenden, naar grootte");
    let mut table = table(language, caption, &HEAD);
    let all = each(told);
    let row = |name: &str, of: &dyn Fn(&Left) -> u32| {
        std::iter::once(name.to_owned()).chain(all.each_ref().map(|left| number(language, of(left)))).collect()
    };
    for class in SizeClass::ALL {
        table.add(row(size(language, class), &|left| left.sizes[class.index()]), false);
    }
    table.add(row(either(language, "all", "totaal"), &Left::total), true);
    if all.iter().any(|left| left.kept > 0) {
        table.add(row(either(language, "kept, not let", "bestemd, niet verhuurd"), &|left| left.kept), false);
    }
    table
}

/// By district, as far as it is told.
pub(super) fn by_district(told: &PlannedYear<'_>, language: Language) -> Table {
    let caption = (
        "Dwellings left for regular seekers, by district; dwellings that tenants leave by the districts' parts",
        "Woningen voor regulier woningzoekenden, naar wijk; mutaties naar het aandeel van de wijken",
    );
    let mut table = table(language, caption, &HEAD);
    either(language, "district", "wijk").clone_into(&mut table.head[0]);
    let all = each(told);
    let names: std::collections::BTreeSet<&String> = all.iter().flat_map(|left| left.districts.keys()).collect();
    let mut rounded = [Rounded::default(); 3];
    let mut cells = |of: &dyn Fn(&Left) -> i64| {
        let numbers = all.iter().zip(&mut rounded).map(|(left, rounded)| number(language, rounded.next(of(left))));
        numbers.collect::<Vec<String>>()
    };
    for name in names {
        let here = cells(&|left| left.districts.get(name).copied().unwrap_or(0));
        table.add(std::iter::once(name.clone()).chain(here).collect(), false);
    }
    if all.iter().any(|left| left.elsewhere > 0) {
        let name = either(language, "district not told", "wijk niet genoemd").to_owned();
        table.add(std::iter::once(name).chain(cells(&|left| left.elsewhere)).collect(), false);
    }
    table
}

/// Hundredths in whole numbers, one after the other, so that every sum is nearest to its own.
#[derive(Debug, Clone, Copy, Default)]
struct Rounded {
    exact: i64,
    before: i64,
}

impl Rounded {
    fn next(&mut self, hundredths: i64) -> i64 {
        self.exact += hundredths;
        let until = (self.exact + 50).div_euclid(100);
        let here = until - self.before;
        self.before = until;
        here
    }
}

/// How many are left of all that come free.
pub(super) fn sentence(told: &PlannedYear<'_>, language: Language) -> String {
    let all = told.year.dwellings();
    let [plan, decision, proposal] = each(told).map(|left| {
        let left = left.total();
        format!("{} ({})", number(language, left), percent(language, left, all))
    });
    let all = number(language, all);
    let realised = match (lacks_homes(told), language) {
        (false, Language::En) => "if the whole decision is realised",
        (false, Language::Nl) => "bij het hele verdeelbesluit",
        (true, Language::En) => "if as much of the decision is realised as there are homes for",
        (true, Language::Nl) => "als van het verdeelbesluit zoveel wordt gerealiseerd als er woningen voor zijn",
    };
    match language {
        Language::En => format!(
            "Of {all} dwellings {plan} are left for regular seekers by the plan, {decision} {realised}, and {proposal} by the \
             proposal; those that the groups cannot use are among them, homes kept for the groups and not let are not."
        ),
        Language::Nl => format!(
            "Van de {all} woningen blijven er bij het plan {plan} over voor regulier woningzoekenden, {realised} {decision} en bij het voorstel \
             {proposal}; woningen die de doelgroepen niet kunnen gebruiken tellen mee, woningen die voor hen bestemd en niet verhuurd zijn niet."
        ),
    }
}
