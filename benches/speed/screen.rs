//! Programs in a terminal: how soon they show something, and how soon they answer a key.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::clock::median;

/// How long nothing must come until what came is taken to be all.
const QUIET: Duration = Duration::from_millis(300);
/// The same after a key.
const QUIET_AFTER_KEY: Duration = Duration::from_millis(40);
/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// How many keys are pressed in each program.
const KEYS: usize = 60;

/// A program that is shown in a terminal.
pub(super) struct Screen {
    pub(super) name: &'static str,
    program: String,
    arguments: Vec<String>,
    /// What is typed before the keys that are measured.
    before: &'static str,
}

impl Screen {
    /// csp, in its list of actions.
    pub(super) fn own(store: &Path) -> Self {
        let program = super::program().display().to_string();
        Self { name: "csp", program, arguments: super::on(store), before: "6" }
    }

    /// vim without anybody's settings.
    pub(super) fn vim(text: &Path) -> Self {
        let arguments = ["-u", "NONE", "-N", "-n"].map(str::to_owned).into_iter().chain([text.display().to_string()]);
        Self { name: "vim", program: "vim".to_owned(), arguments: arguments.collect(), before: "" }
    }

    /// hledger's interface, in a list of transactions.
    pub(super) fn hledger(journal: &Path) -> Self {
        let arguments = vec!["-f".to_owned(), journal.display().to_string()];
        Self { name: "hledger-ui", program: "hledger-ui".to_owned(), arguments, before: "j\r" }
    }
}

/// What was seen of one.
pub(super) struct Shown {
    pub(super) first: f64,
    pub(super) key: f64,
    pub(super) bytes: f64,
    pub(super) most_bytes: usize,
    pub(super) memory: u64,
}

/// A program that runs in a terminal.
struct Open {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    came: Receiver<(Instant, usize)>,
    begun: Instant,
    /// It goes when this goes.
    _master: Box<dyn MasterPty + Send>,
}

impl Open {
    fn new(screen: &Screen) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, came) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send((Instant::now(), count)).is_err() {
                    return;
                }
            }
        });
        let mut command = CommandBuilder::new(&screen.program);
        command.args(&screen.arguments);
        command.env_remove("SSH_CONNECTION");
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        Self { child, writer: pair.master.take_writer().unwrap(), came, begun, _master: pair.master }
    }

    /// When the last came of what comes now, and how many bytes it was.
    fn all(&mut self, quiet: Duration) -> (Instant, usize) {
        let (mut last, mut bytes) = self.came.recv_timeout(PATIENCE).expect("something comes");
        while let Ok((at, count)) = self.came.recv_timeout(quiet) {
            last = at;
            bytes += count;
        }
        (last, bytes)
    }

    fn press(&mut self, keys: &str) -> Instant {
        let at = Instant::now();
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
        at
    }

    fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// The most memory that it had at once, in KiB.
    fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.split_whitespace().next().unwrap().parse().unwrap()
    }

    /// Nanoseconds of processor time that all its threads had.
    fn processor(&self) -> u64 {
        let threads = fs::read_dir(format!("/proc/{}/task", self.process())).unwrap();
        let of = |path: &Path| fs::read_to_string(path.join("schedstat")).unwrap_or_default();
        threads.map(|it| of(&it.unwrap().path()).split(' ').next().unwrap().parse().unwrap_or(0)).sum()
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Each program opened in turn so many times; in the last round keys are pressed.
pub(super) fn interface(screens: &[Screen], rounds: usize) -> Vec<Shown> {
    let mut firsts = vec![Vec::new(); screens.len()];
    for _ in 0..rounds {
        for (screen, firsts) in screens.iter().zip(&mut firsts) {
            let mut open = Open::new(screen);
            let (last, _) = open.all(QUIET);
            firsts.push((last - open.begun).as_secs_f64() * 1000.0);
        }
    }
    let shown = |(screen, firsts): (&Screen, Vec<f64>)| {
        let mut open = Open::new(screen);
        open.all(QUIET);
        for key in screen.before.chars() {
            open.press(&key.to_string());
            open.all(QUIET);
        }
        let mut answers = Vec::new();
        for _ in 0..KEYS {
            let at = open.press("j");
            let (last, bytes) = open.all(QUIET_AFTER_KEY);
            answers.push(((last - at).as_secs_f64() * 1000.0, bytes));
        }
        Shown {
            first: median(firsts),
            key: median(answers.iter().map(|(time, _)| *time).collect()),
            #[allow(clippy::cast_precision_loss, reason = "a few hundred bytes")]
            bytes: median(answers.iter().map(|(_, bytes)| *bytes as f64).collect()),
            most_bytes: answers.iter().map(|(_, bytes)| *bytes).max().unwrap_or(0),
            memory: open.memory(),
        }
    };
    screens.iter().zip(firsts).map(shown).collect()
}

/// The processor time of a second in which nothing happens, in milliseconds, and the bytes that are sent in ten.
pub(super) fn idle(screen: &Screen) -> (f64, usize) {
    let mut open = Open::new(screen);
    open.all(QUIET);
    // What it does once after it has opened is not what it does all the time.
    thread::sleep(Duration::from_secs(8));
    open.came.try_iter().for_each(drop);
    let before = open.processor();
    thread::sleep(Duration::from_secs(10));
    #[allow(clippy::cast_precision_loss, reason = "some milliseconds")]
    let spent = (open.processor() - before) as f64 / 1e6 / 10.0;
    (spent, open.came.try_iter().map(|(_, count)| count).sum())
}
