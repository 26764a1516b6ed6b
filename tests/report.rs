//! Results as people and machines read them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "report/sample.rs"]
mod sample;

use std::path::Path;

use sample::{group_of as group, outcome, round};
use sha2::{Digest, Sha256};
use sleutel::allocation::{LimitOutcome, Obstacles, Proof, Status, Unplaced, UnplacedReason, Vacant, VacantReason};
use sleutel::domain::{Certificate, Fraction, Language, Limits, Names, Round, Rule, Side, Tier, unshielded};
use sleutel::report::{
    Readers, Reasons, Screen, WriteError, allocation_csv, limits_csv, messages, outcome_json, report_html, rows_json,
    summary_text, unplaced_csv, vacant_csv, write_results, write_together,
};

fn text(bytes: Result<Vec<u8>, csv::Error>) -> String {
    String::from_utf8(bytes.unwrap()).unwrap()
}

fn unplaced(reason: UnplacedReason, language: Language) -> String {
    let (round, outcome) = (round(), outcome());
    Reasons::of(&round, &outcome, language).unplaced(&Unplaced { applicant: 3, reason, eligible_dwellings: 9 })
}

fn vacant(reason: VacantReason, language: Language) -> String {
    let (round, outcome) = (round(), outcome());
    Reasons::of(&round, &outcome, language).vacant(&Vacant { dwelling: 3, reason, eligible_applicants: 4 })
}

fn screen(language: Language) -> Screen {
    Screen { language, width: 90, color: false, folder: Some("round/out".into()) }
}

#[test]
fn every_placement_is_a_row_with_the_rent_in_the_contract() {
    insta::assert_snapshot!(text(allocation_csv(&round(), &outcome(), Language::En)));
}

#[test]
fn the_dutch_form_has_a_byte_order_mark_semicolons_and_decimal_commas() {
    let dutch = text(allocation_csv(&round(), &outcome(), Language::Nl));
    assert!(dutch.starts_with("\u{feff}applicant;dwelling;mode;contract_rent;"), "{dutch}");
    assert!(dutch.contains("A1;W1;whole;682,96;"), "{dutch}");
}

#[test]
fn both_forms_hold_the_same_values() {
    let read = |language, delimiter, decimal: &str| -> Vec<Vec<String>> {
        let table = text(limits_csv(&round(), &outcome(), language));
        let table = table.trim_start_matches('\u{feff}').to_owned();
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(table.as_bytes());
        let number = |cell: &str| cell.chars().all(|letter| letter.is_ascii_digit() || decimal.contains(letter));
        let plain = |cell: &str| if number(cell) { cell.replace(decimal, ".") } else { cell.to_owned() };
        reader.records().map(|row| row.unwrap().iter().map(plain).collect()).collect()
    };
    let english = read(Language::En, b',', ".");
    assert_eq!(english.len(), 4);
    assert_eq!(english, read(Language::Nl, b';', ","));
}

#[test]
fn limits_are_in_units_that_people_speak_of() {
    insta::assert_snapshot!(text(limits_csv(&round(), &outcome(), Language::En)));
}

#[test]
fn the_unplaced_and_the_vacant_have_a_code_and_a_sentence() {
    insta::assert_snapshot!(format!(
        "{}\n{}",
        text(unplaced_csv(&round(), &outcome(), Language::En)),
        text(vacant_csv(&round(), &outcome(), Language::En))
    ));
    insta::assert_snapshot!(format!(
        "{}\n{}",
        text(unplaced_csv(&round(), &outcome(), Language::Nl)),
        text(vacant_csv(&round(), &outcome(), Language::Nl))
    ));
}

#[test]
fn a_cell_that_looks_like_a_formula_or_holds_separators_comes_back_as_it_was() {
    let mut round = round();
    let names = ["=1+1", "Bo-Ex; \"noord\", blok 2", "+31", "line\nend"];
    for (dwelling, name) in round.dwellings.iter_mut().zip(names) {
        dwelling.complex = Some(name.to_owned());
    }
    for (language, delimiter) in [(Language::En, b','), (Language::Nl, b';')] {
        let table = text(allocation_csv(&round, &outcome(), language));
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(table.as_bytes());
        let found: Vec<String> = reader.records().map(|row| row.unwrap()[7].to_owned()).collect();
        assert_eq!(found, ["'=1+1", names[1], names[1]], "an apostrophe, so that Excel does not run it");
        assert_eq!(unshielded(&found[0]), names[0]);
    }
}

