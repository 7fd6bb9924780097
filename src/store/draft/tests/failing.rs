//! Every call to the disk that fails while a draft is written, once and from then on: what is told to be kept is kept, what
//! was kept before stays, and the next writing works.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Place, draft};
use crate::store::disk::Disk;
use crate::store::draft::text;

/// Far beyond any call's number.
const NONE: usize = usize::MAX / 2;

#[test]
fn whatever_call_fails_a_draft_is_the_old_or_the_new_one_and_what_is_told_to_be_kept_is() {
    for is_once in [true, false] {
        for number in 0.. {
            let place = Place::new();
            let drafts = place.open();
            let (fails, count) = (Arc::new(AtomicUsize::new(NONE)), Arc::new(AtomicUsize::new(0)));
            let (from, asked) = (Arc::clone(&fails), Arc::clone(&count));
            let disk = Disk::open_own(&place.folder()).unwrap().tried_in_all(Arc::new(move |_| {
                let (now, from) = (asked.fetch_add(1, Ordering::SeqCst), from.load(Ordering::SeqCst));
                let is_failing = if is_once { now == from } else { now >= from };
                if is_failing { Err(io::Error::from_raw_os_error([28, 13, 5, 24][number % 4])) } else { Ok(()) }
            }));
            drafts.keeper().core().desk().disk = Some(disk);
            let put = |words: &str| {
                drafts.keeper().put(Some(draft(words)));
                drafts.keeper().flush();
                drafts.keeper().trouble()
            };
            let written = || {
                let files = std::fs::read_dir(place.folder()).unwrap().map(|entry| entry.unwrap().path());
                let drafts = files.filter(|path| path.extension().is_some_and(|ending| ending == "ron"));
                let drafts: Vec<_> =
                    drafts.map(|path| text::decode(&std::fs::read(path).unwrap()).unwrap().1).collect();
                assert!(drafts.len() < 2, "{number}: {drafts:?}");
                drafts.into_iter().next()
            };
            let begins = if number % 2 == 0 { put("old") } else { None };
            assert_eq!(begins, None);
            let (old, from) = (written(), count.load(Ordering::SeqCst));
            fails.store(from + number / 2, Ordering::SeqCst);

            let trouble = put("new");

            if count.load(Ordering::SeqCst) <= from + number / 2 {
                assert!(number > 12, "{number}");
                break;
            }
            let stands = written();
            assert!(!trouble.as_ref().is_some_and(|told| told.contains("999")), "{number}: {trouble:?} is untrue");
            assert!(stands == Some(draft("new")) || (stands == old && trouble.is_some()), "{number}: {trouble:?}");
            fails.store(NONE * 2, Ordering::SeqCst);
            assert_eq!((put("next"), written()), (None, Some(draft("next"))), "{number}, once: {is_once}");
            drop(drafts);
            assert_eq!(place.offered(), [draft("next")], "{number}, once: {is_once}");
        }
    }
}
