//! Any bytes in the place of one file of a valid round: problems or a round, never a fall. The first
//! byte chooses the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sleutel::domain::Language;
use sleutel::input::{Files, Options, read_files};
use sleutel::report::problems::sentence;

const VALID: [(&str, &[u8]); 8] = [
    ("applicants.csv", include_bytes!("../../tests/cases/reading/round/applicants.csv")),
    ("decisions.csv", include_bytes!("../../tests/cases/reading/round/decisions.csv")),
    ("dwellings.csv", include_bytes!("../../tests/cases/reading/round/dwellings.csv")),
    ("model/model.toml", include_bytes!("../../tests/cases/reading/model/model.toml")),
    ("norms/income.csv", include_bytes!("../../tests/cases/reading/norms/income.csv")),
    ("norms/rent.csv", include_bytes!("../../tests/cases/reading/norms/rent.csv")),
    ("norms/size.csv", include_bytes!("../../tests/cases/reading/norms/size.csv")),
    ("round.toml", include_bytes!("../../tests/cases/reading/round/round.toml")),
];

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, content)) = bytes.split_first() else { return };
    let mut files: Files = VALID.iter().map(|(name, valid)| ((*name).to_owned(), valid.to_vec())).collect();
    let (name, _) = VALID[usize::from(*choice) % VALID.len()];
    files.insert(name.to_owned(), content.to_vec());
    if let Err(problems) = read_files(&files, &Options::default()) {
        for problem in &problems {
            let _ = (sentence(problem, Language::En), sentence(problem, Language::Nl));
        }
    }
});
