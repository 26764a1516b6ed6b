//! What goes wrong before a handler begins or while it runs: an address that cannot be, a request that cannot be read,
//! a fault of our own. All of it is told as a trouble, in the visitor's language.

use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::trouble::{Trouble, UNREADABLE};

/// A form without files, in bytes.
const LONGEST_FORM: u64 = 1 << 20;

/// Answers with a trouble where no handler can: rounds and jobs are numbers, and what a reader of requests refuses is
/// told as everything else is.
pub(super) async fn told(
    parts: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
    next: Next,
) -> Response {
    if !are_numbers(&parts) {
        return Trouble::Missing.into_response();
    }
    if is_long_form(request.headers()) {
        return Trouble::TooLarge.into_response();
    }
    let is_change = !request.method().is_safe();
    // a task of its own, so that a fault in it ends nothing else
    match tokio::spawn(next.run(request)).await {
        Ok(response) => worded(response, is_change),
        Err(_) => Trouble::Fault("a fault of sleutel itself".to_owned()).into_response(),
    }
}

/// Whether the parts of an address that name a round or a job can be its number.
fn are_numbers(parts: &Result<RawPathParams, RawPathParamsRejection>) -> bool {
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<i64>().is_ok();
    match parts {
        Ok(parts) => parts.iter().all(|(name, text)| !matches!(name, "round" | "job") || is_number(text)),
        Err(RawPathParamsRejection::MissingPathParams(_)) => true,
        Err(_) => false,
    }
}

fn is_long_form(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let length: u64 = text(CONTENT_LENGTH).parse().unwrap_or(0);
    text(CONTENT_TYPE).starts_with("application/x-www-form-urlencoded") && length > LONGEST_FORM
}

/// A refusal in plain text as the trouble that it is; any other answer as it stands.
fn worded(response: Response, is_change: bool) -> Response {
    let is_plain = response.headers().get(CONTENT_TYPE).is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    let is_refusal = response.status().is_client_error() || response.status().is_server_error();
    if !is_plain || !is_refusal || response.extensions().get::<Trouble>().is_some() {
        return response;
    }
    let trouble = match response.status() {
        StatusCode::NOT_FOUND => Trouble::Missing,
        StatusCode::BAD_REQUEST if !is_change => Trouble::Missing, // an address that makes no sense
        StatusCode::METHOD_NOT_ALLOWED => Trouble::Method,
        StatusCode::PAYLOAD_TOO_LARGE => Trouble::TooLarge,
        status if status.is_client_error() => UNREADABLE,
        status => Trouble::Fault(status.to_string()),
    };
    trouble.into_response()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpStream};

    use axum::Router;
    use axum::middleware::from_fn;
    use axum::routing::get;

    use super::*;
    use crate::web::jobs::{Jobs, State};

    /// The status of an answer.
    fn status(address: SocketAddr, path: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text.split(' ').nth(1).unwrap().to_owned()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_fault_in_a_handler_is_an_answer_and_the_next_visitor_is_answered() {
        let site = Router::new()
            .route("/fault", get(async || -> &'static str { std::panic::resume_unwind(Box::new("a fault")) }))
            .route("/well", get(async || "well"))
            .layer(from_fn(told));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(axum::serve(listener, site).into_future());
        let asked = tokio::task::spawn_blocking(move || ["/fault", "/well"].map(|path| status(address, path)));
        assert_eq!(asked.await.unwrap(), ["500", "200"]);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_fault_in_a_job_fails_that_job_and_the_next_one_is_done() {
        let jobs = Jobs::new(1);
        let fault = jobs.start::<()>("a", "test", 1, |_| std::panic::resume_unwind(Box::new("a fault")));
        let well = jobs.start("b", "test", 1, |_| Ok(7));
        assert!(matches!(fault.ended().await, State::Failed(_)));
        assert!(matches!(well.ended().await, State::Done(_)));
        assert_eq!(well.found::<i32>().as_deref(), Some(&7));
    }
}
