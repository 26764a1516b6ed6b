//! The decision by group: what is needed, adopted, planned and proposed.

use super::PlannedYear;
use super::words::{NOTHING, number, parts, percent, table};
use crate::domain::{Language, Need, Route};
use crate::report::document::Table;
use crate::report::words::either;
use crate::year::plan::{Goal, need_of};

/// How many of the places decided the plan reaches, and which groups miss the others.
pub(super) fn headline(told: &PlannedYear<'_>, language: Language) -> String {
    let figures = &told.found.figures;
    let decided = number(language, told.year.decided());
    let (reached, missed) = (number(language, figures.places()), number(language, figures.missed()));
    if figures.missed() == 0 {
        return match language {
            Language::En => format!("The plan reaches all {decided} places decided."),
            Language::Nl => format!("Het plan haalt alle {decided} woonplekken uit het verdeelbesluit."),
        };
    }
    let groups = missing(told, language).join(", ");
    match language {
        Language::En => {
            format!("Of {decided} places decided the plan reaches {reached} and misses {missed}: {groups}.")
        }
        Language::Nl => format!(
            "Van de {decided} woonplekken uit het verdeelbesluit haalt het plan er {reached}; {missed} haalt het niet: {groups}."
        ),
    }
}

/// Groups that miss places, with how many, the most first.
fn missing(told: &PlannedYear<'_>, language: Language) -> Vec<String> {
    let mut groups: Vec<(u32, &String)> = told.year.decision.keys().map(|group| (missed(told, group), group)).collect();
    groups.retain(|(missed, _)| *missed > 0);
    groups.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
    let named =
        |(missed, group): (u32, &String)| format!("{} {}", told.group_name(group, language), number(language, missed));
    groups.into_iter().map(named).collect()
}

fn missed(told: &PlannedYear<'_>, group: &str) -> u32 {
    let figures = &told.found.figures;
    figures.wanted.get(group).map_or(0, |wanted| wanted.saturating_sub(figures.of_group(group)))
}

/// How many of the missed places are missed in parts of households as well; `None` where that is all of them.
pub(super) fn rounding(told: &PlannedYear<'_>, language: Language) -> Option<String> {
    let optimum = super::goals::optimum(told, Goal::Decision)?;
    let rest = f64::from(told.found.figures.missed()) - optimum;
    let (optimum, more) = (parts(language, optimum), parts(language, rest));
    (rest > 0.5).then(|| match language {
        Language::En => format!(
            "In parts of households {optimum} would be missed; the other {more} are what whole households, and so whole places by group, \
             size and month, cost."
        ),
        Language::Nl => format!(
            "In delen van huishoudens zouden dat er {optimum} zijn; de andere {more} zijn wat hele huishoudens, en dus hele woonplekken per \
             doelgroep, grootte en maand, kosten."
        ),
    })
}

/// The smallest part of its need that a group gets, of the groups whose need is told.
fn least_part(told: &PlannedYear<'_>, places: impl Fn(&str) -> u32) -> Option<(u32, u32)> {
    let needs = told.year.decision.keys().filter_map(|group| Some((group, need_of(told.year, group)?)));
    let parts = needs.filter(|(_, need)| *need > 0).map(|(group, need)| (places(group), need));
    parts.min_by(|one, other| (u64::from(one.0) * u64::from(other.1)).cmp(&(u64::from(other.0) * u64::from(one.1))))
}

