//! What every page has: its language, its visitor, the round it is about.
#![allow(clippy::trivially_copy_pass_by_ref)] // templates hand out references

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::domain::{DecisionVerdict, Language};
use crate::report::Form;
use crate::report::words::either;

use super::desk::Desk;
use super::visitor::Visitor;

/// Part of the address of what pages load, so that a new version asks anew.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The parts of a round that have a page of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Input,
    Allocation,
    WhatIf,
    Compare,
    Year,
    Journal,
}

/// The frame of a page.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub(super) language: Language,
    /// The visitor's name; empty where none was given.
    pub(super) name: String,
    /// The round, where the page is about one.
    pub(super) round: Option<Tab>,
}

/// The round that a page is about, and where in it we are.
#[derive(Debug, Clone)]
pub(super) struct Tab {
    pub(super) number: i64,
    pub(super) name: String,
    pub(super) version: i64,
    pub(super) is_sealed: bool,
    pub(super) part: Part,
}

impl Page {
    /// A page about no round.
    pub(super) fn plain(visitor: &Visitor) -> Self {
        Self { language: visitor.language, name: visitor.name.clone(), round: None }
    }

    /// A page about a part of a round.
    pub(super) fn of(visitor: &Visitor, desk: &Desk, part: Part) -> Self {
        let tab = Tab {
            number: desk.number,
            name: desk.name.clone(),
            version: desk.version,
            is_sealed: desk.is_sealed(),
            part,
        };
        Self { round: Some(tab), ..Self::plain(visitor) }
    }

    /// The number of the round; 0 on a page about none.
    pub(super) fn number(&self) -> i64 {
        self.round.as_ref().map_or(0, |round| round.number)
    }

    /// The last entry of the round's journal that this page shows.
    pub(super) fn version(&self) -> i64 {
        self.round.as_ref().map_or(0, |round| round.version)
    }

    /// Whether the round is approved.
    pub(super) fn is_sealed(&self) -> bool {
        self.round.as_ref().is_some_and(|round| round.is_sealed)
    }

    /// What was decided, in a word.
    pub(super) fn verdict(&self, verdict: &DecisionVerdict) -> &'static str {
        match verdict {
            DecisionVerdict::Fixed => either(self.language, "fixed", "vastgelegd"),
            DecisionVerdict::Refused => either(self.language, "refused", "geweigerd"),
            DecisionVerdict::Forbidden => either(self.language, "forbidden", "verboden"),
        }
    }

    /// The wording in the page's language.
    pub(super) fn say<'a>(&self, english: &'a str, dutch: &'a str) -> &'a str {
        either(self.language, english, dutch)
    }

    /// The language as browsers name it.
    pub(super) fn lang(&self) -> &'static str {
        either(self.language, "en", "nl")
    }

    /// A count with thousands apart.
    pub(super) fn count(&self, number: &usize) -> String {
        Form::of(self.language).count(*number)
    }

    /// A number with a decimal point in the form of the language.
    pub(super) fn number_of(&self, text: &str) -> String {
        text.replace('.', either(self.language, ".", ","))
    }

    /// A moment of the journal, `2025-03-01T09:30:00Z`, in the form of the language, in UTC.
    pub(super) fn moment(&self, at: &str) -> String {
        let (day, time) = (self.day(at.get(..10).unwrap_or(at)), at.get(11..16).unwrap_or_default());
        format!("{day} {time} UTC")
    }

    /// A day, `2025-03-01`, in the form of the language.
    pub(super) fn day(&self, day: &str) -> String {
        match (self.language, day.split('-').collect::<Vec<_>>().as_slice()) {
            (Language::Nl, [year, month, day]) => format!("{day}-{month}-{year}"),
            _ => day.to_owned(),
        }
    }
}

impl Tab {
    /// The parts with their addresses and names.
    #[allow(clippy::unused_self)] // a template asks the round for it
    pub(super) fn parts(&self) -> Vec<(Part, &'static str, &'static str, &'static str)> {
        vec![
            (Part::Input, "input", "Input", "Invoer"),
            (Part::Allocation, "allocation", "Allocation", "Toewijzing"),
            (Part::WhatIf, "what-if", "What if", "Wat als"),
            (Part::Compare, "compare", "Compare", "Vergelijken"),
            (Part::Year, "year", "Year", "Jaar"),
            (Part::Journal, "journal", "Journal", "Logboek"),
        ]
    }
}

/// A template as an answer.
pub(super) fn shown(template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => Html(html).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(), // never: templates only write into memory
    }
}
