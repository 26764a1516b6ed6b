//! The page "What if", asked as a browser does.
#![allow(clippy::unwrap_used)]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use sleutel::web::{Settings, serve};

/// Serves a small round until the test is over, and gives the address.
fn served() -> SocketAddr {
    serving("tests/cases/whatif/round")
}

fn serving(round: &str) -> SocketAddr {
    let round = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(round);
    let files = sleutel::input::gather_files(&round).unwrap();
    let settings = Settings {
        address: SocketAddr::from(([127, 0, 0, 1], 0)),
        names: Vec::new(),
        password: None,
        data: None,
        rounds: vec![("town".to_owned(), files)],
        by: "test".to_owned(),
    };
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || serve(settings, |address| tell.send(address).unwrap(), std::future::pending()));
    told.recv_timeout(Duration::from_secs(60)).unwrap()
}

fn asked(address: SocketAddr, head: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    let form = "Content-Type: application/x-www-form-urlencoded";
    let fixed =
        format!("Host: {address}\r\nOrigin: http://{address}\r\nConnection: close\r\nCookie: name=A; language=en");
    write!(stream, "{head} HTTP/1.1\r\n{fixed}\r\n{form}\r\nContent-Length: {length}\r\n\r\n{body}").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Asks until the answer holds a text.
fn until(address: SocketAddr, path: &str, text: &str) -> String {
    let start = Instant::now();
    loop {
        let answer = asked(address, &format!("GET {path}"), "");
        if answer.contains(text) {
            return answer;
        }
        assert!(start.elapsed() < Duration::from_secs(60), "no {text:?} in {answer}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_change_is_answered_kept_and_laid_aside() {
    let address = served();
    let page = until(address, "/rounds/1/what-if", "<h1>What if</h1>");
    assert!(page.contains("Nothing is changed yet."), "{page}");
    assert!(page.contains("name=\"rules.size\" value=\"on\" checked"), "{page}");

    let change = "set=rules.size%3Doff";
    let effect = until(address, &format!("/rounds/1/what-if/effect?wait=1&{change}"), ">proven<");
    assert!(effect.contains("Size against the household: off instead of on"), "{effect}");
    let page = asked(address, &format!("GET /rounds/1/what-if?{change}"), "");
    assert!(page.contains("name=\"rules.size\" value=\"on\" aria"), "the switch is not off: {page}");

    let kept = asked(address, "POST /rounds/1/what-if/keep", &format!("version=1&name=no+size&{change}"));
    assert!(kept.starts_with("HTTP/1.1 303"), "{kept}");
    until(address, "/rounds/1/what-if/kept", "no size");
    let moved = asked(address, "POST /rounds/1/what-if/drop", "version=1&name=no+size");
    assert!(moved.starts_with("HTTP/1.1 409"), "{moved}");
    let dropped = asked(address, "POST /rounds/1/what-if/drop", "version=2&name=no+size");
    assert!(dropped.starts_with("HTTP/1.1 303"), "{dropped}");
    until(address, "/rounds/1/what-if/kept", "None yet.");
}

/// The proof may come in while the answer before it is being written.
#[test]
fn every_answer_to_a_change_is_proven_or_goes_on() {
    let address = serving("models/utrecht-2025/rounds/2025-03");
    until(address, "/rounds/1/what-if", "<h1>What if</h1>");
    for share in 31..35 {
        let path = format!("/rounds/1/what-if/effect?set=limit.%22Agreed+share%22.max%3D{share}%25");
        let start = Instant::now();
        loop {
            let answer = asked(address, &format!("GET {path}"), "");
            if answer.contains(">proven<") {
                break;
            }
            assert!(answer.contains("class=\"waiting\""), "{share}: neither proven nor going on: {answer}");
            assert!(start.elapsed() < Duration::from_secs(120), "{share}: not proven in two minutes");
        }
    }
}

#[test]
fn a_change_that_cannot_be_is_told_at_its_setting() {
    let address = served();
    until(address, "/rounds/1/what-if", "<h1>What if</h1>");
    let effect = asked(address, "GET /rounds/1/what-if/effect?set=rules.size%3Dperhaps", "");
    assert!(effect.contains("At this setting") && effect.contains("hx-swap-oob"), "{effect}");
    let effect = asked(address, "GET /rounds/1/what-if/effect?set=nothing.like.this%3D1", "");
    assert!(effect.contains("notice bad"), "{effect}");
    let kept = asked(address, "POST /rounds/1/what-if/keep", "version=1&name=x&set=rules.size%3Dperhaps");
    assert!(kept.starts_with("HTTP/1.1 422"), "{kept}");
}

#[test]
fn the_levers_are_ranked() {
    let address = served();
    until(address, "/rounds/1/what-if", "<h1>What if</h1>");
    let levers = until(address, "/rounds/1/what-if/levers", "<section class=\"card\"");
    assert!(!levers.contains("role=\"status\""), "{levers}");
}
