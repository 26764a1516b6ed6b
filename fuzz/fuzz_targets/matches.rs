//! Any bytes as a match list, text or workbook: problems or matches, never a fall.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sleutel::input::read_matches_from;

fuzz_target!(|bytes: &[u8]| {
    let _ = read_matches_from("matches.csv", bytes);
});
