//! Limits: bounds on sums over many placements.

use std::collections::{BTreeMap, BTreeSet};

use super::{Accepted, Applicant, Dwelling, Facts, Language, Mode, Names, Selector, Sharing};

/// Amounts of a `support` limit are whole numbers of a millionth of a support unit, so that
/// `support × support_factor` is exact; all other limits count in ones.
pub const SUPPORT_UNIT: i64 = 1_000_000;

/// What a limit adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counts {
    /// 1 for each applicant placed.
    Applicants,
    /// The household's size.
    Persons,
    /// The support amount, times the sharing factor in a shared dwelling; in [`SUPPORT_UNIT`]s.
    Support,
    /// 1 for each dwelling used.
    Dwellings,
}

impl Counts {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Counts::Applicants => "applicants",
            Counts::Persons => "persons",
            Counts::Support => "support",
            Counts::Dwellings => "dwellings",
        }
    }

    /// How many counting units make one of what people speak of: 1, or [`SUPPORT_UNIT`].
    pub fn unit(self) -> i64 {
        if self == Counts::Support { SUPPORT_UNIT } else { 1 }
    }

    /// An amount in what people speak of, exactly and with a decimal point: whole where it is whole, else
    /// with all the decimals it has and at least two.
    pub fn exact(self, units: i64) -> String {
        let unit = self.unit().unsigned_abs();
        let (whole, rest) = (units.unsigned_abs() / unit, units.unsigned_abs() % unit);
        let sign = if units < 0 { "-" } else { "" };
        if rest == 0 {
            return format!("{sign}{whole}");
        }
        let digits = format!("{rest:0width$}", width = unit.ilog10() as usize);
        let kept = digits.trim_end_matches('0').len().max(2);
        format!("{sign}{whole}.{}", &digits[..kept])
    }
}

/// A maximum as the model states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// In counting units.
    Amount(i64),
    /// Hundredths of a percent of the dwellings that the limit's dwelling selector chooses, rounded down.
    Percentage(i64),
}

/// The table whose column an `each` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// A column of the dwellings.
    Dwellings,
    /// A column of the applicants.
    Applicants,
}

/// One `[[limit]]` of the model: a single limit, or one for every value of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// The name in the model: what files, paths and certificates call it.
    pub name: String,
    /// What it is called in sentences, where the model says so; else its name.
    pub titles: Option<Names>,
    /// The column whose every value makes a limit of its own, with the table it belongs to.
    pub each: Option<(Side, String)>,
    /// Which applicants count.
    pub applicants: Selector,
    /// Which dwellings count.
    pub dwellings: Selector,
    /// What is added up.
    pub counts: Counts,
    /// What is wanted at least, in counting units; its shortfall is an objective.
    pub min: Option<i64>,
    /// What is allowed at most.
    pub max: Option<Bound>,
    /// Weight of one counting unit of shortfall.
    pub weight: i64,
}

impl Family {
    /// What people read.
    pub fn title(&self, language: Language) -> &str {
        self.titles.as_ref().map_or(&self.name, |titles| titles.get(language))
    }

    /// Whether this is its name, or its title in either language.
    pub fn is_named(&self, name: &str) -> bool {
        self.name == name || self.titles.as_ref().is_some_and(|titles| titles.has(name))
    }

    /// The group that it is about, where it is about all placements of exactly one.
    pub fn only_group(&self) -> Option<&str> {
        let [condition] = &self.applicants.conditions[..] else { return None };
        let is_plain = self.each.is_none() && self.dwellings.is_everything() && condition.column == "group";
        match &condition.accepted[..] {
            [Accepted::Text(group)] if is_plain => Some(group),
            _ => None,
        }
    }
}

/// One limit in force in a round, with its bounds as numbers: `min ≤ Σ amount ≤ max`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// `NAME`, or `NAME: VALUE` for one of an `each`.
    pub name: String,
    /// Its titles, likewise with the value, where the model has them.
    pub titles: Option<Names>,
    /// The family it comes from: an index into [`Limits::families`].
    pub family: usize,
    /// The value of the `each` column.
    pub value: Option<String>,
    /// What is added up.
    pub counts: Counts,
    /// Wanted at least, in counting units.
    pub min: Option<i64>,
    /// Allowed at most, in counting units.
    pub max: Option<i64>,
    /// Weight of one counting unit of shortfall.
    pub weight: i64,
}

impl Limit {
    /// What people read.
    pub fn title(&self, language: Language) -> &str {
        self.titles.as_ref().map_or(&self.name, |titles| titles.get(language))
    }
}

/// The limits of a round: the model's families, each spread over the values that occur.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Limits {
    /// As the model states them.
    pub families: Vec<Family>,
    /// Those in force, family by family, values in order.
    pub limits: Vec<Limit>,
    members: Vec<BTreeMap<String, usize>>,
}