#[test]
fn an_exclusion_for_liveability_is_told_with_the_models_reason_and_end_date() {
    let excluded = vec![(Rule::Liveability, 1), (Rule::Size, 3)];
    let english = unplaced(UnplacedReason::NothingFits { excluded: excluded.clone(), dwellings: 4 }, Language::En);
    assert_eq!(
        english,
        "None of the 4 dwellings fits: for 1 an exclusion for liveability holds, for 3 the size does not suit. \
         Liveability: “Two incidents in 2024” (until 2025-07-01)."
    );
    let dutch = unplaced(UnplacedReason::NothingFits { excluded, dwellings: 4 }, Language::Nl);
    assert!(dutch.ends_with("Leefbaarheid: “Two incidents in 2024” (tot en met 01-07-2025)."), "{dutch}");
}

#[test]
fn an_exclusion_that_has_ended_is_not_told() {
    let mut round = round();
    round.model.liveability[0].until = Some(jiff::civil::date(2025, 2, 28));
    let outcome = outcome();
    let reason = UnplacedReason::NothingFits { excluded: vec![(Rule::Liveability, 4)], dwellings: 4 };
    let left = Unplaced { applicant: 3, reason, eligible_dwellings: 0 };
    let sentence = Reasons::of(&round, &outcome, Language::En).unplaced(&left);
    assert_eq!(sentence, "None of the 4 dwellings fits: for 4 an exclusion for liveability holds.");
}

#[test]
fn only_dwellings_that_fail_several_rules_are_said_to() {
    let excluded = vec![(Rule::Rent, 140), (Rule::Size, 96), (Rule::Needs, 3)];
    let of = |dwellings| unplaced(UnplacedReason::NothingFits { excluded: excluded.clone(), dwellings }, Language::En);
    assert!(of(231).ends_with("missing (a dwelling can fail several rules)."), "{}", of(231));
    assert!(of(239).ends_with("missing."), "{}", of(239));
}

#[test]
fn who_stands_before_is_told_by_goal() {
    let obstacles =
        Obstacles { fitting: 9, outranked: vec![(Tier::Urgency, 6), (Tier::Waiting, 3)], ..Obstacles::default() };
    assert_eq!(
        unplaced(UnplacedReason::Outranked(obstacles.clone()), Language::En),
        "All 9 fitting dwellings went to others that stand before: 6 by urgency, 3 by waiting time."
    );
    assert_eq!(
        unplaced(UnplacedReason::Outranked(obstacles), Language::Nl),
        "Alle 9 passende woningen gingen naar anderen die voorgaan: 6 op urgentie, 3 op inschrijfduur."
    );
}

#[test]
fn a_dwelling_withheld_for_a_goal_is_not_said_to_have_gone_to_someone() {
    let obstacles = Obstacles { fitting: 2, costs: vec![(Tier::Fit, 2)], ..Obstacles::default() };
    assert_eq!(
        unplaced(UnplacedReason::Outranked(obstacles.clone()), Language::En),
        "Both fitting dwellings could go to this household only at the cost of a goal that stands before (misfit points)."
    );
    let mixed = Obstacles { fitting: 3, outranked: vec![(Tier::Urgency, 1)], ..obstacles.clone() };
    assert_eq!(
        unplaced(UnplacedReason::Outranked(mixed), Language::Nl),
        "Van de 3 passende woningen: 1 ging naar anderen die voorgaan (op urgentie); 2 zouden alleen naar \
         dit huishouden kunnen ten koste van een doel dat voorgaat (punten voor minder passend)."
    );
    assert_eq!(
        vacant(VacantReason::Costs(obstacles.clone()), Language::En),
        "Both applicants without a place that fit could live here only at the cost of a goal that stands before \
         (misfit points)."
    );
    let mut outcome = outcome();
    outcome.unplaced[2].reason = UnplacedReason::Outranked(obstacles);
    let shown = summary_text(&round(), &outcome, &screen(Language::En));
    assert!(shown.contains("others or an earlier goal stand before"), "{shown}");
}

