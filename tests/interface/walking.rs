//! A walk through all that the interface shows, and what never goes to the terminal on the way: colours where none are
//! wanted, letters that it does not have, what a record holds as it is, and questions.

use portable_pty::CommandBuilder;

use crate::support::Desk;
use crate::support::hostile;
use crate::support::shown::rows;
use crate::support::terminal::Terminal;

const DOWN: &str = "\u{1b}[B";
const ESC: &str = "\u{1b}";

/// A store with something late and something red, to be coloured.
fn colourful() -> Desk {
    let desk = Desk::sample();
    let answer = desk.run(&["set", "turnaround", "due=2023-03-01", "rag=red: the bid is lost"]);
    assert_eq!(answer.code, 0, "{answer:?}");
    desk
}

/// Opens every pane, and in each of them the help, the record that the cursor is on, its form, and a form to add one; and
/// gives all that was sent.
fn sent(desk: &Desk, change: impl FnOnce(&mut CommandBuilder)) -> Vec<u8> {
    let mut terminal = Terminal::open_with(desk, (80, 24), &[], change);
    terminal.wait_for("? help");
    for pane in "1234567890".chars() {
        terminal.keys(&pane.to_string()).wait_until("the pane", |screen| rows(screen).starts_with(pane));
        let (has_rows, has_records) = (terminal.screen().contains("\n>"), pane != '0');
        look_into(&mut terminal, "?");
        if has_rows && has_records {
            look_into(&mut terminal, "\r");
            look_into(&mut terminal, "e");
        }
        if has_records && pane != '1' {
            look_into(&mut terminal, "a");
        }
    }
    terminal.press("6/", "\n/  ").press("a\r1", "1 Overview").resize((200, 50));
    terminal.wait_until("the wide window", |screen| rows(screen).lines().next().is_some_and(|bar| bar.len() > 100));
    terminal.keys("rq");
    assert_eq!(terminal.ended(), "0");
    terminal.is_given_back().bytes()
}

/// Opens something that stands over the pane, moves in it, and goes back to the pane.
fn look_into(terminal: &mut Terminal, key: &str) {
    let is_pane = |screen: &str| screen.contains("\n? help  Enter open");
    terminal.keys(key).wait_until("something over the pane", |screen| !is_pane(&rows(screen)));
    terminal.keys(DOWN).keys(ESC).wait_until("the pane again", |screen| is_pane(&rows(screen)));
}

/// The escape sequences of what was sent, and the text between them.
fn sequences(sent: Vec<u8>) -> (Vec<String>, String) {
    let sent = String::from_utf8(sent).unwrap();
    let mut parts = sent.split('\u{1b}');
    let mut text = parts.next().unwrap_or_default().to_owned();
    let mut sequences = Vec::new();
    for part in parts {
        let end = part.char_indices().skip(1).find(|(_, letter)| ('@'..='~').contains(letter));
        let end = end.map_or(part.len(), |(at, letter)| at + letter.len_utf8());
        sequences.push(part[..end].to_owned());
        text.push_str(&part[end..]);
    }
    (sequences, text)
}

/// Whether a sequence sets a colour; back to the terminal's own is none.
fn is_colour(sequence: &str) -> bool {
    let numbers = sequence.strip_prefix('[').and_then(|rest| rest.strip_suffix('m')).unwrap_or_default();
    let mut numbers = numbers.split(';').filter_map(|number| number.parse().ok());
    numbers.any(|number| matches!(number, 30..=38 | 40..=48 | 90..=107))
}

#[test]
fn without_colour_none_is_sent_from_anywhere() {
    let desk = colourful();
    let (coloured, _) = sequences(sent(&desk, |_| {}));
    assert!(coloured.iter().any(|it| is_colour(it)), "there is something to be coloured");

    let (plain, _) = sequences(sent(&desk, |command| command.env("NO_COLOR", "1")));

    let colours: Vec<_> = plain.iter().filter(|it| is_colour(it)).collect();
    assert!(colours.is_empty(), "{colours:?}");
}

