//! What has changed since a day, as one page.

use super::history::moment;
use super::lines::{in_lines, wrapped};
use super::page::{Page, WIDTH};
use crate::model::display::display;
use crate::report::altered::Altered;
use crate::report::changes::{ChangedRecord, Changes, Group};

/// What has changed since a day: each record in a line or two, the longest words cut, which is said at the end.
pub fn changes(changes: &Changes) -> String {
    let mut page = Page::default();
    page.lines.extend(preface(changes).iter().flat_map(|words| wrapped(words, "", "  ")));
    for group in Group::ALL {
        let mut records = changes.of(group).peekable();
        if records.peek().is_none() {
            continue;
        }
        page.line(&format!("{} ({})", group.word().to_uppercase(), changes.of(group).count()));
        for record in records {
            page.lines.extend(wrapped(&line(record), "  ", "    "));
            if let Some(fields) = fields(record) {
                page.lines.extend(in_lines(&fields, WIDTH - 6, 2).into_iter().map(|line| format!("      {line}")));
            }
        }
    }
    if page.lines.iter().any(|line| line.ends_with('…')) {
        page.blank();
        page.line("What is cut short (…) stands in full in csp history ID.");
    }
    page.text()
}

/// Since when, and how much of what; and that history begins later than that, where it does.
pub fn preface(changes: &Changes) -> Vec<String> {
    let begun = |begins| format!("History begins on {}; what was changed before is not known.", moment(begins));
    std::iter::once(heading(changes)).chain(changes.begins.map(begun)).collect()
}

/// Since when, and how much of what.
fn heading(changes: &Changes) -> String {
    let count = |group: &Group| (changes.of(*group).count(), group.word());
    let counts = Group::ALL.iter().map(count).filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts.map(|(count, word)| format!("{count} {word}")).collect();
    let counts = if counts.is_empty() { "nothing".to_owned() } else { counts.join(", ") };
    format!("Changed since {}: {counts}", changes.since.words())
}

/// Which record, how much later where it has slipped, and who changed it.
pub fn line(record: &ChangedRecord) -> String {
    let (title, kind, id) = (title(record), record.kind.word(), &record.id);
    format!("{title} ({kind} {id}); by {}", display(&record.who.join(", ")))
}

/// What a record is called, and how much later it is to be done where it has slipped.
pub(in crate::report) fn title(record: &ChangedRecord) -> String {
    let title = display(&record.title);
    match record.days {
        Some(1) => format!("{title}, 1 day later"),
        Some(days) => format!("{title}, {days} days later"),
        None => title.into_owned(),
    }
}

/// What became of its fields. Of a new record that is all of it, of which only this is told: how far it is, by when, and whose.
pub fn fields(record: &ChangedRecord) -> Option<String> {
    let fields: Vec<_> = match record.group {
        Group::Added => {
            let told = record.altered.iter().filter(|it| OF_NEW.contains(&it.field));
            told.map(|it| format!("{}: {}", it.label, it.after.join("; "))).collect()
        }
        _ => record.altered.iter().map(Altered::step).collect(),
    };
    (!fields.is_empty()).then(|| fields.join("; "))
}

/// The fields that are told of a new record.
const OF_NEW: [&str; 7] = ["state", "owner", "due", "revised_due", "next_due", "completed", "archived"];
