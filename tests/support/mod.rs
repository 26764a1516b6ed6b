//! A round built in a few words, whose defaults are valid; random rounds; and the pair-by-pair reference
//! program. Every test binary uses some of it.

#![allow(dead_code, unused_imports, unreachable_pub)]

mod build;
mod dice;
mod enumerate;
mod exchange;
mod pair_program;
mod random;
mod reference;
mod results;
mod unusual;
mod written;

pub use build::{ApplicantBuilder, DwellingBuilder, LimitBuilder, RoundBuilder, between, chosen, day, matched, round};
pub use dice::Dice;
pub use enumerate::{best_but_for_the_lottery, best_by_enumeration, each_allocation, optima_but_for_the_lottery};
pub use exchange::{Exchanges, Summed};
pub use pair_program::{best_by_pair_program, solve_pair_program};
pub use random::{Extent, any_round, random_round};
pub use reference::{Pair, Reference};
pub use results::Results;
pub use written::Written;
