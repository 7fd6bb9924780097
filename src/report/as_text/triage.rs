//! What needs a decision, with the words for each reason.

use chrono::NaiveDate;

use super::lines::{whole_words, wrapped};
use super::page::Page;
use super::words::unreadable;
use crate::model::display::NOT_STATED;
use crate::model::kinds::{Due, Duty};
use crate::model::{Book, When};
use crate::report::as_words::in_days;
use crate::report::columns::{linked, shown};
use crate::report::triage::{Reason, Undecided};

/// What needs a decision, one block an item: what it is called, its kind and id, each reason, and who holds it.
pub fn triage(items: &[Undecided], book: &Book, today: NaiveDate) -> String {
    let mut page = Page::default();
    if items.is_empty() {
        page.line("Nothing needs a decision.");
    } else {
        page.title("What needs a decision", today);
        page.line(&if items.len() == 1 { "1 item".to_owned() } else { format!("{} items", items.len()) });
    }
    for item in items {
        page.blank();
        page.lines.extend(block(item, book));
    }
    let undated = book.all::<Duty>().filter(|(id, duty)| duty.due().is_none() && !book.has_given_way(id)).count();
    if undated > 0 {
        let duties = if undated == 1 { "1 duty has".to_owned() } else { format!("{undated} duties have") };
        page.blank();
        page.lines.extend(wrapped(
            &format!("{duties} no date, so that nothing here can say when it is late."),
            "",
            "  ",
        ));
    }
    let missing = book.faults().len();
    if missing > 0 {
        page.blank();
        page.lines.extend(wrapped(&unreadable(missing), "", "  "));
    }
    page.text()
}

fn block(item: &Undecided, book: &Book) -> Vec<String> {
    let Some(record) = book.get(&item.id) else { return Vec::new() };
    let mut lines = wrapped(record.title(), "", "  ");
    lines.extend(whole_words(&format!("{} {}", record.kind().word(), item.id), "  ", ""));
    for reason in &item.reasons {
        lines.extend(wrapped(&self::reason(reason), "  ", "    "));
    }
    let owner = record.field("owner").map(|_| format!("owner: {}", shown(record, "owner")));
    let agency = record.field("lead_agency").map(|_| format!("lead agency: {}", linked(book, record, "lead_agency")));
    let holders: Vec<_> = owner.into_iter().chain(agency).collect();
    lines.extend(wrapped(&holders.join("; "), "  ", "    "));
    lines
}

/// A reason as a person reads it: `overdue by 12 days, due 9 March 2023`.
pub fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Disputed { fields, .. } if fields.is_empty() => {
            "another version of it waits, which differs no more: mine puts it away".to_owned()
        }
        Reason::Disputed { fields, by } => {
            let other = by.as_ref().map_or_else(String::new, |by| format!(", the other being {by}"));
            format!("two officers set the same: {}{other}", fields.join(", "))
        }
        Reason::Overdue { days, due } => format!("overdue by {}, due {}{}", in_days(*days), due.when(), how(due)),
        Reason::DueSoon { days: 0, due } => format!("due today, {}{}", end(due.when()).1, how(due)),
        Reason::DueSoon { days, due } => format!("due in {}, {}{}", in_days(*days), at(due.when()), how(due)),
        Reason::Blocked { reason: Some(reason) } => format!("blocked: {}", &**reason),
        Reason::Blocked { reason: None } => format!("blocked: reason {NOT_STATED}"),
        Reason::Red { rag } => format!("red: {}", &*rag.reason),
        Reason::ReviewDue { days: 0, review } => format!("review is due today, {}", end(review).1),
        Reason::ReviewDue { review, .. } => format!("review was due {}", at(review)),
        Reason::Stale { days } => format!("no update for {}", in_days(*days)),
        Reason::Unowned => "no owner".to_owned(),
        Reason::Undated => "no date".to_owned(),
        Reason::InWords { due } => format!("due only in words: {due}"),
    }
}

/// That a date was computed, where it was.
fn how(due: &Due) -> &'static str {
    match due {
        Due::Stated(_) => "",
        Due::Computed(_) => " (computed)",
    }
}

/// The day to which days are counted: `on 9 March 2023`, `at the end of March 2023`.
fn at(when: &When) -> String {
    let (preposition, end) = end(when);
    format!("{preposition} {end}")
}

fn end(when: &When) -> (&'static str, String) {
    match when {
        When::Day(_) => ("on", when.to_string()),
        _ => ("at", format!("the end of {when}")),
    }
}
