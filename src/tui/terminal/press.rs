//! One press of a key, as plain data.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key by its name, or by the character it types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Named {
    Char(char),
    Enter,
    Escape,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Insert,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
    Function(u8),
}

/// The words for the keys which have any: first the one that is shown, then the others that may be typed.
const WORDS: &[(Named, &[&str])] = &[
    (Named::Char(' '), &["Space"]),
    (Named::Enter, &["Enter", "Return"]),
    (Named::Escape, &["Esc", "Escape"]),
    (Named::Tab, &["Tab"]),
    (Named::BackTab, &["Shift-Tab", "BackTab"]),
    (Named::Backspace, &["Backspace"]),
    (Named::Delete, &["Del", "Delete"]),
    (Named::Insert, &["Ins", "Insert"]),
    (Named::Left, &["Left"]),
    (Named::Right, &["Right"]),
    (Named::Up, &["Up"]),
    (Named::Down, &["Down"]),
    (Named::Home, &["Home"]),
    (Named::End, &["End"]),
    (Named::PageUp, &["PgUp", "PageUp"]),
    (Named::PageDown, &["PgDn", "PageDown"]),
];

/// The modifiers that no terminal sends dependably: a press with one of them is no press.
const FOREIGN: KeyModifiers =
    KeyModifiers::ALT.union(KeyModifiers::SUPER).union(KeyModifiers::HYPER).union(KeyModifiers::META);

/// One press of a key. Shift is part of the character, or of [`Named::BackTab`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Press {
    /// The key.
    pub key: Named,
    /// Whether Ctrl was held.
    pub ctrl: bool,
}

impl Press {
    /// The press of a key alone.
    pub const fn plain(key: Named) -> Self {
        Self { key, ctrl: false }
    }

    /// The press of a key with Ctrl, as a terminal sends it: for `h`, `i`, `m` and `[` the key that it is there.
    pub const fn with_ctrl(key: Named) -> Self {
        match key {
            Named::Char('h' | 'H') => Self::plain(Named::Backspace), // what PuTTY sends for it
            Named::Char('i' | 'I') => Self::plain(Named::Tab),
            Named::Char('m' | 'M') => Self::plain(Named::Enter),
            Named::Char('[') => Self::plain(Named::Escape),
            Named::Char(character) => Self { key: Named::Char(character.to_ascii_lowercase()), ctrl: true },
            key => Self { key, ctrl: true },
        }
    }

    /// The press that `ctrl-s`, `enter`, `?`, `pgdn`, `shift-tab` or `f5` names. Only a lone character minds its case.
    pub fn parse(words: &str) -> Option<Self> {
        match words.split_at_checked("ctrl-".len()) {
            Some((ctrl, key)) if ctrl.eq_ignore_ascii_case("ctrl-") => Named::parse(key).map(Self::with_ctrl),
            _ => Named::parse(words).map(Self::plain),
        }
    }

    /// The presses of a script such as `jj<enter>abc<ctrl-s>`, with `<lt>` for `<`. What names no key is typed as it
    /// stands.
    pub fn script(text: &str) -> Vec<Self> {
        let mut presses = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let (press, length) = bracketed(rest).unwrap_or_else(|| (typed(first), first.len_utf8()));
            presses.push(press);
            rest = &rest[length..];
        }
        presses
    }

    /// The press that an event of the terminal stands for: none for a release, or a key that we do not use.
    pub(crate) fn from_event(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release || event.modifiers.intersects(FOREIGN) {
            return None;
        }
        let key = Named::from_event(event)?;
        Some(if event.modifiers.contains(KeyModifiers::CONTROL) { Self::with_ctrl(key) } else { Self::plain(key) })
    }
}

impl fmt::Display for Press {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = WORDS.iter().find(|(key, _)| *key == self.key).and_then(|(_, words)| words.first());
        out.write_str(if self.ctrl { "Ctrl-" } else { "" })?;
        match (word, self.key) {
            (Some(word), _) => out.write_str(word),
            (None, Named::Char(character)) if self.ctrl => write!(out, "{}", character.to_ascii_uppercase()),
            (None, Named::Char(character)) => write!(out, "{character}"),
            (None, Named::Function(number)) => write!(out, "F{number}"),
            (None, key) => write!(out, "{key:?}"),
        }
    }
}

impl Named {
    fn parse(word: &str) -> Option<Self> {
        let mut characters = word.chars();
        if let (Some(only), None) = (characters.next(), characters.next()) {
            return (!only.is_control()).then_some(Self::Char(only));
        }
        let named = WORDS.iter().find(|(_, words)| words.iter().any(|known| known.eq_ignore_ascii_case(word)));
        named.map(|(key, _)| *key).or_else(|| {
            let digits = word.strip_prefix(['f', 'F']).filter(|digits| !digits.starts_with('+'))?;
            digits.parse().ok().filter(|number| (1..=24).contains(number)).map(Self::Function)
        })
    }

    fn from_event(event: KeyEvent) -> Option<Self> {
        Some(match event.code {
            KeyCode::Char(character) if !character.is_control() => Self::Char(character),
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => Self::BackTab,
            KeyCode::Tab => Self::Tab,
            KeyCode::BackTab => Self::BackTab,
            KeyCode::Enter => Self::Enter,
            KeyCode::Esc => Self::Escape,
            KeyCode::Backspace => Self::Backspace,
            KeyCode::Delete => Self::Delete,
            KeyCode::Insert => Self::Insert,
            KeyCode::Left => Self::Left,
            KeyCode::Right => Self::Right,
            KeyCode::Up => Self::Up,
            KeyCode::Down => Self::Down,
            KeyCode::Home => Self::Home,
            KeyCode::End => Self::End,
            KeyCode::PageUp => Self::PageUp,
            KeyCode::PageDown => Self::PageDown,
            KeyCode::F(number) => Self::Function(number),
            _ => return None,
        })
    }
}

/// The press at the start of `text` in `<...>`, and how many bytes name it there.
fn bracketed(text: &str) -> Option<(Press, usize)> {
    let (name, _) = text.strip_prefix('<')?.split_once('>')?;
    let press = if name == "lt" { Some(Press::plain(Named::Char('<'))) } else { Press::parse(name) };
    press.filter(|_| name.chars().count() > 1).map(|press| (press, name.len() + "<>".len()))
}

fn typed(character: char) -> Press {
    Press::plain(match character {
        '\n' => Named::Enter,
        '\t' => Named::Tab,
        _ => Named::Char(character),
    })
}

#[cfg(test)]
#[path = "press_tests.rs"]
mod tests;
