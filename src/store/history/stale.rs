//! Locks of git's that nobody holds any more. They are told and never removed.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::model::Fault;

/// How long git never holds one.
const LONG: Duration = Duration::from_secs(600);
/// Where they stand, and how many folders deep: those that keep a save out of history, or a sync from being noted.
const PLACES: [(&str, usize); 3] = [(".git", 0), (".git/refs", 4), (".git/objects/info", 0)];

/// Those that have stood for long in a store's repository. That of git's own index is nobody's concern here.
pub(crate) fn stale_locks(store: &Path) -> Vec<Fault> {
    let mut locks = Vec::new();
    for (place, depth) in PLACES {
        find(store, place, depth, &mut locks);
    }
    let remark = |path: String| Fault {
        path,
        place: None,
        id: None,
        what: "a lock of git's has stood here for long, so that saves may not come into history".to_owned(),
        next: "if no git is at work in this folder, remove it".to_owned(),
    };
    locks.into_iter().map(remark).collect()
}

fn find(store: &Path, place: &str, depth: usize, locks: &mut Vec<String>) {
    for entry in fs::read_dir(store.join(place)).into_iter().flatten().flatten() {
        let (Ok(name), Ok(about)) = (entry.file_name().into_string(), entry.metadata()) else { continue };
        let path = format!("{place}/{name}");
        if about.is_dir() && depth > 0 {
            find(store, &path, depth - 1, locks);
        }
        let is_old = about.modified().ok().and_then(|at| at.elapsed().ok()).is_some_and(|age| age > LONG);
        if about.is_file() && is_old && name.strip_suffix(".lock").is_some_and(|of| of != "index") {
            locks.push(path);
        }
    }
}
