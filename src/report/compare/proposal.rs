//! The proposal that rests on the list, and what to do with it.

use super::{Section, Shown};
use crate::domain::{Language, Round};
use crate::report::screen::ROWS_AT_MOST;
use crate::report::words::plural;
use crate::study::compare::{Comparison, Fate};

pub(super) fn section(round: &Round, comparison: &Comparison, shown: &Shown) -> Section {
    let heading = shown.say("Proposal", "Voorstel").to_owned();
    let Some(proposal) = &comparison.proposal else { return Section { heading, lines: Vec::new() } };
    let rows = super::tables::kept_decisions(round, proposal).len();
    let lines = if proposal.keeps { kept(comparison, rows, shown) } else { nearest(round, comparison, shown) };
    Section { heading, lines }
}

fn kept(comparison: &Comparison, rows: usize, shown: &Shown) -> Vec<String> {
    let count = |number: usize| shown.form().count(number);
    let placed = comparison.proposal.as_ref().map_or(0, |proposal| proposal.side.placements.len());
    let (held, more) = (comparison.valid.kept.len(), placed.saturating_sub(comparison.valid.kept.len()));
    let rows = match (rows, shown.language) {
        (1, Language::En) => "1 more row, which fixes a match".to_owned(),
        (1, Language::Nl) => "1 rij meer, die een match vastlegt".to_owned(),
        (_, Language::En) => format!("{} more rows, which fix them", count(rows)),
        (_, Language::Nl) => format!("{} rijen meer, die ze vastleggen", count(rows)),
    };
    let (kept, added) = (count(held), count(more));
    let start = match shown.language {
        Language::En => format!(
            "The {kept} valid {}; {added} {} added around {}.",
            plural(held, "match stays", "matches stay"),
            plural(more, "household is", "households are"),
            plural(held, "it", "them")
        ),
        Language::Nl => format!(
            "De {kept} geldige {}; er {} {added} {} bij.",
            plural(held, "match blijft", "matches blijven"),
            plural(more, "komt", "komen"),
            plural(more, "huishouden", "huishoudens")
        ),
    };
    let next = match (shown.folder.is_some(), shown.language) {
        (true, Language::En) => format!(
            "The folder has a decisions.csv with {rows}. Put in the round it makes this proposal the \
             round's result: `sleutel verify` confirms it. A person signs by writing a name on each row."
        ),
        (true, Language::Nl) => format!(
            "In de map staat een decisions.csv met {rows}. In de ronde gezet maakt dit bestand het voorstel \
             tot haar resultaat: `sleutel verify` bevestigt het. Een mens tekent door op elke rij een naam te zetten."
        ),
        (false, Language::En) => "Name a folder with -o to have it, with the decisions that fix them.".to_owned(),
        (false, Language::Nl) => {
            "Noem met -o een map om het te krijgen, met de besluiten die ze vastleggen.".to_owned()
        }
    };
    [start, next].iter().flat_map(|text| super::wrapped(text, usize::from(shown.width) - 2)).collect()
}

fn nearest(round: &Round, comparison: &Comparison, shown: &Shown) -> Vec<String> {
    let changes: Vec<Vec<String>> = comparison.fates.iter().filter_map(|fate| change(round, *fate, shown)).collect();
    if changes.is_empty() {
        return vec![
            shown.say("The list as it is: it is an optimum.", "De lijst zoals zij is: zij is een optimum.").to_owned(),
        ];
    }
    let total = changes.len();
    let mut lines = vec![match shown.language {
        Language::En => {
            format!("The optimum nearest to the list; {} households fare otherwise:", shown.form().count(total))
        }
        Language::Nl => format!(
            "Het optimum dat het dichtst bij de lijst ligt; anders gaat het {} huishoudens:",
            shown.form().count(total)
        ),
    }];
    let mut rows = shown.table(changes.into_iter().take(ROWS_AT_MOST).collect(), &[]);
    shown.and_more(&mut rows, total, "compare.csv (-o)");
    lines.extend(rows.into_iter().map(|line| format!("  {line}")));
    lines
}

fn change(round: &Round, (applicant, fate): (usize, Fate), shown: &Shown) -> Option<Vec<String>> {
    let id = |dwelling: usize| &round.dwellings[dwelling].id;
    let text = match (fate, shown.language) {
        (Fate::Same(_) | Fate::Neither, _) => return None,
        (Fate::Moved(from, to), Language::En) => format!("moves from {} to {}", id(from), id(to)),
        (Fate::Moved(from, to), Language::Nl) => format!("gaat van {} naar {}", id(from), id(to)),
        (Fate::OnlyList(from), Language::En) => format!("gives up {}", id(from)),
        (Fate::OnlyList(from), Language::Nl) => format!("staat {} af", id(from)),
        (Fate::OnlyOptimum(to), Language::En) => format!("gets {}", id(to)),
        (Fate::OnlyOptimum(to), Language::Nl) => format!("krijgt {}", id(to)),
    };
    Some(vec![round.applicants[applicant].id.clone(), text])
}
