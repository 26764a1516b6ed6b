//! A picture in the making: shapes and text as SVG, sized in pixels.

use std::fmt::Write;

/// Text, dark on white.
pub(super) const INK: &str = "#1b1f24";
/// Text of less weight; 7:1 on white.
pub(super) const GREY: &str = "#525a63";
/// Lines that guide the eye.
pub(super) const GUIDE: &str = "#d5d9de";
/// The main line.
pub(super) const BLUE: &str = "#0b5394";

/// Colours of the groups, told apart by those who are colour-blind too; at least 3:1 on white.
pub(super) const COLOURS: [&str; 8] =
    ["#d55e00", "#007a5e", "#8e3b8a", "#0072b2", "#8a6d00", "#b2182b", "#3d3d3d", "#5e7f1b"];

/// Where a text stands from its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style<'a> {
    pub(super) size: u32,
    pub(super) anchor: Anchor,
    pub(super) fill: &'a str,
    pub(super) bold: bool,
}

impl Style<'_> {
    pub(super) fn plain(anchor: Anchor) -> Self {
        Style { size: 13, anchor, fill: INK, bold: false }
    }
}

/// A picture of a size.
pub(super) struct Picture {
    width: f64,
    height: f64,
    title: String,
    body: String,
}

impl Picture {
    pub(super) fn new(width: f64, height: f64, title: &str) -> Self {
        Self { width, height, title: title.to_owned(), body: String::new() }
    }

