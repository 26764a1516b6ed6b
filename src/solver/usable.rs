//! Which columns are above 0 in some solution that is as good in all tiers but the last, where it is known who is placed.
//!
//! One relaxation answers for all of them: few columns are open then, and from one to the next only costs change. A whole solution in
//! which a column is used shows that it can be, mostly the one in which fewest others move; a bound below 1, reckoned in whole numbers,
//! that it cannot. What the relaxation leaves open is searched.

use super::profiles::Profiles;
use super::relaxation::{Most, Relaxation};
use super::{Failure, Kept, Ladder};
use crate::program::{Meaning, Part};

impl Kept<'_> {
    /// Whether all that is as good in all tiers but the last places the same applicants; where time runs out before that is
    /// known, not.
    ///
    /// # Errors
    /// When the solver gives answers that do not survive the exact check.
    pub fn places_the_same(&mut self, part: &Part) -> Result<bool, Failure> {
        let is_placed = |column: usize| matches!(part.columns.meaning(column), Meaning::Take { .. });
        if !self.alone && (0..self.steps.len()).any(|tier| part.counts_placed(tier)) {
            let placed: Vec<usize> = (0..self.best.len()).filter(|c| self.best[*c] > 0 && is_placed(*c)).collect();
            // With one more the tier of the number placed would be better.
            self.alone = self.certain(part)?.is_some_and(|certain| placed.iter().all(|column| certain[*column]));
        }
        Ok(self.alone)
    }

    /// For each of some columns whether it is above 0 in a solution that places those placed now and is as good in all tiers but the
    /// last. `None`: time ran out.
    ///
    /// # Errors
    /// When the solver gives answers that do not survive the exact check.
    pub fn usable(&mut self, part: &Part, columns: &[usize]) -> Result<Option<Vec<bool>>, Failure> {
        let placing = part.placing(&self.best);
        let profiles = Profiles::of(&placing);
        let ladder = self.ladder(&placing, &profiles);
        let known = by_relaxation(&ladder, columns);
        self.steps = ladder.steps;
        let Some(known) = known else { return Ok(None) };
        let mut usable = Vec::new();
        for (column, known) in columns.iter().zip(known) {
            let is_used = match known {
                Some(is_used) => is_used,
                None => match self.ask(part, |other| i64::from(other == *column))? {
                    Some(values) => values[*column] > 0,
                    None => return Ok(None),
                },
            };
            usable.push(is_used);
        }
        Ok(Some(usable))
    }
}

/// What the relaxation says of each column, if anything. `None`: time ran out.
fn by_relaxation(ladder: &Ladder<'_>, columns: &[usize]) -> Option<Vec<Option<bool>>> {
    let part = ladder.part;
    let tier = ladder.steps.len();
    let stays = ladder.staying_as_good();
    let bounds = part.columns.all_bounds().zip(&stays);
    let bounds = bounds.map(|(bounds, stays)| stays.map_or(bounds, |value| (value, value)));
    let mut relaxation = Relaxation::tightened(part, ladder.profiles, tier, bounds.collect(), None);
    relaxation.enter_everything();
    relaxation.cut_off(ladder.cuts.iter().map(|(_, line)| line.clone()));
    let targets: Vec<i64> = ladder.steps.iter().map(|step| step.target).collect();
    let mut known: Vec<Option<bool>> = stays.iter().map(|stays| stays.map(|value| value > 0)).collect();
    if let Some(values) = &ladder.best {
        note_used(values, &mut known);
    }
    for column in columns {
        if known[*column].is_some() {
            continue;
        }
        match relaxation.most_of(*column, &targets, ladder.seconds_left()) {
            Ok(Most::Stopped) => return None,
            Ok(Most::Found { bound, .. }) if bound < 1 => known[*column] = Some(false),
            Ok(Most::Found { values, .. }) => {
                let mut whole = ladder.whole(&values, tier);
                if let Some(best) = ladder.best.as_deref().filter(|_| whole.is_none()) {
                    let nearest = relaxation.nearest_with(*column, best, &targets, ladder.seconds_left());
                    whole = nearest.and_then(|values| ladder.whole(&values, tier));
                }
                if let Some(values) = whole {
                    note_used(&values, &mut known);
                }
            }
            // The cuts were too much for the solver: the search answers.
            Err(_) => break,
        }
    }
    Some(columns.iter().map(|column| known[*column]).collect())
}

fn note_used(values: &[i64], known: &mut [Option<bool>]) {
    for (known, value) in known.iter_mut().zip(values) {
        if *value > 0 {
            *known = Some(true);
        }
    }
}
