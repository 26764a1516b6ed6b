//! How numbers and tables look in each language.

use crate::domain::{Cents, Counts, Fraction, Language, shielded};

/// The form of everything written: English with `,` and decimal point, Dutch (as Excel in Dutch reads it)
/// with byte-order mark, `;` and decimal comma.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// The language.
    pub language: Language,
}

impl Form {
    /// The form of a language.
    pub fn of(language: Language) -> Self {
        Self { language }
    }

    fn dutch(self) -> bool {
        self.language == Language::Nl
    }

    /// What stands between the cells of a table.
    pub fn separator(self) -> char {
        if self.dutch() { ';' } else { ',' }
    }

    fn decimal_mark(self) -> char {
        if self.dutch() { ',' } else { '.' }
    }

    /// A table as bytes: a header and rows, every line ending in a line feed.
    ///
    /// # Errors
    /// When a row has more or fewer cells than the header.
    pub fn table(self, header: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>, csv::Error> {
        self.table_by(self.separator(), header, rows)
    }

    /// A table as [`Form::table`] gives it, with this separator between its cells.
    pub(super) fn table_by(
        self,
        separator: char,
        header: &[&str],
        rows: &[Vec<String>],
    ) -> Result<Vec<u8>, csv::Error> {
        let mut writer = self.writer_by(separator, Vec::new())?;
        write_row(&mut writer, header)?;
        for row in rows {
            write_row(&mut writer, row)?;
        }
        writer.into_inner().map_err(|fault| csv::Error::from(fault.into_error()))
    }

    /// A table to be written row by row.
    ///
    /// # Errors
    /// When its first bytes cannot be written.
    pub(super) fn writer<Target: std::io::Write>(self, target: Target) -> Result<csv::Writer<Target>, csv::Error> {
        self.writer_by(self.separator(), target)
    }

    fn writer_by<Target: std::io::Write>(
        self,
        separator: char,
        mut target: Target,
    ) -> Result<csv::Writer<Target>, csv::Error> {
        let start = if self.dutch() { "\u{feff}" } else { "" };
        target.write_all(start.as_bytes())?;
        let separator = u8::try_from(separator).unwrap_or(b',');
        Ok(csv::WriterBuilder::new().delimiter(separator).from_writer(target))
    }

    /// An amount of money in euro with two decimals, without the sign of the euro and without thousands
    /// marks, so that it can be read back.
    pub fn money(self, cents: Cents) -> String {
        let sign = if cents < 0 { "-" } else { "" };
        let cents = cents.unsigned_abs();
        format!("{sign}{}{}{:02}", cents / 100, self.decimal_mark(), cents % 100)
    }

    /// An amount of a limit in what people speak of, see [`Counts::exact`].
    pub fn amount(self, counts: Counts, units: i64) -> String {
        self.exact(&counts.exact(units))
    }

    /// An exact number, written with a decimal point, in the form of the language.
    pub(super) fn exact(self, number: &str) -> String {
        number.replace('.', &self.decimal_mark().to_string())
    }

    /// A fraction with at most four decimals, rounded to the nearest; the certificate has it exactly.
    pub fn fraction(self, fraction: Fraction) -> String {
        self.rounded(fraction, 4)
    }

    /// A fraction with at most so many decimals, rounded to the nearest.
    pub(super) fn rounded(self, fraction: Fraction, decimals: u32) -> String {
        let (unit, width) = (10_u128.pow(decimals), decimals as usize);
        let twice = fraction.numerator.saturating_mul(2 * 10_i128.pow(decimals));
        let units = twice.saturating_add(fraction.denominator).div_euclid(fraction.denominator.saturating_mul(2));
        let (sign, size) = (if units < 0 { "-" } else { "" }, units.unsigned_abs());
        let rest = format!("{:0width$}", size % unit);
        match rest.trim_end_matches('0') {
            "" => format!("{sign}{}", size / unit),
            kept => format!("{sign}{}{}{kept}", size / unit, self.decimal_mark()),
        }
    }

    /// A fraction for reading with exactly so many decimals, rounded to the nearest, a half up, and thousands apart.
    pub(super) fn fixed(self, fraction: Fraction, decimals: u32) -> String {
        let (unit, width) = (10_i128.pow(decimals), decimals as usize);
        let twice = fraction.numerator.saturating_mul(2 * unit).saturating_add(fraction.denominator);
        let units = twice.div_euclid(fraction.denominator.saturating_mul(2));
        let (sign, size) = (if units < 0 { "-" } else { "" }, units.abs());
        let whole = self.grouped(size / unit);
        if decimals == 0 {
            return format!("{sign}{whole}");
        }
        format!("{sign}{whole}{}{:0width$}", self.decimal_mark(), size % unit)
    }

    /// A part as a percentage with so many decimals: "13.9%", in Dutch "13,9 %" with a space that does not break.
    pub(super) fn percent(self, part: Fraction, decimals: u32) -> String {
        self.percentage(&self.fixed(Fraction::new(part.numerator.saturating_mul(100), part.denominator), decimals))
    }

    /// A number in the form of the language as a percentage: "44.9%", in Dutch "44,9 %" with a space that does not break.
    pub(super) fn percentage(self, number: &str) -> String {
        if self.dutch() { format!("{number}\u{a0}%") } else { format!("{number}%") }
    }

    /// A whole number for reading: thousands apart, by comma in English and point in Dutch. Never for
    /// files.
    pub fn grouped(self, number: i128) -> String {
        let digits = number.unsigned_abs().to_string();
        let mark = if self.dutch() { '.' } else { ',' };
        let mut text = String::from(if number < 0 { "-" } else { "" });
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push(mark);
            }
            text.push(digit);
        }
        text
    }

    /// A count for reading, see [`Form::grouped`].
    pub fn count(self, number: usize) -> String {
        self.grouped(i128::try_from(number).unwrap_or(i128::MAX))
    }
}

