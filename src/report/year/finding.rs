//! Each finding about a year's figures as a sentence.

use super::words::range;
use crate::domain::{Fraction, Group, Hundredths, Language, Unsuitable};
use crate::report::Form;
use crate::report::words::{either, plural};
use crate::year::{Agreed, Finding, Verdict, percent};

/// One finding as a sentence.
pub(super) fn finding_sentence(finding: &Finding, language: Language) -> String {
    let say = Say { language };
    match finding {
        Finding::Demand { stated, rows, open } => say.demand(*stated, *rows, open),
        Finding::Regular { stated, mutations, new_build } => say.regular(*stated, *mutations, *new_build),
        Finding::Additional { stated, rows } => {
            let subject = either(language, "The additional projects", "De aanvullende projecten");
            say.total(subject, &say.dwellings(*rows), *stated, *rows)
        }
        Finding::Supply { stated, rows } => {
            let subject = either(language, "All rows of the supply", "Alle regels van het aanbod");
            say.total(subject, &say.dwellings(*rows), *stated, *rows)
        }
        Finding::Decision { stated, rows } => {
            let subject = either(language, "The rows of the decision", "De regels van het verdeelbesluit");
            say.total(subject, &say.places(*rows), *stated, *rows)
        }
        Finding::Suitable { mutations, parts, dropped, left, projects, asked } => {
            let agrees = finding.verdict() == Verdict::Agrees;
            say.drops(*parts, *mutations, *dropped) + &say.left([*left, *projects, *asked], agrees)
        }
        Finding::Asked { places, mediated, self_search } => say.asked(*places, *mediated, self_search),
        Finding::Share { places, dwellings, agreed } => say.share(*places, *dwellings, *agreed, finding.verdict()),
        Finding::Need { group, places, need } => say.need(group, *places, *need),
        Finding::Temporary { group, leaving, places, .. } => say.temporary(group, *leaving, *places),
    }
}

/// Sentences in a language.
#[derive(Clone, Copy)]
struct Say {
    language: Language,
}

impl Say {
    fn number(self, number: u64) -> String {
        Form::of(self.language).grouped(number.into())
    }

    fn counted(self, number: u64, english: [&str; 2], dutch: [&str; 2]) -> String {
        let [one, many] = if self.language == Language::Nl { dutch } else { english };
        format!("{} {}", self.number(number), plural(usize::try_from(number).unwrap_or(usize::MAX), one, many))
    }

    fn dwellings(self, number: u64) -> String {
        self.counted(number, ["dwelling", "dwellings"], ["woning", "woningen"])
    }

    fn places(self, number: u64) -> String {
        self.counted(number, ["place", "places"], ["woonplek", "woonplekken"])
    }

    /// A part of a whole in percent with one decimal at most: `44.9%`.
    fn percent(self, part: u64, whole: u64) -> String {
        let form = Form::of(self.language);
        form.percentage(&form.rounded(percent(part, whole).unwrap_or(Fraction::new(0, 1)), 1))
    }

    /// A part as it is stated, exactly: `30%`.
    fn part(self, part: Hundredths) -> String {
        let form = Form::of(self.language);
        form.percentage(&form.rounded(Fraction::new(part.into(), 100), 2))
    }

    fn total(self, subject: &str, rows: &str, stated: Option<u64>, sum: u64) -> String {
        self.sum(subject, rows, stated.map(|stated| self.number(stated)).as_deref(), stated == Some(sum))
    }

    /// What rows add up to, against what is stated, where anything is.
    fn sum(self, subject: &str, rows: &str, stated: Option<&str>, agrees: bool) -> String {
        match (self.language, stated) {
            (Language::En, Some(_)) if agrees => format!("{subject} add up to {rows}, as stated."),
            (Language::Nl, Some(_)) if agrees => format!("{subject} zijn samen {rows}, zoals vermeld."),
            (Language::En, Some(stated)) => format!("{subject} add up to {rows}; {stated} is stated."),
            (Language::Nl, Some(stated)) => format!("{subject} zijn samen {rows}; vermeld is {stated}."),
            (Language::En, None) => format!("{subject} add up to {rows}; no total is stated."),
            (Language::Nl, None) => format!("{subject} zijn samen {rows}; een totaal is niet vermeld."),
        }
    }

