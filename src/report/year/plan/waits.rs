//! How long support would be waited for if the whole decision were realised with the chain as it is.

use super::PlannedYear;
use super::words::{month_short, partner, parts, table};
use crate::domain::{Language, MONTHS};
use crate::report::document::Table;
use crate::report::words::{either, joined};
use crate::year::plan::{Pattern, Wait};

/// Below this, in months, nobody waits.
pub(super) const NONE: f64 = 0.01;
/// Weeks in a month.
const WEEKS: f64 = 52.0 / 12.0;

/// The waits of a partner in the order of [`Pattern::ALL`].
fn by_partner<'a>(told: &PlannedYear<'a>) -> Vec<[&'a Wait; 4]> {
    let waits = &told.found.waits;
    let of =
        |partner: usize, pattern: Pattern| waits.iter().find(|wait| wait.partner == partner && wait.pattern == pattern);
    let all = (0..told.year.partners.len()).filter_map(|partner| {
        let [delivered, steady, by_room, more] = Pattern::ALL.map(|pattern| of(partner, pattern));
        Some([delivered?, steady?, by_room?, more?])
    });
    all.collect()
}

/// The waits of a pattern at every partner where somebody waits in it.
pub(super) fn rows<'a>(told: &PlannedYear<'a>, pattern: Pattern) -> Vec<&'a Wait> {
    let of_pattern = by_partner(told).into_iter().flatten().filter(|wait| wait.pattern == pattern);
    of_pattern.filter(|wait| wait.longest() > NONE).collect()
}

/// Months as weeks without a unit: "7", "<1", "0".
pub(super) fn number_of_weeks(months: f64) -> String {
    match whole(months * WEEKS) {
        _ if months <= NONE => "0".to_owned(),
        0 => "<1".to_owned(),
        weeks => weeks.to_string(),
    }
}

/// Partners and patterns by month, those in which somebody waits.
pub(super) fn by_month(told: &PlannedYear<'_>, language: Language) -> Table {
    let caption = (
        "Weeks that support is waited for by whoever comes last in the month, where somebody waits",
        "Weken dat op begeleiding wordt gewacht door wie in de maand het laatst komt, waar iemand wacht",
    );
    let mut table = table(language, caption, &[("partner", "partner"), ("months", "maanden")]);
    table.head.extend((0..MONTHS).map(|index| month_short(language, index)));
    table.texts = vec![1];
    for wait in Pattern::ALL.into_iter().flat_map(|pattern| rows(told, pattern)) {
        let name = told.year.partners.get(wait.partner).map_or_else(String::new, |one| one.name.clone());
        let months = wait.months.iter().map(|months| {
            let no_start = months.is_infinite().then(|| either(language, "no start", "geen start").to_owned());
            no_start.unwrap_or_else(|| number_of_weeks(*months))
        });
        table.add([name, pattern(wait.pattern, language).to_owned()].into_iter().chain(months).collect(), false);
    }
    table
}

/// Months as weeks: "7 weeks", "less than a week", "none", "no start".
pub(super) fn weeks(months: f64, language: Language) -> String {
    let weeks = months * WEEKS;
    match whole(weeks) {
        _ if months.is_infinite() => either(language, "no start", "geen start").to_owned(),
        _ if months <= NONE => either(language, "none", "geen").to_owned(),
        0 => either(language, "less than a week", "minder dan een week").to_owned(),
        1 => either(language, "1 week", "1 week").to_owned(),
        weeks => format!("{weeks} {}", either(language, "weeks", "weken")),
    }
}

/// In a sentence.
fn said(months: f64, language: Language) -> String {
    let none = either(language, "no wait", "geen wachttijd");
    let no_start = either(language, "no start at all", "helemaal geen start");
    match months {
        _ if months <= NONE => none.to_owned(),
        _ if months.is_infinite() => no_start.to_owned(),
        _ => weeks(months, language),
    }
}

#[allow(clippy::cast_possible_truncation)] // weeks of a year or some more
fn whole(weeks: f64) -> i64 {
    weeks.round() as i64
}

