//! The ends that come from outside: a signal, or a line that dropped.

use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::stdio::stdin;
use rustix::termios::isatty;
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::tui::terminal::ending::Ending;
use crate::tui::terminal::lending;

/// From now on SIGHUP, SIGTERM, SIGINT, SIGQUIT and the loss of the terminal run `ending` and end the process by
/// that signal (a loss by SIGHUP), each on a thread which sleeps until then. While another program has the terminal, the
/// keyboard's two are that program's.
///
/// A thread must end the process, not a flag: the one that draws may be waiting for a disk, or be inside crossterm,
/// which can read a terminal that is gone for ever and at full speed.
///
/// # Errors
/// When there is no terminal, or no thread to be had.
pub fn watch(ending: &Ending) -> io::Result<()> {
    let terminal = keyboard()?;
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGQUIT])?;

    let signalled = ending.clone();
    start("signals", move || {
        if let Some(signal) = signals.forever().find(|&signal| !lending::is_theirs(signal)) {
            signalled.by_signal(signal);
        }
    })?;

    let dropped = ending.clone();
    start("hang-up", move || {
        if wait_for_hang_up(&terminal).is_ok() {
            dropped.by_hang_up();
        }
    })
}

fn start(name: &str, run: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(run).map(drop)
}

/// The terminal that crossterm reads: standard input where it is one, otherwise the controlling terminal.
fn keyboard() -> io::Result<OwnedFd> {
    if isatty(stdin()) { stdin().try_clone_to_owned() } else { File::open("/dev/tty").map(OwnedFd::from) }
}

/// Sleeps until the terminal is gone. This holds where SIGHUP does not reach us, as below `sudo` and `setsid`.
///
/// A hang-up is always reported; it is asked for by name only because macOS reports nothing to who asks for nothing.
fn wait_for_hang_up(terminal: &OwnedFd) -> io::Result<()> {
    loop {
        let mut watched = [PollFd::new(terminal, PollFlags::HUP)];
        match poll(&mut watched, None) {
            Ok(_) => {}
            Err(Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
        }
        let seen = watched[0].revents();
        if seen.intersects(PollFlags::HUP | PollFlags::ERR) {
            return Ok(());
        }
        if seen.contains(PollFlags::NVAL) {
            return Err(Errno::BADF.into()); // a system that cannot watch this terminal; SIGHUP remains
        }
        thread::sleep(Duration::from_secs(1)); // woken for nothing: never at full speed
    }
}
