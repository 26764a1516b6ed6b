//! What persons decided beforehand: which pairs are fixed, refused or forbidden, and what that does to
//! the limits.

use std::collections::{BTreeMap, BTreeSet};

use super::{Verdict, judge};
use crate::domain::{Code, Decision, DecisionVerdict, Mode, Placement, Problem, Round, Rule};

/// The decisions of a round, held against its rules.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// The fixed pairs as placements, by applicant: feasible by themselves.
    pub fixed: Vec<Placement>,
    /// Fixed pairs that break a rule and stand all the same.
    pub overridden: BTreeSet<(usize, usize)>,
    /// Rules that a question leaves out of account for a pair, in each way of living there; none in a round as it
    /// was read.
    waived: BTreeMap<(usize, usize), Verdict>,
    fixed_of: BTreeMap<usize, usize>,
    excluded: BTreeSet<(usize, usize)>,
}

impl Standing {
    /// Whether a decision concerns the applicant, which makes it unlike any other.
    pub fn concerns(&self, applicant: usize) -> bool {
        let pairs = (applicant, 0)..=(applicant, usize::MAX);
        self.fixed_of.contains_key(&applicant)
            || self.excluded.range(pairs.clone()).next().is_some()
            || self.waived.range(pairs).next().is_some()
    }

    /// The same decisions, with rules left out of account for these pairs (applicant, dwelling), in each way of
    /// living there.
    #[must_use]
    pub fn waiving(&self, pairs: impl IntoIterator<Item = ((usize, usize), Verdict)>) -> Self {
        Self { waived: pairs.into_iter().collect(), ..self.clone() }
    }

    /// The dwellings that a decision or a waiver names.
    pub fn dwellings(&self) -> impl Iterator<Item = usize> + '_ {
        let pairs = self.excluded.iter().chain(&self.overridden).chain(self.waived.keys());
        pairs.map(|(_, dwelling)| *dwelling).chain(self.fixed_of.values().copied())
    }

    /// The rules left out of account in a dwelling, by applicant.
    pub(super) fn waived_in(&self, dwelling: usize) -> impl Iterator<Item = (usize, Verdict)> + '_ {
        let pairs = self.waived.iter().filter(move |((_, home), _)| *home == dwelling);
        pairs.map(|((applicant, _), rules)| (*applicant, *rules))
    }

    /// The dwelling that an applicant is fixed to.
    pub fn fixed_dwelling(&self, applicant: usize) -> Option<usize> {
        self.fixed_of.get(&applicant).copied()
    }

    /// The verdict over rules and decisions for a pair of indices. An applicant that is fixed fits its
    /// own dwelling only; a pair that was overridden and fits in neither mode is let whole.
    pub fn verdict(&self, round: &Round, applicant: usize, dwelling: usize) -> Verdict {
        let plain = judge(round, &round.applicants[applicant], &round.dwellings[dwelling]);
        self.adjust(plain, applicant, dwelling)
    }

    /// Lays the decisions over a verdict of the rules.
    pub fn adjust(&self, plain: Verdict, applicant: usize, dwelling: usize) -> Verdict {
        let waived = self.waived.get(&(applicant, dwelling)).copied().unwrap_or_default();
        let plain = Verdict { whole: plain.whole.without(waived.whole), shared: plain.shared.without(waived.shared) };
        let elsewhere = self.fixed_of.get(&applicant).is_some_and(|fixed| *fixed != dwelling);
        if elsewhere || self.excluded.contains(&(applicant, dwelling)) {
            return Verdict {
                whole: plain.whole.with(Rule::Decision, true),
                shared: plain.shared.with(Rule::Decision, true),
            };
        }
        if self.overridden.contains(&(applicant, dwelling)) {
            return Verdict { whole: crate::domain::RuleSet::EMPTY, ..plain };
        }
        plain
    }
}

