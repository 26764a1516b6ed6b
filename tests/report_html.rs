//! The report of a round, as a council gets it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/command.rs"]
mod command;
#[path = "report/sample.rs"]
#[allow(dead_code)] // other tests use all of it
mod sample;

use std::path::Path;
use std::sync::LazyLock;

use command::{path, read, sleutel};
use sample::{outcome, round};
use sleutel::domain::{AdoptedChanges, ChangedSetting, Decision, DecisionVerdict, Language};
use sleutel::report::{Readers, groups_svg, limits_svg, report_html, waiting_svg};

const UTRECHT: &str = "models/utrecht-2025/rounds/2025-03";
const LANGUAGES: [Language; 2] = [Language::En, Language::Nl];

/// The results of the round of Utrecht, allocated once.
static RESULTS: LazyLock<tempfile::TempDir> = LazyLock::new(|| allocated(&[]));

fn allocated(options: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let ran = sleutel(&[&["allocate", UTRECHT, "-q", "--lang", "en", "-o", path(folder.path())], options].concat());
    assert_eq!(ran.status, 0, "{}", ran.errors);
    folder
}

/// The first cells of a table of the round: the ids.
fn ids(table: &str) -> Vec<String> {
    let rows = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(UTRECHT), table);
    rows.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect()
}

fn sample_report(readers: Readers, language: Language) -> String {
    report_html(&round(), &outcome(), readers, language)
}

/// What a reader sees: the text between the marks, without the style.
fn text(page: &str) -> String {
    let body = page.split_once("</style>").unwrap().1;
    let mut inside = false;
    let letters = body.chars().filter(|letter| {
        let was_inside = inside || *letter == '<';
        inside = (inside || *letter == '<') && *letter != '>';
        !was_inside
    });
    letters.collect()
}

#[test]
fn the_public_report_names_no_applicant_and_no_dwelling() {
    let report = read(RESULTS.path(), "report.html");
    let (applicants, dwellings) = (ids("applicants.csv"), ids("dwellings.csv"));
    assert_eq!((applicants.len(), dwellings.len()), (800, 230));
    for id in applicants.iter().chain(&dwellings) {
        assert!(!report.contains(id.as_str()), "{id} stands in the report");
    }
}

#[test]
fn with_ids_everyone_placed_or_not_and_every_vacant_dwelling_stands_in_it() {
    let folder = allocated(&["--ids"]);
    let report = read(folder.path(), "report.html");
    for table in ["allocation.csv", "vacant.csv"] {
        let rows = read(folder.path(), table);
        let named = rows.lines().skip(1).map(|line| line.split(',').next().unwrap());
        assert!(named.clone().count() > 100);
        named.for_each(|id| assert!(report.contains(id), "{id} is missing"));
    }
    let left = read(folder.path(), "unplaced.csv");
    let waiting = left.lines().skip(1).filter(|line| !line.contains(",self-search,"));
    waiting.for_each(|line| assert!(report.contains(line.split(',').next().unwrap()), "{line}"));
    let ran = sleutel(&["verify", UTRECHT, "--result", path(folder.path())]);
    assert_eq!(ran.status, 0, "{}{}", ran.output, ran.errors);
}

#[test]
fn the_figures_are_those_of_the_summary() {
    let summary: serde_json::Value = serde_json::from_str(&read(RESULTS.path(), "summary.json")).unwrap();
    let report = read(RESULTS.path(), "report.html");
    for group in summary["groups"].as_array().unwrap().iter().filter(|one| one["placed"] != 0) {
        let (all, placed) = (&group["applicants"], &group["placed"]);
        assert!(report.contains(&format!("<td>{all}</td><td>{placed}</td>")), "{group}");
    }
    for tier in summary["tiers"].as_array().unwrap() {
        let value = sleutel::report::Form::of(Language::En).grouped(tier["value"].as_i64().unwrap().into());
        assert!(report.contains(&format!("<td>{value}</td>")), "{tier}");
    }
    for hash in summary["inputs"].as_object().unwrap().values() {
        assert!(report.contains(hash.as_str().unwrap()), "{hash}");
    }
}

#[test]
fn vacant_and_unplaced_add_up() {
    let report = read(RESULTS.path(), "report.html");
    let sums: Vec<Vec<usize>> = report
        .lines()
        .filter(|line| line.starts_with("<tr class=\"sum\">"))
        .map(|line| text(&format!("</style>{}", line.replace("</td>", " </td>"))))
        .map(|line| {
            line.replace(',', "")
                .split_whitespace()
                .filter_map(|word| word.trim_start_matches("All").parse().ok())
                .collect()
        })
        .collect();
    let adding: Vec<&Vec<usize>> = sums.iter().filter(|sum| [Some(&618), Some(&230)].contains(&sum.last())).collect();
    assert_eq!(adding.len(), 3, "{sums:?}");
    for sum in adding {
        let (last, parts) = sum.split_last().unwrap();
        assert_eq!(parts.iter().sum::<usize>(), *last, "{sum:?}");
    }
}

