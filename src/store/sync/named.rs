//! Which remote is meant: by its name, by an address, or the usual one.

use std::path::Path;
use std::time::Duration;

use super::NotSynced;
use super::remote::Remote;
use crate::store::disk::Sharing;
use crate::store::git::Git;

/// The usual name.
const ORIGIN: &str = "origin";

impl<'a> Remote<'a> {
    /// The one that is meant: a name that the repository knows, or an address: that of a remote it knows, or a new one, which becomes
    /// `origin` where there is none yet;
    /// where nothing is named, `origin`, or the only one there is.
    pub(crate) fn named(
        git: &'a Git,
        named: Option<&str>,
        branch: &'a str,
        (limit, sharing): (Duration, Sharing),
    ) -> Result<Self, NotSynced> {
        let listed = git.done(&["remote"])?.out;
        let listed = String::from_utf8_lossy(&listed).into_owned();
        let known: Vec<&str> = listed.lines().collect();
        let is_at = |address: &str, name: &str| {
            let listed = git.done(&["config", "--get", &format!("remote.{name}.url")]);
            listed.is_ok_and(|listed| whole(String::from_utf8_lossy(&listed.out).trim_end()) == address)
        };
        let mut is_new = false;
        let name = match named {
            Some(name) if known.contains(&name) => name.to_owned(),
            Some(word) if is_address(word) => {
                let address = whole(word);
                if let Some(name) = known.iter().find(|name| is_at(&address, name)) {
                    (*name).to_owned()
                } else if !known.contains(&ORIGIN) {
                    git.done(&["remote", "add", "--", ORIGIN, &address])?;
                    is_new = true;
                    ORIGIN.to_owned()
                } else {
                    let next = format!(
                        "csp sync goes to origin; git remote add NAME {address} in the store's folder, then csp sync NAME"
                    );
                    return Err(NotSynced::new("this store has another remote already", next));
                }
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
        Ok(Self { git, name, branch, limit, is_new, sharing })
    }
}

/// Whether a word that is no remote's name is an address: one of another machine, or a folder here.
fn is_address(word: &str) -> bool {
    !word.starts_with('-') && (word.contains('/') || word.contains(':') || Path::new(word).is_dir())
}

/// An address that is the same wherever git is started.
fn whole(address: &str) -> String {
    std::fs::canonicalize(address).map_or_else(|_| address.to_owned(), |path| path.display().to_string())
}
