//! Which pairs are free: everyone to whom some optimal allocation gives a dwelling. That is where the judgement
//! of a person costs nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::Base;
use crate::domain::{Decision, Mode, Round};
use crate::pipeline::{self, Request};
use crate::program::{Meaning, Part};
use crate::solver::{Failure, Kept};

/// A dwelling, and who could have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AboutDwelling {
    /// The dwelling (index).
    pub dwelling: usize,
    /// Numbers of its placements; none where it stays vacant.
    pub placements: Vec<usize>,
    /// Applicants that take part and fit.
    pub fitting: usize,
    /// Those to whom some allocation gives it that is optimal in all tiers but the lottery, by id.
    pub free: Vec<usize>,
    /// Those of them who can take a place in sharing, by who may share with whom.
    pub classes: Vec<Class>,
    /// Decisions that fix somebody here.
    pub fixed: Vec<Decision>,
    /// Whether time ran out before all of these were found.
    pub stopped: bool,
}

/// Applicants that may share a dwelling with each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// Their values in the model's columns `sharing.same`.
    pub values: Vec<String>,
    /// The applicants (indices).
    pub members: Vec<usize>,
}

/// Finds out who could have a dwelling at no cost to any tier but the lottery.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn about_dwelling(base: &Base, dwelling: usize, request: &Request<'_>) -> Result<AboutDwelling, Failure> {
    let (round, standing) = (&base.case.round, &base.case.standing);
    let takes_part = |applicant: &usize| !round.searches_itself(&round.applicants[*applicant]);
    let fits = |applicant: &usize| standing.verdict(round, *applicant, dwelling).fits_somehow();
    let placements = base.outcome.placements.iter().enumerate();
    let found = free(base, dwelling, request)?;
    let stopped = found.is_none();
    let free: Vec<usize> = found.unwrap_or_default().into_iter().collect();
    let shares = |applicant: &usize| standing.verdict(round, *applicant, dwelling).fits(Mode::Shared);
    Ok(AboutDwelling {
        dwelling,
        placements: placements.filter(|(_, one)| one.dwelling == dwelling).map(|(number, _)| number).collect(),
        fitting: (0..round.applicants.len()).filter(takes_part).filter(fits).count(),
        classes: classes(round, free.iter().copied().filter(shares)),
        fixed: round.decisions.iter().filter(|one| one.fixes(&round.dwellings[dwelling].id)).cloned().collect(),
        free,
        stopped,
    })
}

/// Applicants by who may share with whom.
fn classes(round: &Round, applicants: impl Iterator<Item = usize>) -> Vec<Class> {
    let mut found: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for applicant in applicants {
        if let Some(class) = round.sharing_class(&round.applicants[applicant]) {
            found.entry(class).or_default().push(applicant);
        }
    }
    found.into_iter().map(|(values, members)| Class { values, members }).collect()
}

/// `None`: time ran out.
fn free(base: &Base, dwelling: usize, request: &Request<'_>) -> Result<Option<BTreeSet<usize>>, Failure> {
    let open = pipeline::open(&base.case.round, &base.case.standing, &base.knowing_today(request))?;
    let kind = open.program.interchange.kinds.iter().position(|kind| kind.members.contains(&dwelling));
    let Some(kind) = kind else { return Ok(Some(BTreeSet::new())) }; // nobody fits
    let parts = open.program.parts.iter().zip(open.parts);
    let Some((part, kept)) = parts.into_iter().find(|(part, _)| part.kinds.contains(&kind)) else {
        return Ok(Some(BTreeSet::new()));
    };
    let Some(mut kept) = kept else { return Ok(None) };
    let mut free = BTreeSet::new();
    if kept.places_the_same(part)? {
        return placed_somewhere(base, part, &mut kept, kind);
    }
    let may_be_used = kept.may_be_used(part);
    for (flow, profile) in flows_into(part, kind).into_iter().filter(|(flow, _)| may_be_used[*flow]) {
        if !members_with(part, &mut kept, flow, profile, &mut free)? {
            return Ok(None);
        }
    }
    Ok(Some(free))
}

