//! Applicants and dwellings in a few words.

use crate::domain::{Counts, Language, Round};
use crate::report::words::{counted, either, joined, units};
use crate::report::{Form, Screen};

/// Names in a sentence at most, and one more; the others are counted.
const NAMED: usize = 6;

/// "Statushouders · Humanitas · 4 persons · 362 waiting days · urgency 6 · 1.50 support units".
pub(super) fn traits(form: Form, round: &Round, applicant: usize) -> String {
    let language = form.language;
    let person = &round.applicants[applicant];
    let mut parts = vec![group(form, round, applicant).to_owned()];
    parts.extend(person.organisation.clone());
    parts.push(match language {
        Language::En => counted(language, person.persons() as usize, "person", "persons"),
        Language::Nl => counted(language, person.persons() as usize, "persoon", "personen"),
    });
    let days = form.grouped(person.waiting_days(round.first_day()).into());
    parts.push(format!("{days} {}", either(language, "waiting days", "dagen ingeschreven")));
    let urgency = person.urgency(round.month);
    if urgency > 0 {
        parts.push(format!("{} {urgency}", either(language, "urgency", "urgentie")));
    }
    if person.support > 0 {
        let support = Counts::Support.unit() / 100 * person.support;
        let unit = units(language, Counts::Support, support);
        parts.push(format!("{} {unit}", form.amount(Counts::Support, support)));
    }
    parts.join(" · ")
}

/// "Bo-Ex · Zuid · Zuid 1 · 2 rooms · € 618.47".
pub(super) fn home(form: Form, round: &Round, dwelling: usize) -> String {
    let home = &round.dwellings[dwelling];
    let mut parts: Vec<String> =
        [&home.landlord, &home.district, &home.complex].into_iter().flatten().cloned().collect();
    parts.push(match form.language {
        Language::En => counted(form.language, home.rooms as usize, "room", "rooms"),
        Language::Nl => counted(form.language, home.rooms as usize, "kamer", "kamers"),
    });
    parts.push(format!("€ {}", form.money(home.rent)));
    parts.join(" · ")
}

/// The name of an applicant's group.
fn group(form: Form, round: &Round, applicant: usize) -> &str {
    let id = &round.applicants[applicant].group;
    round.model.groups.get(id).map_or(id.as_str(), |group| group.names.get(form.language))
}

/// What its place in the order rests on, short enough for a row: "Statushouders · waits 362 days · urgency 6".
pub(super) fn brief(screen: &Screen, round: &Round, applicant: usize) -> String {
    let (form, person) = (screen.form(), &round.applicants[applicant]);
    let days = form.grouped(person.waiting_days(round.first_day()).into());
    let waits = match form.language {
        Language::En => format!("waits {days} days"),
        Language::Nl => format!("wacht {days} dagen"),
    };
    let mut parts = vec![screen.name(group(form, round, applicant), 22), waits];
    let urgency = person.urgency(round.month);
    if urgency > 0 {
        parts.push(format!("{} {urgency}", either(form.language, "urgency", "urgentie")));
    }
    parts.join(" · ")
}

/// "Zuid · € 618.47".
pub(super) fn address(form: Form, round: &Round, dwelling: usize) -> String {
    let home = &round.dwellings[dwelling];
    let rent = format!("€ {}", form.money(home.rent));
    home.district.iter().cloned().chain([rent]).collect::<Vec<String>>().join(" · ")
}

/// The id of an applicant.
pub(super) fn id(round: &Round, applicant: usize) -> String {
    round.applicants[applicant].id.clone()
}

/// "A1, A2 and A3"; of many the first, with the number of the others.
pub(super) fn ids(form: Form, round: &Round, applicants: &[usize]) -> String {
    let names: Vec<String> = applicants.iter().map(|one| id(round, *one)).collect();
    some(form, &names)
}

/// The same of names.
pub(super) fn some(form: Form, names: &[String]) -> String {
    let named = if names.len() > NAMED + 1 { NAMED } else { names.len() };
    let mut shown = names[..named].to_vec();
    if names.len() > named {
        let others = form.count(names.len() - named);
        shown.push(format!("{others} {}", either(form.language, "others", "andere")));
    }
    joined(&shown, either(form.language, "and", "en"))
}
