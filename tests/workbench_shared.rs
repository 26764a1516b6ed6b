//! Two workbenches on one data file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/http.rs"]
mod http;

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use http::Client;

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
