//! `csp export`: records for a spreadsheet, a calendar or a program.

use clap::builder::StringValueParser;
use clap::{ValueEnum, ValueHint};

use super::list::kind_and_terms;
use super::source::{Opened, Source};
use super::{Code, Failure, Output, offered};
use crate::model::{Filter, Id, Kind, Record};
use crate::report::{Contacts, as_csv, as_ics, as_xlsx, book_json, json_text, listing};
use crate::store::write_new;

/// Records for a spreadsheet, a calendar or a program.
///
/// Without a filter it is everything, what is archived too. csv and xlsx have a column for each field, and csp import takes
/// them back as they are. ics has an all-day event for each date of what is open; a month or a financial year stands on its
/// last day, and says so. json is the whole book, the partnership and the report with it.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// What it is for
    #[arg(long, value_name = "FORMAT")]
    format: Shape,
    /// Into a new file that only you can read; never over another
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<String>,
    /// With a byte order mark, by which Excel knows a csv file for UTF-8
    #[arg(long)]
    bom: bool,
    /// With telephone numbers and e-mail addresses
    #[arg(long)]
    contacts: bool,
    /// A kind, and a filter, as csp list takes them
    #[arg(value_name = "KIND|FILTER", value_parser = offered::terms(StringValueParser::new()), hide_possible_values = true)]
    terms: Vec<String>,
}

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// Comma-separated values, one table
    Csv,
    /// A workbook, a sheet for each kind
    Xlsx,
    /// A calendar
    Ics,
    /// For programs
    Json,
}

impl Shape {
    fn word(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// The format by which a file is named, if it is one of these.
    fn of_name(path: &str) -> Option<Self> {
        let ending = std::path::Path::new(path).extension()?.to_str()?.to_lowercase();
        Self::value_variants().iter().copied().find(|shape| shape.word() == ending)
    }
}

impl Export {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        if self.bom && self.format != Shape::Csv {
            return Err(Failure::usage("--bom is for csv; the other formats need none"));
        }
        if let Some(meant) = self.output.as_deref().and_then(Shape::of_name).filter(|meant| *meant != self.format) {
            let (name, meant, format) = (self.output.as_deref().unwrap_or_default(), meant.word(), self.format.word());
            let what = format!("{name} is named as {meant}, and --format says {format}, so nothing was written");
            return Err(Failure::usage(format!("{what}. Next: --format {meant}, or a name that ends with .{format}")));
        }
        let to_terminal = source.world.width.is_some() && self.output.is_none();
        if self.format == Shape::Xlsx && to_terminal {
            return Err(Failure::usage(
                "a workbook is no text for a terminal. Next: csp export --format xlsx -o book.xlsx",
            ));
        }
        let opened = source.read(output)?;
        let (kind, terms) = kind_and_terms(&self.terms)?;
        let filter = Filter::terms(&terms, opened.today)?;
        let records = self.records(&opened, kind, &filter);
        let bytes = self.bytes(kind, &records, &opened)?;
        match &self.output {
            None => output.bytes(&bytes)?,
            Some(path) => {
                let path = write_new(path, &bytes)?;
                let some =
                    if records.len() == 1 { "1 record".to_owned() } else { format!("{} records", records.len()) };
                output.say(&format!("csp: {some} in {}, which only you can read", path.display()));
            }
        }
        Ok(opened.ending(output))
    }

    /// What is meant: without a filter what is archived too. Only JSON has the two records that stand alone unless they
    /// are named, since they fit into no table beside others.
    fn records(&self, opened: &Opened, kind: Option<Kind>, filter: &Filter) -> Vec<(Id, Record)> {
        let mut records = listing(&opened.book, kind, filter, opened.today);
        if filter.is_empty() {
            let archived = opened.book.records().filter(|(_, record)| record.archived().is_some());
            let of_kind = archived.filter(|(_, record)| kind.is_none_or(|kind| record.kind() == kind));
            records.extend(of_kind.map(|(id, record)| (id.clone(), record.clone())));
            records.sort_by_key(|(_, record)| record.kind());
        }
        if kind.is_none() && self.format != Shape::Json {
            records.retain(|(_, record)| record.kind().alone().is_none());
        }
        records
    }

    fn bytes(&self, kind: Option<Kind>, records: &[(Id, Record)], opened: &Opened) -> Result<Vec<u8>, Failure> {
        let (book, today) = (&opened.book, opened.today);
        let contacts = if self.contacts { Contacts::Shown } else { Contacts::Hidden };
        let text = match self.format {
            Shape::Xlsx => return Ok(as_xlsx(kind, records, contacts, today)?),
            Shape::Csv => as_csv(kind, records, contacts).map_err(Failure::usage)?,
            Shape::Ics => as_ics(records, book, today),
            Shape::Json => {
                let value = book_json(records, today, contacts).map_err(Failure::usage)?;
                json_text(&value).map_err(Failure::usage)?
            }
        };
        let mark = if self.bom { "\u{feff}" } else { "" };
        Ok([mark, &text].concat().into_bytes())
    }
}
