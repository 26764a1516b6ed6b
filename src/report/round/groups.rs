//! The groups against what was agreed for them.

use super::Told;
use super::rows::mediated;
use crate::domain::{Counts, Language};
use crate::report::document::Table;
use crate::report::screen::Minimum;
use crate::report::summary::GroupFigures;
use crate::report::words::units;

/// A row for every group that the round places.
pub(super) fn table(told: &Told<'_>) -> Table {
    let heads = [
        told.say("Group", "Doelgroep"),
        told.say("Take part", "Doen mee"),
        told.say("Placed", "Geplaatst"),
        told.say("Agreed minimum", "Afgesproken minimum"),
        told.say("Short", "Tekort"),
    ];
    let caption = told.say(
        "Households by group, and what was agreed for the month at least",
        "Huishoudens per doelgroep, en wat voor de maand minstens is afgesproken",
    );
    let head = heads.map(str::to_owned).to_vec();
    let mut table = Table { caption: caption.to_owned(), head, ..Table::default() };
    let figures = mediated(told);
    for one in &figures {
        let [minimum, short] = against(told, one);
        let (name, all, placed) =
            (told.group_name(&one.group), told.form().count(one.applicants), told.form().count(one.placed));
        table.add(vec![name.to_owned(), all, placed, minimum, short], false);
    }
    let sum = |of: fn(&GroupFigures) -> usize| told.form().count(figures.iter().map(of).sum());
    let (all, placed) = (sum(|one| one.applicants), sum(|one| one.placed));
    table.add(vec![told.say("All", "Alle").to_owned(), all, placed, String::new(), String::new()], true);
    table
}

/// The minimum of a group and its shortfall; empty where it has none.
fn against(told: &Told<'_>, figures: &GroupFigures) -> [String; 2] {
    let Some(found) = Minimum::of(told.round, told.outcome, &figures.group) else {
        return [String::new(), String::new()];
    };
    [wanted(told, &found), short(told, figures, &found)]
}

/// "46", or "75 persons".
pub(super) fn wanted(told: &Told<'_>, found: &Minimum) -> String {
    let amount = told.form().amount(found.counts, found.wanted);
    match found.counts {
        Counts::Applicants => amount,
        _ => format!("{amount} {}", units(told.language, found.counts, found.wanted)),
    }
}

/// How far the minimum was missed; in persons or support only where enough are placed not to tell of one of them.
pub(super) fn short(told: &Told<'_>, figures: &GroupFigures, found: &Minimum) -> String {
    let is_telling = found.counts != Counts::Applicants && told.is_few(figures.placed);
    match (found.shortfall, told.language) {
        (0, _) => "0".to_owned(),
        (_, Language::En) if is_telling => "not reached".to_owned(),
        (_, Language::Nl) if is_telling => "niet gehaald".to_owned(),
        (short, _) => told.form().amount(found.counts, short),
    }
}

/// The groups that search for themselves, in a sentence.
pub(super) fn themselves(told: &Told<'_>) -> Option<String> {
    let searching = told.round.applicants.iter().filter(|one| told.round.searches_itself(one)).count();
    let count = told.form().count(searching);
    (searching > 0).then(|| match told.language {
        Language::En => format!("{count} more applicants belong to groups that search for a dwelling themselves; the round does not place them."),
        Language::Nl => format!("{count} andere woningzoekenden horen bij doelgroepen die zelf een woning zoeken; de ronde wijst hun niets toe."),
    })
}
