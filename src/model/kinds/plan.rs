//! A plan or strategy.

use crate::model::choice::GateState;
use crate::model::field::record;
use crate::model::id::Id;
use crate::model::rows::{Gate, Outcome, Statement};
use crate::model::text::Line;
use crate::model::when::When;

record! {
    /// A plan or strategy: a sequence of gates, each with a body, a date or none, and a state.
    Plan {
        form: Option<Line>, "Form", "strategy, community safety plan, action plan …";
        period: Option<Line>, "Period", "the years it covers, as it says them: 2020-23";
        lead_agency: Option<Id>, "Lead agency", "the body that leads" => Body;
        bodies: Vec<Id>, "Bodies", "the bodies that take part" => Body;
        contents: Vec<Line>, "Contents", "what it holds, one a line";
        gates: Vec<Gate>, "Gates", "step | body | date | state | paragraph" => Body;
        supersedes: Option<Id>, "Supersedes", "the plan that it replaces" => Plan;
        rolled_to: Option<Id>, "Rolled to", "the plan that its items went on to; csp roll says it" => Plan;
        rolled_on: Option<When>, "Rolled on", "when that was done; csp roll says it";
        outcomes: Vec<Outcome>, "Outcomes", "item | title | state then | outcome | by what | reason; csp roll says them" => Action | Priority | Theme | Plan | Duty | Recommendation;
        statements: Vec<Statement>, "Statements", "paragraph | what the scrutiny report says of it | what is listed below";
    }
}

/// The steps that a plan usually takes, in order.
pub const USUAL_STEPS: [&str; 5] =
    ["Drafted", "Agreed by the CSP", "To the overview committee", "Adopted", "Refreshed"];

impl Plan {
    /// The place of the first gate that is not passed.
    pub fn next_gate(&self) -> Option<usize> {
        self.gates.iter().position(Gate::is_ahead)
    }

    /// The gates that are not passed, in order.
    pub fn gates_ahead(&self) -> impl Iterator<Item = &Gate> {
        self.gates.iter().filter(|gate| gate.is_ahead())
    }

    /// The same with the gate at this place passed, on this date where one is given.
    #[must_use]
    pub fn with_passed(&self, place: usize, date: Option<When>) -> Self {
        let mut plan = self.clone();
        if let Some(gate) = plan.gates.get_mut(place) {
            gate.state = Some(GateState::Done);
            gate.date = date.or(gate.date.take());
        }
        plan
    }

    /// The same with the usual gates behind those that are there; neither a date nor a state is stated of them.
    #[must_use]
    pub fn with_usual_gates(&self) -> Self {
        let mut plan = self.clone();
        let is_there = |step: &&str| {
            self.gates.iter().any(|gate| gate.step.as_deref().is_some_and(|it| it.eq_ignore_ascii_case(step)))
        };
        let missing = USUAL_STEPS.into_iter().filter(|step| !is_there(step));
        plan.gates.extend(missing.map(|step| Gate { step: Some(Line::new(step)), ..Gate::default() }));
        plan
    }
}
