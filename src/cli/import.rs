//! `csp import`: a partner's spreadsheet brought in, all of it or nothing.

use std::io::{BufRead, IsTerminal, stdin};

use clap::ValueHint;

use super::offered::kinds;
use super::set::told;
use super::source::Source;
use super::{Code, Failure, Output};
use crate::import::{self, Column, How, LARGEST, Matched, Meaning, Options, Plan, Planned, Told, apply, plan};
use crate::model::{Kind, Record};
use crate::store::{Saved, read_named};

/// Take records from a spreadsheet.
///
/// A row is about the record whose id it has, else whose reference, else whose title; otherwise it is a new one. An empty
/// cell leaves what is stored, and what a list holds is added to. Everything is checked before anything is written.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// A csv, xlsx or ods file with a row of headings
    #[arg(value_hint = ValueHint::FilePath)]
    file: String,
    /// What its rows are; if not named here, a column "kind" says, then the sheet's name, then they are actions
    #[arg(long, value_parser = kinds(Kind::parse))]
    kind: Option<Kind>,
    /// The one sheet that is meant; else those that are named after a kind, or the first
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// What it would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Take the columns as they were understood, without asking
    #[arg(long)]
    yes: bool,
    /// What a column is, such as "Target date=due"; with nothing behind the sign it is left out
    #[arg(long = "column", value_name = "HEADING=FIELD", value_parser = Told::parse)]
    columns: Vec<Told>,
    /// What every cell that says so means, such as "On track=in progress"; with nothing behind the sign it is passed over
    #[arg(long = "value", value_name = "SAID=MEANT", value_parser = Meaning::parse)]
    values: Vec<Meaning>,
}

/// The most mistakes that are listed.
const MISTAKES: usize = 50;

impl Import {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let mut opened = if self.dry_run { source.read(output)? } else { source.write()? };
        let bytes = read_named(&self.file, LARGEST)?;
        let read = import::read(&bytes).map_err(|why| Failure::usage(format!("{}: {why}", self.file)))?;
        let options = Options {
            kind: self.kind,
            sheet: self.sheet.clone(),
            columns: self.columns.clone(),
            values: self.values.clone(),
            today: opened.today,
            author: &source.world.officer,
        };
        let plan = plan(&opened.book, &read.tables, &options)?;
        for remark in read.remarks {
            output.say(&format!("csp: {remark}"));
        }
        if !plan.left.is_empty() {
            let left: Vec<_> = plan.left.iter().map(|name| format!("{name:?}")).collect();
            output.say(&format!("csp: not read: the sheets {}. Next: --sheet NAME reads one", left.join(", ")));
        }
        if plan.is_unconfirmed() {
            show_columns(&plan, output);
            if !self.yes && !self.dry_run && !confirmed(&plan, output)? {
                return Ok(Code::Usage);
            }
        }
        if !plan.problems.is_empty() {
            return Ok(mistakes(&plan, &self.file, output));
        }
        if self.dry_run {
            for planned in &plan.changes {
                output.text(&lines(planned))?;
            }
            output.say(&format!("csp: nothing was written; it would be {}", counts(&plan)));
            return Ok(opened.ending(output));
        }
        let watched = source.world.watched;
        let applied = apply(&plan, opened.store.as_mut(), &mut |done, of| {
            if watched {
                output.progress(done, of);
            }
        });
        if watched {
            output.end_progress();
        }
        applied?;
        output.say(&format!("csp: {}", counts(&plan)));
        Ok(opened.ending(output))
    }
}

/// Asks whether the columns are understood; where nobody can answer, says what to type.
fn confirmed(plan: &Plan, output: &mut Output<'_>) -> Result<bool, Failure> {
    if stdin().is_terminal() {
        output.say("csp: Take them so? y or n");
        let mut answer = String::new();
        stdin().lock().read_line(&mut answer)?;
        if answer.trim().eq_ignore_ascii_case("y") || answer.trim().eq_ignore_ascii_case("yes") {
            return Ok(true);
        }
    }
    let mut columns: Vec<String> = Vec::new();
    for column in plan.sheets.iter().flat_map(Matched::unconfirmed) {
        let told = format!("--column \"{}={}\"", column.heading, column.field.unwrap_or_default());
        if !columns.contains(&told) {
            columns.push(told);
        }
    }
    output.say(&format!(
        "csp: nothing was written, since not every column is known by its name. Next: --yes takes them so; or say what \
         they are: {}",
        columns.join(" ")
    ));
    Ok(false)
}

fn show_columns(plan: &Plan, output: &mut Output<'_>) {
    for sheet in &plan.sheets {
        let name = if sheet.sheet.is_empty() { "Columns".to_owned() } else { sheet.sheet.clone() };
        output.say(&format!("{name}, headings in row {}:", sheet.row));
        for Column { heading, label, how, .. } in &sheet.columns {
            let what = match how {
                How::Named => format!("is {label}"),
                How::Guessed => format!("is {label} (a guess)"),
                How::Told if label.is_empty() => "is left out, as told".to_owned(),
                How::Told => format!("is {label}, as told"),
                How::Unknown => "is not taken".to_owned(),
            };
            output.say(&format!("  {heading:?} {what}"));
        }
    }
}

fn mistakes(plan: &Plan, file: &str, output: &mut Output<'_>) -> Code {
    for problem in plan.problems.iter().take(MISTAKES) {
        output.say(&problem.to_string());
    }
    let count = plan.problems.len();
    let more = if count > MISTAKES { format!(", of which {MISTAKES} are listed") } else { String::new() };
    let mistakes = if count == 1 { "mistake" } else { "mistakes" };
    output.say(&format!(
        "csp: {file}: {count} {mistakes}{more}; nothing was written. Next: mend them there, or say what such a cell \
         means with --value \"SAID=MEANT\", and import it again"
    ));
    Code::Incomplete
}

/// What would become of a record, field by field.
fn lines(planned: &Planned) -> String {
    let Planned { id, before, record, fields } = planned;
    let is_new = before.is_none();
    let before = before.clone().unwrap_or_else(|| Record::blank(record.kind()));
    let saved = Saved { before, record: record.clone(), fields: fields.clone() };
    let new = is_new.then(|| format!("{id}: new: {}", record.kind().one()));
    new.into_iter().chain(told(id, &saved)).map(|line| format!("{}\n", crate::model::display::display(&line))).collect()
}

fn counts(plan: &Plan) -> String {
    let (added, changed) = (plan.added(), plan.changes.len() - plan.added());
    format!("{added} added, {changed} changed, {} as they were", plan.unchanged)
}
