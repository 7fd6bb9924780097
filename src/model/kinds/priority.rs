//! A priority of the plan.

use crate::model::choice::Direction;
use crate::model::field::record;
use crate::model::id::Id;
use crate::model::rag::Rag;
use crate::model::text::Text;

record! {
    /// A priority of the Community Safety Plan.
    Priority {
        order: Option<u32>, "Order", "its place among the priorities, from 1";
        summary: Option<Text>, "Summary", "what the partners want to reach";
        lead_agency: Option<Id>, "Lead agency", "the body that leads" => Body;
        plan: Option<Id>, "Plan", "the plan that sets it" => Plan;
        rag: Option<Rag>, "RAG", "green, amber or red: and why";
        direction: Option<Direction>, "Direction", "the direction of travel";
        supersedes: Option<Id>, "Supersedes", "the earlier priority or theme that it replaces" => Priority | Theme;
    }
}
