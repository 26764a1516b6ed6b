//! Why a simulation cannot be done or go on, as sentences.

use crate::domain::Language;
use crate::report::messages::{cannot_write, not_drawn, of_the_system};
use crate::report::words::{either, joined};
use crate::year::simulate::Error;
use crate::year::simulate::ledger::LedgerError;

/// Why a year cannot be replayed: what the population lacks, or that the solver failed.
pub fn not_simulated(fault: &Error, language: Language) -> String {
    match fault {
        Error::Population(fault) => not_drawn(fault, language),
        Error::NoHouseholds(groups) => {
            let names = joined(groups, either(language, "and", "en"));
            match language {
                Language::En => format!(
                    "population.toml has no households of {names}; add a [[group]] for each, or take it out of \
                     year/demand.csv and year/decision.csv"
                ),
                Language::Nl => format!(
                    "population.toml heeft geen huishoudens van {names}; voeg voor elke groep een [[group]] toe, of \
                     haal die uit year/demand.csv en year/decision.csv"
                ),
            }
        }
        Error::Model(_) | Error::Solver(_) => fault.to_string(),
        Error::Ledger(fault) => of_ledger(fault, language),
    }
}

fn of_ledger(fault: &LedgerError, language: Language) -> String {
    let english = language == Language::En;
    match fault {
        LedgerError::File { path, source } => cannot_write(path, source, language),
        LedgerError::Unread { path, source } => {
            let (path, cause) = (path.display(), of_the_system(source, language));
            if english {
                format!("{path}: cannot be read ({cause}); name folders that simulate -o wrote")
            } else {
                format!("{path}: kan niet worden gelezen ({cause}); noem mappen die simulate -o heeft geschreven")
            }
        }
        LedgerError::Line { path, line } => {
            let path = path.display();
            if english {
                format!("{path}:{line}: this is no replay; name another folder with -o, or remove the file")
            } else {
                format!("{path}:{line}: dit is geen herhaling; noem een andere map met -o, of verwijder het bestand")
            }
        }
        LedgerError::Other { path, differs } => {
            let (path, differs) = (path.display(), differs.join(", "));
            if english {
                format!(
                    "{path}: these are replays of something else (different: {differs}); name another folder, or \
                     give the command as it was given then"
                )
            } else {
                format!(
                    "{path}: dit zijn herhalingen van iets anders (verschilt: {differs}); noem een andere map, of \
                     geef de opdracht zoals die toen is gegeven"
                )
            }
        }
        LedgerError::Unasked { path, found } => {
            let path = path.display();
            if english {
                format!(
                    "{path}: has replay {found}, which is not asked for next; ask for as many replays, and the same \
                     shard, or name another folder with -o"
                )
            } else {
                format!(
                    "{path}: heeft herhaling {found}, die nu niet is gevraagd; vraag evenveel herhalingen en hetzelfde \
                     deel, of noem een andere map met -o"
                )
            }
        }
        LedgerError::Missing(replay) if english => {
            format!("replay {replay} is in none of the folders; name those of all shards with --merge, each finished")
        }
        LedgerError::Missing(replay) => {
            format!("herhaling {replay} staat in geen van de mappen; noem met --merge die van alle delen, elk voltooid")
        }
        LedgerError::Twice { path, found } => {
            let path = path.display();
            if english {
                format!("{path}: has replay {found}, which is in another folder too; name each shard once")
            } else {
                format!("{path}: heeft herhaling {found}, die ook in een andere map staat; noem elk deel één keer")
            }
        }
    }
}
