//! What commands say besides their results: that something is done, or why it could not be.

use std::io::ErrorKind;
use std::path::Path;

use super::words::{counted, either, first_of, plural};
use super::{Form, WriteError};
use crate::domain::{Language, Limit, Month, Round};
use crate::verify::claim::ClaimError;

pub use super::drawing::not_drawn;

/// Limits that a message names at most.
const LIMITS_NAMED: usize = 5;

/// What a long command is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading the round.
    Reading,
    /// Allocating.
    Allocating,
    /// Holding the allocation against the round.
    Checking,
    /// Solving changed rounds for a question.
    Asking,
    /// Planning a year.
    Planning,
    /// Replaying a year.
    Replaying,
}

/// What is going on, in a word.
pub fn stage(stage: Stage, language: Language) -> &'static str {
    match stage {
        Stage::Reading => either(language, "reading", "lezen"),
        Stage::Allocating => either(language, "allocating", "toewijzen"),
        Stage::Checking => either(language, "checking", "controleren"),
        Stage::Asking => either(language, "asking", "doorrekenen"),
        Stage::Planning => either(language, "planning", "plannen"),
        Stage::Replaying => either(language, "replaying", "herhalen"),
    }
}

/// What a question can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An applicant, by its id.
    Applicant,
    /// A dwelling, by its id.
    Dwelling,
    /// A limit, by its name.
    Limit,
}

/// That the round has nothing of that name, and which is most like it.
pub fn not_in_round(kind: Kind, name: &str, near: &str, language: Language) -> String {
    let (english, dutch) = match kind {
        Kind::Applicant => ("applicant", "woningzoekende"),
        Kind::Dwelling => ("dwelling", "woning"),
        Kind::Limit => ("limit", "begrenzing"),
    };
    let (start, meant) = match language {
        Language::En => (format!("the round has no {english} “{name}”"), "did you mean"),
        Language::Nl => (format!("de ronde heeft geen {dutch} “{name}”"), "bedoelt u"),
    };
    if near.is_empty() { start } else { format!("{start}; {meant} “{near}”?") }
}

/// That a name stands for several limits, with the first of them.
pub fn names_a_family(name: &str, limits: &[&Limit], language: Language) -> String {
    let titles: Vec<String> = limits.iter().map(|limit| format!("“{}”", limit.title(language))).collect();
    let (number, first) = (titles.len(), first_of(language, &titles, LIMITS_NAMED));
    match language {
        Language::En => format!(
            "“{name}” stands for {}, and one at a time is explained; name one: {first}",
            counted(language, number, "limit", "limits")
        ),
        Language::Nl => format!(
            "“{name}” staat voor {}, en er wordt er één tegelijk uitgelegd; noem er een: {first}",
            counted(language, number, "begrenzing", "begrenzingen")
        ),
    }
}

/// The word before an error.
pub fn error(language: Language) -> &'static str {
    either(language, "error", "fout")
}

/// The word before a warning.
pub fn warning(language: Language) -> &'static str {
    either(language, "warning", "waarschuwing")
}

/// That the input has so many warnings, and what shows them.
pub fn warnings_counted(count: usize, round: &Path, language: Language) -> String {
    let round = round.display();
    match language {
        Language::En => {
            let number = counted(language, count, "warning", "warnings");
            format!("{number} about the input, no error; `sleutel check {round}` shows {}", plural(count, "it", "them"))
        }
        Language::Nl => {
            let number = counted(language, count, "waarschuwing", "waarschuwingen");
            format!("{number} over de invoer, geen fout; `sleutel check {round}` toont {}", plural(count, "haar", "ze"))
        }
    }
}

/// How many warnings there are beside errors, and where they stand in full.
pub fn warnings_beside_errors(count: usize, round: &Path, language: Language) -> String {
    let round = round.display();
    match language {
        Language::En => {
            let number = counted(language, count, "warning", "warnings");
            format!("{number} about the input besides; `sleutel check {round}` shows {}", plural(count, "it", "them"))
        }
        Language::Nl => {
            let number = counted(language, count, "waarschuwing", "waarschuwingen");
            format!("daarnaast {number} over de invoer; `sleutel check {round}` toont {}", plural(count, "haar", "ze"))
        }
    }
}

