//! A list to pick from, drawn.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Choice, Pick};
use crate::tui::look::{Look, Tone};
use crate::tui::put::put;
use crate::tui::sheet::{mark_more, window};

/// The number of the option that is drawn on this row of the screen.
pub(crate) fn option_at(pick: &Pick, area: Rect, row: u16) -> Option<usize> {
    shown(pick, area).nth(usize::from(row.checked_sub(area.y + 1)?))
}

/// The options that are drawn, below the line that is typed into.
fn shown(pick: &Pick, area: Rect) -> Range<usize> {
    window(pick.chosen, pick.matching().len(), usize::from(area.height.saturating_sub(1)))
}

/// Draws what has been typed and what matches it; the cursor stands where typing goes.
pub(crate) fn draw(pick: &Pick, look: Look, area: Rect, buffer: &mut Buffer) -> Position {
    let width = usize::from(area.width);
    let matching = pick.matching();
    let label = format!("{} ({}): ", pick.label, matching.len());
    let cursor = pick.typed.draw(&label, look, Rect { height: 1, ..area }, buffer);
    let options = shown(pick, area);
    for (row, at) in options.clone().enumerate() {
        let option = &matching[at];
        let y = area.y + 1 + u16::try_from(row).unwrap_or(0);
        let mark = if at == pick.chosen { '>' } else { ' ' };
        let value = if says_itself(option) { String::new() } else { format!("  {}", option.value) };
        let words = look.fitted(&format!("{mark}{}{value}", option.words), width);
        let style = if at == pick.chosen { look.chosen(Tone::Plain) } else { look.style(Tone::Plain) };
        put(buffer, (area.x, y), &words, width, style);
    }
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    mark_more(&options, matching.len(), look, below, buffer);
    if matching.is_empty() {
        put(buffer, (area.x, area.y + 1), " Nothing matches.", width, look.style(Tone::Plain));
    }
    cursor
}

/// Whether the words say the value: it is those words, or stands before them.
fn says_itself(option: &Choice) -> bool {
    option.words.strip_prefix(&option.value).is_some_and(|rest| rest.is_empty() || rest.starts_with(": "))
}
