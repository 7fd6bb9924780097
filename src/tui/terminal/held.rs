//! What is drawn, held until the frame is whole and then sent in one write.

use std::io::{self, Write};

use crossterm::Command;
use crossterm::terminal::EndSynchronizedUpdate;

use crate::tui::terminal::is_entered;

/// The bytes of a frame. ratatui flushes several times within one; only the end of the synchronised update sends it,
/// and to a terminal that is no longer ours it is not sent at all.
#[derive(Debug, Default)]
pub(crate) struct Held(Vec<u8>);

impl Held {
    fn is_whole(&self) -> bool {
        let mut end = String::new();
        EndSynchronizedUpdate.write_ansi(&mut end).is_ok() && self.0.ends_with(end.as_bytes())
    }
}

impl Write for Held {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.is_whole() {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        let sent = if is_entered() { out.write_all(&self.0).and_then(|()| out.flush()) } else { Ok(()) };
        self.0.clear();
        sent
    }
}

#[cfg(test)]
mod tests {
    use crossterm::execute;

    use super::*;

    #[test]
    fn only_a_whole_frame_goes() {
        let mut held = Held::default();

        held.write_all(b"part of a frame").unwrap();
        held.flush().unwrap();
        assert_eq!(held.0, b"part of a frame");

        execute!(held, EndSynchronizedUpdate).unwrap();
        assert!(held.0.is_empty());
    }
}
