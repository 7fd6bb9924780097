//! What the officer does: keys, pastes, the mouse, and changes of the window.
//!
//! crossterm is built with `use-dev-tty`, which reads the same terminal but waits for it by `poll`. Its other way of
//! waiting tells of each thing once, and forgets a key that comes together with a change of the window: the key is
//! then kept waiting until the next one.

use std::collections::VecDeque;
use std::io;
use std::time::{Duration, Instant};

use crossterm::event::{poll, read};

use crate::tui::terminal::mend::Mender;
use crate::tui::terminal::mouse::{Gesture, Mouse};
use crate::tui::terminal::press::Press;

/// No time at all would be too short for crossterm to look at the terminal; and below a millisecond it does not sleep.
const SHORTEST: Duration = Duration::from_micros(50);

/// One thing that came from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Press(Press),
    /// Text, pasted whole, with plain line breaks and no controls. It is never keys.
    Paste(String),
    /// The mouse, where it is taken.
    Mouse(Gesture),
    /// The window has another size. Several changes in a row are one.
    Resize,
}

/// The line that the keys come over: how long its parts of one key may lie apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// A terminal on this machine.
    Local,
    /// SSH, as the variable `SSH_CONNECTION` says.
    Ssh,
}

impl Wire {
    const fn escape_silence(self) -> Duration {
        Duration::from_millis(match self {
            Self::Local => 50,
            Self::Ssh => 100,
        })
    }
}

/// The input of the terminal, in order.
#[derive(Debug)]
pub struct Inputs {
    mender: Mender,
    ready: VecDeque<Input>,
}

impl Inputs {
    /// Begins to listen. A change of the window from now on is an input, so listen before the first frame is drawn.
    ///
    /// # Errors
    /// When there is no terminal.
    pub fn listen(wire: Wire, mouse: Mouse) -> io::Result<Self> {
        poll(SHORTEST)?; // crossterm watches for changes of the window from its first poll on
        Ok(Self { mender: Mender::new(wire.escape_silence(), mouse), ready: VecDeque::new() })
    }

    /// The next input, or none when `wait` has passed. Without `wait` it sleeps until something comes.
    ///
    /// After one input, ask on with `Some(Duration::ZERO)` until there is none, and only then draw. An Esc takes as
    /// long as it must to be told from the beginning of another key, even then.
    ///
    /// # Errors
    /// When the terminal cannot be read.
    pub fn next(&mut self, wait: Option<Duration>) -> io::Result<Option<Input>> {
        let deadline = wait.and_then(|wait| Instant::now().checked_add(wait));
        loop {
            if self.ready.front() == Some(&Input::Resize) {
                self.take_all()?; // more of them may be behind it
            }
            if let Some(input) = self.ready.pop_front() {
                return Ok(Some(input));
            }
            if let Some(patience) = self.mender.patience() {
                if poll(patience)? { self.take()? } else { self.mender.silence(&mut self.ready) }
            } else if within(deadline)? {
                self.take()?;
            } else {
                return Ok(None);
            }
        }
    }

    fn take(&mut self) -> io::Result<()> {
        self.mender.take(read()?, &mut self.ready);
        Ok(())
    }

    fn take_all(&mut self) -> io::Result<()> {
        while poll(SHORTEST)? {
            self.take()?;
        }
        Ok(())
    }
}

/// Whether something comes before the deadline. Without one, there is always something to wait for.
fn within(deadline: Option<Instant>) -> io::Result<bool> {
    deadline.map_or(Ok(true), |deadline| poll(deadline.saturating_duration_since(Instant::now()).max(SHORTEST)))
}
