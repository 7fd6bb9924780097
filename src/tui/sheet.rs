//! Lines of text with places to stop at: the overview, a record and the help are such sheets.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::look::{Look, Tone};
use super::put::put;
use crate::model::Id;
use crate::model::display::display;

/// Lines of text with places to stop at.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sheet {
    pub(crate) lines: Vec<Vec<Piece>>,
}

/// A piece of a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) tone: Tone,
    /// Whether the cursor can stop here, and what it opens.
    pub(crate) stop: Option<Stop>,
}

/// A place at which the cursor can stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// There is nothing to open.
    Line,
    /// It leads to a record.
    Way(Id),
}

/// A stop and where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed<'a> {
    line: usize,
    column: usize,
    stop: &'a Stop,
}

/// A way to move among stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    Up,
    Down,
    Left,
    Right,
    Lines(isize),
    First,
    Last,
    NextWay,
    PreviousWay,
}

impl Piece {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub(crate) fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone, stop: None }
    }

    pub(crate) fn to(mut self, id: Id) -> Self {
        self.stop = Some(Stop::Way(id));
        self
    }

    pub(crate) fn stop(mut self) -> Self {
        self.stop = Some(Stop::Line);
        self
    }
}

impl Sheet {
    pub(crate) fn line(&mut self, pieces: impl Into<Vec<Piece>>) {
        self.lines.push(pieces.into());
    }

    pub(crate) fn text(&mut self, text: impl Into<String>) {
        self.lines.push(vec![Piece::new(text)]);
    }

    pub(crate) fn heading(&mut self, text: impl Into<String>) {
        self.lines.push(vec![Piece::toned(text, Tone::Heading)]);
    }

