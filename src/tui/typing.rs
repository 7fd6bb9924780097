//! Keys typed into a field.

use ratatui_textarea::{CursorMove, Input, Key, TextArea};

use super::terminal::press::{Named, Press};
use crate::model::display::display;

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

/// Whether a letter shows as itself; an accent alone does behind a letter.
fn shows(letter: char) -> bool {
    let behind_a_letter = format!("a{letter}");
    display(&behind_a_letter) == behind_a_letter
}
