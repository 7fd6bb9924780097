//! Values in the words that screens show: days that were counted, and what a template gets in place of what files hold.

use serde::Serializer;

use crate::model::datum::{Datum, Scalar};

/// A value in the words that screens show: `9 March 2023`, `in progress`.
pub(super) fn shown<T: Scalar, S: Serializer>(value: &T, sink: S) -> Result<S::Ok, S::Error> {
    sink.serialize_str(&value.shown())
}

/// The same of a value that may not be stated.
pub(super) fn maybe<T: Datum, S: Serializer>(value: &T, sink: S) -> Result<S::Ok, S::Error> {
    match value.shown().first() {
        Some(words) => sink.serialize_some(words),
        None => sink.serialize_none(),
    }
}

/// A number of days in words.
pub fn in_days(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}
