//! A line that is typed into outside of a form: a filter, a name, the words of a decision, what narrows a list.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui_textarea::TextArea;
use unicode_width::UnicodeWidthStr;

use super::look::{Look, Tone};
use super::put::put;
use super::terminal::press::Press;
use super::typing::{area_of, draw_area, in_one_line, type_into};
use crate::model::scalars::BREAK;

/// A line that is typed into. A line break in it stands as `⏎`.
#[derive(Clone, Debug)]
pub(crate) struct TypedLine {
    area: TextArea<'static>,
    is_typed: bool,
}

impl Default for TypedLine {
    fn default() -> Self {
        Self::new("")
    }
}

impl TypedLine {
    /// A line that says this, the cursor behind it.
    pub(crate) fn new(text: &str) -> Self {
        Self { area: area_of(&text.replace('\n', BREAK)), is_typed: false }
    }

    /// The same with the text selected, so that typing takes its place.
    pub(crate) fn selected(text: &str) -> Self {
        let mut line = Self::new(text);
        line.area.select_all();
        line
    }

    /// What stands in it.
    pub(crate) fn text(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// Whether anything was typed into it.
    pub(crate) fn is_typed(&self) -> bool {
        self.is_typed
    }

    /// The columns that it takes.
    pub(crate) fn width(&self) -> usize {
        self.text().width()
    }

    /// Types a key into it, and tells whether its text changed.
    pub(crate) fn press(&mut self, press: Press) -> bool {
        let is_changed = type_into(&mut self.area, press);
        self.is_typed |= is_changed;
        is_changed
    }

    /// Pasted text goes in whole.
    pub(crate) fn paste(&mut self, text: &str) {
        self.is_typed |= self.area.insert_str(in_one_line(text));
    }

    /// Draws it behind a label, the cursor in sight, and tells where that stands. Of a label that leaves too little room the
    /// end is shown.
    pub(crate) fn draw(&self, label: &str, look: Look, line: Rect, buffer: &mut Buffer) -> Position {
        let width = usize::from(line.width);
        let label = look.words(label);
        let needed = (self.width() + 1).min(width / 2);
        let mut shown = label.as_ref();
        while shown.width() + needed > width {
            let Some(first) = shown.chars().next() else { break };
            shown = &shown[first.len_utf8()..];
        }
        let style = look.style(Tone::Heading);
        let left = put(buffer, (line.x, line.y), shown, width, style);
        let room = Rect { x: left, width: line.right().saturating_sub(left), ..line };
        // A copy, so that what is in sight follows from where the cursor is and from nothing else.
        let mut area = self.area.clone();
        area.set_style(style);
        draw_area(&area, look, room, buffer)
    }
}
