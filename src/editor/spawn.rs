//! Running an editor in the terminal that this program has.

use std::io;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use signal_hook::consts::{SIGINT, SIGQUIT};

/// Nobody opens a text, reads it and leaves in less.
const AT_ONCE: Duration = Duration::from_millis(300);

/// How an editor ended.
#[derive(Debug)]
pub(super) struct Ran {
    /// How, where it did not end well.
    pub(super) failure: Option<String>,
    /// Whether it came back before anybody could have typed.
    pub(super) at_once: bool,
}

/// Runs a program with its arguments on a file and waits for its end.
pub(super) fn run(program: &str, arguments: &[String], file: &Path) -> io::Result<Ran> {
    let begun = Instant::now();
    let status = Command::new(program).args(arguments).arg(file).status()?;
    Ok(Ran { failure: failure(status), at_once: begun.elapsed() < AT_ONCE })
}

fn failure(status: ExitStatus) -> Option<String> {
    match (status.code(), status.signal()) {
        (Some(0), _) => None,
        (Some(code), _) => Some(format!("ended with {code}")),
        (None, signal) => Some(format!("was ended by signal {}", signal.unwrap_or_default())),
    }
}

/// Whether Ctrl-C and Ctrl-\ end this program, as they usually do.
static ARE_OURS: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(true)));

/// Runs something during which Ctrl-C and Ctrl-\ are the editor's: they reach both, and must not end this program, which
/// has the text to save. For a command; the interface has a guard of its own over its terminal.
pub fn shielded<T>(run: impl FnOnce() -> T) -> T {
    ARE_OURS.store(false, Ordering::SeqCst);
    for signal in [SIGINT, SIGQUIT] {
        // Handled and not ignored, since a program that is started inherits what is ignored.
        drop(signal_hook::flag::register_conditional_default(signal, Arc::clone(&ARE_OURS)));
    }
    let result = run();
    ARE_OURS.store(true, Ordering::SeqCst);
    result
}
