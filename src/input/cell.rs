//! What one cell says: numbers, days and yes or no, in the forms that Dutch and English spreadsheets
//! write.

use jiff::civil::Date;

/// Why a cell is no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NumberFault {
    /// It is written like none.
    NoNumber,
    /// `1.182`: a thousand and more, or one and a bit. Holds both readings, exactly, with a decimal point.
    Ambiguous(String, String),
}

/// A number taken apart.
#[derive(Debug, PartialEq, Eq)]
enum Form {
    /// Digits, and decimals behind a decimal mark (perhaps none).
    Plain { whole: String, decimals: String },
    /// Digits with one mark before the last three: thousands, or three decimals.
    OneMark { whole: String },
}

/// A whole number; a mark before three digits is a thousands mark, and decimals that are all zero count
/// for nothing.
pub(super) fn whole(text: &str) -> Result<i64, NumberFault> {
    if is_digits(text) {
        return text.parse().map_err(|_| NumberFault::NoNumber);
    }
    let (sign, rest, _) = signed(text);
    let digits = match form(rest).ok_or(NumberFault::NoNumber)? {
        Form::OneMark { whole } => whole,
        Form::Plain { whole, decimals } if decimals.bytes().all(|digit| digit == b'0') => whole,
        Form::Plain { .. } => return Err(NumberFault::NoNumber),
    };
    digits.parse::<i64>().map(|number| sign * number).map_err(|_| NumberFault::NoNumber)
}

/// A number with at most two decimals, in hundredths; `1.182` is not clear.
pub(super) fn hundredths(text: &str) -> Result<i64, NumberFault> {
    if let Some(number) = plain_hundredths(text.as_bytes()) {
        return Ok(number);
    }
    let (sign, rest, closed) = signed(text);
    match form(rest).ok_or(NumberFault::NoNumber)? {
        Form::OneMark { whole } if !closed => Err(ambiguous(sign, &whole)),
        Form::OneMark { whole } => {
            whole.parse().map(|euros: i64| sign * euros.saturating_mul(100)).map_err(|_| NumberFault::NoNumber)
        }
        Form::Plain { whole, decimals } => {
            let number: Option<i64> = format!("{whole}{decimals:0<2}").parse().ok();
            number.map(|number| sign * number).ok_or(NumberFault::NoNumber)
        }
    }
}

/// The common forms `650`, `650.4` and `650,43`, without taking them apart: tables are long.
fn plain_hundredths(text: &[u8]) -> Option<i64> {
    let mark = text.iter().position(|byte| matches!(byte, b'.' | b',')).unwrap_or(text.len());
    let decimals = text.get(mark + 1..).unwrap_or_default();
    let digits = |digits: &[u8]| {
        let add = |sum: i64, byte: &u8| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0'));
        digits.iter().try_fold(0_i64, add)
    };
    let scale = match (text.len() - mark, decimals.len()) {
        (0, _) => return if (1..=15).contains(&mark) { Some(digits(text)? * 100) } else { None },
        (_, 1) => 10,
        (_, 2) => 1,
        _ => return None,
    };
    if (1..=15).contains(&mark) { Some(digits(&text[..mark])? * 100 + digits(decimals)? * scale) } else { None }
}

