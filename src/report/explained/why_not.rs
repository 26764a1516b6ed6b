//! Why an applicant has no place.

use super::people::{address, brief, id, ids, traits};
use super::{Told, broken, changes, draw, effect, vacancy};
use crate::allocation::{Status, UnplacedReason};
use crate::domain::{Language, Rule, RuleSet};
use crate::report::reasons::broken_rules;
use crate::report::screen::Section;
use crate::report::words::{broken_rule, plural};
use crate::report::{Reasons, Screen};
use crate::study::explain::{Base, Effect, Fitting, WhyNot};

/// Rows of a list at most.
const ROWS: usize = 10;

/// Changes that do not help, in a sentence at most.
const IN_VAIN: usize = 4;

pub(super) fn sections(base: &Base, why: &WhyNot, screen: &Screen) -> Told {
    let title = match screen.language {
        Language::En => format!("{} has no place", id(&base.case.round, why.applicant)),
        Language::Nl => format!("{} heeft geen woonplek", id(&base.case.round, why.applicant)),
    };
    let cost = why.cost.as_ref().map(|cost| cost_of(base, why, cost, screen));
    let sections =
        [Some(reason(base, why, screen)), Some(fitting(base, why, screen)), cost, Some(changing(base, why, screen))];
    (title, sections.into_iter().flatten().collect())
}

pub(super) fn searches_itself(base: &Base, applicant: usize, screen: &Screen) -> Told {
    let title = match screen.language {
        Language::En => format!("{} searches for itself", id(&base.case.round, applicant)),
        Language::Nl => format!("{} zoekt zelf", id(&base.case.round, applicant)),
    };
    (
        title,
        vec![Section {
            heading: traits(screen.form(), &base.case.round, applicant),
            lines: reason_of(base, applicant, screen),
        }],
    )
}

/// The reason as it stands in the results.
fn reason_of(base: &Base, applicant: usize, screen: &Screen) -> Vec<String> {
    let reasons = Reasons::of(&base.case.round, &base.outcome, screen.language);
    let unplaced = base.outcome.unplaced.iter().find(|unplaced| unplaced.applicant == applicant);
    unplaced.map(|unplaced| screen.paragraph(&reasons.unplaced(unplaced))).unwrap_or_default()
}

fn reason(base: &Base, why: &WhyNot, screen: &Screen) -> Section {
    let mut lines = reason_of(base, why.applicant, screen);
    lines.extend(while_others_stay(base, why, screen).iter().flat_map(|sentence| screen.paragraph(sentence)));
    lines.extend(late(why, screen).iter().flat_map(|sentence| screen.paragraph(sentence)));
    if !why.excluded.is_empty() {
        lines.extend(excluded(base, why, screen));
    }
    Section { heading: traits(screen.form(), &base.case.round, why.applicant), lines }
}

/// That limits are full is said of the allocation as it is: with others elsewhere the applicant may have a place all the same.
fn while_others_stay(base: &Base, why: &WhyNot, screen: &Screen) -> Option<String> {
    let unplaced = base.outcome.unplaced.iter().find(|unplaced| unplaced.applicant == why.applicant)?;
    let is_full = matches!(unplaced.reason, UnplacedReason::LimitFull(_));
    let _ = why.cost.as_ref().filter(|cost| is_full && cost.dwelling.is_some())?;
    let name = id(&base.case.round, why.applicant);
    Some(match screen.language {
        Language::En => format!(
            "That is so as long as everyone outside the dwelling itself keeps the place of today. With others placed differently too, {name} can have a place; what that would cost is told below."
        ),
        Language::Nl => format!(
            "Dat geldt zolang ieder buiten de woning zelf de woonplek van nu houdt. Met een andere verdeling kan {name} wel een woonplek krijgen; wat dat zou kosten, staat hieronder."
        ),
    })
}

