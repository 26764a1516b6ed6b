//! Who may ask: only pages of our own, under a name that is ours, with the password where one is set. Every answer
//! carries headers that let a browser load and run nothing that is not ours.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::trouble::{self, Trouble};
use super::visitor::Visitor;
use super::workbench::Workbench;

/// No script, style, picture or address but our own; nobody may frame our pages.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// What is asked of everyone who asks.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    /// Names (with port) under which we are known.
    hosts: Vec<String>,
    /// SHA-256 of the password, where one is needed.
    password: Option<[u8; 32]>,
}

impl Guard {
    /// For a workbench at this address, known under further names.
    pub(super) fn new(address: SocketAddr, names: &[String], password: Option<&str>) -> Self {
        let port = address.port();
        let own = ["localhost".to_owned(), "127.0.0.1".to_owned(), "[::1]".to_owned()];
        let listened = (!address.ip().is_unspecified()).then(|| address.to_string());
        let named = own.iter().chain(names).flat_map(|name| [format!("{name}:{port}"), name.to_lowercase()]);
        // without a port a name is ours only where a proxy stands before us
        let kept = named.filter(|name| name.ends_with(&format!(":{port}")) || names.contains(name));
        Self {
            hosts: kept.chain(listened).map(|name| name.to_lowercase()).collect(),
            password: password.map(|word| Sha256::digest(word.as_bytes()).into()),
        }
    }

    /// Why a request is not answered.
    fn refusal(&self, method: &Method, headers: &HeaderMap) -> Option<Trouble> {
        let host = text(headers, &header::HOST).unwrap_or_default().to_lowercase();
        if !self.hosts.contains(&host) {
            return Some(Trouble::Elsewhere);
        }
        if !method.is_safe() && !is_our_own(headers, &host) {
            return Some(Trouble::Foreign);
        }
        let known = self.password.is_none_or(|password| given(headers).is_some_and(|word| is_same(&word, &password)));
        (!known).then_some(Trouble::Unknown)
    }
}

/// Whether a change is asked for by a page of ours, or by no page at all.
fn is_our_own(headers: &HeaderMap, host: &str) -> bool {
    let site = text(headers, &HeaderName::from_static("sec-fetch-site"));
    let fetched = site.is_none_or(|site| matches!(site, "same-origin" | "none"));
    let origin = text(headers, &header::ORIGIN);
    let from =
        origin.is_none_or(|origin| origin.split_once("://").is_some_and(|(_, name)| name.eq_ignore_ascii_case(host)));
    fetched && from
}

/// SHA-256 of the password that a request gives; the name beside it does not matter.
fn given(headers: &HeaderMap) -> Option<[u8; 32]> {
    let (scheme, code) = text(headers, &header::AUTHORIZATION)?.split_once(' ')?;
    let plain = scheme.eq_ignore_ascii_case("basic").then(|| base64(code))??;
    let place = plain.iter().position(|byte| *byte == b':')?;
    Some(Sha256::digest(&plain[place + 1..]).into())
}

/// Whether two hashes are the same, found in a time that does not tell where they differ.
fn is_same(one: &[u8; 32], other: &[u8; 32]) -> bool {
    one.iter().zip(other).fold(0, |differences, (a, b)| differences | (a ^ b)) == 0
}

fn base64(code: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for letter in code.trim_end_matches('=').bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).ok()?);
        }
    }
    Some(bytes)
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Lets through who may ask; tells everyone else why not, as a page or for machines.
pub(super) async fn guarded(State(bench): State<Arc<Workbench>>, request: Request, next: Next) -> Response {
    let for_machines = request.uri().path().starts_with("/api/");
    let visitor = Visitor::of(request.headers());
    let mut response = match bench.guard.refusal(request.method(), request.headers()) {
        Some(trouble) => trouble.into_response(),
        None => next.run(request).await,
    };
    if let Some(trouble) = response.extensions_mut().remove::<Trouble>() {
        let allowed = response.headers_mut().remove(header::ALLOW);
        response = trouble::told(&trouble, &visitor, for_machines);
        response.headers_mut().extend(allowed.map(|methods| (header::ALLOW, methods)));
    }
    add_headers(&mut response);
    response
}

fn add_headers(response: &mut Response) {
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"), // without a referrer, browsers call our own forms those of nobody ("null")
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    let refused = response.status() == StatusCode::UNAUTHORIZED;
    let headers = response.headers_mut();
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if refused {
        headers
            .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"sleutel\", charset=\"UTF-8\""));
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let header = |(name, value): &(&'static str, &str)| {
            (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap())
        };
        pairs.iter().map(header).collect()
    }

    fn guard(password: Option<&str>) -> Guard {
        Guard::new("127.0.0.1:4747".parse().unwrap(), &[], password)
    }

    #[test]
    fn a_name_that_is_not_ours_is_refused_wherever_it_leads() {
        for (host, ours) in [
            ("127.0.0.1:4747", true),
            ("LOCALHOST:4747", true),
            ("[::1]:4747", true),
            ("localhost", false),
            ("evil.example:4747", false),
            ("127.0.0.1:80", false),
        ] {
            let refusal = guard(None).refusal(&Method::GET, &asked(&[("host", host)]));
            assert_eq!(refusal.is_none(), ours, "{host}");
        }
        assert!(guard(None).refusal(&Method::GET, &HeaderMap::new()).is_some());
    }

    #[test]
    fn a_change_is_made_by_a_page_of_ours_or_by_a_program() {
        let host = ("host", "127.0.0.1:4747");
        for (more, allowed) in [
            (vec![], true),
            (vec![("origin", "http://127.0.0.1:4747"), ("sec-fetch-site", "same-origin")], true),
            (vec![("origin", "http://evil.example")], false),
            (vec![("origin", "null")], false),
            (vec![("sec-fetch-site", "cross-site")], false),
            (vec![("sec-fetch-site", "same-site")], false),
        ] {
            let headers = asked(&[vec![host], more.clone()].concat());
            assert_eq!(guard(None).refusal(&Method::POST, &headers).is_none(), allowed, "{more:?}");
            assert!(guard(None).refusal(&Method::GET, &headers).is_none(), "{more:?}");
        }
    }

    #[test]
    fn with_a_password_nobody_is_answered_without_it() {
        let host = ("host", "127.0.0.1:4747");
        let refusal = |more: &[(&'static str, &str)]| {
            guard(Some("geheim")).refusal(&Method::GET, &asked(&[&[host], more].concat()))
        };
        assert!(refusal(&[]).is_some());
        assert!(refusal(&[("authorization", "Basic aWVtYW5kOmdlaGVpbQ==")]).is_none()); // iemand:geheim
        assert!(refusal(&[("authorization", "Basic aWVtYW5kOmdlaGVpbXM=")]).is_some()); // iemand:geheims
        assert!(refusal(&[("authorization", "Basic !")]).is_some());
    }
}
