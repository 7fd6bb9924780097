//! Records and books for the tests of reports, with their fields as they are typed.

use chrono::NaiveDate;

use crate::model::{Book, Id, Kind, Record, Typing};

pub(crate) fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A record with its fields as they are typed.
pub(crate) fn record(kind: Kind, fields: &[(&str, &str)]) -> Record {
    let mut record = Record::blank(kind);
    for (name, typed) in [("title", "Title")].iter().chain(fields) {
        record.field_mut(name).unwrap().set(typed, &Typing::in_tests()).unwrap();
    }
    record
}

/// A book of these records.
pub(crate) fn book(records: &[(&str, Record)]) -> Book {
    Book::new(records.iter().map(|(name, record)| (id(name), record.clone())).collect(), Vec::new())
}
