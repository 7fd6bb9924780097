//! What a draft holds, whose it is, and what is left when an interface is killed.
#![allow(clippy::disallowed_methods, reason = "a test lays out its own folder")]

mod failing;
mod killed;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::process::Command;
use std::sync::Arc;
use std::thread;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::model::Kind;
use crate::model::arbitrary::{cases, record};
use crate::model::kinds::Action;
use crate::model::text::Line;
use crate::store::contract::id;

/// A store, and a folder for drafts that is not there yet.
pub(super) struct Place {
    pub(super) at: TempDir,
}

impl Place {
    pub(super) fn new() -> Self {
        let place = Self { at: TempDir::new().unwrap() };
        place.store("store");
        place
    }

    /// Makes another store.
    fn store(&self, name: &str) {
        fs::create_dir(self.at.path().join(name)).unwrap();
        fs::write(self.at.path().join(name).join("store.ron"), "Partnership(format: 1)").unwrap();
    }

    pub(super) fn folder(&self) -> PathBuf {
        self.at.path().join("state/csp/drafts")
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// What a new interface sees.
    pub(super) fn open(&self) -> Drafts {
        Drafts::open(&self.folder(), &self.at.path().join("store"))
    }

    /// The drafts that a new interface is offered.
    pub(super) fn offered(&self) -> Vec<Draft> {
        let left = self.open().list();
        assert_eq!(left.skipped, []);
        left.waiting.into_iter().map(|it| it.draft).collect()
    }

    /// An interface that leaves this behind.
    pub(super) fn leave(&self, draft: &Draft) {
        let drafts = self.open();
        drafts.keeper().put(Some(draft.clone()));
        drafts.keeper().flush();
    }
}

pub(super) fn draft(typed: &str) -> Draft {
    Draft {
        ids: vec![id("training")],
        base: Record::Action(Action { title: Some(Line::new("Training")), ..Action::default() }),
        typed: vec![("title".to_owned(), "Training".to_owned()), ("due".to_owned(), typed.to_owned())],
        chosen: "due".to_owned(),
        fields: Vec::new(),
        at: "25 November 2026, 14:02".to_owned(),
    }
}

#[test]
fn a_draft_is_offered_as_it_was_typed() {
    let place = Place::new();
    let new = Draft {
        ids: Vec::new(),
        base: Record::blank(Kind::Meeting),
        fields: vec!["title".to_owned(), "body".to_owned()],
        ..draft("\0\u{1b}[2J \"quoted\" \\n 'x' \r\n\t\u{202e}\u{2028}\u{feff}🏴 end")
    };

    place.leave(&draft("31 Febr"));
    place.leave(&new);
    place.leave(&draft(&"long, \"and\" long;\n".repeat(70_000)));

    let offered = place.offered();
    let typed: Vec<_> = offered.iter().map(|it| it.typed[1].1.len()).collect();
    assert_eq!(typed, [1_260_000, new.typed[1].1.len(), 7], "the newest first");
    assert_eq!((&offered[1], &offered[2]), (&new, &draft("31 Febr")));
}

proptest! {
    #![proptest_config(cases(64))]
    #[test]
    fn what_is_written_reads_back(base in record(), typed: Vec<(String, String)>, chosen: String, at: String) {
        let draft = Draft { ids: Vec::new(), base, typed, chosen: chosen.clone(), fields: vec![chosen, at.clone()], at };

        let text = text::encode("/srv/a \"b\"\n", &draft).unwrap();

        prop_assert_eq!(text::decode(text.as_bytes()), Ok(("/srv/a \"b\"\n".to_owned(), draft)));
    }

    #[test]
    fn nothing_that_stands_in_a_file_stops_the_program(bytes: Vec<u8>, at in 0..400_usize, byte: u8) {
        drop(text::decode(&bytes));
        let mut bytes = text::encode("/srv", &draft("x")).unwrap().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        drop(text::decode(&bytes));
        drop(text::decode(&bytes[..at]));
    }
}

#[test]
fn nothing_is_made_where_nothing_is_typed() {
    let place = Place::new();

    let drafts = place.open();
    assert!(drafts.list().waiting.is_empty() && drafts.list().skipped.is_empty());
    drafts.keeper().put(None);
    drafts.keeper().flush();
    drop(drafts);

    assert!(!place.at.path().join("state").exists());
}

#[test]
fn an_open_interface_keeps_its_own() {
    let place = Place::new();
    let ann = place.open();
    ann.keeper().put(Some(draft("by Ann")));
    ann.keeper().flush();

    assert_eq!((place.offered(), ann.list().waiting.len()), (vec![], 0));
    place.leave(&draft("left"));
    let bea = place.open();
    let left = bea.list().waiting;
    assert_eq!(left.len(), 1);
    assert_eq!(bea.take(&left[0]).unwrap(), Some(draft("left")));
    assert_eq!((place.offered(), bea.list().waiting.len()), (vec![], 0));
    assert_eq!(ann.take(&left[0]).unwrap(), None);
    assert!(!ann.discard(&left[0]).unwrap());

    drop(ann);
    assert_eq!(place.offered(), [draft("by Ann")]);
    drop(bea);
    assert_eq!(place.offered().len(), 2, "what was taken and neither saved nor discarded is offered again");
}

#[test]
fn what_was_taken_stays_until_it_is_written_anew_saved_or_discarded() {
    let place = Place::new();
    for typed in ["one", "two", "three"] {
        place.leave(&draft(typed));
    }
    let (drafts, left) = (place.open(), place.open().list().waiting);
    let files = || fs::read_dir(place.folder()).unwrap().count() - 3;
    assert_eq!(files(), 3);

    drafts.take(&left[0]).unwrap().unwrap();
    assert_eq!(files(), 3);
    drafts.keeper().put(Some(draft("three, and more")));
    drafts.keeper().flush();
    assert!(fs::read_to_string(place.path("draft-3.ron")).unwrap().contains("three, and more"));
    drafts.keeper().put(None);
    drafts.keeper().flush();
    assert_eq!((files(), place.offered().len()), (2, 2));

    assert!(drafts.discard(&left[1]).unwrap());
    assert_eq!((files(), place.offered()), (1, vec![draft("one")]));

    drafts.keeper().put(Some(draft("four")));
    drafts.take(&left[2]).unwrap().unwrap();
    assert_eq!(place.offered(), [draft("four")], "what she had typed before is left to be offered");
    assert_eq!(drafts.take(&left[1]).unwrap(), None, "it is gone");
}

#[test]
fn of_several_who_want_the_same_draft_one_gets_it() {
    let place = Place::new();
    for round in 0..20 {
        place.leave(&draft(&round.to_string()));
        let starts = std::sync::Barrier::new(6);

        let taken: Vec<_> = thread::scope(|scope| {
            let takes = || {
                let drafts = place.open();
                starts.wait();
                let left = drafts.list().waiting;
                let taken = left.first().and_then(|it| drafts.take(it).unwrap());
                starts.wait();
                drafts.keeper().put(None);
                taken
            };
            let all: Vec<_> = (0..6).map(|_| scope.spawn(takes)).collect();
            all.into_iter().filter_map(|it| it.join().unwrap()).collect()
        });

        assert_eq!(taken, [draft(&round.to_string())]);
        // One that was listed last may not have seen it; it is gone all the same.
        assert_eq!(place.offered(), []);
    }
}

#[test]
fn who_only_looks_stands_in_nobodys_way() {
    let place = Place::new();
    place.leave(&draft("left"));
    let looking = fs::File::open(place.path("draft-1.lock")).unwrap();
    looking.lock_shared().unwrap();

    let left = place.open().list().waiting;
    assert_eq!(left.len(), 1);
    let taken = thread::scope(|scope| {
        let drafts = place.open();
        let taken = scope.spawn(move || drafts.take(&left[0]).unwrap());
        looking.unlock().unwrap();
        taken.join().unwrap()
    });
    assert_eq!(taken, Some(draft("left")));
}

#[test]
fn a_draft_is_free_when_its_interface_is_gone_whatever_else_has_its_lock_open() {
    let place = Place::new();
    let drafts = place.open();
    drafts.keeper().put(Some(draft("left")));
    drafts.keeper().flush();
    // As in a child process between its start and its program.
    let copy = drafts.keeper().core().desk().lock_copy();

    drop(drafts);

    assert_eq!(place.offered(), [draft("left")]);
    drop(copy);
}

#[test]
fn a_place_that_is_filled_while_it_is_chosen_is_left_alone() {
    let place = Place::new();
    let drafts = place.open();
    let theirs = place.path("draft-1.ron");
    let filled = theirs.clone();
    let disk = crate::store::disk::Disk::open_own(&place.folder()).unwrap().tried(Arc::new(move |call| {
        if call == crate::store::disk::Call::Lock && !filled.exists() {
            fs::write(&filled, "theirs")?;
        }
        Ok(())
    }));
    drafts.keeper().core().desk().disk = Some(disk);

    drafts.keeper().put(Some(draft("mine")));
    drafts.keeper().flush();

    assert_eq!(fs::read_to_string(theirs).unwrap(), "theirs");
    assert!(place.path("draft-2.ron").exists());
}

#[test]
fn what_a_killed_interface_left_half_written_goes_with_its_draft() {
    let place = Place::new();
    place.leave(&draft("left"));
    let half = place.path(".draft-1.ron.tmp");
    fs::write(&half, "what was typed").unwrap();

    let left = place.open().list().waiting;
    assert!(place.open().discard(&left[0]).unwrap());

    assert!(!half.exists());
}

#[test]
fn what_cannot_be_read_is_told_and_left_as_it_is() {
    let place = Place::new();
    place.store("other");
    place.leave(&draft("mine"));
    Drafts::open(&place.folder(), &place.at.path().join("other")).keeper().put(Some(draft("other")));
    let text = fs::read_to_string(place.path("draft-1.ron")).unwrap();
    let lay = |number: u32, text: &[u8]| fs::write(place.path(&format!("draft-{number}.ron")), text).unwrap();
    lay(3, b"");
    lay(4, &text.as_bytes()[..text.len() - 9]);
    lay(5, b"\xff\xfe");
    lay(6, text.replace("\"action\"", "\"poem\"").as_bytes());
    lay(7, text.replace("Action(", "Action(x: 1, ").as_bytes());
    lay(8, text.replace("typed:", "later: 1, typed:").as_bytes());
    lay(9, text.replace("/store\"", "/gone\"").as_bytes());
    symlink("/dev/zero", place.path("draft-10.ron")).unwrap();
    fs::create_dir(place.path("draft-11.ron")).unwrap();
    fs::File::create(place.path("draft-12.ron")).unwrap().set_len(20_000_000).unwrap();
    lay(13, text.as_bytes());
    fs::create_dir(place.path("draft-13.lock")).unwrap();
    for stranger in ["draft-01.ron", "draft-.ron", ".draft-1.ron.tmp", "notes.txt", "draft-99999999999999.ron"] {
        fs::write(place.path(stranger), "x").unwrap();
    }

    let left = place.open().list();

    assert_eq!(left.waiting.iter().map(|it| &it.draft).collect::<Vec<_>>(), [&draft("mine")]);
    let told: Vec<_> = left.skipped.iter().map(|it| it.path.file_name().unwrap().to_str().unwrap()).collect();
    let mut numbers: Vec<u32> = told.iter().map(|name| name[6..name.len() - 4].parse().unwrap()).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (3..=13).collect::<Vec<_>>(), "{left:?}");
    let why = |number: u32| {
        let path = place.path(&format!("draft-{number}.ron"));
        left.skipped.iter().find(|it| it.path == path).unwrap().why.clone()
    };
    assert!(why(6).contains("\"poem\"") && why(7).contains('x') && why(8).contains("later"), "{left:?}");
    assert!(why(9).contains("/gone, which is not there"), "{}", why(9));
    assert!(why(10).contains("link") && why(12).contains("larger than 16384 KiB"), "{left:?}");
    assert_eq!(place.open().list().skipped, left.skipped, "they are all there still");
}

