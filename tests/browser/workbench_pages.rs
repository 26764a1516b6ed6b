//! Every page of the workbench: no barriers, nothing wider than the window, in both languages; its pictures are kept.

use std::path::Path;

use crate::bench::{Bench, Speech, Visit, arrived, small_round, workbook};
use crate::browser::{Browser, accessible};
use crate::command::path;

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

/// Tables without the settings of a round: the page asks for what is missing, and takes it.
fn tables_without_settings(visit: &Visit<'_>, folder: &Path) {
    let round = small_round(folder);
    visit.tab.upload("#files", &[&round.join("dwellings.csv"), &round.join("applicants.csv")]);
    visit.go("button", "Open and check", "Open en controleer");
    is_for_everyone(visit, "lacking");
    visit.tab.fill("[name=month]", "2025-03");
    visit.tab.fill("[name=seed]", "7");
    visit.go("button", "Write down and check", "Leg vast en controleer");
    visit.sees(".notice.good", "The input is sound", "De invoer klopt");
}

/// Files without the dwelling that a decision is about: the page asks before the decision falls away.
fn replacing(visit: &Visit<'_>, folder: &Path) {
    visit.awaits("#row-by-row");
    let dwelling = visit.tab.text("#rows tbody td").split(' ').next().unwrap().to_owned();
    visit.tab.click("#rows tbody th a");
    visit.awaits("#about .told h4");
    visit.tab.click("#about [value=fixed]");
    visit.tab.fill("#about [name=reason]", "Familie woont naast de deur");
    visit.go("#about button", "Write into the journal", "Schrijf in het logboek");
    visit.awaits("#row-by-row");
    visit.go("nav.round a", "Input", "Invoer");
    let all = std::fs::read_to_string(small_round(folder).join("dwellings.csv")).unwrap();
    let others: Vec<&str> = all.lines().filter(|line| !line.starts_with(&format!("{dwelling},"))).collect();
    let without = folder.join("dwellings.csv");
    std::fs::write(&without, others.join("\n") + "\n").unwrap();
    visit.tab.upload("#files", &[&without]);
    visit.go("button", "Replace and check", "Vervang en controleer");
    visit.sees(".notice.bad", "Nothing is replaced yet", "Er is nog niets vervangen");
    is_for_everyone(visit, "replacing");
    assert_eq!(visit.tab.faults().len(), 1, "only that nothing is replaced");
}

/// A round that is put away, and the list of those.
fn putting_away(visit: &Visit<'_>) {
    visit.go("main button", "Put away", "Leg weg");
    visit.go("main a", "Rounds put away", "Weggelegde rondes");
    is_for_everyone(visit, "away");
}

/// What the demo round shows at first, and beside each kind of row what a small round says of one.
fn the_allocation(visit: &Visit<'_>) {
    visit.awaits("#row-by-row");
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
    visit.tab.click("[name=confirmed]");
    visit.go("button", "Approve and seal", "Keur goed en verzegel");
    visit.tab.click("summary");
    is_for_everyone(visit, "sealed");
    visit.go("button", "Check the seal", "Controleer het zegel");
    visit.awaits(".notice.good");
    is_for_everyone(visit, "seal");
}

/// A change tried, and kept.
fn what_if(visit: &Visit<'_>) {
    visit.go("nav.round a", "What if", "Wat als");
    visit.tab.drag("[data-knob] input[type=range]", (60.0, 0.0));
    visit.awaits(&visit.named("#effect .badge", "proven", "bewezen"));
    visit.tab.fill("#keep-name", "Ruimer");
    visit.go("#effect button", "Keep", "Bewaar");
    visit.awaits("#kept td");
    visit.tab.click(".members summary");
    is_for_everyone(visit, "what-if");
    visit.go("main a", "Try all levers", "Probeer alle knoppen");
    visit.awaits("#levers-1");
    is_for_everyone(visit, "levers");
}

fn comparing(visit: &Visit<'_>) {
    visit.go("nav.round a", "Compare", "Vergelijken");
    is_for_everyone(visit, "compare-before");
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("manual.csv");
    std::fs::write(&list, "applicant,dwelling\nA0001,D0001\nA0002,D0002\n").unwrap();
    visit.tab.upload("#manual", &[&list]);
    visit.go("button", "Compare", "Vergelijk");
    visit.awaits("#violations");
    is_for_everyone(visit, "compare");
}

