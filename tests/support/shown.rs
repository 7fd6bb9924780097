//! What has come out of a program, and the screen as a terminal shows it: a synchronised update when it is there whole.

use super::terminal::cells;

const FRAME: &[u8] = b"\x1b[?2026h";
const FRAME_END: &[u8] = b"\x1b[?2026l";

pub(crate) struct Shown {
    parser: vt100::Parser,
    pub(crate) bytes: Vec<u8>,
    /// How many of the bytes are on the screen.
    drawn: usize,
    /// Nobody wants more.
    pub(crate) closing: bool,
}

impl Shown {
    pub(crate) fn new((columns, rows): (u16, u16)) -> Self {
        let parser = vt100::Parser::new(cells(rows), cells(columns), 0);
        Self { parser, bytes: Vec::new(), drawn: 0, closing: false }
    }

    pub(crate) fn take(&mut self, bytes: &[u8]) {
        self.bytes.extend(bytes);
        let whole = self.whole();
        if whole > self.drawn {
            self.parser.process(&self.bytes[self.drawn..whole]);
            self.drawn = whole;
        }
    }

    pub(crate) fn resize(&mut self, (columns, rows): (u16, u16)) {
        self.parser.set_size(cells(rows), cells(columns));
    }

    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// Up to where the bytes hold no part of a frame.
    fn whole(&self) -> usize {
        let last = |mark: &[u8]| self.bytes.windows(mark.len()).rposition(|window| window == mark);
        match (last(FRAME), last(FRAME_END)) {
            (Some(begun), ended) if ended.is_none_or(|ended| ended < begun) => begun,
            _ => self.bytes.len(),
        }
    }
}

/// How many frames these bytes hold, if they hold whole frames and nothing else.
pub(crate) fn frames(bytes: &[u8]) -> Option<usize> {
    let mut rest = bytes;
    let mut count = 0;
    while !rest.is_empty() {
        let frame = rest.strip_prefix(FRAME)?;
        let end = frame.windows(FRAME_END.len()).position(|window| window == FRAME_END)?;
        rest = &frame[end + FRAME_END.len()..];
        count += 1;
    }
    Some(count)
}

/// The rows of a screen, each as a line.
pub(crate) fn rows(screen: &vt100::Screen) -> String {
    screen.rows(0, screen.size().1.get()).map(|row| row.trim_end().to_owned() + "\n").collect()
}
