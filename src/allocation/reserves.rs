//! Who is next when an offer is refused: the reserves of every placement.
//!
//! A reserve is an applicant without a place who can take the refused place as it is, with every rule and
//! every maximum kept while all others stay where they are. The first reserves are told apart and could all
//! move in together: the best goes first, to the place that suits it best in the order of the tiers, then the
//! next best among what is left. The second reserve of a place is the best of those who are first nowhere; where
//! there is nobody like that, the best of those who are first elsewhere.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap, HashSet};

use rayon::prelude::*;

use super::claims::{Amounts, Tenant, numbered};
use super::groups::Group;
use super::ledger::{Ledger, Worth, plus, tenants};
use super::sharers::sharing_classes;
use crate::domain::{Mode, Placement};
use crate::eligibility::{Fit, Index};

/// One place that somebody has and may refuse.
struct Place {
    /// Number of the placement.
    placement: usize,
    /// Number of its kind.
    kind: usize,
}

/// Places that limits and rules cannot tell apart, whoever has them.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Kind {
    mode: Mode,
    /// The dwelling's class.
    class: usize,
    /// Those who live in the dwelling, as the limits see them.
    now: Vec<Tenant>,
    /// Which of them has the place.
    position: usize,
    /// The sharing class of the applicant that has it.
    sharing: Option<usize>,
}

/// An applicant for a place, with what it is worth there; greater is better.
#[derive(PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
struct Rank {
    worth: Worth,
    draw: i64,
    earlier: Reverse<usize>,
}

/// The best applicant that is left for a place.
#[derive(PartialEq, Eq)]
struct Bid {
    rank: Rank,
    place: usize,
    group: usize,
}

impl Ord for Bid {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank.cmp(&other.rank).then(other.place.cmp(&self.place))
    }
}

impl PartialOrd for Bid {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

struct Search<'a> {
    ledger: &'a Ledger<'a>,
    groups: &'a [Group],
    /// Members of each group, the best first.
    members: Vec<Vec<Member>>,
    /// How many members of each group are first reserves.
    taken: Vec<usize>,
    /// Groups that fit each dwelling class, by claim.
    fitting: BTreeMap<usize, Vec<(usize, Fit)>>,
    /// Number of the sharing class of each applicant class.
    sharing: Vec<Option<usize>>,
    places: Vec<Place>,
    kinds: Vec<Kind>,
    /// By kind.
    shortlists: Vec<Shortlist>,
    /// Places and claims: with the reserves taken then, there was no room for the claim in the place.
    closed: HashSet<(usize, usize)>,
}

/// One of a group, with what it is worth wherever it lives.
struct Member {
    applicant: usize,
    worth: Worth,
    draw: i64,
}

/// So many groups are on the first shortlist of a kind, and on later ones twice as many each time, up to [`MOST_ON_SHORTLIST`].
const ON_SHORTLIST: usize = 32;

/// See [`ON_SHORTLIST`].
const MOST_ON_SHORTLIST: usize = 1024;

/// The groups that come first for the places of a kind. What they are worth there was so once: groups lose members.
/// They never gain, so that whoever is still worth what it says comes before everyone below.
struct Shortlist {
    /// The best first.
    best: Vec<Listed>,
    /// Whoever is not on the list comes after this; `None` where everybody is.
    others_after: Option<Rank>,
    /// How many may be on it.
    length: usize,
}

/// A group on a shortlist.
struct Listed {
    rank: Rank,
    group: usize,
    /// What any of the group is worth there beyond what it is worth wherever it lives.
    at_place: Worth,
}

/// The reserves of each placement, best first: two at most.
pub(crate) fn reserves(
    index: &Index,
    ledger: &Ledger<'_>,
    groups: &[Group],
    placements: &[Placement],
) -> Vec<Vec<usize>> {
    let mut search = Search::new(index, ledger, groups, placements);
    let first = search.first();
    let mut found = vec![Vec::new(); placements.len()];
    for (place, first) in first.into_iter().enumerate().filter_map(|(place, first)| Some((place, first?))) {
        let second = search.bid(place).map(|bid| bid.rank.earlier.0).or_else(|| search.first_elsewhere(place, first));
        found[search.places[place].placement] = [Some(first), second].into_iter().flatten().collect();
    }
    found
}

impl<'a> Search<'a> {
    fn new(index: &Index, ledger: &'a Ledger<'a>, groups: &'a [Group], placements: &[Placement]) -> Self {
        let sharing = sharing_classes(index, ledger);
        let (places, kinds) = places_of(index, ledger, &sharing, placements);
        let mut fitting: BTreeMap<usize, Vec<(usize, Fit)>> = kinds.iter().map(|k| (k.class, Vec::new())).collect();
        for (number, group) in groups.iter().enumerate() {
            for fit in &index.fits[group.class] {
                if let Some(groups) = fitting.get_mut(&fit.dwellings()) {
                    groups.push((number, *fit));
                }
            }
        }
        let members = groups.iter().map(|group| best_first(ledger, &group.members)).collect();
        let (taken, shortlists, closed) = (vec![0; groups.len()], Vec::new(), HashSet::new());
        let mut search = Self { ledger, groups, members, taken, fitting, sharing, places, kinds, shortlists, closed };
        search.shortlists =
            (0..search.kinds.len()).into_par_iter().map(|kind| search.shortlist(kind, ON_SHORTLIST)).collect();
        search
    }