#[test]
fn a_changed_report_is_caught_and_a_missing_one_is_not() {
    let folder = allocated(&[]);
    let report = folder.path().join("report.html");
    let changed = std::fs::read_to_string(&report).unwrap().replacen("127", "128", 1);
    std::fs::write(&report, changed).unwrap();
    let ran = sleutel(&["verify", UTRECHT, "--result", path(folder.path())]);
    assert_eq!(ran.status, 1, "{}", ran.errors);
    assert!(ran.output.contains("report.html"), "{}", ran.output);
    std::fs::remove_file(&report).unwrap();
    let ran = sleutel(&["verify", UTRECHT, "--result", path(folder.path())]);
    assert_eq!(ran.status, 0, "{}", ran.output);
}

#[test]
fn the_report_needs_nothing_else_and_nothing_in_it_runs() {
    for (readers, language) in [Readers::Public, Readers::Entrusted].into_iter().zip(LANGUAGES) {
        let page = sample_report(readers, language);
        for forbidden in ["<script", "<link", "<img", "src=", "href=", "url(", "@import", "onload", "javascript:"] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
        assert!(page.matches("http").count() == page.matches("http://www.w3.org/2000/svg").count());
    }
}

#[test]
fn the_same_round_gives_the_same_bytes() {
    assert_eq!(sample_report(Readers::Public, Language::Nl), sample_report(Readers::Public, Language::Nl));
    let again = allocated(&[]);
    assert_eq!(read(again.path(), "report.html"), read(RESULTS.path(), "report.html"));
}

/// A decision with a reason that would tell whom it is about.
fn decision(verdict: DecisionVerdict, overrides: bool) -> Decision {
    Decision {
        applicant: "A4".into(),
        dwelling: "W3".into(),
        verdict,
        overrides,
        reason: Some("<b>A4</b>: a family of seven & a deposit".into()),
        by: Some("J. Example".into()),
        at: Some("2025-03-01".into()),
        line: 2,
    }
}

#[test]
fn the_reason_of_a_decision_is_for_those_who_handle_the_cases_and_is_no_markup() {
    let mut round = round();
    round.decisions = vec![decision(DecisionVerdict::Fixed, true)];
    for language in LANGUAGES {
        let page = report_html(&round, &outcome(), Readers::Public, language);
        for personal in ["family of seven", "deposit", "J. Example"] {
            assert!(!page.contains(personal), "{personal}: {page}");
        }
        let open = report_html(&round, &outcome(), Readers::Entrusted, language);
        assert!(open.contains("&lt;b&gt;A4&lt;/b&gt;: a family of seven &amp; a deposit"), "{open}");
        assert!(open.contains("J. Example"));
    }
}

#[test]
fn of_decisions_the_public_learns_their_numbers_and_of_fewer_than_five_that_they_are_few() {
    let mut round = round();
    round.decisions = vec![decision(DecisionVerdict::Fixed, false); 6];
    round.decisions.extend([decision(DecisionVerdict::Fixed, true), decision(DecisionVerdict::Refused, false)]);
    let told = [
        (Readers::Public, Language::En, "Fixed beforehand: 7;", "maximum: fewer than 5. ", "household: fewer than 5. "),
        (
            Readers::Public,
            Language::Nl,
            "Vooraf vastgelegd: 7;",
            "afwijken: minder dan 5. ",
            "huishouden: minder dan 5. ",
        ),
        (Readers::Entrusted, Language::En, "Fixed beforehand: 7;", "maximum: 1. ", "household: 1. "),
    ];
    for (readers, language, fixed, overrides, refused) in told {
        let page = report_html(&round, &outcome(), readers, language);
        for words in [fixed, overrides, refused, either(language, "Forbidden: 0.", "Verboden: 0.")] {
            assert!(page.contains(words), "{words}: {page}");
        }
    }
}

