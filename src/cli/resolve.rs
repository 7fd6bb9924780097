//! `csp resolve`: which of two versions of a record is to stand.

use clap::ValueEnum;

use super::set::told;
use super::source::{Opened, Source};
use super::{Code, Failure, Output};
use crate::model::display::NOT_STATED;
use crate::model::{Choice, Conflict, Record, Version};

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
            let what = match &self.version {
                Some(named) => {
                    format!("{named} is no other version of {id}. Next: csp resolve {id} shows those there are")
                }
                None => {
                    format!("there is no other version of {id} to decide about. Next: csp check tells those there are")
                }
            };
            return Err(Failure::new(Code::NoSuchRecord, what));
        }
        let choice = match self.which {
            None => return show(&versions, &opened, &source.world.officer, output),
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
            let away = opened.book.get(&id).map(|record| put_away(version, record)).unwrap_or_default();
            let saved = opened.store.decide(version, version.seen_in(&opened.book), choice)?;
            if saved.fields.is_empty() {
                output.say(&format!("{id}: kept as it is; {away}"));
            } else {
                for line in told(&id, &saved) {
                    output.say(&line);
                }
            }
        }
        Ok(Code::Done)
    }
}

/// What is put away where the record is kept as it is.
fn put_away(version: &Version, standing: &Record) -> String {
    let set = |it: &Conflict| format!("{}: {}", it.label, stated(&it.theirs));
    let set: Vec<_> = version.differences(standing).iter().map(set).collect();
    if set.is_empty() {
        return format!("what {} had set differed no more", version.whose());
    }
    format!("put away what {} had set: {}", version.whose(), set.join("; "))
}

fn stated(value: &str) -> &str {
    if value.is_empty() { NOT_STATED } else { value }
}

/// Both values of each field that two officers set, for each other version.
fn show(versions: &[Version], opened: &Opened, officer: &str, output: &mut Output<'_>) -> Result<Code, Failure> {
    let mut text = String::new();
    for version in versions {
        if versions.len() > 1 {
            text.push_str(&format!("{}\n", version.file));
        }
        let differences = opened.book.get(&version.id).map(|record| version.differences(record)).unwrap_or_default();
        if differences.is_empty() {
            text.push_str("differs no more from what stands here; mine puts it away\n");
        }
        let whose = version.whose_to(officer);
        for it in differences {
            let (standing, other) = (stated(&it.mine), stated(&it.theirs));
            let label = it.label;
            text.push_str(&format!(
                "{label}\n  mine keeps what stands here: {standing}\n  theirs takes what {whose} set: {other}\n"
            ));
        }
    }
    output.text(&text)?;
    let id = versions.first().map(|version| version.id.to_string()).unwrap_or_default();
    let which = if versions.len() > 1 { " --version FILE with one of these" } else { "" };
    output.say(&format!("csp: nothing was changed. Next: csp resolve {id} mine, or csp resolve {id} theirs{which}"));
    Ok(Code::Done)
}
