//! Prices as written, held against their signs and turned into whole numbers over one denominator.

use std::collections::BTreeMap;

use super::bound::{Question, shortfall_price};
use super::doubt::Doubt;
use super::twins::Twins;
use crate::domain::{Fraction, TierPrices};

/// The prices of one tier of one part: numerators over `denominator`, by index into the round.
pub(super) struct PriceList {
    pub(super) denominator: i128,
    /// `π` of the earlier tiers, in order.
    pub(super) earlier: Vec<i128>,
    /// `μ` of every dwelling.
    pub(super) dwellings: Vec<i128>,
    /// `λ` of every limit.
    pub(super) maxima: Vec<i128>,
    /// `ν` of every limit.
    pub(super) minima: Vec<i128>,
    places: BTreeMap<(usize, usize), i128>,
    /// The least `μ` of the twins of every dwelling that speaks for them.
    cheapest: Vec<i128>,
    /// And the least `σ`, by class.
    cheapest_places: BTreeMap<(usize, usize), i128>,
}

impl PriceList {
    /// `σ` of a place in a dwelling shared by a class.
    pub(super) fn place(&self, dwelling: usize, class: usize) -> i128 {
        self.places.get(&(dwelling, class)).copied().unwrap_or(0)
    }

    /// The least price of a dwelling and its twins.
    pub(super) fn cheapest(&self, first: usize) -> i128 {
        self.cheapest[first]
    }

    /// The least price of a place in a dwelling or one of its twins.
    pub(super) fn cheapest_place(&self, first: usize, class: usize) -> i128 {
        self.cheapest_places.get(&(first, class)).copied().unwrap_or(0)
    }

    /// Finds what is cheapest among twins. A place without a price costs nothing.
    fn compare_twins(&mut self, twins: &Twins) {
        let least = |first: usize| twins.of(first).iter().map(|twin| self.dwellings[*twin]).min().unwrap_or(0);
        self.cheapest = (0..self.dwellings.len()).map(least).collect();
        let priced = self.places.keys().map(|(dwelling, class)| (twins.first(*dwelling), *class));
        let of_place = |(first, class): (usize, usize)| {
            let least = twins.of(first).iter().map(|twin| self.place(*twin, class)).min();
            ((first, class), least.unwrap_or(0))
        };
        self.cheapest_places = priced.map(of_place).collect();
    }
}

/// Reads the prices of a tier.
///
/// # Errors
/// Every price that has the wrong sign, or stands for something that the part does not have.
pub(super) fn read(question: &Question<'_>, written: &TierPrices) -> Result<PriceList, Vec<Doubt>> {
    let mut reader = Reader { question, written, denominator: 1, doubts: Vec::new() };
    reader.denominator = common_denominator(written).unwrap_or_else(|| {
        reader.doubts.push(Doubt::TooFine { tier: written.tier.clone() });
        1
    });
    let mut list = PriceList {
        denominator: reader.denominator,
        earlier: reader.earlier(),
        dwellings: reader.dwellings(),
        maxima: reader.maxima(),
        minima: reader.minima(),
        places: reader.places(),
        cheapest: Vec::new(),
        cheapest_places: BTreeMap::new(),
    };
    list.compare_twins(&question.survey.twins);
    reader.minima_within_weight(&list);
    if reader.doubts.is_empty() { Ok(list) } else { Err(reader.doubts) }
}

fn common_denominator(written: &TierPrices) -> Option<i128> {
    let named = [&written.earlier, &written.dwellings, &written.maxima, &written.minima];
    let all = named.into_iter().flat_map(BTreeMap::values).chain(written.places.iter().map(|place| &place.price));
    all.into_iter().try_fold(1_i128, |common, price| {
        let shared = Fraction::new(common, price.denominator);
        common.checked_mul(shared.denominator)
    })
}

struct Reader<'a> {
    question: &'a Question<'a>,
    written: &'a TierPrices,
    denominator: i128,
    doubts: Vec<Doubt>,
}

