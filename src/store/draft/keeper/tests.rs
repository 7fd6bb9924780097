//! When a keeper writes, who may call for it, and what it says when it cannot.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use super::super::tests::{Place, draft};
use super::super::{Drafts, text};
use super::*;
use crate::store::disk::{Call, Disk};

impl Core {
    /// For tests that put another disk under it.
    pub(in crate::store::draft) fn desk(&self) -> MutexGuard<'_, Desk> {
        lock(&self.desk)
    }
}

/// Far beyond what anything here takes on a busy machine.
const EVER: Duration = Duration::from_secs(60);

/// What `look` finds, as soon as it finds anything.
fn awaited<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < EVER, "{what} never came");
        sleep(STEP);
    }
}

/// What stands in this interface's file.
fn written(place: &Place) -> Option<Draft> {
    let bytes = fs::read(place.path("draft-1.ron")).ok()?;
    Some(text::decode(&bytes).unwrap().1)
}

/// Drafts on a disk that is full while `is_full`.
fn on_a_disk(place: &Place, is_full: &Arc<AtomicBool>) -> Drafts {
    let (drafts, is_full) = (place.open(), Arc::clone(is_full));
    let disk = Disk::open_own(&place.folder()).unwrap().tried(Arc::new(move |call| {
        if call == Call::Write && is_full.load(Ordering::SeqCst) {
            return Err(io::Error::from_raw_os_error(28));
        }
        Ok(())
    }));
    drafts.keeper().core().desk().disk = Some(disk);
    drafts
}

#[test]
fn it_is_written_when_typing_pauses_and_not_before() {
    let place = Place::new();
    let drafts = place.open();
    let begun = Instant::now();

    for typed in ["3", "31", "31 F"] {
        drafts.keeper().put(Some(draft(typed)));
    }

    let found = awaited("the draft", || written(&place));
    assert!(begun.elapsed() >= PAUSE, "after {:?}", begun.elapsed());
    assert_eq!(found, draft("31 F"));
    drafts.keeper().put(None);
    awaited("its end", || written(&place).is_none().then_some(()));
}

#[test]
fn typing_without_a_pause_is_written_too() {
    let place = Place::new();
    let drafts = place.open();
    let mut count = 0;

    awaited("the draft", || {
        count += 1;
        drafts.keeper().put(Some(draft(&count.to_string())));
        written(&place)
    });
}

#[test]
fn the_thread_wakes_after_the_pause_or_at_the_latest_and_never_for_nothing() {
    let now = Instant::now();
    let due = |state: &State| state.due().map(|due| due - now);
    let mut state = State { draft: Some(Arc::new(draft("x"))), ..State::default() };

    assert_eq!(due(&state), None);
    state.waits = Some((now, now + PAUSE));
    assert_eq!(due(&state), Some(2 * PAUSE));
    state.waits = Some((now, now + LATEST));
    assert_eq!(due(&state), Some(LATEST));
    state.draft = None;
    assert_eq!(due(&state), Some(Duration::ZERO), "what is saved is no draft any more");
    assert!(LATEST + Duration::from_millis(100) < Duration::from_secs(2));
}

#[test]
fn a_flush_writes_at_once_from_any_thread() {
    let place = Place::new();
    let drafts = place.open();
    let keeper = drafts.keeper();

    thread::scope(|scope| {
        for thread in 0..8 {
            let (keeper, place) = (keeper.clone(), &place);
            scope.spawn(move || {
                for number in 0..5 {
                    keeper.put(Some(draft(&format!("{thread}-{number}"))));
                    keeper.flush();
                    assert!(written(place).is_some(), "a whole draft, whoever typed it");
                }
            });
        }
    });
    keeper.put(Some(draft("last")));
    keeper.flush();

    assert_eq!((written(&place), keeper.trouble()), (Some(draft("last")), None));
    assert_eq!(fs::read_dir(place.folder()).unwrap().count(), 2, "one draft and its lock");
}

#[test]
fn when_the_last_is_gone_all_is_written() {
    let place = Place::new();
    let drafts = place.open();
    let keeper = drafts.keeper();
    keeper.put(Some(draft("x")));

    drop(drafts);
    assert_eq!(written(&place), None);
    drop(keeper);

    assert_eq!((written(&place), place.offered()), (Some(draft("x")), vec![draft("x")]));
}

