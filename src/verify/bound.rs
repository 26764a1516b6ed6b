//! The bound that prices prove, recomputed in whole numbers over one common denominator.
//!
//! With the tier written as a maximum, and for any prices of the right signs,
//!
//! `bound = − Σ_r π_r·v_r + Σ_ℓ λ_ℓ·max_ℓ − Σ_ℓ ν_ℓ·min_ℓ + Σ_w income(w) + Σ_h gain(h)`
//!
//! where `income(w)` is the best of leaving `w` idle, letting it whole at `μ_w`, and sharing it at `σ` a
//! place, and `gain(h)` the best that `h` can have at these prices: nothing, or a placement. No
//! allocation that has the earlier tiers at their values exceeds it.

use super::doubt::Sum;
use super::parts::Scope;
use super::price_list::PriceList;
use super::survey::Survey;
use crate::domain::{Counts, Fraction, Mode, Tier};

/// One tier of one part, with what its prices have to be held against.
pub(super) struct Question<'a> {
    pub(super) survey: &'a Survey<'a>,
    pub(super) scope: &'a Scope,
    /// The tiers, in order.
    pub(super) tiers: &'a [Tier],
    /// Which of them is asked about.
    pub(super) number: usize,
    /// The part's values of the tiers before it, written as maxima.
    pub(super) before: &'a [i128],
}

/// The bound, written as a maximum; `None` when the numbers are too large to be added exactly.
pub(super) fn bound(question: &Question<'_>, prices: &PriceList) -> Option<Fraction> {
    let mut sum = Sum::default();
    sum.add(constants(question, prices))?;
    for dwelling in &question.scope.dwellings {
        sum.add(income(question, prices, *dwelling))?;
    }
    for applicant in &question.scope.applicants {
        sum.add(gain(question, prices, *applicant))?;
    }
    Some(Fraction::new(sum.total, prices.denominator))
}

fn constants(question: &Question<'_>, prices: &PriceList) -> Option<i128> {
    let mut sum = Sum::default();
    for (price, value) in prices.earlier.iter().zip(question.before) {
        sum.add(price.checked_mul(*value)?.checked_neg())?;
    }
    for limit in &question.scope.limits {
        let max = question.survey.maxima[*limit].map_or(0, i128::from);
        sum.add(prices.maxima[*limit].checked_mul(max))?;
        let min = question.survey.round.limits.limits[*limit].min.map_or(0, i128::from);
        sum.add(prices.minima[*limit].checked_mul(min)?.checked_neg())?;
    }
    Some(sum.total)
}

/// What one unit of a limit's shortfall costs in this tier and, at their prices, in the earlier ones: the
/// greatest price that its minimum can have.
pub(super) fn shortfall_price(question: &Question<'_>, prices: &PriceList, limit: usize) -> Option<i128> {
    let weight = i128::from(question.survey.round.limits.limits[limit].weight);
    let of_tier = match question.tiers.iter().position(|tier| *tier == Tier::Minimums) {
        Some(minimums) if minimums == question.number => prices.denominator,
        Some(minimums) if minimums < question.number => prices.earlier[minimums],
        _ => 0,
    };
    weight.checked_mul(of_tier)
}

/// The best that a dwelling can earn: nothing, its price let whole, or its places' price when shared.
fn income(question: &Question<'_>, prices: &PriceList, dwelling: usize) -> Option<i128> {
    let mut best = prices.dwellings[dwelling].max(0);
    let first = question.survey.twins.first(dwelling);
    for (class, sharer) in question.scope.sharers.get(&first).into_iter().flatten() {
        best = best.max(shared_income(question, prices, dwelling, *class, *sharer)?);
    }
    Some(best)
}

fn shared_income(
    question: &Question<'_>,
    prices: &PriceList,
    dwelling: usize,
    class: usize,
    sharer: usize,
) -> Option<i128> {
    let survey = question.survey;
    let sharing = survey.round.model.sharing.as_ref()?;
    let price = prices.place(dwelling, class);
    let fewest = price.checked_mul(i128::from(sharing.min))?;
    let most = price.checked_mul(i128::from(survey.round.dwellings[dwelling].places))?;
    let mut sum = Sum { total: fewest.max(most) };
    if question.tiers[question.number] == Tier::Lottery {
        let draw = i128::from(survey.shared_dwelling_draw(class, dwelling));
        sum.add(draw.checked_mul(prices.denominator)?.checked_neg())?;
    }
    for limit in survey.counting.limits(sharer, dwelling) {
        if survey.round.limits.limits[*limit].counts == Counts::Dwellings {
            sum.add(Some(prices.minima[*limit].checked_sub(prices.maxima[*limit])?))?;
        }
    }
    Some(sum.total)
}

/// The best that an applicant can have at these prices. One who is fixed must take its pair.
fn gain(question: &Question<'_>, prices: &PriceList, applicant: usize) -> Option<i128> {
    let survey = question.survey;
    let mut best = survey.standing.fixed_dwelling(applicant).is_none().then_some(0);
    for number in 0..survey.possible[applicant].len() {
        let value = reduced_value(question, prices, applicant, number)?;
        best = Some(best.map_or(value, |known: i128| known.max(value)));
    }
    Some(best.unwrap_or(0))
}

/// What one possible placement is worth less what it costs, in the cheapest of the twins.
fn reduced_value(question: &Question<'_>, prices: &PriceList, applicant: usize, number: usize) -> Option<i128> {
    let survey = question.survey;
    let possible = &survey.possible[applicant][number];
    let value = |tier: Tier| i128::from(survey.value(tier, applicant, number));
    let mut sum = Sum::default();
    sum.add(value(question.tiers[question.number]).checked_mul(prices.denominator))?;
    for (price, tier) in prices.earlier.iter().zip(question.tiers).filter(|(price, _)| **price != 0) {
        sum.add(price.checked_mul(value(*tier)))?;
    }
    let family = |limit: usize| &survey.round.limits.families[survey.round.limits.limits[limit].family];
    for limit in survey.counting.limits(applicant, possible.dwelling()) {
        let price = prices.minima[*limit].checked_sub(prices.maxima[*limit])?;
        if price != 0 {
            let person = &survey.round.applicants[applicant];
            let amount = family(*limit).amount(person, possible.mode, survey.round.model.sharing.as_ref());
            sum.add(price.checked_mul(i128::from(amount)))?;
        }
    }
    let place = match (possible.mode, survey.class_of[applicant]) {
        (Mode::Whole, _) => prices.cheapest(possible.dwelling()),
        (Mode::Shared, Some(class)) => prices.cheapest_place(possible.dwelling(), class),
        (Mode::Shared, None) => 0,
    };
    sum.add(place.checked_neg())?;
    Some(sum.total)
}
