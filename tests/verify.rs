//! The independent checker: what it lets pass, and everything that it must catch.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use serde_json::{Value, json};
use sleutel::allocation::Outcome;
use sleutel::domain::{Round, Rule};
use sleutel::eligibility::Standing;
use sleutel::pipeline::{Request, allocate};
use sleutel::report::RESULT_FILES;
use sleutel::verify::{Difference, Doubt, Finding, Violation, accept, round_of, verify};
use support::{ApplicantBuilder, Extent, Results, RoundBuilder, random_round, round};

/// Three households, two of which fit the only large dwelling; one starts support; one searches itself.
/// A limit on all of them makes it one part.
fn ordinary() -> RoundBuilder {
    round()
        .input("dwellings.csv", "aa")
        .input("applicants.csv", "bb")
        .dwelling("W1", |d| d.rooms(3).rent(70_000).landlord("L1").complex("C1").district("D1"))
        .dwelling("W2", |d| d.rent(68_296).district("D2"))
        .dwelling("W3", |d| d.rooms(9))
        .applicant("A1", |a| a.persons(2).children(1).organisation("O1").support(150))
        .applicant("A2", |a| a.persons(2).children(1).urgent_until("2025-03-31"))
        .applicant("A3", |a| a.group("youth").registered("2024-03-01"))
        .applicant("A4", |a| a.group("students"))
        .limit("starts", |l| l.applicants("organisation", &["O1"]).max_support(125))
        .limit("youth", |l| l.applicants("group", &["youth"]).min(3).weight(2))
        .limit("everyone", |l| l.max(9))
}

fn results(building: RoundBuilder) -> (Round, Standing, Results) {
    let (round, standing) = building.ready();
    let outcome = allocate(&round, &standing, &Request::default()).unwrap();
    let results = Results::of(&round, &outcome);
    (round, standing, results)
}

/// A change to a JSON file.
type Change = fn(&mut Value);

fn findings_after(change: impl FnOnce(&mut Results)) -> Vec<Finding> {
    let (round, standing, mut results) = results(ordinary());
    change(&mut results);
    verify(&round, &standing, &results.read()).findings
}

fn cells(findings: &[Finding]) -> Vec<(&str, &str)> {
    let cell = |finding: &'_ Finding| match finding {
        Finding::CellDiffers { file, column, .. } => Some((*file, *column)),
        _ => None,
    };
    findings.iter().filter_map(cell).collect()
}

fn doubts(findings: &[Finding]) -> Vec<&Doubt> {
    let doubt = |finding: &'_ Finding| matches!(finding, Finding::Doubt(_));
    findings
        .iter()
        .filter(|f| doubt(f))
        .map(|f| if let Finding::Doubt(doubt) = f { doubt } else { unreachable!() })
        .collect()
}

#[test]
fn the_results_of_an_allocation_hold() {
    let (round, standing, results) = results(ordinary());
    let verification = verify(&round, &standing, &results.read());
    assert_eq!(verification.findings, []);
    assert_eq!(verification.placed, 2);
    assert!(verification.holds());
}

#[test]
fn the_results_of_random_rounds_hold_in_both_languages() {
    for seed in 0..60 {
        let (round, standing) = random_round(seed, Extent::Middle);
        let outcome: Outcome = allocate(&round, &standing, &Request::default()).unwrap();
        for results in [Results::of(&round, &outcome), Results::in_dutch(&round, &outcome)] {
            assert_eq!(verify(&round, &standing, &results.read()).findings, [], "seed {seed}");
        }
    }
}

#[test]
fn results_that_do_not_hold_are_not_accepted_for_writing() {
    let (round, standing) = round().dwelling("W1", |d| d).applicant("A1", |a| a).ready();
    let outcome = allocate(&round, &standing, &Request::default()).unwrap();
    let mut results = Results::of(&round, &outcome);
    let files = |results: &Results| -> Vec<(&'static str, Vec<u8>)> {
        RESULT_FILES.iter().filter_map(|name| Some((*name, results.files.get(*name)?.clone().into_bytes()))).collect()
    };
    assert_eq!(accept(&round, &standing, &files(&results)), Ok(()));
    results.edit("summary.json", |summary| summary["tiers"][1]["value"] = json!(2));
    let refused = accept(&round, &standing, &files(&results)).unwrap_err();
    assert!(refused.contains("the checker does not accept the allocation"), "{refused}");
}

