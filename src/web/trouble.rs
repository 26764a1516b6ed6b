//! Why a page could not be shown, or a change not be made, in words for people and for machines.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::domain::{Language, Problem};
use crate::report::problems;
use crate::report::words::either;

use super::broken::{causes, on_form};
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
    /// The round would not be sound with what is asked for: everything that would be wrong with it.
    Broken(Vec<Problem>),
    /// The request cannot be read: the status that tells why, and what the reader says.
    Unread(StatusCode, String),
    /// The input is wrong: everything that is wrong with it.
    Input(Vec<Problem>),
    /// The question is about an optimum that is not there yet.
    Unsolved,
    /// The answer is still being looked for.
    Busy,
    /// The address does not take this kind of request.
    Method,
    /// The request makes no sense: a sentence in both languages, with what it is about.
    Either { english: String, dutch: String },
    /// More was sent than is taken.
    TooLarge,
    /// Nothing more came for too long.
    Slow,
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
    /// Whether whoever filled in a form can mend it and send it again.
    pub(super) fn can_be_mended(&self) -> bool {
        matches!(
            self,
            Trouble::Nameless
                | Trouble::Wrong(..)
                | Trouble::Told(_)
                | Trouble::Broken(_)
                | Trouble::Either { .. }
                | Trouble::Moved(_)
        )
    }

    /// The status of the answer.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Trouble::Missing => StatusCode::NOT_FOUND,
            Trouble::Moved(_) | Trouble::Sealed(_) | Trouble::Unsolved | Trouble::Busy => StatusCode::CONFLICT,
            Trouble::Nameless | Trouble::Wrong(..) | Trouble::Told(_) | Trouble::Either { .. } => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Trouble::Input(_) | Trouble::Broken(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Trouble::Unread(status, _) => *status,
            Trouble::Method => StatusCode::METHOD_NOT_ALLOWED,
            Trouble::Slow => StatusCode::REQUEST_TIMEOUT,
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
            Trouble::Wrong(..) | Trouble::Told(_) | Trouble::Broken(_) | Trouble::Either { .. } => "wrong",
            Trouble::Unread(StatusCode::UNSUPPORTED_MEDIA_TYPE, _) => "media-type",
            Trouble::Unread(..) => "unreadable",
            Trouble::Method => "method-not-allowed",
            Trouble::Input(_) => "input-wrong",
            Trouble::Unsolved => "not-allocated",
            Trouble::Busy => "at-work",
            Trouble::Slow => "too-slow",
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
            Trouble::Broken(found) => return causes(found, language, problems::cause),
            Trouble::Unread(..) => ("This request cannot be read.", "Dit verzoek kan niet gelezen worden."),
            Trouble::Input(found) => return input(found, language),
            Trouble::Unsolved => {
                ("This round is not allocated yet: do that first.", "Deze ronde is nog niet toegewezen: doe dat eerst.")
            }
            Trouble::Busy => ("This is still being worked on.", "Hieraan wordt nog gewerkt."),
            Trouble::Slow => (
                "Nothing more came for half a minute, so it was given up.",
                "Er kwam een halve minuut niets meer, dus is het opgegeven.",
            ),
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

impl Trouble {
    /// The same on a page, which has a form and not the columns of a file.
    pub(super) fn on_page(&self, language: Language) -> String {
        match self {
            Trouble::Broken(found) => causes(found, language, on_form),
            other => other.sentence(language),
        }
    }
}

/// That there are errors, and the first of them.
fn input(found: &[Problem], language: Language) -> String {
    let errors: Vec<&Problem> = found.iter().filter(|problem| !problem.code.is_warning()).collect();
    let first = errors.first().map(|problem| problems::sentence(problem, language)).unwrap_or_default();
    let (english, dutch) = match errors.len() {
        1 => ("The input is wrong:".to_owned(), "De invoer klopt niet:".to_owned()),
        many => (format!("The input has {many} errors, first:"), format!("De invoer heeft {many} fouten, als eerste:")),
    };
    format!("{} {first}", either(language, &english, &dutch))
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

/// A form or a body that makes no sense.
pub(super) const UNREADABLE: Trouble =
    Trouble::Wrong("The form could not be read.", "Het formulier kon niet gelezen worden.");

/// A trouble in the visitor's language, as a page or for machines.
pub(super) fn told(trouble: &Trouble, visitor: &Visitor, for_machines: bool) -> Response {
    if for_machines {
        let sentence = trouble.sentence(visitor.language);
        let detail = detail(trouble, visitor.language);
        let body = serde_json::json!({ "code": trouble.code(), "message": sentence, "detail": detail });
        return (trouble.status(), Json(body)).into_response();
    }
    let detail = match trouble {
        Trouble::Fault(detail) => Some(detail.clone()),
        _ => None,
    };
    let round = match trouble {
        Trouble::Moved(round) | Trouble::Sealed(round) => Some(*round),
        _ => None,
    };
    let page = TroublePage { page: Page::plain(visitor), sentence: trouble.on_page(visitor.language), detail, round };
    (trouble.status(), shown(&page)).into_response()
}

/// What machines are told beside the sentence: what a reader says, or each problem of the input.
fn detail(trouble: &Trouble, language: Language) -> Value {
    match trouble {
        Trouble::Fault(detail) | Trouble::Unread(_, detail) => Value::from(detail.as_str()),
        Trouble::Input(found) => {
            problems::json(found, language).ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
        }
        _ => Value::Null,
    }
}
