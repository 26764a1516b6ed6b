//! s
pub mod allocation;
pub mod domain;
pub mod eligibility;
pub mod report;
