//! `csp gate`: a gate of a plan passed, or the usual gates written into it.

use super::set::told;
use super::source::Source;
use super::{Code, Failure, Output};
use crate::model::kinds::Plan;
use crate::model::{Invalid, Kind, OfKind, Record, When};
use crate::store::StoreError;

/// Pass the next gate of a plan.
#[derive(Debug, clap::Args)]
pub struct Gate {
    /// A plan's id, or the beginning of one
    plan: String,
    /// When it was passed: 2023-03-31, march 2023, yesterday; without it the date stays as stated, and is today where none is
    /// stated or the stated one has not come
    date: Option<String>,
    /// Another gate than the next: the words its step begins with
    #[arg(long, value_name = "WORDS")]
    step: Option<String>,
    /// Write the usual gates into the plan, without dates: drafted, agreed by the CSP, to the overview committee, adopted,
    /// refreshed
    #[arg(long, conflicts_with_all = ["date", "step"])]
    usual: bool,
}

impl Gate {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let mut opened = source.write()?;
        let id = opened.book.resolve_among(&self.plan, &[Kind::Plan])?;
        let kind = opened.book.kind(&id).unwrap_or(Kind::Plan);
        let date = self.date.as_ref().map(|typed| When::typed_of_past(typed, opened.today)).transpose()?;
        let edit = |record: &Record| -> Result<Record, StoreError> {
            let plan = Plan::of(record)
                .ok_or_else(|| Invalid::new(format!("{id} is {}; name a plan", record.kind().one())))?;
            if self.usual {
                return Ok(plan.with_usual_gates().into());
            }
            Ok(plan.with_passed(self.place(plan)?, date.clone(), opened.today).into())
        };
        let saved = opened.store.update(kind, &id, &edit)?;
        for line in told(&id, &saved) {
            output.say(&line);
        }
        Ok(Code::Done)
    }

    /// The place of the gate that is meant.
    fn place(&self, plan: &Plan) -> Result<usize, Invalid> {
        let Some(words) = self.step.as_ref().map(|words| words.to_lowercase()) else {
            return plan.next_gate().ok_or_else(|| {
                let why = if plan.gates.is_empty() { "it has no gates" } else { "each of its gates is passed" };
                Invalid::new(format!(
                    "{why}. Next: csp gate {} --usual, or csp set {0} gates+=\"step | body | date | state\"",
                    self.plan
                ))
            });
        };
        let begins = |place: &usize| {
            plan.gates[*place].step.as_deref().is_some_and(|step| step.to_lowercase().starts_with(&words))
        };
        let meant: Vec<_> = (0..plan.gates.len()).filter(begins).collect();
        match meant[..] {
            [place] => Ok(place),
            [] => Err(Invalid::new(format!("no gate begins with {words:?}. Next: csp show {}", self.plan))),
            _ => Err(Invalid::new(format!("{} gates begin with {words:?}; type more of the step", meant.len()))),
        }
    }
}