/// The readings of `1.182`: `1182.00`, which leaves no doubt, and `1.182`, which has a decimal too many.
fn ambiguous(sign: i64, digits: &str) -> NumberFault {
    let minus = if sign < 0 { "-" } else { "" };
    let (before, after) = digits.split_at(digits.len() - 3);
    NumberFault::Ambiguous(format!("{minus}{digits}.00"), format!("{minus}{before}.{after}"))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The sign, the number without it and without the euro, and whether it ended in the dash of `650,-`,
/// which stands for the decimals.
fn signed(text: &str) -> (i64, &str, bool) {
    let mut rest = text.trim();
    let mut sign = 1;
    for _ in 0..2 {
        rest = rest.strip_prefix('€').unwrap_or(rest).trim_start();
        if let Some(positive) = rest.strip_prefix(['-', '−']).filter(|_| sign == 1) {
            sign = -1;
            rest = positive.trim_start();
        }
    }
    rest = rest.strip_suffix('€').unwrap_or(rest).trim_end();
    let bare = [",--", ",-", ",–", ".-"].iter().find_map(|dash| rest.strip_suffix(dash));
    (sign, bare.unwrap_or(rest), bare.is_some())
}

/// Takes digits and marks apart; `None` for anything that is no unsigned number.
fn form(text: &str) -> Option<Form> {
    if is_digits(text) {
        return Some(Form::Plain { whole: text.to_owned(), decimals: String::new() });
    }
    let groups: Vec<&str> = text.split(is_mark).collect();
    let marks: Vec<char> = text.chars().filter(|c| is_mark(*c)).collect();
    let (first, last, mark) = (*groups.first()?, *groups.last()?, *marks.last()?);
    if !groups.iter().all(|group| is_digits(group)) {
        return None;
    }
    let thousands = |count: usize| {
        let same = marks[..count].windows(2).all(|pair| pair[0] == pair[1]);
        same && (count == 0 || first.len() <= 3) && groups[1..=count].iter().all(|group| group.len() == 3)
    };
    let before = marks.len() - 1;
    let is_decimal_mark = matches!(mark, '.' | ',') && !marks[..before].contains(&mark);
    if is_decimal_mark && last.len() <= 2 && thousands(before) {
        return Some(Form::Plain { whole: groups[..=before].concat(), decimals: last.to_owned() });
    }
    if !thousands(marks.len()) || first.starts_with('0') {
        return None;
    }
    let whole = groups.concat();
    let one_mark = marks.len() == 1 && is_decimal_mark;
    Some(if one_mark { Form::OneMark { whole } } else { Form::Plain { whole, decimals: String::new() } })
}

/// Marks between digits: point, comma, the spaces and the apostrophe that separate thousands.
fn is_mark(character: char) -> bool {
    matches!(character, '.' | ',' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’')
}

/// A day, written `2025-03-31` or `31-03-2025`, in the years 1900 to 2999.
pub(super) fn date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (first, middle, last) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !is_digits(first) || !is_digits(middle) || !is_digits(last) {
        return None;
    }
    let (year, day) = match (first.len(), last.len()) {
        (4, 1..=2) => (first, last),
        (1..=2, 4) => (last, first),
        _ => return None,
    };
    let date = Date::new(year.parse().ok()?, middle.parse().ok()?, day.parse().ok()?).ok()?;
    (1900..3000).contains(&date.year()).then_some(date)
}

/// Whether the text is a day, or a day and a time such as `2025-03-31 14:05` or `31-03-2025 9:05`.
pub(super) fn is_moment(text: &str) -> bool {
    let (day, time) = text.split_once([' ', 'T']).unwrap_or((text, "00:00"));
    let time = time.trim().trim_end_matches('Z');
    let hour = time.split(':').next().unwrap_or_default();
    let padded = if hour.len() == 1 { format!("0{time}") } else { time.to_owned() };
    date(day).is_some() && padded.parse::<jiff::civil::Time>().is_ok()
}

/// Yes or no, in English, in Dutch, as Excel writes them, or as 1 and 0.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    let among = |words: [&str; 5]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    if among(["yes", "ja", "true", "1", "waar"]) {
        Some(true)
    } else if among(["no", "nee", "false", "0", "onwaar"]) {
        Some(false)
    } else {
        None
    }
}

/// The texts of a list cell, without empty ones.
pub(super) fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split('|').map(str::trim).filter(|item| !item.is_empty())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_in_dutch_and_english_form() {
        for (text, cents) in [
            ("650", 65_000),
            ("650,43", 65_043),
            ("650.43", 65_043),
            ("650,4", 65_040),
            ("€ 650,43", 65_043),
            ("€\u{a0}1.182,00", 118_200),
            ("1,182.00", 118_200),
            ("1\u{a0}182,50", 118_250),
            ("1 182", 118_200),
            ("1.182.000", 118_200_000),
            ("650,-", 65_000),
            ("€ 21.000,-", 2_100_000),
            ("€ -12,50", -1_250),
            ("-€ 12,50", -1_250),
            ("0,05", 5),
        ] {
            assert_eq!(hundredths(text), Ok(cents), "{text}");
        }
    }

    #[test]
    fn a_point_before_three_digits_is_thousands_among_whole_numbers_and_unclear_among_amounts() {
        assert_eq!(whole("1.182"), Ok(1182));
        assert_eq!(whole("1.182,00"), Ok(1182));
        let unclear = |whole: &str, decimal: &str| Err(NumberFault::Ambiguous(whole.to_owned(), decimal.to_owned()));
        assert_eq!(hundredths("1.182"), unclear("1182.00", "1.182"));
        assert_eq!(hundredths("€ 25,475"), unclear("25475.00", "25.475"));
        assert_eq!(hundredths("-1,182"), unclear("-1182.00", "-1.182"));
    }

    #[test]
    fn a_moment_is_a_day_with_or_without_a_time() {
        for text in ["05-02-2025", "05-02-2025 9:05", "05-02-2025 09:05", "2025-02-05T14:05:30", "5-2-2025 9:05:30"] {
            assert!(is_moment(text), "{text}");
        }
        for text in ["05-02-2025 9:5", "05-02-2025 25:05", "05-02-2025 :05", "05-02-2025 noon", "9:05"] {
            assert!(!is_moment(text), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "abc", "1.18.2", "1,,2", "1.182,000", "0.182", "12345.678", "1e3", "--5", "12.", ",5", "٣"] {
            assert_eq!(hundredths(text), Err(NumberFault::NoNumber), "{text}");
        }
        for text in ["2,5", "", "x", "99999999999999999999"] {
            assert_eq!(whole(text), Err(NumberFault::NoNumber), "{text}");
        }
    }

    #[test]
    fn days_are_read_in_both_orders() {
        let day = jiff::civil::date(2025, 3, 31);
        for text in ["2025-03-31", "31-03-2025", "31-3-2025"] {
            assert_eq!(date(text), Some(day), "{text}");
        }
        for text in ["", "31-02-2025", "03-31-2025", "2025-3", "31-03-25", "0025-01-01", "2025-03-31-1", "31/03/2025"] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
