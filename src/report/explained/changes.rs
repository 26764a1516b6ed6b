//! Changes that would place an applicant, as sentences.

use super::people::{ids, some};
use crate::domain::{Dwelling, Language, Round};
use crate::report::Form;
use crate::report::words::{plural, units};
use crate::study::Change;
use crate::study::explain::Found;

/// "If …, it gets D0122; nobody loses a place."
pub(super) fn sentence(form: Form, round: &Round, applicant: usize, found: &Found) -> String {
    let home = &round.dwellings[found.dwelling].id;
    let then = condition(form, round, applicant, &found.change, Some(found.dwelling));
    let people = people(form, round, found);
    match form.language {
        Language::En => format!("If {then}, it gets {home}; {people}."),
        Language::Nl => format!("Als {then}, krijgt het huishouden {home}; {people}."),
    }
}

/// "Even if …, it gets no place."
pub(super) fn in_vain(form: Form, round: &Round, applicant: usize, change: &Change) -> String {
    let then = condition(form, round, applicant, change, None);
    match form.language {
        Language::En => format!("Even if {then}, it gets no place."),
        Language::Nl => format!("Ook als {then}, krijgt het huishouden geen woonplek."),
    }
}

fn people(form: Form, round: &Round, found: &Found) -> String {
    let names = |those: &[usize]| ids(form, round, those);
    let loses = match (found.loses.len(), form.language) {
        (0, Language::En) => "nobody loses a place".to_owned(),
        (0, Language::Nl) => "niemand verliest een woonplek".to_owned(),
        (1, Language::En) => format!("{} loses its place", names(&found.loses)),
        (1, Language::Nl) => format!("{} verliest zijn woonplek", names(&found.loses)),
        (_, Language::En) => format!("{} lose their places", names(&found.loses)),
        (_, Language::Nl) => format!("{} verliezen hun woonplek", names(&found.loses)),
    };
    let gains = match (found.gains.len(), form.language) {
        (0, _) => String::new(),
        (1, Language::En) => format!(", and {} gains one too", names(&found.gains)),
        (1, Language::Nl) => format!(", en ook {} krijgt er een", names(&found.gains)),
        (_, Language::En) => format!(", and {} gain one too", names(&found.gains)),
        (_, Language::Nl) => format!(", en ook {} krijgen er een", names(&found.gains)),
    };
    format!("{loses}{gains}")
}

/// What has to change, to follow "if"; in the dwelling that the applicant has then, if any.
pub(super) fn condition(
    form: Form,
    round: &Round,
    applicant: usize,
    change: &Change,
    dwelling: Option<usize>,
) -> String {
    match (change, form.language) {
        (Change::Needs(by), _) => needs(form, round, applicant, *by, dwelling),
        (change, Language::En) => english(form, round, applicant, change),
        (change, Language::Nl) => dutch(form, round, applicant, change),
    }
}

/// Which features may be missing: the one that is needed, or so many of them with those that the dwelling lacks.
fn needs(form: Form, round: &Round, applicant: usize, by: i64, dwelling: Option<usize>) -> String {
    let needs: Vec<String> = round.applicants[applicant].needs.iter().cloned().collect();
    let one = || needs.first().cloned().unwrap_or_default();
    let lacking = |home: &Dwelling| {
        let names: Vec<String> = needs.iter().filter(|need| !home.serves(need)).cloned().collect();
        format!("in {}: {}", home.id, names.join(", ")) // the word is the same in Dutch
    };
    let names = dwelling.map_or_else(|| needs.join(", "), |dwelling| lacking(&round.dwellings[dwelling]));
    match (needs.len(), form.language) {
        (1, Language::En) => format!("the feature that it needs ({}) may be missing", one()),
        (1, Language::Nl) => format!("de benodigde voorziening ({}) mag ontbreken", one()),
        (_, Language::En) => format!("{by} of the features that it needs may be missing ({names})"),
        (_, Language::Nl) => {
            let may = plural(many(by), "mag", "mogen");
            format!("{by} van de benodigde voorzieningen {may} ontbreken ({names})")
        }
    }
}

