//! Any bytes as a model, alone or under a round.
#![no_main]

#[path = "../entries.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entries::read("model", bytes));
