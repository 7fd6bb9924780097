//! The other end: its name, what it has, and what it is handed; and what a person can do where that does not work.

use std::path::Path;
use std::time::Duration;

use super::NotSynced;
use crate::store::git::{Git, GitError};

/// A repository elsewhere, by the name that it has here, and the branch that is exchanged with it.
pub(crate) struct Remote<'a> {
    git: &'a Git,
    pub(crate) name: String,
    branch: &'a str,
    limit: Duration,
    /// Whether its address was given just now.
    is_new: bool,
}

/// What came of handing over.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Handed {
    Over,
    /// Somebody else was faster: what is there now must be brought in first.
    Overtaken,
}

/// The usual name.
const ORIGIN: &str = "origin";

impl<'a> Remote<'a> {
    /// The one that is meant: a name that the repository knows, or an address, which becomes `origin` where there is none yet;
    /// where nothing is named, `origin`, or the only one there is.
    pub(crate) fn named(
        git: &'a Git,
        named: Option<&str>,
        branch: &'a str,
        limit: Duration,
    ) -> Result<Self, NotSynced> {
        let listed = git.done(&["remote"])?.out;
        let listed = String::from_utf8_lossy(&listed).into_owned();
        let known: Vec<&str> = listed.lines().collect();
        let mut is_new = false;
        let name = match named {
            Some(name) if known.contains(&name) => name.to_owned(),
            Some(address) if is_address(address) && !known.contains(&ORIGIN) => {
                let address = if Path::new(address).exists() {
                    std::path::absolute(address).map_or_else(|_| address.to_owned(), |path| path.display().to_string())
                } else {
                    address.to_owned()
                };
                git.done(&["remote", "add", "--", ORIGIN, &address])?;
                is_new = true;
                ORIGIN.to_owned()
            }
            Some(address) if is_address(address) => {
                let next = format!(
                    "csp sync goes to origin; git remote add NAME {address} in the store's folder, then csp sync NAME"
                );
                return Err(NotSynced::new("this store has another remote already", next));
            }
            Some(name) => {
                let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
                return Err(NotSynced::new(
                    format!("there is no remote {name:?}; known here: {known}"),
                    "name its address",
                ));
            }
            None if known.contains(&ORIGIN) => ORIGIN.to_owned(),
            None => match known[..] {
                [only] => only.to_owned(),
                [] => {
                    return Err(NotSynced::new(
                        "no remote is known here",
                        "csp sync ADDRESS, such as ssh://server/path.git",
                    ));
                }
                _ => {
                    return Err(NotSynced::new(
                        "several remotes are known here",
                        format!("csp sync with one of {}", known.join(", ")),
                    ));
                }
            },
        };
        Ok(Self { git, name, branch, limit, is_new })
    }

    /// Where the commit is noted that the other end had last.
    pub(crate) fn tracked(&self) -> String {
        let branch = self.branch.strip_prefix("refs/heads/").unwrap_or(self.branch);
        format!("refs/remotes/{}/{branch}", self.name)
    }

    /// Fetches what is there, and tells its commit; `None` where nothing is there yet. An address that leads nowhere is
    /// forgotten.
    pub(crate) fn fetch(&self) -> Result<Option<String>, NotSynced> {
        let fetched = self.fetched();
        if fetched.is_err() && self.is_new {
            drop(self.git.done(&["remote", "remove", &self.name]));
        }
        fetched
    }

    fn fetched(&self) -> Result<Option<String>, NotSynced> {
        let (tracked, wanted) = (self.tracked(), self.branch);
        let refspec = format!("{wanted}:{tracked}");
        let ran = self.git.run(
            &[
                "fetch",
                "--no-tags",
                "--no-write-fetch-head",
                "--no-auto-maintenance",
                "--no-recurse-submodules",
                "--upload-pack=git-upload-pack",
                "--end-of-options",
                &self.name,
                &refspec,
            ],
            &[],
            self.limit,
        );
        let ran = ran.map_err(|error| self.unreachable(error))?;
        if ran.is_done {
            return Ok(self.git.commit_of(&tracked)?);
        }
        if ran.said.contains("couldn't find remote ref") {
            return self.nothing_there();
        }
        if ran.said.contains("non-fast-forward") {
            let next = format!(
                "ask who has replaced it; if it is meant, git update-ref -d {tracked} in the store's folder, then csp sync brings the two together"
            );
            return Err(NotSynced::new(format!("the history of {} was replaced by another", self.name), next));
        }
        Err(self.unreachable(GitError::Failed(ran.said)))
    }

    /// There is no such branch: the other end is new, or it has others.
    fn nothing_there(&self) -> Result<Option<String>, NotSynced> {
        let arguments =
            ["ls-remote", "--heads", "--quiet", "--upload-pack=git-upload-pack", "--end-of-options", &self.name];
        let heads = self.git.done_with(&arguments, &[], self.limit).map_err(|error| self.unreachable(error))?.out;
        let heads = String::from_utf8_lossy(&heads);
        let heads: Vec<_> = heads.lines().filter_map(|line| line.split("refs/heads/").nth(1)).collect();
        if let Some(first) = heads.first() {
            let branch = self.branch.strip_prefix("refs/heads/").unwrap_or(self.branch);
            let next =
                format!("git branch -m {branch} {first} in the store's folder if that is the one, then csp sync");
            return Err(NotSynced::new(
                format!("{} has no branch {branch}; it has {}", self.name, heads.join(", ")),
                next,
            ));
        }
        if self.git.commit_of(&self.tracked())?.is_some() {
            let next = format!(
                "ask who has emptied it; if it is meant, git update-ref -d {} in the store's folder, then csp sync fills it",
                self.tracked()
            );
            return Err(NotSynced::new(format!("{} had a history and has none now", self.name), next));
        }
        Ok(None)
    }

