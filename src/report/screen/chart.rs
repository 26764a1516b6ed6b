//! Pictures of a sweep in letters: columns over one range, numbers with shades over two.

use super::Screen;
use crate::domain::Language;
use crate::report::sweep::{Followed, Swept, shown};

/// Lines that the columns are high.
const HEIGHT: usize = 8;
/// Parts that a letter can be filled to.
const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const SHADES: [char; 5] = [' ', '░', '▒', '▓', '█'];

/// Columns as high as the figure, from just below the least to the greatest; `▴` where the answer changes.
pub(super) fn bars(swept: &Swept<'_>, followed: Followed<'_>, screen: &Screen) -> Vec<String> {
    let values: Vec<i64> = swept.found.points.iter().map(|figures| followed.of(figures).unwrap_or(0)).collect();
    let (Some(least), Some(greatest)) = (values.iter().min().copied(), values.iter().max().copied()) else {
        return Vec::new();
    };
    let scale = [greatest, least].map(|value| screen.form().grouped(value.into()));
    let axis = scale.iter().map(|text| text.chars().count()).max().unwrap_or(0);
    let room = usize::from(screen.width).saturating_sub(axis + 5);
    let shown_points = sampled(values.len(), room);
    let wide = (room / shown_points.len().max(1)).clamp(1, 6);
    let mut lines = Vec::new();
    for row in (0..HEIGHT).rev() {
        let letter = |point: &usize| {
            let filled = 8 * row;
            let height = eighths(values[*point], least, greatest).saturating_sub(filled).min(8);
            let body = EIGHTHS[height].to_string().repeat(wide.saturating_sub(1).max(1));
            if wide > 1 { body + " " } else { body }
        };
        let label = match row {
            row if row + 1 == HEIGHT => &scale[0],
            0 if greatest > least => &scale[1],
            _ => "",
        };
        let columns: String = shown_points.iter().map(letter).collect();
        lines.push(format!("  {label:>axis$} ┤{}", screen.good(columns.trim_end())));
    }
    let changes = |point: &usize| {
        let mark = if swept.found.changes_at(*point) { "▴" } else { "─" };
        mark.to_owned() + &"─".repeat(wide - 1)
    };
    let marks: String = shown_points.iter().map(changes).collect();
    lines.push(format!("  {:>axis$} └{marks}", ""));
    lines.push(ends(swept, axis, marks.chars().count(), screen));
    lines
}

/// The first and the last value below the columns.
fn ends(swept: &Swept<'_>, axis: usize, width: usize, screen: &Screen) -> String {
    let text =
        |point: usize| swept.values(point).first().map_or_else(String::new, |value| shown(value, screen.language));
    let last = swept.found.points.len() - 1;
    let (from, to) = (text(0), if last > 0 { text(last) } else { String::new() });
    let path = swept.ranges.first().map_or("", |range| range.path.as_str());
    let room = width.saturating_sub(from.chars().count() + to.chars().count());
    let path = if path.chars().count() + 2 <= room { path } else { "" };
    format!("  {:>axis$}  {from}{path:^room$}{to}", "").trim_end().to_owned()
}

/// All points, or as many as there is room for, evenly.
fn sampled(points: usize, room: usize) -> Vec<usize> {
    if points <= room || room < 2 {
        return (0..points).collect();
    }
    (0..room).map(|place| place * (points - 1) / (room - 1)).collect()
}

/// How many eighths of a letter a column is high: at least one.
fn eighths(value: i64, least: i64, greatest: i64) -> usize {
    let most = i64::try_from(HEIGHT * 8).unwrap_or(64);
    let height = if greatest == least { most / 2 } else { 1 + (value - least) * (most - 1) / (greatest - least) };
    usize::try_from(height).unwrap_or(0)
}

/// A number for every pair of values, with a shade beside it and `▸` where the answer changes; the second
/// range's values stand above, in several tables where they are too many for the width.
pub(super) fn grid(swept: &Swept<'_>, followed: Followed<'_>, screen: &Screen) -> Vec<String> {
    let [down, across, ..] = swept.ranges else { return Vec::new() };
    let found: Vec<i64> = swept.found.points.iter().map(|figures| followed.of(figures).unwrap_or(0)).collect();
    let (least, greatest) = (found.iter().min().copied().unwrap_or(0), found.iter().max().copied().unwrap_or(0));
    let heads: Vec<String> = across.points.iter().map(|point| shown(point, screen.language)).collect();
    let sides: Vec<String> = down.points.iter().map(|point| shown(point, screen.language)).collect();
    let widest = |texts: &[String]| texts.iter().map(|text| text.chars().count()).max().unwrap_or(0);
    let numbers: Vec<String> = found.iter().map(|value| screen.form().grouped((*value).into())).collect();
    let (cell, side) = (widest(&numbers).max(widest(&heads)), widest(&sides));
    let at_once = (usize::from(screen.width).saturating_sub(side + 4) / (cell + 5)).max(1);
    let mut lines = vec![legend(down.path.as_str(), across.path.as_str(), screen)];
    for chosen in (0..heads.len()).collect::<Vec<_>>().chunks(at_once) {
        let heads_of = chosen.iter().map(|column| format!("  {:>width$}  ", heads[*column], width = cell + 1));
        let head = heads_of.collect::<Vec<_>>().concat();
        lines.push(format!("  {:side$}{}", "", head.trim_end()));
        for (row, side_text) in sides.iter().enumerate() {
            let text = |column: &usize| {
                let point = row * heads.len() + column;
                let mark = if swept.found.changes_at(point) { '▸' } else { ' ' };
                let shade = SHADES[shade(found[point], least, greatest)];
                let shade = if shade == ' ' { shade.to_string() } else { screen.good(&shade.to_string()) };
                format!("  {mark}{:>cell$} {shade}", numbers[point])
            };
            let cells: String = chosen.iter().map(text).collect();
            lines.push(format!("  {side_text:>side$}{cells}").trim_end().to_owned());
        }
    }
    lines
}

fn legend(down: &str, across: &str, screen: &Screen) -> String {
    screen.faint(&match screen.language {
        Language::En => format!("  down: {down}; across: {across}"),
        Language::Nl => format!("  omlaag: {down}; opzij: {across}"),
    })
}

fn shade(value: i64, least: i64, greatest: i64) -> usize {
    if greatest == least { 0 } else { usize::try_from((value - least) * 4 / (greatest - least)).unwrap_or(0) }
}
