//! `csp roll`: the items of the old plan carried into the new one, closed or superseded.

use super::source::{Opened, Source};
use super::{Code, Failure, Output};
use crate::model::roll::{Decision, Decisions, Hand, gates_ahead, of_no_plan, old_plan, roll};
use crate::model::text::Line;
use crate::model::{Id, Kind};
use crate::report::{Ids, roll_sections, sections_text};
use crate::store;

/// Roll the year: carry, close or supersede each item of the old plan.
///
/// Every action of the old plan is carried into the new one unless it is complete, closed or superseded, or named here.
/// What became of each stands in the old plan from then on. If it is cut short, the same again finishes it.
#[derive(Debug, clap::Args)]
pub struct Roll {
    /// The new plan
    #[arg(long, value_name = "PLAN")]
    to: String,
    /// The old plan; the store's current plan if not named
    #[arg(long, value_name = "PLAN")]
    from: Option<String>,
    /// End an action that will not be done, with the reason; any number of times
    #[arg(long, value_name = "ID=REASON")]
    close: Vec<String>,
    /// End an action that another record covers, with that record; any number of times
    #[arg(long, value_name = "ID=BY")]
    supersede: Vec<String>,
    /// Give a priority or theme a new record with a new title; any number of times
    #[arg(long, value_name = "PRIORITY=NEW TITLE")]
    rename: Vec<String>,
    /// Show what would be done, and write nothing
    #[arg(long)]
    dry_run: bool,
}

impl Roll {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let mut opened = if self.dry_run { source.read(output)? } else { source.write()? };
        let to = opened.book.resolve_among(&self.to, &[Kind::Plan])?;
        let from = match &self.from {
            Some(typed) => opened.book.resolve_among(typed, &[Kind::Plan])?,
            None => old_plan(&opened.book, &to)
                .ok_or_else(|| Failure::usage("no current plan is stated. Next: name the old plan with --from PLAN"))?,
        };
        let decisions = self.decisions(&opened)?;
        let planned = roll(&opened.book, &from, &to, &decisions)?;
        for gate in gates_ahead(&opened.book, &to).iter().filter(|_| !planned.is_done) {
            output.say(&format!("csp: {to} has a gate that is not passed: {gate}"));
        }
        let left: Vec<_> = of_no_plan(&opened.book).iter().map(ToString::to_string).collect();
        if !left.is_empty() && !planned.is_done {
            let left = left.join(", ");
            output.say(&format!(
                "csp: of no plan, and not rolled: {left}. Next: csp set ID plan={from} for what belongs to it"
            ));
        }
        let hand = Hand { today: opened.today, author: &source.world.officer };
        let done = if self.dry_run { None } else { Some(store::roll(opened.store.as_mut(), &planned, hand)?) };
        let shown = if done.is_some() { opened.store.load()? } else { opened.book.clone() };
        let account = roll(&shown, &from, &to, &Decisions::default()).ok().filter(|_| done.is_some());
        let account = account.unwrap_or_else(|| planned.clone());
        output.text(&sections_text(&roll_sections(&account, &shown), source.world.width, Ids::Shown))?;
        output.text(&format!("\n{}\n", account.totals()))?;
        output.say(&match done {
            None => "csp: nothing was written: this was a dry run".to_owned(),
            Some(_) if planned.is_done => format!("csp: {from} was rolled to {to} before, so nothing was changed"),
            Some(done) => {
                let saved = done.saved.len() + done.added.len();
                format!("csp: {from} was rolled to {to}; {saved} saves. Next: csp show {from} tells what became of each item")
            }
        });
        Ok(Code::Done)
    }

    fn decisions(&self, opened: &Opened) -> Result<Decisions, Failure> {
        let mut decisions = Decisions::default();
        for typed in &self.close {
            let (id, reason) = named("--close", "ID=REASON", typed, opened, &[Kind::Action])?;
            decide(&mut decisions, &id, Decision::Close(Line::new(&reason)))?;
        }
        for typed in &self.supersede {
            let (id, by) = named("--supersede", "ID=BY", typed, opened, &[Kind::Action])?;
            let by = opened.book.resolve(&by)?;
            decide(&mut decisions, &id, Decision::Supersede(by))?;
        }
        for typed in &self.rename {
            let kinds = [Kind::Priority, Kind::Theme];
            let (id, title) = named("--rename", "PRIORITY=NEW TITLE", typed, opened, &kinds)?;
            if decisions.renamed.insert(id.clone(), Line::new(&title)).is_some() {
                return Err(twice(&id));
            }
        }
        Ok(decisions)
    }
}

fn named(option: &str, form: &str, typed: &str, opened: &Opened, kinds: &[Kind]) -> Result<(Id, String), Failure> {
    let (id, value) = typed
        .split_once('=')
        .ok_or_else(|| Failure::usage(format!("{option} {typed:?} decides nothing; type {option} {form}")))?;
    Ok((opened.book.resolve_among(id, kinds)?, value.trim().to_owned()))
}

fn decide(decisions: &mut Decisions, id: &Id, decision: Decision) -> Result<(), Failure> {
    match decisions.items.insert(id.clone(), decision) {
        Some(_) => Err(twice(id)),
        None => Ok(()),
    }
}

fn twice(id: &Id) -> Failure {
    Failure::usage(format!("{id} is named twice; name it once"))
}
