//! Reports as plain text: one fact a line, no boxes, nothing cut off unless a width is asked for.

mod changes;
mod coverage;
mod detail;
mod document;
mod funding;
mod history;
mod lines;
mod page;
mod pane;
mod sections;
mod summary;
mod triage;
mod words;

pub(super) use changes::title as changed_title;
pub use changes::{changes, fields as changed_fields, line as changed_line, preface as changes_preface};
pub use coverage::coverage;
pub use detail::detail;
pub use document::document;
pub use history::{moment, record_history, short_history, store_history};
pub use lines::{columns_that_fit, fitted, in_lines, wrapped, wrapped_to};
pub use pane::pane;
pub use sections::{Ids, list, sections};
pub use summary::summary;
pub use triage::{reason, triage};
pub(super) use words::in_states;
pub use words::{due, flag_words, rag_word, states, unreadable};
