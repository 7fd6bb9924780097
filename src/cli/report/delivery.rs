//! Where a report goes, and in which format.

use clap::{ValueEnum, ValueHint};

use crate::cli::{Code, Failure, Output, World};
use crate::report::{Document, Format};
use crate::store::write_new;

/// The format of a report, and the file that it goes to.
#[derive(Debug, clap::Args)]
pub(super) struct Delivery {
    /// The format; if not named here, the file's ending says (.txt, .md, .docx), else text
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Named>,
    /// Write it to a new file, which only you can read; what is there already is never written over
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<String>,
}

/// The formats by their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Named {
    /// Plain text, 80 columns
    Text,
    /// Markdown
    Markdown,
    /// A Word document
    Docx,
}

impl Delivery {
    /// Prints a report, or puts it into its file, which is told.
    pub(super) fn deliver(&self, document: &Document, world: &World, output: &mut Output<'_>) -> Result<(), Failure> {
        let format = self.format()?;
        let bytes = format.written(document).map_err(|error| Failure::new(Code::NotSaved, error))?;
        match &self.output {
            None if format == Format::Docx && world.width.is_some() => {
                Err(Failure::usage("a Word document is not for the screen. Next: name its file with -o report.docx"))
            }
            None if format == Format::Docx => Ok(output.bytes(&bytes)?),
            None => Ok(output.text(&String::from_utf8_lossy(&bytes))?),
            Some(file) => {
                let bytes = if format == Format::Docx { bytes } else { output.printable(&bytes) };
                let path = write_new(file, &bytes)?;
                output.say(&format!("csp: written to {}", path.display()));
                Ok(())
            }
        }
    }

    fn format(&self) -> Result<Format, Failure> {
        let of_file = self.output.as_deref().map(Format::of_file).transpose();
        let is_word = |format: Format| format == Format::Docx;
        match (self.format.map(Named::format), of_file) {
            (None, of_file) => Ok(of_file?.unwrap_or(Format::Text)),
            (Some(asked), Ok(Some(of_file))) if is_word(asked) != is_word(of_file) => {
                let words = "--format and the ending of the file name two sorts of file. Next: leave --format out";
                Err(Failure::usage(words))
            }
            (Some(asked), _) => Ok(asked),
        }
    }
}

impl Named {
    fn format(self) -> Format {
        match self {
            Self::Text => Format::Text,
            Self::Markdown => Format::Markdown,
            Self::Docx => Format::Docx,
        }
    }
}
