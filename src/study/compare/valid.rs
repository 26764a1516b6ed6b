//! The valid part of a list of matches: what of it can stand together.
//!
//! Fixed pairs come first, then the rest in the order of the list. A match is kept when it breaks no rule, its
//! dwelling has room, and with those kept before it no maximum is overrun. Those who share a dwelling are
//! looked at together, where the first of them stands: they are kept when enough of them can be. Pairs that a
//! person fixed hold their dwelling and their part of the limits, also where the list leaves them out.

use std::collections::BTreeMap;

use super::ledger::Ledger;
use crate::domain::{Match, Mode, Placement, Round, Rule};
use crate::eligibility::Standing;
use crate::verify;

/// A list of matches, parted into what stands together and what does not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Valid {
    /// The placements that stand, by applicant.
    pub kept: Vec<Placement>,
    /// The matches that do not, in the order of the list.
    pub left_out: Vec<LeftOut>,
}

/// A match that is not in the valid part, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The match as it stands in the list.
    pub found: Match,
    /// Why it is left out.
    pub cause: Cause,
}

/// Why a match is left out of the valid part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The round has no such applicant.
    UnknownApplicant,
    /// The round has no such dwelling.
    UnknownDwelling,
    /// The applicant searches for itself.
    SelfSearch,
    /// The same match stands in the list before.
    Repeated,
    /// The applicant has another dwelling by then: its id.
    PlacedBefore(String),
    /// It breaks these rules.
    BreaksRules(Vec<Rule>),
    /// The dwelling is let to these applicants by then.
    DwellingTaken(Vec<String>),
    /// Every place of the shared dwelling is taken by then.
    NoPlaceLeft,
    /// It would share with applicants that it may not share with.
    OtherClass,
    /// Too few could share the dwelling: so many, of so many that are needed.
    TooFewSharers(usize, usize),
    /// With it these limits (by index) would be overrun.
    Overruns(Vec<usize>),
}

impl Cause {
    /// The code in files.
    pub fn name(&self) -> &'static str {
        match self {
            Cause::UnknownApplicant => "unknown-applicant",
            Cause::UnknownDwelling => "unknown-dwelling",
            Cause::SelfSearch => "self-search",
            Cause::Repeated => "repeated",
            Cause::PlacedBefore(_) => "placed-before",
            Cause::BreaksRules(_) => "breaks-rules",
            Cause::DwellingTaken(_) => "dwelling-taken",
            Cause::NoPlaceLeft => "no-place-left",
            Cause::OtherClass => "other-class",
            Cause::TooFewSharers(..) => "too-few-sharers",
            Cause::Overruns(_) => "limit-overrun",
        }
    }
}

/// The valid part of a list of matches.
pub fn valid_part(round: &Round, standing: &Standing, matches: &[Match]) -> Valid {
    let mut work = Work { ledger: Ledger::new(round, standing), kept: Vec::new(), left_out: BTreeMap::new() };
    let mut units = work.units(matches);
    units.sort_by_key(|unit| !unit.members.iter().any(|member| work.ledger.is_fixed(member.placement)));
    for unit in units {
        match unit.mode {
            Mode::Whole => work.let_whole(&unit.members),
            Mode::Shared => work.share(unit),
        }
    }
    let mut kept: Vec<Placement> = work.kept.iter().map(|pair| work.ledger.as_it_stands(*pair)).collect();
    kept.sort_unstable();
    let left_out = work.left_out.into_iter();
    let left_out = left_out.map(|(place, cause)| LeftOut { found: matches[place].clone(), cause }).collect();
    Valid { kept, left_out }
}

/// A match with the placement that it means.
#[derive(Clone, Copy)]
struct Member {
    place: usize,
    placement: Placement,
    mode_is_stated: bool,
}

/// Matches that stand or fall together: one, or those who share a dwelling.
struct Unit {
    mode: Mode,
    members: Vec<Member>,
}

struct Work<'a> {
    ledger: Ledger<'a>,
    kept: Vec<(usize, usize)>,
    left_out: BTreeMap<usize, Cause>,
}

impl Work<'_> {
    /// The matches that could stand as far as each is looked at alone.
    fn units(&mut self, matches: &[Match]) -> Vec<Unit> {
        let (round, standing) = (self.ledger.round, self.ledger.standing);
        let placements = verify::placements(round, standing, matches);
        let mut placements = placements.into_iter();
        let mut units: Vec<Unit> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for (place, found) in matches.iter().enumerate() {
            let unknown = match (round.applicant(&found.applicant), round.dwelling(&found.dwelling)) {
                (None, _) => Some(Cause::UnknownApplicant),
                (_, None) => Some(Cause::UnknownDwelling),
                _ => None,
            };
            if let Some(cause) = unknown {
                self.left_out.insert(place, cause);
                continue;
            }
            let Some(placement) = placements.next() else { continue };
            let repeated = !seen.insert((placement.applicant, placement.dwelling));
            if let Some(cause) = repeated.then_some(Cause::Repeated).or_else(|| self.alone(placement)) {
                self.left_out.insert(place, cause);
                continue;
            }
            let member = Member { place, placement, mode_is_stated: found.mode.is_some() };
            let together = |unit: &&mut Unit| {
                let same = unit.members[0].placement.dwelling == placement.dwelling;
                same && unit.mode == Mode::Shared && placement.mode == Mode::Shared
            };
            match units.iter_mut().find(together) {
                Some(unit) => unit.members.push(member),
                None => units.push(Unit { mode: placement.mode, members: vec![member] }),
            }
        }
        units
    }

    fn alone(&self, placement: Placement) -> Option<Cause> {
        let (round, standing) = (self.ledger.round, self.ledger.standing);
        if round.searches_itself(&round.applicants[placement.applicant]) {
            return Some(Cause::SelfSearch);
        }
        let verdict = standing.verdict(round, placement.applicant, placement.dwelling);
        let broken = verdict.broken(placement.mode);
        let fits_alone = placement.mode == Mode::Shared && verdict.fits(Mode::Whole);
        (!broken.is_empty() && !fits_alone).then(|| Cause::BreaksRules(broken.iter().collect()))
    }

    /// The first of these that can have the dwelling alone gets it.
    fn let_whole(&mut self, members: &[Member]) {
        for member in members {
            let whole = Placement { mode: Mode::Whole, ..member.placement };
            match self.ledger.let_whole(whole) {
                Ok(()) => self.kept.push((whole.applicant, whole.dwelling)),
                Err(cause) => {
                    self.left_out.insert(member.place, cause);
                }
            }
        }
    }

    fn share(&mut self, mut unit: Unit) {
        unit.members.sort_by_key(|member| !self.ledger.is_fixed(member.placement));
        let placements: Vec<Placement> = unit.members.iter().map(|member| member.placement).collect();
        let causes = self.ledger.share(&placements);
        let any = causes.iter().any(Option::is_none);
        let mut alone = Vec::new();
        for (member, cause) in unit.members.iter().zip(causes) {
            let Some(cause) = cause else {
                self.kept.push((member.placement.applicant, member.placement.dwelling));
                continue;
            };
            self.left_out.insert(member.place, cause);
            if !any && !member.mode_is_stated {
                alone.push(*member);
            }
        }
        // nobody can share it: it goes to the first that can have it alone
        for member in alone {
            let whole = Placement { mode: Mode::Whole, ..member.placement };
            if self.ledger.let_whole(whole).is_ok() {
                self.kept.push((whole.applicant, whole.dwelling));
                self.left_out.remove(&member.place);
            } else if let Some(taken) = self.ledger.taken(whole) {
                self.left_out.insert(member.place, taken);
            }
        }
    }
}
