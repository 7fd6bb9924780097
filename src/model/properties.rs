//! What holds for every record, field and text.

mod fuzz;

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::arbitrary::{HIDDEN, anything, cases, date, kind, record, record_of, typed, words};
use super::display::{ascii, display, display_lines};
use super::typing::Typing;
use super::{Assignment, Book, Choice, Filter, Id, Kind, Record, When, changed, merge, merge_choosing};

proptest! {
    #![proptest_config(cases(256))]

    /// The FIELDS law: what is read from a field and written back changes nothing; what is written into a field can be read
    /// from it, and no other field changes.
    #[test]
    fn what_is_read_from_a_field_and_written_back_changes_nothing(record in record()) {
        for (about, field) in record.fields() {
            let mut again = record.clone();
            again.field_mut(about.name).unwrap().set(&field.text(), &Typing::in_tests()).unwrap();

            prop_assert_eq!(changed(&record, &again), Vec::<&str>::new(), "{}", about.name);
        }
    }

    #[test]
    fn a_field_that_is_set_changes_alone(
        (record, place, typed) in kind().prop_flat_map(|kind| {
            let blank = Record::blank(kind);
            let count = blank.fields().len();
            (record_of(kind), 0..count).prop_flat_map(|(record, place)| {
                let (about, field) = record.fields()[place];
                let typed = typed(about.name, field);
                (Just(record.clone()), Just(place), typed)
            })
        })
    ) {
        let name = record.fields()[place].0.name;
        let mut after = record.clone();

        let set = after.field_mut(name).unwrap().set(&typed.unwrap_or_default(), &Typing::in_tests());

        let changed = changed(&record, &after);
        prop_assert!(changed.is_empty() || changed == [name], "{name}: {changed:?}");
        prop_assert!(set.is_ok() || changed.is_empty(), "what is refused changes nothing");
    }

    #[test]
    fn a_merge_with_who_changed_nothing_takes_the_other(base in record(), seed in any::<u64>()) {
        let other = turned(&base, seed);

        prop_assert_eq!(merge(&base, &base, &other).unwrap(), other.clone());
        prop_assert_eq!(merge(&base, &other, &base).unwrap(), other.clone());
        prop_assert_eq!(merge(&base, &other, &other).unwrap(), other);
    }

    /// Nobody's change is lost: where a merge succeeds each changed field holds what one of the two set, or both where it is a
    /// list; where it fails it names the fields, with both values.
    #[test]
    fn a_merge_loses_no_change(base in record(), one in any::<u64>(), other in any::<u64>()) {
        let (mine, theirs) = (turned(&base, one), turned(&base, other));
        let (by_me, by_them) = (changed(&base, &mine), changed(&base, &theirs));

        match merge(&base, &mine, &theirs) {
            Ok(merged) => {
                for (about, field) in merged.fields() {
                    let of = |record: &Record| record.field(about.name).unwrap().1.text();
                    let (is_mine, is_theirs) = (by_me.contains(&about.name), by_them.contains(&about.name));
                    match (is_mine, is_theirs) {
                        _ if about.name == "archived" => {}
                        (false, false) => prop_assert_eq!(field.text(), of(&base)),
                        (true, false) => prop_assert_eq!(field.text(), of(&mine)),
                        (false, true) => prop_assert_eq!(field.text(), of(&theirs)),
                        (true, true) if !field.is_many() => {
                            prop_assert_eq!((field.text(), of(&mine)), (of(&mine), of(&theirs)), "{}", about.name);
                        }
                        (true, true) => {
                            let entries = |record: &Record| {
                                let texts = record.field(about.name).unwrap().1.shown();
                                texts.into_iter().collect::<BTreeSet<_>>()
                            };
                            let old = entries(&base);
                            let added: BTreeSet<_> = entries(&mine).union(&entries(&theirs)).cloned().collect();
                            let added: BTreeSet<_> = added.difference(&old).cloned().collect();
                            prop_assert!(added.is_subset(&entries(&merged)), "{}: {added:?} is lost", about.name);
                        }
                    }
                }
            }
            Err(conflicts) => {
                for conflict in conflicts {
                    let of = |record: &Record| record.field(conflict.field).unwrap().1.text();
                    prop_assert!(by_me.contains(&conflict.field) && by_them.contains(&conflict.field));
                    prop_assert_eq!((&conflict.mine, &conflict.theirs), (&of(&mine), &of(&theirs)));
                    let shown = |record: &Record| -> BTreeSet<String> {
                        record.field(conflict.field).unwrap().1.shown().into_iter().collect()
                    };
                    let chosen = [Choice::Mine, Choice::Theirs].map(|choice| merge_choosing(&base, &mine, &theirs, choice).0);
                    let kept = &shown(&chosen[0]) | &shown(&chosen[1]);
                    let added = &(&shown(&mine) | &shown(&theirs)) - &shown(&base);
                    prop_assert!(added.is_subset(&kept), "{}: {added:?} is in neither version", conflict.field);
                }
            }
        }
    }

    #[test]
    fn nothing_typed_makes_the_program_fail(text in anything(), odd in words(), date in date()) {
        let day = chrono::NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
        for text in [&text, &odd, &date] {
            drop(When::typed(text, day));
            drop(When::typed_of_past(text, day));
            drop(When::stored(text));
            drop(Filter::line(text, day));
            drop(Filter::line(&format!("due.before:{text} not:{text}"), day));
            drop(Kind::parse(text));
            drop(Id::new(text));
            drop(Book::default().resolve(text));
            let mut record = Record::blank(Kind::Action);
            for field in ["due", "rag", "updates", "milestones", "state", "title", "priorities"] {
                for sign in ["=", "+=", "-="] {
                    let assignment = Assignment::parse(&format!("{field}{sign}{text}")).unwrap();
                    drop(assignment.apply(&mut record, &Typing::in_tests()));
                }
            }
        }
    }

    #[test]
    fn every_title_gives_an_id_that_is_one(title in anything()) {
        let id = Id::from_title(&title);

        prop_assert_eq!(Id::new(id.as_str()), Ok(id.clone()));
        prop_assert!(Id::new(id.numbered(99).as_str()).is_ok());
    }

    #[test]
    fn what_is_displayed_is_harmless_and_displayed_again_the_same(text in anything()) {
        for show in [display, display_lines] {
            let shown = show(&text);
            prop_assert!(shown.chars().all(|letter| letter == '\n' || !letter.is_control()), "{shown:?}");
            prop_assert!(!shown.contains(HIDDEN), "{shown:?}");
            prop_assert_eq!(show(&shown), shown.clone());
        }
        prop_assert!(!display(&text).contains('\n'));
        prop_assert!(ascii(&text).is_ascii());
    }
}

