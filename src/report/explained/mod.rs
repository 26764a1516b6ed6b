//! Explanations: why somebody has a place or not, who could have a dwelling, what a limit costs.

mod broken;
mod changes;
mod draw;
mod dwelling;
mod effect;
mod json;
mod limit;
mod people;
mod vacancy;
mod why_not;
mod why_this;

use super::Screen;
use super::screen::Section;
use crate::allocation::{Certainty, Status};
use crate::domain::Tier;
use crate::study::explain::{AboutDwelling, AboutLimit, Base, Draw, Effect, WhyNot, WhyThis};

pub use json::explanation_json;

/// An explanation, of whatever it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Explained {
    /// Why an applicant has no place.
    WhyNot(WhyNot),
    /// Why an applicant has its place.
    WhyThis(WhyThis),
    /// An applicant (index) whose group searches for itself.
    SearchesItself(usize),
    /// Who has a dwelling, and who could.
    Dwelling(AboutDwelling),
    /// What a limit costs.
    Limit(AboutLimit),
    /// A limit (index) without maximum and minimum.
    Unbounded(usize),
}

impl Explained {
    /// Whether everything in it was found out, with no time limit in the way.
    pub fn is_complete(&self, base: &Base) -> bool {
        let optimal = |status: Status| status == Status::Optimal;
        // Where the number placed is a goal, whoever the lottery leaves out makes way for another.
        let names_others = base.outcome.tiers.iter().any(|tier| tier.tier == Tier::Placed);
        let is_told = |was_drawn: bool, drawn: &Option<Draw>| !was_drawn || drawn.is_some() || !names_others;
        let own = match self {
            Explained::WhyNot(why) => {
                let was_drawn = why.cost.as_ref().is_some_and(Effect::is_free);
                let cost = why.cost.as_ref().is_none_or(|cost| optimal(cost.status));
                why.open == 0 && cost && is_told(was_drawn, &why.drawn)
            }
            Explained::WhyThis(why) => {
                let refused = why.refused.as_ref().is_none_or(|(effect, _)| optimal(effect.status));
                let was_drawn = !why.fixed && why.certainty == Some(Certainty::Drawn);
                refused && (why.fixed || why.certainty.is_some()) && is_told(was_drawn, &why.drawn)
            }
            Explained::Dwelling(about) => !about.stopped,
            Explained::Limit(about) => {
                optimal(about.lifted.status) && about.steps.iter().all(|step| optimal(step.effect.status))
            }
            Explained::SearchesItself(_) | Explained::Unbounded(_) => true,
        };
        own && optimal(base.outcome.status)
    }
}

/// An explanation part by part, for a page that lays it out itself: its title, and the lines under each heading, in
/// which columns are aligned by spaces.
pub fn explanation_parts(base: &Base, explained: &Explained, screen: &Screen) -> (String, Vec<(String, Vec<String>)>) {
    let (title, sections) = told(base, explained, screen);
    let kept = sections.into_iter().filter(|section| !section.lines.is_empty());
    (title, kept.map(|section| (section.heading, section.lines)).collect())
}

fn told(base: &Base, explained: &Explained, screen: &Screen) -> Told {
    match explained {
        Explained::WhyNot(why) => why_not::sections(base, why, screen),
        Explained::WhyThis(why) => why_this::sections(base, why, screen),
        Explained::SearchesItself(applicant) => why_not::searches_itself(base, *applicant, screen),
        Explained::Dwelling(about) => dwelling::sections(base, about, screen),
        Explained::Limit(about) => limit::sections(base, about, screen),
        Explained::Unbounded(index) => limit::unbounded(base, *index, screen),
    }
}

/// An explanation for people to read.
pub fn explanation_text(base: &Base, explained: &Explained, screen: &Screen) -> String {
    let (title, sections) = told(base, explained, screen);
    let mut lines = vec![screen.paint(anstyle::Style::new().bold(), &title)];
    if base.outcome.status == Status::Feasible {
        lines.push(screen.warning(screen.say(
            "The search was stopped: what follows is about the best allocation found, not the optimum.",
            "De zoektocht is gestopt: wat volgt gaat over de beste toewijzing die gevonden is, niet over de optimale.",
        )));
    }
    lines.extend(screen.sections(sections));
    lines.join("\n") + "\n"
}

/// The title of an explanation, and its sections.
type Told = (String, Vec<Section>);
