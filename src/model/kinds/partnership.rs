//! The partnership and its store.

use crate::model::field::record;
use crate::model::id::Id;
use crate::model::rows::{KeyEntry, Statement};
use crate::model::scalars::DayCount;
use crate::model::text::Line;
use crate::model::when::When;

/// The newest format of the files that this program reads and writes.
pub const FORMAT: u32 = 1;

record! {
    /// `store.ron`: the partnership, and what holds for the whole store.
    Partnership {
        format: Option<u32>, "Format", "the version of the files; the program sets it";
        area: Option<Line>, "Area", "the area it is responsible for";
        current_plan: Option<Id>, "Current plan", "the plan that is being worked to" => Plan;
        rag_key: Vec<KeyEntry>, "RAG key", "colour | what it means here";
        as_at: Option<When>, "As at", "a fixed day that stands for today; leave it empty in a working store";
        stale_after: Option<DayCount>, "Stale after", "days without an update after which open work counts as stale; 90 where not stated";
        statements: Vec<Statement>, "Statements", "paragraph | what the scrutiny report says of the partnership | what is listed below";
    }
}
