//! What explanations say, held against every allocation of small rounds and against rounds changed by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

#[path = "explain/by_hand.rs"]
mod by_hand;
#[path = "explain/changes.rs"]
mod changes;
#[path = "support/command.rs"]
mod command;
#[path = "explain/commands.rs"]
mod commands;
#[path = "explain/comparing.rs"]
mod comparing;
#[path = "explain/cost.rs"]
mod cost;
#[path = "explain/draw.rs"]
mod draw;
#[path = "explain/dwelling.rs"]
mod dwelling;
#[path = "explain/limit.rs"]
mod limit;
#[path = "whatif/town.rs"]
mod town;
#[path = "explain/why_this.rs"]
mod why_this;
