//! One case for every code: what is changed in the valid round, and where the problem is found.

use std::collections::BTreeSet;

use sleutel::domain::{Code, Language, Problem};
use sleutel::report::problems::sentence;

use super::{found, read, replaced, valid, with};

/// Code, file, text replaced, by what, and the place that the message names.
const CASES: &[(&str, &str, &str, &str, &str)] = &[
    ("E003", "decisions.csv", "desk", "de\0sk", "decisions.csv:2"),
    ("E010", "dwellings.csv", ",rent,", ",rnt,", "dwellings.csv:1 rent"),
    ("E011", "dwellings.csv", ",lowest_rent,", ",Rekenhuur,", "dwellings.csv:1 Rekenhuur"),
    ("E012", "applicants.csv", "21000.00", "abc", "applicants.csv:2 income"),
    ("E013", "dwellings.csv", "812.30", "1.812", "dwellings.csv:2 rent"),
    ("E014", "dwellings.csv", "Overvecht,4,", "Overvecht,four,", "dwellings.csv:2 rooms"),
    ("E015", "applicants.csv", "1.25", "one", "applicants.csv:2 support"),
    ("E016", "applicants.csv", "2023-09-01", "2023-09-31", "applicants.csv:2 registered"),
    ("E016", "decisions.csv", "14:05", "25:05", "decisions.csv:2 at"),
    ("E017", "applicants.csv", ",yes,", ",maybe,", "applicants.csv:2 shares"),
    ("E018", "decisions.csv", "refused", "refuse", "decisions.csv:2 decision"),
    ("E018", "model/model.toml", "\"urgency\"", "\"urgent\"", "model/model.toml:10 objective.tiers"),
    ("E018", "model/model.toml", "\"self-search\"", "\"selfsearch\"", "model/model.toml:30 group \"urgenten\".route"),
    ("E018", "model/model.toml", "\"nl\"", "\"de\"", "model/model.toml:5 model.language"),
    (
        "E018",
        "model/model.toml",
        "\"support\"",
        "\"capacity\"",
        "model/model.toml:41 limit \"Leger des Heils: starts\".counts",
    ),
    ("E019", "applicants.csv", "A2,statushouders", "A2, ", "applicants.csv:2 group"),
    ("E019", "dwellings.csv", "D1,", ",", "dwellings.csv:3 id"),
    ("E020", "dwellings.csv", "D1,Woonin", "D1,Woonin,extra", "dwellings.csv:3"),
    ("E020", "applicants.csv", "light", "light,extra", "applicants.csv:2"),
    ("E021", "applicants.csv", "A1,", "A2,", "applicants.csv:3 id"),
    ("E021", "norms/size.csv", "3,3,4", "2,3,4", "norms/size.csv:4 persons"),
    ("E021", "norms/rent.csv", "2024,", "2023,", "norms/rent.csv:3 year"),
    ("E022", "applicants.csv", ",support_level\n", ",BSN\n", "applicants.csv:1 BSN"),
    ("E023", "applicants.csv", ",,1,0,31", ",,0,0,31", "applicants.csv:2 adults"),
    ("E023", "applicants.csv", ",,1,0,31", ",,1,-1,31", "applicants.csv:2 children"),
    ("E023", "dwellings.csv", ",,,3,lift", ",,,0,lift", "dwellings.csv:2 places"),
    ("E023", "dwellings.csv", "650.43", "-650.43", "dwellings.csv:3 rent"),
    ("E023", "model/model.toml", "min = 2", "min = 1", "model/model.toml:18 sharing.min"),
    (
        "E023",
        "model/model.toml",
        "max = 12.5",
        "max = -12.5",
        "model/model.toml:42 limit \"Leger des Heils: starts\".max",
    ),
    ("E023", "model/model.toml", "margin = 0.50", "margin = -0.50", "model/model.toml:13 rules.rent.margin"),
    ("E024", "decisions.csv", "2025-02-20 14:05", "\"2025-02-20\nA1,", "decisions.csv:2"),
    ("E025", "dwellings.csv", "D1,", "D|1,", "dwellings.csv:3 id"),
    ("E030", "applicants.csv", "2023-09-01", "2025-03-02", "applicants.csv:2 registered"),
    ("E031", "dwellings.csv", "700.00", "812.31", "dwellings.csv:2 lowest_rent"),
    ("E032", "dwellings.csv", ",1,2,", ",3,2,", "dwellings.csv:3 persons_min"),
    ("E032", "norms/size.csv", "3,3,4", "3,5,4", "norms/size.csv:4 rooms_min"),
    (
        "E032",
        "model/model.toml",
        "age_min = 55",
        "age_min = 55, age_max = 54",
        "model/model.toml:14 rules.labels.senior.age_min",
    ),
    (
        "E032",
        "model/model.toml",
        "\"2..3\"",
        "\"3..2\"",
        "model/model.toml:53 limit \"Large dwellings\".applicants.persons",
    ),
    ("E032", "model/model.toml", "max = \"45%\"", "max = 0", "model/model.toml:54 limit \"Large dwellings\".min"),
    ("E033", "applicants.csv", ",,1,0,31", ",,1,1,31", "applicants.csv:2 shares"),
    ("E034", "applicants.csv", "A1,urgenten", "A1,urgent", "applicants.csv:3 group"),
    (
        "E034",
        "model/model.toml",
        "{ support_level = \"intensive\" }",
        "{ group = \"status\" }",
        "model/model.toml:34 liveability \"Two incidents; reviewed in summer\".applicants.group",
    ),
    ("E035", "applicants.csv", ",ground-floor,", ",groundfloor,", "applicants.csv:2 needs"),
    ("E036", "decisions.csv", "A2", "A3", "decisions.csv:2 applicant"),
    ("E037", "decisions.csv", "D1", "D3", "decisions.csv:2 dwelling"),
    ("E038", "decisions.csv", "A2", "A1", "decisions.csv:2 applicant"),
    ("E039", "decisions.csv", "", "A2,D1,fixed,yes,,,\n", "decisions.csv:3 decision"),
    ("E040", "decisions.csv", "", "A2,D1,refused,,,,\n", "decisions.csv:3 decision"),
    ("E042", "decisions.csv", "refused,,", "refused,yes,", "decisions.csv:2 override"),
    ("E043", "decisions.csv", "refused", "fixed", "decisions.csv:2 decision"),
    ("E047", "decisions.csv", "too far from work", "REASON", "decisions.csv:2 reason"),
    ("E047", "decisions.csv", "desk 3", "NAAM", "decisions.csv:2 by"),
    ("E050", "round.toml", "id = \"2025-03\"", "id = 2025-03", "round.toml:4"),
    ("E051", "round.toml", "seed = 20250301", "seed = 20250301\nsed = 1", "round.toml:8 round.sed"),
    ("E051", "round.toml", "", "[rule]\nsize = false\n", "round.toml:8 rule"),
    ("E051", "model/model.toml", "weight = 3", "wieght = 3", "model/model.toml:56 limit \"Large dwellings\".wieght"),
    (
        "E051",
        "model/model.toml",
        "max = 2\n",
        "max = 2\ntitle = { de = \"x\" }\n",
        "model/model.toml:49 limit \"Supported per complex\".title.de",
    ),
    (
        "E053",
        "model/model.toml",
        "max = 2\n",
        "max = 2\ntitle = 3\n",
        "model/model.toml:49 limit \"Supported per complex\".title",
    ),
    ("E052", "round.toml", "seed = 20250301", "", "round.toml:3 round.seed"),
    ("E052", "model/model.toml", "norms = \"../norms\"", "", "model/model.toml:3 model.norms"),
    ("E052", "model/model.toml", "format = 1", "", "model/model.toml:1 format"),
    (
        "E053",
        "model/model.toml",
        "statutory = true",
        "statutory = \"yes\"",
        "model/model.toml:25 group \"statushouders\".statutory",
    ),
    ("E053", "model/model.toml", "max = 2\n", "max = 2.5\n", "model/model.toml:48 limit \"Supported per complex\".max"),
    ("E053", "model/model.toml", "\"45%\"", "\"many\"", "model/model.toml:55 limit \"Large dwellings\".max"),
    (
        "E053",
        "model/model.toml",
        "support_factor = 1.5",
        "support_factor = 1.50001",
        "model/model.toml:20 sharing.support_factor",
    ),
    ("E054", "model/model.toml", "format = 1", "format = 2", "model/model.toml:1 format"),
    ("E055", "round.toml", "month = \"2025-03\"", "month = \"2025-13\"", "round.toml:5 round.month"),
    ("E056", "model/model.toml", "\"fit\", \"lottery\"", "\"lottery\", \"fit\"", "model/model.toml:10 objective.tiers"),
    ("E057", "model/model.toml", "\"waiting\"", "\"placed\"", "model/model.toml:10 objective.tiers"),
    ("E057", "model/model.toml", "[\"group\"]", "[\"group\", \"group\"]", "model/model.toml:19 sharing.same"),
    (
        "E060",
        "model/model.toml",
        "{ organisation =",
        "{ organization =",
        "model/model.toml:40 limit \"Leger des Heils: starts\".applicants.organization",
    ),
    (
        "E060",
        "model/model.toml",
        "each = \"complex\"",
        "each = \"complx\"",
        "model/model.toml:46 limit \"Supported per complex\".each",
    ),
    ("E060", "model/model.toml", "[\"group\"]", "[\"grup\"]", "model/model.toml:19 sharing.same"),
    (
        "E061",
        "model/model.toml",
        "\"4..\"",
        "\"many\"",
        "model/model.toml:52 limit \"Large dwellings\".dwellings.rooms",
    ),
    ("E061", "model/model.toml", "\"4..\"", "\"..\"", "model/model.toml:52 limit \"Large dwellings\".dwellings.rooms"),
    (
        "E061",
        "model/model.toml",
        "[\"Complex 12\"]",
        "[]",
        "model/model.toml:33 liveability \"Two incidents; reviewed in summer\".dwellings.complex",
    ),
    ("E062", "model/model.toml", "\"Supported per complex\"", "\"Large dwellings\"", "model/model.toml:51 limit.name"),
    (
        "E063",
        "model/model.toml",
        "max = 12.5",
        "min = 1\nmax = 12.5",
        "model/model.toml:42 limit \"Leger des Heils: starts\".min",
    ),
    (
        "E064",
        "model/model.toml",
        "min = 1\n",
        "counts = \"dwellings\"\n",
        "model/model.toml:53 limit \"Large dwellings\".applicants.persons",
    ),
    ("E065", "model/model.toml", "min = 1\n", "min = \"1%\"\n", "model/model.toml:54 limit \"Large dwellings\".min"),
    ("E066", "model/model.toml", "max = 2\n", "", "model/model.toml:44 limit \"Supported per complex\""),
    (
        "E067",
        "model/model.toml",
        "dwellings = { complex = [\"Complex 12\"] }\napplicants = { support_level = \"intensive\" }",
        "",
        "model/model.toml:32 liveability \"Two incidents; reviewed in summer\"",
    ),
    ("E070", "round.toml", "month = \"2025-03\"", "month = \"2027-03\"", "norms/income.csv year"),
    ("W001", "dwellings.csv", ",available_from\n", ",available_form\n", "dwellings.csv:1 available_form"),
    ("W002", "dwellings.csv", "lift|", "lft|", "dwellings.csv:2 labels"),
    ("W003", "dwellings.csv", "Leger des Heils", "Leger", "dwellings.csv:2 reserved_for"),
    ("W007", "applicants.csv", ",light\n", ",ligth\n", "applicants.csv:2 support_level"),
    ("W007", "applicants.csv", "Leger des Heils", "Leger Des Heils", "applicants.csv:2 organisation"),
    ("W007", "applicants.csv", "Complex 3", "complex 12", "applicants.csv:3 avoid_complexes"),
    ("W004", "applicants.csv", "2025-06-30", "2025-02-28", "applicants.csv:2 urgent_until"),
];