#[test]
fn a_limit_in_the_way_of_a_free_place_among_fixed_sharers_is_a_reason_though_the_dwelling_fits_whole_too() {
    let (round, standing) = ["A1", "A2", "A3"]
        .into_iter()
        .fold(round(), |plain, id| plain.applicant(id, ApplicantBuilder::shares))
        .sharing(2, 10_000)
        .dwelling("W1", |d| d.places(3))
        .limit("Two at most", |limit| limit.max(2))
        .fixed("A1", "W1")
        .fixed("A2", "W1")
        .ready();
    let outcome = allocate(&round, &standing, &Request::default()).unwrap();
    assert_eq!(outcome.unplaced[0].reason.name(), "limit-full");
    assert_eq!(verify(&round, &standing, &Results::of(&round, &outcome).read()).findings, []);
}

#[test]
fn a_table_changed_after_the_run_is_caught_by_its_hash() {
    for file in ["allocation.csv", "unplaced.csv", "vacant.csv", "limits.csv"] {
        let findings = findings_after(|results| results.files.get_mut(file).unwrap().push('\n'));
        assert_eq!(findings, [Finding::ResultChanged { file: file.to_owned() }]);
    }
}

#[test]
fn results_of_another_input_are_caught_file_by_file() {
    let findings = findings_after(|results| {
        results.edit("summary.json", |summary| summary["inputs"]["applicants.csv"] = json!("cc"));
        results.edit("certificate.json", |certificate| {
            certificate["inputs"] = json!({ "dwellings.csv": "aa", "decisions.csv": "dd" });
        });
    });
    let differs =
        |file: &str, difference, stated_in| Finding::InputDiffers { file: file.to_owned(), difference, stated_in };
    assert_eq!(
        findings,
        [
            differs("applicants.csv", Difference::Changed, "summary.json"),
            differs("applicants.csv", Difference::Added, "certificate.json"),
            differs("decisions.csv", Difference::Missing, "certificate.json"),
        ]
    );
}

#[test]
fn every_column_of_the_allocation_is_held_against_the_round() {
    let wrong = [
        ("mode", "shared"),
        ("contract_rent", "700.01"),
        ("group", "youth"),
        ("organisation", "O1"),
        ("landlord", "L2"),
        ("complex", ""),
        ("district", "D2"),
        ("persons", "2"),
        ("waiting_days", "101"),
        ("urgency", "6"),
        ("misfit", "1"),
        ("certainty", "perhaps"),
        ("reserves", "A1|A9"),
    ];
    for (column, text) in wrong {
        let findings = findings_after(|results| results.set_cell("allocation.csv", "A2", column, text));
        if column == "mode" {
            let sharing =
                |f: &Finding| matches!(f, Finding::Violation(Violation::BrokenRule { rule: Rule::Sharing, .. }));
            assert!(findings.iter().any(sharing), "{findings:?}");
        } else {
            assert_eq!(cells(&findings), [("allocation.csv", column)]);
        }
    }
}

#[test]
fn reasons_and_counts_of_the_others_are_held_against_the_round() {
    let wrong = [
        ("unplaced.csv", "A1", "group", "youth"),
        ("unplaced.csv", "A1", "eligible_dwellings", "2"),
        ("unplaced.csv", "A1", "reason", "nothing-fits"),
        ("unplaced.csv", "A4", "reason", "outranked"),
        ("vacant.csv", "W3", "eligible_applicants", "1"),
        ("vacant.csv", "W3", "reason", "all-placed"),
        ("limits.csv", "starts", "used", "1.5"),
        ("limits.csv", "starts", "max", "1.26"),
        ("limits.csv", "youth", "min", "2"),
        ("limits.csv", "youth", "shortfall", ""),
        ("limits.csv", "youth", "counts", "persons"),
    ];
    for (file, row, column, text) in wrong {
        let findings = findings_after(|results| results.set_cell(file, row, column, text));
        assert_eq!(cells(&findings), [(file, column)], "{row} {column} {text}: {findings:?}");
    }
}

