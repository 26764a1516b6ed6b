//! By which rules and goals, with what proof, and how anyone can check it.

use super::Told;
use crate::allocation::Proof;
use crate::domain::{Cents, Fraction, Language, Rule, Sense, Tier};
use crate::report::document::Table;
use crate::report::screen::proof;
use crate::report::words::{goal, joined, rule_name};
use crate::report::year::words::day;

/// What the round is decided by.
pub(super) fn model(told: &Told<'_>) -> String {
    let (round, first) = (told.round, day(told.language, told.round.first_day()));
    let (homes, people) = (told.form().count(round.dwellings.len()), told.form().count(round.applicants.len()));
    let (id, name) = (&round.id, &round.model.name);
    match told.language {
        Language::En => format!(
            "Round {id} has {homes} dwellings and {people} applicants. It is allocated by the model “{name}”, on {first}: ages, waiting \
             times and norms are those of that day. A household gets a dwelling only where every rule holds."
        ),
        Language::Nl => format!(
            "Ronde {id} heeft {homes} woningen en {people} woningzoekenden. Zij is toegewezen volgens het model “{name}”, per {first}: \
             leeftijden, inschrijfduur en normen zijn die van die dag. Een huishouden krijgt alleen een woning waar elke regel klopt."
        ),
    }
}

/// The rules in force, each in a sentence, and those that are switched off.
pub(super) fn rules(told: &Told<'_>) -> Vec<String> {
    let (model, rules) = (&told.round.model, &told.round.model.rules);
    let mut off = Vec::new();
    let mut found = Vec::new();
    let mut rule = |is_on: bool, rule: Rule, sentence: String| {
        if is_on { found.push(sentence) } else { off.push(rule_name(told.language, rule).to_owned()) }
    };
    let say = |english: &str, dutch: &str| told.say(english, dutch).to_owned();
    rule(
        rules.size,
        Rule::Size,
        say("Size: the rooms suit the number of persons.", "Grootte: de kamers passen bij het aantal personen."),
    );
    rule(rules.rent_margin.is_some(), Rule::Rent, rent(told, rules.rent_margin.unwrap_or(0)));
    rule(
        rules.labels,
        Rule::Labels,
        say(
            "Labels: a senior or youth dwelling is for households of that age, and what a household needs (such as wheelchair access) is there.",
            "Labels: een senioren- of jongerenwoning is voor huishoudens van die leeftijd, en wat een huishouden nodig heeft (zoals rolstoelgeschikt) is er.",
        ),
    );
    rule(
        rules.reserved,
        Rule::Reserved,
        say(
            "Reservations: a reserved dwelling goes to the groups or organisations that it is reserved for.",
            "Oormerk: een geoormerkte woning gaat naar de doelgroepen of organisaties waarvoor zij is geoormerkt.",
        ),
    );
    rule(
        rules.liveability,
        Rule::Liveability,
        say(
            "Liveability: where the model excludes households from a complex or district for its sake, they are not placed there.",
            "Leefbaarheid: waar het model huishoudens daarom uitsluit van een complex of wijk, worden zij er niet geplaatst.",
        ),
    );
    rule(
        rules.places,
        Rule::Avoided,
        say(
            "Avoided places: nobody is placed in a district or complex that the household avoids.",
            "Gemeden plekken: niemand wordt geplaatst in een wijk of complex dat het huishouden mijdt.",
        ),
    );
    rule(
        rules.region,
        Rule::Region,
        say(
            "Region: household and dwelling belong to the same region.",
            "Regio: huishouden en woning horen bij dezelfde regio.",
        ),
    );
    rule(rules.dates.is_some(), Rule::Dates, dates(told, rules.dates.unwrap_or(0)));
    rule(model.sharing.is_some(), Rule::Sharing, sharing(told));
    found.push(say(
        "Decisions: what persons fixed, refused or forbade beforehand stands.",
        "Besluiten: wat mensen vooraf vastlegden, weigerden of verboden, staat.",
    ));
    if !off.is_empty() {
        found.push(format!(
            "{}: {}.",
            told.say("Switched off in this round", "Uitgezet in deze ronde"),
            joined(&off, told.say("and", "en"))
        ));
    }
    found
}

