//! Every way in which a change can be wrong.

use crate::town::Town;

fn fault(change: &str) -> String {
    let faults = Town::new().faults(&[change]);
    assert_eq!(faults.len(), 1, "{faults:#?}");
    faults[0].clone()
}

#[test]
fn a_misspelt_path_names_the_nearest() {
    for (change, path, near) in [
        ("rules.rent.marign=5", "rules.rent.marign", "rules.rent.margin"),
        ("rule.size=off", "rule.size", "rules.size"),
        ("sharing.suport_factor=1", "sharing.suport_factor", "sharing.support_factor"),
        ("group.urgnt.route=mediated", "group.urgnt.route", "group.urgent.route"),
        ("Agreed shar=30%", "Agreed shar", "Agreed share"),
        ("limit.\"Agred share\".max=30%", "limit.\"Agred share\".max", "Agreed share.max"),
        ("liveability.2=off", "liveability.2", "liveability.1"),
        ("Intensive: Jann=1", "Intensive: Jann", "Intensive: Jan"),
        ("Agreed share.dwellings.distrct=Zuid", "Agreed share.dwellings.distrct", "Agreed share.dwellings.district"),
    ] {
        let expected = format!(
            "E091 --set {change}: the model has no setting or limit \"{path}\" (did you mean \"{near}\"?); correct the path"
        );
        assert_eq!(fault(change), expected);
    }
    assert!(fault("zzz=1").ends_with("the model has no setting or limit \"zzz\"; correct the path"));
}

#[test]
fn a_scenario_that_changes_nothing_is_told_all_that_would_do() {
    let faults = Town::new().faults_of_file("format = 1\n[[scenario]]\nname = \"x\"\n");
    let words = "\"set\" is missing, and so are \"change\", \"remove\", \"add\"; add one of them";
    assert!(faults.len() == 1 && faults[0].ends_with(words), "{faults:?}");
}

#[test]
fn a_text_that_is_no_change_says_how_one_is_written() {
    for change in ["Agreed share", "=5", "Agreed share="] {
        assert!(
            fault(change).starts_with(&format!("E090 --set {change}: \"{change}\" is no change; write PATH=VALUE"))
        );
    }
}

#[test]
fn a_relative_value_needs_a_number_to_start_from() {
    assert_eq!(
        fault("Refugees: month.max=+1"),
        "E092 --set Refugees: month.max=+1 Refugees: month.max: \"+1\" is relative, and nothing is stated here now; write the new value itself"
    );
    assert!(fault("group.urgent.route=+1").starts_with(
        "E093 --set group.urgent.route=+1 group.urgent.route: \"+1\" is relative, and \"self-search\", which is stated now, is no number"
    ));
    assert!(fault("rules.size=-10%").starts_with("E093 "));
    let town = Town::edited(&[("model/model.toml", "dates = { days = 31 }", "dates = false")]);
    assert!(town.faults(&["rules.dates.days=+1"])[0].starts_with("E092 "));
}

