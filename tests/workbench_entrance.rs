//! How a round comes in: the template, the workbook with or without its settings, mended files, rounds put away.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/http.rs"]
mod http;

use http::{Answer, Client, served, settings};
use rust_xlsxwriter::Workbook;
use sleutel::domain::Language;
use sleutel::report::round_template;

/// A visitor of a workbench without rounds, who reads this language.
fn visitor(language: &str) -> Client {
    let mut client = Client::named(served(settings()), "J. Example");
    client.post_form("/visitor", &[("language", language), ("back", "/")]);
    client
}

#[test]
fn the_empty_template_is_on_the_first_page_in_the_language_of_the_reader() {
    for (code, language, words) in [
        ("en", Language::En, "Download the empty template (Excel)"),
        ("nl", Language::Nl, "Download het lege sjabloon (Excel)"),
    ] {
        let mut client = visitor(code);
        let page = client.get("/").text();
        assert!(page.contains(words), "{page}");
        let link = page.split("href=\"/template/").nth(1).unwrap().split('"').next().unwrap();
        let file = client.get(&format!("/template/{link}"));
        assert_eq!(file.header("content-disposition"), Some(format!("attachment; filename=\"{link}\"").as_str()));
        assert_eq!(file.body, round_template(language).unwrap(), "as the command writes it");
        let wrong = client.post_files("/rounds", &[], &[("dwellings.csv", b"id,rooms\n")]);
        let page = client.get(wrong.location()).text();
        assert!(page.contains(words), "where the input is wrong too: {page}");
        assert_eq!(client.get("/template/other.xlsx").status, 404);
    }
}

#[test]
fn tables_without_rows_are_not_said_to_be_complete() {
    let mut client = visitor("nl");
    let empty = [(CSV[0].0, &b"id,rooms,rent\n"[..]), CSV[1]];
    let text = opened(&mut client, &[("month", "2025-03"), ("seed", "7")], &empty).text();
    assert!(text.contains("hebben nog geen rijen") && !text.contains("De invoer klopt."), "{text}");
}

#[test]
fn the_journal_of_a_round_counts_its_own_entries() {
    let mut client = visitor("en");
    for round in ["1", "2"] {
        opened(&mut client, &[("month", "2025-03"), ("seed", "7")], &CSV);
        let journal = client.get(&format!("/rounds/{round}/journal")).text();
        assert!(journal.contains("<td class=\"number\">1</td>"), "round {round}: {journal}");
    }
}

#[test]
fn a_word_that_is_nearly_one_of_the_model_is_asked_about_at_its_cell() {
    let mut client = visitor("nl");
    let mut rows = APPLICANTS.1.to_vec();
    let (head, row): (Vec<&str>, Vec<&str>) =
        ([rows[0], &["begeleidingsniveau"]].concat(), [rows[1], &["intensief"]].concat());
    (rows[0], rows[1]) = (&head, &row);
    rows.truncate(2);
    let book = book(&[DWELLINGS, (APPLICANTS.0, &rows)]);
    let text = opened(&mut client, &[("month", "2025-03"), ("seed", "7")], &[("x.xlsx", &book)]).text();
    let place = text.find("W007").map(|at| &text[at..at + 200]).unwrap_or_default();
    assert!(place.contains("woningzoekenden!F2"), "{text}");
    assert!(text.contains("lijkt op &#34;intensive&#34; maar is het niet"), "{text}");
}

type Sheet<'a> = (&'a str, &'a [&'a [&'a str]]);

const DWELLINGS: Sheet<'_> =
    ("woningen", &[&["eenheid", "kamersAantal", "rekenhuur"], &["D1", "2", "600"], &["D2", "2", "610"]]);
const APPLICANTS: Sheet<'_> = (
    "woningzoekenden",
    &[
        &["kandidaat", "doelgroep", "aantalVolwassenen", "leeftijd", "inschrijfdatum"],
        &["A1", "statushouders", "1", "30", "2024-01-31"],
        &["A2", "statushouders", "1", "31", "2024-02-29"],
    ],
);
const CSV: [(&str, &[u8]); 2] = [
    ("dwellings.csv", b"id,rooms,rent\nD1,2,600\n"),
    ("applicants.csv", b"id,group,adults,age,registered\nA1,statushouders,1,30,2024-01-31\n"),
];

