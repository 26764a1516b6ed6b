//! One replay of the year, under each policy.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::allocation::{Answer, Status};
use crate::domain::{MONTHS, Month, Placement, Round, Tier};
use crate::eligibility::Standing;
use crate::pipeline::{self, Request};
use crate::solver::Failure;

use super::chain::temporary;
use super::drawn::{Drawn, DrawnMonth, Fresh};
use super::draws::Draws;
use super::month::{Moment, SoFar, families};
use super::{Policy, Setting};

/// The year once, under every policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replay {
    /// Number of the replay, from 1.
    pub replay: u32,
    /// How it went under each policy, in the order asked for.
    pub courses: Vec<Course>,
}

/// How a year went under one policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// By group.
    pub groups: BTreeMap<String, GroupCourse>,
    /// Dwellings that stood empty at the end of each month, held for those they are reserved for.
    pub held: [u32; MONTHS],
    /// Dwellings that went to other seekers, by month.
    pub released: [u32; MONTHS],
    /// 1 for each month whose allocation is not proven to be the best, else 0.
    pub unproven: [u32; MONTHS],
    /// Households more that could have been offered a place in each month at most, with the minimums as they are; 0
    /// where the number is proven.
    pub short: [u32; MONTHS],
}

/// How a year went for a group.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GroupCourse {
    /// Places that were taken, by month.
    pub places: [u32; MONTHS],
    /// Persons that were housed, by month.
    pub persons: [u32; MONTHS],
    /// Offers that were refused, by month.
    pub refused: [u32; MONTHS],
    /// Days since registration of those that took a place, on the first day of their round, ascending.
    #[serde(with = "differences")]
    pub waited: Vec<u32>,
    /// Days since registration of those that wait when the year is over, ascending.
    #[serde(with = "differences")]
    pub waiting: Vec<u32>,
}

/// Replays the year once.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn replay(setting: &Setting, number: u32) -> Result<Replay, Failure> {
    let draws = Draws { seed: setting.seed, replay: number };
    let drawn = Drawn::new(setting, draws);
    let courses = setting.policies.iter().map(|policy| course(setting, &drawn, draws, *policy));
    Ok(Replay { replay: number, courses: courses.collect::<Result<_, Failure>>()? })
}

fn course(setting: &Setting, drawn: &Drawn, draws: Draws, policy: Policy) -> Result<Course, Failure> {
    let mut state = State::new(setting, drawn, draws, policy);
    for (month, drawn) in drawn.months.iter().enumerate() {
        state.begin(month, drawn);
        let request = Request { effort: setting.effort, ..Request::default() };
        let answer = pipeline::answer(&state.round, &Standing::default(), &request)?;
        state.prove(month, &answer);
        state.end(month, &answer.placements);
    }
    Ok(state.finished())
}

/// The city in the course of a year.
struct State<'a> {
    setting: &'a Setting,
    draws: Draws,
    policy: Policy,
    /// The month's round; its applicants are those who wait.
    round: Round,
    /// The dwellings of the round, and those that come free too late for it.
    offered: Vec<Fresh>,
    later: Vec<Fresh>,
    /// Places of each temporary concept that have been offered.
    freed: Vec<u32>,
    so_far: BTreeMap<String, SoFar>,
    course: Course,
}

impl<'a> State<'a> {
    fn new(setting: &'a Setting, drawn: &Drawn, draws: Draws, policy: Policy) -> Self {
        let mut round = setting.model.round.clone();
        round.model.tiers = setting.goals.of(&round.model.tiers);
        if policy == Policy::NoSharing {
            round.model.sharing = None;
        }
        round.applicants.clone_from(&drawn.stock);
        let groups = setting.mediated().map(|group| (group.id.clone(), GroupCourse::default()));
        let course = Course {
            groups: groups.collect(),
            held: [0; MONTHS],
            released: [0; MONTHS],
            unproven: [0; MONTHS],
            short: [0; MONTHS],
        };
        let (offered, later, freed, so_far) = (Vec::new(), Vec::new(), Vec::new(), BTreeMap::new());
        Self { setting, draws, policy, round, offered, later, freed, so_far, course }
    }

