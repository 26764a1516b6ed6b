//! A match made by hand on the page that compares: handed in, waived, taken over.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/command.rs"]
mod command;
#[path = "support/http.rs"]
mod http;
#[path = "whatif/town.rs"]
mod town;

use std::path::Path;

use http::{Answer, Client, served_with};
use sleutel::input::gather_files;
use town::Town;

/// D8 comes free too late for A07, and the round knows no A99.
const LIST: &[u8] = b"applicant,dwelling\nA01,D1\nA05,D2\nA07,D8\nA99,D6\n";

const PAGE: &str = "/rounds/1/compare";

/// A small town's round with the list beside it.
fn at_desk() -> Client {
    beside(&Town::new(), LIST)
}

/// The round of a town with a list beside it.
fn beside(town: &Town, list: &[u8]) -> Client {
    let files = gather_files(Path::new(&town.path("round"))).unwrap();
    let mut client = Client::named(served_with("Harbour town", files), "A. Clerk");
    assert_eq!(hand_in(&mut client, "list.csv", list).status, 303);
    client
}

/// Where dwellings are shared. By the list A07 and A08 share D7.
fn with_sharers() -> Client {
    let town = Town::edited(&[("model/model.toml", "enabled = false", "enabled = true")]);
    beside(&town, b"applicant,dwelling\nA05,D2\nA07,D7\nA08,D7\n")
}

fn fixed(client: &mut Client) -> Vec<String> {
    let decisions = client.get("/api/v1/rounds/1/decisions").json();
    let of = |one: &serde_json::Value| format!("{} {}", one["applicant"], one["dwelling"]).replace('"', "");
    decisions["decisions"].as_array().unwrap().iter().map(of).collect()
}

fn hand_in(client: &mut Client, name: &str, bytes: &[u8]) -> Answer {
    let version = client.get_when_done(PAGE).hidden("version");
    client.post_files(PAGE, &[("version", &version)], &[(name, bytes)])
}

/// The form that waives a violation whose sentence has these words.
fn waive(client: &mut Client, words: &str, reason: &str) -> Answer {
    let page = client.get_when_done(PAGE);
    let (version, text) = (page.hidden("version"), page.text());
    let after = text.split_once(words).unwrap_or_else(|| panic!("{words}: {text}")).1;
    let place = after.split_once("name=\"violation\" value=\"").unwrap().1.split('"').next().unwrap().to_owned();
    let fields = [("version", version.as_str()), ("how", "plain"), ("violation", &place), ("reason", reason)];
    client.post_form("/rounds/1/compare/waive", &fields)
}

fn take_over(client: &mut Client, fields: &[(&str, &str)]) -> Answer {
    let version = client.get_when_done(PAGE).hidden("version");
    let all = [&[("version", version.as_str()), ("how", "plain")], fields].concat();
    client.post_form("/rounds/1/compare/take-over", &all)
}

#[test]
fn a_list_is_held_against_the_optimum_in_both_languages() {
    let mut client = at_desk();
    let english = client.get_when_done(PAGE).text();
    for words in [
        "The list has 4 matches: 2 can stand together, 2 cannot.",
        "the round has no applicant A99",
        "breaks the rule",
        "Goals, in strict order",
        "Placed by group",
        "Where the difference comes from",
        "Who is placed by which",
    ] {
        assert!(english.contains(words), "{words}: {english}");
    }
    client.post_form("/visitor", &[("language", "nl"), ("back", "/")]);
    let dutch = client.get_when_done(PAGE).text();
    for words in
        ["De lijst heeft 4 matches", "Doelen, in strikte volgorde", "Waar het verschil vandaan komt", "Wijk af"]
    {
        assert!(dutch.contains(words), "{words}: {dutch}");
    }
    let table = client.get("/rounds/1/compare/compare.csv");
    assert_eq!(table.status, 200);
    assert!(table.text().contains("A99"), "{}", table.text());
    assert_eq!(client.get("/rounds/1/compare/model.toml").status, 404);
}

#[test]
fn a_violation_is_waived_with_a_reason_and_then_belongs_to_the_valid_part() {
    let mut client = at_desk();
    assert_eq!(waive(&mut client, "A07 in D8", " ").status, 422, "without a reason");
    assert_eq!(waive(&mut client, "A07 in D8", "keys come early").status, 303);
    let text = client.get_when_done(PAGE).text();
    assert!(text.contains("waived by A. Clerk: keys come early"), "{text}");
    assert!(text.contains("The list has 4 matches: 3 can stand together, 1 cannot."), "{text}");
    let allocated = client.get_when_done("/rounds/1/allocation");
    assert_eq!(allocated.status, 200);
    assert!(client.get("/rounds/1/export/allocation.csv").text().contains("A07,D8"));
}

#[test]
fn one_match_that_can_stand_is_told_as_one() {
    let mut client = at_desk();
    for (list, english, dutch) in [
        ("A05,D2\nA07,D8\n", "2 matches: 1 can stand, 1 cannot.", "2 matches: 1 kan standhouden, 1 niet."),
        ("A07,D8\n", "1 match: none can stand.", "1 match: geen ervan kan standhouden."),
        ("A05,D2\n", "1 match, and it keeps every rule", "1 match; alle regels en begrenzingen zijn gehouden"),
    ] {
        let list = format!("applicant,dwelling\n{list}");
        assert_eq!(hand_in(&mut client, "list.csv", list.as_bytes()).status, 303);
        for (language, words) in [("en", english), ("nl", dutch)] {
            client.post_form("/visitor", &[("language", language), ("back", "/")]);
            let text = client.get_when_done(PAGE).text();
            assert!(text.contains(words), "{words}: {text}");
        }
    }
}

