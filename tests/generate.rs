//! Drawing a synthetic month.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::Path;

use sleutel::domain::Month;
use sleutel::generate::{Request, generate};

const MODEL: &str = "models/utrecht-2025";

fn march() -> Request {
    Request { month: Month { year: 2025, month: 3 }, dwellings: None, applicants: None, regions: 1, seed: None }
}

#[test]
#[ignore = "writes the committed round anew; run after a change of the population"]
fn the_committed_round_is_drawn_anew() {
    let model = Path::new(MODEL);
    generate(model, &march()).unwrap().write(model, &model.join("rounds/2025-03")).unwrap();
}
