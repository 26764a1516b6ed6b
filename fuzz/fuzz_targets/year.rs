//! Any bytes in the place of one file of a valid year: problems or a year and its audit, never a fall. The first
//! byte chooses the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sleutel::domain::Language;
use sleutel::input::{Files, read_year_files};
use sleutel::report::audit_json;
use sleutel::report::problems::sentence;
use sleutel::year::audit;

const VALID: [(&str, &[u8]); 9] = [
    ("model.toml", include_bytes!("../../models/utrecht-2025/model.toml")),
    ("year/capacity.csv", include_bytes!("../../models/utrecht-2025/year/capacity.csv")),
    ("year/decision.csv", include_bytes!("../../models/utrecht-2025/year/decision.csv")),
    ("year/demand.csv", include_bytes!("../../models/utrecht-2025/year/demand.csv")),
    ("year/realised.csv", include_bytes!("../../models/utrecht-2025/year/realised.csv")),
    ("year/streams.csv", include_bytes!("../../models/utrecht-2025/year/streams.csv")),
    ("year/supply.csv", include_bytes!("../../models/utrecht-2025/year/supply.csv")),
    ("year/temporary.csv", include_bytes!("../../models/utrecht-2025/year/temporary.csv")),
    ("year/year.toml", include_bytes!("../../models/utrecht-2025/year/year.toml")),
];

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, content)) = bytes.split_first() else { return };
    let mut files: Files = VALID.iter().map(|(name, valid)| ((*name).to_owned(), valid.to_vec())).collect();
    let (name, _) = VALID[usize::from(*choice) % VALID.len()];
    files.insert(name.to_owned(), content.to_vec());
    match read_year_files(&files) {
        Ok(read) => drop(audit_json(&audit(&read.year), Language::Nl)),
        Err(problems) => problems.iter().for_each(|problem| {
            let _ = (sentence(problem, Language::En), sentence(problem, Language::Nl));
        }),
    }
});
