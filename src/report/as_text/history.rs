//! Who changed what and when, as text.

use chrono::NaiveDateTime;

use super::lines::wrapped;
use super::page::Page;
use crate::model::display::display;
use crate::model::when::day;
use crate::model::{Id, Kind};
use crate::report::history::{Save, Touch, Touched};

/// The most records of one save that are told where a whole store's saves are listed.
const RECORDS: usize = 10;

/// The saves of one record, under its title: when, who, and each field from what to what.
pub fn record_history((kind, id): (Kind, &Id), title: &str, saves: &[Save]) -> String {
    let mut page = Page::default();
    page.lines.extend(wrapped(&display(title), "", "  "));
    page.line(&format!("{} {id}", kind.word()));
    for save in saves {
        page.blank();
        page.lines.extend(wrapped(&heading(save), "", "  "));
        for record in &save.records {
            page.lines.extend(whole(record));
            page.lines.extend(record.altered.iter().flat_map(|it| wrapped(&display(&it.step()), "  ", "    ")));
            page.lines.extend(record.dispute.iter().flat_map(|it| wrapped(it, "  ", "    ")));
        }
    }
    if saves.is_empty() {
        page.line("Nothing is in history yet.");
    }
    page.text()
}

/// The saves of a whole store, each with its records.
pub fn store_history(saves: &[Save]) -> String {
    let mut page = Page::default();
    for (place, save) in saves.iter().enumerate() {
        if place > 0 {
            page.blank();
        }
        page.lines.extend(wrapped(&heading(save), "", "  "));
        for record in save.records.iter().take(RECORDS) {
            let title = format!("{} ({} {})", display(&record.title), record.kind.word(), record.id);
            page.lines.extend(wrapped(&title, "  ", "    "));
            page.lines.extend(whole(record).into_iter().map(|line| format!("  {line}")));
            // What a new record begins with is told by its own history.
            let altered = record.altered.iter().filter(|_| !matches!(record.what, Touch::Added | Touch::Begun));
            page.lines.extend(altered.flat_map(|it| wrapped(&display(&it.step()), "    ", "      ")));
            page.lines.extend(record.dispute.iter().flat_map(|it| wrapped(it, "    ", "      ")));
        }
        if save.records.len() > RECORDS {
            page.line(&format!("  and {} records more", save.records.len() - RECORDS));
        }
    }
    if saves.is_empty() {
        page.line("Nothing is in history yet.");
    }
    page.text()
}

/// The latest saves of a record in a line each, and that there are more.
pub fn short_history(saves: &[Save], most: usize) -> String {
    let mut page = Page::default();
    page.blank();
    page.line("History, latest first:");
    for save in saves.iter().take(most) {
        page.lines.extend(wrapped(&short(save), "  ", "    "));
    }
    if saves.len() > most {
        page.line("  and more: csp history tells all, from what to what");
    }
    page.text()
}

/// A save of one record in a line: when, who, and which fields.
fn short(save: &Save) -> String {
    let did = save.records.iter().map(|record| match record.what {
        Touch::Changed => record.altered.iter().map(|it| it.label.to_lowercase()).collect::<Vec<_>>().join(", "),
        other => other.word().to_owned(),
    });
    format!("{}: {}", heading(save), did.collect::<Vec<_>>().join("; "))
}

/// What was done to the record as a whole, where that is more than its fields tell.
fn whole(record: &Touched) -> Option<String> {
    (record.what != Touch::Changed).then(|| format!("  {}", record.what.word()))
}

fn heading(save: &Save) -> String {
    format!("{}  {}", moment(save.at), display(&save.who))
}

/// A moment as a person reads it: `9 March 2023 14:02`.
pub fn moment(at: NaiveDateTime) -> String {
    format!("{} {}", day(at.date()), at.format("%H:%M"))
}