fn rent(told: &Told<'_>, margin: Cents) -> String {
    let norms = &told.round.norms;
    let euro = |cents: Cents| format!("€\u{a0}{}", told.form().money(cents));
    let [young, low, high] = [norms.rent.quality_discount_limit, norms.rent.low_cap, norms.rent.high_cap].map(euro);
    let (year, age, more) = (norms.year, norms.rent.young_age_below, euro(margin));
    match (told.language, margin) {
        (Language::En, 0) => format!(
            "Rent: at most the cap of the law (Housing Act, art. 46) in {year}: {low} for one or two persons, {high} for three or more, \
             {young} for the young below {age} without children. Above the income norm the limit of social rent holds."
        ),
        (Language::Nl, 0) => format!(
            "Huur: hoogstens de aftoppingsgrens van {year} (Woningwet art. 46, passend toewijzen): {low} voor een of twee personen, {high} \
             voor drie of meer, {young} voor jongeren onder {age} zonder kinderen. Boven de inkomensnorm geldt de grens van de sociale huur."
        ),
        (Language::En, _) => format!("{} {more} above the cap is accepted.", rent(told, 0)),
        (Language::Nl, _) => format!("{} Tot {more} boven de grens is aanvaard.", rent(told, 0)),
    }
}

fn dates(told: &Told<'_>, days: u32) -> String {
    match told.language {
        Language::En => {
            format!("Dates: the dwelling is free and the household ready within {days} days of the first of the month.")
        }
        Language::Nl => {
            format!("Data: de woning is vrij en het huishouden klaar binnen {days} dagen na de eerste van de maand.")
        }
    }
}

fn sharing(told: &Told<'_>) -> String {
    let Some(sharing) = &told.round.model.sharing else { return String::new() };
    let factor = told.form().rounded(Fraction::new(sharing.support_factor.into(), 10_000), 4);
    let least = sharing.min;
    match told.language {
        Language::En => format!(
            "Sharing: single persons who accept it can share a dwelling with several places, {least} at least, and their support counts {factor} times."
        ),
        Language::Nl => format!(
            "Woningdelen: alleenstaanden die dat willen kunnen een woning met meer plekken delen, minstens {least}, en hun begeleiding telt {factor} keer."
        ),
    }
}

/// The exclusions for liveability that hold, with the model's reason.
pub(super) fn exclusions(told: &Told<'_>) -> Table {
    let head = [told.say("Exclusion for liveability", "Uitsluiting om leefbaarheid"), told.say("Until", "Tot en met")];
    let caption = told
        .say(
            "Exclusions in force, with the reason of the model",
            "Uitsluitingen die gelden, met de reden uit het model",
        )
        .to_owned();
    let mut table = Table { caption, head: head.map(str::to_owned).to_vec(), texts: vec![1], ..Table::default() };
    let model = &told.round.model;
    for one in model.liveability.iter().filter(|one| model.rules.liveability && one.holds_on(told.round.first_day())) {
        let until =
            one.until.map_or_else(|| told.say("open", "onbepaald").to_owned(), |until| day(told.language, until));
        table.add(vec![told.without_ids(&one.reason), until], false);
    }
    table
}

/// The goals in order: value, what the prices prove, and how the value is proven.
pub(super) fn goals(told: &Told<'_>) -> Table {
    let heads = [
        told.say("Goal, in strict order", "Doel, in strikte volgorde"),
        told.say("Reached", "Bereikt"),
        told.say("Bound by the prices", "Grens uit de prijzen"),
        told.say("Proof", "Bewijs"),
    ];
    let caption = told
        .say("The goals, each with those before it at their values", "De doelen, elk met de eerdere op hun waarde")
        .to_owned();
    let mut table = Table { caption, head: heads.map(str::to_owned).to_vec(), texts: vec![3], ..Table::default() };
    for (place, found) in told.outcome.tiers.iter().enumerate() {
        let name = format!("{}. {}", place + 1, sense(told, found.tier));
        let bound = bound(told, place, found.tier).map_or_else(String::new, |bound| told.form().grouped(bound));
        table.add(vec![name, told.form().grouped(found.value.into()), bound, proof(found, told.language)], false);
    }
    table
}

