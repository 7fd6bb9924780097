//! Which palette is taken, and what goes to the terminal with it.

use portable_pty::CommandBuilder;
use vt100::Color;

use crate::support::Desk;
use crate::support::shown::rows;
use crate::support::terminal::Terminal;

/// What the bar's first letter tells of a palette.
#[derive(Debug, PartialEq, Eq)]
enum Taken {
    Colour,
    Mono,
    HighContrast,
}

type Variables = &'static [(&'static str, &'static str)];

/// A store with something late, to be coloured.
fn late() -> Desk {
    let desk = Desk::sample();
    let answer = desk.run(&["set", "turnaround", "due=2023-03-01"]);
    assert_eq!(answer.code, 0, "{answer:?}");
    desk
}

fn taken(desk: &Desk, arguments: &[&str], change: impl FnOnce(&mut CommandBuilder)) -> Taken {
    let mut terminal = Terminal::open_with(desk, (80, 24), arguments, change);
    terminal.wait_for("? help").press("6", "\n>!Turnaround");
    terminal.whole_frame();
    terminal.look_at(|screen| {
        let cells: Vec<_> = screen_cells(screen).collect();
        if cells.iter().all(|cell| cell.bgcolor() == Color::Idx(0)) {
            Taken::HighContrast
        } else if cells.iter().any(|cell| cell.fgcolor() == Color::Idx(1)) {
            Taken::Colour
        } else {
            assert!(cells.iter().all(|cell| (cell.fgcolor(), cell.bgcolor()) == (Color::Default, Color::Default)));
            Taken::Mono
        }
    })
}

fn screen_cells(screen: &vt100::Screen) -> impl Iterator<Item = &vt100::Cell> {
    let (height, width) = screen.size();
    (0..height.get()).flat_map(move |row| (0..width.get()).filter_map(move |column| screen.cell(row, column)))
}

#[test]
fn the_palette_is_the_first_that_is_named() {
    let desk = late();
    let cases: [(&str, Variables, Taken); 12] = [
        ("", &[], Taken::Colour),
        ("", &[("NO_COLOR", "1")], Taken::Mono),
        ("", &[("TERM", "vt100")], Taken::Mono),
        ("", &[("TERM", "linux")], Taken::Colour),
        ("", &[("CSP_PALETTE", "high-contrast"), ("NO_COLOR", "1")], Taken::HighContrast),
        ("", &[("CSP_PALETTE", "Mono")], Taken::Mono),
        ("", &[("CSP_PALETTE", "")], Taken::Colour),
        ("--color never", &[("CSP_PALETTE", "high-contrast")], Taken::Mono),
        ("--color always", &[("CSP_PALETTE", "mono"), ("NO_COLOR", "1")], Taken::Colour),
        ("--palette high-contrast --color never", &[("CSP_PALETTE", "mono")], Taken::HighContrast),
        ("--palette colour", &[("NO_COLOR", "1")], Taken::Colour),
        ("--palette auto", &[("CSP_PALETTE", "mono")], Taken::Colour),
    ];

    for (arguments, variables, wanted) in cases {
        let arguments: Vec<_> = arguments.split_whitespace().collect();
        let taken = taken(&desk, &arguments, |command| {
            for (name, value) in variables {
                command.env(name, value);
            }
        });
        assert_eq!(taken, wanted, "{arguments:?} {variables:?}");
    }
}

#[test]
fn a_palette_that_there_is_not_is_refused_with_those_that_there_are() {
    let desk = Desk::sample();
    for (arguments, variable) in [(&["--palette", "pink"][..], "mono"), (&[], "p\u{1b}[31m")] {
        let mut terminal =
            Terminal::open_with(&desk, (80, 24), arguments, |command| command.env("CSP_PALETTE", variable));

        assert_eq!(terminal.ended(), "2");
        terminal.wait_for("auto, colour, mono").wait_for("high-contrast").is_given_back();
        assert!(!terminal.bytes().contains(&0x1b), "{}", terminal.screen());
    }
}

#[test]
fn in_high_contrast_the_whole_window_is_black_and_the_chosen_row_is_reversed_and_marked() {
    let desk = late();
    let mut terminal = Terminal::open_with(&desk, (80, 24), &["--palette", "high-contrast"], |command| {
        command.env("TERM", "linux");
    });
    let is_black = |screen: &vt100::Screen| screen_cells(screen).all(|cell| cell.bgcolor() == Color::Idx(0));
    let reversed = |screen: &vt100::Screen| -> Vec<_> {
        (1..screen.size().0.get()).filter(|row| screen.cell(*row, 3).is_some_and(vt100::Cell::inverse)).collect()
    };
    terminal.wait_for("? help");

    for keys in ["6", "?", "\u{1b}", "e", "\t", "\u{1b}", "\r", "1"] {
        terminal.keys(keys).wait_until_read();
        terminal.whole_frame();
        terminal.wait_until("a black window", is_black);
    }
    terminal.press("6", "\n>!Turnaround").wait_until("the chosen row", |screen| {
        let (row, _) = screen.cursor_position();
        reversed(screen) == [row] && rows(screen).lines().nth(usize::from(row)).is_some_and(|it| it.starts_with(">!"))
    });
    for size in [(200, 50), (20, 5), (81, 25)] {
        terminal.resize(size).wait_until("a black window", |screen| is_black(screen) && rows(screen).contains('h'));
    }
    let sent = String::from_utf8(terminal.bytes()).unwrap();
    let bright = (8..16).find(|number| sent.contains(&format!("48;5;{number}")));
    assert_eq!(bright, None, "a background that the Linux console does not have");
}
