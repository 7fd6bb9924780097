//! Killed amid a word: what was typed is kept, the record is as it was, and the next start goes on where typing stopped.

use std::fs::File;
use std::path::PathBuf;
use std::sync::LazyLock;

use rustix::process::Signal;

use crate::support::example::built;
use crate::support::shown::rows;
use crate::support::terminal::Terminal;
use crate::support::{Desk, wait_until};

const FILE: &str = "actions/turnaround.ron";
const SAVE: &str = "\u{13}";
const OFFERED: &str = "Typed and not saved, from before";

/// The interface over a store that panics once this file is in the home.
static PANICKING: LazyLock<PathBuf> = LazyLock::new(|| built("panicking"));
const PANIC: &str = "panic";

/// Where somebody types, amid a word.
struct Typing {
    /// The keys that lead there from the record's row.
    keys: &'static str,
    /// The label of the field.
    label: &'static str,
    typed: &'static str,
    /// The rest of the word.
    rest: &'static str,
    told: &'static str,
    /// What stands in the file then.
    written: &'static str,
}

const TYPINGS: [Typing; 2] = [
    Typing {
        keys: "e",
        label: "Owner",
        typed: "Youth justice ma",
        rest: "nager",
        told: "Saved turnaround: owner",
        written: "    owner: \"Youth justice manager\",\n",
    },
    Typing {
        keys: "n",
        label: "New update",
        typed: "Two schools ha",
        rest: "ve joined.",
        told: "Saved turnaround: updates",
        written: "(date: \"2023-03-09\", author: \"Ann Officer\", text: \"Two schools have joined.\")",
    },
];

impl Typing {
    /// The line of the field, chosen, with these words in it.
    fn line(&self, words: &str) -> String {
        format!("\n>{:<17}{words}", self.label)
    }

    /// Goes to the field and types into it.
    fn begin(&self, terminal: &mut Terminal) {
        terminal
            .wait_for("? help")
            .press("6/id:turnaround\r", "> Turnaround")
            .press(self.keys, "Edit action turnaround");
        while !terminal.screen().contains(&format!("\n>{}", self.label)) {
            let before = terminal.screen();
            terminal.keys("\t").wait_until("the next field", |screen| rows(screen) != before);
        }
        terminal.press(self.typed, &self.line(self.typed));
    }

    /// The next start offers what was typed; it is taken up with the cursor behind it, typed to its end, and saved.
    fn goes_on(&self, desk: &Desk, ending: &str) {
        let mut terminal = Terminal::open(desk, (80, 24));
        terminal.wait_for(OFFERED).wait_for(&format!("{}: {}", self.label, self.typed));
        terminal.press("\r", "Taken up again from").wait_for(&self.line(self.typed));
        let (row, column) = terminal.look_at(vt100::Screen::cursor_position);
        let screen = terminal.screen();
        let line = screen.lines().nth(row.into()).unwrap();
        assert_eq!((line.len(), &line[..1]), (column.into(), ">"), "{ending}: the cursor is behind it:\n{screen}");

        // Both keys at once, so that the program ends while it is still busy with what was saved.
        terminal.press(self.rest, self.rest.trim()).keys(&format!("{SAVE}q"));

        assert_eq!(terminal.ended(), "0", "{ending}");
        assert!(desk.text(FILE).contains(self.written), "{ending}: {}", desk.text(FILE));
        is_offered_nothing(desk);
    }
}

/// No draft is left, and none is offered.
fn is_offered_nothing(desk: &Desk) {
    assert_eq!(desk.drafts(), Vec::<String>::new());
    let mut terminal = Terminal::open(desk, (80, 24));
    assert!(!terminal.wait_for("? help").screen().contains(OFFERED));
}

type Opening = fn(&Desk) -> Terminal;
type Ending = fn(&Desk, &mut Terminal);

fn open(desk: &Desk) -> Terminal {
    Terminal::open(desk, (80, 24))
}

fn open_deaf(desk: &Desk) -> Terminal {
    Terminal::open_in_shell(desk, "trap '' HUP; exec \"$0\"")
}

fn open_unheard(desk: &Desk) -> Terminal {
    Terminal::open_unheard(desk, env!("CARGO_BIN_EXE_csp"), &[])
}

fn open_panicking(desk: &Desk) -> Terminal {
    let drafts = desk.home().join(".local/state/csp/drafts");
    let (store, file) = (desk.store(), desk.home().join(PANIC));
    let arguments = [&store, &drafts, &file].map(|path| path.to_str().unwrap());
    Terminal::open_program(desk, &*PANICKING, &arguments)
}

/// Each way to die but the one that leaves no time: what it is, how the program is opened, how it is ended, how that is
/// told to whoever waits for it, and whether there is a terminal to be given back then.
const WAYS: [(&str, Opening, Ending, &str, bool); 5] = [
    ("SIGHUP", open, |_, terminal| _ = terminal.signal(Signal::HUP), "Hangup", true),
    ("SIGTERM", open, |_, terminal| _ = terminal.signal(Signal::TERM), "Terminated", true),
    (
        "a line that drops, with SIGHUP ignored as below nohup",
        open_deaf,
        |_, terminal| terminal.hang_up(),
        "Hangup",
        false,
    ),
    (
        "a line that drops and nobody tells, as below setsid",
        open_unheard,
        |_, terminal| terminal.hang_up(),
        "Hangup",
        false,
    ),
    ("a panic", open_panicking, |desk, _| drop(File::create(desk.home().join(PANIC)).unwrap()), "101", true),
];