#[test]
fn limits_that_only_sharers_would_overrun_are_not_called_too_small_for_the_applicant() {
    let obstacles =
        Obstacles { fitting: 4, full_with_sharers: vec![(0, 4)], sharers_stopped: 4, ..Obstacles::default() };
    assert_eq!(
        unplaced(UnplacedReason::LimitFull(obstacles.clone()), Language::En),
        "All 4 fitting dwellings can only be shared, and with whoever is left to share a limit would be overrun: \
         for 4 “Care West: starts” (2.50 of 3 support units)."
    );
    assert_eq!(
        vacant(VacantReason::LimitFull(Obstacles { fitting: 1, sharers_stopped: 1, ..obstacles }), Language::Nl),
        "De enige woningzoekende zonder plek die past kan de woning alleen delen, en met wie daarvoor over is zou een \
         begrenzing worden overschreden: “Care West: starts” (2,50 van 3 eenheden begeleiding)."
    );
}

#[test]
fn a_reason_that_there_was_no_time_for_says_no_more_than_how_many_fit() {
    let obstacles = Obstacles { fitting: 102, ..Obstacles::default() };
    assert_eq!(
        unplaced(UnplacedReason::Stopped(obstacles), Language::En),
        "The search was stopped before this was settled. 102 dwellings fit."
    );
}

#[test]
fn exclusions_of_those_who_search_for_themselves_are_no_reason_for_a_vacant_dwelling() {
    let (mut round, outcome) = (round(), outcome());
    round.model.liveability[0].applicants = group("urgent");
    let reason = VacantReason::NobodyFits { excluded: vec![(Rule::Liveability, 2)], applicants: 6 };
    let vacant = Vacant { dwelling: 2, reason, eligible_applicants: 0 };
    let sentence = |round: &Round| Reasons::of(round, &outcome, Language::En).vacant(&vacant);
    assert!(!sentence(&round).contains("Liveability:"), "{}", sentence(&round));
    round.model.liveability[0].applicants = group("young");
    assert!(sentence(&round).contains("Liveability: “Two incidents in 2024”"), "{}", sentence(&round));
}

#[test]
fn one_more_unit_houses_a_whole_number_of_households_or_nobody_knows() {
    let mut outcome = outcome();
    outcome.limits[3].at_most = None;
    let shown = summary_text(&round(), &outcome, &screen(Language::En));
    let figure = |name: &str| shown.lines().find(|line| line.contains(name)).unwrap().rsplit("  ").next().unwrap();
    assert_eq!(figure("Care West: starts"), "none");
    assert_eq!(figure("Placed this month"), "not known");
}

#[test]
fn several_obstacles_are_each_told_with_their_number() {
    let obstacles = Obstacles {
        fitting: 9,
        outranked: vec![(Tier::Urgency, 4), (Tier::Lottery, 1)],
        fixed: 1,
        full: vec![(0, 3)],
        out_of_reach: 3,
        ..Obstacles::default()
    };
    assert_eq!(
        unplaced(UnplacedReason::Outranked(obstacles.clone()), Language::En),
        "Of the 9 fitting dwellings: 5 went to others that stand before (4 by urgency, 1 by the draw); \
         1 is fixed for others by decision; 3 are out of reach because limits leave too little room: \
         for 3 “Care West: starts” (2.50 of 3 support units)."
    );
    let stopped = unplaced(UnplacedReason::Stopped(obstacles), Language::Nl);
    assert!(stopped.starts_with("De zoektocht is gestopt voordat dit vaststond. Van de 9 passende"), "{stopped}");
}

#[test]
fn a_vacant_dwelling_tells_whom_it_is_reserved_for() {
    assert_eq!(
        vacant(VacantReason::ReservedEmpty { would_fit: 14 }, Language::En),
        "Reserved for Care East or Care West, and nobody of theirs fits; without it 14 applicants would."
    );
}

#[test]
fn the_screen_in_english() {
    insta::assert_snapshot!(summary_text(&round(), &outcome(), &screen(Language::En)));
}

