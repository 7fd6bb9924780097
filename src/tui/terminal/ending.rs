//! An end that nobody chose: a signal, a line that dropped, a fault. What must be done then is done once, and
//! within seconds.

use std::fmt;
use std::process;
use std::sync::{Arc, Once, mpsc};
use std::thread;
use std::time::Duration;

use crossterm::terminal::disable_raw_mode;
use signal_hook::consts::SIGHUP;
use signal_hook::low_level::emulate_default_handler;

use crate::tui::terminal;

/// How long the promised work may take: a disk that hangs must not keep the process.
const WORK: Duration = Duration::from_secs(3);

/// How long giving the terminal back may take: one held by Ctrl-S takes no bytes.
const LEAVE: Duration = Duration::from_secs(1);

const THREAD: &str = "ending";

type Work = Arc<dyn Fn() + Send + Sync>;

/// What is done before the process ends by a signal, a hang-up or a fault. Clones are the same ending.
#[derive(Clone)]
pub struct Ending {
    work: Work,
    once: Arc<Once>,
}

impl Ending {
    /// An ending which does `work`, once: on a thread of its own, and given up after three seconds.
    pub fn new(work: impl Fn() + Send + Sync + 'static) -> Self {
        Self { work: Arc::new(work), once: Arc::new(Once::new()) }
    }

    /// Does the work, then gives the terminal back. A second caller waits until the first has done both.
    pub(crate) fn run(&self) {
        self.once.call_once_force(|_| {
            within(WORK, &self.work);
            restore();
        });
    }

    /// Runs, then ends the process as a hang-up does: for the loop that draws, when it can no longer draw or read. It
    /// may find out before the threads of [`watch`](crate::tui::terminal::signals::watch) do.
    pub fn by_hang_up(&self) -> ! {
        self.by_signal(SIGHUP)
    }

    /// Runs, then ends the process by the default action of `signal`, so that its status is 128 + signal.
    pub(crate) fn by_signal(&self, signal: i32) -> ! {
        self.run();
        emulate_default_handler(signal).ok();
        process::exit(128 + signal)
    }

    /// Whether this thread is doing the work of an ending.
    pub(crate) fn is_here() -> bool {
        thread::current().name() == Some(THREAD)
    }
}

impl fmt::Debug for Ending {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Ending").field("begun", &self.once.is_completed()).finish_non_exhaustive()
    }
}

/// Gives the terminal back, unless that takes longer than a second.
pub(crate) fn restore() {
    let leave: Work = Arc::new(terminal::leave);
    within(LEAVE, &leave);
    disable_raw_mode().ok(); // this can be done even where no byte gets through
}

/// Waits until `work` is done on another thread, or has panicked, or has taken longer than `limit`.
fn within(limit: Duration, work: &Work) {
    let (done, wait) = mpsc::channel::<()>();
    let theirs = Arc::clone(work);
    let started = thread::Builder::new().name(THREAD.to_owned()).spawn(move || {
        theirs();
        drop(done);
    });
    if started.is_ok() {
        let _ = wait.recv_timeout(limit);
    } else {
        work();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn the_work_is_done_once_however_many_ask() {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&count);
        let ending = Ending::new(move || {
            counted.fetch_add(1, Ordering::SeqCst);
        });

        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| ending.clone().run());
            }
        });

        assert_eq!(count.load(Ordering::SeqCst), 1);
    }

    #[test]
    fn work_that_hangs_is_given_up() {
        let (_kept, never) = mpsc::channel::<()>();
        let never = std::sync::Mutex::new(never);
        let work: Work = Arc::new(move || {
            let _ = never.lock().unwrap().recv();
        });

        within(Duration::from_millis(10), &work);
    }

    #[test]
    fn work_that_panics_does_not_stop_the_ending() {
        let ending = Ending::new(|| panic!("the draft could not be written"));

        ending.run();

        assert!(ending.once.is_completed());
    }
}
