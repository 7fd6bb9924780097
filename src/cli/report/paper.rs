//! Where a report goes, and in which format.

use std::path::Path;

use clap::ValueEnum;

use crate::cli::source::Opened;
use crate::cli::{Failure, Output};
use crate::report::{Document, Template, as_markdown, document_text};
use crate::store::write_new;

/// The format of a report, and the file that it goes to.
#[derive(Debug, clap::Args)]
pub(super) struct Paper {
    /// The format; if not named here, the file's ending says (.txt, .md), else text
    #[arg(long)]
    format: Option<Format>,
    /// Write it to a new file, which only you can read; what is there already is never written over
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Plain text, 80 columns
    Text,
    /// Markdown
    Markdown,
}

impl Paper {
    /// Prints a report, or puts it into its file, which is told.
    pub(super) fn deliver(&self, document: &Document, output: &mut Output<'_>) -> Result<(), Failure> {
        let text = match self.format() {
            Format::Text => document_text(document),
            Format::Markdown => as_markdown(document),
        };
        let Some(file) = &self.output else { return Ok(output.text(&text)?) };
        let path = write_new(file, output.printable(&text).as_bytes())?;
        output.say(&format!("csp: written to {}", path.display()));
        Ok(())
    }

    fn format(&self) -> Format {
        let ending = self.output.as_deref().and_then(|file| Path::new(file).extension()?.to_str());
        let of_file = match ending {
            Some("md" | "markdown") => Format::Markdown,
            _ => Format::Text,
        };
        self.format.unwrap_or(of_file)
    }
}

/// The template of a report: the store's own, else the one that csp brings.
pub(super) fn template(opened: &Opened, name: &str) -> Result<Template, Failure> {
    Ok(Template::of(name, opened.store.template(name)?))
}