/// The problem's place, as a message begins with it.
fn place(problem: &Problem) -> String {
    let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
    let column = problem.column.as_ref().map(|column| format!(" {column}")).unwrap_or_default();
    format!("{}{line}{column}", problem.file)
}

#[test]
fn every_problem_is_found_where_it_is() {
    for (number, file, from, to, expected) in CASES {
        let problems = found(&replaced(file, from, to));
        let hit = problems.iter().any(|problem| problem.code.number() == *number && place(problem) == *expected);
        assert!(hit, "{number} at {expected}: {from:?} → {to:?} gave {problems:#?}");
    }
}

#[test]
fn one_fault_gives_one_problem() {
    // These have others in their train: every limit that names the column, the second norm file, the
    // rows and limits that go on without what is wrong.
    let several = ["E010", "E024", "E050", "E062", "E064", "E070"];
    for (number, file, from, to, _) in CASES.iter().filter(|case| !several.contains(&case.0)) {
        let problems = found(&replaced(file, from, to));
        let others: Vec<_> = problems.iter().filter(|problem| !problem.code.is_warning()).collect();
        let expected = usize::from(!number.starts_with('W'));
        assert_eq!(others.len(), expected, "{number}: {from:?} → {to:?} gave {others:#?}");
    }
}

#[test]
fn warnings_let_the_round_be_read_and_errors_do_not() {
    for (number, file, from, to, _) in CASES {
        assert_eq!(read(&replaced(file, from, to)).is_ok(), number.starts_with('W'), "{number}: {to:?}");
    }
}

