//! Whom the workbench answers, what it takes, and what its pages can never do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/crawl.rs"]
mod crawl;
#[path = "support/http.rs"]
mod http;

use std::collections::BTreeSet;

use crawl::crawled;
use http::{Client, served, settings};
use sleutel::web::Settings;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// What takes minutes to answer, or is a file, looks no different.
const LEFT_OUT: [&str; 9] =
    ["sort=", "levers", "variants", "/export/", "/compare?", "/compare/", "/picture/", "/files/", "simulate"];

fn demo(name: &str) -> Client {
    let mut client = Client::named(served(settings()), name);
    assert_eq!(client.post_form("/rounds/demo", &[]).status, 303);
    client
}

fn journal(client: &mut Client) -> String {
    client.get("/rounds/1/journal").text()
}

#[test]
fn a_name_that_leads_here_from_elsewhere_is_not_answered() {
    let mut client = demo("A. Tester");
    for host in ["evil.example", "evil.example:80", "127.0.0.1", "localhost", ""] {
        let answer = client.ask("GET", "/", &[("host", host)], &[]);
        assert_eq!(answer.status, 421, "{host}");
        assert!(!answer.text().contains("/rounds/1"), "{host}");
    }
    let port = client.address.port();
    assert_eq!(client.ask("GET", "/", &[("host", &format!("localhost:{port}"))], &[]).status, 200);
}

#[test]
fn a_page_from_elsewhere_changes_nothing() {
    let mut client = demo("A. Tester");
    let own = format!("http://{}", client.address);
    let seen = client.get("/rounds/1/input").hidden("version");
    let body = format!("version={seen}&applicant=A0006&dwelling=D0001&verdict=forbidden&reason=test");
    for foreign in [
        ("origin", "http://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        let answer = client.ask("POST", "/rounds/1/decisions", &[FORM, foreign], body.as_bytes());
        assert_eq!(answer.status, 403, "{foreign:?}");
    }
    assert!(!journal(&mut client).contains("A0006"));
    let fetched = ("sec-fetch-site", "same-origin");
    let answer = client.ask("POST", "/rounds/1/decisions", &[FORM, ("origin", &own), fetched], body.as_bytes());
    assert_eq!(answer.status, 303);
    assert!(journal(&mut client).contains("A0006"));
}

#[test]
fn no_page_runs_or_loads_anything_but_our_own() {
    let mut client = demo("A. Tester");
    client.get_when_done("/rounds/1/allocation");
    let mut pages = crawled(&mut client, &LEFT_OUT);
    for path in ["/nowhere", "/rounds/99/allocation", "/rounds/x/input"] {
        pages.push((path.to_owned(), client.get(path)));
    }
    assert!(pages.len() > 12, "the crawl found {} pages only", pages.len());
    for (path, answer) in pages {
        let policy = answer.header("content-security-policy").unwrap_or_default().to_owned();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        if answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
            let text = answer.text();
            for (at, _) in text.match_indices("<script") {
                assert!(text[at..].starts_with("<script src=\"/assets/"), "{path} has a script of its own");
            }
            assert!(!text.contains("<style"), "{path} has a style of its own");
            for attribute in [" style=\"", " onclick=", " onload=", " hx-on", "javascript:", "hx-vals=\"js:"] {
                assert!(!text.contains(attribute), "{path} has {attribute}");
            }
        }
    }
}

#[test]
fn a_file_name_is_never_a_path() {
    let mut client = Client::named(served(settings()), "A. Tester");
    let before: BTreeSet<_> = std::fs::read_dir(".").unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let long = format!("{}.csv", "a".repeat(5000));
    for name in
        ["../../../tmp/evil.csv", "/etc/passwd", "C:\\evil.toml", "..", "a\u{0}b.csv", &long, "model/model.toml.exe"]
    {
        let answer = client.post_files("/rounds", &[("name", "x")], &[(name, b"x")]);
        assert_eq!(answer.status, 422, "{name}");
    }
    // the folders before a known name count for nothing
    let answer = client.post_files("/rounds", &[("name", "x")], &[("../../dwellings.csv", b"id,rooms,rent\n")]);
    assert_eq!(answer.status, 303);
    let page = client.get(answer.location()).text();
    assert!(page.contains("<code>dwellings.csv</code>") && !page.contains(".."), "{page}");
    let after: BTreeSet<_> = std::fs::read_dir(".").unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(before, after);
}

