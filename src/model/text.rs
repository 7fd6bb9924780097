//! Words in a record: one line, or several.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Serialize};

use super::invalid::Invalid;

/// Makes something of words as they stand in a file, without a copy of their own.
pub(super) struct Words<F>(pub(super) F);

impl<T, F: FnOnce(&str) -> Result<T, Invalid>> Visitor<'_> for Words<F> {
    type Value = T;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).map_err(E::custom)
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(transparent)]
        pub struct $name(Box<str>);

        impl $name {
            /// These words, with every line break as `\n`: a file written on Windows says the same.
            pub fn new(text: &str) -> Self {
                let mut text = Cow::Borrowed(text);
                // Twice or more where a file was converted twice: "\r\r\n".
                while text.contains("\r\n") {
                    text = Cow::Owned(text.replace("\r\n", "\n"));
                }
                Self(text.into())
            }
        }

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
                source.deserialize_str(Words(|text: &str| Ok(Self::new(text))))
            }
        }
    };
}

words! {
    /// Words that belong on one line: a name, a reference, a sentence of a list.
    Line
}

words! {
    /// Prose, which may have several lines.
    Text
}
/// A title as it is known again, whatever its capitals and blanks.
pub fn spelt(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
