//! From a decision to a sealed and exported round, through the pages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/http.rs"]
mod http;

use http::{Client, served, settings};

#[test]
fn the_demo_round_is_one_click_away() {
    let address = served(settings());
    let mut client = Client::named(address, "A. Approver");
    let opened = client.post_form("/rounds/demo", &[]);
    assert_eq!(opened.status, 303);
    let page = client.get_when_done(&opened.location().to_owned());
    assert_eq!(page.status, 200);
    assert!(page.text().contains("Groups against their minimum"));
}
