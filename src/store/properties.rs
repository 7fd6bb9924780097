//! What holds for every record's file: it reads back as it was written, and whatever it holds never makes the program fail.

mod by_hand;
mod changes;
mod fuzz;

use proptest::prelude::*;
use proptest::sample::Index;

use super::format::{decode, encode, struct_name, text};
use super::{Seed, splice};
use crate::model::Kind;
use crate::model::arbitrary::{cases, kind, record};

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn what_is_written_reads_back_the_same(record in record()) {
        let written = encode(&record).unwrap();

        prop_assert_eq!(decode(record.kind(), text(written.as_bytes()).unwrap()), Ok(record.clone()));
        prop_assert!(written.starts_with(struct_name(record.kind())));
        let stated: Vec<_> = record.fields().into_iter().filter(|(_, field)| field.is_stated()).collect();
        let names: Vec<_> = splice::values(&written, record.kind()).unwrap().into_iter().map(|(name, _)| name).collect();
        prop_assert_eq!(names, stated.iter().map(|(about, _)| about.name).collect::<Vec<_>>(), "in order, and only these");
        let raw = |letter: char| (letter.is_control() && letter != '\n') || ('\u{202a}'..='\u{202e}').contains(&letter);
        prop_assert!(!written.contains(raw), "safe to look at: {written:?}");
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
            let Some((line, column)) = trouble.place else {
                return Err(TestCaseError::fail(format!("no place: {trouble:?}")));
            };
            let file = String::from_utf8_lossy(bytes);
            let width = file.split('\n').nth(line.wrapping_sub(1)).map(|line| line.chars().count());
            prop_assert!(
                width.is_some_and(|width| (1..=width + 1).contains(&column)),
                "{trouble:?} lies outside\n{file}"
            );
            prop_assert!(!trouble.what.is_empty() && trouble.next.as_deref() != Some(""));
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
