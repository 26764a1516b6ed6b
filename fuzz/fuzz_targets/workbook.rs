//! Any bytes as a workbook: a round, a table of one, or matches.
#![no_main]

#[path = "../entries.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entries::read("workbook", bytes));
