//! The interface for programs: what its description says is what it answers, and a whole round is done with it alone.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/http.rs"]
mod http;

use std::net::SocketAddr;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use http::{Answer, Client, served, settings};
use serde_json::{Value, json};

const MANUAL: &str = include_str!("../models/utrecht-2025/rounds/2025-03/manual.csv");

/// One workbench for all tests: they work on rounds of their own.
fn address() -> SocketAddr {
    static ADDRESS: OnceLock<SocketAddr> = OnceLock::new();
    *ADDRESS.get_or_init(|| served(settings()))
}

fn program() -> Client {
    let mut client = Client::new(address());
    client.headers.push(("x-sleutel-name".to_owned(), "M.%20de%20Vries".to_owned()));
    client
}

fn description() -> Value {
    let answer = Client::new(address()).get("/api/v1/openapi.json");
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")));
    answer.json()
}

/// Follows references within the description.
fn resolved<'a>(description: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => description.pointer(reference.trim_start_matches('#')).expect(reference),
        None => value,
    }
}

/// That a value is of the form that a schema of the description tells.
fn assert_form(description: &Value, schema: &Value, value: &Value, about: &str) {
    let mut whole = schema.clone();
    whole["components"] = description["components"].clone();
    let validator = jsonschema::draft202012::new(&whole).unwrap_or_else(|fault| panic!("{about}: {fault}"));
    let wrong: Vec<String> =
        validator.iter_errors(value).map(|fault| format!("{}: {fault}", fault.instance_path())).take(3).collect();
    assert!(wrong.is_empty(), "{about}: {wrong:#?}");
}

/// A program that holds every answer against the description.
struct Held {
    client: Client,
    description: Value,
    asked: std::collections::BTreeSet<(String, String)>,
}

impl Held {
    fn new() -> Self {
        Self { client: program(), description: description(), asked: std::collections::BTreeSet::new() }
    }

    /// Asks what the description calls `path`, at this address; the answer has this status and the form told for it.
    fn ask(&mut self, method: &str, path: &str, address: &str, body: Option<&Value>, status: u16) -> Answer {
        let path = format!("/api/v1{path}");
        let operation = self.description["paths"][&path][method].clone();
        assert!(operation.is_object(), "{method} {path} is not described");
        let text = body.map(ToString::to_string).unwrap_or_default();
        if let Some(body) = body {
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            if status < 400 {
                assert_form(&self.description, schema, body, &format!("the body of {method} {path}"));
            }
        }
        let headers = [("content-type", "application/json")];
        let headers = if body.is_some() { headers.as_slice() } else { &[] };
        let answer = self.client.ask(&method.to_uppercase(), &format!("/api/v1{address}"), headers, text.as_bytes());
        assert_eq!(answer.status, status, "{method} {address}: {}", answer.text());
        self.hold(&operation, &answer, &format!("{method} {path} {status}"));
        self.asked.insert((method.to_owned(), path));
        answer
    }

    fn hold(&self, operation: &Value, answer: &Answer, about: &str) {
        let told = &operation["responses"][answer.status.to_string()];
        assert!(told.is_object(), "{about} is not described");
        let told = resolved(&self.description, told);
        for (name, _) in told["headers"].as_object().into_iter().flatten() {
            assert!(answer.header(&name.to_lowercase()).is_some(), "{about} has no header {name}");
        }
        let kind = answer.header("content-type").unwrap().split(';').next().unwrap();
        let schema = &told["content"][kind]["schema"];
        assert!(schema.is_object(), "{about}: {kind} is not described");
        if kind == "application/json" {
            assert_form(&self.description, schema, &answer.json(), about);
        }
    }

    fn get(&mut self, path: &str, address: &str) -> Value {
        self.ask("get", path, address, None, 200).json()
    }

    fn open_demo(&mut self) -> i64 {
        let body = json!({ "demo": true, "name": "March" });
        self.ask("post", "/rounds", "/rounds", Some(&body), 201).json()["round"].as_i64().unwrap()
    }

