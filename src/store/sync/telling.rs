//! What a person has to know of a sync, in words.

use super::Synced;
use super::merge::Told;

/// The most files that are named when they are not taken.
const NAMED: usize = 5;

/// Tells what became of records and templates.
pub(super) fn tell(synced: &mut Synced, told: Told) {
    let Told { disputed, unreadable, apart, in_sight, back_in_sight, templates } = told;
    for id in unreadable {
        synced.notes.push(format!(
            "{id}: its file cannot be read as it came from {}, so the one from here stays, and that one is in conflicts/. Next: csp check",
            synced.remote
        ));
    }
    for id in disputed {
        synced.notes.push(format!(
            "{id}: two officers set the same, and both versions are kept. Next: csp resolve {id} shows them, or v on it on screen"
        ));
        if !synced.disputed.contains(&id) {
            synced.disputed.push(id);
        }
    }
    for (before, after) in apart {
        synced.notes.push(format!("{before} was added on two machines; the one from here is {after} now"));
    }
    for id in in_sight {
        synced.notes.push(format!("{id} was archived by one and changed by another, so it stays in sight"));
    }
    for id in back_in_sight {
        synced.notes.push(format!("{id} was archived here, and is in sight again. Next: csp history {id}"));
    }
    for (name, other) in templates {
        synced.notes.push(format!(
            "templates/{name} was changed by two; theirs is templates/{other}. Next: bring the two together, then remove it"
        ));
    }
}

/// Tells which files were not taken, and why.
pub(super) fn tell_of_files(synced: &mut Synced, refused: &[String], left: &[String]) {
    if !refused.is_empty() {
        synced.notes.push(format!("not taken from {}: {}", synced.remote, named(refused)));
    }
    if !left.is_empty() {
        synced.notes.push(format!(
            "changed here and there, so that the file from here stays and the other one is in git alone: {}",
            named(left)
        ));
    }
}

/// The first of them, and how many more there are.
fn named(files: &[String]) -> String {
    let more = files.len().saturating_sub(NAMED);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!("{}{more}", files[..files.len().min(NAMED)].join(", "))
}
