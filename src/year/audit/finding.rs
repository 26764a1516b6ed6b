//! What is found when a year's figures are held against each other.

use crate::domain::{Fraction, Group, Hundredths, Unsuitable, WHOLE};

/// All findings about a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// In the order in which the year is made: need, supply, decision.
    pub findings: Vec<Finding>,
}

impl Audit {
    /// How many figures differ from what they are held against.
    pub fn differing(&self) -> usize {
        self.findings.iter().filter(|finding| finding.verdict() == Verdict::Differs).count()
    }
}

/// Whether figures agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They agree, or keep what was agreed.
    Agrees,
    /// They differ, or go beyond what was agreed or needed.
    Differs,
    /// Less is decided than is needed: scarcity, and no fault.
    Short,
    /// There is nothing to hold them against.
    Open,
}

/// The part of the dwellings that landlords and city agreed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreed {
    /// The part.
    pub share: Hundredths,
    /// Whole dwellings that it makes, at most.
    pub dwellings: u64,
}

/// Figures held against each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The need of all groups.
    Demand {
        /// Dwellings stated, at least and at most.
        stated: [Option<u64>; 2],
        /// What the rows add up to.
        rows: [u64; 2],
        /// Groups whose need is still to be determined.
        open: Vec<Group>,
    },
    /// Mutations and new-build.
    Regular {
        /// Dwellings stated for both.
        stated: Option<u64>,
        /// Dwellings that tenants leave.
        mutations: u64,
        /// New dwellings.
        new_build: u64,
    },
    /// Additional projects.
    Additional {
        /// Dwellings stated.
        stated: Option<u64>,
        /// What the rows add up to.
        rows: u64,
    },
    /// All that comes free.
    Supply {
        /// Dwellings stated.
        stated: Option<u64>,
        /// What the rows add up to.
        rows: u64,
    },
    /// Of the mutations, what drops out, and so what is left for the groups.
    Suitable {
        /// Dwellings that tenants leave.
        mutations: u64,
        /// The parts that drop out, by reason.
        parts: Unsuitable,
        /// Mutations that drop out, to the nearest whole dwelling.
        dropped: u64,
        /// Mutations that are left for the groups: no more of a row than was agreed for them.
        left: u64,
        /// Dwellings for the groups in new-build and additional projects, where no number was agreed all.
        projects: u64,
        /// Places that are asked of the landlords.
        asked: u64,
    },
    /// The places of the decision.
    Decision {
        /// Places stated.
        stated: Option<u64>,
        /// What the rows add up to.
        rows: u64,
    },
    /// What is asked of the landlords: the places of the groups that are offered a dwelling.
    Asked {
        /// Places of all groups.
        places: u64,
        /// Of these, places of mediated groups.
        mediated: u64,
        /// The groups that search for themselves, with their places.
        self_search: Vec<(Group, u64)>,
    },
    /// The decision as a part of the dwellings that come free.
    Share {
        /// Places of the decision.
        places: u64,
        /// Dwellings that come free: as stated, else as the rows add up.
        dwellings: u64,
        /// What was agreed.
        agreed: Option<Agreed>,
    },
    /// What is decided for a group against what it needs.
    Need {
        /// The group.
        group: Group,
        /// Places decided; 0 for a group that the decision leaves out.
        places: u64,
        /// Dwellings needed, at least and at most; `None` where it is to be determined.
        need: Option<[u64; 2]>,
    },
    /// Households that leave temporary homes against the places decided for the group they then belong to.
    Temporary {
        /// The group.
        group: Group,
        /// Households whose stay ends in the year.
        leaving: u64,
        /// Places decided for the group.
        places: u64,
        /// The temporary homes, with the households that leave each.
        concepts: Vec<(String, u64)>,
    },
}

impl Finding {
    /// Whether the figures agree.
    pub fn verdict(&self) -> Verdict {
        match self {
            Finding::Demand { stated, rows, .. } => {
                let known = stated.iter().zip(rows).filter_map(|(stated, rows)| Some(((*stated)?, *rows)));
                held(known.collect::<Vec<_>>().as_slice())
            }
            Finding::Regular { stated, mutations, new_build } => against(*stated, mutations + new_build),
            Finding::Additional { stated, rows }
            | Finding::Supply { stated, rows }
            | Finding::Decision { stated, rows } => against(*stated, *rows),
            Finding::Suitable { left, projects, asked, .. } => kept(*asked <= left + projects),
            Finding::Asked { .. } => Verdict::Open,
            Finding::Share { places, dwellings, agreed } => match agreed {
                Some(agreed) => kept(within(*places, *dwellings, agreed.share)),
                None => Verdict::Open,
            },
            Finding::Need { places, need, .. } => match need {
                None => Verdict::Open,
                Some([least, _]) if places < least => Verdict::Short,
                Some([_, most]) => kept(places <= most),
            },
            Finding::Temporary { leaving, places, .. } => kept(leaving == places),
        }
    }
}

fn kept(agrees: bool) -> Verdict {
    if agrees { Verdict::Agrees } else { Verdict::Differs }
}

fn held(pairs: &[(u64, u64)]) -> Verdict {
    if pairs.is_empty() { Verdict::Open } else { kept(pairs.iter().all(|(stated, rows)| stated == rows)) }
}

fn against(stated: Option<u64>, rows: u64) -> Verdict {
    stated.map_or(Verdict::Open, |stated| kept(stated == rows))
}

/// Whether so many places are at most this part of the dwellings.
fn within(places: u64, dwellings: u64, share: Hundredths) -> bool {
    i128::from(places) * i128::from(WHOLE) <= i128::from(dwellings) * i128::from(share)
}

/// A number as a part of another, in percent, exactly; `None` of nothing.
pub fn percent(part: u64, whole: u64) -> Option<Fraction> {
    (whole > 0).then(|| Fraction::new(i128::from(part) * 100, i128::from(whole)))
}
