//! One call of the program: with fixed settings, nothing to ask for on the terminal, and an end to its time.

use std::io::{self, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};

use super::{Git, GitError, LOCAL};

/// What holds for every call, whatever the repository's own settings are: none of its programs is run, what is written is
/// forced to disk, what is fetched is examined, and only these ways lead out.
pub(crate) const SETTINGS: [&str; 29] = [
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.symlinks=false",
    "core.attributesFile=/dev/null",
    "core.alternateRefsCommand=true",
    "core.fsync=all",
    "core.quotePath=false",
    "core.logAllRefUpdates=true",
    "gc.auto=0",
    "maintenance.auto=false",
    "commit.gpgSign=false",
    "push.gpgSign=false",
    "push.followTags=false",
    "push.recurseSubmodules=no",
    "fetch.recurseSubmodules=no",
    "fetch.prune=false",
    "fetch.writeCommitGraph=false",
    "submodule.recurse=false",
    "transfer.fsckObjects=true",
    "fetch.fsckObjects=true",
    "gc.pruneExpire=never",
    "transfer.credentialsInUrl=allow",
    "http.lowSpeedLimit=100",
    "http.lowSpeedTime=20",
    "http.followRedirects=initial",
    "protocol.allow=never",
    "protocol.ssh.allow=always",
    "protocol.https.allow=always",
    "protocol.file.allow=always",
];

/// What of the environment would lead git elsewhere, or have it run or write something else.
const FORGOTTEN: [&str; 31] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_ATTR_SOURCE",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS",
    "GIT_DEFAULT_HASH",
    "GIT_DEFAULT_REF_FORMAT",
    "GIT_DIFF_OPTS",
    "GIT_EXTERNAL_DIFF",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_PROXY_COMMAND",
    "GIT_QUARANTINE_PATH",
    "GIT_REDIRECT_STDERR",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_SSH",
    "GIT_SSH_VARIANT",
    "GIT_TEMPLATE_DIR",
    "GIT_TRACE",
    "GIT_TRACE2",
    "GIT_TRACE_CURL",
    "GIT_TRACE_PACKET",
    "GIT_TRACE_SETUP",
    "GIT_WORK_TREE",
];

/// What came of a call.
#[derive(Debug)]
pub(crate) struct Ran {
    /// Whether it ended well.
    pub(crate) is_done: bool,
    pub(crate) out: Vec<u8>,
    /// What it said is wrong, on one line.
    pub(crate) said: String,
}

impl Git {
    /// Calls git, which must end well.
    pub(crate) fn done(&self, arguments: &[&str]) -> Result<Ran, GitError> {
        self.done_with(arguments, &[], LOCAL)
    }

    /// The same with something to read, and another limit to its time.
    pub(crate) fn done_with(&self, arguments: &[&str], input: &[u8], limit: Duration) -> Result<Ran, GitError> {
        let ran = self.run(arguments, input, limit)?;
        if ran.is_done { Ok(ran) } else { Err(GitError::said(ran.said)) }
    }

    /// Calls git, which may say no.
    pub(crate) fn run(&self, arguments: &[&str], input: &[u8], limit: Duration) -> Result<Ran, GitError> {
        let failed = |error: io::Error| GitError::Failed(error.to_string());
        let mut child = self.command(arguments).spawn().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound if self.root.is_dir() => GitError::Missing,
            _ => failed(error),
        })?;
        let ending = Ending::within(&child, limit);
        let said = child.stderr.take().map(reading);
        let out = child.stdout.take().map(reading);
        let fed = thread::scope(|scope| {
            if let Some(mut stdin) = child.stdin.take() {
                // Where git has seen enough it closes its end; what it says then is what counts.
                scope.spawn(move || drop(io::copy(&mut &*input, &mut stdin)));
            }
            child.wait()
        });
        let was_ended = ending.over();
        let status = fed.map_err(failed)?;
        if was_ended {
            return Err(GitError::Slow(limit.as_secs()));
        }
        // A connection that is kept open for later holds the ends of these pipes; all that git wrote is in them by now.
        let gathered = |from: Option<mpsc::Receiver<Vec<u8>>>| {
            let mut all = Vec::new();
            while let Some(part) = from.as_ref().and_then(|from| from.recv_timeout(LINGERS).ok()) {
                all.extend(part);
            }
            all
        };
        let out = out.as_ref().map(whole).transpose()?.unwrap_or_default();
        Ok(Ran { is_done: status.success(), out, said: trouble(&gathered(said)) })
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(&self.root).process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        for name in FORGOTTEN {
            command.env_remove(name);
        }
        command
            .env("GIT_DIR", ".git")
            // A repository may allow one way by name; this beats that.
            .env("GIT_ALLOW_PROTOCOL", "ssh:https:file")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_ASKPASS", "false")
            .env("SSH_ASKPASS", "false")
            .env("SSH_ASKPASS_REQUIRE", "never")
            .env("GIT_SSH_COMMAND", SSH)
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("LC_ALL", "C");
        command.arg("-c").arg(format!("safe.directory={}", self.root.display()));
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        command.args(arguments);
        command
    }
}

