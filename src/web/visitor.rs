//! Who looks at a page: the name for the journal, and the language. Both stand in cookies.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};

use crate::domain::Language;
use crate::report::words::either;

/// The longest name, in characters.
pub(super) const LONGEST_NAME: usize = 80;

/// The header in which a program says in whose name it acts: percent-encoded, as in the cookie.
pub(super) const NAME: &str = "x-sleutel-name";

/// A visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Visitor {
    /// The name that what is done is written down under; empty where none was given.
    pub(super) name: String,
    /// The language of the pages.
    pub(super) language: Language,
}

impl Visitor {
    /// What the headers of a request tell.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let cookie = |name: &str| cookie(headers, name);
        let language = match cookie("language").as_deref() {
            Some("nl") => Language::Nl,
            Some("en") => Language::En,
            _ => preferred(headers),
        };
        let header = headers.get(NAME).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Self { name: header.or_else(|| cookie("name")).map(|name| decoded(&name)).unwrap_or_default(), language }
    }

    /// The wording in the visitor's language.
    pub(super) fn language_text<'a>(&self, english: &'a str, dutch: &'a str) -> &'a str {
        either(self.language, english, dutch)
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

/// A cookie that the browser keeps for a year and sends to these pages alone.
pub(super) fn kept(name: &str, value: &str) -> Option<HeaderValue> {
    let cookie = format!("{name}={}; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly", encoded(value));
    HeaderValue::from_str(&cookie).ok()
}

/// Whether an address is a page of ours: one that begins with two slashes is another's, also where browsers read them so.
pub(super) fn is_ours(address: &str) -> bool {
    let is_odd = |letter: char| letter == '\\' || letter.is_control();
    address.starts_with('/') && !address.starts_with("//") && !address.contains(is_odd)
}

fn cookie(headers: &HeaderMap, wanted: &str) -> Option<String> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(name, _)| *name == wanted).map(|(_, value)| value.to_owned()).next()
}

/// Dutch where the browser asks for Dutch before English.
fn preferred(headers: &HeaderMap) -> Language {
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let first = asked.split(',').find_map(|one| match one.trim().get(..2) {
        Some("nl") => Some(Language::Nl),
        Some("en") => Some(Language::En),
        _ => None,
    });
    first.unwrap_or_default()
}

/// Text in which only letters and digits stand as they are.
pub(super) fn encoded(text: &str) -> String {
    let byte = |byte: u8| {
        if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    text.bytes().map(byte).collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let escaped = hex.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%');
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &tail[2..] } else { tail };
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let told: String = text.trim().chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect();
    told.trim().to_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn headers(name: axum::http::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn a_name_survives_its_cookie() {
        let cookie = kept("name", "M. de Vries; ÿ=%").unwrap();
        let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        assert_eq!(Visitor::of(&headers(COOKIE, &pair)).name, "M. de Vries; ÿ=%");
    }

    #[test]
    fn the_browser_says_which_language_unless_the_visitor_did() {
        assert_eq!(Visitor::of(&headers(ACCEPT_LANGUAGE, "de,nl;q=0.8,en;q=0.5")).language, Language::Nl);
        let mut both = headers(ACCEPT_LANGUAGE, "nl");
        both.insert(COOKIE, HeaderValue::from_static("a=b; language=en"));
        assert_eq!(Visitor::of(&both).language, Language::En);
        assert_eq!(Visitor::of(&HeaderMap::new()).language, Language::En);
    }
}
