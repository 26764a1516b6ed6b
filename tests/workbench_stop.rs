//! Long work is stopped from the page that waits for it, and does not begin again unasked.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/command.rs"]
mod command;
#[path = "support/http.rs"]
mod http;

use std::path::Path;
use std::time::{Duration, Instant};

use command::{path, sleutel};
use http::{Client, served_with};
use sleutel::input::gather_files;

#[test]
fn a_plan_at_work_can_be_stopped_and_leads_to_what_was_decided() {
    let files = gather_files(Path::new("models/utrecht-2025/rounds/2025-03")).unwrap();
    let mut client = Client::named(served_with("Utrecht, March", files), "A. Planner");
    let page = client.get("/rounds/1/year/plan");
    let since = Instant::now();
    let stopped = client.stop(&page);
    assert_eq!(stopped.location(), "/rounds/1/year");
    let job = page.text().split("/jobs/").nth(1).unwrap().split(['?', '"', '/']).next().unwrap().to_owned();
    while !client.get(&format!("/jobs/{job}")).text().contains("Stopped.") {
        assert!(since.elapsed().as_secs() < 60, "it goes on");
        std::thread::sleep(Duration::from_millis(50));
    }
    let elsewhere = client.post_form(&format!("/jobs/{job}/stop"), &[("after", "//elsewhere.test/")]);
    assert_eq!(elsewhere.location(), "/rounds/1/allocation");
}

/// A round in which an explanation takes longer than asking for it, allocated.
fn among_hundreds() -> Client {
    let folder = tempfile::tempdir().unwrap();
    let drawn = ["generate", "models/utrecht-2025", "--month", "2025-03", "--dwellings", "60", "--applicants", "300"];
    assert_eq!(sleutel(&[&drawn[..], &["--seed", "7", "-q", "-o", path(folder.path())]].concat()).status, 0);
    let mut client = Client::named(served_with("March", gather_files(folder.path()).unwrap()), "A. Clerk");
    assert_eq!(client.get_when_done("/rounds/1/allocation").status, 200);
    client
}

#[test]
fn an_explanation_at_work_can_be_stopped_beside_its_row_and_begins_again_when_asked() {
    let mut client = among_hundreds();
    let table = client.get("/rounds/1/export/unplaced.csv").text();
    let ids: Vec<&str> = table.lines().skip(1).filter_map(|row| row.split(',').next()).take(6).collect();
    let pages: Vec<_> = ids.iter().map(|id| client.get(&format!("/rounds/1/about?applicant={id}"))).collect();
    let stopped = client.stop(pages.last().unwrap()); // it waits behind the others
    let address = stopped.location().to_owned();
    assert!(address.starts_with(&format!("/rounds/1/about?applicant={}&job=", ids[5])), "{address}");
    for _ in 0..3 {
        let text = client.get(&address).text();
        assert!(text.contains("Stopped.") && !text.contains("<progress"), "{text}");
        std::thread::sleep(Duration::from_millis(200));
    }
    let since = Instant::now();
    while !client.get(&format!("/rounds/1/about?applicant={}", ids[5])).text().contains("class=\"told\"") {
        assert!(since.elapsed().as_secs() < 60, "it does not begin again");
        std::thread::sleep(Duration::from_millis(50));
    }
}
