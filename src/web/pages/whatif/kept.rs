//! Kept scenarios side by side.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};

use crate::report::{Course, EffectLine, goal_effects, group_effects, problems, shortfall_effects};
use crate::study::{Figures, Tried, figures_of};
use crate::web::desk::Desk;
use crate::web::knobs::in_words;
use crate::web::page::{Page, Part, shown};
use crate::web::trial;
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::{Solved, Workbench};

/// The table of kept scenarios.
#[derive(Template)]
#[template(path = "whatif_kept.html")]
pub(super) struct Kept {
    page: Page,
    columns: Vec<Column>,
    sections: Vec<(&'static str, Vec<Row>)>,
    is_running: bool,
}

/// One scenario.
struct Column {
    name: String,
    settings: Vec<String>,
    /// The same in words.
    words: Vec<String>,
    /// Why it cannot be allocated any more.
    wrong: Option<String>,
    tried: Option<Arc<Tried>>,
}

/// One figure in the round and in each scenario; nothing where that is not known yet.
struct Row {
    name: String,
    base: String,
    cells: Vec<Option<(String, Course)>>,
}

pub(super) async fn fragment(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let page = Page::of(&visitor, &desk, Part::WhatIf);
    let Some(solved) = bench.solved(&desk) else { return Ok([("hx-refresh", "true")].into_response()) };
    Ok(shown(&kept(&bench, &desk, &solved, &page)?))
}

/// The kept scenarios of a round, each solved or being solved.
pub(super) fn kept(bench: &Workbench, desk: &Desk, solved: &Arc<Solved>, page: &Page) -> Result<Kept, Trouble> {
    let columns = desk
        .scenarios
        .iter()
        .map(|(name, settings)| column(bench, desk, solved, page, (name.as_str(), settings.as_slice())));
    let columns = columns.collect::<Result<Vec<Column>, Trouble>>()?;
    let say = |english: &'static str, dutch: &'static str| crate::report::words::either(page.language, english, dutch);
    let (round, base) = (&solved.base.case.round, figures_of(&solved.base));
    let goals = |then: &Figures| goal_effects(&base, then, page.language);
    let groups = |then: &Figures| group_effects(round, &base, then, page.language);
    let shortfalls = |then: &Figures| shortfall_effects(&base, then, page.language);
    let sections = [
        (say("Goals", "Doelen"), rows(&columns, &base, &goals)),
        (say("Placed by group", "Geplaatst per doelgroep"), rows(&columns, &base, &groups)),
        (say("Minimums missed by", "Tekort op minima"), rows(&columns, &base, &shortfalls)),
    ];
    Ok(Kept {
        page: page.clone(),
        is_running: columns.iter().any(|column| column.tried.is_none() && column.wrong.is_none()),
        sections: sections.into_iter().filter(|(_, rows)| !rows.is_empty()).collect(),
        columns,
    })
}

fn column(
    bench: &Workbench,
    desk: &Desk,
    solved: &Arc<Solved>,
    page: &Page,
    (name, settings): (&str, &[String]),
) -> Result<Column, Trouble> {
    let (tried, wrong) = match trial::start(bench, desk, solved, settings)? {
        Ok(trial) => (trial.tried(), None),
        Err(found) => (None, found.first().map(|problem| problems::cause(problem, page.language))),
    };
    let words = in_words(&solved.base.case.round, settings, page.language);
    Ok(Column { name: name.to_owned(), settings: settings.to_vec(), words, wrong, tried })
}

/// One row for every line that the round or one of the scenarios has.
fn rows(columns: &[Column], base: &Figures, lines: &dyn Fn(&Figures) -> Vec<EffectLine>) -> Vec<Row> {
    let of_column = |column: &Column| column.tried.as_ref().map(|tried| lines(&tried.figures));
    let found: Vec<Option<Vec<EffectLine>>> = columns.iter().map(of_column).collect();
    let mut names: Vec<(String, String)> = Vec::new();
    for line in lines(base).into_iter().chain(found.iter().flatten().flatten().cloned()) {
        if !names.iter().any(|(name, _)| *name == line.name) {
            names.push((line.name, line.shown.0));
        }
    }
    let cell = |lines: &Option<Vec<EffectLine>>, (name, base): &(String, String)| {
        let line = lines.as_ref()?.iter().find(|line| line.name == *name);
        Some(line.map_or((base.clone(), Course::Same), |line| (line.shown.1.clone(), line.course)))
    };
    let row = |named: (String, String)| Row {
        cells: found.iter().map(|lines| cell(lines, &named)).collect(),
        name: named.0,
        base: named.1,
    };
    names.into_iter().map(row).collect()
}
