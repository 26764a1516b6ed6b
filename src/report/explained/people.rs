//! Applicants and dwellings in a few words.

use crate::domain::{Counts, Language, Round};
use crate::report::Form;
use crate::report::words::{counted, either};

/// Names in a sentence at most; the others are counted.
const NAMED: usize = 6;

/// "Statushouders · Humanitas · 4 persons · 362 waiting days · urgency 6".
pub(super) fn traits(form: Form, round: &Round, applicant: usize) -> String {
    let language = form.language;
    let person = &round.applicants[applicant];
    let group = round.model.groups.get(&person.group).map_or(person.group.as_str(), |group| group.names.get(language));
    let mut parts = vec![group.to_owned()];
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
        parts.push(format!("{} {}", either(language, "support", "begeleiding"), form.amount(Counts::Support, support)));
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

/// The id of an applicant.
pub(super) fn id(round: &Round, applicant: usize) -> String {
    round.applicants[applicant].id.clone()
}

/// "A1, A2 and A3"; of many the first, with the number of the others.
pub(super) fn ids(form: Form, round: &Round, applicants: &[usize]) -> String {
    let and = either(form.language, "and", "en");
    let mut names: Vec<String> = applicants.iter().take(NAMED).map(|one| id(round, *one)).collect();
    if applicants.len() > NAMED {
        let others = form.count(applicants.len() - NAMED);
        names.push(format!("{others} {}", either(form.language, "others", "anderen")));
    }
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, first)) => format!("{} {and} {last}", first.join(", ")),
    }
}
