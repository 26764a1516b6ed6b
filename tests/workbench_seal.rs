//! From a decision to a sealed and exported round, through the pages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/command.rs"]
mod command;
#[path = "support/exported.rs"]
mod exported;
#[path = "support/http.rs"]
mod http;
#[path = "whatif/town.rs"]
mod town;

use std::path::Path;

use exported::{LASTING, comes_out_the_same, unpacked};
use http::{Answer, Client, served, served_with, settings};
use sleutel::input::{Files, gather_files};
use town::Town;

fn town_files() -> Files {
    gather_files(Path::new(&Town::new().path("round"))).unwrap()
}

/// A small town's round, open as number 1 and allocated.
fn at_desk() -> Client {
    let mut client = Client::named(served_with("Harbour town, March", town_files()), "A. Clerk");
    assert_eq!(client.get_when_done("/rounds/1/allocation").status, 200);
    client
}

/// Looks at what is to be approved, and approves it.
fn approve(client: &mut Client, round: i64) -> Answer {
    client.get_when_done(&format!("/rounds/{round}/allocation"));
    let seen = client.get(&format!("/rounds/{round}/journal"));
    let (version, certificate) = (seen.hidden("version"), seen.hidden("certificate"));
    let fields = [
        ("version", version.as_str()),
        ("certificate", &certificate),
        ("statement", "Looked at row by row"),
        ("confirmed", "yes"),
    ];
    client.post_form(&format!("/rounds/{round}/approve"), &fields)
}

fn decide(client: &mut Client, round: i64, pair: (&str, &str), verdict: &str) -> Answer {
    let version = client.get(&format!("/rounds/{round}/input")).hidden("version");
    let fields = [
        ("version", version.as_str()),
        ("applicant", pair.0),
        ("dwelling", pair.1),
        ("verdict", verdict),
        ("reason", "agreed by telephone"),
    ];
    client.post_form(&format!("/rounds/{round}/decisions"), &fields)
}

#[test]
fn a_sealed_demo_round_comes_out_the_same_on_the_command_line_to_the_byte() {
    let mut client = Client::named(served(settings()), "A. Approver");
    let opened = client.post_form("/rounds/demo", &[]);
    assert!(client.get_when_done(opened.location()).text().contains("Groups against their minimum"));
    let table = client.get("/rounds/1/export/allocation.csv").text();
    let pair: Vec<&str> = table.lines().nth(1).unwrap().split(',').take(2).collect();
    assert_eq!(decide(&mut client, 1, (pair[0], pair[1]), "forbidden").status, 303);
    assert_eq!(approve(&mut client, 1).status, 303);
    for name in LASTING {
        assert_eq!(client.get(&format!("/rounds/1/export/{name}")).status, 200, "{name}");
    }
    let archive = client.get("/rounds/1/export/round.zip");
    assert_eq!(archive.header("content-type"), Some("application/zip"));
    assert_eq!(archive.body, client.get("/rounds/1/export/round.zip").body, "the same bytes each time");
    let folder = tempfile::tempdir().unwrap();
    let exported = unpacked(&archive.body, folder.path());
    for name in LASTING {
        let alone = client.get(&format!("/rounds/1/export/{name}")).body;
        assert!(alone == std::fs::read(exported.join("results").join(name)).unwrap(), "{name}");
    }
    assert!(!client.get("/rounds/1/export/allocation.csv").text().contains(&pair.join(",")));
    comes_out_the_same(&exported);
}

#[test]
fn the_seal_is_checked_by_allocating_again() {
    let mut client = at_desk();
    approve(&mut client, 1);
    let checked = client.get_when_done("/rounds/1/seal?at=1").text();
    assert!(checked.contains("The same bytes"), "{checked}");
    for name in LASTING.into_iter().chain(["summary.json", "round.toml", "model/model.toml"]) {
        assert!(checked.contains(&format!("<th scope=\"row\">{name}</th>")), "{name}: {checked}");
    }
    assert!(!checked.contains("badge bad"), "{checked}");
}

