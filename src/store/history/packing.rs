//! A history that has grown, packed: git keeps each save in files of its own until then.

use std::time::Duration;

use super::{Waits, try_hold_named};
use crate::store::disk::Disk;
use crate::store::git::Git;

/// How many loose objects there may be, and how many packs; a save makes four objects.
const LOOSE: usize = 2000;
const PACKS: usize = 20;
/// How long packing may take.
const LIMIT: Duration = Duration::from_secs(600);
/// The lock that only one who packs holds. Saves go on meanwhile: what git packs stays where it is until it is packed.
const LOCK: &str = "pack.lock";

/// Packs a history where it has grown enough and nobody else does.
pub(crate) fn pack(disk: &Disk, git: &Git) -> Result<(), Waits> {
    if !has_grown(git) {
        return Ok(());
    }
    let Some(_alone) = try_hold_named(disk, LOCK)? else { return Ok(()) };
    let (loose, packs) = (format!("gc.auto={LOOSE}"), format!("gc.autoPackLimit={PACKS}"));
    let arguments =
        ["-c", &loose, "-c", &packs, "-c", "gc.autoDetach=false", "-c", "pack.threads=1", "gc", "--auto", "--quiet"];
    git.done_with(&arguments, &[], LIMIT)?;
    git.done_with(&["commit-graph", "write", "--reachable", "--changed-paths", "--no-progress"], &[], LIMIT)?;
    Ok(())
}

/// As git itself estimates it: objects are spread evenly over 256 folders.
fn has_grown(git: &Git) -> bool {
    let objects = git.folder().join("objects");
    let count = |folder: &str, ending: &str| {
        let entries = std::fs::read_dir(objects.join(folder)).into_iter().flatten().flatten();
        entries.filter(|entry| entry.file_name().as_encoded_bytes().ends_with(ending.as_bytes())).count()
    };
    count("17", "") * 256 > LOOSE || count("pack", ".pack") > PACKS
}
