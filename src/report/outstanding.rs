//! What is still open: the areas for further work, and the open work that is stated elsewhere.

use chrono::NaiveDate;

use crate::model::choice::{FundingState, GateState, State};
use crate::model::kinds::{Action, Funding, Plan};
use crate::model::{Book, Flag, Id, OfKind};

/// One thing that is still open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outstanding {
    /// The record it stands in.
    pub id: Id,
    /// What is open.
    pub what: String,
    /// How far it is, in the record's words; `None` where that is not stated.
    pub state: Option<&'static str>,
    /// The paragraph that says so.
    pub source: Option<String>,
}

/// The open areas for further work.
pub fn further_work(book: &Book, today: NaiveDate) -> Vec<Outstanding> {
    let open = book.live().filter(|(_, record)| Flag::Outstanding.holds(record, book.on(today)));
    open.map(|(id, record)| Outstanding {
        id: id.clone(),
        what: record.title().to_owned(),
        state: Action::of(record).and_then(|action| action.state).map(State::word),
        source: record.source().map(|source| (**source).to_owned()),
    })
    .collect()
}

/// Open work that is no action: the gates of plans that are not passed, and money that is sought or not yet allocated.
pub fn also_outstanding(book: &Book) -> Vec<Outstanding> {
    let mut open = Vec::new();
    for (id, plan) in book.all::<Plan>().filter(|(id, _)| !book.has_given_way(id)) {
        for gate in plan.gates_ahead() {
            let step = gate.step.as_deref().unwrap_or("step not stated");
            open.push(Outstanding {
                id: id.clone(),
                what: format!("{}: {}", book.title(id), lower_first(step)),
                state: gate.state.map(GateState::word),
                source: gate.source.as_ref().or(plan.source.as_ref()).map(|source| (**source).to_owned()),
            });
        }
    }
    for (id, funding) in book.all::<Funding>() {
        let unsettled = matches!(funding.state, Some(FundingState::Sought | FundingState::AllocationUnderDiscussion));
        if unsettled {
            open.push(Outstanding {
                id: id.clone(),
                what: book.title(id).to_owned(),
                state: funding.state.map(FundingState::word),
                source: funding.source.as_ref().map(|source| (**source).to_owned()),
            });
        }
    }
    open
}

/// A step's words within a sentence, unless they begin with a name in capitals.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(text.chars().skip(1)).collect()
        }
        _ => text.to_owned(),
    }
}
