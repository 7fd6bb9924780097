//! What the rules find in one record, for their tests.

use chrono::NaiveDate;

use super::examine;
use crate::model::{Book, Id, Kind, Record, Typing};

/// What is found in a record of this kind, in whose store there is a meeting of 9 March 2023.
pub(super) fn found(kind: Kind, fields: &[(&str, &str)]) -> Vec<String> {
    let record = |kind: Kind, fields: &[(&str, &str)]| {
        let mut record = Record::blank(kind);
        for (name, typed) in [("title", "It")].iter().chain(fields) {
            record.field_mut(name).unwrap().set(typed, &Typing::in_tests()).unwrap();
        }
        record
    };
    let id = |text: &str| Id::new(text).unwrap();
    let records = [
        (id("it"), record(kind, fields)),
        (id("march"), record(Kind::Meeting, &[("body", "it"), ("date", "2023-03-09")])),
    ];
    let today = NaiveDate::from_ymd_opt(2023, 3, 20).unwrap();
    let problems = examine(&Book::new(records.into(), Vec::new()), today);
    let of_it = problems.into_iter().filter(|problem| problem.id == Some(id("it")));
    of_it.map(|problem| format!("{}: {}", problem.severity.word(), problem.what)).collect()
}
