//! A plan held against the year alone: nothing of the program or of the solver is used.

use crate::domain::{MONTHS, SizeClass, Source, Supply, WHOLE, Year};

use super::about::{About, Home, Way, is_mediated, largest_load, leaving_as, load, need_of};
use super::figures::Placements;
use super::policy::{Aim, Policy};
use super::supply::Available;

/// A bound that a plan breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// What is bounded.
    pub about: About,
    /// What the plan has of it.
    pub used: i64,
    /// What it may have.
    pub most: i64,
}

/// Everything that a plan in whole households breaks. A partner's capacity in a month may be off by less than one
/// household where its sum up to that month holds: capacities are no whole numbers of households.
pub fn check(year: &Year, policy: Policy, plan: &Placements) -> Vec<Breach> {
    let mut checked = Checked { year, policy, plan, breaches: Vec::new() };
    for (way, _) in &plan.households {
        checked.one_way(way);
    }
    for source in 0..year.supply.len() {
        checked.homes(source);
    }
    checked.share();
    for stream in 0..year.streams.len() {
        checked.stream(stream);
    }
    for group in year.decision.keys() {
        checked.group(group);
    }
    checked.chain();
    checked.temporary();
    checked.breaches
}

struct Checked<'a> {
    year: &'a Year,
    policy: Policy,
    plan: &'a Placements,
    breaches: Vec<Breach>,
}

