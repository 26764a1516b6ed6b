//! The picture of a simulation: for every group, and for all together, the places up to each month as a fan against
//! the pace.

use super::sentences::{chance, policy_name, replays};
use super::{Simulated, spread};
use crate::domain::{Language, MONTHS};
use crate::report::Form;
use crate::report::svg::{Anchor, GREY, GUIDE, INK, Picture, Style, cut, ticks};
use crate::report::words::either;
use crate::year::simulate::{Histogram, Tally};

const WIDTH: f64 = 960.0;
const MARGIN: f64 = 28.0;
/// Above the panels where there is one policy; a line for each other one comes to it.
const TOP: f64 = 128.0;
const LINE: f64 = 20.0;
const GAP: f64 = 36.0;
const PANEL: (f64, f64) = ((WIDTH - 2.0 * MARGIN - GAP) / 2.0, 186.0);
const BETWEEN: f64 = 60.0;
const AXIS: f64 = 46.0;

/// Lines of the policies; the fan is that of the first. Told apart by those who are colour-blind too, 3:1 on white.
pub(super) const COLOURS: [&str; 4] = ["#0b5394", "#d55e00", "#007a5e", "#8e3b8a"];
const FAN: &str = "#c9dcf0";

pub(super) fn picture(told: &Simulated<'_>, language: Language) -> String {
    let groups: Vec<_> = told.setting.mediated().filter(|group| told.decided(&group.id) > 0).collect();
    let panels = groups.len() + 1;
    let rows = as_float(u32::try_from(panels.div_ceil(2)).unwrap_or(1));
    let top = TOP + LINE * as_float(u32::try_from(told.tallies.len().saturating_sub(1)).unwrap_or(0));
    let height = top + rows * (PANEL.1 + BETWEEN);
    let name = &told.setting.model.round.model.name;
    let replays = replays(told.replays(), language);
    let title = match language {
        Language::En => format!("{name}: places up to each month in {replays}"),
        Language::Nl => format!("{name}: woonplekken tot en met elke maand in {replays}"),
    };
    let mut picture = Picture::new(WIDTH, height, &title);
    picture.heading((MARGIN, 38.0), &title, WIDTH - 2.0 * MARGIN);
    legend(&mut picture, told, language);
    let all = Panel { at: corner(top, 0), name: either(language, "All of them", "Samen"), group: None };
    all.draw(&mut picture, told, language);
    let mut groups = groups;
    groups.sort_by_key(|group| std::cmp::Reverse(told.decided(&group.id)));
    for (index, group) in groups.into_iter().enumerate() {
        let panel = Panel { at: corner(top, index + 1), name: group.names.get(language), group: Some(&group.id) };
        panel.draw(&mut picture, told, language);
    }
    picture.finished()
}

/// The upper left corner of a panel.
fn corner(top: f64, index: usize) -> (f64, f64) {
    let row = as_float(u32::try_from(index / 2).unwrap_or(0));
    let left = if index.is_multiple_of(2) { MARGIN } else { MARGIN + PANEL.0 + GAP };
    (left, top + row * (PANEL.1 + BETWEEN))
}

fn legend(picture: &mut Picture, told: &Simulated<'_>, language: Language) {
    let style = Style { fill: GREY, ..Style::plain(Anchor::Start) };
    let fan = match told.tallies.len() {
        1 => either(language, "8 of 10 replays", "8 van de 10 herhalingen"),
        _ => either(language, "8 of 10 replays of the first line", "8 van de 10 herhalingen van de eerste lijn"),
    };
    let mut left = MARGIN;
    picture.cell((left, 56.0), (26.0, 12.0), FAN);
    picture.text((left + 32.0, 67.0), fan, style);
    left += 456.0;
    picture.dashes(&[(left, 62.0), (left + 26.0, 62.0)], INK, 1.5);
    picture.text((left + 32.0, 67.0), either(language, "the pace", "het tempo"), style);
    for (index, (tally, colour)) in told.tallies.iter().zip(COLOURS).enumerate() {
        let y = 84.0 + LINE * as_float(u32::try_from(index).unwrap_or(0));
        picture.path(&[(MARGIN, y), (MARGIN + 26.0, y)], colour, 2.5);
        let middle = either(language, "middle of the replays", "midden van de herhalingen");
        picture.text((MARGIN + 32.0, y + 5.0), &format!("{middle}, {}", policy_name(tally.policy, language)), style);
    }
}

/// The panel of a group, or of all of them.
struct Panel<'a> {
    at: (f64, f64),
    name: &'a str,
    group: Option<&'a str>,
}

