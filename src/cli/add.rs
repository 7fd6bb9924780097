//! `csp add`: a new record, whose id is printed.

use super::offered::kinds;
use super::source::Source;
use super::{Code, Failure, Output};
use crate::model::text::Line;
use crate::model::{Assignment, Id, Kind, Record, Typing};

/// Add a record; prints its id.
#[derive(Debug, clap::Args)]
pub struct Add {
    /// What it is
    #[arg(value_parser = kinds(Kind::parse))]
    kind: Kind,
    /// What it is called
    #[arg(allow_hyphen_values = true)]
    title: String,
    /// FIELD=VALUE, any number of them
    #[arg(value_name = "FIELD=VALUE", allow_hyphen_values = true)]
    changes: Vec<String>,
}

impl Add {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        if self.kind.alone().is_some() {
            return Err(Failure::usage(format!("a store has only one {}", self.kind.word())));
        }
        let mut opened = source.write()?;
        let mut record = Record::blank(self.kind);
        *record.title_mut() = Some(Line::new(self.title.trim()));
        record.validate()?;
        let assignments = Assignment::parse_all(&self.changes)?;
        let typing = Typing::new(opened.today, &source.world.officer, &opened.book);
        assignments.iter().try_for_each(|it| it.apply(&mut record, &typing))?;
        let id = opened.store.create(&record, &Id::from_title(record.title()))?;
        output.text(&format!("{id}\n"))?;
        for assignment in &assignments {
            if let Some((about, field)) = record.field(&assignment.field) {
                output.say(&format!("{id}: {}: {}", about.label, field.shown().join("; ")));
            }
        }
        Ok(Code::Done)
    }
}
