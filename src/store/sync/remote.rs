//! The other end: what it has, and what it is handed.

use std::time::Duration;

use super::NotSynced;
use super::bringing::unrelated;
use super::reasons::{SET_URL, unreachable};
use super::settings::run_nothing;
use crate::store::disk::Sharing;
use crate::store::git::{Git, GitError, LOCAL, SETTINGS};

/// A repository elsewhere, by the name that it has here, and the branch that is exchanged with it.
pub(crate) struct Remote<'a> {
    pub(super) git: &'a Git,
    pub(crate) name: String,
    pub(super) branch: &'a str,
    pub(super) limit: Duration,
    /// Whether its address was given just now.
    pub(super) is_new: bool,
    /// Who can write the settings of the repository here.
    pub(super) sharing: Sharing,
}

/// What came of handing over.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Handed {
    Over,
    /// Somebody else was faster: what is there now must be brought in first.
    Overtaken,
}

impl Remote<'_> {
    /// Where the commit is noted that the other end had last.
    pub(crate) fn tracked(&self) -> String {
        let branch = self.branch.strip_prefix("refs/heads/").unwrap_or(self.branch);
        format!("refs/remotes/{}/{branch}", self.name)
    }

    /// Fetches what is there, and tells its commit; `None` where nothing is there yet. An address that leads nowhere is
    /// forgotten.
    pub(crate) fn fetch(&self) -> Result<Option<String>, NotSynced> {
        self.fetched().and_then(|theirs| self.related(theirs)).map_err(|error| self.forgotten(error))
    }

    /// What was fetched from an address that was given just now, if it has a beginning in common with what stands here.
    fn related(&self, theirs: Option<String>) -> Result<Option<String>, NotSynced> {
        match theirs.as_ref().filter(|_| self.is_new) {
            Some(theirs) if !self.git.run(&["merge-base", "--", self.branch, theirs], &[], LOCAL)?.is_done => {
                Err(unrelated())
            }
            _ => Ok(theirs),
        }
    }

    /// Forgets an address that was given just now and does not serve, so that another one can be named as it was.
    fn forgotten(&self, error: NotSynced) -> NotSynced {
        if !self.is_new {
            return error;
        }
        drop(self.git.done(&["remote", "remove", &self.name]));
        match error {
            NotSynced::Told { why, next } if next.contains(SET_URL) => {
                NotSynced::new(why, "look at the address, then csp sync ADDRESS; it was not kept")
            }
            NotSynced::Told { why, next } => {
                NotSynced::new(why, format!("{next}; csp sync ADDRESS, since it was not kept"))
            }
            other @ NotSynced::Store(_) => other,
        }
    }

    fn fetched(&self) -> Result<Option<String>, NotSynced> {
        self.runs_nothing()?;
        let (tracked, wanted) = (self.tracked(), self.branch);
        let upload = self.other_end("upload-pack")?;
        let refspec = format!("{wanted}:{tracked}");
        let ran = self.git.run(
            &[
                "fetch",
                "--no-tags",
                "--no-write-fetch-head",
                "--no-auto-maintenance",
                "--no-recurse-submodules",
                &upload,
                "--end-of-options",
                &self.name,
                &refspec,
            ],
            &[],
            self.limit,
        );
        let ran = ran.map_err(|error| unreachable(&self.name, error))?;
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
        Err(unreachable(&self.name, GitError::said(ran.said)))
    }

    /// There is no such branch: the other end is new, or it has others.
    fn nothing_there(&self) -> Result<Option<String>, NotSynced> {
        let upload = self.other_end("upload-pack")?;
        let arguments = ["ls-remote", "--heads", "--quiet", &upload, "--end-of-options", &self.name];
        let heads =
            self.git.done_with(&arguments, &[], self.limit).map_err(|error| unreachable(&self.name, error))?.out;
        let heads = String::from_utf8_lossy(&heads);
        let heads: Vec<_> = heads.lines().filter_map(|line| line.split("refs/heads/").nth(1)).collect();
        if let Some(first) = heads.first() {
            let branch = self.branch.strip_prefix("refs/heads/").unwrap_or(self.branch);
            let is_here = self.git.has(&format!("refs/heads/{first}"));
            let first = shell_words::quote(first);
            let next = if is_here {
                format!(
                    "git reset, then git switch {first} in the store's folder, then csp sync; what was saved on {branch} stays on it"
                )
            } else {
                format!("git branch -m {branch} {first} in the store's folder if that is the one, then csp sync")
            };
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

    /// Whether a clone of it begins with another branch, as far as it tells.
    pub(crate) fn begins_with_another(&self) -> bool {
        let Ok(upload) = self.other_end("upload-pack") else { return false };
        let arguments = ["ls-remote", "--symref", &upload, "--end-of-options", &self.name, "HEAD"];
        let Ok(told) = self.git.done_with(&arguments, &[], self.limit) else { return false };
        let told = String::from_utf8_lossy(&told.out).into_owned();
        let is_no_branch = told.contains("\tHEAD") && !told.contains("ref: ");
        !is_no_branch && !told.contains(&format!("ref: {}\t", self.branch))
    }

    /// That the settings here still name nothing that could be run as who exchanges: others of a group can write them.
    fn runs_nothing(&self) -> Result<(), NotSynced> {
        if self.sharing == Sharing::Group { run_nothing(self.git) } else { Ok(()) }
    }

    /// What answers at the other end. Where a group can write the address, it may lead to a repository on this machine that
    /// one of them has made, so nothing of its own runs.
    fn other_end(&self, program: &str) -> Result<String, NotSynced> {
        let plain = format!("--{program}=git-{program}");
        if self.sharing == Sharing::Private {
            return Ok(plain);
        }
        let told = self.git.done(&["remote", "get-url", "--all", "--push", "--", &self.name])?.out;
        let fetched = self.git.done(&["remote", "get-url", "--all", "--", &self.name])?.out;
        let addresses = String::from_utf8_lossy(&[told, fetched].concat()).into_owned();
        let settings: String = SETTINGS.iter().map(|setting| format!("-c {setting} ")).collect();
        Ok(if addresses.lines().any(is_here) { format!("--{program}=git {settings}{program}") } else { plain })
    }

    /// Hands over a commit.
    pub(crate) fn push(&self, commit: &str) -> Result<Handed, NotSynced> {
        self.runs_nothing()?;
        let refspec = format!("{commit}:{}", self.branch);
        let receive = self.other_end("receive-pack")?;
        let ran = self.git.run(
            &["push", "--porcelain", "--no-verify", &receive, "--", &self.name, &refspec],
            &[],
            self.limit,
        );
        let ran = ran.map_err(|error| unreachable(&self.name, error))?;
        if ran.is_done {
            // It is handed over, whether that can be noted here or not: the next fetch finds it.
            drop(self.git.done(&["update-ref", &self.tracked(), commit]));
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
        Err(unreachable(&self.name, GitError::said(ran.said)))
    }
}

/// Whether an address leads to a folder of this machine, as git tells it.
fn is_here(address: &str) -> bool {
    let begins = address.split(['/', ':']).next().unwrap_or_default();
    let is_host = address[begins.len()..].starts_with(':');
    !is_host || address.starts_with("file:")
}
