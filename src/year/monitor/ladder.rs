//! The ladder of supervision: which step is to be expected after an assessment.
//!
//! The province decides, and weighs more than numbers. The rule here is an assumption built on what the council
//! letter tells: a lag raised the step, enough housed kept it although a backlog stood, and the city means to keep
//! it by meeting its task and clearing the wanted part of the backlog.

/// The highest step: the province acts in the city's place.
pub const STEP_MOST: u8 = 6;

/// What became of the backlog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Backlog {
    /// Nothing is left of it.
    Cleared,
    /// As much of it as is due was cleared.
    AsWanted,
    /// Less of it was cleared, or it grew.
    Less,
}

/// The steps that may be expected: one, or a few where the letter leaves it open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Steps {
    /// The lowest.
    pub least: u8,
    /// The highest.
    pub most: u8,
}

impl Steps {
    /// Exactly this step.
    pub fn exactly(step: u8) -> Self {
        Self { least: step.min(STEP_MOST), most: step.min(STEP_MOST) }
    }

    /// After an assessment:
    ///
    /// | task of the half year | backlog | step |
    /// | --- | --- | --- |
    /// | met | cleared | one down |
    /// | met | as wanted | the same |
    /// | met | less | the same, or one up |
    /// | missed | any | one up |
    ///
    /// never below 0 or above [`STEP_MOST`].
    #[must_use]
    pub fn after(self, task_met: bool, backlog: Backlog) -> Self {
        let (least, most) = match (task_met, backlog) {
            (true, Backlog::Cleared) => (-1, -1),
            (true, Backlog::AsWanted) => (0, 0),
            (true, Backlog::Less) => (0, 1),
            (false, _) => (1, 1),
        };
        Self { least: moved(self.least, least), most: moved(self.most, most) }
    }
}

fn moved(step: u8, by: i8) -> u8 {
    step.saturating_add_signed(by).min(STEP_MOST)
}
