//! Drawing a synthetic month.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use sleutel::domain::{Applicant, Month};
use sleutel::generate::{Error, Generated, Request, generate, population};
use sleutel::input::{Options, Read, read_round, table};
use sleutel::pipeline;

const MODEL: &str = "models/utrecht-2025";
const ROUND: &str = "models/utrecht-2025/rounds/2025-03";

fn march() -> Request {
    Request {
        month: Month { year: 2025, month: 3 },
        dwellings: None,
        applicants: None,
        regions: 1,
        seed: None,
        minimums: BTreeMap::new(),
    }
}

fn drawn(request: &Request) -> Generated {
    generate(Path::new(MODEL), request).unwrap()
}

fn rows(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(bytes).into_deserialize().map(Result::unwrap).collect()
}

fn limits(round_toml: &str) -> BTreeMap<String, toml::Table> {
    let round: toml::Table = toml::from_str(round_toml).unwrap();
    let limits = round.get("limit").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let table = |limit: toml::Value| limit.as_table().unwrap().clone();
    limits.into_iter().map(table).map(|limit| (limit["name"].as_str().unwrap().to_owned(), limit)).collect()
}

/// A model in a folder of its own, with its population changed.
fn model_with(change: impl Fn(String) -> String) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(format!("{MODEL}/model.toml"), folder.path().join("model.toml")).unwrap();
    let text = fs::read_to_string(format!("{MODEL}/population.toml")).unwrap();
    let changed = change(text.clone());
    assert_ne!(text, changed, "the change must hit something");
    fs::write(folder.path().join("population.toml"), changed).unwrap();
    let path = folder.path().to_owned();
    (folder, path)
}

#[test]
fn the_committed_round_is_what_the_population_draws_byte_for_byte() {
    let march = drawn(&march());
    for (name, bytes) in [
        ("dwellings.csv", march.dwellings.clone()),
        ("applicants.csv", march.applicants.clone()),
        ("round.toml", march.round_toml("../..").into_bytes()),
    ] {
        assert!(fs::read(Path::new(ROUND).join(name)).unwrap() == bytes, "{name} differs: generate the round anew");
    }
}

#[test]
fn the_decisions_are_about_drawn_applicants_and_dwellings_and_name_roles() {
    let march = drawn(&march());
    let ids = |bytes: &[u8]| -> BTreeSet<String> { rows(bytes).iter().map(|row| row["id"].clone()).collect() };
    let (dwellings, applicants) = (ids(&march.dwellings), ids(&march.applicants));
    let decisions = rows(&fs::read(Path::new(ROUND).join("decisions.csv")).unwrap());
    let kinds: BTreeSet<&str> = decisions.iter().map(|row| row["decision"].as_str()).collect();
    assert_eq!(kinds, BTreeSet::from(["fixed", "forbidden", "refused"]));
    for row in &decisions {
        assert!(applicants.contains(&row["applicant"]) && dwellings.contains(&row["dwelling"]), "{row:?}");
        assert!(["matching organisation", "landlord", "chain coordination"].contains(&row["by"].as_str()), "{row:?}");
        assert!(!row["reason"].is_empty(), "{row:?}");
    }
}

#[test]
fn the_model_is_toml_whose_groups_and_limits_have_names_of_their_own() {
    let model: toml::Table = toml::from_str(&fs::read_to_string(format!("{MODEL}/model.toml")).unwrap()).unwrap();
    for (table, key) in [("group", "id"), ("limit", "name")] {
        let entries = model[table].as_array().unwrap();
        let names: BTreeSet<&str> = entries.iter().map(|entry| entry[key].as_str().unwrap()).collect();
        assert_eq!(names.len(), entries.len(), "{table}");
    }
    let route = |group: &&toml::Value| group["route"].as_str() == Some("self-search");
    assert_eq!(model["group"].as_array().unwrap().iter().filter(route).count(), 2);
}