#[test]
fn all_problems_of_all_files_come_at_once_by_file_and_line() {
    let mut files = replaced("applicants.csv", "21000.00", "abc");
    files.extend(replaced("dwellings.csv", "812.30", "xyz").remove_entry("dwellings.csv"));
    files.extend(replaced("model/model.toml", "weight = 3", "weight = -1").remove_entry("model/model.toml"));
    files.extend(replaced("round.toml", "month = \"2025-03\"", "month = \"March\"").remove_entry("round.toml"));
    let text = String::from_utf8(files["applicants.csv"].clone()).unwrap().replace("2020-02-29", "2019-02-29");
    files.insert("applicants.csv".to_owned(), text.into_bytes());
    let numbers: Vec<_> = found(&files).iter().map(|problem| (problem.code.number(), place(problem))).collect();
    let places = numbers.iter().map(|(number, place)| (*number, place.as_str())).collect::<Vec<_>>();
    assert_eq!(
        places,
        [
            ("E012", "applicants.csv:2 income"),
            ("E016", "applicants.csv:3 registered"),
            ("E012", "dwellings.csv:2 rent"),
            ("E023", "model/model.toml:56 limit \"Large dwellings\".weight"),
            ("E055", "round.toml:5 round.month"),
        ]
    );
}

#[test]
fn fixed_matches_are_held_against_the_rules_and_each_other() {
    let applicant = |id: &str| format!("{id},statushouders,Leger des Heils,,1,0,31,,2023-09-01,,,,,,,yes,7,\n");
    let dwelling = |id: &str| format!("{id},,,,,1,,500,,,,3,,,\n");
    let mut files = replaced("applicants.csv", "", &["B1", "B2", "B3", "B4"].map(applicant).concat());
    files.extend(replaced("dwellings.csv", "", &["W1", "W2"].map(dwelling).concat()).remove_entry("dwellings.csv"));
    let mut decide = |rows: &str| {
        let text = format!("applicant,dwelling,decision\n{rows}");
        files.insert("decisions.csv".to_owned(), text.into_bytes());
        found(&files).iter().map(|problem| format!("{} {}", problem.code.number(), place(problem))).collect::<Vec<_>>()
    };
    assert_eq!(decide("B1,W1,fixed\n"), [""; 0]);
    assert_eq!(
        decide("B1,W1,fixed\nB1,W2,fixed\n"),
        ["E041 decisions.csv:3 decision", "E044 decisions.csv:2 decision"][..1]
    );
    assert_eq!(decide("B1,W1,fixed\nB2,W2,fixed\n"), ["E044 decisions.csv:3 decision"]);
    let four = "B1,W1,fixed\nB2,W1,fixed\nB3,W1,fixed\nB4,W1,fixed\n";
    assert_eq!(decide(four), ["E045 decisions.csv:5 decision"]);
}

