//! A real terminal with the program in it: keys in, and what the terminal shows.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtyPair, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

use super::Desk;

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(40);

/// A terminal and the program in it.
pub(crate) struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    /// Kept open, so that what the program wrote last can still be read when it has ended.
    slave: Option<Box<dyn SlavePty + Send>>,
    child: Box<dyn Child + Send + Sync>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
    reader: Option<JoinHandle<()>>,
    before: String,
}

/// What has come out so far.
struct Shown {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    closing: bool,
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
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        Self::start(command, desk, (80, 24), |_| {})
    }

    /// The same with arguments, and with changes of the environment.
    pub(crate) fn open_with(
        desk: &Desk,
        size: (u16, u16),
        arguments: &[&str],
        change: impl FnOnce(&mut CommandBuilder),
    ) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_csp"));
        command.args(arguments);
        Self::start(command, desk, size, change)
    }

    fn start(
        mut command: CommandBuilder,
        desk: &Desk,
        size: (u16, u16),
        change: impl FnOnce(&mut CommandBuilder),
    ) -> Self {
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("CSP_OFFICER", "Ann Officer")] {
            command.env(name, value);
        }
        command.env("HOME", desk.home());
        command.cwd(desk.home());
        if desk.store().exists() {
            command.env("CSP_STORE", desk.store());
        }
        change(&mut command);
        let PtyPair { master, slave } = native_pty_system().openpty(pty_size(size)).unwrap();
        let before = modes(master.as_ref());
        let parser = vt100::Parser::new(lines(size.1), lines(size.0), 0);
        let shown = Arc::new((Mutex::new(Shown { parser, bytes: Vec::new(), closing: false }), Condvar::new()));
        let mut source = master.try_clone_reader().unwrap();
        let theirs = Arc::clone(&shown);
        let reader = thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(count @ 1..) = source.read(&mut buffer) {
                let mut shown = theirs.0.lock().unwrap_or_else(PoisonError::into_inner);
                shown.parser.process(&buffer[..count]);
                shown.bytes.extend(&buffer[..count]);
                theirs.1.notify_all();
                if shown.closing {
                    return;
                }
            }
        });
        let child = slave.spawn_command(command).unwrap();
        let writer = master.take_writer().unwrap();
        Self {
            master: Some(master),
            writer: Some(writer),
            slave: Some(slave),
            child,
            shown,
            reader: Some(reader),
            before,
        }
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
        while !wanted(shown.parser.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "{what} never came:\n{}", shown.parser.screen().contents());
            shown = self.shown.1.wait_timeout(shown, left).unwrap().0;
        }
        drop(shown);
        self
    }

    /// Waits until the screen shows these words.
    pub(crate) fn wait_for(&mut self, words: &str) -> &mut Self {
        self.wait_until(&format!("{words:?}"), |screen| screen.contents().contains(words))
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

    /// Types keys and waits for words that they bring.
    pub(crate) fn press(&mut self, keys: &str, words: &str) -> &mut Self {
        self.keys(keys).wait_for(words)
    }

    pub(crate) fn screen(&self) -> String {
        self.look(|shown| shown.parser.screen().contents())
    }

    /// Every byte that came so far.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.look(|shown| shown.bytes.clone())
    }

    fn look<T>(&self, look: impl FnOnce(&Shown) -> T) -> T {
        look(&self.shown.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn resize(&mut self, size: (u16, u16)) -> &mut Self {
        self.shown.0.lock().unwrap().parser.screen_mut().set_size(lines(size.1), lines(size.0));
        self.master.as_ref().unwrap().resize(pty_size(size)).unwrap();
        self
    }

    pub(crate) fn process(&self) -> i32 {
        i32::try_from(self.child.process_id().unwrap()).unwrap()
    }

    pub(crate) fn signal(&mut self, signal: Signal) -> &mut Self {
        kill_process(Pid::from_raw(self.process()).unwrap(), signal).unwrap();
        self
    }

    /// The line drops: nobody holds the other side of the terminal any more.
    pub(crate) fn hang_up(&mut self) {
        // The reader holds it too; the next byte that comes, for a change of the window, lets it go.
        self.shown.0.lock().unwrap().closing = true;
        self.resize((79, 23));
        self.reader.take().unwrap().join().unwrap();
        self.slave = None;
        self.writer = None;
        self.master = None;
    }

    /// Waits for the end, and tells how it came: the exit code, or the signal's name.
    pub(crate) fn ended(&mut self) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
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
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn pty_size((columns, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn lines(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}