#[test]
fn a_fault_in_a_thread_that_holds_the_locks_does_not_stop_a_flush() {
    let place = Place::new();
    let drafts = place.open();
    let keeper = drafts.keeper();
    keeper.put(Some(draft("x")));

    let faulty = keeper.clone();
    let fault = thread::spawn(move || {
        let _desk = faulty.core().desk();
        let _state = lock(&faulty.core().state);
        let _writer = lock(&faulty.0.writer);
        panic!("on purpose");
    });
    assert!(fault.join().is_err());
    keeper.flush();

    assert_eq!(written(&place), Some(draft("x")));
    keeper.put(Some(draft("y")));
    awaited("the thread's work", || written(&place).filter(|it| *it == draft("y")));
}

#[test]
fn a_desk_that_is_never_given_back_is_passed_by() {
    let place = Place::new();
    let drafts = place.open();
    let keeper = drafts.keeper();
    keeper.put(Some(draft("old")));
    keeper.flush();
    let (release, wait) = mpsc::channel::<()>();
    let (held, is_held) = mpsc::channel();
    let hung = keeper.clone();
    let thread = thread::spawn(move || {
        let _desk = hung.core().desk();
        held.send(()).unwrap();
        let _ = wait.recv();
    });
    is_held.recv().unwrap();

    keeper.put(Some(draft("new")));
    keeper.flush();

    assert_eq!(place.offered(), [draft("new")], "beside the one that hangs");
    drop(release);
    thread.join().unwrap();
}

#[test]
fn a_full_disk_is_told_and_what_was_typed_is_written_when_there_is_space() {
    let place = Place::new();
    let is_full = Arc::new(AtomicBool::new(false));
    let drafts = on_a_disk(&place, &is_full);
    let keeper = drafts.keeper();
    keeper.put(Some(draft("old")));
    keeper.flush();
    assert_eq!(keeper.trouble(), None);

    is_full.store(true, Ordering::SeqCst);
    keeper.put(Some(draft("new")));
    let trouble = awaited("the trouble", || keeper.trouble());
    assert!(trouble.contains("No space left") && trouble.contains("drafts"), "{trouble}");
    assert_eq!(written(&place), Some(draft("old")));

    keeper.flush();
    assert!(keeper.trouble().is_some(), "it was tried again");
    is_full.store(false, Ordering::SeqCst);
    keeper.flush();
    assert_eq!((keeper.trouble(), written(&place)), (None, Some(draft("new"))));
}

#[test]
fn a_draft_is_taken_only_when_what_was_typed_before_is_safe() {
    let place = Place::new();
    place.leave(&draft("left"));
    let is_full = Arc::new(AtomicBool::new(true));
    let drafts = on_a_disk(&place, &is_full);
    drafts.keeper().put(Some(draft("typed")));
    let left = drafts.list().waiting;

    assert!(drafts.take(&left[0]).is_err());
    assert_eq!((drafts.list().waiting.len(), written(&place)), (1, Some(draft("left"))));
    is_full.store(false, Ordering::SeqCst);
    assert_eq!(drafts.take(&left[0]).unwrap(), Some(draft("left")));
    assert_eq!(place.offered(), [draft("typed")]);
}

#[test]
#[allow(clippy::disallowed_methods, reason = "a test lays out its own folder")]
fn where_there_can_be_no_folder_it_is_told_and_one_that_is_removed_is_made_anew() {
    let place = Place::new();
    let drafts = place.open();
    let keeper = drafts.keeper();
    fs::write(place.at.path().join("state"), "in the way").unwrap();
    keeper.put(Some(draft("x")));
    keeper.flush();
    assert!(keeper.trouble().is_some());

    fs::remove_file(place.at.path().join("state")).unwrap();
    keeper.flush();
    assert_eq!((keeper.trouble(), written(&place)), (None, Some(draft("x"))));
    fs::remove_dir_all(place.at.path().join("state")).unwrap();
    keeper.put(Some(draft("y")));
    keeper.flush();
    assert_eq!((keeper.trouble(), written(&place)), (None, Some(draft("y"))));
}

#[test]
fn what_is_too_long_to_be_kept_is_told() {
    let place = Place::new();
    let drafts = place.open();

    drafts.keeper().put(Some(draft(&"x".repeat(text::LARGEST + 1))));
    drafts.keeper().flush();

    let trouble = drafts.keeper().trouble().unwrap();
    assert!(trouble.contains("larger than 16 MiB"), "{trouble}");
}