    /// What a job finds that an answer has told of.
    fn result_of(&mut self, answer: &Answer) -> Value {
        let job = answer.json()["job"].as_u64().unwrap();
        let start = Instant::now();
        loop {
            let state = self.get("/jobs/{job}", &format!("/jobs/{job}"));
            match state["state"].as_str().unwrap() {
                "done" => break,
                "running" => assert!(start.elapsed() < Duration::from_secs(600), "{state}"),
                _ => panic!("{state}"),
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        self.get("/jobs/{job}/result", &format!("/jobs/{job}/result"))
    }

    fn allocate(&mut self, round: i64) -> Value {
        let started = self.ask("post", "/rounds/{round}/allocate", &format!("/rounds/{round}/allocate"), None, 202);
        self.result_of(&started)
    }
}

#[test]
fn a_whole_round_is_done_with_the_interface_alone_and_every_route_answers_as_described() {
    let mut program = Held::new();
    let round = program.open_demo();
    let at = |rest: &str| format!("/rounds/{round}{rest}");
    program.get("/rounds", "/rounds");
    let problems = program.get("/rounds/{round}/problems", &at("/problems"));
    assert!(problems.as_array().unwrap().iter().all(|one| one["code"] == "W004"), "{problems}");
    program.ask("get", "/rounds/{round}/allocation", &at("/allocation"), None, 409);

    let allocation = program.allocate(round);
    assert_eq!(allocation["summary"]["status"], "optimal");
    let placements = allocation["placements"].as_array().unwrap();
    assert_eq!(allocation["summary"]["placed"], placements.len());
    assert_eq!(program.get("/rounds/{round}/allocation", &at("/allocation")), allocation);
    let file = |name: &str| at(&format!("/results/{name}"));
    let table = program.ask("get", "/rounds/{round}/results/{file}", &file("allocation.csv"), None, 200);
    assert_eq!(table.text().lines().count(), placements.len() + 1);
    let parameters = &program.description["components"]["parameters"]["File"];
    let told = parameters["description"].as_str().unwrap().to_owned();
    for name in
        ["unplaced.csv", "vacant.csv", "limits.csv", "summary.json", "certificate.json", "report.html", "round.xlsx"]
    {
        assert!(told.contains(name), "{name} is not described");
        program.ask("get", "/rounds/{round}/results/{file}", &file(name), None, 200);
    }
    program.ask("get", "/rounds/{round}/results/{file}", &file("passwd"), None, 404);

    let (unplaced, placed) = (allocation["unplaced"][0]["applicant"].clone(), placements[0]["applicant"].clone());
    let dwelling = placements[0]["dwelling"].clone();
    let limit = allocation["limits"][0]["limit"].clone();
    for (subject, key) in [
        (json!({ "applicant": unplaced }), "changes"),
        (json!({ "applicant": placed }), "if_refused"),
        (json!({ "dwelling": dwelling }), "free"),
        (json!({ "limit": limit }), "steps"),
    ] {
        let started = program.ask("post", "/rounds/{round}/explain", &at("/explain"), Some(&subject), 202);
        let explained = program.result_of(&started);
        assert!(!explained[key].is_null(), "{explained}");
    }
    let scenarios = json!({ "scenarios": [{ "name": "Wide", "set": ["rules.rent.margin=60"] }] });
    let started = program.ask("post", "/rounds/{round}/whatif", &at("/whatif"), Some(&scenarios), 202);
    let tried = program.result_of(&started);
    assert_eq!(tried["scenarios"][0]["name"], "Wide");
    assert_eq!(tried["base"]["placed"], placements.len());
    let started =
        program.ask("post", "/rounds/{round}/compare", &at("/compare"), Some(&json!({ "file": MANUAL })), 202);
    let compared = program.result_of(&started);
    assert_eq!(compared["list"]["matches"], MANUAL.lines().count() - 1);

    let before = program.get("/rounds/{round}/decisions", &at("/decisions"));
    let seen = before["version"].as_i64().unwrap();
    let forbidden = json!({ "seen": seen, "applicant": placed, "dwelling": dwelling, "decision": "forbidden", "reason": "Neighbours" });
    let written = program.ask("post", "/rounds/{round}/decisions", &at("/decisions"), Some(&forbidden), 201).json();
    program.ask("post", "/rounds/{round}/decisions", &at("/decisions"), Some(&forbidden), 409);
    let after = program.get("/rounds/{round}/decisions", &at("/decisions"));
    let count = |decisions: &Value| decisions["decisions"].as_array().unwrap().len();
    assert_eq!(count(&after), count(&before) + 1);
    let again = program.allocate(round);
    let pair = |one: &Value| one["applicant"] == placed && one["dwelling"] == dwelling;
    assert!(!again["placements"].as_array().unwrap().iter().any(pair), "a forbidden match stands");

    let mut back = forbidden.clone();
    back["seen"] = written["version"].clone();
    let path = "/rounds/{round}/decisions/withdraw";
    let withdrawn = program.ask("post", path, &at("/decisions/withdraw"), Some(&back), 201).json();
    back["seen"] = withdrawn["version"].clone();
    program.ask("post", path, &at("/decisions/withdraw"), Some(&back), 422);
    let adopted =
        json!({ "seen": withdrawn["version"], "name": "Wide", "set": ["rules.rent.margin=60"], "reason": "Agreed" });
    let adopted = program.ask("post", "/rounds/{round}/adopted", &at("/adopted"), Some(&adopted), 201).json();
    let held = program.get("/rounds/{round}/adopted", &at("/adopted"));
    assert_eq!((&held["adopted"][0]["name"], &held["adopted"][0]["by"]), (&json!("Wide"), &json!("M. de Vries")));
    let path = "/rounds/{round}/adopted/give-up";
    let up = json!({ "seen": adopted["version"], "name": "Wide", "reason": "A landlord withdrew" });
    let withdrawn = program.ask("post", path, &at("/adopted/give-up"), Some(&up), 201).json();
    let files = json!({ "seen": withdrawn["version"], "files": { "decisions.csv": "applicant,dwelling,decision\n" } });
    let replaced = program.ask("post", "/rounds/{round}/files", &at("/files"), Some(&files), 200).json();
    program.allocate(round);
    let approval = json!({ "seen": replaced["version"], "statement": "Discussed." });
    program.ask("post", "/rounds/{round}/approve", &at("/approve"), Some(&approval), 201);
    program.ask("post", "/rounds/{round}/approve", &at("/approve"), Some(&approval), 409);
    let journal = program.get("/rounds/{round}/journal", &at("/journal"));
    let events: Vec<&str> =
        journal["entries"].as_array().unwrap().iter().map(|entry| entry["event"].as_str().unwrap()).collect();
    assert_eq!(
        events,
        ["opened", "decided", "withdrawn", "scenario-adopted", "adoption-withdrawn", "replaced", "approved"]
    );
    assert_eq!(journal["entries"][6]["by"], "M. de Vries");
    let state = program.get("/rounds/{round}", &at(""));
    assert_eq!((&state["state"], &state["approval"]["statement"]), (&json!("approved"), &json!("Discussed.")));

    let archive = program.client.get(&format!("/rounds/{round}/export/round.zip")).body;
    let again = program.client.post_files("/api/v1/rounds", &[("name", "Again")], &[("round.zip", &archive)]);
    program.hold(&program.description["paths"]["/api/v1/rounds"]["post"], &again, "an exported round handed in");
    assert_eq!((&again.json()["name"], &again.json()["errors"]), (&json!("Again"), &json!(0)));

    let job = program.ask("post", "/rounds/{round}/allocate", &at("/allocate"), None, 202).json()["job"].clone();
    program.ask("get", "/jobs/{job}/events", &format!("/jobs/{job}/events"), None, 200);
    program.ask("delete", "/jobs/{job}", &format!("/jobs/{job}"), None, 202);
    program.get("/openapi.json", "/openapi.json");
    let described: std::collections::BTreeSet<(String, String)> = operations(&program.description);
    assert_eq!(program.asked, described, "not every route was asked");
}

fn operations(description: &Value) -> std::collections::BTreeSet<(String, String)> {
    let methods = |(path, item): (&String, &Value)| {
        let of: Vec<(String, String)> = item
            .as_object()
            .unwrap()
            .keys()
            .filter(|method| *method != "parameters")
            .map(|method| (method.clone(), path.clone()))
            .collect();
        of
    };
    description["paths"].as_object().unwrap().iter().flat_map(methods).collect()
}

#[test]
fn every_example_of_the_description_has_the_form_that_it_is_an_example_of() {
    let description = description();
    let mut held = 0;
    for (method, path) in operations(&description) {
        for (kind, content) in
            description["paths"][&path][&method]["requestBody"]["content"].as_object().into_iter().flatten()
        {
            if let Some(example) = content.get("example") {
                assert_form(&description, &content["schema"], example, &format!("{method} {path} {kind}"));
                held += 1;
            }
        }
    }
    assert!(held >= 8, "{held}");
    for (name, schema) in description["components"]["schemas"].as_object().unwrap() {
        let whole = json!({ "$ref": format!("#/components/schemas/{name}"), "components": description["components"] });
        assert!(jsonschema::draft202012::new(&whole).is_ok(), "{name}: {schema}");
    }
}

#[test]
fn what_cannot_be_asked_is_refused_as_described_in_the_language_asked_for() {
    let mut program = Held::new();
    let round = program.open_demo();
    let decisions = format!("/api/v1/rounds/{round}/decisions");
    let [what_if, adopted] = ["whatif", "adopted"].map(|path| format!("/api/v1/rounds/{round}/{path}"));
    let error = program.description["components"]["schemas"]["Error"].clone();
    let json = [("content-type", "application/json"), ("accept-language", "nl")];
    let body = |value: Value| value.to_string().into_bytes();
    let pair = |decision: &str, reason: &str| {
        body(
            json!({ "seen": round, "applicant": "A0001", "dwelling": "D0001", "decision": decision, "reason": reason }),
        )
    };
    for (method, path, headers, sent, status, code) in [
        ("GET", "/api/v1/nothing", &json[..], vec![], 404, "not-found"),
        ("GET", "/api/v1", &json, vec![], 404, "not-found"),
        ("GET", "/api/v1/rounds/99999", &json, vec![], 404, "not-found"),
        ("GET", "/api/v1/rounds/-1", &json, vec![], 404, "not-found"),
        ("GET", "/api/v1/rounds/+1", &json, vec![], 404, "not-found"),
        ("GET", "/api/v1/rounds/99999999999999999999", &json, vec![], 404, "not-found"),
        ("GET", "/api/v1/rounds/one/journal", &json, vec![], 404, "not-found"),
        ("GET", "/api/v1/rounds/%ff/journal", &json, vec![], 404, "not-found"),
        ("GET", "/api/v1/jobs/x/events", &json, vec![], 404, "not-found"),
        ("GET", "/api/v1/jobs/999999/result", &json, vec![], 404, "not-found"),
        ("PUT", "/api/v1/rounds", &json, vec![], 405, "method-not-allowed"),
        ("DELETE", decisions.as_str(), &json, vec![], 405, "method-not-allowed"),
        ("POST", &decisions, &json[1..], pair("fixed", "why"), 415, "media-type"),
        ("POST", &decisions, &json, b"{".to_vec(), 400, "unreadable"),
        ("POST", &decisions, &json, body(json!({})), 422, "unreadable"),
        ("POST", &decisions, &json, pair("perhaps", "why"), 422, "unreadable"),
        ("POST", &decisions, &json, pair("fixed", "  "), 422, "wrong"),
        ("POST", &decisions, &json, body(json!([round, "A0001", "D0001", "refused", false, "why"])), 422, "unreadable"),
        ("POST", &what_if, &json, body(json!({ "scenarios": [["Wide", ["rules.size=off"]]] })), 422, "unreadable"),
        ("POST", &adopted, &json, body(json!({ "seen": round, "name": "x", "set": [], "reason": "r" })), 422, "wrong"),
        ("POST", &decisions, &json, [b"[".repeat(100_000)].concat(), 422, "unreadable"),
        ("POST", "/api/v1/rounds", &json, body(json!({ "files": { "passwd": "x" } })), 422, "wrong"),
        ("POST", "/api/v1/rounds", &json, body(json!({})), 422, "wrong"),
    ] {
        let answer = program.client.ask(method, path, headers, &sent);
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.text());
        let told = answer.json();
        assert_form(&program.description, &error, &told, path);
        let described = path.replace(&format!("/rounds/{round}/"), "/rounds/{round}/");
        let operation = program.description["paths"][&described][method.to_lowercase()].clone();
        if operation.is_object() {
            program.hold(&operation, &answer, &format!("{method} {described} {status}"));
        }
        assert_eq!(told["code"], code, "{method} {path}");
        assert!(error["properties"]["code"]["x-codes"][code].is_object(), "{code} is not described");
        let message = told["message"].as_str().unwrap();
        assert!(
            [" niet", " kan ", " reden", "Geen", "Er zijn", "Lever"].iter().any(|dutch| message.contains(dutch)),
            "{message}"
        );
    }
    let allowed = program.client.ask("PUT", "/api/v1/rounds", &[], &[]);
    assert_eq!(allowed.header("allow"), Some("GET,HEAD,POST"));
}

#[test]
fn a_round_with_errors_says_each_of_them_and_is_not_allocated() {
    let mut program = Held::new();
    let files = json!({ "month": "2025-03", "seed": 1, "files": { "dwellings.csv": "id,rooms,rent\nD1,two,500\n", "applicants.csv": "" } });
    let opened = program.ask("post", "/rounds", "/rounds", Some(&files), 201).json();
    assert_eq!(opened["state"], "wrong");
    let round = &opened["round"];
    let problems = program.get("/rounds/{round}/problems", &format!("/rounds/{round}/problems"));
    assert!(
        problems.as_array().unwrap().iter().any(|one| one["column"] == "rooms" && one["value"] == "two"),
        "{problems}"
    );
    let refused =
        program.ask("post", "/rounds/{round}/allocate", &format!("/rounds/{round}/allocate"), None, 422).json();
    assert_eq!((&refused["code"], &refused["detail"]), (&json!("input-wrong"), &problems));
}

#[test]
fn a_change_needs_a_name_and_the_version_that_was_seen() {
    let mut program = Held::new();
    let round = program.open_demo();
    let path = format!("/api/v1/rounds/{round}/decisions");
    let decision = json!({ "applicant": "A0001", "dwelling": "D0001", "decision": "refused", "reason": "Too far" });
    let send = |client: &mut Client, headers: &[(&str, &str)]| {
        let headers = [&[("content-type", "application/json")], headers].concat();
        client.ask("POST", &path, &headers, decision.to_string().as_bytes())
    };
    let mut nameless = Client::new(address());
    let seen = format!("\"{}\"", program.get("/rounds/{round}", &format!("/rounds/{round}"))["version"]);
    assert_eq!(send(&mut nameless, &[("if-match", &seen)]).json()["code"], "name-needed");
    assert_eq!(send(&mut program.client, &[]).json()["code"], "wrong");
    assert_eq!(send(&mut program.client, &[("if-match", "\"1000000\"")]).json()["code"], "changed-meanwhile");
    let first = send(&mut program.client, &[("if-match", &seen)]);
    assert_eq!(first.status, 201, "{}", first.text());
    assert_eq!(send(&mut program.client, &[("if-match", &seen)]).json()["code"], "changed-meanwhile");
}

#[test]
fn a_job_tells_how_far_it_is_until_it_ends_and_ends_when_it_is_stopped() {
    let mut program = Held::new();
    let round = program.open_demo();
    let started = program.ask("post", "/rounds/{round}/allocate", &format!("/rounds/{round}/allocate"), None, 202);
    let job = started.json()["job"].as_u64().unwrap();
    let told = program.client.get(&format!("/api/v1/jobs/{job}/events")).text();
    let events: Vec<(&str, Value)> = told
        .split("\n\n")
        .filter_map(|block| {
            let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
            Some((field("event:")?, serde_json::from_str(field("data:")?).unwrap()))
        })
        .collect();
    assert!(events.len() >= 2, "{told}");
    for (_, data) in &events {
        assert_form(&program.description, &program.description["components"]["schemas"]["Job"], data, "an event");
    }
    let (last, before) = events.split_last().unwrap();
    assert_eq!((last.0, &last.1["state"]), ("end", &json!("done")));
    assert!(before.iter().all(|(name, data)| *name == "progress" && data["state"] == "running"));

    let other = program.open_demo();
    let started = program.ask("post", "/rounds/{round}/allocate", &format!("/rounds/{other}/allocate"), None, 202);
    let job = started.json()["job"].as_u64().unwrap();
    let stopped = program.ask("delete", "/jobs/{job}", &format!("/jobs/{job}"), None, 202).json();
    assert!(["stopping", "cancelled"].contains(&stopped["state"].as_str().unwrap()), "{stopped}");
    let told = program.client.get(&format!("/api/v1/jobs/{job}/events")).text();
    assert!(told.contains("\"cancelled\""), "{told}");
    program.ask("get", "/jobs/{job}/result", &format!("/jobs/{job}/result"), None, 404);
    let again = program.ask("post", "/rounds/{round}/allocate", &format!("/rounds/{other}/allocate"), None, 202).json();
    assert_ne!(again["job"], job, "a stopped job is taken for the answer");
}

#[test]
fn people_read_which_routes_there_are_in_both_languages() {
    for (language, words) in [("en", "Find the best allocation"), ("nl", "Zoek de beste toewijzing")] {
        let page = Client::new(address()).ask("GET", "/api", &[("accept-language", language)], &[]);
        let text = page.text();
        assert!(text.contains(words), "{text}");
        for (_, path) in operations(&description()) {
            assert!(text.contains(&path), "{path}");
        }
    }
}

/// Whether the parts of what a page shows, between its marks of omission, stand in a text in their order.
fn shows(shown: &str, text: &str) -> bool {
    let mut rest = text;
    shown.split('…').map(str::trim).all(|part| match rest.find(part) {
        Some(at) => {
            rest = &rest[at + part.len()..];
            true
        }
        None => false,
    })
}

#[test]
fn the_commands_of_the_documentation_answer_what_it_shows() {
    let address = served(settings()).to_string();
    let page = std::fs::read_to_string("docs/api.md").unwrap();
    let mut run = 0;
    for block in page.split("```console\n").skip(1).map(|part| part.split("```").next().unwrap()) {
        for one in block.split("$ ").skip(1) {
            let (command, shown) = one.split_once('\n').unwrap();
            let command = command.replace("127.0.0.1:4747", &address);
            let output = std::process::Command::new("sh").args(["-c", &command]).output().unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            assert!(output.status.success() && shows(shown.trim(), &text), "{command}\n{shown}\n{text:.2000}");
            run += 1;
        }
    }
    assert!(run >= 15, "{run}");
}