/// Holds the decisions against the rules: a fixed pair that breaks one without override, a dwelling
/// fixed twice, and too few fixed sharers are problems of the input.
///
/// # Errors
/// All such problems at once.
pub fn standing(round: &Round) -> Result<Standing, Vec<Problem>> {
    let mut found = Standing::default();
    let mut problems = Vec::new();
    let mut by_dwelling: BTreeMap<usize, Vec<(usize, &Decision, Verdict)>> = BTreeMap::new();
    let mut spoiled = BTreeSet::new(); // dwellings of which a pair breaks a rule: who shares them is open
    for decision in &round.decisions {
        let (Some(applicant), Some(dwelling)) =
            (round.applicant(&decision.applicant), round.dwelling(&decision.dwelling))
        else {
            continue; // unknown ids are reported where the file is read
        };
        if decision.verdict != DecisionVerdict::Fixed {
            found.excluded.insert((applicant, dwelling));
            continue;
        }
        let plain = judge(round, &round.applicants[applicant], &round.dwellings[dwelling]);
        if !plain.fits_somehow() {
            if decision.overrides {
                found.overridden.insert((applicant, dwelling));
            } else {
                let broken = plain.whole.iter().map(|rule| rule.name().to_owned()).collect();
                problems.push(problem(decision, Code::FixedBreaksRule, broken));
                spoiled.insert(dwelling);
                continue;
            }
        }
        found.fixed_of.insert(applicant, dwelling);
        let verdict = found.adjust(plain, applicant, dwelling);
        by_dwelling.entry(dwelling).or_default().push((applicant, decision, verdict));
    }
    for (dwelling, pairs) in by_dwelling {
        match mode_of_fixed(round, &pairs) {
            Ok(_) | Err((Code::FixedTooFewSharers, _)) if spoiled.contains(&dwelling) => (),
            Ok(mode) => found.fixed.extend(pairs.iter().map(|(applicant, _, _)| Placement {
                applicant: *applicant,
                dwelling,
                mode,
            })),
            Err((code, details)) => {
                problems.extend(pairs.last().map(|(_, decision, _)| problem(decision, code, details)));
            }
        }
    }
    found.fixed.sort_unstable();
    problems.extend(overrun_without_override(round, &found));
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

/// How the applicants fixed to one dwelling live in it by themselves: one alone has it whole where that
/// fits, several share it.
fn mode_of_fixed(round: &Round, pairs: &[(usize, &Decision, Verdict)]) -> Result<Mode, (Code, Vec<String>)> {
    if let [(_, _, verdict)] = pairs
        && verdict.fits(Mode::Whole)
    {
        return Ok(Mode::Whole);
    }
    let classes: BTreeSet<_> =
        pairs.iter().map(|(applicant, _, _)| round.sharing_class(&round.applicants[*applicant])).collect();
    let all_share = pairs.iter().all(|(_, _, verdict)| verdict.fits(Mode::Shared)) && classes.len() == 1;
    let dwelling = pairs.first().and_then(|(_, decision, _)| round.dwelling(&decision.dwelling));
    let places = dwelling.map_or(0, |dwelling| round.dwellings[dwelling].places as usize);
    if !all_share || pairs.len() > places {
        let names = pairs.iter().map(|(_, decision, _)| decision.applicant.clone()).collect();
        return Err((Code::FixedTwice, names));
    }
    let least = round.model.sharing.as_ref().map_or(2, |sharing| sharing.min) as usize;
    if pairs.len() < least {
        return Err((Code::FixedTooFewSharers, vec![pairs.len().to_string(), least.to_string()]));
    }
    Ok(Mode::Shared)
}

fn problem(decision: &Decision, code: Code, details: Vec<String>) -> Problem {
    Problem {
        file: "decisions.csv".to_owned(),
        line: u32::try_from(decision.line).ok(),
        column: Some("decision".to_owned()),
        code,
        value: format!("{} → {}", decision.applicant, decision.dwelling),
        details,
        heading: None,
    }
}

/// What a set of placements uses of every limit, in counting units; a shared dwelling counts once for a
/// `dwellings` limit.
fn used(round: &Round, placements: &[Placement]) -> Vec<i64> {
    let mut use_of = vec![0; round.limits.limits.len()];
    let mut shared_counted = BTreeSet::new();
    for placement in placements {
        let applicant = &round.applicants[placement.applicant];
        for limit in round.limits.counting(applicant, &round.dwellings[placement.dwelling]) {
            let family = &round.limits.families[round.limits.limits[limit].family];
            use_of[limit] += family.amount(applicant, placement.mode, round.model.sharing.as_ref());
            if family.counts == crate::domain::Counts::Dwellings
                && placement.mode == Mode::Shared
                && shared_counted.insert((limit, placement.dwelling))
            {
                use_of[limit] += 1;
            }
        }
    }
    use_of
}

/// The fixed pairs without override must keep every maximum by themselves. Pairs that are wrong for another
/// reason are not among those in force, so each overrun stands whatever becomes of them.
fn overrun_without_override(round: &Round, standing: &Standing) -> Vec<Problem> {
    let plain: Vec<(&Decision, Placement)> =
        in_force(round, standing).into_iter().filter(|(decision, _)| !decision.overrides).collect();
    let placements: Vec<Placement> = plain.iter().map(|(_, placement)| *placement).collect();
    let over = |(limit, amount): (usize, i64)| {
        let max = round.limits.limits[limit].max.filter(|max| amount > *max)?;
        let decision = last_counting(round, &plain, limit)?;
        Some(problem(decision, Code::FixedBreaksMaximum, use_of_limit(round, limit, amount, max)))
    };
    used(round, &placements).into_iter().enumerate().filter_map(over).collect()
}

/// The maxima that overriding fixed pairs raise, each with its use and the last such pair: a person may do
/// so, and everyone should see it.
pub fn raised_maxima(round: &Round, standing: &Standing) -> Vec<Problem> {
    let overriding: Vec<(&Decision, Placement)> =
        in_force(round, standing).into_iter().filter(|(decision, _)| decision.overrides).collect();
    let raised = |(limit, amount): (usize, i64)| {
        let max = round.limits.limits[limit].max.filter(|max| amount > *max)?;
        let decision = last_counting(round, &overriding, limit)?;
        Some(problem(decision, Code::MaximumRaised, use_of_limit(round, limit, amount, max)))
    };
    used(round, &standing.fixed).into_iter().enumerate().filter_map(raised).collect()
}

/// The fixed pairs in force, each with the decision that fixes it, by applicant.
fn in_force<'a>(round: &'a Round, standing: &Standing) -> Vec<(&'a Decision, Placement)> {
    let fixing = round.decisions.iter().filter(|decision| decision.verdict == DecisionVerdict::Fixed);
    let by_pair: BTreeMap<(&str, &str), &Decision> =
        fixing.map(|decision| ((decision.applicant.as_str(), decision.dwelling.as_str()), decision)).collect();
    let decision = |placement: &Placement| {
        let (applicant, dwelling) = (&round.applicants[placement.applicant], &round.dwellings[placement.dwelling]);
        by_pair.get(&(applicant.id.as_str(), dwelling.id.as_str())).map(|decision| (*decision, *placement))
    };
    standing.fixed.iter().filter_map(decision).collect()
}

/// The last of these pairs, by its line, that counts towards a limit.
fn last_counting<'a>(round: &Round, pairs: &[(&'a Decision, Placement)], limit: usize) -> Option<&'a Decision> {
    let counts = |placement: &Placement| {
        let applicant = &round.applicants[placement.applicant];
        round.limits.counting(applicant, &round.dwellings[placement.dwelling]).contains(&limit)
    };
    pairs.iter().filter(|(_, placement)| counts(placement)).map(|(decision, _)| *decision).max_by_key(|d| d.line)
}

/// The name of a limit, its use and its maximum, exactly.
fn use_of_limit(round: &Round, limit: usize, amount: i64, max: i64) -> Vec<String> {
    let limit = &round.limits.limits[limit];
    vec![limit.name.clone(), limit.counts.exact(amount), limit.counts.exact(max)]
}

/// The maximum of every limit as it holds in the round: one that the fixed pairs together overrun rises
/// to their use.
pub fn effective_maxima(round: &Round, standing: &Standing) -> Vec<Option<i64>> {
    let fixed = used(round, &standing.fixed);
    round.limits.limits.iter().zip(fixed).map(|(limit, used)| limit.max.map(|max| max.max(used))).collect()
}
