//! The settings of a year: what its texts state, and the parts that its tables do not give.

use std::collections::BTreeMap;

use crate::domain::{Chances, Code, Hundredths, Model, Month, Previous, Problem, Stated, Statutory, Unsuitable, WHOLE};

use crate::input::files::Files;
use crate::input::limits::percentage;
use crate::input::model::{Groups, check_format};
use crate::input::nearest::not_known;
use crate::input::round::month_of;
use crate::input::section::{Findings, Section};
use crate::input::settings::parsed;

const FILE: &str = "year/year.toml";

/// Greatest number of dwellings, places or persons: sums over them stay exact.
const MOST: i64 = 10_000_000;

/// What `year.toml` says.
pub(super) struct Settings {
    /// The calendar year; nothing where it is missing or wrong.
    pub(super) year: Option<i16>,
    pub(super) stated: Stated,
    pub(super) unsuitable: Unsuitable,
    pub(super) districts: BTreeMap<String, Hundredths>,
    pub(super) small_in_middle: Hundredths,
    pub(super) support_factor: Hundredths,
    pub(super) statutory: Option<Statutory>,
    pub(super) previous: Option<Previous>,
    pub(super) chances: Chances,
}

/// Reads the settings; nothing where the file is missing or is no TOML. `groups` are those of the model; nothing where
/// they could not be read.
pub(super) fn settings(
    files: &Files,
    model: Option<&Model>,
    groups: Option<&Groups>,
    problems: &mut Vec<Problem>,
) -> Option<Settings> {
    let root = parsed(FILE, files.get(FILE)?, problems)?;
    let findings = Findings::default();
    check_format(&root, &findings);
    let root = Section::new(&root, "", &findings);
    let tables = ["decision", "demand", "supply", "sharing", "previous", "statutory", "chances"];
    root.expect_keys(&[&["format", "year"][..], &tables].concat());
    let supply = root.table("supply");
    let of_supply = |key| supply.as_ref().and_then(|supply| supply.table(key));
    let settings = Settings {
        year: year(&root, model),
        stated: stated(&root, supply.as_ref()),
        unsuitable: of_supply("unsuitable").map(|table| unsuitable(&table)).unwrap_or_default(),
        districts: of_supply("districts").map(|table| districts(&table)).unwrap_or_default(),
        small_in_middle: supply.as_ref().and_then(|supply| part(supply, "small_in_middle")).unwrap_or(0),
        support_factor: support_factor(&root, model),
        statutory: root.table("statutory").and_then(|table| statutory(&table, groups)),
        previous: root.table("previous").and_then(|table| previous(&table)),
        chances: root.table("chances").map(|table| chances(&table)).unwrap_or_default(),
    };
    problems.extend(findings.into_inner());
    Some(settings)
}

/// The calendar year, which is also the model's where that states one; nothing where they differ, for then it is
/// not known which of the months are wrong.
fn year(root: &Section<'_>, model: Option<&Model>) -> Option<i16> {
    if root.node.get("year").is_none() {
        root.missing("year");
    }
    let year = root.whole("year", 1900, 2999).and_then(|year| i16::try_from(year).ok())?;
    if let Some(other) = model.and_then(|model| model.year).filter(|other| *other != year) {
        root.add(root.fault(Code::YearDiffers, "year").detail(&other.to_string()));
        return None;
    }
    Some(year)
}

fn stated(root: &Section<'_>, supply: Option<&Section<'_>>) -> Stated {
    let (decision, demand) = (root.table("decision"), root.table("demand"));
    let expect = |table: Option<&Section<'_>>, keys: &[&str]| table.iter().for_each(|table| table.expect_keys(keys));
    expect(decision.as_ref(), &["places", "agreed_share"]);
    expect(demand.as_ref(), &["low", "high"]);
    expect(supply, &["stated", "regular", "additional", "small_in_middle", "unsuitable", "districts"]);
    let of = |table: Option<&Section<'_>>, key| table.and_then(|table| count(table, key));
    let stated = Stated {
        places: of(decision.as_ref(), "places"),
        agreed_share: decision.as_ref().and_then(|table| part(table, "agreed_share")),
        demand_low: of(demand.as_ref(), "low"),
        demand_high: of(demand.as_ref(), "high"),
        supply: of(supply, "stated"),
        regular: of(supply, "regular"),
        additional: of(supply, "additional"),
    };
    if let (Some(low), Some(high), Some(table)) = (stated.demand_low, stated.demand_high, demand)
        && low > high
    {
        table.add(table.fault(Code::BoundsReversed, "low").detail(&high.to_string()));
    }
    stated
}

/// The parts that drop out; together at most all.
fn unsuitable(table: &Section<'_>) -> Unsuitable {
    table.expect_keys(&["size", "rent", "liveability"]);
    let part = |key| part(table, key).unwrap_or(0);
    let unsuitable = Unsuitable { size: part("size"), rent: part("rent"), liveability: part("liveability") };
    if unsuitable.all() > WHOLE {
        let problem = table.whole_fault(Code::PartsAboveWhole).found("size, rent, liveability");
        table.add(problem.detail(&percent(unsuitable.all())));
    }
    unsuitable
}

