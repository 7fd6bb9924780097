//! The working book of a Community Safety Partnership's lead officer.
//!
//! Read the code in this order:
//!
//! - [`model`], the domain, pure. A record's kinds stand in `model::kinds`, one file a kind, each with its table of
//!   fields; `datum` is what a field can hold, seen from outside. [`model::Book`] is all records at one moment.
//! - [`store`], the book on disk: [`store::Store`] is what a store does, `format` and `splice` turn a record into the
//!   text of its file and back, `disk` is the one place that writes. `history` is who changed what and when, kept by `git`, and
//!   `sync` exchanges it with other machines.
//! - [`editor`], a record's text in the officer's own editor, between the store that has it and whoever asked for it.
//! - [`report`], questions answered as data, and that data as text. What leaves the room stands in `report::papers`: a template
//!   over such data becomes a `document`, and that text, Markdown or a Word document.
//! - [`import`], spreadsheets brought in: bytes become tables, tables a plan of what they would change, and a plan is applied.
//! - [`cli`], the commands, one file a command.
//! - [`tui`], the interface: state in `app`, drawing in `view`, the keys as a table in `keymap`, the terminal at the edge.
//!
//! `model` knows nobody; `store` and `report` know `model` only, `editor` the store besides, and `import` both; `cli` and `tui`
//! use all of them and not each other.
//! `main` reads the arguments, the environment, the settings and the clock.
//!
//! A key of the interface goes `terminal::input`, `keymap`, `command`, `app`, `effect`, `view`; a record goes file, `format`, [`model::Book`],
//! a question of [`report`], text. What is promised of each is tested beside it; `tests/` has one file a promise to who uses the
//! program, and `benches/` how fast it keeps them.

pub mod cli;
pub mod editor;
pub mod import;
pub mod model;
pub mod report;
pub mod store;
pub mod tui;