/// What waits and how long in short: homes let as delivered, and the longest wait in the other patterns.
pub(super) fn brief(told: &PlannedYear<'_>, language: Language) -> Table {
    let head = [
        ("waiting at", "wachtrij bij"),
        ("1 July", "1 juli"),
        ("31 Dec", "31 dec"),
        ("longest wait", "langste wachttijd"),
        ("steady", "gelijkmatig"),
        ("by room", "naar ruimte"),
        ("capacity +10%", "capaciteit +10\u{a0}%"),
    ];
    let mut table = table(language, caption(), &head);
    for waits in by_partner(told) {
        let delivered = waits[0];
        let name = told.year.partners.get(delivered.partner).map_or_else(String::new, |one| one.name.clone());
        let queues = [5, 11].map(|month| parts(language, delivered.queue[month]));
        let longest = waits.map(|wait| weeks(wait.longest(), language));
        table.add([name].into_iter().chain(queues).chain(longest).collect(), false);
    }
    table
}

fn caption() -> (&'static str, &'static str) {
    (
        "What waits for its start at each partner, in what its capacity counts, and the longest wait of the year",
        "Wat bij elke partner op de start wacht, in wat de capaciteit telt, en de langste wachttijd van het jaar",
    )
}

/// Every partner and pattern in which somebody waits.
pub(super) fn full(told: &PlannedYear<'_>, language: Language) -> Table {
    let head = [
        ("partner", "partner"),
        ("months", "maanden"),
        ("queue on 1 July", "wachtrij op 1 juli"),
        ("queue at the year's end", "wachtrij eind van het jaar"),
        ("longest wait", "langste wachttijd"),
    ];
    let mut table = table(language, caption(), &head);
    table.texts = vec![1];
    for wait in by_partner(told).into_iter().flatten().filter(|wait| wait.longest() > NONE) {
        let name = told.year.partners.get(wait.partner).map_or_else(String::new, |one| partner(language, one));
        table.add(
            vec![
                name,
                pattern(wait.pattern, language).to_owned(),
                parts(language, wait.queue[5]),
                parts(language, wait.queue[11]),
                weeks(wait.longest(), language),
            ],
            false,
        );
    }
    table
}

/// The name of a pattern.
pub(super) fn pattern(pattern: Pattern, language: Language) -> &'static str {
    match pattern {
        Pattern::AsDelivered => either(language, "as dwellings are delivered", "zoals woningen worden opgeleverd"),
        Pattern::Steady => either(language, "steady, divided as agreed", "gelijkmatig, verdeeld als afgesproken"),
        Pattern::ByRoom => either(language, "clients and months by room", "cliënten en maanden naar ruimte"),
        Pattern::ByRoomWithMore => {
            either(language, "by room, a tenth more capacity", "naar ruimte, een tiende meer capaciteit")
        }
    }
}

/// What steadier months, the room that there is and more capacity change.
pub(super) fn sentences(told: &PlannedYear<'_>, language: Language) -> Vec<String> {
    let name = |wait: &Wait| told.year.partners.get(wait.partner).map_or("", |one| one.name.as_str());
    let all: Vec<(&str, [f64; 4])> =
        by_partner(told).into_iter().map(|waits| (name(waits[0]), waits.map(Wait::longest))).collect();
    let Some((name, waits)) = all.iter().max_by(|(_, one), (_, other)| one[0].total_cmp(&other[0])) else {
        let nobody = either(language, "Nobody would wait for support.", "Niemand zou op begeleiding wachten.");
        return vec![nobody.to_owned()];
    };
    let more = (waits[2] > NONE).then(|| said(waits[3], language));
    let [delivered, steady, by_room, _] = waits.map(|months| said(months, language));
    let first = match language {
        Language::En => {
            let more = more.map_or_else(String::new, |more| format!(", {more} with a tenth more capacity as well"));
            format!(
                "The longest wait is at {name}: {delivered} when dwellings are let as they are delivered, {steady} in steady months, \
                 {by_room} if clients and months also follow the room that there is{more}."
            )
        }
        Language::Nl => {
            let more =
                more.map_or_else(String::new, |more| format!(", {more} als er nog een tiende capaciteit bij komt"));
            format!(
                "Het langst is de wachttijd bij {name}: {delivered} als woningen bij oplevering worden verhuurd, {steady} bij gelijkmatige \
                 maanden, {by_room} als cliënten en maanden ook de ruimte volgen die er is{more}."
            )
        }
    };
    std::iter::once(first).chain(changes(&all, language)).collect()
}

