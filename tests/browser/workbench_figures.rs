//! Figures of the workbench, measured and printed, never asserted: `make bench-workbench`.
#![allow(clippy::print_stdout)] // printing them is what it is for

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Instant;

use serde_json::Value;

use crate::bench::{Bench, Speech, arrived};
use crate::browser::{Browser, Tab};
use crate::command::{path, sleutel};

const DEMO: &str = "models/utrecht-2025/rounds/2025-03";

/// Asks the figures of the page to measure something.
fn measured(tab: &Tab, what: &str) -> Value {
    tab.evaluate(&format!("({}).{what}", include_str!("figures.js").trim_end()))
}

fn milliseconds(tab: &Tab, what: &str) -> f64 {
    measured(tab, what).as_f64().unwrap()
}

/// Starts a workbench and gets its first page; in seconds.
fn first_page() -> (f64, f64) {
    let start = Instant::now();
    let bench = Bench::start(&[]);
    let site = bench.at("");
    let mut stream = TcpStream::connect(site.strip_prefix("http://").unwrap()).unwrap();
    let host = site.strip_prefix("http://").unwrap();
    write!(stream, "GET / HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").unwrap();
    let mut page = String::new();
    stream.read_to_string(&mut page).unwrap();
    let seconds = start.elapsed().as_secs_f64();
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    (seconds, bench.memory())
}

#[test]
#[ignore = "figures, by `make bench-workbench`"]
fn the_first_page() {
    let all: Vec<(f64, f64)> = (0..5).map(|_| first_page()).collect();
    let mut seconds: Vec<f64> = all.iter().map(|(seconds, _)| *seconds).collect();
    seconds.sort_by(f64::total_cmp);
    println!("first page after the start of the program: {:.3} s (middle of 5; aim 0.2)", seconds[2]);
    println!("memory at that moment: {:.0} MiB (aim 100)", all[0].1);
}

#[test]
#[ignore = "figures, by `make bench-workbench`"]
fn a_slider_on_the_month_of_a_city() {
    let (bench, browser) = (Bench::start(&[DEMO]), Browser::start());
    let visit = arrived(&bench, &browser, Speech::English);
    let tab = &visit.tab;
    println!("rounds, painted after {:.0} ms", tab.timing().painted);
    visit.tab.loading(|tab| tab.click("main table a"));
    visit.awaits("#row-by-row");
    visit.go("nav.round a", "What if", "Wat als");
    tab.wait_for("[data-slide]");
    let slider = tab.evaluate("document.querySelector('[data-slide]').ariaLabel");
    let start = tab.evaluate("Number(document.querySelector('[data-slide]').value)").as_f64().unwrap();
    for by in [-3.0, 2.0, -5.0, 4.0, 1.0] {
        let time = milliseconds(tab, &format!("slide({})", start + by));
        let state = tab.text("#effect .badge");
        println!("{slider} to {}: {state} after {time:.0} ms (aim 300)", start + by);
        let proof = Instant::now();
        visit.awaits("#effect .badge » proven");
        println!("  proven {:.1} s later", proof.elapsed().as_secs_f64());
    }
    println!("memory: {:.0} MiB", bench.memory());
}

#[test]
#[ignore = "figures, by `make bench-workbench`"]
fn the_table_of_all_seekers_of_a_city() {
    let folder = tempfile::tempdir().unwrap();
    let round = folder.path().join("seekers");
    let drawn = ["generate", "models/utrecht-2025", "--month", "2025-03", "--applicants", "25000", "-q", "-o"];
    assert_eq!(sleutel(&[&drawn[..], &[path(&round)]].concat()).status, 0);
    let (bench, browser) = (Bench::start(&[path(&round)]), Browser::start());
    let visit = arrived(&bench, &browser, Speech::English);
    let tab = &visit.tab;
    visit.tab.loading(|tab| tab.click("main table a"));
    visit.awaits("#row-by-row");
    visit.go(".views a", "Not placed", "Niet geplaatst");
    visit.sees(".views a[aria-current]", "Not placed", "Niet geplaatst");
    println!("{}; page painted after {:.0} ms", tab.text("#found"), tab.timing().painted);
    println!(
        "filter: {:.0} ms, all again: {:.0} ms",
        milliseconds(tab, "filter('exodus')"),
        milliseconds(tab, "filter('')")
    );
    println!("sort by waiting days: {:.0} ms", milliseconds(tab, "sort(4)"));
    tab.evaluate("document.querySelector('#rows').scrollIntoView()");
    for by in [400, 3000] {
        println!("scrolled to the end, {by} pixels a frame: {}", measured(tab, &format!("scroll({by})")));
    }
    for share in [0.0, 0.5, 1.0] {
        println!("jumped to {share} of all: rows after {:.0} ms", milliseconds(tab, &format!("jump({share})")));
    }
    println!("at the end, sort: {:.0} ms", milliseconds(tab, "sort(0)"));
    println!("memory: {:.0} MiB", bench.memory());
}
