//! What is on the screen, and the least that makes the next frame of it.
//!
//! A list that moves by a row is moved by the terminal itself, which takes a few bytes where drawing its rows anew would
//! take a thousand or two.

use std::io::{self, Write};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{Clear, ClearType};
use ratatui::backend::Backend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui_crossterm::CrosstermBackend;
use unicode_width::UnicodeWidthStr;

/// The screen as it was drawn last.
#[derive(Debug)]
pub(super) struct Canvas<W: Write> {
    backend: CrosstermBackend<W>,
    shown: Buffer,
    /// The numbers of its rows, where they are known already.
    prints: Option<Vec<u64>>,
    shows_cursor: bool,
}

/// Rows that stand some rows further up, or down, in the next frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shift {
    /// The rows among which they move, both ends included.
    top: u16,
    bottom: u16,
    way: Way,
    /// By how many rows they move.
    by: u16,
}

/// Where rows move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

/// The furthest that rows are moved: over a heading and what stands around it.
const FURTHEST: u16 = 6;
/// So many rows must be spared for a move to be worth its bytes.
const WORTH: usize = 4;

impl<W: Write> Canvas<W> {
    /// An empty screen of this size, drawn by what is written here.
    pub(super) fn new(area: Rect, out: W) -> Self {
        Self { backend: CrosstermBackend::new(out), shown: Buffer::empty(area), prints: None, shows_cursor: false }
    }

    /// Where bytes go that are no frame's.
    pub(super) const fn out(&mut self) -> &mut CrosstermBackend<W> {
        &mut self.backend
    }

    /// Begins again on an empty screen of this size.
    pub(super) fn clear(&mut self, area: Rect) -> io::Result<()> {
        self.shown = Buffer::empty(area);
        self.prints = None;
        self.shows_cursor = false;
        queue!(self.backend, SetAttribute(Attribute::Reset), Clear(ClearType::All), Hide)
    }

    /// Draws a frame; the cursor shows where `draw` says.
    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<()> {
        let mut next = Buffer::empty(self.shown.area);
        let cursor = draw(&mut next);
        let before = self.prints.take();
        if differing(&self.shown, &next).nth(WORTH - 1).is_some() {
            let (before, now) = (before.unwrap_or_else(|| prints(&self.shown)), prints(&next));
            if let Some(shift) = shift(&before, &now) {
                self.make(shift)?;
            }
            self.prints = Some(now);
        }
        self.backend.draw(joined(&updates(&self.shown, &next), &next).into_iter())?;
        if let Some(Position { x, y }) = cursor {
            queue!(self.backend, MoveTo(x, y))?;
        }
        if cursor.is_some() != self.shows_cursor {
            self.shows_cursor = cursor.is_some();
            if self.shows_cursor { queue!(self.backend, Show)? } else { queue!(self.backend, Hide)? }
        }
        self.shown = next;
        Ok(())
    }

    /// Lets the terminal move rows: lines are deleted or inserted at the top of a region, which every terminal since the
    /// VT102 knows.
    fn make(&mut self, Shift { top, bottom, way, by }: Shift) -> io::Result<()> {
        // Each frame ends with every attribute reset, so that a row that comes in is blank.
        let lines = if way == Way::Up { 'M' } else { 'L' };
        let (first, last) = (top + 1, bottom + 1);
        let count = if by == 1 { String::new() } else { by.to_string() };
        write!(self.backend, "\u{1b}[{first};{last}r\u{1b}[{first}H\u{1b}[{count}{lines}\u{1b}[r")?;
        let width = usize::from(self.shown.area.width);
        let rows = usize::from(top) * width..(usize::from(bottom) + 1) * width;
        let (moved, by) = (&mut self.shown.content[rows], usize::from(by) * width);
        match way {
            Way::Up => {
                moved.rotate_left(by);
                let kept = moved.len() - by;
                moved[kept..].fill(Cell::EMPTY);
            }
            Way::Down => {
                moved.rotate_right(by);
                moved[..by].fill(Cell::EMPTY);
            }
        }
        Ok(())
    }
}

/// One cell to draw, and where.
type Update<'a> = (u16, u16, &'a Cell);

