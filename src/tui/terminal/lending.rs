//! Whether another program, an editor or a pager, has the terminal: then the keyboard's signals are its own.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use signal_hook::consts::{SIGINT, SIGQUIT};

/// How long after its end a lending still counts: a signal of the keyboard may be told to our thread only once the program
/// that it was meant for has died of it. Nothing is missed by that, since raw mode has no signals of the keyboard.
const LATE: Duration = Duration::from_secs(1);

static LENDING: Mutex<Lending> = Mutex::new(Lending::Never);

/// Who has the terminal.
#[derive(Clone, Copy, Debug)]
enum Lending {
    Never,
    Now,
    Until(Instant),
}

impl Lending {
    fn holds(self, now: Instant) -> bool {
        match self {
            Self::Never => false,
            Self::Now => true,
            Self::Until(end) => now.saturating_duration_since(end) < LATE,
        }
    }
}

/// From now on the terminal is another program's.
pub(crate) fn begin() {
    set(Lending::Now);
}

/// From now on the terminal is ours.
pub(crate) fn end() {
    set(Lending::Until(Instant::now()));
}

/// Whether a signal that is told now was meant for another program: those of the keyboard are, while that has it.
pub(crate) fn is_theirs(signal: i32) -> bool {
    let of_the_keyboard = matches!(signal, SIGINT | SIGQUIT);
    of_the_keyboard && LENDING.lock().unwrap_or_else(PoisonError::into_inner).holds(Instant::now())
}

fn set(lending: Lending) {
    *LENDING.lock().unwrap_or_else(PoisonError::into_inner) = lending;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_told_late_is_still_the_other_programs() {
        let end = Instant::now();

        assert!(Lending::Now.holds(end + Duration::from_secs(3600)));
        assert!(Lending::Until(end).holds(end + Duration::from_millis(900)));
        assert!(!Lending::Until(end).holds(end + LATE));
        assert!(!Lending::Never.holds(end));
    }
}