#[test]
#[ignore = "it sets the mask of its whole process: the test below runs it in one of its own"]
fn a_draft_under_another_mask() {
    let Ok(at) = std::env::var("CSP_TEST_DRAFTS") else { return };
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(std::env::var("CSP_TEST_MASK").unwrap().parse().unwrap()));
    let drafts = Drafts::open(at.as_ref(), at.as_ref());
    drafts.keeper().put(Some(draft("x")));
    drafts.keeper().flush();
}

#[test]
fn drafts_are_their_officers_own_whatever_the_mask() {
    for mask in [0o000, 0o077, 0o277] {
        let place = Place::new();
        if mask == 0 {
            fs::create_dir_all(place.folder()).unwrap();
            fs::set_permissions(place.folder(), fs::Permissions::from_mode(0o755)).unwrap();
        }
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--ignored", "--exact", "store::draft::tests::a_draft_under_another_mask"]);
        let done =
            child.env("CSP_TEST_DRAFTS", place.folder()).env("CSP_TEST_MASK", mask.to_string()).output().unwrap();

        assert!(done.status.success(), "{done:?}");
        let mode = |name: &str| fs::metadata(place.path(name)).unwrap().mode() & 0o7777;
        let modes = (mode("."), mode("draft-1.ron"), mode("draft-1.lock"));
        assert_eq!(modes, (0o700, 0o600, 0o600), "mask {mask:o}");
    }
}
