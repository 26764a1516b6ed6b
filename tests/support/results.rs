//! A results folder written for the checker to read, each file as text that a test can change.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sleutel::allocation::{Outcome, Status};
use sleutel::domain::{Applicant, Fraction, Mode, Round, misfit};
use sleutel::eligibility::contract_rent;
use sleutel::verify::{Claim, claim};

/// The files of a run by name.
#[derive(Debug, Clone)]
pub struct Results {
    pub files: BTreeMap<String, String>,
    dutch: bool,
}

impl Results {
    /// As an English run writes them.
    pub fn of(round: &Round, outcome: &Outcome) -> Self {
        Self { files: BTreeMap::new(), dutch: false }.with(round, outcome)
    }

    /// As a Dutch run writes them.
    pub fn in_dutch(round: &Round, outcome: &Outcome) -> Self {
        Self { files: BTreeMap::new(), dutch: true }.with(round, outcome)
    }

    fn with(mut self, round: &Round, outcome: &Outcome) -> Self {
        self.put("allocation.csv", &allocation(round, outcome));
        self.put("unplaced.csv", &unplaced(round, outcome));
        self.put("vacant.csv", &vacant(round, outcome));
        self.put("limits.csv", &limits(round, outcome));
        self.files.insert("summary.json".to_owned(), summary(round, outcome).to_string());
        self.files.insert("certificate.json".to_owned(), serde_json::to_string(&outcome.certificate).unwrap());
        self.seal();
        self
    }

    fn put(&mut self, file: &str, rows: &[Vec<String>]) {
        let english = |row: &Vec<String>| row.join(",") + "\n";
        let dutch = |row: &Vec<String>| row.join(";").replace('.', ",") + "\r\n";
        let text = if self.dutch {
            rows.iter().map(dutch).fold("\u{feff}".to_owned(), |text, line| text + &line)
        } else {
            rows.iter().map(english).collect()
        };
        self.files.insert(file.to_owned(), text);
    }

    /// Writes the hashes of the tables and the summary into the certificate, as they stand now.
    pub fn seal(&mut self) {
        let tables = ["allocation.csv", "unplaced.csv", "vacant.csv", "limits.csv"];
        let mut hashes: BTreeMap<&str, String> =
            tables.into_iter().map(|file| (file, sha256(&self.files[file]))).collect();
        let mut summary: Value = serde_json::from_str(&self.files["summary.json"]).unwrap();
        summary.as_object_mut().unwrap().remove("seconds");
        hashes.insert("summary.json", sha256(&summary.to_string()));
        self.edit_unsealed("certificate.json", |certificate| certificate["results"] = json!(hashes));
    }

    /// Changes a JSON file, and seals the results again.
    pub fn edit(&mut self, file: &str, change: impl FnOnce(&mut Value)) {
        self.edit_unsealed(file, change);
        self.seal();
    }

    /// Changes a JSON file and nothing else.
    pub fn edit_unsealed(&mut self, file: &str, change: impl FnOnce(&mut Value)) {
        let mut value: Value = serde_json::from_str(&self.files[file]).unwrap();
        change(&mut value);
        self.files.insert(file.to_owned(), value.to_string());
    }

    /// Changes one cell of a table, found by the first cell of its row, and seals the tables again.
    pub fn set_cell(&mut self, file: &str, row: &str, column: &str, text: &str) {
        let mut lines: Vec<Vec<String>> =
            self.files[file].lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
        let place = lines[0].iter().position(|name| name == column).unwrap();
        let line = lines.iter_mut().find(|line| line[0] == row).unwrap();
        text.clone_into(&mut line[place]);
        self.put(file, &lines);
        self.seal();
    }

    /// Leaves out the row with this first cell, and seals the tables again.
    pub fn drop_row(&mut self, file: &str, row: &str) {
        let start = format!("{row},");
        let kept = self.files[file].lines().filter(|line| !line.starts_with(&start));
        let kept = kept.fold(String::new(), |text, line| text + line + "\n");
        self.files.insert(file.to_owned(), kept);
        self.seal();
    }

    /// Writes a row twice, and seals the tables again.
    pub fn repeat_row(&mut self, file: &str, row: &str) {
        let start = format!("{row},");
        let line = self.files[file].lines().find(|line| line.starts_with(&start)).unwrap().to_owned();
        self.files.get_mut(file).unwrap().push_str(&(line + "\n"));
        self.seal();
    }

    /// The files as the checker reads them from a folder.
    pub fn read(&self) -> Claim {
        let folder = tempfile::tempdir().unwrap();
        for (file, text) in &self.files {
            std::fs::write(folder.path().join(file), text).unwrap();
        }
        claim::read(folder.path()).unwrap()
    }
}

fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

fn header(columns: &str) -> Vec<String> {
    columns.split(' ').map(str::to_owned).collect()
}

