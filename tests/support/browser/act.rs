//! What a person does with a page: the mouse, the keyboard, and files.

use std::path::Path;

use serde_json::{Value, json};

use super::keys::Key;
use super::tab::Tab;

const FIND: &str = include_str!("find.js");
const POINT: &str = include_str!("point.js");

impl Tab {
    /// Clicks with the mouse, once the element is there and nothing lies over it.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        let (x, y) = self.point(selector);
        self.mouse("mouseMoved", x, y);
        self.mouse("mousePressed", x, y);
        self.mouse("mouseReleased", x, y);
    }

    /// Takes hold of an element in its middle and moves it, in pixels.
    #[track_caller]
    pub fn drag(&self, selector: &str, (right, down): (f64, f64)) {
        let (x, y) = self.point(selector);
        self.mouse("mouseMoved", x, y);
        self.mouse("mousePressed", x, y);
        for step in [0.25, 0.5, 0.75, 1.0] {
            self.mouse("mouseDragged", x + right * step, y + down * step);
        }
        self.mouse("mouseReleased", x + right, y + down);
    }

    /// Presses a key as it is named (`Tab`, `Enter`, `Space`, `ArrowDown`, `a`), with others held: `Shift+Tab`.
    #[track_caller]
    pub fn press(&self, keys: &str) {
        let key = Key::named(keys);
        for kind in ["keyDown", "keyUp"] {
            self.command("Input.dispatchKeyEvent", &key.event(kind));
        }
    }

    /// Types into what has the focus, letter by letter.
    #[track_caller]
    pub fn write(&self, text: &str) {
        for letter in text.chars() {
            let key = Key::letter(letter);
            self.command("Input.dispatchKeyEvent", &key.event("keyDown"));
            self.command("Input.dispatchKeyEvent", &key.event("keyUp"));
        }
    }

    /// Clicks a field and replaces what is in it.
    #[track_caller]
    pub fn fill(&self, selector: &str, text: &str) {
        self.click(selector);
        self.press("Control+a");
        self.press("Delete");
        self.write(text);
    }

    /// Chooses from a list by the text of the option.
    #[track_caller]
    pub fn choose(&self, selector: &str, option: &str) {
        self.wait_for(selector);
        let chosen = self.evaluate(&format!(
            "(() => {{ const list = ({FIND})({}); \
             const option = [...list.options].find((one) => one.text.trim() === {}); \
             if (!option) return false; \
             list.focus(); list.value = option.value; \
             for (const name of ['input', 'change']) list.dispatchEvent(new Event(name, {{ bubbles: true }})); \
             return true; }})()",
            json!(selector),
            json!(option)
        ));
        assert_eq!(chosen, json!(true), "“{selector}” has no “{option}”");
    }

    /// Gives files to a file field, as its dialog would.
    #[track_caller]
    pub fn upload(&self, selector: &str, files: &[&Path]) {
        let handle = self.tried_with(&format!("document.querySelector({})", json!(selector)), json!({}));
        let handle = handle.unwrap_or_else(|fault| self.fail(&fault));
        let Some(field) = handle["objectId"].as_str() else {
            self.fail(&format!("No “{selector}” to give files to."))
        };
        self.command("DOM.setFileInputFiles", &json!({ "files": whole(files), "objectId": field }));
    }

    /// Drags files from outside the browser onto an element and lets go.
    #[track_caller]
    pub fn drop_files(&self, selector: &str, files: &[&Path]) {
        let (x, y) = self.point(selector);
        let data = json!({ "items": [], "files": whole(files), "dragOperationsMask": 1 });
        for kind in ["dragEnter", "dragOver", "drop"] {
            self.command("Input.dispatchDragEvent", &json!({ "type": kind, "x": x, "y": y, "data": data }));
        }
    }

    /// What has the focus: its tag, its id, and what it says.
    #[track_caller]
    pub fn focused(&self) -> String {
        let focused = self.evaluate(
            "(() => { const at = document.activeElement; \
             const says = at.getAttribute('aria-label') ?? at.labels?.[0]?.innerText ?? at.innerText ?? ''; \
             return `${at.localName}${at.id ? '#' + at.id : ''} ${says.trim().slice(0, 60)}`.trim(); })()",
        );
        focused.as_str().unwrap_or_default().to_owned()
    }

    /// Presses a key until an element has the focus, as one does who has no mouse.
    #[track_caller]
    pub fn press_until(&self, keys: &str, selector: &str) {
        let there = format!("({FIND})({}) === document.activeElement", json!(selector));
        for _ in 0..200 {
            if self.evaluate(&there) == json!(true) {
                return;
            }
            self.press(keys);
        }
        self.fail(&format!("“{selector}” does not get the focus by {keys}."));
    }

    /// The middle of an element on the screen, once it can be clicked there.
    #[track_caller]
    fn point(&self, selector: &str) -> (f64, f64) {
        self.wait_for(selector);
        let ask = format!("({POINT})(({FIND})({}))", json!(selector));
        let mut answer = Value::Null;
        self.wait(&format!("“{selector}” to be free to click"), || {
            answer = self.tried(&ask).unwrap_or_default();
            answer.is_array()
        });
        (answer[0].as_f64().unwrap(), answer[1].as_f64().unwrap())
    }

    #[track_caller]
    fn mouse(&self, kind: &str, x: f64, y: f64) {
        let (kind, held) = if kind == "mouseDragged" { ("mouseMoved", true) } else { (kind, kind != "mouseMoved") };
        let mut event = json!({ "type": kind, "x": x, "y": y, "clickCount": 1 });
        if held {
            event["button"] = json!("left");
            event["buttons"] = json!(u8::from(kind != "mouseReleased"));
        }
        self.command("Input.dispatchMouseEvent", &event);
    }
}

fn whole(files: &[&Path]) -> Vec<String> {
    files.iter().map(|file| file.canonicalize().unwrap().display().to_string()).collect()
}