/// That the household itself is ready too late, whatever the dwelling.
fn late(why: &WhyNot, screen: &Screen) -> Option<String> {
    let late = why.late?;
    let days = screen.form().grouped(late.days.into());
    let shown = |day: jiff::civil::Date| match screen.language {
        Language::En => day.to_string(),
        Language::Nl => day.strftime("%d-%m-%Y").to_string(),
    };
    let (ready, last) = (shown(late.ready), shown(late.last));
    let words = plural(usize::try_from(late.days).unwrap_or(0), "day", "days");
    Some(match screen.language {
        Language::En => {
            format!(
                "The household is ready from {ready}: {days} {words} after the last day that the rules allow, {last}."
            )
        }
        Language::Nl => format!(
            "Het huishouden is beschikbaar vanaf {ready}: {days} {} na de laatste dag die de regels toestaan, {last}.",
            plural(usize::try_from(late.days).unwrap_or(0), "dag", "dagen")
        ),
    })
}

/// What keeps the applicant out of the dwellings that do not fit: those that only one rule is about first, since a
/// single change may bring them into reach.
fn excluded(base: &Base, why: &WhyNot, screen: &Screen) -> Vec<String> {
    let count = |number: usize| screen.form().count(number);
    let before = screen.say("for", "bij");
    let (single, several): (Vec<&(RuleSet, usize)>, Vec<_>) =
        why.excluded.iter().partition(|(rules, _)| rules.len() == 1);
    let row = |(rules, times): &&(RuleSet, usize)| {
        let rule = rules.iter().next().map(|rule| alone(base, why, rule, *times, screen));
        vec![format!("  {before} {}", count(*times)), rule.unwrap_or_default()]
    };
    let mut rows: Vec<Vec<String>> = single.iter().map(row).collect();
    if !several.is_empty() {
        let total = several.iter().map(|(_, times)| times).sum::<usize>();
        let of_each = broken_rules(screen.form(), &each_rule(&several));
        let words = screen.say("several rules at once", "meer regels tegelijk");
        rows.push(vec![format!("  {before} {}", count(total)), format!("{words}: {of_each}")]);
    }
    let others = why.excluded.iter().map(|(_, times)| times).sum::<usize>();
    let heading = match (others, screen.language) {
        (_, Language::En) if why.fitting.is_empty() => "What keeps it out, dwelling by dwelling:".to_owned(),
        (_, Language::Nl) if why.fitting.is_empty() => "Wat er per woning in de weg staat:".to_owned(),
        (1, Language::En) => "What keeps it out of the other dwelling:".to_owned(),
        (_, Language::En) => format!("What keeps it out of the other {} dwellings:", count(others)),
        (1, Language::Nl) => "Wat er bij de andere woning in de weg staat:".to_owned(),
        (_, Language::Nl) => format!("Wat er bij de andere {} woningen in de weg staat:", count(others)),
    };
    [heading].into_iter().chain(screen.table(rows, &[0])).collect()
}

/// A rule that alone is in the way of some dwellings, with the least by which it is broken: "the rent is too high (€ 2.31 or more,
/// D0025)".
fn alone(base: &Base, why: &WhyNot, rule: Rule, times: usize, screen: &Screen) -> String {
    let form = screen.form();
    let words = broken_rule(screen.language, rule);
    let least = why.nearest.iter().find(|nearest| nearest.rule == rule).and_then(|nearest| {
        let home = &base.case.round.dwellings[nearest.dwelling];
        Some((broken::amount(form, home, rule, nearest.size)?, &home.id))
    });
    match (least, times) {
        (None, _) => words.to_owned(),
        (Some((by, home)), 1) => format!("{words} ({by}, {home})"),
        (Some((by, home)), _) => format!("{words} ({by} {}, {home})", screen.say("or more", "of meer")),
    }
}

/// For how many dwellings each rule is broken, most first.
fn each_rule(combinations: &[&(RuleSet, usize)]) -> Vec<(Rule, usize)> {
    let mut counts: Vec<(Rule, usize)> = Vec::new();
    for (rule, times) in combinations.iter().flat_map(|(rules, times)| rules.iter().map(move |rule| (rule, times))) {
        match counts.iter_mut().find(|(known, _)| *known == rule) {
            Some((_, sum)) => *sum += times,
            None => counts.push((rule, *times)),
        }
    }
    counts.sort_by_key(|(rule, times)| (std::cmp::Reverse(*times), *rule));
    counts
}

