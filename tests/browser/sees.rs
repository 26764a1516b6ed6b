//! The browser sees what goes wrong in a page, and does what a person would: else the other tests say nothing.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tempfile::TempDir;

use crate::browser::{Browser, Tab, accessible, address, violations};

/// A page of this text; the folder holds it.
fn page(text: &str) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let head = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Test</title>";
    let file = folder.path().join("page.html");
    std::fs::write(&file, format!("{head}{text}")).unwrap();
    let address = address(&file);
    (folder, address)
}

fn opened(browser: &Browser, text: &str) -> Tab {
    let (_folder, address) = page(text);
    let tab = browser.tab();
    tab.goto(&address);
    tab
}

/// The words with which something fails.
fn failure(fails: impl FnOnce()) -> String {
    let thrown = catch_unwind(AssertUnwindSafe(fails)).expect_err("it did not fail");
    thrown.downcast_ref::<String>().cloned().unwrap_or_default()
}

fn one_fault(text: &str, words: &str) {
    let browser = Browser::start();
    let tab = opened(&browser, text);
    let faults = tab.faults();
    assert!(faults.len() == 1 && faults[0].contains(words), "{words} in {faults:#?}");
}

#[test]
fn an_error_of_a_script_is_a_fault() {
    one_fault("<script>nothing.there()</script>", "ReferenceError: nothing is not defined");
}

#[test]
fn an_error_on_the_console_is_a_fault() {
    one_fault("<script>console.warn('no'); console.error('yes', 3)</script>", "yes");
}

#[test]
fn a_script_against_the_policy_of_its_page_is_a_fault() {
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">";
    one_fault(&format!("{policy}<script>document.title = 'ran'</script>"), "Content Security Policy");
    one_fault(&format!("{policy}<p style=\"color: red\">Red</p>"), "Content Security Policy");
}

#[test]
fn a_request_that_fails_is_a_fault() {
    one_fault("<img src=\"missing.png\" alt=\"\">", "missing.png fails: net::ERR_FILE_NOT_FOUND");
}

#[test]
fn a_request_to_another_machine_is_a_fault() {
    let browser = Browser::start();
    let tab = opened(&browser, "<img src=\"https://elsewhere.test/a.png\" alt=\"\">");
    let faults = tab.faults();
    assert_eq!(faults[0], "the page asks another machine for https://elsewhere.test/a.png");
    assert!(faults[1].contains("ERR_NAME_NOT_RESOLVED"), "{faults:?}");
}

#[test]
fn a_tab_that_saw_a_fault_fails_its_test() {
    let browser = Browser::start();
    let said = failure(|| drop(opened(&browser, "<script>console.error('broken')</script>")));
    assert!(said.contains("had faults:\nthe page's console: broken"), "{said}");
}

#[test]
fn barriers_are_told_with_their_rule_and_place() {
    let browser = Browser::start();
    let tab = opened(
        &browser,
        "<main><h1>Form</h1><input id=\"name\"><p style=\"color: #bbb; background: #fff\">Pale</p></main>",
    );
    let found = violations(&tab);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].starts_with("color-contrast ") && found[0].contains(" at p: "), "{found:#?}");
    assert!(found[1].starts_with("label ") && found[1].contains(" at #name: "), "{found:#?}");
    assert!(failure(|| accessible(&tab)).contains("has 2 barriers:"));
}

#[test]
fn what_sticks_out_of_a_narrow_window_is_named() {
    let browser = Browser::start();
    let tab = opened(&browser, "<div style=\"overflow-x: auto\"><p style=\"width: 70rem\">scrolls</p></div>");
    tab.viewport(390, 800);
    tab.fits_its_width();
    tab.evaluate("document.body.insertAdjacentHTML('beforeend', '<p id=far style=\"width: 50rem\">far</p>')");
    let said = failure(|| tab.fits_its_width());
    assert!(said.contains("id=\\\"far\\\"") && !said.contains("scrolls"), "{said}");
}