/// The valid round with these decisions, and with one more fault elsewhere.
fn decided(rows: &str, (file, from, to): (&str, &str, &str)) -> Vec<String> {
    let mut files = replaced(file, from, to);
    files
        .insert("decisions.csv".to_owned(), format!("applicant,dwelling,decision,override,by,at\n{rows}").into_bytes());
    let told = |problem: &Problem| format!("{} {}", problem.code.number(), place(problem));
    found(&files).iter().filter(|problem| !problem.code.is_warning()).map(told).collect()
}

#[test]
fn a_fault_elsewhere_hides_no_fixed_match_that_breaks_a_rule() {
    let broken = "E043 decisions.csv:2 decision"; // A2 needs a label that D1 lacks
    for (file, from, to, other) in [
        ("applicants.csv", "2020-02-29", "2019-02-29", "E016 applicants.csv:3 registered"),
        ("dwellings.csv", "812.30", "abc", "E012 dwellings.csv:2 rent"),
        ("dwellings.csv", "D2,", "D2,x,", "E020 dwellings.csv:2"),
        (
            "model/model.toml",
            "max = 2\n",
            "max = 2.5\n",
            "E053 model/model.toml:48 limit \"Supported per complex\".max",
        ),
        ("model/model.toml", "\"urgency\"", "\"urgent\"", "E018 model/model.toml:10 objective.tiers"),
        ("round.toml", "seed = 20250301", "sed = 1", "E051 round.toml:7 round.sed"),
        ("norms/rent.csv", "2024,", "2024x,", "E014 norms/rent.csv:3 year"),
    ] {
        let told = decided("A2,D1,fixed,,,\n", (file, from, to));
        assert!(told.iter().any(|one| one == broken) && told.iter().any(|one| one == other), "{told:#?}");
    }
    let told = decided("A2,D1,fixed,,,soon\n", ("applicants.csv", "A2", "A2"));
    assert_eq!(told, ["E016 decisions.csv:2 at", broken]);
}

