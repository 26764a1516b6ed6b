//! The visitor says its name and language.

use axum::Form;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::web::visitor::{LONGEST_NAME, is_ours, kept};

/// What the form at the top of every page holds.
#[derive(Debug, Deserialize)]
pub(super) struct Told {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    language: Option<String>,
    /// The page to go back to.
    #[serde(default)]
    back: String,
}

pub(super) async fn change(Form(told): Form<Told>) -> Response {
    let name = told.name.map(|name| name.trim().chars().take(LONGEST_NAME).collect::<String>());
    let language = told.language.filter(|language| matches!(language.as_str(), "nl" | "en"));
    let cookies = [("name", name), ("language", language)];
    let set = cookies.into_iter().filter_map(|(name, value)| Some((SET_COOKIE, kept(name, &value?)?)));
    let back = if is_ours(&told.back) { told.back.as_str() } else { "/" };
    (AppendHeaders(set.collect::<Vec<_>>()), Redirect::to(back)).into_response()
}
