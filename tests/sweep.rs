//! A round over a range of a setting or limit.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/command.rs"]
mod command;
#[path = "whatif/town.rs"]
mod town;

use std::path::Path;
use std::sync::Mutex;

use serde_json::Value;
use sleutel::input::{Options, Range, Read, read_points};
use sleutel::pipeline::Request;
use sleutel::study::{Case, Sweep, sweep};
use town::{Town, figures, messages};

const MODEL: &str = "model/model.toml";

fn points(town: &Town, ranges: &[&str]) -> Value {
    let vary = ranges.iter().flat_map(|range| ["--vary", range]);
    town.run("sweep", &vary.chain(["--json"]).collect::<Vec<_>>()).json()
}

#[test]
fn every_point_has_the_figures_of_a_round_changed_by_hand() {
    let town = Town::new();
    let found = points(&town, &["Agreed share=20%..50%..15%"]);
    assert_eq!(figures(&found["now"]), figures(&town.allocated(&[])));
    for (point, share) in found["points"].as_array().unwrap().iter().zip(["20%", "35%", "50%"]) {
        let by_hand = Town::edited(&[(MODEL, "75%", share)]);
        assert_eq!(point["values"], Value::from(vec![share]));
        assert_eq!(figures(point), figures(&by_hand.allocated(&[])), "{share}");
    }
    let found = points(&town, &["rules.rent.margin=0..20..10", "St. Jan 'oost'=+0..+1"]);
    let all = found["points"].as_array().unwrap();
    assert_eq!(all.len(), 6);
    let margins = ["0.00", "10.00", "20.00"].into_iter().flat_map(|margin| [(margin, 1), (margin, 2)]);
    for (point, (margin, max)) in all.iter().zip(margins) {
        let rent = format!("[rules]\nrent = {{ margin = {margin} }}");
        let by_hand = Town::edited(&[(MODEL, "[rules]", &rent), (MODEL, "max = 1\n", &format!("max = {max}\n"))]);
        assert_eq!(figures(point), figures(&by_hand.allocated(&[])), "{}", point["values"]);
    }
}

#[test]
fn a_point_is_marked_where_its_answer_is_another_than_before_it() {
    let found = points(&Town::new(), &["Agreed share=12.5%..100%..12.5%"]);
    let all = found["points"].as_array().unwrap();
    for (index, point) in all.iter().enumerate() {
        let other = index > 0 && figures(&all[index - 1]) != figures(point);
        assert_eq!(point["changes"], other, "{}", point["values"]);
    }
    let marks = all.iter().filter(|point| point["changes"] == true).count();
    assert!(marks > 1 && marks + 1 < all.len(), "some points change and some do not: {marks}");
}

fn swept(town: &Town, ranges: &[&str]) -> (Sweep, usize) {
    let ranges: Vec<Range> = ranges.iter().map(|text| Range::of_text("--vary", text).unwrap()).collect();
    let read = read_points(Path::new(&town.path("round")), &Options::default(), &ranges).unwrap();
    let case = |read: Read| Case { round: read.round, standing: read.standing };
    let across = ranges.get(1).map_or(1, |second| second.points.len());
    let solved = Mutex::new(0);
    let heard = |_, total| *solved.lock().unwrap() = total;
    let points = read.changed.into_iter().map(case).collect();
    let found = sweep(case(read.base), points, across, &Request::default(), &heard).unwrap();
    let solved = *solved.lock().unwrap();
    (found, solved)
}

#[test]
fn points_that_allow_the_same_are_solved_once() {
    let town = Town::new();
    let (found, solved) = swept(&town, &["Agreed share=50%..62%..1%"]); // 4 of 8 dwellings each time
    assert_eq!((found.points.len(), solved), (13, 2));
    let (found, solved) = swept(&town, &["Agreed share=75%..76%", "Refugees: month=3..5"]); // one is the round as it is
    assert_eq!((found.points.len(), solved), (6, 3));
    let (found, solved) = swept(&town, &["Intensive: Jan=0..2"]);
    assert_eq!((found.points.len(), solved), (3, 3));
}

#[test]
fn two_ranges_are_marked_along_either() {
    let (found, _) = swept(&Town::new(), &["St. Jan 'oost'=1..2", "Agreed share=25%..75%..25%"]);
    for point in 0..found.points.len() {
        let same = |other: usize| {
            let (one, other) = (&found.points[point], &found.points[other]);
            (one.placed, &one.tiers, &one.groups) == (other.placed, &other.tiers, &other.groups)
        };
        let expected = (point % 3 > 0 && !same(point - 1)) || (point >= 3 && !same(point - 3));
        assert_eq!(found.changes_at(point), expected, "{point}");
    }
}

fn faults(ranges: &[&str]) -> Vec<String> {
    let town = Town::new();
    let out = town.path("curve");
    let vary = ranges.iter().flat_map(|range| ["--vary", range]);
    let ran = town.run("sweep", &vary.chain(["-o", &out]).collect::<Vec<_>>());
    assert!(!Path::new(&out).exists(), "nothing is written");
    messages(&ran)
}