fn allocation(round: &Round, outcome: &Outcome) -> Vec<Vec<String>> {
    let mut rows = vec![header(
        "applicant dwelling mode contract_rent group organisation landlord complex district persons waiting_days urgency misfit certainty reserves",
    )];
    for (number, found) in outcome.placements.iter().enumerate() {
        let reserves = outcome.reserves[number].iter().map(|reserve| round.applicants[*reserve].id.clone());
        let (applicant, dwelling) = (&round.applicants[found.applicant], &round.dwellings[found.dwelling]);
        let rent = contract_rent(round, applicant, dwelling, found.mode);
        rows.push(vec![
            applicant.id.clone(),
            dwelling.id.clone(),
            if found.mode == Mode::Whole { "whole" } else { "shared" }.to_owned(),
            format!("{}.{:02}", rent / 100, rent % 100),
            applicant.group.clone(),
            applicant.organisation.clone().unwrap_or_default(),
            dwelling.landlord.clone().unwrap_or_default(),
            dwelling.complex.clone().unwrap_or_default(),
            dwelling.district.clone().unwrap_or_default(),
            applicant.persons().to_string(),
            applicant.waiting_days(round.first_day()).to_string(),
            applicant.urgency(round.month).to_string(),
            misfit(applicant, dwelling, found.mode, &round.norms).to_string(),
            outcome.certainty[number].map_or("", |certainty| certainty.name()).to_owned(),
            reserves.collect::<Vec<_>>().join("|"),
        ]);
    }
    rows
}

fn unplaced(round: &Round, outcome: &Outcome) -> Vec<Vec<String>> {
    let row = |found: &sleutel::allocation::Unplaced| {
        let applicant = &round.applicants[found.applicant];
        let reason = found.reason.name().to_owned();
        vec![applicant.id.clone(), applicant.group.clone(), reason, String::new(), found.eligible_dwellings.to_string()]
    };
    let rows = outcome.unplaced.iter().map(row);
    std::iter::once(header("applicant group reason detail eligible_dwellings")).chain(rows).collect()
}

fn vacant(round: &Round, outcome: &Outcome) -> Vec<Vec<String>> {
    let row = |found: &sleutel::allocation::Vacant| {
        let (id, reason) = (round.dwellings[found.dwelling].id.clone(), found.reason.name().to_owned());
        vec![id, reason, String::new(), found.eligible_applicants.to_string()]
    };
    let rows = outcome.vacant.iter().map(row);
    std::iter::once(header("dwelling reason detail eligible_applicants")).chain(rows).collect()
}

fn limits(round: &Round, outcome: &Outcome) -> Vec<Vec<String>> {
    let row = |found: &sleutel::allocation::LimitOutcome| {
        let limit = &round.limits.limits[found.limit];
        let amount = |units: Option<i64>| units.map_or_else(String::new, |units| decimals(units, limit.counts.unit()));
        vec![
            limit.name.clone(),
            limit.counts.name().to_owned(),
            amount(limit.min),
            amount(Some(found.used)),
            amount(found.max),
            amount(limit.min.map(|_| found.shortfall)),
            if found.binding { "yes" } else { "no" }.to_owned(),
            found.max.map_or_else(String::new, |_| four_decimals(found.price)),
        ]
    };
    let rows = outcome.limits.iter().map(row);
    std::iter::once(header("limit counts min used max shortfall binding price")).chain(rows).collect()
}

/// To the nearest.
fn four_decimals(price: Fraction) -> String {
    let units = (price.numerator * 20_000 + price.denominator).div_euclid(2 * price.denominator);
    format!("{}.{:04}", units / 10_000, units % 10_000)
}

fn decimals(units: i64, unit: i64) -> String {
    if unit == 1 { units.to_string() } else { format!("{}.{:06}", units / unit, units % unit) }
}

fn summary(round: &Round, outcome: &Outcome) -> Value {
    let tiers = outcome.tiers.iter().map(|found| {
        json!({ "tier": found.tier.name(), "value": found.value, "bound": found.bound, "proof": found.proof.name() })
    });
    let groups = round.model.groups.keys().map(|id| {
        let applicants = round.applicants.iter().filter(|applicant| applicant.group == *id).count();
        let own = outcome.placements.iter().map(|found| &round.applicants[found.applicant]);
        let own: Vec<u32> = own.filter(|applicant| applicant.group == *id).map(Applicant::persons).collect();
        json!({ "group": id, "applicants": applicants, "placed": own.len(), "persons": own.iter().sum::<u32>() })
    });
    json!({
        "format": 1,
        "tool_version": "0.0.0",
        "round": round.id,
        "model": round.model.name,
        "inputs": round.inputs,
        "seed": round.seed,
        "status": if outcome.status == Status::Optimal { "optimal" } else { "feasible" },
        "placed": outcome.placements.len(),
        "tiers": tiers.collect::<Vec<_>>(),
        "groups": groups.collect::<Vec<_>>(),
        "seconds": { "solve": 0.001 },
    })
}
