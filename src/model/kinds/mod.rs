//! The kinds of record, one file a kind with its table of fields.

mod action;
mod body;
mod duty;
mod funding;
mod meeting;
mod partnership;
mod plan;
mod priority;
mod recommendation;
mod report;
mod theme;

pub use action::Action;
pub use body::Body;
pub use duty::{Due, Duty};
pub use funding::Funding;
pub use meeting::Meeting;
pub use partnership::{FORMAT, Partnership};
pub use plan::Plan;
pub use priority::Priority;
pub use recommendation::Recommendation;
pub use report::Report;
pub use theme::Theme;