#[test]
fn a_changed_setting_is_told_from_what_to_what_and_who_and_why_only_with_ids() {
    let mut round = round();
    round.adopted = vec![AdoptedChanges {
        name: "Wider".into(),
        changes: vec![ChangedSetting { typed: "limit.\"Agreed share\".max=46%".into(), before: "44.9%".into() }],
        reason: "agreed for the family of A4".into(),
        by: "J. Example".into(),
        at: "2025-03-04".into(),
    }];
    for (language, words) in [
        (Language::En, "Agreed share: at most 46% instead of 44.9%."),
        (Language::Nl, "Agreed share: hoogstens 46\u{a0}% in plaats van 44,9\u{a0}%."),
    ] {
        let page = report_html(&round, &outcome(), Readers::Public, language);
        assert!(page.contains(words), "{page}");
        assert!(!page.contains("J. Example") && !page.contains("family of"), "{page}");
        let open = report_html(&round, &outcome(), Readers::Entrusted, language);
        for words in [words, "Wider", "agreed for the family of A4", "J. Example, 2025-03-04"] {
            assert!(open.contains(words), "{words}: {open}");
        }
    }
}

fn either<'a>(language: Language, english: &'a str, dutch: &'a str) -> &'a str {
    if language == Language::En { english } else { dutch }
}

#[test]
fn of_few_households_the_public_learns_neither_waiting_time_nor_rent_nor_support() {
    // three are placed in the sample: one refugee household, and two young people who share
    let (public, open) =
        (sample_report(Readers::Public, Language::En), sample_report(Readers::Entrusted, Language::En));
    for caption in ["Waiting time of those placed", "Contract rents"] {
        assert!(!public.contains(caption) && open.contains(caption), "{caption}");
    }
    assert_eq!(waiting_svg(&round(), &outcome(), Readers::Public, Language::En), None);
    assert!(waiting_svg(&round(), &outcome(), Readers::Entrusted, Language::En).is_some());
    assert!(!public.contains("2.50") && open.contains("2.50"), "support of Care West");
    assert!(public.contains("not told"));
    // the minimum of young persons counts persons of two households: that it was missed, not by how much
    assert!(public.contains("<td>3 persons</td><td>not reached</td>"), "{public}");
    assert!(open.contains("<td>3 persons</td><td>1</td>"));
}

#[test]
fn limits_for_every_complex_are_told_together_to_the_public() {
    let report = read(RESULTS.path(), "report.html");
    assert!(report.contains("Intensive support in a complex (46 complexes)"));
    for named in ["Leidsche Rijn 1", "Omloop", "Overvecht 2"] {
        assert!(!report.contains(named), "{named}");
    }
}

#[test]
fn pictures_can_be_read_out_and_stretch_without_their_words() {
    let pictures = LANGUAGES.map(|language| {
        [
            Some(groups_svg(&round(), &outcome(), Readers::Public, language)),
            limits_svg(&round(), &outcome(), Readers::Public, language),
            waiting_svg(&round(), &outcome(), Readers::Entrusted, language),
        ]
    });
    for svg in pictures.into_iter().flatten().map(Option::unwrap) {
        assert!(svg.starts_with("<svg ") && svg.contains("role=\"img\"") && svg.contains("width=\"100%\""), "{svg}");
        assert!(!svg.contains("viewBox"), "words would shrink with the picture");
        let (_, description) = svg.split_once("<desc ").unwrap();
        let (description, _) = description.split_once("</desc>").unwrap();
        assert!(description.len() > 60, "{description}");
        let names = ["title", "description"].map(|part| svg.matches(&format!("-{part}\"")).count());
        assert_eq!(names, [1, 2], "named where it is labelled and where it stands");
    }
}

#[test]
fn a_missed_minimum_is_drawn_and_told() {
    let svg = groups_svg(&round(), &outcome(), Readers::Public, Language::Nl);
    assert!(svg.contains("1 van 3 · minimum 2 · tekort: 1"), "{svg}");
    assert_eq!(svg.matches("stroke-dasharray").count(), 1);
}

#[test]
fn every_part_is_told_in_both_languages() {
    let [english, dutch] = LANGUAGES.map(|language| text(&sample_report(Readers::Entrusted, language)));
    for (one, other) in [
        ("The groups and what was agreed", "De doelgroepen en wat is afgesproken"),
        ("Limits", "Begrenzingen"),
        ("Who has no place, and why", "Wie geen plek heeft, en waarom"),
        ("The dwellings, and which stay vacant", "De woningen, en welke leeg blijven"),
        ("Certainty and the draw", "Zekerheid en loting"),
        ("What persons decided beforehand", "Wat mensen vooraf besloten"),
        ("The rules", "De regels"),
        ("The goals and their proof", "De doelen en hun bewijs"),
        ("How to check this", "Hoe dit is na te gaan"),
        ("One by one", "Stuk voor stuk"),
    ] {
        assert!(english.contains(one) && !english.contains(other), "{one}");
        assert!(dutch.contains(other) && !dutch.contains(one), "{other}");
    }
}
