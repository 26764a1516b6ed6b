//! A whole round, as a user does it: by the pages alone.

use serde_json::json;

use crate::bench::{Bench, Speech, Visit, arrived, small_round, workbook};
use crate::browser::Browser;

/// Hands in a workbook with two mistakes, sees them at their cells, and hands in a mended one.
fn hands_in_a_workbook(bench: &Bench, visit: &Visit<'_>) {
    let (round, folder) = (small_round(bench.folder()), bench.folder());
    let (wrong, right) = (folder.join("wrong.xlsx"), folder.join("maart.xlsx"));
    workbook(&round, &wrong, &[("dwellings", 2, 5, "drie"), ("applicants", 4, 1, "nobody")]);
    workbook(&round, &right, &[]);
    let tab = &visit.tab;
    tab.drop_files(".drop", &[&wrong]);
    visit.go("button", "Open and check", "Open en controleer");
    visit.sees("h1", "Input", "Invoer");
    visit.sees(".notice.bad", "2 problems have to be mended", "2 problemen moeten worden hersteld");
    assert_eq!(tab.text("tbody tr:nth-child(1) td"), "applicants!B5");
    assert_eq!(tab.text("tbody tr:nth-child(2) td"), "dwellings!F3");
    assert!(tab.text("tbody tr:nth-child(2)").contains("drie"));
    tab.upload("#files", &[&right]);
    visit.go("button", "Replace and check", "Vervang en controleer");
    visit.sees(".notice.good", "The input is sound", "De invoer klopt");
    assert_eq!(tab.text(".figures div:nth-child(3) dd"), "40");
}

/// The ids in the first column of the table, as they stand.
fn rows(visit: &Visit<'_>) -> Vec<String> {
    let ids = visit.tab.evaluate("[...document.querySelectorAll('#rows tbody th')].map((one) => one.innerText.trim())");
    ids.as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect()
}

/// Waits until the table shows other rows.
fn rows_after(visit: &Visit<'_>, act: impl FnOnce()) -> Vec<String> {
    let before = rows(visit);
    act();
    let now = "JSON.stringify([...document.querySelectorAll('#rows tbody th')].map((one) => one.innerText.trim()))";
    visit.tab.wait_until(&format!("{now} !== {}", json!(json!(before).to_string())));
    rows(visit)
}

/// Looks at who goes where: sorts, searches, and narrows down to a group.
fn looks_at_the_allocation(visit: &Visit<'_>) {
    let tab = &visit.tab;
    visit.go("main a", "To the allocation", "Naar de toewijzing");
    visit.awaits("#row-by-row");
    let (all, address) = (rows(visit), tab.address());
    assert!(all.len() > 5, "{all:?}");
    let longest_last = rows_after(visit, || tab.click(&visit.named("th a", "Waiting, days", "Wacht, dagen")));
    tab.wait_for("th[aria-sort=ascending]");
    let longest_first = rows_after(visit, || tab.click(&visit.named("th a", "Waiting, days", "Wacht, dagen")));
    assert_eq!(longest_first, longest_last.into_iter().rev().collect::<Vec<_>>());
    let one = all[3].clone();
    let found = rows_after(visit, || tab.fill("#q", &one));
    assert_eq!((found, tab.text("#found").split(' ').next().unwrap()), (vec![one], "1"));
    let found = rows_after(visit, || tab.fill("#q", ""));
    assert_eq!(found, longest_first, "the table stays sorted");
    assert_eq!(tab.address(), address, "the page stays");
}

/// Looks at who has no place, in one group, and why one of them has none.
fn looks_at_who_has_no_place(visit: &Visit<'_>) {
    let tab = &visit.tab;
    visit.go(".views a", "Not placed", "Niet geplaatst");
    let (all, address) = (rows(visit), tab.address());
    let refugees = visit.speech.say("Refugees with a permit", "Statushouders");
    let found = rows_after(visit, || tab.choose("#group", refugees));
    assert!(found.len() > 1 && found.len() < all.len(), "{found:?}");
    let shown = tab.evaluate("[...document.querySelectorAll('#rows tbody tr')].map((row) => row.cells[1].innerText)");
    assert!(shown.as_array().unwrap().iter().all(|group| group == refugees), "{shown}");
    tab.click(&format!("#rows tbody th a » {}", found[0]));
    visit.awaits("#about .told h4");
    assert!(tab.text("#about").contains(refugees));
    assert_eq!(tab.address(), address, "the page stays");
    visit.go(".views a", "Placed", "Geplaatst");
}

/// Refuses the first match for its applicant; the id and the dwelling.
fn refuses_a_match(visit: &Visit<'_>) -> (String, String) {
    let tab = &visit.tab;
    let (applicant, address) = (rows(visit)[0].clone(), tab.address());
    tab.click(&format!("#rows tbody th a » {applicant}"));
    tab.wait_for(&format!("#about h2 » {applicant}"));
    visit.awaits("#about .told h4");
    assert_eq!(tab.address(), address, "the page stays");
    let dwelling = tab.evaluate("document.querySelector('#decide-dwelling').value").as_str().unwrap().to_owned();
    tab.click(&visit.named("#about label", "Refused", "Geweigerd"));
    tab.fill("#decide-reason", "Te ver van school");
    visit.go("#about button", "Write into the journal", "Schrijf in het logboek");
    visit.awaits("#row-by-row");
    assert!(!tab.shows(&format!("#rows tr » {applicant} {dwelling}")));
    (applicant, dwelling)
}

/// Finds the refusal in the journal, and approves: after that nothing can be changed.
fn approves(visit: &Visit<'_>, (applicant, dwelling): &(String, String)) {
    let tab = &visit.tab;
    visit.go("nav.round a", "Journal", "Logboek");
    let refused = visit.speech.say("Refused by the applicant", "Geweigerd door de woningzoekende");
    let line = tab.text("main tbody tr:nth-child(1)");
    assert!(line.contains(&format!("{refused}: {applicant} → {dwelling}")), "{line}");
    assert!(line.contains("Anna Berg") && line.contains("Te ver van school"), "{line}");
    tab.fill("#statement", "Gezien en akkoord");
    visit.go("button", "Approve and seal", "Keur goed en verzegel");
    visit.sees(".notice.good", "Approved by Anna Berg", "Goedgekeurd door Anna Berg");
    assert!(!tab.shows("#statement"));
    visit.go("nav.round a", "Input", "Invoer");
    assert!(!tab.shows("input[type=file]"), "a sealed round takes no files");
    visit.go("nav.round a", "Allocation", "Toewijzing");
    tab.click(&format!("#rows tbody th a » {}", rows(visit)[0]));
    visit.awaits("#about .told h4");
    assert!(!tab.shows("#about form"), "a sealed round takes no decisions");
}

fn a_whole_round(speech: Speech) {
    let (bench, browser) = (Bench::start(&[]), Browser::start());
    let visit = arrived(&bench, &browser, speech);
    hands_in_a_workbook(&bench, &visit);
    looks_at_the_allocation(&visit);
    looks_at_who_has_no_place(&visit);
    let refused = refuses_a_match(&visit);
    approves(&visit, &refused);
}

#[test]
fn a_round_goes_from_a_workbook_to_its_approval_in_english() {
    a_whole_round(Speech::English);
}

#[test]
fn a_round_goes_from_a_workbook_to_its_approval_in_dutch() {
    a_whole_round(Speech::Dutch);
}
