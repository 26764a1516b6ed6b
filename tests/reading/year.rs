//! Reading a year: Utrecht's as it stands, in every form, and one case for every rule.

use std::collections::BTreeMap;
use std::path::Path;

use sleutel::domain::{Chances, Counted, Language, Need, Problem, Role, SizeClass, Stated, Supply, Year};
use sleutel::input::{Files, read_year, read_year_files};
use sleutel::report::problems::sentence;

const MODEL: &str = "models/utrecht-2025";

const NAMES: [&str; 9] = [
    "model.toml",
    "year/year.toml",
    "year/demand.csv",
    "year/supply.csv",
    "year/decision.csv",
    "year/capacity.csv",
    "year/streams.csv",
    "year/temporary.csv",
    "year/realised.csv",
];

/// The files of Utrecht's year, and deliveries that were announced.
pub(super) fn utrecht() -> Files {
    let file = |name: &str| (name.to_owned(), std::fs::read(format!("{MODEL}/{name}")).unwrap());
    let mut files: Files = NAMES.into_iter().map(file).collect();
    let announced = "delivery,month,group,places_low,places_high\nPagelaan,2025-03,beter-wonen,40,50\n";
    files.insert("year/announced.csv".to_owned(), announced.as_bytes().to_vec());
    files
}

fn text(files: &Files, file: &str) -> String {
    String::from_utf8(files[file].clone()).unwrap()
}

/// Utrecht's year with one text of one file replaced; an empty text appends.
fn replaced(file: &str, from: &str, to: &str) -> Files {
    let mut files = utrecht();
    let text = text(&files, file);
    assert!(text.contains(from), "{file} has no {from:?}");
    let text = if from.is_empty() { text + to } else { text.replacen(from, to, 1) };
    files.insert(file.to_owned(), text.into_bytes());
    files
}

fn found(files: &Files) -> Vec<Problem> {
    read_year_files(files).map_or_else(|problems| problems, |read| read.warnings)
}

fn year(files: &Files) -> Year {
    read_year_files(files).unwrap_or_else(|problems| panic!("{problems:#?}")).year
}

fn told(problems: &[Problem]) -> Vec<String> {
    let place = |problem: &Problem| {
        let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
        let column = problem.column.as_ref().map(|column| format!(" {column}")).unwrap_or_default();
        format!("{} {}{line}{column}", problem.code.number(), problem.file)
    };
    problems.iter().map(place).collect()
}

