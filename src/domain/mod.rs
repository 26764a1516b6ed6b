//! The words of the domain as validated values: what a round, a dwelling, an applicant, a rule and a
//! limit *are*. Nothing here reads or writes.

mod adopted;
mod allocation;
mod applicant;
mod certificate;
mod decision;
mod dwelling;
mod formula;
mod limit;
mod lottery;
mod misfit;
mod model;
mod norms;
mod pace;
mod problem;
mod round;
mod rule;
mod selector;
mod tier;
mod year;

pub use adopted::{AdoptedChanges, ChangedSetting};
pub use allocation::{Described, List, Match, Mode, Placement};
pub use applicant::Applicant;
pub use certificate::{Certificate, Fraction, Part, PlacePrice, TierPrices};
pub use decision::{Decision, OPEN_CELLS, Verdict as DecisionVerdict, is_open_cell};
pub use dwelling::Dwelling;
pub use formula::{shielded, unshielded};
pub use limit::{Bound, Counts, Family, Limit, Limits, Members, SUPPORT_UNIT, Side};
pub use lottery::{DRAW_MAXIMUM, Lottery};
pub use misfit::misfit;
pub use model::{Group, LabelAges, Labels, Language, Liveability, Model, Names, Route, Rules, Sharing};
pub use norms::{IncomeNorm, Norms, RentNorm, SizeNorm};
pub use pace::{Pace, evenly};
pub use problem::{Code, Problem};
pub use round::{Month, Round};
pub use rule::{Rule, RuleSet};
pub use selector::{Accepted, Condition, Fact, Facts, Selector};
pub use tier::{Sense, Tier};
pub use year::{
    Announced, Chances, Concept, Counted, MONTHS, Need, Partner, Previous, Realised, Role, SizeClass, Source, Stated,
    Statutory, Stream, Supply, Unsuitable, WHOLE, Year,
};

/// An amount of money in euro cents.
pub type Cents = i64;

/// A number with two decimals as a whole number of hundredths.
pub type Hundredths = i64;
