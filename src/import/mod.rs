//! Spreadsheets brought in: a file becomes tables, tables a plan of what they would change, and a plan is applied.
//!
//! Nothing here asks or prints: [`read()`] takes bytes, [`plan()`] compares tables with a book and finds everything that is
//! wrong, and [`apply()`] writes. Whoever shows a plan, the command line or the interface, does so between the last two.

mod apply;
mod cells;
mod comma;
mod headings;
mod links;
mod opendocument;
mod plan;
mod read;
mod rows;
mod table;
mod target;
#[cfg(test)]
mod tests;
mod words;
mod workbook;

pub use apply::{Applied, apply};
pub use headings::{Column, How, Matched, Told};
pub use plan::{Options, Plan, Planned, Problem, plan};
pub use read::{LARGEST, Tables, Unread, read};
pub use rows::Meaning;
pub use table::{Cell, Row, Table};
