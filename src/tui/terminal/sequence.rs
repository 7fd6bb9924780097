//! What a terminal sends for a key, read again after it arrived in pieces.

use crate::tui::terminal::press::{Named, Press};

/// Longer than any sequence that a keyboard sends.
const LONGEST: usize = 16;

/// The bits of a sequence's modifier (less one): Ctrl, and those that no terminal sends dependably.
const CTRL: u8 = 4;
const FOREIGN: u8 = 2 | 8 | 16 | 32;

/// What the characters after an Esc are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sequence {
    /// The beginning of one: more may come.
    Partial,
    /// A key.
    Key(Press),
    /// The mark before a paste.
    Paste,
    /// A whole one which means nothing to us.
    Unknown,
    /// None at all: Esc was pressed, and then these.
    Typed,
}

impl Sequence {
    /// Reads the characters that came after an Esc.
    pub(crate) fn read(after: &str) -> Self {
        if after.len() > LONGEST {
            return Self::Typed;
        }
        match after.split_at_checked(1) {
            Some(("O", key)) => letter(key, Self::Typed),
            Some(("[", rest)) => control(rest),
            _ if after.is_empty() => Self::Partial,
            _ => Self::Typed,
        }
    }
}

/// Reads what follows `Esc [`: parameters of digits, then the letter or `~` that ends them.
fn control(rest: &str) -> Sequence {
    if let Some(key) = rest.strip_prefix('[') {
        return console(key);
    }
    if let Some(place) = rest.strip_prefix('<') {
        return mouse(place);
    }
    let end = rest.trim_start_matches(|character: char| character.is_ascii_digit() || ";:".contains(character));
    let parameters = &rest[..rest.len() - end.len()];
    match end {
        "" => Sequence::Partial,
        "~" => numbered(parameters),
        "Z" => Sequence::Key(Press::plain(Named::BackTab)),
        _ if parameters.is_empty() => letter(end, Sequence::Typed),
        _ if end.len() == 1 => modified(parameters, letter(end, Sequence::Unknown)),
        _ => Sequence::Typed,
    }
}

fn letter(key: &str, otherwise: Sequence) -> Sequence {
    let key = match key {
        "" => return Sequence::Partial,
        "A" => Named::Up,
        "B" => Named::Down,
        "C" => Named::Right,
        "D" => Named::Left,
        "F" => Named::End,
        "H" => Named::Home,
        "P" => Named::Function(1),
        "Q" => Named::Function(2),
        "R" => Named::Function(3),
        "S" => Named::Function(4),
        _ => return otherwise,
    };
    Sequence::Key(Press::plain(key))
}

/// The function keys of the Linux console, `Esc [ [ A` to `E`.
fn console(key: &str) -> Sequence {
    match key.as_bytes() {
        [] => Sequence::Partial,
        [key @ b'A'..=b'E'] => Sequence::Key(Press::plain(Named::Function(key - b'A' + 1))),
        _ => Sequence::Typed,
    }
}

/// The mouse: a button and a place, then `M` or `m`. One that came in pieces is let go; there will be another.
fn mouse(place: &str) -> Sequence {
    match place.trim_start_matches(|character: char| character.is_ascii_digit() || character == ';') {
        "" => Sequence::Partial,
        "M" | "m" => Sequence::Unknown,
        _ => Sequence::Typed,
    }
}

fn numbered(parameters: &str) -> Sequence {
    let key = match number(parameters, 0) {
        Some(1 | 7) => Named::Home,
        Some(2) => Named::Insert,
        Some(3) => Named::Delete,
        Some(4 | 8) => Named::End,
        Some(5) => Named::PageUp,
        Some(6) => Named::PageDown,
        Some(number @ 11..=15) => Named::Function(number - 10),
        Some(number @ 17..=21) => Named::Function(number - 11),
        Some(number @ 23..=24) => Named::Function(number - 12),
        Some(200) => return Sequence::Paste,
        _ => return Sequence::Unknown,
    };
    modified(parameters, Sequence::Key(Press::plain(key)))
}

/// A key with the modifiers of its second parameter, by the rules of `Press::from_event`.
fn modified(parameters: &str, sequence: Sequence) -> Sequence {
    let held = number(parameters, 1).map_or(0, |modifier| modifier.saturating_sub(1));
    match sequence {
        Sequence::Key(_) if held & FOREIGN != 0 => Sequence::Unknown,
        Sequence::Key(press) if held & CTRL != 0 => Sequence::Key(Press::with_ctrl(press.key)),
        other => other,
    }
}

fn number(parameters: &str, place: usize) -> Option<u8> {
    parameters.split(';').nth(place)?.split(':').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Sequence {
        Sequence::Key(Press::parse(name).unwrap())
    }

    #[test]
    fn sequences_of_keys_are_read() {
        let known = [
            ("[A", "up"),
            ("OB", "down"),
            ("[C", "right"),
            ("OD", "left"),
            ("[H", "home"),
            ("OF", "end"),
            ("[1~", "home"),
            ("[7~", "home"),
            ("[4~", "end"),
            ("[8~", "end"),
            ("[2~", "ins"),
            ("[3~", "del"),
            ("[5~", "pgup"),
            ("[6~", "pgdn"),
            ("[Z", "shift-tab"),
            ("OP", "f1"),
            ("[[E", "f5"),
            ("[11~", "f1"),
            ("[15~", "f5"),
            ("[17~", "f6"),
            ("[24~", "f12"),
            ("[1;2A", "up"),
            ("[1;5D", "ctrl-left"),
            ("[3;5~", "ctrl-del"),
            ("[1;5:1C", "ctrl-right"),
        ];

        for (sequence, name) in known {
            assert_eq!(Sequence::read(sequence), key(name), "{sequence}");
        }
    }

    #[test]
    fn every_beginning_of_a_sequence_is_waited_for() {
        for whole in ["[A", "OA", "[1;5A", "[200~", "[24~", "[[A", "[<0;12;5M"] {
            for length in 0..whole.len() {
                assert_eq!(Sequence::read(&whole[..length]), Sequence::Partial, "{}", &whole[..length]);
            }
        }
    }

    #[test]
    fn a_whole_sequence_without_a_key_is_no_typing() {
        for sequence in ["[1;3A", "[201~", "[99~", "[999~", "[1;5u", "[24;80R", "[<64;120;50M", "[<0;1;1m"] {
            assert_eq!(Sequence::read(sequence), Sequence::Unknown, "{sequence}");
        }
        assert_eq!(Sequence::read("[200~"), Sequence::Paste);
    }

    #[test]
    fn everything_else_was_typed() {
        for typed in ["j", "[j", "Ok", "OAA", "[[F", "[<0;12;x", "[1é", "é", "[é", "[AA", "[12345678901234567890"] {
            assert_eq!(Sequence::read(typed), Sequence::Typed, "{typed}");
        }
    }
}
