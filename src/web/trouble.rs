//! Why a page could not be shown, or a change not be made, in words for people and for machines.

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::domain::Language;
use crate::report::words::either;

use super::page::{Page, shown};
use super::store::StoreFault;
use super::visitor::Visitor;

/// What went wrong.
#[derive(Debug, Clone)]
pub(super) enum Trouble {
    /// What is asked for is not there.
    Missing,
    /// Somebody else changed the round meanwhile.
    Moved(i64),
    /// The round is approved.
    Sealed(i64),
    /// A change without a name to write it down under.
    Nameless,
    /// The request makes no sense: a sentence in both languages.
    Wrong(&'static str, &'static str),
    /// The request makes no sense: a sentence in the visitor's language.
    Told(String),
    /// The address does not take this kind of request.
    Method,
    /// The request makes no sense: a sentence in both languages, with what it is about.
    Either { english: String, dutch: String },
    /// More was sent than is taken.
    TooLarge,
    /// Asked under a name that is not ours.
    Elsewhere,
    /// A change asked for by a page that is not ours.
    Foreign,
    /// No password, or another.
    Unknown,
    /// A fault of our own.
    Fault(String),
}

impl Trouble {
    /// The status of the answer.
    fn status(&self) -> StatusCode {
        match self {
            Trouble::Missing => StatusCode::NOT_FOUND,
            Trouble::Moved(_) | Trouble::Sealed(_) => StatusCode::CONFLICT,
            Trouble::Nameless | Trouble::Wrong(..) | Trouble::Told(_) | Trouble::Either { .. } => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Trouble::Method => StatusCode::METHOD_NOT_ALLOWED,
            Trouble::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Trouble::Elsewhere => StatusCode::MISDIRECTED_REQUEST,
            Trouble::Foreign => StatusCode::FORBIDDEN,
            Trouble::Unknown => StatusCode::UNAUTHORIZED,
            Trouble::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The code for machines.
    fn code(&self) -> &'static str {
        match self {
            Trouble::Missing => "not-found",
            Trouble::Moved(_) => "changed-meanwhile",
            Trouble::Sealed(_) => "sealed",
            Trouble::Nameless => "name-needed",
            Trouble::Wrong(..) | Trouble::Told(_) | Trouble::Either { .. } => "wrong",
            Trouble::Method => "method",
            Trouble::TooLarge => "too-large",
            Trouble::Elsewhere => "other-host",
            Trouble::Foreign => "other-origin",
            Trouble::Unknown => "password-needed",
            Trouble::Fault(_) => "fault",
        }
    }

    /// What went wrong and what to do, in a sentence.
    pub(super) fn sentence(&self, language: Language) -> String {
        let (english, dutch) = match self {
            Trouble::Missing => ("This page or this row is not there.", "Deze pagina of regel is er niet."),
            Trouble::Moved(_) => (
                "This round was changed in another window meanwhile. Nothing of yours was written: look at the round as it is now and do it again.",
                "Deze ronde is intussen in een ander venster gewijzigd. Er is niets van u opgeslagen: bekijk de ronde zoals die nu is en doe het opnieuw.",
            ),
            Trouble::Sealed(_) => (
                "This round is approved and sealed. Nothing about it changes any more.",
                "Deze ronde is goedgekeurd en verzegeld. Er verandert niets meer aan.",
            ),
            Trouble::Nameless => (
                "Fill in your name at the top first: the journal says who did what.",
                "Vul eerst bovenaan uw naam in: het logboek zegt wie wat deed.",
            ),
            Trouble::Wrong(english, dutch) => (*english, *dutch),
            Trouble::Either { english, dutch } => (english.as_str(), dutch.as_str()),
            Trouble::Told(sentence) => return sentence.clone(),
            Trouble::Method => {
                ("This address does not take that kind of request.", "Dit adres neemt zo'n verzoek niet aan.")
            }
            Trouble::TooLarge => ("These files are too large.", "Deze bestanden zijn te groot."),
            Trouble::Elsewhere => (
                "This address is not the workbench's. Open it as it said at the start.",
                "Dit adres is niet van de werkbank. Open haar op het adres dat zij bij de start noemde.",
            ),
            Trouble::Foreign => (
                "A page from elsewhere asked for this change. It was not made.",
                "Een pagina van elders vroeg om deze wijziging. Zij is niet gemaakt.",
            ),
            Trouble::Unknown => ("The password is needed.", "Het wachtwoord is nodig."),
            Trouble::Fault(_) => (
                "Something went wrong in sleutel itself. Nothing was changed.",
                "Er ging iets mis in sleutel zelf. Er is niets gewijzigd.",
            ),
        };
        either(language, english, dutch).to_owned()
    }
}

impl From<StoreFault> for Trouble {
    fn from(fault: StoreFault) -> Self {
        match fault {
            StoreFault::Missing => Trouble::Missing,
            other => Trouble::Fault(other.to_string()),
        }
    }
}

impl IntoResponse for Trouble {
    /// Carries the trouble to where the visitor's language is known.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[derive(askama::Template)]
#[template(path = "trouble.html")]
struct TroublePage {
    page: Page,
    sentence: String,
    detail: Option<String>,
    round: Option<i64>,
}

/// The trouble of an answer that was refused before it reached a page: a form, an address or a body that cannot be read.
pub(super) fn of_status(response: &Response, is_change: bool) -> Option<Trouble> {
    let is_page = response.headers().get(CONTENT_TYPE).is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"));
    match response.status() {
        status if is_page || !(status.is_client_error() || status.is_server_error()) => None,
        StatusCode::NOT_FOUND => Some(Trouble::Missing),
        StatusCode::BAD_REQUEST if !is_change => Some(Trouble::Missing), // an address that makes no sense
        StatusCode::METHOD_NOT_ALLOWED => Some(Trouble::Method),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Trouble::TooLarge),
        status if status.is_client_error() => Some(UNREADABLE),
        status => Some(Trouble::Fault(status.to_string())),
    }
}

/// A form or a body that makes no sense.
pub(super) const UNREADABLE: Trouble =
    Trouble::Wrong("The form could not be read.", "Het formulier kon niet gelezen worden.");

/// A trouble in the visitor's language, as a page or for machines.
pub(super) fn told(trouble: &Trouble, visitor: &Visitor, for_machines: bool) -> Response {
    let sentence = trouble.sentence(visitor.language);
    let detail = match trouble {
        Trouble::Fault(detail) => Some(detail.clone()),
        _ => None,
    };
    if for_machines {
        let body = serde_json::json!({ "code": trouble.code(), "message": sentence, "detail": detail });
        return (trouble.status(), Json(body)).into_response();
    }
    let round = match trouble {
        Trouble::Moved(round) | Trouble::Sealed(round) => Some(*round),
        _ => None,
    };
    let page = TroublePage { page: Page::plain(visitor), sentence, detail, round };
    (trouble.status(), shown(&page)).into_response()
}
