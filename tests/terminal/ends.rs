//! Every way to end.

use rustix::process::Signal;

use crate::pty::{CTRL_C, DOWN, ENTER, Ended, Pty, words};
use crate::{SIZE, desk, program, start, times_done};

#[test]
fn a_program_that_returns_gives_the_terminal_back() {
    let desk = desk();
    let mut pty = Pty::open(SIZE);
    let modes = pty.modes();
    pty.run(&program(&desk));
    pty.wait_for_words("0 inputs");
    assert_ne!(pty.modes(), modes, "raw while it runs");

    pty.type_keys("q");
    let end = pty.end();

    assert_eq!(end.ended, Ended::Code(0));
    end.is_given_back(&modes);
    assert_eq!(words(&end.screen).trim(), "", "nothing stays on the screen");
    assert_eq!(times_done(&desk), 0, "an end that was chosen is no ending");
}

#[test]
fn a_panic_is_told_on_the_terminal_that_was_given_back() {
    for (key, place) in [("p", "here"), ("t", "on another thread")] {
        let desk = desk();
        let mut pty = Pty::open(SIZE);
        let modes = pty.modes();
        pty.run(&program(&desk));
        pty.wait_for_words("0 inputs");

        pty.type_keys(key);
        let end = pty.end();

        assert_eq!(end.ended, Ended::Code(101), "{place}");
        end.is_given_back(&modes);
        let told = words(&end.screen);
        assert!(told.starts_with("csp stopped: this is a fault in the program.\n"), "{place}:\n{told}");
        assert!(told.contains("as it was asked for"), "{place}:\n{told}");
        assert_eq!(times_done(&desk), 1, "{place}");
    }
}

#[test]
fn a_signal_ends_the_program_by_that_signal_when_the_terminal_is_given_back() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        for busy in [false, true] {
            let desk = desk();
            let mut pty = Pty::open(SIZE);
            let modes = pty.modes();
            pty.run(&program(&desk));
            pty.wait_for_words("0 inputs");
            if busy {
                pty.type_keys("w"); // as with a disk that hangs
                pty.wait_for_words("key w");
            }

            pty.signal(signal);
            let end = pty.end();

            assert_eq!(end.ended, Ended::Signal(signal.as_raw()), "{signal:?}, busy: {busy}");
            end.is_given_back(&modes);
            assert_eq!(times_done(&desk), 1, "{signal:?}, busy: {busy}");
        }
    }
}

#[test]
fn ctrl_c_is_a_key_and_no_signal() {
    let desk = desk();
    let mut pty = start(&desk);

    pty.type_keys(CTRL_C);

    pty.wait_for_words("key Ctrl-C");
    pty.type_keys("q");
    assert_eq!(pty.end().ended, Ended::Code(0));
}

#[test]
fn a_line_that_drops_ends_the_program_also_where_nobody_tells_it() {
    for told in [true, false] {
        for busy in [false, true] {
            let desk = desk();
            let mut pty = Pty::open(SIZE);
            if told {
                pty.run(&program(&desk));
            } else {
                pty.run_out_of_hearing(&program(&desk));
            }
            pty.wait_for_words("0 inputs");
            if busy {
                pty.type_keys("w");
                pty.wait_for_words("key w");
            }

            pty.hang_up();

            assert_eq!(pty.ended(), Ended::Signal(Signal::HUP.as_raw()), "told: {told}, busy: {busy}");
            assert_eq!(times_done(&desk), 1, "told: {told}, busy: {busy}");
        }
    }
}

#[test]
fn a_line_that_drops_amid_keys_and_frames_ends_the_program() {
    let desk = desk();
    let mut pty = start(&desk);

    for keys in [DOWN, ENTER, "x"] {
        pty.type_keys(&keys.repeat(50));
    }
    pty.hang_up();

    assert_eq!(pty.ended(), Ended::Signal(Signal::HUP.as_raw()));
    assert_eq!(times_done(&desk), 1);
}
