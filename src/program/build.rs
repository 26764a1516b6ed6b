//! The columns and rows of one part.

use std::collections::{BTreeMap, BTreeSet};

use super::{Columns, Meaning, Open, Outline, Part, Row, Statement, sign};
use crate::domain::{Counts, Members, Mode, Tier};

impl Outline<'_> {
    /// Writes the columns and rows of a part.
    pub(super) fn write(&self, part: usize) -> Part {
        let members = &self.members[part];
        let mut sheet = Sheet {
            outline: self,
            rows: Vec::new(),
            rows_of_kinds: BTreeMap::new(),
            rows_of_places: BTreeMap::new(),
            limits: members.limits.clone(),
            rows_of_limits: Vec::new(),
            columns: Columns::default(),
        };
        sheet.add_limits();
        for kind in &members.kinds {
            let count = whole(self.interchange.kinds[*kind].members.len());
            let row = sheet.row(Statement::Kind(*kind), None, Some(count), 1);
            sheet.rows_of_kinds.insert(*kind, row);
        }
        sheet.add_shared(&members.profiles);
        for profile in &members.profiles {
            sheet.add_profile(*profile);
        }
        let mut part =
            Part { kinds: members.kinds.clone(), limits: sheet.limits, columns: sheet.columns, rows: sheet.rows };
        part.add_sums();
        part
    }
}

/// The columns and rows of one part as they are written.
struct Sheet<'a> {
    outline: &'a Outline<'a>,
    rows: Vec<Row>,
    rows_of_kinds: BTreeMap<usize, usize>,
    /// Of a kind and class: the most places, and the least.
    rows_of_places: BTreeMap<(usize, usize), [usize; 2]>,
    /// The limits of the part, ascending, and the rows of each one's maximum and minimum.
    limits: Vec<usize>,
    rows_of_limits: Vec<[Option<usize>; 2]>,
    columns: Columns,
}

impl Sheet<'_> {
    fn row(&mut self, statement: Statement, lower: Option<i64>, upper: Option<i64>, unit: i64) -> usize {
        self.rows.push(Row { statement, lower, upper, unit });
        self.rows.len() - 1
    }

    /// What one unit is worth in each tier.
    fn worth(&self, of: impl Fn(Tier) -> i64) -> Vec<i64> {
        self.outline.round.model.tiers.iter().map(|tier| sign(*tier) * of(*tier)).collect()
    }

    /// `Σ amount ≤ max` and `Σ amount + short ≥ min` of every limit.
    fn add_limits(&mut self) {
        for index in self.limits.clone() {
            let limit = &self.outline.round.limits.limits[index];
            let unit = limit.counts.unit();
            let maximum = self.outline.maxima[index];
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
        let Some(sharing) = &self.outline.round.model.sharing else { return };
        let least = i64::from(sharing.min.max(2));
        let mut possible = BTreeSet::new();
        for profile in profiles.iter().map(|number| &self.outline.interchange.profiles[*number]) {
            let shareable = profile.open.iter().filter(|open| open.misfit(Mode::Shared).is_some());
            possible.extend(shareable.filter_map(|open| Some((open.kind(), profile.sharing_class?))));
        }
        for (kind, class) in possible {
            let places = i64::from(self.outline.interchange.kinds[kind].places);
            let at_most = self.row(Statement::PlacesAtMost { kind, class }, None, Some(0), 1);
            let at_least = self.row(Statement::PlacesAtLeast { kind, class }, Some(0), None, 1);
            self.rows_of_places.insert((kind, class), [at_most, at_least]);
            let mut entries = vec![(at_most, -places), (at_least, -least)];
            entries.extend(self.rows_of_kinds.get(&kind).map(|row| (*row, 1)));
            entries.extend(self.counted(self.limits_of_shared(kind, class), |_| 1));
            let count = self.outline.interchange.kinds[kind].members.len();
            let worth = self.worth(|tier| if tier == Tier::Lottery { -self.shared_draw(kind, class) } else { 0 });
            let meaning = Meaning::Shared { kind, class };
            self.columns.push(meaning, (0, whole(count)), &entries, &worth);
        }
    }

    /// The `dwellings` limits that count a dwelling of the kind shared by the class.
    fn limits_of_shared(&self, kind: usize, class: usize) -> Vec<usize> {
        let limits = &self.outline.round.limits;
        let Some(sharer) = self.outline.sharer[class] else { return Vec::new() };
        (0..limits.families.len())
            .filter(|family| limits.families[*family].counts == Counts::Dwellings)
            .flat_map(|family| {
                let of_sharer = limits.of_applicant(family, &self.outline.round.applicants[sharer]);
                of_sharer.common(&self.outline.of_kind[kind][family]).collect::<Vec<usize>>()
            })
            .collect()
    }

    fn shared_draw(&self, kind: usize, class: usize) -> i64 {
        let first = self.outline.interchange.kinds[kind].members[0];
        let values = &self.outline.interchange.sharing_classes[class];
        self.outline.round.lottery().shared_dwelling(values, &self.outline.round.dwellings[first].id)
    }

    /// `Σ take = Σ flow` of a profile, its applicants and its flows.
    fn add_profile(&mut self, number: usize) {
        let profile = &self.outline.interchange.profiles[number];
        let row = self.row(Statement::Profile(number), Some(0), Some(0), 1);
        for applicant in &profile.members {
            self.add_take(row, number, *applicant);
        }
        let two_sided = self.outline.two_sided(number);
        for open in &profile.open {
            for mode in [Mode::Whole, Mode::Shared] {
                if let Some(misfit) = open.misfit(mode) {
                    self.add_flow(row, number, open, mode, misfit, &two_sided);
                }
            }
        }
    }

    fn add_take(&mut self, row: usize, profile: usize, index: usize) {
        let round = self.outline.round;
        let applicant = &round.applicants[index];
        let mut entries = vec![(row, 1)];
        let limits = self.outline.one_sided(profile, index);
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
        let lower = i64::from(self.outline.standing.fixed_dwelling(index).is_some());
        let meaning = Meaning::Take { applicant: index, profile };
        self.columns.push(meaning, (lower, 1), &entries, &worth);
    }

    fn add_flow(
        &mut self,
        row: usize,
        number: usize,
        open: &Open,
        mode: Mode,
        misfit: i64,
        two_sided: &[(usize, Members)],
    ) {
        let (round, interchange) = (self.outline.round, &self.outline.interchange);
        let (profile, kind) = (&interchange.profiles[number], &interchange.kinds[open.kind()]);
        let first = &round.applicants[profile.members[0]];
        let mut entries = vec![(row, -1)];
        let takes = match (mode, profile.sharing_class) {
            (Mode::Shared, Some(class)) => self.rows_of_places.get(&(open.kind(), class)).map(|rows| &rows[..]),
            _ => self.rows_of_kinds.get(&open.kind()).map(std::slice::from_ref),
        };
        entries.extend(takes.into_iter().flatten().map(|row| (*row, 1)));
        let limits = self.outline.in_kind(open.kind(), two_sided);
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

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
