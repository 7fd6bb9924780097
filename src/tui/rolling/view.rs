//! Drawing the roll: the items, and what is asked about one of them in the last lines.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Asked, Rolling};
use crate::model::Book;
use crate::tui::look::Look;
use crate::tui::pick;
use crate::tui::view::clear;

/// Draws it, and tells where the cursor shows.
pub(crate) fn draw(rolling: &Rolling, book: &Book, look: Look, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    clear(area, buffer);
    if let Asked::By(_, pick) = &rolling.asked {
        return Some(pick::view::draw(pick, look, area, buffer));
    }
    let cursor = rolling.sheet(book, usize::from(area.width)).draw(Some(rolling.chosen), look, area, buffer);
    let (label, typed) = match &rolling.asked {
        Asked::Reason(id, typed) => (format!("Why is {} closed? ", book.title(id)), typed),
        Asked::Title(id, typed) => (format!("New title of {}: ", book.title(id)), typed),
        _ => return cursor,
    };
    let line = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
    clear(line, buffer);
    Some(typed.draw(&label, look, line, buffer))
}

/// What stands above the keys: the totals, and the question where one is asked.
pub(crate) fn foot(rolling: &Rolling, book: &Book) -> Vec<String> {
    let totals = rolling.roll.totals().to_string();
    match rolling.asked {
        Asked::Sure => {
            let (from, to) = (book.title(&rolling.roll.from), book.title(&rolling.roll.to));
            vec![totals, format!("Roll \"{from}\" to \"{to}\" so?"), "u cannot take it back.".to_owned()]
        }
        Asked::Leave => vec![totals, "Leave, with nothing written of what you decided?".to_owned()],
        _ => vec![totals],
    }
}