impl Reader<'_> {
    fn numerator(&mut self, price: Fraction) -> i128 {
        let scaled = price.numerator.checked_mul(self.denominator / price.denominator);
        scaled.unwrap_or_else(|| {
            self.doubts.push(Doubt::TooFine { tier: self.written.tier.clone() });
            0
        })
    }

    fn positive(&mut self, of: &str, price: Fraction) -> i128 {
        if price.numerator < 0 {
            self.doubts.push(Doubt::NegativePrice { tier: self.written.tier.clone(), of: of.to_owned() });
        }
        self.numerator(price)
    }

    fn misplaced(&mut self, of: &str) {
        self.doubts.push(Doubt::MisplacedPrice { tier: self.written.tier.clone(), of: of.to_owned() });
    }

    fn earlier(&mut self) -> Vec<i128> {
        let before = &self.question.tiers[..self.question.number];
        for name in self.written.earlier.keys() {
            if !before.iter().any(|tier| tier.name() == name) {
                self.misplaced(name);
            }
        }
        let price = |tier: &crate::domain::Tier| self.written.earlier.get(tier.name()).copied();
        let prices: Vec<Option<Fraction>> = before.iter().map(price).collect();
        before
            .iter()
            .zip(prices)
            .map(|(tier, price)| price.map_or(0, |price| self.positive(tier.name(), price)))
            .collect()
    }

    fn dwellings(&mut self) -> Vec<i128> {
        let mut prices = vec![0; self.question.survey.round.dwellings.len()];
        for (id, price) in &self.written.dwellings {
            match self.question.survey.round.dwelling(id) {
                Some(index) if self.question.scope.dwellings.contains(&index) => {
                    prices[index] = self.positive(id, *price);
                }
                _ => self.misplaced(id),
            }
        }
        prices
    }

    fn maxima(&mut self) -> Vec<i128> {
        let maxima = &self.question.survey.maxima;
        self.of_limits(&self.written.maxima, |limit| maxima[limit].is_some())
    }

    fn minima(&mut self) -> Vec<i128> {
        let limits = &self.question.survey.round.limits.limits;
        self.of_limits(&self.written.minima, |limit| limits[limit].min.is_some())
    }

    fn of_limits(&mut self, written: &BTreeMap<String, Fraction>, has_bound: impl Fn(usize) -> bool) -> Vec<i128> {
        let mut prices = vec![0; self.question.survey.maxima.len()];
        for (name, price) in written {
            match self.question.survey.round.limits.position(name) {
                Some(index) if self.question.scope.limits.contains(&index) && has_bound(index) => {
                    prices[index] = self.positive(name, *price);
                }
                _ => self.misplaced(name),
            }
        }
        prices
    }

    fn places(&mut self) -> BTreeMap<(usize, usize), i128> {
        let mut prices = BTreeMap::new();
        for place in &self.written.places {
            let dwelling = self.question.survey.round.dwelling(&place.dwelling);
            let dwelling = dwelling.filter(|index| self.question.scope.dwellings.contains(index));
            let class = self.question.survey.classes.binary_search(&place.class).ok();
            let price = self.numerator(place.price);
            match dwelling.zip(class) {
                Some(key) if !prices.contains_key(&key) => drop(prices.insert(key, price)),
                _ => self.misplaced(&place.dwelling),
            }
        }
        prices
    }

    /// A shortfall can grow without bound, so a minimum's price is at most what the shortfall costs.
    fn minima_within_weight(&mut self, list: &PriceList) {
        for limit in &self.question.scope.limits {
            let most = shortfall_price(self.question, list, *limit);
            if most.is_none_or(|most| list.minima[*limit] > most) {
                let of = self.question.survey.round.limits.limits[*limit].name.clone();
                self.doubts.push(Doubt::PriceAboveWeight { tier: self.written.tier.clone(), of });
            }
        }
    }
}