#[test]
fn every_drawn_group_and_organisation_is_one_of_the_model() {
    let model: toml::Table = toml::from_str(&fs::read_to_string(format!("{MODEL}/model.toml")).unwrap()).unwrap();
    let groups: BTreeSet<&str> = model["group"].as_array().unwrap().iter().map(|g| g["id"].as_str().unwrap()).collect();
    let limits = model["limit"].as_array().unwrap().iter();
    let organisation =
        |limit: &'static str, l: &toml::Value| Some(l.get("applicants")?.get(limit)?.as_str()?.to_owned());
    let supporting: BTreeSet<String> = limits.filter_map(|limit| organisation("organisation", limit)).collect();
    for applicant in rows(&drawn(&march()).applicants) {
        assert!(groups.contains(applicant["group"].as_str()), "{applicant:?}");
        let by = &applicant["organisation"];
        assert!(by.is_empty() || supporting.contains(by), "{applicant:?}");
    }
}

#[test]
fn the_letters_numbers_add_up_in_the_year_tables() {
    let total = |file: &str, column: &str| -> u32 {
        let table = rows(&fs::read(format!("{MODEL}/year/{file}")).unwrap());
        table.iter().filter(|row| !row[column].is_empty()).map(|row| row[column].parse::<u32>().unwrap()).sum()
    };
    assert_eq!(total("decision.csv", "places"), 1235);
    assert_eq!(total("supply.csv", "dwellings"), 2752);
    assert_eq!((total("demand.csv", "dwellings_low"), total("demand.csv", "dwellings_high")), (1861, 1870));
    assert!(toml::from_str::<toml::Table>(&fs::read_to_string(format!("{MODEL}/year/year.toml")).unwrap()).is_ok());
}

#[test]
fn the_tables_of_the_year_have_the_declared_columns_and_their_parts_add_up() {
    let year = |file: &str| rows(&fs::read(format!("{MODEL}/year/{file}.csv")).unwrap());
    for file in ["demand", "supply", "streams", "decision", "capacity", "temporary", "realised"] {
        let declared = table(file).unwrap();
        for column in year(file)[0].keys() {
            assert!(declared.column(column).is_some(), "{file}.csv: {column}");
        }
    }
    let sum = |row: &BTreeMap<String, String>| -> u32 {
        ["small", "middle", "large"].iter().map(|column| row[*column].parse::<u32>().unwrap()).sum()
    };
    for row in year("supply") {
        assert_eq!(sum(&row).to_string(), row["dwellings"], "{row:?}");
    }
    let mut shares: BTreeMap<String, u32> = BTreeMap::new();
    for row in year("streams") {
        assert_eq!(sum(&row), 100, "{row:?}");
        *shares.entry(row["group"].clone()).or_default() += row["share"].parse::<u32>().unwrap();
    }
    assert!(shares.values().all(|share| *share == 100) && shares.len() == year("decision").len(), "{shares:?}");
}

#[test]
fn refugee_households_have_the_letters_mean_size() {
    let population = population(Path::new(MODEL)).unwrap();
    let group = population.groups.iter().find(|group| group.id == "statushouders").unwrap();
    let weight: u64 = group.households.iter().map(|row| row.weight).sum();
    let persons: u64 = group.households.iter().map(|row| row.weight * u64::from(row.adults + row.children)).sum();
    assert_eq!(persons * 100, weight * 170);
}

#[test]
fn a_usual_month_has_230_dwellings_and_800_applicants_without_a_region() {
    let march = drawn(&march());
    let (dwellings, applicants) = (rows(&march.dwellings), rows(&march.applicants));
    assert_eq!((dwellings.len(), applicants.len()), (230, 800));
    assert!(dwellings.iter().chain(&applicants).all(|row| row["region"].is_empty()));
    assert_eq!(march.seed, 20_250_301);
    assert!(limits(&march.round_toml("..")).is_empty(), "the model's limits fit a usual month");
}

#[test]
fn another_seed_draws_other_households() {
    let other = drawn(&Request { seed: Some(2), ..march() });
    assert_ne!(other.applicants, drawn(&march()).applicants);
    assert_ne!(other.dwellings, drawn(&march()).dwellings);
}

#[test]
fn more_applicants_leave_the_dwellings_and_the_first_applicants_as_they_were() {
    let (usual, more) = (drawn(&march()), drawn(&Request { applicants: Some(1000), ..march() }));
    assert_eq!(usual.dwellings, more.dwellings);
    assert_eq!(rows(&usual.applicants), rows(&more.applicants)[..800]);
}

