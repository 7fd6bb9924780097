//! What has come from a program: its bytes, and the screen as a terminal shows it, which is only ever whole frames.

use std::num::NonZeroU16;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use vt100::Parser;
pub(crate) use vt100::Screen;

const FRAME: &[u8] = b"\x1b[?2026h";
const FRAME_END: &[u8] = b"\x1b[?2026l";

pub(crate) struct Seen {
    received: Mutex<Received>,
    changed: Condvar,
}

struct Received {
    bytes: Vec<u8>,
    /// How many of the bytes the screen shows.
    shown: usize,
    parser: Parser,
    /// Nothing more will come.
    is_closed: bool,
    /// Nothing more is wanted.
    is_stopped: bool,
}

impl Seen {
    pub(crate) fn new(size: (u16, u16)) -> Self {
        let (columns, rows) = cells(size);
        let parser = Parser::new(rows, columns, 0);
        let received = Received { bytes: Vec::new(), shown: 0, parser, is_closed: false, is_stopped: false };
        Self { received: Mutex::new(received), changed: Condvar::new() }
    }

    /// What has been received, also after a test that looked at it has failed.
    fn received(&self) -> MutexGuard<'_, Received> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn take(&self, bytes: &[u8]) -> ControlFlow<()> {
        let mut received = self.received();
        if received.is_stopped {
            return ControlFlow::Break(());
        }
        received.bytes.extend_from_slice(bytes);
        let whole = whole(&received.bytes);
        received.show(whole);
        self.changed.notify_all();
        ControlFlow::Continue(())
    }

    pub(crate) fn close(&self) {
        let mut received = self.received();
        let all = received.bytes.len();
        received.show(all);
        received.is_closed = true;
        self.changed.notify_all();
    }

    pub(crate) fn stop(&self) {
        self.received().is_stopped = true;
    }

    pub(crate) fn resize(&self, size: (u16, u16)) {
        let (columns, rows) = cells(size);
        self.received().parser.set_size(rows, columns);
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.received().bytes.clone()
    }

    pub(crate) fn words(&self) -> String {
        words(self.received().parser.screen())
    }

    pub(crate) fn wait_for(&self, what: &str, deadline: Instant, is_so: impl Fn(&Screen) -> bool) -> Screen {
        let mut received = self.received();
        while !is_so(received.parser.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            if received.is_closed || left.is_zero() {
                let (why, shown) = (received.why(), words(received.parser.screen()));
                drop(received);
                panic!("{what}: waited in vain, {why}. The screen:\n{shown}");
            }
            received = self.changed.wait_timeout(received, left).unwrap().0;
        }
        received.parser.screen().clone()
    }
}

impl Received {
    fn show(&mut self, up_to: usize) {
        if up_to > self.shown {
            self.parser.process(&self.bytes[self.shown..up_to]);
            self.shown = up_to;
        }
    }

    fn why(&self) -> &'static str {
        if self.is_closed { "the program has closed the terminal" } else { "and the time is up" }
    }
}

/// Up to where the bytes hold no part of a frame: a terminal shows a synchronised update when it is there whole.
fn whole(bytes: &[u8]) -> usize {
    let last = |mark: &[u8]| bytes.windows(mark.len()).rposition(|window| window == mark);
    match (last(FRAME), last(FRAME_END)) {
        (Some(begun), ended) if ended.is_none_or(|ended| ended < begun) => begun,
        _ => bytes.len(),
    }
}

/// The rows of a screen, as text.
pub(crate) fn words(screen: &Screen) -> String {
    let (_, columns) = screen.size();
    screen.rows(0, columns.get()).map(|row| row.trim_end().to_owned() + "\n").collect()
}

fn cells((columns, rows): (u16, u16)) -> (NonZeroU16, NonZeroU16) {
    (NonZeroU16::new(columns).unwrap(), NonZeroU16::new(rows).unwrap())
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
