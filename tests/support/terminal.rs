//! A real terminal with the program in it: keys in, and what the terminal shows.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::fd::OwnedFd;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtyPair, PtySize, SlavePty, native_pty_system};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};

use super::Desk;
use super::shown::{Shown, rows};

/// How long anything may take before a test gives up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(40);

/// A terminal and the program in it.
pub(crate) struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    /// Kept open, so that what the program wrote last can still be read when it has ended.
    slave: Option<Box<dyn SlavePty + Send>>,
    /// The program's end of the line, as a shell has it.
    line: Option<OwnedFd>,
    child: Option<Box<dyn Child + Send + Sync>>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
    reader: Option<JoinHandle<()>>,
    before: String,
}

impl Terminal {
    /// Opens the interface in a terminal of so many columns and rows.
    pub(crate) fn open(desk: &Desk, size: (u16, u16)) -> Self {
        Self::open_with(desk, size, &[], |_| {})
    }

    /// The same by a line of a shell, to which the program is `$0`.
    pub(crate) fn open_in_shell(desk: &Desk, line: &str) -> Self {
        Self::open_program(desk, "/bin/sh", &["-c", line, env!("CARGO_BIN_EXE_csp")])
    }

    /// Opens another program.
    pub(crate) fn open_program(desk: &Desk, program: impl AsRef<OsStr>, arguments: &[&str]) -> Self {
        let mut terminal = Self::empty((80, 24));
        terminal.run(desk, program, arguments);
        terminal
    }

    /// The same with arguments, and with changes of the environment.
    pub(crate) fn open_with(
        desk: &Desk,
        size: (u16, u16),
        arguments: &[&str],
        change: impl FnOnce(&mut CommandBuilder),
    ) -> Self {
        let mut terminal = Self::empty(size);
        let mut command = command(desk, env!("CARGO_BIN_EXE_csp"), arguments);
        change(&mut command);
        terminal.start(command);
        terminal
    }

    /// Opens a program in a terminal that the system tells nobody the loss of, as below `setsid` and `sudo`.
    pub(crate) fn open_unheard(desk: &Desk, program: impl AsRef<OsStr>, arguments: &[&str]) -> Self {
        let mut terminal = Self::empty((80, 24));
        let mut command = command(desk, program, arguments);
        command.set_controlling_tty(false);
        terminal.start(command);
        terminal
    }

