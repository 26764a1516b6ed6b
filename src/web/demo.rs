//! The demo round: a synthetic month of Utrecht, part of the program, so that the first look needs no file.

use crate::input::{Files, fingerprint};

use super::store::Hashes;

/// Name and content of each file.
macro_rules! embedded {
    ($($name:literal = $path:literal),+ $(,)?) => {
        [$(($name, include_bytes!(concat!("../../models/", $path)).as_slice())),+]
    };
}

const MODEL: [(&str, &[u8]); 13] = embedded![
    "model/model.toml" = "utrecht-2025/model.toml",
    "model/population.toml" = "utrecht-2025/population.toml",
    "model/year/year.toml" = "utrecht-2025/year/year.toml",
    "model/year/capacity.csv" = "utrecht-2025/year/capacity.csv",
    "model/year/decision.csv" = "utrecht-2025/year/decision.csv",
    "model/year/demand.csv" = "utrecht-2025/year/demand.csv",
    "model/year/realised.csv" = "utrecht-2025/year/realised.csv",
    "model/year/streams.csv" = "utrecht-2025/year/streams.csv",
    "model/year/supply.csv" = "utrecht-2025/year/supply.csv",
    "model/year/temporary.csv" = "utrecht-2025/year/temporary.csv",
    "norms/income.csv" = "norms/nl/income.csv",
    "norms/rent.csv" = "norms/nl/rent.csv",
    "norms/size.csv" = "norms/nl/size.csv",
];

const ROUND: [(&str, &[u8]); 4] = embedded![
    "round.toml" = "utrecht-2025/rounds/2025-03/round.toml",
    "dwellings.csv" = "utrecht-2025/rounds/2025-03/dwellings.csv",
    "applicants.csv" = "utrecht-2025/rounds/2025-03/applicants.csv",
    "decisions.csv" = "utrecht-2025/rounds/2025-03/decisions.csv",
];

/// A list of matches made by hand for the demo round.
pub(super) const MANUAL: (&str, &[u8]) =
    ("manual.csv", include_bytes!("../../models/utrecht-2025/rounds/2025-03/manual.csv"));

/// The model of Utrecht and the Dutch norms, for a round that brings no model of its own.
pub(super) fn model() -> Files {
    owned(&MODEL)
}

/// The demo round with its model.
pub(super) fn round() -> Files {
    let mut files = model();
    files.extend(owned(&ROUND));
    files
}

/// Whether a round has the applicants and dwellings of the demo round.
pub(super) fn is_of(files: &Hashes) -> bool {
    let mut tables = ROUND.iter().filter(|(name, _)| matches!(*name, "applicants.csv" | "dwellings.csv"));
    tables.all(|(name, bytes)| files.get(*name) == Some(&fingerprint(bytes)))
}

fn owned(files: &[(&str, &[u8])]) -> Files {
    files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect()
}