#[test]
fn a_range_without_points_or_with_too_many_is_a_clear_error() {
    for (range, start) in [
        ("Agreed share", "E096 --vary Agreed share: \"Agreed share\" is no range of numbers; write PATH=FROM..TO"),
        ("Agreed share=30%", "E096 --vary Agreed share=30%: \"30%\" is no range"),
        ("rules.size=on..off", "E096 --vary rules.size=on..off: \"on..off\" is no range"),
        ("Agreed share=40%..30%", "E097 --vary Agreed share=40%..30%: \"40%..30%\" holds no point"),
        ("Agreed share=30%..40%..0", "E097 --vary Agreed share=30%..40%..0: \"30%..40%..0\" holds no point"),
        ("Agreed share=30%..40%..-1", "E097 "),
        (
            "rules.rent.margin=0..1000",
            "E098 --vary rules.rent.margin=0..1000: 0..1000 asks for 1001 points and a sweep takes at most 500",
        ),
        (
            "Agreed shar=30%..40%",
            "E091 --vary Agreed shar=30%..40%: the model has no setting or limit \"Agreed shar\" (did you mean \"Agreed share\"?)",
        ),
        ("rules.size=1..3", "E053 --vary rules.size=1..3 rules.size: \"1\" cannot stand here"),
        (
            "St. Jan 'oost'=-5..-2",
            "E023 --vary St. Jan 'oost'=-5..-2 limit \"St. Jan 'oost'\".max: \"-4\" is out of bounds",
        ),
        ("Refugees: month.max=+1..+9", "E092 "),
        ("Intensive: Jann=1..9", "E091 "),
    ] {
        let told = faults(&[range]);
        assert_eq!(told.len(), 1, "one message for all points: {told:#?}");
        assert!(told[0].starts_with(start), "{told:#?}\n{start}");
    }
    let told = faults(&["rules.rent.margin=0..30", "rules.dates.days=0..30"]);
    assert_eq!(
        told,
        ["E098 --vary: rules.rent.margin × rules.dates.days asks for 961 points and a sweep takes at most 500; \
          take a greater step or a shorter range"]
    );
    assert!(
        faults(&["rules.dates.days=0..3", "rules.dates.days=0..2"])[0].starts_with("E057 --vary rules.dates.days=0..2")
    );
    assert_eq!(faults(&["a=1..2", "b=2..1", "c"]).len(), 1);
    assert_eq!(faults(&["Agreed share=2..1", "c"]).len(), 2, "all at once");
}

#[test]
fn three_ranges_are_one_too_many() {
    let told = faults(&["rules.dates.days=0..3", "rules.rent.margin=0..2", "Agreed share=1..2"]);
    assert_eq!(told, ["a sweep takes one or two --vary; leave the others out, or sweep once more"]);
}

fn written(town: &Town, arguments: &[&str]) -> String {
    let out = town.path("curve");
    let ran = town.run("sweep", &[arguments, &["-o", &out]].concat());
    assert_eq!(ran.status, 0, "{}{}", ran.output, ran.errors);
    assert!(!ran.output.contains('\u{1b}'), "no colours into a pipe");
    ran.output.replace(&out, "curve")
}

#[test]
fn a_sweep_is_told_in_english_with_its_table() {
    let town = Town::new();
    insta::assert_snapshot!(written(&town, &["--vary", "Agreed share=25%..75%..12.5%", "--lang", "en"]));
    insta::assert_snapshot!(town.read("curve/sweep.csv"));
    insta::assert_snapshot!(town.read("curve/sweep.svg"));
}

#[test]
fn a_sweep_over_two_ranges_is_told_in_dutch_with_its_table() {
    let town = Town::new();
    let vary = ["--vary", "rules.rent.margin=0..10..2,5", "--vary", "St. Jan 'oost'=-1..+2", "--lang", "nl"];
    insta::assert_snapshot!(written(&town, &vary));
    insta::assert_snapshot!(town.read("curve/sweep.csv"));
    insta::assert_snapshot!(town.read("curve/sweep.svg"));
}

#[test]
fn where_nothing_changes_that_is_said() {
    let told = written(&Town::new(), &["--vary", "rules.labels.senior.age_min=50..60..5", "--lang", "en"]);
    assert!(told.contains("The answer is the same at all 3 points."), "{told}");
    assert!(told.contains("The same at every point: households placed 4, shortfall of minimums 0"), "{told}");
}

#[test]
fn of_many_points_only_those_where_the_answer_changes_are_listed() {
    let told = written(&Town::new(), &["--vary", "Agreed share=0%..100%..1%", "--lang", "en"]);
    let rows = told.lines().filter(|line| line.contains('%') && line.starts_with([' '])).count();
    assert!(told.contains("of 101 points") && rows < 20, "{told}");
    assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");
}

#[test]
fn text_in_a_picture_is_never_taken_for_markup() {
    let town =
        Town::edited(&[(MODEL, "St. Jan 'oost'", "A & B <c>"), (MODEL, "Young adults", "Young & \\\"free\\\" <25")]);
    written(&town, &["--vary", "A & B <c>=0..2"]);
    let picture = town.read("curve/sweep.svg");
    assert!(picture.contains("A &amp; B &lt;c&gt;"), "{picture}");
    assert!(picture.contains("Young &amp; &quot;free&quot; &lt;25"), "{picture}");
    let text = picture.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "").replace("&quot;", "");
    assert!(!text.contains('&'), "{picture}");
}

#[test]
fn the_answer_is_the_same_on_one_core_and_on_two() {
    let town = Town::new();
    let arguments = ["--vary", "Agreed share=25%..75%..12.5%", "--json", "--threads"];
    let [one, two] = ["1", "2"].map(|threads| town.run("sweep", &[&arguments[..], &[threads]].concat()).output);
    assert_eq!(one, two);
    assert!(one.contains("\"changes\": true"));
}

#[test]
fn a_search_that_is_stopped_says_so_with_status_3() {
    let arguments = ["--vary", "Agreed share=50%..75%..25%", "--time-limit", "1us", "--lang", "nl"];
    let ran = Town::new().run("sweep", &arguments);
    assert_eq!(ran.status, 3, "{}", ran.errors);
    assert!(ran.output.contains("stopten op de tijdslimiet (gemerkt met ~)"), "{}", ran.output);
}
