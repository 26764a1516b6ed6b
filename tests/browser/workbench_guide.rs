//! The guide to the workbench: its pictures, taken anew with `WORKBENCH_UPDATE=always`, and its words.

use std::path::{Path, PathBuf};

use crate::bench::{Bench, Speech, Visit, arrived, small_round, workbook};
use crate::browser::Browser;

const DEMO: &str = "models/utrecht-2025/rounds/2025-03";

/// The largest picture of the guide, in bytes.
const LARGEST: u64 = 200_000;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn keep(visit: &Visit<'_>, name: &str, selector: &str, most: u32) {
    let file = root().join("docs").join(name).with_extension("webp");
    std::fs::write(file, visit.tab.picture_of(selector, most)).unwrap();
}

fn pictures_of_the_demo() {
    let (bench, browser) = (Bench::start(&[DEMO]), Browser::start());
    let visit = arrived(&bench, &browser, Speech::English);
    let tab = &visit.tab;
    tab.loading(|tab| tab.click("main table a"));
    visit.awaits("#row-by-row");
    keep(&visit, "workbench", "body", 1000);
    tab.click("#rows tbody th a");
    visit.awaits("#about .told h4");
    keep(&visit, "workbench-row", "#row-by-row", 900);
    visit.go("nav.round a", "What if", "Wat als");
    tab.drag("[data-knob] input[type=range]", (12.0, 0.0));
    visit.awaits("#effect .badge » proven");
    keep(&visit, "workbench-what-if", "body", 900);
    visit.go("nav.round a", "Compare", "Vergelijken");
    tab.upload("#manual", &[&root().join(DEMO).join("manual.csv")]);
    visit.go("button", "Compare", "Vergelijk");
    visit.awaits("#violations");
    keep(&visit, "workbench-compare", "body", 900);
    visit.go("nav.round a", "Journal", "Logboek");
    keep(&visit, "workbench-journal", "body", 900);
}

fn pictures_of_the_input() {
    let (bench, browser) = (Bench::start(&[]), Browser::start());
    let visit = arrived(&bench, &browser, Speech::English);
    keep(&visit, "workbench-rounds", "body", 700);
    let file = bench.folder().join("March 2025.xlsx");
    let mistakes = [("dwellings", 2, 5, "drie"), ("applicants", 4, 1, "nobody")];
    workbook(&small_round(bench.folder()), &file, &mistakes);
    visit.tab.upload("#files", &[&file]);
    visit.go("button", "Open and check", "Open en controleer");
    keep(&visit, "workbench-problems", "body", 700);
}

/// The pictures that a page names, from where it stands.
fn named(page: &str) -> Vec<PathBuf> {
    let text = std::fs::read_to_string(root().join(page)).unwrap();
    let names = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let pictures = names.filter(|name| std::path::Path::new(name).extension().is_some_and(|kind| kind == "webp"));
    let folder = Path::new(page).parent().unwrap().to_owned();
    pictures.map(|name| root().join(&folder).join(name)).collect()
}

#[test]
fn the_pictures_of_the_guide_are_there_and_small() {
    if std::env::var("WORKBENCH_UPDATE").is_ok_and(|update| update == "always") {
        pictures_of_the_input();
        pictures_of_the_demo();
    }
    let pictures = [named("README.md"), named("docs/workbench.md")].concat();
    assert!(pictures.len() > 5, "{pictures:?}");
    for picture in pictures {
        let size = std::fs::metadata(&picture).unwrap_or_else(|fault| panic!("{}: {fault}", picture.display())).len();
        assert!(size < LARGEST, "{} has {size} bytes", picture.display());
    }
}

/// The text of all templates and pages.
fn all_words(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| if path.is_dir() { all_words(&path) } else { std::fs::read_to_string(&path).unwrap_or_default() })
        .collect()
}

#[test]
fn the_guide_uses_the_words_of_the_pages() {
    let text = std::fs::read_to_string(root().join("docs/workbench.md")).unwrap();
    let guide = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let pages = all_words(&root().join("src/web"));
    let pairs = guide.split("**").skip(1).step_by(2).zip(guide.split("**").skip(2).step_by(2));
    let terms: Vec<(&str, &str)> =
        pairs.filter_map(|(english, rest)| Some((english, rest.strip_prefix(" (*")?.split("*)").next()?))).collect();
    assert!(terms.len() > 15, "{terms:?}");
    for (english, dutch) in terms {
        assert!(pages.contains(&format!("\"{english}\", \"{dutch}\"")), "no page says “{english}” and “{dutch}”");
    }
}