#[test]
fn too_many_files_and_broken_forms_are_refused_and_the_workbench_goes_on() {
    let mut client = Client::named(served(settings()), "A. Tester");
    let many: Vec<(String, Vec<u8>)> = (0..60).map(|number| (format!("f{number}.csv"), vec![b'x'])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    assert_eq!(client.post_files("/rounds", &[], &many).status, 413);
    let broken: [(&str, &[u8]); 3] = [
        ("multipart/form-data; boundary=b", b"--b\r\ncontent-disposition: form-da"),
        ("multipart/form-data", b"--b\r\n\r\n--b--"),
        ("application/json", b"{"),
    ];
    for (kind, body) in broken {
        let answer = client.ask("POST", "/rounds", &[("content-type", kind)], body);
        assert!(matches!(answer.status, 400 | 415 | 422), "{kind}: {}", answer.status);
        assert!(answer.text().contains("That did not work"), "{}", answer.text());
    }
    assert_eq!(client.get("/").status, 200);
    assert!(client.get("/").text().contains("No round is open yet"));
}

#[test]
fn an_address_that_makes_no_sense_is_a_page_in_the_visitors_language() {
    let mut client = demo("A. Tester");
    for path in [
        "/rounds/-1/allocation",
        "/rounds/99999999999999999999/allocation",
        "/rounds/1%27%20OR%201=1/journal",
        "/rounds/1/about?applicant=%27%3B%20DROP%20TABLE%20entry",
        "/rounds/1/allocation?view=other",
        "/rounds/1/allocation?from=-1",
        "/jobs/12345",
        "/../etc/passwd",
    ] {
        client.get_when_done("/rounds/1/allocation");
        let answer = client.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text().contains("That did not work"), "{path}: {}", answer.text());
    }
    let answer = client.ask("DELETE", "/rounds/1/journal", &[], &[]);
    assert_eq!(answer.status, 405);
    client.post_form("/visitor", &[("language", "nl")]);
    assert!(client.get("/rounds/x/journal").text().contains("Dat lukte niet"));
    assert!(journal(&mut client).contains("A. Tester"));
}

#[test]
fn the_way_back_leads_nowhere_else() {
    let mut client = Client::named(served(settings()), "A. Tester");
    for (back, leads) in [
        ("/rounds/1/journal", "/rounds/1/journal"),
        ("//evil.example/", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/\n/evil.example", "/"),
        ("/\r\nset-cookie: evil=1", "/"),
        ("/\u{7f}", "/"),
    ] {
        let answer = client.post_form("/visitor", &[("back", back), ("language", "en")]);
        assert_eq!((answer.status, answer.location()), (303, leads), "{back:?}");
        assert!(answer.headers.iter().all(|(_, value)| !value.contains("evil")), "{:?}", answer.headers);
    }
}

#[test]
fn a_name_cannot_smuggle_a_header_and_its_cookie_is_for_us_alone() {
    let mut client = Client::new(served(settings()));
    let answer = client.post_form("/visitor", &[("name", "A\r\nset-cookie: evil=1"), ("language", "fr")]);
    assert_eq!(answer.status, 303);
    let cookies: Vec<&str> =
        answer.headers.iter().filter(|(name, _)| name == "set-cookie").map(|(_, value)| value.as_str()).collect();
    assert_eq!(cookies.len(), 1, "{cookies:?}");
    assert!(cookies[0].contains("HttpOnly") && cookies[0].contains("SameSite=Strict"), "{cookies:?}");
    assert!(!client.get("/").text().contains('\r'));
}

#[test]
fn behind_a_password_nothing_is_told_without_it() {
    let address = served(Settings { password: Some("tamelijk geheim".to_owned()), ..settings() });
    let mut client = Client::new(address);
    for path in ["/", "/assets/0.1.0/sleutel.css", "/api/v1/rounds", "/nowhere"] {
        let answer = client.get(path);
        assert_eq!(answer.status, 401, "{path}");
        assert!(answer.header("www-authenticate").is_some_and(|how| how.starts_with("Basic")), "{path}");
        assert!(!answer.text().contains("geheim"), "{path}");
    }
    client.headers = vec![("authorization".to_owned(), "Basic d2llOnRhbWVsaWprIGdlaGVpbQ==".to_owned())];
    let answer = client.get("/");
    assert_eq!(answer.status, 200);
    assert!(!answer.text().contains("geheim"));
    client.headers = vec![("authorization".to_owned(), "Basic d2llOnRhbWVsaWprIGdlaGVpbXQ=".to_owned())];
    assert_eq!(client.get("/").status, 401);
}

#[test]
fn an_address_for_others_needs_a_password() {
    let open = Settings { address: ([0, 0, 0, 0], 0).into(), ..settings() };
    let refused = sleutel::web::serve(open, |_| panic!("it listens"), std::future::pending());
    assert!(matches!(refused, Err(sleutel::web::ServeFault::Open)));
    let told = std::process::Command::new(env!("CARGO_BIN_EXE_sleutel"))
        .args(["serve", "--listen", "0.0.0.0", "--port", "0", "--lang", "en", "--data"])
        .arg(tempfile::tempdir().unwrap().path().join("x.sqlite"))
        .output()
        .unwrap();
    assert_eq!(told.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&told.stderr).contains("a password is needed"), "{told:?}");
}

#[test]
fn a_reason_and_a_name_are_needed_for_a_decision() {
    let mut client = demo("A. Tester");
    let seen = client.get("/rounds/1/input").hidden("version");
    let fields = |reason| {
        [
            ("version", seen.as_str()),
            ("applicant", "A0006"),
            ("dwelling", "D0001"),
            ("verdict", "forbidden"),
            ("reason", reason),
        ]
    };
    let answer = client.post_form("/rounds/1/decisions", &fields("  "));
    assert_eq!((answer.status, answer.text().contains("Give a reason")), (422, true));
    client.cookies.retain(|(name, _)| name != "name");
    let answer = client.post_form("/rounds/1/decisions", &fields("because"));
    assert_eq!((answer.status, answer.text().contains("Fill in your name")), (422, true));
    assert!(!journal(&mut client).contains("A0006"));
}
