//! Levers, as a table for people and as JSON.

use serde_json::{Value, json};

use super::screen::Section;
use super::words::{either, plural, units};
use super::{Form, Screen};
use crate::allocation::Status;
use crate::domain::{Language, Round, Tier};
use crate::study::explain::Base;
use crate::study::levers::{Lever, Levers, Pulled};

/// Levers that change nothing are named up to so many.
const IDLE_NAMED: usize = 12;

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
        named(
            round,
            screen,
            screen.say(
                "What changes neither minimums nor number placed",
                "Wat minima en aantal geplaatsten niet verandert",
            ),
            &levers.idle,
        ),
        named(round, screen, screen.say("Not found out in time", "Niet op tijd vastgesteld"), &levers.open),
    ];
    lines.extend(screen.sections(sections));
    lines.join("\n") + "\n"
}

fn section<'a>(round: &Round, screen: &Screen, heading: &str, pulled: impl Iterator<Item = &'a Pulled>) -> Section {
    let mut rows: Vec<Vec<String>> = pulled.map(|pulled| row(round, screen, pulled)).collect();
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

fn row(round: &Round, screen: &Screen, pulled: &Pulled) -> Vec<String> {
    let sign = |number: i64| if number > 0 { format!("+{number}") } else { number.to_string() };
    let groups = pulled
        .groups
        .iter()
        .map(|(group, more)| format!("{} {}", sign(*more), group_name(round, screen.language, group)));
    let short = pulled.tiers.iter().find(|(tier, now, then)| *tier == Tier::Minimums && now != then);
    let short = short.map(|(_, now, then)| match screen.language {
        Language::En => format!("minimums {now} → {then} short"),
        Language::Nl => format!("tekort op minima {now} → {then}"),
    });
    let groups: Vec<String> = groups.chain(short).collect();
    let loses = match pulled.loses.as_slice() {
        [] => screen.say("nobody", "niemand").to_owned(),
        those => {
            let ids: Vec<&str> = those.iter().take(4).map(|one| round.applicants[*one].id.as_str()).collect();
            let more = if those.len() > 4 { format!(" +{}", those.len() - 4) } else { String::new() };
            format!("{}{more}", ids.join(", "))
        }
    };
    vec![sign(pulled.more), told(Form::of(screen.language), round, &pulled.lever), groups.join(", "), loses]
}

fn group_name<'a>(round: &'a Round, language: Language, id: &'a str) -> &'a str {
    round.model.groups.get(id).map_or(id, |group| group.names.get(language))
}

fn named(round: &Round, screen: &Screen, heading: &str, levers: &[Lever]) -> Section {
    let form = screen.form();
    let mut names: Vec<String> = levers.iter().take(IDLE_NAMED).map(|lever| told(form, round, lever)).collect();
    if levers.len() > IDLE_NAMED {
        let more = form.count(levers.len() - IDLE_NAMED);
        names.push(format!("{} {more}", screen.say("and others:", "en nog:")));
    }
    let lines = if names.is_empty() { Vec::new() } else { screen.paragraph(&format!("{}.", names.join("; "))) };
    Section { heading: heading.to_owned(), lines }
}

/// A lever in words: "“Agreed share” 104 instead of 103 dwellings".
fn told(form: Form, round: &Round, lever: &Lever) -> String {
    let english = form.language == Language::En;
    let home = |dwelling: usize| &round.dwellings[dwelling].id;
    match lever {
        Lever::Maximum(limit, by) => bound(
            form,
            round,
            *limit,
            *by,
            round.limits.limits[*limit].max,
            either(form.language, "at most", "hoogstens"),
        ),
        Lever::Minimum(limit, by) => bound(
            form,
            round,
            *limit,
            *by,
            round.limits.limits[*limit].min,
            either(form.language, "at least", "minstens"),
        ),
        Lever::RentMargin(cents) if english => format!("a rent € {} further above the cap", form.money(*cents)),
        Lever::RentMargin(cents) => format!("een huur € {} verder boven de grens", form.money(*cents)),
        Lever::RoomMore if english => "one room more than the size table".to_owned(),
        Lever::RoomMore => "één kamer meer dan de tabel voor de grootte".to_owned(),
        Lever::RoomFewer if english => "one room fewer than the size table".to_owned(),
        Lever::RoomFewer => "één kamer minder dan de tabel voor de grootte".to_owned(),
        Lever::Days(days) if english => format!("ready {days} {} later", plural(*days as usize, "day", "days")),
        Lever::Days(days) => format!("{days} {} later klaar", plural(*days as usize, "dag", "dagen")),
        Lever::Exclusion(number) => {
            let reason = &round.model.liveability[*number].reason;
            format!("{} “{reason}”", either(form.language, "without the exclusion", "zonder de uitsluiting"))
        }
        Lever::Shared(dwelling, places) if english => format!("{} shared by up to {places}", home(*dwelling)),
        Lever::Shared(dwelling, places) => format!("{} gedeeld door hoogstens {places}", home(*dwelling)),
        Lever::Unreserved(dwelling) if english => format!("{} open to everyone", home(*dwelling)),
        Lever::Unreserved(dwelling) => format!("{} open voor iedereen", home(*dwelling)),
    }
}

fn bound(form: Form, round: &Round, limit: usize, by: i64, now: Option<i64>, word: &str) -> String {
    let stated = &round.limits.limits[limit];
    let now = now.unwrap_or(0);
    let amount = |units: i64| form.amount(stated.counts, units);
    let then = (now + by).max(0);
    let unit = units(form.language, stated.counts, then);
    let instead = either(form.language, "instead of", "in plaats van");
    format!("“{}” {word} {} {unit} {instead} {}", stated.name, amount(then), amount(now))
}

/// The levers for machines; the form is described in docs/json.md.
///
/// # Errors
/// Never in practice: only when the text could not be put together.
pub fn levers_json(base: &Base, levers: &Levers, language: Language) -> Result<String, serde_json::Error> {
    let round = &base.case.round;
    let ids = |those: &[usize]| those.iter().map(|one| round.applicants[*one].id.clone()).collect::<Vec<String>>();
    let coded = |lever: &Lever| {
        let mut value = code(round, lever);
        value["sentence"] = json!(told(Form::of(language), round, lever));
        value
    };
    let pulled = |pulled: &Pulled| {
        let mut value = coded(&pulled.lever);
        value["more_placed"] = json!(pulled.more);
        value["gains"] = json!(ids(&pulled.gains));
        value["loses"] = json!(ids(&pulled.loses));
        let groups = pulled.groups.iter().map(|(group, more)| json!({ "group": group, "more_placed": more }));
        value["groups"] = json!(groups.collect::<Vec<Value>>());
        let tiers =
            pulled.tiers.iter().map(|(tier, now, then)| json!({ "tier": tier.name(), "now": now, "then": then }));
        value["tiers"] = json!(tiers.collect::<Vec<Value>>());
        value
    };
    let value = json!({
        "format": 1,
        "round": round.id,
        "status": super::summary::status_name(base.outcome.status),
        "levers": levers.pulled.iter().map(pulled).collect::<Vec<Value>>(),
        "idle": levers.idle.iter().map(coded).collect::<Vec<Value>>(),
        "open": levers.open.iter().map(coded).collect::<Vec<Value>>(),
    });
    Ok(serde_json::to_string_pretty(&value)? + "\n")
}

fn code(round: &Round, lever: &Lever) -> Value {
    let limit = |index: usize, by: i64| {
        let stated = &round.limits.limits[index];
        (stated.name.clone(), stated.counts.exact(by))
    };
    match lever {
        Lever::Maximum(index, by) => {
            let (name, by) = limit(*index, *by);
            json!({ "lever": "maximum", "limit": name, "by": by })
        }
        Lever::Minimum(index, by) => {
            let (name, by) = limit(*index, *by);
            json!({ "lever": "minimum", "limit": name, "by": by })
        }
        Lever::RentMargin(cents) => json!({ "lever": "rent-margin", "by": Form::of(Language::En).money(*cents) }),
        Lever::RoomMore => json!({ "lever": "room-more", "by": 1 }),
        Lever::RoomFewer => json!({ "lever": "room-fewer", "by": 1 }),
        Lever::Days(days) => json!({ "lever": "days", "by": days }),
        Lever::Exclusion(number) => {
            json!({ "lever": "exclusion", "reason": round.model.liveability[*number].reason })
        }
        Lever::Shared(dwelling, places) => {
            json!({ "lever": "shared", "dwelling": round.dwellings[*dwelling].id, "places": places })
        }
        Lever::Unreserved(dwelling) => json!({ "lever": "unreserved", "dwelling": round.dwellings[*dwelling].id }),
    }
}