/// The rows in which two frames differ.
fn differing(shown: &Buffer, next: &Buffer) -> impl Iterator<Item = u16> {
    let columns = usize::from(next.area.width).max(1);
    let rows = (next.area.y..).zip(shown.content.chunks(columns).zip(next.content.chunks(columns)));
    rows.filter(|(_, (shown, next))| shown != next).map(|(row, _)| row)
}

/// The cells that make one frame of the other. Only rows that differ are looked at cell by cell.
fn updates<'a>(shown: &Buffer, next: &'a Buffer) -> Vec<Update<'a>> {
    let row_of = |buffer: &Buffer, y: u16| {
        let area = Rect { y, height: 1, ..buffer.area };
        let first = buffer.index_of(area.x, y);
        Buffer { area, content: buffer.content[first..first + usize::from(area.width)].to_vec() }
    };
    let mut updates = Vec::new();
    for y in differing(shown, next) {
        let (shown, now) = (row_of(shown, y), row_of(next, y));
        updates.extend(shown.diff(&now).into_iter().map(|(x, y, _)| (x, y, &next[(x, y)])));
    }
    updates
}

/// Fewer bytes than these take the cursor over cells that stay as they are.
const GAP: usize = 7;

/// The cells to draw, with those of short gaps between them, which are cheaper drawn again than passed over.
fn joined<'a>(updates: &[Update<'a>], next: &'a Buffer) -> Vec<Update<'a>> {
    let mut joined: Vec<Update<'a>> = Vec::with_capacity(updates.len());
    for &(x, y, cell) in updates {
        if let Some(&(before, row, last)) = joined.last()
            && row == y
        {
            let gap = before + u16::try_from(last.symbol().width()).unwrap_or(1)..x;
            let is_like = |x: &u16| {
                let between = &next[(*x, y)];
                between.style() == last.style() && between.symbol().width() == 1
            };
            if gap.len() <= GAP && gap.clone().all(|x| is_like(&x)) {
                joined.extend(gap.map(|x| (x, y, &next[(x, y)])));
            }
        }
        joined.push((x, y, cell));
    }
    joined
}

/// The move that spares most, if any is worth it, by the numbers of the rows.
fn shift(shown: &[u64], next: &[u64]) -> Option<Shift> {
    let ways = [Way::Up, Way::Down].into_iter().flat_map(|way| (1..=FURTHEST).map(move |by| (way, by)));
    let spared = ways.filter_map(|(way, by)| spared(shown, next, way, by));
    let (drawn, shift) = spared.max_by_key(|(drawn, shift)| (*drawn, std::cmp::Reverse(shift.by)))?;
    (drawn >= WORTH).then_some(shift)
}

/// How many rows a move spares that would be drawn anew without it.
fn spared(shown: &[u64], next: &[u64], way: Way, by: u16) -> Option<(usize, Shift)> {
    let height = u16::try_from(shown.len()).ok()?;
    let from = |row: u16| if way == Way::Up { Some(row + by).filter(|row| *row < height) } else { row.checked_sub(by) };
    let (shown, next) = (|row: u16| shown[usize::from(row)], |row: u16| next[usize::from(row)]);
    let is_there = |row: &u16| from(*row).is_some_and(|from| shown(from) == next(*row));
    let there: Vec<_> = (0..height).filter(is_there).collect();
    let drawn = there.iter().filter(|row| shown(**row) != next(**row)).count();
    let (first, last) = (*there.first()?, *there.last()?);
    let (top, bottom) = if way == Way::Up { (first, last + by) } else { (first - by, last) };
    Some((drawn, Shift { top, bottom, way, by }))
}