#[test]
fn nothing_is_said_of_a_fixed_match_that_another_fault_may_explain() {
    for (rows, fault, told) in [
        ("A2,D1,fixed,,,\n", ("applicants.csv", ",,1,0,31", ",,x,0,31"), "E014 applicants.csv:2 adults"),
        ("A2,D1,fixed,,,\n", ("dwellings.csv", "650.43", "abc"), "E012 dwellings.csv:3 rent"),
        ("A2,D1,fixed,perhaps,,\n", ("applicants.csv", "A2", "A2"), "E017 decisions.csv:2 override"),
        ("A2,D1,fixed,,,\n", ("model/model.toml", "age_min = 55", "age_min = \"x\""), "E053"),
        ("A2,D1,fixed,,,\n", ("norms/size.csv", "3,3,4", "3,x,4"), "E014 norms/size.csv:4 rooms_min"),
    ] {
        let found = decided(rows, fault);
        assert!(found.len() == 1 && found[0].starts_with(told), "{found:#?}");
    }
}

#[test]
fn a_fixed_match_that_breaks_a_rule_hides_no_overrun_of_the_others() {
    let applicant = |id: &str| format!("{id},statushouders,Leger des Heils,,1,0,31,,2023-09-01,,,,,,,no,7,\n");
    let dwelling = |id: &str, rent: u32| format!("{id},,,,,1,,{rent},,,,1,,,\n");
    let mut files = replaced("applicants.csv", "", &["B1", "B2", "B3"].map(applicant).concat());
    let dwellings = [dwelling("W1", 500), dwelling("W2", 500), dwelling("W3", 2000)].concat();
    files.extend(replaced("dwellings.csv", "", &dwellings).remove_entry("dwellings.csv"));
    let rows = "applicant,dwelling,decision\nB3,W3,fixed\nB1,W1,fixed\nB2,W2,fixed\n";
    files.insert("decisions.csv".to_owned(), rows.as_bytes().to_vec());
    let problems = found(&files);
    let numbers: Vec<_> = problems.iter().map(|problem| (problem.code.number(), problem.line)).collect();
    assert_eq!(numbers, [("E043", Some(2)), ("E044", Some(4))]);
    assert_eq!(problems[1].details, ["Leger des Heils: starts", "14", "12.50"]);
}

