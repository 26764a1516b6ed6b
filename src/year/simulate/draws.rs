//! The chance of one replay: a stream of draws for everything that is drawn, named by what it is for.

use sha2::{Digest, Sha256};

use crate::domain::{Hundredths, WHOLE};
use crate::generate::Chance;

/// The draws of one replay. A draw depends on the seed, the replay's number and the words that name it, never on what
/// was drawn before it for something else.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draws {
    pub(super) seed: u64,
    pub(super) replay: u32,
}

impl Draws {
    /// A number for these words.
    pub(super) fn number(self, words: &[&str]) -> u64 {
        let mut hash = Sha256::new();
        hash.update(self.seed.to_be_bytes());
        hash.update(self.replay.to_be_bytes());
        for word in words {
            hash.update((word.len() as u64).to_be_bytes());
            hash.update(word.as_bytes());
        }
        hash.finalize().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// A stream of draws for these words.
    pub(super) fn stream(self, words: &[&str]) -> Chance {
        Chance::new(self.number(words), 0)
    }

    /// Whether what these words name happens, in so many hundredths of a percent of the cases.
    pub(super) fn happens(self, part: Hundredths, words: &[&str]) -> bool {
        self.number(words) % WHOLE.unsigned_abs() < part.unsigned_abs()
    }
}

/// A whole as a part of what was expected: 100 % and at most so far from it, up or down, each hundredth of a percent as
/// likely.
pub(super) fn strayed(most: Hundredths, chance: &mut Chance) -> Hundredths {
    (WHOLE + chance.between([-most, most])).max(0)
}

/// A number times a part, up or down to a whole one by chance, so that it is right on the average.
pub(super) fn part_of(number: u32, part: Hundredths, chance: &mut Chance) -> u32 {
    let exact = u64::from(number) * part.unsigned_abs();
    let whole = WHOLE.unsigned_abs();
    let up = chance.below(whole) < exact % whole;
    u32::try_from(exact / whole + u64::from(up)).unwrap_or(u32::MAX)
}
