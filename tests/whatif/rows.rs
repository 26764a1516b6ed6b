//! Rows that a scenario adds, removes or changes.

use serde_json::json;

use crate::figures::ids;
use crate::town::{Town, figures};

const MODEL: &str = "model/model.toml";

#[test]
fn rows_are_added_removed_and_changed_as_by_hand() {
    let town = Town::new();
    let found = town.scenarios(
        "format = 1\n\
         [[scenario]]\nname = \"Lower rents at Woonin\"\n\
         [[scenario.change]]\ndwellings = { landlord = \"Woonin\", rent = \"650..\" }\nset = { rent = \"-10%\", rooms = \"+1\" }\n\
         [[scenario]]\nname = \"Without Quay\"\nset = [\"Harbour: starts=4\"]\n\
         [[scenario.remove]]\ndwellings = { complex = \"Quay\" }\n\
         [[scenario]]\nname = \"Two more\"\nset = { \"rules.dates.days\" = 62, \"St. Jan 'oost'\" = \"+2\" }\n\
         [[scenario.add]]\ndwellings = [{ id = \"N1\", rooms = 2, rent = 600 }, { id = \"N2\", complex = \"Jan\", rooms = 1, rent = \"610,50\", labels = [\"senior\"] }]\n\
         applicants = [{ id = \"A12\", group = \"youth\", adults = 1, age = 60, registered = 2020-01-01, shares = true }]\n\
         [[scenario.remove]]\napplicants = { group = \"refugees\", persons = \"2..\" }\n\
         [[scenario]]\nname = \"Lighter support\"\n\
         [[scenario.change]]\napplicants = { support_level = \"intensive\" }\nset = { support_level = \"light\", support = \"-0.5\" }\n",
    );
    let dwellings = "round/dwellings.csv";
    let applicants = "round/applicants.csv";
    let by_hand = [
        Town::edited(&[
            (dwellings, "D5,Woonin,Mast,3,725.00", "D5,Woonin,Mast,4,652.50"),
            (dwellings, "D6,Woonin,Mast,2,690.00", "D6,Woonin,Mast,3,621.00"),
        ]),
        Town::edited(&[
            (dwellings, "D1,Bo-Ex,Quay,2,600.00,1,\nD2,Bo-Ex,Quay,2,650.00,1,\n", ""),
            (MODEL, "max = 2.5", "max = 4"),
        ]),
        Town::edited(&[
            (MODEL, "days = 31", "days = 62"),
            (MODEL, "max = 1\n", "max = 3\n"),
            (dwellings, "available_from\n", "available_from,labels\nN1,,,2,600,1,,\nN2,,Jan,1,610.50,1,,senior\n"),
            (dwellings, "D1,Bo-Ex,Quay,2,600.00,1,", "D1,Bo-Ex,Quay,2,600.00,1,,"),
            (dwellings, "D2,Bo-Ex,Quay,2,650.00,1,", "D2,Bo-Ex,Quay,2,650.00,1,,"),
            (dwellings, "D3,Bo-Ex,Jan,2,660.00,1,", "D3,Bo-Ex,Jan,2,660.00,1,,"),
            (dwellings, "D4,Woonin,Jan,2,620.00,1,", "D4,Woonin,Jan,2,620.00,1,,"),
            (dwellings, "D5,Woonin,Mast,3,725.00,1,", "D5,Woonin,Mast,3,725.00,1,,"),
            (dwellings, "D6,Woonin,Mast,2,690.00,1,", "D6,Woonin,Mast,2,690.00,1,,"),
            (dwellings, "D7,Woonin,Mast,4,640.00,4,", "D7,Woonin,Mast,4,640.00,4,,"),
            (dwellings, "2025-05-01", "2025-05-01,"),
            (applicants, "A05,refugees,Other,2,0,38,25000.00,2024-05-10,,no,0.50,\n", ""),
            (
                applicants,
                "A06,refugees,Other,2,2,38,25000.00,2024-05-11,,no,0.50,",
                "A12,youth,,1,0,60,,2020-01-01,,yes,,",
            ),
        ]),
        Town::edited(&[
            (applicants, "no,1.00,intensive", "no,0.50,light"),
            (applicants, "no,0.50,intensive", "no,0.00,light"),
        ]),
    ];
    for (scenario, town) in found["scenarios"].as_array().unwrap().iter().zip(&by_hand) {
        assert_eq!(figures(scenario), figures(&town.allocated(&[])), "{}", scenario["name"]);
        assert_ne!(figures(scenario), figures(&found["base"]), "{} must show something", scenario["name"]);
    }
    let rows = |number: usize, table: &str| {
        let counts = &found["scenarios"][number][table];
        ["added", "removed", "changed"].map(|sort| counts[sort].as_u64().unwrap())
    };
    assert_eq!((rows(0, "dwellings"), rows(0, "applicants")), ([0, 0, 2], [0, 0, 0]));
    assert_eq!((rows(1, "dwellings"), rows(2, "dwellings")), ([0, 2, 0], [2, 0, 0]));
    assert_eq!((rows(2, "applicants"), rows(3, "applicants")[..2].to_vec()), ([1, 2, 0], vec![0, 0]));
    let settings = &found["scenarios"][2]["settings"];
    assert_eq!(
        (&settings[0]["path"], &settings[0]["before"], &settings[0]["after"]),
        (&json!("rules.dates.days"), &json!("31"), &json!("62"))
    );
    assert_eq!(
        (&settings[1]["before"], &settings[1]["after"]),
        (&json!("1"), &json!("3")),
        "a relative value as it comes out"
    );
    let two_more = &found["scenarios"][2];
    assert!(ids(&two_more["gain"]).contains_key("A12"), "{two_more}");
    assert_eq!(ids(&two_more["gone"]).keys().collect::<Vec<_>>(), ["A05", "A06"]);
}

#[test]
fn decisions_about_rows_that_a_scenario_removes_fall_away() {
    let town = Town::new();
    let header = "applicant,dwelling,decision,override,reason,by,at\n";
    town.write("round/decisions.csv", &format!("{header}A02,D1,fixed,,,,\nA05,D2,refused,,,,\nA04,D3,forbidden,,,,\n"));
    let found = town.scenarios(
        "format = 1\n[[scenario]]\nname = \"Without D1 and A05\"\n\
         [[scenario.remove]]\ndwellings = { id = \"D1\" }\napplicants = { id = \"A05\" }\n",
    );
    let by_hand = Town::edited(&[
        ("round/dwellings.csv", "D1,Bo-Ex,Quay,2,600.00,1,\n", ""),
        ("round/applicants.csv", "A05,refugees,Other,2,0,38,25000.00,2024-05-10,,no,0.50,\n", ""),
    ]);
    by_hand.write("round/decisions.csv", &format!("{header}A04,D3,forbidden,,,,\n"));
    assert_eq!(figures(&found["scenarios"][0]), figures(&by_hand.allocated(&[])));
}

#[test]
fn the_example_of_scenarios_fits_its_round() {
    let scenarios = sleutel::input::read_scenarios("models/utrecht-2025/scenarios.toml".as_ref()).unwrap();
    let round = "models/utrecht-2025/rounds/2025-03";
    let read = sleutel::input::read_variants(round.as_ref(), &sleutel::input::Options::default(), &scenarios);
    assert_eq!(read.unwrap().changed.len(), 5);
}