#[test]
fn everyone_stands_in_the_tables_exactly_once() {
    for (file, row) in [("unplaced.csv", "A1"), ("vacant.csv", "W3"), ("limits.csv", "youth")] {
        let missing = findings_after(|results| results.drop_row(file, row));
        assert!(matches!(&missing[..], [Finding::RowMissing { id, .. }] if id == row), "{missing:?}");
        let twice = findings_after(|results| results.repeat_row(file, row));
        assert!(matches!(&twice[..], [Finding::RowTwice { id, .. }] if id == row), "{twice:?}");
    }
    let unknown = findings_after(|results| results.set_cell("vacant.csv", "W3", "dwelling", "W8"));
    assert!(unknown.contains(&Finding::UnknownRow { file: "vacant.csv", line: 2, id: "W8".to_owned() }));
}

#[test]
fn leaving_out_a_placement_is_caught_by_the_values() {
    let findings = findings_after(|results| results.drop_row("allocation.csv", "A3"));
    assert!(findings.iter().any(|finding| matches!(finding, Finding::RowMissing { id, .. } if id == "A3")));
    let placed = |doubt: &&&Doubt| matches!(doubt, Doubt::OtherValue { part: None, tier, stated: 2, recomputed: 1 } if tier == "placed");
    assert_eq!(doubts(&findings).iter().filter(placed).count(), 1);
}

/// One dwelling for two, and one that a limit keeps vacant.
fn contested() -> RoundBuilder {
    round()
        .dwelling("W1", |d| d)
        .dwelling("W2", |d| d.rooms(4).reserved_for(&["youth"]))
        .dwelling("W3", |d| d.rooms(4))
        .dwelling("W4", |d| d.rooms(9).reserved_for(&["youth"]))
        .applicant("A1", |a| a.registered("2020-01-01"))
        .applicant("A2", |a| a)
        .applicant("A3", |a| a.group("youth").persons(3).registered("2020-01-01"))
        .applicant("A4", |a| a.group("youth").persons(3))
        .limit("youth", |l| l.applicants("group", &["youth"]).max(1))
        .limit("refugees", |l| l.applicants("group", &["refugees"]).max(5).titled("Refugees", "Statushouders"))
}

#[test]
fn reasons_that_the_allocation_contradicts_are_caught() {
    let (round, standing, as_written) = results(contested());
    assert_eq!(verify(&round, &standing, &as_written.read()).findings, []);
    let vacant = as_written.files["vacant.csv"].lines().nth(1).unwrap()[..2].to_owned(); // W2 or W3
    let wrong = [
        ("unplaced.csv", "A2", "reason", "limit-full"),
        ("unplaced.csv", "A2", "reason", "too-few-sharers"),
        ("unplaced.csv", "A2", "reason", "stopped"),
        ("unplaced.csv", "A2", "reason", "because"),
        ("unplaced.csv", "A2", "detail", "Full: “refugees” (1 of 5)."),
        ("unplaced.csv", "A2", "detail", "Vol: “Statushouders” (1 van 5)."),
        ("unplaced.csv", "A4", "reason", "too-few-sharers"),
        ("unplaced.csv", "A4", "reason", "self-search"),
        ("vacant.csv", vacant.as_str(), "reason", "costs-a-tier"),
        ("vacant.csv", vacant.as_str(), "reason", "all-placed"),
        ("vacant.csv", vacant.as_str(), "reason", "too-few-sharers"),
        ("vacant.csv", vacant.as_str(), "reason", "stopped"),
        ("vacant.csv", "W4", "reason", "reserved-empty"),
    ];
    for (file, row, column, text) in wrong {
        let mut changed = as_written.clone();
        changed.set_cell(file, row, column, text);
        let findings = verify(&round, &standing, &changed.read()).findings;
        assert_eq!(cells(&findings), [(file, column)], "{row} {text}: {findings:?}");
    }
    let mut named = as_written;
    named.set_cell("unplaced.csv", "A4", "detail", "Full: “youth” (1 of 1).");
    assert_eq!(verify(&round, &standing, &named.read()).findings, []);
}

#[test]
fn a_reservation_that_alone_keeps_everyone_out_is_told_from_rules_that_do() {
    let (round, standing, mut results) =
        results(round().dwelling("W1", |d| d.reserved_for(&["youth"])).applicant("A1", |a| a));
    assert!(results.files["vacant.csv"].contains("W1,reserved-empty"));
    results.set_cell("vacant.csv", "W1", "reason", "nobody-fits");
    let findings = verify(&round, &standing, &results.read()).findings;
    assert_eq!(cells(&findings).first(), Some(&("vacant.csv", "reason")), "{findings:?}");
}

