//! What a change will do, listed before it is done.

use super::effect::Wanted;
use super::look::Tone;
use super::sheet::{Piece, Sheet};
use crate::model::display::{NOT_STATED, display};
use crate::model::{About, Record, changed};
use crate::report::wrapped_to;

/// A change of several records, or one that hides, which waits for a yes.
#[derive(Clone, Debug)]
pub(crate) struct Confirm {
    pub(crate) wanted: Vec<Wanted>,
    /// What is left out of it, and why.
    pub(crate) left_out: Vec<String>,
    /// The chosen line.
    pub(crate) chosen: usize,
}

impl Confirm {
    pub(crate) fn new(wanted: Vec<Wanted>, left_out: Vec<String>) -> Self {
        Self { wanted, left_out, chosen: 0 }
    }

    /// Every record that it touches, with what is now and what will be.
    pub(crate) fn sheet(&self, width: usize) -> Sheet {
        let mut sheet = Sheet::default();
        let count = match self.wanted.len() {
            1 => "Change 1 record?".to_owned(),
            several => format!("Change {several} records?"),
        };
        sheet.line([Piece::toned(format!(" {count}"), Tone::Heading).stop()]);
        let mut text = |words: &str, indent: usize| {
            for line in wrapped_to(words, width.saturating_sub(indent + 1)) {
                sheet.line([Piece::new(format!("{:indent$}{line}", "")).stop()]);
            }
        };
        for wanted in &self.wanted {
            text(&format!("{} ({})", wanted.base.title(), wanted.id), 1);
            for name in changed(&wanted.base, &wanted.mine) {
                text(&difference(&wanted.base, &wanted.mine, name), 3);
            }
        }
        for words in &self.left_out {
            text(&format!("Left out: {words}"), 1);
        }
        sheet
    }
}

/// A field with its value before and after.
fn difference(before: &Record, after: &Record, name: &str) -> String {
    let about = before.field(name).map(|(about, _)| about);
    let label = about.map_or(name, |about| about.typed_label());
    if about.is_some_and(About::is_only_added_to) {
        let new = after.updates().last().map_or_else(String::new, |update| {
            update.text.as_deref().map(|text| display(text).into_owned()).unwrap_or_default()
        });
        return format!("{label}: {new}");
    }
    let value = |record: &Record| {
        let shown = record.field(name).map(|(_, field)| field.shown().join("; ")).unwrap_or_default();
        if shown.is_empty() { NOT_STATED.to_owned() } else { display(&shown).into_owned() }
    };
    format!("{label}: {} -> {}", value(before), value(after))
}
