//! Files of the year's answers, to be kept.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::web::trouble::Trouble;

/// A file that can be had.
pub(super) struct File {
    pub(super) name: &'static str,
    pub(super) address: String,
}

/// The files of one answer, below an address, for what `query` asks.
pub(super) fn files(names: &[&'static str], below: &str, query: &str) -> Vec<File> {
    let file = |name: &&'static str| File { name, address: format!("{below}/files/{name}?{query}") };
    names.iter().map(file).collect()
}

/// The one of these files with this name, to be kept and not shown: a document has a style of its own.
pub(super) fn one(files: impl IntoIterator<Item = (&'static str, Vec<u8>)>, name: &str) -> Result<Response, Trouble> {
    let (name, bytes) = files.into_iter().find(|(known, _)| *known == name).ok_or(Trouble::Missing)?;
    let kind = match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        _ => "text/markdown; charset=utf-8",
    };
    let kept = format!("attachment; filename=\"{name}\"");
    Ok(([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, kept)], bytes).into_response())
}
