//! Any bytes as the dwellings of a round.
#![no_main]

#[path = "../entries.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entries::read("dwellings", bytes));
