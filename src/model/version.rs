//! Another version of a record, kept beside it until somebody decides: two officers on two machines set the same field, and
//! differently.

use super::datum::Datum;
use super::id::Id;
use super::merge::{Conflict, changed};
use super::record::Record;

/// Another version of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The name of its file in `conflicts/`.
    pub file: String,
    /// The record that it is a version of.
    pub id: Id,
    /// The officer who set the other values, where that is known.
    pub by: Option<String>,
    /// The fields that both set.
    pub fields: Vec<String>,
    /// The whole record with the other values in these fields.
    pub record: Record,
}

/// Which of two versions is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// What stands in the record.
    Mine,
    /// The other version.
    Theirs,
}

impl Version {
    /// The folder of such versions in a store.
    pub const FOLDER: &str = "conflicts";

    /// Its path within the store.
    pub fn path(&self) -> String {
        format!("{}/{}", Self::FOLDER, self.file)
    }

    /// Whose version it is, in words.
    pub fn whose(&self) -> &str {
        self.by.as_deref().unwrap_or("another officer")
    }

    /// The record as it stands, with the other values in the fields that both set. What was changed in other fields since
    /// then stays.
    pub fn taken(&self, standing: &Record) -> Record {
        let mut taken = standing.clone();
        for name in &self.fields {
            if let (Some(field), Some((_, other))) = (taken.field_mut(name), self.record.field(name)) {
                field.copy(other);
            }
        }
        taken
    }

    /// The record as it is to stand after this choice.
    pub fn decided(&self, choice: Choice, standing: &Record) -> Record {
        match choice {
            Choice::Mine => standing.clone(),
            Choice::Theirs => self.taken(standing),
        }
    }

    /// What still differs from the record as it stands, field by field and in the words of the screens; `mine` is what stands.
    pub fn differences(&self, standing: &Record) -> Vec<Conflict> {
        let taken = self.taken(standing);
        let of = |name: &'static str| {
            let ((about, mine), (_, theirs)) = (standing.field(name)?, taken.field(name)?);
            let shown = |field: &dyn Datum| field.shown().join("; ");
            Some(Conflict { field: about.name, label: about.label, mine: shown(mine), theirs: shown(theirs) })
        };
        changed(standing, &taken).into_iter().filter_map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::kinds::Action;
    use super::super::text::Line;
    use super::*;

    fn action(owner: &str, reference: &str) -> Record {
        let stated = |text: &str| (!text.is_empty()).then(|| Line::new(text));
        Action { title: stated("Work"), owner: stated(owner), reference: stated(reference), ..Action::default() }.into()
    }

    #[test]
    fn the_other_values_are_taken_and_what_was_changed_since_stays() {
        let file = "work.1.ron".to_owned();
        let other = Version {
            file,
            id: Id::new("work").unwrap(),
            by: None,
            fields: vec!["owner".to_owned()],
            record: action("Bea", "old"),
        };
        let standing = action("Ann", "new");

        assert_eq!(other.taken(&standing), action("Bea", "new"));
        let differences = other.differences(&standing);
        assert_eq!(differences.len(), 1);
        assert_eq!((&*differences[0].mine, &*differences[0].theirs), ("Ann", "Bea"));
        assert!(other.differences(&action("Bea", "new")).is_empty(), "somebody has set the same meanwhile");
    }
}
