//! A dated note on a record, in words.

use serde::Serialize;

use crate::model::Record;
use crate::model::rows::Update;

/// A dated note on a record. What is not stated is `None`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Noted {
    /// The record's title.
    pub title: String,
    /// Its day, as it is shown.
    pub date: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// What it says.
    pub text: String,
}

impl Noted {
    /// A note on this record.
    pub(super) fn of(record: &Record, update: &Update) -> Self {
        Self {
            title: record.title().to_owned(),
            date: update.date.as_ref().map(ToString::to_string),
            author: update.author.as_deref().map(str::to_owned),
            text: update.text.as_deref().unwrap_or_default().to_owned(),
        }
    }

    /// The last news of a record.
    pub(super) fn last(record: &Record) -> Option<Self> {
        Some(Self::of(record, record.last_update()?))
    }
}
