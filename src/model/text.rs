//! Words in a record: one line, or several.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// These words, with every line break as `\n`: a file written on Windows says the same.
            pub fn new(text: &str) -> Self {
                let mut text = text.to_owned();
                // Twice or more where a file was converted twice: "\r\r\n".
                while text.contains("\r\n") {
                    text = text.replace("\r\n", "\n");
                }
                Self(text)
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
                String::deserialize(source).map(|text| Self::new(&text))
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
