//! Keys typed into a field.

use ratatui_textarea::{CursorMove, Input, Key, TextArea};

use super::terminal::press::{Named, Press};
use crate::model::display::display;
use crate::model::scalars::BREAK;

/// Types a key into a field and tells whether its text changed. Enter, Tab and the keys that move between fields are
/// not for here.
pub(crate) fn type_into(area: &mut TextArea<'static>, press: Press) -> bool {
    let key = match press.key {
        // What stands in the line goes.
        Named::Char('u') if press.ctrl => {
            area.move_cursor(CursorMove::End);
            return area.delete_line_by_head();
        }
        // What would not show as itself never gets into a field by a key.
        Named::Char(letter) if !press.ctrl && !shows(letter) => return false,
        // A line feed, which some send at the end of a line: it takes no line away.
        Named::Char('j') if press.ctrl => return false,
        Named::Char(letter) => Key::Char(letter),
        Named::Backspace => Key::Backspace,
        Named::Delete => Key::Delete,
        Named::Left => Key::Left,
        Named::Right => Key::Right,
        Named::Up => Key::Up,
        Named::Down => Key::Down,
        Named::Home => Key::Home,
        Named::End => Key::End,
        _ => return false,
    };
    area.input(Input { key, ctrl: press.ctrl, alt: false, shift: false })
}

/// Types a key into a line that has no cursor of its own, and tells whether it was one for it.
pub(crate) fn type_into_line(line: &mut String, press: Press) -> bool {
    match (press.key, press.ctrl) {
        (Named::Char(letter), false) => line.push(letter),
        (Named::Char('u'), true) => line.clear(),
        (Named::Backspace, _) => drop(line.pop()),
        _ => return false,
    }
    true
}

/// Pasted text as it goes into a line: a line break or a tab is a blank, and what would not show as itself stays out.
pub(crate) fn in_one_line(text: &str) -> String {
    cleaned(&text.trim_end().replace("\r\n", " ").replace(BREAK, " "))
}

/// The same for several lines, in which line breaks stay.
pub(crate) fn in_several_lines(text: &str) -> String {
    text.replace("\r\n", "\n").split('\n').map(cleaned).collect::<Vec<_>>().join("\n")
}

fn cleaned(text: &str) -> String {
    let letters: Vec<_> = text.chars().collect();
    let beside = |at: Option<usize>| at.and_then(|at| letters.get(at)).filter(|letter| shows(**letter));
    let kept = letters.iter().enumerate().filter_map(|(at, letter)| match letter {
        _ if shows(*letter) => Some(*letter),
        _ if letter.is_whitespace() => Some(' '),
        // A joiner shows by what it does to the letters beside it.
        _ => {
            let joined: String = [beside(at.checked_sub(1))?, letter, beside(Some(at + 1))?].into_iter().collect();
            (display(&joined) == joined).then_some(*letter)
        }
    });
    kept.collect()
}

/// Whether a letter shows as itself; an accent alone does behind a letter.
fn shows(letter: char) -> bool {
    let behind_a_letter = format!("a{letter}");
    display(&behind_a_letter) == behind_a_letter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_text_goes_into_a_line_with_nothing_hidden_and_what_belongs_to_letters_stays() {
        for (pasted, line) in [
            ("one\r\ntwo\nthree\tfour\n\n", "one two three four"),
            ("one⏎two\u{2028}three\rfour", "one two three four"),
            ("pay\u{202e}lla zero\u{200b}width\u{1b}[31m", "paylla zerowidth[31m"),
            ("T\u{177} Coch \u{1f469}\u{200d}\u{1f4bb} e\u{301}", "T\u{177} Coch \u{1f469}\u{200d}\u{1f4bb} e\u{301}"),
            ("\u{200d}a", "a"),
        ] {
            assert_eq!(in_one_line(pasted), line);
        }
        assert_eq!(in_several_lines("one\r\n\u{202e}two\t \n"), "one\ntwo  \n");
    }
}
