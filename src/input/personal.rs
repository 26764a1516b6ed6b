//! Which headings stand for personal data. A file with such a column is refused: ids and rule-relevant
//! facts are all that an allocation needs.

use super::schema::reduced;

/// Parts of a heading that leave no doubt.
const TELLING: [&str; 40] = [
    "bsn",
    "burgerservice",
    "sofinummer",
    "ssn",
    "socialsecurity",
    "geboorte",
    "birth",
    "nationalit",
    "diagnos",
    "aandoening",
    "ziekte",
    "disease",
    "adres",
    "address",
    "straat",
    "street",
    "huisnummer",
    "housenumber",
    "postcode",
    "zipcode",
    "postalcode",
    "email",
    "telefoon",
    "telephone",
    "phone",
    "mobielnummer",
    "iban",
    "rekeningnummer",
    "bankaccount",
    "paspoort",
    "passport",
    "vnummer",
    "geslacht",
    "gender",
    "etnic",
    "ethnic",
    "godsdienst",
    "religi",
    "voorletter",
    "initials",
];

/// Whole headings that are too short to look for inside others.
const EXACT: [&str; 9] = ["mail", "tel", "mobiel", "mobile", "dob", "sex", "ras", "race", "tussenvoegsel"];

/// Words that, beside `naam` or `name`, make it the name of a person; a complex or a landlord may have one.
const PERSONS: [&str; 34] = [
    "",
    "voor",
    "achter",
    "sur",
    "first",
    "last",
    "full",
    "given",
    "middle",
    "family",
    "maiden",
    "volledige",
    "roep",
    "meisjes",
    "familie",
    "gezins",
    "geslachts",
    "client",
    "cliënt",
    "klant",
    "kandidaat",
    "kandidaats",
    "candidate",
    "applicant",
    "woningzoekende",
    "aanvrager",
    "bewoner",
    "huurder",
    "tenant",
    "resident",
    "persoons",
    "person",
    "partner",
    "contact",
];

/// Whether a heading announces personal data.
pub(super) fn is_personal(heading: &str) -> bool {
    let heading = reduced(heading);
    let named = |word: &str| {
        let beside = heading.strip_suffix(word).or_else(|| heading.strip_prefix(word));
        beside.is_some_and(|beside| PERSONS.contains(&beside))
    };
    EXACT.contains(&heading.as_str())
        || TELLING.iter().any(|part| heading.contains(part))
        || ["naam", "namen", "name", "names"].into_iter().any(named)
}

#[cfg(test)]
mod tests {
    use super::is_personal;

    #[test]
    fn a_person_has_a_name_and_an_address_and_a_complex_has_a_name_only() {
        for heading in [
            "naam",
            "Naam",
            "voornaam",
            "Achternaam",
            "BSN",
            "geboortedatum",
            "nationaliteit",
            "diagnose",
            "adres",
            "e-mail",
            "Telefoon nr",
            "IBAN",
            "name",
            "Last name",
            "address",
            "naam cliënt",
            "client_name",
            "DOB",
        ] {
            assert!(is_personal(heading), "{heading}");
        }
        for heading in ["complexnaam", "landlord name", "opmerking", "wijk", "tellen", "groepsnaam"] {
            assert!(!is_personal(heading), "{heading}");
        }
    }
}
