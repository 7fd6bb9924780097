//! Moving about, following links, filtering, and the ways back.

use crate::store::{Memory, Seed, Store};
use crate::tui::look::{Letters, Look, Palette};
use crate::tui::session::Session;

#[test]
fn the_first_screen_shows_all_that_a_lead_asks_for() {
    let screen = Session::sample().screen();

    for part in [
        "as at 9 March 2023",
        "Domestic Abuse and Stalking",
        "Sexual Offences",
        "Violent Crime",
        "Anti-Social Behaviour",
        "Rural Crime",
        "Fraud",
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
        "9 March 2024 *",
        "366 days left",
        "0 overdue",
        "? help",
    ] {
        assert!(screen.contains(part), "{part:?} is missing in\n{screen}");
    }
}

#[test]
fn enter_opens_follows_links_both_ways_and_backspace_returns() {
    let mut session = Session::sample();

    assert!(session.press("6<enter>").screen().contains("action domestic-abuse-champions"));
    assert!(session.press("<tab><enter>").screen().contains("priority domestic-abuse-and-stalking"));
    assert!(session.press("<end>").screen().contains("Updates"));
    let back_links = session.press("<home><tab><tab>").reversed();
    assert!(back_links.iter().any(|row| row.contains("awareness") || row.contains("Communication")), "{back_links:?}");
    session.press("<enter>");
    assert!(session.press("<backspace>").screen().contains("priority domestic-abuse-and-stalking"));
    assert!(session.press("<backspace>").screen().contains("action domestic-abuse-champions"));
    assert!(session.press("<backspace>").screen().contains("Actions (26)"));
    assert!(session.press("<esc>").screen().contains("PRIORITIES"), "one more step back is the overview");
}

#[test]
fn enter_on_the_overview_opens_what_the_cursor_is_on() {
    let mut session = Session::sample();

    assert!(
        session.press("jjjjjj<right><enter>").screen().contains("action domestic-abuse-champions"),
        "{}",
        session.screen()
    );
    session.press("<esc>");
    assert_eq!(session.reversed()[1].trim(), ">Domestic abuse champions", "the cursor is where it was");
}

#[test]
fn a_filter_narrows_as_it_is_typed_and_escape_shows_everything() {
    let mut session = Session::sample();

    let typing = session.press("6/stalking").screen();
    assert!(typing.contains("/stalking  4 of 26"), "{typing}");
    session.press("<enter>");
    assert!(session.press("j").screen().contains("/stalking  4 of 26"), "it stays in sight");
    assert!(session.press("<esc>").screen().contains("Actions (26)"));
    assert!(session.press("/state:complete<enter>").screen().contains("Actions (3)"));
    assert!(session.press("/<esc>").screen().contains("Actions (26)"), "esc in an unchanged filter clears it");
}

#[test]
fn a_filter_that_is_not_understood_says_what_is_wrong_and_shows_what_it_did() {
    let mut session = Session::sample();

    let screen = session.press("6/ownr:x").screen();

    assert!(screen.contains("no record has a field \"ownr\"; the nearest is owner"), "{screen}");
    assert!(screen.contains("/ownr:x"));
}

#[test]
fn the_same_filter_finds_the_same_as_the_command() {
    let mut session = Session::sample();

    let screen = session.press("6/outstanding<enter>").screen();

    for title in ["champions", "Evidence led", "Prevention work", "Why victims"] {
        assert!(screen.contains(title), "{screen}");
    }
    assert!(screen.contains("4 of 26"));
}

#[test]
fn help_tells_every_key_of_where_one_is() {
    let mut session = Session::sample();

    let help = session.press("4?").screen();
    assert!(
        help.contains("Keys in a pane") && help.contains("change the owner") && help.contains("show only what matches"),
        "{help}"
    );
    assert!(session.press("<esc>").screen().contains("Duties, by next date"));
    assert!(session.press("<enter>?").screen().contains("Keys in a record"));
}