    fn stops(&self) -> Vec<Placed<'_>> {
        let mut stops = Vec::new();
        for (line, pieces) in self.lines.iter().enumerate() {
            let placed = pieces.iter().filter_map(|piece| piece.stop.as_ref()).enumerate();
            stops.extend(placed.map(|(column, stop)| Placed { line, column, stop }));
        }
        stops
    }

    /// What the stop of this number leads to.
    pub(crate) fn way(&self, chosen: usize) -> Option<&Id> {
        match self.stops().get(chosen)?.stop {
            Stop::Way(id) => Some(id),
            Stop::Line => None,
        }
    }

    /// The number of the stop that leads to a record; the nearest to the one chosen before, if several do.
    pub(crate) fn stop_at(&self, id: &Id, before: usize) -> Option<usize> {
        let leads = |placed: &Placed<'_>| matches!(placed.stop, Stop::Way(way) if way == id);
        let stops = self.stops();
        let leading = stops.iter().enumerate().filter(|(_, placed)| leads(placed)).map(|(number, _)| number);
        leading.min_by_key(|number| number.abs_diff(before))
    }

    /// The words of the line on which a stop stands.
    pub(crate) fn words(&self, chosen: usize) -> Option<String> {
        let line = self.stops().get(chosen)?.line;
        Some(self.words_of(line))
    }

    /// The number of the stop on a line of these words; the nearest to the one chosen before, if there are several.
    pub(crate) fn stop_with(&self, words: &str, before: usize) -> Option<usize> {
        let stops = self.stops();
        let there = stops.iter().enumerate().filter(|(_, placed)| self.words_of(placed.line) == words);
        there.map(|(number, _)| number).min_by_key(|number| number.abs_diff(before))
    }

    fn words_of(&self, line: usize) -> String {
        self.lines[line].iter().map(|piece| piece.text.as_str()).collect()
    }

    /// The number of the stop to which a move leads.
    pub(crate) fn moved(&self, chosen: usize, by: Move) -> usize {
        let stops = self.stops();
        let Some(last) = stops.len().checked_sub(1) else { return 0 };
        let chosen = chosen.min(last);
        let now = stops[chosen];
        let on_line = |line: usize| {
            let here = stops.iter().enumerate().filter(|(_, placed)| placed.line == line);
            here.min_by_key(|(_, placed)| placed.column.abs_diff(now.column)).map(|(number, _)| number)
        };
        let is_way = |number: &usize| matches!(stops[*number].stop, Stop::Way(_));
        let moved = match by {
            Move::First => Some(0),
            Move::Last => Some(last),
            Move::Up => stops[..chosen].iter().rev().find(|it| it.line < now.line).and_then(|it| on_line(it.line)),
            Move::Down => stops[chosen..].iter().find(|it| it.line > now.line).and_then(|it| on_line(it.line)),
            Move::Left => chosen.checked_sub(1).filter(|left| stops[*left].line == now.line),
            Move::Right => Some(chosen + 1).filter(|right| stops.get(*right).is_some_and(|it| it.line == now.line)),
            Move::Lines(lines) => {
                let wanted = now.line.saturating_add_signed(lines);
                let nearest = stops.iter().min_by_key(|it| it.line.abs_diff(wanted));
                nearest.and_then(|it| on_line(it.line))
            }
            Move::NextWay => (chosen + 1..=last).find(is_way),
            Move::PreviousWay => (0..chosen).rev().find(is_way),
        };
        moved.unwrap_or(chosen)
    }

    /// The lines that are shown in so many rows, the chosen stop among them. With the last one all that stands behind it is
    /// shown too, as far as there is room.
    fn shown(&self, chosen: Option<usize>, height: usize) -> Range<usize> {
        let stops = self.stops();
        let last = stops.len().saturating_sub(1);
        let at = chosen.and_then(|chosen| stops.get(chosen.min(last))).map_or(0, |at| at.line);
        let end = self.lines.len().saturating_sub(height);
        if height > 0 && chosen.is_some_and(|chosen| chosen >= last) && end <= at {
            return end..self.lines.len();
        }
        window(at, self.lines.len(), height)
    }

    /// The number of the stop that is shown at a place: on its line the last that begins there or before.
    pub(crate) fn stop_under(
        &self,
        chosen: Option<usize>,
        look: Look,
        place: Position,
        height: usize,
    ) -> Option<usize> {
        let line = self.shown(chosen, height).nth(usize::from(place.y))?;
        let first = self.stops().iter().take_while(|placed| placed.line < line).count();
        let pieces = placed(&self.lines[line], look);
        let here = pieces.iter().filter(|(_, _, piece)| piece.stop.is_some()).map(|(column, ..)| *column);
        let begun = here.clone().take_while(|column| *column <= usize::from(place.x)).count();
        (here.count() > 0).then(|| first + begun.saturating_sub(1))
    }

    /// Draws what fits, with the chosen stop in sight, and tells where it stands.
    pub(crate) fn draw(&self, chosen: Option<usize>, look: Look, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let stops = self.stops();
        let at = chosen.and_then(|chosen| stops.get(chosen.min(stops.len().saturating_sub(1))));
        let mut cursor = None;
        let shown = self.shown(chosen, usize::from(area.height));
        for (line, row) in shown.clone().zip(area.rows()) {
            let mut stop = 0;
            for (column, words, piece) in placed(&self.lines[line], look) {
                let x = row.x.saturating_add(u16::try_from(column).unwrap_or(u16::MAX)).min(row.right());
                let is_chosen = piece.stop.is_some() && at.is_some_and(|at| at.line == line && at.column == stop);
                stop += usize::from(piece.stop.is_some());
                let reversed = is_chosen && !matches!(piece.stop, Some(Stop::Line));
                let style = if reversed { look.chosen(piece.tone) } else { look.style(piece.tone) };
                if is_chosen {
                    cursor = Some(Position::new(x, row.y));
                }
                let words =
                    if is_chosen { words.replacen(' ', ">", usize::from(words.starts_with(' '))) } else { words };
                put(buffer, (x, row.y), &words, usize::from(row.right() - x), style);
            }
        }
        mark_more(&shown, self.lines.len(), look, area, buffer);
        cursor
    }
}

