//! What axe-core finds of barriers for people who see, hear or move otherwise (WCAG 2.2, levels A and AA), and what it advises
//! beyond that.

use serde_json::{Value, json};

use super::tab::Tab;

const AXE: &str = include_str!("axe.min.js");
const RUN: &str = "axe.run(document, { resultTypes: ['violations'], \
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } }) \
    .then(({ violations }) => violations.flatMap(({ id, help, nodes }) => \
    nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary}`)))";

/// Fails with every barrier that the page as it is now has.
#[track_caller]
pub fn accessible(tab: &Tab) {
    let found = violations(tab);
    assert!(found.is_empty(), "{} has {} barriers:\n{}", tab.address(), found.len(), found.join("\n\n"));
}

/// Each barrier: the rule, the element, what to mend.
#[track_caller]
pub fn violations(tab: &Tab) -> Vec<String> {
    // A world of its own: the page does not see it, and the page's policy stays as it is.
    let world = tab.command("Page.createIsolatedWorld", &json!({ "frameId": tab.frame(), "worldName": "axe" }));
    let way = json!({ "contextId": world["executionContextId"], "returnByValue": true });
    let ask =
        |script: &str| tab.tried_with(script, way.clone()).unwrap_or_else(|fault| tab.fail(&format!("axe: {fault}")));
    ask(&format!("{AXE}; typeof axe.run"));
    let found: Value = ask(RUN)["value"].take();
    let found = found.as_array().unwrap_or_else(|| tab.fail("axe answers nothing"));
    found.iter().map(|one| one.as_str().unwrap_or_default().to_owned()).collect()
}