/// A workbook whose cells are all text.
fn book(sheets: &[Sheet<'_>]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (line, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write_string(line, column, *cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// Opens a round and looks at its input.
fn opened(client: &mut Client, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Answer {
    let answer = client.post_files("/rounds", fields, files);
    let page = answer.location().to_owned();
    client.get(&page)
}

const FORM: [(&str, &str); 3] = [("name", "maart"), ("month", "2025-03"), ("seed", "7")];

#[test]
fn the_form_stands_in_for_the_settings_that_a_workbook_lacks() {
    for settings in
        [None, Some(("ronde", &[&["model", "../x"][..]][..])), Some(("ronde", &[&["maand", "2025-03"][..]][..]))]
    {
        let mut client = visitor("nl");
        let sheets: Vec<Sheet<'_>> = settings.into_iter().chain([DWELLINGS, APPLICANTS]).collect();
        let page = opened(&mut client, &FORM, &[("Werkbestand maart.xlsx", &book(&sheets))]).text();
        assert!(page.contains("De invoer klopt."), "{page}");
        for (name, value) in [("Maand", "2025-03"), ("Model", "Utrecht 2025"), ("Getal van de loting", "7")] {
            assert!(page.contains(&format!("<dt>{name}</dt><dd>{value}</dd>")), "{name}: {page}");
        }
        assert!(page.contains("<code>Werkbestand maart.xlsx</code>"), "{page}");
        let journal = client.get("/rounds/1/journal").text();
        assert!(journal.contains("Ronde geopend: maart (Werkbestand maart.xlsx, round.toml)"), "{journal}");
        let allocation = client.get_when_done("/rounds/1/allocation?view=unplaced").text();
        assert!(allocation.contains("A1"), "{allocation}");
        let zip = client.get("/rounds/1/export/round.zip");
        let names = zip::ZipArchive::new(std::io::Cursor::new(zip.body)).unwrap();
        assert!(names.file_names().flatten().any(|name| name.ends_with("dwellings.csv")));
    }
}

#[test]
fn the_sheet_of_a_round_is_read_by_the_words_of_the_form_in_rows_and_as_headings() {
    let down: Sheet<'_> = ("ronde", &[&["Naam", "maart"], &["Maand", "2025-03"], &["Getal voor de loting", "7"]]);
    let across: Sheet<'_> = ("ronde", &[&["Naam", "Maand", "Getal voor de loting"], &["maart", "2025-03", "7"]]);
    for sheet in [down, across] {
        let mut client = visitor("nl");
        let page = opened(&mut client, &[], &[("x.xlsx", &book(&[sheet, DWELLINGS, APPLICANTS]))]).text();
        assert!(page.contains("De invoer klopt."), "{page}");
        assert!(page.contains("<dt>Maand</dt><dd>2025-03</dd>"), "{page}");
    }
}

#[test]
fn what_is_missing_of_a_round_has_its_field_where_the_input_is_wrong() {
    let book = book(&[DWELLINGS, APPLICANTS]);
    for files in [&CSV[..], &[("x.xlsx", book.as_slice())]] {
        let mut client = visitor("nl");
        let page = opened(&mut client, &[("seed", "7")], files);
        let text = page.text();
        assert!(text.contains("de maand van de ronde ontbreekt; vul dat op deze pagina in"), "{text}");
        assert!(text.contains("name=\"month\"") && !text.contains("name=\"seed\""), "{text}");
        let version = page.hidden("version");
        let filled = client.post_files("/rounds/1/input", &[("version", &version), ("month", "2025-03")], &[]);
        assert_eq!(filled.status, 303, "{}", filled.text());
        let text = client.get("/rounds/1/input").text();
        assert!(text.contains("De invoer klopt.") && text.contains("<dd>7</dd>"), "{text}");
        let nothing = client.post_files("/rounds/1/input", &[("version", &version)], &[]);
        assert_eq!(nothing.status, 422, "nothing is handed in");
    }
}

#[test]
fn a_form_that_contradicts_the_workbook_is_asked_about() {
    let mut client = visitor("en");
    let sheet: Sheet<'_> = ("round", &[&["id", "x"], &["month", "2025-04"], &["seed", "7"]]);
    let answer = client.post_files("/rounds", &FORM, &[("x.xlsx", &book(&[sheet, DWELLINGS, APPLICANTS]))]);
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("the month is 2025-04, and the form says 2025-03"), "{}", answer.text());
}

/// Forbids a match of the round on the page.
fn forbid(client: &mut Client, applicant: &str, dwelling: &str) {
    let version = client.get("/rounds/1/input").hidden("version");
    let fields = [
        ("version", version.as_str()),
        ("applicant", applicant),
        ("dwelling", dwelling),
        ("verdict", "forbidden"),
        ("reason", "they know each other"),
    ];
    let answer = client.post_form("/rounds/1/decisions", &fields);
    assert_eq!(answer.status, 303, "{}", answer.text());
}

#[test]
fn a_warning_stays_at_its_cell_of_the_workbook_after_a_decision() {
    let urgent: Sheet<'_> = (
        "woningzoekenden",
        &[
            &["kandidaat", "doelgroep", "aantalVolwassenen", "leeftijd", "inschrijfdatum", "urgentieTot"],
            &["A1", "statushouders", "1", "30", "2024-01-31", ""],
            &["", "", "", "", "", ""],
            &["A2", "statushouders", "1", "31", "2024-02-29", "2025-02-27"],
        ],
    );
    let own: Sheet<'_> = ("ronde", &[&["ronde", "x"], &["maand", "2025-03"], &["model", "../m"], &["loting", "7"]]);
    for (sheets, form) in [(&[DWELLINGS, urgent][..], &FORM[..]), (&[own, DWELLINGS, urgent], &[])] {
        stays_at_its_cell(&mut visitor("nl"), &book(sheets), form);
    }
}

#[track_caller]
fn stays_at_its_cell(client: &mut Client, book: &[u8], form: &[(&str, &str)]) {
    let before = opened(client, form, &[("x.xlsx", book)]).text();
    assert!(before.contains("<td>woningzoekenden!F4</td>"), "{before}");
    assert!(
        before.contains("“27-02-2025”") || before.contains("&#34;27-02-2025&#34;"),
        "days as Dutch writes them: {before}"
    );
    assert!(before.contains("<td>urgentieTot</td><td><code>27-02-2025</code>"), "{before}");
    forbid(client, "A1", "D1");
    let after = client.get("/rounds/1/input").text();
    assert!(after.contains("<td>woningzoekenden!F4</td>"), "{after}");
    assert!(!after.contains("applicants.csv"), "{after}");
    assert!(after.contains("<dt>Besluiten</dt><dd>1</dd>"), "{after}");
}

/// Hands in files in the place of others.
fn replaced(client: &mut Client, fields: &[(&str, &str)], file: &[u8]) -> Answer {
    let version = client.get("/rounds/1/input").hidden("version");
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("version", version.as_str())]).collect();
    client.post_files("/rounds/1/input", &fields, &[("beter.xlsx", file)])
}

