//! A whole round, as a user does it: by the pages alone.

use calamine::{Reader, Xlsx, open_workbook};
use serde_json::json;

use crate::bench::{Bench, Speech, Visit, arrived, small_round, workbook};
use crate::browser::Browser;

/// Hands in a workbook with two mistakes, sees them at their cells, and hands in a mended one.
fn hands_in_a_workbook(bench: &Bench, visit: &Visit<'_>) {
    let (round, folder) = (small_round(bench.folder()), bench.folder());
    let (wrong, right) = (folder.join("Maart.xlsx"), folder.join("mended.xlsx"));
    workbook(&round, &wrong, &[("dwellings", 2, 5, "drie"), ("applicants", 4, 1, "nobody")]);
    workbook(&round, &right, &[]);
    let tab = &visit.tab;
    tab.drop_files("h1", &[&wrong]);
    visit.sees("h1", "Rounds", "Rondes"); // a file beside the field is not opened in the place of the page
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
    let longest_last =
        rows_after(visit, || tab.click(&visit.named("th a", "Waiting time, days", "Inschrijfduur, dagen")));
    tab.wait_for("th[aria-sort=ascending]");
    let longest_first =
        rows_after(visit, || tab.click(&visit.named("th a", "Waiting time, days", "Inschrijfduur, dagen")));
    assert_eq!(longest_first, longest_last.into_iter().rev().collect::<Vec<_>>());
    let one = all[3].clone();
    let found = rows_after(visit, || tab.fill("#q", &one));
    assert_eq!((found, tab.text("#found").split(' ').next().unwrap()), (vec![one], "1"));
    let found = rows_after(visit, || tab.fill("#q", ""));
    assert_eq!(found, longest_first, "the table stays sorted");
    assert_eq!(tab.address(), address, "the page stays");
}

/// Looks at who has no place, in one group, and why one of them has none; an id whom no dwelling fits.
fn looks_at_who_has_no_place(visit: &Visit<'_>) -> String {
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
    let fewest = rows_after(visit, || tab.click(&visit.named("th a", "Dwellings that fit", "Passende woningen")));
    assert_eq!(tab.text("#rows tbody tr td.number:nth-last-child(2)"), "0");
    visit.go(".views a", "Placed", "Geplaatst");
    fewest[0].clone()
}

/// Moves a slider, sees what it does once that is proven, and keeps it.
fn asks_what_if(visit: &Visit<'_>) {
    let tab = &visit.tab;
    visit.go("nav.round a", "What if", "Wat als");
    visit.sees("#effect .hint", "Nothing is changed yet", "Er is nog niets gewijzigd");
    tab.drag("[data-knob] input[type=range]", (40.0, 0.0));
    visit.awaits(&visit.named("#effect .badge", "proven", "bewezen"));
    let setting = tab.text("#effect .settings li");
    tab.wait_for(".knob.changed");
    tab.fill("#keep-name", "Ruimer");
    visit.go("#effect button", "Keep", "Bewaar");
    visit.awaits("#kept thead a » Ruimer");
    assert!(tab.text("#kept thead").contains(&setting), "{setting}");
}

/// Opens the sliders of one limit that holds for each of many, moves that of all and then one back by itself.
fn asks_of_one_alone(visit: &Visit<'_>) {
    let tab = &visit.tab;
    tab.goto(tab.address().split('?').next().unwrap());
    let of_all = "document.querySelector('.members').previousElementSibling";
    tab.click(&visit.named(".members summary", "Each by itself", "Elk apart"));
    let alone = ".members[open] [data-knob]";
    let stand =
        |of: &str| tab.evaluate(&format!("{of}.querySelector('[data-slide]').value")).as_str().unwrap().to_owned();
    let one = format!("document.querySelector('{alone}')");
    assert_eq!(stand(&one), stand(of_all), "it follows all of them");
    tab.evaluate(&format!(
        "(() => {{ const slide = {of_all}.querySelector('[data-slide]'); slide.stepUp(3); \
        for (const name of ['input', 'change']) slide.dispatchEvent(new Event(name, {{ bubbles: true }})); }})()"
    ));
    assert_eq!(stand(&one), stand(of_all), "it goes along with all of them");
    visit.awaits(&visit.named("#effect .badge", "proven", "bewezen")); // or the next change breaks the answer off
    tab.fill(&format!("{alone} input[type=number]"), "0");
    tab.press("Tab");
    tab.wait_until("document.querySelectorAll('#effect .settings li').length === 2");
    assert!(tab.shows(".members .knob.changed"));
    visit.awaits(&visit.named("#effect .badge", "proven", "bewezen"));
}

/// Makes the kept scenario hold for the round, with a reason.
fn adopts(visit: &Visit<'_>) {
    let tab = &visit.tab;
    visit.go("nav.round a", "What if", "Wat als");
    tab.fill("#adopt-reason", "Afgesproken in het overleg");
    visit.go("#adopt button", "Adopt into the round", "Neem over in de ronde");
    visit.awaits("#row-by-row");
    visit.go("nav.round a", "What if", "Wat als");
    visit.awaits(&format!(
        "#adopt .notice » {}",
        visit.speech.say("Adopted by J. Example", "Overgenomen door J. Example")
    ));
}

