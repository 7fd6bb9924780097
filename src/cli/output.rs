//! The one way out for everything that a command prints: made harmless, in ASCII where that is asked for, and checked.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::model::display::{ascii, display, display_lines};

/// Standard output for answers, standard error for words about them.
pub struct Output<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    plain: bool,
}

impl<'a> Output<'a> {
    /// Writes to these two.
    pub fn new(out: &'a mut dyn Write, err: &'a mut dyn Write) -> Self {
        Self { out, err, plain: false }
    }

    /// From now on in ASCII.
    pub fn use_ascii(&mut self) {
        self.plain = true;
    }

    /// A text that people read, as it may leave the program: for a file of its own.
    pub(crate) fn printable<'b>(&self, text: &'b str) -> Cow<'b, str> {
        harmless(text, self.plain)
    }

    /// An answer that people read.
    ///
    /// # Errors
    /// It could not be written whole.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        let text = harmless(text, self.plain);
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }

    /// An answer that programs read, which has been made harmless in its own way.
    ///
    /// # Errors
    /// It could not be written whole.
    pub fn data(&mut self, data: &str) -> io::Result<()> {
        self.out.write_all(data.as_bytes())?;
        self.out.flush()
    }

    /// Words about an answer, on one line of their own, whatever they quote. Where nobody can hear them, they are lost.
    pub fn say(&mut self, words: &str) {
        if !words.is_empty() {
            self.say_lines(&display(words));
        }
    }

    /// The same on several lines.
    pub fn say_lines(&mut self, words: &str) {
        let words = harmless(words, self.plain);
        drop(writeln!(self.err, "{words}"));
    }
}

fn harmless(text: &str, plain: bool) -> Cow<'_, str> {
    let shown = display_lines(text);
    if plain { Cow::Owned(ascii(&shown).into_owned()) } else { shown }
}