#[test]
fn a_sealed_round_shows_no_forms_and_takes_no_change() {
    let mut client = at_desk();
    let version = client.get("/rounds/1/journal").hidden("version");
    assert_eq!(approve(&mut client, 1).status, 303);
    let version_now = "99";
    for seen in [version.as_str(), version_now] {
        let decision = [
            ("version", seen),
            ("applicant", "A01"),
            ("dwelling", "D1"),
            ("verdict", "forbidden"),
            ("overrides", ""),
            ("reason", "r"),
            ("violation", "0"),
            ("which", "all"),
            ("statement", "s"),
            ("certificate", "c"),
            ("name", "n"),
            ("confirmed", "yes"),
        ];
        for address in [
            "decisions",
            "decisions/withdraw",
            "compare/demo",
            "compare/waive",
            "compare/take-over",
            "approve",
            "what-if/drop",
        ] {
            let answer = client.post_form(&format!("/rounds/1/{address}"), &decision);
            assert_eq!(answer.status, 409, "{address}: {}", answer.text());
        }
        for address in ["input", "compare", "year/ledger"] {
            let files: [(&str, &[u8]); 1] = [("decisions.csv", b"applicant,dwelling,decision\nA01,D1,fixed\n")];
            let answer = client.post_files(&format!("/rounds/1/{address}"), &[("version", seen)], &files);
            assert_eq!(answer.status, 409, "{address}: {}", answer.text());
        }
    }
    for page in ["input", "allocation", "about?applicant=A01", "what-if", "compare", "journal"] {
        let text = client.get_when_done(&format!("/rounds/1/{page}")).text();
        assert!(!text.contains("method=\"post\" action=\"/rounds/1/"), "{page} has a form: {text}");
        assert!(!text.contains("name=\"version\""), "{page} has a form: {text}");
        assert!(text.contains("approved"), "{page}");
    }
}

#[test]
fn nobody_approves_without_name_statement_and_confirmation_or_another_allocation_than_the_one_seen() {
    let mut client = at_desk();
    let seen = client.get("/rounds/1/journal");
    let (version, certificate) = (seen.hidden("version"), seen.hidden("certificate"));
    let whole = [
        ("version", version.as_str()),
        ("certificate", &certificate),
        ("statement", "Looked at"),
        ("confirmed", "yes"),
    ];
    for left_out in ["statement", "confirmed"] {
        let fields: Vec<(&str, &str)> = whole.into_iter().filter(|(name, _)| *name != left_out).collect();
        assert_eq!(client.post_form("/rounds/1/approve", &fields).status, 422, "{left_out}");
    }
    let mut nameless = Client::new(client.address);
    assert_eq!(nameless.post_form("/rounds/1/approve", &whole).status, 422);
    let mut other = whole;
    other[1].1 = "another";
    assert_eq!(client.post_form("/rounds/1/approve", &other).status, 409);
    assert_eq!(decide(&mut client, 1, ("A01", "D1"), "forbidden").status, 303);
    assert_eq!(client.post_form("/rounds/1/approve", &whole).status, 409, "the round went on since");
    assert_eq!(approve(&mut client, 1).status, 303);
}

