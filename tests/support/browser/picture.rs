//! Pictures of pages, kept for people to look at.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::tab::Tab;

/// The folder of the pictures.
pub fn screenshots() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots")
}

/// Keeps a picture of the whole page; where.
pub(super) fn kept(tab: &Tab, name: &str) -> Result<PathBuf, String> {
    let size = &tab.call("Page.getLayoutMetrics", &json!({}))?["cssContentSize"];
    let width = tab.tried("innerWidth")?; // a picture has no scroll bar, and the page is laid out without it
    let clip = json!({ "x": 0, "y": 0, "width": width, "height": size["height"], "scale": 1 });
    let answer = tab.call("Page.captureScreenshot", &json!({ "captureBeyondViewport": true, "clip": clip }))?;
    let file = screenshots().join(name).with_extension("png");
    let written = std::fs::create_dir_all(screenshots())
        .and_then(|()| std::fs::write(&file, decoded(answer["data"].as_str().unwrap_or_default())));
    written.map(|()| file).map_err(|fault| fault.to_string())
}

/// A picture of an element, of so many pixels of its height at most, in a form that is small.
pub(super) fn of(tab: &Tab, selector: &str, most: f64) -> Result<Vec<u8>, String> {
    tab.call("Emulation.setScrollbarsHidden", &json!({ "hidden": true }))?; // the page is laid out without one
    let place = tab.tried(&format!(
        "(() => {{ const {{ x, y, width, height }} = document.querySelector({}).getBoundingClientRect(); \
         return [x + scrollX, y + scrollY, width, Math.min(height, {most})]; }})()",
        json!(selector)
    ))?;
    let clip = json!({ "x": place[0], "y": place[1], "width": place[2], "height": place[3], "scale": 1 });
    let way = json!({ "captureBeyondViewport": true, "clip": clip, "format": "webp", "quality": 80 });
    let answer = tab.call("Page.captureScreenshot", &way)?;
    Ok(decoded(answer["data"].as_str().unwrap_or_default()))
}

/// Base64 to bytes.
fn decoded(text: &str) -> Vec<u8> {
    let bits = |letter: u8| match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let letters: Vec<u8> = text.bytes().map_while(bits).collect();
    let group = |four: &[u8]| {
        let sum = (0..4).fold(0, |sum, place| sum << 6 | u32::from(four.get(place).copied().unwrap_or(0)));
        sum.to_be_bytes()[1..four.len()].to_vec()
    };
    letters.chunks(4).flat_map(group).collect()
}
