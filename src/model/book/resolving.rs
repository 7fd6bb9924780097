//! Which record is meant by what was typed.

use std::collections::BTreeSet;
use std::fmt;

use super::Book;
use crate::model::fault::Fault;
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::record::Record;
use crate::model::text::spelt;

/// Why what was typed leads to no one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// No record has an id like it; these are the nearest.
    Unknown {
        /** what was typed */
        typed: String,
        /** the nearest ids */
        nearest: Vec<Id>,
    },
    /// Several ids begin so.
    Ambiguous {
        /** what was typed */
        typed: String,
        /** the ids that begin so */
        matches: Vec<Id>,
    },
    /// The record is there and its file cannot be read.
    Unreadable(Fault),
}

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |ids: &[Id]| ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", ");
        match self {
            Self::Unknown { typed, nearest } if nearest.is_empty() => {
                write!(f, "there is no record {typed:?}. Next: csp list tells their ids, csp add makes one")
            }
            Self::Unknown { typed, nearest } => {
                let are = if nearest.len() == 1 { "is" } else { "are" };
                write!(f, "there is no record {typed:?}; the nearest {are} {}", list(nearest))
            }
            Self::Ambiguous { typed, matches } => write!(f, "{typed:?} could be any of {}", list(matches)),
            Self::Unreadable(fault) => write!(f, "{fault}"),
        }
    }
}

impl std::error::Error for Unresolved {}

impl Book {
    /// The id that is meant: one that is exactly so, else the only one that begins so.
    ///
    /// # Errors
    /// None or several; the message names the nearest, or all of them.
    pub fn resolve(&self, typed: &str) -> Result<Id, Unresolved> {
        let typed = typed.trim();
        let ids = || self.records().map(|(id, _)| id).chain(self.faults.iter().filter_map(|fault| fault.id.as_ref()));
        if let Some(fault) = self.faults.iter().find(|fault| fault.id.as_ref().is_some_and(|id| id.as_str() == typed)) {
            return Err(Unresolved::Unreadable(fault.clone()));
        }
        if let Some(exact) = self.exact(typed) {
            return Ok(exact.clone());
        }
        if self.is_part {
            return Err(self.unknown(typed));
        }
        let matches: BTreeSet<&Id> = ids().filter(|id| !typed.is_empty() && id.as_str().starts_with(typed)).collect();
        match matches.len() {
            0 => Err(self.unknown(typed)),
            1 => matches.first().map_or_else(|| self.resolve(""), |id| self.resolve(id.as_str())),
            _ => {
                Err(Unresolved::Ambiguous { typed: typed.to_owned(), matches: matches.into_iter().cloned().collect() })
            }
        }
    }

    /// The id that is exactly so.
    fn exact(&self, typed: &str) -> Option<&Id> {
        let typed = Id::new(typed).ok()?;
        self.place(&typed).map(|place| &self.records[place].0)
    }

    /// The id that is meant where a record of these kinds is wanted: to be the only one of them that begins so, or is called so, is
    /// enough. What matches none of them is looked for everywhere, as by [`Book::resolve`], so that it can be said what it is.
    ///
    /// # Errors
    /// None or several; the message names the nearest, or all of them.
    pub fn resolve_among(&self, typed: &str, kinds: &[Kind]) -> Result<Id, Unresolved> {
        let typed = typed.trim();
        if typed.is_empty() || self.is_part || self.exact(typed).is_some() {
            return self.resolve(typed);
        }
        let fits = |(id, record): &(&Id, &Record)| kinds.contains(&record.kind()) && id.as_str().starts_with(typed);
        let matches: Vec<&Id> = self.records().filter(fits).map(|(id, _)| id).collect();
        match matches[..] {
            [] => match self.called(typed, kinds)[..] {
                [only] => Ok(only.clone()),
                _ => self.resolve(typed),
            },
            [only] => Ok(only.clone()),
            _ => {
                let matches = matches.into_iter().cloned().collect();
                Err(Unresolved::Ambiguous { typed: typed.to_owned(), matches })
            }
        }
    }

    fn called(&self, title: &str, kinds: &[Kind]) -> Vec<&Id> {
        let is_so = |record: &Record| kinds.contains(&record.kind()) && spelt(record.title()) == spelt(title);
        self.records().filter(|(_, record)| is_so(record)).map(|(id, _)| id).collect()
    }

