//! Everything that is asked of a year's plan, together: the plan, a decision that could be proposed beside the adopted
//! one, what stands in the way, what it would take, how long support would be waited for, and other policies.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::domain::{Hundredths, MONTHS, Supply, Year};

use super::about::{About, Home};
use super::figures::{Left, Months, Project};
use super::obstacles::{Needs, Obstacle, needs, obstacles, without_chain};
use super::policy::{Aim, Policy};
use super::program::Program;
use super::waits::{Loads, Wait, as_delivered, steady, waits};
use super::{Fault, Plan, plan};

/// What a plan comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Places wanted, by group.
    pub wanted: BTreeMap<String, u32>,
    /// Places by group and month.
    pub groups: BTreeMap<String, Months>,
    /// Places asked of landlords, by landlord and month: what groups find for themselves is not asked.
    pub landlords: BTreeMap<String, Months>,
    /// Those of them in new-build and additional projects, which come when those are delivered.
    pub in_projects: BTreeMap<String, Months>,
    /// Places in temporary homes, by month.
    pub temporary: Months,
    /// Places offered, by month: those of mediated groups.
    pub offered: Months,
    /// What each partner takes on, in the order of the year's partners, by month, in ten-thousandths.
    pub loads: Vec<[i64; MONTHS]>,
    /// Persons of the statutory group, by half year, in hundredths.
    pub persons: Option<[Hundredths; 2]>,
    /// Dwellings that the groups use, those that they find for themselves among them.
    pub dwellings: u32,
    /// Households in shared dwellings.
    pub sharers: u32,
    /// Dwellings left for regular seekers.
    pub left: Left,
    /// Households in a home of their own that is of a larger size than they are.
    pub larger: u32,
    /// What becomes of the dwellings of every project.
    pub projects: Vec<Project>,
    /// The differences between the households of a group and organisation in one month and the next, all together.
    pub steps: u32,
    /// The differences between the vacancies that a landlord is asked for in one month and the next, all together.
    pub landlord_steps: u32,
}

impl Figures {
    /// Reads them off a plan.
    pub fn of(program: &Program<'_>, plan: &Plan) -> Self {
        let (year, placements) = (program.year, &plan.placements);
        let temporary = |home: Home| matches!(home, Home::Temporary(_));
        Self {
            wanted: year.decision.keys().map(|group| (group.clone(), program.wanted(group))).collect(),
            groups: placements.by_group(year),
            landlords: placements.by_landlord(program, |_| true),
            in_projects: placements.by_landlord(program, |kind| kind != Supply::Mutation),
            temporary: std::array::from_fn(|at| placements.count(|way| temporary(way.home) && way.month == at)),
            offered: placements.offered(program),
            loads: placements.loads(program),
            persons: year.statutory.as_ref().map(|statutory| placements.persons(year, &statutory.group)),
            dwellings: placements.used(year).iter().flatten().sum(),
            sharers: placements.count(|way| matches!(way.home, Home::Shared(..))),
            left: Left::of(year, &placements.used(year)),
            larger: placements.larger(),
            projects: placements.projects(year),
            steps: placements.steps(year),
            landlord_steps: placements.landlord_steps(year),
        }
    }

    /// Places of a group in the year.
    pub fn of_group(&self, group: &str) -> u32 {
        self.groups.get(group).map_or(0, |months| months.iter().sum())
    }

    /// Places in the year.
    pub fn places(&self) -> u32 {
        self.groups.values().flatten().sum()
    }

    /// Places wanted and not reached.
    pub fn missed(&self) -> u32 {
        self.wanted.iter().map(|(group, wanted)| wanted.saturating_sub(self.of_group(group))).sum()
    }

    /// Months that dwellings of projects wait, all together.
    pub fn waited(&self) -> u32 {
        self.projects.iter().map(|project| project.waited).sum()
    }

    /// The most places offered in a month.
    pub fn peak(&self) -> u32 {
        self.offered.iter().copied().max().unwrap_or(0)
    }

    /// The sum of the differences between one month's offered places and the next one's.
    pub fn change(&self) -> u32 {
        self.offered.windows(2).map(|pair| pair[0].abs_diff(pair[1])).sum()
    }
}

/// A policy beside the adopted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Variant {
    /// The decision as taken, in even months.
    Adopted,
    /// No more than the agreed part of the dwellings.
    AgreedShare,
    /// Dwellings let as soon as they are there.
    PeaksAllowed,
    /// No dwelling shared.
    NoSharing,
    /// Every capacity of the chain a tenth larger.
    MoreSupport,
}

impl Variant {
    /// All variants, the adopted policy first.
    pub const ALL: [Variant; 5] =
        [Variant::Adopted, Variant::AgreedShare, Variant::PeaksAllowed, Variant::NoSharing, Variant::MoreSupport];

