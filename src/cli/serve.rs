//! `sleutel serve`.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use clap::Args;

use super::options::Common;
use super::{Ending, Failure, reading, terminal};
use crate::domain::Language;
use crate::input::{self, Files};
use crate::report::serving;
use crate::web::{self, ServeFault, Settings};

/// Opens the workbench: a local page on which a whole round is done
///
/// Load a round, look at its allocation, ask what if, compare, decide, approve and export, in a browser on this
/// machine. What is done is kept in a data file, as a journal that is never overwritten. Ctrl-C ends it.
#[derive(Debug, Args)]
#[command(after_help = "Example: sleutel serve models/utrecht-2025/rounds/2025-03 --data rounds.sqlite")]
pub(super) struct Serve {
    /// Folders or workbooks of rounds to open, unless they are open already
    #[arg(value_name = "ROUND")]
    rounds: Vec<PathBuf>,
    /// Port to listen at; 0 for any that is free
    #[arg(long, value_name = "PORT", default_value_t = 4747)]
    port: u16,
    /// File that keeps rounds and journal; made where there is none
    #[arg(long, value_name = "FILE", default_value = "sleutel.sqlite")]
    data: PathBuf,
    /// Address to listen at; another than this machine's own needs a password
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,
    /// File whose first line is the password that everyone is asked for
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// Further name under which visitors ask, such as that of a proxy before the workbench
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
}

impl Serve {
    pub(super) fn run(&self, common: &Common) -> Result<Ending, Failure> {
        let language = common.language_else(|| self.rounds.first().and_then(|round| input::language_of_round(round)));
        let settings = Settings {
            address: SocketAddr::new(self.listen, self.port),
            names: self.host.clone(),
            password: self.password(language)?,
            data: Some(self.data.clone()),
            rounds: self.rounds.iter().map(|round| opened(round, common)).collect::<Result<_, _>>()?,
            by: "sleutel serve".to_owned(),
        };
        let ready = |address: SocketAddr| {
            if !common.quiet {
                terminal::show(&serving::serving(address, &self.data, language));
            }
        };
        let stop = async {
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await; // without signals it is ended from outside
            }
        };
        match web::serve(settings, ready, stop) {
            Ok(()) => Ok(Ending::Done),
            Err(fault) => Err(self.failure(&fault, language)),
        }
    }

    fn password(&self, language: Language) -> Result<Option<String>, Failure> {
        let Some(file) = &self.password_file else { return Ok(None) };
        let text = std::fs::read_to_string(file)
            .map_err(|fault| Failure::Wrong(serving::password_unreadable(file, &fault, language), language))?;
        let word = text.lines().next().unwrap_or_default().trim().to_owned();
        if word.is_empty() {
            return Err(Failure::Wrong(serving::no_password(file, language), language));
        }
        Ok(Some(word))
    }

    fn failure(&self, fault: &ServeFault, language: Language) -> Failure {
        let sentence = match fault {
            ServeFault::Open => serving::needs_password(self.listen, language),
            ServeFault::Address(cause) => serving::not_listening(self.listen, self.port, cause, language),
            ServeFault::Store(cause) => serving::data_unusable(&self.data, cause, language),
        };
        Failure::Wrong(sentence, language)
    }
}

/// A round's name and files; only files that cannot be fetched are a failure here: the workbench shows all else.
fn opened(round: &Path, common: &Common) -> Result<(String, Files), Failure> {
    let language = || reading::language(round, common);
    let files = input::gather_files(round).map_err(|found| Failure::Input(found, language()))?;
    let name = round.canonicalize().unwrap_or_else(|_| round.to_owned());
    let name = name.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok((name, files))
}
