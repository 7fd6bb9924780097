//! What to type: the examples of every command, in one table. Help and the manual page show it, and a test does what it says.

use textwrap::{Options, wrap};

/// A line to type, and what comes of it.
pub type Example = (&'static str, &'static str);

/// The examples of each command; those of csp itself have no name.
pub const EXAMPLES: &[(&str, &[Example])] = &[
    (
        "",
        &[
            ("csp", "open the interface"),
            ("csp summary", "the whole book on one page"),
            ("csp triage", "what needs a decision, the most urgent first"),
            ("csp list action overdue", "the actions that are late"),
            ("csp list action lead:dorset-police open", "what one agency has to do"),
            ("csp show turnaround", "one record in full"),
            ("csp set turnaround owner=\"YJS manager\" due=\"end of quarter\"", "who does it, and by when"),
            ("csp note turnaround \"Two schools have joined\"", "what is new, with today's date"),
            ("csp report scrutiny -o report.docx", "the annual scrutiny report"),
            ("csp import log.xlsx --dry-run", "what a partner's spreadsheet would change"),
        ],
    ),
    (
        "summary",
        &[
            ("csp summary", "the whole book on one page"),
            ("csp summary duties", "one pane"),
            ("csp summary fraud", "one record"),
            ("csp --as-at 2023-12-31 summary", "as it stands on another day"),
        ],
    ),
    (
        "list",
        &[
            ("csp list action overdue", "the actions that are late"),
            ("csp list due-soon", "what is due within 14 days, duties within 60"),
            ("csp list action lead:dorset-police open", "what one agency has to do"),
            ("csp list action unowned priority:fraud", "what nobody owns of a priority"),
            ("csp list due.before:2023-07-01", "what is due before a day"),
            ("csp list stalking", "whatever names a word"),
            ("csp list action open --csv > open.csv", "for a spreadsheet"),
        ],
    ),
    (
        "show",
        &[
            ("csp show turnaround", "one record in full"),
            ("csp show turn", "the beginning of its id is enough"),
            ("csp show dorset-police --contacts", "with telephone numbers and e-mail addresses"),
            ("csp show turnaround --json", "for a program"),
        ],
    ),
    (
        "add",
        &[
            (
                "csp add action \"Safer taxi ranks\" priorities=violent-crime due=\"1 jun\"",
                "an action, its priority and its date",
            ),
            ("csp add meeting \"Board, March\" date=2023-03-01", "a meeting"),
            ("csp add duty \"Prevent\" cadence=Yearly", "a duty that comes round each year"),
        ],
    ),
    (
        "set",
        &[
            ("csp set turnaround owner=\"YJS manager\" due=\"end of quarter\"", "who does it, and by when"),
            ("csp set turnaround rag=\"amber: two posts are vacant\"", "a colour, with its reason"),
            ("csp set turnaround priorities+=fraud", "one more in a list"),
            ("csp set turnaround owner=", "nobody again"),
            ("csp set store stale_after=60", "when open work counts as stale"),
        ],
    ),
    (
        "note",
        &[
            ("csp note turnaround \"Two schools have joined\"", "what is new, with today's date"),
            ("csp note turnaround - < minutes.txt", "the same from a file"),
        ],
    ),
    (
        "edit",
        &[
            ("csp edit turnaround", "the record's text, in your editor"),
            ("EDITOR=nano csp edit turnaround", "the same in this editor"),
            ("csp edit report", "what the annual report says of itself"),
        ],
    ),
    ("archive", &[("csp archive turnaround", "hide it; csp list archived shows it")]),
    ("restore", &[("csp restore turnaround", "bring it back")]),
    (
        "triage",
        &[
            ("csp triage", "what needs a decision, the most urgent first"),
            ("csp --as-at 2023-12-31 triage", "what will need one by then"),
            ("csp triage --ids", "the ids alone, for a script"),
        ],
    ),
    ("coverage", &[("csp coverage", "where nothing is being done")]),
    (
        "report",
        &[
            ("csp report board", "the paper to the board, on the screen"),
            ("csp report board -o board.docx", "the same as a Word document"),
            ("csp report actions --by owner", "the action log, by who holds what"),
            ("csp report chaser --body dorset-police", "what to ask an agency for"),
        ],
    ),
    (
        "report scrutiny",
        &[
            ("csp report scrutiny -o report.docx", "the annual report as a Word document"),
            ("csp report scrutiny --notes", "with what looks wrong at its end"),
            ("csp report scrutiny --format markdown > report.md", "the same as Markdown"),
        ],
    ),
    (
        "report board",
        &[
            ("csp report board -o board.docx", "the paper as a Word document"),
            ("csp report board --since 2022-12-06", "what is new since that day"),
        ],
    ),
    (
        "report highlight",
        &[
            ("csp report highlight", "progress since the last meeting"),
            ("csp report highlight --priority violent-crime", "of one priority"),
        ],
    ),
    (
        "report exception",
        &[
            ("csp report exception", "what is off its track"),
            ("csp report exception --body dorset-police", "of one agency"),
        ],
    ),
    (
        "report actions",
        &[
            ("csp report actions --by owner", "the action log, by who holds what"),
            ("csp report actions --priority fraud -o fraud.docx", "of one priority, to hand out"),
        ],
    ),
    ("report recommendations", &[("csp report recommendations -o answers.docx", "each with what became of it")]),
    (
        "report chaser",
        &[
            ("csp report chaser --body dorset-police", "the text of an e-mail"),
            ("csp report chaser --body dorset-police --log", "the same, noting that it was asked"),
        ],
    ),
    ("check", &[("csp check", "every problem, and what to do about it"), ("csp check > problems.txt", "for later")]),
    (
        "gate",
        &[
            ("csp gate community-safety-plan-2023-26 31/3/23", "its next gate is passed, on that day"),
            ("csp gate community-safety-plan-2023-26 --usual", "write the usual gates into it"),
            ("csp gate community-safety-plan-2023-26 --step agreed", "a gate out of turn"),
        ],
    ),
    (
        "roll",
        &[
            ("csp roll --to community-safety-plan-2023-26 --dry-run", "what would become of each item"),
            (
                "csp roll --to community-safety-plan-2023-26 --close turnaround=\"Done\"",
                "roll the year, and end one action with its reason",
            ),
            ("csp roll --to community-safety-plan-2023-26 --rename fraud=\"Scams\"", "give a priority its new name"),
        ],
    ),
    (
        "export",
        &[
            ("csp export --format xlsx -o book.xlsx", "a workbook of everything"),
            ("csp export --format ics action -o due.ics", "the actions' dates, for a calendar"),
            ("csp export --format csv --bom -o book.csv", "a table for Excel"),
            ("csp export --format json > book.json", "the whole book, for a program"),
        ],
    ),
    (
        "import",
        &[
            ("csp import log.xlsx --dry-run", "what it would change"),
            ("csp import log.xlsx", "take it, after a question where columns are guessed"),
            ("csp import log.csv --column \"Target date=due\" --yes", "say what a column is"),
            ("csp import partner.csv --value \"On track=in progress\" --yes", "say what a word means"),
        ],
    ),
    (
        "history",
        &[
            ("csp history turnaround", "every save of a record, the latest first"),
            ("csp history --saves 10", "the latest saves of all records"),
        ],
    ),
    (
        "undo",
        &[("csp undo", "take back your last save"), ("csp undo turnaround", "take back the last change of a record")],
    ),
    (
        "changes",
        &[
            ("csp changes", "what has changed since the last meeting"),
            ("csp changes --since \"3 weeks ago\"", "since a day"),
            ("csp changes --since people-and-health", "since a meeting, by the beginning of its id"),
        ],
    ),
    (
        "resolve",
        &[
            ("csp resolve turnaround", "show both versions"),
            ("csp resolve turnaround mine", "keep what stands in the record"),
            ("csp resolve turnaround theirs", "take the other one"),
        ],
    ),
    (
        "sync",
        &[
            ("csp sync ssh://server/srv/csp.git", "the first time, with the remote's address"),
            ("csp sync", "from then on"),
            ("csp sync --timeout 120", "over a slow line"),
        ],
    ),
    (
        "init",
        &[
            ("csp init", "your own store, in the usual place"),
            ("csp init practice --sample", "one to practise in, with the sample's records"),
            ("csp init /srv/csp --shared officers", "one for all members of a group"),
        ],
    ),
    (
        "completions",
        &[
            ("csp completions bash > ~/.local/share/bash-completion/completions/csp", "for bash"),
            ("csp completions fish > ~/.config/fish/completions/csp.fish", "for fish"),
            ("csp completions zsh > ~/.zfunc/_csp", "for zsh, with ~/.zfunc in its fpath"),
        ],
    ),
    (
        "man",
        &[
            ("csp man > csp.1", "the page, which man ./csp.1 shows"),
            ("csp man > ~/.local/share/man/man1/csp.1", "for man csp"),
        ],
    ),
];