/// Code, file under `year`, text replaced, by what, and line and column that the message names.
pub(super) const CASES: &[(&str, &str, &str, &str, &str)] = &[
    // supply
    ("E102", "supply.csv", "552,243,", "552,242,", ":3 dwellings"),
    ("E103", "supply.csv", ",42,3,", ",476,3,", ":2 shareable"),
    ("E103", "supply.csv", ",2025-06,6,", ",2025-06,50,", ":8 for_groups"),
    (
        "W008",
        "supply.csv",
        "",
        "Pijlsweerd,Woonin,new-build,52,52,0,0,2025-05,31,Exodus|Tussenvoorziening,,Noordwest,0,,letter,pasted twice\n",
        ":15 source",
    ),
    ("W007", "capacity.csv", "Abrona,", "Abronna,", ":12 partner"),
    ("W007", "capacity.csv", "Woonin,", "Wonin,", ":3 partner"),
    ("W003", "supply.csv", "Leger des Heils|Tussenvoorziening", "Leger|Tussenvoorziening", ":9 reserved_for"),
    ("E035", "supply.csv", "senior", "seniors", ":8 labels"),
    ("E018", "supply.csv", "mutation,850", "mutations,850", ":2 kind"),
    ("E023", "supply.csv", ",42,3,", ",42,1,", ":2 places"),
    ("E055", "supply.csv", ",2025-06,", ",2025-06-02,", ":8 delivered"),
    ("E100", "supply.csv", ",2025-06,", ",2026-06,", ":8 delivered"),
    // streams
    ("E105", "streams.csv", "100,1.70,81,13,6", "100,1.70,81,13,5.99", ":2 small"),
    ("E107", "streams.csv", "Exodus,6,", "Exodus,6.5,", ":3 share"),
    ("E021", "streams.csv", "beter-wonen,Abrona,11", "beter-wonen,Buurtteams,11", ":6 group"),
    (
        "E108",
        "streams.csv",
        "city-deal,Tussenvoorziening,100,1.60,70,30,0,0,1.70,assumption,\n",
        "",
        "decision.csv:8 group",
    ),
    ("E034", "streams.csv", "city-deal,", "citydeal,", ":12 group"),
    ("E023", "streams.csv", "100,1.70", "100,0.70", ":2 persons"),
    // decision
    ("E021", "decision.csv", "doorstroom,80", "city-deal,80", ":9 group"),
    ("E034", "decision.csv", "doorstroom,80", "doorstrom,80", ":9 group"),
    ("E109", "decision.csv", "urgenten,82,self-search", "urgenten,82,mediated", ":5 route"),
    ("E019", "decision.csv", "doorstroom,80", "doorstroom,", ":9 places"),
    // demand
    ("E021", "demand.csv", "doorstroom,49", "city-deal,49", ":9 group"),
    ("E032", "demand.csv", "45,54", "55,54", ":6 dwellings_low"),
    ("E034", "demand.csv", "doorstroom,49", "uitstroom,49", ":9 group"),
    // capacity
    ("E110", "capacity.csv", "", "Abrona,volunteers,support,,2025-01,2025-02,6,,\n", ":17 role"),
    ("E110", "capacity.csv", "", "Abrona,care,persons,,2025-01,2025-02,6,,\n", ":17 counts"),
    ("E110", "capacity.csv", "", "Abrona,care,support,city-deal,2025-01,2025-02,6,,\n", ":17 groups"),
    ("E111", "capacity.csv", "", "Abrona,care,support,,2025-12,2025-12,6,,\n", ":17 from"),
    (
        "E032",
        "capacity.csv",
        "Exodus,care,support,,2025-01,2025-12",
        "Exodus,care,support,,2025-12,2025-11",
        ":13 from",
    ),
    ("E034", "capacity.csv", "goeie-buur|wonen", "goeiebuur|wonen", ":2 groups"),
    ("E100", "capacity.csv", "2025-12,96", "2026-01,96", ":2 until"),
    // temporary
    ("E021", "temporary.csv", "Corporatiehotel", "Onder de Pannen", ":5 concept"),
    ("E104", "temporary.csv", "120,118,20", "117,118,20", ":2 occupied"),
    ("E104", "temporary.csv", "35,34,15", "35,34,35", ":5 leaving"),
    ("E034", "temporary.csv", "Goeie Buur,goeie-buur", "Goeie Buur,goeiebuur", ":2 group"),
    ("E034", "temporary.csv", "15,doorstroom", "15,doorstrom", ":5 leaves_as"),
    // the ledger
    ("E113", "realised.csv", "", "2025-02,doorstroom,1,1,,\n", ":18 group"),
    ("E034", "realised.csv", "2025-02,doorstroom", "2025-02,doorstrom", ":17 group"),
    ("E100", "realised.csv", "2025-02,doorstroom", "2024-02,doorstroom", ":17 month"),
    ("E055", "realised.csv", "2025-02,doorstroom", "feb-25,doorstroom", ":17 month"),
    ("E023", "realised.csv", "doorstroom,6,6", "doorstroom,-6,6", ":17 places"),
    ("E112", "realised.csv", "doorstroom,6,6", "doorstroom,6,5", ":17 persons"),
    // deliveries announced
    ("E032", "announced.csv", "40,50", "51,50", ":2 places_low"),
    ("E100", "announced.csv", "2025-03", "2026-03", ":2 month"),
    ("E034", "announced.csv", "beter-wonen", "beterwonen", ":2 group"),
    // settings
    ("E101", "year.toml", "year = 2025", "year = 2026", ":4 year"),
    ("E052", "year.toml", "year = 2025", "", ":1 year"),
    ("E105", "year.toml", "West = \"9%\"", "West = \"9.5%\"", ":30 supply.districts"),
    ("E106", "year.toml", "rent = \"17%\"", "rent = \"87.01%\"", ":24 supply.unsuitable"),
    ("E034", "year.toml", "group = \"statushouders\"", "group = \"statushouder\"", ":54 statutory.group"),
    ("E023", "year.toml", "supervision_step = 3", "supervision_step = 7", ":59 statutory.supervision_step"),
    ("E052", "year.toml", "task_second_half = 369", "", ":53 statutory.task_second_half"),
    ("E053", "year.toml", "agreed_share = \"30%\"", "agreed_share = 30", ":8 decision.agreed_share"),
    ("E053", "year.toml", "agreed_share = \"30%\"", "agreed_share = \"130%\"", ":8 decision.agreed_share"),
    ("E053", "year.toml", "[2025-07-01, 2026-01-01]", "2025-07-01", ":60 statutory.assessed"),
    ("E053", "year.toml", "[2025-07-01, 2026-01-01]", "[2025-07-01, \"soon\"]", ":60 statutory.assessed"),
    ("E032", "year.toml", "low = 1860", "low = 1871", ":11 demand.low"),
    ("E032", "year.toml", "expected_low = \"70%\"", "expected_low = \"80.5%\"", ":49 previous.expected_low"),
    ("E055", "year.toml", "\"2024-10\"", "\"October\"", ":47 previous.realised_until"),
    ("E051", "year.toml", "late_months", "late_month", ":66 chances.late_month"),
    ("E051", "year.toml", "[sharing]", "[sharings]", ":42 sharings"),
    ("E054", "year.toml", "format = 1", "format = 2", ":3 format"),
];

