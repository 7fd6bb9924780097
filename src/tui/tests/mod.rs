//! Keys in, screen out: what an officer sees, for every pane and for editing.

mod changing;
mod colleagues;
mod drafts;
mod editing;
mod finding;
mod funding;
mod fuzz;
mod gates;
mod guiding;
mod leaving;
mod lines;
mod meetings;
mod own_editor;
mod panes;
mod past;
mod pointing;
mod reading;
mod rolling;
mod several;
mod together;
mod triage;