/// How many decisions stand, as the page of the input says.
fn decisions(client: &mut Client) -> String {
    let page = client.get("/rounds/1/input").text();
    let rest = page.split("<dt>Decisions</dt><dd>").nth(1).unwrap_or_else(|| panic!("not sound: {page}"));
    rest.split('<').next().unwrap().to_owned()
}

/// A workbook without D2.
fn with_one_dwelling() -> Vec<u8> {
    book(&[("woningen", &DWELLINGS.1[..2]), APPLICANTS])
}

#[test]
fn decisions_that_can_stand_with_better_files_stay() {
    let mut client = visitor("en");
    opened(&mut client, &FORM, &[("x.xlsx", &book(&[DWELLINGS, APPLICANTS]))]);
    forbid(&mut client, "A1", "D1");
    assert_eq!(replaced(&mut client, &[], &with_one_dwelling()).status, 303);
    assert_eq!(decisions(&mut client), "1");
    let wrong: Sheet<'_> = ("woningen", &[&["eenheid", "kamersAantal", "rekenhuur"], &["D1", "two", "600"]]);
    assert_eq!(replaced(&mut client, &[], &book(&[wrong, APPLICANTS])).status, 303);
    assert!(client.get("/rounds/1/input").text().contains("E014"), "with an error nobody can say what stands");
    let decided: Sheet<'_> = (
        "besluiten",
        &[&["woningzoekende", "woning", "besluit"], &["A1", "D1", "verboden"], &["A2", "D2", "verboden"]],
    );
    assert_eq!(replaced(&mut client, &[], &book(&[DWELLINGS, APPLICANTS, decided])).status, 303);
    assert_eq!(decisions(&mut client), "2", "one that stands in the files too is not made twice");
}

