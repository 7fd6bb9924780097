//! A file that cannot be used as it is: where, what is wrong, and the next step.

use std::fmt;

use super::id::Id;

/// Something wrong with a file of the store. The file is never written over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file's path within the store.
    pub path: String,
    /// Line and column, from 1, where the trouble is known to be at a place.
    pub place: Option<(usize, usize)>,
    /// The id that the file stands for, if its name is one.
    pub id: Option<Id>,
    /// What is wrong.
    pub what: String,
    /// What to do next.
    pub next: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path)?;
        if let Some((line, column)) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}. The file was left as it is. Next: {}", self.what, self.next)
    }
}
