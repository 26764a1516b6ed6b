//! s
pub mod allocation;
pub mod domain;
pub mod eligibility;
pub mod generate;
pub mod pipeline;
pub mod program;
pub mod solver;
pub mod verify;
