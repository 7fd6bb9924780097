//! Another version of a record, kept beside it until somebody decides: two officers on two machines set the same field, and
//! differently.

use super::book::Book;
use super::datum::Datum;
use super::id::Id;
use super::merge::{Choice, Conflict, changed};
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
    /// What stood in the record when this was put beside it, of those of the fields that are lists, so that it can be told
    /// what was done to them since; nothing where that is not known.
    pub stood: Record,
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

    /// The same, told to an officer: hers is "you".
    pub fn whose_to(&self, officer: &str) -> &str {
        if self.by.as_deref() == Some(officer) { "you" } else { self.whose() }
    }

    /// The record as it stands, with the other values in the fields that both set. What was changed in other fields, or added
    /// to a list, since then stays.
    pub fn taken(&self, standing: &Record) -> Record {
        let mut taken = standing.clone();
        for name in &self.fields {
            if let (Some(field), Some((_, other)), Some((_, stood))) =
                (taken.field_mut(name), self.record.field(name), self.stood.field(name))
            {
                field.take(stood, other);
            }
        }
        taken
    }

    /// The record as it stands in a book before who is to decide. Of one that cannot be read, who saves says so.
    pub fn seen_in<'a>(&'a self, book: &'a Book) -> &'a Record {
        book.get(&self.id).unwrap_or(&self.record)
    }

    /// Whether what is to be decided looks as it did when the record was seen.
    pub fn is_as_seen(&self, seen: &Record, standing: &Record) -> bool {
        self.differences(seen) == self.differences(standing)
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
    use super::super::kind::Kind;
    use super::super::kinds::Action;
    use super::super::rows::Milestone;
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
            stood: Record::blank(Kind::Action),
        };
        let standing = action("Ann", "new");

        assert_eq!(other.taken(&standing), action("Bea", "new"));
        let differences = other.differences(&standing);
        assert_eq!(differences.len(), 1);
        assert_eq!((&*differences[0].mine, &*differences[0].theirs), ("Ann", "Bea"));
        assert!(other.differences(&action("Bea", "new")).is_empty(), "somebody has set the same meanwhile");
    }

    #[test]
    fn what_was_added_to_a_list_since_stays() {
        let with = |gates: &[&str]| -> Record {
            let milestones = gates.iter().map(|gate| Milestone { text: Some(Line::new(gate)), ..Milestone::default() });
            Action { title: Some(Line::new("Work")), milestones: milestones.collect(), ..Action::default() }.into()
        };
        let other = Version {
            file: "work.1.ron".to_owned(),
            id: Id::new("work").unwrap(),
            by: None,
            fields: vec!["milestones".to_owned()],
            record: with(&["Start in May", "End"]),
            stood: with(&["Start in April", "End"]),
        };

        let taken = other.taken(&with(&["Start in April", "End", "Review"]));

        assert_eq!(taken, with(&["Start in May", "End", "Review"]));
        let replaced = other.taken(&with(&["Review"]));
        assert_eq!(replaced, with(&["Start in May", "Review"]), "also where what was disputed is gone meanwhile");
    }
}
