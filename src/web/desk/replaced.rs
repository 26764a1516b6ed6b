//! Other files under what was done here: what can stand with them stays.

use super::{Change, Desk};
use crate::domain::{Decision, Problem};
use crate::input::{self, Files, Options, Read};
use crate::web::store::{Decided, Dropped};

/// What of the decisions made and the scenarios adopted here goes with other files, and the round that they are then.
/// Nothing goes as long as the files have errors of their own: nobody can say yet what stands with them.
pub(in crate::web) fn fitted(desk: &Desk, files: &Files) -> (Dropped, Option<Read>) {
    let mut dropped = Dropped::default();
    let mut desk = Desk { seal: None, ..desk.clone() };
    let files = desk.of_round(files.clone());
    let Ok(bare) = input::read_files(&files, &Options::default()) else { return (dropped, None) };
    let is_in_files = |made: &&&Decision| bare.round.decisions.iter().any(|one| key(one) == key(made));
    dropped.in_files = desk.made().iter().filter(is_in_files).map(|made| Decided::of(made)).collect();
    desk.forget(Some(&dropped));
    loop {
        let (laid, decisions) = desk.as_allocated(&files);
        match input::read_files(&laid, &Options::default()) {
            Ok(read) => return (dropped, Some(read)),
            Err(problems) if desk.changes.is_empty() && desk.adopted.is_empty() => {
                debug_assert!(problems.is_empty(), "the files alone are sound: {problems:?}");
                return (dropped, Some(bare));
            }
            Err(problems) => drop_some(&mut desk, &mut dropped, &problems, &decisions),
        }
    }
}

/// Drops what the problems are about: the decisions made here that they name, else the last scenario, else all.
fn drop_some(desk: &mut Desk, dropped: &mut Dropped, problems: &[Problem], decisions: &[Decision]) {
    let errors = problems.iter().filter(|problem| !problem.code.is_warning() && problem.file == "decisions.csv");
    let place = |problem: &Problem| usize::try_from(problem.line?.checked_sub(2)?).ok(); // below the header
    let named: Vec<&Decision> = errors.filter_map(|problem| decisions.get(place(problem)?)).collect();
    let is_meant = |made: &&Decision| named.iter().any(|one| key(one) == key(made));
    let is_near =
        |made: &&Decision| named.iter().any(|one| one.applicant == made.applicant || one.dwelling == made.dwelling);
    let made = desk.made();
    let pick = |is: &dyn Fn(&&Decision) -> bool| -> Vec<Decided> {
        made.iter().copied().filter(|made| is(made)).map(Decided::of).collect()
    };
    let gone = [pick(&is_meant), pick(&is_near)].into_iter().find(|gone| !gone.is_empty());
    if let Some(gone) = gone {
        dropped.decisions.extend(gone);
    } else if let Some(last) = desk.adopted.last() {
        dropped.scenarios.push(last.name.clone());
    } else {
        dropped.decisions.extend(pick(&|_| true));
        desk.changes.retain(|change| matches!(change, Change::Made(_))); // nor can what was taken back stand
    }
    desk.forget(Some(dropped));
}

/// What tells decisions apart.
fn key(one: &Decision) -> (&str, &str, crate::domain::DecisionVerdict) {
    (&one.applicant, &one.dwelling, one.verdict)
}
