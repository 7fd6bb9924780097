//! The table of fields: one row a field, from which files, forms, `set`, filters, merging and help all come.

use serde::{Deserialize, Deserializer};

use super::datum::Datum;
use super::kind::Kind;

/// What there is to know of a field, whatever record it belongs to.
#[derive(Debug)]
pub struct About {
    /// The name in files, in JSON and on the command line.
    pub name: &'static str,
    /// The name on screen.
    pub label: &'static str,
    /// What belongs in it.
    pub hint: &'static str,
    /// The kinds of record it links to; empty where it is no link.
    pub links_to: &'static [Kind],
}

impl About {
    /// The format version, and what became of a plan's items, are the program's to set.
    pub fn is_kept_by_program(&self) -> bool {
        matches!(self.name, "format" | "rolled_to" | "rolled_on" | "outcomes")
    }

    /// Notes are only ever added to.
    pub fn is_only_added_to(&self) -> bool {
        self.name == "updates"
    }

    /// The name on screen where it is typed: what is typed into a field that is only added to is one more entry.
    pub fn typed_label(&self) -> &'static str {
        if self.is_only_added_to() { "New update" } else { self.label }
    }

    /// Whether its date is of something done, so that a day without a year is the last such day.
    pub fn looks_back(&self) -> bool {
        matches!(
            self.name,
            "last_done" | "completed" | "made_on" | "responded_on" | "rolled_on" | "archived" | "updates"
        )
    }

    /// A person or a post: those that are named already are offered.
    pub fn is_of_a_person(&self) -> bool {
        self.name == "owner"
    }

    /// Telephone numbers and e-mail addresses are shown only to who asks for them.
    pub fn is_contact(&self) -> bool {
        matches!(self.name, "telephone" | "email")
    }
}

/// One row of a kind's table.
pub struct Field<R> {
    /// What there is to know of it.
    pub about: About,
    pub(crate) of: fn(&R) -> &dyn Datum,
    pub(crate) of_mut: fn(&mut R) -> &mut dyn Datum,
}

/// A kind of record and its fields, in the order in which they are written.
pub trait Fields: Sized + 'static {
    /// Which kind it is.
    const KIND: Kind;
    /// Its fields, in order.
    const FIELDS: &'static [Field<Self>];
}

/// What a field holds, read into no more memory than it needs: a book holds thousands of lists, most of one or two entries.
pub(crate) trait Lean<'de>: Sized {
    fn read<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error>;
}

impl<'de, T: Deserialize<'de>> Lean<'de> for Option<T> {
    fn read<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        Self::deserialize(source)
    }
}

impl<'de, T: Deserialize<'de>> Lean<'de> for Vec<T> {
    fn read<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        Box::<[T]>::deserialize(source).map(Self::from)
    }
}

/// Declares a kind of record: the struct, and the table of its fields with the six that every kind has.
///
/// A row is `name: type, "Label", "what belongs in it";`, and `=> Kind | Kind` where it links to records.
macro_rules! record {
    ($(#[$doc:meta])* $kind:ident {
        $($(#[$field_doc:meta])* $name:ident: $type:ty, $label:literal, $hint:literal $(=> $($target:ident)|+)?;)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $kind {
            /// What it is called; every record must have it.
            #[serde(default)]
            pub title: Option<$crate::model::text::Line>,
            /// The paragraph of the report, or the minute, that it comes from.
            #[serde(default)]
            pub source: Option<$crate::model::text::Line>,
            $(
                #[doc = $hint]
                $(#[$field_doc])*
                #[serde(default, deserialize_with = "crate::model::field::Lean::read")]
                pub $name: $type,
            )*
            /// Anything else that should be known.
            #[serde(default)]
            pub notes: Option<$crate::model::text::Text>,
            /// What the source states that looks wrong.
            #[serde(default, deserialize_with = "crate::model::field::Lean::read")]
            pub queries: Vec<$crate::model::rows::Query>,
            /// Dated notes, in the order in which they were written.
            #[serde(default, deserialize_with = "crate::model::field::Lean::read")]
            pub updates: Vec<$crate::model::rows::Update>,
            /// Since when it is hidden. Nothing is ever removed.
            #[serde(default)]
            pub archived: Option<$crate::model::when::When>,
        }

        impl $crate::model::field::Fields for $kind {
            const KIND: $crate::model::kind::Kind = $crate::model::kind::Kind::$kind;
            const FIELDS: &'static [$crate::model::field::Field<Self>] = &[
                $crate::model::field::row!(title, "Title", "what it is called"),
                $crate::model::field::row!(source, "Source", "the paragraph or minute it comes from, such as 2.6.8"),
                $($crate::model::field::row!($name, $label, $hint $(=> $($target)|+)?),)*
                $crate::model::field::row!(notes, "Notes", "anything else that should be known; no names of victims, offenders or children"),
                $crate::model::field::row!(queries, "Queries", "field | as stated | as believed | why"),
                $crate::model::field::row!(updates, "Updates", "date | author | what is new"),
                $crate::model::field::row!(archived, "Archived", "the date since when it is hidden"),
            ];
        }
    };
}

/// One row of the table that [`record!`] makes.
macro_rules! row {
    ($name:ident, $label:literal, $hint:literal $(=> $($target:ident)|+)?) => {
        $crate::model::field::Field {
            about: $crate::model::field::About {
                name: stringify!($name),
                label: $label,
                hint: $hint,
                links_to: &[$($($crate::model::kind::Kind::$target),+)?],
            },
            of: |it| &it.$name,
            of_mut: |it| &mut it.$name,
        }
    };
}

pub(crate) use {record, row};
