//! Decisions made on the page of the allocation: those who share a dwelling are decided about together.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/command.rs"]
mod command;
#[path = "support/http.rs"]
mod http;
#[path = "whatif/town.rs"]
mod town;

use std::path::Path;

use http::{Answer, Client, served_with};
use serde_json::json;
use sleutel::input::gather_files;
use town::Town;

/// A small town's round, allocated: A07, A08 and A09 share D7.
fn at_desk() -> Client {
    let town = Town::edited(&[("model/model.toml", "enabled = false", "enabled = true")]);
    let files = gather_files(Path::new(&town.path("round"))).unwrap();
    let mut client = Client::named(served_with("Harbour town", files), "A. Clerk");
    assert_eq!(client.get_when_done("/rounds/1/allocation").status, 200);
    client
}

fn about(client: &mut Client, whom: &str) -> Answer {
    client.get_when_done("/rounds/1/allocation");
    for _ in 0..1000 {
        let answer = client.get(&format!("/rounds/1/about?{whom}"));
        if !answer.text().contains("about-waiting") {
            return answer;
        }
        std::thread::sleep(std::time::Duration::from_millis(30));
    }
    panic!("{whom} was never explained");
}

/// Sends a form about a pair, as whoever has seen the round as it is.
fn tell(client: &mut Client, address: &str, pair: (&str, &str), more: &[(&str, &str)]) -> Answer {
    let version = client.get("/rounds/1/input").hidden("version");
    let fields = [
        ("version", version.as_str()),
        ("applicant", pair.0),
        ("dwelling", pair.1),
        ("verdict", "fixed"),
        ("reason", "they are friends"),
    ];
    client.post_form(&format!("/rounds/1/{address}"), &[&fields, more].concat())
}

fn fixed(client: &mut Client) -> Vec<String> {
    let decisions = client.get("/api/v1/rounds/1/decisions").json();
    let of = |one: &serde_json::Value| format!("{} {}", one["applicant"], one["dwelling"]).replace('"', "");
    decisions["decisions"].as_array().unwrap().iter().map(of).collect()
}

/// The answer to what was told last: the page that it leads to, from its notice on.
fn answer(client: &mut Client, told: &Answer) -> String {
    let page = client.get_when_done(told.location()).text();
    let notice = page.split_once("id=\"answer\"").unwrap_or_else(|| panic!("no answer: {page}")).1;
    notice.split("</div>").next().unwrap().to_owned()
}

const WITH_BOTH: [(&str, &str); 3] = [("shared", "D7"), ("with", "A08"), ("with", "A09")];

#[test]
fn who_shares_a_dwelling_is_fixed_with_the_others_in_one_step_unless_they_are_unticked() {
    let mut client = at_desk();
    let page = about(&mut client, "applicant=A07").text();
    assert!(page.contains("shared with A08, A09"), "{page}");
    for other in ["A08", "A09"] {
        assert!(page.contains(&format!("name=\"with\" value=\"{other}\" checked")), "{other}: {page}");
    }
    let alone = tell(&mut client, "decisions", ("A07", "D7"), &[]);
    assert_eq!(alone.status, 422, "too few sharers: {}", alone.text());
    assert_eq!(fixed(&mut client), Vec::<String>::new());
    assert_eq!(tell(&mut client, "decisions", ("A07", "D7"), &WITH_BOTH).status, 303);
    assert_eq!(fixed(&mut client), ["A07 D7", "A08 D7", "A09 D7"]);
    let journal = client.get("/rounds/1/journal?kind=decided").text();
    assert_eq!(journal.matches("they are friends").count(), 3, "{journal}");
    client.get_when_done("/rounds/1/allocation");
    assert!(client.get("/rounds/1/export/allocation.csv").text().contains("A07,D7,shared"));
}

#[test]
fn a_fixed_match_rests_on_a_decision_and_the_other_dwellings_still_fit() {
    let mut client = at_desk();
    let fitting = |text: &str| text.contains("No other dwelling fits this household.");
    assert!(!fitting(&about(&mut client, "applicant=A01").text()));
    assert_eq!(tell(&mut client, "decisions", ("A01", "D4"), &[]).status, 303);
    let page = about(&mut client, "applicant=A01").text();
    assert!(!fitting(&page), "{page}");
    assert!(page.contains("other dwellings fit this household too; a decision holds it in this one."), "{page}");
    let table = client.get_when_done("/rounds/1/allocation").text();
    assert_eq!(table.matches("decision: fixed").count(), 1, "{table}");
    let csv = client.get("/rounds/1/export/allocation.csv").text();
    let row = csv.lines().find(|line| line.starts_with("A01,")).unwrap();
    assert!(row.contains("every-optimum"), "the file keeps its codes: {row}");
}

