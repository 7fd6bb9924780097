//! A program in a terminal of its own: keys go in, and the screen, the bytes and the modes of the terminal come out.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it must be")]

pub(crate) mod screen;

use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::process::Command;
use std::sync::Arc;
use std::thread::{self, JoinHandle, sleep};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use rustix::termios::tcgetattr;
use vt100::MouseProtocolMode;

use screen::Seen;
pub(crate) use screen::{Screen, words};

/// How long anything may take before a test gives up: far longer than it takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often is looked where nothing tells of a change.
const LOOK: Duration = Duration::from_millis(5);

pub(crate) const ESCAPE: &str = "\u{1b}";
pub(crate) const ENTER: &str = "\r";
pub(crate) const SAVE: &str = "\u{13}";
pub(crate) const CTRL_C: &str = "\u{3}";
pub(crate) const CTRL_Z: &str = "\u{1a}";
pub(crate) const DOWN: &str = "\u{1b}[B";

/// A terminal, and the program in it.
pub(crate) struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    slave: Option<Box<dyn SlavePty + Send>>,
    /// The program's end of the line: what a shell would see of it.
    line: Option<OwnedFd>,
    reader: Option<JoinHandle<()>>,
    seen: Arc<Seen>,
    program: Option<Pid>,
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    Code(i32),
    Signal(i32),
}

/// What a program left behind.
pub(crate) struct End {
    pub(crate) ended: Ended,
    pub(crate) modes: String,
    pub(crate) screen: Screen,
    pub(crate) bytes: Vec<u8>,
}

impl Pty {
    /// A terminal with nothing in it.
    pub(crate) fn open((columns, rows): (u16, u16)) -> Self {
        let pair = native_pty_system().openpty(size((columns, rows))).unwrap();
        let path = pair.master.tty_name().unwrap();
        let line = rustix::fs::open(path, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty()).unwrap();
        let seen = Arc::new(Seen::new((columns, rows)));
        let (from, into) = (pair.master.try_clone_reader().unwrap(), Arc::clone(&seen));
        Self {
            keyboard: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            slave: Some(pair.slave),
            line: Some(line),
            reader: Some(thread::spawn(move || read(from, &into))),
            seen,
            program: None,
        }
    }

    /// A terminal with a program in it.
    pub(crate) fn start(command: &Command, size: (u16, u16)) -> Self {
        let mut pty = Self::open(size);
        pty.run(command);
        pty
    }

    /// Starts the program in the terminal, with the environment that the command names and no other.
    pub(crate) fn run(&mut self, command: &Command) {
        self.spawn(builder(command));
    }

    /// The same where the terminal is not the one that the system tells of its end: as below `setsid`, or `sudo`.
    pub(crate) fn run_out_of_hearing(&mut self, command: &Command) {
        let mut builder = builder(command);
        builder.set_controlling_tty(false);
        self.spawn(builder);
    }

    fn spawn(&mut self, builder: CommandBuilder) {
        let slave = self.slave.take().unwrap();
        let child = slave.spawn_command(builder).unwrap();
        self.program = Pid::from_raw(i32::try_from(child.process_id().unwrap()).unwrap());
    }

    pub(crate) fn pid(&self) -> Pid {
        self.program.unwrap()
    }

    pub(crate) fn type_keys(&mut self, keys: &str) {
        self.send(keys.as_bytes());
    }

    pub(crate) fn send(&mut self, bytes: &[u8]) {
        let keyboard = self.keyboard.as_mut().unwrap();
        keyboard.write_all(bytes).unwrap();
        keyboard.flush().unwrap();
    }

    /// Waits until the program has read everything that was typed.
    pub(crate) fn wait_until_read(&self) {
        self.wait("the program reads what was typed", || {
            let mut line = [PollFd::new(self.line.as_ref().unwrap(), PollFlags::IN)];
            poll(&mut line, Some(&Timespec::default())).unwrap() == 0
        });
    }

