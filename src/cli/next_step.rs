//! Next steps as they can be typed: with the store that was named on the command line in each command of theirs.

use std::path::Path;
use std::sync::LazyLock;

use clap::CommandFactory;

use super::Cli;

/// The names of all commands.
static COMMANDS: LazyLock<Vec<String>> =
    LazyLock::new(|| Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect());

/// What comes before a next step.
const NEXT: &str = "Next: ";

/// The words with `--store` in each command that they name as a next step; as they are where it is in them already.
pub fn with_store(words: &str, store: &Path) -> String {
    let Some((what, next)) = words.split_once(NEXT) else { return words.to_owned() };
    let path = store.to_string_lossy();
    let named = format!("csp --store {} ", shell_words::quote(&path));
    let mut parts = next.split("csp ");
    let mut done = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_word = done.chars().next_back().is_none_or(|letter| !letter.is_alphanumeric());
        done.push_str(if is_word && is_command(part) { &named } else { "csp " });
        done.push_str(part);
    }
    format!("{what}{NEXT}{done}")
}

/// Whether words begin with a command on a store; `csp init` names the one that it makes.
fn is_command(words: &str) -> bool {
    let end = words.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(words.len());
    let named = &words[..end];
    named != "init" && COMMANDS.iter().any(|command| command == named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_of_a_next_step_names_the_store_and_nothing_else_does() {
        let store = Path::new("/srv/our store");
        let words = "csp: two set the same. Next: csp resolve one mine, or csp resolve one theirs (csp is told)";
        assert_eq!(
            with_store(words, store),
            "csp: two set the same. Next: csp --store '/srv/our store' resolve one mine, or csp --store '/srv/our store' resolve one theirs (csp is told)"
        );
        for same in ["csp check found nothing", "no such. Next: csp --store x check", "no. Next: type xcsp check"] {
            assert_eq!(with_store(same, store), same);
        }
    }
}