fn fitting(base: &Base, why: &WhyNot, screen: &Screen) -> Section {
    let round = &base.case.round;
    let count = screen.form().count(why.fitting.len());
    let heading = match (why.fitting.len(), screen.language) {
        (1, Language::En) => "Who has the dwelling that fits".to_owned(),
        (1, Language::Nl) => "Wie de woning heeft die past".to_owned(),
        (_, Language::En) => format!("Who has the {count} dwellings that fit"),
        (_, Language::Nl) => format!("Wie de {count} woningen heeft die passen"),
    };
    let row = |fitting: &&Fitting| {
        let (who, what) = match fitting.occupants.as_slice() {
            [only] => (id(round, *only), brief(screen, round, *only)),
            several => (ids(screen.form(), round, several), screen.say("shared", "gedeeld").to_owned()),
        };
        vec![round.dwellings[fitting.dwelling].id.clone(), address(screen.form(), round, fitting.dwelling), who, what]
    };
    let let_out: Vec<&Fitting> = why.fitting.iter().filter(|fitting| !fitting.occupants.is_empty()).collect();
    let mut lines = screen.table(let_out.iter().take(ROWS).map(row).collect(), &[]);
    if let_out.len() > ROWS {
        let more = screen.form().count(let_out.len() - ROWS);
        lines.push(screen.faint(&match screen.language {
            Language::En => format!("and {more} more that are let"),
            Language::Nl => format!("en nog {more} die bewoond worden"),
        }));
    }
    lines.extend(screen.listed(vacancy::sentences(round, &why.fitting, screen)));
    Section { heading, lines }
}

fn cost_of(base: &Base, why: &WhyNot, cost: &Effect, screen: &Screen) -> Section {
    let (round, applicant) = (&base.case.round, why.applicant);
    let heading = screen.say("What placing it would cost", "Wat plaatsing zou kosten").to_owned();
    let name = id(round, applicant);
    let Some(dwelling) = cost.dwelling else {
        let sentence = match (cost.status, screen.language) {
            (Status::Feasible, Language::En) => {
                format!("Time ran out before it was known whether {name} can be placed.")
            }
            (Status::Feasible, Language::Nl) => {
                format!("De tijd was om voordat vaststond of {name} een woonplek kan krijgen.")
            }
            (Status::Optimal, Language::En) => {
                format!("No allocation within the limits and decisions places {name}, whatever it may cost.")
            }
            (Status::Optimal, Language::Nl) => {
                format!("Geen toewijzing binnen de begrenzingen en besluiten plaatst {name}, wat het ook mag kosten.")
            }
        };
        return Section { heading, lines: screen.paragraph(&sentence) };
    };
    let dwelling = &round.dwellings[dwelling].id;
    let costs = cost.tiers.iter().any(|(_, now, then)| now != then);
    let start = match (screen.language, costs) {
        (Language::En, true) => format!("Placed before all others, {name} gets {dwelling}, and the goals become:"),
        (Language::Nl, true) => {
            format!("Gaat {name} voor alle anderen, dan krijgt het {dwelling} en worden de doelen:")
        }
        (Language::En, false) => {
            format!("Placed before all others, {name} gets {dwelling}. Only the lottery chose others:")
        }
        (Language::Nl, false) => {
            format!("Gaat {name} voor alle anderen, dan krijgt het {dwelling}. Alleen de loting koos anderen:")
        }
    };
    let mut lines = screen.paragraph(&start);
    lines.extend(effect::goals(screen, cost).into_iter().map(|line| format!("  {line}")));
    lines.extend(screen.paragraph(&effect::people(screen.form(), round, cost)));
    lines.extend(why.drawn.iter().flat_map(|drawn| screen.paragraph(&draw::sentence(round, applicant, drawn, screen))));
    Section { heading, lines }
}

