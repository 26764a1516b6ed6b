//! The goals of a plan in strict order, each as a linear expression over the program's columns.

use good_lp::{Constraint, Expression, ProblemVariables, Variable, constraint, variable};

use crate::domain::{MONTHS, Statutory, Supply};

use super::about::{Home, Way, is_larger, wait_when_let, waits_unlet};
use super::merged::Terms;
use super::policy::Policy;
use super::program::Program;

/// The goals about how many are housed, in their order.
pub(super) const NUMBERS: [Goal; 4] = [Goal::Task, Goal::Backlog, Goal::Evenly, Goal::Decision];

/// One goal; every one of them is to be as small as can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Goal {
    /// Persons of the statutory task that are not housed in their half year.
    Task,
    /// Persons of the part of the backlog that the city wants to house and that are not.
    Backlog,
    /// Places that are wanted and not reached.
    Decision,
    /// The largest part that a group misses of what is wanted for it.
    Evenly,
    /// How far the organisations are from their part of each group's households.
    Division,
    /// Households in a shared dwelling.
    Shared,
    /// The most placements in a month.
    Peak,
    /// The sum of the differences between the households of a group and organisation in one month and the next.
    Change,
    /// Months that dwellings of projects wait; those kept for the groups until they are let or the year ends.
    Vacancy,
    /// The sum of the differences between the vacancies that a landlord is asked for in one month and the next.
    Landlords,
    /// Households in a home of their own that is of a larger size than they are.
    Larger,
    /// What the partners would have to take on above their capacity, in what their capacities count.
    Extra,
}

impl Goal {
    /// The goals of a policy, the first one first.
    pub fn of(policy: Policy) -> Vec<Goal> {
        use Goal::{Backlog, Change, Decision, Division, Evenly, Landlords, Larger, Peak, Shared, Task, Vacancy};
        let numbers = [Task, Backlog, Evenly, Decision];
        let months: &[Goal] = if policy.even {
            &[Peak, Change, Vacancy, Landlords, Larger]
        } else {
            &[Vacancy, Landlords, Change, Larger]
        };
        numbers.into_iter().chain([Division, Shared]).chain(months.iter().copied()).collect()
    }
}

/// A goal written down: the expression, and the rows that give its own variables their meaning.
pub(super) struct Written {
    pub(super) value: Expression,
    pub(super) rows: Vec<Constraint>,
}

/// Writes goals over the solver's columns of a program.
pub(super) struct Writer<'a> {
    pub(super) program: &'a Program<'a>,
    pub(super) columns: &'a [Variable],
}

