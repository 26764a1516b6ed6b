//! The model, and what a round lays over it.

use sleutel::domain::{Bound, LabelAges, Language, Route, SUPPORT_UNIT, Side, Tier};
use sleutel::input::{Options, read_files};

use super::{replaced, round, valid};

const MODEL: &str = "model/model.toml";

#[test]
fn a_model_says_what_it_says() {
    let model = round(&valid()).model;
    assert_eq!(model.rules.rent_margin, Some(50));
    assert_eq!(model.groups["urgenten"].route, Route::SelfSearch);
    assert!(model.groups["statushouders"].statutory);
    assert_eq!(model.sharing.as_ref().map(|sharing| (sharing.min, sharing.support_factor)), Some((2, 15_000)));
    assert_eq!(model.rules.known_labels["lift"], LabelAges::default());
    assert_eq!(model.rules.known_labels["young"], LabelAges { age_min: Some(18), age_max: Some(27) });
    assert_eq!(model.families[0].max, Some(Bound::Amount(12 * SUPPORT_UNIT + SUPPORT_UNIT / 2)));
    assert_eq!(model.families[1].each, Some((Side::Dwellings, "complex".to_owned())));
    assert_eq!((model.families[2].max, model.families[2].weight), (Some(Bound::Percentage(4_500)), 3));
}

#[test]
fn a_limit_has_a_title_in_each_language_and_without_one_its_name() {
    let titled = |title: &str| {
        let from = "name = \"Supported per complex\"\n";
        let read = round(&replaced(MODEL, from, &format!("{from}{title}\n")));
        let limit = read.limits.limits.iter().find(|limit| limit.value.is_some()).unwrap().clone();
        (read.model.families[1].clone(), limit)
    };
    let both = |title: &str| {
        let (family, limit) = titled(title);
        [Language::En, Language::Nl]
            .map(|language| [family.title(language).to_owned(), limit.title(language).to_owned()])
    };
    let value = titled("").1.value.unwrap();
    let expected = |en: &str, nl: &str| [en, nl].map(|title| [title.to_owned(), format!("{title}: {value}")]);
    assert_eq!(
        both("title = { en = \"With support\", nl = \"Met begeleiding\" }"),
        expected("With support", "Met begeleiding")
    );
    assert_eq!(both("title = { nl = \"Met begeleiding\" }"), expected("Met begeleiding", "Met begeleiding"));
    assert_eq!(both("title = \"With support\""), expected("With support", "With support"));
    assert_eq!(both(""), expected("Supported per complex", "Supported per complex"));
    assert_eq!(titled("title = \"With support\"").1.name, format!("Supported per complex: {value}"));
}

#[test]
fn a_rule_that_is_not_named_is_on_and_one_that_is_false_is_off() {
    let rules = |to: &str| {
        round(&replaced(MODEL, "[rules]\nrent = { margin = 0.50 }\n", &format!("[rules]\n{to}\n"))).model.rules
    };
    let plain = rules("");
    assert!(plain.size && plain.reserved && plain.liveability && plain.places && plain.region && plain.labels);
    assert_eq!((plain.rent_margin, plain.dates), (Some(0), Some(31)));
    let off = rules("rent = false\nsize = false\nplaces = false");
    assert_eq!((off.rent_margin, off.size, off.places, off.region), (None, false, false, true));
    let unlabelled = round(&replaced(MODEL, "labels = { lift = {}, senior = { age_min = 55 } }", "labels = false"));
    assert!(!unlabelled.model.rules.labels);
    assert_eq!(unlabelled.model.rules.known_labels["senior"].age_min, Some(55));
}

#[test]
fn sharing_left_out_or_disabled_is_no_sharing() {
    assert!(round(&replaced(MODEL, "[sharing]", "[sharing]\nenabled = false")).model.sharing.is_none());
    let without = replaced(MODEL, "[sharing]\nmin = 2\nsame = [\"group\"]\nsupport_factor = 1.5\n", "");
    assert!(round(&without).model.sharing.is_none());
}