    /// The first reserve of each place. The best bid of all places is taken, unless with those taken before a
    /// maximum would be overrun; then the place bids again.
    fn first(&mut self) -> Vec<Option<usize>> {
        let mut first = vec![None; self.places.len()];
        let mut used = self.ledger.used.clone();
        let mut bids: BinaryHeap<Bid> = (0..self.places.len()).filter_map(|place| self.bid(place)).collect();
        while let Some(bid) = bids.pop() {
            let now = self.bid(bid.place);
            if now.as_ref() != Some(&bid) {
                bids.extend(now);
                continue;
            }
            let (kind, claim) = (&self.kinds[self.places[bid.place].kind], self.groups[bid.group].claim);
            let change = kind.change(self.ledger, claim);
            if kind.overruns(self.ledger, claim, &change, &used) {
                self.closed.insert((bid.place, claim));
                bids.extend(self.bid(bid.place));
                continue;
            }
            for (limit, units) in change {
                used[limit] += units;
            }
            first[bid.place] = Some(bid.rank.earlier.0);
            self.taken[bid.group] += 1;
        }
        first
    }

    /// The best applicant for a place among those who are no first reserve.
    fn bid(&mut self, place: usize) -> Option<Bid> {
        let kind = self.places[place].kind;
        let mut at = 0;
        loop {
            let list = &mut self.shortlists[kind];
            let Some(listed) = list.best.get(at) else {
                list.others_after?;
                let length = (2 * list.length).min(MOST_ON_SHORTLIST.max(list.length));
                self.shortlists[kind] = self.shortlist(kind, length.max(at + ON_SHORTLIST));
                at = 0;
                continue;
            };
            let (rank, group) = (listed.rank, listed.group);
            let now = self.members[group].get(self.taken[group]).map(|member| member.rank(&listed.at_place));
            if now != Some(rank) {
                list.put_back(at, now);
            } else if self.closed.contains(&(place, self.groups[group].claim)) {
                at += 1;
            } else {
                return Some(Bid { rank, place, group });
            }
        }
    }

    /// The best applicant for a place among those who are first reserves of other places.
    fn first_elsewhere(&self, place: usize, own: usize) -> Option<usize> {
        let number = self.places[place].kind;
        let kind = &self.kinds[number];
        let best_of = |(group, fit): &(usize, Fit)| {
            let firsts = &self.members[*group][..self.taken[*group]];
            firsts.first()?;
            let brings = kind.brings(self.ledger, self.groups[*group].claim)?;
            let at_place = self.at_place(number, *group, *fit, &brings)?;
            firsts.iter().map(|member| member.rank(&at_place)).filter(|rank| rank.earlier.0 != own).max()
        };
        self.fitting[&kind.class].iter().filter_map(best_of).max().map(|rank| rank.earlier.0)
    }

    /// The groups that come first for the places of a kind now.
    fn shortlist(&self, kind: usize, length: usize) -> Shortlist {
        let mut best = Vec::new();
        let of_class = &self.fitting[&self.kinds[kind].class];
        for of_claim in of_class.chunk_by(|one, other| self.groups[one.0].claim == self.groups[other.0].claim) {
            let brings = self.kinds[kind].brings(self.ledger, self.groups[of_claim[0].0].claim);
            let Some(brings) = brings else { continue };
            best.extend(of_claim.iter().filter_map(|(group, fit)| self.listed(kind, *group, *fit, &brings)));
        }
        let mut others_after = None;
        if best.len() > length {
            let (_, first_off, _) = best.select_nth_unstable_by(length, |one, other| other.rank.cmp(&one.rank));
            others_after = Some(first_off.rank);
            best.truncate(length);
        }
        best.sort_unstable_by_key(|listed| Reverse(listed.rank));
        best.shrink_to_fit(); // tens of thousands may have stood in line
        Shortlist { best, others_after, length }
    }

    /// What the best of a group that fits a kind is worth there; `None` where nobody of it can take such a place.
    fn listed(&self, kind: usize, group: usize, fit: Fit, brings: &Worth) -> Option<Listed> {
        let member = self.members[group].get(self.taken[group])?;
        let at_place = self.at_place(kind, group, fit, brings)?;
        Some(Listed { rank: member.rank(&at_place), group, at_place })
    }

