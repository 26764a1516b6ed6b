//! Which headings stand for personal data. A file with such a column is refused: ids and rule-relevant
//! facts are all that an allocation needs.
//!
//! A heading is taken apart into words. Short marks such as `bsn` count as a whole word only, so that
//! `Business name` and `rasterpunt` are let through; parts that occur in nothing else count inside a word too,
//! and a few across words: `huis nr`, `land van herkomst`. No others do: `Volgende ronde` is about no gender.

/// Parts of a word that leave no doubt.
const PARTS: &str = "
    aandoening addiction address adres bankrekening birth diagnos disabilit disease email ethnic etnic
    geboorte gender geslacht godsdienst handicap herkomstland initialen initials kenteken lichamelijk
    medical medisch nationalit paspoort passport phone postcode psychi religi sofinummer straat
    strafblad street telefoon tussenvoegsel verslav verstandelijk voorletter woonplaats ziekte
";

/// Words that are also written apart: parts of a heading without its spaces and marks.
const TOGETHER: &str = "
    bankaccount burgerservice contactperson contactpersoon countryoforigin housenumber huisletter huisnr
    huisnummer landvanherkomst mobielnr mobielnummer postalcode rekeningnummer socialsecurity
";

/// Words that are too short to look for inside others.
const WORDS: &str = "
    06 bsn bsnnr bsnnummer dob gebdatum geloof gezondheid gsm gsmnr gsmnummer health iban mail mailadres
    mob mobiel mobile postcodes race ras sex sofi sofinr ssn tel telephone telnr telnummer vnr vnummer
    zip zipcode ziek
";

/// Whole headings, without spaces and marks, that say it only when nothing else stands beside them.
const HEADINGS: &str = "
    afkomst anr anummer coanummer gebdat herkomst origin
";

/// The words for a name.
const NAMES: &str = "
    naam namen name names
";

/// What makes a name that of a person when it is written in one word with it.
const NAME_STARTS: &str = "
    voor achter roep doop meisjes familie gezins geslachts sur first last full given middle family
    maiden nick
";

/// Words that, beside one for a name or in one word with it, make it the name of a person; a complex or a
/// landlord may have one.
const PERSONS: &str = "
    voor achter first last full given middle family maiden volledige client clients cliënt cliënten
    klant klanten kandidaat kandidaats kandidaten candidate candidates applicant applicants
    woningzoekende woningzoekenden aanvrager bewoner bewoners huurder huurders tenant tenants resident
    residents persoon persoons personen person persons partner partners contact kind kinderen child
    children ouder parent
";

/// Whether a heading announces personal data.
pub(super) fn is_personal(heading: &str) -> bool {
    let words = words(heading);
    let joined = words.concat();
    lists(HEADINGS, &joined)
        || words.iter().any(|word| lists(WORDS, word) || names_a_person(word))
        || words.iter().any(|word| PARTS.split_whitespace().any(|part| word.contains(part)))
        || TOGETHER.split_whitespace().any(|part| joined.contains(part))
        || (words.iter().any(|word| lists(NAMES, word))
            && (words.len() == 1 || words.iter().any(|word| lists(PERSONS, word))))
        || lists(WORDS, &joined)
        || names_a_person(&joined)
}

/// Whether a word is one of a list.
fn lists(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|listed| listed == word)
}

/// Whether one word is the name of a person: `voornaam`, `clientname`.
fn names_a_person(word: &str) -> bool {
    let before = NAMES.split_whitespace().find_map(|name| word.strip_suffix(name));
    let after = NAMES.split_whitespace().find_map(|name| word.strip_prefix(name));
    let is_start = |part: &str| lists(NAME_STARTS, part) || lists(PERSONS, part);
    before.is_some_and(is_start) || after.is_some_and(|part| lists(PERSONS, part))
}

/// The words of a heading in lower case: apart by anything but letters and digits, and where a capital
/// follows a small letter.
fn words(heading: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for character in heading.chars() {
        let parts = !character.is_alphanumeric() || (was_small && character.is_uppercase());
        if parts && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| character.is_alphanumeric()) {
            word.extend(character.to_lowercase());
        }
        was_small = character.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::is_personal;

    #[test]
    fn headings_that_announce_personal_data_are_known_however_they_are_written() {
        for heading in [
            "naam",
            "Naam",
            "voornaam",
            "Voornaam partner",
            "Achternaam",
            "Last name",
            "LastName",
            "name",
            "naam cliënt",
            "naam van de cliënt",
            "client_name",
            "naamHuurder",
            "contactpersoon",
            "Contact person",
            "BSN",
            "BSN-nummer",
            "bsn client",
            "SSN",
            "V-nummer",
            "A-nummer",
            "geboortedatum",
            "Geb.dat.",
            "DOB",
            "nationaliteit",
            "land van herkomst",
            "LandVanHerkomst",
            "Herkomst",
            "diagnose",
            "medisch",
            "Medische bijzonderheden",
            "handicap",
            "verslaving",
            "psychische klachten",
            "adres",
            "address",
            "straatnaam",
            "huisnr",
            "huis nr.",
            "woonplaats",
            "Postcode",
            "e-mail",
            "E-mailadres",
            "mail",
            "Telefoon nr",
            "telnr",
            "tel. nr",
            "gsm",
            "06-nummer",
            "IBAN",
            "geslacht",
        ] {
            assert!(is_personal(heading), "{heading}");
        }
    }

    #[test]
    fn headings_about_dwellings_and_organisations_are_let_through() {
        for heading in [
            "Business name",
            "complexnaam",
            "naam complex",
            "landlord name",
            "groepsnaam",
            "organisatienaam",
            "Naam project",
            "opmerking",
            "wijk",
            "tellen",
            "hotel",
            "rasterpunt",
            "trace",
            "terras",
            "Essex",
            "assessment",
            "caliban",
            "archiefnummer",
            "volgnummer",
            "clientnummer",
            "kandidaatnummer",
            "mailing",
            "agenda",
            "Volgende ronde",
            "zipped",
            "partner",
            "contact",
            "leeftijd kind",
            "aantal kinderen",
            "",
        ] {
            assert!(!is_personal(heading), "{heading}");
        }
    }
}
