//! Any bytes as a zip file handed in at the workbench.
#![no_main]

#[path = "../entries.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entries::read("archive", bytes));
