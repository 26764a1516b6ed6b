//! The new value of a setting or of a cell: itself, or relative to what is stated now.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::domain::{Code, Problem};
use crate::input::settings::{self, Node, Value};

/// Greatest number that any setting can hold, for messages.
const MOST: &str = "1000000";

/// A new value.
#[derive(Debug, Clone)]
pub(super) enum Wanted {
    /// This value.
    Absolute(Value),
    /// So much more or less than the present one.
    Relative(Step),
}

/// A step from the present value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// How much, below 0 for less.
    number: Decimal,
    /// Whether it is a percentage of the present value.
    of_present: bool,
}

impl Wanted {
    /// What a node of a settings file asks: text is read as on the command line.
    pub(super) fn of(node: &Node) -> Self {
        match &node.value {
            Value::Text(text) => Self::of_text(text),
            value => Wanted::Absolute(value.clone()),
        }
    }

    /// `+4`, `-10%`, `25`, `0,5`, `30%`, `on`, `off`, `[a, b]`, text; between quotation marks always text.
    pub(super) fn of_text(text: &str) -> Self {
        let text = text.trim();
        if let Some(step) = step(text) {
            return Wanted::Relative(step);
        }
        if let Some(number) = number(text) {
            return Wanted::Absolute(Value::Number(number));
        }
        Wanted::Absolute(match text.to_lowercase().as_str() {
            "true" | "yes" | "ja" | "on" | "aan" => Value::Flag(true),
            "false" | "no" | "nee" | "off" | "uit" => Value::Flag(false),
            _ => as_toml(text).unwrap_or_else(|| Value::Text(text.to_owned())),
        })
    }

    /// The value after the change of `present`, rounded to what the setting can hold; `place` says where the
    /// change stands.
    ///
    /// # Errors
    /// A relative value where nothing is stated, or nothing that is a number.
    pub(super) fn from(&self, present: Option<&Value>, decimals: u32, place: &Node) -> Result<Value, Problem> {
        let step = match self {
            Wanted::Absolute(value) => return Ok(value.clone()),
            Wanted::Relative(step) => step,
        };
        let problem = |code| place.problem(code, "");
        match present {
            None | Some(Value::Flag(false)) => Err(problem(Code::RelativeToNothing)),
            Some(Value::Number(number)) => step
                .from(*number, decimals)
                .map(Value::Number)
                .ok_or_else(|| problem(Code::OutOfRange).detail("0").detail(MOST)),
            Some(other) => match percentage(other).and_then(|number| step.from(number, 2)) {
                Some(number) => Ok(Value::Text(format!("{}%", number.normalize()))),
                None => Err(problem(Code::RelativeToOther).detail(&shown(other))),
            },
        }
    }
}

impl Step {
    /// A percentage of a percentage is of it, as of any number; a plain step adds percentage points.
    fn from(self, present: Decimal, decimals: u32) -> Option<Decimal> {
        let more = if self.of_present {
            present.checked_mul(self.number)?.checked_div(Decimal::ONE_HUNDRED)?
        } else {
            self.number
        };
        let sum = present.checked_add(more)?;
        Some(sum.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero))
    }
}

/// A number behind a sign, perhaps with a percent sign.
fn step(text: &str) -> Option<Step> {
    let unsigned = text.strip_prefix('+').or_else(|| text.strip_prefix(['-', '−']))?;
    let less = !text.starts_with('+');
    let (unsigned, of_present) = unsigned.strip_suffix('%').map_or((unsigned, false), |number| (number, true));
    let size = number(unsigned.trim()).filter(Decimal::is_sign_positive)?;
    Some(Step { number: if less { -size } else { size }, of_present })
}

/// A number with a decimal point or comma and without thousands marks.
pub(super) fn number(text: &str) -> Option<Decimal> {
    let is_number = text.starts_with(|first: char| first.is_ascii_digit() || first == '-');
    Decimal::from_str_exact(&text.replacen(',', ".", 1)).ok().filter(|_| is_number)
}

fn percentage(value: &Value) -> Option<Decimal> {
    let Value::Text(text) = value else { return None };
    number(text.trim().strip_suffix('%')?.trim())
}

/// A list, a table or quoted text.
fn as_toml(text: &str) -> Option<Value> {
    if !text.starts_with(['[', '{', '"', '\'']) {
        return None;
    }
    let root = settings::parsed("", format!("value = {text}").as_bytes(), &mut Vec::new())?;
    root.get("value").map(|node| node.value.clone())
}

/// The text of a value, as messages repeat it.
pub(super) fn shown(value: &Value) -> String {
    node("", 1, value.clone()).shown()
}

/// A value at a place.
pub(super) fn node(file: &str, line: usize, value: Value) -> Node {
    Node { file: file.into(), line, value }
}

/// Text at a place.
pub(super) fn text_node(file: &str, line: usize, text: &str) -> Node {
    node(file, line, Value::Text(text.to_owned()))
}

/// Where a character first stands outside quotation marks. One opens only where a name begins, so that
/// `Huis 't Oosten` is no quotation.
pub(super) fn outside_quotes(text: &str, wanted: char) -> Option<usize> {
    let mut open = None;
    let mut at_start = true;
    for (position, letter) in text.char_indices() {
        match (open, letter) {
            (Some(mark), letter) if letter == mark => open = None,
            (None, '"' | '\'') if at_start => open = Some(letter),
            (None, letter) if letter == wanted => return Some(position),
            _ => {}
        }
        at_start = letter == '.' || (at_start && letter == ' ');
    }
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn after(change: &str, present: &str, decimals: u32) -> String {
        let present = Wanted::of_text(present);
        let Wanted::Absolute(present) = present else { return String::new() };
        let found = Wanted::of_text(change).from(Some(&present), decimals, &text_node("", 1, change));
        found.map_or_else(|problem| problem.code.number().to_owned(), |value| shown(&value))
    }

    #[test]
    fn a_step_is_taken_from_the_present_value_and_rounded_to_what_it_can_hold() {
        assert_eq!(after("+4", "9", 0), "13");
        assert_eq!(after("-10%", "46", 0), "41");
        assert_eq!(after("+0,5", "9", 6), "9.5");
        assert_eq!(after("+5", "44.9%", 0), "49.9%");
        assert_eq!(after("-10%", "44.9%", 0), "40.41%");
        assert_eq!(after("-12", "9", 0), "-3");
        assert_eq!(after("+1", "mediated", 0), "E093");
        assert_eq!(after("+1", "off", 0), "E092");
    }

    #[test]
    fn a_value_is_itself() {
        for (text, value) in
            [("25", "25"), ("30%", "30%"), ("off", "false"), ("[a", "[a"), ("[\"a\", \"b\"]", "[a, b]")]
        {
            assert_eq!(after(text, "1", 0), value);
        }
    }

    #[test]
    fn quotation_marks_open_where_a_name_begins() {
        assert_eq!(outside_quotes("\"a=b\"=3", '='), Some(5));
        assert_eq!(outside_quotes("limit.'a.b'.max=3", '='), Some(15));
        assert_eq!(outside_quotes("Huis 't Oosten=3", '='), Some(14));
    }
}