#[test]
fn what_is_approved_is_shown_before() {
    let mut client = at_desk();
    let text = client.get("/rounds/1/journal").text();
    for words in ["What is approved is the allocation as it is now", "<dt>Placed</dt>", "<dt>Decisions</dt><dd>0</dd>"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    decide(&mut client, 1, ("A01", "D1"), "forbidden");
    client.get_when_done("/rounds/1/allocation");
    assert!(client.get("/rounds/1/journal").text().contains("<dt>Decisions</dt><dd>1</dd>"));
}

#[test]
fn an_exported_round_can_be_handed_in_again_as_it_is() {
    let mut client = at_desk();
    decide(&mut client, 1, ("A01", "D1"), "forbidden");
    approve(&mut client, 1);
    let archive = client.get("/rounds/1/export/round.zip").body;
    let opened = client.post_files("/rounds", &[("name", "Again")], &[("round.zip", &archive)]);
    assert_eq!(opened.status, 303, "{}", opened.text());
    client.get_when_done("/rounds/4/allocation");
    let (first, second) =
        (client.get("/rounds/1/export/certificate.json"), client.get("/rounds/4/export/certificate.json?language=en"));
    assert_eq!(second.status, 200, "{}", second.text());
    assert_eq!(first.text(), second.text());
}

#[test]
fn the_form_of_a_sealed_export_is_english_unless_dutch_is_asked_for() {
    let mut client = at_desk();
    client.post_form("/visitor", &[("language", "nl"), ("back", "/")]);
    assert!(client.get("/rounds/1/export/allocation.csv").text().starts_with("\u{feff}applicant;dwelling"));
    approve(&mut client, 1);
    let english = client.get("/rounds/1/export/allocation.csv");
    assert!(english.text().starts_with("applicant,dwelling"), "{}", english.text());
    let dutch = client.get("/rounds/1/export/allocation.csv?language=nl");
    assert!(dutch.text().starts_with("\u{feff}applicant;dwelling"));
    let name = |answer: &Answer| answer.header("content-disposition").unwrap().to_owned();
    assert_eq!(name(&english), "attachment; filename=\"harbour-town-march-allocation.csv\"");
    assert_eq!(name(&dutch), "attachment; filename=\"harbour-town-march-allocation-nl.csv\"");
    assert_eq!(client.get("/rounds/1/export/passwd").status, 404);
    let folder = tempfile::tempdir().unwrap();
    let whole = unpacked(&client.get("/rounds/1/export/round.zip?language=nl").body, folder.path());
    let read = |name: &str| std::fs::read_to_string(whole.join(name)).unwrap();
    assert_eq!(read("results/allocation.csv"), dutch.text());
    assert!(read("readme.txt").contains("gemaakt van de verzegelde invoer"), "{}", read("readme.txt"));
    let page = client.get_when_done("/rounds/1/allocation").text();
    assert!(page.contains("round.zip?language=nl"), "{page}");
}

#[test]
fn an_allocation_goes_out_as_a_workbook_and_as_a_report_that_names_nobody() {
    let mut client = at_desk();
    let book = client.get("/rounds/1/export/round.xlsx");
    assert!(book.body.starts_with(b"PK"), "{}", book.text());
    let (public, entrusted) =
        (client.get("/rounds/1/export/report.html"), client.get("/rounds/1/export/report-with-ids.html"));
    assert!(public.text().contains("<html lang=\"en\"") && !public.text().contains("A01"), "{}", public.text());
    assert!(entrusted.text().contains("A01"));
    assert!(public.header("content-disposition").unwrap().starts_with("attachment"), "never shown as a page of ours");
}

#[test]
fn the_journal_is_shown_by_person_and_kind_and_goes_along_with_its_hashes() {
    let mut client = at_desk();
    decide(&mut client, 1, ("A01", "D1"), "forbidden");
    let mut other = Client::named(client.address, "B. Other");
    decide(&mut other, 1, ("A02", "D2"), "refused");
    let shown = |client: &mut Client, query: &str| client.get(&format!("/rounds/1/journal?{query}")).text();
    let (by, kind) = (shown(&mut client, "by=B.+Other"), shown(&mut client, "kind=decided"));
    assert!(by.contains("A02 → D2") && !by.contains("A01 → D1"), "{by}");
    assert!(kind.contains("A02 → D2") && kind.contains("A01 → D1") && !kind.contains("Round opened"), "{kind}");
    let table = client.get("/rounds/1/export/journal.csv").body;
    let mut rows = csv::Reader::from_reader(table.as_slice());
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 3);
    let mut before = String::new();
    for row in &rows {
        let parts = [before.as_str(), &row[1], &row[2], &row[4]].map(|part| format!("{}:{part}", part.len()));
        before = sleutel::input::fingerprint(parts.concat().as_bytes());
        assert_eq!(before, row[5], "{row:?}");
    }
}
