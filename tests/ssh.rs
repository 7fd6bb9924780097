//! The interface over a real line: an OpenSSH server of one's own on the loopback address, and its client in a terminal.
//! Keys, configuration, known hosts and home are in a temporary folder. Where OpenSSH is not installed, or the machine
//! does not let it be started, each test says so and passes.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test stops where something is not as it must be")]

mod support;

use std::env;
use std::fs::write;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::process::Signal;

use support::terminal::Terminal;
use support::{Desk, skipped};

/// How long a session may live on when its line has dropped.
const DROPPED: Timespec = Timespec { tv_sec: 5, tv_nsec: 0 };
/// How many ports are tried: another program may take one between the choice and the start.
const PORTS: usize = 5;

/// A desk that is reached over a line.
struct Far {
    desk: Desk,
    server: Server,
}

/// The server, listening until it is dropped.
struct Server {
    child: Child,
    port: u16,
    /// Kept open, so that it can go on telling what it does.
    _told: BufReader<ChildStderr>,
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A program of this name, also where only the administrator's path leads.
fn installed(name: &str) -> Result<PathBuf, String> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path).chain(["/usr/sbin", "/usr/local/sbin", "/sbin"].map(PathBuf::from));
    let mut programs = folders.map(|folder| folder.join(name));
    programs.find(|program| program.is_file()).ok_or_else(|| format!("{name} is not installed"))
}

/// Runs a command, or gives what it said about not being able to.
fn done(command: &mut Command) -> Result<(), String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stderr).trim().replace('\n', "; ");
    if output.status.success() { Ok(()) } else { Err(format!("{}: {said}", command.get_program().display())) }
}

/// The server's program. The administrator's one wants a folder that the system makes at its start: where it is
/// missing, the server gets one in a view of the files of its own.
fn server_command() -> Result<Command, String> {
    let sshd = installed("sshd")?;
    if !rustix::process::getuid().is_root() || Path::new("/run/sshd").is_dir() {
        return Ok(Command::new(sshd));
    }
    let mut command = Command::new(installed("unshare")?);
    let line = "mount -t tmpfs none /run && mkdir -m 755 /run/sshd && exec \"$0\" \"$@\"";
    command.args(["--mount", "sh", "-c", line]).arg(sshd);
    Ok(command)
}

impl Far {
    /// A desk with the sample and a server before it, or why there is none.
    fn open() -> Result<Self, String> {
        installed("ssh")?;
        let desk = Desk::sample();
        let keygen = installed("ssh-keygen")?;
        for key in ["host", "officer"] {
            done(Command::new(&keygen).args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(desk.home().join(key)))?;
        }
        let server = Server::start(desk.home())?;
        let host = std::fs::read_to_string(desk.home().join("host.pub")).unwrap();
        write(desk.home().join("known_hosts"), format!("[127.0.0.1]:{} {host}", server.port)).unwrap();
        let far = Self { desk, server };
        let logged_in = done(Command::new(installed("ssh")?).args(far.line("-tt", "true")));
        logged_in.map(|()| far)
    }

    /// The client's arguments.
    fn line(&self, terminal: &str, command: &str) -> Vec<String> {
        let home = self.desk.home().display();
        let mut line: Vec<_> = [terminal, "-F", "/dev/null", "-p"].map(str::to_owned).into();
        line.extend([self.server.port.to_string(), "-i".to_owned(), format!("{home}/officer")]);
        let known = format!("UserKnownHostsFile={home}/known_hosts");
        for option in [&*known, "GlobalKnownHostsFile=/dev/null", "StrictHostKeyChecking=yes", "UpdateHostKeys=no"]
            .into_iter()
            .chain(["IdentitiesOnly=yes", "IdentityAgent=none", "BatchMode=yes", "LogLevel=ERROR"])
        {
            line.extend(["-o".to_owned(), option.to_owned()]);
        }
        line.extend(["127.0.0.1".to_owned(), command.to_owned()]);
        line
    }

    /// The interface at the far end, with these variables set there.
    fn csp(&self, variables: &str) -> Terminal {
        let home = self.desk.home().display();
        let csp = env!("CARGO_BIN_EXE_csp");
        let command =
            format!("cd '{home}' && exec 9>>alive && HOME='{home}' CSP_STORE='{home}/store' {variables} exec '{csp}'");
        let line = self.line("-tt", &command);
        let line: Vec<_> = line.iter().map(String::as_str).collect();
        Terminal::open_program(&self.desk, installed("ssh").unwrap(), &line)
    }

