//! The palette, the one search over every kind, and the plain text of what is on screen.

use crate::model::Filter;
use crate::report::{Pane, pane_text};
use crate::store::Seed;
use crate::tui::command::Command;
use crate::tui::keymap::{Context, offered};
use crate::tui::session::Session;

#[test]
fn the_palette_finds_a_command_by_a_few_letters_and_shows_its_key() {
    let mut session = Session::sample();

    session.press("6:undo");
    assert!(session.screen().contains(">undo: take back your last change  u"), "{}", session.screen());
    session.press("<enter>");
    assert!(session.screen().contains("There is nothing to take back"), "{}", session.screen());
    session.press(":fund<enter>");

    assert!(session.screen().starts_with("8 Funding"), "a pane is a command too:\n{}", session.screen());
}

#[test]
fn every_key_of_a_pane_is_in_the_palette() {
    let mut session = Session::sample();
    session.resize(100, 60);

    let screen = session.press("6:").screen();

    let mut seen = vec![Command::Palette];
    for (command, key) in offered(Context::Browse) {
        let shown = format!("{}  {key}", command.words());
        assert!(seen.contains(&command) || screen.contains(&shown), "{shown}\n{screen}");
        seen.push(command);
    }
    assert!(seen.len() > 40, "{seen:?}");
}

#[test]
fn one_search_finds_records_of_every_kind_on_one_screen() {
    let mut session = Session::sample();

    let screen = session.press("4<enter>fstalking").screen();

    for title in [
        "Domestic Abuse and Stalking",
        "Stalking in safeguarding work",
        "Stalking modules for the Dragonfly Project",
        "CCTV and services to address stalking",
        "Evidence led prosecutions for stalking",
    ] {
        assert!(screen.contains(title), "{title}\n{screen}");
    }
    session.press("<enter><enter>");
    assert!(session.screen().contains("priority domestic-abuse-and-stalking"), "{}", session.screen());
}

#[test]
fn the_plain_text_of_a_pane_is_what_the_command_prints() {
    let mut session = Session::sample();
    session.resize(82, 60);

    session.press("5p");

    let expected = pane_text(&session.app.book, Pane::FurtherWork, &Filter::default(), "", session.app.today);
    let screen = session.screen();
    for line in expected.lines().skip(1) {
        assert!(screen.contains(line.trim_end()), "{line}\n{screen}");
    }
}

#[test]
fn the_plain_text_goes_to_a_new_file_of_the_name_that_is_typed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("for the board.txt");
    let mut session = Session::open(Seed::Sample.in_memory(), (80, 24));

    session.press("6/id:turnaround<enter><enter>pw");
    assert!(session.screen().contains("Write to: turnaround-2023-03-09.txt"), "{}", session.screen());
    session.press("<ctrl-u>").paste(path.to_str().unwrap()).press("<enter>");

    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("Turnaround programme\n"), "{text}");
    session.press("w<ctrl-u>").paste(path.to_str().unwrap()).press("<enter>");
    assert!(session.screen().contains("there is something of that name"), "{}", session.screen());
    session.press("<backspace><backspace><backspace><backspace>, again.txt<enter>");
    assert!(
        folder.path().join("for the board, again.txt").exists(),
        "it is mended, not typed again:\n{}",
        session.screen()
    );
}

#[test]
fn paper_says_what_it_is_whose_of_which_day_and_by_which_filter() {
    let mut session = Session::sample();

    let screen = session.press("6/turnaround<enter>p").screen();

    let lines: Vec<_> = screen.lines().skip(1).map(str::trim_end).collect();
    assert_eq!(&lines[1..3], ["Dorset Community Safety Partnership", "Only: turnaround"], "{screen}");
    assert!(lines[0].starts_with(">Actions") || lines[0].starts_with("Actions"), "{screen}");
}

#[test]
fn the_help_of_where_one_is_comes_and_goes_and_leaves_what_was_there() {
    for (keys, help, heading, there) in [
        ("6p", "?", "Keys over the plain text", "Why victims of sexual offences drop"),
        ("Pboa", "<f1>", "Keys in the palette", "Reports (4): boa"),
        ("Ilog.c", "<f1>", "Keys in the name of a file", "Import from (csv, xlsx, ods): log.c"),
        ("R2023", "<f1>", "Keys in a list to pick from", "Roll the year to which plan? (1): 2023"),
        ("R2023<enter>y", "?", "Keys before the year is rolled or left", "\" so?"),
        ("6<down>ex<esc>", "?", "Keys in a question", "Not saved yet."),
    ] {
        let mut session = Session::sample();

        session.press(keys);
        let before = session.screen();
        assert!(session.press(help).screen().contains(heading), "{}", session.screen());
        session.press("<f1>");

        assert!(before.contains(there), "{before}");
        assert_eq!(session.screen(), before);
    }
}

#[test]
fn what_is_typed_into_a_list_is_kept_as_a_draft_while_the_help_stands_above_it() {
    let mut session = Session::sample();

    session.press("6/id:turnaround<enter>oPC Long<f1>");

    let draft = session.app.draft().unwrap();
    assert_eq!(draft.typed, [("owner".to_owned(), "PC Long".to_owned())]);
}

#[test]
fn home_and_end_go_to_the_ends_of_a_list_to_pick_from_until_letters_are_typed() {
    for (keys, first, last) in
        [("P", "Annual scrutiny report", "Chaser: Schools"), (":", "", ""), ("R2023<enter>jjjjjjs", "", "")]
    {
        let mut session = Session::sample();
        let chosen = |session: &Session| session.reversed().last().unwrap().clone();
        session.press(keys);
        let at_first = chosen(&session);
        assert!(at_first.contains(first), "{}", session.screen());

        session.press("<end>");
        let at_last = chosen(&session);
        assert!(at_last != at_first && at_last.contains(last), "{}", session.screen());
        session.press("<down>");
        assert_eq!(chosen(&session), at_last, "there is nothing further");
        session.press("<home>");
        assert_eq!(chosen(&session), at_first);
        session.press("port<home>re<end>x");

        assert!(session.screen().contains("): reportx"), "{}", session.screen());
    }
}

#[test]
fn g_and_home_go_to_the_top_and_end_to_the_end_of_whatever_is_only_read() {
    for keys in ["?", "6p", "6*oAnn<enter>", "R2023<enter>"] {
        let mut session = Session::sample();
        session.press(keys);
        let before = session.screen();

        for (down, up) in [("<end>", "g"), ("G", "<home>")] {
            assert_ne!(session.press(down).screen(), before, "{keys}");
            session.press("<down>");
            session.press(up);
            let words = |screen: &str| screen.lines().take(10).map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(words(&session.screen()), words(&before), "{keys}");
        }
    }
}