/// The widest that an example may be and still have its meaning beside it.
const BESIDE: usize = 42;

/// The columns of help.
const WIDTH: usize = 80;

/// The examples of a command, by its name without `csp`.
pub(crate) fn of(command: &str) -> &'static [Example] {
    EXAMPLES.iter().find(|(name, _)| *name == command).map_or(&[], |(_, examples)| examples)
}

/// Examples as help shows them: what each does stands beside it, or below it where there is no room.
pub(crate) fn shown(examples: &[Example]) -> String {
    let beside = examples.iter().map(|(line, _)| line.len()).filter(|width| *width <= BESIDE).max().unwrap_or(0);
    let margin = " ".repeat(beside.max(4) + 4);
    let options = Options::new(WIDTH).initial_indent(&margin).subsequent_indent(&margin);
    let mut shown = "Examples:".to_owned();
    for (line, does) in examples {
        let does = wrap(does, &options).join("\n");
        if line.len() <= beside {
            shown.push_str(&format!("\n  {line:beside$}  {}", does.trim_start()));
        } else {
            shown.push_str(&format!("\n  {line}\n{does}"));
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::table;
    use clap::{ArgMatches, Command};

    /// The words of an example as csp gets them: without what the shell takes for itself.
    fn words(line: &str) -> Vec<String> {
        let words = shell_words::split(line).unwrap();
        let of_csp = words.into_iter().skip_while(|word| word != "csp");
        of_csp.take_while(|word| word != ">" && word != "<").collect()
    }

    /// The names of commands, those of commands below them too.
    fn names(above: &str, command: &Command) -> Vec<String> {
        let mut found = vec![above.to_owned()];
        for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
            found.extend(names(format!("{above} {}", command.get_name()).trim(), command));
        }
        found
    }

    /// The command that was understood, with those below it.
    fn name(matches: &ArgMatches) -> String {
        let Some((name, below)) = matches.subcommand() else { return String::new() };
        format!("{name} {}", self::name(below)).trim().to_owned()
    }

    #[test]
    fn every_command_has_examples_and_every_example_a_command() {
        let mut commands = names("", &table());
        let mut told: Vec<_> = EXAMPLES.iter().map(|(name, _)| (*name).to_owned()).collect();

        commands.sort();
        told.sort();

        assert_eq!(commands, told);
    }

    #[test]
    fn every_example_is_understood_as_one_of_its_command() {
        for (command, examples) in EXAMPLES {
            for (line, _) in *examples {
                let matches = table().try_get_matches_from(words(line)).unwrap_or_else(|why| panic!("{line}: {why}"));
                assert!(name(&matches).starts_with(command), "{line} is no example of {command}");
            }
        }
    }

    #[test]
    fn what_an_example_does_stands_beside_it_or_below_where_there_is_no_room() {
        let long = "csp a-command-that-is-longer-than-others \"of its kind\"";

        let shown = shown(&[("csp short", "at its side"), (long, "below"), ("csp", "and once more")]);

        assert_eq!(
            shown.lines().collect::<Vec<_>>(),
            [
                "Examples:",
                "  csp short  at its side",
                "  csp a-command-that-is-longer-than-others \"of its kind\"",
                "             below",
                "  csp        and once more",
            ]
        );
    }
}