impl Checked<'_> {
    fn at_most(&mut self, about: About, used: i64, most: i64) {
        if used > most {
            self.breaches.push(Breach { about, used, most });
        }
    }

    fn count(&self, passes: impl Fn(&Way) -> bool) -> i64 {
        self.plan.count(passes).into()
    }

    fn group_of(&self, way: &Way) -> &str {
        &self.year.streams[way.stream].group
    }

    /// Whether these households can live there at all, and then.
    fn one_way(&mut self, way: &Way) {
        let Some((source, size)) = (match way.home {
            Home::Own(source, size) | Home::Shared(source, size) => Some((source, size)),
            Home::Temporary(_) => None,
        }) else {
            return;
        };
        let found = &self.year.supply[source];
        let stream = &self.year.streams[way.stream];
        let is_shared = matches!(way.home, Home::Shared(..));
        let fits = if is_shared { way.size == SizeClass::Small && self.policy.sharing } else { way.size.fits(size) };
        let own = is_mediated(self.year, &stream.group) || (found.kind == Supply::Mutation && !is_shared);
        let admits = found.admits(&stream.group, stream.organisation.as_deref());
        let delivered = found.delivered.is_none_or(|delivered| delivered <= way.month);
        if !(fits && own && admits && delivered) {
            self.breaches.push(Breach { about: About::Homes(source, size, way.month), used: 1, most: 0 });
        }
    }

    fn homes(&mut self, index: usize) {
        let source: &Source = &self.year.supply[index];
        let available = Available::of(self.year, source);
        let from = |month: usize| if available.waits { 0 } else { month };
        for month in 0..MONTHS {
            let within = |at: usize| (from(month)..=month).contains(&at);
            let mut shared_in_all = 0;
            for size in SizeClass::ALL {
                let own = self.count(|way| way.home == Home::Own(index, size) && within(way.month));
                let shared = self.shared(index, size, within);
                shared_in_all += shared;
                let most = i64::from(available.by(month, size.index()));
                self.at_most(About::Homes(index, size, month), own + shared, most);
                let here = self.shared(index, size, |at| at == month);
                let sharers = self.count(|way| way.home == Home::Shared(index, size) && way.month == month);
                self.at_most(About::Places(index, size, month), sharers, here * i64::from(source.places));
                self.at_most(About::Places(index, size, month), here * 2, sharers);
            }
            let shareable: u32 = (from(month)..=month).map(|at| available.shareable[at]).sum();
            self.at_most(About::Shareable(index, month), shared_in_all, shareable.into());
        }
        if let Some(most) = source.for_groups {
            let used: u32 = self.plan.used(self.year)[index].iter().sum();
            self.at_most(About::ForGroups(index), used.into(), most.into());
        }
    }

    fn shared(&self, source: usize, size: SizeClass, within: impl Fn(usize) -> bool) -> i64 {
        let of = self.plan.shared.iter().filter(|(homes, _)| homes.source == source && homes.size == size);
        of.filter(|(homes, _)| within(homes.month)).map(|(_, number)| i64::from(*number)).sum()
    }

    fn share(&mut self) {
        let Some(share) = self.policy.share else { return };
        let used: u32 = self.plan.used(self.year).iter().flatten().sum();
        self.at_most(About::Share, used.into(), i64::from(self.year.dwellings()) * share / WHOLE);
    }

    /// No more households than there are: of a size, of those who would share, of small ones of two persons.
    fn stream(&mut self, index: usize) {
        let stream = &self.year.streams[index];
        let needed = i64::from(need_of(self.year, &stream.group).unwrap_or(0)).max(self.wanted(&stream.group));
        let part = |of: i64, part: i64| (of * part + WHOLE - 1) / WHOLE;
        let households = part(needed, stream.share);
        let all = self.count(|way| way.stream == index);
        self.at_most(About::Need(index), all, households);
        for size in SizeClass::ALL {
            let of = self.count(|way| way.stream == index && way.size == size);
            self.at_most(About::Mix(index, size), of, part(households, stream.sizes[size.index()]));
        }
        let sharers = self.count(|way| way.stream == index && matches!(way.home, Home::Shared(..)));
        self.at_most(About::Sharers(index), sharers, part(households, stream.sharers));
        let small = part(households, stream.sizes[SizeClass::Small.index()]);
        let in_middle = self.count(|way| {
            way.stream == index && way.size == SizeClass::Small && matches!(way.home, Home::Own(_, SizeClass::Middle))
        });
        self.at_most(About::Pairs(index), in_middle, part(small, self.year.small_in_middle));
    }

    fn wanted(&self, group: &str) -> i64 {
        let decided = self.year.decision.get(group).copied().unwrap_or(0);
        let needed = need_of(self.year, group).unwrap_or(decided);
        i64::from(if self.policy.aim == Aim::Needs { needed } else { decided })
    }

    fn group(&mut self, group: &str) {
        let wanted = self.wanted(group);
        let all = self.count(|way| self.group_of(way) == group);
        self.at_most(About::Ceiling(group.to_owned()), all, wanted);
        for month in 0..MONTHS {
            let passed = i64::try_from(month + 1).unwrap_or(0);
            let by = self.count(|way| self.group_of(way) == group && way.month <= month);
            if !is_mediated(self.year, group) {
                self.at_most(About::OwnPace(group.to_owned(), month), by, wanted * passed / 12);
            }
            let leaving = leaving_as(self.year, group);
            if leaving > 0 {
                self.at_most(About::Ended(group.to_owned(), month), by, leaving * passed / 12);
            }
        }
    }

    fn chain(&mut self) {
        let Some(factor) = self.policy.capacity else { return };
        for (index, partner) in self.year.partners.iter().enumerate() {
            let above = (largest_load(self.year, partner) - 1).max(0);
            let (mut used_by, mut most_by) = (0, 0);
            for month in 0..MONTHS {
                let Some(capacity) = partner.capacity[month] else { continue };
                let here = self.plan.households.iter().filter(|(way, _)| way.month == month);
                let used: i64 = here.map(|(way, number)| load(self.year, partner, way) * i64::from(*number)).sum();
                let most = capacity * 100 * factor / WHOLE;
                (used_by, most_by) = (used_by + used, most_by + most);
                self.at_most(About::Capacity(index, month), used, most + above);
                self.at_most(About::CapacityBy(index, month), used_by, most_by);
            }
        }
    }

    fn temporary(&mut self) {
        for (index, concept) in self.year.concepts.iter().enumerate() {
            let leaving = leaving_as(self.year, &concept.leaves_as).max(1);
            for month in 0..MONTHS {
                let taken = self.count(|way| way.home == Home::Temporary(index) && way.month <= month);
                let moved = self.count(|way| self.group_of(way) == concept.leaves_as && way.month <= month);
                let free = i64::from(concept.places.saturating_sub(concept.occupied));
                let most = free * leaving + moved * i64::from(concept.leaving);
                self.at_most(About::Freed(index, month), taken * leaving, most);
            }
        }
    }
}
