//! What holds for every record's file: it reads back as it was written, never makes the program fail, and a change keeps every
//! byte that it is not about.

use proptest::prelude::*;
use proptest::sample::Index;

use super::format::{self, INDENT, decode, encode, text};
use super::{Seed, splice};
use crate::model::arbitrary::{kind, record, record_of, typed};
use crate::model::{Kind, Record, Typing, changed};

/// How a hand might lay out one field: what stands before its name, around the colon, behind the value, behind the comma.
#[derive(Clone, Debug)]
struct Layout {
    before: &'static str,
    colon: &'static str,
    behind: &'static str,
    after: &'static str,
}

fn layout() -> impl Strategy<Value = Layout> {
    let blank = prop::sample::select(&["", " ", "\t", "/* a, b: ( */", " /* \" */ "][..]);
    let before = prop::sample::select(&["", "    ", "\t", "\n", "    // note, with: ( and \"\n    ", "/* x */ "][..]);
    let colon = prop::sample::select(&[":", ": ", " : ", " /* is */ : "][..]);
    let after = prop::sample::select(&["\n", " // since 2021\n", "\n\n", " ", " /* , */ \n"][..]);
    (before, colon, blank, after).prop_map(|(before, colon, behind, after)| Layout { before, colon, behind, after })
}

/// A record's file as a hand might have laid it out, and how its lines end.
fn by_hand(record: &Record, layouts: &[Layout], windows: bool) -> String {
    let mut text = format!("// kept by hand\n{}(\n", format::struct_name(record.kind()));
    let stated = record.fields().into_iter().filter(|(_, field)| field.is_stated());
    for ((about, field), layout) in stated.zip(layouts.iter().cycle()) {
        let value = format::value(field, INDENT).unwrap();
        text.push_str(&format!(
            "{}{}{}{value}{},{}",
            layout.before, about.name, layout.colon, layout.behind, layout.after
        ));
    }
    text.push_str("\n) // the end\n");
    if windows { text.replace('\n', "\r\n") } else { text }
}

/// A record and a change of one field that is accepted.
fn change() -> impl Strategy<Value = (Record, &'static str, Record)> {
    let one = |record: Record| {
        let count = record.fields().len();
        (Just(record), 0..count).prop_flat_map(|(record, place)| {
            let (about, field) = record.fields()[place];
            let typed = typed(about.name, field);
            (Just(record), Just(about.name), typed)
        })
    };
    let changed = |(before, name, typed): (Record, &'static str, Option<String>)| {
        let mut after = before.clone();
        after.field_mut(name).unwrap().set(&typed.unwrap_or_default(), &Typing::in_tests()).ok()?;
        after.validate().ok()?;
        Some((before, name, after))
    };
    kind().prop_flat_map(record_of).prop_flat_map(one).prop_filter_map("not accepted", changed)
}

