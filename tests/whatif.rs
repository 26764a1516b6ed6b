//! What a change would do, against rounds that were changed by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

#[path = "whatif/brute.rs"]
mod brute;
#[path = "support/command.rs"]
mod command;
#[path = "whatif/faults.rs"]
mod faults;
#[path = "whatif/figures.rs"]
mod figures;
#[path = "whatif/rows.rs"]
mod rows;
#[path = "whatif/told.rs"]
mod told;
#[path = "whatif/town.rs"]
mod town;
