//! What a change will do, listed before it is done.

use super::effect::Proposed;
use super::look::Tone;
use super::sheet::{Piece, Sheet};
use crate::import::{How, Plan};
use crate::model::display::{NOT_STATED, display};
use crate::model::{About, Record, changed};
use crate::report::wrapped_to;

/// A change of several records, one that hides, or what a file would bring in, which waits for a yes.
#[derive(Clone, Debug)]
pub(crate) struct Confirm {
    title: String,
    /// What is to be known before it is agreed to.
    notes: Vec<String>,
    pub(crate) wanted: Vec<Proposed>,
    /// What is left out of it, and why.
    pub(crate) left_out: Vec<String>,
    /// The file's plan, where the changes come from one.
    pub(crate) plan: Option<Box<Plan>>,
    /// The file's name.
    path: Option<String>,
    /// The chosen line.
    pub(crate) chosen: usize,
}

/// Changes of a file that are listed; what is more is counted.
const LISTED: usize = 500;

impl Confirm {
    pub(crate) fn new(wanted: Vec<Proposed>, left_out: Vec<String>) -> Self {
        let title = match wanted.len() {
            1 => "Change 1 record?".to_owned(),
            several => format!("Change {several} records?"),
        };
        Self { title, notes: Vec::new(), wanted, left_out, plan: None, path: None, chosen: 0 }
    }

    /// What a file would bring in, how its columns were understood, and what is wrong with it.
    pub(crate) fn of_import(path: &str, plan: Plan, remarks: &[String]) -> Self {
        let (added, all) = (plan.added(), plan.changes.len());
        let title = match plan.problems.len() {
            0 if all == 0 && plan.unchanged == 1 => format!("{path} changes nothing: 1 record is so already"),
            0 if all == 0 => format!("{path} changes nothing: {} records are so already", plan.unchanged),
            0 => format!("Import {path}? {added} added, {} changed, {} as they were", all - added, plan.unchanged),
            1 => format!("{path}: 1 mistake, so nothing is taken. Mend it there and import it again"),
            several => format!("{path}: {several} mistakes, so nothing is taken. Mend them there and import it again"),
        };
        let columns = plan.sheets.iter().flat_map(|sheet| {
            let unconfirmed = sheet.unconfirmed().map(|column| (sheet.sheet.clone(), column));
            unconfirmed.map(|(sheet, column)| {
                let sheet = if sheet.is_empty() { sheet } else { format!("{sheet}: ") };
                match column.how {
                    How::Guessed => format!("{sheet}\"{}\" is taken for {}", column.heading, column.label),
                    _ => format!("{sheet}\"{}\" is no field, and is not taken", column.heading),
                }
            })
        });
        let left = plan.left.iter().map(|name| format!("The sheet {name:?} is not read"));
        let problems = plan.problems.iter().take(LISTED).map(ToString::to_string);
        let notes = problems.chain(remarks.iter().cloned()).chain(columns).chain(left).collect();
        let wanted = plan.changes.iter().take(LISTED).map(|planned| Proposed {
            id: planned.id.clone(),
            base: planned.before.clone().unwrap_or_else(|| Record::blank(planned.record.kind())),
            mine: planned.record.clone(),
        });
        let wanted = if plan.problems.is_empty() { wanted.collect() } else { Vec::new() };
        let more = all.saturating_sub(LISTED);
        let left_out =
            if more > 0 { vec![format!("{more} more changes, which are not listed here")] } else { Vec::new() };
        Self { title, notes, wanted, left_out, plan: Some(Box::new(plan)), path: Some(path.to_owned()), chosen: 0 }
    }

    /// What is said where it is left without a yes.
    pub(crate) fn left(&self) -> Option<String> {
        self.path.as_ref().map(|path| format!("Nothing was taken from {path}"))
    }

    /// Whether there is anything to agree to.
    pub(crate) fn can_be(&self) -> bool {
        self.plan.as_ref().is_none_or(|plan| plan.problems.is_empty() && !plan.changes.is_empty())
    }

    /// Every record that it touches, with what is now and what will be.
    pub(crate) fn sheet(&self, width: usize) -> Sheet {
        let mut sheet = Sheet::default();
        for line in wrapped_to(&self.title, width.saturating_sub(1)) {
            sheet.line([Piece::toned(format!(" {line}"), Tone::Heading).stop()]);
        }
        let mut text = |words: &str, indent: usize| {
            for line in wrapped_to(words, width.saturating_sub(indent + 1)) {
                sheet.line([Piece::new(format!("{:indent$}{line}", "")).stop()]);
            }
        };
        for note in &self.notes {
            text(note, 1);
        }
        for wanted in &self.wanted {
            text(&format!("{} ({})", wanted.mine.title(), wanted.id), 1);
            for name in changed(&wanted.base, &wanted.mine) {
                text(&difference(&wanted.base, &wanted.mine, name), 3);
            }
        }
        let label = if self.plan.is_some() { "And" } else { "Left out:" };
        for words in &self.left_out {
            text(&format!("{label} {words}"), 1);
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