    /// Puts the round of a month together.
    fn begin(&mut self, month: usize, drawn: &DrawnMonth) {
        self.round.month = self.setting.year.month(month);
        self.round.seed = self.draws.number(&["lottery", &month.to_string()]);
        self.round.applicants.extend(drawn.arrivals.iter().cloned());
        let fresh = |dwelling| Fresh { dwelling, held: false, temporary: true };
        let temporary = temporary(&self.setting.year, &self.so_far, &mut self.freed).into_iter().map(fresh);
        let there = self.offered.drain(..).chain(self.later.drain(..)).chain(drawn.dwellings.iter().cloned());
        let there = there.chain(temporary);
        let (mut offered, later): (Vec<_>, Vec<_>) = there.partition(|fresh| is_in_time(&self.round, fresh));
        offered.sort_by(|one, other| one.dwelling.id.cmp(&other.dwelling.id));
        self.round.dwellings = offered.iter().map(|fresh| fresh.dwelling.clone()).collect();
        (self.offered, self.later) = (offered, later);
        let moment = Moment { policy: self.policy, month, drawn, so_far: &self.so_far };
        self.round.model.families = families(self.setting, moment, &self.round.dwellings);
        self.round.limits = self.round.spread_limits();
        self.course.released[month] = drawn.elsewhere;
    }

    /// Counts what is not proven.
    fn prove(&mut self, month: usize, answer: &Answer) {
        self.course.unproven[month] = u32::from(answer.status != Status::Optimal);
        let placed = answer.tiers.iter().position(|(tier, _)| *tier == Tier::Placed);
        let short = placed.and_then(|place| answer.short.get(place)).copied().unwrap_or(0);
        self.course.short[month] = u32::try_from(short).unwrap_or(0);
    }

    /// Offers the matches; who accepts moves, what nobody has is held or goes to other seekers.
    fn end(&mut self, month: usize, placements: &[Placement]) {
        let (mut moved, mut used) = (BTreeSet::new(), BTreeSet::new());
        let number = month.to_string();
        for placement in placements {
            let id = &self.round.applicants[placement.applicant].id;
            let refused = self.draws.happens(self.setting.year.chances.refused, &["refused", id, &number]);
            if !refused {
                moved.insert(placement.applicant);
                used.insert(placement.dwelling);
            }
            self.count(month, placement.applicant, refused);
        }
        let mut place = 0..;
        self.round.applicants.retain(|_| !place.next().is_some_and(|place| moved.contains(&place)));
        let unused: Vec<Fresh> =
            self.offered.drain(..).enumerate().filter(|(at, _)| !used.contains(at)).map(|(_, fresh)| fresh).collect();
        let (kept, released): (Vec<_>, Vec<_>) = unused.into_iter().partition(|fresh| fresh.held || fresh.temporary);
        self.course.held[month] = count(kept.iter().filter(|fresh| fresh.held).count());
        self.course.released[month] += count(released.len());
        self.offered = kept;
    }

    /// Counts an offer.
    fn count(&mut self, month: usize, applicant: usize, refused: bool) {
        let applicant = &self.round.applicants[applicant];
        let Some(group) = self.course.groups.get_mut(&applicant.group) else { return };
        if refused {
            group.refused[month] += 1;
            return;
        }
        let so_far = self.so_far.entry(applicant.group.clone()).or_default();
        group.places[month] += 1;
        group.persons[month] += applicant.persons();
        group.waited.push(days(applicant.waiting_days(self.round.first_day())));
        so_far.places += 1;
        so_far.persons += applicant.persons();
    }

    /// The year, with those who still wait when it is over.
    fn finished(mut self) -> Course {
        let over = Month { year: self.setting.year.year + 1, month: 1 }.first_day();
        for applicant in &self.round.applicants {
            if let Some(group) = self.course.groups.get_mut(&applicant.group) {
                group.waiting.push(days(applicant.waiting_days(over)));
            }
        }
        for group in self.course.groups.values_mut() {
            group.waited.sort_unstable();
            group.waiting.sort_unstable();
        }
        self.course
    }
}

/// Whether a dwelling is free within the days of the round.
fn is_in_time(round: &Round, fresh: &Fresh) -> bool {
    let last = round.model.rules.dates.map(|days| round.first_day().saturating_add(jiff::Span::new().days(days)));
    fresh.dwelling.available_from.zip(last).is_none_or(|(free, last)| free <= last)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn days(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

/// Ascending numbers, written as the first and the differences: most take one digit.
mod differences {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(numbers: &[u32], serializer: S) -> Result<S::Ok, S::Error> {
        let before = std::iter::once(0).chain(numbers.iter().copied());
        serializer.collect_seq(numbers.iter().zip(before).map(|(number, before)| number - before))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u32>, D::Error> {
        let mut numbers = Vec::<u32>::deserialize(deserializer)?;
        let mut last = 0_u32;
        for number in &mut numbers {
            last = last.saturating_add(*number);
            *number = last;
        }
        Ok(numbers)
    }
}