    fn demand(self, stated: [Option<u64>; 2], rows: [u64; 2], open: &[Group]) -> String {
        let subject = either(self.language, "The needs of the groups", "De behoeften van de doelgroepen");
        let all = match rows {
            [low, high] if low == high => self.dwellings(low),
            [_, high] => self.dwellings(high).replacen(&self.number(high), &range(self.language, rows[0], rows[1]), 1),
        };
        let [low, high] = stated;
        let total = low.or(high).zip(high.or(low)).map(|(low, high)| range(self.language, low, high));
        let agrees = low.is_none_or(|low| low == rows[0]) && high.is_none_or(|high| high == rows[1]);
        let sentence = self.sum(subject, &all, total.as_deref(), agrees);
        if open.is_empty() {
            return sentence;
        }
        let names: Vec<&str> = open.iter().map(|group| group.names.get(self.language)).collect();
        let rest = either(self.language, "Still to be determined", "Nog te bepalen");
        format!("{sentence} {rest}: {}.", names.join(", "))
    }

    fn regular(self, stated: Option<u64>, mutations: u64, new_build: u64) -> String {
        let (old, new) = (self.number(mutations), self.number(new_build));
        let subject = match self.language {
            Language::En => format!("Mutations ({old}) and new-build ({new})"),
            Language::Nl => format!("Mutaties ({old}) en nieuwbouw ({new})"),
        };
        let all = mutations + new_build;
        self.total(&subject, &self.dwellings(all), stated, all)
    }

    fn drops(self, parts: Unsuitable, mutations: u64, dropped: u64) -> String {
        let [all, size, rent, liveability] =
            [parts.all(), parts.size, parts.rent, parts.liveability].map(|part| self.part(part));
        let (mutations, dropped) = (self.number(mutations), self.dwellings(dropped));
        match self.language {
            Language::En => format!(
                "Of the {mutations} mutations {all} drop out (size {size}, rent {rent}, liveability {liveability}): {dropped}."
            ),
            Language::Nl => format!(
                "Van de {mutations} mutaties valt {all} af (grootte {size}, huur {rent}, leefbaarheid {liveability}): {dropped}."
            ),
        }
    }

    fn left(self, [left, projects, asked]: [u64; 3], agrees: bool) -> String {
        let all = self.dwellings(left + projects);
        let [left, projects, asked] = [self.number(left), self.number(projects), self.places(asked)];
        match (self.language, agrees) {
            (Language::En, true) => format!(
                " With the {left} that are left and {projects} in projects there are {all} for the {asked} asked of the landlords."
            ),
            (Language::Nl, true) => format!(
                " Met de {left} die overblijven en {projects} in projecten zijn er {all} voor de {asked} die aan de verhuurders worden gevraagd."
            ),
            (Language::En, false) => format!(
                " With the {left} that are left and {projects} in projects there are {all}, fewer than the {asked} asked of the landlords."
            ),
            (Language::Nl, false) => format!(
                " Met de {left} die overblijven en {projects} in projecten zijn er {all}, minder dan de {asked} die aan de verhuurders worden gevraagd."
            ),
        }
    }

    fn asked(self, places: u64, mediated: u64, self_search: &[(Group, u64)]) -> String {
        let (all, asked) = (self.places(places), self.number(mediated));
        let named =
            |(group, places): &(Group, u64)| format!("{} ({})", group.names.get(self.language), self.number(*places));
        let others = self_search.iter().map(named).collect::<Vec<_>>().join(", ");
        match (self.language, self_search.is_empty()) {
            (Language::En, true) => format!("All {all} are asked of the landlords."),
            (Language::Nl, true) => format!("Alle {all} worden aan de verhuurders gevraagd."),
            (Language::En, false) => {
                format!(
                    "Of the {all} {asked} are asked of the landlords; these groups search for themselves: {others}."
                )
            }
            (Language::Nl, false) => {
                format!(
                    "Van de {all} worden er {asked} aan de verhuurders gevraagd; deze groepen zoeken zelf: {others}."
                )
            }
        }
    }