    /// Waits until the screen is as it is described.
    pub(crate) fn wait_for(&self, what: &str, is_so: impl Fn(&Screen) -> bool) -> Screen {
        self.seen.wait_for(what, Instant::now() + PATIENCE, is_so)
    }

    /// Waits until these words are on the screen, and gives all of its words.
    pub(crate) fn wait_for_words(&self, wanted: &str) -> String {
        words(&self.wait_for(&format!("the words {wanted:?}"), |screen| words(screen).contains(wanted)))
    }

    /// How many bytes have come so far.
    pub(crate) fn mark(&self) -> usize {
        self.seen.bytes().len()
    }

    /// The bytes that have come since a mark.
    pub(crate) fn bytes_since(&self, mark: usize) -> Vec<u8> {
        self.seen.bytes()[mark..].to_vec()
    }

    /// The modes of the line, as a shell would find them.
    pub(crate) fn modes(&self) -> String {
        format!("{:?}", tcgetattr(self.line.as_ref().unwrap()).unwrap())
    }

    pub(crate) fn resize(&self, (columns, rows): (u16, u16)) {
        self.seen.resize((columns, rows));
        self.resize_unseen((columns, rows));
    }

    /// The size that the program finds, whatever the window has.
    pub(crate) fn resize_unseen(&self, (columns, rows): (u16, u16)) {
        self.master.as_ref().unwrap().resize(size((columns, rows))).unwrap();
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// Takes the terminal away, as a line that drops does. (The last thing that it sends is a line break and Ctrl-D.)
    pub(crate) fn hang_up(&mut self) {
        self.seen.stop();
        // The reader holds the terminal open until something comes.
        rustix::io::write(self.line.take().unwrap(), b"\0").unwrap();
        self.reader.take().unwrap().join().unwrap();
        drop((self.keyboard.take(), self.master.take()));
    }

    /// Waits until the program has ended.
    pub(crate) fn ended(&mut self) -> Ended {
        let mut ended = None;
        let pid = self.pid();
        self.wait("the program ends", || {
            ended = waitpid(Some(pid), WaitOptions::NOHANG).unwrap();
            ended.is_some()
        });
        self.program = None;
        let (_, status) = ended.unwrap();
        let code = status.exit_status().map(Ended::Code);
        code.or_else(|| status.terminating_signal().map(Ended::Signal)).unwrap()
    }

    /// Waits until the program has ended and all that it sent has come.
    pub(crate) fn end(&mut self) -> End {
        let ended = self.ended();
        let modes = self.modes();
        self.line = None;
        self.reader.take().unwrap().join().unwrap();
        let screen = self.wait_for("all that was sent", |_| true);
        End { ended, modes, screen, bytes: self.seen.bytes() }
    }

    fn wait(&self, what: &str, mut is_so: impl FnMut() -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !is_so() {
            assert!(Instant::now() < deadline, "{what}: waited in vain. The screen:\n{}", self.seen.words());
            sleep(LOOK);
        }
    }
}

impl End {
    /// The terminal is as the program found it.
    pub(crate) fn is_given_back(&self, modes: &str) {
        let screen = &self.screen;
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "pastes are no longer marked");
        assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None, "the mouse is let go");
        assert_eq!(self.modes, modes, "the modes of the line are as they were");
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if let Some(program) = self.program.take() {
            kill_process(program, Signal::KILL).ok();
            waitpid(Some(program), WaitOptions::empty()).ok();
        }
    }
}

fn builder(command: &Command) -> CommandBuilder {
    let mut builder = CommandBuilder::new(command.get_program());
    builder.env_clear();
    builder.env("TERM", "xterm-256color");
    builder.args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        builder.cwd(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => builder.env(name, value),
            None => builder.env_remove(name),
        }
    }
    builder
}

fn size((cols, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols, ..PtySize::default() }
}

fn read(mut from: Box<dyn Read + Send>, seen: &Seen) {
    let mut bytes = vec![0; 1 << 16];
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        if seen.take(&bytes[..count]).is_break() {
            return;
        }
    }
    seen.close();
}
