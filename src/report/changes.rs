//! What moved since an earlier allocation, as sentences.

use super::Form;
use super::words::{either, first_of, goal, rules_fail};
use crate::allocation::changes::{Cause, Change, Changes, Sort};
use crate::domain::{Decision, DecisionVerdict, Language, Tier};

/// Ids named in one sentence at most.
const NAMED_AT_MOST: usize = 4;

/// "120 of the 127 earlier matches stand; 2 refused, 1 changed, 3 new, 1 lost."
pub(super) fn counted(changes: &Changes, language: Language) -> String {
    let form = Form::of(language);
    let (kept, earlier) = (form.count(changes.kept), form.count(changes.earlier));
    let part = |sort: &Sort| {
        let number = changes.count(*sort);
        (number > 0).then(|| format!("{} {}", form.count(number), name(*sort, language)))
    };
    let parts: Vec<String> = Sort::ALL.iter().filter_map(part).collect();
    let rest = if parts.is_empty() { String::new() } else { format!("; {}", parts.join(", ")) };
    match language {
        Language::En => format!("{kept} of {earlier} stand{rest}"),
        Language::Nl => format!("{kept} van {earlier} blijven staan{rest}"),
    }
}

fn name(sort: Sort, language: Language) -> &'static str {
    match (sort, language) {
        (Sort::Refused, Language::En) => "refused",
        (Sort::Refused, Language::Nl) => "geweigerd",
        (Sort::Changed, Language::En) => "in another dwelling",
        (Sort::Changed, Language::Nl) => "in een andere woning",
        (Sort::New, Language::En) => "new",
        (Sort::New, Language::Nl) => "nieuw",
        (Sort::Lost, Language::En) => "without a place",
        (Sort::Lost, Language::Nl) => "zonder plek",
    }
}

/// What it costs that the earlier matches go before every goal; nothing where that is not known.
pub(super) fn price_sentence(changes: &Changes, language: Language) -> Option<String> {
    let form = Form::of(language);
    let price = changes.price.as_ref()?;
    let part = |(tier, now, then): &(Tier, i64, i64)| {
        let (now, then) = (form.grouped((*now).into()), form.grouped((*then).into()));
        format!("{} {now} {} {then}", goal(language, *tier), either(language, "instead of", "in plaats van"))
    };
    let parts: Vec<String> = price.iter().map(part).collect();
    Some(match (parts.is_empty(), language) {
        (true, Language::En) => "That the earlier matches go first costs no goal anything.".to_owned(),
        (true, Language::Nl) => "Dat de eerdere matches voorgaan, kost geen enkel doel iets.".to_owned(),
        (false, Language::En) => format!("Because the earlier matches go first: {}.", parts.join("; ")),
        (false, Language::Nl) => format!("Doordat de eerdere matches voorgaan: {}.", parts.join("; ")),
    })
}

/// One line: what becomes of an applicant, and why.
pub(super) fn sentence(change: &Change, language: Language) -> String {
    let what = outcome(change, language);
    match why(change, language) {
        Some(why) => format!("{what}: {why}"),
        None => what,
    }
}

fn outcome(change: &Change, language: Language) -> String {
    let Change { applicant, from, to, .. } = change;
    match (from, to, language) {
        (Some(from), Some(to), Language::En) => format!("{applicant} goes from {from} to {to}"),
        (Some(from), Some(to), Language::Nl) => format!("{applicant} gaat van {from} naar {to}"),
        (Some(from), None, Language::En) => format!("{applicant} no longer has {from}, and has no place"),
        (Some(from), None, Language::Nl) => format!("{applicant} heeft {from} niet meer, en heeft geen plek"),
        (None, to, Language::En) => format!("{applicant} gets {}", to.as_deref().unwrap_or_default()),
        (None, to, Language::Nl) => format!("{applicant} krijgt {}", to.as_deref().unwrap_or_default()),
    }
}

fn why(change: &Change, language: Language) -> Option<String> {
    let english = language == Language::En;
    let others = first_of(language, &change.others, NAMED_AT_MOST);
    let went = match (change.others.is_empty(), english) {
        (true, _) => None,
        (_, true) => Some(format!("the dwelling went to {others}")),
        (_, false) => Some(format!("de woning ging naar {others}")),
    };
    let text = |en: &str, nl: &str| Some(if english { en.to_owned() } else { nl.to_owned() });
    match &change.cause {
        Cause::Decided(decision) => Some(decided(decision, language)),
        Cause::FixedForOther(decision) if english => Some(format!("the dwelling was fixed for {}", decision.applicant)),
        Cause::FixedForOther(decision) => Some(format!("de woning is vastgelegd voor {}", decision.applicant)),
        Cause::ApplicantGone => text("the household is not in the round", "het huishouden zit niet in de ronde"),
        Cause::DwellingGone => text("the dwelling is not in the round", "de woning zit niet in de ronde"),
        Cause::SearchesItself => text("the household searches for itself", "het huishouden zoekt zelf"),
        Cause::BreaksRules(rules) => {
            let start = if english { "it does not fit" } else { "dat past niet" };
            Some(format!("{start}: {}", rules_fail(language, rules)))
        }
        Cause::Costs(tier) => {
            let goal = goal(language, *tier);
            let cost = match (*tier, english) {
                (Tier::Unchanged, true) => "to keep it would move more others".to_owned(),
                (Tier::Unchanged, false) => "die houden zou meer anderen verplaatsen".to_owned(),
                (Tier::Lottery, true) => "to keep it would move another instead, and the draw decides".to_owned(),
                (Tier::Lottery, false) => "die houden zou een ander verplaatsen, en de loting beslist".to_owned(),
                (_, true) => format!("to keep it would cost a goal that goes before ({goal})"),
                (_, false) => format!("die houden zou een doel kosten dat voorgaat ({goal})"),
            };
            Some([went, Some(cost)].into_iter().flatten().collect::<Vec<_>>().join("; "))
        }
        Cause::Open if change.sort() != Sort::New => went,
        Cause::Open if change.others.is_empty() && change.beside.is_empty() => {
            text("it stood vacant", "die stond leeg")
        }
        Cause::Open if change.others.is_empty() => {
            let with = first_of(language, &change.beside, NAMED_AT_MOST);
            Some(if english { format!("a place beside {with}") } else { format!("een plek naast {with}") })
        }
        Cause::Open if english => Some(format!("it was {others}’s")),
        Cause::Open => Some(format!("die was van {others}")),
    }
}

fn decided(decision: &Decision, language: Language) -> String {
    let verdict = match (decision.verdict, language) {
        (DecisionVerdict::Refused, Language::En) => "refused",
        (DecisionVerdict::Refused, Language::Nl) => "geweigerd",
        (DecisionVerdict::Forbidden, Language::En) => "forbidden",
        (DecisionVerdict::Forbidden, Language::Nl) => "verboden",
        (DecisionVerdict::Fixed, Language::En) => "fixed elsewhere",
        (DecisionVerdict::Fixed, Language::Nl) => "elders vastgelegd",
    };
    let said: Vec<&str> = [&decision.by, &decision.reason].into_iter().flatten().map(String::as_str).collect();
    if said.is_empty() { verdict.to_owned() } else { format!("{verdict} ({})", said.join(": ")) }
}
