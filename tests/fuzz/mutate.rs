//! Files as slips of the hand, programs and transfers change them, one change upon another.

use crate::packed::{packed, parts};
use crate::support::Dice;

/// What a slip of the hand or a program puts in.
const STRANGE: [&str; 28] = [
    ";", ",", "\"", "\"\"", "=", "\n", "\r", "\r\n", "\0", "\t", "é", "\u{feff}", "\u{202e}", "'", "|", "[", "]", "{",
    "}", "%", "..", "/", "&", "<", "-", "=cmd()", "yes", "€ ",
];

/// Numbers and days at the edge of what is read.
const EDGES: [&str; 30] = [
    "0",
    "-1",
    "1",
    "2",
    "0.01",
    "0,005",
    "1.000",
    "1.000,00",
    "99",
    "100",
    "999",
    "1000",
    "1000000",
    "100000000",
    "2147483647",
    "2147483648",
    "4294967295",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551615",
    "99999999999999999999",
    "1e308",
    "1e-9",
    "NaN",
    "inf",
    "100000%",
    "1900-01-01",
    "2999-12-31",
    "2025-02-29",
    "9999-99",
];

/// Files get no longer than this by changes.
const LARGE: usize = 4 << 20;

fn below(dice: &mut Dice, count: usize) -> usize {
    dice.below(u32::try_from(count.max(1)).unwrap()) as usize
}

/// A file of this kind with one to eight changes; where it is an archive, mostly in what it holds.
pub(crate) fn mutated(good: &[u8], dice: &mut Dice) -> Vec<u8> {
    let changes = 1 + below(dice, 4) * below(dice, 3);
    if good.starts_with(b"PK") && dice.percent(80) {
        let mut inside = parts(good);
        for _ in 0..changes {
            change_part(&mut inside, dice);
        }
        return packed(&inside);
    }
    (0..changes).fold(good.to_vec(), |bytes, _| {
        let more = changed(&bytes, dice);
        if more.len() < LARGE { more } else { bytes }
    })
}

fn change_part(inside: &mut Vec<(String, Vec<u8>)>, dice: &mut Dice) {
    if inside.is_empty() {
        return;
    }
    let chosen = below(dice, inside.len());
    match dice.below(20) {
        0 => drop(inside.remove(chosen)),
        1 => {
            let name = String::from_utf8_lossy(&changed(inside[chosen].0.as_bytes(), dice)).into_owned();
            if inside.iter().all(|(known, _)| *known != name) {
                inside[chosen].0 = name;
            }
        }
        2 => inside[chosen].1 = inside[below(dice, inside.len())].1.clone(),
        _ => inside[chosen].1 = changed(&inside[chosen].1, dice),
    }
}

/// Bytes with one change.
fn changed(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let at = below(dice, bytes.len() + 1);
    let (before, after) = bytes.split_at(at);
    match dice.below(16) {
        0 => flipped(bytes, dice),
        1 => [before, after.get(1 + below(dice, 8)..).unwrap_or_default()].concat(),
        2 | 3 => [before, STRANGE[below(dice, STRANGE.len())].as_bytes(), after].concat(),
        4 => before.to_vec(),
        5 | 6 => in_place_of_a_number(bytes, at, EDGES[below(dice, EDGES.len())]),
        7 | 8 => cells(bytes, dice),
        9 => lines(bytes, dice, |lines, one, other| lines.swap(one, other)),
        10 => lines(bytes, dice, |lines, one, other| lines.insert(other, lines[one].clone())),
        11 => lines(bytes, dice, |lines, one, _| drop(lines.remove(one))),
        12 => [before, &repeated(dice), after].concat(),
        13 => spliced(bytes, dice),
        14 => in_other_letters(bytes, dice),
        _ => lines(bytes, dice, |lines, one, _| {
            let line = lines[one].clone();
            lines.extend(std::iter::repeat_n(line, 300));
        }),
    }
}

fn flipped(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let at = below(dice, bytes.len());
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << dice.below(8);
    }
    bytes
}

/// The first number from here on is another.
fn in_place_of_a_number(bytes: &[u8], at: usize, number: &str) -> Vec<u8> {
    let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|found| at + found) else {
        return [bytes, number.as_bytes()].concat();
    };
    let is_of_number = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-');
    let end = start + bytes[start..].iter().take_while(|byte| is_of_number(byte)).count();
    [&bytes[..start], number.as_bytes(), &bytes[end..]].concat()
}

fn lines(bytes: &[u8], dice: &mut Dice, change: impl Fn(&mut Vec<Vec<u8>>, usize, usize)) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    if !lines.is_empty() {
        let (one, other) = (below(dice, lines.len()), below(dice, lines.len()));
        change(&mut lines, one, other);
    }
    lines.concat()
}

/// Two cells change places, one is empty, has the words of another, or is very long.
fn cells(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let is_between = |byte: &u8| matches!(byte, b',' | b';' | b'\n' | b'=' | b'>' | b'<' | b'"' | b' ');
    let mut cells: Vec<Vec<u8>> = bytes.split_inclusive(is_between).map(<[u8]>::to_vec).collect();
    if cells.is_empty() {
        return bytes.to_vec();
    }
    let (one, other) = (below(dice, cells.len()), below(dice, cells.len()));
    match dice.below(5) {
        0 => cells.swap(one, other),
        1 => cells[one] = cells[one].last().copied().into_iter().collect(),
        2 => {
            let same = cells[other].clone();
            cells[one] = same;
        }
        3 => cells.insert(one, cells[other].clone()),
        _ => cells.insert(one, vec![b"x0\xff"[below(dice, 3)]; 1 << dice.below(19)]),
    }
    cells.concat()
}

/// Something very often: deep brackets, many marks.
fn repeated(dice: &mut Dice) -> Vec<u8> {
    let one = ["[", "{a=", "\"", ",", ";", "\n", "(", "[[a]]\n", "a.", "<c>", "|", "\\"][below(dice, 12)];
    one.repeat(1 << dice.below(15)).into_bytes()
}

/// A stretch of the file stands in another place too.
fn spliced(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let (from, to, into) = (below(dice, bytes.len()), below(dice, bytes.len()), below(dice, bytes.len()));
    [&bytes[..into], &bytes[from.min(to)..from.max(to)], &bytes[into..]].concat()
}

/// The same text in another encoding, or bytes that are none.
fn in_other_letters(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let wide = |of: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(of).collect()
    };
    match dice.below(5) {
        0 => wide(u16::to_le_bytes),
        1 => wide(u16::to_be_bytes),
        2 => format!("\u{feff}{text}").into_bytes(),
        3 => text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect(),
        _ => [bytes, b"\xff\xfe\xfd\x80"].concat(),
    }
}