fn many(number: i64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn english(form: Form, round: &Round, applicant: usize, change: &Change) -> String {
    let home = |dwelling: usize| &round.dwellings[dwelling].id;
    match change {
        Change::RentMargin(cents) => {
            format!("a rent of € {} above its cap is accepted for it", form.money(*cents))
        }
        Change::Size(by) => {
            format!("the size rule is {by} {} wider for this household", plural(many(*by), "room", "rooms"))
        }
        Change::Ages(by) => {
            format!("a label's age may be {by} {} off for this household", plural(many(*by), "year", "years"))
        }
        Change::Needs(by) => needs(form, round, applicant, *by, None),
        Change::Reserved => "reservations for others do not hold for this household".to_owned(),
        Change::Liveability(number) => {
            format!("the exclusion “{}” is lifted for this household", round.model.liveability[*number].reason)
        }
        Change::District(name) => format!("it no longer avoids the district {name}"),
        Change::Complex(name) => format!("it no longer avoids the complex {name}"),
        Change::Region => "it may live in another region".to_owned(),
        Change::Dates(days) => {
            let (now, then) = window(round, *days);
            format!(
                "this household and its dwelling may become available within {then} days of the round’s first day instead of {now}"
            )
        }
        Change::Shares => "it accepts a place in a shared dwelling".to_owned(),
        Change::Maximum(limit, by) => {
            let (name, now, then, unit) = maximum(form, round, *limit, *by);
            format!("“{name}” allows {then} {unit} instead of {now}")
        }
        Change::Rent(dwelling, cents) => format!("the rent of {} is € {} lower", home(*dwelling), form.money(*cents)),
        Change::Reservation(dwelling) => {
            format!("{} is open to “{}” too", home(*dwelling), round.applicants[applicant].group)
        }
        Change::Released(dwelling) => {
            format!("the decision that fixes {} for {} is lifted", home(*dwelling), fixed_for(form, round, *dwelling))
        }
    }
}

fn dutch(form: Form, round: &Round, applicant: usize, change: &Change) -> String {
    let home = |dwelling: usize| &round.dwellings[dwelling].id;
    match change {
        Change::RentMargin(cents) => {
            format!("voor dit huishouden een huur van € {} boven de huurgrens wordt aanvaard", form.money(*cents))
        }
        Change::Size(by) => {
            format!(
                "de regel voor de grootte voor dit huishouden {by} {} ruimer is",
                plural(many(*by), "kamer", "kamers")
            )
        }
        Change::Ages(by) => {
            format!("de leeftijd bij een label voor dit huishouden {by} jaar mag afwijken")
        }
        Change::Needs(by) => needs(form, round, applicant, *by, None),
        Change::Reserved => "een oormerk voor anderen voor dit huishouden niet geldt".to_owned(),
        Change::Liveability(number) => {
            format!("de uitsluiting “{}” voor dit huishouden vervalt", round.model.liveability[*number].reason)
        }
        Change::District(name) => format!("het huishouden de wijk {name} niet langer mijdt"),
        Change::Complex(name) => format!("het huishouden het complex {name} niet langer mijdt"),
        Change::Region => "het huishouden in een andere regio mag wonen".to_owned(),
        Change::Dates(days) => {
            let (now, then) = window(round, *days);
            format!(
                "woning en huishouden binnen {then} dagen na de eerste dag van de ronde beschikbaar mogen zijn in plaats van {now}"
            )
        }
        Change::Shares => "het huishouden een woonplek in een gedeelde woning aanvaardt".to_owned(),
        Change::Maximum(limit, by) => {
            let (name, now, then, unit) = maximum(form, round, *limit, *by);
            format!("“{name}” {then} {unit} toestaat in plaats van {now}")
        }
        Change::Rent(dwelling, cents) => format!("de huur van {} € {} lager is", home(*dwelling), form.money(*cents)),
        Change::Reservation(dwelling) => {
            format!("{} ook openstaat voor “{}”", home(*dwelling), round.applicants[applicant].group)
        }
        Change::Released(dwelling) => {
            format!("het besluit dat {} vastlegt voor {} vervalt", home(*dwelling), fixed_for(form, round, *dwelling))
        }
    }
}

/// Name of a limit, its maximum now and then, and the unit.
fn maximum(form: Form, round: &Round, limit: usize, by: i64) -> (String, String, String, &'static str) {
    let stated = &round.limits.limits[limit];
    let now = stated.max.unwrap_or(0);
    let amount = |units: i64| form.amount(stated.counts, units);
    (
        stated.title(form.language).to_owned(),
        amount(now),
        amount(now + by),
        units(form.language, stated.counts, now + by),
    )
}

/// For whom decisions fix a dwelling.
fn fixed_for(form: Form, round: &Round, dwelling: usize) -> String {
    let fixing = round.decisions.iter().filter(|decision| decision.fixes(&round.dwellings[dwelling].id));
    some(form, &fixing.map(|decision| decision.applicant.clone()).collect::<Vec<String>>())
}

/// The days within which dwelling and household have to be available, now and then.
fn window(round: &Round, more: i64) -> (i64, i64) {
    let now = i64::from(round.model.rules.dates.unwrap_or(0));
    (now, now + more)
}
