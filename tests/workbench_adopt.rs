//! A kept scenario becomes the round's, and what is sealed then comes out the same elsewhere.
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

use exported::{comes_out_the_same, unpacked};
use http::{Answer, Client, served_with};
use sleutel::input::gather_files;
use town::Town;

/// A small town's round, allocated, with a change kept under the name "Wider".
fn with_kept(change: &str) -> Client {
    let files = gather_files(Path::new(&Town::new().path("round"))).unwrap();
    let mut client = Client::named(served_with("Harbour town, March", files), "A. Clerk");
    assert_eq!(client.get_when_done("/rounds/1/allocation").status, 200);
    assert_eq!(tell(&mut client, "keep", &[("name", "Wider"), ("set", change)]).status, 303);
    client
}

/// Sends a form of the page, as whoever has seen the round as it is.
fn tell(client: &mut Client, address: &str, fields: &[(&str, &str)]) -> Answer {
    let version = client.get("/rounds/1/input").hidden("version");
    client.post_form(&format!("/rounds/1/what-if/{address}"), &[&[("version", version.as_str())], fields].concat())
}

fn adopt(client: &mut Client) -> Answer {
    tell(client, "adopt", &[("name", "Wider"), ("reason", "agreed on 3 March")])
}

fn placed(client: &mut Client) -> usize {
    client.get_when_done("/rounds/1/allocation");
    client.get("/rounds/1/export/allocation.csv").text().lines().count() - 1
}

fn certificate(client: &mut Client) -> String {
    client.get_when_done("/rounds/1/allocation");
    client.get("/rounds/1/export/certificate.json").text()
}

#[test]
fn an_adopted_scenario_changes_the_allocation_and_stands_in_the_journal_with_who_and_why() {
    let mut client = with_kept("rules.size=off");
    let before = placed(&mut client);
    let answer = adopt(&mut client);
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert!(placed(&mut client) > before, "the size rule cost a place: {before}");
    let journal = client.get("/rounds/1/journal").text();
    for words in
        ["Scenario adopted into the round: Wider (Size against the household: off)", "agreed on 3 March", "A. Clerk"]
    {
        assert!(journal.contains(words), "{words}: {journal}");
    }
    let told = "Size against the household: off instead of on";
    assert!(journal.contains(told), "the summary of the approval: {journal}");
    let allocation = client.get_when_done("/rounds/1/allocation").text();
    let notice = allocation.split_once("id=\"held\"").expect("no notice of changed settings").1;
    for words in [told, "Wider", "A. Clerk", "agreed on 3 March"] {
        assert!(notice.contains(words), "{words}: {notice}");
    }
    let report = client.get("/rounds/1/export/report.html").text();
    assert!(report.contains(told) && !report.contains("agreed on 3 March"), "{report}");
    assert!(client.get("/rounds/1/export/report-with-ids.html").text().contains("agreed on 3 March"));
    let page = client.get_when_done("/rounds/1/what-if").text();
    assert!(page.contains(told) && !page.contains("<code>rules.size"), "{page}");
    assert!(
        page.contains("name=\"rules.size\" value=\"on\"")
            && !page.contains("value=\"on\" checked aria-describedby=\"wrong-0\""),
        "{page}"
    );
    assert!(page.contains("“agreed on 3 March”"), "{page}");
}

#[test]
fn a_sealed_round_with_an_adopted_scenario_comes_out_the_same_on_the_command_line_to_the_byte() {
    let mut client = with_kept("rules.size=off");
    assert_eq!(adopt(&mut client).status, 303);
    client.get_when_done("/rounds/1/allocation");
    let seen = client.get("/rounds/1/journal");
    let (version, certificate) = (seen.hidden("version"), seen.hidden("certificate"));
    let fields =
        [("version", version.as_str()), ("certificate", &certificate), ("statement", "Seen"), ("confirmed", "yes")];
    assert_eq!(client.post_form("/rounds/1/approve", &fields).status, 303);
    let folder = tempfile::tempdir().unwrap();
    let exported = unpacked(&client.get("/rounds/1/export/round.zip").body, folder.path());
    comes_out_the_same(&exported);
    let checked = client.get_when_done("/rounds/1/seal?at=1").text();
    assert!(checked.contains("The same bytes"), "{checked}");
    let late = [("version", "99"), ("name", "Wider"), ("reason", "too late")];
    assert_eq!(client.post_form("/rounds/1/what-if/give-up", &late).status, 409, "sealed");
}

#[test]
fn given_up_a_scenario_leaves_the_round_as_it_was() {
    let mut client = with_kept("rules.size=off");
    let before = certificate(&mut client);
    assert_eq!(adopt(&mut client).status, 303);
    assert_ne!(certificate(&mut client), before);
    assert_eq!(tell(&mut client, "give-up", &[("name", "Wider"), ("reason", "a mistake")]).status, 303);
    assert_eq!(certificate(&mut client), before);
    assert_eq!(tell(&mut client, "give-up", &[("name", "Wider"), ("reason", "again")]).status, 422);
}

#[test]
fn nothing_is_adopted_without_reason_name_or_scenario_or_twice() {
    let mut client = with_kept("rules.rent.margin=+5");
    assert_eq!(tell(&mut client, "adopt", &[("name", "Wider"), ("reason", " ")]).status, 422);
    assert_eq!(tell(&mut client, "adopt", &[("name", "Other"), ("reason", "r")]).status, 422);
    let mut nameless = Client::new(client.address);
    assert_eq!(adopt(&mut nameless).status, 422);
    assert_eq!(adopt(&mut client).status, 303);
    let twice = adopt(&mut client);
    assert_eq!(twice.status, 422, "five more would become ten");
    assert!(twice.text().contains("holds for the round already"), "{}", twice.text());
}

#[test]
fn what_a_file_of_the_round_adopts_holds_on_the_command_line_too() {
    let town = Town::new();
    let placed = |town: &Town| town.run("allocate", &["--json"]).json()["placed"].clone();
    let (before, text) = (placed(&town), town.read("round/round.toml"));
    town.write("round/round.toml", &format!("{text}\n[[adopted]]\nname = \"Wider\"\nset = [\"rules.size=off\"]\n"));
    assert_ne!(placed(&town), before);
    let wrong = format!("{text}\n[[adopted]]\nname = \"Wider\"\nset = [\"rules.sise=off\"]\nremove = []\n");
    town.write("round/round.toml", &wrong);
    let told = town.run("check", &["--lang", "en"]);
    assert_ne!(told.status, 0);
    let said = format!("{}{}", told.output, told.errors);
    assert!(said.contains("rules.sise") && said.contains("remove") && said.contains("round.toml"), "{said}");
}
