//! What is said of single matches, violations and patterns.

use crate::domain::{Decision, Language, OPEN_CELLS, Round};
use crate::report::Form;
use crate::report::words::{either, goal, plural, rules_fail};
use crate::study::compare::{Cause, Facet, Question, WaivingRow};

/// Why a match is left out of the valid part; follows "A1 in W1: ".
pub(super) fn cause(round: &Round, cause: &Cause, language: Language) -> String {
    let say = |english, dutch| either(language, english, dutch).to_owned();
    match cause {
        Cause::UnknownApplicant => say("the round has no such applicant", "de ronde heeft deze woningzoekende niet"),
        Cause::UnknownDwelling => say("the round has no such dwelling", "de ronde heeft deze woning niet"),
        Cause::SelfSearch => say("the household searches for itself", "het huishouden zoekt zelf"),
        Cause::Repeated => say("stands in the list before", "staat al eerder in de lijst"),
        Cause::PlacedBefore(home) => {
            format!("{} {home}", say("the household has", "het huishouden heeft al"))
        }
        Cause::BreaksRules(rules) => {
            format!("{}: {}", say("does not fit", "past niet"), rules_fail(language, rules))
        }
        Cause::DwellingTaken(others) => {
            format!("{} {}", say("the dwelling is let to", "de woning is al van"), others.join(", "))
        }
        Cause::NoPlaceLeft => say("every place of the dwelling is taken", "elke plek in de woning is bezet"),
        Cause::OtherClass => say("may not share with those who live there", "mag niet delen met wie daar al woont"),
        Cause::TooFewSharers(sharers, least) => match language {
            Language::En => format!("{sharers} could share the dwelling, and {least} are needed"),
            Language::Nl => {
                let can = plural(*sharers, "kan", "kunnen");
                format!("{sharers} {can} de woning delen, en er zijn er {least} nodig")
            }
        },
        Cause::Overruns(limits) => {
            let named = |limit: &usize| format!("“{}”", round.limits.limits[*limit].title(language));
            let names: Vec<String> = limits.iter().map(named).collect();
            format!("{} {}", say("would overrun", "overschrijdt"), names.join(", "))
        }
    }
}

/// Who waived something, and why.
pub(super) fn waived_by(decision: &Decision, language: Language) -> String {
    let nobody = either(language, "someone without a name", "iemand zonder naam");
    let by = decision.by.as_deref().unwrap_or(nobody);
    let reason = decision.reason.as_deref().map_or_else(String::new, |reason| format!(": {reason}"));
    match language {
        Language::En => format!("waived by {by}{reason}"),
        Language::Nl => format!("afwijking door {by}{reason}"),
    }
}

/// A row for `decisions.csv`, with words where a person has to fill in who and why.
pub(super) fn row(row: &WaivingRow, separator: char, language: Language) -> String {
    let quoted = |cell: String| {
        let has_mark = cell.contains([separator, '"']);
        if has_mark { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    };
    row_cells(row, language).into_iter().map(quoted).collect::<Vec<_>>().join(&separator.to_string())
}

/// The cells of a row for `decisions.csv`, see [`row`].
pub(super) fn row_cells(row: &WaivingRow, language: Language) -> Vec<String> {
    let overrides = if row.overrides { "yes" } else { "no" };
    let open = OPEN_CELLS[usize::from(language == Language::Nl)];
    let start = [row.applicant.as_str(), &row.dwelling, "fixed", overrides];
    start.into_iter().chain(open).map(str::to_owned).collect()
}

/// The question that a pattern raises.
pub(super) fn question(round: &Round, question: &Question, language: Language) -> String {
    let form = Form::of(language);
    let (whom, there) =
        (whom(round, &question.pattern.applicants, language), place(&question.pattern.dwellings, language));
    let (avoiding, here) = (form.count(question.pattern.avoiding), form.count(question.pattern.in_optimum));
    let found = match (&question.pattern.dwellings, language) {
        (Some(_), Language::En) => {
            format!(
                "Of the households placed, {avoiding} {whom} could have lived {there}; the list puts none there, the optimum {here}."
            )
        }
        (Some(_), Language::Nl) => {
            format!(
                "Van de geplaatste huishoudens {whom} hadden er {avoiding} {there} gepast; de lijst zet er geen, het optimum {here}."
            )
        }
        (None, Language::En) => {
            format!(
                "For {avoiding} households {whom} a dwelling fits; the list places none of them, the optimum {here}."
            )
        }
        (None, Language::Nl) => {
            format!(
                "Voor {avoiding} huishoudens {whom} past er een woning; de lijst plaatst er geen, het optimum {here}."
            )
        }
    };
    format!("{} {}", found.replace("  ", " "), explanation(question, form))
}

fn explanation(question: &Question, form: Form) -> String {
    let name = goal(form.language, question.tier);
    let number = |value: i128| form.grouped(value);
    let (with, best) = (number(question.with_rule), number(question.optimum));
    let (explained, gap) = (number(question.explained()), number(question.gap()));
    match form.language {
        Language::En => format!(
            "Were that a rule, the optimum would come to {with} instead of {best} ({name}): \
             that is {explained} of the {gap} that the valid part is behind. Is there a rule to add?"
        ),
        Language::Nl => format!(
            "Was dat een regel, dan kwam het optimum op {with} in plaats van {best} ({name}): \
             dat is {explained} van de {gap} die het geldige deel achterblijft. Is er een regel toe te voegen?"
        ),
    }
}

fn whom(round: &Round, facet: &Facet, language: Language) -> String {
    let Some((column, value)) = facet else { return String::new() };
    let group = || round.model.groups.get(value).map_or(value.as_str(), |group| group.names.get(language));
    match (column.as_str(), language) {
        ("group", Language::En) => format!("of the group {}", group()),
        ("group", Language::Nl) => format!("van de doelgroep {}", group()),
        ("organisation", Language::En) => format!("of {value}"),
        ("organisation", Language::Nl) => format!("van {value}"),
        (_, Language::En) => format!("with support level {value}"),
        (_, Language::Nl) => format!("met begeleidingsniveau {value}"),
    }
}

fn place(facet: &Facet, language: Language) -> String {
    let Some((column, value)) = facet else { return String::new() };
    match (column.as_str(), language) {
        ("district", Language::En) => format!("in the district {value}"),
        ("district", Language::Nl) => format!("in de wijk {value}"),
        ("landlord", Language::En) => format!("with the landlord {value}"),
        ("landlord", Language::Nl) => format!("bij de corporatie {value}"),
        (_, Language::En) => format!("in the complex {value}"),
        (_, Language::Nl) => format!("in het complex {value}"),
    }
}
