//! Sleutel (Dutch for *key*) allocates the dwellings that come free in a month to households of vulnerable
//! groups: the largest feasible allocation in strict priority tiers, proven and explained.
//!
//! Data flows one way: files → [`domain::Round`] → [`eligibility::Index`] → [`program::Program`] →
//! [`solver::Solved`] → [`allocation::Outcome`] → bytes ([`report`]); [`verify`] checks the result against
//! the round alone. `docs/formulation.md` says what an optimal allocation is.
//!
//! ```no_run
//! use sleutel::{input, pipeline};
//!
//! let read = input::read_round("models/utrecht-2025/rounds/2025-03".as_ref(), &input::Options::default())
//!     .expect("the round has problems");
//! let outcome = pipeline::allocate(&read.round, &read.standing, &pipeline::Request::default())?;
//! println!("{} placed", outcome.placements.len());
//! # Ok::<(), sleutel::solver::Failure>(())
//! ```

pub mod allocation;
pub mod cli;
pub mod domain;
pub mod eligibility;
pub mod generate;
pub mod input;
pub mod pipeline;
pub mod program;
pub mod report;
pub mod solver;
pub mod study;
pub mod verify;
pub mod web;
pub mod year;