#[test]
fn without_colour_the_cursor_is_on_the_chosen_row_which_is_marked_and_reversed() {
    let desk = Desk::sample();
    for pane in ["1", "6"] {
        let mut terminal = Terminal::open_with(&desk, (80, 24), &[], |command| command.env("NO_COLOR", "1"));
        terminal.wait_for("? help").press(pane, &format!("{pane} "));

        terminal.keys(DOWN).wait_until("the next row chosen", |screen| {
            let (row, column) = screen.cursor_position();
            let marked: Vec<_> = rows(screen).lines().map(|line| line.starts_with('>')).collect();
            let reversed = |row| screen.cell(row, 3).is_some_and(vt100::Cell::inverse);
            let rows_reversed = (1..screen.size().0.get()).filter(|row| reversed(*row)).collect::<Vec<_>>();
            row > 2
                && column == 0
                && !screen.hide_cursor()
                && marked[usize::from(row)]
                && rows_reversed == [row]
                && rows(screen).starts_with(pane)
        });
    }
}

#[test]
fn a_terminal_that_knows_only_ascii_gets_only_ascii_from_anywhere() {
    let desk = colourful();
    let answer = desk.run(&["set", "turnaround", "title=A café – “£5” → Łódź", "stage=further work", "notes=naïve…"]);
    assert_eq!(answer.code, 0, "{answer:?}");
    assert!(!sent(&desk, |_| {}).is_ascii(), "there is something to be put in ASCII");

    for (variable, locale) in [("LC_ALL", "C"), ("LANG", "en_GB.ISO-8859-1"), ("LANG", "")] {
        let sent = String::from_utf8(sent(&desk, |command| command.env(variable, locale))).unwrap();
        let odd: Vec<_> = sent.chars().filter(|letter| !letter.is_ascii()).collect();
        assert!(odd.is_empty(), "{variable}={locale}: {odd:?}");
        assert!(sent.contains("cafe"), "the words are still there");
    }
}

#[test]
fn nothing_that_a_record_or_a_file_name_holds_arrives_as_it_is_anywhere() {
    let desk = Desk::starter();
    for (path, text) in hostile::records() {
        desk.put(&path, text);
    }
    desk.put("actions/broken.ron", format!("Action(title: \"{}", hostile::PAYLOAD));
    desk.put("actions/name\u{1b}[31m\u{202e}.ron", "Action(title: \"named\")");
    let is_number = |letter: char| letter.is_ascii_digit() || letter == ';';
    let is_ours = |it: &str| {
        it.ends_with(['H', 'm', 'J', 'K', 'r', 'L', 'M']) && it[1..it.len() - 1].chars().all(is_number)
            || ["[?1049h", "[?1049l", "[?2004h", "[?2004l", "[?25h", "[?25l", "[?2026h", "[?2026l"].contains(&it)
            || it.starts_with("[?10") && it.ends_with('l') // the mouse is let go
    };

    let (sequences, text) = sequences(sent(&desk, |command| command.env("NO_COLOR", "1")));

    assert_eq!(hostile::harmful(&text), None);
    assert!(!text.contains('\n'), "no line break of a record moves the cursor");
    let strange: Vec<_> = sequences.iter().filter(|it| !is_ours(it) || is_colour(it)).collect();
    assert!(strange.is_empty(), "{strange:?}");
    assert!(text.contains("\\u{1b}"), "it is shown for what it is");
}

#[test]
fn the_terminal_is_asked_nothing_anywhere() {
    let (sequences, _) = sequences(sent(&colourful(), |_| {}));

    // The place of the cursor, what the terminal is, its modes, its window, its keyboard, its name, its colours.
    let is_question = |it: &&String| it.ends_with(['n', 'c', 'p', 't', 'u', 'q', 'y']) || it.starts_with([']', 'P']);
    let questions: Vec<_> = sequences.iter().filter(is_question).collect();
    assert!(questions.is_empty(), "{questions:?}");
}
