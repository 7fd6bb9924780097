//! What is known while somebody types: who, when, into which field, about which records.

use chrono::NaiveDate;

use super::book::Book;
use super::field::About;
use super::id::Id;
use super::invalid::Invalid;
use super::kind::Kind;
use super::when::When;

/// Who is typing, when, into which field, and what ids there are.
#[derive(Clone, Copy)]
pub struct Typing<'a> {
    /// The day from which `friday` counts, and the date of a new update.
    pub today: NaiveDate,
    /// The name that a new update or rating carries.
    pub author: &'a str,
    book: Option<&'a Book>,
    field: Option<&'static About>,
    looks_back: bool,
}

impl<'a> Typing<'a> {
    /// Somebody types on a day about the records of a book.
    pub fn new(today: NaiveDate, author: &'a str, book: &'a Book) -> Self {
        Self { today, author, book: Some(book), field: None, looks_back: false }
    }

    /// The same into a field, which tells what an id may lead to and whether a date looks back.
    #[must_use]
    pub fn into_field(self, field: &'static About) -> Self {
        Self { field: Some(field), looks_back: field.looks_back(), ..self }
    }

    /// The same into a cell of an entry.
    #[must_use]
    pub(super) fn into_cell(self, name: &str) -> Self {
        Self { looks_back: self.looks_back || name == "done", ..self }
    }

    /// The date that is meant.
    pub(crate) fn when(&self, typed: &str) -> Result<When, Invalid> {
        if self.looks_back { When::typed_of_past(typed, self.today) } else { When::typed(typed, self.today) }
    }

    /// The kind of the record with this id.
    pub(super) fn kind(&self, id: &Id) -> Option<Kind> {
        self.book?.kind(id)
    }

    /// The id that is meant.
    pub(crate) fn id(&self, typed: &str) -> Result<Id, Invalid> {
        let Some(book) = self.book else { return Id::new(typed.trim()) };
        let kinds = self.field.map_or(&[][..], |field| field.links_to);
        book.resolve_among(typed, kinds).map_err(|why| Invalid::new(why.to_string()))
    }
}

#[cfg(test)]
impl Typing<'static> {
    /// Ann, on the day of the sample, where every id is taken as it stands.
    pub(crate) fn in_tests() -> Self {
        Self {
            today: NaiveDate::from_ymd_opt(2023, 3, 9).unwrap(),
            author: "Ann",
            book: None,
            field: None,
            looks_back: false,
        }
    }
}
