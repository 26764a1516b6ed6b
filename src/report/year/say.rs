//! Numbers of a year in the form of a language.

use crate::domain::{Fraction, Hundredths, Language};
use crate::report::Form;
use crate::report::words::plural;
use crate::year::percent;

/// Sentences in a language.
#[derive(Clone, Copy)]
pub(super) struct Say {
    pub(super) language: Language,
}

impl Say {
    pub(super) fn number(self, number: u64) -> String {
        Form::of(self.language).grouped(number.into())
    }

    pub(super) fn counted(self, number: u64, english: [&str; 2], dutch: [&str; 2]) -> String {
        let [one, many] = if self.language == Language::Nl { dutch } else { english };
        format!("{} {}", self.number(number), plural(usize::try_from(number).unwrap_or(usize::MAX), one, many))
    }

    pub(super) fn dwellings(self, number: u64) -> String {
        self.counted(number, ["dwelling", "dwellings"], ["woning", "woningen"])
    }

    pub(super) fn places(self, number: u64) -> String {
        self.counted(number, ["place", "places"], ["woonplek", "woonplekken"])
    }

    /// A number, or a range: `1,861–1,870`.
    pub(super) fn range(self, [low, high]: [u64; 2]) -> String {
        if low == high { self.number(low) } else { format!("{}–{}", self.number(low), self.number(high)) }
    }

    /// A part of a whole in percent with one decimal: `44.9 %`.
    pub(super) fn percent(self, part: u64, whole: u64) -> String {
        let percent = percent(part, whole).map(|percent| Form::of(self.language).rounded(percent, 1));
        format!("{} %", percent.unwrap_or_else(|| "0".to_owned()))
    }

    /// A part as it is stated, exactly: `30 %`.
    pub(super) fn part(self, part: Hundredths) -> String {
        let exact = Fraction::new(part.into(), 100);
        format!("{} %", Form::of(self.language).rounded(exact, 2))
    }
}