/// What the proposal is.
pub(super) fn proposal(told: &PlannedYear<'_>, language: Language) -> String {
    let (all, decided) = (number(language, told.found.proposal.places()), number(language, told.year.decided()));
    let part = |least: Option<(u32, u32)>| least.map_or_else(String::new, |(part, need)| percent(language, part, need));
    let proposed = part(least_part(told, |group| told.found.proposal.of_group(group)));
    let adopted = part(least_part(told, |group| told.year.decision.get(group).copied().unwrap_or(0)));
    let sentence = match language {
        Language::En => format!(
            "Proposed beside it: the same part of every group's need as far as can be, the persons of the statutory task first, with no \
             more than the {decided} places decided; {all} of them can be reached. The least that a group gets of its need is then \
             {proposed}; by the decision it is {adopted}."
        ),
        Language::Nl => format!(
            "Voorstel ernaast: van de behoefte van elke doelgroep zo veel mogelijk hetzelfde deel, de personen van de taakstelling eerst, \
             met niet meer dan de {decided} woonplekken van het besluit; daarvan zijn er {all} haalbaar. Het minste dat een doelgroep dan \
             van haar behoefte krijgt is {proposed}; bij het besluit is dat {adopted}."
        ),
    };
    [Some(sentence), upper_ends(told, language)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Which end of a need counts that is told as a range; `None` where none is.
fn upper_ends(told: &PlannedYear<'_>, language: Language) -> Option<String> {
    let is_range = |need: &Need| need.low.zip(need.high).is_some_and(|(low, high)| low < high);
    let of_decision = |(group, need): (&String, &Need)| told.year.decision.contains_key(group) && is_range(need);
    let sentence = either(
        language,
        "Where a need is given as a range, its upper end counts.",
        "Van een behoefte met een bandbreedte telt de bovenkant.",
    );
    told.year.demand.iter().any(of_decision).then(|| sentence.to_owned())
}

/// That the groups that search for themselves are not asked of the landlords.
pub(super) fn self_search(told: &PlannedYear<'_>, language: Language) -> Option<String> {
    let of_route = |group: &&String| told.year.groups.get(*group).is_some_and(|one| one.route == Route::SelfSearch);
    told.year.decision.keys().find(of_route)?;
    let sentence = either(
        language,
        "Groups that search for themselves find a home through WoningNet; they are not asked of the landlords.",
        "Zelfzoekers vinden zelf een woning via WoningNet; zij worden niet aan de verhuurders gevraagd.",
    );
    Some(sentence.to_owned())
}

/// How many of the places are in temporary homes, which no landlord is asked for; `None` where none is.
pub(super) fn temporary(told: &PlannedYear<'_>, language: Language) -> Option<String> {
    let figures = &told.found.figures;
    let (temporary, offered) = (figures.temporary.iter().sum::<u32>(), figures.offered.iter().sum::<u32>());
    let [places, all, asked] = [temporary, offered, offered - temporary].map(|places| number(language, places));
    (temporary > 0).then(|| match language {
        Language::En => format!(
            "Of the {all} places planned under “asked of the landlords” {places} are in temporary homes that others leave; the landlords \
             let the other {asked}."
        ),
        Language::Nl => format!(
            "Van de {all} geplande woonplekken onder ‘gevraagd aan verhuurders’ zijn er {places} in tijdelijke woonconcepten waaruit anderen \
             doorstromen; de andere {asked} verhuren de verhuurders."
        ),
    })
}

/// Numbers of a row.
#[derive(Debug, Clone, Copy, Default)]
struct Numbers {
    need: Option<u32>,
    adopted: u32,
    planned: u32,
    missed: u32,
    proposed: u32,
}

impl Numbers {
    fn of(told: &PlannedYear<'_>, group: &str) -> Self {
        Self {
            need: need_of(told.year, group),
            adopted: told.year.decision.get(group).copied().unwrap_or(0),
            planned: told.found.figures.of_group(group),
            missed: missed(told, group),
            proposed: told.found.proposal.of_group(group),
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            need: self.need.or(other.need).map(|_| self.need.unwrap_or(0) + other.need.unwrap_or(0)),
            adopted: self.adopted + other.adopted,
            planned: self.planned + other.planned,
            missed: self.missed + other.missed,
            proposed: self.proposed + other.proposed,
        }
    }

    fn cells(self, name: String, covered: bool, language: Language) -> Vec<String> {
        let part = |places: u32| match self.need {
            _ if !covered => String::new(),
            None => NOTHING.to_owned(),
            Some(need) => percent(language, places, need),
        };
        let places = |places: u32| number(language, places);
        vec![
            name,
            self.need.map_or_else(|| NOTHING.to_owned(), places),
            places(self.adopted),
            part(self.adopted),
            places(self.planned),
            part(self.planned),
            places(self.missed),
            places(self.proposed),
            part(self.proposed),
        ]
    }
}

/// Groups, those that are offered a home first, each route added up.
pub(super) fn by_group(told: &PlannedYear<'_>, language: Language) -> Table {
    let head = [
        ("", ""),
        ("need", "behoefte"),
        ("decision", "besluit"),
        ("%", "%"),
        ("planned", "gepland"),
        ("%", "%"),
        ("missed", "gemist"),
        ("proposed", "voorstel"),
        ("%", "%"),
    ];
    let caption = (
        "Places by group; % is the part of the need that the decision, the plan and the proposal cover",
        "Woonplekken per doelgroep; % is het deel van de behoefte dat besluit, plan en voorstel dekken",
    );
    let mut table = table(language, caption, &head);
    let mut all = Numbers::default();
    for (route, name) in routes(language) {
        let mut sum = Numbers::default();
        let groups: Vec<&String> = of_route(told, route).collect();
        for group in &groups {
            let numbers = Numbers::of(told, group);
            sum = sum.plus(numbers);
            table.add(numbers.cells(told.group_name(group, language), true, language), false);
        }
        if !groups.is_empty() {
            table.add(sum.cells(name.to_owned(), false, language), true);
        }
        all = all.plus(sum);
    }
    table.add(all.cells(either(language, "all", "totaal").to_owned(), false, language), true);
    table
}

/// Both routes with their names, in the order in which they are shown.
pub(super) fn routes(language: Language) -> [(Route, &'static str); 2] {
    [
        (Route::Mediated, either(language, "asked of the landlords", "gevraagd aan verhuurders")),
        (Route::SelfSearch, either(language, "search for themselves", "zelfzoekers")),
    ]
}

/// Groups of the decision that find a home by this route.
pub(super) fn of_route<'a>(told: &PlannedYear<'a>, route: Route) -> impl Iterator<Item = &'a String> {
    let year = told.year;
    let is_mediated = |group: &str| year.groups.get(group).is_some_and(|one| one.route == Route::Mediated);
    year.decision.keys().filter(move |group| is_mediated(group) == (route == Route::Mediated))
}
