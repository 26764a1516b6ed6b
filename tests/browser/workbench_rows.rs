//! A table of more rows than a page can hold: parts come as they come into view, and go again.

use std::path::{Path, PathBuf};

use crate::bench::{Bench, Speech, Visit, arrived};
use crate::browser::Browser;
use crate::command::{path, sleutel};

/// A round with more applicants than a page holds at once.
fn long_round(folder: &Path) -> PathBuf {
    let round = folder.join("long");
    let drawn = ["generate", "models/utrecht-2025", "--month", "2025-03", "--dwellings", "10", "--applicants", "2000"];
    let ran = sleutel(&[&drawn[..], &["--seed", "7", "-q", "-o", path(&round)]].concat());
    assert_eq!(ran.status, 0, "{}", ran.errors);
    round
}

/// A visitor who looks at those without a place.
fn among_many(look: impl FnOnce(&Visit<'_>)) {
    let folder = tempfile::tempdir().unwrap();
    let (bench, browser) = (Bench::start(&[path(&long_round(folder.path()))]), Browser::start());
    let visit = arrived(&bench, &browser, Speech::English);
    visit.tab.loading(|tab| tab.click("main table a"));
    visit.awaits("#row-by-row");
    visit.go(".views a", "Not placed", "Niet geplaatst");
    visit.sees(".views a[aria-current]", "Not placed", "Niet geplaatst");
    visit.tab.evaluate("document.querySelector('#rows').scrollIntoView()");
    look(&visit);
}

/// A number of the page, to the nearest whole one.
fn number(visit: &Visit<'_>, expression: &str) -> i64 {
    let found = visit.tab.evaluate(&format!("Math.round({expression})"));
    found.as_i64().unwrap_or_else(|| panic!("{expression} is no number"))
}

/// How many rows were found, as the page says it.
fn found(visit: &Visit<'_>) -> i64 {
    visit.tab.text("#found").split(' ').next().unwrap().replace(',', "").parse().unwrap()
}

/// The places of the rows that the page holds: the first, the last, and how many there are.
fn held(visit: &Visit<'_>) -> (i64, i64, i64) {
    let rows = "[...document.querySelectorAll('#rows tbody tr[aria-rowindex]')].map((row) => Number(row.ariaRowIndex))";
    let of = |what: &str| number(visit, &format!("((rows) => {what})({rows})"));
    (of("Math.min(...rows)"), of("Math.max(...rows)"), of("rows.length"))
}

/// Waits until the middle of the table shows a row, and gives its place.
fn in_the_middle(visit: &Visit<'_>) -> i64 {
    let row = "(() => { const { x, y, height } = document.querySelector('#rows').getBoundingClientRect(); \
        return document.elementFromPoint(x + 30, y + height / 2)?.closest('tr[aria-rowindex]'); })()";
    visit.tab.wait_until(row);
    number(visit, &format!("Number({row}.ariaRowIndex)"))
}

#[test]
fn a_jump_to_the_end_of_a_long_table_shows_its_last_rows_and_gives_the_first_back() {
    among_many(|visit| {
        let (tab, all) = (&visit.tab, found(visit));
        assert!(all > 1900, "{all}");
        assert_eq!(number(visit, "Number(document.querySelector('#rows table').ariaRowCount)"), all + 1);
        let height = number(visit, "document.querySelector('#rows').scrollHeight");
        tab.click("#table"); // beside the table: a click into it would choose a row
        tab.press_until("Tab", "#rows");
        let asked = tab.asked().len();
        tab.press("End");
        tab.wait_until(&format!("document.querySelector('#rows tr[aria-rowindex=\"{}\"]')", all + 1));
        assert!(in_the_middle(visit) > all - 30);
        tab.wait_until("!document.querySelector('#rows tr[aria-rowindex=\"2\"]')");
        let (first, last, many) = held(visit);
        assert!(first > 1000 && last == all + 1 && many < 700, "{many} rows, {first} to {last}");
        let parts = tab.asked()[asked..].iter().filter(|address| address.contains("/rows?")).count();
        assert!(parts < 8, "{parts} parts were asked for on the way to the end");
        let now = number(visit, "document.querySelector('#rows').scrollHeight");
        assert!((now - height).abs() < 60, "the bar moved: {height} pixels, then {now}");
    });
}

#[test]
fn the_page_never_holds_many_rows_while_all_of_them_pass_by() {
    among_many(|visit| {
        let (all, mut seen) = (found(visit), Vec::new());
        for step in 0..=20 {
            visit.tab.evaluate(&format!(
                "(() => {{ const rows = document.querySelector('#rows'); \
                rows.scrollTop = {step} / 20 * (rows.scrollHeight - rows.clientHeight); }})()"
            ));
            let middle = in_the_middle(visit);
            assert!((middle - step * all / 20).abs() < 30, "row {middle} at {step} twentieths of {all}");
            seen.push(held(visit).2);
        }
        assert!(seen.iter().all(|many| *many < 900), "{seen:?}");
    });
}

#[test]
fn a_chosen_row_stays_in_the_page_and_escape_leads_back_to_it_from_anywhere() {
    among_many(|visit| {
        let tab = &visit.tab;
        let chosen = tab.text("#rows tbody tr:nth-child(3) a");
        tab.click("#rows tbody tr:nth-child(3) a");
        tab.wait_for(&format!("#about h2 » {chosen}"));
        tab.evaluate("document.querySelector('#rows').scrollTop = 1e9");
        assert!(in_the_middle(visit) > 1900);
        tab.press("Escape");
        tab.wait_until(&format!("document.activeElement.innerText === '{chosen}'"));
        assert!(tab.shows(&format!("#rows a[aria-current] » {chosen}")));
    });
}

#[test]
fn without_scripts_links_lead_through_a_long_table() {
    among_many(|visit| {
        let tab = &visit.tab;
        let address = tab.address();
        tab.command("Emulation.setScriptExecutionDisabled", &serde_json::json!({ "value": true }));
        tab.goto(&format!("{}?view=unplaced&from=200", address.split('?').next().unwrap()));
        visit.go("#rows a[rel=next]", "Rows 301–400", "Regels 301–400");
        assert!(tab.shows("#rows tr[aria-rowindex='302']") && !tab.shows("#rows tr[aria-rowindex='301']"));
        visit.go("#rows a[rel=prev]", "Rows 201–300", "Regels 201–300");
        assert!(tab.shows("#rows tr[aria-rowindex='301']"));
    });
}
