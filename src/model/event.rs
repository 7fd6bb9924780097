//! What history knows of a record: how it stood before a save and after it, when that was and whose save it was.

use chrono::NaiveDateTime;

use super::id::Id;
use super::kind::Kind;
use super::merge::changed;
use super::record::Record;
use super::version::Version;

/// What one save did to one record.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Which save it was: the same word for all records that were saved at once.
    pub save: String,
    /// When, by the clock of the machine on which it was saved.
    pub at: NaiveDateTime,
    /// The officer who saved it; [`NOT_KNOWN`] where it was changed outside of csp.
    pub who: String,
    /// What kind of record it is.
    pub kind: Kind,
    /// Its id.
    pub id: Id,
    /// What it did to another version of the record.
    pub dispute: Option<Dispute>,
    /// How it stood before.
    pub before: Stood,
    /// How it stood after.
    pub after: Stood,
}

/// What a save did to another version of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Dispute {
    /// It was put beside the record, since two officers had set the same.
    Opened(Box<Version>),
    /// It was put away or taken: somebody has decided between the two.
    Decided(Box<Version>),
}

impl Dispute {
    /// The other version.
    pub fn version(&self) -> &Version {
        let (Self::Opened(version) | Self::Decided(version)) = self;
        version
    }

    /// The other version, to change it.
    pub fn version_mut(&mut self) -> &mut Version {
        let (Self::Opened(version) | Self::Decided(version)) = self;
        version
    }
}

/// Who saved what nobody saved through csp.
pub const NOT_KNOWN: &str = "not known";

/// What stands before an officer's name where nobody decided, and a rule of sync did: that a record gets another id, or comes
/// back into sight.
pub const BY_SYNC: &str = "sync of ";

/// How a record stood at some moment.
#[derive(Clone, Debug, PartialEq)]
pub enum Stood {
    /// Nothing is known of that: history had not begun.
    Unknown,
    /// There was no such record.
    Nowhere,
    /// Its file was there and could not be read.
    Unreadable,
    /// So.
    As(Box<Record>),
}

impl Stood {
    /// The record, where there was one that could be read.
    pub fn record(&self) -> Option<&Record> {
        if let Self::As(record) = self { Some(record) } else { None }
    }
}

impl Event {
    /// The names of the fields that it changed, in order; of a new record those that it states.
    pub fn fields(&self) -> Vec<&'static str> {
        let blank = Record::blank(self.kind);
        changed(self.before.record().unwrap_or(&blank), self.after.record().unwrap_or(&blank))
    }

    /// Whether it decided between two versions.
    pub fn is_decision(&self) -> bool {
        matches!(self.dispute, Some(Dispute::Decided(_)))
    }

    /// Whether the record was not there before.
    pub fn is_new(&self) -> bool {
        self.before == Stood::Nowhere
    }
}