    /// A terminal in which nothing runs yet.
    pub(crate) fn empty(size: (u16, u16)) -> Self {
        let PtyPair { master, slave } = native_pty_system().openpty(pty_size(size)).unwrap();
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let line = rustix::fs::open(master.tty_name().unwrap(), flags, Mode::empty()).unwrap();
        let shown = Arc::new((Mutex::new(Shown::new(size)), Condvar::new()));
        let mut source = master.try_clone_reader().unwrap();
        let theirs = Arc::clone(&shown);
        let reader = thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(count @ 1..) = source.read(&mut buffer) {
                let mut shown = theirs.0.lock().unwrap_or_else(PoisonError::into_inner);
                shown.take(&buffer[..count]);
                theirs.1.notify_all();
                if shown.closing {
                    return;
                }
            }
        });
        Self {
            before: modes(master.as_ref()),
            writer: Some(master.take_writer().unwrap()),
            master: Some(master),
            slave: Some(slave),
            line: Some(line),
            child: None,
            shown,
            reader: Some(reader),
        }
    }

    /// Starts a program in the terminal, with this home and nothing else of the environment.
    pub(crate) fn run(&mut self, desk: &Desk, program: impl AsRef<OsStr>, arguments: &[&str]) {
        self.start(command(desk, program, arguments));
    }

    fn start(&mut self, command: CommandBuilder) {
        self.child = Some(self.slave.as_ref().unwrap().spawn_command(command).unwrap());
    }

    /// Types these bytes.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
        self
    }

    /// Waits until the screen is as wanted.
    pub(crate) fn wait_until(&mut self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        let mut shown = self.shown.0.lock().unwrap_or_else(PoisonError::into_inner);
        while !wanted(shown.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "{what} never came:\n{}", rows(shown.screen()));
            shown = self.shown.1.wait_timeout(shown, left).unwrap().0;
        }
        drop(shown);
        self
    }

    /// Waits until the screen shows these words.
    pub(crate) fn wait_for(&mut self, words: &str) -> &mut Self {
        self.wait_until(&format!("{words:?}"), |screen| rows(screen).contains(words))
    }

    /// Waits until the frame that is coming is whole, and tells how many bytes have come so far.
    pub(crate) fn whole_frame(&mut self) -> usize {
        let deadline = Instant::now() + PATIENCE;
        let mut shown = self.shown.0.lock().unwrap_or_else(PoisonError::into_inner);
        while !shown.bytes.ends_with(b"\x1b[?2026l") {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "the frame never ends");
            shown = self.shown.1.wait_timeout(shown, left).unwrap().0;
        }
        shown.bytes.len()
    }

    /// Waits until the program has read everything that was typed.
    pub(crate) fn wait_until_read(&mut self) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        let is_waiting = |line: &OwnedFd| poll(&mut [PollFd::new(line, PollFlags::IN)], Some(&Timespec::default()));
        while is_waiting(self.line.as_ref().unwrap()).unwrap() > 0 {
            assert!(Instant::now() < deadline, "the keys are not read:\n{}", self.screen());
            thread::sleep(Duration::from_millis(5));
        }
        self
    }

    /// Writes into the terminal as another program does.
    pub(crate) fn write_over(&mut self, words: &str) -> &mut Self {
        rustix::io::write(self.line.as_ref().unwrap(), words.as_bytes()).unwrap();
        self
    }

    /// Types keys and waits for words that they bring.
    pub(crate) fn press(&mut self, keys: &str, words: &str) -> &mut Self {
        self.keys(keys).wait_for(words)
    }

    pub(crate) fn screen(&self) -> String {
        self.look(|shown| rows(shown.screen()))
    }

    /// Something about the screen.
    pub(crate) fn look_at<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        self.look(|shown| look(shown.screen()))
    }

    /// Every byte that came so far.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.look(|shown| shown.bytes.clone())
    }

    fn look<T>(&self, look: impl FnOnce(&Shown) -> T) -> T {
        look(&self.shown.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn resize(&mut self, size: (u16, u16)) -> &mut Self {
        self.shown.0.lock().unwrap().resize(size);
        self.resize_unseen(size)
    }

    /// Tells the program of a size that the window does not have.
    pub(crate) fn resize_unseen(&mut self, size: (u16, u16)) -> &mut Self {
        self.master.as_ref().unwrap().resize(pty_size(size)).unwrap();
        self
    }

    pub(crate) fn process(&self) -> i32 {
        i32::try_from(self.child.as_ref().unwrap().process_id().unwrap()).unwrap()
    }

    pub(crate) fn signal(&mut self, signal: Signal) -> &mut Self {
        kill_process(Pid::from_raw(self.process()).unwrap(), signal).unwrap();
        self
    }

    /// The line drops: nobody holds the other side of the terminal any more.
    pub(crate) fn hang_up(&mut self) {
        // The reader holds it too; the next byte that comes lets it go.
        self.shown.0.lock().unwrap().closing = true;
        self.write_over("\0");
        self.reader.take().unwrap().join().unwrap();
        // With an end-of-file character set, the writer sends it and a line break as its last words; no terminal does.
        let line = self.line.as_ref().unwrap();
        let mut modes = tcgetattr(line).unwrap();
        modes.special_codes[SpecialCodeIndex::VEOF] = 0;
        tcsetattr(line, OptionalActions::Now, &modes).unwrap();
        (self.slave, self.line) = (None, None);
        self.writer = None;
        self.master = None;
    }

    /// Waits for the end, and tells how it came: the exit code, or the signal's name.
    pub(crate) fn ended(&mut self) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.as_mut().unwrap().try_wait().unwrap() {
                return status.signal().map_or_else(|| status.exit_code().to_string(), str::to_owned);
            }
            assert!(Instant::now() < deadline, "the program goes on:\n{}", self.screen());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The terminal is as it was before the program came: its modes, its screen, its cursor.
    pub(crate) fn is_given_back(&mut self) -> &mut Self {
        self.wait_until("a terminal given back", |screen| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && !screen.application_cursor()
        });
        let deadline = Instant::now() + PATIENCE;
        let modes = || modes(self.master.as_ref().unwrap().as_ref());
        while modes() != self.before {
            assert!(Instant::now() < deadline, "the modes of the terminal are {}, and were {}", modes(), self.before);
            thread::sleep(Duration::from_millis(5));
        }
        self
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            drop(child.kill());
            drop(child.wait());
        }
    }
}

fn command(desk: &Desk, program: impl AsRef<OsStr>, arguments: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.args(arguments);
    command.env_clear();
    for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("CSP_OFFICER", "Ann Officer")] {
        command.env(name, value);
    }
    command.env("HOME", desk.home());
    command.cwd(desk.home());
    if desk.store().exists() {
        command.env("CSP_STORE", desk.store());
    }
    command
}

fn pty_size((columns, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

pub(crate) fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}
