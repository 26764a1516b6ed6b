//! `sleutel` on the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    let ending = sleutel::cli::guarded(|| sleutel::cli::run(std::env::args_os()));
    ExitCode::from(ending.status())
}