#[test]
fn an_overrun_is_told_exactly_in_the_form_of_the_language() {
    let details = ["z", "2.38", "2.375"];
    let problem = details.iter().fold(Problem::new(Code::FixedBreaksMaximum, "decisions.csv"), |p, d| p.detail(d));
    assert!(sentence(&problem, Language::En).contains("use 2.38 of \"z\", whose maximum is 2.375;"));
    assert!(sentence(&problem, Language::Nl).contains("2,38 van \"z\", met maximum 2,375;"));
}

#[test]
fn broken_rules_are_named_in_the_language() {
    let files = replaced("decisions.csv", "refused", "fixed");
    let [problem] = &found(&files)[..] else { panic!("one problem") };
    assert!(sentence(problem, Language::En).contains("A2 → D1 breaks: needs; "), "{problem:?}");
    assert!(sentence(problem, Language::Nl).contains("A2 → D1 is in strijd met: benodigde voorzieningen; "));
}

#[test]
fn a_maximum_that_overriding_fixed_matches_raise_is_a_warning() {
    let applicant = |id: &str| format!("{id},statushouders,Leger des Heils,,1,0,31,,2023-09-01,,,,,,,no,7,\n");
    let mut files = replaced("applicants.csv", "", &["B1", "B2"].map(applicant).concat());
    let dwellings = "W1,,,,,1,,500,,,,1,,,\nW2,,,,,1,,500,,,,1,,,\n";
    files.extend(replaced("dwellings.csv", "", dwellings).remove_entry("dwellings.csv"));
    let rows = "applicant,dwelling,decision,override\nB1,W1,fixed,yes\nB2,W2,fixed,yes\n";
    files.insert("decisions.csv".to_owned(), rows.as_bytes().to_vec());
    let warnings = read(&files).unwrap().warnings;
    let [warning] = &warnings[..] else { panic!("{warnings:#?}") };
    let expected = "met afwijking gebruiken 14 van \"Leger des Heils: starts\", dus het maximum stijgt in deze ronde van 12,50 naar 14;";
    assert!(sentence(warning, Language::Nl).contains(expected), "{}", sentence(warning, Language::Nl));
    assert_eq!((warning.code.number(), place(warning).as_str()), ("W006", "decisions.csv:3 decision"));
}

#[test]
fn a_lost_applicant_hides_unknown_labels_of_no_dwelling() {
    let mut files = replaced("applicants.csv", "A1,urgenten", "A1,urgenten,extra");
    files.extend(replaced("dwellings.csv", "lift|", "lft|").remove_entry("dwellings.csv"));
    assert_eq!(found(&files).iter().map(|one| one.code.number()).collect::<Vec<_>>(), ["E020", "W002"]);
    // An id twice loses nobody: who a dwelling is reserved for is still known.
    let mut files = replaced("applicants.csv", "A1,", "A2,");
    files.extend(replaced("dwellings.csv", "Leger des Heils", "Leger").remove_entry("dwellings.csv"));
    assert_eq!(found(&files).iter().map(|one| one.code.number()).collect::<Vec<_>>(), ["E021", "W003"]);
}

#[test]
fn a_heading_of_groups_that_is_misspelt_is_one_problem() {
    let text = String::from_utf8(valid()["model/model.toml"].clone()).unwrap();
    let problems = found(&with("model/model.toml", text.replace("[[group]]", "[[groups]]")));
    assert_eq!(problems.iter().map(|one| one.code.number()).collect::<Vec<_>>(), ["E051"], "{problems:#?}");
}

