//! `report.html`: the report of a round, as a council gets it and an official defends it.

mod conduct;
mod discretion;
mod groups;
mod left;
mod limits;
mod method;
mod paper;
mod people;
mod pictures;
mod rows;
mod short;
mod weigh;

pub use discretion::Readers;
pub use pictures::{groups_svg, limits_svg, waiting_svg};

use crate::allocation::Outcome;
use crate::domain::{Language, Round};
use crate::report::Form;
use crate::report::words::either;

/// Everything that the report tells, and to whom.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) round: &'a Round,
    pub(super) outcome: &'a Outcome,
    pub(super) readers: Readers,
    pub(super) language: Language,
}

/// The report of a round as one page of HTML: nothing in it runs and it fetches nothing. The same input gives the
/// same bytes.
pub fn report_html(round: &Round, outcome: &Outcome, readers: Readers, language: Language) -> String {
    paper::document(&Told { round, outcome, readers, language }).html()
}

impl<'a> Told<'a> {
    pub(super) fn form(&self) -> Form {
        Form::of(self.language)
    }

    pub(super) fn say<'b>(&self, english: &'b str, dutch: &'b str) -> &'b str {
        either(self.language, english, dutch)
    }

    /// The name of a group, or its id where it has none.
    pub(super) fn group_name<'b>(&self, id: &'b str) -> &'b str
    where
        'a: 'b,
    {
        let name = self.round.model.groups.get(id).map(|group| group.names.get(self.language));
        name.filter(|name| !name.is_empty()).unwrap_or(id)
    }

    /// Names of groups that are told of as one.
    pub(super) fn names(&self, groups: &[&'a str]) -> String {
        let names: Vec<String> = groups.iter().map(|group| self.group_name(group).to_owned()).collect();
        crate::report::words::joined(&names, self.say("and", "en"))
    }
}
