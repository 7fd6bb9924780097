//! What the flags are reckoned by.

use chrono::NaiveDate;

use super::scalars::DayCount;

/// The day that counts as today, and how long work may be silent. A book knows both: [`super::Book::on`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reckoning {
    /// The day that counts as today.
    pub today: NaiveDate,
    /// Days without an update after which open work is stale.
    pub stale_after: DayCount,
}
