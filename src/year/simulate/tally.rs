//! What many replays say together.

use std::collections::BTreeMap;

use crate::domain::MONTHS;

use super::{Course, GroupCourse, Histogram, Policy, Replay, Setting};

/// What the replays say of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The policy.
    pub policy: Policy,
    /// By group.
    pub groups: BTreeMap<String, GroupTally>,
    /// Places of all groups in the year.
    pub places: Histogram,
    /// Replays in which every group that has places in the decision had them.
    pub every: u64,
    /// Places of all groups up to and with each month.
    pub until: [Histogram; MONTHS],
    /// Dwellings that stood empty at the end of each month, held for those they are reserved for.
    pub held: [Histogram; MONTHS],
    /// Dwellings that went to other seekers in the year.
    pub released: Histogram,
    /// Months of the year whose allocation is not proven to be the best.
    pub unproven: Histogram,
    /// Households more in the year that could have been offered a place in those months at most.
    pub short: Histogram,
}

/// What the replays say of a group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GroupTally {
    /// Places in the year.
    pub places: Histogram,
    /// Places up to and with each month.
    pub until: [Histogram; MONTHS],
    /// Persons that were housed in the year.
    pub persons: Histogram,
    /// Of these, in the first half of the year.
    pub first_half: Histogram,
    /// Offers that were refused in the year.
    pub refused: Histogram,
    /// Days since registration of everyone that took a place.
    pub waited: Histogram,
    /// Days since registration of everyone that waited when the year was over.
    pub waiting: Histogram,
}

/// Empty tallies for the policies of a simulation.
pub fn tallies(setting: &Setting) -> Vec<Tally> {
    let tally = |policy: &Policy| Tally {
        policy: *policy,
        groups: setting.mediated().map(|group| (group.id.clone(), GroupTally::default())).collect(),
        places: Histogram::default(),
        every: 0,
        until: Default::default(),
        held: Default::default(),
        released: Histogram::default(),
        unproven: Histogram::default(),
        short: Histogram::default(),
    };
    setting.policies.iter().map(tally).collect()
}

impl Replay {
    /// Adds it to the tallies of its policies; the decision says what each group was to have.
    pub fn add_to(&self, tallies: &mut [Tally], decision: &BTreeMap<String, u32>) {
        self.courses.iter().zip(tallies).for_each(|(course, tally)| tally.add(course, decision));
    }
}

impl Tally {
    fn add(&mut self, course: &Course, decision: &BTreeMap<String, u32>) {
        let decided = |group: &String| decision.get(group).copied().unwrap_or(0);
        let reached = |(group, of): (&String, &GroupCourse)| of.places.iter().sum::<u32>() >= decided(group);
        self.every += u64::from(course.groups.iter().all(reached));
        let mut places = [0; MONTHS];
        for (group, of_group) in &course.groups {
            self.groups.entry(group.clone()).or_default().add(of_group);
            places.iter_mut().zip(of_group.places).for_each(|(all, own)| *all += own);
        }
        add_until(&places, &mut self.places, &mut self.until);
        self.held.iter_mut().zip(course.held).for_each(|(histogram, held)| histogram.add(held));
        self.released.add(course.released.iter().sum());
        self.unproven.add(course.unproven.iter().sum());
        self.short.add(course.short.iter().sum());
    }
}

impl GroupTally {
    fn add(&mut self, course: &GroupCourse) {
        add_until(&course.places, &mut self.places, &mut self.until);
        self.persons.add(course.persons.iter().sum());
        self.first_half.add(course.persons[..MONTHS / 2].iter().sum());
        self.refused.add(course.refused.iter().sum());
        course.waited.iter().for_each(|days| self.waited.add(*days));
        course.waiting.iter().for_each(|days| self.waiting.add(*days));
    }
}

fn add_until(places: &[u32; MONTHS], year: &mut Histogram, until: &mut [Histogram; MONTHS]) {
    let mut so_far = 0;
    for (places, histogram) in places.iter().zip(until) {
        so_far += places;
        histogram.add(so_far);
    }
    year.add(so_far);
}
