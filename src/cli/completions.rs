//! `sleutel completions`.

use clap::Args;
use clap_complete::Shell;

use super::{Ending, terminal};

/// Writes the completion script of a shell to standard output
#[derive(Debug, Args)]
#[command(after_help = "Example: sleutel completions bash > ~/.local/share/bash-completion/completions/sleutel")]
pub(super) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> Ending {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut super::command(), "sleutel", &mut script);
        terminal::show(&String::from_utf8_lossy(&script));
        Ending::Done
    }
}
