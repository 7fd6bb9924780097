//! Keys in, screen out: what an officer sees, for every pane and for editing.

mod editing;
mod panes;
mod pointing;
mod reading;
