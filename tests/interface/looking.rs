//! What the screen shows, how little it takes, and what it never sends.

use std::fs;
use std::thread::sleep;
use std::time::Duration;

use crate::support::Desk;
use crate::support::hostile;
use crate::support::terminal::Terminal;

/// What a lead looks for on the first screen.
const FIRST: [&str; 22] = [
    "SAMPLE as at 9 March 2023",
    "Domestic Abuse and Stalking",
    "Sexual Offences",
    "Violent Crime",
    "Anti-Social Behaviour",
    "Rural Crime",
    "Fraud",
    "Late  RAG",
    "not stated",
    "Mental health",
    "Substance misuse",
    "Complex cases / multiple needs",
    "Violence against women and girls",
    "FURTHER WORK OUTSTANDING (4",
    "Domestic abuse champions",
    "Evidence led prosecutions for stalking",
    "Prevention work with schools",
    "Why victims of sexual offences drop out",
    "Annual scrutiny of community safety",
    "366 days left",
    "0 overdue",
    "? help",
];

#[test]
fn on_a_fresh_home_the_first_screen_shows_it_all_with_no_key_pressed() {
    let desk = Desk::empty();

    let mut terminal = Terminal::open(&desk, (80, 24));
    terminal.wait_for("? help");

    let screen = terminal.screen();
    for part in FIRST {
        assert!(screen.contains(part), "{part:?} is missing in\n{screen}");
    }
    terminal.keys("q");
    assert_eq!(terminal.ended(), "0");
    assert!(!desk.home().join(".local/share/csp").exists(), "the place of the officer's own store stays empty");
    assert!(desk.home().join(".local/share/csp-sample/store.ron").exists());
}

#[test]
fn it_fits_every_window_and_follows_its_changes() {
    let desk = Desk::sample();
    let mut terminal = Terminal::open(&desk, (40, 10));

    terminal.wait_for("PRIORITIES").wait_for("? help").wait_for("Fraud");
    terminal
        .resize((200, 50))
        .wait_for("Three-year Community Safety Plan")
        .wait_for("priority domestic-abuse-and-stalking");
    terminal.resize((30, 5)).wait_for("csp needs 40x10; this is 30x5");
    terminal.resize((80, 24)).wait_for("FLAGS");
    terminal.keys("q");
    assert_eq!(terminal.ended(), "0");
}

#[test]
fn every_pane_is_one_key_away() {
    let desk = Desk::sample();
    let mut terminal = Terminal::open(&desk, (80, 24));

    for (key, part) in [
        ("2", "2 Priorities"),
        ("3", "3 Themes"),
        ("4", "4 Duties"),
        ("5", "5 Further work"),
        ("6", "6 Actions"),
        ("7", "7 Plans"),
        ("8", "8 Funding"),
        ("9", "9 Meetings and recommendations"),
        ("0", "0 Quality"),
        ("1", "1 Overview"),
    ] {
        terminal.press(key, part);
    }
}

/// The bytes that came, up to the end of the program.
fn all_bytes(desk: &Desk, variables: &[(&str, &str)]) -> Vec<u8> {
    let mut terminal = Terminal::open_with(desk, (80, 24), &[], |command| {
        command.env_remove("LANG");
        for (name, value) in variables {
            command.env(name, value);
        }
    });
    terminal
        .wait_for("? help")
        .press("6", "6 Actions")
        .press("j", "> Evidence led prosecutions")
        .press("\r", "action evidence-led-prosecutions");
    terminal.press("?", "Keys in a record").keys("q").wait_for("source 2.7").keys("q");
    assert_eq!(terminal.ended(), "0");
    terminal.is_given_back();
    terminal.bytes()
}

