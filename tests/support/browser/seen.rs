//! What a tab told unasked: what it loaded, what it asked for, and what went wrong.

use std::collections::BTreeMap;

use serde_json::Value;

/// The record of a tab.
#[derive(Debug, Default)]
pub struct Seen {
    /// What a test fails on.
    pub faults: Vec<String>,
    /// Documents that were loaded to the end, one after the other.
    pub loaded: Vec<String>,
    /// Addresses that were asked for.
    pub asked: Vec<String>,
    /// What the page asked its reader to confirm.
    pub dialogs: Vec<String>,
    address_by_request: BTreeMap<String, String>,
}

impl Seen {
    /// Writes down an event of the tab whose main frame has this id.
    pub fn note(&mut self, event: &Value, frame: &str) {
        let told = &event["params"];
        match text(&event["method"]) {
            "Page.lifecycleEvent" if told["name"] == "load" && told["frameId"] == frame => {
                self.loaded.push(text(&told["loaderId"]).to_owned());
            }
            "Page.javascriptDialogOpening" => self.dialogs.push(text(&told["message"]).to_owned()),
            "Runtime.exceptionThrown" => self.faults.push(exception(&told["exceptionDetails"])),
            "Runtime.consoleAPICalled" => self.console(told),
            "Log.entryAdded" => self.log(&told["entry"]),
            "Network.requestWillBeSent" => self.request(told),
            "Network.responseReceived" => self.response(&told["response"]),
            "Network.loadingFailed" => self.failed(told),
            "Inspector.targetCrashed" => self.faults.push("the page crashed".to_owned()),
            _ => (),
        }
    }

    fn console(&mut self, told: &Value) {
        if matches!(text(&told["type"]), "error" | "assert") {
            let said: Vec<&str> = told["args"].as_array().into_iter().flatten().map(shown).collect();
            self.faults.push(format!("the page's console: {}", said.join(" ")));
        }
    }

    /// Broken policies are among the errors here. Failed requests too, but those are told with more below.
    fn log(&mut self, entry: &Value) {
        let counts = entry["level"] == "error" || entry["source"] == "security";
        if counts && entry["source"] != "network" {
            self.faults.push(format!("{}: {} {}", text(&entry["source"]), text(&entry["text"]), text(&entry["url"])));
        }
    }

    fn request(&mut self, told: &Value) {
        let address = text(&told["request"]["url"]);
        self.asked.push(address.to_owned());
        self.address_by_request.insert(text(&told["requestId"]).to_owned(), address.to_owned());
        let outside = ["http:", "https:", "ws:", "wss:"].iter().any(|scheme| address.starts_with(scheme));
        if outside && !["127.0.0.1", "localhost", "[::1]"].contains(&machine(address)) {
            self.faults.push(format!("the page asks another machine for {address}"));
        }
    }

    fn response(&mut self, response: &Value) {
        if response["status"].as_u64().is_some_and(|status| status >= 400) {
            self.faults.push(format!("{} answers {}", text(&response["url"]), response["status"]));
        }
    }

    /// What the page itself gives up (by going to another page, or by handing a file to its reader) is no fault.
    fn failed(&mut self, told: &Value) {
        let reason = text(&told["errorText"]);
        if told["canceled"] != true && reason != "net::ERR_ABORTED" {
            let address = self.address_by_request.get(text(&told["requestId"])).map_or("a request", String::as_str);
            self.faults.push(format!("{address} fails: {reason} {}", text(&told["blockedReason"])));
        }
    }
}

/// An error of the page, with where it arose.
pub fn exception(details: &Value) -> String {
    let (thrown, said) = (shown(&details["exception"]), text(&details["text"]));
    let place = format!("{}:{}", text(&details["url"]), details["lineNumber"]);
    if thrown.is_empty() { format!("{said} ({place})") } else { format!("{said} {thrown} ({place})") }
}

fn shown(value: &Value) -> &str {
    value["description"].as_str().or(value["value"].as_str()).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The machine of an address, without its port.
fn machine(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    if rest.starts_with('[') {
        return rest.find(']').map_or(rest, |end| &rest[..=end]);
    }
    rest.split(':').next().unwrap_or(rest)
}
