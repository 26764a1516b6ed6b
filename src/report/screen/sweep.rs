//! A sweep for the terminal: a small picture, and the figures at every point with a mark where they change.

use anstyle::Style;

use super::Screen;
use super::chart::{bars, grid};
use crate::allocation::Status;
use crate::domain::Language;
use crate::report::sweep::{Followed, Swept, capital, shown, title};
use crate::report::words::joined;
use crate::study::Figures;

/// Above so many points only those where the answer changes are shown.
const POINTS_IN_FULL: usize = 40;

/// Everything that is told of a sweep in the terminal.
pub fn sweep_text(swept: &Swept<'_>, screen: &Screen) -> String {
    let round = swept.round;
    let heading = format!("{} {} · {}", screen.say("Round", "Ronde"), round.id, round.model.name);
    let main = swept.pictured();
    let mut lines = vec![screen.paint(Style::new().bold(), &heading), String::new()];
    lines.push(format!("  {}", screen.paint(Style::new().bold(), &title(swept, main, screen.language))));
    lines.push(format!("  {}", changes_counted(swept, screen)));
    lines.push(String::new());
    lines.extend(if swept.ranges.len() == 1 { bars(swept, main, screen) } else { grid(swept, main, screen) });
    let constant = constant(swept, screen);
    if swept.ranges.len() == 1 {
        let table = table(swept, screen);
        lines.extend(table.first().map(|_| String::new()));
        lines.extend(table);
    }
    let others = if swept.ranges.len() == 1 { None } else { not_pictured(swept, main, screen) };
    for told in others.iter().chain((!constant.is_empty()).then_some(&constant)) {
        lines.push(String::new());
        lines.extend(screen.wrapped(told, 2));
    }
    if let Some(remark) = stopped(swept, screen) {
        lines.push(String::new());
        lines.push(format!("  {}", screen.warning(&remark)));
    }
    if let Some(folder) = &screen.folder {
        lines.push(String::new());
        lines.push(format!("  {}: {}", screen.say("Results", "Resultaten"), folder.display()));
        lines.push(format!("  {}", screen.faint("sweep.csv  sweep.svg")));
    }
    lines.join("\n") + "\n"
}

/// Goals and groups that are not the same everywhere.
fn varying<'a>(swept: &Swept<'a>) -> Vec<Followed<'a>> {
    let all = swept.goals().into_iter().chain(swept.groups());
    all.filter(|followed| swept.varies(*followed)).collect()
}

fn changes_counted(swept: &Swept<'_>, screen: &Screen) -> String {
    let points = swept.found.points.len();
    let changes = (0..points).filter(|point| swept.found.changes_at(*point)).count();
    let (count, of) = (screen.form().count(changes), screen.form().count(points));
    match (changes, screen.language) {
        _ if points == 1 => screen.say("The range has one point.", "Het bereik heeft één punt.").to_owned(),
        (0, Language::En) => format!("The answer is the same at all {of} points."),
        (0, Language::Nl) => format!("Het antwoord is op alle {of} punten hetzelfde."),
        (_, Language::En) => format!("The answer changes at {count} of {of} points (marked ▸)."),
        (_, Language::Nl) => format!("Het antwoord verandert op {count} van {of} punten (gemerkt met ▸)."),
    }
}

/// What varies beside the figure in the picture, and where its values stand; nothing where nothing does.
fn not_pictured(swept: &Swept<'_>, main: Followed<'_>, screen: &Screen) -> Option<String> {
    let others = varying(swept).into_iter().filter(|followed| *followed != main);
    let names: Vec<String> = others.map(|followed| followed.name(swept.round, screen.language)).collect();
    (!names.is_empty()).then(|| {
        let names = joined(&names, screen.say("and", "en"));
        match screen.language {
            Language::En => {
                format!("Not the same at every point either: {names}; the values are in sweep.csv (-o) and --json.")
            }
            Language::Nl => format!("Ook niet overal gelijk: {names}; de waarden staan in sweep.csv (-o) en --json."),
        }
    })
}

/// The figures that are the same at every point, in a sentence.
fn constant(swept: &Swept<'_>, screen: &Screen) -> String {
    let Some(first) = swept.found.points.first() else { return String::new() };
    let all = swept.goals().into_iter().chain(swept.groups()).filter(|followed| !swept.varies(*followed));
    let same: Vec<String> = all
        .filter_map(|followed| {
            let value = screen.form().grouped(followed.of(first)?.into());
            Some(format!("{} {value}", followed.name(swept.round, screen.language)))
        })
        .collect();
    if same.is_empty() {
        return String::new();
    }
    format!("{}: {}.", screen.say("The same at every point", "Overal gelijk"), same.join(", "))
}