/// Lays a list beside the optimum in which one match breaks a rule, and waives that.
fn compares(bench: &Bench, visit: &Visit<'_>, unfit: &str) {
    let (tab, list) = (&visit.tab, bench.folder().join("eigen match.csv"));
    std::fs::write(&list, format!("applicant,dwelling\n{unfit},D0001\n")).unwrap();
    visit.go("nav.round a", "Compare", "Vergelijken");
    tab.drop_files(".drop", &[&list]);
    visit.go("button", "Compare", "Vergelijk");
    visit.awaits("#violations");
    assert_ne!(tab.text("#violations .badge"), "0");
    visit.tab.click(&visit.named("summary", "Waive", "Wijk af"));
    tab.fill(".breaks input[name=reason]", "Familie woont naast de deur");
    visit.go(".breaks button", "Write into the journal", "Schrijf in het logboek");
    visit.awaits("#violations");
    assert_eq!(tab.text("#violations .badge"), "0");
    visit.go("nav.round a", "Allocation", "Toewijzing");
    visit.awaits("#row-by-row");
    assert!(tab.shows(&format!("#rows tr » {unfit} D0001")), "who is fixed has the dwelling");
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

/// The rows of the journal that say this.
fn noted(visit: &Visit<'_>, words: &str) -> String {
    visit.tab.text(&format!("main tbody tr » {words}"))
}

/// Finds it all in the journal, and approves: after that nothing can be changed.
fn approves(visit: &Visit<'_>, (applicant, dwelling): &(String, String)) {
    let tab = &visit.tab;
    visit.go("nav.round a", "Journal", "Logboek");
    let refused = visit.speech.say("Refused by the applicant", "Geweigerd door de woningzoekende");
    let line = noted(visit, &format!("{refused}: {applicant} → {dwelling}"));
    assert!(line.contains("J. Example") && line.contains("Te ver van school"), "{line}");
    for words in ["Ruimer", "Afgesproken in het overleg", "eigen match.csv", "Familie woont naast de deur"] {
        assert!(noted(visit, words).contains("J. Example"), "{words}");
    }
    tab.fill("#statement", "Gezien en akkoord");
    tab.click("[name=confirmed]");
    visit.go("button", "Approve and seal", "Keur goed en verzegel");
    visit.sees(".notice.good", "Approved by J. Example", "Goedgekeurd door J. Example");
    assert!(!tab.shows("#statement"));
    visit.go("nav.round a", "Input", "Invoer");
    assert!(!tab.shows("input[type=file]"), "a sealed round takes no files");
    visit.go("nav.round a", "Allocation", "Toewijzing");
    tab.click(&format!("#rows tbody th a » {}", rows(visit)[0]));
    visit.awaits("#about .told h4");
    assert!(!tab.shows("#about form"), "a sealed round takes no decisions");
}

/// Saves the sealed round, its workbook and its report, and has the seal checked.
fn exports(browser: &Browser, visit: &Visit<'_>, placed: usize) {
    visit.tab.click("a[download] » round.zip");
    let saved = std::fs::File::open(browser.downloaded("maart-round.zip")).unwrap();
    let archive = zip::ZipArchive::new(saved).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert!(names.iter().any(|name| name.ends_with("allocation.csv")), "{names:?}");
    visit.tab.click("a[download] » round.xlsx");
    let mut book: Xlsx<_> =
        open_workbook(browser.downloaded(visit.speech.say("maart-round.xlsx", "maart-round-nl.xlsx"))).unwrap();
    let sheet = book.worksheet_range(visit.speech.say("Allocation", "Toewijzing")).unwrap();
    assert_eq!(sheet.height(), placed + 1, "{:?}", book.sheet_names());
    visit.tab.click("a[download] » report.html");
    let report =
        std::fs::read_to_string(browser.downloaded(visit.speech.say("maart-report.html", "maart-report-nl.html")))
            .unwrap();
    assert!(report.contains(visit.speech.say("lang=\"en\"", "lang=\"nl\"")));
    visit.go("nav.round a", "Journal", "Logboek");
    visit.go("button", "Check the seal", "Controleer het zegel");
    visit.awaits(&visit.named(".notice.good", "The same bytes", "Dezelfde bytes"));
}

fn a_whole_round(speech: Speech) {
    let (bench, browser) = (Bench::start(&[]), Browser::start());
    let visit = arrived(&bench, &browser, speech);
    hands_in_a_workbook(&bench, &visit);
    looks_at_the_allocation(&visit);
    let unfit = looks_at_who_has_no_place(&visit);
    let refused = refuses_a_match(&visit);
    asks_what_if(&visit);
    asks_of_one_alone(&visit);
    adopts(&visit);
    compares(&bench, &visit, &unfit);
    approves(&visit, &refused);
    exports(&browser, &visit, rows(&visit).len());
}

#[test]
fn a_round_goes_from_a_workbook_to_its_approval_in_english() {
    a_whole_round(Speech::English);
}

#[test]
fn a_round_goes_from_a_workbook_to_its_approval_in_dutch() {
    a_whole_round(Speech::Dutch);
}
