//! The lottery: a draw for everything that the other tiers leave open, from the round's seed alone.

use sha2::{Digest, Sha256};

use super::Mode;

/// Draws are whole numbers from 1 to this, so that their sums stay exact in floating point too.
pub const DRAW_MAXIMUM: i64 = 1 << 20;

/// The round's lottery. A draw depends on the seed and on ids, never on the order of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lottery {
    /// The round's seed.
    pub seed: u64,
}

impl Lottery {
    /// The draw of an applicant; a higher one goes first.
    pub fn applicant(self, id: &str) -> i64 {
        self.draw(&["applicant", id])
    }

    /// The draw that orders dwellings of one kind.
    pub fn dwelling(self, id: &str) -> i64 {
        self.draw(&["dwelling", id])
    }

    /// The draw of a flow, named by the least applicant id of its profile and the least dwelling id of
    /// its kind.
    pub fn flow(self, applicant: &str, dwelling: &str, mode: Mode) -> i64 {
        self.draw(&["flow", applicant, dwelling, mode.name()])
    }

    /// The draw against sharing one more dwelling: sharing class (its values) and the least dwelling id
    /// of the kind. It settles how many dwellings the sharers of one class are spread over.
    pub fn shared_dwelling(self, class: &[String], dwelling: &str) -> i64 {
        let mut parts = vec!["shared", dwelling];
        parts.extend(class.iter().map(String::as_str));
        self.draw(&parts)
    }

    fn draw(self, parts: &[&str]) -> i64 {
        let mut hash = Sha256::new();
        hash.update(self.seed.to_be_bytes());
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        let digest = hash.finalize();
        let head = digest.iter().take(4).fold(0_i64, |number, byte| number << 8 | i64::from(*byte));
        head % DRAW_MAXIMUM + 1
    }
}
