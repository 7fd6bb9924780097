//! The `git` program, called so that nothing of a repository's own runs: no hook, no filter, no monitor, no signing, and no
//! index. No command is called that touches a file of the store, and what git says to people is never taken for data.

mod commit;
mod log;
mod run;
mod tree;

use std::path::{Path, PathBuf};
use std::time::Duration;

pub(crate) use commit::{Commit, Content, FILE};
pub(crate) use log::{Logged, Step, Steps};
pub(crate) use run::SETTINGS;
pub(crate) use tree::{Blob, Tree, name_of};

/// A repository, and how it is spoken to.
#[derive(Clone, Debug)]
pub(crate) struct Git {
    root: PathBuf,
    program: PathBuf,
}

/// Why git did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum GitError {
    /// There is no such program.
    #[error("git is not installed. Next: install git")]
    Missing,
    /// It does not know what is asked of it.
    #[error("this git is too old. Next: install git 2.29 or later")]
    TooOld,
    /// It was ended after so many seconds.
    #[error("git has not answered within {0} seconds. Next: try again")]
    Slow(u64),
    /// Another git is at work, or one that crashed has left this file.
    #[error("{0} is in the way. Next: if no git is at work in this folder, remove that file")]
    Locked(String),
    /// Its head cannot be read, though there is something.
    #[error(
        "the branch on which the repository stands cannot be read. Next: git fsck in this folder, or ask who owns .git"
    )]
    Unreadable,
    /// It said no, in these words.
    #[error("git says: {0}. Next: git status in this folder tells more")]
    Failed(String),
}

impl GitError {
    /// What git said, told as what it is.
    pub(crate) fn said(said: String) -> Self {
        let lock = said.split('\'').find(|word| word.strip_suffix(".lock").is_some());
        match lock.filter(|_| said.contains("File exists")) {
            Some(lock) => Self::Locked(lock.to_owned()),
            None if ["unknown option", "usage: git"].iter().any(|word| said.contains(word)) => Self::TooOld,
            None => Self::Failed(said),
        }
    }
}

/// What the head of a repository stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    /// A branch: `refs/heads/main`.
    Branch(String),
    /// A commit and no branch.
    Detached,
    /// Somebody has begun this with git and not ended it.
    Amid(&'static str),
}

/// What stands in a repository while something is begun and not ended, and what that is.
const BEGUN: [(&str, &str); 6] = [
    ("MERGE_HEAD", "merge"),
    ("rebase-merge", "rebase"),
    ("rebase-apply", "rebase"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
    ("BISECT_LOG", "bisect"),
];

/// How long something that needs no network may take.
pub(crate) const LOCAL: Duration = Duration::from_secs(5);

impl Git {
    /// The repository of a store, if it is one: its own, and not one that the store lies in.
    pub(crate) fn of(root: &Path) -> Option<Self> {
        let is_one = root.join(".git").symlink_metadata().is_ok();
        is_one.then(|| Self { root: root.to_owned(), program: "git".into() })
    }

    /// Makes a folder a repository, with nothing in it that could run.
    ///
    /// # Errors
    /// There is no git, or it could not be made.
    pub(crate) fn make(root: &Path, sharing: &str) -> Result<Self, GitError> {
        let git = Self { root: root.to_owned(), program: "git".into() };
        let shared = format!("--shared={sharing}");
        git.done(&[
            "init",
            "--quiet",
            "--template=",
            "--initial-branch=main",
            "--object-format=sha1",
            &shared,
            "--",
            ".",
        ])?;
        Ok(git)
    }

    /// The same with another program in git's place.
    #[cfg(test)]
    pub(crate) fn by(self, program: &Path) -> Self {
        Self { program: program.to_owned(), ..self }
    }

    /// Where the repository itself is.
    pub(crate) fn folder(&self) -> PathBuf {
        self.root.join(".git")
    }

    /// What its head stands on, and the commit there; `None` where there is none yet.
    pub(crate) fn head(&self) -> Result<(Head, Option<String>), GitError> {
        let mut folder = self.folder();
        if folder.is_file() {
            let named = self.done(&["rev-parse", "--absolute-git-dir"])?;
            folder = PathBuf::from(String::from_utf8_lossy(&named.out).trim_end());
        }
        if let Some((_, what)) = BEGUN.iter().find(|(name, _)| folder.join(name).symlink_metadata().is_ok()) {
            return Ok((Head::Amid(what), None));
        }
        // One call tells both, but for a branch without a commit.
        let both = self.run(&["rev-parse", "HEAD^{commit}", "--symbolic-full-name", "HEAD"], &[], LOCAL)?;
        let told = String::from_utf8_lossy(&both.out).into_owned();
        if let (true, Some((tip, branch))) = (both.is_done, told.trim_end().split_once('\n')) {
            let head = if branch == "HEAD" { Head::Detached } else { Head::Branch(branch.to_owned()) };
            return Ok((head, Some(tip.to_owned())));
        }
        let ran = self.run(&["symbolic-ref", "--quiet", "HEAD"], &[], LOCAL)?;
        let branch = String::from_utf8_lossy(&ran.out).trim_end().to_owned();
        match (ran.is_done, branch.is_empty()) {
            (true, false) if !self.has(&branch) => Ok((Head::Branch(branch), None)),
            (false, true) if ran.said.is_empty() => Ok((Head::Detached, None)),
            _ => Err(GitError::Unreadable),
        }
    }

    /// Whether there is something of this name, without a call where git keeps its names in files.
    pub(crate) fn has(&self, name: &str) -> bool {
        if !self.folder().join("refs/heads").is_dir() {
            // Its names are kept elsewhere, or in another way.
            return !matches!(self.commit_of(name), Ok(None));
        }
        let is_missing = |error: &std::io::Error| error.kind() == std::io::ErrorKind::NotFound;
        let packed = || std::fs::read_to_string(self.folder().join("packed-refs"));
        let is_in_a_file = !self.folder().join(name).symlink_metadata().is_err_and(|error| is_missing(&error));
        let is_packed = |packed: String| packed.lines().any(|line| line.ends_with(&format!(" {name}")));
        is_in_a_file || packed().map_or_else(|error| !is_missing(&error), is_packed)
    }

    /// The commit that a name stands for; `None` where it stands for none.
    pub(crate) fn commit_of(&self, name: &str) -> Result<Option<String>, GitError> {
        let wanted = format!("{name}^{{commit}}");
        let ran = self.run(&["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted], &[], LOCAL)?;
        let commit = String::from_utf8_lossy(&ran.out).trim_end().to_owned();
        match (ran.is_done, ran.said.is_empty()) {
            (true, _) => Ok(Some(commit)),
            (false, true) => Ok(None),
            (false, false) => Err(GitError::Failed(ran.said)),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