#[test]
fn prices_and_bindings_are_held_against_the_certificate_and_the_allocation() {
    let wrong = [
        ("starts", "binding", "no"),
        ("everyone", "binding", "yes"),
        ("youth", "binding", "yes"),
        ("starts", "price", "0.0001"),
        ("everyone", "price", ""),
        ("youth", "price", "0"),
    ];
    for (row, column, text) in wrong {
        let findings = findings_after(|results| results.set_cell("limits.csv", row, column, text));
        assert_eq!(cells(&findings), [("limits.csv", column)], "{row} {column} {text}: {findings:?}");
    }
}

#[test]
fn a_price_is_that_of_the_certificate_to_four_decimals() {
    let limited = round().limit("O", |l| l.applicants("organisation", &["O"]).max_support(299));
    let ten = (0..10).fold(limited, |building, number| {
        let building = building.dwelling(&format!("W{number}"), |d| d);
        building.applicant(&format!("A{number}"), |a| a.organisation("O").support(75))
    });
    let (round, standing, mut results) = results(ten);
    assert!(results.files["limits.csv"].contains(",yes,1.3333"), "{}", results.files["limits.csv"]);
    assert_eq!(verify(&round, &standing, &results.read()).findings, []);
    results.set_cell("limits.csv", "O", "price", "1.3334");
    assert_eq!(cells(&verify(&round, &standing, &results.read()).findings), [("limits.csv", "price")]);
}

#[test]
fn the_summary_is_sealed_but_for_its_seconds() {
    let changed = |change: Change| findings_after(|results| results.edit_unsealed("summary.json", change));
    assert_eq!(changed(|summary| summary["seconds"] = json!({ "solve": 9.5 })), []);
    let of_summary = [Finding::ResultChanged { file: "summary.json".to_owned() }];
    assert_eq!(changed(|summary| summary["tool_version"] = json!("9.9.9")), of_summary);
    assert_eq!(changed(|summary| summary["remark"] = json!("checked")), of_summary);
}

#[test]
fn the_summary_says_exactly_what_the_certificate_proves() {
    let wrong: [(&str, Change); 4] = [
        ("bound of placed", |summary| summary["tiers"][1]["bound"] = json!(3)),
        ("bound of fit", |summary| summary["tiers"][4]["bound"] = json!("1/2")),
        ("proof of waiting", |summary| summary["tiers"][3]["proof"] = json!("branch-and-bound")),
        ("status", |summary| summary["status"] = json!("feasible")),
    ];
    for (figure, change) in wrong {
        let findings = findings_after(|results| results.edit("summary.json", change));
        let named = matches!(&findings[..], [Finding::FigureDiffers { figure: found, .. }] if found == figure);
        assert!(named, "{figure}: {findings:?}");
    }
}

#[test]
fn figures_of_the_summary_are_held_against_the_tables() {
    let wrong: [(&str, Change); 8] = [
        ("round", |summary| summary["round"] = json!("2025-04")),
        ("model", |summary| summary["model"] = json!("other")),
        ("seed", |summary| summary["seed"] = json!(8)),
        ("placed", |summary| summary["placed"] = json!(3)),
        ("value of waiting", |summary| summary["tiers"][3]["value"] = json!(1)),
        ("groups", |summary| summary["groups"][0]["persons"] = json!(4)),
        ("status", |summary| summary["status"] = json!("proven")),
        ("tiers", |summary| summary["tiers"][0]["tier"] = json!("placed")),
    ];
    for (figure, change) in wrong {
        let findings = findings_after(|results| results.edit("summary.json", change));
        let named: Vec<&str> = findings
            .iter()
            .filter_map(|f| if let Finding::FigureDiffers { figure, .. } = f { Some(figure.as_str()) } else { None })
            .collect();
        assert_eq!(named, [figure], "{findings:?}");
    }
}

#[test]
fn the_summary_may_not_claim_more_than_the_certificate() {
    let weaker = findings_after(|results| {
        results.edit("certificate.json", |certificate| certificate["parts"][0]["tiers"][1]["proof"] = json!("none"));
    });
    assert!(matches!(&weaker[..], [Finding::Doubt(Doubt::ProofFails { part: None, .. })]), "{weaker:?}");
    let tighter = findings_after(|results| {
        results.edit("summary.json", |summary| summary["tiers"][4]["bound"] = json!(2));
    });
    assert!(matches!(doubts(&tighter)[..], [Doubt::BoundBeaten { part: None, .. }, ..]), "{tighter:?}");
}