#[test]
fn a_letter_is_typed_and_a_number_is_no_pane_while_typing() {
    let mut session = Session::sample();

    session.press("6e<home>q1?");

    assert!(!session.has_quit);
    assert!(session.screen().contains("q1?Domestic abuse champions"), "{}", session.screen());
}

#[test]
fn q_and_ctrl_c_quit_from_pane_and_record() {
    for keys in ["q", "<ctrl-c>", "4<enter>q", "4<enter><ctrl-c>"] {
        assert!(Session::sample().press(keys).has_quit, "{keys}");
    }
}

#[test]
fn the_selection_shows_without_colour_and_by_a_mark() {
    let look = Look { palette: Palette::Mono, letters: Letters::Ascii };
    let mut session = Session::looking(Seed::Sample.in_memory(), (80, 24), look);

    let reversed = session.press("6jj").reversed();

    assert!(reversed[1].starts_with("> Prevention work"), "{reversed:?}");
}

#[test]
fn what_is_late_leads_the_eye_by_word_and_by_weight() {
    let mut files = Seed::Sample.files();
    files.retain(|(path, _)| *path != "actions/turnaround.ron");
    files.push(("actions/turnaround.ron", "Action(title: \"Turnaround programme\", due: \"2022-11-01\")"));
    let mut session = Session::open(Memory::new(files), (80, 24));

    assert!(session.screen().contains("FLAGS 1 overdue"), "{}", session.screen());
    let screen = session.press("6/overdue<enter>").screen();
    assert!(screen.contains(">!Turnaround programme") && screen.contains("LATE 1 November 2022"), "{screen}");
    let small = session.resize(40, 10).screen();
    assert!(
        small.contains(">!Turnaround…") && small.contains("LATE 1 November 2022"),
        "the date is never left out: {small}"
    );
}

#[test]
fn an_unreadable_file_is_announced_and_everything_else_works() {
    let mut files = Seed::Sample.files();
    files.push(("actions/broken.ron", "Action(\n    titel: \"x\",\n)\n"));
    let mut session = Session::open(Memory::new(files), (80, 24));

    assert!(session.screen().contains("1 UNREADABLE, see 0"), "{}", session.screen());
    let quality = session.press("0").screen();
    assert!(
        quality.contains("there is no field \"titel\" here") && quality.contains("actions/broken.ron:2:5"),
        "{quality}"
    );
    assert!(session.press("6").screen().contains("Actions (26)"));
}

