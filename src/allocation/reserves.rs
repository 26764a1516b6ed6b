//! Who is next when an offer is refused: the reserves of every placement.
//!
//! A reserve is an applicant without a place who can take the refused place as it is, with every rule and
//! every maximum kept while all others stay where they are. The first reserves are told apart and could all
//! move in together: the best goes first, to the place that suits it best in the order of the tiers, then the
//! next best among what is left. The second reserve of a place is the best of those who are first nowhere.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap, HashMap};

use super::claims::{Amounts, Tenant};
use super::groups::Group;
use super::ledger::{Ledger, Worth, plus, tenants};
use super::sharers::sharing_classes;
use crate::domain::{Mode, Placement};
use crate::eligibility::{Fit, Index};

/// One place that somebody has and may refuse.
struct Place {
    /// Number of the placement.
    placement: usize,
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

/// What someone with a claim who takes a place brings to the minimums; `None` where a maximum is in the way.
type Known = HashMap<usize, Option<Worth>>;

struct Search<'a> {
    ledger: &'a Ledger<'a>,
    groups: &'a [Group],
    /// Members of each group, the best first.
    members: Vec<Vec<Member>>,
    /// How many members of each group are first reserves.
    taken: Vec<usize>,
    /// Groups that fit each dwelling class.
    fitting: BTreeMap<usize, Vec<(usize, Fit)>>,
    /// Number of the sharing class of each applicant class.
    sharing: Vec<Option<usize>>,
    places: Vec<Place>,
    /// By place and claim.
    known: Vec<Known>,
    /// By place.
    shortlists: Vec<Shortlist>,
}

/// One of a group, with what it is worth wherever it lives.
struct Member {
    applicant: usize,
    worth: Worth,
    draw: i64,
}

/// So many groups are on a shortlist when it is made.
const ON_SHORTLIST: usize = 32;

/// The groups that come first for a place. What they are worth there was so once: groups lose members, and claims their
/// room. They never gain, so that whoever is still worth what it says comes before everyone below.
#[derive(Default)]
struct Shortlist {
    /// With the place among those that fit the dwelling's class.
    best: BinaryHeap<(Rank, usize)>,
    /// Whoever is not on the list comes after this; `None` where everybody is.
    others_after: Option<Rank>,
    is_made: bool,
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
        let second = search.bid(place).map(|bid| bid.rank.earlier.0);
        found[search.places[place].placement] = [Some(first), second].into_iter().flatten().collect();
    }
    found
}

impl<'a> Search<'a> {
    fn new(index: &Index, ledger: &'a Ledger<'a>, groups: &'a [Group], placements: &[Placement]) -> Self {
        let class_of = classes(&index.dwellings, ledger.round.dwellings.len());
        let applicants = classes(&index.applicants, ledger.round.applicants.len());
        let sharing = sharing_classes(index, ledger);
        let places: Vec<Place> = placements
            .iter()
            .enumerate()
            .filter_map(|(number, placement)| {
                let (class, of) = (class_of[placement.dwelling]?, applicants[placement.applicant]?);
                Some(Place::of(ledger, number, placement, class, sharing[of]))
            })
            .collect();
        let mut fitting: BTreeMap<usize, Vec<(usize, Fit)>> = places.iter().map(|p| (p.class, Vec::new())).collect();
        for (number, group) in groups.iter().enumerate() {
            for fit in &index.fits[group.class] {
                if let Some(groups) = fitting.get_mut(&fit.dwellings) {
                    groups.push((number, *fit));
                }
            }
        }
        let members = groups.iter().map(|group| best_first(ledger, &group.members)).collect();
        let known = vec![Known::new(); places.len()];
        let shortlists = places.iter().map(|_| Shortlist::default()).collect();
        Self { ledger, groups, members, taken: vec![0; groups.len()], fitting, sharing, places, known, shortlists }
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
            let (place, claim) = (&self.places[bid.place], self.groups[bid.group].claim);
            let change = place.change(self.ledger, claim);
            if place.overruns(self.ledger, claim, &change, &used) {
                self.known[bid.place].insert(claim, None);
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
        let mut list = std::mem::take(&mut self.shortlists[place]);
        let found = loop {
            let Some((rank, fitting)) = list.best.peek().copied() else {
                if list.is_made && list.others_after.is_none() {
                    break None;
                }
                list = self.shortlist(place);
                continue;
            };
            let now = self.rank(place, fitting);
            if now == Some(rank) {
                let (group, _) = self.fitting[&self.places[place].class][fitting];
                break Some(Bid { rank, place, group });
            }
            list.best.pop();
            list.best
                .extend(now.filter(|now| list.others_after.is_none_or(|after| *now > after)).map(|now| (now, fitting)));
        };
        self.shortlists[place] = list;
        found
    }

    /// The groups that come first for a place now.
    fn shortlist(&mut self, place: usize) -> Shortlist {
        let fitting = self.fitting[&self.places[place].class].len();
        let mut best: Vec<(Rank, usize)> =
            (0..fitting).filter_map(|fitting| Some((self.rank(place, fitting)?, fitting))).collect();
        let mut others_after = None;
        if best.len() > ON_SHORTLIST {
            let (_, first_off, _) = best.select_nth_unstable_by(ON_SHORTLIST, |one, other| other.cmp(one));
            others_after = Some(first_off.0);
            best.truncate(ON_SHORTLIST);
        }
        Shortlist { best: best.into(), others_after, is_made: true }
    }

    /// What the best of a group that fits a place is worth there; `None` where nobody of it can take it.
    fn rank(&mut self, number: usize, fitting: usize) -> Option<Rank> {
        let (place, ledger) = (&self.places[number], self.ledger);
        let (group, fit) = self.fitting[&place.class][fitting];
        let Group { class, claim, .. } = self.groups[group];
        let misfit = fit.misfit(place.mode)?;
        if place.mode == Mode::Shared && self.sharing[class] != place.sharing {
            return None;
        }
        let Member { applicant, worth, draw } = self.members[group].get(self.taken[group])?;
        let brings = self.known[number].entry(claim).or_insert_with(|| place.brings(ledger, claim)).as_ref()?;
        let at_place = plus(&ledger.worth_of_place(misfit, fit.unchanged), brings);
        Some(Rank { worth: plus(&at_place, worth), draw: *draw, earlier: Reverse(*applicant) })
    }
}

impl Place {
    fn of(ledger: &Ledger<'_>, number: usize, placement: &Placement, class: usize, sharing: Option<usize>) -> Self {
        let occupants = &ledger.occupants[placement.dwelling];
        let position = occupants.iter().position(|occupant| occupant.applicant == placement.applicant).unwrap_or(0);
        Self { placement: number, now: tenants(occupants), mode: placement.mode, class, position, sharing }
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
