//! `csp man`: the manual page, one page of the whole program.

use std::io;

use clap_mangen::Man as Manual;
use clap_mangen::roff::{Roff, bold, roman};

use super::{Code, Failure, Output, examples, table};

/// The manual page, for man.
///
/// It tells of every command on one page, of exit codes, variables and files. Written to csp.1 it is read with man
/// ./csp.1. In a folder man1 of man's own, which is there (mkdir -p), it is found by man csp: ~/.local/share/man/man1
/// where ~/.local/bin is in the path, /usr/local/share/man/man1 for everybody on the machine.
#[derive(Debug, clap::Args)]
pub struct Man {}

/// What a variable of the environment does.
const VARIABLES: &[(&str, &str)] = &[
    ("CSP_STORE", "The folder of the store, where --store names none."),
    (
        "CSP_OFFICER",
        "The name that updates, judgements and history carry; without it that of the settings, or the login name.",
    ),
    ("CSP_PALETTE", "How the interface looks, as --palette says it: auto, colour, mono or high-contrast."),
    ("CSP_MOUSE", "Set to 1, the interface takes the mouse, as with --mouse."),
    ("NO_COLOR", "Set to anything, the interface does without colour, unless an option or CSP_PALETTE asks for it."),
    ("TERM", "What the terminal can do: where it is dumb the interface does not open, on a vt100 it has no colour."),
    ("LC_ALL, LC_CTYPE, LANG", "The first that is set says whether the interface may leave ASCII: it names UTF-8."),
    ("VISUAL, EDITOR", "The editor of csp edit and of the interface; the first that is set."),
    ("PAGER", "The program in which the interface shows a page."),
    ("USER", "The name of the officer, where nothing else tells it."),
    ("SSH_CONNECTION", "That keys come over a line: the parts of one may then lie further apart."),
    (
        "HOME, XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME",
        "Where the files below are, if not in the places named there.",
    ),
];

/// What a file is.
const FILES: &[(&str, &str)] = &[
    ("~/.local/share/csp", "The store: a folder of plain RON files, one a record, made to be read and edited by hand."),
    ("~/.local/share/csp-sample", "The sample that the interface opens as long as there is no store."),
    ("~/.local/state/csp", "What was typed and is not saved yet. Only you can read it."),
    (
        "~/.config/csp/config.ron",
        "Settings, if you want any: officer, store, palette, ascii, mouse, look_every, sync_timeout.",
    ),
    ("STORE/store.ron", "The partnership, and the format of the store."),
    ("STORE/report.ron", "What the annual report says of itself."),
    ("STORE/conflicts/", "Other versions of records, until csp resolve decides."),
    ("STORE/templates/", "The store's own report templates, if it has any."),
    ("STORE/.csp/", "The lock, and what is being written."),
];

impl Man {
    #[allow(clippy::unused_self, reason = "every command runs alike")]
    pub(crate) fn run(&self, output: &mut Output<'_>) -> Result<Code, Failure> {
        output.text(&page()?)?;
        Ok(Code::Done)
    }
}

fn page() -> io::Result<String> {
    let mut table = table().subcommand_value_name("COMMAND");
    table.build();
    let mut page = Vec::new();
    // An empty date would be no argument at all.
    let whole = Manual::new(table.clone()).date("\"\"").manual("Community safety");
    whole.render_title(&mut page)?;
    whole.render_name_section(&mut page)?;
    whole.render_synopsis_section(&mut page)?;
    whole.render_description_section(&mut page)?;
    section("EXAMPLES", examples::of("").iter().copied()).to_writer(&mut page)?;
    whole.render_options_section(&mut page)?;
    Roff::new().control("SH", ["COMMANDS"]).to_writer(&mut page)?;
    commands("", &table, &mut page)?;
    let codes: Vec<_> = Code::ALL.iter().map(|code| ((*code as u8).to_string(), code.meaning())).collect();
    section("EXIT STATUS", codes.iter().map(|(code, meaning)| (code.as_str(), *meaning))).to_writer(&mut page)?;
    section("ENVIRONMENT", VARIABLES.iter().copied()).to_writer(&mut page)?;
    section("FILES", FILES.iter().copied()).to_writer(&mut page)?;
    let page = String::from_utf8_lossy(&page);
    // Each part begins with the same lines, which are needed once.
    let beginning = Roff::new().render();
    Ok(format!("{beginning}{}", page.replace(&beginning, "")))
}

/// Every command with its description, its options and its examples; those below it follow.
fn commands(above: &str, command: &clap::Command, page: &mut Vec<u8>) -> io::Result<()> {
    for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
        let name = format!("{above} {}", command.get_name());
        Roff::new().control("SS", [format!("csp{name}").as_str()]).to_writer(page)?;
        let own = command.clone().subcommand_value_name("COMMAND").mut_args(|argument| {
            let is_told_above = argument.is_global_set() || argument.get_id() == "help";
            argument.hide(is_told_above)
        });
        let own = Manual::new(own);
        let mut parts = Vec::new();
        own.render_synopsis_section(&mut parts)?;
        Roff::new().control("PP", []).to_writer(&mut parts)?;
        own.render_description_section(&mut parts)?;
        own.render_options_section(&mut parts)?;
        // As parts of a section they have no headings of their own.
        for line in String::from_utf8_lossy(&parts).lines().filter(|line| !line.starts_with(".SH")) {
            page.extend_from_slice(line.as_bytes());
            page.push(b'\n');
        }
        let mut roff = Roff::new();
        roff.control("PP", []).text([roman("For example:")]);
        rows(&mut roff, examples::of(name.trim()).iter().copied());
        roff.to_writer(page)?;
        commands(&name, command, page)?;
    }
    Ok(())
}

fn section<'a>(heading: &str, told: impl Iterator<Item = (&'a str, &'a str)>) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", [heading]);
    rows(&mut roff, told);
    roff
}

/// What each of these is, below it.
fn rows<'a>(roff: &mut Roff, told: impl Iterator<Item = (&'a str, &'a str)>) {
    for (what, is) in told {
        roff.control("TP", []).text([bold(what)]).text([roman(is)]);
    }
}