#[test]
fn utrecht_is_read_without_problems_and_says_what_it_says() {
    let read = read_year(Path::new(MODEL)).unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert_eq!(read.warnings, []);
    assert_eq!(read.inputs.keys().map(String::as_str).collect::<Vec<_>>(), {
        let mut names = NAMES;
        names.sort_unstable();
        names
    });
    let year = read.year;
    assert_eq!((year.name.as_str(), year.language, year.year), ("Utrecht 2025", Language::Nl, 2025));
    assert_eq!((year.decided(), year.dwellings(), year.groups.len()), (1_235, 2_752, 8));
    assert_eq!(year.demand["goeie-buur"], Need::default());
    assert_eq!(year.demand["statushouders"], Need { low: Some(600), high: Some(600), persons: Some(1_020) });
    assert_eq!(
        (year.stated.agreed_share, year.stated.supply, year.stated.places),
        (Some(3_000), Some(2_750), Some(1_235))
    );
    assert_eq!((year.unsuitable.all(), year.districts.len(), year.districts["Leidsche Rijn"]), (3_000, 10, 800));
    assert_eq!((year.small_in_middle, year.support_factor), (2_500, 150));
    let omloop = &year.supply[7];
    assert_eq!((omloop.name.as_str(), omloop.kind, omloop.delivered), ("Omloop", Supply::NewBuild, Some(2)));
    assert_eq!((omloop.sizes[SizeClass::Middle.index()], omloop.for_groups, omloop.shareable), (9, Some(47), 9));
    assert!(omloop.admits("city-deal", Some("Tussenvoorziening")) && !omloop.admits("city-deal", Some("Exodus")));
    let stream = year.streams.iter().find(|stream| stream.group == "statushouders").unwrap();
    assert_eq!((stream.persons, stream.sizes, stream.sharers, stream.support), (170, [8_100, 1_300, 600], 1_500, 106));
    assert_eq!(year.streams.iter().find(|stream| stream.group == "doorstroom").unwrap().organisation, None);
    let matching = year.partners.iter().find(|partner| partner.role == Role::Matching).unwrap();
    assert_eq!((matching.counts, matching.groups.len()), (Counted::Households, 6));
    assert_eq!(matching.capacity, [Some(9_600); 12]);
    assert_eq!(year.concepts.iter().map(|concept| concept.leaving).sum::<u32>(), 80);
    let statutory = year.statutory.unwrap();
    assert_eq!(
        (statutory.task, statutory.backlog, statutory.clear_backlog, statutory.step),
        ([369, 369], 318, 5_000, 3)
    );
    assert_eq!(statutory.assessed.len(), 2);
    let previous = year.previous.unwrap();
    assert_eq!((previous.places, previous.realised, previous.expected), (1_182, 5_600, [7_000, 8_000]));
    assert_eq!((previous.until.to_string().as_str(), previous.vacated), ("2024-10", Some(2_230)));
    assert_eq!((year.realised.len(), year.realised[8].month, year.realised[8].places), (16, 1, 41));
    assert!(year.realised.iter().all(|entry| entry.assumed));
    assert_eq!((year.chances.refused, year.chances.late_months, year.chances.arrivals), (1_000, 3, 2_000));
}

