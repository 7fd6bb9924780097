//! What a book costs within the program, without the start of a process.

use std::hint::black_box;
use std::time::Instant;

use chrono::NaiveDate;
use csp_lead::model::{Book, Filter};
use csp_lead::report::{summarise, summary_text};
use csp_lead::store::{Folder, Store};

use super::books::Books;
use super::clock::median;
use super::{heading, ms, rounds, row};

pub(super) fn print(books: &[Books]) {
    heading("Within the program (ms)", &["actions", "load", "summary", "filter", "search"]);
    let today = NaiveDate::from_ymd_opt(2023, 3, 9).unwrap();
    for books in books {
        let folder = Folder::open(&books.store, "Ann Officer").unwrap();
        let book = folder.load().unwrap();
        let found = |line: &str| {
            let filter = Filter::line(line, today).unwrap();
            timed(rounds(books), || matching(&book, &filter, today))
        };
        row(&[
            books.size.to_string(),
            ms(timed(rounds(books), || folder.load().unwrap())),
            ms(timed(rounds(books), || summary_text(&summarise(&book, today)))),
            ms(found("lead:police open due.before:2023-06-01")),
            ms(found("quarter checked")),
        ]);
    }
}

fn matching(book: &Book, filter: &Filter, today: NaiveDate) -> usize {
    book.live().filter(|(id, record)| filter.matches(id, record, book.on(today))).count()
}

/// The median of so many rounds.
fn timed<T>(rounds: usize, act: impl Fn() -> T) -> f64 {
    let once = || {
        let begun = Instant::now();
        black_box(act());
        begun.elapsed().as_secs_f64() * 1000.0
    };
    median((0..rounds).map(|_| once()).collect())
}
