//! `sweep --json`; `docs/json.md` says what each field means.

use serde::Serialize;

use super::Swept;
use crate::report::whatif::{FiguresJson, figures};

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    tool_version: &'static str,
    round: &'a str,
    model: &'a str,
    seed: u64,
    vary: Vec<Vary<'a>>,
    now: FiguresJson<'a>,
    points: Vec<At<'a>>,
}

#[derive(Serialize)]
struct Vary<'a> {
    path: &'a str,
    values: Vec<&'a str>,
}

#[derive(Serialize)]
struct At<'a> {
    values: Vec<&'a str>,
    changes: bool,
    #[serde(flatten)]
    figures: FiguresJson<'a>,
}

/// A sweep as JSON text with a line end.
///
/// # Errors
/// Never in practice: only when the text could not be put together.
pub fn sweep_json(swept: &Swept<'_>) -> Result<String, serde_json::Error> {
    let vary = swept.ranges.iter().map(|range| Vary {
        path: &range.path,
        values: range.points.iter().map(|point| point.text.as_str()).collect(),
    });
    let points = (0..swept.found.points.len()).map(|point| At {
        values: swept.values(point).iter().map(|value| value.text.as_str()).collect(),
        changes: swept.found.changes_at(point),
        figures: figures(&swept.found.points[point]),
    });
    let document = Document {
        format: 1,
        tool_version: env!("CARGO_PKG_VERSION"),
        round: &swept.round.id,
        model: &swept.round.model.name,
        seed: swept.round.seed,
        vary: vary.collect(),
        now: figures(&swept.found.now),
        points: points.collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}
