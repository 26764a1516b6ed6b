//! The names of the rules.

/// A rule that says for one applicant and one dwelling whether they fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Rule {
    /// Rooms against the household's size.
    Size,
    /// Rent against the household's cap (Woningwet art. 46 lid 2, passend toewijzen).
    Rent,
    /// Ages that the dwelling's labels ask.
    Labels,
    /// Labels that the household needs.
    Needs,
    /// Reserved for other groups or organisations.
    Reserved,
    /// Excluded for the sake of liveability.
    Liveability,
    /// A district or complex that the household avoids.
    Avoided,
    /// Another region.
    Region,
    /// Not free, or the household not ready, in time.
    Dates,
    /// Sharing: consent, household size, places.
    Sharing,
    /// Refused, forbidden, or fixed elsewhere.
    Decision,
}

impl Rule {
    /// All rules, in the order in which they are shown.
    pub const ALL: [Rule; 11] = [
        Rule::Size,
        Rule::Rent,
        Rule::Labels,
        Rule::Needs,
        Rule::Reserved,
        Rule::Liveability,
        Rule::Avoided,
        Rule::Region,
        Rule::Dates,
        Rule::Sharing,
        Rule::Decision,
    ];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Rule::Size => "size",
            Rule::Rent => "rent",
            Rule::Labels => "labels",
            Rule::Needs => "needs",
            Rule::Reserved => "reserved",
            Rule::Liveability => "liveability",
            Rule::Avoided => "avoided",
            Rule::Region => "region",
            Rule::Dates => "dates",
            Rule::Sharing => "sharing",
            Rule::Decision => "decision",
        }
    }

    /// The rule with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.name() == name)
    }
}

/// A set of rules, such as those that a pair breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct RuleSet(u16);

impl RuleSet {
    /// No rule.
    pub const EMPTY: RuleSet = RuleSet(0);

    /// Adds a rule when `broken`.
    #[must_use]
    pub fn with(self, rule: Rule, broken: bool) -> Self {
        if broken { RuleSet(self.0 | 1 << rule as u16) } else { self }
    }

    /// Its rules but those of another set.
    #[must_use]
    pub fn without(self, other: RuleSet) -> Self {
        RuleSet(self.0 & !other.0)
    }

    /// How many rules it holds.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether it holds no rule.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether it holds this rule.
    pub fn contains(self, rule: Rule) -> bool {
        self.0 & (1 << rule as u16) != 0
    }

    /// Its rules, in the order of [`Rule::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Rule> {
        Rule::ALL.into_iter().filter(move |rule| self.contains(*rule))
    }
}
