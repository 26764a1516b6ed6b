//! What `serve` says: where the workbench is, or why there is none.

use std::net::{IpAddr, SocketAddr};
use std::path::Path;

use crate::domain::Language;

/// Where the workbench is, and where its data stands.
pub fn serving(address: SocketAddr, data: &Path, language: Language) -> String {
    let data = data.display();
    match language {
        Language::En => format!("Workbench: http://{address}/\nData file: {data}\nCtrl-C ends it.\n"),
        Language::Nl => format!("Werkbank: http://{address}/\nGegevensbestand: {data}\nCtrl-C beëindigt haar.\n"),
    }
}

/// That an address which others can reach needs a password.
pub fn needs_password(address: IpAddr, language: Language) -> String {
    match language {
        Language::En => format!(
            "others can reach {address}, so a password is needed: give --password-file FILE, or leave --listen out"
        ),
        Language::Nl => format!(
            "anderen kunnen bij {address}, dus is een wachtwoord nodig: geef --password-file BESTAND, of laat --listen weg"
        ),
    }
}

/// That the file of the password cannot be read.
pub fn password_unreadable(file: &Path, fault: &std::io::Error, language: Language) -> String {
    let file = file.display();
    match language {
        Language::En => format!("the password file {file} cannot be read: {fault}"),
        Language::Nl => format!("het wachtwoordbestand {file} kan niet gelezen worden: {fault}"),
    }
}

/// That the file of the password holds none.
pub fn no_password(file: &Path, language: Language) -> String {
    let file = file.display();
    match language {
        Language::En => format!("the first line of {file} is empty; it should be the password"),
        Language::Nl => format!("de eerste regel van {file} is leeg; daar hoort het wachtwoord te staan"),
    }
}

/// That the address cannot be listened at.
pub fn not_listening(address: IpAddr, port: u16, fault: &std::io::Error, language: Language) -> String {
    match language {
        Language::En => format!("cannot listen at port {port} of {address} ({fault}); give another with --port"),
        Language::Nl => {
            format!("kan niet luisteren op poort {port} van {address} ({fault}); geef een andere met --port")
        }
    }
}

/// That the data file cannot be used.
pub fn data_unusable(file: &Path, fault: &impl std::fmt::Display, language: Language) -> String {
    let file = file.display();
    match language {
        Language::En => format!("the data file {file} cannot be used: {fault}; give another with --data"),
        Language::Nl => format!("het gegevensbestand {file} is niet te gebruiken: {fault}; geef een ander met --data"),
    }
}
