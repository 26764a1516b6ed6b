//! A city month, 230 dwellings × 800 applicants: the whole process from files to results, and each stage
//! by itself. `make bench` runs it.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use criterion::{Criterion, SamplingMode, criterion_group, criterion_main};
use sleutel::domain::{Language, Match, Placement, Round};
use sleutel::eligibility::Index;
use sleutel::input::{Options, read_round};
use sleutel::pipeline::{Request, allocate};
use sleutel::program::Program;
use sleutel::report::result_files;
use sleutel::verify::{certificate_doubts, violations};

const ROUND: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models/utrecht-2025/rounds/2025-03");

fn matched(round: &Round, placement: &Placement) -> Match {
    Match {
        applicant: round.applicants[placement.applicant].id.clone(),
        dwelling: round.dwellings[placement.dwelling].id.clone(),
        mode: Some(placement.mode),
        line: 0,
    }
}

fn stages(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("city month");
    group.sampling_mode(SamplingMode::Flat).sample_size(10).warm_up_time(Duration::from_millis(200));
    let folder = Path::new(ROUND);
    let read = read_round(folder, &Options::default()).unwrap();
    let (round, standing) = (&read.round, &read.standing);
    let index = Index::new(round, standing);
    group.bench_function("read", |bencher| bencher.iter(|| read_round(folder, &Options::default()).unwrap()));
    group.bench_function("eligibility", |bencher| bencher.iter(|| Index::new(round, standing)));
    group.bench_function("program", |bencher| bencher.iter(|| Program::new(round, standing, &index)));
    let outcome = allocate(round, standing, &Request::default()).unwrap();
    group.bench_function("allocate: eligibility, program, solve, explain", |bencher| {
        bencher.iter(|| allocate(round, standing, &Request::default()).unwrap());
    });
    group.bench_function("check the certificate", |bencher| {
        bencher.iter(|| certificate_doubts(round, standing, &outcome.placements, &outcome.certificate));
    });
    let matches: Vec<Match> = outcome.placements.iter().map(|placement| matched(round, placement)).collect();
    group.bench_function("check rules and limits", |bencher| bencher.iter(|| violations(round, standing, &matches)));
    group.bench_function("write", |bencher| {
        bencher.iter(|| result_files(round, &outcome, Language::En).unwrap());
    });
    group.finish();
}

fn whole_process(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("whole process");
    group.sampling_mode(SamplingMode::Flat).sample_size(10).warm_up_time(Duration::from_millis(200));
    let out = tempfile::tempdir().unwrap();
    group.bench_function("allocate a city month, files in, results out", |bencher| {
        bencher.iter(|| {
            let mut run = Command::new(env!("CARGO_BIN_EXE_sleutel"));
            run.args(["allocate", ROUND, "-q", "-o"]).arg(out.path());
            assert!(run.status().unwrap().success());
        });
    });
    group.finish();
}

criterion_group!(benches, stages, whole_process);
criterion_main!(benches);