/// What steady months alone do to the longest waits, where a wait ends when clients and months follow the room, and where one is left.
fn changes(all: &[(&str, [f64; 4])], language: Language) -> Vec<String> {
    let names = |of: &dyn Fn(&[f64; 4]) -> bool| {
        let names: Vec<String> =
            all.iter().filter(|(_, waits)| of(waits)).map(|(name, _)| (*name).to_owned()).collect();
        (!names.is_empty()).then(|| joined(&names, either(language, "and", "en")))
    };
    let told = |names: Option<String>, english: &str, dutch: &str| {
        names.map(|names| either(language, english, dutch).replace("{}", &names))
    };
    let waits = |months: f64| months > NONE;
    let shorter = all.iter().filter(|(_, [delivered, steady, ..])| steady + NONE < *delivered).count();
    let mut first = match language {
        Language::En => format!(
            "Steady months alone shorten the longest wait at {shorter} of the {} partners where somebody waits",
            all.len()
        ),
        Language::Nl => format!(
            "Gelijkmatige maanden alleen verkorten de langste wachttijd bij {shorter} van de {} partners waar iemand wacht",
            all.len()
        ),
    };
    let longer = names(&|[delivered, steady, ..]| *steady > delivered + NONE);
    let ended = names(&|[delivered, steady, ..]| waits(*delivered) && !waits(*steady));
    first.extend(told(longer, " and lengthen it at {}", " en verlengen die bij {}"));
    first.extend(told(ended, "; then nobody waits at {}", "; bij {} wacht dan niemand meer"));
    let by_room = names(&|[_, steady, by_room, _]| waits(*steady) && !waits(*by_room));
    let more = names(&|[_, _, by_room, more]| waits(*by_room) && !waits(*more));
    let left = names(&|[.., more]| waits(*more));
    let further = [
        told(
            by_room,
            "When clients and months also follow the room that there is, nobody waits at {} any more.",
            "Als cliënten en maanden ook de ruimte volgen die er is, wacht bij {} niemand meer.",
        ),
        told(
            more,
            "With a tenth more capacity nobody waits at {} any more.",
            "Met een tiende meer capaciteit wacht bij {} niemand meer.",
        ),
        told(
            left,
            "With a tenth more capacity a wait is left at {}.",
            "Met een tiende meer capaciteit blijft er een wachttijd bij {}.",
        ),
    ];
    std::iter::once(first + ".").chain(further.into_iter().flatten()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_in_weeks_and_one_without_end_as_no_start() {
        let told = [0.0, 0.1, 0.25, 2.0, f64::INFINITY].map(|months| weeks(months, Language::En));
        assert_eq!(told, ["none", "less than a week", "1 week", "9 weeks", "no start"]);
        let short = [0.0, 0.1, 0.25, 2.0].map(number_of_weeks);
        assert_eq!(short, ["0", "<1", "1", "9"]);
        let said = [0.0, 2.0, f64::INFINITY].map(|months| said(months, Language::Nl));
        assert_eq!(said, ["geen wachttijd", "9 weken", "helemaal geen start"]);
    }

    #[test]
    fn what_steady_months_change_is_told_whole_whatever_they_do() {
        let of = |waits, language| changes(&[("Zorg", waits)], language).join(" ");
        assert_eq!(
            of([3.67, 1.67, 0.0, 0.0], Language::Nl),
            "Gelijkmatige maanden alleen verkorten de langste wachttijd bij 1 van de 1 partners waar iemand wacht. Als cliënten en \
             maanden ook de ruimte volgen die er is, wacht bij Zorg niemand meer."
        );
        assert_eq!(
            of([1.0, 2.0, 0.5, 0.2], Language::En),
            "Steady months alone shorten the longest wait at 0 of the 1 partners where somebody waits and lengthen it at Zorg. With a \
             tenth more capacity a wait is left at Zorg."
        );
        assert_eq!(
            of([1.0, 0.0, 0.5, 0.0], Language::En),
            "Steady months alone shorten the longest wait at 1 of the 1 partners where somebody waits; then nobody waits at Zorg. With a \
             tenth more capacity nobody waits at Zorg any more."
        );
    }
}
