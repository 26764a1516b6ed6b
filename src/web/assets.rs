//! What the pages load: style and scripts, part of the program.

use std::sync::Arc;

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::routing::get;

use super::workbench::Workbench;

const STYLE: &str = include_str!("assets/sleutel.css");
const SCRIPT: &str = include_str!("assets/sleutel.js");
const ROWS: &str = include_str!("assets/rows.js");
/// htmx 2.0.11 (Zero-Clause BSD), as its makers publish it: parts of a page follow what a visitor does.
const HTMX: &str = include_str!("assets/htmx.min.js");
const ICON: &str = include_str!("assets/sleutel.svg");

/// A day; a new version of the program asks under another address.
const A_DAY: &str = "public, max-age=86400";

pub(super) fn routes() -> Router<Arc<Workbench>> {
    let file = |kind: &'static str, text: &'static str| {
        get(async move || ([(CONTENT_TYPE, kind), (CACHE_CONTROL, A_DAY)], text))
    };
    let version = env!("CARGO_PKG_VERSION");
    Router::new()
        .route(&format!("/assets/{version}/sleutel.css"), file("text/css; charset=utf-8", STYLE))
        .route(&format!("/assets/{version}/sleutel.js"), file("text/javascript; charset=utf-8", SCRIPT))
        .route(&format!("/assets/{version}/rows.js"), file("text/javascript; charset=utf-8", ROWS))
        .route(&format!("/assets/{version}/htmx.js"), file("text/javascript; charset=utf-8", HTMX))
        .route(&format!("/assets/{version}/sleutel.svg"), file("image/svg+xml", ICON))
}
