//! Why the other end cannot be spoken to, and what a person can do.

use super::NotSynced;
use crate::store::git::GitError;

/// Why the other end cannot be spoken to, and what to do.
pub(super) fn unreachable(remote: &str, error: GitError) -> NotSynced {
    let GitError::Failed(said) = &error else {
        return match error {
            GitError::Slow(seconds) => NotSynced::new(
                format!("{remote} has not answered within {seconds} seconds"),
                "try again later, or csp sync --timeout SECONDS on a slow line",
            ),
            other => other.into(),
        };
    };
    let found = REASONS.iter().find(|(words, ..)| words.iter().any(|word| said.contains(word)));
    if let Some((_, what, next)) = found {
        return NotSynced::new(format!("{remote} {what}"), format!("{next} (git says: {said})"));
    }
    let said = if said.is_empty() { "it cannot be reached, and git does not say why" } else { said };
    NotSynced::new(format!("{remote}: {said}"), "try again later; git fetch in the store's folder tells more")
}

/// The command by which a remote gets another address.
pub(super) const SET_URL: &str = "git remote set-url";

/// What git says, what that is, and what to do.
const REASONS: [(&[&str], &str, &str); 7] = [
    (
        &["not allowed", "is not supported", "Unable to find remote helper"],
        "is reached in a way that csp does not take",
        "an address that begins with ssh:// or https://, or a folder on this machine",
    ),
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
