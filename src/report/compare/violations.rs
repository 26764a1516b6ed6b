//! What the list breaks, what waives it, and what of the list cannot stand.

use super::{Section, Shown, sentences};
use crate::domain::{DecisionVerdict, Language, Round};
use crate::report::screen::ROWS_AT_MOST;
use crate::report::violation_sentence;
use crate::study::compare::{Comparison, Judged, Waiver};

/// `separator`: between the cells of the round's decisions.
pub(super) fn section(round: &Round, comparison: &Comparison, separator: char, shown: &Shown) -> Section {
    let found = &comparison.violations;
    let waived = found.iter().filter(|one| matches!(one.waiver, Waiver::Given(_))).count();
    let (total, count) = (shown.form().count(found.len()), shown.form().count(waived));
    let heading = match (waived, shown.language) {
        (0, Language::En) => format!("Violations: {total}"),
        (0, Language::Nl) => format!("Schendingen: {total}"),
        (_, Language::En) => format!("Violations: {total}, of which {count} waived"),
        (_, Language::Nl) => format!("Schendingen: {total}, waarvan {count} met een besluit tot afwijken"),
    };
    let mut lines: Vec<String> = Vec::new();
    for judged in found.iter().take(2 * ROWS_AT_MOST) {
        lines.push(violation_sentence(round, &judged.violation, shown.language));
        lines.extend(waiver(judged, separator, shown).into_iter().map(|line| format!("    {line}")));
    }
    if found.len() > 2 * ROWS_AT_MOST {
        let rest = shown.form().count(found.len() - 2 * ROWS_AT_MOST);
        lines.push(shown.faint(&match shown.language {
            Language::En => format!("and {rest} more, see `sleutel check --matches`"),
            Language::Nl => format!("en nog {rest}, zie `sleutel check --matches`"),
        }));
    }
    let possible = found.iter().any(|one| matches!(one.waiver, Waiver::Possible(_)));
    if possible {
        lines.push(shown.faint(shown.say(
            "Such a row of decisions.csv holds with a reason, a name and a date in it.",
            "Zo'n rij van decisions.csv geldt als er een reden, een naam en een datum in staan.",
        )));
    }
    Section { heading, lines }
}

/// What waives a violation, or could.
fn waiver(judged: &Judged, separator: char, shown: &Shown) -> Vec<String> {
    let language = shown.language;
    match &judged.waiver {
        Waiver::Given(decisions) => {
            decisions.iter().map(|decision| shown.good(&sentences::waived_by(decision, language))).collect()
        }
        Waiver::Possible(rows) => {
            let first = rows.first().map_or_else(String::new, |row| sentences::row(row, separator, language));
            let others = shown.form().count(rows.len().saturating_sub(1));
            vec![match (rows.len(), language) {
                (..=1, Language::En) => format!("to waive it: {first}"),
                (..=1, Language::Nl) => format!("om af te wijken: {first}"),
                (2, Language::En) => format!("to waive it: {first} and 1 more row, see waivers.csv (-o)"),
                (2, Language::Nl) => format!("om af te wijken: {first} en nog 1 rij, zie waivers.csv (-o)"),
                (_, Language::En) => format!("to waive it: {first} and {others} more rows, see waivers.csv (-o)"),
                (_, Language::Nl) => format!("om af te wijken: {first} en nog {others} rijen, zie waivers.csv (-o)"),
            }]
        }
        Waiver::Contradicted(decision) => {
            let verdict = match (decision.verdict, language) {
                (DecisionVerdict::Fixed, Language::En) => "fixes the household elsewhere",
                (DecisionVerdict::Fixed, Language::Nl) => "legt het huishouden elders vast",
                (_, Language::En) => "excludes this match",
                (_, Language::Nl) => "sluit deze match uit",
            };
            vec![match language {
                Language::En => format!("line {} of decisions.csv {verdict}: change that first", decision.line),
                Language::Nl => format!("regel {} van decisions.csv {verdict}: wijzig dat eerst", decision.line),
            }]
        }
        Waiver::Impossible => vec![
            shown
                .say("no decision waives this: mend the list", "hier wijkt geen besluit van af: herstel de lijst")
                .to_owned(),
        ],
    }
}

pub(super) fn left_out(round: &Round, comparison: &Comparison, shown: &Shown) -> Section {
    let found = &comparison.valid.left_out;
    let count = shown.form().count(found.len());
    let heading = match shown.language {
        Language::En => format!("Left out of the valid part: {count}"),
        Language::Nl => format!("Niet in het geldige deel: {count}"),
    };
    let row = |one: &crate::study::compare::LeftOut| {
        let pair = format!("{} {} {}", one.found.applicant, shown.say("in", "in"), one.found.dwelling);
        vec![pair, sentences::cause(round, &one.cause, shown.language)]
    };
    let mut lines = shown.table(found.iter().take(ROWS_AT_MOST).map(row).collect(), &[]);
    shown.and_more(&mut lines, found.len(), "compare.csv (-o)");
    Section { heading, lines }
}
