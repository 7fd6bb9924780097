//! A plan or strategy.

use chrono::NaiveDate;

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
const USUAL_STEPS: [&str; 5] = ["Drafted", "Agreed by the CSP", "To the overview committee", "Adopted", "Refreshed"];

impl Plan {
    /// The place of the first gate that is not passed.
    pub fn next_gate(&self) -> Option<usize> {
        self.gates.iter().position(Gate::is_ahead)
    }

    /// The gates that are not passed, in order.
    pub fn gates_ahead(&self) -> impl Iterator<Item = &Gate> {
        self.gates.iter().filter(|gate| gate.is_ahead())
    }

    /// The same with the gate at this place passed: on this date where one is given, else on the one that stands, and today
    /// where none stands or the day that was planned has not come.
    #[must_use]
    pub fn with_passed(&self, place: usize, date: Option<When>, today: NaiveDate) -> Self {
        let mut plan = self.clone();
        if let Some(gate) = plan.gates.get_mut(place) {
            let has_come = |when: &When| when.first_day().is_none_or(|day| day <= today);
            let standing = gate.date.take().filter(has_come);
            gate.date = date.or(standing).or(Some(When::Day(today)));
            gate.state = Some(GateState::Done);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gate_is_passed_on_the_day_that_is_typed_else_on_one_that_has_come() {
        let today = NaiveDate::from_ymd_opt(2023, 3, 9).unwrap();
        let passed = |planned: Option<&str>, typed: Option<&str>| {
            let when = |text: Option<&str>| text.map(|text| When::stored(text).unwrap());
            let gate = Gate { date: when(planned), ..Gate::default() };
            let plan = Plan { gates: vec![gate], ..Plan::default() }.with_passed(0, when(typed), today);
            assert_eq!(plan.next_gate(), None);
            plan.gates[0].date.as_ref().unwrap().text()
        };

        assert_eq!(passed(None, None), "2023-03-09");
        assert_eq!(passed(Some("2023-05-01"), None), "2023-03-09", "what was planned has not come");
        assert_eq!(passed(Some("2023-04"), None), "2023-03-09");
        for come in ["2023-03-09", "2023-02-01", "2023-03", "2022/23", "in March"] {
            assert_eq!(passed(Some(come), None), come);
        }
        assert_eq!(passed(Some("2023-02-01"), Some("2023-02-28")), "2023-02-28");
        assert_eq!(passed(None, Some("2023-05-01")), "2023-05-01", "what is typed stands");
    }
}