/// That a round has no errors, with its size.
pub fn in_order(round: &Round, language: Language) -> String {
    let id = &round.id;
    let (dwellings, applicants) = (round.dwellings.len(), round.applicants.len());
    let limits = round.limits.limits.len();
    let counted = |number, one, many| counted(language, number, one, many);
    match language {
        Language::En => format!(
            "Round {id} is in order: {}, {}, {}.",
            counted(dwellings, "dwelling", "dwellings"),
            counted(applicants, "applicant", "applicants"),
            counted(limits, "limit", "limits")
        ),
        Language::Nl => format!(
            "Ronde {id} is in orde: {}, {}, {}.",
            counted(dwellings, "woning", "woningen"),
            counted(applicants, "woningzoekende", "woningzoekenden"),
            counted(limits, "begrenzing", "begrenzingen")
        ),
    }
}

/// That matches belong to a round.
pub fn no_matches_of_a_year(language: Language) -> String {
    either(
        language,
        "this is a model, and matches belong to a round; name the round, or leave --matches out",
        "dit is een model, en matches horen bij een ronde; noem de ronde, of laat --matches weg",
    )
    .to_owned()
}

/// That a sweep takes one range or two.
pub fn two_ranges_at_most(language: Language) -> String {
    either(
        language,
        "a sweep takes one or two --vary; leave the others out, or sweep once more",
        "een verkenning neemt één of twee --vary; laat de andere weg, of verken nog eens",
    )
    .to_owned()
}

/// That the model has closeness to earlier matches as a goal of its own, in this place of the order.
pub fn closeness_elsewhere(place: usize, language: Language) -> String {
    let place = place + 1;
    match language {
        Language::En => format!(
            "the model has “unchanged” as goal {place}, and --nearest needs it to be the last before the lottery, or \
             left out; move it in objective.tiers, or compare without --nearest"
        ),
        Language::Nl => format!(
            "het model heeft “unchanged” als doel {place}, en --nearest vraagt dat het als laatste voor de loting \
             staat, of ontbreekt; verplaats het in objective.tiers, of vergelijk zonder --nearest"
        ),
    }
}

/// That kept matches would replace the round's own decisions.
pub fn kept_into_round(round: &Path, language: Language) -> String {
    let round = round.display();
    match language {
        Language::En => format!(
            "{round}: --keep writes a decisions.csv, which would replace that of the round; name another folder with \
             -o, and put the file in the round once you have seen it"
        ),
        Language::Nl => format!(
            "{round}: --keep schrijft een decisions.csv, die deze van de ronde zou vervangen; noem een andere map met \
             -o, en zet het bestand in de ronde als u het gezien hebt"
        ),
    }
}

/// That a list of matches breaks nothing.
pub fn matches_kept(matches: usize, language: Language) -> String {
    let count = Form::of(language).count(matches);
    match (matches, language) {
        (0, Language::En) => "There are no matches, so no rule and no limit is broken.".to_owned(),
        (0, Language::Nl) => "Er zijn geen matches, dus geen regel en geen begrenzing is geschonden.".to_owned(),
        (1, Language::En) => "The only match keeps every rule and limit.".to_owned(),
        (1, Language::Nl) => "De enige match houdt zich aan elke regel en begrenzing.".to_owned(),
        (_, Language::En) => format!("The {count} matches keep every rule and limit."),
        (_, Language::Nl) => format!("De {count} matches houden zich aan elke regel en begrenzing."),
    }
}

/// That the results of a run hold.
pub fn certificate_holds(placed: usize, language: Language) -> String {
    let count = Form::of(language).count(placed);
    match (placed, language) {
        (0, Language::En) => "Nobody is placed, and the certificate holds.".to_owned(),
        (0, Language::Nl) => "Niemand is geplaatst, en het certificaat klopt.".to_owned(),
        (1, Language::En) => "The only placement keeps every rule and limit, and the certificate holds.".to_owned(),
        (1, Language::Nl) => {
            "De enige plaatsing houdt zich aan elke regel en begrenzing, en het certificaat klopt.".to_owned()
        }
        (_, Language::En) => format!("The {count} placements keep every rule and limit, and the certificate holds."),
        (_, Language::Nl) => {
            format!("De {count} plaatsingen houden zich aan elke regel en begrenzing, en het certificaat klopt.")
        }
    }
}

/// That a month is not one of the year's.
pub fn month_outside_year(month: Month, year: i16, language: Language) -> String {
    match language {
        Language::En => format!("{month} is no month of {year}, the year of the plan; choose a month of {year}"),
        Language::Nl => format!("{month} is geen maand van {year}, het jaar van het plan; kies een maand van {year}"),
    }
}

/// That a round was drawn, with a line end.
pub fn drawn(month: Month, folder: &Path, language: Language) -> String {
    let folder = folder.display();
    match language {
        Language::En => format!("Round {month} drawn in {folder}\n"),
        Language::Nl => format!("Ronde {month} getrokken in {folder}\n"),
    }
}

