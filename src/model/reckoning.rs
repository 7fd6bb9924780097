//! What the flags are reckoned by.

use chrono::NaiveDate;

use super::id::Id;
use super::scalars::DayCount;
use super::version::Version;

/// The day that counts as today, how long work may be silent, and which versions wait. A book knows them:
/// [`super::Book::on`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reckoning<'a> {
    /// The day that counts as today.
    pub today: NaiveDate,
    /// Days without an update after which open work is stale.
    pub stale_after: DayCount,
    /// The other versions of records that wait for a decision.
    pub versions: &'a [Version],
}

impl Reckoning<'_> {
    /// Whether another version of this record waits for a decision.
    pub fn is_disputed(&self, id: &Id) -> bool {
        self.versions.iter().any(|version| version.id == *id)
    }
}
