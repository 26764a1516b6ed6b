//! Policies side by side.

use super::PlannedYear;
use super::task::due_of;
use super::words::{number, parts, percent};
use crate::domain::{Fraction, Language, WHOLE};
use crate::report::Form;
use crate::report::document::Table;
use crate::report::words::either;
use crate::year::plan::{Figures, Variant};

/// A column for every policy; empty unless they were asked for.
pub(super) fn side_by_side(told: &PlannedYear<'_>, language: Language) -> Table {
    let caption = either(
        language,
        "The same year under other policies; persons missed: of both tasks and the wanted backlog",
        "Hetzelfde jaar onder ander beleid; gemiste personen: van beide taakstellingen en de gewenste achterstand",
    );
    let variants = &told.found.variants;
    let names = variants.iter().map(|(variant, _)| name(told, *variant, language));
    let head = std::iter::once(String::new()).chain(names).collect();
    let mut table = Table { caption: caption.to_owned(), head, ..Table::default() };
    if variants.is_empty() {
        return table;
    }
    for (label, of) in rows(told, language) {
        let cells = variants.iter().map(|(_, figures)| of(figures));
        table.add(std::iter::once(label.to_owned()).chain(cells).collect(), false);
    }
    table
}

type Cell<'a> = Box<dyn Fn(&Figures) -> String + 'a>;

fn rows<'a>(told: &'a PlannedYear<'a>, language: Language) -> Vec<(&'static str, Cell<'a>)> {
    let count = move |of: fn(&Figures) -> u32| -> Cell<'a> { Box::new(move |figures| number(language, of(figures))) };
    let say = |english: &'static str, dutch: &'static str| either(language, english, dutch);
    let dwellings = told.year.dwellings();
    let used = move |figures: &Figures| percent(language, figures.dwellings, dwellings);
    let mut rows =
        vec![(say("places", "woonplekken"), count(Figures::places)), (say("missed", "gemist"), count(Figures::missed))];
    if told.year.statutory.is_some() {
        let persons = |figures: &Figures| figures.persons.map_or(0, |halves| halves.iter().sum());
        let missed = move |figures: &Figures| due_of(told, figures).map_or(0.0, |due| due[2].missed());
        rows.push((
            say("statutory persons", "personen taakstelling"),
            Box::new(move |figures: &Figures| super::words::hundredths(language, persons(figures))),
        ));
        rows.push((
            say("persons missed", "personen gemist"),
            Box::new(move |figures: &Figures| parts(language, missed(figures))),
        ));
    }
    rows.extend([
        (say("most in a month", "meeste in een maand"), count(Figures::peak)),
        (say("steps of the month totals", "stappen maandtotalen"), count(Figures::change)),
        (say("dwellings used", "woningen gebruikt"), count(|figures| figures.dwellings)),
        (say("of all dwellings", "van alle woningen"), Box::new(used) as Cell<'a>),
        (say("households that share", "delen een woning"), count(|figures| figures.sharers)),
        (say("left for regular seekers", "over voor regulier"), count(|figures| figures.left.total())),
        (say("months projects wait", "maanden leegstand"), count(Figures::waited)),
    ]);
    rows
}

/// The name of a policy.
pub(super) fn name(told: &PlannedYear<'_>, variant: Variant, language: Language) -> String {
    let (english, dutch) = match variant {
        Variant::Adopted => ("adopted", "besluit"),
        Variant::AgreedShare => {
            let share = told.year.stated.agreed_share.unwrap_or(0);
            let share = Form::of(language).percent(Fraction::new(share.into(), WHOLE.into()), 0);
            return format!("{} {share}", either(language, "at most", "hooguit"));
        }
        Variant::PeaksAllowed => ("peaks", "met pieken"),
        Variant::NoSharing => ("no sharing", "niet delen"),
        Variant::MoreSupport => ("support +10%", "keten +10\u{a0}%"),
    };
    either(language, english, dutch).to_owned()
}

/// What the columns stand for.
pub(super) fn legend(told: &PlannedYear<'_>, language: Language) -> String {
    let [agreed, peaks, sharing, support] =
        [Variant::AgreedShare, Variant::PeaksAllowed, Variant::NoSharing, Variant::MoreSupport]
            .map(|variant| name(told, variant, language));
    match language {
        Language::En => format!(
            "{agreed}: no more than the agreed part of the dwellings; {peaks}: dwellings let as soon as they are there; {sharing}: every \
             household a home of its own; {support}: every capacity of the chain, the landlords' too, a tenth larger. A few places more or less \
             come from whole households."
        ),
        Language::Nl => format!(
            "{agreed}: niet meer dan het afgesproken aandeel van de woningen; {peaks}: woningen verhuurd zodra ze er zijn; {sharing}: elk \
             huishouden een eigen woning; {support}: elke capaciteit in de keten, ook van verhuurders, een tiende groter. Enkele woonplekken meer of minder komen door hele \
             huishoudens."
        ),
    }
}
