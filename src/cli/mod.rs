//! The commands: one file a command, over one table of commands.

mod add;
mod archive;
mod changes;
mod check;
mod completions;
mod config;
mod coverage;
mod edit;
mod examples;
mod export;
mod failure;
mod gate;
mod history;
mod import;
mod init;
mod list;
mod man;
mod next_step;
mod note;
mod offered;
mod output;
mod report;
mod resolve;
mod roll;
mod set;
mod show;
mod source;
mod summary;
mod sync;
mod triage;
mod undo;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveDate;
use clap::builder::FalseyValueParser;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum, ValueHint};

pub use config::Config;
pub use examples::{EXAMPLES, Example};
pub use failure::{Code, Failure};
pub use next_step::with_store;
pub use output::Output;

use crate::model::When;
use crate::model::display::display;

/// What is known of the world around: read once, by `main`.
#[derive(Clone, Debug)]
pub struct World {
    /// The day by the clock.
    pub clock: NaiveDate,
    /// Who is working, for updates and ratings.
    pub officer: String,
    /// The editor that `$VISUAL`, else `$EDITOR` names.
    pub editor: Option<String>,
    /// Columns of the terminal; `None` where the output goes to a file or a pipe, and nothing is cut.
    pub width: Option<usize>,
    /// Whether somebody watches what is said: standard error is a terminal.
    pub watched: bool,
    /// How long a sync waits for the remote at a time.
    pub sync_timeout: Duration,
}

/// The working book of a Community Safety Partnership's lead officer.
///
/// Without a command, csp opens the interface. Records are plain RON files in one folder; with no store yet, the
/// interface and the reading commands show a sample, and csp init makes a store of your own.
#[derive(Debug, Parser)]
#[command(name = "csp", version, max_term_width = 80)]
pub struct Cli {
    /// What holds whatever the command.
    #[command(flatten)]
    pub common: Common,
    /// What holds for the interface.
    #[command(flatten)]
    pub interface: Interface,
    /// The command; the interface where there is none.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What holds whatever the command.
#[derive(Clone, Debug, clap::Args)]
pub struct Common {
    /// The folder of the store; without it CSP_STORE says, then the settings
    #[arg(
        long,
        value_name = "DIR",
        value_hint = ValueHint::DirPath,
        global = true,
        help_heading = "For every command"
    )]
    pub store: Option<PathBuf>,
    /// The day that counts as today: 2023-03-09, yesterday, end of quarter
    #[arg(long, value_name = "DATE", global = true, help_heading = "For every command")]
    pub as_at: Option<String>,
    /// Plain ASCII only
    #[arg(long, global = true, help_heading = "For every command")]
    pub ascii: bool,
    /// Colour in the interface
    #[arg(long, value_name = "WHEN", global = true, help_heading = "For every command", default_value = "auto")]
    pub color: Color,
}

/// What holds for the interface.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "For the interface")]
pub struct Interface {
    /// How it looks; if not named here, --color says, then CSP_PALETTE, the settings, NO_COLOR and TERM
    #[arg(long, value_name = "PALETTE")]
    pub palette: Option<Palette>,
    /// Take the mouse: the wheel moves the cursor, a click chooses, a click on what is chosen opens it. Without it the
    /// terminal selects and copies text with the mouse
    #[arg(long, env = "CSP_MOUSE", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub mouse: bool,
}

/// How the interface looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
pub enum Palette {
    /// As NO_COLOR and TERM say.
    Auto,
    /// In the terminal's own colours.
    #[value(alias = "color")]
    Colour,
    /// By weight, underlining and reversing alone.
    Mono,
    /// White on black and nothing faint, whatever the terminal's colours.
    HighContrast,
}

impl Palette {
    /// The palette that the variable CSP_PALETTE names.
    ///
    /// # Errors
    /// It names none.
    pub fn of_variable(value: &str) -> Result<Self, Failure> {
        <Self as ValueEnum>::from_str(value.trim(), true).map_err(|_| {
            let value = display(value);
            Failure::usage(format!("CSP_PALETTE is {value}; it can be auto, colour, mono or high-contrast"))
        })
    }
}

