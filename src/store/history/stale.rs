//! Locks of git's that nobody holds any more. They are told and never removed.

use std::path::Path;
use std::time::Duration;

use crate::model::Fault;

/// How long git never holds one.
const LONG: Duration = Duration::from_secs(600);
/// Where they stand: those that keep a save out of history.
const PLACES: [&str; 3] = [".git", ".git/refs/heads", ".git/objects/info"];

/// Those that have stood for long in a store's repository. That of git's own index is nobody's concern here.
pub(crate) fn stale_locks(store: &Path) -> Vec<Fault> {
    let stale = |place: &str| {
        let entries = std::fs::read_dir(store.join(place)).into_iter().flatten().flatten();
        let old = entries.filter(|entry| {
            let age = entry.metadata().ok().and_then(|it| it.modified().ok()).and_then(|it| it.elapsed().ok());
            age.is_some_and(|age| age > LONG)
        });
        let names = old.filter_map(|entry| entry.file_name().into_string().ok());
        let locks = names.filter(|name| name.strip_suffix(".lock").is_some_and(|of| of != "index"));
        locks.map(|name| format!("{place}/{name}")).collect::<Vec<_>>()
    };
    let remark = |path: String| Fault {
        path,
        place: None,
        id: None,
        what: "a lock of git's has stood here for long, so that saves may not come into history".to_owned(),
        next: "if no git is at work in this folder, remove it".to_owned(),
    };
    PLACES.iter().flat_map(|place| stale(place)).map(remark).collect()
}
