//! The results as a workbook for people, and workbooks as input.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "workbooks/hostile.rs"]
mod hostile;
#[path = "workbooks/inputs.rs"]
mod inputs;
#[path = "workbooks/office.rs"]
mod office;
#[path = "workbooks/packed.rs"]
mod packed;
#[path = "workbooks/results.rs"]
mod results;
#[allow(dead_code)] // other tests use the rest of it
#[path = "report/sample.rs"]
mod sample;
mod support;
#[path = "workbooks/template.rs"]
mod template;
