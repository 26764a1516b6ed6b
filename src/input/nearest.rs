//! The name that was probably meant.

use crate::domain::Problem;

/// Among more names than this none is looked for: a message about a large round comes at once.
const COMPARED: usize = 2_000;

/// Known names that a message lists, at most.
const LISTED: usize = 12;

/// A problem with a name that is not known: the nearest that is, then the known ones, those most like it first; where
/// there are too many the last detail is `…`.
pub(super) fn not_known<'a>(problem: Problem, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Problem {
    let lower = name.to_lowercase();
    let mut names: Vec<(f64, &str)> =
        known.clone().map(|other| (strsim::jaro_winkler(&lower, &other.to_lowercase()), other)).collect();
    names.sort_by(|(one, first), (other, second)| other.total_cmp(one).then_with(|| first.cmp(second)));
    let more = Some("…").filter(|_| names.len() > LISTED);
    let listed = names.into_iter().take(LISTED).map(|(_, name)| name).chain(more);
    listed.fold(problem.detail(nearest(name, known)), Problem::detail)
}

/// The known name most like this one, or nothing when none is alike.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> &'a str {
    let name: String = name.to_lowercase().chars().take(100).collect();
    let mut best = (0.8, "");
    for (count, other) in known.into_iter().enumerate() {
        if count == COMPARED {
            return "";
        }
        let likeness = strsim::jaro_winkler(&name, &other.to_lowercase());
        if likeness > best.0 {
            best = (likeness, other);
        }
    }
    best.1
}