#[test]
fn the_lottery_ends_every_objective() {
    let tiers = |list: &str| {
        let all = "\"minimums\", \"placed\", \"urgency\", \"waiting\", \"fit\", \"lottery\"";
        round(&replaced(MODEL, all, list)).model.tiers
    };
    assert_eq!(tiers("\"placed\", \"minimums\""), [Tier::Placed, Tier::Minimums, Tier::Lottery]);
    assert_eq!(tiers(""), [Tier::Lottery]);
    let unnamed = round(&replaced(MODEL, "tiers = [", "# [")).model.tiers;
    assert_eq!(unnamed, [Tier::Minimums, Tier::Placed, Tier::Urgency, Tier::Waiting, Tier::Fit, Tier::Lottery]);
}

#[test]
fn a_round_overrides_its_model_key_by_key_and_limits_and_groups_by_name() {
    let over = r#"
[rules]
size = false
labels = { young = { age_max = 30 } }
[sharing]
min = 3
[[group]]
id = "urgenten"
route = "mediated"
[[group]]
id = "uitstroom"
[[limit]]
name = "Leger des Heils: starts"
max = 3
[[limit]]
name = "Large dwellings"
applicants = { group = "uitstroom" }
[[limit]]
name = "Bo-Ex"
dwellings = { landlord = "Bo-Ex" }
counts = "dwellings"
max = 5
[[liveability]]
dwellings = { district = "Zuid" }
reason = "Renovation"
"#;
    let model = round(&replaced("round.toml", "", over)).model;
    assert_eq!((model.rules.size, model.rules.rent_margin), (false, Some(50)));
    assert_eq!(model.rules.known_labels["senior"].age_min, Some(55));
    assert_eq!(model.rules.known_labels["young"], LabelAges { age_min: None, age_max: Some(30) });
    assert_eq!(model.sharing.map(|sharing| (sharing.min, sharing.support_factor)), Some((3, 15_000)));
    assert_eq!(model.groups.keys().collect::<Vec<_>>(), ["statushouders", "uitstroom", "urgenten"]);
    assert_eq!(model.groups["urgenten"].route, Route::Mediated);
    assert_eq!(model.groups["urgenten"].names.en, "Urgent");
    let names: Vec<&str> = model.families.iter().map(|family| family.name.as_str()).collect();
    assert_eq!(names, ["Leger des Heils: starts", "Supported per complex", "Large dwellings", "Bo-Ex"]);
    assert_eq!(model.families[0].max, Some(Bound::Amount(3 * SUPPORT_UNIT)));
    assert_eq!(model.families[0].applicants.conditions[0].column, "organisation");
    let large = &model.families[2].applicants.conditions;
    assert_eq!(large.iter().map(|one| one.column.as_str()).collect::<Vec<_>>(), ["group"]);
    assert_eq!(model.liveability.iter().map(|one| one.reason.as_str()).collect::<Vec<_>>(), ["Renovation"]);
}

#[test]
fn a_limit_for_each_value_leaves_out_who_searches_for_itself() {
    let over = "[[limit]]\nname = \"Per group\"\neach = \"group\"\nmax = 1\n";
    let limits = round(&replaced("round.toml", "", over)).limits;
    assert!(limits.position("Per group: statushouders").is_some());
    assert!(limits.position("Per group: urgenten").is_none());
}

#[test]
fn an_option_for_the_seed_replaces_the_rounds_own() {
    let files = replaced("round.toml", "seed = 20250301", "");
    let options = Options { seed: Some(7), ..Options::default() };
    assert_eq!(read_files(&files, &options).unwrap().round.seed, 7);
    assert_eq!(read_files(&valid(), &options).unwrap().round.seed, 7);
}

#[test]
fn a_name_that_each_makes_a_second_time_is_found() {
    let over = "[[limit]]\nname = \"Supported per complex: Complex 12\"\nmax = 1\n";
    let problems = super::found(&replaced("round.toml", "", over));
    assert_eq!(problems.iter().map(|one| one.code.number()).collect::<Vec<_>>(), ["E062"]);
}
