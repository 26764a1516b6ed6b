//! What a solved program means for the round: placements, reasons, prices.

mod outcome;

pub use outcome::{
    LimitOutcome, Obstacles, Outcome, Proof, Status, TierOutcome, Unplaced, UnplacedReason, Vacant, VacantReason,
};
