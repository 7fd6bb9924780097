//! One record in full.

use super::lines::wrapped;
use super::page::Page;
use crate::model::Id;
use crate::model::display::{NOT_STATED, display, display_lines};
use crate::report::detail::Detail;

/// One record in full.
pub fn detail(detail: &Detail, title_of: &dyn Fn(&Id) -> String) -> String {
    let mut page = Page::default();
    page.lines.extend(wrapped(&display(&detail.title), "", ""));
    let source = detail.source.as_deref().unwrap_or(NOT_STATED);
    page.lines.extend(wrapped(&format!("{} {}   source: {source}", detail.kind.word(), detail.id), "", "  "));
    page.lines.extend(detail.standing.iter().flat_map(|line| wrapped(&display(line), "", "  ")));
    page.blank();
    for fact in &detail.facts {
        page.fact(fact.label, &fact.values);
    }
    if !detail.not_stated.is_empty() {
        let labels = detail.not_stated.join(", ").to_lowercase();
        page.lines.extend(wrapped(&format!("Not stated: {labels}."), "", "  "));
    }
    for (heading, ids) in &detail.linked_from {
        page.blank();
        page.line(&format!("{heading}:"));
        for id in ids {
            page.lines.extend(wrapped(&format!("{} ({id})", display(&title_of(id))), "  ", "    "));
        }
    }
    for list in &detail.derived {
        page.blank();
        page.lines.extend(wrapped(&format!("{}:", display(&list.heading)), "", "  "));
        for entry in &list.entries {
            let id = entry.id.as_ref().map_or_else(String::new, |id| format!(" ({id})"));
            page.lines.extend(wrapped(&format!("{}{id}", display(&entry.words)), "  ", "    "));
            page.lines.extend(entry.more.iter().flat_map(|line| wrapped(&display(line), "      ", "        ")));
        }
    }
    page.blank();
    page.line("Updates, newest first:");
    for (heading, text) in &detail.updates {
        page.lines.extend(wrapped(heading, "  ", "    "));
        for line in display_lines(text).lines() {
            page.lines.extend(wrapped(line, "    ", "    "));
        }
    }
    if detail.updates.is_empty() {
        page.line("  None.");
    }
    page.text()
}
