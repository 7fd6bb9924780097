//! Figures and judgements in words, the same on paper and on screen.

use crate::model::Flag;
use crate::model::choice::State;
use crate::model::display::{NOT_STATED, display};
use crate::model::kinds::Due;
use crate::report::summary::{DutyRow, PriorityRow, Summary};

/// How many actions are in which state, in words: `6 ongoing, 2 complete, 4 not stated`.
pub fn states(row: &PriorityRow) -> String {
    in_states(&row.states)
}

/// How many actions are in which state, as they were tallied.
pub(in crate::report) fn in_states(tally: &[(Option<State>, usize)]) -> String {
    if tally.is_empty() {
        return "no actions".to_owned();
    }
    let words = tally.iter().map(|(state, count)| format!("{count} {}", state.map_or(NOT_STATED, State::word)));
    words.collect::<Vec<_>>().join(", ")
}

/// The colour of a rating in capitals, or that there is none.
pub fn rag_word(row: &PriorityRow) -> String {
    row.rag.as_ref().map_or_else(|| NOT_STATED.to_owned(), |rag| rag.colour.word().to_uppercase())
}

/// A date, with a star where it is computed.
pub(super) fn starred(due: &Due) -> String {
    let star = if matches!(due, Due::Computed(_)) { " *" } else { "" };
    format!("{}{star}", due.when())
}

/// A duty's next date and the days until then; a star marks a computed date.
pub fn due(row: &DutyRow) -> (String, String) {
    let due = row.due.as_ref().map_or_else(|| NOT_STATED.to_owned(), starred);
    let days = row
        .days_left
        .map_or_else(String::new, |days| if days < 0 { format!("LATE {}", -days) } else { days.to_string() });
    (display(&due).into_owned(), days)
}

/// What the flags hold for, in words: `2 overdue, 1 due soon`. That nothing is rated red is not said: most partnerships rate
/// little.
pub fn flag_words(summary: &Summary) -> String {
    // What two officers set differently is rare, and stands first where there is any.
    let versions = match summary.versions {
        0 => None,
        1 => Some("1 conflict to decide".to_owned()),
        several => Some(format!("{several} conflicts to decide")),
    };
    let said = summary.flags.iter().filter(|(flag, count)| *flag != Flag::Red || *count > 0);
    let words = said.map(|(flag, count)| format!("{count} {}", flag_word(*flag)));
    versions.into_iter().chain(words).collect::<Vec<_>>().join(", ")
}

fn flag_word(flag: Flag) -> &'static str {
    match flag {
        Flag::DueSoon => "due soon",
        Flag::Unowned => "no owner",
        Flag::Undated => "no date",
        Flag::Unmapped => "serving no priority or theme",
        other => other.word(),
    }
}

/// That files are missing from an answer, and what to do.
pub fn unreadable(count: usize) -> String {
    let files = if count == 1 { "file cannot be read and is" } else { "files cannot be read and are" };
    format!("INCOMPLETE: {count} {files} left out of this answer. Next: csp check")
}
