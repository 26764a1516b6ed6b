//! What a plan is asked for: whose numbers, under which agreements.

use crate::domain::{Hundredths, WHOLE};

/// Whose numbers a plan aims at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// Those of the decision that was taken.
    Adopted,
    /// As much of every group's need as can be, alike, with as many places as were decided in all.
    Needs,
}

/// The agreements under which a plan is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Whose numbers.
    pub aim: Aim,
    /// Dwellings for the groups at most, as a part of all that come free; `None`: no such maximum.
    pub share: Option<Hundredths>,
    /// Whether dwellings may be shared.
    pub sharing: bool,
    /// Whether the months are made even; if not, dwellings are let as soon as they are there.
    pub even: bool,
    /// What every capacity of the chain is multiplied by, in hundredths of a percent; `None`: no capacity binds.
    pub capacity: Option<Hundredths>,
}

impl Policy {
    /// The decision as taken, in even months, with sharing and the chain as it is.
    pub fn adopted() -> Self {
        Self { aim: Aim::Adopted, share: None, sharing: true, even: true, capacity: Some(WHOLE) }
    }
}
