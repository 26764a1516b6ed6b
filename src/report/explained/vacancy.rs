//! Vacant dwellings that fit an applicant without a place, and what keeps it out of each.

use super::people::some;
use crate::allocation::Obstacles;
use crate::domain::{Language, Round};
use crate::report::words::{either, goal, joined};
use crate::report::{Form, Screen};
use crate::study::explain::Fitting;

/// One sentence for all dwellings with the same reason: "D0052 and D0071 stay vacant: “Agreed share” leaves too
/// little room."
pub(super) fn sentences(round: &Round, fitting: &[Fitting], screen: &Screen) -> Vec<String> {
    let mut reasons: Vec<(Option<String>, Vec<String>)> = Vec::new();
    for vacant in fitting.iter().filter(|fitting| fitting.occupants.is_empty()) {
        let why = vacant.in_the_way.as_ref().and_then(|obstacles| reason(screen.form(), round, obstacles));
        let id = round.dwellings[vacant.dwelling].id.clone();
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, ids)) => ids.push(id),
            None => reasons.push((why, vec![id])),
        }
    }
    reasons.sort_by_key(|(_, ids)| std::cmp::Reverse(ids.len())); // stable: equal ones stay in the round's order
    reasons.iter().map(|(why, ids)| sentence(screen.form(), ids, why.as_deref())).collect()
}

fn sentence(form: Form, ids: &[String], why: Option<&str>) -> String {
    let names = some(form, ids);
    let what = match (ids.len(), form.language) {
        (1, Language::En) => format!("{names} stays vacant"),
        (_, Language::En) => format!("{names} stay vacant"),
        (1, Language::Nl) => format!("{names} blijft leeg"),
        (_, Language::Nl) => format!("{names} blijven leeg"),
    };
    why.map_or_else(|| format!("{what}."), |why| format!("{what}: {why}."))
}

/// What keeps an applicant out of a vacant dwelling; nothing where that was not found out.
pub(super) fn reason(form: Form, round: &Round, obstacles: &Obstacles) -> Option<String> {
    let english = form.language == Language::En;
    let text = |en: &str, nl: &str| Some(either(form.language, en, nl).to_owned());
    if obstacles.out_of_reach > 0 {
        return Some(too_little_room(form, round, &obstacles.full));
    }
    if obstacles.sharers_stopped > 0 {
        let room = too_little_room(form, round, &obstacles.full_with_sharers);
        let start = either(
            form.language,
            "it can only be shared, and with whoever is left to share",
            "die kan alleen worden gedeeld, en met wie daarvoor over is:",
        );
        return Some(format!("{start} {room}"));
    }
    match obstacles.costs.first() {
        Some((tier, _)) if english => {
            Some(format!("placing it there costs a goal that stands before ({})", goal(form.language, *tier)))
        }
        Some((tier, _)) => Some(format!("plaatsing daar kost een doel dat voorgaat ({})", goal(form.language, *tier))),
        None if obstacles.too_few_sharers > 0 => text(
            "it can only be shared, and too few others are left to share it",
            "die kan alleen worden gedeeld, en daarvoor zijn er te weinig anderen",
        ),
        None if obstacles.unsearched > 0 => text(
            "in a better allocation it would go to this household",
            "in een betere toewijzing zou die naar dit huishouden gaan",
        ),
        None => None,
    }
}

/// "“Agreed share” and “Singelzicht: starts” leave too little room".
fn too_little_room(form: Form, round: &Round, limits: &[(usize, usize)]) -> String {
    let names = limits.iter().map(|(limit, _)| format!("“{}”", round.limits.limits[*limit].title(form.language)));
    let names = joined(&names.collect::<Vec<String>>(), either(form.language, "and", "en"));
    match (limits.len(), form.language) {
        (1, Language::En) => format!("{names} leaves too little room"),
        (_, Language::En) => format!("{names} leave too little room"),
        (1, Language::Nl) => format!("{names} laat te weinig ruimte"),
        (_, Language::Nl) => format!("{names} laten te weinig ruimte"),
    }
}
