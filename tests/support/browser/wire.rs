//! Commands to the browser and their answers, and what it tells unasked.

use std::collections::VecDeque;
use std::io::ErrorKind;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::protocol::WebSocketConfig;
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Error, Message, WebSocket};

/// How long a command may take.
const ANSWER: Duration = Duration::from_secs(120);

/// A connection to the browser, or to one of its tabs.
pub struct Wire {
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    last: u64,
    events: VecDeque<Value>,
}

impl Wire {
    #[track_caller]
    pub fn open(address: &str) -> Self {
        // A picture of a long page is a large message.
        let config = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
        let connected = tungstenite::client::connect_with_config(address, Some(config), 0);
        let (socket, _) =
            connected.unwrap_or_else(|fault| panic!("No connection to the browser at {address}: {fault}"));
        if let MaybeTlsStream::Plain(stream) = socket.get_ref() {
            stream.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
        }
        Self { socket, last: 0, events: VecDeque::new() }
    }

    /// A command and its answer, or why there is none.
    pub fn call(&mut self, method: &str, parameters: &Value) -> Result<Value, String> {
        let (id, start) = (self.post(method, parameters), Instant::now());
        while start.elapsed() < ANSWER {
            let Some(mut message) = self.message()? else { continue };
            if message["id"] != id {
                self.keep(message);
            } else if let Some(fault) = message.get("error") {
                return Err(format!("{method}: {}", fault["message"].as_str().unwrap_or_default()));
            } else {
                return Ok(message["result"].take());
            }
        }
        Err(format!("{method}: no answer in {ANSWER:?}"))
    }

    /// A command whose answer nobody waits for.
    pub fn post(&mut self, method: &str, parameters: &Value) -> u64 {
        self.last += 1;
        let command = json!({ "id": self.last, "method": method, "params": parameters });
        // A closed connection shows when the answer is read.
        let _ = self.socket.send(Message::text(command.to_string()));
        self.last
    }

    /// Listens for a moment.
    pub fn listen(&mut self) -> Result<(), String> {
        if let Some(message) = self.message()? {
            self.keep(message);
        }
        Ok(())
    }

    /// What was told unasked, in the order in which it was told.
    pub fn events(&mut self) -> VecDeque<Value> {
        std::mem::take(&mut self.events)
    }

    /// Answers to posted commands are dropped. A question to the reader is answered with yes at once: until then the
    /// page answers nothing.
    fn keep(&mut self, message: Value) {
        if message["method"] == "Page.javascriptDialogOpening" {
            self.post("Page.handleJavaScriptDialog", &json!({ "accept": true }));
        }
        if message.get("method").is_some() {
            self.events.push_back(message);
        }
    }

    fn message(&mut self) -> Result<Option<Value>, String> {
        match self.socket.read() {
            Ok(Message::Text(text)) => Ok(serde_json::from_str(&text).ok()),
            Ok(_) => Ok(None),
            Err(Error::Io(fault)) if is_pause(fault.kind()) => Ok(None),
            Err(fault) => Err(format!("the browser is gone: {fault}")),
        }
    }
}

/// Whether nothing has come yet: a signal ends the waiting as the clock does.
fn is_pause(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted)
}
