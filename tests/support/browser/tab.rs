//! A tab: going to a page, asking it, waiting for it.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::picture;
use super::seen::{Seen, exception};
use super::wire::Wire;

/// How long a test waits for what should be there at once; a slow machine is no fault of the page.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// How long a test waits for what has to be computed first.
const LONG_PATIENCE: Duration = Duration::from_secs(240);

/// Finds an element in a page.
const FIND: &str = include_str!("find.js");

pub struct Tab {
    line: RefCell<(Wire, Seen)>,
    frame: String,
}

/// When the document was there, in milliseconds since it was asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Timing {
    /// The first byte of the answer.
    pub answered: f64,
    /// The first text or picture on the screen.
    pub painted: f64,
    /// Everything.
    pub loaded: f64,
}

impl Tab {
    pub(super) fn open(wire: Wire, frame: &str) -> Self {
        let tab = Self { line: RefCell::new((wire, Seen::default())), frame: frame.to_owned() };
        for domain in ["Page", "Runtime", "Network", "Log", "Inspector", "DOM"] {
            tab.command(&format!("{domain}.enable"), &json!({}));
        }
        tab.command("Page.setLifecycleEventsEnabled", &json!({ "enabled": true }));
        tab.command("Emulation.setFocusEmulationEnabled", &json!({ "enabled": true }));
        tab.viewport(1280, 900);
        tab
    }

    /// Goes to an address and waits until everything is loaded.
    #[track_caller]
    pub fn goto(&self, address: &str) {
        let gone = self.command("Page.navigate", &json!({ "url": address }));
        if let Some(fault) = gone["errorText"].as_str() {
            self.fail(&format!("{address} does not open: {fault}"));
        }
        // Without a loader it is another place in the same document.
        if let Some(loader) = gone["loaderId"].as_str() {
            self.wait(&format!("{address} to load"), || self.seen(|seen| seen.loaded.iter().any(|one| one == loader)));
        }
    }

    /// Does something that leads to another page, and waits until that is loaded.
    #[track_caller]
    pub fn loading(&self, lead: impl FnOnce(&Self)) {
        // a page that is shown but not loaded to its end would be taken for the other one
        self.wait_until("performance.getEntriesByType('navigation')[0]?.loadEventEnd");
        let before = self.seen(|seen| seen.loaded.len());
        lead(self);
        self.wait("another page to load", || self.seen(|seen| seen.loaded.len()) > before);
    }

    /// The value of an expression; a promise is awaited.
    #[track_caller]
    pub fn evaluate(&self, expression: &str) -> Value {
        self.tried(expression).unwrap_or_else(|fault| self.fail(&format!("{expression}\n{fault}")))
    }

    /// Waits until the page shows an element: CSS, or CSS and a part of its text such as `button » Save`.
    #[track_caller]
    pub fn wait_for(&self, selector: &str) {
        self.wait(&format!("“{selector}”"), || self.tried(&found(selector)) == Ok(json!(true)));
    }

    /// The same, where it has to be computed first.
    #[track_caller]
    pub fn wait_for_work(&self, selector: &str) {
        self.wait_up_to(LONG_PATIENCE, &format!("“{selector}”"), || {
            self.tried(&found(selector)) == Ok(json!(true))
        });
    }

    /// Waits until an expression is true.
    #[track_caller]
    pub fn wait_until(&self, expression: &str) {
        self.wait(expression, || self.tried(&format!("Boolean({expression})")) == Ok(json!(true)));
    }

    /// Whether the page shows an element.
    #[track_caller]
    pub fn shows(&self, selector: &str) -> bool {
        self.evaluate(&found(selector)) == json!(true)
    }

