//! A picture that is as wide as its place: across in percents of that width, down and in letters in pixels. So bars
//! stretch and words stay readable, on a telephone and on a wide screen.

use super::svg::{Anchor, GREY, INK, Style, escaped};

/// Letters of a line at most, so that it fits in 280 pixels.
const LETTERS: usize = 38;

/// A picture in the making.
pub(super) struct Fluid {
    /// Tells it apart from others on a page.
    name: &'static str,
    title: String,
    /// What it shows, for those who do not see it.
    description: String,
    height: f64,
    body: String,
}

impl Fluid {
    pub(super) fn new(name: &'static str, title: &str) -> Self {
        Self { name, title: title.to_owned(), description: String::new(), height: 0.0, body: String::new() }
    }

    /// Goes so far down; the answer is where it was.
    pub(super) fn down(&mut self, pixels: f64) -> f64 {
        let was = self.height;
        self.height += pixels;
        was
    }

    /// Adds a sentence to what is read out.
    pub(super) fn say(&mut self, sentence: &str) {
        if !self.description.is_empty() {
            self.description.push(' ');
        }
        self.description.push_str(sentence);
    }

    /// Text below what is there, from the left, on as many lines as it takes.
    pub(super) fn lines(&mut self, text: &str, bold: bool) {
        for line in lines(text) {
            let y = self.down(18.0) + 14.0;
            let style = Style { bold, fill: INK, ..Style::plain(Anchor::Start) };
            self.text(0.0, y, &line, style);
        }
    }

    /// A text whose point is so far across.
    pub(super) fn text(&mut self, across: f64, y: f64, text: &str, style: Style<'_>) {
        let anchor = match style.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let weight = if style.bold { r#" font-weight="600""# } else { "" };
        self.add(&format!(
            r#"<text x="{across:.2}%" y="{y:.1}" font-size="{}" text-anchor="{anchor}" fill="{}"{weight}>{}</text>"#,
            style.size,
            style.fill,
            escaped(text)
        ));
    }

    /// A filled bar from one place across to another.
    pub(super) fn bar(&mut self, [from, to]: [f64; 2], y: f64, height: f64, fill: &str) {
        let width = to - from;
        self.add(&format!(
            r#"<rect x="{from:.2}%" y="{y:.1}" width="{width:.2}%" height="{height:.1}" fill="{fill}"/>"#
        ));
    }

    /// The outline of a bar, broken where something is missing.
    pub(super) fn outline(&mut self, [from, to]: [f64; 2], y: f64, height: f64, broken: bool) {
        let width = to - from;
        let dashes = if broken { r#" stroke-dasharray="4 3""# } else { "" };
        self.add(&format!(
            r#"<rect x="{from:.2}%" y="{y:.1}" width="{width:.2}%" height="{height:.1}" fill="none" stroke="{GREY}"{dashes}/>"#
        ));
    }

    /// A dark mark, three pixels wide.
    pub(super) fn mark(&mut self, across: f64, y: f64, height: f64) {
        self.add(&format!(
            r#"<rect x="{across:.2}%" y="{y:.1}" width="3" height="{height:.1}" fill="{INK}" transform="translate(-1.5 0)"/>"#
        ));
    }

    /// A line between two points.
    pub(super) fn line(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), stroke: &str) {
        self.add(&format!(r#"<line x1="{x1:.2}%" y1="{y1:.1}" x2="{x2:.2}%" y2="{y2:.1}" stroke="{stroke}"/>"#));
    }

    /// The picture, to stand in a page or alone.
    pub(super) fn finished(&self) -> String {
        let Self { name, title, description, height, body } = self;
        let (title, description) = (escaped(title), escaped(description));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100%\" height=\"{height}\" role=\"img\" overflow=\"visible\" \
             aria-labelledby=\"{name}-title {name}-description\" font-family=\"'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu \
             Sans', sans-serif\">\n<title id=\"{name}-title\">{title}</title>\n<desc id=\"{name}-description\">{description}\
             </desc>\n{body}</svg>\n"
        )
    }

    fn add(&mut self, element: &str) {
        self.body.push_str(element);
        self.body.push('\n');
    }
}

/// Text broken between words into lines that fit.
fn lines(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match found.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < LETTERS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => found.push(word.to_owned()),
        }
    }
    found
}

/// A part of a whole in percents, with room for what may stand at the end.
#[allow(clippy::cast_precision_loss)] // a place in a picture needs no more
pub(super) fn percents(part: i64, whole: i64) -> f64 {
    if whole <= 0 { 0.0 } else { (part as f64 * 100.0 / whole as f64).clamp(0.0, 100.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_broken_between_words_and_a_short_one_is_not() {
        assert_eq!(lines("Moving on from temporary housing"), ["Moving on from temporary housing"]);
        let long = lines("Young people who leave a home or a shelter and start to live on their own");
        assert_eq!(long, ["Young people who leave a home or a", "shelter and start to live on their own"]);
    }

    #[test]
    fn parts_stay_within_the_picture() {
        assert!((percents(3, 12) - 25.0).abs() < 1e-9);
        assert!((percents(13, 12) - 100.0).abs() < 1e-9);
        assert!(percents(1, 0).abs() < 1e-9);
    }
}
