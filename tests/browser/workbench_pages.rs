//! Every page of the workbench: no barriers, nothing wider than the window, in both languages; its pictures are kept.

use std::path::Path;

use crate::bench::{Bench, Speech, Visit, arrived, small_round, workbook};
use crate::browser::{Browser, accessible};

/// A desk, a telephone, and the narrowest window that has to do (WCAG 2.2, 1.4.10).
const WIDTHS: [u32; 3] = [1280, 390, 320];

/// Looks at the page as it stands on each screen.
#[track_caller]
fn is_for_everyone(visit: &Visit<'_>, page: &str) {
    for width in WIDTHS {
        visit.tab.viewport(width, 900);
        accessible(&visit.tab);
        visit.tab.fits_its_width();
        visit.tab.screenshot(&format!("workbench-{page}-{}-{width}", visit.speech.code()));
    }
    visit.tab.viewport(1280, 900);
}

fn a_workbook_with_mistakes(visit: &Visit<'_>, folder: &Path) {
    let file = folder.join("wrong.xlsx");
    workbook(&small_round(folder), &file, &[("dwellings", 2, 5, "drie"), ("applicants", 4, 1, "nobody")]);
    visit.tab.upload("#files", &[&file]);
    visit.go("button", "Open and check", "Open en controleer");
    is_for_everyone(visit, "problems");
}

fn the_allocation(visit: &Visit<'_>) {
    visit.awaits("#row-by-row");
    is_for_everyone(visit, "allocation");
    visit.tab.click("#rows tbody th a");
    visit.awaits("#about .told h4");
    is_for_everyone(visit, "placed");
    visit.go(".views a", "Not placed", "Niet geplaatst");
    visit.tab.click("#rows tbody th a");
    visit.awaits("#about .told h4");
    is_for_everyone(visit, "unplaced");
    visit.go(".views a", "Vacant dwellings", "Lege woningen");
    visit.tab.click("#rows tbody th a");
    visit.awaits("#about .told h4");
    is_for_everyone(visit, "vacant");
}

fn the_journal(visit: &Visit<'_>) {
    visit.go("nav.round a", "Journal", "Logboek");
    is_for_everyone(visit, "journal");
    visit.tab.fill("#statement", "Gezien en akkoord");
    visit.go("button", "Approve and seal", "Keur goed en verzegel");
    visit.tab.click("summary");
    is_for_everyone(visit, "sealed");
}

fn every_page_is_for_everyone(speech: Speech) {
    let (bench, browser) = (Bench::start(&[]), Browser::start());
    let visit = arrived(&bench, &browser, speech);
    is_for_everyone(&visit, "start");
    a_workbook_with_mistakes(&visit, bench.folder());
    visit.tab.goto(&bench.at("/"));
    visit.go("button", "Open the demo round", "Open de demoronde");
    the_allocation(&visit);
    visit.go("nav.round a", "Input", "Invoer");
    is_for_everyone(&visit, "input");
    the_journal(&visit);
    visit.tab.goto(&bench.at("/"));
    is_for_everyone(&visit, "rounds");
    visit.tab.goto(&bench.at("/nowhere"));
    is_for_everyone(&visit, "nowhere");
    assert_eq!(visit.tab.faults().len(), 1, "only that nothing is there");
}

#[test]
fn every_page_is_for_everyone_in_english() {
    every_page_is_for_everyone(Speech::English);
}

#[test]
fn every_page_is_for_everyone_in_dutch() {
    every_page_is_for_everyone(Speech::Dutch);
}
