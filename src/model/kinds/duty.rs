//! A duty placed on the partners by law.

use chrono::NaiveDate;

use crate::model::choice::{Cadence, PartState};
use crate::model::field::record;
use crate::model::id::Id;
use crate::model::rag::Rag;
use crate::model::rows::{Law, Part, Statement};
use crate::model::text::Line;
use crate::model::when::When;

record! {
    /// A statutory duty, with its place in the law and how far each part is met.
    Duty {
        law: Vec<Law>, "Law", "act | section | mark: V read in the statute, P on a secondary page, K not verified";
        in_force: Option<When>, "In force", "since when";
        cadence: Option<Cadence>, "Cadence", "how often it has to be done";
        last_done: Option<When>, "Last done", "when it was last done";
        next_due: Option<When>, "Next due", "leave it empty to have it computed from the cadence and the last time";
        parts: Vec<Part>, "Parts", "what has to be done | state | evidence | note | paragraph";
        bodies: Vec<Id>, "Bodies", "the bodies that must act" => Body;
        lead_agency: Option<Id>, "Lead agency", "the body that leads" => Body;
        owner: Option<Line>, "Owner", "a person or a post";
        rag: Option<Rag>, "RAG", "green, amber or red: and why";
        statements: Vec<Statement>, "Statements", "paragraph | what the scrutiny report says of it | what is listed below";
    }
}

/// When a duty is next due, and how that is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Due {
    /// Somebody stated it.
    Stated(When),
    /// The last time and the cadence give it.
    Computed(When),
}

impl Due {
    /// The date, however it is known.
    pub fn when(&self) -> &When {
        match self {
            Self::Stated(when) | Self::Computed(when) => when,
        }
    }

    /// The last day it can mean.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.when().last_day()
    }
}

impl Duty {
    /// Its parts that are met, of those that apply; `None` where no part is stated.
    pub fn parts_met(&self) -> Option<(usize, usize)> {
        let apply = || self.parts.iter().filter(|part| part.state != Some(PartState::NotApplicable));
        let met = apply().filter(|part| part.state == Some(PartState::Met)).count();
        Some((met, apply().count())).filter(|(_, all)| *all > 0)
    }

    /// When it is next due: as stated, else computed from the cadence, else not known.
    pub fn due(&self) -> Option<Due> {
        let stated = self.next_due.clone().map(Due::Stated);
        stated.or_else(|| {
            let months = self.cadence?.months()?;
            self.last_done.as_ref()?.months_later(months).map(Due::Computed)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_date_is_computed_only_where_none_is_stated() {
        let day = |text| Some(When::stored(text).unwrap());
        let mut duty = Duty { cadence: Some(Cadence::Yearly), last_done: day("2023-03-09"), ..Duty::default() };

        assert_eq!(duty.due(), day("2024-03-09").map(Due::Computed));
        duty.next_due = day("2024-02-01");
        assert_eq!(duty.due(), day("2024-02-01").map(Due::Stated));
        let standing = Duty { cadence: Some(Cadence::Standing), last_done: day("2023-03-09"), ..Duty::default() };
        assert_eq!(standing.due(), None);
    }
}
