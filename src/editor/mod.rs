//! A record's text in the officer's own editor: laid before her, checked before it is kept, and never lost.
//!
//! [`Editor::edit`] is the whole of it: `scratch` is the private file that the editor opens, `spawn` runs the editor, and
//! `note` is what stands on top of a text that could not be taken. Nothing is printed: what is to be said is returned.

mod error;
mod note;
mod scratch;
mod spawn;

use std::path::PathBuf;

use crate::model::{Id, Kind};
use crate::store::{Replaced, Store, StoreError, Taken, utf8};
use note::Note;
use scratch::Scratch;
use spawn::Ran;

pub use error::EditError;
pub use scratch::kept;
pub use spawn::shielded;

/// The officer's own editor, and where texts lie while it has them.
#[derive(Clone, Debug)]
pub struct Editor {
    program: String,
    arguments: Vec<String>,
    /// The officer's folder for what is unfinished.
    state: PathBuf,
}

/// Whether a text that could not be taken is laid before the officer again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// Until it can be taken, or she leaves it as it is.
    Ask,
    /// Not at all: nobody is there to mend it.
    Never,
}

/// What came of an edit.
#[derive(Debug)]
pub enum Edited {
    /// The text was saved; it is kept besides where not all of it could be taken.
    Saved {
        /// What that did.
        replaced: Box<Replaced>,
        /// Where the text is kept.
        kept: Option<PathBuf>,
    },
    /// The text is as it was.
    Unchanged,
    /// The same, and the editor came back before anybody could have typed.
    NotWaited,
    /// The text was emptied, which leaves the record as it is.
    Cancelled,
}

impl Edited {
    /// What to say where nothing was saved; nothing else is said of what was.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Saved { .. } => "saved",
            Self::Unchanged => "nothing was changed, so nothing was saved",
            Self::NotWaited => {
                "nothing was changed, so nothing was saved. The editor came back at once: one with a window of its own must \
                 be told to wait, as in EDITOR=\"code --wait\""
            }
            Self::Cancelled => "the text was empty, so nothing was saved",
        }
    }
}

impl Editor {
    /// The editor that `$VISUAL` or `$EDITOR` names, which is a command with its arguments: blanks part them, quotes and
    /// backslashes keep blanks. No shell reads it. Texts lie in a folder below `state` meanwhile.
    ///
    /// # Errors
    /// It names none, or a quote in it never ends.
    pub fn named(variable: Option<&str>, state: PathBuf) -> Result<Self, EditError> {
        let named = variable.ok_or(EditError::Unnamed)?;
        let mut words = shell_words::split(named).map_err(|_| EditError::Quotes(named.to_owned()))?.into_iter();
        let program = words.next().filter(|program| !program.is_empty()).ok_or(EditError::Unnamed)?;
        Ok(Self { program, arguments: words.collect(), state })
    }

    /// Lays a record's text before the officer and saves what became of it. A file that cannot be read as a record is
    /// mended the same way.
    ///
    /// # Errors
    /// Nothing was saved, or the disk did not confirm it; where the officer has changed the text, the error tells in
    /// which file it is kept.
    pub fn edit(&self, store: &mut dyn Store, kind: Kind, id: &Id, again: Again) -> Result<Edited, EditError> {
        let base = store.text(kind, id)?;
        let scratch = Scratch::make(&self.state, id, base.as_bytes())?;
        // What is hers and not in the store is kept; anything else goes.
        let keep = |text: Option<&[u8]>| {
            let hers = text.filter(|text| !is_blank(text) && *text != base.as_bytes());
            if hers.is_none() {
                scratch.remove();
            }
            hers.map(|text| scratch.keep(text))
        };
        let mut shown = base.clone().into_bytes();
        let mut note = Note::default();
        let mut refused = None;
        loop {
            let ran = spawn::run(&self.program, &self.arguments, scratch.path());
            let text = scratch.read()?.map(|text| note.off(&text));
            let ran = match ran {
                Ok(Ran { failure: Some(ended), .. }) => {
                    return Err(EditError::Failed { ended, kept: keep(text.as_deref()) });
                }
                Ok(ran) => ran,
                Err(source) => {
                    let (program, kept) = (self.program.clone(), keep(text.as_deref()));
                    return Err(EditError::NotStarted { program, source, kept });
                }
            };
            let Some(text) = text.filter(|text| !is_blank(text)) else {
                scratch.remove();
                return Ok(Edited::Cancelled);
            };
            if text == base.as_bytes() {
                scratch.remove();
                return Ok(if ran.at_once { Edited::NotWaited } else { Edited::Unchanged });
            }
            if let Some(error) = refused.filter(|_| text == shown) {
                return Err(EditError::Refused { error, kept: keep(Some(&text)) });
            }
            let mine = utf8(kind, id, &text).map_err(StoreError::Undecoded);
            let error = match mine.and_then(|mine| store.replace(kind, id, &base, mine)).map_err(Box::new) {
                Ok(replaced) => {
                    let kept = keep(Some(text.as_slice()).filter(|_| replaced.taken == Taken::Fields));
                    return Ok(Edited::Saved { replaced: Box::new(replaced), kept });
                }
                Err(error) if again == Again::Ask && can_be_mended(&error) => error,
                Err(error) => return Err(EditError::Refused { error, kept: keep(Some(&text)) }),
            };
            note = Note::about(&error, &text);
            scratch.write(&note.on(&text))?;
            (shown, refused) = (text, Some(error));
        }
    }
}

fn is_blank(text: &[u8]) -> bool {
    text.trim_ascii().is_empty()
}

/// Whether the officer can do something about it in the text itself.
fn can_be_mended(error: &StoreError) -> bool {
    matches!(error, StoreError::Undecoded(_) | StoreError::Invalid(_))
}