#[test]
fn a_project_gives_its_share_of_the_month() {
    let month = drawn(&Request { dwellings: Some(1000), ..march() });
    let of = |complex: &str| rows(&month.dwellings).iter().filter(|row| row["complex"] == complex).count();
    assert_eq!((of("Defensieterrein"), of("Leidsche Rijn E5")), (51, 18));
}

#[test]
fn drawn_rows_keep_the_bounds_of_the_formats() {
    let march = drawn(&Request { dwellings: Some(3000), applicants: Some(6000), ..march() });
    for row in rows(&march.dwellings) {
        let amount = |column: &str| row[column].parse::<f64>().unwrap();
        assert!(row["lowest_rent"].is_empty() || amount("lowest_rent") < amount("rent"), "{row:?}");
        assert!(!(row["labels"].contains("senior") && row["labels"].contains("young")), "{row:?}");
    }
    for row in rows(&march.applicants) {
        let number = |column: &str| row[column].parse::<u32>().unwrap();
        assert!(row["registered"].as_str() <= "2025-03-01", "{row:?}");
        assert!(row["shares"] == "no" || number("adults") + number("children") == 1, "{row:?}");
        assert!(!row["organisation"].is_empty() || row["support"] == "0.00", "{row:?}");
        let (wanted, avoided) = (list(&row["districts"]), list(&row["avoid_districts"]));
        assert!(wanted.is_disjoint(&avoided), "{row:?}");
    }
}

fn list(cell: &str) -> BTreeSet<&str> {
    cell.split('|').filter(|value| !value.is_empty()).collect()
}

#[test]
fn a_country_has_regions_with_their_own_places_and_limits_of_the_right_size() {
    let land = drawn(&Request { dwellings: Some(4 * 460), applicants: Some(402), regions: 4, ..march() });
    let (dwellings, applicants) = (rows(&land.dwellings), rows(&land.applicants));
    assert_eq!((dwellings.len(), applicants.len()), (1840, 402));
    let regions: BTreeSet<&str> = dwellings.iter().map(|row| row["region"].as_str()).collect();
    assert_eq!(regions, BTreeSet::from(["Region 01", "Region 02", "Region 03", "Region 04"]));
    for row in &dwellings {
        assert!(row["district"].starts_with(&row["region"]) && row["complex"].starts_with(&row["region"]), "{row:?}");
    }
    for row in &applicants {
        assert!(list(&row["districts"]).iter().all(|name| name.starts_with(&row["region"])), "{row:?}");
    }
    let limits = limits(&land.round_toml(".."));
    let starts = &limits["VluchtelingenWerk: starts"];
    assert_eq!((starts["each"].as_str(), starts["max"].as_integer()), (Some("region"), Some(88)));
    assert_eq!(limits["Statushouders: month"]["min"].as_integer(), Some(92));
    assert!(!limits["Agreed share"].contains_key("max"), "a percentage stays");
    assert!(!limits.contains_key("Intensive support in a complex"), "a limit for each complex stays");
    let watched = &limits["Supported placements in a watched complex"];
    assert!(!watched.contains_key("max"), "its maximum stays");
    let complexes = watched["dwellings"]["complex"].as_array().unwrap();
    assert!(complexes.len() == 20 && complexes.contains(&"Region 04 Overvecht 2".into()), "{complexes:?}");
}