impl Limits {
    /// Spreads each family over the values that occur among the rows its selectors choose; `applicants`
    /// are those that can be placed, without the self-search groups.
    pub fn new(families: Vec<Family>, dwellings: &[Dwelling], applicants: &[&Applicant]) -> Self {
        let mut limits = Vec::new();
        let mut members = Vec::new();
        for (index, family) in families.iter().enumerate() {
            let chosen: Vec<&Dwelling> = dwellings.iter().filter(|d| family.dwellings.selects(*d)).collect();
            let mut named = BTreeMap::new();
            for value in values(family, &chosen, applicants) {
                if let Some(value) = &value {
                    named.insert(value.clone(), limits.len());
                }
                limits.push(family.limit(index, value, &chosen));
            }
            members.push(named);
        }
        Self { families, limits, members }
    }

    fn chosen<Row: Facts>(&self, family: usize, side: Side, row: &Row) -> Members {
        let this = &self.families[family];
        let selector = match side {
            Side::Applicants => &this.applicants,
            Side::Dwellings => &this.dwellings,
        };
        if !selector.selects(row) {
            return Members::These(Vec::new());
        }
        match &this.each {
            Some((each_side, column)) if *each_side == side => Members::These(
                row.fact(column).values().iter().filter_map(|value| self.members[family].get(value).copied()).collect(),
            ),
            _ => Members::all(self.range(family)),
        }
    }

    /// The limits of one family that a dwelling belongs to: all of them, some, or none.
    pub fn of_dwelling(&self, family: usize, dwelling: &Dwelling) -> Members {
        self.chosen(family, Side::Dwellings, dwelling)
    }

    /// The limits of one family that an applicant belongs to: all of them, some, or none.
    pub fn of_applicant(&self, family: usize, applicant: &Applicant) -> Members {
        self.chosen(family, Side::Applicants, applicant)
    }

    /// Whether the family cannot be written on the applicants alone: it looks at the dwelling, or the
    /// amount of an applicant who can share depends on the mode.
    pub fn is_two_sided(&self, family: usize, can_share: bool, sharing: Option<&Sharing>) -> bool {
        let this = &self.families[family];
        let by_dwelling = !this.dwellings.is_everything() || matches!(this.each, Some((Side::Dwellings, _)));
        let by_mode = can_share
            && match this.counts {
                Counts::Applicants | Counts::Persons => false,
                Counts::Dwellings => true,
                Counts::Support => sharing.is_some_and(|s| s.support_factor != SUPPORT_UNIT / 100),
            };
        by_dwelling || by_mode
    }

    /// The limits that a placement of this applicant in this dwelling counts towards.
    pub fn counting(&self, applicant: &Applicant, dwelling: &Dwelling) -> Vec<usize> {
        let mut found = Vec::new();
        for family in 0..self.families.len() {
            let by_applicant = self.of_applicant(family, applicant);
            if by_applicant.is_empty() {
                continue;
            }
            found.extend(by_applicant.common(&self.of_dwelling(family, dwelling)));
        }
        found
    }

    /// Index of the limit with this name, or else with this title in either language.
    pub fn position(&self, name: &str) -> Option<usize> {
        let is_titled = |limit: &Limit| limit.titles.as_ref().is_some_and(|titles| titles.has(name));
        let by_name = self.limits.iter().position(|limit| limit.name == name);
        by_name.or_else(|| self.limits.iter().position(is_titled))
    }

    /// The limits that the `each` of this name makes; none where no `each` is called so.
    pub fn of_family(&self, name: &str) -> Vec<&Limit> {
        let is_family = |limit: &&Limit| {
            let family = &self.families[limit.family];
            family.each.is_some() && family.is_named(name)
        };
        self.limits.iter().filter(is_family).collect()
    }

    /// Everything that a limit can be asked for by: names, and titles in both languages.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.limits.iter().flat_map(|limit| [&limit.name, limit.title(Language::En), limit.title(Language::Nl)])
    }

    /// What people read for the limit, or for all that an `each` makes, of this name; the name itself where there is none.
    pub fn title<'a>(&'a self, name: &'a str, language: Language) -> &'a str {
        let limit = self.limits.iter().find(|limit| limit.name == name).map(|limit| limit.title(language));
        let family = || self.families.iter().find(|family| family.name == name).map(|family| family.title(language));
        limit.or_else(family).unwrap_or(name)
    }

    /// The indices of the limits that a family became.
    pub fn range(&self, family: usize) -> std::ops::Range<usize> {
        let start = self.limits.partition_point(|limit| limit.family < family);
        let end = self.limits.partition_point(|limit| limit.family <= family);
        start..end
    }
}

