//! s
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
pub mod verify;
