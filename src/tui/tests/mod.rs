//! Keys in, screen out: what an officer sees, for every pane and for editing.

mod editing;
mod own_editor;
mod panes;
mod reading;