/// Limits of one family. All of them are not listed: for every applicant the limits of all of a country's complexes would be most of
/// what a round takes in memory.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Members {
    /// From the first one to the one before the end.
    All {
        /// The first.
        first: usize,
        /// One more than the last.
        end: usize,
    },
    /// These, ascending.
    These(Vec<usize>),
}

impl Members {
    /// None are one thing, however they come about: what has them alike is alike.
    fn all(range: std::ops::Range<usize>) -> Self {
        if range.is_empty() { Members::These(Vec::new()) } else { Members::All { first: range.start, end: range.end } }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        matches!(self, Members::These(limits) if limits.is_empty())
    }

    /// Whether a limit is one of them.
    pub fn contains(&self, limit: usize) -> bool {
        match self {
            Members::All { first, end } => (*first..*end).contains(&limit),
            Members::These(limits) => limits.contains(&limit),
        }
    }

    /// All of them, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        let (range, these) = match self {
            Members::All { first, end } => (*first..*end, &[][..]),
            Members::These(limits) => (0..0, &limits[..]),
        };
        range.chain(these.iter().copied())
    }

    /// Those that are in both, ascending.
    pub fn common<'a>(&'a self, other: &'a Members) -> impl Iterator<Item = usize> + 'a {
        let (listed, all) = if matches!(self, Members::All { .. }) { (other, self) } else { (self, other) };
        listed.iter().filter(|limit| all.contains(*limit))
    }
}

impl Family {
    /// What one applicant's placement adds, in counting units. In a shared dwelling a `dwellings` limit
    /// counts the dwelling once, not its sharers: there the amount of a sharer is 0.
    pub fn amount(&self, applicant: &Applicant, mode: Mode, sharing: Option<&Sharing>) -> i64 {
        match (self.counts, mode) {
            (Counts::Applicants, _) | (Counts::Dwellings, Mode::Whole) => 1,
            (Counts::Persons, _) => i64::from(applicant.persons()),
            (Counts::Support, Mode::Whole) => applicant.support * (SUPPORT_UNIT / 100),
            (Counts::Support, Mode::Shared) => {
                applicant.support * sharing.map_or(SUPPORT_UNIT / 100, |s| s.support_factor)
            }
            (Counts::Dwellings, Mode::Shared) => 0,
        }
    }

    fn limit(&self, family: usize, value: Option<String>, chosen: &[&Dwelling]) -> Limit {
        let narrowed = chosen
            .iter()
            .filter(|dwelling| match (&self.each, &value) {
                (Some((Side::Dwellings, column)), Some(value)) => dwelling.fact(column).values().contains(value),
                _ => true,
            })
            .count();
        let max = self.max.map(|bound| match bound {
            Bound::Amount(amount) => amount,
            Bound::Percentage(hundredths) => {
                i64::try_from(narrowed).unwrap_or(i64::MAX).saturating_mul(hundredths) / 10_000 * self.counts.unit()
            }
        });
        let with_value =
            |name: &str| value.as_ref().map_or_else(|| name.to_owned(), |value| format!("{name}: {value}"));
        let name = with_value(&self.name);
        let titles = self.titles.as_ref().map(|names| Names { en: with_value(&names.en), nl: with_value(&names.nl) });
        Limit { name, titles, family, value, counts: self.counts, min: self.min, max, weight: self.weight }
    }
}

fn values(family: &Family, chosen: &[&Dwelling], applicants: &[&Applicant]) -> Vec<Option<String>> {
    fn distinct<'a, Row: Facts + 'a>(rows: impl Iterator<Item = &'a Row>, column: &str) -> Vec<Option<String>> {
        let found: BTreeSet<String> = rows.flat_map(|row| row.fact(column).values()).collect();
        found.into_iter().map(Some).collect()
    }
    match &family.each {
        None => vec![None],
        Some((Side::Dwellings, column)) => distinct(chosen.iter().copied(), column),
        Some((Side::Applicants, column)) => {
            distinct(applicants.iter().copied().filter(|a| family.applicants.selects(*a)), column)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_of_a_family_are_the_same_whether_listed_or_from_the_first_to_the_last() {
        let (all, some) = (Members::all(3..6), Members::These(vec![2, 4, 5]));
        assert_eq!(all.iter().collect::<Vec<_>>(), [3, 4, 5]);
        assert_eq!([2, 3, 5, 6].map(|limit| all.contains(limit)), [false, true, true, false]);
        for (one, other) in [(&all, &some), (&some, &all)] {
            assert_eq!(one.common(other).collect::<Vec<_>>(), [4, 5]);
        }
        assert_eq!(all.common(&all).collect::<Vec<_>>(), [3, 4, 5]);
        assert_eq!(some.common(&Members::These(vec![1, 2])).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn none_of_a_family_are_one_thing_however_they_come_about() {
        assert_eq!(Members::all(4..4), Members::These(Vec::new()));
        assert!(Members::all(4..4).is_empty() && !Members::all(4..5).is_empty());
    }
}
