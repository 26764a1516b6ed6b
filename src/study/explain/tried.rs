//! Trying changes: whether an applicant is placed in the optimum of the changed round.

use std::cmp::Ordering;

use super::{Base, placed};
use crate::allocation::{Answer, Status};
use crate::domain::{Placement, Tier};
use crate::pipeline::{self, Request};
use crate::solver::Failure;
use crate::study::Case;
use crate::study::change::{Change, Plan, Waived, only_in};

/// Changes of one sort that are looked at one by one at most.
const MOST_PLANS: usize = 6;

/// Rises of one maximum that are solved at most, from the least on that is not ruled out: each is a round of its own.
const MOST_RISES: usize = 2;

/// Goals by which a change is judged before all of them are: up to urgency in the usual order.
const FIRST_GOALS: usize = 3;

/// A change that places the applicant in the optimum, with what else it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The change.
    pub change: Change,
    /// The dwelling (index) that the applicant has then.
    pub dwelling: usize,
    /// Who has a place then and has none now, the applicant itself left out.
    pub gains: Vec<usize>,
    /// Who has a place now and none then.
    pub loses: Vec<usize>,
}

/// Changes of one sort, the smallest first.
pub(super) struct Family {
    pub(super) plans: Vec<Plan>,
    pub(super) order: Order,
}

/// What each change of a family allows beside those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// All that those allow and more, to the applicant alone: if one places it, so do the larger ones.
    Own,
    /// All that those allow and more, to others too: a larger one may place others in its stead.
    Everyone,
    /// Something else.
    Apart,
}

/// What came of a family.
#[derive(Debug, Default)]
pub(super) struct Tried {
    /// The smallest change that places the applicant; where time ran out, the smallest known.
    pub(super) found: Option<Found>,
    /// Whether changes were left out that may place the applicant.
    pub(super) cut: bool,
    /// Where none is known to place the applicant: those that do not, see [`super::WhyNot::in_vain`].
    pub(super) in_vain: Vec<Change>,
    /// Changes of which it was found out what they do.
    pub(super) looked_at: usize,
    /// Changes of which that stays open, because time ran out.
    pub(super) open: usize,
}

/// What a change comes to.
enum Ending {
    /// The optimum of the changed round places the applicant.
    Places(Vec<Placement>),
    Fails,
    Open,
}

/// The place of a change among those of its family, and the optimum of the changed round.
type Placing = (usize, Vec<Placement>);

/// One question about one applicant.
pub(super) struct Question<'a> {
    pub(super) base: &'a Base,
    pub(super) applicant: usize,
    /// The optimum of today's round with the applicant placed first, or without it where nothing fits.
    pub(super) placing: &'a [Placement],
    pub(super) request: Request<'a>,
}

impl Family {
    /// The smallest change that places the applicant.
    pub(super) fn search(&self, question: &Question<'_>) -> Result<Tried, Failure> {
        let mut tried = Tried::default();
        let place = match self.order {
            Order::Own => self.halve(question, &mut tried)?,
            Order::Everyone => {
                if let Some(first) = self.rule_out(question, &mut tried)? {
                    self.scan(first, MOST_RISES, question, &mut tried)?
                } else {
                    tried.in_vain = if tried.open == 0 { self.largest() } else { Vec::new() };
                    None
                }
            }
            Order::Apart => self.scan(0, MOST_PLANS, question, &mut tried)?,
        };
        if let Some((place, optimum)) = place {
            tried.found = question.found(&self.plans[place], &optimum)?;
            if tried.found.is_none() {
                (tried.looked_at, tried.open) = (tried.looked_at - 1, tried.open + 1);
            }
        }
        Ok(tried)
    }

    /// The changes that say for all of the sort that they fail: the largest, which allows all that the others do, or each.
    pub(super) fn largest(&self) -> Vec<Change> {
        let first = if self.order == Order::Apart { 0 } else { self.plans.len().saturating_sub(1) };
        self.plans[first..].iter().map(|plan| plan.change.clone()).collect()
    }