/// Ssh asks for nothing, and ends by itself where the other end is silent, also when nobody waits for it any more.
const SSH: &str = "ssh -oBatchMode=yes -oConnectTimeout=10 -oServerAliveInterval=10 -oServerAliveCountMax=3";

/// How long a program that was asked to end may take for it.
const GRACE: Duration = Duration::from_secs(2);

/// How long to wait for the end of a pipe of a program that has ended.
const LINGERS: Duration = Duration::from_millis(200);

/// The longest answer that is taken, in bytes.
const LONGEST: usize = 512 << 20;

/// All of an answer, to its end: a part of one is none.
fn whole(parts: &mpsc::Receiver<Vec<u8>>) -> Result<Vec<u8>, GitError> {
    let mut all = Vec::new();
    loop {
        match parts.recv_timeout(LOCAL) {
            Ok(part) if all.len() + part.len() <= LONGEST => all.extend(part),
            Ok(_) => return Err(GitError::Failed(format!("more than {} MiB, which is too much", LONGEST >> 20))),
            Err(RecvTimeoutError::Disconnected) => return Ok(all),
            Err(RecvTimeoutError::Timeout) => return Err(GitError::Slow(LOCAL.as_secs())),
        }
    }
}

/// What comes out of a pipe, in parts, until its end.
fn reading(mut pipe: impl Read + Send + 'static) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let (mut part, mut all) = (vec![0; 64 * 1024], 0);
        while let Ok(length @ 1..) = pipe.read(&mut part) {
            all += length;
            // Past that nobody reads any more, so that git ends; that it is too much is seen by the last part.
            if sender.send(part[..length].to_vec()).is_err() || all > LONGEST {
                return;
            }
        }
    });
    receiver
}

/// Ends a program, and what it has started, when its time is over.
struct Ending {
    ended: mpsc::Sender<()>,
    watch: thread::JoinHandle<bool>,
}

impl Ending {
    fn within(child: &Child, limit: Duration) -> Self {
        let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        let (ended, waiting) = mpsc::channel();
        let watch = thread::spawn(move || {
            let is_over = |limit| waiting.recv_timeout(limit) == Err(RecvTimeoutError::Timeout);
            let was_over = is_over(limit);
            if let Some(group) = group.filter(|_| was_over) {
                // Asked to end, git takes its locks away.
                let _ = kill_process_group(group, Signal::TERM);
                if is_over(GRACE) {
                    let _ = kill_process_group(group, Signal::KILL);
                }
            }
            was_over
        });
        Self { ended, watch }
    }

    /// The program has ended: whether by this.
    fn over(self) -> bool {
        let _ = self.ended.send(());
        self.watch.join().unwrap_or(false)
    }
}

/// What git said, and the programs that it called: the last lines on one line, without its marks and its advice.
fn trouble(said: &[u8]) -> String {
    let said = String::from_utf8_lossy(said);
    let bare = |line: &str| MARKS.iter().fold(line.trim().to_owned(), |line, mark| line.replacen(mark, "", 1));
    let lines = said.lines().map(bare).filter(|line| !line.is_empty());
    let told: Vec<_> = lines.filter(|line| !ADVICE.iter().any(|advice| line.starts_with(advice))).collect();
    told[told.len().saturating_sub(4)..].join(" ").trim_end_matches('.').to_owned()
}

/// What git puts before what is wrong.
const MARKS: [&str; 3] = ["fatal: ", "error: ", "remote: "];
/// How lines begin that say no more than what is told here anyway.
const ADVICE: [&str; 9] = [
    "hint:",
    "Another git process",
    "an editor opened",
    "are terminated",
    "may have crashed",
    "remove the file manually",
    "Please make sure",
    "and the repository exists",
    "Could not read from remote",
];
