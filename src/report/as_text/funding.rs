//! The streams of money on paper: a block each, since what they are for needs the whole line; then the totals.

use chrono::NaiveDate;

use super::lines::wrapped;
use super::page::Page;
use super::sections::{Ids, sections};
use crate::model::display::display;
use crate::model::{Book, Filter, Kind, Record};
use crate::report::columns::{linked, shown};
use crate::report::table::{Section, listing};

/// The streams that a filter lets through, and below them their totals.
pub(super) fn funding(book: &Book, filter: &Filter, totals: &Section, today: NaiveDate) -> String {
    let mut page = Page::default();
    let streams = listing(book, Some(Kind::Funding), filter, today);
    page.line(&format!("Funding ({})", streams.len()));
    for (_, record) in &streams {
        page.blank();
        page.lines.extend(block(book, record));
    }
    page.blank();
    page.text() + &sections(std::slice::from_ref(totals), Some(80), Ids::Hidden)
}

fn block(book: &Book, record: &Record) -> Vec<String> {
    let source = shown(record, "source");
    let mut lines = wrapped(&format!("{}, source {source}", display(record.title())), "", "  ");
    let (state, from, to) = (shown(record, "state"), linked(book, record, "from"), linked(book, record, "to"));
    lines.extend(wrapped(&format!("State: {state}; from: {from}; to: {to}"), "  ", "    "));
    for (label, field) in [("Years", "years"), ("Amounts", "amounts"), ("Uses", "uses")] {
        lines.extend(wrapped(&format!("{label}: {}", shown(record, field)), "  ", "    "));
    }
    lines
}