#[test]
fn a_landlord_in_the_ledger_that_is_nearly_one_of_the_supply_is_warned_of() {
    let ledger = |landlord: &str| {
        let rows = format!("month,group,landlord,places,persons\n2025-01,statushouders,{landlord},2,3\n");
        let mut files = utrecht();
        files.insert("year/realised.csv".to_owned(), rows.into_bytes());
        read_year_files(&files).unwrap().warnings
    };
    assert_eq!(told(&ledger("woonin")), ["W007 year/realised.csv:2 landlord"]);
    assert_eq!(told(&ledger("Woonin")), [""; 0]);
    assert_eq!(told(&ledger("Een ander")), [""; 0], "somebody else altogether may have let it");
}

#[test]
fn every_rule_of_a_year_has_its_message_at_its_place() {
    let mut others = Vec::new();
    for (number, file, from, to, place) in CASES {
        let problems = found(&replaced(&format!("year/{file}"), from, to));
        let place = if place.starts_with(':') { format!("{file}{place}") } else { (*place).to_owned() };
        let told = told(&problems);
        others.extend(
            (told != [format!("{number} year/{place}")]).then(|| format!("{number}: {from:?} → {to:?} gave {told:?}")),
        );
    }
    assert_eq!(others, [""; 0]);
}

#[test]
fn all_problems_of_all_files_of_a_year_come_at_once() {
    let mut files = replaced("year/supply.csv", "552,243,", "552,242,");
    files.extend(replaced("year/year.toml", "low = 1860", "low = 1871").remove_entry("year/year.toml"));
    files.extend(replaced("year/decision.csv", "doorstroom,80", "doorstrom,80").remove_entry("year/decision.csv"));
    files.extend(replaced("model.toml", "language = \"nl\"", "language = \"fy\"").remove_entry("model.toml"));
    let places = [
        "E018 model.toml:11 model.language",
        "E034 year/decision.csv:9 group",
        "E102 year/supply.csv:3 dwellings",
        "E032 year/year.toml:11 demand.low",
    ];
    assert_eq!(told(&found(&files)), places);
}

#[test]
fn a_fault_in_the_groups_of_the_model_makes_no_group_unknown() {
    let problems = found(&replaced("model.toml", "id = \"doorstroom\"", "ID = \"doorstroom\""));
    assert!(problems.iter().all(|problem| problem.file == "model.toml"), "{problems:#?}");
}

#[test]
fn a_row_that_is_lost_says_nothing_about_sums_and_reservations() {
    let problems = found(&replaced("year/streams.csv", "beter-wonen,Exodus,6,", "beter-wonen,Exodus,six,"));
    assert_eq!(told(&problems), ["E015 year/streams.csv:8 share"]);
}

#[test]
fn files_that_a_year_needs_are_named_where_they_are_missing() {
    for name in NAMES.iter().filter(|name| !name.ends_with("temporary.csv") && !name.ends_with("realised.csv")) {
        let mut files = utrecht();
        files.remove(*name);
        assert_eq!(told(&found(&files)), [format!("E001 {name}")]);
    }
    let mut files = utrecht();
    for name in ["temporary", "realised", "announced"] {
        files.remove(&format!("year/{name}.csv"));
    }
    let year = year(&files);
    assert!(year.concepts.is_empty() && year.realised.is_empty() && year.announced.is_empty());
}

#[test]
fn a_folder_that_is_no_model_or_has_no_year_is_one_problem() {
    let folder = tempfile::tempdir().unwrap();
    let missing = |path: &Path| {
        let problems = read_year(path).unwrap_err();
        assert_eq!(problems.len(), 1, "{problems:#?}");
        sentence(&problems[0], Language::En)
    };
    assert!(missing(&folder.path().join("none")).starts_with("E001 "));
    assert!(missing(folder.path()).contains("there is no ") && missing(folder.path()).contains("year; "));
    assert!(missing(Path::new("models/utrecht-2025/model.toml")).starts_with("E001 models/utrecht-2025/model.toml"));
}

#[test]
fn a_changed_copy_of_the_folder_is_read_from_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("year")).unwrap();
    for (name, bytes) in replaced("year/supply.csv", "552,243,", "552,242,") {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    assert_eq!(told(&read_year(folder.path()).unwrap_err()), ["E102 year/supply.csv:3 dwellings"]);
}

