//! What would be wrong with a round once something is done, in words for a file and for the form of a page.

use crate::domain::{Code, Language, Problem};
use crate::report::on_page::{cause_on_page, in_sentences};
use crate::report::words::either;

/// The errors, each told by `cause`.
pub(super) fn causes(found: &[Problem], language: Language, cause: fn(&Problem, Language) -> String) -> String {
    let errors = found.iter().filter(|problem| !problem.code.is_warning());
    in_sentences(errors.map(|problem| cause(problem, language)))
}

/// What is wrong with a decision, with what to do on the form that it was filled in on.
pub(super) fn on_form(problem: &Problem, language: Language) -> String {
    let cause = cause_on_page(problem, language);
    let (english, dutch) = match problem.code {
        Code::FixedBreaksRule | Code::FixedBreaksMaximum => (
            "fix another match, or tick “even where a rule or limit says no” and give the reason",
            "leg een andere match vast, of vink “ook als een regel of begrenzing nee zegt” aan en geef de reden",
        ),
        Code::FixedTooFewSharers => (
            "fix, or withdraw, all who share it together",
            "leg allen die haar delen samen vast, of trek hun besluiten samen in",
        ),
        Code::DecidedContradiction | Code::DecidedTwice | Code::FixedElsewhere => {
            let pair = &problem.value;
            let other = problem.details.first().filter(|_| problem.code == Code::FixedElsewhere);
            return match (other, language) {
                (Some(other), Language::En) => {
                    format!(
                        "{pair} is fixed, and {other} for the same applicant too; withdraw one of the two decisions first"
                    )
                }
                (Some(other), Language::Nl) => {
                    format!(
                        "{pair} ligt vast, en {other} voor dezelfde woningzoekende ook; trek eerst een van de twee besluiten in"
                    )
                }
                (None, Language::En) => format!("{pair} is decided already; withdraw that decision first"),
                (None, Language::Nl) => format!("over {pair} is al besloten; trek eerst dat besluit in"),
            };
        }
        _ => return cause,
    };
    let what = cause.rsplit_once("; ").map_or(cause.as_str(), |(what, _)| what);
    format!("{what}; {}", either(language, english, dutch))
}
