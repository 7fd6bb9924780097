//! The palette: every command that can be given here, with its key, found by a few letters; or what can be added here.

use super::command::{Adding, Command};
use super::keymap::{Context, offered};
use super::pick::{Choice, Pick};

/// The commands of a context in a list to pick from.
#[derive(Clone, Debug)]
pub(crate) struct Palette {
    pub(crate) pick: Pick,
    commands: Vec<(Command, Choice)>,
}

impl Palette {
    /// The commands of a context. Those that have several keys stand there once.
    pub(crate) fn new(context: Context) -> Self {
        let mut commands: Vec<(Command, Choice)> = Vec::new();
        for (command, key) in offered(context) {
            let is_new = commands.iter().all(|(listed, _)| *listed != command);
            if is_new && command != Command::Palette {
                commands.push((command, Choice { value: key, words: command.words() }));
            }
        }
        Self::over("Commands", commands)
    }

    /// What can be added here; `meeting` is what the chosen meeting is called.
    pub(crate) fn adding(offered: &[Adding], meeting: &str) -> Self {
        let choice = |adding: &Adding| (Command::AddAs(*adding), Choice::word(adding.words(meeting)));
        Self::over("Add", offered.iter().map(choice).collect())
    }

    fn over(label: &'static str, commands: Vec<(Command, Choice)>) -> Self {
        let options = commands.iter().map(|(_, choice)| choice.clone()).collect();
        Self { pick: Pick::new(label, options), commands }
    }

    /// The command under the cursor.
    pub(crate) fn command(&self) -> Option<Command> {
        let chosen = self.pick.choice()?;
        self.commands.iter().find(|(_, choice)| *choice == chosen).map(|(command, _)| *command)
    }
}
