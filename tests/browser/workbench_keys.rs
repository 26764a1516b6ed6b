//! A round without a mouse.

use crate::bench::{Bench, small_round};
use crate::browser::{Browser, Tab};
use crate::command::path;

/// Goes on to an element by Tab.
fn to(tab: &Tab, selector: &str) {
    tab.press_until("Tab", selector);
}

/// Goes on to a link or button that leads to another page, and presses it.
fn follow(tab: &Tab, selector: &str) {
    to(tab, selector);
    tab.loading(|tab| tab.press("Enter"));
}

#[test]
fn a_round_is_decided_and_approved_by_keys_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (bench, browser) = (Bench::start(&[path(&small_round(folder.path()))]), Browser::start());
    let tab = browser.tab();
    tab.goto(&bench.at("/"));
    tab.press("Tab");
    assert_eq!(tab.focused(), "a To the content");
    tab.press("Enter");
    to(&tab, "#first-name");
    tab.write("J. Example");
    tab.loading(|tab| tab.press("Enter"));
    follow(&tab, "main table a");
    tab.wait_for_work("#row-by-row");

    to(&tab, ".views a » Not placed");
    tab.loading(|tab| tab.press("Enter"));
    let all = tab.text("#found");
    to(&tab, "#q");
    tab.write("Exodus");
    tab.wait_until(&format!("document.querySelector('#found').innerText !== '{all}'"));
    to(&tab, "#rows tbody th a");
    tab.press("Enter");
    tab.wait_for("#about h2 » Applicant");
    tab.wait_until("document.activeElement.id === 'about'");
    tab.wait_for_work("#about .told h4");
    tab.press("Escape");
    assert!(tab.focused().starts_with("a A0"), "{}", tab.focused());

    tab.loading(|tab| {
        tab.press_until("Shift+Tab", ".views a » Vacant dwellings");
        tab.press("Enter");
    });
    to(&tab, "#rows tbody th a");
    tab.press("Enter");
    tab.wait_for_work("#about .told h4");
    to(&tab, "#decide-applicant");
    tab.write("A0002");
    to(&tab, "#about input[type=radio]");
    tab.press("ArrowDown");
    tab.press("ArrowDown");
    assert_eq!(tab.evaluate("document.querySelector('[name=verdict]:checked').value"), "forbidden");
    to(&tab, "#decide-reason");
    tab.write("Not next to a former neighbour");
    follow(&tab, "#about button.main");
    tab.wait_for_work("#row-by-row");

    follow(&tab, "nav.round a » Journal");
    to(&tab, "#statement");
    tab.write("Seen");
    to(&tab, "[name=confirmed]");
    tab.press("Space");
    follow(&tab, "button » Approve and seal");
    tab.wait_for(".notice.good » Approved by J. Example");
    assert!(tab.text("tbody tr:nth-child(2)").contains("Not next to a former neighbour"));
}