/// A number for each row, the same where rows are (FNV-1a). Two rows that have one by accident cost some bytes more: whatever is
/// moved, what differs then is drawn.
fn prints(buffer: &Buffer) -> Vec<u64> {
    let step = |print: u64, byte: u8| (print ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let of_cell = |print: u64, cell: &Cell| {
        let print = cell.symbol().bytes().fold(print, step);
        step(print, cell.modifier.bits().to_le_bytes()[0])
    };
    let rows = buffer.content.chunks(usize::from(buffer.area.width).max(1));
    rows.map(|row| row.iter().fold(0xcbf2_9ce4_8422_2325, of_cell)).collect()
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use proptest::prelude::*;

    use super::*;

    /// What was sent.
    #[derive(Clone, Debug, Default)]
    struct Sent(Rc<RefCell<Vec<u8>>>);

    impl Write for Sent {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    proptest! {
        #[test]
        fn a_terminal_shows_each_frame_whatever_moves(frames in prop::collection::vec((0..12_usize, 0..12_usize, 0..3_usize), 1..20)) {
            let area = Rect::new(0, 0, 12, 8);
            let (sent, mut terminal) = (Sent::default(), vt100::Parser::new(8.try_into().unwrap(), 12.try_into().unwrap(), 0));
            let mut canvas = Canvas::new(area, sent.clone());
            canvas.clear(area).unwrap();
            for (first, second, odd) in frames {
                let list: Vec<_> = (0..8).map(|row| format!("{} {}", first + row, "x".repeat((second + row) % 9))).collect();
                let mut rows: Vec<_> = list.iter().map(String::as_str).collect();
                rows[odd] = "> odd";
                let mut wanted = Vec::new();
                canvas.draw(|buffer| {
                    for (row, words) in rows.iter().enumerate() {
                        buffer.set_string(0, u16::try_from(row).unwrap(), words, ratatui::style::Style::new());
                        wanted.push(words.trim_end().to_owned());
                    }
                    None
                }).unwrap();
                terminal.process(&sent.0.take());
                let shown: Vec<_> = terminal.screen().rows(0, 12).map(|row| row.trim_end().to_owned()).collect();
                prop_assert_eq!(shown, wanted);
            }
        }
    }

    #[test]
    fn a_list_that_moves_costs_a_line_and_not_a_screen() {
        let area = Rect::new(0, 0, 80, 24);
        let sent = Sent::default();
        let mut canvas = Canvas::new(area, sent.clone());
        let mut frame = |first: usize| {
            let draw = |buffer: &mut Buffer| {
                for row in 0..24 {
                    let words = format!(
                        "row {} with words enough to fill most of a line of the screen",
                        first + usize::from(row)
                    );
                    buffer.set_string(0, row, words, ratatui::style::Style::new());
                }
                None
            };
            canvas.draw(draw).unwrap();
            sent.0.take().len()
        };

        assert!(frame(0) > 1000);
        let moves = [frame(1), frame(0)];
        assert!(moves.iter().all(|bytes| *bytes < 220), "{moves:?}");
    }

    #[test]
    fn no_colour_of_underlining_is_sent_which_old_terminals_misread() {
        let area = Rect::new(0, 0, 12, 1);
        let sent = Sent::default();
        let mut canvas = Canvas::new(area, sent.clone());
        let draw = |buffer: &mut Buffer| {
            buffer.set_string(0, 0, "under", ratatui::style::Style::new().underlined());
            None
        };

        canvas.draw(draw).unwrap();

        let sent = String::from_utf8(sent.0.take()).unwrap();
        assert!(sent.contains("[4m") && !sent.contains("[58") && !sent.contains("[59"), "{sent:?}");
    }

    fn screen(rows: &[&str]) -> Buffer {
        Buffer::with_lines(rows.iter().copied())
    }

    #[test]
    fn a_list_that_moves_over_a_heading_is_moved_too() {
        let shown = screen(&["one.", "two.", "", "HEAD", "five", "six.", "7777", "8888"]);
        let next = screen(&["HEAD", "five", "six.", "7777", "8888", "9999", "aaaa", "bbbb"]);

        assert_eq!(shift(&prints(&shown), &prints(&next)), Some(Shift { top: 0, bottom: 7, way: Way::Up, by: 3 }));
    }

    #[test]
    fn a_list_that_moves_by_a_row_is_moved_and_what_stands_around_it_stays() {
        let shown = screen(&["bar.", "one.", "two.", "three", "four", "five", "six", "keys"]);
        let up = screen(&["bar.", "two.", "three", "four", "five", "six", "seven", "keys"]);

        assert_eq!(shift(&prints(&shown), &prints(&up)), Some(Shift { top: 1, bottom: 6, way: Way::Up, by: 1 }));
        assert_eq!(shift(&prints(&up), &prints(&shown)), Some(Shift { top: 1, bottom: 6, way: Way::Down, by: 1 }));
        assert_eq!(shift(&prints(&shown), &prints(&shown)), None);
        assert_eq!(shift(&prints(&shown), &prints(&screen(&["a", "b", "c", "d", "e", "f", "g", "h"]))), None);
        assert_eq!(shift(&[], &[]), None);
    }
}
