//! A text in the officer's own pager.

use std::io::{self, Write};
use std::process::{Command, Stdio};

/// What `$PAGER` names; `less` where it names nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pager {
    program: String,
    arguments: Vec<String>,
}

impl Pager {
    /// The pager that the variable names: a command with its arguments, which blanks part and quotes keep together. No shell
    /// reads it.
    ///
    /// # Errors
    /// A quote in it never ends; in words.
    pub fn named(variable: Option<&str>) -> Result<Self, String> {
        let named = variable.unwrap_or("less");
        let words = shell_words::split(named);
        let words = words.map_err(|_| format!("PAGER holds a quote that never ends: {named}. Next: set it anew"))?;
        let mut words = words.into_iter();
        let program = words.next().unwrap_or_else(|| "less".to_owned());
        Ok(Self { program, arguments: words.collect() })
    }

    /// Gives it a text on its standard input and waits for its end, however early that comes. It has the terminal
    /// meanwhile.
    ///
    /// # Errors
    /// It could not be started, or did not end well; in words.
    pub(crate) fn show(&self, text: &str) -> Result<(), String> {
        let started = Command::new(&self.program).args(&self.arguments).stdin(Stdio::piped()).spawn();
        let failed = |why: io::Error| {
            format!("{} could not be started: {why}. Next: set PAGER to one that is there", self.program)
        };
        let mut child = started.map_err(failed)?;
        // A pager that was left before it had read everything is no failure.
        if let Some(mut input) = child.stdin.take() {
            drop(input.write_all(text.as_bytes()));
        }
        match child.wait() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("{}: {status}", self.program)),
            Err(why) => Err(format!("{}: {why}", self.program)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pager_gets_the_text_with_its_own_arguments_and_may_leave_early() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("for the board.txt");
        let tee = Pager::named(Some(&format!("dd status=none 'of={}'", path.display()))).unwrap();

        assert_eq!(tee.show("Duties\n"), Ok(()));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "Duties\n");
        assert_eq!(Pager::named(Some("true")).unwrap().show(&"x".repeat(1 << 20)), Ok(()), "it leaves at once");
        assert!(Pager::named(Some("false")).unwrap().show("").unwrap_err().contains("false"));
        assert!(Pager::named(Some("/nowhere/less")).unwrap().show("").unwrap_err().contains("could not be started"));
        assert!(Pager::named(Some("less 'x")).unwrap_err().contains("quote"));
        assert_eq!(Pager::named(None).unwrap().program, "less");
    }
}