/// How many bytes two texts share at their beginning and end together, none counted twice.
fn shared(one: &str, other: &str) -> usize {
    let beginning = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let shorter = one.len().min(other.len());
    let end = one.bytes().rev().zip(other.bytes().rev()).take(shorter - beginning).take_while(|(a, b)| a == b).count();
    beginning + end
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back_the_same(record in record()) {
        let written = encode(&record).unwrap();

        prop_assert_eq!(decode(record.kind(), text(written.as_bytes()).unwrap()), Ok(record));
        let raw = |letter: char| (letter.is_control() && letter != '\n') || ('\u{202a}'..='\u{202e}').contains(&letter);
        prop_assert!(!written.contains(raw), "safe to look at: {written:?}");
    }

    #[test]
    fn what_a_hand_laid_out_reads_back_the_same(record in record(), layouts in prop::collection::vec(layout(), 1..6)) {
        let text = by_hand(&record, &layouts, false);

        prop_assert_eq!(decode(record.kind(), &text), Ok(record));
    }

    /// A value that is replaced or added leaves every other byte; one that is cleared takes no other field and no comment of
    /// another line with it.
    #[test]
    fn a_change_keeps_every_byte_that_it_is_not_about(
        (before, name, after) in change(),
        layouts in prop::collection::vec(layout(), 1..6),
        windows in any::<bool>(),
    ) {
        let old = by_hand(&before, &layouts, windows);
        let kind = before.kind();
        let before = decode(kind, &old).unwrap();

        let new = splice::revise(&old, &before, &after);

        prop_assert!(new.is_some(), "refused to change {name} in\n{old}");
        let new = new.unwrap();
        prop_assert_eq!(decode(kind, &new), Ok(after.clone()));
        let (olds, news) = (splice::values(&old, kind).unwrap(), splice::values(&new, kind).unwrap());
        for (field, value) in &olds {
            if changed(&before, &after).contains(&field.as_str()) {
                continue;
            }
            prop_assert!(news.contains(&(field.clone(), *value)), "{field} has other bytes now");
        }
        let was = olds.iter().find(|(field, _)| field == name).map(|(_, value)| value.len());
        let is_stated = after.field(name).unwrap().1.is_stated();
        match (was, is_stated) {
            _ if before == after => prop_assert_eq!(&new, &old),
            (Some(was), true) => prop_assert!(shared(&old, &new) + was >= old.len(), "more than the value changed:\n{old}\n{new}"),
            (None, _) => prop_assert_eq!(shared(&old, &new), old.len(), "something is gone:\n{}\n{}", old, new),
            (Some(_), false) => {
                prop_assert_eq!(new.matches("kept by hand").count() + new.matches("the end").count(), 2);
                prop_assert!(new.len() < old.len());
            }
        }
        if windows {
            prop_assert_eq!(new.matches('\n').count(), new.matches("\r\n").count(), "{:?}", new);
        }
    }

    #[test]
    fn no_bytes_make_reading_fail_otherwise_than_with_a_place(kind in kind(), bytes in any::<Vec<u8>>()) {
        reads_or_says_where(kind, &bytes)?;
    }

    #[test]
    fn no_damage_makes_reading_fail_otherwise_than_with_a_place(
        file in any::<Index>(),
        at in any::<Index>(),
        damage in prop_oneof![
            Just(Damage::Cut), any::<u8>().prop_map(Damage::Byte), (1..40_usize).prop_map(Damage::Gone),
            "[(){}\\[\\]\",:/*# a-zA-Z\\n\\\\]{1,12}".prop_map(Damage::Added),
        ],
    ) {
        let files = Seed::Sample.files();
        let (path, text) = file.get(&files);
        let kind = path.split_once('/').map_or(Kind::Partnership, |(folder, _)| Kind::of_folder(folder).unwrap());
        let kind = if *path == "report.ron" { Kind::Report } else { kind };
        let mut bytes = text.as_bytes().to_vec();
        let at = at.index(bytes.len());
        match damage {
            Damage::Cut => bytes.truncate(at),
            Damage::Byte(byte) => bytes[at] = byte,
            Damage::Gone(count) => drop(bytes.drain(at..(at + count).min(text.len()))),
            Damage::Added(text) => drop(bytes.splice(at..at, text.into_bytes())),
        }

        reads_or_says_where(kind, &bytes)?;
    }
}

/// What may befall a file.
#[derive(Clone, Debug)]
enum Damage {
    Cut,
    Byte(u8),
    Gone(usize),
    Added(String),
}

/// Reads a file; where that fails, the place lies in it and there is a next step.
fn reads_or_says_where(kind: Kind, bytes: &[u8]) -> Result<(), TestCaseError> {
    let read = text(bytes).and_then(|text| decode(kind, text).map(|record| (text, record)));
    match read {
        Err(trouble) => {
            let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
            let (line, column) = trouble.place.unwrap_or((1, 1));
            prop_assert!((1..=lines).contains(&line) && column >= 1, "{trouble:?} of {lines} lines");
            prop_assert!(!trouble.what.is_empty() && !trouble.next.is_empty());
        }
        Ok((text, record)) => {
            // What can be read can be looked at field by field too.
            prop_assert!(splice::values(text, kind).is_some(), "{text}");
            let _ = splice::locate(text, kind, "title");
            prop_assert_eq!(splice::revise(text, &record, &record), Some(text.to_owned()));
        }
    }
    Ok(())
}
