//! The one way out for everything that a command prints: made harmless, in ASCII where that is asked for, and checked.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::next_step::with_store;
use crate::model::display::{ascii, display, display_lines};

/// Standard output for answers, standard error for words about them.
pub struct Output<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    plain: bool,
    percent: Option<usize>,
    store: Option<PathBuf>,
}

impl<'a> Output<'a> {
    /// Writes to these two.
    pub fn new(out: &'a mut dyn Write, err: &'a mut dyn Write) -> Self {
        Self { out, err, plain: false, percent: None, store: None }
    }

    /// From now on in ASCII.
    pub fn use_ascii(&mut self) {
        self.plain = true;
    }

    /// From now on next steps name this store, as the command has done.
    pub fn name_store(&mut self, store: &Path) {
        self.store = Some(store.to_owned());
    }

    /// Words with a next step, as it can be typed.
    pub(crate) fn typed<'w>(&self, words: &'w str) -> Cow<'w, str> {
        self.store.as_ref().map_or(Cow::Borrowed(words), |store| Cow::Owned(with_store(words, store)))
    }

    /// A text that people read, as it may leave the program: for a file of its own.
    pub(crate) fn printable(&self, text: &[u8]) -> Vec<u8> {
        harmless(&String::from_utf8_lossy(text), self.plain).into_owned().into_bytes()
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

    /// The same where it is no text.
    ///
    /// # Errors
    /// It could not be written whole.
    pub fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.out.flush()
    }

    /// Words about an answer, on one line of their own, whatever they quote. Where nobody can hear them, they are lost.
    pub fn say(&mut self, words: &str) {
        if !words.is_empty() {
            let words = self.typed(words);
            self.say_lines(&display(&words));
        }
    }

    /// The same on several lines.
    pub fn say_lines(&mut self, words: &str) {
        let words = harmless(words, self.plain);
        drop(writeln!(self.err, "{words}"));
    }

    /// How far something is that takes long, on one line that is drawn again. Only for somebody who watches.
    pub fn progress(&mut self, done: usize, of: usize) {
        let percent = (done * 100).checked_div(of).unwrap_or(100);
        if self.percent == Some(percent) {
            return;
        }
        self.percent = Some(percent);
        let bar = "#".repeat(percent / 5);
        drop(write!(self.err, "\r[{bar:<20}] {percent:>3}%").and_then(|()| self.err.flush()));
    }

    /// The end of that line.
    pub fn end_progress(&mut self) {
        if self.percent.take().is_some() {
            drop(writeln!(self.err));
        }
    }
}

fn harmless(text: &str, plain: bool) -> Cow<'_, str> {
    let shown = display_lines(text);
    if plain { Cow::Owned(ascii(&shown).into_owned()) } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_drawn_again_only_where_it_has_grown() {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut output = Output::new(&mut out, &mut err);

        for done in [1, 2, 500, 501, 1000] {
            output.progress(done, 1000);
        }
        output.end_progress();
        output.end_progress();

        let drawn = String::from_utf8(err).unwrap();
        let full = format!("[{}] 100%\n", "#".repeat(20));
        assert_eq!(drawn, format!("\r[{:20}]   0%\r[##########          ]  50%\r{full}", ""));
        assert!(out.is_empty());
    }
}
