//! What stands in a results folder, read by the checker itself.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::sheet::Sheet;
use crate::domain::{Certificate, Fraction};

/// The columns that each table must have; others are left unread.
const TABLES: [(&str, &[&str]); 4] = [
    (
        "allocation.csv",
        &[
            "applicant",
            "dwelling",
            "mode",
            "contract_rent",
            "group",
            "organisation",
            "landlord",
            "complex",
            "district",
            "persons",
            "waiting_days",
            "urgency",
            "misfit",
            "certainty",
            "reserves",
        ],
    ),
    ("unplaced.csv", &["applicant", "group", "reason", "detail", "eligible_dwellings"]),
    ("vacant.csv", &["dwelling", "reason", "detail", "eligible_applicants"]),
    ("limits.csv", &["limit", "counts", "min", "used", "max", "shortfall", "binding", "price"]),
];

/// The results of a run, as they claim to be.
#[derive(Debug, Clone)]
pub struct Claim {
    /// `allocation.csv`.
    pub allocation: Sheet,
    /// `unplaced.csv`.
    pub unplaced: Sheet,
    /// `vacant.csv`.
    pub vacant: Sheet,
    /// `limits.csv`.
    pub limits: Sheet,
    /// `summary.json`.
    pub summary: Summary,
    /// `certificate.json`.
    pub certificate: Certificate,
    /// SHA-256 (hex) of each table as it stands there now, and of the summary without its seconds.
    pub hashes: BTreeMap<String, String>,
}

/// `summary.json`, without the version of the tool and the seconds.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Summary {
    /// Version of the form.
    pub format: u32,
    /// Id of the round.
    pub round: String,
    /// Name of the model.
    pub model: String,
    /// SHA-256 (hex) of every file of the round.
    pub inputs: BTreeMap<String, String>,
    /// Seed of the lottery.
    pub seed: u64,
    /// `optimal` or `feasible`.
    pub status: String,
    /// Applicants placed.
    pub placed: usize,
    /// The tiers, in order.
    pub tiers: Vec<SummaryTier>,
    /// The groups.
    pub groups: Vec<SummaryGroup>,
}

/// A tier in the summary.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SummaryTier {
    /// Name.
    pub tier: String,
    /// Value.
    pub value: i64,
    /// No allocation does better than this.
    #[serde(deserialize_with = "number_or_fraction")]
    pub bound: Fraction,
    /// How that is proven.
    pub proof: String,
}

/// A group in the summary.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SummaryGroup {
    /// Id.
    pub group: String,
    /// Applicants of the group.
    pub applicants: usize,
    /// Those with a place.
    pub placed: usize,
    /// Persons in the households placed.
    pub persons: u64,
}

/// Results that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ClaimError {
    /// A file is missing or cannot be opened.
    #[error("{file}: {cause}")]
    Unreadable {
        /// The file.
        file: String,
        /// What the system said.
        cause: std::io::Error,
    },
    /// A table is no table.
    #[error("{file}:{line}: {what}")]
    NoTable {
        /// The file.
        file: String,
        /// Line, from 1.
        line: u64,
        /// What is wrong.
        what: String,
    },
    /// A table lacks a column.
    #[error("{file}: there is no column {column}")]
    NoColumn {
        /// The file.
        file: String,
        /// The column.
        column: String,
    },
    /// A JSON file has another form.
    #[error("{file}: {cause}")]
    NoJson {
        /// The file.
        file: String,
        /// What is wrong and where.
        cause: serde_json::Error,
    },
}

/// Gives the bytes of a file of the results by its name.
pub type Open<'a> = dyn Fn(&str) -> std::io::Result<Vec<u8>> + 'a;

/// Reads the results in a folder, in English or Dutch form.
///
/// # Errors
/// The first file that is missing or has another form.
pub fn read(folder: &Path) -> Result<Claim, ClaimError> {
    read_from(&|file| std::fs::read(folder.join(file)))
}

/// Reads results from wherever they stand: `open` gives the bytes of a file by its name.
///
/// # Errors
/// As [`read`].
pub fn read_from(open: &Open<'_>) -> Result<Claim, ClaimError> {
    let mut hashes = BTreeMap::new();
    let mut sheet = |number: usize| {
        let (file, columns) = TABLES[number];
        let bytes = bytes(open, file)?;
        hashes.insert(file.to_owned(), sha256(&bytes));
        Sheet::read(file, &bytes, columns)
    };
    let tables = [sheet(0)?, sheet(1)?, sheet(2)?, sheet(3)?];
    let [allocation, unplaced, vacant, limits] = tables;
    hashes.insert("summary.json".to_owned(), sha256(timeless(json(open, "summary.json")?).as_bytes()));
    if let Ok(report) = open("report.html") {
        hashes.insert("report.html".to_owned(), sha256(&report)); // it may have gone to the council
    }
    Ok(Claim {
        allocation,
        unplaced,
        vacant,
        limits,
        summary: json(open, "summary.json")?,
        certificate: json(open, "certificate.json")?,
        hashes,
    })
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}"); // writing to a string cannot fail
        hex
    })
}

/// The summary without its seconds, keys in order: what it says whenever the input is the same.
fn timeless(mut summary: BTreeMap<String, serde_json::Value>) -> String {
    summary.remove("seconds");
    serde_json::json!(summary).to_string()
}

fn bytes(open: &Open<'_>, file: &str) -> Result<Vec<u8>, ClaimError> {
    open(file).map_err(|cause| ClaimError::Unreadable { file: file.to_owned(), cause })
}

fn json<T: for<'de> Deserialize<'de>>(open: &Open<'_>, file: &str) -> Result<T, ClaimError> {
    serde_json::from_slice(&bytes(open, file)?).map_err(|cause| ClaimError::NoJson { file: file.to_owned(), cause })
}

fn number_or_fraction<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Fraction, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Number(i64),
        Text(String),
    }
    match Written::deserialize(deserializer)? {
        Written::Number(number) => Ok(Fraction::whole(number.into())),
        Written::Text(text) => Fraction::try_from(text).map_err(serde::de::Error::custom),
    }
}
