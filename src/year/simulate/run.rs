//! Many replays at once, told in order.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use rayon::iter::{ParallelBridge, ParallelIterator};

use super::{Replay, Setting, replay};
use crate::solver::Failure;

/// The part of the replays that one of several computers does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which part, from 1.
    pub part: u32,
    /// Of so many.
    pub of: u32,
}

impl Shard {
    /// Everything in one part.
    pub const ALL: Shard = Shard { part: 1, of: 1 };

    /// A shard as it is written: `2/4`; the part is 1 at least and no more than there are.
    pub fn from_text(text: &str) -> Option<Self> {
        let (part, of) = text.split_once('/')?;
        let shard = Self { part: part.parse().ok()?, of: of.parse().ok()? };
        (1..=shard.of).contains(&shard.part).then_some(shard)
    }

    /// The numbers of its replays: every so manieth, when there are so many in all.
    pub fn numbers(self, replays: u32) -> impl Iterator<Item = u32> + Send {
        (1..=replays).filter(move |number| (number - 1) % self.of == self.part - 1)
    }
}

/// Replays the year so many times, and shows the replays to `each` in the order of the numbers. What `each` ends with
/// ends the rest.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing, or `each` does.
pub fn run<Fault: From<Failure> + Send>(
    setting: &Setting,
    numbers: impl Iterator<Item = u32> + Send,
    each: impl FnMut(Replay) -> Result<(), Fault> + Send,
) -> Result<(), Fault> {
    let ordered = Mutex::new(Ordered { next: 0, early: BTreeMap::new(), each });
    numbers.enumerate().par_bridge().try_for_each(|(place, number)| {
        let done = replay(setting, number)?;
        ordered.lock().unwrap_or_else(PoisonError::into_inner).add(place, done)
    })
}

/// Those that are done before their turn wait for it.
struct Ordered<Each> {
    next: usize,
    early: BTreeMap<usize, Replay>,
    each: Each,
}

impl<Each> Ordered<Each> {
    fn add<Fault>(&mut self, place: usize, done: Replay) -> Result<(), Fault>
    where
        Each: FnMut(Replay) -> Result<(), Fault>,
    {
        self.early.insert(place, done);
        while let Some(done) = self.early.remove(&self.next) {
            self.next += 1;
            (self.each)(done)?;
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Shard;

    #[test]
    fn the_shards_have_every_replay_once() {
        let mut all: Vec<u32> =
            (1..=3).flat_map(|part| Shard::from_text(&format!("{part}/3")).unwrap().numbers(8)).collect();
        assert_eq!(all, [1, 4, 7, 2, 5, 8, 3, 6]);
        all.sort_unstable();
        assert_eq!(all, Shard::ALL.numbers(8).collect::<Vec<_>>());
    }

    #[test]
    fn a_shard_is_a_part_of_so_many() {
        for wrong in ["0/3", "4/3", "1/0", "0/0", "1", "a/b", "1/2/3", "-1/2", ""] {
            assert_eq!(Shard::from_text(wrong), None, "{wrong}");
        }
    }
}