/// When the interface uses colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// Where the terminal has it and NO_COLOR is not set.
    Auto,
    /// In any case.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// One page of plain text: the whole, or one pane or record
    Summary(summary::Summary),
    /// A table of records
    List(list::List),
    /// One record in full, with its links
    Show(show::Show),
    /// Add a record; prints its id
    Add(add::Add),
    /// Change fields of a record
    Set(set::Set),
    /// Add a dated update to a record
    Note(note::Note),
    /// Edit a record's text in $VISUAL or $EDITOR
    Edit(edit::Edit),
    /// Hide a record; nothing is ever removed
    Archive(archive::Archive),
    /// Bring a hidden record back
    Restore(archive::Restore),
    /// What needs a decision, most urgent first
    Triage(triage::Triage),
    /// Priorities and themes by stage, gaps marked
    Coverage(coverage::Coverage),
    /// A report on paper: text, Markdown or a Word document
    Report(report::Report),
    /// Every problem of the store: where, what is wrong, what to do next
    Check(check::Check),
    /// Pass the next gate of a plan
    Gate(gate::Gate),
    /// Roll the year: carry, close or supersede each item of the old plan
    Roll(roll::Roll),
    /// Records for a spreadsheet, a calendar or a program
    Export(export::Export),
    /// Take records from a spreadsheet
    Import(import::Import),
    /// Who changed what and when
    History(history::History),
    /// Take back the last save
    Undo(undo::Undo),
    /// What has changed since a day or a meeting
    Changes(changes::Changes),
    /// Decide between two versions of a record
    Resolve(resolve::Resolve),
    /// Exchange what was saved with colleagues elsewhere
    Sync(sync::Sync),
    /// Make a store
    Init(init::Init),
    /// What a shell needs to complete what is typed
    Completions(completions::Completions),
    /// The manual page, for man
    Man(man::Man),
}

/// The table of the commands with the examples of each, from which help, completions and the manual page are made.
fn table() -> clap::Command {
    with_examples("", Cli::command())
}

fn with_examples(name: &str, command: clap::Command) -> clap::Command {
    let command = command.mut_subcommands(|below| {
        let name = format!("{name} {}", below.get_name());
        with_examples(name.trim(), below)
    });
    match examples::of(name) {
        [] => command,
        examples => command.before_long_help(examples::shown(examples)),
    }
}

/// Reads the arguments. Help and version are printed, and what is wrong with the arguments is said.
///
/// # Errors
/// Nothing is left to run: the code is what the program ends with, the message what kept help from being printed.
pub fn read(arguments: &[OsString], output: &mut Output<'_>) -> Result<Cli, Failure> {
    let failed = match parse(Cli::command(), arguments) {
        Ok(cli) => return Ok(cli),
        Err(failed) => failed,
    };
    // Asked again, it is told with the examples; and of arguments that are harmless on one line each, clap quotes those.
    let harmless: Vec<_> =
        arguments.iter().map(|argument| display(&argument.to_string_lossy()).into_owned().into()).collect();
    let failed = parse(table(), &harmless).err().unwrap_or(failed);
    let text = failed.render().to_string();
    if failed.use_stderr() {
        output.say_lines(text.trim_end());
        return Err(Failure::new(Code::Usage, ""));
    }
    output.text(&text)?;
    Err(Failure::new(Code::Done, ""))
}

fn parse(mut table: clap::Command, arguments: &[OsString]) -> Result<Cli, clap::Error> {
    let mut matches = table.try_get_matches_from_mut(arguments)?;
    Cli::from_arg_matches_mut(&mut matches).map_err(|failed| failed.format(&mut table))
}

/// Runs a command.
///
/// # Errors
/// Whatever kept it from being done, with the code that the program ends with.
pub fn run(command: &Command, common: &Common, world: &World, output: &mut Output<'_>) -> Result<Code, Failure> {
    let source = source::Source::new(common, world)?;
    let ended = match command {
        Command::Summary(it) => it.run(&source, output),
        Command::List(it) => it.run(&source, output),
        Command::Show(it) => it.run(&source, output),
        Command::Add(it) => it.run(&source, output),
        Command::Set(it) => it.run(&source, output),
        Command::Note(it) => it.run(&source, output),
        Command::Edit(it) => it.run(&source, output),
        Command::Archive(it) => it.run(&source, output),
        Command::Restore(it) => it.run(&source, output),
        Command::Triage(it) => it.run(&source, output),
        Command::Coverage(it) => it.run(&source, output),
        Command::Report(it) => it.run(&source, output),
        Command::Check(it) => it.run(&source, output),
        Command::Gate(it) => it.run(&source, output),
        Command::Roll(it) => it.run(&source, output),
        Command::Export(it) => it.run(&source, output),
        Command::Import(it) => it.run(&source, output),
        Command::History(it) => it.run(&source, output),
        Command::Undo(it) => it.run(&source, output),
        Command::Changes(it) => it.run(&source, output),
        Command::Resolve(it) => it.run(&source, output),
        Command::Sync(it) => it.run(&source, output),
        Command::Init(it) => it.run(common, world, output),
        Command::Completions(it) => it.run(output),
        Command::Man(it) => it.run(output),
    };
    if let Some(trouble) = source.trouble() {
        output.say(&format!("csp: {trouble}"));
    }
    ended
}

/// The day that `--as-at` names.
///
/// # Errors
/// What is no day.
pub fn as_at(common: &Common, clock: NaiveDate) -> Result<Option<NaiveDate>, Failure> {
    let Some(typed) = &common.as_at else { return Ok(None) };
    let when = When::typed_to_count(typed, clock).map_err(|why| Failure::usage(format!("--as-at: {why}")))?;
    let day = when.last_day().ok_or_else(|| Failure::usage("--as-at needs a day, such as 2023-03-09"))?;
    Ok(Some(day))
}