    /// There is no such record; or it may stand in a folder that could not be read.
    fn unknown(&self, typed: &str) -> Unresolved {
        let hidden = self.faults.iter().find(|fault| Kind::of_folder(&fault.path).is_some());
        match hidden {
            Some(folder) => Unresolved::Unreadable(folder.clone()),
            None => Unresolved::Unknown { typed: typed.to_owned(), nearest: self.nearest(typed) },
        }
    }

    /// The ids most like what was typed, at most three.
    fn nearest(&self, typed: &str) -> Vec<Id> {
        let likeness = |id: &Id| strsim::jaro_winkler(id.as_str(), typed);
        let mut near: Vec<(f64, &Id)> = self.records().map(|(id, _)| (likeness(id), id)).collect();
        near.retain(|(likeness, id)| *likeness > 0.7 || (typed.len() > 2 && id.as_str().contains(typed)));
        near.sort_by(|one, other| other.0.total_cmp(&one.0));
        near.into_iter().take(3).map(|(_, id)| id.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kinds::{Action, Priority};
    use crate::model::text::Line;

    fn book(ids: &[&str]) -> Book {
        let record = |id: &str| {
            let title = Some(Line::new(id));
            match id {
                "fraud" => Record::Priority(Priority { title, ..Priority::default() }),
                _ => Record::Action(Action { title, ..Action::default() }),
            }
        };
        Book::new(ids.iter().map(|id| (Id::new(id).unwrap(), record(id))).collect(), Vec::new())
    }

    #[test]
    fn an_id_is_found_whole_or_by_a_beginning_that_only_one_has() {
        let book = book(&["training", "training-plan", "turnaround"]);

        assert_eq!(book.resolve("training").unwrap().as_str(), "training", "an exact id beats a beginning");
        assert_eq!(book.resolve("tu").unwrap().as_str(), "turnaround");
        assert!(matches!(book.resolve("tr"), Err(Unresolved::Ambiguous { matches, .. }) if matches.len() == 2));
        assert!(matches!(book.resolve(""), Err(Unresolved::Unknown { .. })));
        assert_eq!(
            book.resolve("turnarond").unwrap_err().to_string(),
            "there is no record \"turnarond\"; the nearest is turnaround"
        );
    }

    #[test]
    fn where_only_one_kind_fits_a_beginning_need_be_the_only_one_of_that_kind() {
        let book = book(&["fraud", "fraud-training", "fr-training"]);
        let among = |typed, kinds: &[Kind]| book.resolve_among(typed, kinds).map(|id| id.to_string());

        assert_eq!(among("fr", &[Kind::Priority]).unwrap(), "fraud");
        assert_eq!(among("fraud", &[Kind::Action]).unwrap(), "fraud", "an exact id stands, whatever it is");
        assert_eq!(among("fraud-t", &[Kind::Priority]).unwrap(), "fraud-training");
        let both = among("fr", &[Kind::Action]).unwrap_err();
        assert_eq!(both.to_string(), "\"fr\" could be any of fr-training, fraud-training");
        assert!(among("", &[Kind::Action]).is_err());
    }

    #[test]
    fn in_a_part_of_a_book_only_a_whole_id_is_known() {
        let part = book(&["fraud", "training", "training-plan"]).only(&[Id::new("training").unwrap()]);

        assert_eq!(part.resolve("training").unwrap().as_str(), "training");
        assert!(part.resolve("train").is_err() && part.resolve("fraud").is_err(), "there may be others");
        assert!(part.resolve_among("train", &[Kind::Action]).is_err());
    }

    #[test]
    fn what_may_stand_in_a_folder_that_cannot_be_read_is_not_said_to_be_missing() {
        let what = "it cannot be read: Permission denied".to_owned();
        let fault = Fault { path: "actions".to_owned(), place: None, id: None, what, next: "ask".to_owned() };
        let book = Book::of(book(&["fraud"]).records, vec![fault.clone()]);

        assert_eq!(book.resolve("turnaround"), Err(Unresolved::Unreadable(fault)));
        assert_eq!(book.resolve("fraud").unwrap().as_str(), "fraud");
    }
}