    /// The branch with which a clone of it begins, where that is another.
    pub(crate) fn other_head(&self) -> Option<String> {
        let arguments =
            ["ls-remote", "--symref", "--upload-pack=git-upload-pack", "--end-of-options", &self.name, "HEAD"];
        let told = self.git.done_with(&arguments, &[], self.limit).ok()?.out;
        let told = String::from_utf8_lossy(&told).into_owned();
        if told.contains(&format!("ref: {}\t", self.branch)) || told.contains("\tHEAD") && !told.contains("ref: ") {
            return None;
        }
        Some(self.branch.strip_prefix("refs/heads/").unwrap_or(self.branch).to_owned())
    }

    /// Hands over a commit.
    pub(crate) fn push(&self, commit: &str) -> Result<Handed, NotSynced> {
        let refspec = format!("{commit}:{}", self.branch);
        let ran = self.git.run(
            &["push", "--porcelain", "--no-verify", "--receive-pack=git-receive-pack", "--", &self.name, &refspec],
            &[],
            self.limit,
        );
        let ran = ran.map_err(|error| self.unreachable(error))?;
        if ran.is_done {
            self.git.done(&["update-ref", &self.tracked(), commit])?;
            return Ok(Handed::Over);
        }
        let out = String::from_utf8_lossy(&ran.out).into_owned();
        let said = format!("{} {}", out.lines().find(|line| line.starts_with('!')).unwrap_or_default(), ran.said);
        let overtaken = [
            "non-fast-forward",
            "fetch first",
            "failed to update ref",
            "cannot lock ref",
            "failed to lock",
            "incorrect old value",
        ];
        if overtaken.iter().any(|word| said.contains(word)) {
            return Ok(Handed::Overtaken);
        }
        if out.lines().any(|line| line.starts_with('!')) {
            let why = out
                .lines()
                .filter(|line| line.starts_with('!'))
                .filter_map(|line| line.rsplit('\t').next())
                .collect::<Vec<_>>();
            let next = if why.concat().contains("checked out") {
                "let it be a repository of its own, made by git init --bare, and not somebody's folder"
            } else {
                "ask who keeps it to let you write to this branch"
            };
            return Err(NotSynced::new(format!("{} does not take it: {}", self.name, why.join(" ")), next));
        }
        Err(self.unreachable(GitError::Failed(ran.said)))
    }

    /// Why the other end cannot be spoken to, and what to do.
    fn unreachable(&self, error: GitError) -> NotSynced {
        let GitError::Failed(said) = &error else {
            return match error {
                GitError::Slow(seconds) => NotSynced::new(
                    format!("{} has not answered within {seconds} seconds", self.name),
                    "try again later, or csp sync --timeout SECONDS on a slow line",
                ),
                other => other.into(),
            };
        };
        let found = REASONS.iter().find(|(words, ..)| words.iter().any(|word| said.contains(word)));
        if let Some((_, what, next)) = found {
            return NotSynced::new(format!("{} {what} ({said})", self.name), *next);
        }
        let said = if said.is_empty() { "it cannot be reached, and git does not say why" } else { said };
        NotSynced::new(format!("{}: {said}", self.name), "try again later; git fetch in the store's folder tells more")
    }
}

/// What git says, what that is, and what to do.
const REASONS: [(&[&str], &str, &str); 6] = [
    (
        &[
            "Permission denied",
            "could not read Username",
            "could not read Password",
            "Authentication failed",
            "terminal prompts disabled",
        ],
        "asks who you are, and csp types no password",
        "set up a key (ssh-keygen, ssh-add) or git's credential helper, try git fetch in the store's folder, then csp sync",
    ),
    (
        &["Host key verification failed"],
        "is a host that ssh does not know yet",
        "ssh to it once and compare its key, then csp sync",
    ),
    (
        &[
            "Could not resolve",
            "Connection refused",
            "Connection timed out",
            "No route to host",
            "Network is unreachable",
            "unable to access",
            "Connection closed",
            "Connection reset",
            "Operation timed out",
        ],
        "cannot be reached",
        "look at the network, then csp sync again; nothing here waits for it",
    ),
    (
        &["does not appear to be a git repository", "not found", "does not exist", "No such file"],
        "is no repository that can be found",
        "try again later, or git remote set-url origin ADDRESS in the store's folder where it has moved",
    ),
    (
        &["dubious ownership"],
        "belongs to somebody else on this machine, which git does not trust",
        "git config --global --add safe.directory with its path, if you trust it",
    ),
    (
        &[
            "fsck error",
            "index-pack failed",
            "unpack-objects failed",
            "bad object",
            "corrupt",
            "missing blob",
            "missing tree",
        ],
        "has sent what is broken or not allowed, and nothing of it was taken",
        "ask who keeps it to run git fsck there",
    ),
];

/// Whether a word is a remote's address and not its name.
fn is_address(word: &str) -> bool {
    !word.starts_with('-') && (word.contains('/') || word.contains(':'))
}
