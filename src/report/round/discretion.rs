//! What a report may say of single households.

use std::collections::{BTreeMap, BTreeSet};

use super::Told;
use crate::allocation::LimitOutcome;
use crate::domain::{Counts, Family, Side};

/// Who reads a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Readers {
    /// Anyone: nobody may be recognised.
    #[default]
    Public,
    /// Those who handle the cases: every applicant and dwelling stands in it by id.
    Entrusted,
}

/// Waiting times, rents, household sizes and support are told of so many households together at least: of fewer, whoever
/// knows one of them would learn about it.
pub(super) const TOGETHER: usize = 5;

/// Columns whose values name no place and no household: a limit for each of their values is told by name.
const TOLD_BY_NAME: [&str; 4] = ["group", "organisation", "landlord", "region"];

/// Groups that are told of as one, with the applicants (indices) that are counted.
pub(super) type Pool<'a> = (Vec<&'a str>, Vec<usize>);

impl<'a> Told<'a> {
    /// Applicants by group. For the public, groups of few are told of together, with one larger group if need be;
    /// nothing where there are too few of all.
    pub(super) fn pools(&self, applicants: impl Iterator<Item = usize>) -> Vec<Pool<'a>> {
        let mut by_group: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for applicant in applicants {
            by_group.entry(&self.round.applicants[applicant].group).or_default().push(applicant);
        }
        let each = by_group.into_iter().map(|(group, members)| (vec![group], members));
        match self.readers {
            Readers::Public => pooled(each.collect()),
            Readers::Entrusted => each.collect(),
        }
    }

    /// Whether the use of a limit would say something of few households: how large they are, how much support they take.
    pub(super) fn hides_use(&self, found: &LimitOutcome) -> bool {
        let limit = &self.round.limits.limits[found.limit];
        let is_telling = matches!(limit.counts, Counts::Persons | Counts::Support);
        is_telling && self.is_few(self.counted_in(found.limit))
    }

    /// Whether so many households are too few to tell more of than their number.
    pub(super) fn is_few(&self, households: usize) -> bool {
        self.readers == Readers::Public && (1..TOGETHER).contains(&households)
    }

    /// Households placed that a limit counts.
    fn counted_in(&self, limit: usize) -> usize {
        let limits = &self.round.limits;
        let family = limits.limits[limit].family;
        let counts = |one: &&crate::domain::Placement| {
            let applicant = limits.of_applicant(family, &self.round.applicants[one.applicant]);
            applicant.contains(limit) && limits.of_dwelling(family, &self.round.dwellings[one.dwelling]).contains(limit)
        };
        self.outcome.placements.iter().filter(counts).count()
    }

    /// Whether the limits that a family became are told of together: one by one they would say in which complex or
    /// district a household with these traits now lives.
    pub(super) fn tells_together(&self, family: &Family) -> bool {
        let told = |(_, column): &(Side, String)| !TOLD_BY_NAME.contains(&column.as_str());
        self.readers == Readers::Public && family.each.as_ref().is_some_and(told)
    }

    /// A sentence about a case, for the public without the ids of applicants and dwellings.
    pub(super) fn without_ids(&self, text: &str) -> String {
        self.hidden(text, |_| true)
    }

    /// A name from the model, likewise; its numbers stay ("Zuid 1"), though some household may have that number.
    pub(super) fn name_without_ids(&self, name: &str) -> String {
        self.hidden(name, |word| word.chars().any(char::is_alphabetic))
    }

    fn hidden(&self, text: &str, is_hidden: fn(&str) -> bool) -> String {
        if self.readers == Readers::Entrusted {
            return text.to_owned();
        }
        let is_id = |word: &str| self.round.applicant(word).is_some() || self.round.dwelling(word).is_some();
        masked(text, &|word| is_hidden(word) && is_id(word))
    }
}

/// The small groups together, joined by the smallest of the others until they are enough.
fn pooled(each: Vec<Pool<'_>>) -> Vec<Pool<'_>> {
    let (mut large, mut small): (Vec<Pool<'_>>, Vec<Pool<'_>>) =
        each.into_iter().partition(|(_, members)| members.len() >= TOGETHER);
    let count = |small: &[Pool<'_>]| small.iter().map(|(_, members)| members.len()).sum::<usize>();
    while (1..TOGETHER).contains(&count(&small)) && !large.is_empty() {
        let smallest = large.iter().enumerate().min_by_key(|(_, (_, members))| members.len());
        small.push(large.remove(smallest.map_or(0, |(place, _)| place)));
    }
    if count(&small) >= TOGETHER {
        let (groups, members): (Vec<_>, Vec<_>) = small.into_iter().unzip();
        large.push((groups.concat(), members.concat()));
    }
    large
}

/// Text in which every id stands as "…": words, and what hyphens, dots and the like make of several.
fn masked(text: &str, is_id: &dyn Fn(&str) -> bool) -> String {
    let ends: BTreeSet<usize> = boundaries(text);
    let mut safe = String::new();
    let mut at = 0;
    while at < text.len() {
        let is_start = at == 0 || ends.contains(&at);
        let longest = || ends.range(at + 1..).rev().find(|end| is_id(&text[at..**end]));
        if let Some(end) = is_start.then(longest).flatten() {
            safe.push('…');
            at = *end;
        } else {
            let letter = text[at..].chars().next().unwrap_or(' ');
            safe.push(letter);
            at += letter.len_utf8();
        }
    }
    safe
}

/// Where words begin and end.
fn boundaries(text: &str) -> BTreeSet<usize> {
    let mut found = BTreeSet::from([text.len()]);
    let mut before = false;
    for (place, letter) in text.char_indices() {
        if letter.is_alphanumeric() != before {
            found.insert(place);
            before = !before;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_vanish_from_what_people_wrote_and_words_stay() {
        let is_id = |word: &str| ["A-7", "A1", "12"].contains(&word);
        assert_eq!(
            masked("A-7 knows A1; not A12, A1x or xA1 (12 years)", &is_id),
            "… knows …; not A12, A1x or xA1 (… years)"
        );
        assert_eq!(masked("één gezin", &is_id), "één gezin");
    }

    #[test]
    fn a_group_of_few_is_told_of_together_with_others_until_they_are_enough() {
        let group = |name: &'static str, size: usize| (vec![name], vec![0; size]);
        let names = |pools: Vec<Pool<'static>>| pools.into_iter().map(|(names, _)| names.join("+")).collect::<Vec<_>>();
        assert_eq!(names(pooled(vec![group("a", 9), group("b", 1), group("c", 6)])), ["a", "b+c"]);
        assert_eq!(names(pooled(vec![group("a", 9), group("b", 3), group("c", 2)])), ["a", "b+c"]);
        assert_eq!(names(pooled(vec![group("a", 9), group("b", 5)])), ["a", "b"]);
        assert_eq!(names(pooled(vec![group("a", 3), group("b", 1)])), Vec::<String>::new());
    }
}
