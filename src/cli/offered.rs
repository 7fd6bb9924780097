//! Words that a shell offers for a value, while the domain says what is taken.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command, Error};

use crate::model::{Kind, flag_words};
use crate::report::Pane;

/// Reads a value in its own way, and knows words to offer for it.
#[derive(Clone)]
pub(crate) struct Offered<P> {
    words: Vec<&'static str>,
    read: P,
}

impl<P: TypedValueParser> TypedValueParser for Offered<P> {
    type Value = P::Value;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<P::Value, Error> {
        self.read.parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.words.iter().copied().map(PossibleValue::new)))
    }
}

/// Takes what this takes, and offers the kinds of which there can be several records.
pub(crate) fn kinds<P: TypedValueParser>(read: P) -> Offered<P> {
    Offered { words: words_of_kinds().collect(), read }
}

/// Takes what this takes, and offers what a list begins with: the kinds, and the flags.
pub(crate) fn terms<P: TypedValueParser>(read: P) -> Offered<P> {
    Offered { words: words_of_kinds().chain(flag_words()).collect(), read }
}

/// Takes what this takes, and offers the panes.
pub(crate) fn panes<P: TypedValueParser>(read: P) -> Offered<P> {
    Offered { words: Pane::ALL.map(Pane::word).to_vec(), read }
}

fn words_of_kinds() -> impl Iterator<Item = &'static str> {
    Kind::ALL.into_iter().filter(|kind| kind.alone().is_none()).map(Kind::word)
}
