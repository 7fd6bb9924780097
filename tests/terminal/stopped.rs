//! Stopped and brought back, by a shell with jobs.

use std::process::Command;

use rustix::process::Signal;
use tempfile::TempDir;

use crate::pty::{Ended, Pty, words};
use crate::{SIZE, desk, program, start};

/// A shell that runs the program as a job, tells when it has been stopped, and brings it back after a line.
fn shell(desk: &TempDir) -> Command {
    let program = program(desk);
    let mut command = Command::new("/bin/sh");
    let script = r#"set -m; "$0" "$1"; echo "stopped, $?"; read line; fg; echo "ended, $?""#;
    command.args(["-c", script]).arg(program.get_program()).args(program.get_args());
    command.env("HOME", desk.path()).env("LANG", "C.UTF-8").current_dir(desk.path());
    command
}

#[test]
fn a_stopped_program_leaves_the_terminal_to_the_shell_and_comes_back_with_its_screen() {
    let desk = desk();
    let mut pty = Pty::open(SIZE);
    let modes = pty.modes();
    pty.run(&shell(&desk));
    pty.wait_for_words("0 inputs");
    pty.type_keys("m");
    pty.wait_for_words("key m");

    pty.type_keys("z");
    let screen = pty.wait_for("the shell", |screen| words(screen).contains("stopped, "));
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
    assert!(!words(&screen).contains("key m"), "{}", words(&screen));
    assert_eq!(pty.modes(), modes, "the shell's line is as it was");

    pty.type_keys("\n");
    let screen = pty.wait_for("the program", |screen| words(screen).contains("key z"));
    assert!(screen.alternate_screen() && screen.bracketed_paste());
    assert!(words(&screen).contains("key m"), "{}", words(&screen));

    pty.type_keys("q");
    let end = pty.end();
    assert!(words(&end.screen).contains("ended, 0"), "{}", words(&end.screen));
    assert_eq!(end.ended, Ended::Code(0));
    assert_eq!(end.modes, modes);
}

#[test]
fn where_no_shell_could_bring_it_back_it_is_not_stopped() {
    let desk = desk();
    let mut pty = start(&desk);

    pty.type_keys("z");

    let screen = pty.wait_for("a whole frame again", |screen| words(screen).contains("key z"));
    assert!(screen.alternate_screen());
    pty.type_keys("q");
    assert_eq!(pty.end().ended, Ended::Code(0));
}

#[test]
fn a_program_that_is_stopped_ends_when_its_line_drops() {
    let desk = desk();
    let mut pty = start(&desk);

    pty.signal(Signal::STOP);
    pty.hang_up();

    assert_eq!(pty.ended(), Ended::Signal(Signal::HUP.as_raw()));
}
