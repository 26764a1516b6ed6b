//! Lists of applicants by group, cut where they are long.

use super::Screen;
use super::whatif::some_of;
use crate::domain::Round;
use crate::study::Moved;

/// A heading with how many there are, and a line for every group.
pub(super) fn lists(round: &Round, words: &str, moved: &[Moved], screen: &Screen) -> Vec<String> {
    if moved.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![format!("     {words}: {}", screen.form().count(moved.len()))];
    let mut groups: Vec<&str> = moved.iter().map(|one| one.group.as_str()).collect();
    groups.sort_unstable();
    groups.dedup();
    for group in groups {
        let ids: Vec<&str> = moved.iter().filter(|one| one.group == group).map(|one| one.applicant.as_str()).collect();
        let name = round.model.groups.get(group).map_or(group, |group| group.names.get(screen.language));
        let text = format!("{name} {}: {}", screen.form().count(ids.len()), some_of(&ids, screen));
        lines.extend(screen.wrapped(&text, 7));
    }
    lines
}

/// Those who get another dwelling, with both.
pub(super) fn moves(moved: &[Moved], screen: &Screen) -> Vec<String> {
    if moved.is_empty() {
        return Vec::new();
    }
    let one = |moved: &Moved| {
        let dwelling = |side: &Option<String>| side.clone().unwrap_or_default();
        format!("{} {} → {}", moved.applicant, dwelling(&moved.from), dwelling(&moved.to))
    };
    let moves: Vec<String> = moved.iter().map(one).collect();
    let moves: Vec<&str> = moves.iter().map(String::as_str).collect();
    let words = screen.say("Get another dwelling", "Krijgen een andere woning");
    let text = format!("{words}: {}: {}", screen.form().count(moves.len()), some_of(&moves, screen));
    screen.wrapped(&text, 5)
}
