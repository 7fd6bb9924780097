//! What a hand has laid out and something has damaged: where it can still be read, it can be changed or is refused.

use proptest::prelude::*;
use proptest::sample::Index;

use super::by_hand::hand;
use super::{decode, reads_or_says_where, splice};
use crate::model::arbitrary::{cases, record, words};
use crate::model::{Kind, Typing};
use crate::store::format;

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn what_was_damaged_and_can_be_read_is_changed_as_it_was_meant_or_refused(
        record in record(), hand in hand(), title in words(), note in words(),
        damage in proptest::collection::vec((any::<Index>(), 0..6_usize, "[(){}\\[\\]\",:/*#r a-z\\n\\\\]{0,4}"), 1..4),
    ) {
        let kind = record.kind();
        let mut text = hand.writes(&record);
        for (at, gone, put) in damage {
            let mut from = at.index(text.len() + 1);
            while !text.is_char_boundary(from) {
                from -= 1;
            }
            let to = (from..text.len()).filter(|at| text.is_char_boundary(*at)).take(gone).last().unwrap_or(from);
            text.replace_range(from..to, &put);
        }
        reads_or_says_where(kind, text.as_bytes())?;
        changed_or_refused(kind, &text, &[("title", &title), ("notes", &note), ("source", "")])?;
    }
}

/// Changes these fields of a text, if it is a record.
fn changed_or_refused(kind: Kind, text: &str, fields: &[(&str, &str)]) -> Result<(), TestCaseError> {
    let Ok(before) = format::text(text.as_bytes()).and_then(|text| decode(kind, text)) else { return Ok(()) };
    let mut after = before.clone();
    for (name, typed) in fields {
        drop(after.field_mut(name).unwrap().set(typed, &Typing::in_tests()));
    }
    if let Some(new) = splice::revise(text, &before, &after) {
        prop_assert_eq!(format::text(new.as_bytes()).and_then(|new| decode(kind, new)), Ok(after), "{}", new);
    }
    Ok(())
}