/// That the manual was written, with a line end.
pub fn manual_written(pages: usize, folder: &Path, language: Language) -> String {
    let folder = folder.display();
    match language {
        Language::En => format!("{} in {folder}\n", counted(language, pages, "manual page", "manual pages")),
        Language::Nl => {
            format!("{} in {folder}\n", counted(language, pages, "handleidingspagina", "handleidingspagina's"))
        }
    }
}

/// That a person interrupted the run, and what that left.
pub fn interrupted(written: bool, language: Language) -> &'static str {
    match (written, language) {
        (false, Language::En) => "interrupted: nothing was written, and earlier results stand as they were",
        (false, Language::Nl) => {
            "onderbroken: er is niets geschreven, en eerdere uitkomsten staan er nog zoals ze waren"
        }
        (true, Language::En) => "interrupted after the results were written: they are whole",
        (true, Language::Nl) => "onderbroken nadat de uitkomsten waren geschreven: ze zijn volledig",
    }
}

/// That a person interrupted a simulation, and what that left: where a folder was given, what was done.
pub fn interrupted_replays(kept: bool, language: Language) -> &'static str {
    match (kept, language) {
        (false, _) => interrupted(false, language),
        (true, Language::En) => "interrupted: the replays that were done are kept; give the same command to go on",
        (true, Language::Nl) => {
            "onderbroken: de herhalingen die klaar waren, zijn bewaard; geef dezelfde opdracht om verder te gaan"
        }
    }
}

/// Why files could not be written.
pub fn not_written(fault: &WriteError, language: Language) -> String {
    cannot_write(&fault.path, &fault.cause, language)
}

/// That a file or folder could not be written, and why.
pub(super) fn cannot_write(path: &Path, cause: &std::io::Error, language: Language) -> String {
    let (path, cause) = (path.display(), of_the_system(cause, language));
    match language {
        Language::En => format!("{path}: cannot be written ({cause}); name another folder with -o, or make room there"),
        Language::Nl => {
            format!("{path}: kan niet worden geschreven ({cause}); noem een andere map met -o, of maak daar ruimte")
        }
    }
}

/// That a file which would be written is there already.
pub fn stands_there(path: &Path, language: Language) -> String {
    let path = path.display();
    match language {
        Language::En => format!("{path}: stands there already; name another place"),
        Language::Nl => format!("{path}: staat er al; noem een andere plaats"),
    }
}

/// That no table has the name asked for.
pub fn no_such_table(names: &[&str], language: Language) -> String {
    let names = names.join(", ");
    match language {
        Language::En => format!("there is no such table; write one of {names}"),
        Language::Nl => format!("zo'n tabel is er niet; schrijf een van {names}"),
    }
}

/// Why the results in a folder cannot be read. What a parser says stays in its own words.
pub fn no_results(folder: &Path, fault: &ClaimError, language: Language) -> String {
    let folder = folder.display();
    let dutch = match (fault, language) {
        (_, Language::En) => return format!("{folder}: {fault}; name the folder of a run with --result"),
        (ClaimError::Unreadable { file, cause }, _) => {
            format!("{file} is niet te lezen ({})", of_the_system(cause, language))
        }
        (ClaimError::NoTable { file, line, what }, _) => format!("{file}:{line} is geen tabel ({what})"),
        (ClaimError::NoColumn { file, column }, _) => format!("{file} heeft geen kolom {column}"),
        (ClaimError::NoJson { file, cause }, _) => format!("{file} heeft een andere vorm ({cause})"),
    };
    format!("{folder}: {dutch}; noem met --result de map van een berekening")
}

/// What the system said, in Dutch where it is one of the usual things.
pub(super) fn of_the_system(cause: &std::io::Error, language: Language) -> String {
    let dutch = match cause.kind() {
        ErrorKind::NotFound => "dat bestaat niet",
        ErrorKind::PermissionDenied => "u hebt daar geen rechten voor",
        ErrorKind::AlreadyExists => "er staat al iets met die naam",
        ErrorKind::NotADirectory => "dat is geen map",
        ErrorKind::IsADirectory => "dat is een map",
        ErrorKind::StorageFull => "de schijf is vol",
        ErrorKind::ReadOnlyFilesystem => "daar kan alleen worden gelezen",
        _ => return cause.to_string(),
    };
    if language == Language::Nl { dutch.to_owned() } else { cause.to_string() }
}