#[test]
fn amid_a_word_nothing_typed_is_lost_and_the_next_start_goes_on_with_it() {
    for (way, open, end, told, is_there) in WAYS {
        for typing in TYPINGS {
            let desk = Desk::sample();
            let before = desk.files();
            let mut terminal = open(&desk);
            typing.begin(&mut terminal);

            end(&desk, &mut terminal);

            assert_eq!(terminal.ended(), told, "{way}");
            if is_there {
                terminal.is_given_back();
            }
            if told == "101" {
                terminal.wait_for("csp stopped: this is a fault in the program.").wait_for("as it was asked for");
            }
            assert_eq!(desk.processes(), Vec::<PathBuf>::new(), "{way}: no process is left");
            assert!(desk.files() == before, "{way}: the record is as it was");
            let drafts = desk.drafts();
            assert!(drafts.len() == 1 && drafts[0].contains(&format!("{:?}", typing.typed)), "{way}: {drafts:?}");
            typing.goes_on(&desk, way);
        }
    }
}

#[test]
fn killed_at_once_no_more_is_lost_than_what_was_typed_last() {
    for typing in TYPINGS {
        let desk = Desk::sample();
        let before = desk.files();
        let mut terminal = open(&desk);
        typing.begin(&mut terminal);
        wait_until("the draft", || desk.drafts().iter().any(|draft| draft.contains(typing.typed)));
        terminal.press(" more", &typing.line(&format!("{} more", typing.typed)));

        terminal.signal(Signal::KILL);

        assert_eq!(terminal.ended(), "Killed");
        assert_eq!(desk.processes(), Vec::<PathBuf>::new());
        assert!(desk.files() == before, "the record is as it was");
        let drafts = desk.drafts();
        assert!(drafts.len() == 1 && drafts[0].contains(typing.typed), "{drafts:?}");
        let mut terminal = open(&desk);
        terminal.wait_for(OFFERED).press("\r", &typing.line(typing.typed)).press(SAVE, typing.told).keys("q");
        assert_eq!(terminal.ended(), "0");
        assert!(desk.text(FILE).contains(typing.typed), "{}", desk.text(FILE));
        is_offered_nothing(&desk);
    }
}

type Killing = fn(&Desk, &mut Terminal);

#[test]
fn a_paste_of_200_kb_is_in_the_draft_whole_when_it_is_killed() {
    let line = "qd what was said, in one line of a long paper, with a £ and a –, q\r\n";
    let text = line.repeat(200_000 / line.len()) + "the end";
    let killings: [Killing; 2] = [
        |_, terminal| _ = terminal.signal(Signal::TERM),
        |desk, terminal| {
            wait_until("the draft", || desk.drafts().iter().any(|draft| draft.contains("the end\"")));
            terminal.signal(Signal::KILL);
        },
    ];
    for kill in killings {
        let desk = Desk::sample();
        let mut terminal = open(&desk);
        terminal.wait_for("? help").press("6/id:turnaround\r", "> Turnaround").press("n", "New update");
        terminal.press(&format!("\u{1b}[200~{text}\u{1b}[201~"), "the end");

        kill(&desk, &mut terminal);

        terminal.ended();
        let mut terminal = open(&desk);
        terminal.wait_for(OFFERED).press("\r", "the end").press(SAVE, "Saved turnaround: updates").keys("q");
        assert_eq!(terminal.ended(), "0");
        let answer = desk.run(&["show", "turnaround", "--json"]);
        let shown: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
        assert_eq!(shown["updates"][0]["text"].as_str().unwrap(), text.replace("\r\n", "\n"));
        is_offered_nothing(&desk);
    }
}

#[test]
fn a_draft_is_brought_together_with_what_was_saved_meanwhile_and_the_same_field_asks() {
    let typing = &TYPINGS[0];
    let desk = Desk::sample();
    let mut terminal = open(&desk);
    typing.begin(&mut terminal);
    terminal.signal(Signal::HUP);
    assert_eq!(terminal.ended(), "Hangup");
    assert_eq!(desk.run(&["set", "turnaround", "state=ongoing", "owner=Bea"]).code, 0);

    let mut terminal = open(&desk);
    terminal.wait_for(OFFERED).press("\r", "has changed").wait_for("Yours:").wait_for(&typing.line(typing.typed));
    terminal.wait_for("has changed State, Owner").press(SAVE, "see both, then save");
    assert!(desk.text(FILE).contains("owner: \"Bea\""), "she is asked first");
    terminal.press(SAVE, "Saved turnaround: owner");

    let text = desk.text(FILE);
    assert!(text.contains("owner: \"Youth justice ma\"") && text.contains("state: Ongoing"), "{text}");
}

#[test]
fn two_interfaces_of_one_officer_keep_a_draft_each_and_leave_the_others_alone() {
    let desk = Desk::sample();
    let mut one = open(&desk);
    TYPINGS[0].begin(&mut one);
    wait_until("the first draft", || desk.drafts().len() == 1);

    let mut other = open(&desk);
    assert!(!other.wait_for("? help").screen().contains(OFFERED), "it is being typed still");
    TYPINGS[1].begin(&mut other);
    wait_until("the second draft", || desk.drafts().len() == 2);
    for terminal in [&mut one, &mut other] {
        terminal.signal(Signal::KILL);
        assert_eq!(terminal.ended(), "Killed");
    }

    let mut next = open(&desk);
    next.wait_for(OFFERED).wait_for("Owner: Youth justice ma").wait_for("New update: Two schools ha");
    next.press("\r", "Taken up again").press(SAVE, "Saved turnaround").keys("q");
    assert_eq!(next.ended(), "0");
    let mut last = open(&desk);
    last.wait_for(OFFERED).press("\r", "Taken up again").press(SAVE, "Saved turnaround").keys("q");
    assert_eq!(last.ended(), "0");
    let text = desk.text(FILE);
    assert!(text.contains("Youth justice ma") && text.contains("Two schools ha"), "{text}");
    is_offered_nothing(&desk);
}