#[test]
fn a_refused_decision_comes_back_as_it_was_filled_in_within_its_round() {
    let mut client = at_desk();
    let answer = tell(&mut client, "decisions", ("A07", "D6"), &[("reason", "")]);
    assert_eq!(answer.status, 422);
    let page = answer.text();
    for words in [
        "name=\"applicant\" value=\"A07\"",
        "name=\"dwelling\" value=\"D6\"",
        "value=\"fixed\" required checked",
        ">they are friends</textarea>",
        "aria-label=\"Round\"",
        "action=\"/rounds/1/decisions\"",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Your name, for the journal"), "{page}");
}

#[test]
fn a_decision_against_another_says_to_withdraw_that_one_first() {
    let mut client = at_desk();
    assert_eq!(tell(&mut client, "decisions", ("A01", "D1"), &[]).status, 303);
    let elsewhere = tell(&mut client, "decisions", ("A01", "D2"), &[]);
    assert_eq!(elsewhere.status, 422);
    assert!(elsewhere.text().contains("withdraw one of the two decisions first"), "{}", elsewhere.text());
    let otherwise = tell(&mut client, "decisions", ("A01", "D1"), &[("verdict", "forbidden")]);
    assert!(otherwise.text().contains("is decided already; withdraw that decision first"), "{}", otherwise.text());
}

#[test]
fn who_saw_an_older_state_is_told_what_was_done_and_can_send_the_form_again() {
    let mut client = at_desk();
    let version = client.get("/rounds/1/input").hidden("version");
    assert_eq!(tell(&mut client, "decisions", ("A01", "D1"), &[]).status, 303);
    let mut fields = vec![
        ("version", version.as_str()),
        ("applicant", "A05"),
        ("dwelling", "D2"),
        ("verdict", "fixed"),
        ("reason", "work"),
    ];
    let answer = client.post_form("/rounds/1/decisions", &fields);
    assert_eq!(answer.status, 409);
    let page = answer.text();
    assert!(page.contains("A. Clerk: Fixed: A01 → D1") && page.contains(">work</textarea>"), "{page}");
    let now = answer.hidden("version");
    fields[0].1 = &now;
    assert_eq!(client.post_form("/rounds/1/decisions", &fields).status, 303);
    assert_eq!(fixed(&mut client), ["A01 D1", "A05 D2"]);
}

#[test]
fn a_name_can_be_given_with_the_form_that_asked_for_it() {
    let mut client = at_desk();
    client.cookies.retain(|(name, _)| name != "name");
    let answer = tell(&mut client, "decisions", ("A05", "D2"), &[]);
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("Your name, for the journal"), "{}", answer.text());
    assert_eq!(tell(&mut client, "decisions", ("A05", "D2"), &[("visitor", "B. Vos; é")]).status, 303);
    let decided = client.get("/api/v1/rounds/1/decisions").json();
    assert_eq!(decided["decisions"][0]["by"], "B. Vos; é");
    assert_eq!(tell(&mut client, "decisions", ("A01", "D4"), &[]).status, 303, "the name is kept");
}

#[test]
fn why_somebody_has_no_place_is_told_once_on_a_page() {
    let mut client = at_desk();
    let page = about(&mut client, "applicant=A03").text();
    assert!(page.contains("A03 has no place"), "{page}");
    assert_eq!(page.matches("Of the 5 fitting dwellings").count(), 1, "{page}");
}

#[test]
fn a_change_is_kept_before_the_sliders_and_not_behind_them() {
    let mut client = at_desk();
    let page = client.get_when_done("/rounds/1/what-if?set=rules.size=off").text();
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}: {page}"));
    assert!(place("id=\"keep-name\"") < place("<table class=\"effects\">"));
    assert!(place("id=\"keep-name\"") < place("name=\"rules.size\""));
}

