//! Applicants and dwellings that no rule and no limit can tell apart. Found from what they are in the
//! round, pair by pair; the lottery names a flow by the least ids on both sides.

use std::collections::{BTreeSet, HashMap};

use super::survey::{Possible, narrow};
use super::twins::Twins;
use crate::domain::{Members, Mode, Round};
use crate::eligibility::Standing;

/// The first of those that are alike, for everyone and everything. Rows stand by id, so the first index
/// has the least id.
pub(super) struct Alike {
    /// For each applicant the first of its profile; itself for one who does not take part.
    pub(super) least_applicant: Vec<usize>,
    /// For each dwelling the first of its kind.
    pub(super) least_dwelling: Vec<usize>,
}

impl Alike {
    pub(super) fn new(round: &Round, standing: &Standing, twins: &Twins, possible: &[Vec<Possible>]) -> Self {
        let least_applicant = least_applicants(round, standing, possible);
        let least_dwelling = least_dwellings(round, twins, possible, &least_applicant);
        Self { least_applicant, least_dwelling }
    }
}

/// What tells one profile from another.
#[derive(PartialEq, Eq, Hash)]
struct Profile<'a> {
    alone: Option<usize>,
    sharing_class: Option<Vec<String>>,
    two_sided: Vec<(usize, Members, i64, i64)>,
    possible: &'a [Possible],
}

fn least_applicants(round: &Round, standing: &Standing, possible: &[Vec<Possible>]) -> Vec<usize> {
    let earlier: BTreeSet<&str> = round.earlier.iter().map(|pair| pair.applicant.as_str()).collect();
    let mut least = HashMap::new();
    (0..round.applicants.len())
        .map(|index| {
            let applicant = &round.applicants[index];
            let singular =
                standing.concerns(index) || earlier.contains(applicant.id.as_str()) || round.searches_itself(applicant);
            let profile = Profile {
                alone: singular.then_some(index),
                sharing_class: round.sharing_class(applicant),
                two_sided: two_sided_use(round, index),
                possible: &possible[index],
            };
            *least.entry(profile).or_insert(index)
        })
        .collect()
}

/// For each two-sided family: which of its limits the applicant belongs to, and what it would use of
/// them whole and, if it can share, shared.
fn two_sided_use(round: &Round, index: usize) -> Vec<(usize, Members, i64, i64)> {
    let applicant = &round.applicants[index];
    let sharing = round.model.sharing.as_ref();
    let can_share = round.can_share(applicant);
    let families = round.limits.families.iter().enumerate();
    families
        .filter(|(number, _)| round.limits.is_two_sided(*number, can_share, sharing))
        .map(|(number, family)| (number, family, round.limits.of_applicant(number, applicant)))
        .filter(|(_, _, members)| !members.is_empty())
        .map(|(number, family, members)| {
            let shared = if can_share { family.amount(applicant, Mode::Shared, sharing) } else { 0 };
            (number, members, family.amount(applicant, Mode::Whole, sharing), shared)
        })
        .collect()
}

/// Who can live in a dwelling, how, and with what misfit.
type Column = Vec<(u32, (Mode, u32, bool))>;

/// The first of each profile speaks for all of it: they have the same possibilities. So does the first of twins.
fn least_dwellings(round: &Round, twins: &Twins, possible: &[Vec<Possible>], least_applicant: &[usize]) -> Vec<usize> {
    let mut columns: Vec<Column> = vec![Vec::new(); round.dwellings.len()];
    let firsts = possible.iter().enumerate().filter(|(applicant, _)| least_applicant[*applicant] == *applicant);
    for (applicant, row) in firsts {
        for found in row {
            columns[found.dwelling()].push((narrow(applicant), found.how()));
        }
    }
    let families = 0..round.limits.families.len();
    let mut known = HashMap::new();
    let mut least = Vec::with_capacity(columns.len());
    for (index, column) in columns.into_iter().enumerate() {
        if !twins.is_first(index) {
            least.push(least[twins.first(index)]);
            continue;
        }
        let dwelling = &round.dwellings[index];
        let members: Vec<Members> = families.clone().map(|family| round.limits.of_dwelling(family, dwelling)).collect();
        least.push(*known.entry((dwelling.places, members, column)).or_insert(index));
    }
    least
}
