//! A piece of work.

use crate::model::choice::{Direction, Stage, State};
use crate::model::field::record;
use crate::model::id::Id;
use crate::model::rag::Rag;
use crate::model::rows::Milestone;
use crate::model::text::{Line, Text};
use crate::model::when::When;

record! {
    /// A piece of work towards priorities, themes and duties, usually owned by another organisation.
    Action {
        stage: Option<Stage>, "Stage", "where the work stands in its life";
        state: Option<State>, "State", "how far it is";
        reason: Option<Text>, "Reason", "why it is closed, held in abeyance, superseded or blocked";
        detail: Option<Text>, "Detail", "what is to be done, in the plan's own words";
        priorities: Vec<Id>, "Priorities", "the priorities it serves" => Priority;
        themes: Vec<Id>, "Themes", "the themes it serves" => Theme;
        duties: Vec<Id>, "Duties", "the duties it helps to meet" => Duty;
        plan: Option<Id>, "Plan", "the plan it belongs to" => Plan;
        part_of: Option<Id>, "Part of", "the larger action it is part of" => Action;
        lead_agency: Option<Id>, "Lead agency", "the body that leads" => Body;
        bodies: Vec<Id>, "Bodies", "the other bodies that take part" => Body;
        owner: Option<Line>, "Owner", "a person or a post";
        reference: Option<Line>, "Reference", "as minuted, such as 2.2 (4.6 Community Safety Plan)";
        meeting: Option<Id>, "Meeting", "the meeting it arose from" => Meeting;
        start: Option<When>, "Start", "when it begins";
        due: Option<When>, "Due", "when it has to be done";
        revised_due: Option<When>, "Revised due", "the later date that was agreed; the first one stays";
        review: Option<When>, "Review", "when to look at it again";
        completed: Option<When>, "Completed", "when it was done";
        rag: Option<Rag>, "RAG", "green, amber or red: and why";
        direction: Option<Direction>, "Direction", "the direction of travel";
        milestones: Vec<Milestone>, "Milestones", "what is to be reached | by when | when it was";
        evidence: Option<Text>, "Evidence", "what shows that it is done";
    }
}

impl Action {
    /// The priorities and themes that it serves.
    pub fn served(&self) -> impl Iterator<Item = &Id> {
        self.priorities.iter().chain(&self.themes)
    }

    /// The date by which it now has to be done: the revised one where there is one.
    pub fn deadline(&self) -> Option<&When> {
        self.revised_due.as_ref().or(self.due.as_ref())
    }
}
