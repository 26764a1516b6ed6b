//! The empty workbook to fill in, for whoever has no round yet.

use axum::extract::Path;
use axum::response::Response;

use super::export::attached;
use crate::domain::Language;
use crate::report::round_template;
use crate::web::trouble::Trouble;

/// The names under which it is given, with the language of each.
const NAMES: [(&str, Language); 2] = [("empty-round.xlsx", Language::En), ("lege-ronde.xlsx", Language::Nl)];

/// The bytes of `sleutel template --workbook` in the language that the name is in.
pub(super) async fn file(Path(name): Path<String>) -> Result<Response, Trouble> {
    let (_, language) = NAMES.into_iter().find(|(known, _)| *known == name).ok_or(Trouble::Missing)?;
    let bytes = round_template(language).map_err(|fault| Trouble::Fault(fault.to_string()))?;
    Ok(attached(&name, bytes))
}
