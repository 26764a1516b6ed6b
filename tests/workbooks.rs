//! The results as a workbook for people, and workbooks as input.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "workbooks/results.rs"]
mod results;
#[path = "report/sample.rs"]
mod sample;
