//! A round written out as the files that people keep, rows in any order: the way back from a [`Round`].

use std::fmt::Write;

use serde_json::json;
use sleutel::domain::{
    Accepted, Applicant, Bound, Counts, Decision, DecisionVerdict, Dwelling, Family, Model, Norms, Round, Route,
    SUPPORT_UNIT, Selector,
};
use sleutel::input::Files;

use super::dice::Dice;

/// The files of a round. Its earlier matches are no part of it, see [`earlier_matches`].
pub fn written(round: &Round, dice: &mut Dice) -> Files {
    let about = format!(
        "format = 1\n[round]\nid = {}\nmonth = \"{}\"\nmodel = \"../model\"\nseed = {}\n",
        json!(round.id),
        round.month,
        round.seed
    );
    let mut files = Files::new();
    let mut put = |name: &str, text: String| files.insert(name.to_owned(), text.into_bytes());
    put("round.toml", about);
    put("model/model.toml", model(&round.model));
    put("dwellings.csv", table(DWELLINGS, round.dwellings.iter().map(dwelling).collect(), dice));
    put("applicants.csv", table(APPLICANTS, round.applicants.iter().map(applicant).collect(), dice));
    put("decisions.csv", table(DECISIONS, round.decisions.iter().map(decision).collect(), dice));
    norms(&round.norms).into_iter().for_each(|(name, text)| drop(put(name, text)));
    files
}

/// The earlier matches of a round, as a table.
pub fn earlier_matches(round: &Round, dice: &mut Dice) -> String {
    let row = |pair: &sleutel::domain::Match| vec![pair.applicant.clone(), pair.dwelling.clone()];
    table("applicant,dwelling", round.earlier.iter().map(row).collect(), dice)
}

const DWELLINGS: &str = "id,landlord,region,complex,district,rooms,rent,lowest_rent,persons_min,persons_max,places,\
                         labels,reserved_for,available_from";
const APPLICANTS: &str = "id,group,organisation,region,adults,children,age,income,registered,urgent_until,ready_from,\
                          needs,districts,avoid_districts,avoid_complexes,shares,support,support_level";
const DECISIONS: &str = "applicant,dwelling,decision,override";

/// A table with its rows shuffled.
fn table(header: &str, mut rows: Vec<Vec<String>>, dice: &mut Dice) -> String {
    for place in (1..rows.len()).rev() {
        rows.swap(place, dice.below(u32::try_from(place).unwrap() + 1) as usize);
    }
    rows.iter().fold(format!("{header}\n"), |text, row| text + &row.join(",") + "\n")
}

fn shown<T: ToString>(value: Option<&T>) -> String {
    value.map(T::to_string).unwrap_or_default()
}

fn listed(values: &std::collections::BTreeSet<String>) -> String {
    values.iter().map(String::as_str).collect::<Vec<_>>().join("|")
}

fn hundredths(amount: i64) -> String {
    format!("{}.{:02}", amount / 100, amount % 100)
}

fn dwelling(home: &Dwelling) -> Vec<String> {
    vec![
        home.id.clone(),
        shown(home.landlord.as_ref()),
        shown(home.region.as_ref()),
        shown(home.complex.as_ref()),
        shown(home.district.as_ref()),
        home.rooms.to_string(),
        hundredths(home.rent),
        home.lowest_rent.map(hundredths).unwrap_or_default(),
        shown(home.persons_min.as_ref()),
        shown(home.persons_max.as_ref()),
        home.places.to_string(),
        listed(&home.labels),
        listed(&home.reserved_for),
        shown(home.available_from.as_ref()),
    ]
}

fn applicant(person: &Applicant) -> Vec<String> {
    vec![
        person.id.clone(),
        person.group.clone(),
        shown(person.organisation.as_ref()),
        shown(person.region.as_ref()),
        person.adults.to_string(),
        person.children.to_string(),
        person.age.to_string(),
        person.income.map(hundredths).unwrap_or_default(),
        person.registered.to_string(),
        shown(person.urgent_until.as_ref()),
        shown(person.ready_from.as_ref()),
        listed(&person.needs),
        listed(&person.districts),
        listed(&person.avoid_districts),
        listed(&person.avoid_complexes),
        if person.shares { "yes" } else { "no" }.to_owned(),
        hundredths(person.support),
        shown(person.support_level.as_ref()),
    ]
}

fn decision(decision: &Decision) -> Vec<String> {
    let verdict = match decision.verdict {
        DecisionVerdict::Fixed => "fixed",
        DecisionVerdict::Refused => "refused",
        DecisionVerdict::Forbidden => "forbidden",
    };
    let overrides = if decision.overrides { "yes" } else { "no" };
    [&decision.applicant, &decision.dwelling, verdict, overrides].map(str::to_owned).to_vec()
}