    /// What any of a group is worth in a kind that it fits, beyond what it is worth wherever it lives; `None` where nobody of it
    /// can take such a place.
    fn at_place(&self, kind: usize, group: usize, fit: Fit, brings: &Worth) -> Option<Worth> {
        let kind = &self.kinds[kind];
        let misfit = fit.misfit(kind.mode)?;
        let is_other_class = kind.mode == Mode::Shared && self.sharing[self.groups[group].class] != kind.sharing;
        (!is_other_class).then(|| plus(&self.ledger.worth_of_place(misfit, fit.unchanged), brings))
    }
}

impl Member {
    fn rank(&self, at_place: &Worth) -> Rank {
        Rank { worth: plus(at_place, &self.worth), draw: self.draw, earlier: Reverse(self.applicant) }
    }
}

impl Shortlist {
    /// Gives the group at a place of the list the rank that it has now, if it has one.
    fn put_back(&mut self, at: usize, now: Option<Rank>) {
        let listed = self.best.remove(at);
        let Some(rank) = now.filter(|now| self.others_after.is_none_or(|after| *now > after)) else { return };
        let at = self.best.partition_point(|other| other.rank > rank);
        self.best.insert(at, Listed { rank, ..listed });
    }
}

impl Kind {
    fn of(ledger: &Ledger<'_>, placement: &Placement, class: usize, sharing: Option<usize>) -> Self {
        let occupants = &ledger.occupants[placement.dwelling];
        let position = occupants.iter().position(|occupant| occupant.applicant == placement.applicant).unwrap_or(0);
        Self { now: tenants(occupants), mode: placement.mode, class, position, sharing }
    }

    /// What changes for the limits when someone with this claim takes the place.
    fn change(&self, ledger: &Ledger<'_>, claim: usize) -> Amounts {
        let mut instead = self.now.clone();
        instead[self.position].claim = claim;
        let mut change = Amounts::new();
        ledger.claims.add(self.class, &self.now, -1, &mut change);
        ledger.claims.add(self.class, &instead, 1, &mut change);
        change
    }

    /// What that brings to the minimums; `None` where a maximum would be overrun.
    fn brings(&self, ledger: &Ledger<'_>, claim: usize) -> Option<Worth> {
        let change = self.change(ledger, claim);
        let overruns = self.overruns(ledger, claim, &change, &ledger.used);
        (!overruns).then(|| ledger.worth_of_minimums(-ledger.shortfall_change(&change)))
    }

    /// Whether someone with this claim counts towards a maximum that would be overrun. The maximum is the one
    /// that the model states: room that a fixed pair made by an override is for nobody else.
    fn overruns(&self, ledger: &Ledger<'_>, claim: usize, change: &Amounts, used: &[i64]) -> bool {
        let mut counted = Vec::new();
        let newcomer = Tenant { claim, mode: self.mode };
        ledger.claims.each_amount(self.class, newcomer, self.position == 0, |limit, amount| {
            if amount > 0 {
                counted.push(limit);
            }
        });
        let over = |(limit, units): &(usize, i64)| {
            let max = ledger.round.limits.limits[*limit].max;
            counted.contains(limit) && max.is_some_and(|max| used[*limit] + units > max)
        };
        change.iter().any(over)
    }
}

/// The places that may be refused, and their kinds.
fn places_of(
    index: &Index,
    ledger: &Ledger<'_>,
    sharing: &[Option<usize>],
    placements: &[Placement],
) -> (Vec<Place>, Vec<Kind>) {
    let class_of = classes(&index.dwellings, ledger.round.dwellings.len());
    let applicants = classes(&index.applicants, ledger.round.applicants.len());
    let kind_of = |placement: &Placement| {
        let (class, of) = (class_of[placement.dwelling]?, applicants[placement.applicant]?);
        Some(Kind::of(ledger, placement, class, sharing[of]))
    };
    let (numbers, kinds): (Vec<usize>, Vec<Kind>) =
        placements.iter().enumerate().filter_map(|(number, placement)| Some((number, kind_of(placement)?))).unzip();
    let (kind_of, kinds) = numbered(kinds.into_iter());
    let place = |(placement, kind)| Place { placement, kind };
    (numbers.into_iter().zip(kind_of).map(place).collect(), kinds)
}

/// The class of each member.
fn classes(index: &[Vec<usize>], members: usize) -> Vec<Option<usize>> {
    let mut class_of = vec![None; members];
    for (class, of_class) in index.iter().enumerate() {
        for member in of_class {
            class_of[*member] = Some(class);
        }
    }
    class_of
}

/// The greatest worth first, then the highest draw.
fn best_first(ledger: &Ledger<'_>, members: &[usize]) -> Vec<Member> {
    let member = |applicant: &usize| Member {
        applicant: *applicant,
        worth: ledger.own_worth(*applicant),
        draw: ledger.round.lottery().applicant(&ledger.round.applicants[*applicant].id),
    };
    let mut members: Vec<Member> = members.iter().map(member).collect();
    members.sort_by_key(|member| (Reverse((member.worth, member.draw)), member.applicant));
    members
}
