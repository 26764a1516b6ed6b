//! Among whom the lottery drew: who has a place in its stead in an allocation that is as good in every goal before it.

use super::Base;
use crate::pipeline::{self, Request};
use crate::program::{Meaning, Part};
use crate::solver::{Failure, Kept};

/// A draw about one applicant, as it stands in the allocation. Indices are those of the round, ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    /// Those drawn that have a place. Of an applicant without a place: for each there is an allocation, as good in every goal before
    /// the lottery, in which it has none and the applicant has one. Of an applicant with a place: itself, and whoever has one too
    /// and differs from it in nothing but the lottery.
    pub placed: Vec<usize>,
    /// Those drawn that have none. Of an applicant with a place: for each there is an allocation, as good in every goal before the
    /// lottery, in which it has one and the applicant has none. Of an applicant without a place: itself, and whoever has none
    /// either and differs from it in nothing but the lottery.
    pub unplaced: Vec<usize>,
}

impl Draw {
    /// All among whom was drawn, ascending.
    pub fn among(&self) -> Vec<usize> {
        let mut all: Vec<usize> = self.placed.iter().chain(&self.unplaced).copied().collect();
        all.sort_unstable();
        all
    }
}

/// Among whom the lottery drew about an applicant: of all allocations as good in every goal before it that decide otherwise
/// about the applicant, those in which as few others as can be lose their place. `None`: the lottery did not decide, or time ran out.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub(super) fn draw(base: &Base, applicant: usize, request: &Request<'_>) -> Result<Option<Draw>, Failure> {
    let open = pipeline::open(&base.case.round, &base.case.standing, &base.knowing_today(request))?;
    let found = open.program.parts.iter().zip(open.parts).find_map(|(part, kept)| {
        let column = (0..part.columns.len()).find(|column| applicant_of(part, *column) == Some(applicant))?;
        Some((part, column, kept))
    });
    match found {
        Some((part, column, Some(kept))) => about(base, part, column, applicant, kept),
        _ => Ok(None),
    }
}

fn about(
    base: &Base,
    part: &Part,
    column: usize,
    applicant: usize,
    mut kept: Kept<'_>,
) -> Result<Option<Draw>, Failure> {
    let has_place = base.placement(applicant).is_some();
    let others = if has_place { kept.coming_in_for(part, column)? } else { kept.making_way_for(part, column)? };
    let Some(others) = others.filter(|others| !others.is_empty()) else { return Ok(None) };
    let (own, others) = (applicants(part, kept.like(part, column)), applicants(part, others));
    Ok(Some(if has_place { Draw { placed: own, unplaced: others } } else { Draw { placed: others, unplaced: own } }))
}

fn applicants(part: &Part, columns: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let mut found: Vec<usize> = columns.into_iter().filter_map(|column| applicant_of(part, column)).collect();
    found.sort_unstable();
    found
}

fn applicant_of(part: &Part, column: usize) -> Option<usize> {
    match part.columns.meaning(column) {
        Meaning::Take { applicant, .. } => Some(applicant),
        _ => None,
    }
}
