//! The results folder of a run.

use std::collections::BTreeMap;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::Form;
use super::summary::timeless_json;
use super::tables::{Told, UNPLACED, VACANT};
use super::workbook::workbook_of;
use super::{Readers, allocation_csv, limits_csv, outcome_json, report_html, write_together};
use crate::allocation::Outcome;
use crate::domain::{Language, Round};
use crate::report::WriteError;

/// The names of the files of a run, the certificate last.
pub const RESULT_FILES: [&str; 8] = [
    "allocation.csv",
    "unplaced.csv",
    "vacant.csv",
    "limits.csv",
    WORKBOOK,
    "report.html",
    SUMMARY,
    "certificate.json",
];

const SUMMARY: &str = "summary.json";

/// The tables once more for people; nothing reads it but they.
const WORKBOOK: &str = "round.xlsx";

/// The results of a run: what the checker reads of them, and the sentences that the workbook has once more. Of very many applicants
/// they take as long to make as the check does, so they are made once.
pub struct Results {
    checked: Vec<(&'static str, Vec<u8>)>,
    told: Told,
}

impl Results {
    /// Of an outcome, with a report for these readers. The certificate names the hash of every table, of the report, and of the
    /// summary without its seconds, so that it belongs to these results and no others.
    ///
    /// # Errors
    /// Never in practice: only when a table or number could not be put together.
    pub fn of(round: &Round, outcome: &Outcome, readers: Readers, language: Language) -> std::io::Result<Self> {
        let told = Told::of(round, outcome, language);
        Ok(Self { checked: checked(round, outcome, readers, language, &told)?, told })
    }

    /// What the checker reads: all but the workbook.
    pub fn checked(&self) -> &[(&'static str, Vec<u8>)] {
        &self.checked
    }

    /// All files, in the order of [`RESULT_FILES`]. The summary has the seconds that the outcome has by now.
    ///
    /// # Errors
    /// As [`Results::of`].
    pub fn finished(
        self,
        round: &Round,
        outcome: &Outcome,
        language: Language,
    ) -> std::io::Result<Vec<(&'static str, Vec<u8>)>> {
        let mut files = self.checked;
        let summary = outcome_json(round, outcome)?.into_bytes();
        files.iter_mut().filter(|(name, _)| *name == SUMMARY).for_each(|file| file.1.clone_from(&summary));
        files.insert(4, (WORKBOOK, workbook_of(round, outcome, language, self.told)?));
        Ok(files)
    }
}

/// The results as bytes, in the order of [`RESULT_FILES`], with a report for the public.
///
/// # Errors
/// As [`Results::of`].
pub fn result_files(
    round: &Round,
    outcome: &Outcome,
    language: Language,
) -> std::io::Result<Vec<(&'static str, Vec<u8>)>> {
    Results::of(round, outcome, Readers::Public, language)?.finished(round, outcome, language)
}

fn checked(
    round: &Round,
    outcome: &Outcome,
    readers: Readers,
    language: Language,
    told: &Told,
) -> std::io::Result<Vec<(&'static str, Vec<u8>)>> {
    let [allocation, unplaced, vacant, limits, _, report, summary, certificate] = RESULT_FILES;
    let form = Form::of(language);
    let mut files = vec![
        (allocation, allocation_csv(round, outcome, language)?),
        (unplaced, form.table(&UNPLACED, &told.unplaced)?),
        (vacant, form.table(&VACANT, &told.vacant)?),
        (limits, limits_csv(round, outcome, language)?),
    ];
    let page = (report, report_html(round, outcome, readers, language).into_bytes());
    let mut proof = outcome.certificate.clone();
    proof.results = hashes(&files);
    proof.results.insert(report.to_owned(), sha256(&page.1));
    proof.results.insert(summary.to_owned(), sha256(timeless_json(round, outcome)?.as_bytes()));
    files.extend([page, (summary, outcome_json(round, outcome)?.into_bytes())]);
    files.push((certificate, (serde_json::to_string_pretty(&proof)? + "\n").into_bytes()));
    Ok(files)
}

/// The results that are the same whenever the input is: as [`result_files`], the summary without its seconds.
///
/// # Errors
/// Never in practice: only when a table or number could not be put together.
pub fn lasting_files(
    round: &Round,
    outcome: &Outcome,
    language: Language,
) -> std::io::Result<Vec<(&'static str, Vec<u8>)>> {
    let mut files = result_files(round, outcome, language)?;
    let timeless = timeless_json(round, outcome)?.into_bytes();
    files.iter_mut().filter(|(name, _)| *name == SUMMARY).for_each(|file| file.1.clone_from(&timeless));
    Ok(files)
}

fn hashes(files: &[(&str, Vec<u8>)]) -> BTreeMap<String, String> {
    files.iter().map(|(name, bytes)| ((*name).to_owned(), sha256(bytes))).collect()
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    let digits = |byte: &u8| [byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16).unwrap_or('0'));
    Sha256::digest(bytes).iter().flat_map(digits).collect()
}

/// Writes the results of a run into a folder, all or none.
///
/// # Errors
/// The file or folder that could not be written, and why; the results that stood there still stand.
pub fn write_results(folder: &Path, round: &Round, outcome: &Outcome, language: Language) -> Result<(), WriteError> {
    let files =
        result_files(round, outcome, language).map_err(|cause| WriteError { path: folder.to_owned(), cause })?;
    write_together(folder, &files)
}