fn norms(norms: &Norms) -> [(&'static str, String); 3] {
    let (year, rent, income) = (norms.year, &norms.rent, &norms.income);
    let rents = [rent.quality_discount_limit, rent.low_cap, rent.high_cap, rent.social_rent_limit].map(hundredths);
    let incomes = [
        income.single,
        income.multi,
        income.single_pension,
        income.multi_pension,
        income.social_single,
        income.social_multi,
    ];
    let size = norms.size.iter().fold("persons,rooms_min,rooms_max,source,certainty\n".to_owned(), |text, row| {
        text + &format!("{},{},{},test,test\n", row.persons, row.rooms_min, shown(row.rooms_max.as_ref()))
    });
    let rent = format!(
        "year,quality_discount_limit,low_cap,high_cap,social_rent_limit,young_age_below,source,certainty\n\
         {year},{},{},test,test\n",
        rents.join(","),
        rent.young_age_below
    );
    let income = format!(
        "year,single,multi,single_pension,multi_pension,social_single,social_multi,source,certainty\n\
         {year},{},test,test\n",
        incomes.map(hundredths).join(",")
    );
    [("norms/size.csv", size), ("norms/rent.csv", rent), ("norms/income.csv", income)]
}

fn model(model: &Model) -> String {
    let tiers: Vec<&str> = model.tiers.iter().map(|tier| tier.name()).collect();
    let mut text = format!(
        "format = 1\n[model]\nname = {}\nlanguage = \"en\"\nyear = {}\nnorms = \"../norms\"\n[objective]\ntiers = {}\n",
        json!(model.name),
        shown(model.year.as_ref()),
        json!(tiers)
    );
    rules(&mut text, model);
    if let Some(sharing) = &model.sharing {
        let factor = format!("{}.{:04}", sharing.support_factor / 10_000, sharing.support_factor % 10_000);
        let same = json!(sharing.same);
        writeln!(text, "[sharing]\nmin = {}\nsame = {same}\nsupport_factor = {factor}", sharing.min).unwrap();
    }
    for group in model.groups.values() {
        let route = if group.route == Route::Mediated { "mediated" } else { "self-search" };
        writeln!(text, "[[group]]\nid = {}\nroute = \"{route}\"", json!(group.id)).unwrap();
    }
    for exclusion in &model.liveability {
        writeln!(text, "[[liveability]]\nreason = {}", json!(exclusion.reason)).unwrap();
        selectors(&mut text, &exclusion.applicants, &exclusion.dwellings);
        exclusion.until.iter().for_each(|until| writeln!(text, "until = {until}").unwrap());
    }
    model.families.iter().for_each(|family| limit(&mut text, family));
    text
}

fn rules(text: &mut String, model: &Model) {
    let rules = &model.rules;
    writeln!(text, "[rules]").unwrap();
    for (name, is_on) in [
        ("size", rules.size),
        ("labels", rules.labels),
        ("reserved", rules.reserved),
        ("liveability", rules.liveability),
        ("places", rules.places),
        ("region", rules.region),
    ] {
        writeln!(text, "{name} = {is_on}").unwrap();
    }
    let margin = rules.rent_margin.map(|margin| format!("{{ margin = {} }}", hundredths(margin)));
    let days = rules.dates.map(|days| format!("{{ days = {days} }}"));
    writeln!(text, "rent = {}", margin.as_deref().unwrap_or("false")).unwrap();
    writeln!(text, "dates = {}", days.as_deref().unwrap_or("false")).unwrap();
}

fn limit(text: &mut String, family: &Family) {
    writeln!(text, "[[limit]]\nname = {}\ncounts = \"{}\"", json!(family.name), family.counts.name()).unwrap();
    selectors(text, &family.applicants, &family.dwellings);
    family.each.iter().for_each(|(_, column)| writeln!(text, "each = \"{column}\"").unwrap());
    family.min.iter().for_each(|min| writeln!(text, "min = {min}").unwrap());
    match family.max {
        Some(Bound::Amount(amount)) if family.counts == Counts::Support => {
            writeln!(text, "max = {}.{:06}", amount / SUPPORT_UNIT, amount % SUPPORT_UNIT).unwrap();
        }
        Some(Bound::Amount(amount)) => writeln!(text, "max = {amount}").unwrap(),
        Some(Bound::Percentage(percentage)) => writeln!(text, "max = \"{}%\"", hundredths(percentage)).unwrap(),
        None => (),
    }
    writeln!(text, "weight = {}", family.weight).unwrap();
}

fn selectors(text: &mut String, applicants: &Selector, dwellings: &Selector) {
    for (side, selector) in [("applicants", applicants), ("dwellings", dwellings)] {
        for condition in &selector.conditions {
            let accepted: Vec<_> = condition.accepted.iter().map(accepted).collect();
            writeln!(text, "{side} = {{ {} = {} }}", condition.column, json!(accepted)).unwrap();
        }
    }
}

fn accepted(accepted: &Accepted) -> String {
    let end = |number: &Option<i64>| number.map(hundredths).unwrap_or_default();
    match accepted {
        Accepted::Text(text) => text.clone(),
        Accepted::Numbers(from, to) => format!("{}..{}", end(from), end(to)),
        Accepted::Dates(from, to) => format!("{}..{}", shown(from.as_ref()), shown(to.as_ref())),
        Accepted::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
    }
}