#[test]
fn what_the_model_says_of_a_complex_holds_in_every_region() {
    let folder = tempfile::tempdir().unwrap();
    let land = drawn(&Request { dwellings: Some(200), applicants: Some(240), regions: 2, ..march() });
    land.write(Path::new(MODEL), folder.path()).unwrap();
    let Read { round, standing, .. } = read_round(folder.path(), &Options::default()).unwrap();
    let request =
        pipeline::Request { time_limit: Some(std::time::Duration::from_secs(10)), ..pipeline::Request::default() };
    let outcome = pipeline::allocate(&round, &standing, &request).unwrap(); // what it keeps, it keeps when stopped too
    let placed = |complex: &str| -> Vec<&Applicant> {
        let here =
            outcome.placements.iter().filter(|p| round.dwellings[p.dwelling].complex.as_deref() == Some(complex));
        here.map(|placement| &round.applicants[placement.applicant]).collect()
    };
    let supported = |one: &&&Applicant| matches!(one.support_level.as_deref(), Some("light" | "intensive"));
    let mut watched = BTreeMap::new();
    for region in ["Region 01", "Region 02"] {
        let vacant = format!("{region} Eendrachtlaan");
        assert!(round.dwellings.iter().any(|dwelling| dwelling.complex.as_deref() == Some(&vacant)), "{vacant}");
        assert!(placed(&vacant).is_empty(), "{vacant}");
        for complex in ["Overvecht 1", "Overvecht 2", "Zuidwest 1", "Noordwest 1", "Zuid 1"] {
            let supported = placed(&format!("{region} {complex}")).iter().filter(supported).count();
            assert!(supported <= 1, "{region} {complex}: {supported}");
            *watched.entry(complex).or_insert(0) += supported;
        }
        let excluded = placed(&format!("{region} Overvecht 3"));
        assert!(excluded.iter().all(|one| one.support_level.as_deref() != Some("intensive")), "{excluded:?}");
        for complex in ["Zuidwest 2", "Noordwest 2"] {
            let excluded = placed(&format!("{region} {complex}"));
            let groups = ["beter-wonen", "wonen-na-detentie", "city-deal"];
            assert!(excluded.iter().all(|one| !groups.contains(&one.group.as_str())), "{excluded:?}");
        }
    }
    assert!(watched.values().any(|supported| *supported == 2), "each region has its own maximum: {watched:?}");
    assert_eq!(round.model.liveability.len(), 3, "the exclusions that name a district too");
}

#[test]
fn a_small_month_scales_the_limits_down_but_leaves_one_start() {
    let small = drawn(&Request { dwellings: Some(23), applicants: Some(60), ..march() });
    let limits = limits(&small.round_toml(".."));
    assert_eq!(limits["Statushouders: month"]["min"].as_integer(), Some(5)); // 4.6
    assert_eq!(limits["Exodus: starts"]["max"].as_integer(), Some(1)); // 0.3
    assert_eq!(limits["Eendrachtlaan: no agreement"]["max"].as_integer(), Some(0));
    assert_eq!(limits.get("Agreed share"), None);
}

#[test]
#[ignore = "a country: 14,000 dwellings and a million applicants, some seconds"]
fn a_country_is_drawn_in_some_seconds() {
    let started = std::time::Instant::now();
    let request = Request { dwellings: Some(14_000), applicants: Some(1_000_000), regions: 40, ..march() };
    let (land, folder) = (drawn(&request), tempfile::tempdir().unwrap());
    land.write(Path::new(MODEL), folder.path()).unwrap();
    assert!(land.applicants.windows(8).any(|bytes| bytes == b"A1000000"), "the last applicant is there");
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn a_month_without_anyone_is_still_two_tables() {
    let empty = drawn(&Request { dwellings: Some(0), applicants: Some(0), ..march() });
    assert!(rows(&empty.dwellings).is_empty() && rows(&empty.applicants).is_empty());
    assert!(empty.dwellings.starts_with(b"id,landlord,") && empty.applicants.starts_with(b"id,group,"));
}

#[test]
fn a_written_round_names_its_model_by_a_relative_path() {
    let (_folder, model) = model_with(|text| text.replace("applicants = 800", "applicants = 10"));
    let round = model.join("rounds/march");
    generate(&model, &march()).unwrap().write(&model, &round).unwrap();
    let written: toml::Table = toml::from_str(&fs::read_to_string(round.join("round.toml")).unwrap()).unwrap();
    assert_eq!(written["round"]["model"].as_str(), Some("../.."));
    assert_eq!(written["round"]["month"].as_str(), Some("2025-03"));
}

#[test]
fn work_that_was_not_drawn_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("round.toml"), "format = 1\n").unwrap();
    let refused = drawn(&march()).write(Path::new(MODEL), folder.path());
    assert!(matches!(refused, Err(Error::Occupied { .. })));
    assert_eq!(fs::read_to_string(folder.path().join("round.toml")).unwrap(), "format = 1\n");
    assert!(!folder.path().join("dwellings.csv").exists());
}

