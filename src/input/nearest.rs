//! The name that was probably meant.

/// Among more names than this none is looked for: a message about a large round comes at once.
const COMPARED: usize = 2_000;

/// The known name most like this one, or nothing when none is alike.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> &'a str {
    let name: String = name.to_lowercase().chars().take(100).collect();
    let mut best = (0.8, "");
    for (count, other) in known.into_iter().enumerate() {
        if count == COMPARED {
            return "";
        }
        let likeness = strsim::jaro_winkler(&name, &other.to_lowercase());
        if likeness > best.0 {
            best = (likeness, other);
        }
    }
    best.1
}
