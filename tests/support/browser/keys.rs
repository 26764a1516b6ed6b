//! Keys as a keyboard sends them.

use serde_json::{Value, json};

/// A key with those held beside it.
pub struct Key {
    name: String,
    code: String,
    number: u32,
    text: String,
    held: u32,
}

/// Named keys with their number, and the text that they type.
const NAMED: [(&str, u32, &str); 14] = [
    ("Tab", 9, ""),
    ("Enter", 13, "\r"),
    ("Escape", 27, ""),
    ("Space", 32, " "),
    ("PageUp", 33, ""),
    ("PageDown", 34, ""),
    ("End", 35, ""),
    ("Home", 36, ""),
    ("ArrowLeft", 37, ""),
    ("ArrowUp", 38, ""),
    ("ArrowRight", 39, ""),
    ("ArrowDown", 40, ""),
    ("Backspace", 8, ""),
    ("Delete", 46, ""),
];

const HELD: [(&str, u32); 4] = [("Alt", 1), ("Control", 2), ("Meta", 4), ("Shift", 8)];

impl Key {
    /// `Shift+Tab`.
    #[track_caller]
    pub fn named(keys: &str) -> Self {
        let (held, name) = keys.rsplit_once('+').unwrap_or(("", keys));
        let bit =
            |name| HELD.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("no key “{name}” to hold")).1;
        let held = held.split('+').filter(|name| !name.is_empty()).map(bit).sum();
        let mut letters = name.chars();
        let key = match (letters.next(), letters.next(), NAMED.iter().find(|(known, ..)| *known == name)) {
            (_, _, Some((name, number, text))) => Self::of(name, name, *number, text),
            (Some(letter), None, _) => Self::letter(letter),
            _ => panic!("no key “{name}”"),
        };
        Self { held, ..key }
    }

    /// The key that types a letter.
    pub fn letter(letter: char) -> Self {
        let capital = letter.to_ascii_uppercase();
        let (code, number) = match capital {
            'A'..='Z' => (format!("Key{capital}"), u32::from(capital)),
            '0'..='9' => (format!("Digit{capital}"), u32::from(capital)),
            ' ' => ("Space".to_owned(), 32),
            _ => (String::new(), 0),
        };
        let text = letter.to_string();
        Self::of(&text, &code, number, &text)
    }

    fn of(name: &str, code: &str, number: u32, text: &str) -> Self {
        let name = if name == "Space" { " " } else { name };
        Self { name: name.to_owned(), code: code.to_owned(), number, text: text.to_owned(), held: 0 }
    }

    /// What the keyboard sends when it goes down or up. With Control held it types nothing.
    pub fn event(&self, kind: &str) -> Value {
        let mut event = json!({
            "type": kind, "key": self.name, "code": self.code, "windowsVirtualKeyCode": self.number, "modifiers": self.held,
        });
        let types = self.held & !8 == 0;
        if kind == "keyDown" && types && !self.text.is_empty() {
            event["text"] = json!(self.text);
        } else if kind == "keyDown" && self.held == 2 && self.name == "a" {
            event["commands"] = json!(["selectAll"]);
        }
        event
    }
}
