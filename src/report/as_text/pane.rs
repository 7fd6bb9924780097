//! A pane on paper: what it is, whose, of which day, and by which filter.

use chrono::NaiveDate;

use super::funding::funding;
use super::lines::wrapped;
use super::page::Page;
use super::sections::{Ids, sections};
use crate::model::display::display;
use crate::model::{Book, Filter};
use crate::report::pane::{self, Pane};

/// What a pane lists, in 80 columns. `only` is its filter as it was typed; empty where it has none.
pub fn pane(book: &Book, pane: Pane, filter: &Filter, only: &str, today: NaiveDate) -> String {
    let mut page = Page::default();
    page.title(pane.label(), today);
    let partnership = book.partnership().and_then(|it| it.title.as_deref());
    page.lines.extend(partnership.into_iter().flat_map(|title| wrapped(title, "", "  ")));
    if !only.is_empty() {
        page.lines.extend(wrapped(&format!("Only: {}", display(only)), "", "  "));
    }
    page.blank();
    let listed = pane::pane(book, pane, filter, today);
    let body = match (pane, &listed[..]) {
        (Pane::Funding, [_, totals]) => funding(book, filter, totals, today),
        _ => sections(&listed, Some(80), Ids::Hidden),
    };
    page.text() + &body
}
