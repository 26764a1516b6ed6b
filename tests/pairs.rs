//! The pair-by-pair reference program against an enumeration of every allocation.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use support::{Extent, best_by_enumeration, best_by_pair_program, random_round};

#[test]
fn the_reference_program_finds_what_looking_at_every_allocation_finds() {
    for seed in 0..150 {
        let (round, standing) = random_round(seed, Extent::Tiny);
        let (values, _) = best_by_pair_program(&round, &standing);
        assert_eq!(values, best_by_enumeration(&round, &standing), "seed {seed}");
    }
}