#[test]
fn a_first_reserve_that_needs_less_makes_room_for_those_of_rows_above() {
    let (round, standing, results) = results(
        round()
            .limit("support", |limit| limit.applicants("organisation", &["O1"]).max_support(600))
            .dwelling("W1", |w| w.reserved_for(&["youth"]))
            .dwelling("W2", |w| w.reserved_for(&["singles"]))
            .dwelling("W3", |w| w.reserved_for(&["refugees"]))
            .applicant("A1", |a| a.group("youth").organisation("O1").support(100).registered("2020-01-01"))
            .applicant("A2", |a| a.group("singles").organisation("O1").support(100).registered("2020-01-02"))
            .applicant("A3", |a| a.group("refugees").organisation("O1").support(300).registered("2020-01-03"))
            .applicant("A4", |a| a.group("youth").organisation("O1").support(200).registered("2024-01-01"))
            .applicant("A5", |a| a.group("singles").organisation("O1").support(200).registered("2024-01-02"))
            .applicant("A6", |a| a.group("refugees").organisation("O1").support(100).registered("2023-01-01")),
    );
    let reserves: Vec<_> = results.files["allocation.csv"].lines().map(|row| row.rsplit(',').next().unwrap()).collect();
    assert_eq!(reserves, ["reserves", "A4", "A5", "A6"]);
    assert_eq!(verify(&round, &standing, &results.read()).findings, []);
}

#[test]
fn a_changed_certificate_is_caught() {
    let wrong: [(&str, Change); 9] = [
        ("a value", |c| c["parts"][0]["tiers"][1]["value"] = json!(3)),
        ("a bound", |c| c["parts"][0]["tiers"][1]["bound"] = json!("7/3")),
        ("a price", |c| c["parts"][0]["tiers"][2]["dwellings"] = json!({ "W1": "6", "W2": "1" })),
        ("a proof by words", |c| c["parts"][0]["tiers"][1]["proof"] = json!("trust me")),
        ("a search", |c| c["parts"][0]["tiers"][1]["proof"] = json!("branch-and-bound")),
        ("the tiers", |c| c["tiers"] = json!(["placed", "lottery"])),
        ("a part without a dwelling", |c| c["parts"][0]["dwellings"] = json!(["W2"])),
        ("a part without its limit", |c| c["parts"][0]["limits"] = json!([])),
        ("the form", |c| c["format"] = json!(2)),
    ];
    for (what, change) in wrong {
        let findings = findings_after(|results| results.edit("certificate.json", change));
        assert!(!doubts(&findings).is_empty(), "{what}");
    }
}

#[test]
fn prices_of_the_wrong_sign_or_place_prove_nothing() {
    let priced = |tier: usize, field: &'static str, name: &'static str, price: &'static str| {
        findings_after(|results| {
            results.edit("certificate.json", |c| {
                let prices = &mut c["parts"][0]["tiers"][tier];
                if prices[field].is_null() {
                    prices[field] = json!({});
                }
                prices[field][name] = json!(price);
            });
        })
    };
    let negative = priced(1, "dwellings", "W2", "-1");
    assert!(matches!(doubts(&negative)[..], [Doubt::NegativePrice { .. }]), "{negative:?}");
    let of_later_tier = priced(1, "earlier", "waiting", "1");
    assert!(matches!(doubts(&of_later_tier)[..], [Doubt::MisplacedPrice { .. }]), "{of_later_tier:?}");
    let without_maximum = priced(1, "maxima", "youth", "1");
    assert!(matches!(doubts(&without_maximum)[..], [Doubt::MisplacedPrice { .. }]), "{without_maximum:?}");
    let unknown = priced(1, "dwellings", "W9", "1");
    assert!(matches!(doubts(&unknown)[..], [Doubt::MisplacedPrice { .. }]), "{unknown:?}");
    let endless = priced(1, "dwellings", "W2", "1/170141183460469231731687303715884105727");
    assert!(!doubts(&endless).is_empty());
}

#[test]
fn the_earlier_allocation_is_taken_from_the_certificate() {
    let (with_earlier, standing, results) = results(ordinary().earlier("A3", "W2"));
    let claim = results.read();
    assert_eq!(verify(&with_earlier, &standing, &claim).findings, []);
    let (as_read, standing) = ordinary().ready();
    assert!(!verify(&as_read, &standing, &claim).holds());
    assert_eq!(verify(&round_of(&claim, &as_read), &standing, &claim).findings, []);
}