    /// A pipe that the far end holds open for as long as any of its processes lives.
    fn alive(&self) -> OwnedFd {
        let path = self.desk.home().join("alive");
        done(Command::new("mkfifo").arg(&path)).unwrap();
        rustix::fs::open(path, OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty()).unwrap()
    }
}

impl Server {
    fn start(home: &Path) -> Result<Self, String> {
        let mut why = String::new();
        for _ in 0..PORTS {
            let port = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).unwrap().port();
            let path = home.join("sshd_config");
            write(&path, config(home, port)).unwrap();
            done(server_command()?.arg("-t").arg("-f").arg(&path))?;
            let mut command = server_command()?;
            command.args(["-D", "-e", "-f"]).arg(&path).stdin(Stdio::null()).stdout(Stdio::null());
            let mut child = command.stderr(Stdio::piped()).spawn().map_err(|error| error.to_string())?;
            let mut told = BufReader::new(child.stderr.take().unwrap());
            let mut line = String::new();
            while told.read_line(&mut line).is_ok_and(|count| count > 0) {
                if line.contains("Server listening on") {
                    return Ok(Self { child, port, _told: told });
                }
            }
            drop(child.wait());
            line.trim().clone_into(&mut why);
        }
        Err(why)
    }
}

fn config(home: &Path, port: u16) -> String {
    let home = home.display();
    format!(
        "ListenAddress 127.0.0.1\nPort {port}\nHostKey {home}/host\nAuthorizedKeysFile {home}/officer.pub\n\
         PidFile none\nUsePAM no\nStrictModes no\nPermitRootLogin prohibit-password\nPasswordAuthentication no\n\
         KbdInteractiveAuthentication no\nPrintMotd no\nPrintLastLog no\nUseDNS no\n"
    )
}

/// The line to a desk; where there can be none the test is over.
fn far() -> Option<Far> {
    Far::open().inspect_err(|why| skipped(&format!("no OpenSSH server could be tried: {why}"))).ok()
}

#[test]
fn the_first_screen_is_whole_keys_work_and_q_gives_the_terminal_back() {
    let Some(far) = far() else { return };
    let mut terminal = far.csp("LANG=C.UTF-8 CSP_OFFICER=Ann");
    let near = Terminal::open(&far.desk, (80, 24)).wait_for("? help").screen();

    assert_eq!(terminal.wait_for("? help").screen(), near, "as without a line between");
    terminal.press("6/id:turnaround\r", "> Turnaround").press("\u{1b}[B\re", "Edit action turnaround");
    terminal.press(" – £5\u{13}", "Saved turnaround: title").resize((120, 30)).wait_for("│ action turnaround");
    terminal.keys("q");

    assert_eq!(terminal.ended(), "0");
    terminal.is_given_back();
    assert!(far.desk.text("actions/turnaround.ron").contains("programme – £5\""));
}

#[test]
fn what_the_far_end_says_about_colour_and_letters_holds() {
    let Some(far) = far() else { return };
    for (variables, has_colour, has_letters) in [
        ("LANG=C.UTF-8", false, true),
        ("LANG=C LC_ALL=C", false, false),
        ("LANG=C.UTF-8 CSP_PALETTE=high-contrast", true, true),
        ("LC_ALL=C CSP_PALETTE=high-contrast NO_COLOR=1", true, false),
    ] {
        let mut terminal = far.csp(&format!("NO_COLOR=1 {variables}"));
        terminal.resize((120, 30)).wait_for("? help").press("6", "6 Actions").keys("q");
        assert_eq!(terminal.ended(), "0");

        let sent = String::from_utf8(terminal.bytes()).unwrap();
        assert_eq!(sent.contains("8;5;"), has_colour, "{variables}");
        assert_eq!(!sent.is_ascii(), has_letters, "{variables}");
    }
}

#[test]
fn a_line_that_drops_leaves_no_process_and_the_record_as_it_was() {
    let Some(far) = far() else { return };
    let before = far.desk.files();
    for keys in ["", "6\re and more"] {
        drop(std::fs::remove_file(far.desk.home().join("alive")));
        let alive = far.alive();
        let mut terminal = far.csp("LANG=C.UTF-8");
        terminal.wait_for("? help").keys(keys).wait_for(keys.trim_start_matches("6\re"));

        terminal.signal(Signal::KILL);
        assert_eq!(terminal.ended(), "Killed");

        let mut watched = [PollFd::new(&alive, PollFlags::IN)];
        poll(&mut watched, Some(&DROPPED)).unwrap();
        assert!(watched[0].revents().contains(PollFlags::HUP), "a process lives on at the far end");
        assert_eq!(far.desk.files(), before);
    }
}