#[test]
fn nothing_that_was_decided_falls_away_unasked() {
    let mut client = visitor("en");
    opened(&mut client, &FORM, &[("x.xlsx", &book(&[DWELLINGS, APPLICANTS]))]);
    forbid(&mut client, "A1", "D1");
    forbid(&mut client, "A2", "D2");
    let asked = replaced(&mut client, &[], &with_one_dwelling());
    assert_eq!(asked.status, 422);
    assert!(asked.text().contains("Nothing is replaced yet."), "{}", asked.text());
    assert!(asked.text().contains("<li>A2 → D2: forbidden") && !asked.text().contains("<li>A1"), "{}", asked.text());
    assert_eq!(decisions(&mut client), "2");
    let agreed = replaced(&mut client, &[("confirmed", "yes")], &with_one_dwelling());
    assert_eq!(agreed.status, 303, "{}", agreed.text());
    assert_eq!(decisions(&mut client), "1");
    let journal = client.get("/rounds/1/journal").text();
    assert!(journal.contains("Files replaced (beter.xlsx, round.toml); 1 fell away: A2 → D2"), "{journal}");
}

#[test]
fn a_match_or_an_empty_template_in_the_place_of_a_round_wipes_nothing() {
    let mut client = visitor("en");
    opened(&mut client, &FORM, &[("x.xlsx", &book(&[DWELLINGS, APPLICANTS]))]);
    let of_matches = book(&[("matches", &[&["applicant", "dwelling"], &["A1", "D1"]])]);
    let refused = replaced(&mut client, &[("confirmed", "yes")], &of_matches);
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("belongs on the page Compare"), "{}", refused.text());
    let asked = replaced(&mut client, &[], &round_template(Language::Nl).unwrap());
    assert_eq!(asked.status, 422);
    assert!(asked.text().contains("no dwellings, or no applicants"), "{}", asked.text());
    assert!(client.get("/rounds/1/input").text().contains("<dt>Dwellings</dt><dd>2</dd>"));
}

#[test]
fn problems_speak_of_the_headings_and_groups_that_there_are_and_of_no_terminal() {
    let wrong: Sheet<'_> =
        ("woningen", &[&["EENHEID", "kamers_aantal", "rekenhuur"], &["D1", "twee", "600"], &["D2", "2", ""]]);
    let strange: Sheet<'_> = (
        "woningzoekenden",
        &[&["kandidaat", "doelgroep", "aantalVolwassenen", "leeftijd"], &["A1", "vluchtelingen", "1", "30"]],
    );
    let empty: Sheet<'_> = ("besluiten", &[]);
    let mut client = visitor("nl");
    let page = opened(&mut client, &FORM, &[("x.xlsx", &book(&[wrong, strange, empty]))]).text();
    for told in [
        "<td>kamers_aantal</td><td><code>twee</code>",
        "<td>inschrijfdatum</td>",
        "de kolom &#34;inschrijfdatum&#34; ontbreekt",
        "het model heeft geen doelgroep &#34;vluchtelingen&#34;; wel: ",
        "statushouders",
        "zoals in het lege sjabloon",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(!page.contains("sleutel template"), "{page}");
    let photo = opened(&mut client, &FORM, &[("foto.xlsx", b"\xFF\xD8\xFF\xE0 no workbook")]).text();
    assert!(photo.contains("dit is geen Excel-werkmap") && !photo.contains("EOCD"), "{photo}");
    let missing = opened(&mut client, &[], &[("x.xlsx", &book(&[("iets", &[&["x"]])]))]).text();
    assert!(missing.contains("geen blad &#34;woningen&#34; (Engels: &#34;dwellings&#34;)"), "{missing}");
}