#[test]
fn a_drawn_round_is_drawn_over_and_its_decisions_stay() {
    let folder = tempfile::tempdir().unwrap();
    drawn(&march()).write(Path::new(MODEL), folder.path()).unwrap();
    fs::write(folder.path().join("decisions.csv"), "applicant,dwelling,decision\n").unwrap();
    let other = drawn(&Request { seed: Some(9), ..march() });
    other.write(Path::new(MODEL), folder.path()).unwrap();
    assert_eq!(fs::read(folder.path().join("applicants.csv")).unwrap(), other.applicants);
    assert!(folder.path().join("decisions.csv").exists());
}

#[test]
fn an_unknown_key_of_the_population_is_named_with_its_line() {
    let (_folder, model) = model_with(|text| text.replacen("applicants = 800", "aplicants = 800", 1));
    let message = generate(&model, &march()).unwrap_err().to_string();
    assert!(message.contains("aplicants") && message.contains("line 8"), "{message}");
}

#[test]
fn a_population_that_cannot_be_drawn_from_says_which_table_and_why() {
    for (from, to, place, cause) in [
        ("per_thousand = 59", "per_thousand = 900", "population", "within 1000"),
        ("district = \"Zuidwest\"", "district = \"Zuidwets\"", "source \"Defensieterrein\"", "Zuidwets"),
        ("age = [18, 22]", "age = [22, 18]", "group \"statushouders\"", "from not above to"),
        ("shares_percent = 55", "shares_percent = 155", "group \"goeie-buur\"", "above 100"),
        ("complexes = [4, 3, 2, 1]", "complexes = []", "district \"West\"", "no row"),
        ("format = 1", "format = 2", "population", "format 2"),
    ] {
        let (_folder, model) = model_with(|text| text.replacen(from, to, 1));
        let message = generate(&model, &march()).unwrap_err().to_string();
        assert!(message.contains(place) && message.contains(cause), "{message}");
    }
}

#[test]
fn a_folder_that_is_no_model_is_named() {
    let error = generate(Path::new("models/nowhere"), &march()).unwrap_err().to_string();
    assert!(error.contains("models/nowhere/population.toml"), "{error}");
    assert!(matches!(generate(Path::new(MODEL), &Request { regions: 0, ..march() }), Err(Error::Regions(0))));
}

#[test]
fn a_month_asks_what_the_pace_asks_up_to_it_and_the_ledger_does_not_have() {
    let read = sleutel::input::read_year(Path::new(MODEL)).unwrap();
    let pace = sleutel::domain::Pace::even(&read.year);
    let found = pace.minimums(&read.year, &read.limits, 2);
    // 550 places in the year: 137.5, so 138, up to March; the ledger has 38 and 41.
    assert_eq!(found["Statushouders: month"], 138 - 79);
    // 403: 100.75, so 101; the ledger has 27 and 29.
    assert_eq!(found["Beter Wonen: month"], 101 - 56);
    // Persons: 3 × 61.5 of the task and 3 × 13.25 of the backlog are 224.25; the ledger has 66 and 69.
    assert_eq!(found["Statutory task: persons"], 224 - 135);
    assert!(!found.contains_key("VluchtelingenWerk: starts"), "a maximum asks nothing");
    let march = drawn(&Request { minimums: found.clone(), ..march() });
    let limits = limits(&march.round_toml(".."));
    let names: BTreeSet<&String> = limits.keys().collect();
    assert_eq!(names, found.keys().collect());
    assert_eq!(limits["Beter Wonen: month"]["min"].as_integer(), Some(45));
    assert!(!limits["Beter Wonen: month"].contains_key("max"));
}

#[test]
fn what_is_ahead_of_the_plan_asks_nothing() {
    let mut read = sleutel::input::read_year(Path::new(MODEL)).unwrap();
    read.year.realised.iter_mut().for_each(|row| row.places *= 10);
    let pace = sleutel::domain::Pace::even(&read.year);
    assert_eq!(pace.minimums(&read.year, &read.limits, 2)["Statushouders: month"], 0);
}

#[test]
fn no_more_is_asked_than_the_limit_lets_through() {
    let mut read = sleutel::input::read_year(Path::new(MODEL)).unwrap();
    let pace = sleutel::domain::Pace::even(&read.year);
    let limit = read.limits.iter_mut().find(|limit| limit.name == "Statushouders: month").unwrap();
    limit.max = Some(sleutel::domain::Bound::Amount(50));
    assert_eq!(pace.minimums(&read.year, &read.limits, 2)["Statushouders: month"], 50, "59 are missing");
}
