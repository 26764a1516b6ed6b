//! Eligibility without comparing everyone with everything: applicants and dwellings that the rules and
//! the misfit see the same way are judged once, through one representative of each.

use std::collections::HashMap;
use std::num::NonZeroU32;

use rayon::prelude::*;

use super::{Standing, Verdict, judge};
use crate::domain::{Applicant, Cents, Dwelling, Facts, Mode, Round, misfit};

/// What one class of applicants and one class of dwellings are to each other, where they fit at all. A country has a hundred
/// million of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fit {
    class: u32,
    misfits: Misfits,
    /// Whether the pair stands in the earlier allocation.
    pub unchanged: bool,
}

impl Fit {
    /// Of a class, with the misfit in each mode that fits.
    pub(crate) fn new(class: usize, misfit: impl Fn(Mode) -> Option<i64>, unchanged: bool) -> Self {
        Self { class: narrow(class), misfits: Misfits::new(misfit), unchanged }
    }

    /// The dwelling class.
    pub fn dwellings(&self) -> usize {
        self.class as usize
    }

    /// Misfit in a mode; `None` where the pair does not fit.
    pub fn misfit(&self, mode: Mode) -> Option<i64> {
        self.misfits.of(mode)
    }

    /// The same, of another class.
    #[must_use]
    pub fn with(self, class: usize) -> Self {
        Self { class: narrow(class), ..self }
    }
}

/// The misfit of a household that has a dwelling alone, and of one that takes a place in it; each one more than it is. Input bounds
/// rooms far below what that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Misfits([Option<NonZeroU32>; 2]);

impl Misfits {
    fn new(of: impl Fn(Mode) -> Option<i64>) -> Self {
        let one_more = |mode| of(mode).and_then(|misfit| u32::try_from(misfit + 1).ok()).and_then(NonZeroU32::new);
        Self([Mode::Whole, Mode::Shared].map(one_more))
    }

    fn of(self, mode: Mode) -> Option<i64> {
        self.0[mode as usize].map(|one_more| i64::from(one_more.get()) - 1)
    }
}

/// Who fits where, by class.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// Applicants (indices, ascending) of each class; self-search groups are in none.
    pub applicants: Vec<Vec<usize>>,
    /// Dwellings (indices, ascending) of each class.
    pub dwellings: Vec<Vec<usize>>,
    /// For each applicant class the dwelling classes it fits, ascending.
    pub fits: Vec<Vec<Fit>>,
}

impl Index {
    /// Judges every class of applicants against the dwelling classes of its region.
    pub fn new(round: &Round, standing: &Standing) -> Self {
        let sight = Sight::new(round, standing);
        let taking_part = (0..round.applicants.len()).filter(|a| !round.searches_itself(&round.applicants[*a]));
        let applicants = classes(taking_part, |applicant, key| sight.applicant_key(applicant, key));
        let caps = distinct_caps(round, &applicants);
        let dwellings = classes(0..round.dwellings.len(), |dwelling, key| sight.dwelling_key(dwelling, &caps, key));
        let regions = by_region(round, &dwellings);
        let all: Vec<usize> = (0..dwellings.len()).collect();
        let fits = applicants
            .par_iter()
            .map(|members| {
                let region = round.applicants[members[0]].region.as_deref();
                let candidates = match region.filter(|_| round.model.rules.region && !sight.is_special(members[0])) {
                    Some(region) => regions.get(region).map_or(&[][..], Vec::as_slice),
                    None => &all,
                };
                candidates.iter().filter_map(|class| sight.fit(members[0], *class, &dwellings)).collect()
            })
            .collect();
        Self { applicants, dwellings, fits }
    }
}

/// Groups rows by their key, classes in the order of their first member.
fn classes(rows: impl Iterator<Item = usize>, key_of: impl Fn(usize, &mut Vec<u8>)) -> Vec<Vec<usize>> {
    let mut found: HashMap<Vec<u8>, usize> = HashMap::new();
    let mut classes: Vec<Vec<usize>> = Vec::new();
    let mut key = Vec::new();
    for row in rows {
        key.clear();
        key_of(row, &mut key);
        if let Some(class) = found.get(&key) {
            classes[*class].push(row);
        } else {
            found.insert(key.clone(), classes.len());
            classes.push(vec![row]);
        }
    }
    classes
}

