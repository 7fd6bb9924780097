//! The mouse: left to the terminal, which selects and copies with it, unless the officer wants it taken.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

/// Whose the mouse is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mouse {
    /// The terminal's own; nothing about it is ever sent.
    #[default]
    Free,
    /// Ours while the terminal is.
    Taken,
}

/// One thing that is done with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// The main button is pressed on the cell of this column and row, from nought.
    Click(u16, u16),
    /// The wheel goes one step up.
    WheelUp,
    /// The wheel goes one step down.
    WheelDown,
}

/// Takes the mouse: buttons and wheel alone. That it moves is not asked for, as crossterm's own command does: over a slow
/// line that would be a flood.
pub(crate) const TAKE: &str = "\u{1b}[?1000h\u{1b}[?1006h";

impl Gesture {
    /// What an event of the mouse stands for, if it is one that we use.
    pub(crate) fn from_event(event: MouseEvent) -> Option<Self> {
        match event.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Self::Click(event.column, event.row)),
            MouseEventKind::ScrollUp => Some(Self::WheelUp),
            MouseEventKind::ScrollDown => Some(Self::WheelDown),
            _ => None,
        }
    }
}
