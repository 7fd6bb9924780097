//! `csp edit`: a record's text in the officer's own editor, checked before it is kept.

use std::io::{IsTerminal, stdin};

use super::set::told;
use super::source::Source;
use super::{Code, Failure, Output};
use crate::editor::{Again, Edited, Editor, shielded};
use crate::model::{Id, Kind, Unresolved};
use crate::store::place::state;
use crate::store::{Replaced, Saved, StoreError, Taken};

/// Edit a record's text in $VISUAL or $EDITOR.
///
/// The text is checked before it is kept: what is no record is shown again with what is wrong, and what a colleague has
/// saved meanwhile is brought together with it. An empty text cancels. A file that cannot be read is mended so, too.
#[derive(Debug, clap::Args)]
pub struct Edit {
    /// A record's id, or the beginning of one
    id: String,
}

impl Edit {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let mut opened = source.write()?;
        let (kind, id) = match opened.book.resolve(&self.id) {
            Ok(id) => (opened.book.kind(&id), id),
            Err(Unresolved::Unreadable(fault)) => match &fault.id {
                Some(id) if opened.book.unreadable(id).is_some() => (opened.book.unreadable(id), id.clone()),
                _ => return Err(Unresolved::Unreadable(fault).into()),
            },
            Err(unresolved) => return Err(unresolved.into()),
        };
        let Some(kind) = kind else {
            return Err(Failure::new(Code::NoSuchRecord, format!("there is no record {id}")));
        };
        let editor = Editor::named(source.world.editor.as_deref(), state()?)?;
        match source.may_save() {
            // A store.ron that does not tell its format is mended by editing it.
            Err(StoreError::NoFormat) if kind == Kind::Partnership => {}
            other => other?,
        }
        // No terminal is asked for: an editor may be a script, and one that needs a terminal says so itself. But only
        // where somebody sits is a text shown again until it can be taken.
        let again = if stdin().is_terminal() { Again::Ask } else { Again::Never };
        let edited = shielded(|| editor.edit(opened.store.as_mut(), kind, &id, again))?;
        for line in words(&id, edited) {
            output.say(&line);
        }
        Ok(Code::Done)
    }
}

fn words(id: &Id, edited: Edited) -> Vec<String> {
    let Edited::Saved { replaced, kept } = edited else {
        return vec![format!("{id}: {}", edited.words())];
    };
    let Replaced { before, record, fields, taken } = *replaced;
    let mut lines = match before {
        None => vec![format!("{id}: saved, and can be read again")],
        Some(_) if fields.is_empty() && taken == Taken::Fields => Vec::new(),
        Some(_) if fields.is_empty() => vec![format!("{id}: saved; no field has changed")],
        Some(before) => told(id, &Saved { before, record, fields }),
    };
    if taken == Taken::Merged {
        lines.push(format!("{id}: this stands beside what somebody else has saved meanwhile"));
    }
    if let Some(kept) = kept {
        lines.push(format!(
            "{id}: somebody else has changed remarks or layout meanwhile, so yours were not saved. Your text is kept in {}",
            kept.display()
        ));
    }
    lines
}
