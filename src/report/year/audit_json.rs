//! The year's figures held against each other, for machines.

use serde_json::{Value, json};

use super::finding::finding_sentence;
use crate::domain::{Group, Hundredths, Language};
use crate::year::{Audit, Finding, Verdict, percent};

/// A list of findings: `finding` names what is held against what, `verdict` is `agrees`, `differs`, `short` (less is
/// decided than is needed) or `open` (there is nothing to hold it against); then the sentence and the figures, whole
/// numbers or a fraction as text.
pub fn audit_json(audit: &Audit, language: Language) -> Value {
    let object = |finding: &Finding| {
        let (name, figures) = figures(finding);
        let verdict = match finding.verdict() {
            Verdict::Agrees => "agrees",
            Verdict::Differs => "differs",
            Verdict::Short => "short",
            Verdict::Open => "open",
        };
        let sentence = finding_sentence(finding, language);
        let mut object = json!({ "finding": name, "verdict": verdict, "sentence": sentence });
        if let (Some(object), Value::Object(figures)) = (object.as_object_mut(), figures) {
            object.extend(figures);
        }
        object
    };
    Value::Array(audit.findings.iter().map(object).collect())
}

fn figures(finding: &Finding) -> (&'static str, Value) {
    match finding {
        Finding::Demand { stated, rows, open } => {
            ("demand", json!({ "stated": stated, "rows": rows, "open": open.iter().map(id).collect::<Vec<_>>() }))
        }
        Finding::Regular { stated, mutations, new_build } => (
            "regular",
            json!({ "stated": stated, "rows": mutations + new_build, "mutations": mutations, "new_build": new_build }),
        ),
        Finding::Additional { stated, rows } => ("additional", json!({ "stated": stated, "rows": rows })),
        Finding::Supply { stated, rows } => ("supply", json!({ "stated": stated, "rows": rows })),
        Finding::Decision { stated, rows } => ("decision", json!({ "stated": stated, "rows": rows })),
        Finding::Suitable { mutations, parts, dropped, left, projects, asked } => {
            let [size, rent, liveability] = [parts.size, parts.rent, parts.liveability].map(part);
            let parts = json!({ "size": size, "rent": rent, "liveability": liveability });
            let counts = json!({ "mutations": mutations, "dropped": dropped, "left": left, "projects": projects });
            ("suitable", json!({ "unsuitable_percent": parts, "dwellings": counts, "asked": asked }))
        }
        Finding::Asked { places, mediated, self_search } => {
            let others: Vec<Value> =
                self_search.iter().map(|(group, places)| json!({ "group": group.id, "places": places })).collect();
            ("asked", json!({ "places": places, "mediated": mediated, "self_search": others }))
        }
        Finding::Share { places, dwellings, agreed } => {
            let agreed = agreed.map(|agreed| json!({ "percent": part(agreed.share), "dwellings": agreed.dwellings }));
            let percent = fraction(*places, *dwellings);
            ("share", json!({ "places": places, "dwellings": dwellings, "percent": percent, "agreed": agreed }))
        }
        Finding::Need { group, places, need } => {
            let covered = need.map(|[low, high]| [fraction(*places, high), fraction(*places, low)]);
            let figures = json!({ "group": group.id, "places": places, "need": need, "covered_percent": covered });
            ("need", figures)
        }
        Finding::Temporary { group, leaving, places, concepts } => {
            let concepts: Vec<Value> =
                concepts.iter().map(|(name, leaving)| json!({ "concept": name, "leaving": leaving })).collect();
            ("temporary", json!({ "group": group.id, "leaving": leaving, "places": places, "concepts": concepts }))
        }
    }
}

fn id(group: &Group) -> &str {
    &group.id
}

/// Hundredths of a percent as percent, exactly.
fn part(part: Hundredths) -> String {
    crate::domain::Fraction::new(part.into(), 100).to_string()
}

fn fraction(part: u64, whole: u64) -> Option<String> {
    percent(part, whole).map(|percent| percent.to_string())
}
