//! The documents of the year: readable by everyone, on a wide and on a narrow screen, in both languages.

use crate::browser::{Browser, accessible, address};
use crate::command::{path, sleutel};

const MODEL: &str = "models/utrecht-2025";

/// The least height of letters in pictures, as they stand on the screen.
const SMALLEST: &str = "Math.min(...[...document.querySelectorAll('svg text')].map((text) => \
    text.getAttribute('font-size') * text.getCTM().a))";

/// Writes a document in a language and looks at it on both screens.
#[track_caller]
fn is_for_everyone(command: &str, language: &str) {
    let folder = tempfile::tempdir().unwrap();
    let ran = sleutel(&[command, MODEL, "--lang", language, "-q", "-o", path(folder.path())]);
    assert_eq!(ran.status, 0, "{}", ran.errors);
    let browser = Browser::start();
    let tab = browser.tab();
    tab.goto(&address(&folder.path().join(format!("{command}.html"))));
    assert_eq!(tab.evaluate("document.documentElement.lang"), language);
    for (screen, width) in [("wide", 1280), ("narrow", 390)] {
        tab.viewport(width, 900);
        accessible(&tab);
        tab.screenshot(&format!("{command}-{language}-{screen}"));
        tab.fits_its_width();
        let smallest = tab.evaluate(SMALLEST).as_f64().unwrap();
        assert!(smallest >= 9.0, "letters of {smallest} pixels in a picture");
    }
}

#[test]
fn the_plan_is_for_everyone_in_english() {
    is_for_everyone("plan", "en");
}

#[test]
fn the_plan_is_for_everyone_in_dutch() {
    is_for_everyone("plan", "nl");
}

#[test]
fn the_quarterly_report_is_for_everyone_in_english() {
    is_for_everyone("monitor", "en");
}

#[test]
fn the_quarterly_report_is_for_everyone_in_dutch() {
    is_for_everyone("monitor", "nl");
}