    /// The largest is tried first, and then the least is found by halving.
    fn halve(&self, question: &Question<'_>, tried: &mut Tried) -> Result<Option<Placing>, Failure> {
        let Some(last) = self.plans.len().checked_sub(1) else { return Ok(None) };
        let optimum = match question.ending(&self.plans[last], tried)? {
            Ending::Places(optimum) => optimum,
            Ending::Fails => {
                tried.in_vain = self.largest();
                return Ok(None);
            }
            Ending::Open => return Ok(None),
        };
        let (mut fails, mut places) = (None, (last, optimum));
        while fails.map_or(0, |fails| fails + 1) < places.0 {
            let middle = usize::midpoint(fails.map_or(0, |fails| fails + 1), places.0);
            match question.ending(&self.plans[middle], tried)? {
                Ending::Places(optimum) => places = (middle, optimum),
                Ending::Fails => fails = Some(middle),
                Ending::Open => break,
            }
        }
        Ok(Some(places))
    }

    /// The least change that leaves the goals as they are today once the applicant is placed; what is smaller does
    /// not place it. Nothing where even the largest does not, or time ran out.
    fn rule_out(&self, question: &Question<'_>, tried: &mut Tried) -> Result<Option<usize>, Failure> {
        let (mut ruled_out, mut first) = (0, self.plans.len());
        let mut next = first.saturating_sub(1);
        while ruled_out < first {
            match question.is_ruled_out(&self.plans[next])? {
                Some(true) => ruled_out = next + 1,
                Some(false) => first = next,
                None => {
                    tried.open += 1;
                    return Ok(None);
                }
            }
            next = usize::midpoint(ruled_out, first);
        }
        tried.looked_at += ruled_out;
        Ok(Some(first).filter(|first| *first < self.plans.len()))
    }

    /// One after the other from a place on, some at most.
    fn scan(
        &self,
        from: usize,
        most: usize,
        question: &Question<'_>,
        tried: &mut Tried,
    ) -> Result<Option<Placing>, Failure> {
        for (place, plan) in self.plans.iter().enumerate().skip(from).take(most) {
            match question.ending(plan, tried)? {
                Ending::Places(optimum) => {
                    tried.in_vain.clear();
                    return Ok(Some((place, optimum)));
                }
                Ending::Fails => tried.in_vain.push(plan.change.clone()),
                Ending::Open => {}
            }
        }
        if self.order == Order::Everyone {
            // The others are smaller; where one is open nothing is said of those above it.
            let said = if tried.open == 0 { tried.in_vain.pop() } else { None };
            tried.in_vain = said.into_iter().collect();
        }
        tried.cut = self.plans.len() - from > most;
        Ok(None)
    }
}