#[test]
fn an_expression_that_throws_fails_with_what_it_threw() {
    let browser = Browser::start();
    let tab = opened(&browser, "<p>Here</p>");
    assert_eq!(tab.evaluate("Promise.resolve([1, 'two'])"), serde_json::json!([1, "two"]));
    let said = failure(|| drop(tab.evaluate("Promise.reject(new Error('no answer'))")));
    assert!(said.contains("no answer") && said.contains("It shows:\nHere"), "{said}");
}

#[test]
fn a_person_clicks_types_and_goes_on_by_keys() {
    let form = "<label>Name <input id=\"name\"></label> <label><input type=\"checkbox\" id=\"agree\"> Agree</label>
        <label>Share <input type=\"range\" id=\"share\" min=\"0\" max=\"10\" value=\"3\"></label>
        <label>Group <select id=\"group\"><option value=\"1\">Care</option><option value=\"2\">Youth</option></select></label>
        <p id=\"said\"></p>
        <button type=\"button\" hidden>Save</button><button type=\"button\" id=\"save\">Save all</button>
        <script>save.onclick = (event) => { said.textContent = `saved ${event.isTrusted}` }</script>";
    let browser = Browser::start();
    let tab = opened(&browser, form);
    tab.fill("#name", "Anna");
    tab.fill("#name", "Bé & 7");
    assert_eq!(tab.evaluate("document.querySelector('#name').value"), "Bé & 7");
    tab.press("Tab");
    assert_eq!(tab.focused(), "input#agree Agree");
    tab.press("Space");
    assert_eq!(tab.evaluate("agree.checked"), true);
    tab.press_until("Tab", "#share");
    tab.press("ArrowRight");
    tab.press("ArrowRight");
    assert_eq!(tab.evaluate("share.value"), "5");
    tab.press("Shift+Tab");
    assert_eq!(tab.focused(), "input#agree Agree");
    tab.choose("#group", "Youth");
    assert_eq!(tab.evaluate("group.value"), "2");
    assert!(!tab.shows("button » Save none"));
    tab.click("button » Save"); // the hidden one is passed over
    assert_eq!(tab.text("#said"), "saved true");
}

#[test]
fn files_are_chosen_dropped_and_saved() {
    let form = "<label>Table <input type=\"file\" multiple></label><div id=\"zone\" style=\"height: 80px\">Here</div>
        <a href=\"data:text/csv,a;b\" download=\"table.csv\">Save</a>
        <script>
        zone.ondragover = (event) => event.preventDefault();
        zone.ondrop = (event) => { event.preventDefault(); zone.textContent = event.dataTransfer.files[0].name };
        </script>";
    let browser = Browser::start();
    let tab = opened(&browser, form);
    let manifest = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    tab.upload("input", &[&manifest.join("Cargo.toml"), &manifest.join("Makefile")]);
    assert_eq!(tab.evaluate("[...document.querySelector('input').files].map((file) => file.name)[1]"), "Makefile");
    tab.drop_files("#zone", &[&manifest.join("README.md")]);
    assert_eq!(tab.text("#zone"), "README.md");
    tab.click("a » Save");
    assert_eq!(std::fs::read_to_string(browser.downloaded("table.csv")).unwrap(), "a;b");
}

#[test]
fn going_on_to_another_page_is_awaited() {
    let browser = Browser::start();
    let (_second_folder, second) = page("<h1>Second</h1>");
    let (_first_folder, first) = page(&format!("<a href=\"{second}\">Go on</a>"));
    let tab = browser.tab();
    tab.goto(&first);
    tab.loading(|tab| tab.click("a » Go on"));
    assert_eq!(tab.text("h1"), "Second");
    let timing = tab.timing();
    assert!(timing.loaded > 0.0 && timing.loaded < 60_000.0, "{timing:?}");
}

#[test]
fn a_question_to_the_reader_is_answered_with_yes() {
    let browser = Browser::start();
    let tab = opened(&browser, "<p id=\"said\"></p>");
    tab.evaluate("said.textContent = confirm('Really?')");
    assert_eq!((tab.text("#said").as_str(), tab.dialogs()), ("true", vec!["Really?".to_owned()]));
}
