//! How many dwellings each rule keeps from an applicant, and how many applicants from a dwelling, without
//! comparing everyone with everything: a rule sees little of an applicant, and those of whom it sees the
//! same are counted together.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::index::{Index, flag, list, number, text};
use super::{Standing, breaks, dates};
use crate::domain::{Applicant, Dwelling, Mode, Round, Rule, RuleSet};

/// How often each rule is broken.
type Counts = BTreeMap<Rule, usize>;

/// For some classes how many of the others each rule excludes, when they would live there alone.
#[derive(Debug, Default)]
pub struct Exclusions {
    /// Dwellings that each rule keeps from an applicant, by applicant class.
    pub dwellings: BTreeMap<usize, Counts>,
    /// Applicants that take part and that each rule keeps out of a dwelling, by dwelling class.
    pub applicants: BTreeMap<usize, Counts>,
    /// Applicants that a reservation alone keeps out of a dwelling, by dwelling class.
    pub unreserved: BTreeMap<usize, usize>,
}

/// Applicants of whom a rule sees the same.
struct Alike {
    /// One of them.
    applicant: usize,
    /// How many there are.
    count: usize,
    /// Classes of theirs about which one asks.
    asking: Vec<usize>,
}

/// Dwellings of which a rule sees the same.
struct Homes {
    /// One of them.
    dwelling: usize,
    /// How many there are.
    count: usize,
    /// Classes of theirs about which one asks.
    asking: Vec<usize>,
}

impl Exclusions {
    /// Counts for these classes of applicants and of dwellings.
    pub fn new(
        round: &Round,
        standing: &Standing,
        index: &Index,
        applicant_classes: &[usize],
        dwelling_classes: &[usize],
    ) -> Self {
        if applicant_classes.is_empty() && dwelling_classes.is_empty() {
            return Self::default();
        }
        let (decided, others): (Vec<usize>, Vec<usize>) =
            (0..index.applicants.len()).partition(|class| standing.concerns(index.applicants[*class][0]));
        let mut found = Self::default();
        found.dwellings.extend(applicant_classes.iter().map(|class| (*class, Counts::new())));
        found.applicants.extend(dwelling_classes.iter().map(|class| (*class, Counts::new())));
        for rule in Rule::ALL {
            found.count(round, index, rule, &others);
        }
        found.count_decided(round, standing, index, &decided);
        let unreserved = |class: &usize| (*class, would_fit_unreserved(round, standing, index, *class));
        found.unreserved = dwelling_classes.par_iter().map(unreserved).collect();
        found
    }

    fn count(&mut self, round: &Round, index: &Index, rule: Rule, classes: &[usize]) {
        let alike = self.alike(round, index, rule, classes);
        let homes = self.homes(round, index, rule);
        let kept_out = |alike: &Alike| -> Vec<usize> {
            let applicant = &round.applicants[alike.applicant];
            let matters = |home: &&usize| !alike.asking.is_empty() || !homes[**home].asking.is_empty();
            let excludes =
                |home: &usize| breaks(round, rule, applicant, &round.dwellings[homes[*home].dwelling], Mode::Whole);
            (0..homes.len()).filter(|home| matters(&home)).filter(excludes).collect()
        };
        let kept_out: Vec<Vec<usize>> = alike.par_iter().map(kept_out).collect();
        for (alike, kept_out) in alike.iter().zip(kept_out) {
            let dwellings = kept_out.iter().map(|home| homes[*home].count).sum();
            for class in &alike.asking {
                add(&mut self.dwellings, *class, rule, dwellings);
            }
            for class in kept_out.iter().flat_map(|home| &homes[*home].asking) {
                add(&mut self.applicants, *class, rule, alike.count);
            }
        }
    }

    fn alike(&self, round: &Round, index: &Index, rule: Rule, classes: &[usize]) -> Vec<Alike> {
        let mut known: HashMap<Vec<u8>, usize> = HashMap::new();
        let mut found: Vec<Alike> = Vec::new();
        for class in classes {
            let members = &index.applicants[*class];
            let mut key = Vec::new();
            if !sees(round, rule, &round.applicants[members[0]], &mut key) {
                break;
            }
            let place = *known.entry(key).or_insert(found.len());
            if place == found.len() {
                found.push(Alike { applicant: members[0], count: 0, asking: Vec::new() });
            }
            found[place].count += members.len();
            found[place].asking.extend(self.dwellings.contains_key(class).then_some(*class));
        }
        found
    }

