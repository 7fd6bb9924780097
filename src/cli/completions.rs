//! `csp completions`: what a shell needs to complete what is typed.

use clap::ValueHint;
use clap_complete::{Generator, Shell};

use super::{Code, Failure, Output, table};

/// What a shell needs to complete commands, options and fixed values.
///
/// Put it where the shell looks for it, in a folder that is there (mkdir -p), and open a new shell. Commands and options
/// are completed in each of them; kinds, flags, panes and formats in bash and zsh, those of options in fish too. Ids are
/// not: the beginning of one is enough.
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(&self, output: &mut Output<'_>) -> Result<Code, Failure> {
        let mut table = hinting(table()).bin_name("csp");
        table.build();
        let mut script = Vec::new();
        self.shell.try_generate(&table, &mut script)?;
        output.data(&String::from_utf8_lossy(&script))?;
        Ok(Code::Done)
    }
}

/// The table in which what is no file says so: a shell offers files for what it knows nothing of.
fn hinting(command: clap::Command) -> clap::Command {
    let command = command.mut_args(|argument| {
        let is_known = !argument.get_action().takes_values() || argument.get_value_hint() != ValueHint::Unknown;
        if is_known { argument } else { argument.value_hint(ValueHint::Other) }
    });
    command.mut_subcommands(hinting)
}