#[test]
fn many_problems_of_a_kind_are_folded() {
    let ids: Vec<String> = (1..=30).map(|number| format!("A{number}")).collect();
    let cells: Vec<[&str; 6]> =
        ids.iter().map(|id| [id.as_str(), "statushouders", "1", "30", "2024-01-31", "2025-02-27"]).collect();
    let head = ["kandidaat", "doelgroep", "aantalVolwassenen", "leeftijd", "inschrijfdatum", "urgentieTot"];
    let rows: Vec<&[&str]> = std::iter::once(&head[..]).chain(cells.iter().map(|row| &row[..])).collect();
    let mut client = visitor("nl");
    let page = opened(&mut client, &FORM, &[("x.xlsx", &book(&[DWELLINGS, ("woningzoekenden", &rows)]))]).text();
    assert_eq!(page.matches("<span class=\"badge warn\">W004</span>").count(), 3, "{page}");
    assert!(page.contains("en meer zoals deze: 27") && page.contains("woningzoekenden!F31"), "{page}");
}

#[test]
fn files_are_handed_in_above_problems_that_fill_the_screen() {
    let columns: Vec<String> = (1..=11).map(|number| format!("notitie {number}")).collect();
    let head: Vec<&str> = DWELLINGS.1[0].iter().copied().chain(columns.iter().map(String::as_str)).collect();
    let mut client = visitor("nl");
    let place = |page: &str, what: &str| page.find(what).unwrap_or_else(|| panic!("no {what} in {page}"));
    for (headings, is_above) in [(&head[..], true), (&head[..4], false)] {
        let page = opened(&mut client, &FORM, &[("x.xlsx", &book(&[("woningen", &[headings]), APPLICANTS]))]).text();
        assert_eq!(place(&page, "class=\"drop\"") < place(&page, "<table>"), is_above, "{page}");
    }
}

#[test]
fn a_round_is_put_away_and_brought_back_and_its_journal_keeps_both() {
    let mut client = visitor("en");
    opened(&mut client, &[("name", "A failed attempt")], &CSV);
    opened(&mut client, &FORM, &CSV);
    let list = client.get("/").text();
    assert!(
        list.contains("A failed attempt") && list.contains("<span class=\"badge bad\">2 problems</span>"),
        "{list}"
    );
    let moved = |client: &mut Client, how: &str| {
        let version = client.get("/rounds/1/input").hidden("version");
        client.post_form(&format!("/rounds/1/{how}"), &[("version", &version)]).status
    };
    assert_eq!(client.post_form("/rounds/1/put-away", &[("version", "0")]).status, 409, "nobody has seen that");
    assert_eq!(moved(&mut client, "put-away"), 303);
    let list = client.get("/").text();
    assert!(!list.contains("A failed attempt") && list.contains("Rounds put away: 1"), "{list}");
    assert!(list.contains("maart"));
    let away = client.get("/?away=yes").text();
    assert!(away.contains("A failed attempt") && !away.contains("maart"), "{away}");
    assert_eq!(client.get("/rounds/1/input").status, 200, "it is there as it was");
    assert_eq!(moved(&mut client, "bring-back"), 303);
    let list = client.get("/").text();
    assert!(list.contains("A failed attempt") && !list.contains("Rounds put away"), "{list}");
    let journal = client.get("/rounds/1/journal").text();
    assert!(journal.contains("Put away") && journal.contains("Brought back"), "{journal}");
}