    fn homes(&self, round: &Round, index: &Index, rule: Rule) -> Vec<Homes> {
        let mut known: HashMap<Vec<u8>, usize> = HashMap::new();
        let mut found: Vec<Homes> = Vec::new();
        for (class, members) in index.dwellings.iter().enumerate() {
            let mut key = Vec::new();
            sees_of_home(round, rule, &round.dwellings[members[0]], &mut key);
            let place = *known.entry(key).or_insert(found.len());
            if place == found.len() {
                found.push(Homes { dwelling: members[0], count: 0, asking: Vec::new() });
            }
            found[place].count += members.len();
            found[place].asking.extend(self.applicants.contains_key(&class).then_some(class));
        }
        found
    }

    /// Those that a decision is about are judged one by one.
    fn count_decided(&mut self, round: &Round, standing: &Standing, index: &Index, decided: &[usize]) {
        for class in decided {
            let applicant = index.applicants[*class][0];
            for (home, members) in index.dwellings.iter().enumerate() {
                if !self.dwellings.contains_key(class) && !self.applicants.contains_key(&home) {
                    continue;
                }
                for rule in standing.verdict(round, applicant, members[0]).whole.iter() {
                    add(&mut self.dwellings, *class, rule, members.len());
                    add(&mut self.applicants, home, rule, 1);
                }
            }
        }
    }
}

/// How many only a reservation keeps out. Those of another region are not looked at one by one.
fn would_fit_unreserved(round: &Round, standing: &Standing, index: &Index, class: usize) -> usize {
    let dwelling = index.dwellings[class][0];
    if round.dwellings[dwelling].reserved_for.is_empty() {
        return 0;
    }
    let reserved = RuleSet::EMPTY.with(Rule::Reserved, true);
    let only_reserved = |members: &&Vec<usize>| {
        let applicant = &round.applicants[members[0]];
        if breaks(round, Rule::Region, applicant, &round.dwellings[dwelling], Mode::Whole) {
            return false;
        }
        let verdict = standing.verdict(round, members[0], dwelling);
        verdict.whole == reserved || verdict.shared == reserved
    };
    index.applicants.iter().filter(only_reserved).map(Vec::len).sum()
}

/// Counts only for classes that are asked about.
fn add(counts: &mut BTreeMap<usize, Counts>, class: usize, rule: Rule, times: usize) {
    if let Some(counts) = counts.get_mut(&class).filter(|_| times > 0) {
        *counts.entry(rule).or_default() += times;
    }
}

/// What a rule sees of an applicant that would live in a dwelling alone; `false` for a rule that has no
/// say in that.
fn sees(round: &Round, rule: Rule, applicant: &Applicant, key: &mut Vec<u8>) -> bool {
    match rule {
        Rule::Size => number(key, i64::from(applicant.persons())),
        Rule::Rent => number(key, round.norms.rent_cap(applicant)),
        Rule::Labels => number(key, i64::from(applicant.age)),
        Rule::Needs => list(key, &applicant.needs),
        Rule::Reserved => {
            text(key, Some(&applicant.group));
            text(key, applicant.organisation.as_deref());
        }
        Rule::Liveability => {
            round.model.liveability.iter().for_each(|exclusion| flag(key, exclusion.applicants.selects(applicant)));
        }
        Rule::Avoided => {
            list(key, &applicant.avoid_districts);
            list(key, &applicant.avoid_complexes);
        }
        Rule::Region => text(key, applicant.region.as_deref()),
        Rule::Dates => {
            let within = round.model.rules.dates.unwrap_or(0);
            flag(key, dates::breaks(applicant, &Dwelling::default(), round.first_day(), within));
        }
        Rule::Sharing | Rule::Decision => return false,
    }
    true
}

/// What a rule sees of a dwelling in which an applicant would live alone.
fn sees_of_home(round: &Round, rule: Rule, dwelling: &Dwelling, key: &mut Vec<u8>) {
    match rule {
        Rule::Size => {
            number(key, i64::from(dwelling.rooms));
            number(key, dwelling.persons_min.map_or(-1, i64::from));
            number(key, dwelling.persons_max.map_or(-1, i64::from));
        }
        Rule::Rent => {
            number(key, dwelling.rent);
            number(key, dwelling.lowest_rent.unwrap_or(dwelling.rent));
        }
        Rule::Labels | Rule::Needs => list(key, &dwelling.labels),
        Rule::Reserved => list(key, &dwelling.reserved_for),
        Rule::Liveability => {
            round.model.liveability.iter().for_each(|exclusion| flag(key, exclusion.dwellings.selects(dwelling)));
        }
        Rule::Avoided => {
            text(key, dwelling.district.as_deref());
            text(key, dwelling.complex.as_deref());
        }
        Rule::Region => text(key, dwelling.region.as_deref()),
        Rule::Dates => {
            let within = round.model.rules.dates.unwrap_or(0);
            flag(key, dates::breaks(&Applicant::default(), dwelling, round.first_day(), within));
        }
        Rule::Sharing | Rule::Decision => {}
    }
}
