//! Among whom the lottery drew.

use super::people::id;
use crate::domain::{Language, Round};
use crate::report::Screen;
use crate::report::words::{first_of, joined};
use crate::study::explain::Draw;

/// Names in a list at most; `--json` has all.
const NAMED: usize = 20;

/// "It drew among B01, B02 and B03. For B01 and B02 each there is such an allocation …"
pub(super) fn sentence(round: &Round, applicant: usize, draw: &Draw, screen: &Screen) -> String {
    let (own, all) = (id(round, applicant), names(round, &draw.among(), screen));
    let has_place = draw.placed.contains(&applicant);
    let others = if has_place { &draw.unplaced } else { &draw.placed };
    let each = names(round, others, screen);
    let among = match screen.language {
        Language::En => format!("The lottery drew among {all}."),
        Language::Nl => format!("De loting koos uit {all}."),
    };
    let other = match (has_place, others.len(), screen.language) {
        (true, 1, Language::En) => {
            format!("An allocation as good in every goal before it places {each} and not {own}.")
        }
        (true, 1, Language::Nl) => {
            format!("Een toewijzing die in elk doel daarvoor even goed is, geeft {each} een woonplek en {own} niet.")
        }
        (false, 1, Language::En) => {
            format!("An allocation as good in every goal before it places {own} and not {each}.")
        }
        (false, 1, Language::Nl) => {
            format!("Een toewijzing die in elk doel daarvoor even goed is, geeft {own} een woonplek en {each} niet.")
        }
        (true, _, Language::En) => format!(
            "For each of {each} there is an allocation, as good in every goal before it, that places it and not {own}."
        ),
        (true, _, Language::Nl) => format!(
            "Voor elk van {each} is er een toewijzing die in elk doel daarvoor even goed is, met een woonplek voor dat huishouden en niet voor {own}."
        ),
        (false, _, Language::En) => format!(
            "For each of {each} there is an allocation, as good in every goal before it, that places {own} and not that one."
        ),
        (false, _, Language::Nl) => format!(
            "Voor elk van {each} is er een toewijzing die in elk doel daarvoor even goed is, met een woonplek voor {own} en niet voor dat huishouden."
        ),
    };
    format!("{among} {other}")
}

/// All of some, or the first with the number of the others and where they stand.
fn names(round: &Round, applicants: &[usize], screen: &Screen) -> String {
    let names: Vec<String> = applicants.iter().map(|one| id(round, *one)).collect();
    if names.len() > NAMED {
        return first_of(screen.language, &names, NAMED) + " (`--json`)";
    }
    joined(&names, screen.say("and", "en"))
}
