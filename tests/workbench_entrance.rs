//! How a round comes in: the template, the workbook with or without its settings, mended files, rounds put away.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/http.rs"]
mod http;

use http::{Client, served, settings};
use sleutel::domain::Language;
use sleutel::report::round_template;

/// A visitor of a workbench without rounds, who reads this language.
fn visitor(language: &str) -> Client {
    let mut client = Client::named(served(settings()), "J. Example");
    client.post_form("/visitor", &[("language", language), ("back", "/")]);
    client
}

#[test]
fn the_empty_template_is_on_the_first_page_in_the_language_of_the_reader() {
    for (code, language, words) in [
        ("en", Language::En, "Download the empty template (Excel)"),
        ("nl", Language::Nl, "Download het lege sjabloon (Excel)"),
    ] {
        let mut client = visitor(code);
        let page = client.get("/").text();
        assert!(page.contains(words), "{page}");
        let link = page.split("href=\"/template/").nth(1).unwrap().split('"').next().unwrap();
        let file = client.get(&format!("/template/{link}"));
        assert_eq!(file.header("content-disposition"), Some(format!("attachment; filename=\"{link}\"").as_str()));
        assert_eq!(file.body, round_template(language).unwrap(), "as the command writes it");
        let wrong = client.post_files("/rounds", &[], &[("dwellings.csv", b"id,rooms\n")]);
        let page = client.get(wrong.location()).text();
        assert!(page.contains(words), "where the input is wrong too: {page}");
        assert_eq!(client.get("/template/other.xlsx").status, 404);
    }
}
