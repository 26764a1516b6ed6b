//! A lever in words.

use crate::domain::{Language, Round};
use crate::report::Form;
use crate::report::words::{either, joined, units};
use crate::study::levers::Lever;

/// Levers that differ in their dwelling alone, in words: "D0001 or D0004 shared by up to 3 households".
pub(super) fn any_of(form: Form, round: &Round, levers: &[&Lever]) -> String {
    let home = |lever: &&Lever| match lever {
        Lever::Shared(dwelling, _) | Lever::Unreserved(dwelling) => Some(round.dwellings[*dwelling].id.clone()),
        _ => None,
    };
    let homes: Vec<String> = levers.iter().filter_map(home).collect();
    let homes = joined(&homes, either(form.language, "or", "of"));
    match (levers, form.language) {
        ([Lever::Shared(_, places), ..], Language::En) => format!("{homes} shared by up to {places} households"),
        ([Lever::Shared(_, places), ..], Language::Nl) => {
            format!("{homes} gedeeld door hoogstens {places} huishoudens")
        }
        ([Lever::Unreserved(_), ..], Language::En) => format!("{homes} open to everyone"),
        ([Lever::Unreserved(_), ..], Language::Nl) => format!("{homes} open voor iedereen"),
        ([one, ..], _) => told(form, round, one),
        ([], _) => String::new(),
    }
}

/// A lever in words: "“Agreed share” 104 instead of 103 dwellings".
pub(super) fn told(form: Form, round: &Round, lever: &Lever) -> String {
    let english = form.language == Language::En;
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
        Lever::RentMargin(cents) => {
            let margin = form.money(round.model.rules.rent_margin.unwrap_or(0) + cents);
            let words =
                if english { ("a rent up to €", "above the cap") } else { ("een huur tot €", "boven de grens") };
            format!("{} {margin} {}", words.0, words.1)
        }
        Lever::RoomMore if english => "one room more than the size table".to_owned(),
        Lever::RoomMore => "één kamer meer dan de tabel voor de grootte".to_owned(),
        Lever::RoomFewer if english => "one room fewer than the size table".to_owned(),
        Lever::RoomFewer => "één kamer minder dan de tabel voor de grootte".to_owned(),
        Lever::Days(days) => window(form, round, *days),
        Lever::Exclusion(number) => {
            let reason = &round.model.liveability[*number].reason;
            format!("{} “{reason}”", either(form.language, "without the exclusion", "zonder de uitsluiting"))
        }
        Lever::Shared(..) | Lever::Unreserved(_) => any_of(form, round, &[lever]),
    }
}

fn bound(form: Form, round: &Round, limit: usize, by: i64, now: Option<i64>, word: &str) -> String {
    let stated = &round.limits.limits[limit];
    let now = now.unwrap_or(0);
    let amount = |units: i64| form.amount(stated.counts, units);
    let then = (now + by).max(0);
    let unit = units(form.language, stated.counts, then);
    let instead = either(form.language, "instead of", "in plaats van");
    format!("“{}” {word} {} {unit} {instead} {}", stated.title(form.language), amount(then), amount(now))
}

/// A wider window in which dwelling and household have to be ready.
fn window(form: Form, round: &Round, more: u32) -> String {
    let now = round.model.rules.dates.unwrap_or(0);
    let then = form.count((now + more) as usize);
    match form.language {
        Language::En => format!("available within {then} days of the round’s first day instead of {now}"),
        Language::Nl => format!("beschikbaar binnen {then} dagen na de eerste dag van de ronde in plaats van {now}"),
    }
}
