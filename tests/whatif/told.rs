//! What people and machines read.

use crate::town::Town;

fn told(language: &str) -> String {
    let file = "format = 1\n\
         [[scenario]]\nname = \"Higher rents\"\nset = { \"rules.rent.margin\" = 10 }\n\
         [[scenario]]\nname = \"Half of the dwellings\"\nset = [\"Agreed share=50%\"]\n\
         [[scenario]]\nname = \"Without Quay\"\n[[scenario.remove]]\ndwellings = { complex = \"Quay\" }\n";
    let town = Town::new();
    let path = town.write("scenarios.toml", file);
    let ran =
        town.run("whatif", &["--set", "sharing.enabled=on", "--scenarios", path.to_str().unwrap(), "--lang", language]);
    assert_eq!(ran.status, 0, "{}", ran.errors);
    assert!(!ran.output.contains('\u{1b}'), "no colours into a pipe");
    ran.output
}

#[test]
fn scenarios_are_told_in_english() {
    insta::assert_snapshot!(told("en"));
}

#[test]
fn scenarios_are_told_in_dutch() {
    insta::assert_snapshot!(told("nl"));
}

#[test]
fn the_json_has_a_stable_form() {
    let ran = Town::new().run("whatif", &["--set", "Agreed share=50%", "--json"]);
    insta::assert_snapshot!(ran.output);
}