#[test]
fn matches_are_taken_over_as_decisions_all_or_those_chosen() {
    let mut client = at_desk();
    assert_eq!(take_over(&mut client, &[("which", "chosen"), ("reason", "ours")]).status, 422, "none chosen");
    assert_eq!(take_over(&mut client, &[("which", "chosen"), ("match", "A05"), ("reason", "ours")]).status, 303);
    client.get_when_done("/rounds/1/allocation");
    assert!(client.get("/rounds/1/export/allocation.csv").text().contains("A05,D2"));
    assert_eq!(take_over(&mut client, &[("which", "all"), ("reason", "the rest")]).status, 303);
    client.get_when_done("/rounds/1/allocation");
    let table = client.get("/rounds/1/export/allocation.csv").text();
    assert!(table.contains("A05,D2") && table.contains("A01,D1"), "{table}");
    let journal = client.get("/rounds/1/journal?kind=decided").text();
    for words in ["Fixed: A05 → D2", "ours", "Fixed: A01 → D1", "the rest"] {
        assert!(journal.contains(words), "{words}: {journal}");
    }
}

#[test]
fn of_a_shared_dwelling_enough_matches_are_taken_over_or_none_and_those_left_out_are_named() {
    let mut client = with_sharers();
    let chosen = [("which", "chosen"), ("match", "A05"), ("match", "A07"), ("reason", "ours")];
    let answer = take_over(&mut client, &chosen);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = client.get_when_done(answer.location()).text();
    for words in ["Taken over as decisions: 1.", "Not taken over: A07 → D7 (in the list shared with A08)."] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(fixed(&mut client), ["A05 D2"]);
    assert!(page.contains("List and optimum have 3 matches in common; decided already: 1."), "{page}");
    let both = [("which", "chosen"), ("match", "A07"), ("match", "A08"), ("reason", "ours")];
    assert_eq!(take_over(&mut client, &both).status, 303);
    assert_eq!(fixed(&mut client), ["A05 D2", "A07 D7", "A08 D7"]);
}

#[test]
fn a_refused_choice_comes_back_as_it_was_made() {
    let mut client = with_sharers();
    let answer = take_over(&mut client, &[("which", "chosen"), ("match", "A07"), ("reason", "they know <each> other")]);
    assert_eq!(answer.status, 422);
    let page = answer.text();
    for words in [
        "Not taken over: A07 → D7.",
        "name=\"match\" value=\"A07\" checked",
        "value=\"chosen\" data-chosen=\"match\" checked",
        "they know &#60;each&#62; other",
        "aria-label=\"Round\"",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("value=\"A08\" checked"));
    assert_eq!(fixed(&mut client), Vec::<String>::new());
}

#[test]
fn the_list_is_filled_up_and_the_nearest_optimum_is_shown() {
    let mut client = at_desk();
    let kept = client.get_when_done("/rounds/1/compare?how=keep").text();
    assert!(kept.contains("Valid matches that stay: 2;") && kept.contains("filled up"), "{kept}");
    for words in
        ["<th scope=\"col\">Filled up</th>", "added around the list", "valid part of the list", "badge good\">added<"]
    {
        assert!(kept.contains(words), "{words}: {kept}");
    }
    let added = client.get_when_done("/rounds/1/compare?how=keep&fate=added").text();
    assert!(!added.contains("about?applicant=A05\""), "the list has A05 already: {added}");
    let nearest = client.get_when_done("/rounds/1/compare?how=nearest").text();
    assert!(nearest.contains("The optimum here is another than that of the page Allocation"), "{nearest}");
    assert!(!nearest.contains("Filled up"), "{nearest}");
    assert!(nearest.contains("Of all optima this one has the most matches of the list"), "{nearest}");
}

#[test]
fn what_was_seen_before_another_went_on_changes_nothing() {
    let mut client = at_desk();
    let page = client.get_when_done(PAGE);
    let version = page.hidden("version");
    assert_eq!(hand_in(&mut client, "other.csv", LIST).status, 303);
    client.get_when_done(PAGE);
    for address in ["waive", "take-over"] {
        let fields = [("version", version.as_str()), ("violation", "0"), ("which", "all"), ("reason", "r")];
        assert_eq!(client.post_form(&format!("/rounds/1/compare/{address}"), &fields).status, 409, "{address}");
    }
    assert_eq!(client.post_form("/rounds/1/compare/demo", &[("version", &version)]).status, 422);
}

#[test]
fn a_list_that_cannot_be_read_or_is_of_another_round_is_refused_with_the_reason() {
    let mut client = at_desk();
    for (bytes, words) in [
        (b"person,home\nA1,W1\n".as_slice(), "list.csv"),
        (b"applicant,dwelling\nB1,E1\nB2,E2\n".as_slice(), "list.csv"),
        (b"PK\x03\x04 no workbook".as_slice(), "list.csv"),
    ] {
        let answer = hand_in(&mut client, "list.csv", bytes);
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains(words), "{}", answer.text());
    }
    assert!(client.get_when_done(PAGE).text().contains("The list has 4 matches"), "the first list still lies there");
}