fn the_year(visit: &Visit<'_>) {
    visit.go("nav.round a", "Year", "Jaar");
    is_for_everyone(visit, "year");
    for (name, english, dutch) in [("plan", "Plan", "Plan"), ("monitor", "Monitor", "Monitor")] {
        visit.go(".views a", english, dutch);
        visit.awaits("main .card svg");
        is_for_everyone(visit, &format!("year-{name}"));
    }
    visit.go(".views a", "Simulate", "Simuleer");
    visit.tab.fill("#replays", "2");
    visit.go("button", "Replay", "Speel na");
    visit.awaits("main .card svg");
    is_for_everyone(visit, "year-simulate");
}

#[test]
fn an_answer_that_comes_in_leads_nobody_elsewhere_who_is_on_the_way_to_another_page() {
    let (bench, browser) = (Bench::start(&[]), Browser::start());
    let visit = arrived(&bench, &browser, Speech::English);
    let heeded = |tab: &crate::browser::Tab| {
        tab.evaluate("document.dispatchEvent(new CustomEvent('htmx:beforeOnLoad', { cancelable: true }))")
    };
    assert_eq!(heeded(&visit.tab), true);
    visit.tab.evaluate("dispatchEvent(new Event('beforeunload'))");
    assert_eq!(heeded(&visit.tab), false);
}

/// A visitor in a small round, whose questions are answered soon.
fn in_a_small_round(speech: Speech, look: impl FnOnce(&Visit<'_>)) {
    let folder = tempfile::tempdir().unwrap();
    let (bench, browser) = (Bench::start(&[path(&small_round(folder.path()))]), Browser::start());
    let visit = arrived(&bench, &browser, speech);
    visit.tab.loading(|tab| tab.click("main table a"));
    look(&visit);
}

fn the_pages_of_a_round(speech: Speech) {
    in_a_small_round(speech, |visit| {
        the_allocation(visit);
        visit.go("nav.round a", "Input", "Invoer");
        is_for_everyone(visit, "input");
        what_if(visit);
        comparing(visit);
        visit.go("nav.round a", "Allocation", "Toewijzing");
        replacing(visit, tempfile::tempdir().unwrap().path());
        the_journal(visit);
    });
}

fn the_first_pages(speech: Speech) {
    let (bench, browser) = (Bench::start(&[]), Browser::start());
    let visit = arrived(&bench, &browser, speech);
    is_for_everyone(&visit, "start");
    a_workbook_with_mistakes(&visit, bench.folder());
    visit.go("footer a", "For programs", "Voor programma's");
    visit.sees("h1", "For programs", "Voor programma's");
    visit.sees("h2", "/api/v1/rounds/{round}/whatif", "/api/v1/rounds/{round}/whatif");
    is_for_everyone(&visit, "api");
    visit.tab.goto(&bench.at("/nowhere"));
    is_for_everyone(&visit, "nowhere");
    assert_eq!(visit.tab.faults().len(), 1, "only that nothing is there");
    visit.tab.goto(&bench.at("/"));
    visit.go("button", "Open the demo round", "Open de demoronde");
    visit.awaits("#row-by-row");
    is_for_everyone(&visit, "allocation");
    visit.tab.goto(&bench.at("/"));
    is_for_everyone(&visit, "rounds");
    putting_away(&visit);
    visit.tab.goto(&bench.at("/"));
    tables_without_settings(&visit, bench.folder());
}

#[test]
fn the_first_pages_are_for_everyone_in_english() {
    the_first_pages(Speech::English);
}

#[test]
fn the_first_pages_are_for_everyone_in_dutch() {
    the_first_pages(Speech::Dutch);
}

#[test]
fn the_pages_of_a_round_are_for_everyone_in_english() {
    the_pages_of_a_round(Speech::English);
}

#[test]
fn the_pages_of_a_round_are_for_everyone_in_dutch() {
    the_pages_of_a_round(Speech::Dutch);
}

#[test]
fn the_year_is_for_everyone_in_english() {
    in_a_small_round(Speech::English, the_year);
}

#[test]
fn the_year_is_for_everyone_in_dutch() {
    in_a_small_round(Speech::Dutch, the_year);
}