    /// The policy; `None` where the year does not state what it needs.
    pub fn policy(self, year: &Year) -> Option<Policy> {
        let adopted = Policy::adopted();
        Some(match self {
            Variant::Adopted => adopted,
            Variant::AgreedShare => Policy { share: Some(year.stated.agreed_share?), ..adopted },
            Variant::PeaksAllowed => Policy { even: false, ..adopted },
            Variant::NoSharing => Policy { sharing: false, ..adopted },
            Variant::MoreSupport => Policy { capacity: Some(11_000), ..adopted },
        })
    }
}

/// A year planned, with everything that is asked about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// The plan for the adopted decision.
    pub plan: Plan,
    /// What it comes to.
    pub figures: Figures,
    /// What one more of each partner's capacity gains in places of the decision, by partner and month.
    pub prices: Vec<[f64; MONTHS]>,
    /// What a plan comes to that covers the same part of every group's need, with as many places in all.
    pub proposal: Figures,
    /// What stands in the way of the adopted decision.
    pub obstacles: Vec<Obstacle>,
    /// What it would take.
    pub needs: Needs,
    /// How long support would be waited for if it were realised with the chain as it is.
    pub waits: Vec<Wait>,
    /// Other policies side by side; empty unless asked for.
    pub variants: Vec<(Variant, Figures)>,
}

/// Parts of planning a year without other policies: the plan, what stands in the way, the proposal, and the chain.
const PARTS: usize = 4;

/// Plans a year and answers what is asked about it.
///
/// # Errors
/// When the solver fails, or when a plan does not pass the check.
pub fn planned(year: &Year, with_variants: bool) -> Result<Planned, Fault> {
    planned_telling(year, with_variants, &|_, _| (), None)
}

/// As [`planned`], telling after each part how many parts are done, of how many; given up as soon as `stop` is set.
///
/// # Errors
/// As of [`planned`], and when it was given up.
pub fn planned_telling(
    year: &Year,
    with_variants: bool,
    tell: &(dyn Fn(usize, usize) + Sync),
    stop: Option<&AtomicBool>,
) -> Result<Planned, Fault> {
    let variants: &[Variant] = if with_variants { &Variant::ALL[1..] } else { &[] };
    let (done, parts) = (AtomicUsize::new(0), PARTS + variants.len());
    let step = || tell(done.fetch_add(1, Ordering::Relaxed) + 1, parts);
    let program = Program::new(year, Policy::adopted()).stopping(stop);
    let with_obstacles = || {
        let plan = plan(&program)?;
        step();
        let obstacles = obstacles(&program, &plan.optimum)?;
        step();
        Ok::<_, Fault>((plan, obstacles))
    };
    let proposal = || proposal(&program).inspect(|_| step());
    let chain = || chain(&program).inspect(|_| step());
    let (planned, (proposal, chain)) = rayon::join(with_obstacles, || rayon::join(proposal, chain));
    let ((plan, obstacles), proposal, (needs, waits)) = (planned?, proposal?, chain?);
    let figures = Figures::of(&program, &plan);
    let under = |variant: &Variant| under(&program, *variant).inspect(|_| step());
    let variants: Vec<Option<(Variant, Figures)>> = variants.par_iter().map(under).collect::<Result<_, Fault>>()?;
    let adopted = with_variants.then(|| (Variant::Adopted, figures.clone()));
    let variants = adopted.into_iter().chain(variants.into_iter().flatten()).collect();
    let prices = prices(&program, &plan);
    Ok(Planned { plan, figures, prices, proposal, obstacles, needs, waits, variants })
}

/// A decision that could be proposed beside the adopted one.
fn proposal(program: &Program<'_>) -> Result<Figures, Fault> {
    let proposed = Program::new(program.year, Policy { aim: Aim::Needs, ..program.policy }).stopping(program.stop);
    Ok(Figures::of(&proposed, &plan(&proposed)?))
}

/// What the chain would have to carry for all that was decided, and who would wait for it.
fn chain(program: &Program<'_>) -> Result<(Needs, Vec<Wait>), Fault> {
    let without_chain = without_chain(program)?;
    let as_agreed = || rayon::join(|| as_delivered(program, &without_chain), || steady(program, &without_chain));
    let (needs, (as_delivered, steady)) = rayon::join(|| needs(program, &without_chain), as_agreed);
    let (needs, as_delivered, steady) = (needs?, as_delivered?, steady?);
    let loads = Loads { as_delivered: &as_delivered, steady: &steady, by_room: &needs.loads };
    let waits = waits(program, loads);
    Ok((needs, waits))
}

fn under(adopted: &Program<'_>, variant: Variant) -> Result<Option<(Variant, Figures)>, Fault> {
    let Some(policy) = variant.policy(adopted.year) else { return Ok(None) };
    let program = Program::new(adopted.year, policy).stopping(adopted.stop);
    Ok(Some((variant, Figures::of(&program, &plan(&program)?))))
}

fn prices(program: &Program<'_>, plan: &Plan) -> Vec<[f64; MONTHS]> {
    let mut prices = vec![[0.0; MONTHS]; program.year.partners.len()];
    for (row, gain) in &plan.optimum.prices {
        if let About::Capacity(partner, month) = program.rows[*row].about {
            prices[partner][month] = *gain;
        }
    }
    prices
}
