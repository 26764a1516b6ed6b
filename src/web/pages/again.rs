//! A form that was refused stands there again as it was filled in, with the reason: nobody types a reason twice.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::decisions::Fields;
use super::journal::words;
use crate::domain::DecisionVerdict as Verdict;
use crate::web::page::{Page, Part, shown};
use crate::web::trouble::Trouble;
use crate::web::visitor::{NAME, Visitor, encoded, kept};
use crate::web::workbench::Workbench;

/// A form without files, in bytes.
const LONGEST_FORM: usize = 1 << 20;

/// The field in which somebody who had given no name gives it with the form.
const VISITOR: &str = "visitor";

#[derive(Template)]
#[template(path = "again.html")]
struct Again {
    page: Page,
    sentence: String,
    /// What others did meanwhile.
    meanwhile: Vec<String>,
    /// Where the form goes, and the page that it is from.
    action: String,
    from: String,
    needs_name: bool,
    fields: Vec<Field>,
}

/// A field with what was filled in.
struct Field {
    name: String,
    value: String,
    sort: Sort,
}

/// How a field is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Hidden,
    Line(&'static str, &'static str),
    Text(&'static str, &'static str),
    Verdict,
    Tick(&'static str, &'static str),
    /// One of those who share.
    With,
}

impl Field {
    fn of((name, value): &(String, String), action: &str) -> Self {
        let is_decision = action.ends_with("/decisions");
        let sort = match name.as_str() {
            "applicant" if is_decision => Sort::Line("Applicant", "Woningzoekende"),
            "dwelling" if is_decision => Sort::Line("Dwelling", "Woning"),
            "name" if action.ends_with("/keep") => Sort::Line("Name", "Naam"),
            "verdict" if is_decision => Sort::Verdict,
            "with" => Sort::With,
            "reason" => Sort::Text("Reason", "Reden"),
            "statement" => Sort::Text("Statement", "Verklaring"),
            "confirmed" => Sort::Tick(
                "I have looked at this allocation and approve it. Nothing about the round changes after that.",
                "Ik heb deze toewijzing bekeken en keur haar goed. Daarna verandert er niets meer aan de ronde.",
            ),
            _ => Sort::Hidden, // "overrides" stands with the verdict
        };
        Self { name: name.clone(), value: value.clone(), sort }
    }
}

impl Again {
    fn overrides(&self) -> bool {
        self.fields.iter().any(|field| field.name == "overrides")
    }

    /// The decisions that can be made, and whether it was chosen.
    fn verdicts(&self, chosen: &str) -> Vec<(&'static str, &'static str, bool)> {
        let say = |english: &'static str, dutch: &'static str| {
            crate::report::words::either(self.page.language, english, dutch)
        };
        let all = [
            (Verdict::Fixed, say("Fix", "Vastleggen")),
            (Verdict::Refused, say("Refused", "Geweigerd")),
            (Verdict::Forbidden, say("Forbid", "Verbieden")),
        ];
        all.map(|(verdict, label)| (verdict.name(), label, verdict.name() == chosen)).to_vec()
    }
}

/// Lets a form through, and shows it again where it was refused and can be mended.
pub(in crate::web) async fn again(State(bench): State<Arc<Workbench>>, request: Request, next: Next) -> Response {
    let action = request.uri().path().to_owned();
    let kind = request.headers().get(CONTENT_TYPE).cloned();
    let is_form = kind.as_ref().is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    let round = action.strip_prefix("/rounds/").and_then(|rest| rest.split_once('/')?.0.parse::<i64>().ok());
    let (Some(round), true, true) = (round, is_form, request.method() == Method::POST) else {
        return next.run(request).await;
    };
    let (mut parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, LONGEST_FORM).await else { return Trouble::TooLarge.into_response() };
    let fields = fields_of(kind, bytes.clone()).await;
    let named = fields.iter().find(|(name, value)| name == VISITOR && !value.trim().is_empty());
    if let Some(name) = named.and_then(|(_, name)| HeaderValue::from_str(&encoded(name)).ok()) {
        parts.headers.insert(NAME, name);
    }
    let visitor = Visitor::of(&parts.headers);
    let cookie = named.and_then(|_| kept("name", &visitor.name));
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    let mut response = match response.extensions().get::<Trouble>() {
        Some(trouble) if trouble.can_be_mended() => {
            page(&bench, &visitor, (round, action), &fields, trouble).unwrap_or(response)
        }
        _ => response,
    };
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// The fields of a form; none of what is no form.
async fn fields_of(kind: Option<HeaderValue>, bytes: Bytes) -> Fields {
    let mut request = Request::new(Body::from(bytes));
    *request.method_mut() = Method::POST;
    request.headers_mut().extend(kind.map(|kind| (CONTENT_TYPE, kind)));
    Form::<Fields>::from_request(request, &()).await.map(|Form(fields)| fields).unwrap_or_default()
}

/// The form as it was filled in; nothing where it has to be filled in on its own page, because what it is about has changed.
fn page(
    bench: &Workbench,
    visitor: &Visitor,
    (round, action): (i64, String),
    fields: &Fields,
    trouble: &Trouble,
) -> Option<Response> {
    let desk = bench.desk(round).ok()?;
    let is_stale = matches!(trouble, Trouble::Moved(_));
    let (part, from) = match action.split('/').nth(3)? {
        "what-if" => (Part::WhatIf, "what-if"),
        "compare" => (Part::Compare, "compare"),
        "approve" => (Part::Journal, "journal"),
        _ => (Part::Allocation, "allocation"),
    };
    if is_stale && matches!(part, Part::Journal | Part::Compare) || fields.is_empty() {
        return None; // what is approved or waived has to be seen first
    }
    let page = Page::of(visitor, &desk, part);
    let seen: i64 = fields.iter().find(|(name, _)| name == "version")?.1.parse().ok()?;
    let later = bench.store.entries(round).ok()?.into_iter().filter(|entry| entry.number > seen);
    let limits = desk.limits(&bench.store);
    let meanwhile = later.map(|entry| format!("{}: {}", entry.by, words(&entry.event, &limits, &page).0)).collect();
    let unsent = |(name, _): &&(String, String)| name != "version" && name != VISITOR;
    let again = Again {
        sentence: trouble.on_page(visitor.language),
        meanwhile: if is_stale { meanwhile } else { Vec::new() },
        from: format!("/rounds/{round}/{from}"),
        needs_name: visitor.name.is_empty(),
        fields: fields.iter().filter(unsent).map(|field| Field::of(field, &action)).collect(),
        action,
        page,
    };
    Some((trouble.status(), shown(&again)).into_response())
}