    /// What an element says, on one line.
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        self.wait_for(selector);
        let text = self.evaluate(&format!("({FIND})({}).innerText", json!(selector)));
        text.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The size of the window, in pixels.
    pub fn viewport(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.command("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Fails where the page is wider than its window, and says by what.
    #[track_caller]
    pub fn fits_its_width(&self) {
        let wide = self.evaluate(include_str!("wide.js"));
        let wide = wide.as_array().cloned().unwrap_or_default();
        assert!(wide.is_empty(), "{} is wider than its window:\n{wide:#?}", self.address());
    }

    /// Keeps a picture of the whole page in `target/screenshots`.
    pub fn screenshot(&self, name: &str) {
        picture::kept(self, name).unwrap_or_else(|fault| panic!("No picture of “{name}”: {fault}"));
    }

    /// A picture of an element as `.webp`, of so many pixels of its height at most.
    #[track_caller]
    pub fn picture_of(&self, selector: &str, most: u32) -> Vec<u8> {
        self.wait_for(selector);
        picture::of(self, selector, most.into()).unwrap_or_else(|fault| self.fail(&fault))
    }

    pub fn address(&self) -> String {
        self.tried("location.href").ok().and_then(|address| address.as_str().map(str::to_owned)).unwrap_or_default()
    }

    #[track_caller]
    pub fn timing(&self) -> Timing {
        let times = self.evaluate(
            "(() => { const [page] = performance.getEntriesByType('navigation'); \
             const [paint] = performance.getEntriesByType('paint'); \
             return [page.responseStart, paint ? paint.startTime : -1, page.loadEventEnd]; })()",
        );
        let time = |place: usize| times[place].as_f64().unwrap_or(f64::NAN);
        Timing { answered: time(0), painted: time(1), loaded: time(2) }
    }

    /// What went wrong in the page so far; from here on it is forgiven.
    pub fn faults(&self) -> Vec<String> {
        // What was told before the answer to this has been read with it.
        let _ = self.tried("0");
        std::mem::take(&mut self.line.borrow_mut().1.faults)
    }

    /// The addresses that the page asked for so far.
    pub fn asked(&self) -> Vec<String> {
        self.seen(|seen| seen.asked.clone())
    }

    /// What the page asked its reader to confirm; every question was answered with yes.
    pub fn dialogs(&self) -> Vec<String> {
        self.seen(|seen| seen.dialogs.clone())
    }

    /// A command of the protocol.
    #[track_caller]
    pub fn command(&self, method: &str, parameters: &Value) -> Value {
        self.call(method, parameters).unwrap_or_else(|fault| panic!("{fault}"))
    }

    pub(super) fn call(&self, method: &str, parameters: &Value) -> Result<Value, String> {
        let answer = self.line.borrow_mut().0.call(method, parameters);
        self.note();
        answer
    }

    /// The main frame.
    pub(super) fn frame(&self) -> &str {
        &self.frame
    }

    pub(super) fn tried(&self, expression: &str) -> Result<Value, String> {
        self.tried_with(expression, json!({ "returnByValue": true })).map(|mut answer| answer["value"].take())
    }

    /// The answer to an expression, asked in a special way.
    pub(super) fn tried_with(&self, expression: &str, mut way: Value) -> Result<Value, String> {
        way["expression"] = json!(expression);
        way["awaitPromise"] = json!(true);
        way["userGesture"] = json!(true);
        let mut answer = self.call("Runtime.evaluate", &way)?;
        match answer.get("exceptionDetails") {
            Some(details) => Err(exception(details)),
            None => Ok(answer["result"].take()),
        }
    }

    #[track_caller]
    pub(super) fn wait(&self, what: &str, done: impl FnMut() -> bool) {
        self.wait_up_to(PATIENCE, what, done);
    }

    #[track_caller]
    fn wait_up_to(&self, patience: Duration, what: &str, mut done: impl FnMut() -> bool) {
        let start = Instant::now();
        while !done() {
            if start.elapsed() > patience {
                self.fail(&format!("Waited {patience:?} for {what}."));
            }
            let listened = self.line.borrow_mut().0.listen();
            listened.unwrap_or_else(|fault| panic!("Waited for {what}: {fault}"));
            self.note();
        }
    }

    /// Ends the test with what the page shows, and keeps a picture of it.
    #[track_caller]
    pub(super) fn fail(&self, message: &str) -> ! {
        let name = format!("failed-{}", std::thread::current().name().unwrap_or("test").replace("::", "-"));
        let picture = picture::kept(self, &name).map_or_else(|fault| fault, |file| file.display().to_string());
        let shown = self.tried("document.body.innerText.slice(0, 1500)").unwrap_or_default();
        let faults = self.faults().join("\n");
        panic!(
            "{message}\nPage: {}\nPicture: {picture}\nIts faults: {faults}\nIt shows:\n{}",
            self.address(),
            shown.as_str().unwrap_or_default()
        )
    }

    fn seen<T>(&self, ask: impl FnOnce(&Seen) -> T) -> T {
        ask(&self.line.borrow().1)
    }

    fn note(&self) {
        let (wire, seen) = &mut *self.line.borrow_mut();
        for event in wire.events() {
            seen.note(&event, &self.frame);
        }
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let (address, faults) = (self.address(), self.faults());
        let _ = self.call("Page.close", &json!({}));
        assert!(faults.is_empty(), "{address} had faults:\n{}", faults.join("\n"));
    }
}

fn found(selector: &str) -> String {
    format!("({FIND})({}) !== null", json!(selector))
}
