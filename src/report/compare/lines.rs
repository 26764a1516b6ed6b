//! The comparison row by row, in words, for pages that lay it out themselves.

use std::collections::BTreeMap;

use super::{Grid, Shown, figures, gap, headline, people, sentences};
use crate::domain::{Decision, DecisionVerdict, Language, Round};
use crate::report::violation_sentence;
use crate::report::words::either;
use crate::study::compare::{Comparison, Fate, Judged, Waiver, WaivingRow};

/// A violation of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViolationLine {
    /// Its place among the violations of the comparison.
    pub place: usize,
    /// What is broken, and by how much.
    pub sentence: String,
    /// What a person can do about it, or did.
    pub way: Way,
}

/// The way out of a violation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// Persons stand for it: who and why.
    Waived(Vec<String>),
    /// Fixing these matches waives it.
    Possible(Vec<WaivingRow>),
    /// There is none until something else is done: what.
    Closed(String),
}

/// What list and optimum do with an applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FateLine {
    /// Its id.
    pub applicant: String,
    /// The name of its group.
    pub group: String,
    /// Its dwelling by the list; empty where it has none.
    pub list: String,
    /// Its dwelling by the optimum; empty where it has none.
    pub optimum: String,
    /// Its dwelling once the valid part is filled up, where that was asked; empty where it has none then.
    pub filled: String,
    /// Which of the two place it.
    pub fate: Fate,
}

impl FateLine {
    /// Whether filling up the valid part gives it a place that the list does not.
    pub fn is_added(&self) -> bool {
        !self.filled.is_empty() && self.list.is_empty()
    }
}

fn shown(language: Language) -> Shown {
    Shown { language, width: 10_000, color: false, folder: None }
}

/// How large the list is, what of it stands, and how far the optimum is from it: a sentence each.
pub fn headline_lines(comparison: &Comparison, language: Language) -> Vec<String> {
    headline::lines(comparison, &shown(language))
}

/// Goals, groups, limits, people and districts on both sides; those without rows are left out.
pub fn grids(round: &Round, comparison: &Comparison, language: Language) -> Vec<Grid> {
    let shown = shown(language);
    let all = [
        figures::goal_grid(comparison, &shown),
        figures::group_grid(round, comparison, &shown),
        figures::limit_grid(round, comparison, &shown, usize::MAX),
        figures::people_grid(comparison, &shown),
        figures::district_grid(comparison, &shown),
    ];
    all.into_iter().filter(|grid| !grid.rows.is_empty()).map(|grid| of_valid_part(grid, &shown)).collect()
}

/// The column of the valid part under its full name, since a page shows one table at a time.
fn of_valid_part(mut grid: Grid, shown: &Shown) -> Grid {
    for name in grid.head.iter_mut().filter(|name| *name == shown.say("valid part", "geldig deel")) {
        shown.say("valid part of the list", "geldig deel van de lijst").clone_into(name);
    }
    grid
}

/// Where the difference comes from: rules broken, a better option missed, choices without a known reason.
pub fn gap_lines(comparison: &Comparison, language: Language) -> [String; 3] {
    gap::parts(comparison, &shown(language))
}

/// What a person may have known that the rules do not, as questions.
pub fn question_lines(round: &Round, comparison: &Comparison, language: Language) -> Vec<String> {
    comparison.asked.questions.iter().map(|question| sentences::question(round, question, language)).collect()
}

/// The violations, those that stand first.
pub fn violation_lines(round: &Round, comparison: &Comparison, language: Language) -> Vec<ViolationLine> {
    let line = |(place, judged): (usize, &Judged)| ViolationLine {
        place,
        sentence: violation_sentence(round, &judged.violation, language),
        way: way(&judged.waiver, language),
    };
    comparison.violations.iter().enumerate().map(line).collect()
}

fn way(waiver: &Waiver, language: Language) -> Way {
    match waiver {
        Waiver::Given(decisions) => {
            Way::Waived(decisions.iter().map(|decision| sentences::waived_by(decision, language)).collect())
        }
        Waiver::Possible(rows) => Way::Possible(rows.clone()),
        Waiver::Contradicted(decision) => Way::Closed(contradicted(decision, language)),
        Waiver::Impossible => Way::Closed(
            either(
                language,
                "No decision waives this: mend the list.",
                "Hier wijkt geen besluit van af: herstel de lijst.",
            )
            .to_owned(),
        ),
    }
}

fn contradicted(decision: &Decision, language: Language) -> String {
    let pair = format!("{} → {}", decision.applicant, decision.dwelling);
    match (decision.verdict, language) {
        (DecisionVerdict::Fixed, Language::En) => format!("{pair} is fixed: withdraw that decision first."),
        (DecisionVerdict::Fixed, Language::Nl) => format!("{pair} is vastgelegd: trek dat besluit eerst in."),
        (_, Language::En) => format!("A decision excludes {pair}: withdraw that first."),
        (_, Language::Nl) => format!("Een besluit sluit {pair} uit: trek dat eerst in."),
    }
}

/// The matches that are not in the valid part: applicant, dwelling, and why.
pub fn left_out_lines(round: &Round, comparison: &Comparison, language: Language) -> Vec<[String; 3]> {
    let line = |one: &crate::study::compare::LeftOut| {
        let why = sentences::cause(round, &one.cause, language);
        [one.found.applicant.clone(), one.found.dwelling.clone(), why]
    };
    comparison.valid.left_out.iter().map(line).collect()
}

/// How many are placed by which: the code of each sort, its name, and how many.
pub fn fate_counts(comparison: &Comparison, language: Language) -> Vec<(&'static str, &'static str, usize)> {
    let count = |code: &str| comparison.fates.iter().filter(|(_, fate)| fate.name() == code).count();
    let sort = |(code, english, dutch)| (code, either(language, english, dutch), count(code));
    people::SORTS.into_iter().map(sort).collect()
}

/// The applicants that take part, by id.
pub fn fate_lines(round: &Round, comparison: &Comparison, language: Language) -> Vec<FateLine> {
    let home = |dwelling: usize| round.dwellings[dwelling].id.clone();
    let kept = comparison.proposal.iter().filter(|one| one.keeps).flat_map(|one| &one.side.placements);
    let filled: BTreeMap<usize, usize> = kept.map(|one| (one.applicant, one.dwelling)).collect();
    let line = |(applicant, fate): &(usize, Fate)| {
        let one = &round.applicants[*applicant];
        let (list, optimum) = match *fate {
            Fate::Same(dwelling) => (home(dwelling), home(dwelling)),
            Fate::Moved(list, optimum) => (home(list), home(optimum)),
            Fate::OnlyList(list) => (home(list), String::new()),
            Fate::OnlyOptimum(optimum) => (String::new(), home(optimum)),
            Fate::Neither => (String::new(), String::new()),
        };
        let filled = filled.get(applicant).map(|dwelling| home(*dwelling)).unwrap_or_default();
        let group = round.model.groups.get(&one.group).map_or(one.group.as_str(), |group| group.names.get(language));
        FateLine { applicant: one.id.clone(), group: group.to_owned(), list, optimum, filled, fate: *fate }
    };
    comparison.fates.iter().map(line).collect()
}