#[test]
fn a_value_that_a_setting_cannot_hold_is_told_in_the_words_of_the_input() {
    for (change, start) in [
        (
            "Harbour: starts=-3",
            "E023 --set Harbour: starts=-3 limit \"Harbour: starts\".max: \"-0.5\" is out of bounds",
        ),
        ("Agreed share=-80", "E053 --set Agreed share=-80 limit \"Agreed share\".max: \"-5%\" cannot stand here"),
        (
            "Refugees: month=10%",
            "E065 --set Refugees: month=10% limit \"Refugees: month\".min: only max can be a percentage",
        ),
        (
            "Harbour: starts.min=1",
            "E063 --set Harbour: starts.min=1 limit \"Harbour: starts\".min: a limit on support has no minimum",
        ),
        ("Refugees: month.max=3", "E032 --set Refugees: month.max=3 model/model.toml:47 limit \"Refugees: month\".min"),
        ("rules.size=maybe", "E053 --set rules.size=maybe rules.size: \"maybe\" cannot stand here"),
        ("rules.rent.margin=1.234", "E053 --set rules.rent.margin=1.234 rules.rent.margin"),
        (
            "group.urgent.route=mediatd",
            "E018 --set group.urgent.route=mediatd group \"urgent\".route: \"mediatd\" is not known here (did you mean \"mediated\"?)",
        ),
        (
            "objective.tiers=placed, urgent",
            "E018 --set objective.tiers=placed, urgent objective.tiers: \"urgent\" is not known here (did you mean \"urgency\"?)",
        ),
        ("liveability.1=3", "E053 --set liveability.1=3 liveability.1: \"3\" cannot stand here; write true or false"),
        (
            "Refugees: month.min=off",
            "E066 --set Refugees: month.min=off model/model.toml:44 limit \"Refugees: month\": this limit has neither min nor max",
        ),
        ("sharing.same=grup", "E060 --set sharing.same=grup sharing.same"),
        ("liveability.1.applicants.group=yuth", "E034 --set liveability.1.applicants.group=yuth"),
    ] {
        let told = fault(change);
        assert!(told.starts_with(start), "{told}\n{start}");
    }
}

#[test]
fn all_that_is_wrong_with_all_scenarios_is_told_at_once_and_nothing_is_solved() {
    let faults = Town::new().faults_of_file(
        "format = 1\n\
         [[scenario]]\nname = \"One\"\nset = { \"rules.siz\" = false, \"Agreed share\" = \"-80\" }\n\
         [[scenario.change]]\ndwellings = { landlord = \"Nobody\" }\nset = { rent = \"-10%\" }\n\
         [[scenario.change]]\ndwellings = { landlord = \"Woonin\" }\nset = { rooms = \"two\", rnt = 5, complex = \"+1\" }\n\
         [[scenario]]\nname = \"Two\"\n\
         [[scenario.remove]]\napplicants = { grup = \"youth\" }\n\
         [[scenario.add]]\ndwellings = [{ id = \"D1\", rooms = 2, rent = 600 }, { id = \"N1\", rooms = 2 }, { id = \"N2\", rooms = 2, rent = 5, roms = 1 }]\n",
    );
    let starts = [
        "E053 scenarios.toml:4 limit \"Agreed share\".max",
        "E091 scenarios.toml:4: the model has no setting or limit \"rules.siz\" (did you mean \"rules.size\"?)",
        "E094 scenarios.toml:6 scenario \"One\".change.dwellings: this selects no row of dwellings",
        "E014 scenarios.toml:10 rooms: \"two\" is no whole number",
        "E060 scenarios.toml:10 scenario \"One\".change.set.rnt: \"rnt\" is no column of dwellings (did you mean \"rent\"?)",
        "E093 scenarios.toml:10 scenario \"One\".change.set.complex",
        "E060 scenarios.toml:14 scenario \"Two\".remove.applicants.grup",
        "E095 scenarios.toml:15 scenario \"Two\".add: the round has \"D1\" already; give the added row an id of its own",
        "E019 scenarios.toml:16 rent: this cell is empty",
        "E051 scenarios.toml:16 dwellings \"N2\".roms",
    ];
    assert_eq!(faults.len(), starts.len(), "{faults:#?}");
    for start in starts {
        assert!(faults.iter().any(|fault| fault.starts_with(start)), "{start}\n{faults:#?}");
    }
}