/// The sample with a title for every limit, and none of its names in any of them.
fn titled() -> Round {
    let mut round = round();
    for (number, family) in round.model.families.iter_mut().enumerate() {
        family.titles = Some(Names { en: format!("Title {number}"), nl: format!("Titel {number}") });
    }
    let everyone: Vec<_> = round.applicants.iter().collect();
    round.limits = Limits::new(round.model.families.clone(), &round.dwellings, &everyone);
    round
}

#[test]
fn people_read_the_title_of_a_limit_and_files_keep_its_name() {
    let (round, outcome) = (titled(), outcome());
    let names: Vec<&str> = round.limits.limits.iter().map(|limit| limit.name.as_str()).collect();
    for (language, title) in [(Language::En, "Title"), (Language::Nl, "Titel")] {
        let reasons = text(unplaced_csv(&round, &outcome, language)) + &text(vacant_csv(&round, &outcome, language));
        let page = report_html(&round, &outcome, Readers::Public, language);
        for (place, told) in
            [("screen", summary_text(&round, &outcome, &screen(language))), ("report", page), ("reasons", reasons)]
        {
            assert!(told.contains(&format!("{title} 0")), "{place}: {told}");
            assert!(names.iter().all(|name| *name == "Refugees" || !told.contains(name)), "{place}: {told}");
        }
        let kept = text(limits_csv(&round, &outcome, language));
        assert!(names.iter().all(|name| kept.contains(name)) && !kept.contains(title), "{kept}");
    }
    let kept = rows_json(&round, &outcome, Language::Nl)["limits"].to_string();
    assert!(names.iter().all(|name| kept.contains(name)) && !kept.contains("Tit"), "{kept}");
}

#[test]
fn the_screen_in_dutch() {
    insta::assert_snapshot!(summary_text(&round(), &outcome(), &screen(Language::Nl)));
}

#[test]
fn a_minimum_that_belongs_to_no_group_is_shown_apart_when_missed() {
    let mut round = round();
    round.limits.families[1].dwellings = round.model.liveability[0].dwellings.clone();
    let shown = summary_text(&round, &outcome(), &screen(Language::En));
    assert!(shown.contains("Other minimums missed\n  Refugees  1  of  2  applicants  1 short\n"), "{shown}");
}

#[test]
fn minimums_of_a_group_in_several_regions_add_up_beside_it() {
    let (mut round, mut outcome) = (round(), outcome());
    round.model.families[1].each = Some((Side::Dwellings, "region".to_owned()));
    let regions = ["North", "North", "South", "South"];
    for (dwelling, region) in round.dwellings.iter_mut().zip(regions) {
        dwelling.region = Some(region.to_owned());
    }
    let everyone: Vec<_> = round.applicants.iter().collect();
    round.limits = Limits::new(round.model.families.clone(), &round.dwellings, &everyone);
    let of = |limit, shortfall| LimitOutcome {
        limit,
        used: 0,
        max: None,
        shortfall,
        binding: false,
        price: Fraction::whole(0),
        at_most: None,
    };
    outcome.limits = vec![of(1, 1), of(2, 2)];
    let shown = summary_text(&round, &outcome, &screen(Language::En));
    assert!(shown.contains("minimum 4: 3 short") && !shown.contains("Other minimums"), "{shown}");
}

#[test]
fn a_maximum_that_was_raised_is_shown_with_the_models_own() {
    let (round, mut outcome) = (round(), outcome());
    outcome.limits[3] = LimitOutcome { used: 5, max: Some(5), ..outcome.limits[3].clone() };
    let shown = summary_text(&round, &outcome, &screen(Language::En));
    assert!(shown.contains("5  of  5  applicants (model: 3)"), "{shown}");
    let reason = text(vacant_csv(&round, &outcome, Language::Nl));
    assert!(reason.contains("(5 van 5 woningzoekenden; model: 3)"), "{reason}");
}

#[test]
fn one_is_told_in_the_singular() {
    let (mut round, mut outcome) = (round(), outcome());
    round.applicants.truncate(1);
    round.dwellings.truncate(1);
    outcome.placements.truncate(1);
    let shown = |language| summary_text(&round, &outcome, &screen(language));
    assert!(shown(Language::En).contains("1 of 1 applicant placed in 1 of 1 dwelling."), "{}", shown(Language::En));
    assert!(shown(Language::Nl).contains("1 van 1 woningzoekende geplaatst in 1 van 1 woning."));
    for (number, words) in [(1, "De enige plaatsing houdt zich"), (2, "De 2 plaatsingen houden zich")] {
        assert!(messages::certificate_holds(number, Language::Nl).starts_with(words));
    }
    assert!(messages::in_order(&round, Language::En).contains("1 dwelling, 1 applicant, 4 limits"));
    assert_eq!(messages::matches_kept(1, Language::En), "The only match keeps every rule and limit.");
}

