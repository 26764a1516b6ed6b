//! The workbench under what machines and people do to it: killed while it writes, two tabs at once, many at a time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/http.rs"]
mod http;

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use http::{Client, served, settings};

/// The program itself, serving from a data file.
struct Process {
    child: Child,
    address: SocketAddr,
}

impl Process {
    fn start(data: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sleutel"))
            .args(["serve", "--port", "0", "--lang", "en", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().trim_start_matches("Workbench: http://").trim_end_matches('/').parse();
        Self { child, address: address.unwrap_or_else(|fault| panic!("{fault}: {line}")) }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Decides about a pair; the entry that was seen has to be the last one.
fn forbid(client: &mut Client, dwelling: usize, seen: &str) -> std::io::Result<u16> {
    let dwelling = format!("D{dwelling:04}");
    let fields = [
        ("version", seen),
        ("applicant", "A0006"),
        ("dwelling", dwelling.as_str()),
        ("verdict", "forbidden"),
        ("reason", "test"),
    ];
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", http::encoded(value))).collect();
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    client.try_ask("POST", "/rounds/1/decisions", &kind, body.join("&").as_bytes()).map(|answer| answer.status)
}

/// Pairs that the journal says were forbidden.
fn journalled(client: &mut Client) -> Vec<String> {
    let page = client.get("/rounds/1/journal");
    assert_eq!(page.status, 200, "{}", page.text());
    let text = page.text();
    let found = text.match_indices("Forbidden: A0006 → ").map(|(at, what)| text[at + what.len()..][..5].to_owned());
    found.collect()
}

#[test]
fn what_was_answered_survives_a_kill_and_nothing_is_half_written() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("rounds.sqlite");
    let first = Process::start(&data);
    let mut client = Client::named(first.address, "A. Tester");
    client.post_form("/rounds/demo", &[]);
    first.kill();
    let mut acknowledged = Vec::new();
    let mut dwelling = 1;
    for life in 0..20_u64 {
        let process = Process::start(&data);
        let mut client = Client { address: process.address, ..client.clone() };
        let writing = std::thread::spawn(move || {
            let mut done = Vec::new();
            loop {
                let page = client.try_ask("GET", "/rounds/1/input", &[], &[]);
                let Ok(page) = page else { return (done, dwelling) };
                let seen = page.hidden("version");
                match forbid(&mut client, dwelling, &seen) {
                    Ok(303) => done.push(format!("D{dwelling:04}")),
                    Ok(status) => panic!("status {status}"),
                    Err(_) => return (done, dwelling + 1), // killed meanwhile: done or not, but not asked again
                }
                dwelling += 1;
            }
        });
        std::thread::sleep(Duration::from_millis(40 + life * 37 % 160));
        process.kill();
        let (done, next) = writing.join().unwrap();
        acknowledged.extend(done);
        dwelling = next;
    }
    assert!(!acknowledged.is_empty(), "every life was too short to write anything");
    let process = Process::start(&data);
    let mut client = Client { address: process.address, ..client };
    let found = journalled(&mut client); // the page answers only where every entry is what was written
    for pair in &acknowledged {
        assert!(found.contains(pair), "{pair} was answered and is gone");
    }
    assert!(found.len() <= acknowledged.len() + 20, "more entries than were asked for");
    process.kill();
}

#[test]
fn of_two_tabs_the_second_is_told_and_loses_nothing_of_the_first() {
    let address = served(settings());
    let mut one = Client::named(address, "A. One");
    one.post_form("/rounds/demo", &[]);
    let mut other = Client::named(address, "B. Other");
    let seen = one.get("/rounds/1/input").hidden("version");
    let also_seen = other.get("/rounds/1/input").hidden("version");
    assert_eq!(seen, also_seen);
    assert_eq!(forbid(&mut one, 1, &seen).unwrap(), 303);
    let late = other.post_form(
        "/rounds/1/decisions",
        &[
            ("version", &also_seen),
            ("applicant", "A0006"),
            ("dwelling", "D0002"),
            ("verdict", "forbidden"),
            ("reason", "test"),
        ],
    );
    assert_eq!(late.status, 409);
    assert!(late.text().contains("changed in another window"), "{}", late.text());
    assert_eq!(journalled(&mut other), ["D0001"]);
    let seen = other.get("/rounds/1/input").hidden("version");
    assert_eq!(forbid(&mut other, 2, &seen).unwrap(), 303);
    assert_eq!(journalled(&mut one).len(), 2);
}

#[test]
fn two_processes_share_a_data_file() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("rounds.sqlite");
    let (one, other) = (Process::start(&data), Process::start(&data));
    let mut first = Client::named(one.address, "A. One");
    first.post_form("/rounds/demo", &[]);
    let mut second = Client::named(other.address, "B. Other");
    let seen = second.get("/rounds/1/input").hidden("version");
    assert_eq!(forbid(&mut second, 7, &seen).unwrap(), 303);
    assert_eq!(forbid(&mut first, 8, &seen).unwrap(), 409);
    assert_eq!(journalled(&mut first), ["D0007"]);
    one.kill();
    other.kill();
}

#[test]
fn two_hundred_at_a_time_are_all_answered() {
    let address = served(settings());
    let mut client = Client::named(address, "A. Tester");
    client.post_form("/rounds/demo", &[]);
    client.get_when_done("/rounds/1/allocation");
    let paths = ["/", "/rounds/1/allocation?view=unplaced", "/rounds/1/input", "/rounds/1/journal", "/nowhere"];
    let visits: Vec<_> = (0..200)
        .map(|number| {
            let mut client = client.clone();
            std::thread::spawn(move || (number, client.get(paths[number % paths.len()]).status))
        })
        .collect();
    for visit in visits {
        let (number, status) = visit.join().unwrap();
        let expected = if number % paths.len() == 4 { 404 } else { 200 };
        assert_eq!(status, expected, "{}", paths[number % paths.len()]);
    }
    let deciding: Vec<_> = (1..=12)
        .map(|dwelling| {
            let mut client = client.clone();
            std::thread::spawn(move || {
                loop {
                    let seen = client.get("/rounds/1/input").hidden("version");
                    match forbid(&mut client, dwelling, &seen).unwrap() {
                        303 => return,
                        409 => {} // another went before: look again
                        status => panic!("status {status}"),
                    }
                }
            })
        })
        .collect();
    deciding.into_iter().for_each(|one| one.join().unwrap());
    assert_eq!(journalled(&mut client).len(), 12);
}
