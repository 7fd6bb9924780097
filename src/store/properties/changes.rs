//! A change of a file keeps every byte that it is not about, however a hand laid the file out.

use proptest::prelude::*;

use super::by_hand::hand;
use crate::model::arbitrary::{cases, kind, record, record_of, typed};
use crate::model::{Record, Typing, changed};
use crate::store::format::{self, decode};
use crate::store::splice;

/// A record and a change of one field that is accepted: set, cleared, or a list that grows.
fn change() -> impl Strategy<Value = (Record, &'static str, Record)> {
    let one = |record: Record| {
        let count = record.fields().len();
        (Just(record), 0..count, any::<bool>()).prop_flat_map(|(record, place, grows)| {
            let (about, field) = record.fields()[place];
            let typed = typed(about.name, field);
            (Just(record), Just(about.name), Just(grows), typed)
        })
    };
    let changed = |(before, name, grows, typed): (Record, &'static str, bool, Option<String>)| {
        let mut after = before.clone();
        let field = after.field_mut(name).unwrap();
        let typed = typed.unwrap_or_default();
        let grown = grows && field.add(&typed, &Typing::in_tests()).is_ok();
        if !grown {
            field.set(&typed, &Typing::in_tests()).ok()?;
        }
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

/// Whether every byte of a text is in another, in the same order.
fn keeps(old: &str, new: &str) -> bool {
    let mut new = new.bytes();
    old.bytes().all(|byte| new.any(|other| other == byte))
}

/// The entries of a list as they are written; of any other field its one value.
fn entries(record: &Record, name: &str) -> Vec<String> {
    let (_, field) = record.field(name).unwrap();
    field.entries().into_iter().map(|entry| format::entry(entry).unwrap()).collect()
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn what_a_hand_laid_out_reads_back_the_same(record in record(), hand in hand()) {
        let text = hand.writes(&record);

        prop_assert_eq!(format::text(text.as_bytes()).and_then(|text| decode(record.kind(), text)), Ok(record), "{}", text);
    }

    #[test]
    fn a_change_keeps_every_byte_that_it_is_not_about((before, name, after) in change(), hand in hand()) {
        let old = hand.writes(&before);
        let kind = before.kind();

        let new = splice::revise(&old, &before, &after);

        prop_assert!(new.is_some(), "refused to change {name} in\n{old}");
        let new = new.unwrap();
        prop_assert_eq!(format::text(new.as_bytes()).and_then(|text| decode(kind, text)), Ok(after.clone()));
        let (olds, news) = (splice::values(&old, kind).unwrap(), splice::values(&new, kind).unwrap());
        for (field, value) in olds.iter().filter(|(field, _)| field != name) {
            prop_assert!(news.contains(&(field.clone(), *value)), "{field} has other bytes now");
        }
        for remark in hand.remarks(olds.len()) {
            prop_assert!(new.contains(&remark), "{remark} is gone:\n{old}\n{new}");
        }
        let was = olds.iter().find(|(field, _)| field == name).map(|(_, value)| value.len());
        let (had, has) = (entries(&before, name), entries(&after, name));
        let grew = has.starts_with(&had) && before.field(name).unwrap().1.is_many();
        let kept = match was {
            _ if before == after => old.len().max(new.len()),
            // What a list held stays as it is laid out.
            Some(_) if grew => old.len(),
            // A new field, and a comma before it, which may stand apart: between them no byte is gone.
            None => if keeps(&old, &new) { 0 } else { old.len() },
            // One stretch is gone, and nothing new has come.
            Some(_) if has.is_empty() => new.len(),
            Some(was) => old.len() - was,
        };
        prop_assert!(shared(&old, &new) >= kept, "more than {name} has changed:\n{old}\n{new}");
        if hand.is_windows() && old.contains("\r\n") {
            prop_assert_eq!(new.matches('\n').count(), new.matches("\r\n").count(), "{:?}", new);
        }
    }

    #[test]
    fn several_changes_at_once_are_all_there_or_none(record in record(), other in any::<u64>(), hand in hand()) {
        let old = hand.writes(&record);
        let mut after = Record::blank(record.kind());
        for (place, (about, field)) in record.fields().into_iter().enumerate() {
            // Some fields are cleared, some get other words; those that hold no words stay.
            let text = match other.rotate_left(u32::try_from(place).unwrap() * 2) & 3 {
                0 if about.name != "title" => String::new(),
                1 => format!("{other}"),
                _ => field.text(),
            };
            let stays = after.field_mut(about.name).unwrap();
            if stays.set(&text, &Typing::in_tests()).is_err() {
                stays.copy(field);
            }
        }
        prop_assume!(after.validate().is_ok());

        let new = splice::revise(&old, &record, &after);

        prop_assert!(new.is_some(), "refused to change {:?} in\n{old}", changed(&record, &after));
        let new = new.unwrap();
        prop_assert_eq!(format::text(new.as_bytes()).and_then(|text| decode(record.kind(), text)), Ok(after.clone()));
        for (field, value) in splice::values(&old, record.kind()).unwrap() {
            let kept = changed(&record, &after).contains(&field.as_str()) || new.contains(value);
            prop_assert!(kept, "{field} has other bytes now:\n{old}\n{new}");
        }
    }
}