impl Panel<'_> {
    fn draw(&self, picture: &mut Picture, told: &Simulated<'_>, language: Language) {
        let decided = self.group.map_or_else(|| told.decided_for_all(), |group| told.decided(group));
        self.head(picture, told, decided, language);
        let months: Vec<Vec<[u32; 3]>> = told.tallies.iter().map(|tally| self.spreads(tally)).collect();
        let most = months.iter().flatten().map(|spread| spread[2]).max().unwrap_or(0).max(decided);
        let scale = ticks(0, i64::from(most));
        let top = *scale.last().unwrap_or(&1);
        self.axes(picture, &scale, language);
        let point = |month: usize, places: u32| (self.x(month + 1), self.y(i64::from(places), top));
        if let Some(first) = months.first() {
            let line = |of: usize| first.iter().enumerate().map(move |(month, spread)| point(month, spread[of]));
            let origin = [(self.x(0), self.y(0, top))];
            let low: Vec<(f64, f64)> = origin.into_iter().chain(line(0)).collect();
            let high: Vec<(f64, f64)> = origin.into_iter().chain(line(2)).collect();
            picture.area(&low.into_iter().chain(high.into_iter().rev()).collect::<Vec<_>>(), FAN);
        }
        let start = || [(self.x(0), self.y(0, top))].into_iter();
        let pace = (0..MONTHS).map(|month| point(month, told.asked(self.group, month)));
        picture.dashes(&start().chain(pace).collect::<Vec<_>>(), INK, 1.5);
        for (months, colour) in months.iter().zip(COLOURS) {
            let middle = months.iter().enumerate().map(|(month, spread)| point(month, spread[1]));
            picture.path(&start().chain(middle).collect::<Vec<_>>(), colour, 2.0);
        }
    }

    /// The name, and in how many replays the number is reached.
    fn head(&self, picture: &mut Picture, told: &Simulated<'_>, decided: u32, language: Language) {
        let (left, top) = self.at;
        let bold = Style { size: 14, bold: true, ..Style::plain(Anchor::Start) };
        picture.text((left, top + 4.0), &cut(self.name, 14, PANEL.0), bold);
        let number = Form::of(language).grouped(i128::from(decided));
        let line = match (told.tallies, language) {
            ([tally], _) => {
                let places = self.group.map_or(Some(&tally.places), |group| Some(&tally.groups.get(group)?.places));
                let reached = places.map_or(0, |places| places.at_least(decided));
                let chance = chance(reached, told.replays(), language);
                match language {
                    Language::En => format!("{number} reached in {chance} of the replays"),
                    Language::Nl => format!("{number} gehaald in {chance} van de herhalingen"),
                }
            }
            (_, Language::En) => format!("{number} decided"), // the chances by policy have a picture of their own
            (_, Language::Nl) => format!("{number} in het besluit"),
        };
        let style = Style { fill: GREY, ..Style::plain(Anchor::Start) };
        picture.text((left, top + 22.0), &cut(&line, 13, PANEL.0), style);
    }

    fn axes(&self, picture: &mut Picture, scale: &[i64], language: Language) {
        let top = *scale.last().unwrap_or(&1);
        let grey = |anchor| Style { size: 12, fill: GREY, ..Style::plain(anchor) };
        for value in scale {
            let y = self.y(*value, top);
            picture.line((self.x(0), y), (self.x(MONTHS), y), GUIDE);
            let text = Form::of(language).grouped(i128::from(*value));
            picture.text((self.x(0) - 6.0, y + 4.0), &text, grey(Anchor::End));
        }
        let letters = either(language, "JFMAMJJASOND", "jfmamjjasond");
        for (month, letter) in letters.chars().enumerate() {
            let at = (self.x(month + 1), self.y(0, top) + 16.0);
            picture.text(at, &letter.to_string(), grey(Anchor::Middle));
        }
    }

    fn spreads(&self, tally: &Tally) -> Vec<[u32; 3]> {
        let until: Option<&[Histogram; MONTHS]> = match self.group {
            None => Some(&tally.until),
            Some(group) => tally.groups.get(group).map(|of_group| &of_group.until),
        };
        until.into_iter().flatten().map(|histogram| spread(histogram).unwrap_or_default()).collect()
    }

    /// Where the end of a month is; 0 is the beginning of the year.
    fn x(&self, month: usize) -> f64 {
        let months = as_float(u32::try_from(MONTHS).unwrap_or(12));
        self.at.0 + AXIS + (PANEL.0 - AXIS - 8.0) * as_float(u32::try_from(month).unwrap_or(0)) / months
    }

    fn y(&self, places: i64, top: i64) -> f64 {
        let part = |number: i64| as_float(u32::try_from(number).unwrap_or(0));
        self.at.1 + 38.0 + (PANEL.1 - 38.0) * (1.0 - part(places) / part(top.max(1)))
    }
}

fn as_float(number: u32) -> f64 {
    f64::from(number)
}