    fn share(self, places: u64, dwellings: u64, agreed: Option<Agreed>, verdict: Verdict) -> String {
        let (decided, part, all) = (self.places(places), self.percent(places, dwellings), self.dwellings(dwellings));
        let (share, most) =
            agreed.map_or_else(Default::default, |agreed| (self.part(agreed.share), self.dwellings(agreed.dwellings)));
        let start = match self.language {
            Language::En => format!("The decision of {decided} is {part} of the {all} that come free"),
            Language::Nl => format!("Het verdeelbesluit van {decided} is {part} van de {all} die vrijkomen"),
        };
        let rest = match (self.language, verdict) {
            (Language::En, Verdict::Open | Verdict::Short) => "; no part was agreed".to_owned(),
            (Language::Nl, Verdict::Open | Verdict::Short) => "; een aandeel is niet afgesproken".to_owned(),
            (Language::En, Verdict::Agrees) => format!(", within the agreed {share}: {most}"),
            (Language::Nl, Verdict::Agrees) => format!(", binnen de afgesproken {share}: {most}"),
            (Language::En, Verdict::Differs) => {
                format!(", more than the agreed {share}, which would be {most}")
            }
            (Language::Nl, Verdict::Differs) => {
                format!(", meer dan de afgesproken {share}, wat {most} zou zijn")
            }
        };
        format!("{start}{rest}.")
    }

    fn need(self, group: &Group, places: u64, need: Option<[u64; 2]>) -> String {
        let name = group.names.get(self.language);
        let decided = self.places(places);
        match (self.language, need) {
            (Language::En, None) => format!("{name}: {decided}, and the need is still to be determined."),
            (Language::Nl, None) => format!("{name}: {decided}, en de behoefte is nog te bepalen."),
            (Language::En, Some([_, most])) if places > most => {
                format!("{name}: {decided}, more than the need of {}.", self.needed(need))
            }
            (Language::Nl, Some([_, most])) if places > most => {
                format!("{name}: {decided}, meer dan de behoefte van {}.", self.needed(need))
            }
            (Language::En, Some(bounds)) => {
                format!("{name}: {decided} for a need of {}{}.", self.needed(need), self.covered(places, bounds))
            }
            (Language::Nl, Some(bounds)) => {
                format!("{name}: {decided} bij een behoefte van {}{}.", self.needed(need), self.covered(places, bounds))
            }
        }
    }

    fn needed(self, need: Option<[u64; 2]>) -> String {
        need.map(|[low, high]| range(self.language, low, high)).unwrap_or_default()
    }

    /// The part of the need that is covered: of the lesser need more, so that comes last.
    fn covered(self, places: u64, [low, high]: [u64; 2]) -> String {
        match (low == high, low) {
            (_, 0) => String::new(),
            (true, _) => format!(", {}", self.percent(places, low)),
            (false, _) => {
                let to = either(self.language, "to", "tot");
                format!(", {} {to} {}", self.percent(places, high), self.percent(places, low))
            }
        }
    }

    fn temporary(self, group: &Group, leaving: u64, places: u64) -> String {
        let name = group.names.get(self.language);
        let households = self.counted(leaving, ["household", "households"], ["huishouden", "huishoudens"]);
        let (decided, same) = (self.places(places), leaving == places);
        match (self.language, same) {
            (Language::En, true) => format!(
                "Out of temporary homes {households} move on to “{name}”, for which as many places are decided."
            ),
            (Language::Nl, true) => {
                format!(
                    "Uit tijdelijke woonconcepten gaan {households} naar “{name}”, waarvoor tot evenveel woonplekken is besloten."
                )
            }
            (Language::En, false) => {
                format!("Out of temporary homes {households} move on to “{name}”, for which {decided} are decided.")
            }
            (Language::Nl, false) => {
                format!(
                    "Uit tijdelijke woonconcepten gaan {households} naar “{name}”, waarvoor tot {decided} is besloten."
                )
            }
        }
    }
}