#[test]
fn no_kind_has_two_fields_of_one_name() {
    for kind in Kind::ALL {
        let blank = Record::blank(kind);
        let names: BTreeSet<_> = blank.fields().into_iter().map(|(about, _)| about.name).collect();

        assert_eq!(names.len(), blank.fields().len(), "{kind:?}");
        assert!(names.is_superset(&BTreeSet::from(["title", "source", "notes", "queries", "updates", "archived"])));
    }
}

/// The record with a few of its fields set to something else.
fn turned(base: &Record, seed: u64) -> Record {
    let mut record = base.clone();
    for (place, (about, field)) in base.fields().into_iter().enumerate() {
        // A bit of the seed for each field: most stay as they are.
        if seed.rotate_left(u32::try_from(place).unwrap() * 5) & 3 != 0 || about.name == "title" {
            continue;
        }
        let typed = match (field.is_many(), seed & 8) {
            (_, 0) if about.name != "updates" => String::new(),
            (true, _) => {
                let added = record_with(base.kind(), seed, about.name);
                [field.text(), added].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
            }
            (false, _) => record_with(base.kind(), seed, about.name),
        };
        drop(record.field_mut(about.name).unwrap().set(&typed, &Typing::in_tests()));
    }
    record
}

/// One plain value for a field, different for each seed.
fn record_with(kind: Kind, seed: u64, name: &str) -> String {
    use super::datum::Shape;
    let blank = Record::blank(kind);
    match blank.field(name).unwrap().1.shape() {
        Shape::Line | Shape::Text => format!("words {seed}"),
        Shape::Date => format!("{}-01-01", 1990 + seed % 100),
        Shape::Number => (seed % 1000).to_string(),
        Shape::Choice(names) => names[usize::try_from(seed).unwrap_or(0) % names.len()].0.to_owned(),
        Shape::Rag => format!("red: {seed}"),
        Shape::Link => format!("id-{seed}"),
        Shape::Row(cells) if cells[0] == "date" => format!("2023-01-01 | Ann | note {seed}"),
        Shape::Row(cells) if cells[0] == "year" => format!("{}/{:02} | 5", 2000 + seed % 90, seed % 90 + 1),
        Shape::Row(cells) if cells[0] == "colour" => format!("red | {seed}"),
        Shape::Row(cells) if cells[0] == "number" => format!("{} | x", seed % 100),
        Shape::Row(_) => format!("row {seed}"),
    }
}
