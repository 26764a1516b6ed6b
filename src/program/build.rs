//! Round and eligibility → columns and rows, part by part.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::parts::Ties;
use super::{Columns, Interchange, Meaning, Open, Part, Program, Row, Statement, sign};
use crate::domain::{Counts, Mode, Round, Tier};
use crate::eligibility::{Index, Standing, effective_maxima};

impl Program {
    /// Writes the round as a compact program.
    pub fn new(round: &Round, standing: &Standing, index: &Index) -> Self {
        let interchange = Interchange::new(round, standing, index);
        let source = Source::new(round, standing, &interchange);
        let parts = source.split().into_par_iter().map(|members| source.part(members)).collect();
        Self { interchange, tiers: round.model.tiers.clone(), wish: None, keeps: false, parts }
    }
}

/// What one part consists of.
#[derive(Default)]
struct Members {
    profiles: Vec<usize>,
    kinds: Vec<usize>,
    limits: Vec<usize>,
}

/// Everything the columns and rows are written from.
struct Source<'a> {
    round: &'a Round,
    standing: &'a Standing,
    interchange: &'a Interchange,
    maxima: Vec<Option<i64>>,
    /// Limits that each kind belongs to, ascending.
    of_kind: Vec<Vec<usize>>,
    /// One applicant of each sharing class.
    sharer: Vec<Option<usize>>,
}

impl<'a> Source<'a> {
    fn new(round: &'a Round, standing: &'a Standing, interchange: &'a Interchange) -> Self {
        let families = round.limits.families.len();
        let of_kind = interchange
            .kinds
            .iter()
            .map(|kind| {
                let dwelling = &round.dwellings[kind.members[0]];
                ascending((0..families).flat_map(|family| round.limits.of_dwelling(family, dwelling)))
            })
            .collect();
        let mut sharer = vec![None; interchange.sharing_classes.len()];
        for profile in &interchange.profiles {
            if let Some(class) = profile.sharing_class {
                sharer[class] = sharer[class].or(Some(profile.members[0]));
            }
        }
        Self { round, standing, interchange, maxima: effective_maxima(round, standing), of_kind, sharer }
    }

    fn is_two_sided(&self, family: usize, profile: usize) -> bool {
        let can_share = self.interchange.profiles[profile].sharing_class.is_some();
        self.round.limits.is_two_sided(family, can_share, self.round.model.sharing.as_ref())
    }

    /// The limits of the one-sided families that count an applicant wherever it is placed.
    fn one_sided(&self, profile: usize, applicant: usize) -> Vec<usize> {
        let limits = &self.round.limits;
        (0..limits.families.len())
            .filter(|family| !self.is_two_sided(*family, profile))
            .flat_map(|family| limits.of_applicant(family, &self.round.applicants[applicant]))
            .collect()
    }

    /// The limits of the two-sided families that count a profile in some dwellings, ascending.
    fn two_sided(&self, profile: usize) -> Vec<usize> {
        let limits = &self.round.limits;
        let first = &self.round.applicants[self.interchange.profiles[profile].members[0]];
        let families = (0..limits.families.len()).filter(|family| self.is_two_sided(*family, profile));
        ascending(families.flat_map(|family| limits.of_applicant(family, first)))
    }

    /// Those of some limits, ascending, that a kind belongs to.
    fn in_kind<'b>(&'b self, kind: usize, limits: &'b [usize]) -> impl Iterator<Item = usize> + 'b {
        self.of_kind[kind].iter().copied().filter(|limit| limits.binary_search(limit).is_ok())
    }

    /// Finds the independent parts, by their least profile; limits that nothing counts towards go first.
    fn split(&self) -> Vec<Members> {
        let (profiles, kinds) = (self.interchange.profiles.len(), self.interchange.kinds.len());
        let limits = self.round.limits.limits.len();
        let mut ties = Ties::new(profiles + kinds + limits);
        let mut tied = vec![false; limits];
        for (number, profile) in self.interchange.profiles.iter().enumerate() {
            profile.open.iter().for_each(|open| ties.tie(number, profiles + open.kind()));
            let two_sided = self.two_sided(number);
            let reached = profile.open.iter().flat_map(|open| self.in_kind(open.kind(), &two_sided));
            let mut counted: BTreeSet<usize> = reached.collect();
            counted.extend(profile.members.iter().flat_map(|applicant| self.one_sided(number, *applicant)));
            for limit in counted {
                ties.tie(number, profiles + kinds + limit);
                tied[limit] = true;
            }
        }
        let mut found: BTreeMap<usize, Members> = BTreeMap::new();
        for number in 0..profiles {
            found.entry(ties.root(number)).or_default().profiles.push(number);
        }
        for kind in 0..kinds {
            found.entry(ties.root(profiles + kind)).or_default().kinds.push(kind);
        }
        for limit in (0..limits).filter(|limit| tied[*limit]) {
            found.entry(ties.root(profiles + kinds + limit)).or_default().limits.push(limit);
        }
        let mut parts: Vec<Members> = found.into_values().collect();
        if parts.is_empty() {
            parts.push(Members::default());
        }
        parts[0].limits.extend((0..limits).filter(|limit| !tied[*limit]));
        parts[0].limits.sort_unstable();
        parts
    }

