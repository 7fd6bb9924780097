//! Questions answered as data, and that data as text. Nothing here knows where a book is kept.

mod altered;
mod as_csv;
mod as_docx;
mod as_ics;
mod as_json;
mod as_markdown;
mod as_text;
mod as_words;
mod as_xlsx;
mod cell;
mod changes;
mod columns;
mod coverage;
mod derived;
mod detail;
mod document;
mod format;
mod funding;
mod history;
mod matters;
mod noted;
mod outstanding;
mod pane;
mod papers;
mod recommendations;
mod roll;
mod scrutiny;
mod summary;
mod table;
mod template;
#[cfg(test)]
mod tests;
mod triage;

pub use altered::{Altered, altered};
pub use as_csv::as_csv;
pub use as_docx::{DocxError, as_docx};
pub use as_ics::as_ics;
pub use as_json::{
    Contacts, book as book_json, changes as changes_json, history as history_json, record as record_json,
    records as records_json, to_text as json_text, triage as triage_json,
};
pub use as_markdown::as_markdown;
pub use as_text::{
    Ids, changed_fields, changed_line, changes as changes_text, changes_preface, columns_that_fit,
    coverage as coverage_text, detail as detail_text, document as document_text, due as due_words, fitted, flag_words,
    in_lines, list as list_text, moment, pane as pane_text, rag_word, reason as reason_words, record_history,
    sections as sections_text, short_history, states as state_words, store_history, summary as summary_text,
    triage as triage_text, unreadable as unreadable_words, wrapped, wrapped_to,
};
pub use as_words::in_days;
pub use as_xlsx::as_xlsx;
pub use cell::{cell, without_quote};
pub use changes::{ChangedRecord, Changes, Group, changes};
pub use columns::{Column, columns};
pub use coverage::{Coverage, CoverageRow, STAGES, cover};
pub use derived::{Derived, Entry};
pub use detail::{Detail, Fact, detail};
pub use document::{Block, Document, Table};
pub use format::Format;
pub use funding::{Funded, Totals, funding};
pub use history::{Save, Touch, Touched, history};
pub use matters::{Arising, Decided, Matter, arising};
pub use noted::Noted;
pub use outstanding::{Outstanding, also_outstanding, further_work};
pub use pane::{Pane, changes_sections, pane};
pub use papers::{Drafted, Grouping, Paper, Scope, Since, asks_anything_of};
pub use recommendations::{Recommended, Standing, recommendations, recommended};
pub use roll::{outcome as outcome_words, roll as roll_sections};
pub use scrutiny::{Extras, Remark, Scrutiny, scrutiny};
pub use summary::{DutyRow, LateRow, PriorityRow, Summary, summarise};
pub use table::{Row, Section, listing};
pub use template::{Template, TemplateError, draft};
pub use triage::{Reason, Undecided, triage};
