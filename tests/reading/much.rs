//! Files in which far too much is wrong: they would take hours if each fault were looked for from the beginning.

use sleutel::domain::Code;

use super::{read, replaced, with};

#[test]
fn each_of_a_hundred_thousand_faults_of_a_settings_file_has_its_line() {
    let problems =
        read(&with("model/model.toml", "format = 1\n".to_owned() + &"faulty\n".repeat(100_000))).unwrap_err();
    let mut lines =
        problems.iter().filter(|problem| problem.code == Code::SettingsUnreadable).map(|problem| problem.line);
    assert_eq!(lines.next_back(), Some(Some(100_001)));
}

#[test]
fn no_more_columns_are_told_of_than_a_sheet_can_have() {
    let many = (0..100_000).fold(String::new(), |many, number| many + "x" + &number.to_string() + ",");
    let problems = read(&replaced("dwellings.csv", "id,", &(many + "id,"))).unwrap_err();
    let of = |code| problems.iter().filter(|problem| problem.code == code).count();
    assert_eq!(of(Code::ColumnUnknown), 16_384);
    assert!(of(Code::ColumnMissing) >= 3, "those needed stand beyond");
}
