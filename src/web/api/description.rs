//! The description of the interface: for machines as it stands, for people as a page.

use askama::Template;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::domain::Language;
use crate::report::words::either;
use crate::web::page::{Page, shown};
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;

/// `OpenAPI` 3.1, written by hand; what stands in `x-nl` is the Dutch of the text beside it.
const DESCRIPTION: &str = include_str!("openapi.json");

pub(super) async fn json() -> Response {
    ([(CONTENT_TYPE, "application/json")], DESCRIPTION).into_response()
}

/// Method and address of everything that is described.
#[cfg(test)]
pub(super) fn described() -> Vec<(String, String)> {
    let description: Value = serde_json::from_str(DESCRIPTION).unwrap_or_default();
    let operations = operations(&description);
    operations.map(|(method, path, _)| (method.to_owned(), path.to_owned())).collect()
}

fn operations(description: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let paths = description["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten().filter(|(method, _)| *method != "parameters");
        methods.map(move |(method, operation)| (method.as_str(), path.as_str(), operation))
    })
}

#[derive(Template)]
#[template(path = "api.html")]
struct Interface {
    page: Page,
    about: String,
    routes: Vec<Route>,
    errors: Vec<(String, String)>,
}

/// A route in words.
struct Route {
    method: String,
    path: String,
    summary: String,
    body: Option<String>,
    answers: Vec<(String, String)>,
}

/// The page for people who write programs.
pub(super) async fn page(visitor: Visitor) -> Result<Response, Trouble> {
    let description: Value = serde_json::from_str(DESCRIPTION).map_err(|fault| Trouble::Fault(fault.to_string()))?;
    let language = visitor.language;
    let codes = description["components"]["schemas"]["Error"]["properties"]["code"]["x-codes"].as_object();
    let errors = codes.into_iter().flatten().map(|(code, about)| (code.clone(), text(about, "description", language)));
    Ok(shown(&Interface {
        about: text(&description["info"], "description", language),
        routes: operations(&description).map(|one| route(one, language)).collect(),
        errors: errors.collect(),
        page: Page::plain(&visitor),
    }))
}

fn route((method, path, operation): (&str, &str, &Value), language: Language) -> Route {
    let body = &operation["requestBody"]["content"]["application/json"]["example"];
    let answers = operation["responses"].as_object().into_iter().flatten();
    let answer = |(status, about): (&String, &Value)| Some((status.clone(), about["description"].as_str()?.to_owned()));
    Route {
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(operation, "summary", language),
        body: (!body.is_null()).then(|| serde_json::to_string_pretty(body).unwrap_or_default()),
        answers: answers.filter_map(answer).collect(),
    }
}

/// A text of the description in a language.
fn text(about: &Value, key: &str, language: Language) -> String {
    let english = about[key].as_str().unwrap_or_default();
    either(language, english, about["x-nl"].as_str().unwrap_or(english)).to_owned()
}