#[test]
fn the_screen_never_claims_an_optimum_after_a_stop() {
    let mut outcome = outcome();
    outcome.status = Status::Feasible;
    outcome.tiers[1].bound = Fraction::new(9, 2);
    outcome.tiers[1].proof = Proof::None;
    let shown = summary_text(&round(), &outcome, &screen(Language::En));
    assert!(!shown.contains("Optimal"), "{shown}");
    assert!(shown.contains("at most 4 could be placed"), "{shown}");
}

#[test]
fn colour_adds_nothing_but_colour() {
    let plain = summary_text(&round(), &outcome(), &screen(Language::Nl));
    let colored = summary_text(&round(), &outcome(), &Screen { color: true, ..screen(Language::Nl) });
    assert!(colored.contains('\u{1b}') && !plain.contains('\u{1b}'));
    assert_eq!(anstream::adapter::strip_str(&colored).to_string(), plain);
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for (width, language) in [(80, Language::En), (80, Language::Nl), (100, Language::Nl)] {
        let shown = summary_text(&round(), &outcome(), &Screen { width, ..screen(language) });
        for line in shown.lines() {
            assert!(line.chars().count() <= usize::from(width), "{width}: {line}");
        }
    }
}

#[test]
fn the_summary_for_machines_has_every_figure() {
    insta::assert_snapshot!(outcome_json(&round(), &outcome()).unwrap());
}

#[test]
fn the_certificate_names_the_hash_of_every_table_of_the_report_and_of_the_summary_without_its_seconds() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("a/b");
    write_results(&out, &round(), &outcome(), Language::Nl).unwrap();
    let certificate: Certificate =
        serde_json::from_slice(&std::fs::read(out.join("certificate.json")).unwrap()).unwrap();
    assert_eq!(certificate.results.len(), 6);
    for (name, hash) in &certificate.results {
        let mut bytes = std::fs::read(out.join(name)).unwrap();
        if name == "summary.json" {
            let mut summary: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
            summary.as_object_mut().unwrap().remove("seconds");
            bytes = summary.to_string().into_bytes();
        }
        let found: Vec<String> = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(&found.concat(), hash, "{name}");
    }
    assert_eq!(names(&out).len(), 8, "and the workbook, which nothing reads but people");
}

#[test]
fn the_same_outcome_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let written = |name: &str| {
        let out = folder.path().join(name);
        write_results(&out, &round(), &outcome(), Language::En).unwrap();
        names(&out).iter().map(|name| std::fs::read(out.join(name)).unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(written("first"), written("second"));
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn when_one_file_cannot_be_written_all_stay_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("allocation.csv"), "old").unwrap();
    std::fs::create_dir(folder.path().join("limits.csv")).unwrap(); // a folder is in the way
    let fault = write_results(folder.path(), &round(), &outcome(), Language::En).unwrap_err();
    assert!(fault.path.ends_with("limits.csv"), "{fault}");
    assert_eq!(std::fs::read_to_string(folder.path().join("allocation.csv")).unwrap(), "old");
    assert_eq!(names(folder.path()), ["allocation.csv", "limits.csv"]);
}

#[test]
fn a_file_where_the_folder_should_be_is_told_by_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let in_the_way = folder.path().join("out");
    std::fs::write(&in_the_way, "mine").unwrap();
    let WriteError { path, .. } = write_results(&in_the_way, &round(), &outcome(), Language::En).unwrap_err();
    assert_eq!(path, in_the_way);
    assert_eq!(std::fs::read_to_string(&in_the_way).unwrap(), "mine");
}

#[test]
fn a_folder_made_for_results_that_fail_is_taken_away_again() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new/out");
    assert!(write_together(&out, &[("a.csv", vec![1]), ("missing/b.csv", vec![2])]).is_err());
    assert_eq!(names(folder.path()), Vec::<String>::new());
}
