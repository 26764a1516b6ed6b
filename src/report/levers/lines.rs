//! Levers line by line, for pages that lay them out themselves.

use super::{alike, named, row};
use crate::domain::Language;
use crate::report::Screen;
use crate::study::explain::Base;
use crate::study::levers::Levers;

/// A lever, or several that differ in their dwelling alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeverLine {
    /// How many more are placed: `+2`, `-1`.
    pub placed: String,
    /// The change.
    pub change: String,
    /// What it does for the groups or the goals.
    pub does: String,
    /// Ids of those who lose their place.
    pub loses: Vec<String>,
    /// Ids of those who gain one.
    pub gains: Vec<String>,
}

/// All levers of a round.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeverLines {
    /// What a little more does, the most housed first.
    pub more: Vec<LeverLine>,
    /// What a little less costs.
    pub less: Vec<LeverLine>,
    /// What changes neither minimums nor number placed, by sort.
    pub idle: Vec<String>,
    /// What was not found out in time, by sort.
    pub open: Vec<String>,
}

/// The levers of a round in words.
pub fn lever_lines(base: &Base, levers: &Levers, language: Language) -> LeverLines {
    let round = &base.case.round;
    let screen = Screen { language, width: 10_000, color: false, folder: None };
    let ids = |those: &[usize]| those.iter().map(|one| round.applicants[*one].id.clone()).collect::<Vec<String>>();
    let lines = |more: bool| {
        let of_sort = levers.pulled.iter().filter(|pulled| pulled.lever.is_more() == more);
        let line = |pulled: &Vec<&crate::study::levers::Pulled>| {
            let mut cells = row(round, &screen, pulled).into_iter();
            let mut next = || cells.next().unwrap_or_default();
            let (placed, change, does) = (next(), next(), next());
            LeverLine { placed, change, does, loses: ids(&pulled[0].loses), gains: ids(&pulled[0].gains) }
        };
        alike(of_sort).iter().map(line).collect::<Vec<LeverLine>>()
    };
    let bare = |line: String| line.trim_start_matches(['–', ' ']).to_owned();
    let named = |levers| named::section(round, &screen, "", levers).lines.into_iter().map(bare).collect();
    LeverLines { more: lines(true), less: lines(false), idle: named(&levers.idle), open: named(&levers.open) }
}