#[test]
fn the_norms_are_checked_without_a_month_as_well() {
    let mut files = replaced("round.toml", "month = \"2025-03\"", "month = \"March\"");
    files.extend(replaced("norms/size.csv", "3,3,4", "3,x,4").remove_entry("norms/size.csv"));
    assert_eq!(found(&files).iter().map(|one| one.code.number()).collect::<Vec<_>>(), ["E014", "E055"]);
}

#[test]
fn a_limit_of_each_complex_named_like_another_is_told_with_the_line_of_its_name() {
    let more = "[[limit]]\nname = \"Supported per complex: Complex 12\"\nmax = 1\n";
    let files = replaced("model/model.toml", "", &format!("\n{more}"));
    let line = String::from_utf8(files["model/model.toml"].clone()).unwrap().lines().count() - 1;
    let problems = found(&files);
    assert_eq!(
        (problems.len(), problems[0].code, problems[0].line),
        (1, Code::NameTwice, u32::try_from(line).ok()),
        "{problems:#?}"
    );
}

#[test]
fn a_minimum_may_weigh_nothing() {
    assert_eq!(found(&replaced("model/model.toml", "weight = 3", "weight = 0")), []);
}

#[test]
fn a_single_sharer_fixed_where_only_sharing_fits_is_too_few() {
    // The household is too small for five rooms of its own, and a place has no size rule.
    let mut files = replaced("dwellings.csv", "Overvecht,4,", "Overvecht,5,");
    files.insert("decisions.csv".to_owned(), b"applicant,dwelling,decision\nA2,D2,fixed\n".to_vec());
    let problems = found(&files);
    assert_eq!(problems.iter().map(|problem| problem.code.number()).collect::<Vec<_>>(), ["E046"]);
}

#[test]
fn files_that_are_missing_empty_or_no_text_are_named() {
    for name in valid().keys().filter(|name| *name != "decisions.csv") {
        let mut files = valid();
        files.remove(name);
        let problems = found(&files);
        assert_eq!(
            problems.iter().map(|one| (one.code, one.file.as_str())).collect::<Vec<_>>(),
            [(Code::FileMissing, name.as_str())]
        );
        for bytes in [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], b"%PDF-1.7\x01\x02", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0"]
        {
            let problems = found(&with(name, bytes));
            assert!(problems.iter().any(|one| one.code == Code::NotText && one.file == *name), "{name}: {problems:#?}");
        }
    }
    for name in ["dwellings.csv", "applicants.csv", "decisions.csv", "norms/rent.csv"] {
        for empty in ["", "\n\n", "\u{feff}"] {
            let problems = found(&with(name, empty));
            assert!(
                problems.iter().any(|one| one.code == Code::TableEmpty && one.file == name),
                "{name} {problems:#?}"
            );
        }
    }
    let problems = found(&with("norms/size.csv", "persons,rooms_min,rooms_max,source\n"));
    assert_eq!(problems.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::SizeTableEmpty]);
}

#[test]
fn a_file_without_its_column_does_not_repeat_that_on_every_row() {
    let problems = found(&replaced("dwellings.csv", ",rent,", ",rnt,"));
    let numbers: Vec<_> = problems.iter().map(|problem| problem.code.number()).collect();
    assert_eq!(numbers, ["E010", "W001"], "{problems:#?}");
    assert_eq!(problems[1].details, ["rent"]);
}

#[test]
fn a_long_cell_is_shown_short() {
    let long = "x".repeat(10_000);
    let problems = found(&replaced("dwellings.csv", "812.30", &long));
    let text = sentence(&problems[0], Language::En);
    assert!(text.len() < 200 && text.contains("x…"), "{text}");
    let name = found(&replaced("dwellings.csv", "Woonin", &long));
    assert_eq!(name, []);
}

