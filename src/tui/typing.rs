//! What is typed into a text, pasted into it, and how it is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, Input, Key, TextArea};

use super::look::{Letters, Look};
use super::terminal::press::{Named, Press};
use crate::model::display::{ascii, display};
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
        // What some send at the end of a line takes no line away and makes none.
        Named::Char('j' | 'm') if press.ctrl => return false,
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

/// A text to type into, the cursor at its end.
pub(crate) fn area_of(text: &str) -> TextArea<'static> {
    let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
    area.set_cursor_line_style(Style::new());
    area.set_cursor_style(Style::new());
    area.set_selection_style(Style::new().add_modifier(Modifier::REVERSED));
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    area
}

/// Draws what is typed into with the cursor in sight, and tells where that stands.
pub(crate) fn draw_area(area: &TextArea<'static>, look: Look, room: Rect, buffer: &mut Buffer) -> Position {
    area.render(room, buffer);
    if look.letters == Letters::Ascii {
        put_in_ascii(room, buffer);
    }
    let cursor = area.screen_cursor();
    let (top, side) = area.scroll_offset();
    let row = u16::try_from(cursor.row).unwrap_or(0).saturating_sub(top);
    let column = u16::try_from(cursor.col).unwrap_or(0).saturating_sub(side);
    let x = (room.x + column).min(room.right().saturating_sub(1));
    Position::new(x, (room.y + row).min(room.bottom().saturating_sub(1)))
}

/// What is typed into is drawn as it is; a terminal that has only ASCII shows the letter nearest to each, or `?`.
fn put_in_ascii(area: Rect, buffer: &mut Buffer) {
    for position in area.positions() {
        let cell = &mut buffer[position];
        if !cell.symbol().is_ascii() {
            let plain = ascii(cell.symbol()).into_owned();
            cell.set_symbol(if plain.len() == 1 { &plain } else { "?" });
        }
    }
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