/// Marks at the right end of the first and the last row of an area that more stands above and below what is shown of so many.
pub(crate) fn mark_more(shown: &Range<usize>, all: usize, look: Look, area: Rect, buffer: &mut Buffer) {
    let (up, down) = look.letters.arrows();
    mark(up, (shown.start > 0).then_some(area.y), look, area, buffer);
    mark(down, (shown.end < all).then_some(area.bottom().saturating_sub(1)), look, area, buffer);
}

/// Marks at the right end of a row that more stands beyond it, where that hides nothing.
fn mark(sign: &str, y: Option<u16>, look: Look, area: Rect, buffer: &mut Buffer) {
    let (Some(y), Some(x)) = (y, area.right().checked_sub(1)) else { return };
    if buffer.cell((x, y)).is_some_and(|cell| cell.symbol() == " ") {
        put(buffer, (x, y), sign, 1, look.style(Tone::Heading));
    }
}

/// The pieces of a line, each with the column it begins in and its words. One with another behind it takes the columns
/// of its text, whatever letters the terminal has.
fn placed(pieces: &[Piece], look: Look) -> Vec<(usize, String, &Piece)> {
    let mut placed = Vec::new();
    let mut column = 0;
    for (at, piece) in pieces.iter().enumerate() {
        let columns = display(&piece.text).width();
        let is_last = at + 1 == pieces.len();
        let words = if is_last { look.words(&piece.text).into_owned() } else { look.fitted(&piece.text, columns) };
        placed.push((column, words, piece));
        column += columns;
    }
    placed
}

/// The lines to show so that the chosen one is among them: all where they fit, else with the chosen one in the middle.
pub(crate) fn window(chosen: usize, len: usize, height: usize) -> Range<usize> {
    let height = height.min(len);
    let start = chosen.saturating_sub(height / 2).min(len - height);
    start..start + height
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        let id = |text: &str| Id::new(text).unwrap();
        let mut sheet = Sheet::default();
        sheet.line([Piece::new("a").to(id("a"))]);
        sheet.heading("between");
        sheet.line([Piece::new("b").to(id("b")), Piece::new("c").to(id("c"))]);
        sheet.line([Piece::new("d").to(id("d")), Piece::new("e").to(id("e"))]);
        sheet.line([Piece::new("f").stop()]);
        sheet
    }

    #[test]
    fn moves_keep_their_column_and_pass_over_headings() {
        let sheet = sheet();

        assert_eq!(sheet.moved(0, Move::Down), 1);
        assert_eq!(sheet.moved(1, Move::Right), 2);
        assert_eq!(sheet.moved(2, Move::Down), 4);
        assert_eq!(sheet.moved(4, Move::Up), 2);
        assert_eq!(sheet.moved(2, Move::Right), 2, "nothing is further right");
        assert_eq!(sheet.moved(4, Move::Down), 5);
        assert_eq!(sheet.moved(5, Move::Up), 3);
        assert_eq!(sheet.moved(0, Move::Up), 0);
        assert_eq!(sheet.moved(3, Move::Lines(-10)), 0);
        assert_eq!(sheet.moved(0, Move::Lines(10)), 5);
        assert_eq!(sheet.moved(99, Move::PreviousWay), 4);
        assert_eq!(Sheet::default().moved(3, Move::Down), 0);
    }

    #[test]
    fn the_chosen_line_is_always_in_sight() {
        for len in 0..12 {
            for height in 0..12 {
                for chosen in 0..len {
                    let shown = window(chosen, len, height);
                    assert!(height == 0 || shown.contains(&chosen), "{chosen} of {len} in {height}: {shown:?}");
                    assert!(shown.len() == height.min(len));
                }
            }
        }
    }
}