fn stopped(swept: &Swept<'_>, screen: &Screen) -> Option<String> {
    let all = std::iter::once(&swept.found.now).chain(&swept.found.points);
    let count = all.filter(|figures| figures.status == Status::Feasible).count();
    let counted = screen.form().count(count);
    (count > 0).then(|| match screen.language {
        Language::En => format!("{counted} of the solves stopped at the time limit (marked ~): there a better allocation may exist."),
        Language::Nl => format!("{counted} van de berekeningen stopten op de tijdslimiet (gemerkt met ~): daar bestaat mogelijk een betere toewijzing."),
    })
}

/// A row for every point, or where there are many for those where the answer changes; a column for every figure
/// that varies. Columns that find no room stand in a further table.
fn table(swept: &Swept<'_>, screen: &Screen) -> Vec<String> {
    let followed = varying(swept);
    let points = swept.found.points.len();
    let is_shown = |point: &usize| {
        points <= POINTS_IN_FULL || *point == 0 || *point + 1 == points || swept.found.changes_at(*point)
    };
    let rows: Vec<usize> = (0..points).filter(is_shown).collect();
    let mut lines = Vec::new();
    for columns in columns(swept, &followed, screen).chunk_by(|one, other| one.block == other.block) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(block(swept, &rows, columns, screen));
    }
    lines
}

/// A column of the table: its head on two lines at most, its width, and the table that it stands in.
struct Column<'a> {
    followed: Followed<'a>,
    head: [String; 2],
    width: usize,
    block: usize,
}

fn columns<'a>(swept: &Swept<'a>, followed: &[Followed<'a>], screen: &Screen) -> Vec<Column<'a>> {
    let room = usize::from(screen.width).saturating_sub(4 + value_width(swept, screen));
    let mut found: Vec<Column<'a>> = Vec::new();
    let (mut used, mut block) = (0, 0);
    for followed in followed {
        let head = in_two(&capital(&short_name(swept, *followed, screen)));
        let all = std::iter::once(&swept.found.now).chain(&swept.found.points);
        let number = all.map(|figures| number(*followed, figures, screen).chars().count()).max().unwrap_or(0);
        let width = head.iter().map(|line| line.chars().count()).max().unwrap_or(0).max(number);
        if used > 0 && used + width + 2 > room {
            (used, block) = (0, block + 1);
        }
        used += width + 2;
        found.push(Column { followed: *followed, head, width, block });
    }
    found
}

fn short_name(swept: &Swept<'_>, followed: Followed<'_>, screen: &Screen) -> String {
    screen.name(&followed.name(swept.round, screen.language), 26)
}

/// A name on two lines, about as long.
fn in_two(name: &str) -> [String; 2] {
    let break_at = |position: usize| name[..position].chars().count().max(name[position..].chars().count());
    let spaces = name.match_indices(' ').map(|(position, _)| position);
    match spaces.min_by_key(|position| break_at(*position)) {
        Some(position) => [name[..position].to_owned(), name[position + 1..].to_owned()],
        None => [String::new(), name.to_owned()],
    }
}

fn block(swept: &Swept<'_>, rows: &[usize], columns: &[Column<'_>], screen: &Screen) -> Vec<String> {
    let first = value_width(swept, screen);
    let line = |mark: &str, value: &str, cells: &dyn Fn(&Column<'_>) -> String| {
        let cells = columns.iter().map(|column| format!("  {:>width$}", cells(column), width = column.width));
        format!("{mark:>2} {value:>first$}{}", cells.collect::<Vec<_>>().concat())
    };
    let heads = [0, 1].map(|row| line("", "", &|column| column.head[row].clone()));
    let mut lines: Vec<String> = heads
        .iter()
        .map(|head| head.trim_end())
        .filter(|head| !head.is_empty())
        .map(|head| screen.paint(Style::new().bold(), head))
        .collect();
    let figures = &swept.found.now;
    let now = screen.say("now", "nu");
    lines.push(screen.faint(&line(status_mark(figures), now, &|column| number(column.followed, figures, screen))));
    for point in rows {
        let figures = &swept.found.points[*point];
        let mark = format!("{}{}", status_mark(figures), if swept.found.changes_at(*point) { "▸" } else { "" });
        let value = value_text(swept, *point, screen);
        lines.push(line(&mark, &value, &|column| number(column.followed, figures, screen)));
    }
    lines
}

fn status_mark(figures: &Figures) -> &'static str {
    if figures.status == Status::Feasible { "~" } else { "" }
}

fn number(followed: Followed<'_>, figures: &Figures, screen: &Screen) -> String {
    followed.of(figures).map_or_else(|| "–".to_owned(), |value| screen.form().grouped(value.into()))
}

fn value_text(swept: &Swept<'_>, point: usize, screen: &Screen) -> String {
    swept.values(point).iter().map(|value| shown(value, screen.language)).collect::<Vec<_>>().join(" ")
}

fn value_width(swept: &Swept<'_>, screen: &Screen) -> usize {
    let points = 0..swept.found.points.len();
    points.map(|point| value_text(swept, point, screen).chars().count()).max().unwrap_or(0).max(3)
}
