//! Dwellings left for regular seekers, by the adopted decision's plan and by the proposal.

use super::PlannedYear;
use super::words::{number, percent, size, table};
use crate::domain::{Fraction, Language, SizeClass};
use crate::report::Form;
use crate::report::document::Table;
use crate::report::words::either;
use crate::year::plan::Left;

const HEAD: [(&str, &str); 4] = [("", ""), ("plan", "plan"), ("proposal", "voorstel"), ("difference", "verschil")];

fn both<'a>(told: &PlannedYear<'a>) -> [&'a Left; 2] {
    [&told.found.figures.left, &told.found.proposal.left]
}

/// By size.
pub(super) fn by_size(told: &PlannedYear<'_>, language: Language) -> Table {
    let caption =
        ("Dwellings left for regular seekers, by size", "Woningen voor regulier woningzoekenden, naar grootte");
    let mut table = table(language, caption, &HEAD);
    let row = |name: &str, [plan, proposal]: [u32; 2]| {
        let difference = crate::report::year::words::signed(language, i64::from(proposal) - i64::from(plan));
        vec![name.to_owned(), number(language, plan), number(language, proposal), difference]
    };
    for class in SizeClass::ALL {
        table.add(row(size(language, class), both(told).map(|left| left.sizes[class.index()])), false);
    }
    table.add(row(either(language, "all", "totaal"), both(told).map(Left::total)), true);
    table
}

/// By district, as far as it is told.
pub(super) fn by_district(told: &PlannedYear<'_>, language: Language) -> Table {
    let caption = (
        "Dwellings left for regular seekers, by district; dwellings that tenants leave by the districts' parts",
        "Woningen voor regulier woningzoekenden, naar wijk; mutaties naar het aandeel van de wijken",
    );
    let mut table = table(language, caption, &HEAD);
    let [plan, proposal] = both(told);
    let names: std::collections::BTreeSet<&String> = plan.districts.keys().chain(proposal.districts.keys()).collect();
    let whole = |hundredths: i64| Form::of(language).fixed(Fraction::new(hundredths.into(), 100), 0);
    let row = |name: &str, here: [i64; 2]| {
        let [plan, proposal] = here.map(|hundredths| (hundredths + 50).div_euclid(100));
        let difference = crate::report::year::words::signed(language, proposal - plan);
        vec![name.to_owned(), whole(here[0]), whole(here[1]), difference]
    };
    for name in names {
        let here = [plan, proposal].map(|left| left.districts.get(name).copied().unwrap_or(0));
        table.add(row(name, here), false);
    }
    if plan.elsewhere + proposal.elsewhere > 0 {
        let name = either(language, "district not told", "wijk niet genoemd");
        table.add(row(name, [plan.elsewhere, proposal.elsewhere]), false);
    }
    table
}

/// How many are left of all that come free.
pub(super) fn sentence(told: &PlannedYear<'_>, language: Language) -> String {
    let all = told.year.dwellings();
    let [plan, proposal] = both(told).map(Left::total);
    let (part, other) = (percent(language, plan, all), percent(language, proposal, all));
    let [plan, proposal, all] = [plan, proposal, all].map(|dwellings| number(language, dwellings));
    match language {
        Language::En => format!(
            "Of {all} dwellings {plan} ({part}) are left for regular seekers, those that the groups cannot use among them; by the proposal \
             {proposal} ({other})."
        ),
        Language::Nl => format!(
            "Van de {all} woningen blijven er {plan} ({part}) over voor regulier woningzoekenden, ook die welke de doelgroepen niet kunnen \
             gebruiken; bij het voorstel {proposal} ({other})."
        ),
    }
}

/// The districts in one sentence, the proposal's numbers between brackets where they differ.
pub(super) fn districts(told: &PlannedYear<'_>, language: Language) -> Option<String> {
    let table = by_district(told, language);
    let shown = |cells: &Vec<String>| {
        let other = if cells[1] == cells[2] { String::new() } else { format!(" ({})", cells[2]) };
        format!("{} {}{other}", cells[0], cells[1])
    };
    let shown: Vec<String> = table.rows.iter().map(|row| shown(&row.cells)).collect();
    let start = either(language, "By district (the proposal)", "Naar wijk (het voorstel)");
    (!shown.is_empty()).then(|| format!("{start}: {}.", shown.join(", ")))
}
