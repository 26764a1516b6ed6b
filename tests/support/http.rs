//! A visitor of the workbench: as little of HTTP as the tests need, over a plain connection.
#![allow(dead_code, unreachable_pub, clippy::format_push_string)]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use sleutel::input::Files;
use sleutel::web::{Settings, serve};

/// How long an answer may take before the visitor gives up.
const PATIENCE: Duration = Duration::from_secs(120);

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    /// Name in lower case, and value, in their order.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|fault| panic!("{fault}: {}", self.text()))
    }

    /// Where it sends the visitor.
    pub fn location(&self) -> &str {
        self.header("location").unwrap_or_else(|| panic!("status {}: {}", self.status, self.text()))
    }

    /// The value of the first hidden field of this name: what a form of the page would send back.
    pub fn hidden(&self, name: &str) -> String {
        let text = self.text();
        let start = format!("name=\"{name}\" value=\"");
        let rest = text.split_once(&start).unwrap_or_else(|| panic!("no field {name} in {text}")).1;
        rest.split('"').next().unwrap_or_default().to_owned()
    }
}

/// A visitor with its cookies.
#[derive(Debug, Clone)]
pub struct Client {
    pub address: SocketAddr,
    /// Name and value; those that an answer sets are kept.
    pub cookies: Vec<(String, String)>,
    /// Sent with every request, beside the host.
    pub headers: Vec<(String, String)>,
}

impl Client {
    pub fn new(address: SocketAddr) -> Self {
        Self { address, cookies: Vec::new(), headers: Vec::new() }
    }

    /// A visitor that has said its name and reads English.
    pub fn named(address: SocketAddr, name: &str) -> Self {
        let mut client = Self::new(address);
        let told = client.post_form("/visitor", &[("name", name), ("language", "en"), ("back", "/")]);
        assert_eq!(told.status, 303, "{}", told.text());
        client
    }

    pub fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, &[], &[])
    }

    /// Sends a form as a page does.
    pub fn post_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pair = |(name, value): &(&str, &str)| format!("{}={}", encoded(name), encoded(value));
        let body = fields.iter().map(pair).collect::<Vec<_>>().join("&");
        self.ask("POST", path, &[("content-type", "application/x-www-form-urlencoded")], body.as_bytes())
    }

    /// Sends a form with files in the field `files`.
    pub fn post_files(&mut self, path: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Answer {
        const BOUNDARY: &str = "----a-line-that-no-file-holds";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        for (name, bytes) in files {
            let head = format!(
                "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
                 content-type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        self.ask("POST", path, &[("content-type", &format!("multipart/form-data; boundary={BOUNDARY}"))], &body)
    }

    /// Sends JSON, as a program does.
    pub fn post_json(&mut self, path: &str, value: &serde_json::Value) -> Answer {
        self.ask("POST", path, &[("content-type", "application/json")], value.to_string().as_bytes())
    }

    /// Presses the button that stops what a page waits for.
    pub fn stop(&mut self, page: &Answer) -> Answer {
        let text = page.text();
        let action = text.split("action=\"/jobs/").nth(1).unwrap_or_else(|| panic!("nothing to stop in {text}"));
        let after = page.hidden("after").replace("&#38;", "&").replace("&amp;", "&");
        self.post_form(&format!("/jobs/{}", action.split('"').next().unwrap()), &[("after", &after)])
    }

    /// Gets a page that waits for a job, again and again until it is shown.
    pub fn get_when_done(&mut self, path: &str) -> Answer {
        let start = Instant::now();
        loop {
            let answer = self.get(path);
            if !answer.text().contains("class=\"waiting\"") {
                return answer;
            }
            assert!(start.elapsed() < PATIENCE, "{path} never came");
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// Asks anything.
    pub fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let answer = self.try_ask(method, path, headers, body);
        answer.unwrap_or_else(|fault| panic!("{method} {path}: {fault}"))
    }

    /// The same, where the workbench may be gone.
    pub fn try_ask(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> std::io::Result<Answer> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(self.head(method, path, headers, body.len()).as_bytes())?;
        stream.write_all(body)?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        let answer = parsed(&bytes).ok_or_else(|| std::io::Error::other("half an answer"))?;
        self.keep_cookies(&answer);
        Ok(answer)
    }

    fn head(&self, method: &str, path: &str, headers: &[(&str, &str)], length: usize) -> String {
        let mut head = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n");
        let own = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let all: Vec<(&str, &str)> = own.chain(headers.iter().copied()).collect();
        if !all.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            head.push_str(&format!("host: {}\r\n", self.address));
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            head.push_str(&format!("cookie: {}\r\n", cookies.join("; ")));
        }
        if method != "GET" {
            head.push_str(&format!("content-length: {length}\r\n"));
        }
        for (name, value) in all {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head + "\r\n"
    }

    fn keep_cookies(&mut self, answer: &Answer) {
        for (_, cookie) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let pair = cookie.split(';').next().and_then(|pair| pair.split_once('='));
            if let Some((name, value)) = pair {
                self.cookies.retain(|(known, _)| known != name);
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}

/// An answer that is whole.
fn parsed(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let header = |line: &str| line.split_once(':').map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()));
    let headers: Vec<(String, String)> = lines.filter_map(header).collect();
    let mut answer = Answer { status, headers, body: bytes[end + 4..].to_vec() };
    if answer.header("transfer-encoding") == Some("chunked") {
        answer.body = unchunked(&answer.body)?;
    } else if let Some(length) = answer.header("content-length").and_then(|length| length.parse().ok()) {
        (answer.body.len() >= length).then_some(())?;
    }
    Some(answer)
}

fn unchunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = bytes.windows(2).position(|two| two == b"\r\n")?;
        let size = std::str::from_utf8(&bytes[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(bytes.get(end + 2..end + 2 + size)?);
        bytes = bytes.get(end + 2 + size + 2..)?;
    }
}

/// Text as it stands in an address or a form.
pub fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// How the tests serve a workbench: at any free port, with its rounds in memory.
pub fn settings() -> Settings {
    Settings {
        address: SocketAddr::from(([127, 0, 0, 1], 0)),
        names: Vec::new(),
        password: None,
        data: None,
        rounds: Vec::new(),
        by: "the test".to_owned(),
    }
}

/// Serves a workbench for as long as the test runs, and gives its address.
pub fn served(settings: Settings) -> SocketAddr {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let ready = move |address| tell.send(address).unwrap_or_default();
        serve(settings, ready, std::future::pending()).unwrap_or_else(|fault| panic!("{fault}"));
    });
    told.recv_timeout(PATIENCE).unwrap_or_else(|fault| panic!("the workbench did not start: {fault}"))
}

/// Serves a workbench with this round open as number 1.
pub fn served_with(name: &str, files: Files) -> SocketAddr {
    served(Settings { rounds: vec![(name.to_owned(), files)], ..settings() })
}