impl Writer<'_> {
    /// Writes a goal; its own variables are added.
    pub(super) fn write(&self, goal: Goal, variables: &mut ProblemVariables) -> Written {
        match goal {
            Goal::Task => self.task(variables),
            Goal::Backlog => self.backlog(variables),
            Goal::Decision => self.decision(variables),
            Goal::Evenly => self.evenly(variables),
            Goal::Division => self.division(variables),
            Goal::Shared => plain(self.sum(|way| f64::from(u8::from(matches!(way.home, Home::Shared(..)))))),
            Goal::Peak => self.peak(variables),
            Goal::Change => self.change(variables),
            Goal::Vacancy => self.vacancy(),
            Goal::Landlords => self.landlords(variables),
            Goal::Larger => plain(self.count(is_larger)),
            Goal::Extra => self.extra(variables),
        }
    }

    fn sum(&self, factor: impl Fn(&Way) -> f64) -> Expression {
        self.sum_of_columns(|column| self.program.ways.get(column).map_or(0.0, &factor))
    }

    fn sum_of_columns(&self, factor: impl Fn(usize) -> f64) -> Expression {
        sum_of(&self.program.merged.terms(factor), self.columns)
    }

    fn count(&self, passes: impl Fn(&Way) -> bool) -> Expression {
        self.sum(|way| f64::from(u8::from(passes(way))))
    }

    fn of_group(&self, way: &Way, group: &str) -> bool {
        self.program.year.streams[way.stream].group == group
    }

    fn mediated(&self, way: &Way) -> bool {
        self.program.is_mediated(&self.program.year.streams[way.stream].group)
    }

    /// Persons of the statutory group that are housed before a month.
    fn persons_before(&self, statutory: &Statutory, month: usize) -> Expression {
        let persons = |way: &Way| hundredths(self.program.year.streams[way.stream].persons);
        self.sum(|way| if way.month < month && self.of_group(way, &statutory.group) { persons(way) } else { 0.0 })
    }

    fn task(&self, variables: &mut ProblemVariables) -> Written {
        let Some(statutory) = &self.program.year.statutory else { return plain(Expression::from(0)) };
        let [first, second] = statutory.task.map(f64::from);
        let missed = |until: usize, wanted: f64, variables: &mut ProblemVariables| {
            let missed = variables.add(variable().min(0));
            (missed, constraint!(self.persons_before(statutory, until) + missed >= wanted))
        };
        let halves = [missed(MONTHS / 2, first, variables), missed(MONTHS, first + second, variables)];
        let value = halves.iter().map(|(missed, _)| Expression::from(*missed)).sum();
        Written { value, rows: halves.into_iter().map(|(_, row)| row).collect() }
    }

    fn backlog(&self, variables: &mut ProblemVariables) -> Written {
        let Some(statutory) = &self.program.year.statutory else { return plain(Expression::from(0)) };
        let wanted = wanted_persons(statutory);
        let missed = variables.add(variable().min(0));
        let row = constraint!(self.persons_before(statutory, MONTHS) + missed >= wanted);
        Written { value: missed.into(), rows: vec![row] }
    }

    fn decision(&self, variables: &mut ProblemVariables) -> Written {
        let short = |group: &str| {
            let missed = variables.add(variable().min(0));
            let wanted = f64::from(self.program.wanted(group));
            (missed, constraint!(self.count(|way| self.of_group(way, group)) + missed >= wanted))
        };
        let groups: Vec<_> = self.program.groups().map(short).collect();
        let value = groups.iter().map(|(missed, _)| Expression::from(*missed)).sum();
        Written { value, rows: groups.into_iter().map(|(_, row)| row).collect() }
    }

    fn evenly(&self, variables: &mut ProblemVariables) -> Written {
        let most = variables.add(variable().min(0));
        let row = |group: &str| {
            let wanted = f64::from(self.program.wanted(group));
            constraint!(self.count(|way| self.of_group(way, group)) + wanted * most >= wanted)
        };
        let rows = self.program.groups().map(row).collect();
        Written { value: most.into(), rows }
    }

    fn division(&self, variables: &mut ProblemVariables) -> Written {
        let mut written = plain(Expression::from(0));
        for (index, stream) in self.program.year.streams.iter().enumerate() {
            let share = hundredths(stream.share) / 100.0;
            let apart = self.sum(|way| match (way.stream == index, self.of_group(way, &stream.group)) {
                (true, _) => 1.0 - share,
                (false, true) => -share,
                _ => 0.0,
            });
            written.add_size_of(apart, variables);
        }
        written
    }

    fn peak(&self, variables: &mut ProblemVariables) -> Written {
        let most = variables.add(variable().min(0));
        let row = |month| constraint!(self.count(|way| way.month == month && self.mediated(way)) <= most);
        Written { value: most.into(), rows: (0..MONTHS).map(row).collect() }
    }

    /// Steady for every organisation is steady for every group and for the chain.
    fn change(&self, variables: &mut ProblemVariables) -> Written {
        let mut written = plain(Expression::from(0));
        for stream in 0..self.program.year.streams.len() {
            for month in 1..MONTHS {
                let step = self.sum(|way| match (way.stream == stream, way.month) {
                    (true, at) if at == month => 1.0,
                    (true, at) if at + 1 == month => -1.0,
                    _ => 0.0,
                });
                written.add_size_of(step, variables);
            }
        }
        written
    }

    /// A dwelling that is kept for the groups waits from its delivery until it is let or the year ends; any other of a project
    /// has waited when it is let to them after its delivery.
    fn vacancy(&self) -> Written {
        let Program { year, ways, shared, .. } = self.program;
        let waited = |source: usize, month: usize| number(wait_when_let(&year.supply[source], month));
        let let_later =
            self.sum_of_columns(|column| match (ways.get(column), shared.get(column.saturating_sub(ways.len()))) {
                (Some(Way { home: Home::Own(source, _), month, .. }), _) => waited(*source, *month),
                (None, Some(homes)) => waited(homes.source, homes.month),
                _ => 0.0,
            });
        let unlet: i64 = year.supply.iter().map(waits_unlet).sum();
        plain(let_later + number(unlet))
    }

    fn extra(&self, variables: &mut ProblemVariables) -> Written {
        let mut written = plain(Expression::from(0));
        for partner in &self.program.year.partners {
            for (month, capacity) in partner.capacity.iter().enumerate() {
                let Some(capacity) = capacity else { continue };
                let load = |way: &Way| if way.month == month { self.program.load(partner, way) } else { 0 };
                let used = self.sum(|way| hundredths(load(way)) / 100.0);
                let above = variables.add(variable().min(0));
                written.rows.push(constraint!(used <= hundredths(*capacity) + above));
                written.value += above;
            }
        }
        written
    }

    /// Of the vacancies that it is asked for, every landlord gives as many in a month as in the one before.
    fn landlords(&self, variables: &mut ProblemVariables) -> Written {
        let mut written = plain(Expression::from(0));
        let supply = &self.program.year.supply;
        let mutations = (0..supply.len()).filter(|source| supply[*source].kind == Supply::Mutation);
        for source in mutations {
            for month in 1..MONTHS {
                let is_asked = |way: &Way| way.home.source() == Some(source) && self.mediated(way);
                let step = self.sum(|way| match (is_asked(way), way.month) {
                    (true, at) if at == month => 1.0,
                    (true, at) if at + 1 == month => -1.0,
                    _ => 0.0,
                });
                written.add_size_of(step, variables);
            }
        }
        written
    }
}

impl Written {
    /// Adds the size of an expression, whatever its sign.
    fn add_size_of(&mut self, expression: Expression, variables: &mut ProblemVariables) {
        let size = variables.add(variable().min(0));
        self.rows.push(constraint!(expression.clone() <= size));
        self.rows.push(constraint!(-expression <= size));
        self.value += size;
    }
}

/// Persons that are to be housed in the year: both tasks, and the part of the backlog that the city wants.
pub fn wanted_persons(statutory: &Statutory) -> f64 {
    let [first, second] = statutory.task.map(f64::from);
    first + second + f64::from(statutory.backlog) * hundredths(statutory.clear_backlog) / 100.0
}

/// Terms over the solver's columns as an expression.
pub(super) fn sum_of(terms: &Terms, columns: &[Variable]) -> Expression {
    let mut sum = Expression::with_capacity(terms.len());
    for (column, factor) in terms {
        sum.add_mul(*factor, columns[*column]);
    }
    sum
}

fn plain(value: Expression) -> Written {
    Written { value, rows: Vec::new() }
}

fn hundredths(whole: i64) -> f64 {
    number(whole) / 100.0
}

#[allow(clippy::cast_precision_loss)] // percentages, persons, months of dwellings: far below what a float holds
fn number(whole: i64) -> f64 {
    whole as f64
}