fn changing(base: &Base, why: &WhyNot, screen: &Screen) -> Section {
    let form = screen.form();
    let heading = screen.say("What would place it", "Wat wel een woonplek zou geven").to_owned();
    let sentences = why.changes.iter().map(|found| changes::sentence(form, &base.case.round, why.applicant, found));
    let mut lines = screen.listed(sentences);
    lines.extend(screen.paragraph(&tried(why, screen)));
    lines.extend(in_vain(base, why, screen).iter().flat_map(|sentence| screen.paragraph(sentence)));
    Section { heading, lines }
}

/// "It still gets no place if it accepts a place in a shared dwelling; if …"
fn in_vain(base: &Base, why: &WhyNot, screen: &Screen) -> Option<String> {
    let form = screen.form();
    let word = screen.say("if", "als");
    let condition = |change| changes::condition(form, &base.case.round, why.applicant, change, None);
    let clauses: Vec<String> = why.in_vain.iter().map(|change| format!("{word} {}", condition(change))).collect();
    let shown = clauses.iter().take(IN_VAIN).cloned().collect::<Vec<String>>().join("; ");
    let more = clauses.len().saturating_sub(IN_VAIN);
    let rest = match (more, screen.language) {
        (0, _) => String::new(),
        (_, Language::En) => format!("; and {} more, which `--json` lists", form.count(more)),
        (_, Language::Nl) => format!("; en nog {}, zie `--json`", form.count(more)),
    };
    let start = screen.say("It still gets no place", "Het huishouden krijgt nog steeds geen woonplek");
    (!clauses.is_empty()).then(|| format!("{start} {shown}{rest}."))
}

/// How many changes were looked at, and what stayed open.
fn tried(why: &WhyNot, screen: &Screen) -> String {
    let count = screen.form().count(why.tried);
    let start = match (why.tried, why.changes.len(), screen.language) {
        (0, _, Language::En) if why.open == 0 => "There is no single change to try.".to_owned(),
        (0, _, Language::Nl) if why.open == 0 => "Er is geen losse verandering om door te rekenen.".to_owned(),
        (0, ..) => String::new(),
        (1, 0, Language::En) => "The one change that was tried does not place it.".to_owned(),
        (1, 0, Language::Nl) => {
            "De ene verandering die is doorgerekend, geeft het huishouden geen woonplek.".to_owned()
        }
        (_, 0, Language::En) => format!("None of the {count} changes that were tried, one at a time, places it."),
        (_, 0, Language::Nl) => {
            format!("Geen van de {count} veranderingen die los zijn doorgerekend, geeft het huishouden een woonplek.")
        }
        (_, _, Language::En) if why.tried == why.changes.len() => "Each was tried on its own.".to_owned(),
        (_, _, Language::Nl) if why.tried == why.changes.len() => "Elk is los doorgerekend.".to_owned(),
        (_, _, Language::En) => {
            format!("{count} changes were tried, one at a time; of each sort the smallest is named.")
        }
        (_, _, Language::Nl) => {
            format!("{count} veranderingen zijn los doorgerekend; van elke soort staat hier de kleinste.")
        }
    };
    let cut = if why.cut { screen.say("Larger ones were left out.", "Grotere zijn weggelaten.") } else { "" };
    let open = match (why.open, screen.language) {
        (0, _) => String::new(),
        (1, Language::En) => "Of one change it was not known in time what it does.".to_owned(),
        (1, Language::Nl) => "Van één verandering stond niet op tijd vast wat zij doet.".to_owned(),
        (open, Language::En) => {
            format!("Of {} changes it was not known in time what they do.", screen.form().count(open))
        }
        (open, Language::Nl) => {
            format!("Van {} veranderingen stond niet op tijd vast wat zij doen.", screen.form().count(open))
        }
    };
    [start.as_str(), cut, open.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<&str>>().join(" ")
}
