//! Placements that are known, as a solution of the program: what the search begins from.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::start::Filling;
use super::{Meaning, Part, Program};
use crate::domain::{Mode, Placement};

impl Program {
    /// For each part a solution with the fixed pairs and as many of these placements as stand together with them, those that
    /// count most first, filled up; the better of two where an applicant is wished for: with the placements first, or with it.
    pub fn holding(&self, placements: &[Placement]) -> Vec<Option<Vec<i64>>> {
        self.parts.iter().map(|part| self.of_part(part, placements)).collect()
    }

    fn of_part(&self, part: &Part, placements: &[Placement]) -> Option<Vec<i64>> {
        let members = |kind: usize| self.interchange.kinds[kind].members.iter().map(move |dwelling| (*dwelling, kind));
        let kind_of: BTreeMap<usize, usize> = part.kinds.iter().copied().flat_map(members).collect();
        let places = Places::of(part);
        let fixed = Filling::fixed(part)?;
        let without = self.held(&places, fixed.clone(), placements, &kind_of);
        let wanted = self.wish.and_then(|wanted| places.takes.get(&wanted));
        let is_placed = |values: &Vec<i64>| wanted.is_none_or(|(take, _)| values[*take] > 0);
        if without.as_ref().is_some_and(is_placed) {
            return without;
        }
        let Some((take, profile)) = wanted else { return without };
        self.held(&places, places.placing(fixed, *take, *profile), placements, &kind_of).or(without)
    }

    /// Adds the placements that still fit in, sharers first, and then whoever does.
    fn held(
        &self,
        places: &Places<'_>,
        mut filling: Filling<'_>,
        placements: &[Placement],
        kind_of: &BTreeMap<usize, usize>,
    ) -> Option<Vec<i64>> {
        let mut whole: Vec<[usize; 2]> = Vec::new();
        let mut shared: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        for placement in placements {
            let Some(kind) = kind_of.get(&placement.dwelling) else { continue };
            let Some((take, profile)) = places.takes.get(&placement.applicant) else { continue };
            let Some(flow) = places.flows.get(&(*profile, *kind, placement.mode)) else { continue };
            match placement.mode {
                Mode::Whole => whole.push([*take, *flow]),
                Mode::Shared => shared.entry(placement.dwelling).or_default().push((*take, *flow)),
            }
        }
        for (dwelling, sharers) in shared {
            let open = self.sharing(places, kind_of[&dwelling], &sharers);
            filling.add_sharers(&sharers, open);
        }
        let columns = &places.part.columns;
        whole.sort_by_cached_key(|[take, _]| Reverse(columns.at(*take).worth_in_first(columns.tiers())));
        for pair in whole.iter().filter(|[take, _]| columns.at(*take).upper > 0) {
            if filling.values[pair[0]] == 0 {
                filling.try_add(pair);
            }
        }
        places.place_the_lost(&mut filling, placements);
        filling.settle();
        places.part.filled_up(Some(&filling.values))
    }

    /// The column of the dwellings of a kind that applicants like these share.
    fn sharing(&self, places: &Places<'_>, kind: usize, sharers: &[(usize, usize)]) -> Option<usize> {
        let (take, _) = sharers.first()?;
        let Meaning::Take { profile, .. } = places.part.columns.at(*take).meaning else { return None };
        let class = self.interchange.profiles[profile].sharing_class?;
        places.shared.get(&(kind, class)).copied()
    }
}

/// Where the columns of a part stand.
pub(super) struct Places<'a> {
    pub(super) part: &'a Part,
    /// By applicant, with its profile.
    pub(super) takes: BTreeMap<usize, (usize, usize)>,
    /// By profile, kind and mode.
    pub(super) flows: BTreeMap<(usize, usize, Mode), usize>,
    /// By kind and class.
    shared: BTreeMap<(usize, usize), usize>,
}

impl<'a> Places<'a> {
    fn of(part: &'a Part) -> Self {
        let mut places = Self { part, takes: BTreeMap::new(), flows: BTreeMap::new(), shared: BTreeMap::new() };
        for (index, column) in part.columns.iter().enumerate() {
            match column.meaning {
                Meaning::Take { applicant, profile } => {
                    places.takes.insert(applicant, (index, profile));
                }
                Meaning::Flow { profile, kind, mode } => {
                    places.flows.insert((profile, kind, mode), index);
                }
                Meaning::Shared { kind, class } => {
                    places.shared.insert((kind, class), index);
                }
                Meaning::Short { .. } | Meaning::Sum => {}
            }
        }
        places
    }

    /// The whole dwellings that a profile may have: by kind, with the column.
    pub(super) fn homes(&self, profile: usize) -> impl Iterator<Item = (usize, usize)> {
        let flows = self.flows.range((profile, 0, Mode::Whole)..=(profile, usize::MAX, Mode::Shared));
        flows.filter(|((_, _, mode), _)| *mode == Mode::Whole).map(|((_, kind, _), flow)| (*kind, *flow))
    }

    /// With an applicant in the first whole dwelling that every row still allows, if there is one.
    fn placing(&self, mut filling: Filling<'a>, take: usize, profile: usize) -> Filling<'a> {
        self.homes(profile).any(|(_, flow)| filling.try_add(&[take, flow]));
        filling
    }
}

impl Filling<'_> {
    /// Adds sharers of one dwelling (their columns): to dwellings that are shared already, as far as there is room, the
    /// others together in one more.
    fn add_sharers(&mut self, sharers: &[(usize, usize)], open: Option<usize>) {
        let missing = sharers.iter().filter(|(take, _)| self.values[*take] == 0).copied().collect::<Vec<_>>();
        let mut together: Vec<usize> = Vec::new();
        for (take, flow) in missing {
            if !self.try_add(&[take, flow]) {
                together.extend([take, flow]);
            }
        }
        together.extend(open.filter(|_| !together.is_empty()));
        self.try_add(&together);
    }
}