    fn part(&self, members: Members) -> Part {
        let mut sheet = Sheet {
            source: self,
            rows: Vec::new(),
            row_of: BTreeMap::new(),
            limits: members.limits,
            rows_of_limits: Vec::new(),
            columns: Columns::default(),
        };
        sheet.add_limits();
        for kind in &members.kinds {
            let count = whole(self.interchange.kinds[*kind].members.len());
            sheet.row(Statement::Kind(*kind), None, Some(count), 1);
        }
        sheet.add_shared(&members.profiles);
        for profile in &members.profiles {
            sheet.add_profile(*profile);
        }
        let mut part = Part { kinds: members.kinds, limits: sheet.limits, columns: sheet.columns, rows: sheet.rows };
        part.add_sums();
        part
    }
}

/// The columns and rows of one part as they are written.
struct Sheet<'a> {
    source: &'a Source<'a>,
    rows: Vec<Row>,
    row_of: BTreeMap<(u8, usize, usize), usize>,
    /// The limits of the part, ascending, and the rows of each one's maximum and minimum.
    limits: Vec<usize>,
    rows_of_limits: Vec<[Option<usize>; 2]>,
    columns: Columns,
}

impl Sheet<'_> {
    fn row(&mut self, statement: Statement, lower: Option<i64>, upper: Option<i64>, unit: i64) -> usize {
        self.row_of.insert(name(statement), self.rows.len());
        self.rows.push(Row { statement, lower, upper, unit });
        self.rows.len() - 1
    }

    fn find(&self, statement: Statement) -> Option<usize> {
        self.row_of.get(&name(statement)).copied()
    }

    /// What one unit is worth in each tier.
    fn worth(&self, of: impl Fn(Tier) -> i64) -> Vec<i64> {
        self.source.round.model.tiers.iter().map(|tier| sign(*tier) * of(*tier)).collect()
    }

    /// `Σ amount ≤ max` and `Σ amount + short ≥ min` of every limit.
    fn add_limits(&mut self) {
        for index in self.limits.clone() {
            let limit = &self.source.round.limits.limits[index];
            let unit = limit.counts.unit();
            let maximum = self.source.maxima[index];
            let maximum = maximum.map(|max| self.row(Statement::Maximum(index), None, Some(max), unit));
            let min = limit.min.filter(|min| *min > 0);
            let minimum = min.map(|min| self.row(Statement::Minimum(index), Some(min), None, unit));
            self.rows_of_limits.push([maximum, minimum]);
            if let (Some(min), Some(row)) = (min, minimum) {
                let worth = self.worth(|tier| if tier == Tier::Minimums { limit.weight } else { 0 });
                let meaning = Meaning::Short { limit: index };
                self.columns.push(meaning, (0, min), &[(row, 1)], &worth);
            }
        }
    }

    /// The entries of an amount in the rows of limits.
    fn counted(&self, limits: impl IntoIterator<Item = usize>, amount: impl Fn(usize) -> i64) -> Vec<(usize, i64)> {
        let mut entries = Vec::new();
        for limit in limits {
            let (units, place) = (amount(limit), self.limits.binary_search(&limit));
            let rows = place.ok().filter(|_| units != 0).map(|place| self.rows_of_limits[place]);
            entries.extend(rows.into_iter().flatten().flatten().map(|row| (row, units)));
        }
        entries
    }

    /// `z` of every kind and class that someone could share, with its two rows.
    fn add_shared(&mut self, profiles: &[usize]) {
        let Some(sharing) = &self.source.round.model.sharing else { return };
        let least = i64::from(sharing.min.max(2));
        let mut possible = BTreeSet::new();
        for profile in profiles.iter().map(|number| &self.source.interchange.profiles[*number]) {
            let shareable = profile.open.iter().filter(|open| open.misfit(Mode::Shared).is_some());
            possible.extend(shareable.filter_map(|open| Some((open.kind(), profile.sharing_class?))));
        }
        for (kind, class) in possible {
            let places = i64::from(self.source.interchange.kinds[kind].places);
            let at_most = self.row(Statement::PlacesAtMost { kind, class }, None, Some(0), 1);
            let at_least = self.row(Statement::PlacesAtLeast { kind, class }, Some(0), None, 1);
            let mut entries = vec![(at_most, -places), (at_least, -least)];
            entries.extend(self.find(Statement::Kind(kind)).map(|row| (row, 1)));
            entries.extend(self.counted(self.limits_of_shared(kind, class), |_| 1));
            let count = self.source.interchange.kinds[kind].members.len();
            let worth = self.worth(|tier| if tier == Tier::Lottery { -self.shared_draw(kind, class) } else { 0 });
            let meaning = Meaning::Shared { kind, class };
            self.columns.push(meaning, (0, whole(count)), &entries, &worth);
        }
    }

    /// The `dwellings` limits that count a dwelling of the kind shared by the class.
    fn limits_of_shared(&self, kind: usize, class: usize) -> Vec<usize> {
        let limits = &self.source.round.limits;
        let Some(sharer) = self.source.sharer[class] else { return Vec::new() };
        (0..limits.families.len())
            .filter(|family| limits.families[*family].counts == Counts::Dwellings)
            .flat_map(|family| limits.of_applicant(family, &self.source.round.applicants[sharer]))
            .filter(|limit| self.source.of_kind[kind].binary_search(limit).is_ok())
            .collect()
    }

    fn shared_draw(&self, kind: usize, class: usize) -> i64 {
        let first = self.source.interchange.kinds[kind].members[0];
        let values = &self.source.interchange.sharing_classes[class];
        self.source.round.lottery().shared_dwelling(values, &self.source.round.dwellings[first].id)
    }

    /// `Σ take = Σ flow` of a profile, its applicants and its flows.
    fn add_profile(&mut self, number: usize) {
        let profile = &self.source.interchange.profiles[number];
        let row = self.row(Statement::Profile(number), Some(0), Some(0), 1);
        for applicant in &profile.members {
            self.add_take(row, number, *applicant);
        }
        let two_sided = self.source.two_sided(number);
        for open in &profile.open {
            for mode in [Mode::Whole, Mode::Shared] {
                if let Some(misfit) = open.misfit(mode) {
                    self.add_flow(row, number, open, mode, misfit, &two_sided);
                }
            }
        }
    }

    fn add_take(&mut self, row: usize, profile: usize, index: usize) {
        let round = self.source.round;
        let applicant = &round.applicants[index];
        let mut entries = vec![(row, 1)];
        let limits = self.source.one_sided(profile, index);
        entries.extend(self.counted(limits, |limit| {
            let family = &round.limits.families[round.limits.limits[limit].family];
            family.amount(applicant, Mode::Whole, round.model.sharing.as_ref())
        }));
        let worth = self.worth(|tier| match tier {
            Tier::Placed => 1,
            Tier::Urgency => applicant.urgency(round.month),
            Tier::Waiting => applicant.waiting_days(round.first_day()),
            Tier::Lottery => round.lottery().applicant(&applicant.id),
            Tier::Minimums | Tier::Fit | Tier::Unchanged => 0,
        });
        let lower = i64::from(self.source.standing.fixed_dwelling(index).is_some());
        let meaning = Meaning::Take { applicant: index, profile };
        self.columns.push(meaning, (lower, 1), &entries, &worth);
    }

    fn add_flow(&mut self, row: usize, number: usize, open: &Open, mode: Mode, misfit: i64, two_sided: &[usize]) {
        let (round, interchange) = (self.source.round, self.source.interchange);
        let (profile, kind) = (&interchange.profiles[number], &interchange.kinds[open.kind()]);
        let first = &round.applicants[profile.members[0]];
        let mut entries = vec![(row, -1)];
        let statements = match (mode, profile.sharing_class) {
            (Mode::Shared, Some(class)) => vec![
                Statement::PlacesAtMost { kind: open.kind(), class },
                Statement::PlacesAtLeast { kind: open.kind(), class },
            ],
            _ => vec![Statement::Kind(open.kind())],
        };
        entries.extend(statements.into_iter().filter_map(|statement| Some((self.find(statement)?, 1))));
        let limits = self.source.in_kind(open.kind(), two_sided);
        entries.extend(self.counted(limits, |limit| {
            let family = &round.limits.families[round.limits.limits[limit].family];
            family.amount(first, mode, round.model.sharing.as_ref())
        }));
        let draw = || round.lottery().flow(&first.id, &round.dwellings[kind.members[0]].id, mode);
        let worth = self.worth(|tier| match tier {
            Tier::Fit => misfit,
            Tier::Unchanged => i64::from(open.is_unchanged()),
            Tier::Lottery => draw(),
            Tier::Minimums | Tier::Placed | Tier::Urgency | Tier::Waiting => 0,
        });
        let per_dwelling = if mode == Mode::Shared { whole(kind.places as usize) } else { 1 };
        let upper = whole(profile.members.len()).min(whole(kind.members.len()) * per_dwelling);
        let meaning = Meaning::Flow { profile: number, kind: open.kind(), mode };
        self.columns.push(meaning, (0, upper), &entries, &worth);
    }
}

/// A key by which a row is found again.
fn name(statement: Statement) -> (u8, usize, usize) {
    match statement {
        Statement::Profile(profile) => (0, profile, 0),
        Statement::Kind(kind) => (1, kind, 0),
        Statement::PlacesAtMost { kind, class } => (2, kind, class),
        Statement::PlacesAtLeast { kind, class } => (3, kind, class),
        Statement::Maximum(limit) => (4, limit, 0),
        Statement::Minimum(limit) => (5, limit, 0),
        Statement::Sum => (6, 0, 0),
    }
}

/// Each once, ascending.
fn ascending(limits: impl Iterator<Item = usize>) -> Vec<usize> {
    limits.collect::<BTreeSet<usize>>().into_iter().collect()
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
