//! The statutory task in persons: in how many of the replays each part of it is met.

use super::sentences::{chance, times};
use super::{Simulated, mean_in_tenths, spread, tenths};
use crate::domain::{Fraction, Group, Language, WHOLE};
use crate::report::Form;
use crate::report::document::Table;
use crate::report::words::either;
use crate::year::plan::wanted_persons;
use crate::year::simulate::{GroupTally, Policy, Tally};

/// What is asked of the statutory group, and in how many replays it is met.
#[derive(Debug, Clone, Copy)]
pub(super) struct Task<'a> {
    pub(super) group: &'a Group,
    pub(super) of: &'a GroupTally,
    /// The first half's task, both tasks, and both with the wanted part of the backlog: persons, and replays.
    pub(super) parts: [(u32, u64); 3],
}

impl<'a> Task<'a> {
    /// The task under a policy; `None` where the year has none, or no round places its group.
    pub(super) fn of(told: &Simulated<'a>, tally: &'a Tally) -> Option<Self> {
        let statutory = told.setting.year.statutory.as_ref()?;
        let group = told.setting.mediated().find(|group| group.id == statutory.group)?;
        let of = tally.groups.get(&group.id)?;
        let [first, second] = statutory.task;
        let all = above(wanted_persons(statutory));
        let parts = [
            (first, of.first_half.at_least(first)),
            (first + second, of.persons.at_least(first + second)),
            (all, of.persons.at_least(all)),
        ];
        Some(Self { group, of, parts })
    }

    /// "4 of 20 replays (20%)" for each part.
    fn chances(&self, replays: u64, language: Language) -> [String; 3] {
        self.parts.map(|(_, met)| format!("{} ({})", times(met, replays, language), chance(met, replays, language)))
    }

    /// Persons in a place on average; nothing where nobody was placed.
    fn persons_a_place(&self, language: Language) -> Option<String> {
        let (persons, places) = (self.of.persons.sum(), self.of.places.sum());
        (places > 0).then(|| Form::of(language).fixed(Fraction::new(persons.into(), places.into()), 2))
    }
}

/// Persons in a household of a group on average, by the year's streams.
fn persons_a_household(told: &Simulated<'_>, group: &str, language: Language) -> String {
    let streams = told.setting.year.streams.iter().filter(|stream| stream.group == group);
    let hundredths: i64 = streams.map(|stream| stream.persons * stream.share).sum();
    Form::of(language).fixed(Fraction::new(hundredths.into(), i128::from(WHOLE) * 100), 2)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // persons of a year, not below 0
fn above(persons: f64) -> u32 {
    (persons - 1e-6).ceil().max(0.0) as u32
}

/// The task under a policy as a sentence.
pub(super) fn sentence(told: &Simulated<'_>, tally: &Tally, language: Language) -> Option<String> {
    let task = Task::of(told, tally)?;
    let form = Form::of(language);
    let name = task.group.names.get(language);
    let [first, both, all] = task.parts.map(|(persons, _)| form.grouped(persons.into()));
    let [in_first, in_both, in_all] = task.chances(told.replays(), language);
    let [low, _, high] = spread(&task.of.persons).unwrap_or_default().map(|persons| form.grouped(persons.into()));
    let each = task.persons_a_place(language).unwrap_or_else(|| "–".to_owned());
    let average = persons_a_household(told, &task.group.id, language);
    let usual = match language {
        _ if low == high => low,
        Language::En => format!("{low} to {high}"),
        Language::Nl => format!("{low} tot {high}"),
    };
    Some(match language {
        Language::En => format!(
            "Statutory task, {name}: the {first} persons of the first half in {in_first}; the {both} of both halves in {in_both}; {all}, with \
             the wanted part of the backlog, in {in_all}. Usually {usual} persons in the year, {each} in a place on average \
             ({average} in a household of the group): months ask for persons too, which larger households bring."
        ),
        Language::Nl => format!(
            "Taakstelling, {name}: de {first} personen van de eerste helft in {in_first}; de {both} van beide helften in {in_both}; {all}, met \
             het gewenste deel van de achterstand, in {in_all}. Meestal {usual} personen in het jaar, gemiddeld {each} per woonplek \
             ({average} per huishouden van de groep): de maanden vragen ook om personen, en grotere huishoudens brengen er meer."
        ),
    })
}

/// The task under every policy; without rows where the year has none.
pub(super) fn table(told: &Simulated<'_>, language: Language) -> Table {
    let say = |english, dutch| either(language, english, dutch).to_owned();
    let caption = say(
        "Statutory task, in persons: replays in which it is met, and persons housed in the year",
        "Taakstelling, in personen: herhalingen waarin die wordt gehaald, en personen gehuisvest in het jaar",
    );
    let found = told.tallies.iter().filter_map(|tally| Some((tally.policy, Task::of(told, tally)?)));
    let found: Vec<(Policy, Task<'_>)> = found.collect();
    let Some((_, first)) = found.first() else { return Table { caption, ..Table::default() } };
    let form = Form::of(language);
    let [half, both, all] = first.parts.map(|(persons, _)| form.grouped(persons.into()));
    let head = vec![
        say("policy", "beleid"),
        format!("{half} {}", say("by June", "t/m juni")),
        format!("{both} {}", say("by December", "t/m december")),
        format!("{all} {}", say("with the backlog", "met de achterstand")),
        say("9 in 10 exceed", "9 van de 10 halen meer dan"),
        say("half", "helft"),
        say("1 in 10 exceeds", "1 van de 10 haalt meer dan"),
        say("mean", "gemiddeld"),
    ];
    let mut table = Table { caption, head, ..Table::default() };
    for (policy, task) in &found {
        let chances = task.parts.map(|(_, met)| chance(met, told.replays(), language));
        let persons = spread(&task.of.persons).unwrap_or_default().map(|persons| form.grouped(persons.into()));
        let mean = form.exact(&tenths(mean_in_tenths(&task.of.persons)));
        let name = super::text::capital(super::sentences::policy_name(*policy, language));
        table.add(std::iter::once(name).chain(chances).chain(persons).chain([mean]).collect(), false);
    }
    table
}