#[test]
fn hostile_text_never_reaches_the_screen_as_it_is() {
    let mut files = Seed::Sample.files();
    let evil = "Action(title: \"a\\u{1b}]52;c;AAAA\\u{7}\\u{202e}b\\u{2028}c\\u{e0041}\", detail: \"x\\u{1b}[2J\", plan: \"nowhere\")\n";
    files.push(("actions/aaa.ron", evil));
    let mut session = Session::open(Memory::new(files), (80, 24));

    for keys in ["6", "<end>", "<enter>", "e", "<esc>", "<esc>", "/aaa<enter>", "<enter>", "1", "0"] {
        let screen = session.press(keys).screen();
        assert!(!screen.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{2028}', '\u{e0041}', '\r']), "{keys}: {screen:?}");
    }
}

#[test]
fn the_cursor_stays_on_its_record_when_the_store_is_read_again() {
    let mut session = Session::sample();
    session.press("6jjj");
    let before = session.app.pointed_at();

    let mut other = session.store.clone();
    let new = crate::model::Record::Action(crate::model::kinds::Action {
        title: Some(crate::model::text::Line::new("Aaa")),
        stage: Some(crate::model::choice::Stage::FurtherWork),
        ..Default::default()
    });
    other.create(&new, &crate::model::Id::from_title("Aaa")).unwrap();
    session.press("r");

    assert_eq!(session.app.pointed_at(), before);
    assert!(session.screen().contains("Actions (27)"));
}

#[test]
fn a_filter_that_is_not_understood_is_not_kept() {
    let mut session = Session::sample();

    let screen = session.press("6/due.before:31/02<enter>").screen();
    assert!(screen.contains("due.before: type a day"), "{screen}");
    assert!(screen.contains("26 of 26"), "nothing is left out yet:\n{screen}");
    session.press("<backspace><backspace>3/23<enter>");
    assert!(!session.screen().contains("type a day"), "{}", session.screen());
    assert!(session.press("<esc>/\"Joint work\"<enter>").screen().contains("4 of 26"), "{}", session.screen());
}

#[test]
fn what_is_late_stands_first_and_is_marked() {
    let files = [
        ("store.ron", "Partnership(title: \"Test\", format: 1, as_at: \"2023-03-09\")"),
        ("actions/a.ron", "Action(title: \"Undated\", source: \"1.1\")"),
        ("actions/b.ron", "Action(title: \"Later\", due: \"2023-09-01\")"),
        ("actions/c.ron", "Action(title: \"Late\", due: \"2023-03-01\")"),
        ("actions/d.ron", "Action(title: \"Late and done\", due: \"2023-02-01\", state: Complete)"),
        ("actions/e.ron", "Action(title: \"Soon\", due: \"2023-03-12\")"),
        ("actions/f.ron", "Action(title: \"Latest\", due: \"2023-01-01\")"),
    ];
    let screen = Session::open(Memory::new(files), (80, 24)).press("6").screen();

    let rows: Vec<_> = screen.lines().skip(3).take(6).map(|line| line.get(..16).unwrap_or(line).trim_end()).collect();
    assert_eq!(rows, [">!Latest", " !Late", "  Soon", "  Later", "  Late and done", "  Undated"]);
}

#[test]
fn the_chosen_row_is_said_in_full_where_the_list_cuts_it() {
    let mut session = Session::sample();

    let screen = session.press("5<end>").screen();
    assert!(screen.contains("> Grant for the serious violence duty"), "{screen}");
    let screen = session.press("<up><up>").screen();
    assert!(screen.contains("> Serious violence analysis and strategy:…"), "{screen}");
    let foot = screen.lines().rev().take(4).collect::<Vec<_>>().join(" ");
    assert!(foot.contains("strategy: strategy implemented"), "{screen}");
    assert!(
        !session.resize(40, 10).screen().contains("strategy implemented"),
        "there is no room on the smallest screen"
    );
}

#[test]
fn the_day_goes_on_while_the_interface_is_open() {
    let files = [
        ("store.ron", "Partnership(title: \"Test\", format: 1)"),
        ("actions/a.ron", "Action(title: \"Due\", due: \"2023-03-09\")"),
    ];
    let mut session = Session::open(Memory::new(files), (80, 24));
    assert!(session.press("6").screen().contains("> Due"), "{}", session.screen());

    session.app.settings.calendar.clock =
        || chrono::NaiveDate::from_ymd_opt(2023, 3, 10).unwrap().and_hms_opt(0, 0, 1).unwrap();
    session.app.turn_day();

    let screen = session.press("<ctrl-l>").screen();
    assert!(screen.contains("as at 10 March 2023") && screen.contains(">!Due"), "{screen}");
}

#[test]
fn in_ascii_what_is_cut_pushes_nothing_off_its_place() {
    let look = Look { palette: Palette::Mono, letters: Letters::Ascii };
    let mut session = Session::looking(Seed::Sample.in_memory(), (40, 10), look);

    let screen = session.press("9").screen();
    assert!(screen.lines().next().is_some_and(|bar| bar.ends_with("SAMPLE as at 9 March 2023 v")), "{screen}");
    assert!(screen.contains("> Consider and comment on the~    0 days"), "{screen}");
}

#[test]
fn in_ascii_letters_that_take_more_columns_push_nothing_off_its_place() {
    let look = Look { palette: Palette::Mono, letters: Letters::Ascii };
    let notes =
        |text: &str| format!("Action(title: \"{text} - fund\", notes: \"{}\")", format!("{text} - ").repeat(20));
    let (plain_notes, odd_notes) = (notes("GBP 5"), notes("£5").replace('-', "–"));
    let plain = Memory::new([
        ("store.ron", "Partnership(title: \"Test\", format: 1)"),
        ("priorities/p.ron", "Priority(title: \"GBP 5 - fund\")"),
        ("actions/a.ron", "Action(title: \"GBP 5 - fund\", owner: \"GBP\", source: \"1\")"),
        ("actions/b.ron", &plain_notes),
    ]);
    let odd = Memory::new([
        ("store.ron", "Partnership(title: \"Test\", format: 1)"),
        ("priorities/p.ron", "Priority(title: \"£5 – fund\")"),
        ("actions/a.ron", "Action(title: \"£5 – fund\", owner: \"GBP\", source: \"1\")"),
        ("actions/b.ron", &odd_notes),
    ]);
    let (mut plain, mut odd) = (Session::looking(plain, (80, 24), look), Session::looking(odd, (80, 24), look));

    for keys in ["1", "2", "6", "<enter>", "<esc>e<tab>", "<esc><down><enter>"] {
        assert!(plain.press(keys).screen().contains("GBP 5 - fund"), "{}", plain.screen());
        assert_eq!(plain.screen(), odd.press(keys).screen(), "{keys}");
    }
}

#[test]
fn in_high_contrast_no_cell_is_left_to_the_colours_of_the_terminal() {
    let look = Look { palette: Palette::HighContrast, letters: Letters::Unicode };
    for size in [(80, 24), (200, 50), (40, 10), (20, 5), (1, 1)] {
        let mut session = Session::looking(Seed::Sample.in_memory(), size, look);
        for keys in [
            "1",
            "6",
            "/police<enter>",
            "<enter>",
            "?",
            "<esc>e",
            "<tab>x",
            "<esc>d",
            "<esc>1:",
            "<esc>p",
            "<esc>t",
            "d",
        ] {
            assert_eq!(session.press(keys).uncoloured(), 0, "{keys} at {size:?}");
        }
    }
}

#[test]
fn a_filter_that_stands_gives_way_to_another_and_a_blank_goes_on_with_it() {
    let mut session = Session::sample();

    session.press("6/turnaround<enter>/training<enter>");
    assert!(session.screen().contains("/training  1 of 26"), "{}", session.screen());
    session.press("/ owner:none<enter>");

    assert!(session.screen().contains("/training owner:none  1 of 26"), "{}", session.screen());
}

#[test]
fn a_filter_that_begins_as_the_one_that_stands_is_typed_whole() {
    let mut session = Session::sample();

    session.press("6/t<enter>/training<enter>");
    assert!(session.screen().contains("/training  1 of 26"), "{}", session.screen());
    session.press("/").paste("turnaround").press("<enter>");

    assert!(session.screen().contains("/turnaround  1 of 26"), "{}", session.screen());
}

#[test]
fn what_is_blocked_or_red_is_marked_too() {
    let mut session = Session::sample();

    session.press("6/id:turnaround<enter>sblo<enter>no premises<ctrl-s>");
    assert!(session.screen().contains(">!Turnaround programme"), "{}", session.screen());
    session.press("<esc>2gred<enter>two posts are vacant<enter>");

    assert!(session.screen().contains(">!Domestic Abuse and Stalking"), "{}", session.screen());
}

#[test]
fn a_key_for_a_record_where_there_is_none_says_so() {
    let mut session = Session::sample();

    session.press("6/zzz<enter>");
    for key in ["o", "s", "d", "n", "e", "E", "<enter>"] {
        let screen = session.press(key).screen();
        assert!(
            screen.contains("There is no record here: nothing matches the filter. Esc shows everything"),
            "{screen}"
        );
    }
    let screen = session.press("<esc>").screen();
    assert!(screen.contains("Turnaround programme") && !screen.contains("no record here"), "{screen}");
}

#[test]
fn a_key_for_a_record_in_an_empty_pane_or_on_an_empty_overview_says_so() {
    let mut session = Session::open(Memory::new([("store.ron", "Partnership(title: \"T\", format: 1)\n")]), (80, 24));

    for pane in ["6", "1"] {
        let screen = session.press(pane).press("s").screen();
        assert!(screen.contains("There is no record here"), "{screen}");
    }
}
