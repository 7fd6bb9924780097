//! Two changes of the same record brought together, field by field.

use super::record::Record;

/// A field that both set, and differently; only a person can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The field's name.
    pub field: &'static str,
    /// Its name on screen.
    pub label: &'static str,
    /// What I set.
    pub mine: String,
    /// What the other set.
    pub theirs: String,
}

/// Which of two that differ is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// What stands in the record.
    Mine,
    /// The other one.
    Theirs,
}

/// Brings together what became of `base` on two sides. An edit beats archiving: a record that one side archived while
/// the other worked on it stays in sight.
///
/// # Errors
/// The fields that both set differently, none of them merged.
pub fn merge(base: &Record, mine: &Record, theirs: &Record) -> Result<Record, Vec<Conflict>> {
    let (merged, conflicts) = merge_choosing(base, mine, theirs, Choice::Mine);
    if conflicts.is_empty() { Ok(merged) } else { Err(conflicts) }
}

/// A record as it is to stand where the change from `before` to `after` is taken back; what was done since stays.
///
/// # Errors
/// The fields that were set again since, none of them taken back.
pub fn taken_back(before: &Record, after: &Record, current: &Record) -> Result<Record, Vec<Conflict>> {
    let mut record = merge(after, before, current)?;
    // To take an edit back is no work on the record, and no reason to bring it back into sight.
    if after.archived().is_none() && current.archived().is_some() {
        record.archived_mut().clone_from(&current.archived().cloned());
    }
    Ok(record)
}

/// The same as [`merge`] where nobody can be asked: where both set the same field, or the same entry of a list, and differently, what is
/// chosen stands, and these fields are told.
pub fn merge_choosing(base: &Record, mine: &Record, theirs: &Record, choice: Choice) -> (Record, Vec<Conflict>) {
    let mut merged = mine.clone();
    let mut conflicts = Vec::new();
    for ((about, ours), ((_, old), (_, other))) in
        mine.fields().into_iter().zip(base.fields().into_iter().zip(theirs.fields()))
    {
        let Some(field) = merged.field_mut(about.name) else { continue };
        if field.merge(old, other, choice).is_err() {
            conflicts.push(Conflict { field: about.name, label: about.label, mine: ours.text(), theirs: other.text() });
        }
    }
    if archived_over_an_edit(base, mine, theirs) || archived_over_an_edit(base, theirs, mine) {
        *merged.archived_mut() = None;
    }
    (merged, conflicts)
}

/// Whether one side archived the record while the other changed something else in it.
fn archived_over_an_edit(base: &Record, archiving: &Record, editing: &Record) -> bool {
    let newly = base.archived().is_none() && archiving.archived().is_some();
    newly && editing.archived().is_none() && editing != base
}

/// A record with the values that another has in these fields.
pub fn with_fields(record: &Record, names: &[&str], other: &Record) -> Record {
    let mut record = record.clone();
    for name in names {
        if let (Some(field), Some((_, other))) = (record.field_mut(name), other.field(name)) {
            field.copy(other);
        }
    }
    record
}

/// The names of the fields in which two records of one kind differ, in order.
pub fn changed(one: &Record, other: &Record) -> Vec<&'static str> {
    one.fields()
        .into_iter()
        .zip(other.fields())
        .filter(|((_, before), (_, after))| !before.same(*after))
        .map(|((about, _), _)| about.name)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::kinds::Action;
    use super::super::rows::Update;
    use super::super::text::{Line, Text};
    use super::super::when::When;
    use super::*;

    fn action(owner: &str, reference: &str) -> Action {
        let stated = |text: &str| (!text.is_empty()).then(|| Line::new(text));
        Action {
            title: Some(Line::new("Work")),
            owner: stated(owner),
            reference: stated(reference),
            ..Action::default()
        }
    }

    #[test]
    fn different_fields_merge_and_the_same_field_shows_both_values() {
        let base = Record::Action(action("", ""));
        let mine = Record::Action(action("Ann", ""));

        let merged = merge(&base, &mine, &Record::Action(action("", "2.2"))).unwrap();
        assert_eq!(merged, Record::Action(action("Ann", "2.2")));

        let conflicts = merge(&base, &mine, &Record::Action(action("Bea", ""))).unwrap_err();
        assert_eq!(conflicts.len(), 1);
        assert_eq!((conflicts[0].label, &*conflicts[0].mine, &*conflicts[0].theirs), ("Owner", "Ann", "Bea"));
    }

    #[test]
    fn notes_of_both_are_kept() {
        let note = |text: &str| Update { text: Some(Text::new(text)), ..Update::default() };
        let with = |notes: &[&str]| {
            Record::Action(Action { updates: notes.iter().map(|text| note(text)).collect(), ..action("", "") })
        };

        let merged = merge(&with(&["old"]), &with(&["old", "mine"]), &with(&["old", "theirs"])).unwrap();

        assert_eq!(merged, with(&["old", "mine", "theirs"]));
    }

    #[test]
    fn an_edit_beats_archiving_from_either_side() {
        let base = Record::Action(action("", ""));
        let mut archived = base.clone();
        *archived.archived_mut() = Some(When::stored("2023-03-09").unwrap());
        let edited = Record::Action(action("Ann", ""));

        assert_eq!(merge(&base, &archived, &edited), Ok(edited.clone()));
        assert_eq!(merge(&base, &edited, &archived), Ok(edited));
        assert_eq!(merge(&base, &archived, &base), Ok(archived));
    }

    #[test]
    fn a_change_that_is_taken_back_leaves_archived_what_was_archived_since() {
        let (before, after) = (Record::Action(action("", "")), Record::Action(action("Ann", "")));
        let archived = |record: &Record| {
            let mut record = record.clone();
            *record.archived_mut() = Some(When::stored("2023-03-09").unwrap());
            record
        };

        assert_eq!(taken_back(&before, &after, &archived(&after)), Ok(archived(&before)));
        assert_eq!(taken_back(&before, &after, &after), Ok(before.clone()));
        assert_eq!(taken_back(&before, &archived(&before), &archived(&before)), Ok(before.clone()));
        assert!(taken_back(&before, &after, &Record::Action(action("Bea", ""))).is_err());
    }
}
