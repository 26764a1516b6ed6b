//! The picture of the chances: for every group, in how many of the replays it has its number, a bar for each policy.

use super::Simulated;
use super::picture::COLOURS;
use super::sentences::{chance, policy_name, replays};
use crate::domain::{Group, Language};
use crate::report::Form;
use crate::report::svg::{Anchor, GREY, GUIDE, Picture, Style, cut};
use crate::report::words::either;
use crate::year::simulate::{GroupTally, Tally};

const WIDTH: f64 = 960.0;
const LEFT: f64 = 330.0;
const RIGHT: f64 = 130.0;
const TOP: f64 = 84.0;
const BAR: f64 = 14.0;
/// White between two groups.
const BETWEEN: f64 = 16.0;
const LEGEND: f64 = 20.0;
/// What is left to the whole.
const OPEN: &str = "#dfe4ea";

/// The bars of a group, or of all that the decision has places for.
struct Row {
    name: String,
    /// Replays in which the number is reached, by policy.
    reached: Vec<u64>,
}

pub(super) fn picture(told: &Simulated<'_>, language: Language) -> String {
    let rows = rows(told, language);
    let policies = float(told.tallies.len());
    let each = BAR * policies + BETWEEN;
    let top = TOP + if told.tallies.len() > 1 { LEGEND * policies } else { 0.0 };
    let title = either(
        language,
        "In how many replays a group has its number",
        "In hoeveel herhalingen een doelgroep haar aantal haalt",
    );
    let mut picture = Picture::new(WIDTH, top + each * float(rows.len()) + 30.0, title);
    picture.heading((24.0, 34.0), title, WIDTH - 48.0);
    let faint = Style { fill: GREY, ..Style::plain(Anchor::Start) };
    picture.text((24.0, 57.0), &subtitle(told, language), faint);
    if told.tallies.len() > 1 {
        for (index, (tally, colour)) in told.tallies.iter().zip(COLOURS).enumerate() {
            let y = TOP - 6.0 + LEGEND * float(index);
            picture.cell((24.0, y - 11.0), (14.0, 14.0), colour);
            picture.text((46.0, y + 1.0), policy_name(tally.policy, language), Style::plain(Anchor::Start));
        }
    }
    axis(&mut picture, top, each * float(rows.len()), language);
    for (index, row) in rows.iter().enumerate() {
        bars(&mut picture, row, top + each * float(index), told.replays(), language);
    }
    picture.finished()
}

fn subtitle(told: &Simulated<'_>, language: Language) -> String {
    let name = &told.setting.model.round.model.name;
    format!("{name} · {}", replays(told.replays(), language))
}

fn rows(told: &Simulated<'_>, language: Language) -> Vec<Row> {
    let row = |name: &str, decided: u32, reached: &dyn Fn(&Tally) -> u64| Row {
        name: format!("{name} ({})", Form::of(language).grouped(i128::from(decided))),
        reached: told.tallies.iter().map(reached).collect(),
    };
    let of_group = |(group, _): (&Group, &GroupTally)| {
        let decided = told.decided(&group.id);
        let reached = |tally: &Tally| tally.groups.get(&group.id).map_or(0, |of| of.places.at_least(decided));
        (decided > 0).then(|| row(group.names.get(language), decided, &reached))
    };
    let groups = told.tallies.first().map(|tally| told.groups(tally)).unwrap_or_default();
    let mut rows: Vec<Row> = groups.into_iter().filter_map(of_group).collect();
    let every = either(language, "Every group its own number", "Elke doelgroep haar eigen aantal");
    rows.push(row(every, told.decided_for_all(), &|tally| tally.every));
    rows
}

/// Lines at every quarter.
fn axis(picture: &mut Picture, top: f64, height: f64, language: Language) {
    for quarter in 0..=4 {
        let x = LEFT + room() * float(quarter) / 4.0;
        picture.line((x, top - 4.0), (x, top + height), GUIDE);
        let style = Style { size: 12, fill: GREY, ..Style::plain(Anchor::Middle) };
        picture.text((x, top + height + 16.0), &Form::of(language).percentage(&(quarter * 25).to_string()), style);
    }
}

fn bars(picture: &mut Picture, row: &Row, y: f64, replays: u64, language: Language) {
    let middle = y + BAR * float(row.reached.len()) / 2.0 + 4.5;
    picture.text((LEFT - 12.0, middle), &cut(&row.name, 13, LEFT - 30.0), Style::plain(Anchor::End));
    for (index, (reached, colour)) in row.reached.iter().zip(COLOURS).enumerate() {
        let y = y + BAR * float(index);
        picture.cell((LEFT, y), (room(), BAR - 1.0), OPEN);
        picture.cell((LEFT, y), (room() * part(*reached, replays), BAR - 1.0), colour);
        let style = Style { size: 12, ..Style::plain(Anchor::Start) };
        picture.text((WIDTH - RIGHT + 10.0, y + 11.0), &chance(*reached, replays, language), style);
    }
}

fn room() -> f64 {
    WIDTH - LEFT - RIGHT
}

#[allow(clippy::cast_precision_loss)] // a bar needs no more
fn part(number: u64, whole: u64) -> f64 {
    number as f64 / whole.max(1) as f64
}

fn float(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(0))
}
