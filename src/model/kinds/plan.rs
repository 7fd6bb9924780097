//! A plan or strategy.

use crate::model::field::record;
use crate::model::id::Id;
use crate::model::rows::{Gate, Statement};
use crate::model::text::Line;

record! {
    /// A plan or strategy: a sequence of gates, each with a body, a date or none, and a state.
    Plan {
        form: Option<Line>, "Form", "strategy, community safety plan, action plan …";
        period: Option<Line>, "Period", "the years it covers, as it says them: 2020-23";
        lead_agency: Option<Id>, "Lead agency", "the body that leads" => Body;
        bodies: Vec<Id>, "Bodies", "the bodies that take part" => Body;
        contents: Vec<Line>, "Contents", "what it holds, one a line";
        gates: Vec<Gate>, "Gates", "step | body | date | state | paragraph" => Body;
        supersedes: Option<Id>, "Supersedes", "the plan that it replaces" => Plan;
        statements: Vec<Statement>, "Statements", "paragraph | what the scrutiny report says of it | what is listed below";
    }
}
