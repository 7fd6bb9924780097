//! `csp list`: a table of records.

use clap::builder::StringValueParser;

use super::source::Source;
use super::{Code, Failure, Output, offered};
use crate::model::{Filter, Flag, Kind, flag_words, nearest};
use crate::report::{Contacts, Section, as_csv, json_text, list_text, listing, records_json};

/// A table of records.
#[derive(Debug, clap::Args)]
pub struct List {
    #[arg(
        help = format!(
            "A kind (action, duty …), then words, FIELD:VALUE, FIELD.before:DATE and flags ({}); not: turns a term round",
            flag_words().collect::<Vec<_>>().join(", ")
        ),
        value_name = "KIND|FILTER",
        value_parser = offered::terms(StringValueParser::new()),
        hide_possible_values = true
    )]
    terms: Vec<String>,
    /// As JSON
    #[arg(long, conflicts_with_all = ["csv", "ids"])]
    json: bool,
    /// As comma-separated values, with every field
    #[arg(long, conflicts_with = "ids")]
    csv: bool,
    /// The ids alone, one a line
    #[arg(long)]
    ids: bool,
}

impl List {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let opened = source.read(output)?;
        let (kind, terms) = kind_and_terms(&self.terms)?;
        let filter = Filter::terms(&terms, opened.today)?;
        let records = listing(&opened.book, kind, &filter, opened.today);
        if self.ids {
            let ids: String = records.iter().map(|(id, _)| format!("{id}\n")).collect();
            output.text(&ids)?;
        } else if self.json {
            output.data(&json_text(&records_json(&records).map_err(Failure::usage)?).map_err(Failure::usage)?)?;
        } else if self.csv {
            output.data(&as_csv(kind, &records, Contacts::Hidden).map_err(Failure::usage)?)?;
        } else if records.is_empty() {
            let meant = terms.iter().find_map(|term| meant(term));
            let meant = meant.map_or_else(String::new, |word| format!("; did you mean {word}?"));
            output.say(&format!("csp: no record matches{meant}"));
        } else {
            let section = Section::of_records("", kind, records, &opened.book, opened.today);
            let (text, left_out) = list_text(&section, source.world.width);
            output.text(&text)?;
            if !left_out.is_empty() {
                let left_out = left_out.join(", ");
                output
                    .say(&format!("csp: too narrow for {left_out}. Next: a wider terminal, or csp list ... | less -S"));
            }
        }
        Ok(opened.ending(output))
    }
}

/// The kind that is named, wherever it stands, and the other terms. Words in double quotes are words.
pub(super) fn kind_and_terms(typed: &[String]) -> Result<(Option<Kind>, Vec<String>), Failure> {
    let is_kind = |term: &&String| Kind::parse(term).is_ok();
    let kinds: Vec<_> = typed.iter().filter(is_kind).collect();
    if let [one, other, ..] = kinds[..] {
        return Err(Failure::usage(format!(
            "{one} and {other} are two kinds; name one, and a word as \"{other}\" in quotes"
        )));
    }
    let kind = kinds.first().and_then(|word| Kind::parse(word).ok());
    Ok((kind, typed.iter().filter(|term| !is_kind(term)).cloned().collect()))
}

/// The flag or the kind that a word nearly is.
fn meant(word: &str) -> Option<&'static str> {
    let known = Flag::ALL.into_iter().map(Flag::word).chain(Kind::ALL.into_iter().map(Kind::word));
    nearest(&word.to_lowercase(), known).filter(|known| *known != word)
}
