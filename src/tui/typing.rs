//! Keys typed into a field.

use ratatui_textarea::{Input, Key, TextArea};

use super::terminal::press::{Named, Press};

/// Types a key into a field and tells whether its text changed. Enter, Tab and the keys that move between fields are
/// not for here.
pub(crate) fn type_into(area: &mut TextArea<'static>, press: Press) -> bool {
    let key = match press.key {
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