impl Question<'_> {
    fn ending(&self, plan: &Plan, tried: &mut Tried) -> Result<Ending, Failure> {
        let ending = self.ending_of(plan)?;
        tried.looked_at += usize::from(!matches!(ending, Ending::Open));
        tried.open += usize::from(matches!(ending, Ending::Open));
        Ok(ending)
    }

    /// Where placing the applicant first makes the goals of the changed round worse than today's placements, filled up, would, it has a
    /// better allocation without it. Else the changed round is solved: its first goals, with which the applicant is
    /// compared again, and then all of it.
    fn ending_of(&self, plan: &Plan) -> Result<Ending, Failure> {
        let Some(case) = plan.case(&self.base.case, self.applicant) else { return Ok(Ending::Fails) };
        let request = self.base.knowing_today(&self.request);
        if let Some(values) = pipeline::begin(&case.round, &case.standing, &request) {
            match self.compared(&case, &values)? {
                None => return Ok(Ending::Open),
                Some(Ordering::Less) => return Ok(Ending::Fails),
                Some(Ordering::Equal | Ordering::Greater) => {}
            }
        }
        let mut first = case.clone();
        first.round.model.tiers.truncate(FIRST_GOALS);
        let first = first.answer(&request)?;
        if first.status == Status::Optimal && self.compared(&case, &first.tiers)? == Some(Ordering::Less) {
            return Ok(Ending::Fails);
        }
        // What is the best in the first goals is a better beginning than what is known of today.
        let answer = case.answer(&Request { start: Some(&first.placements), ..request })?;
        Ok(match (answer.status, own(&answer, self.applicant)) {
            (Status::Feasible, _) => Ending::Open,
            (Status::Optimal, Some(_)) => Ending::Places(answer.placements),
            (Status::Optimal, None) => Ending::Fails,
        })
    }

    /// Whether a change makes the goals worse than they are today once the applicant is placed first. `None`: time
    /// ran out.
    fn is_ruled_out(&self, plan: &Plan) -> Result<Option<bool>, Failure> {
        let Some(case) = plan.case(&self.base.case, self.applicant) else { return Ok(Some(true)) };
        let compared = self.compared(&case, &self.base.floors())?;
        Ok(compared.map(|order| order == Ordering::Less))
    }

    /// How the goals compare with these values once the applicant is placed first.
    fn compared(&self, case: &Case, values: &[(Tier, i64)]) -> Result<Option<Ordering>, Failure> {
        let wish = self.wish();
        pipeline::compare(&case.round, &case.standing, &wish, values)
    }

    fn wish(&self) -> Request<'_> {
        Request { wish: Some(self.applicant), start: Some(self.placing), ..self.request }
    }

    /// Whether not even all these changes together leave the goals as they are today once the applicant is
    /// placed: then none of them places it.
    pub(super) fn all_fail(&self, families: &[Family]) -> Result<bool, Failure> {
        let plans = || families.iter().flat_map(|family| &family.plans);
        if !plans().all(|plan| plan.change.only_allows_more(&self.base.case.round)) {
            return Ok(false);
        }
        let mut case = self.base.case.clone();
        for plan in plans().filter(|plan| plan.waived.is_empty()) {
            case = plan.case(&case, self.applicant).unwrap_or(case);
        }
        let mut waived = Waived::new();
        for (pair, rules) in plans().flat_map(|plan| &plan.waived) {
            let known = waived.entry(*pair).or_default();
            known.whole = rules.whole.iter().fold(known.whole, |known, rule| known.with(rule, true));
            known.shared = rules.shared.iter().fold(known.shared, |known, rule| known.with(rule, true));
        }
        case.standing = case.standing.waiving(waived);
        Ok(self.compared(&case, &self.base.floors())? == Some(Ordering::Less))
    }

    /// What a change that places the applicant means for the others: as few of them as can be lose their place. The search for that
    /// begins from the optimum of the changed round. Nothing where time ran out.
    fn found(&self, plan: &Plan, optimum: &[Placement]) -> Result<Option<Found>, Failure> {
        let Some(case) = plan.case(&self.base.case, self.applicant) else { return Ok(None) };
        let answer = self.base.near(&case, &Request { start: Some(optimum), ..self.wish() })?;
        if answer.status == Status::Feasible {
            return Ok(None);
        }
        let (before, after) = (self.base.placed(), placed(&answer.placements));
        let gains = only_in(&after, &before).into_iter().filter(|one| *one != self.applicant).collect();
        let loses = only_in(&before, &after);
        let found = |dwelling| Found { change: plan.change.clone(), dwelling, gains, loses };
        Ok(own(&answer, self.applicant).map(found))
    }
}

impl Base {
    /// The optimum of a changed round with the same applicants, in which as few as can be lose their place.
    pub(in crate::study) fn near(&self, case: &Case, request: &Request<'_>) -> Result<Answer, Failure> {
        let placed = self.placed();
        let request = if request.start.is_none() { self.knowing_today(request) } else { *request };
        pipeline::answer_keeping(&case.round, &case.standing, &request, &|applicant| placed.contains(&applicant))
    }

    /// A request that begins from the placements of today.
    pub(in crate::study) fn knowing_today<'a>(&'a self, request: &Request<'a>) -> Request<'a> {
        Request { start: Some(&self.outcome.placements), ..*request }
    }
}

/// The dwelling that an answer gives to an applicant.
pub(super) fn own(answer: &Answer, applicant: usize) -> Option<usize> {
    answer.placements.iter().find(|placement| placement.applicant == applicant).map(|placement| placement.dwelling)
}
