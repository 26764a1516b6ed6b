//! Problems of the input as the pages of the workbench tell them: what to do is done there, not in a terminal.

use super::problems::cause;
use super::words::either;
use crate::domain::{Code, Language, Problem};

/// What is wrong and what to do on the pages.
pub fn cause_on_page(problem: &Problem, language: Language) -> String {
    let value = &problem.value;
    let (english, dutch) = match problem.code {
        Code::TableEmpty => (
            "there is no header; the first row names the columns, as in the empty template".to_owned(),
            "er is geen kopregel; de eerste regel noemt de kolommen, zoals in het lege sjabloon".to_owned(),
        ),
        Code::FileMissing => (
            format!("{value} is not there; hand it in on this page, or use the empty template"),
            format!("{value} is er niet; lever het op deze pagina in, of gebruik het lege sjabloon"),
        ),
        Code::SelectorColumnUnknown => {
            let told = cause(problem, language);
            let end = told.rfind(" (sleutel schema").unwrap_or(told.len());
            return told[..end].to_owned();
        }
        _ => return cause(problem, language),
    };
    either(language, &english, &dutch).to_owned()
}

/// Several problems as sentences one after the other.
pub fn in_sentences(told: impl IntoIterator<Item = String>) -> String {
    told.into_iter().map(|one| one + ".").collect::<Vec<_>>().join(" ")
}