/// The part of the mutations in each district; together all of them.
fn districts(table: &Section<'_>) -> BTreeMap<String, Hundredths> {
    let entries = table.node.entries();
    let read: BTreeMap<String, Hundredths> =
        entries.iter().filter_map(|(district, _)| Some((district.clone(), part(table, district)?))).collect();
    let sum: Hundredths = read.values().sum();
    if !read.is_empty() && read.len() == entries.len() && sum != WHOLE {
        table.add(table.whole_fault(Code::PartsNotWhole).found("districts").detail(&percent(sum)));
    }
    read
}

/// What a shared place takes of support; unless stated here as the model has it, and else nothing extra.
fn support_factor(root: &Section<'_>, model: Option<&Model>) -> Hundredths {
    let of_model =
        model.and_then(|model| model.sharing.as_ref()).map_or(100, |sharing| (sharing.support_factor + 99) / 100);
    let Some(table) = root.table("sharing") else { return of_model };
    table.expect_keys(&["support_factor"]);
    table.decimal("support_factor", 2, 0, 100).unwrap_or(of_model)
}

fn statutory(table: &Section<'_>, groups: Option<&Groups>) -> Option<Statutory> {
    table.expect_keys(&[
        "group",
        "task_first_half",
        "task_second_half",
        "backlog",
        "clear_backlog",
        "supervision_step",
        "assessed",
    ]);
    let group = table.needed_text("group");
    if let Some(groups) = groups.filter(|groups| !group.is_empty() && !groups.contains_key(&group)) {
        table.add(not_known(table.fault(Code::GroupUnknown, "group"), &group, groups.keys().map(String::as_str)));
    }
    let task = ["task_first_half", "task_second_half"].map(|key| needed(table, key, count));
    let step = table.whole("supervision_step", 0, 6).unwrap_or(0);
    Some(Statutory {
        group,
        backlog: count(table, "backlog").unwrap_or(0),
        clear_backlog: part(table, "clear_backlog").unwrap_or(0),
        step: u8::try_from(step).unwrap_or(0),
        assessed: table.dates("assessed"),
        task: [task[0]?, task[1]?],
    })
}

fn previous(table: &Section<'_>) -> Option<Previous> {
    table.expect_keys(&["places", "realised_until", "realised", "expected_low", "expected_high", "vacated"]);
    let places = needed(table, "places", count);
    let until = needed(table, "realised_until", month);
    let [realised, low, high] = ["realised", "expected_low", "expected_high"].map(|key| needed(table, key, part));
    if low.zip(high).is_some_and(|(low, high)| low > high) {
        let most = percent(high.unwrap_or_default());
        table.add(table.fault(Code::BoundsReversed, "expected_low").detail(&format!("{most}%")));
    }
    let vacated = count(table, "vacated");
    Some(Previous { places: places?, until: until?, realised: realised?, expected: [low?, high?], vacated })
}

fn chances(table: &Section<'_>) -> Chances {
    table.expect_keys(&["refused", "late", "late_months", "capacity", "vacancies", "arrivals"]);
    let part = |key| part(table, key).unwrap_or(0);
    Chances {
        refused: part("refused"),
        late: part("late"),
        late_months: table.whole("late_months", 0, 12).and_then(|months| u32::try_from(months).ok()).unwrap_or(0),
        capacity: part("capacity"),
        vacancies: part("vacancies"),
        arrivals: part("arrivals"),
    }
}

/// What a key holds that cannot be left out.
fn needed<Value>(table: &Section<'_>, key: &str, read: fn(&Section<'_>, &str) -> Option<Value>) -> Option<Value> {
    if table.node.get(key).is_none() {
        table.missing(key);
    }
    read(table, key)
}

/// A number of dwellings, places or persons.
fn count(table: &Section<'_>, key: &str) -> Option<u32> {
    table.whole(key, 0, MOST).and_then(|number| u32::try_from(number).ok())
}

/// A part such as `"44.9%"`, from nothing to all, in hundredths of a percent.
fn part(table: &Section<'_>, key: &str) -> Option<Hundredths> {
    let node = table.node.get(key)?;
    let stated = node.as_text().and_then(|text| text.trim().strip_suffix('%')).and_then(percentage);
    let in_bounds = stated.filter(|hundredths| (0..=WHOLE).contains(hundredths));
    in_bounds.or_else(|| table.wrong_kind(key, node, "percentage"))
}

fn month(table: &Section<'_>, key: &str) -> Option<Month> {
    let month = month_of(table.text(key)?);
    if month.is_none() {
        table.add(table.fault(Code::NotMonth, key));
    }
    month
}

/// Hundredths of a percent as a number of percent, exactly, for messages: `99.5`.
pub(super) fn percent(part: Hundredths) -> String {
    let text = format!("{}.{:02}", part / 100, part % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
