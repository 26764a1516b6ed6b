//! What programs send: JSON, or files with a form.

use std::fmt;
use std::marker::PhantomData;

use axum::body::to_bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::{CONTENT_TYPE, IF_MATCH};
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde_json::error::Category;

use crate::web::trouble::Trouble;
use crate::web::upload::{Handed, LARGEST};

/// A body of JSON.
pub(super) struct Asked<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Asked<T> {
    type Rejection = Trouble;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Trouble> {
        if !is_json(request.headers()) {
            return Err(other_kind("send application/json"));
        }
        let body = to_bytes(request.into_body(), LARGEST).await.map_err(|_| Trouble::TooLarge)?;
        serde_json::from_slice(&body).map(|Object(told)| Asked(told)).map_err(|fault| unread(&fault))
    }
}

/// What is told in a JSON object: a list of the same values, without their names, is not understood by chance.
#[derive(Debug)]
pub(super) struct Object<T>(pub(super) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Keys(PhantomData)).map(Object)
    }
}

/// Reads an object key by key.
struct Keys<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Keys<T> {
    type Value = T;

    fn expecting(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}

/// Files with a form, or JSON.
pub(super) enum Sent<T> {
    Files(Handed),
    Json(T),
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = Trouble;

    async fn from_request(request: Request, state: &S) -> Result<Self, Trouble> {
        if is_json(request.headers()) {
            return Asked::from_request(request, state).await.map(|Asked(json)| Sent::Json(json));
        }
        if !kind(request.headers()).starts_with("multipart/form-data") {
            return Err(other_kind("send application/json or multipart/form-data"));
        }
        let form = Multipart::from_request(request, state).await;
        let form = form.map_err(|fault| Trouble::Unread(StatusCode::BAD_REQUEST, fault.body_text()))?;
        Handed::read(form).await.map(Sent::Files)
    }
}

fn kind(headers: &HeaderMap) -> &str {
    headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default()
}

fn is_json(headers: &HeaderMap) -> bool {
    kind(headers).split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn other_kind(wanted: &str) -> Trouble {
    Trouble::Unread(StatusCode::UNSUPPORTED_MEDIA_TYPE, wanted.to_owned())
}

/// No JSON at all, or JSON of another form than is asked for.
fn unread(fault: &serde_json::Error) -> Trouble {
    let status = match fault.classify() {
        Category::Data => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::BAD_REQUEST,
    };
    Trouble::Unread(status, fault.to_string())
}

/// The entry of the journal that whoever asks had seen: told in the body, or as `If-Match`.
pub(super) fn seen(told: Option<i64>, headers: &HeaderMap) -> Result<i64, Trouble> {
    let header = headers.get(IF_MATCH).and_then(|value| value.to_str().ok());
    let matched = header.and_then(|text| text.trim_matches('"').parse().ok());
    told.or(matched).ok_or(Trouble::Wrong(
        "Say which version of the round you saw: `seen`, or the header If-Match.",
        "Zeg welke versie van de ronde u zag: `seen`, of de header If-Match.",
    ))
}
