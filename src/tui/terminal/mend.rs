//! Events of the terminal, mended where a slow line broke them.
//!
//! crossterm takes an Esc at the end of what it has read for the key Esc, without waiting. When the line then delivers
//! the rest of an arrow key it comes as `[` and `A`, and the text of a paste comes as keys. Here an Esc is held until
//! what follows, or silence, has told what it was. What a terminal answers to a question that another program asked is
//! left out: crossterm takes it for an Alt key and then for typing. Nothing here waits or reads: the caller does.

use std::collections::VecDeque;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::tui::terminal::input::Input;
use crate::tui::terminal::mouse::{Gesture, Mouse};
use crate::tui::terminal::paste::tidy;
use crate::tui::terminal::press::{Named, Press};
use crate::tui::terminal::sequence::Sequence;

/// How long a broken paste must be silent to be over. crossterm swallows the mark at its end when that comes whole.
const PASTE_SILENCE: Duration = Duration::from_secs(1);

const PASTE_END: &str = "\u{1b}[201~";

/// Turns events into input, holding back what is not yet clear.
#[derive(Debug)]
pub(crate) struct Mender {
    held: Held,
    escape_silence: Duration,
    mouse: Mouse,
}

#[derive(Debug, Default)]
enum Held {
    #[default]
    Nothing,
    /// The characters since an Esc.
    Escape(String),
    /// The text of a paste whose first mark was broken.
    Paste(String),
    /// An answer that nobody here has asked for.
    Answer,
}

impl Mender {
    /// A mender for which an Esc is the key Esc after `escape_silence`, and the mouse is nothing unless it is taken.
    pub(crate) const fn new(escape_silence: Duration, mouse: Mouse) -> Self {
        Self { held: Held::Nothing, escape_silence, mouse }
    }

    /// How long silence must last until `silence` is to be called: none when nothing is held.
    pub(crate) fn patience(&self) -> Option<Duration> {
        match self.held {
            Held::Nothing => None,
            Held::Escape(_) | Held::Answer => Some(self.escape_silence),
            Held::Paste(_) => Some(PASTE_SILENCE),
        }
    }

    /// Takes an event, and adds to `ready` what is now clear.
    pub(crate) fn take(&mut self, event: Event, ready: &mut VecDeque<Input>) {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.take_key(key, ready),
            Event::Paste(text) => {
                self.silence(ready);
                paste(&text, ready);
            }
            Event::Mouse(event) if self.mouse == Mouse::Taken => {
                self.silence(ready);
                ready.extend(Gesture::from_event(event).map(Input::Mouse));
            }
            Event::Resize(..) if !ready.contains(&Input::Resize) => ready.push_back(Input::Resize),
            _ => {}
        }
    }

    /// Takes that nothing came: what is held is all there is.
    pub(crate) fn silence(&mut self, ready: &mut VecDeque<Input>) {
        match std::mem::take(&mut self.held) {
            Held::Nothing | Held::Answer => {}
            Held::Escape(after) => type_out(&after, ready),
            Held::Paste(text) => paste(&text, ready),
        }
    }

    fn take_key(&mut self, key: KeyEvent, ready: &mut VecDeque<Input>) {
        match std::mem::take(&mut self.held) {
            Held::Nothing if key.code == KeyCode::Esc && key.modifiers.is_empty() => {
                self.held = Held::Escape(String::new());
            }
            Held::Nothing if begins_answer(key) => self.held = Held::Answer,
            Held::Nothing => ready.extend(Press::from_event(key).map(Input::Press)),
            Held::Escape(after) => {
                if let Some(character) = plain_character(key) {
                    self.take_after_escape(after, character, ready);
                } else {
                    type_out(&after, ready);
                    self.take_key(key, ready);
                }
            }
            Held::Paste(text) => self.take_pasted(text, key, ready),
            Held::Answer if ends_answer(key) => {}
            Held::Answer => self.held = Held::Answer,
        }
    }

    fn take_after_escape(&mut self, mut after: String, character: char, ready: &mut VecDeque<Input>) {
        after.push(character);
        match Sequence::read(&after) {
            Sequence::Partial => self.held = Held::Escape(after),
            Sequence::Key(press) => ready.push_back(Input::Press(press)),
            Sequence::Paste => self.held = Held::Paste(String::new()),
            Sequence::Unknown => {}
            Sequence::Typed => type_out(&after, ready),
        }
    }

    fn take_pasted(&mut self, mut text: String, key: KeyEvent, ready: &mut VecDeque<Input>) {
        text.extend(pasted_character(key));
        match text.strip_suffix(PASTE_END) {
            Some(whole) => paste(whole, ready),
            None => self.held = Held::Paste(text),
        }
    }
}

fn paste(text: &str, ready: &mut VecDeque<Input>) {
    let text = tidy(text);
    if !text.is_empty() {
        ready.push_back(Input::Paste(text));
    }
}

/// Esc was pressed, and then these.
fn type_out(after: &str, ready: &mut VecDeque<Input>) {
    let keys = std::iter::once(Named::Escape).chain(after.chars().map(Named::Char));
    ready.extend(keys.map(Press::plain).map(Input::Press));
}

/// Esc and one of these begin a string that the terminal sends.
fn begins_answer(key: KeyEvent) -> bool {
    key.modifiers.contains(KeyModifiers::ALT) && key.code.as_char().is_some_and(|character| "]P_^X".contains(character))
}

/// Esc and a backslash, or a bell.
fn ends_answer(key: KeyEvent) -> bool {
    (key.code, key.modifiers) == (KeyCode::Char('\\'), KeyModifiers::ALT)
        || (key.code, key.modifiers) == (KeyCode::Char('g'), KeyModifiers::CONTROL)
}

fn plain_character(key: KeyEvent) -> Option<char> {
    let typed = (key.modifiers - KeyModifiers::SHIFT).is_empty();
    key.code.as_char().filter(|character| typed && !character.is_control())
}

/// The character that the terminal sent when crossterm took it for this key.
fn pasted_character(key: KeyEvent) -> Option<char> {
    match key.code {
        KeyCode::Char('j') if key.modifiers.contains(KeyModifiers::CONTROL) => Some('\n'),
        KeyCode::Char(_) if key.modifiers.contains(KeyModifiers::CONTROL) => None,
        KeyCode::Char(character) => Some(character),
        KeyCode::Enter => Some('\r'),
        KeyCode::Tab => Some('\t'),
        KeyCode::Esc => Some('\u{1b}'),
        _ => None,
    }
}

#[cfg(test)]
#[path = "mend_tests.rs"]
mod tests;
