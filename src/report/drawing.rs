//! Why a synthetic round could not be drawn, as sentences.

use super::messages::{cannot_write, of_the_system};
use crate::domain::Language;
use crate::generate::{Error, Flaw};

/// Why a round could not be drawn. What a parser says of a file stays in its own words.
pub fn not_drawn(fault: &Error, language: Language) -> String {
    match (fault, language) {
        (Error::Write { path, source }, _) => cannot_write(path, source, language),
        (_, Language::En) => fault.to_string(),
        (_, Language::Nl) => dutch(fault),
    }
}

fn dutch(fault: &Error) -> String {
    match fault {
        Error::Read { path, source } => format!(
            "{}: is niet te lezen ({}); noem de map van een model waar dit bestand in staat",
            path.display(),
            of_the_system(source, Language::Nl)
        ),
        Error::Syntax { path, message } => format!("{}: {message}", path.display()),
        Error::Population { path, place, flaw } => format!("{}: {place}: {}", path.display(), flaw_in_dutch(flaw)),
        Error::Regions(number) => format!("--regions {number}: schrijf 1 tot en met 10000"),
        Error::Occupied { path } => format!(
            "{}: hier staan bestanden en geen getrokken ronde; kies een lege map, zodat er niets verloren gaat",
            path.display()
        ),
        Error::Write { path, source } => cannot_write(path, source, Language::Nl),
        Error::Table(fault) => format!("de getrokken rijen zijn niet als tabel op te maken: {fault}"),
    }
}

fn flaw_in_dutch(flaw: &Flaw) -> String {
    match flaw {
        Flaw::Format(format) => format!("format {format} is niet bekend; schrijf format = 1"),
        Flaw::NoDwellings => "dwellings moet minstens 1 zijn: de begrenzingen van het model schalen ermee".to_owned(),
        Flaw::PerThousand(sum) => format!("per_thousand van de bronnen telt op tot {sum}; blijf binnen 1000"),
        Flaw::OpenSources(open) => {
            format!("{open} bronnen hebben geen per_thousand; precies één geeft wat er overblijft")
        }
        Flaw::Weight(rows) => {
            format!("{rows}: er is geen rij te trekken; geef minstens één rij een weight van 1 tot en met 1000000000")
        }
        Flaw::DistrictUnknown(name) => {
            format!("district \"{name}\" staat niet bij de districten; verbeter de naam of voeg het toe")
        }
        Flaw::AboveHundred(rows) => format!("{rows}: een percentage is hoger dan 100; schrijf 0 tot en met 100"),
        Flaw::AgeFrom => "labels: age_from is alleen voor woningzoekenden".to_owned(),
        Flaw::Range(rows) => {
            format!("{rows}: een bereik schrijft u als [van, tot], van niet hoger dan tot, binnen wat mogelijk is")
        }
        Flaw::Unroomy => "homes: rooms en places zijn minstens 1".to_owned(),
        Flaw::NoAdults => "households: adults is minstens 1".to_owned(),
        Flaw::NoSupport => "support: hundredths heeft geen bedrag".to_owned(),
        Flaw::SupportBelow => "support: onder 0".to_owned(),
        Flaw::Most => "preferred, avoided: most ligt van 1 tot en met 100".to_owned(),
    }
}
