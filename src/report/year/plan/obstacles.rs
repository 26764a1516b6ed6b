//! What stands in the way of the decision, and what it would take.

use super::PlannedYear;
use super::words::{amount, partner, parts, signed_parts, table};
use crate::domain::{Language, MONTHS};
use crate::report::document::Table;
use crate::report::words::either;
use crate::year::plan::{Family, Goal, Obstacle};

/// What is less is the solver's tolerance.
pub(super) const NOISE: f64 = 0.05;

/// How the obstacles are found.
pub(super) fn method(told: &PlannedYear<'_>, language: Language) -> String {
    let sentence = match (told.found.obstacles.is_empty(), language) {
        (true, Language::En) => "No bound that is lifted alone brings the decision nearer.",
        (true, Language::Nl) => "Geen grens die op zichzelf wegvalt brengt het verdeelbesluit dichterbij.",
        (false, Language::En) => {
            "Each is left out alone and the year is solved again, in parts of households: this much more would be reached."
        }
        (false, Language::Nl) => {
            "Elke grens is afzonderlijk weggelaten en het jaar is opnieuw doorgerekend, in delen van huishoudens: zoveel meer zou haalbaar zijn."
        }
    };
    if told.found.obstacles.iter().all(|one| one.places > -NOISE && one.persons > -NOISE) {
        return sentence.to_owned();
    }
    let fewer = either(
        language,
        "Fewer (−): what comes earlier in the order of the goals gains, at the cost of this.",
        "Minder (−): wat eerder in de volgorde van de doelen komt wint, ten koste hiervan.",
    );
    format!("{sentence} {fewer}")
}

/// What is gained without each obstacle.
pub(super) fn gains(told: &PlannedYear<'_>, language: Language) -> Table {
    let head = [("without", "zonder"), ("places", "woonplekken"), ("persons of the task", "personen taakstelling")];
    let caption = (
        "More places of the decision, and more persons of the statutory task and the wanted backlog",
        "Meer woonplekken van het verdeelbesluit, en meer personen van de taakstelling en de gewenste achterstand",
    );
    let mut table = table(language, caption, &head);
    for obstacle in &told.found.obstacles {
        let name = family(told, obstacle.family, language);
        let gains = [obstacle.places, obstacle.persons].map(|gain| signed_parts(language, gain));
        table.add(std::iter::once(name).chain(gains).collect(), false);
    }
    table
}

/// One obstacle as a sentence.
pub(super) fn sentence(told: &PlannedYear<'_>, obstacle: &Obstacle, language: Language) -> String {
    let name = family(told, obstacle.family, language);
    let [places, persons] = [obstacle.places, obstacle.persons].map(|gain| (gain > NOISE, parts(language, gain.abs())));
    let (english, dutch) = match (places, persons) {
        ((true, places), (true, persons)) => (
            format!("{places} places more of the decision would be reached, and {persons} persons more"),
            format!(
                "zouden {places} woonplekken meer van het verdeelbesluit haalbaar zijn, en {persons} personen meer"
            ),
        ),
        ((false, _), (_, persons)) => (
            format!("{persons} persons more would be housed"),
            format!("zouden {persons} personen meer gehuisvest worden"),
        ),
        ((true, places), (false, _)) => (
            format!("{places} places more of the decision would be reached"),
            format!("zouden {places} woonplekken meer van het verdeelbesluit haalbaar zijn"),
        ),
    };
    match language {
        Language::En => format!("Without {name} {english}."),
        Language::Nl => format!("Zonder {name} {dutch}."),
    }
}

/// What is lifted, to follow "without".
pub(super) fn family(told: &PlannedYear<'_>, family: Family, language: Language) -> String {
    let (english, dutch) = match family {
        Family::Partner(index) => {
            let name = told.year.partners.get(index).map_or("", |partner| partner.name.as_str());
            return format!("{} {name}", either(language, "the limit of capacity at", "de capaciteitsgrens van"));
        }
        Family::Homes => ("the number and sizes of the dwellings", "het aantal en de grootte van de woningen"),
        Family::Agreed => ("the numbers agreed in projects", "de afgesproken aantallen in projecten"),
        Family::Sharing => ("the bounds on sharing", "de grenzen aan woningdelen"),
        Family::Sizes => ("the sizes of the households", "de grootte van de huishoudens"),
        Family::Temporary => ("the pace of the temporary homes", "het tempo van de tijdelijke woonconcepten"),
        Family::Share => ("the agreed part of the dwellings", "het afgesproken aandeel van de woningen"),
        Family::Need => ("the number of households there are", "het aantal huishoudens dat er is"),
    };
    either(language, english, dutch).to_owned()
}

/// Whether places would be missed for want of homes whatever the chain could carry.
pub(super) fn lacks_homes(told: &PlannedYear<'_>) -> bool {
    told.found.needs.places > NOISE
}

/// Places of the decision that there are homes for.
pub(super) fn with_homes(told: &PlannedYear<'_>) -> u32 {
    told.year.decided().saturating_sub(whole(told.found.needs.places))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // places of a year, not below 0
fn whole(places: f64) -> u32 {
    (places - NOISE).ceil().max(0.0) as u32
}

/// Places that are missed whatever the chain can carry.
pub(super) fn homes(told: &PlannedYear<'_>, language: Language) -> String {
    let missed = told.found.needs.places;
    let places = parts(language, missed);
    let short = super::goals::optimum(told, Goal::Decision).is_some_and(|missed| missed > NOISE);
    match (missed > NOISE, language) {
        (true, Language::En) => format!(
            "Whatever the chain could carry, {places} places of the decision would be missed: the homes for them are not there."
        ),
        (true, Language::Nl) => format!(
            "Ook als de keten alles aankan, worden {places} woonplekken van het verdeelbesluit gemist: de woningen daarvoor zijn er niet."
        ),
        (false, _) if !short => either(
            language,
            "There are homes for the whole decision.",
            "Er zijn woningen voor het hele verdeelbesluit.",
        )
        .to_owned(),
        (false, Language::En) => "There are homes for the whole decision; only the chain falls short.".to_owned(),
        (false, Language::Nl) => {
            "Er zijn woningen voor het hele verdeelbesluit; alleen de keten schiet tekort.".to_owned()
        }
    }
}

/// What the partners would have to take on above their capacity, where they would.
pub(super) fn extra(told: &PlannedYear<'_>, language: Language) -> Table {
    let head = [
        ("more a month", "meer per maand"),
        ("capacity", "capaciteit"),
        ("more on average", "meer gemiddeld"),
        ("largest month", "grootste maand"),
        ("months", "maanden"),
    ];
    let caption = (
        "What each partner would have to take on above its capacity of a month, at the least in all",
        "Wat elke partner boven zijn capaciteit van een maand zou moeten doen, in totaal zo weinig mogelijk",
    );
    let mut table = table(language, caption, &head);
    for (index, one) in told.partners() {
        let extra = told.found.needs.extra.get(index).copied().unwrap_or([0.0; MONTHS]);
        let largest = extra.iter().copied().fold(0.0, f64::max);
        if largest < NOISE {
            continue;
        }
        let stated: Vec<i64> = one.capacity.iter().copied().flatten().collect();
        let average = stated.iter().sum::<i64>() / i64::try_from(stated.len().max(1)).unwrap_or(1);
        let months = extra.iter().filter(|more| **more > NOISE).count();
        table.add(
            vec![
                partner(language, one),
                amount(language, one.counts, average),
                signed_parts(language, extra.iter().sum::<f64>() / 12.0),
                signed_parts(language, largest),
                months.to_string(),
            ],
            false,
        );
    }
    table
}
