//! The first lines: how large the list is, what of it stands, and how far the optimum is from it.

use super::Shown;
use crate::allocation::Status;
use crate::domain::Language;
use crate::report::words::{counted, joined, plural};
use crate::study::compare::{Comparison, Fate, Waiver};
use crate::verify::Violation;

/// A sentence about the list, and one about the optimum.
pub(super) fn lines(comparison: &Comparison, shown: &Shown) -> Vec<String> {
    let optimum = optimum(comparison, shown);
    let optimum = if comparison.status == Status::Optimal { optimum } else { shown.warning(&optimum) };
    vec![list(comparison, shown), optimum]
}

fn list(comparison: &Comparison, shown: &Shown) -> String {
    let (kept, out) = (comparison.valid.kept.len(), comparison.valid.left_out.len());
    let matches = counted(shown.language, comparison.matches.len(), "match", "matches");
    match (out, shown.language) {
        (0, _) => all_stand(comparison, shown),
        (_, Language::En) if kept == 0 => format!("The list has {matches}: none can stand."),
        (_, Language::Nl) if kept == 0 => format!("De lijst heeft {matches}: geen ervan kan standhouden."),
        (_, Language::En) => format!("The list has {matches}: {}, {out} cannot.", can_stand(kept, shown)),
        (_, Language::Nl) => format!("De lijst heeft {matches}: {}, {out} niet.", can_stand(kept, shown)),
    }
}

/// How many matches of a list can stand, where others cannot.
fn can_stand(kept: usize, shown: &Shown) -> String {
    let number = shown.form().count(kept);
    match (kept, shown.language) {
        (1, Language::En) => format!("{number} can stand"),
        (1, Language::Nl) => format!("{number} kan standhouden"),
        (_, Language::En) => format!("{number} can stand together"),
        (_, Language::Nl) => format!("{number} kunnen samen standhouden"),
    }
}

/// Where no match is left out: what the list keeps, what it lacks, and what rests on decisions.
fn all_stand(comparison: &Comparison, shown: &Shown) -> String {
    let (kept, language) = (comparison.valid.kept.len(), shown.language);
    let matches = counted(language, comparison.matches.len(), "match", "matches");
    let but = reservations(comparison, shown);
    match (kept, but.is_empty(), language) {
        (0, true, Language::En) => "The list has no matches, so it breaks no rule and no limit.".to_owned(),
        (0, true, Language::Nl) => "De lijst heeft geen matches, en breekt dus geen regel of begrenzing.".to_owned(),
        (0, _, Language::En) => format!("The list has no matches; {but}."),
        (0, _, Language::Nl) => format!("De lijst heeft geen matches; {but}."),
        (1, true, Language::En) => format!("The list has {matches}, and it keeps every rule and limit."),
        (_, true, Language::En) => format!("The list has {matches}, and they keep every rule and limit."),
        (_, true, Language::Nl) => format!("De lijst heeft {matches}; alle regels en begrenzingen zijn gehouden."),
        (1, _, Language::En) => format!("The list has {matches}, and it can stand; {but}."),
        (1, _, Language::Nl) => format!("De lijst heeft {matches}, en die kan standhouden; {but}."),
        (_, _, Language::En) => format!("The list has {matches}, and all can stand together; {but}."),
        (_, _, Language::Nl) => format!("De lijst heeft {matches}, en alle kunnen samen standhouden; {but}."),
    }
}

/// What has to be said beside matches that can all stand: fixed matches that the list lacks, rules and limits that
/// decisions depart from, and whatever else is open.
fn reservations(comparison: &Comparison, shown: &Shown) -> String {
    let found = &comparison.violations;
    let waived = found.iter().filter(|one| matches!(one.waiver, Waiver::Given(_))).count();
    let lacking = found.iter().filter(|one| matches!(one.violation, Violation::FixedMissing { .. })).count();
    let open = found.len() - waived - lacking;
    let say = |number: usize, [english, dutch]: [[&str; 2]; 2]| {
        let [one, many] = if shown.language == Language::En { english } else { dutch };
        let words = plural(number, one, many);
        (number > 0).then(|| words.replace("{}", &shown.form().count(number)))
    };
    let parts = [
        say(
            lacking,
            [
                ["it lacks {} match that a decision fixes", "it lacks {} matches that decisions fix"],
                ["er ontbreekt {} match die een besluit vastlegt", "er ontbreken {} matches die besluiten vastleggen"],
            ],
        ),
        say(
            waived,
            [
                ["decisions waive {} violation", "decisions waive {} violations"],
                ["voor {} schending is besloten af te wijken", "voor {} schendingen is besloten af te wijken"],
            ],
        ),
        say(
            open,
            [
                ["{} violation is open", "{} violations are open"],
                ["{} schending staat open", "{} schendingen staan open"],
            ],
        ),
    ];
    joined(&parts.into_iter().flatten().collect::<Vec<String>>(), shown.say("and", "en"))
}

fn optimum(comparison: &Comparison, shown: &Shown) -> String {
    let same = comparison.fates.iter().filter(|(_, fate)| matches!(fate, Fate::Same(_))).count();
    let (best, same) = (shown.form().count(comparison.optimum.placements.len()), shown.form().count(same));
    match (comparison.status, shown.language) {
        (Status::Optimal, Language::En) => {
            format!("The optimum places {best}; {same} as the list does, and no optimum has more of its matches.")
        }
        (Status::Optimal, Language::Nl) => {
            format!("Het optimum plaatst er {best}, waarvan {same} zoals de lijst; geen optimum heeft er meer van.")
        }
        (Status::Feasible, Language::En) => {
            format!("Stopped before the best was found: what stands here as optimum places {best}, and may not be it.")
        }
        (Status::Feasible, Language::Nl) => {
            format!(
                "Gestopt voordat de beste gevonden was: wat hier optimum heet plaatst er {best}, en is dat misschien niet."
            )
        }
    }
}
