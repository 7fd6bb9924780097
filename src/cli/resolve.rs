//! `csp resolve`: which of two versions of a record is to stand.

use clap::ValueEnum;

use super::set::told;
use super::source::{Opened, Source};
use super::{Code, Failure, Output};
use crate::model::display::NOT_STATED;
use crate::model::{Choice, Version};

/// Decide between two versions of a record, after two officers set the same field.
#[derive(Debug, clap::Args)]
pub struct Resolve {
    /// A record's id, or the beginning of one
    id: String,
    /// Keep what stands in the record, or take the other version; shows both if it is left out
    which: Option<Which>,
    /// Which of several other versions, by its file in conflicts/
    #[arg(long, value_name = "FILE")]
    version: Option<String>,
}

/// Which version is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Which {
    /// What stands in the record.
    Mine,
    /// The other version.
    Theirs,
}

impl Resolve {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let mut opened = source.write()?;
        let (_, id) = opened.anywhere(&self.id)?;
        let is_meant = |version: &&Version| {
            let file = version.file.as_str();
            self.version.as_deref().is_none_or(|named| named.trim_start_matches("conflicts/") == file)
        };
        let of_it = opened.book.versions().iter().filter(|version| version.id == id);
        let versions: Vec<Version> = of_it.filter(is_meant).cloned().collect();
        if versions.is_empty() {
            let what =
                format!("there is no other version of {id} to decide about. Next: csp check tells those there are");
            return Err(Failure::new(Code::NoSuchRecord, what));
        }
        let choice = match self.which {
            None => return show(&versions, &opened, output),
            Some(Which::Mine) => Choice::Mine,
            Some(Which::Theirs) => Choice::Theirs,
        };
        if choice == Choice::Theirs && versions.len() > 1 {
            let files: Vec<_> = versions.iter().map(|version| version.file.as_str()).collect();
            return Err(Failure::usage(format!(
                "there are {} other versions of {id}, so nothing was changed. Next: csp resolve {id} theirs --version with one of {}",
                files.len(),
                files.join(", ")
            )));
        }
        for version in &versions {
            let saved = opened.store.decide(version, choice)?;
            if saved.fields.is_empty() {
                output.say(&format!("{id}: kept as it is, and the other version is put away"));
            } else {
                for line in told(&id, &saved) {
                    output.say(&line);
                }
            }
        }
        Ok(Code::Done)
    }
}

/// Both values of each field that two officers set, for each other version.
fn show(versions: &[Version], opened: &Opened, output: &mut Output<'_>) -> Result<Code, Failure> {
    let mut text = String::new();
    for version in versions {
        if versions.len() > 1 {
            text.push_str(&format!("{}\n", version.file));
        }
        let standing = opened.book.get(&version.id);
        for it in standing.map(|record| version.differences(record)).unwrap_or_default() {
            let stated = |value: &str| if value.is_empty() { NOT_STATED.to_owned() } else { value.to_owned() };
            let (mine, theirs, whose) = (stated(&it.mine), stated(&it.theirs), version.whose());
            text.push_str(&format!(
                "{}\n  mine, which stands here: {mine}\n  theirs, which {whose} set: {theirs}\n",
                it.label
            ));
        }
    }
    output.text(&text)?;
    let id = versions.first().map(|version| version.id.to_string()).unwrap_or_default();
    let which = if versions.len() > 1 { " --version FILE with one of these" } else { "" };
    output.say(&format!("csp: nothing was changed. Next: csp resolve {id} mine, or csp resolve {id} theirs{which}"));
    Ok(Code::Done)
}
