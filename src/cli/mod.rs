//! The command line: one file per command. Results go to standard output and to files, everything else
//! to standard error.

mod allocate;
mod check;
mod compare;
mod completions;
mod ending;
mod explain;
mod generate;
mod interrupt;
mod levers;
mod man;
mod monitor;
mod options;
mod plan;
mod progress;
mod reading;
mod schema;
mod serve;
mod simulate;
mod sweep;
mod template;
mod terminal;
mod verify;
mod whatif;

use std::ffi::OsString;

use clap::{Parser, Subcommand};

pub use ending::Ending;
use ending::Failure;
use options::Common;

/// Allocates vacant social dwellings to households of vulnerable groups: the largest feasible allocation
/// in strict priority, proven and explained.
///
/// The result is a proposal with reasons. People decide.
#[derive(Debug, Parser)]
#[command(name = "sleutel", version, arg_required_else_help = true, after_help = EXIT_STATUS)]
struct Arguments {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

const EXIT_STATUS: &str = "Exit status: 0 done; 1 the answer is no; 2 wrong input or usage; 3 stopped at the time \
                           limit with the best allocation so far written; 70 a fault of sleutel itself; \
                           130 interrupted, with nothing written.";

#[derive(Debug, Subcommand)]
enum Command {
    Allocate(allocate::Allocate),
    Check(check::Check),
    Explain(explain::Explain),
    Verify(verify::Verify),
    #[command(name = "whatif")]
    WhatIf(whatif::WhatIfArguments),
    Sweep(sweep::SweepArguments),
    Levers(levers::LeversArguments),
    Compare(compare::Compare),
    Generate(generate::Generate),
    Monitor(monitor::MonitorArguments),
    Plan(plan::PlanArguments),
    Simulate(simulate::SimulateArguments),
    Schema(schema::Schema),
    Serve(serve::Serve),
    Template(template::Template),
    Completions(completions::Completions),
    Man(man::Man),
}

/// Runs one command line, the name of the program first, and says how it ended. What went wrong has been
/// told on standard error by then.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Ending {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(fault) => {
            let _ = fault.print(); // nobody is left to tell when this fails
            return if fault.use_stderr() { Ending::Wrong } else { Ending::Done };
        }
    };
    let Arguments { common, command } = arguments;
    let ended = common.set_threads().and_then(|()| dispatch(&command, &common));
    ended.unwrap_or_else(|failure| failure.tell(common.quiet))
}

/// Runs `action`; a panic in it is told as our own fault, with the words to report it, and not as a trace.
pub fn guarded(action: impl FnOnce() -> Ending + std::panic::UnwindSafe) -> Ending {
    std::panic::set_hook(Box::new(|panic| {
        if !crate::input::is_minded() {
            terminal::tell_fault(&panic.to_string().replace('\n', " "));
        }
    }));
    std::panic::catch_unwind(action).unwrap_or(Ending::Fault)
}

fn dispatch(command: &Command, common: &Common) -> Result<Ending, Failure> {
    match command {
        Command::Allocate(allocate) => allocate.run(common),
        Command::Check(check) => check.run(common),
        Command::Explain(explain) => explain.run(common),
        Command::Verify(verify) => verify.run(common),
        Command::WhatIf(what_if) => what_if.run(common),
        Command::Sweep(sweep) => sweep.run(common),
        Command::Levers(levers) => levers.run(common),
        Command::Compare(compare) => compare.run(common),
        Command::Generate(generate) => generate.run(common),
        Command::Monitor(monitor) => monitor.run(common),
        Command::Plan(plan) => plan.run(common),
        Command::Simulate(simulate) => simulate.run(common),
        Command::Schema(schema) => schema.run(common),
        Command::Serve(serve) => serve.run(common),
        Command::Template(template) => template.run(common),
        Command::Completions(completions) => Ok(completions.run()),
        Command::Man(man) => man.run(common),
    }
}

/// The whole command line as clap knows it, for completions and man pages.
fn command() -> clap::Command {
    <Arguments as clap::CommandFactory>::command()
}

#[cfg(test)]
mod tests {
    #[test]
    #[allow(clippy::panic)]
    fn a_panic_is_our_own_fault_with_status_70() {
        assert_eq!(super::guarded(|| panic!("on purpose")).status(), 70);
    }

    #[test]
    fn the_command_line_contradicts_itself_nowhere() {
        super::command().debug_assert();
    }
}