fn by_region<'a>(round: &'a Round, dwellings: &[Vec<usize>]) -> HashMap<&'a str, Vec<usize>> {
    let mut regions: HashMap<&str, Vec<usize>> = HashMap::new();
    for (class, members) in dwellings.iter().enumerate() {
        if let Some(region) = &round.dwellings[members[0]].region {
            regions.entry(region).or_default().push(class);
        }
    }
    regions
}

/// The rent caps that occur, ascending, each with one applicant that has it: a dwelling's rent matters
/// only through which of them it exceeds.
fn distinct_caps(round: &Round, applicants: &[Vec<usize>]) -> Vec<(Cents, usize)> {
    let mut caps: Vec<(Cents, usize)> =
        applicants.iter().map(|members| (round.norms.rent_cap(&round.applicants[members[0]]), members[0])).collect();
    caps.sort_unstable();
    caps.dedup_by_key(|(cap, _)| *cap);
    caps
}

/// What the rules can see of a round.
struct Sight<'a> {
    round: &'a Round,
    standing: &'a Standing,
    earlier: std::collections::BTreeSet<(usize, usize)>,
    special_applicants: std::collections::BTreeSet<usize>,
    special_dwellings: std::collections::BTreeSet<usize>,
}

impl<'a> Sight<'a> {
    fn new(round: &'a Round, standing: &'a Standing) -> Self {
        let earlier = round
            .earlier
            .iter()
            .filter_map(|pair| Some((round.applicant(&pair.applicant)?, round.dwelling(&pair.dwelling)?)))
            .collect();
        let decided = round.decisions.iter().map(|decision| (&decision.applicant, &decision.dwelling));
        let matched = round.earlier.iter().map(|pair| (&pair.applicant, &pair.dwelling));
        let pairs: Vec<_> = decided.chain(matched).collect();
        Self {
            round,
            standing,
            earlier,
            special_applicants: pairs.iter().filter_map(|(applicant, _)| round.applicant(applicant)).collect(),
            special_dwellings: pairs.iter().filter_map(|(_, dwelling)| round.dwelling(dwelling)).collect(),
        }
    }

    /// Whether a decision, a question or the earlier allocation is about the applicant.
    fn is_special(&self, applicant: usize) -> bool {
        self.special_applicants.contains(&applicant) || self.standing.concerns(applicant)
    }

    fn applicant_key(&self, index: usize, key: &mut Vec<u8>) {
        let round = self.round;
        let applicant: &Applicant = &round.applicants[index];
        if self.is_special(index) {
            number(key, -1);
            return number(key, as_number(index));
        }
        text(key, applicant.region.as_deref());
        number(key, i64::from(applicant.persons()));
        number(key, round.norms.rent_cap(applicant));
        for ages in round.model.rules.known_labels.values() {
            let suits = ages.age_min.is_none_or(|min| applicant.age >= min)
                && ages.age_max.is_none_or(|max| applicant.age <= max);
            flag(key, suits);
        }
        list(key, &applicant.needs);
        text(key, Some(&applicant.group));
        text(key, applicant.organisation.as_deref());
        for exclusion in &round.model.liveability {
            flag(key, exclusion.applicants.selects(applicant));
        }
        list(key, &applicant.districts);
        list(key, &applicant.avoid_districts);
        list(key, &applicant.avoid_complexes);
        flag(key, self.is_late(applicant.ready_from));
        for value in round.sharing_class(applicant).iter().flatten() {
            text(key, Some(value));
        }
        self.family_key(key, applicant);
    }

    /// What the two-sided limits see of an applicant.
    fn family_key(&self, key: &mut Vec<u8>, applicant: &Applicant) {
        let (limits, sharing) = (&self.round.limits, self.round.model.sharing.as_ref());
        let can_share = self.round.can_share(applicant);
        flag(key, can_share);
        for (index, family) in limits.families.iter().enumerate() {
            if !limits.is_two_sided(index, can_share, sharing) || !family.applicants.selects(applicant) {
                flag(key, false);
                continue;
            }
            flag(key, true);
            if let Some((crate::domain::Side::Applicants, column)) = &family.each {
                for value in applicant.fact(column).values() {
                    text(key, Some(&value));
                }
            }
            number(key, family.amount(applicant, Mode::Whole, sharing));
            number(key, family.amount(applicant, Mode::Shared, sharing));
        }
    }

