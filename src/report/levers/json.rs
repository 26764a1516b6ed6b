//! Levers as JSON; the form is described in docs/json.md.

use serde_json::{Value, json};

use super::lever::told;
use crate::domain::{Language, Round};
use crate::report::Form;
use crate::report::summary::status_name;
use crate::study::explain::Base;
use crate::study::levers::{Lever, Levers, Pulled};

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
        "status": status_name(base.outcome.status),
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
