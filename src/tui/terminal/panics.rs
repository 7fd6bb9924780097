//! A fault in the program: the terminal is given back before a word is said about it.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::process;
use std::thread;

use crate::model::display::display_lines;
use crate::tui::terminal::ending::{self, Ending};

const STATUS: i32 = 101;

/// From now on a panic gives the terminal back, runs `ending`, then says what happened on standard error.
///
/// The thread that calls this one unwinds as usual, and ends the process with status 101 unless the panic is
/// caught; a panic of any other thread ends the process with the same status at once, since the terminal is no
/// longer ours.
pub fn restore_on_panic(ending: &Ending) {
    let ending = ending.clone();
    let ours = thread::current().id();
    panic::set_hook(Box::new(move |info| {
        ending::restore();
        if Ending::is_here() {
            return say(info);
        }
        ending.run();
        say(info);
        if thread::current().id() != ours {
            process::exit(STATUS);
        }
    }));
}

/// Writes without `eprintln!`, which panics in its turn where standard error is dead.
fn say(info: &PanicHookInfo<'_>) {
    let mut words = format!("csp stopped: this is a fault in the program.\n{}\n", display_lines(&info.to_string()));
    let trace = Backtrace::capture();
    if trace.status() == BacktraceStatus::Captured {
        words += &display_lines(&trace.to_string());
    }
    io::stderr().write_all(words.as_bytes()).ok();
}