/// The numbers of each `CSI … m`.
fn colours(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let sequences = text.split("\u{1b}[").skip(1).filter_map(|part| {
        let end = part.find(|letter: char| letter.is_ascii_alphabetic())?;
        part[end..].starts_with('m').then(|| part[..end].to_owned())
    });
    sequences.flat_map(|numbers| numbers.split(';').map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn without_colour_the_selection_is_still_marked_and_reversed() {
    let desk = Desk::sample();
    desk.csp("set domestic-abuse-champions due=2023-01-01");

    let plain = colours(&all_bytes(&desk, &[("LANG", "C.UTF-8"), ("NO_COLOR", "1")]));
    let coloured = colours(&all_bytes(&desk, &[("LANG", "C.UTF-8")]));

    let is_colour = |number: &String| {
        number.parse().is_ok_and(|number: u32| (30..=38).contains(&number) || (40..=48).contains(&number))
    };
    assert!(!plain.iter().any(is_colour), "{plain:?}");
    assert!(coloured.iter().any(is_colour), "what is late is red: {coloured:?}");
    assert!(plain.contains(&"7".to_owned()), "reversed");
}

#[test]
fn in_a_plain_locale_every_byte_is_ascii() {
    let desk = Desk::sample();
    desk.run(&["set", "turnaround", "title=Siân’s “work” – £5"]);

    for locale in [&[("LC_ALL", "C")][..], &[], &[("LANG", "en_GB.ISO-8859-1")]] {
        assert!(all_bytes(&desk, locale).is_ascii(), "{locale:?}");
    }
}

#[test]
fn the_terminal_is_asked_nothing() {
    let bytes = all_bytes(&Desk::sample(), &[("LANG", "C.UTF-8")]);
    let text = String::from_utf8_lossy(&bytes);

    for question in [
        "\u{1b}[6n",
        "\u{1b}[5n",
        "\u{1b}[c",
        "\u{1b}[>c",
        "\u{1b}[>0q",
        "\u{1b}]11;?",
        "\u{1b}[?u",
        "\u{1b}[14t",
        "\u{1b}[18t",
    ] {
        assert!(!text.contains(question), "{question:?} wants an answer");
    }
    assert!(!text.contains("\u{1b}[?1000h") && !text.contains("\u{1b}[?1003h"), "the mouse stays the terminal's");
}

#[test]
fn a_move_of_the_cursor_sends_little_and_nothing_sends_nothing() {
    let desk = Desk::sample();
    let mut terminal = Terminal::open(&desk, (80, 24));
    terminal.press("6", "> Domestic abuse champions");

    for (key, row) in
        [("j", "> Evidence led"), ("j", "> Prevention"), ("k", "> Evidence led"), ("\u{1b}[B", "> Prevention")]
    {
        let before = terminal.whole_frame();
        let sent = terminal.press(key, row).whole_frame() - before;
        assert!(sent <= 400, "{sent} bytes for {key:?}");
    }
    // An idle second: there is no event to wait for, the point is that none comes.
    let before = terminal.whole_frame();
    sleep(Duration::from_secs(1));
    assert_eq!(terminal.bytes().len(), before);
}

#[test]
fn nothing_that_a_record_holds_reaches_the_terminal_as_it_is() {
    let desk = Desk::starter();
    for (path, text) in hostile::records() {
        desk.put(&path, text);
    }
    let mut terminal = Terminal::open(&desk, (200, 50));
    terminal.wait_for("? help");

    for pane in ["2", "3", "4", "5", "6", "7", "8", "9", "0"] {
        terminal.press(pane, &format!("{pane} "));
        terminal.press("\r", "source").press("e", "Ctrl-S save").press("\u{1b}", "follow link");
        terminal.press("1", "PRIORITIES");
    }
    terminal.press("6/hostile", "/hostile").press("\r", "Enter open").keys("q");
    assert_eq!(terminal.ended(), "0");

    let text = String::from_utf8(terminal.bytes()).unwrap();
    for raw in [
        "\u{1b}[31mB",
        "\u{1b}]",
        "\u{7}",
        "\u{8}",
        "\u{7f}",
        "\0",
        "\u{9b}",
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "\u{feff}",
        "\u{2028}",
        "\u{e0041}",
    ] {
        assert!(!text.contains(raw), "{raw:?} came through");
    }
    assert!(text.contains("\\u{1b}"), "it was on the screen, in words");
}

#[test]
fn where_no_text_can_be_placed_the_command_to_use_is_named() {
    let desk = Desk::sample();
    for term in ["dumb", ""] {
        let mut terminal = Terminal::open_with(&desk, (80, 24), &[], |command| command.env("TERM", term));

        terminal.wait_for("csp summary");
        assert_eq!(terminal.ended(), "2");
        assert!(!terminal.bytes().contains(&0x1b), "{term:?}");
    }
    let mut terminal = Terminal::open_with(&desk, (80, 24), &["--store", "nowhere"], |_| {});
    terminal.wait_for("is not a csp store");
    assert_eq!(terminal.ended(), "2");
}

#[test]
fn a_broken_record_is_told_on_the_bar_and_in_the_quality_pane() {
    let desk = Desk::sample();
    desk.put("actions/turnaround.ron", "Action(\n  ownr: \"x\",\n)");
    let mut terminal = Terminal::open(&desk, (80, 24));

    terminal.wait_for("1 UNREADABLE, see 0");
    terminal.press("0", "actions/turnaround.ron:2:3").wait_for("did you mean owner?");
    assert_eq!(fs::read_to_string(desk.store().join("actions/turnaround.ron")).unwrap(), "Action(\n  ownr: \"x\",\n)");
}
