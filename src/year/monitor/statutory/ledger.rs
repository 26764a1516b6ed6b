//! Working the statutory task out from the ledger.

use jiff::civil::{Date, date};

use super::{Assessed, Expectation, HalfYear, Scenario, StatutoryCourse};
use crate::domain::{Fraction, MONTHS, Realised, Statutory, WHOLE, Year};
use crate::year::monitor::Moment;
use crate::year::monitor::forecast::{Forecast, needed, rounded_up};
use crate::year::monitor::ladder::{Backlog, Steps};

/// Months of half a year.
const HALF: usize = MONTHS / 2;

/// Works the task out from the counted rows.
pub(in crate::year::monitor) fn statutory(
    year: &Year,
    told: &Statutory,
    counted: &[&Realised],
    moment: Moment,
) -> StatutoryCourse {
    let of_group = counted.iter().filter(|row| row.group == told.group);
    let month = |index: usize| of_group.clone().filter(|row| row.month == index).map(|row| row.persons).sum();
    let persons: [u32; MONTHS] = std::array::from_fn(month);
    let done = &persons[..moment.months];
    let ledger = Ledger { told, done, wanted: wanted(told) };
    let halves = [0, 1].map(|half| ledger.half_year(half));
    StatutoryCourse {
        group: told.group.clone(),
        persons,
        months: moment.months,
        backlog: told.backlog,
        wish: told.clear_backlog,
        wanted: ledger.wanted,
        step: told.step,
        halves,
        assessed: ledger.assessed(year),
        forecast: Forecast::of(done, moment.remaining()),
    }
}

/// The wanted part of the backlog in persons, rounded up.
fn wanted(told: &Statutory) -> u32 {
    let part = Fraction::new(i128::from(told.backlog) * i128::from(told.clear_backlog), WHOLE.into());
    rounded_up(part)
}

/// The task and the complete months.
struct Ledger<'a> {
    told: &'a Statutory,
    done: &'a [u32],
    wanted: u32,
}

impl Ledger<'_> {
    /// Persons housed in a half year that is complete, or at its end in a scenario.
    fn ending(&self, half: usize, scenario: Scenario) -> Option<u32> {
        let until = |months: usize| match months.checked_sub(self.done.len()) {
            None | Some(0) => Some(self.done[..months].iter().sum()),
            Some(to_come) => Forecast::of(self.done, to_come).map(|forecast| scenario.of(&forecast)),
        };
        Some(until((half + 1) * HALF)?.saturating_sub(until(half * HALF)?))
    }

    /// The backlog when a half year begins, in a scenario; as if the halves before it were met where nothing can be
    /// said of them.
    fn backlog_before(&self, half: usize, scenario: Scenario) -> i64 {
        let missed = |half: usize| {
            let task = self.told.task[half];
            i64::from(task) - i64::from(self.ending(half, scenario).unwrap_or(task))
        };
        i64::from(self.told.backlog) + (0..half).map(missed).sum::<i64>()
    }

    fn backlog_after(&self, half: usize, scenario: Scenario) -> Option<i64> {
        let missed = i64::from(self.told.task[half]) - i64::from(self.ending(half, scenario)?);
        Some(self.backlog_before(half, scenario) + missed)
    }

    fn half_year(&self, half: usize) -> HalfYear {
        let (from, task) = (half * HALF, self.told.task[half]);
        let months = self.done.len().clamp(from, from + HALF) - from;
        let housed: u32 = self.done[from.min(self.done.len())..from.min(self.done.len()) + months].iter().sum();
        let before = self.backlog_before(half, Scenario::Straight);
        let to_house = i64::from(task).saturating_add(before.min(0)) - i64::from(housed);
        let keeping = self.keeping(half, before);
        HalfYear {
            task,
            months,
            housed,
            to_house: u32::try_from(to_house).unwrap_or(0),
            needed: needed(to_house, HALF - months),
            keeping,
            needed_to_keep: needed(i64::from(keeping) - i64::from(housed), HALF - months),
            backlog_before: before,
            ending: scenarios(|scenario| self.ending(half, scenario)),
            backlog_after: scenarios(|scenario| self.backlog_after(half, scenario)),
        }
    }

    /// Persons to house in a half year so that the step does not rise: the task, less those by whom the city was
    /// ahead, and what is due of the backlog.
    fn keeping(&self, half: usize, before: i64) -> u32 {
        u32::try_from(i64::from(self.told.task[half]) + self.due(half, before).min(before)).unwrap_or(0)
    }

    /// Persons of the backlog that are due in a half year: in the first a beginning, in the second what is still
    /// missing of the wanted part.
    fn due(&self, half: usize, before: i64) -> i64 {
        let cleared = i64::from(self.told.backlog) - before;
        if half == 0 { 1 } else { (i64::from(self.wanted) - cleared).max(0) }
    }

    fn assessed(&self, year: &Year) -> Vec<Assessed> {
        let mut days: Vec<Date> = self.told.assessed.clone();
        days.sort();
        let closed = days.into_iter().filter_map(|day| Some((day, half_closed(year, day)?)));
        let found = closed.map(|(day, half)| Assessed {
            day,
            half,
            complete: self.done.len() >= (half + 1) * HALF,
            expected: None,
        });
        let mut found: Vec<Assessed> = found.collect();
        found.dedup_by_key(|one| one.half); // a half year is judged once, on the first day after it
        let mut steps = [Steps::exactly(self.told.step); 3];
        for assessed in &mut found {
            let next = |scenario: Scenario| self.expectation(assessed.half, scenario, steps[scenario as usize]);
            assessed.expected = scenarios(next);
            if let Some(expected) = assessed.expected {
                steps = expected.map(|one| one.after);
            }
        }
        found
    }

    fn expectation(&self, half: usize, scenario: Scenario, before: Steps) -> Option<Expectation> {
        let (backlog, left) = (self.backlog_before(half, scenario), self.backlog_after(half, scenario)?);
        let housed = i64::from(self.ending(half, scenario)?);
        let task_met = housed - backlog.min(0) >= i64::from(self.told.task[half]);
        let state = match backlog - left {
            _ if left <= 0 => Backlog::Cleared,
            cleared if cleared >= self.due(half, backlog) => Backlog::AsWanted,
            _ => Backlog::Less,
        };
        Some(Expectation { task_met, backlog: state, before, after: before.after(task_met, state) })
    }
}

/// The half year that is closed when the province looks on a day; `None` where that is a year before.
fn half_closed(year: &Year, day: Date) -> Option<usize> {
    let ends = [date(year.year, 7, 1), date(year.year.saturating_add(1), 1, 1)];
    ends.iter().rposition(|end| *end <= day)
}

/// A figure in every scenario, where there is one in each.
fn scenarios<Figure>(figure: impl Fn(Scenario) -> Option<Figure>) -> Option<[Figure; 3]> {
    let [low, straight, high] = Scenario::ALL.map(figure);
    Some([low?, straight?, high?])
}