#[test]
fn a_decision_is_answered_with_what_it_changed_for_others() {
    let mut client = at_desk();
    let told = tell(&mut client, "decisions", ("A01", "D1"), &[]);
    let words = answer(&mut client, &told);
    assert!(words.contains("Fixed: A01 → D1.") && words.contains("A01 has D1 now."), "{words}");
    assert!(words.contains("1 other household got another dwelling: A02 D1 → "), "{words}");
    assert!(words.contains("Among equals the draw decides anew."), "{words}");
    let told = tell(&mut client, "decisions/withdraw", ("A01", "D1"), &[]);
    let words = answer(&mut client, &told);
    assert!(words.contains("Decision withdrawn: A01 → D1.") && words.contains("A01 has D4 now."), "{words}");
    let told = tell(&mut client, "decisions", ("A01", "D4"), &[]);
    client.post_form("/visitor", &[("language", "nl"), ("back", "/")]);
    let words = answer(&mut client, &told);
    assert!(words.contains("Vastgelegd: A01 → D4.") && words.contains("Voor anderen verandert er niets."), "{words}");
    for address in ["/rounds/1/allocation", "/rounds/1/allocation?since=0", "/rounds/1/allocation?since=99999"] {
        assert!(!client.get_when_done(address).text().contains("id=\"answer\""), "{address}");
    }
}

#[test]
fn all_decisions_stand_in_one_list_with_reason_and_name_and_a_way_back() {
    let mut client = at_desk();
    assert!(client.get("/rounds/1/allocation").text().contains("Nothing is decided yet."));
    assert_eq!(tell(&mut client, "decisions", ("A07", "D7"), &WITH_BOTH[..2]).status, 303);
    let page = client.get_when_done("/rounds/1/allocation").text();
    let list = page.split_once("id=\"decisions\"").unwrap().1.split("</section>").next().unwrap();
    for words in [">A07<", ">A08<", ">D7<", "they are friends", "A. Clerk", "decisions/withdraw"] {
        assert!(list.contains(words), "{words}: {list}");
    }
    assert!(list.contains("name=\"with\" value=\"A08\" checked"), "who shares is taken back together: {list}");
    assert!(page.contains("/rounds/1/journal#approve"), "the way to the approval");
}

#[test]
fn what_a_decision_breaks_is_told_in_the_words_of_the_form_on_a_page_and_of_the_file_to_a_program() {
    let mut client = at_desk();
    let page = tell(&mut client, "decisions", ("A07", "D6"), &[]).text();
    assert!(page.contains("tick “even where a rule or limit says no”") && !page.contains("set override"), "{page}");
    let version: i64 = client.get("/rounds/1/input").hidden("version").parse().unwrap();
    let decided = json!({
        "seen": version, "applicant": "A07", "dwelling": "D6", "decision": "fixed", "reason": "near"
    });
    let answer = client.post_json("/api/v1/rounds/1/decisions", &decided);
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("set override to yes"), "{}", answer.text());
}

#[test]
fn of_the_sharers_of_another_dwelling_nothing_is_decided() {
    let mut client = at_desk();
    let answer = tell(&mut client, "decisions", ("A07", "D4"), &WITH_BOTH);
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(fixed(&mut client), ["A07 D4"]);
}

#[test]
fn sharers_are_taken_back_together_and_never_so_that_too_few_are_left() {
    let mut client = at_desk();
    assert_eq!(tell(&mut client, "decisions", ("A07", "D7"), &WITH_BOTH[..2]).status, 303);
    assert_eq!(fixed(&mut client), ["A07 D7", "A08 D7"]);
    let page = about(&mut client, "applicant=A08").text();
    assert!(page.contains("Withdrawn with it") && page.contains("name=\"with\" value=\"A07\" checked"), "{page}");
    let alone = tell(&mut client, "decisions/withdraw", ("A08", "D7"), &[]);
    assert_eq!(alone.status, 422, "{}", alone.text());
    let with = [("shared", "D7"), ("with", "A07")];
    assert_eq!(tell(&mut client, "decisions/withdraw", ("A08", "D7"), &with).status, 303);
    assert_eq!(fixed(&mut client), Vec::<String>::new());
}

#[test]
fn a_program_fixes_those_who_share_in_one_step_too() {
    let mut client = at_desk();
    let version: i64 = client.get("/rounds/1/input").hidden("version").parse().unwrap();
    let mut decided = json!({
        "seen": version, "applicant": "A07", "dwelling": "D7", "decision": "fixed", "reason": "friends", "with": ["A09"]
    });
    let written = client.post_json("/api/v1/rounds/1/decisions", &decided);
    assert_eq!(written.status, 201, "{}", written.text());
    assert_eq!(fixed(&mut client), ["A07 D7", "A09 D7"]);
    decided["seen"] = written.json()["version"].clone();
    assert_eq!(client.post_json("/api/v1/rounds/1/decisions/withdraw", &decided).status, 201);
    assert_eq!(fixed(&mut client), Vec::<String>::new());
}
