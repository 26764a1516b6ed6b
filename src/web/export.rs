//! A round to take away: its results, its journal, and all of it as one `.zip` that the command line allocates again.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::domain::Language;
use crate::input::{Layout, fingerprint, laid_out};
use crate::report::{Form, lasting_files};

use super::desk::Desk;
use super::store::{Entry, Store, StoreFault};
use super::trouble::Trouble;
use super::workbench::Solved;

/// Names and bytes.
pub(super) type Named = Vec<(String, Vec<u8>)>;

/// The results of an allocation that are the same whenever the input is.
pub(super) fn results_of(solved: &Solved, language: Language) -> Result<Named, Trouble> {
    let files = lasting_files(&solved.base.case.round, &solved.base.outcome, language);
    let files = files.map_err(|fault| Trouble::Fault(fault.to_string()))?;
    Ok(files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect())
}

/// The results as they were sealed; none where the round is not sealed, or was by a version that did not keep them.
pub(super) fn sealed_results(desk: &Desk, store: &Store) -> Result<Option<Named>, Trouble> {
    let Some((seal, ..)) = &desk.seal else { return Ok(None) };
    match store.files(&seal.results) {
        Ok(files) if files.iter().all(|(name, bytes)| seal.results.get(name) == Some(&fingerprint(bytes))) => {
            Ok(Some(files.into_iter().collect()))
        }
        Ok(_) => Err(Trouble::Fault("the results are not those that were sealed".to_owned())),
        Err(StoreFault::Missing) => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}

/// The journal as a table. Each hash is over the hash before it, the moment, the name and the event, each with its
/// length in bytes and a colon before it.
pub(super) fn journal_csv(entries: &[Entry], language: Language) -> Result<Vec<u8>, Trouble> {
    let rows: Result<Vec<Vec<String>>, serde_json::Error> = entries.iter().map(journal_row).collect();
    let rows = rows.map_err(|fault| Trouble::Fault(fault.to_string()))?;
    let table = Form::of(language).table(&["number", "at", "by", "kind", "event", "chain"], &rows);
    table.map_err(|fault| Trouble::Fault(fault.to_string()))
}

fn journal_row(entry: &Entry) -> Result<Vec<String>, serde_json::Error> {
    let event = serde_json::to_string(&entry.event)?;
    let kind = entry.event.kind().to_owned();
    Ok(vec![entry.number.to_string(), entry.at.clone(), entry.by.clone(), kind, event, entry.chain.clone()])
}

/// The round with its results and its journal as one `.zip`, the same bytes each time.
pub(super) fn round_zip(desk: &Desk, store: &Store, results: Named, language: Language) -> Result<Vec<u8>, Trouble> {
    let top = slug(&desk.name);
    let layout = laid_out(&desk.round_files(store)?).map_err(|_| UNREADABLE)?;
    let mut files: Named = vec![("readme.txt".to_owned(), readme(desk, &layout, language).into_bytes())];
    files.extend(layout.files);
    files.extend(results.into_iter().map(|(name, bytes)| (format!("results/{name}"), bytes)));
    files.push(("journal.csv".to_owned(), journal_csv(&store.entries(desk.number)?, language)?));
    if let Some((name, file)) = &desk.manual {
        let end = if name.to_lowercase().ends_with(".xlsx") { "xlsx" } else { "csv" };
        files.push((format!("manual/list.{end}"), store.content(file)?));
    }
    packed(&top, &files).map_err(|fault| Trouble::Fault(fault.to_string()))
}

const UNREADABLE: Trouble = Trouble::Wrong(
    "The settings of this round cannot be read. The page of its input says why.",
    "De instellingen van deze ronde zijn niet leesbaar. De pagina van de invoer zegt waarom.",
);

fn packed(top: &str, files: &Named) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        writer.start_file(format!("{top}/{path}"), options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// A name as every system takes it for a file: letters and digits without accents, and dashes.
pub(super) fn slug(name: &str) -> String {
    let plain: String = name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    let short: String = parts.join("-").to_lowercase().chars().take(60).collect();
    if short.is_empty() { "round".to_owned() } else { short }
}

/// What stands in the `.zip`, and how it is allocated again; in both languages, for whoever finds it.
fn readme(desk: &Desk, layout: &Layout, language: Language) -> String {
    let tongue = crate::report::words::either(language, "en", "nl");
    let round = if layout.round.is_empty() { "." } else { layout.round.as_str() };
    let command = format!("sleutel allocate {round} --lang {tongue} -o again");
    let (form, vorm) = if desk.is_sealed() && language == Language::Nl {
        (
            "The results are in the Dutch form, made of the sealed input. The seal is of the English form: its fingerprints \
             stand in journal.csv.\n",
            "De resultaten hebben de Nederlandse vorm, gemaakt van de verzegelde invoer. Het zegel is van de Engelse vorm: de \
             vingerafdrukken daarvan staan in journal.csv.\n",
        )
    } else {
        ("", "")
    };
    let (approved, goedgekeurd) = match &desk.seal {
        Some((seal, by, at)) => (
            format!("Approved by {by}, {at}: {}\n", seal.statement),
            format!("Goedgekeurd door {by}, {at}: {}\n", seal.statement),
        ),
        None => ("Not approved.\n".to_owned(), "Niet goedgekeurd.\n".to_owned()),
    };
    let (changed, gewijzigd) = if layout.is_as_it_was {
        ("", "")
    } else {
        (
            "The settings of the round named places that cannot be in a folder; round.toml was changed to name places \
             in this one. The tables come out the same, the certificate names another round.toml.\n",
            "De instellingen van de ronde noemden plaatsen die niet in een map kunnen; round.toml is zo gewijzigd dat \
             het plaatsen in deze map noemt. De tabellen komen hetzelfde uit, het certificaat noemt een andere \
             round.toml.\n",
        )
    };
    format!(
        "{name}\n\n{goedgekeurd}{gewijzigd}{vorm}\
         De ronde staat in: {round}\nDe resultaten: results\nHet logboek: journal.csv\n\
         Opnieuw toewijzen, vanuit deze map: {command}\n\
         Dat geeft dezelfde bytes als in results, op de seconden in summary.json na.\n\n\
         {approved}{changed}{form}\
         The round is in: {round}\nThe results: results\nThe journal: journal.csv\n\
         To allocate it again, from this folder: {command}\n\
         That gives the same bytes as in results, but for the seconds in summary.json.\n",
        name = desk.name,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_one_that_every_system_takes() {
        assert_eq!(slug("Demo: Utrecht, maart 2025"), "demo-utrecht-maart-2025");
        assert_eq!(slug("../../é"), "round");
    }
}