    pub(super) fn line(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), stroke: &str) {
        self.add(&format!(r#"<line x1="{x1:.1}" y1="{y1:.1}" x2="{x2:.1}" y2="{y2:.1}" stroke="{stroke}"/>"#));
    }

    /// A line through points, in this width.
    pub(super) fn path(&mut self, points: &[(f64, f64)], stroke: &str, width: f64) {
        let steps = steps(points);
        self.add(&format!(
            r#"<path d="{steps}" fill="none" stroke="{stroke}" stroke-width="{width}" stroke-linejoin="round"/>"#
        ));
    }

    /// A broken line through points, in this width.
    pub(super) fn dashes(&mut self, points: &[(f64, f64)], stroke: &str, width: f64) {
        let steps = steps(points);
        self.add(&format!(
            r#"<path d="{steps}" fill="none" stroke="{stroke}" stroke-width="{width}" stroke-dasharray="5 4"/>"#
        ));
    }

    /// What lies within points.
    pub(super) fn area(&mut self, points: &[(f64, f64)], fill: &str) {
        self.add(&format!(r#"<path d="{}Z" fill="{fill}"/>"#, steps(points)));
    }

    pub(super) fn circle(&mut self, (x, y): (f64, f64), radius: f64, fill: &str, stroke: &str) {
        self.add(&format!(
            r#"<circle cx="{x:.1}" cy="{y:.1}" r="{radius}" fill="{fill}" stroke="{stroke}" stroke-width="1.5"/>"#
        ));
    }

    pub(super) fn cell(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), fill: &str) {
        self.add(&format!(r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" fill="{fill}"/>"#));
    }

    pub(super) fn text(&mut self, (x, y): (f64, f64), text: &str, style: Style<'_>) {
        self.turned_text((x, y), text, style, 0);
    }

    /// The heading, as large as its width allows.
    pub(super) fn heading(&mut self, place: (f64, f64), text: &str, width: f64) {
        const BOLDER: f64 = 1.12;
        let fits = |size: &u32| width_of(text, *size) * BOLDER <= width;
        let size = (14..=19).rev().find(fits).unwrap_or(14);
        let style = Style { size, bold: true, ..Style::plain(Anchor::Start) };
        self.text(place, &cut(text, size, width / BOLDER), style);
    }

    /// A text turned by so many degrees about its point.
    pub(super) fn turned_text(&mut self, (x, y): (f64, f64), text: &str, style: Style<'_>, degrees: i32) {
        let anchor = match style.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let weight = if style.bold { r#" font-weight="600""# } else { "" };
        let turn =
            if degrees == 0 { String::new() } else { format!(r#" transform="rotate({degrees} {x:.1} {y:.1})""#) };
        self.add(&format!(
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{}" text-anchor="{anchor}" fill="{}"{weight}{turn}>{}</text>"#,
            style.size,
            style.fill,
            escaped(text)
        ));
    }

    /// The picture as a file.
    pub(super) fn finished(&self) -> String {
        let Self { width, height, title, body } = self;
        let title = escaped(title);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"'Segoe UI', 'Helvetica Neue', Arial, \
             'DejaVu Sans', sans-serif\">\n<title>{title}</title>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n{body}</svg>\n"
        )
    }

    fn add(&mut self, element: &str) {
        self.body.push_str(element);
        self.body.push('\n');
    }
}

/// Straight steps from point to point.
fn steps(points: &[(f64, f64)]) -> String {
    let mut steps = String::new();
    for (index, (x, y)) in points.iter().enumerate() {
        let letter = if index == 0 { 'M' } else { 'L' };
        let _ = write!(steps, "{letter}{x:.1} {y:.1}");
    }
    steps
}

/// Text in which nothing is taken for markup, without characters that XML cannot hold.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for letter in text.chars().filter(|letter| !letter.is_control()) {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            other => safe.push(other),
        }
    }
    safe
}

/// About how wide a text is, in pixels.
pub(super) fn width_of(text: &str, size: u32) -> f64 {
    text.chars().map(|letter| if letter.is_uppercase() { 0.68 } else { 0.56 }).sum::<f64>() * f64::from(size)
}

/// Text cut to a width in pixels.
pub(super) fn cut(text: &str, size: u32, width: f64) -> String {
    if width_of(text, size) <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        if width_of(&kept, size) + f64::from(size) * 1.2 > width {
            break;
        }
        kept.push(letter);
    }
    format!("{}…", kept.trim_end())
}

/// A shade of blue, from light at 0 to dark at 1.
pub(super) fn shade(share: f64) -> String {
    const LIGHT: [f64; 3] = [237.0, 243.0, 250.0];
    const DARK: [f64; 3] = [8.0, 62.0, 122.0];
    let part = |index: usize| LIGHT[index] + (DARK[index] - LIGHT[index]) * share;
    format!("rgb({:.0},{:.0},{:.0})", part(0), part(1), part(2))
}

/// Whole numbers for an axis from at most the least to at least the greatest value, some five of them.
pub(super) fn ticks(least: i64, greatest: i64) -> Vec<i64> {
    let span = (greatest - least).max(1);
    let mut step = 1;
    while span / step > 6 {
        step = next_step(step);
    }
    let first = least.div_euclid(step) * step;
    let mut ticks = vec![first];
    let mut last = first;
    while last < greatest.max(least + 1) {
        last += step;
        ticks.push(last);
    }
    ticks
}

/// 1, 2, 5, 10, 20, 50 …
fn next_step(step: i64) -> i64 {
    let mut digit = step;
    while digit >= 10 {
        digit /= 10;
    }
    if digit == 2 { step / 2 * 5 } else { step * 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_a_few_round_numbers() {
        assert_eq!(ticks(88, 127), [80, 90, 100, 110, 120, 130]);
        assert_eq!(ticks(3, 3), [3, 4]);
        assert_eq!(ticks(0, 7), [0, 2, 4, 6, 8]);
        assert_eq!(ticks(51_234, 101_448), [50_000, 60_000, 70_000, 80_000, 90_000, 100_000, 110_000]);
    }

    #[test]
    fn text_is_never_taken_for_markup() {
        assert_eq!(escaped("a<b> & \"c\"\u{7}"), "a&lt;b&gt; &amp; &quot;c&quot;");
    }
}