/// Where every optimum places the same applicants: those of them that some optimum gives a dwelling of a kind. `None`: time ran out.
fn placed_somewhere(
    base: &Base,
    part: &Part,
    kept: &mut Kept<'_>,
    kind: usize,
) -> Result<Option<BTreeSet<usize>>, Failure> {
    let (flows, profiles): (Vec<usize>, Vec<usize>) = flows_into(part, kind).into_iter().unzip();
    let Some(usable) = kept.usable(part, &flows)? else { return Ok(None) };
    let used: BTreeSet<usize> = profiles.into_iter().zip(usable).filter(|(_, is)| *is).map(|(of, _)| of).collect();
    let placed: BTreeSet<usize> = base.outcome.placements.iter().map(|placement| placement.applicant).collect();
    let takes = part.columns.iter().filter_map(|column| match column.meaning {
        Meaning::Take { applicant, profile } if used.contains(&profile) => Some(applicant),
        _ => None,
    });
    Ok(Some(takes.filter(|applicant| placed.contains(applicant)).collect()))
}

/// The flows into a kind, each with its profile.
fn flows_into(part: &Part, wanted: usize) -> Vec<(usize, usize)> {
    let of_kind = |(column, meaning): (usize, Meaning)| match meaning {
        Meaning::Flow { profile, kind, mode: Mode::Whole | Mode::Shared } if kind == wanted => Some((column, profile)),
        _ => None,
    };
    part.columns.iter().map(|column| column.meaning).enumerate().filter_map(of_kind).collect()
}

/// Adds the members of a profile that are placed in some optimum in which the flow is used: inside a flow anyone
/// of the profile may have any dwelling of the kind. `false`: time ran out.
fn members_with(
    part: &Part,
    kept: &mut Kept<'_>,
    flow: usize,
    profile: usize,
    free: &mut BTreeSet<usize>,
) -> Result<bool, Failure> {
    let member = |column: usize| match part.columns.at(column).meaning {
        Meaning::Take { applicant, profile: of } if of == profile => Some(applicant),
        _ => None,
    };
    let takes: Vec<(usize, usize)> = (0..part.columns.len()).filter_map(|c| Some((c, member(c)?))).collect();
    let more = i64::try_from(takes.len()).unwrap_or(i64::MAX - 1) + 1;
    loop {
        let unknown: BTreeSet<usize> =
            takes.iter().filter(|(_, applicant)| !free.contains(applicant)).map(|(column, _)| *column).collect();
        if unknown.is_empty() {
            return Ok(true);
        }
        let worth = |column: usize| if column == flow { more } else { i64::from(unknown.contains(&column)) };
        let Some(values) = kept.ask(part, worth)? else { return Ok(false) };
        if values[flow] == 0 {
            return Ok(true);
        }
        let found = takes.iter().filter(|(column, _)| unknown.contains(column) && values[*column] > 0);
        let found: Vec<usize> = found.map(|(_, applicant)| *applicant).collect();
        if found.is_empty() {
            // More of the flow may have been had at their cost: one by one, each before the flow.
            return one_by_one(part, kept, flow, takes.iter().filter(|(column, _)| unknown.contains(column)), free);
        }
        free.extend(found);
    }
}

fn one_by_one<'a>(
    part: &Part,
    kept: &mut Kept<'_>,
    flow: usize,
    takes: impl Iterator<Item = &'a (usize, usize)>,
    free: &mut BTreeSet<usize>,
) -> Result<bool, Failure> {
    if part.columns.at(flow).upper <= 1 {
        return Ok(true);
    }
    for (take, applicant) in takes {
        let most = part.columns.at(flow).upper + 1;
        let worth = |column: usize| if column == *take { most } else { i64::from(column == flow) };
        let Some(values) = kept.ask(part, worth)? else { return Ok(false) };
        if values[*take] > 0 && values[flow] > 0 {
            free.insert(*applicant);
        }
    }
    Ok(true)
}