#[test]
fn a_file_of_scenarios_has_a_form() {
    for (text, start) in [
        ("", "E052 scenarios.toml:1 format"),
        ("format = 2\n[[scenario]]\nname = \"a\"\nset = []", "E054 scenarios.toml:1 format"),
        ("format = 1\n", "E052 scenarios.toml:1 scenario"),
        ("format = 1\n[[scenaro]]\n", "E051 scenarios.toml:2 scenaro"),
        ("format = 1\n[[scenario]]\nset = [\"rules.size=off\"]", "E052 scenarios.toml:2 scenario.name"),
        ("format = 1\n[[scenario]]\nname = \"a\"", "E052 scenarios.toml:2 scenario \"a\".set"),
        ("format = 1\n[[scenario]]\nname = \"a\"\nset = 3", "E053 scenarios.toml:4 scenario \"a\".set"),
        ("format = 1\n[[scenario]]\nname = \"a\"\nset = [\"rules.size\"]", "E090 scenarios.toml:4"),
        (
            "format = 1\n[[scenario]]\nname = \"a\"\n[[scenario.change]]\ndwellings = {}",
            "E052 scenarios.toml:4 scenario \"a\".change.set",
        ),
        (
            "format = 1\n[[scenario]]\nname = \"a\"\n[[scenario.remove]]",
            "E052 scenarios.toml:4 scenario \"a\".remove.dwellings",
        ),
        ("format = 1\n[[scenario]", "E050 scenarios.toml:2"),
        (
            "format = 1\n[[scenario]]\nname = \"a\"\nset = [\"rules.size=off\"]\n[[scenario]]\nname = \"a\"\nset = [\"rules.size=off\"]",
            "E062 scenarios.toml:5 scenario.name: the name \"a\" occurs twice",
        ),
    ] {
        let faults = Town::new().faults_of_file(text);
        assert!(faults.iter().any(|fault| fault.starts_with(start)), "{text}\n{start}\n{faults:#?}");
    }
    let ran = Town::new().run("whatif", &["--scenarios", "nowhere.toml"]);
    assert_eq!((ran.status, ran.output.as_str()), (2, ""));
    assert!(ran.errors.starts_with("error: E001 nowhere.toml"), "{}", ran.errors);
}

#[test]
fn what_a_scenario_breaks_in_the_rounds_files_is_told_at_the_scenario() {
    let town = Town::new();
    let header = "applicant,dwelling,decision,override,reason,by,at\n";
    town.write("round/decisions.csv", &format!("{header}A01,D4,fixed,,,,\n"));
    assert_eq!(
        town.faults(&["St. Jan 'oost'=0"]),
        [
            "E044 --set St. Jan 'oost'=0 decisions.csv:2 decision: with A01 → D4 the fixed matches use 1 of \"St. Jan 'oost'\", \
          whose maximum is 0; remove one, or set override to yes"
        ]
    );
    let faults = town.faults_of_file(
        "format = 1\n[[scenario]]\nname = \"Dear\"\n[[scenario.change]]\ndwellings = { id = \"D4\" }\nset = { rent = \"+200\" }\n",
    );
    assert!(faults[0].starts_with("E043 scenarios.toml:2 decisions.csv:2 decision"), "{faults:#?}");
    assert_eq!(faults.len(), 1);
}

#[test]
fn faults_are_told_in_dutch_and_as_json() {
    let town = Town::new();
    let ran = town.run("whatif", &["--set", "Agreed shar=30%", "--lang", "nl"]);
    assert_eq!(
        ran.errors,
        "fout: E091 --set Agreed shar=30%: het model heeft geen instelling of begrenzing \"Agreed shar\" (bedoelde u \"Agreed share\"?); verbeter het pad\n"
    );
    let ran = town.run("whatif", &["--set", "Agreed shar=30%", "--json"]);
    assert_eq!(ran.status, 2);
    let list: serde_json::Value = serde_json::from_str(&ran.output).unwrap();
    assert_eq!(list[0]["code"], "E091");
    assert_eq!(list[0]["value"], "Agreed shar");
}

#[test]
fn faults_of_the_round_itself_come_first() {
    let town = Town::edited(&[("round/dwellings.csv", "600.00", "abc")]);
    let faults = town.faults(&["rules.siz=off"]);
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(faults[0].starts_with("E012 dwellings.csv:2 rent"), "{faults:#?}");
    assert_eq!(Town::new().run("whatif", &[]).status, 2, "something has to be changed");
}
