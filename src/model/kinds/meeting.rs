//! A meeting of a body.

use crate::model::field::record;
use crate::model::id::Id;
use crate::model::text::Line;
use crate::model::when::When;

record! {
    /// A meeting of a body.
    Meeting {
        body: Option<Id>, "Body", "the body that meets" => Body;
        date: Option<When>, "Date", "when it meets";
        reference: Option<Line>, "Reference", "the reference of its minutes";
        decisions: Vec<Line>, "Decisions", "what was decided, one a line";
    }
}