#[test]
fn sentences_name_place_cause_and_action_in_both_languages() {
    let text = |file, from, to, language| sentence(&found(&replaced(file, from, to))[0], language);
    assert_eq!(
        text("applicants.csv", "21000.00", "abc", Language::En),
        "E012 applicants.csv:2 income: \"abc\" is no amount in euro; write 650,43 or 650.43"
    );
    assert_eq!(
        text("dwellings.csv", "812.30", "1.812", Language::Nl),
        "E013 dwellings.csv:2 rent: \"1.812\" is op twee manieren te lezen; schrijf 1812,00 als dat bedoeld is, of, als \
         1,812 bedoeld is, een getal met hoogstens twee decimalen"
    );
    assert_eq!(
        text("applicants.csv", "A1,urgenten", "A1,urgent", Language::En),
        "E034 applicants.csv:3 group: the model has no group \"urgent\" (did you mean \"urgenten\"?); \
         it has: urgenten, statushouders; correct it, or add the group to the model"
    );
    assert_eq!(
        text("model/model.toml", "weight = 3", "wieght = 3", Language::Nl),
        "E051 model/model.toml:56 limit \"Large dwellings\".wieght: \"wieght\" heeft hier geen betekenis \
         (bedoelde u \"weight\"?); verbeter of verwijder het"
    );
}

#[test]
fn every_code_has_a_sentence_in_each_language_and_a_heading_in_the_error_index() {
    let index = std::fs::read_to_string("docs/errors.md").unwrap();
    let mut sentences = BTreeSet::new();
    for code in Code::ALL {
        assert!(index.contains(&format!("\n### {} ", code.number())), "{} has no heading", code.number());
        let problem =
            Problem::new(*code, "file.csv").at(3).found("VALUE").detail("FIRST").detail("SECOND").detail("THIRD");
        for language in [Language::En, Language::Nl] {
            let text = sentence(&problem, language);
            assert!(text.contains("; ") && !text.contains(['{', '}']) || text.contains("{ "), "{text}");
            assert!(sentences.insert(text.clone()), "{text}");
        }
    }
    assert_eq!(index.matches("\n### ").count(), Code::ALL.len(), "a heading without a code");
    assert_eq!(Code::ALL.iter().map(|code| code.number()).collect::<BTreeSet<_>>().len(), Code::ALL.len());
}

#[test]
fn a_row_with_another_separator_than_its_file_is_told_which() {
    let problems = found(&replaced("decisions.csv", "", "A1;D2;fixed;no;they know each other;desk;2025-02-20\n"));
    let english = sentence(&problems[0], Language::En);
    assert!(
        english.ends_with("separates its cells by \";\" and the header by \",\"; separate them by \",\" here too"),
        "{english}"
    );
    let dutch = sentence(&problems[0], Language::Nl);
    assert!(
        dutch.ends_with("scheidt de cellen met \";\" en de kopregel met \",\"; scheid ze ook hier met \",\""),
        "{dutch}"
    );
    let plain = found(&replaced("decisions.csv", "", "A1;D2;fixed\n"));
    assert!(sentence(&plain[0], Language::En).contains("this row has 1 cell and the header 7"), "{plain:?}");
}

#[test]
fn every_code_has_a_case() {
    let of_changes = ["E090", "E091", "E092", "E093", "E094", "E095", "E096", "E097", "E098"]; // tests/whatif, tests/sweep.rs
    let of_years = super::year::CASES.iter().map(|case| case.0); // tests/reading/year.rs
    let of_workbooks = ["E007", "E008", "E009", "E026"]; // tests/workbooks
    let elsewhere = [
        "E001", "E002", "E004", "E005", "E006", "E041", "E044", "E045", "E046", "E071", "E080", "E081", "W005", "W006",
    ];
    let covered: BTreeSet<&str> = CASES
        .iter()
        .map(|case| case.0)
        .chain(elsewhere)
        .chain(of_workbooks)
        .chain(of_changes)
        .chain(of_years)
        .collect();
    let missing: Vec<_> =
        Code::ALL.iter().map(|code| code.number()).filter(|number| !covered.contains(number)).collect();
    assert_eq!(missing, [""; 0]);
}