/// "households placed, as many as possible".
fn sense(told: &Told<'_>, tier: Tier) -> String {
    let name = goal(told.language, tier);
    if tier == Tier::Lottery {
        return told
            .say("draw: sum of the lots, as high as possible", "loting: som van de loten, zo hoog mogelijk")
            .to_owned();
    }
    match tier.sense() {
        Sense::Maximise => format!("{name}, {}", told.say("as many as possible", "zo veel mogelijk")),
        Sense::Minimise => format!("{name}, {}", told.say("as few as possible", "zo weinig mogelijk")),
    }
}

/// What the prices of all parts prove of a goal.
fn bound(told: &Told<'_>, place: usize, tier: Tier) -> Option<i128> {
    let parts = &told.outcome.certificate.parts;
    let of = parts.iter().map(|part| part.tiers.get(place).map(|prices| prices.bound)).collect::<Option<Vec<_>>>()?;
    let bounds = of.into_iter().map(|bound| match tier.sense() {
        Sense::Maximise => bound.floor(),
        Sense::Minimise => bound.ceil(),
    });
    (!parts.is_empty()).then(|| bounds.sum())
}

/// What each sort of proof that occurs means.
pub(super) fn proofs(told: &Told<'_>) -> Vec<String> {
    let occurs = |wanted: Proof| told.outcome.tiers.iter().any(|one| one.proof == wanted);
    let all = [
        (
            Proof::Prices,
            "By prices: from the prices in certificate.json anyone can add up, without trusting the solver, that no allocation does better.",
            "Door prijzen: met de prijzen in certificate.json kan iedereen narekenen, zonder de rekenkern te vertrouwen, dat geen toewijzing beter is.",
        ),
        (
            Proof::BranchAndBound,
            "By search: the prices leave a gap, to the bound that is shown; that nothing better lies in it, the solver found by searching through it.",
            "Door zoeken: de prijzen laten een verschil, tot de grens die er staat; dat daarin niets beters ligt, vond de rekenkern door het af te zoeken.",
        ),
        (
            Proof::None,
            "Not proven: the search was stopped; every rule and limit is kept, but a better allocation may exist.",
            "Niet bewezen: de zoektocht is gestopt; elke regel en begrenzing is gehouden, maar er kan een betere toewijzing bestaan.",
        ),
    ];
    let strict = told.say(
        "Strict order: not one unit of a goal is given up for any amount of a later one.",
        "Strikte volgorde: van een doel wordt geen eenheid opgegeven, hoeveel dat ook oplevert voor een later doel.",
    );
    let said = all.into_iter().filter(|(sort, _, _)| occurs(*sort)).map(|(_, english, dutch)| told.say(english, dutch));
    std::iter::once(strict).chain(said).map(str::to_owned).collect()
}

/// How anyone with the files can check the result.
pub(super) fn check(told: &Told<'_>) -> Vec<String> {
    let sentences = [
        told.say(
            "“sleutel verify ROUND --result FOLDER” reads the input and the results, and recomputes rules, limits, figures and bounds with none of the solver's code.",
            "“sleutel verify RONDE --result MAP” leest invoer en resultaten, en rekent regels, begrenzingen, cijfers en grenzen na met niets van de rekenkern.",
        ),
        told.say(
            "The same input gives the same results: “sleutel allocate ROUND” repeats them. The figures below are the hashes of the files that were read; another file has another hash.",
            "Dezelfde invoer geeft dezelfde resultaten: “sleutel allocate RONDE” herhaalt ze. De tekens hieronder zijn de controlegetallen van de gelezen bestanden; een ander bestand heeft een ander getal.",
        ),
        told.say(
            "certificate.json has the hash of this report too: “verify” sees when it was changed.",
            "certificate.json heeft ook het controlegetal van dit verslag: “verify” ziet het als het is veranderd.",
        ),
    ];
    sentences.map(str::to_owned).to_vec()
}
