//! Standard output and standard error. Colours are left out where `NO_COLOR` is set or nobody looks.

use std::io::Write;

use super::options::Common;
use super::{Ending, Failure};
use crate::domain::Language;
use crate::report::{Screen, messages};

use anstyle::{AnsiColor, Style};

const WIDTH_UNKNOWN: u16 = 100;

/// Writes the answer to standard output. That the reader has gone (`| head`) is no fault.
pub(super) fn show(text: &str) {
    let mut output = anstream::stdout().lock();
    let _ = output.write_all(text.as_bytes()).and_then(|()| output.flush());
}

/// Shows what was found, one sentence per line or as a JSON list; where that is nothing, the sentence
/// that says so.
pub(super) fn tell_findings(common: &Common, json: bool, found: &[String], nothing: &str) -> Result<Ending, Failure> {
    if json {
        show(&(serde_json::to_string_pretty(found).map_err(Failure::fault)? + "\n"));
    } else if !found.is_empty() {
        show(&(found.join("\n") + "\n"));
    } else if !common.quiet {
        show(&format!("{nothing}\n"));
    }
    Ok(if found.is_empty() { Ending::Done } else { Ending::No })
}

/// A remark on standard error.
pub(super) fn remark(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// An error on standard error.
pub(super) fn tell_error(sentence: &str, language: Language) {
    let style = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    remark(&format!("{style}{}{style:#}: {sentence}", messages::error(language)));
}

/// A warning on standard error.
pub(super) fn warn(sentence: &str, language: Language) {
    let style = Style::new().bold().fg_color(Some(AnsiColor::Yellow.into()));
    remark(&format!("{style}{}{style:#}: {sentence}", messages::warning(language)));
}

/// Something to know on standard error, that nobody has to act on.
pub(super) fn aside(sentence: &str) {
    let style = Style::new().dimmed();
    remark(&format!("{style}{sentence}{style:#}"));
}

/// A fault of our own, with what to do about it.
pub(crate) fn tell_fault(cause: &str) {
    tell_error(&format!("sleutel went wrong; this is no fault of your input: {cause}"), Language::En);
    remark(concat!(
        "Please report it with the command you gave, this text, and version ",
        env!("CARGO_PKG_VERSION"),
        ". Leave out the input where it holds facts about people; `sleutel generate` can make a round to show it with."
    ));
}

/// The screen as it is, for an answer that stands in no file; colours are taken out where they are not wanted.
pub(super) fn screen(language: Language) -> Screen {
    Screen { language, width: width(), color: true, folder: None }
}

/// Width of the terminal in columns, within what reads well.
pub(super) fn width() -> u16 {
    comfy_table::Table::new().width().unwrap_or(WIDTH_UNKNOWN).clamp(80, 120)
}
