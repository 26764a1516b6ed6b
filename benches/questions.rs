//! Questions about a city month, each once, beside solving the round again from nothing. `make bench-questions`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use sleutel::domain::Tier;
use sleutel::input::{Options, read_matches, read_round};
use sleutel::pipeline::{self, Request};
use sleutel::study::compare::{Wanted, compare};
use sleutel::study::explain::{Base, about_dwelling, about_limit, why_not, why_this};
use sleutel::study::levers::levers;
use sleutel::study::{Case, what_if};

const ROUND: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models/utrecht-2025/rounds/2025-03");

fn timed<T>(work: &str, target: &str, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let found = black_box(run());
    println!("{work:<58} {:>7.2} s   target {target}", start.elapsed().as_secs_f64());
    found
}

fn main() {
    let read = read_round(Path::new(ROUND), &Options::default()).unwrap();
    let case = Case { round: read.round, standing: read.standing };
    let request = Request::default();
    let base =
        timed("from nothing: goals, reasons, certainty, reserves", "", || Base::solve(case.clone(), &request).unwrap());
    timed("from nothing: the goals alone", "", || case.answer(&request).unwrap());
    let more = |by: i64| {
        let limit = case.round.limits.position("Agreed share").unwrap();
        case.changed(|round| round.limits.limits[limit].max = round.limits.limits[limit].max.map(|max| max + by))
            .unwrap()
    };
    timed("a scenario: one dwelling more of the agreed share, base too", "0.1 s", || {
        what_if(&case, &[more(1)], &request, &|_, _| ()).unwrap()
    });
    timed("whether one more could be placed then", "", || {
        let one_more: Vec<(Tier, i64)> = vec![(Tier::Minimums, 2), (Tier::Placed, 128)];
        let case = more(1);
        pipeline::compare(&case.round, &case.standing, &request, &one_more).unwrap()
    });
    timed("explain: why this one, and what refusing does", "0.5 s", || why_this(&base, 0, &request).unwrap());
    let unplaced = base.outcome.unplaced.iter().find(|one| one.eligible_dwellings > 5).unwrap().applicant;
    timed("explain: why not, what it costs, what would place it", "0.5 s", || {
        why_not(&base, unplaced, &request, &|_, _| ()).unwrap()
    });
    let dwelling = base.outcome.placements[0].dwelling;
    timed("explain: who could have a dwelling at no cost", "0.5 s", || {
        about_dwelling(&base, dwelling, &request).unwrap()
    });
    timed("explain: a limit, one and five units more and less", "0.5 s", || about_limit(&base, 8, &request).unwrap());
    let list = read_matches(&Path::new(ROUND).join("manual.csv")).unwrap();
    timed("compare: a list made by hand, with what it raises", "1 s", || {
        compare(&case, list, &Wanted::Comparison, &request, &|_, _| ()).unwrap()
    });
    timed("levers, all of them", "10 s", || levers(&base, &request, &|_, _| ()).unwrap());
}
