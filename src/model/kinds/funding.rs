//! A stream of money.

use crate::model::choice::FundingState;
use crate::model::field::record;
use crate::model::id::Id;
use crate::model::rows::{Amount, Statement};
use crate::model::text::Line;
use crate::model::when::When;

record! {
    /// A stream of money; an amount stands only where somebody typed it.
    Funding {
        from: Option<Id>, "From", "the body that gives it" => Body;
        to: Option<Id>, "To", "the body that gets it" => Body;
        years: Vec<When>, "Years", "financial years: 2021/22, 2022/23";
        state: Option<FundingState>, "State", "where it stands";
        uses: Vec<Line>, "Uses", "what it is used for, one a line";
        amounts: Vec<Amount>, "Amounts", "financial year | pounds, such as 2024/25 | £12,500";
        duties: Vec<Id>, "Duties", "the duties it pays for" => Duty;
        actions: Vec<Id>, "Actions", "the actions it pays for" => Action;
        statements: Vec<Statement>, "Statements", "paragraph | what the scrutiny report says of it | what is listed below";
    }
}