#[test]
fn the_order_of_rows_changes_nothing_where_it_does_not_matter() {
    let mut files = utrecht();
    for name in ["demand", "decision", "capacity", "streams", "temporary"] {
        let name = format!("year/{name}.csv");
        let text = text(&files, &name);
        let (header, rows) = text.split_once('\n').unwrap();
        let turned: Vec<&str> = rows.lines().rev().collect();
        files.insert(name, format!("{header}\n{}\n", turned.join("\n")).into_bytes());
    }
    assert_eq!(year(&files), year(&utrecht()));
}

#[test]
fn a_partner_may_have_other_capacities_in_other_months_and_none_in_some() {
    let rows = "Abrona,care,support,,2025-01,2025-12,6";
    let summer = "Abrona,care,support,,2025-01,2025-06,6,,\nAbrona,zorg,begeleiding,,2025-09,2025-12,7.5";
    let files = replaced("year/capacity.csv", rows, summer);
    let year = year(&files);
    let abrona = year.partners.iter().find(|partner| partner.name == "Abrona").unwrap();
    assert_eq!((abrona.capacity[5], abrona.capacity[6], abrona.capacity[8]), (Some(600), None, Some(750)));
}

#[test]
fn entries_of_the_ledger_with_numbers_or_of_other_landlords_may_look_alike() {
    let header = "id;maand;doelgroep;corporatie;woonplekken;personen\n";
    let rows = "1;2025-01;doorstroom;Woonin;5;5\n2;2025-01;doorstroom;Woonin;5;5\n;2025-01;doorstroom;Woonin;5;5\n\
                ;2025-01;doorstroom;SSH;5;5\n;2025-02;doorstroom;Woonin;5;5\n";
    let with = |rows: &str| {
        let mut files = utrecht();
        files.insert("year/realised.csv".to_owned(), format!("{header}{rows}").into_bytes());
        files
    };
    assert_eq!(year(&with(rows)).realised.len(), 5);
    assert!(!year(&with(rows)).realised[0].assumed);
    assert_eq!(told(&found(&with(&rows.replace("2;2025", "1;2025")))), ["E021 year/realised.csv:3 id"]);
}

#[test]
fn what_the_settings_leave_out_is_nothing_and_sharing_is_as_the_model_has_it() {
    let mut files = utrecht();
    files.insert("year/year.toml".to_owned(), b"format = 1\nyear = 2025\n".to_vec());
    let bare = year(&files);
    assert_eq!((bare.stated, bare.unsuitable.all(), bare.small_in_middle), (Stated::default(), 0, 0));
    assert!(bare.districts.is_empty() && bare.statutory.is_none() && bare.previous.is_none());
    assert_eq!((bare.support_factor, bare.chances), (150, Chances::default()));
    let statutory = "[statutory]\ngroup = \"statushouders\"\ntask_first_half = 1\ntask_second_half = 2\n";
    files.insert("year/year.toml".to_owned(), format!("format = 1\nyear = 2025\n{statutory}").into_bytes());
    let statutory = year(&files).statutory.unwrap();
    assert_eq!((statutory.task, statutory.backlog, statutory.step, statutory.assessed), ([1, 2], 0, 0, vec![]));
}

#[test]
fn the_month_may_be_its_first_day_as_excel_makes_it() {
    let files = replaced("year/supply.csv", ",2025-06,", ",01-06-2025,");
    assert_eq!(year(&files), year(&utrecht()));
}

/// The tables as Excel in Dutch writes them: Dutch names, `;`, decimal comma, Dutch words.
fn dutch(encode: impl Fn(&str) -> Vec<u8>) -> Files {
    let mut files = utrecht();
    for name in ["demand", "supply", "decision", "capacity", "streams", "temporary", "realised"] {
        let file = format!("year/{name}.csv");
        let columns = sleutel::input::table(name).unwrap();
        let mut reader = csv::Reader::from_reader(&files[&file][..]);
        let heading = |name: &str| columns.column(name).unwrap().heading(Language::Nl).to_owned();
        let header: Vec<String> = reader.headers().unwrap().iter().map(heading).collect();
        let mut lines = vec![header.join(";")];
        for row in reader.records() {
            let row = row.unwrap();
            lines.push(row.iter().map(in_dutch).collect::<Vec<_>>().join(";"));
        }
        files.insert(file, encode(&(lines.join("\r\n") + "\r\n")));
    }
    files
}