    fn dwelling_key(&self, index: usize, caps: &[(Cents, usize)], key: &mut Vec<u8>) {
        let round = self.round;
        let dwelling: &Dwelling = &round.dwellings[index];
        if self.special_dwellings.contains(&index) {
            number(key, -1);
            return number(key, as_number(index));
        }
        for (applicant, rules) in self.standing.waived_in(index) {
            number(key, as_number(applicant));
            for mode in [Mode::Whole, Mode::Shared] {
                number(key, as_number(rules.broken(mode).len()));
                rules.broken(mode).iter().for_each(|rule| number(key, rule as i64));
            }
        }
        text(key, dwelling.region.as_deref());
        text(key, dwelling.complex.as_deref());
        text(key, dwelling.district.as_deref());
        number(key, i64::from(dwelling.rooms));
        number(key, dwelling.persons_min.map_or(-1, i64::from));
        number(key, dwelling.persons_max.map_or(-1, i64::from));
        number(key, i64::from(dwelling.places));
        list(key, &dwelling.labels);
        list(key, &dwelling.reserved_for);
        flag(key, self.is_late(dwelling.available_from));
        for exclusion in &round.model.liveability {
            flag(key, exclusion.dwellings.selects(dwelling));
        }
        for (_, payer) in caps {
            let verdict = judge(round, &round.applicants[*payer], dwelling);
            flag(key, verdict.whole.contains(crate::domain::Rule::Rent));
            flag(key, verdict.shared.contains(crate::domain::Rule::Rent));
        }
        for (index, family) in round.limits.families.iter().enumerate() {
            flag(key, family.dwellings.selects(dwelling));
            if matches!(family.each, Some((crate::domain::Side::Dwellings, _))) {
                round.limits.of_dwelling(index, dwelling).iter().for_each(|limit| number(key, as_number(limit)));
            }
        }
    }

    fn is_late(&self, day: Option<jiff::civil::Date>) -> bool {
        let within = self.round.model.rules.dates.unwrap_or(0);
        let last = self.round.first_day().saturating_add(jiff::Span::new().days(i64::from(within)));
        day.is_some_and(|day| day > last)
    }

    fn fit(&self, applicant: usize, class: usize, dwellings: &[Vec<usize>]) -> Option<Fit> {
        let round = self.round;
        let dwelling = dwellings[class][0];
        let verdict: Verdict = self.standing.verdict(round, applicant, dwelling);
        let measure = |mode| {
            verdict
                .fits(mode)
                .then(|| misfit(&round.applicants[applicant], &round.dwellings[dwelling], mode, &round.norms))
        };
        verdict.fits_somehow().then(|| Fit::new(class, measure, self.earlier.contains(&(applicant, dwelling))))
    }
}

/// The number of a class, of which there are at most as many as rows.
fn narrow(class: usize) -> u32 {
    u32::try_from(class).unwrap_or(u32::MAX)
}

pub(super) fn as_number(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}

pub(super) fn number(key: &mut Vec<u8>, value: i64) {
    key.extend_from_slice(&value.to_le_bytes());
}

pub(super) fn flag(key: &mut Vec<u8>, value: bool) {
    key.push(u8::from(value));
}

pub(super) fn text(key: &mut Vec<u8>, value: Option<&str>) {
    match value {
        None => number(key, -1),
        Some(value) => {
            number(key, as_number(value.len()));
            key.extend_from_slice(value.as_bytes());
        }
    }
}

pub(super) fn list(key: &mut Vec<u8>, values: &std::collections::BTreeSet<String>) {
    number(key, as_number(values.len()));
    for value in values {
        text(key, Some(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fit_tells_what_was_put_in() {
        for of in [[None, Some(0)], [Some(0), None], [Some(7), Some(2)]] {
            let fit = Fit::new(70_000, |mode| of[mode as usize], true);
            assert_eq!([fit.misfit(Mode::Whole), fit.misfit(Mode::Shared)], of);
            assert_eq!((fit.dwellings(), fit.unchanged), (70_000, true));
            assert_eq!(fit.with(3), Fit::new(3, |mode| of[mode as usize], true));
        }
        assert_eq!(size_of::<Fit>(), 16, "a country has a hundred million");
    }
}