/// Writes a row of a table; what a spreadsheet would run as a formula stands behind an apostrophe.
pub(super) fn write_row<Target: std::io::Write>(
    writer: &mut csv::Writer<Target>,
    row: &[impl AsRef<str>],
) -> Result<(), csv::Error> {
    for cell in row {
        writer.write_field(shielded(cell.as_ref()).as_ref())?;
    }
    writer.write_record(None::<&[u8]>)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: Form = Form { language: Language::En };
    const DUTCH: Form = Form { language: Language::Nl };

    #[test]
    fn money_has_two_decimals_and_no_thousands_marks() {
        assert_eq!(ENGLISH.money(118_205), "1182.05");
        assert_eq!(DUTCH.money(68_296), "682,96");
    }

    #[test]
    fn support_is_shown_in_units_never_in_millionths() {
        assert_eq!(ENGLISH.amount(Counts::Support, 12_000_000), "12");
        assert_eq!(DUTCH.amount(Counts::Support, 2_500_000), "2,50");
        assert_eq!(ENGLISH.amount(Counts::Support, 375_000), "0.375");
        assert_eq!(ENGLISH.amount(Counts::Persons, 12), "12");
    }

    #[test]
    fn a_price_is_rounded_to_four_decimals_at_most() {
        assert_eq!(ENGLISH.fraction(Fraction::new(1, 2)), "0.5");
        assert_eq!(DUTCH.fraction(Fraction::new(2, 3)), "0,6667");
        assert_eq!(ENGLISH.fraction(Fraction::whole(3)), "3");
        assert_eq!(ENGLISH.fraction(Fraction::new(-1, 4)), "-0.25");
    }

    #[test]
    fn parts_have_the_decimals_asked_for() {
        assert_eq!(DUTCH.fixed(Fraction::new(86, 1), 1), "86,0");
        assert_eq!(ENGLISH.fixed(Fraction::new(-12_345, 10), 0), "-1,234"); // a half up
        assert_eq!(DUTCH.percent(Fraction::new(172, 1_235), 1), "13,9\u{a0}%");
        assert_eq!(ENGLISH.percent(Fraction::new(672, 1_000), 0), "67%");
    }

    #[test]
    fn thousands_stand_apart_for_reading() {
        assert_eq!(ENGLISH.grouped(1_234_567), "1,234,567");
        assert_eq!(DUTCH.grouped(-1_182), "-1.182");
        assert_eq!(DUTCH.count(231), "231");
    }
}
