//! Levers, as a table for people and as JSON.

mod json;
mod lever;
mod lines;
mod named;

pub use json::levers_json;
pub use lines::{LeverLine, LeverLines, lever_lines};

use super::Screen;
use super::screen::Section;
use super::words::{first_of, goal};
use crate::allocation::Status;
use crate::domain::{Language, Round, Tier};
use crate::study::explain::Base;
use crate::study::levers::{Levers, Pulled};

/// Ids in a cell at most.
const NAMED: usize = 4;

/// The levers for people: those that allow more, the most housed first; then what a little less would cost.
pub fn levers_text(base: &Base, levers: &Levers, screen: &Screen) -> String {
    let round = &base.case.round;
    let title = format!("{} {} · {}", screen.say("Round", "Ronde"), round.id, round.model.name);
    let mut lines = vec![screen.paint(anstyle::Style::new().bold(), &title)];
    if base.outcome.status == Status::Feasible {
        lines.push(screen.warning(screen.say(
            "The search was stopped: what follows is held against the best allocation found, not the optimum.",
            "De zoektocht is gestopt: wat volgt is vergeleken met de beste toewijzing die gevonden is, niet met de optimale.",
        )));
    }
    let of = |more: bool| levers.pulled.iter().filter(move |pulled| pulled.lever.is_more() == more);
    let sections = [
        section(round, screen, screen.say("What a little more would do", "Wat een beetje meer zou doen"), of(true)),
        section(
            round,
            screen,
            screen.say("What a little less would cost", "Wat een beetje minder zou kosten"),
            of(false),
        ),
        named::section(
            round,
            screen,
            screen.say(
                "What changes neither minimums nor number placed",
                "Wat minima en aantal geplaatsten niet verandert",
            ),
            &levers.idle,
        ),
        named::section(round, screen, screen.say("Not found out in time", "Niet op tijd vastgesteld"), &levers.open),
    ];
    lines.extend(screen.sections(sections));
    lines.join("\n") + "\n"
}

fn section<'a>(round: &Round, screen: &Screen, heading: &str, pulled: impl Iterator<Item = &'a Pulled>) -> Section {
    let alike = alike(pulled);
    let mut rows: Vec<Vec<String>> = alike.iter().map(|pulled| row(round, screen, pulled)).collect();
    if !rows.is_empty() {
        let head = [
            screen.say("placed", "geplaatst"),
            screen.say("change", "verandering"),
            screen.say("by group", "per doelgroep"),
            screen.say("lose a place", "verliest een plek"),
        ];
        rows.insert(0, head.map(str::to_owned).to_vec());
    }
    Section { heading: heading.to_owned(), lines: screen.table(rows, &[0]) }
}

/// Levers with the same row together.
fn alike<'a>(pulled: impl Iterator<Item = &'a Pulled>) -> Vec<Vec<&'a Pulled>> {
    let mut alike: Vec<Vec<&Pulled>> = Vec::new();
    for one in pulled {
        match alike.iter_mut().find(|those| those[0].lever.is_like(&one.lever) && does_the_same(those[0], one)) {
            Some(those) => those.push(one),
            None => alike.push(vec![one]),
        }
    }
    alike
}

/// Whether two levers have the same row, but for the dwelling that they are about.
fn does_the_same(one: &Pulled, other: &Pulled) -> bool {
    let shown = |pulled: &Pulled| (pulled.more, pulled.groups.clone(), pulled.loses.clone(), missed(pulled));
    shown(one) == shown(other)
}

/// The row of levers that differ in their dwelling alone.
fn row(round: &Round, screen: &Screen, pulled: &[&Pulled]) -> Vec<String> {
    let levers: Vec<_> = pulled.iter().map(|one| &one.lever).collect();
    let change = lever::any_of(screen.form(), round, &levers);
    vec![signed(pulled[0].more), change, does(round, screen, pulled[0]), loses(round, screen, &pulled[0].loses)]
}

fn signed(number: i64) -> String {
    if number > 0 { format!("+{number}") } else { number.to_string() }
}

/// The shortfall of minimums now and then, where it changes.
fn missed(pulled: &Pulled) -> Option<(i64, i64)> {
    let minimums = pulled.tiers.iter().find(|(tier, ..)| *tier == Tier::Minimums);
    minimums.map(|(_, now, then)| (*now, *then)).filter(|(now, then)| now != then)
}

/// What a lever does for the groups, and for the minimums; else for the goals.
fn does(round: &Round, screen: &Screen, pulled: &Pulled) -> String {
    let name =
        |id: &str| round.model.groups.get(id).map_or(id.to_owned(), |one| one.names.get(screen.language).to_owned());
    let groups = pulled.groups.iter().map(|(group, more)| format!("{} {}", signed(*more), name(group)));
    let groups = groups.collect::<Vec<String>>().join(", ");
    let becomes = |tier: Tier, now: i64, then: i64| {
        let number = |value: i64| screen.form().grouped(value.into());
        format!("{} {} → {}", goal(screen.language, tier), number(now), number(then))
    };
    let short = missed(pulled).map(|(now, then)| becomes(Tier::Minimums, now, then));
    match (groups.is_empty(), short) {
        (false, Some(short)) => format!("{groups}; {short}"),
        (false, None) => groups,
        (true, Some(short)) if pulled.more == 0 => {
            let words = match screen.language {
                Language::En => "nobody more, nobody fewer",
                Language::Nl => "niemand meer, niemand minder",
            };
            format!("{words}; {short}")
        }
        (true, Some(short)) => short,
        (true, None) => {
            let changed = pulled.tiers.iter().filter(|(_, now, then)| now != then);
            changed.map(|(tier, now, then)| becomes(*tier, *now, *then)).collect::<Vec<String>>().join(", ")
        }
    }
}

fn loses(round: &Round, screen: &Screen, those: &[usize]) -> String {
    if those.is_empty() {
        return screen.say("nobody", "niemand").to_owned();
    }
    let ids: Vec<String> = those.iter().map(|one| round.applicants[*one].id.clone()).collect();
    first_of(screen.language, &ids, NAMED)
}