fn in_dutch(cell: &str) -> String {
    let words = BTreeMap::from([
        ("mutation", "mutatie"),
        ("new-build", "Nieuwbouw"),
        ("additional", "aanvullend"),
        ("mediated", "bemiddeld"),
        ("self-search", "zelfzoeker"),
        ("landlord", "verhuurder"),
        ("volunteers", "vrijwilligers"),
        ("income", "inkomen"),
        ("neighbourhood", "buurtteam"),
        ("care", "zorg"),
        ("households", "huishoudens"),
        ("support", "begeleiding"),
        ("1028", "1.028"),
    ]);
    let number = cell.parse::<f64>().is_ok().then(|| cell.replace('.', ","));
    let cell = words.get(cell).map_or_else(|| number.unwrap_or_else(|| cell.to_owned()), |word| (*word).to_owned());
    if cell.contains(';') { format!("\"{cell}\"") } else { cell }
}

#[test]
fn the_dutch_form_is_the_same_year_in_every_encoding() {
    let english = year(&utrecht());
    assert_eq!(found(&dutch(|text| text.as_bytes().to_vec())), []);
    assert_eq!(year(&dutch(|text| text.as_bytes().to_vec())), english);
    assert_eq!(year(&dutch(|text| format!("\u{feff}{text}").into_bytes())), english);
    assert_eq!(year(&dutch(|text| format!("sep=;\r\n{text}").into_bytes())), english);
}

#[test]
fn windows_1252_is_the_same_year() {
    let accented = |encode: &dyn Fn(&str) -> Vec<u8>| {
        let mut files = dutch(encode);
        let text =
            "woonconcept;doelgroep;plekken;bezet;uitstroom;stroomt_uit_als\r\nCafé Crème;;35;34;15;doorstroom\r\n";
        files.insert("year/temporary.csv".to_owned(), encode(text));
        year(&files)
    };
    let ours = accented(&|text| encoding_rs::WINDOWS_1252.encode(text).0.into_owned());
    assert_eq!(ours.concepts[0].name, "Café Crème");
    assert_eq!(ours, accented(&|text| text.as_bytes().to_vec()));
}

#[test]
fn messages_about_a_year_name_cause_and_remedy_in_both_languages() {
    let of = |file, from, to, language| sentence(&found(&replaced(file, from, to))[0], language);
    let sizes = ("year/supply.csv", "552,243,", "552,242,");
    assert_eq!(
        of(sizes.0, sizes.1, sizes.2, Language::En),
        "E102 year/supply.csv:3 dwellings: small, middle and large add up to 551 dwellings and not to 552; correct one of the four"
    );
    assert_eq!(
        of("year/streams.csv", "Exodus,6,", "Exodus,6.5,", Language::Nl),
        "E107 year/streams.csv:3 share: de aandelen van doelgroep \"beter-wonen\" zijn samen 100,5\u{a0}%; verbeter haar regels, zodat ze samen 100\u{a0}% zijn"
    );
    assert_eq!(
        of("year/decision.csv", "urgenten,82,self-search", "urgenten,82,mediated", Language::En),
        "E109 year/decision.csv:5 route: group \"urgenten\" is self-search in the model and not mediated; correct the route here, or in model.toml"
    );
    assert_eq!(
        of("year/year.toml", "agreed_share = \"30%\"", "agreed_share = 30", Language::Nl),
        "E053 year/year.toml:8 decision.agreed_share: \"30\" kan hier niet staan; schrijf een percentage van 0% tot en met 100%, zoals \"44.9%\""
    );
}

#[test]
fn a_row_that_differs_in_what_counts_stands_there_once() {
    let again = |month: &str| {
        format!(
            "Pijlsweerd,Woonin,new-build,52,52,0,0,{month},31,Exodus|Tussenvoorziening,,Noordwest,0,,letter,pasted twice\n"
        )
    };
    let told = |month: &str| told(&found(&replaced("year/supply.csv", "", &again(month))));
    assert_eq!(told("2025-05"), ["W008 year/supply.csv:15 source"]);
    assert_eq!(told("2025-06"), [""; 0]);
}
