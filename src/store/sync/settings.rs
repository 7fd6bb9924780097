//! The settings of a repository that a group shares: each of the group can write them, and some name programs that git runs as
//! whoever exchanges with another machine. So only those are accepted that can run nothing.

use super::NotSynced;
use crate::store::git::Git;

/// Those of git's own that only say how the repository is laid out, and who commits by hand.
const PLAIN: [&str; 12] = [
    "core.repositoryformatversion",
    "core.filemode",
    "core.bare",
    "core.ignorecase",
    "core.logallrefupdates",
    "core.precomposeunicode",
    "core.sharedrepository",
    "core.symlinks",
    "extensions.objectformat",
    "receive.denynonfastforwards",
    "user.email",
    "user.name",
];
/// Those of a remote or a branch: where it is, and what of it is exchanged.
const NAMED: [(&str, &[&str]); 2] =
    [("remote.", &["url", "pushurl", "fetch"]), ("branch.", &["remote", "merge", "rebase"])];

/// That none of its settings could run a program.
///
/// # Errors
/// One could, which is told with what to do.
pub(super) fn run_nothing(git: &Git) -> Result<(), NotSynced> {
    let listed = git.done(&["config", "--local", "--no-includes", "--list", "--name-only", "-z"])?.out;
    let listed = String::from_utf8_lossy(&listed).into_owned();
    let Some(name) = listed.split_terminator('\0').find(|name| !is_plain(name)) else { return Ok(()) };
    let why = format!("{name} is set in the .git/config that a group shares, and could run a program as you");
    let next = format!(
        "git config --unset-all {name} in the store's folder, and git config --global for what you want of it yourself"
    );
    Err(NotSynced::new(why, next))
}

fn is_plain(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or_default();
    PLAIN.contains(&name) || NAMED.iter().any(|(of, lasts)| name.starts_with(of) && lasts.contains(&last))
}
