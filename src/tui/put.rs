//! Words put into cells of the screen: the one way that drawing has.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

/// Puts words into a row, from a column on and into so many columns at the most; the column behind them. Most are plain ASCII,
/// of which each letter is a cell, and need not be looked at for letters that are wide or made of several.
pub(crate) fn put(buffer: &mut Buffer, (x, y): (u16, u16), words: &str, room: usize, style: Style) -> u16 {
    // The last plain letter before another stands with that: it may be a mark on it.
    let other = words.bytes().position(|letter| !matches!(letter, b' '..=b'~'));
    let plain = other.map_or(words.len(), |other| other.saturating_sub(1));
    let room = room.min(usize::from(buffer.area.right().saturating_sub(x)));
    let columns = plain.min(room);
    if columns > 0 {
        let first = buffer.index_of(x, y);
        for (cell, letter) in buffer.content[first..first + columns].iter_mut().zip(words.chars()) {
            cell.set_char(letter).set_style(style);
        }
    }
    let x = x + u16::try_from(columns).unwrap_or(0);
    if plain == words.len() || columns == room {
        return x;
    }
    buffer.set_stringn(x, y, &words[plain..], room - columns, style).0
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;

    #[test]
    fn plain_words_stand_as_the_library_puts_any() {
        let style = Style::new().bold();
        for words in ["", "plain words", "a bell\u{7}", "naïve 日本 e\u{301}", "a word that is longer than the row"]
        {
            for (x, room) in [(0, 20), (0, 5), (8, 20), (11, 1), (12, 4)] {
                let empty = Buffer::filled(Rect::new(0, 0, 12, 3), 'x'.into());
                let (mut ours, mut theirs) = (empty.clone(), empty);

                let end = put(&mut ours, (x, 1), words, room, style);

                assert_eq!(end, theirs.set_stringn(x, 1, words, room, style).0, "{words:?} at {x} in {room}");
                assert_eq!(ours, theirs, "{words:?} at {x} in {room}");
            }
        }
    }
}
