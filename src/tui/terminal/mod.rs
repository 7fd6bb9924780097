//! The guard over the terminal: entering it, drawing in it, and giving it back whatever happens.
//!
//! Nothing here asks the terminal a question, because a slow or simple one does not answer. Hence no
//! `ratatui::init`, no `Terminal::clear` (it asks for the cursor), and no `ratatui::Terminal`: the
//! `canvas` knows what is on the screen.

mod canvas;
pub mod ending;
mod held;
pub mod input;
mod lending;
mod mend;
pub mod mouse;
pub mod panics;
mod paste;
pub mod press;
mod sequence;
pub mod signals;

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste};
use crossterm::style::{Print, force_color_output};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use rustix::process::{Signal, kill_current_process_group};
use rustix::stdio::stdin;
use rustix::termios::{OptionalActions, tcgetattr, tcgetwinsize, tcsetattr};

use crate::tui::terminal::canvas::Canvas;
use crate::tui::terminal::held::Held;
use crate::tui::terminal::mouse::Mouse;

/// Whether the terminal is ours. Read and changed under the lock of standard output only, so that once
/// `leave` has given the terminal back no frame of another thread can follow it.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// The size taken for a terminal that does not know its own: a serial line, or a window not yet laid out.
const UNKNOWN_SIZE: (u16, u16) = (80, 24);

/// The largest size drawn: a terminal that claims 65535 x 65535 must not claim the memory for it.
const LARGEST_SIZE: (u16, u16) = (1000, 500);

/// The longest text for the clipboard, in bytes: many terminals drop a longer one without a word.
const LONGEST_COPY: usize = 100_000;

/// The terminal while it is ours. Dropping it gives the terminal back.
#[derive(Debug)]
pub struct Terminal {
    canvas: Canvas<Held>,
    area: Rect,
    stale: bool,
    mouse: Mouse,
}

impl Terminal {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste, cursor hidden, and the mouse where it is wanted.
    ///
    /// # Errors
    /// When standard input or output is no terminal, or a terminal that is gone.
    pub fn enter(mouse: Mouse) -> io::Result<Self> {
        let area = area();
        take(mouse)?;
        Ok(Self { canvas: Canvas::new(area, Held::default()), area, stale: true, mouse }) // without an alternate screen, what was there is there still
    }

    /// Draws one frame and sends it in one write, as a synchronised update. `draw` tells where the cursor shows.
    ///
    /// # Errors
    /// When the terminal is gone, for which [`Ending::by_hang_up`](crate::tui::terminal::ending::Ending::by_hang_up) is the answer.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<()> {
        queue!(self.canvas.out(), BeginSynchronizedUpdate)?;
        let area = area();
        if self.stale || self.area != area {
            self.canvas.clear(area)?;
            (self.area, self.stale) = (area, false);
        }
        self.canvas.draw(draw)?;
        execute!(self.canvas.out(), EndSynchronizedUpdate)
    }

    /// Columns and rows, as the next frame will have them.
    #[allow(clippy::unused_self, reason = "the size is that of the terminal that is ours")]
    pub fn size(&self) -> (u16, u16) {
        let area = area();
        (area.width, area.height)
    }

    /// Makes the next frame a whole one: for Ctrl-L, when something else wrote over the screen.
    pub const fn repaint(&mut self) {
        self.stale = true;
    }

    /// Sends text to the clipboard of the officer's own machine, through whatever line is between (OSC 52). The caller
    /// has cleaned it. Nothing tells whether the terminal took it: some refuse, some ask, tmux has its own setting.
    ///
    /// # Errors
    /// Of the kind [`InvalidInput`](io::ErrorKind::InvalidInput), in words, when the text is longer than terminals
    /// take; any other when the terminal is gone.
    #[allow(clippy::unused_self, reason = "only who holds the terminal may send anything")]
    pub fn to_clipboard(&mut self, text: &str) -> io::Result<()> {
        if text.len() > LONGEST_COPY {
            let why = format!(
                "Not sent: a terminal's clipboard takes {} kB and this is {} kB. Next: write it to a file",
                LONGEST_COPY / 1000,
                text.len().div_ceil(1000)
            );
            return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        }
        let mut out = io::stdout().lock();
        if is_entered() { execute!(out, CopyToClipboard::to_clipboard_from(text)) } else { Ok(()) }
    }

    /// Gives the terminal back to the shell and stops, until the officer brings the program back.
    ///
    /// SIGTSTP and not SIGSTOP: where no shell is there to resume us (`ssh -t host csp`) the kernel discards the
    /// first, and the program only repaints; the second would wedge the session for ever.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn suspend(&mut self) -> io::Result<()> {
        leave();
        let stopped = kill_current_process_group(Signal::TSTP);
        if stopped.is_ok() {
            thread::sleep(Duration::from_millis(20)); // another thread may take the signal, a moment later
        }
        self.repaint();
        take(self.mouse)
    }

    /// Lends the terminal to another program, such as an editor or a pager, while `run` runs and waits for it.
    ///
    /// Meanwhile Ctrl-C and Ctrl-\ are that program's, and do not end this one; every other end stays as it is. When it
    /// is back, the terminal has the modes that it was lent with, whatever that program left, and the next frame is a whole
    /// one of the size that the window has then.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn outside<T>(&mut self, run: impl FnOnce() -> T) -> io::Result<T> {
        lending::begin();
        leave();
        let modes = tcgetattr(stdin());
        let result = run();
        modes.and_then(|modes| tcsetattr(stdin(), OptionalActions::Now, &modes)).ok(); // else `take` will tell
        let taken = take(self.mouse);
        lending::end();
        self.repaint();
        taken.map(|()| result)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        leave();
    }
}

/// Gives the terminal back as it was: from any thread, any number of times, ignoring every error.
///
/// The screen is cleared first, for terminals that have no alternate screen (GNU screen as it is set up, the
/// Linux console): the shell's prompt then stands on an empty screen, and no record stays on it.
pub fn leave() {
    let mut out = io::stdout().lock();
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut bytes = Vec::new();
    queue!(
        bytes,
        EndSynchronizedUpdate,
        DisableBracketedPaste,
        DisableMouseCapture,
        Clear(ClearType::All),
        MoveTo(0, 0),
        LeaveAlternateScreen,
        Show
    )
    .ok();
    out.write_all(&bytes).ok();
    out.flush().ok();
    disable_raw_mode().ok();
}

/// Whether the terminal is ours. To know it for longer than a moment, hold the lock of standard output.
pub(crate) fn is_entered() -> bool {
    ENTERED.load(Ordering::SeqCst)
}

fn take(mouse: Mouse) -> io::Result<()> {
    // With NO_COLOR crossterm writes a colour as `CSI m`, which resets everything and so takes the reverse off the
    // selected row (fixed after 0.29). The palette decides about colour; crossterm must print what it is given.
    force_color_output(true);
    let mut out = io::stdout().lock();
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    let pointing = if mouse == Mouse::Taken { mouse::TAKE } else { "" };
    let taken = execute!(out, EnterAlternateScreen, EnableBracketedPaste, Hide, Print(pointing));
    if taken.is_err() {
        leave();
    }
    taken
}

fn area() -> Rect {
    let (columns, rows) = tcgetwinsize(io::stdout())
        .ok()
        .map(|size| (size.ws_col, size.ws_row))
        .filter(|&(columns, rows)| columns > 0 && rows > 0)
        .unwrap_or(UNKNOWN_SIZE);
    Rect::new(0, 0, columns.min(LARGEST_SIZE.0), rows.min(LARGEST_SIZE.1))
}
