//! What whoever drafts the report has to know of it.

use std::fmt;

use crate::model::Id;

/// What the drafter has to know of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// What the statement of this paragraph lists cannot be told, and why.
    NoList(String, String),
    /// The statement of this paragraph belongs to no section.
    InNoSection(String),
    /// What belongs to the section of this number is missing, since the report has none.
    NoSectionFor(&'static str, u32),
    /// Nothing is stated for these sections, so they say "None.".
    NothingStated(Vec<u32>),
    /// These priorities, themes and actions stand in no list of the report.
    InNoList(Vec<Id>),
    /// These actions are open, and left out because their plan has been replaced.
    OfReplacedPlan(Vec<Id>),
    /// These actions of a plan that has been replaced are left out, since nothing says whether they ended within the year.
    EndedOnNoDay(Vec<Id>),
    /// These recommendations are left out because nothing states who made them.
    NoOrigin(Vec<Id>),
    /// What these records say in the report is left out, since others have replaced them.
    Replaced(Vec<Id>),
}

impl Remark {
    /// Whether something is missing from the report for it.
    pub fn is_failure(&self) -> bool {
        matches!(self, Self::NoList(..) | Self::InNoSection(_) | Self::NoSectionFor(..))
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoList(paragraph, why) => {
                write!(f, "what {paragraph} lists is missing: {why}. Next: mend the list of that statement")
            }
            Self::InNoSection(paragraph) => {
                write!(
                    f,
                    "the statement {paragraph:?} belongs to no section and is missing. Next: number it 1.1, 1.2 ..."
                )
            }
            Self::NoSectionFor(what, number) => {
                write!(f, "{what} stand in section {number}, which the report does not have. Next: csp edit report")
            }
            Self::OfReplacedPlan(ids) => {
                let next = "Next: state the plan that they belong to now";
                write!(f, "left out are open actions of a plan that was replaced: {}. {next}", listed_ids(ids))
            }
            Self::EndedOnNoDay(ids) => {
                let next = "Next: state when each was completed";
                let ids = listed_ids(ids);
                write!(f, "left out is what ended under a plan that was replaced, nobody states when: {ids}. {next}")
            }
            Self::NoOrigin(ids) => {
                let next = "Next: set the origin of each";
                write!(
                    f,
                    "left out are recommendations of which nobody states who made them: {}. {next}",
                    listed_ids(ids)
                )
            }
            Self::NothingStated(sections) => {
                let sections: Vec<_> = sections.iter().map(u32::to_string).collect();
                let sections = sections.join(", ");
                write!(f, "nothing is stated for sections {sections}, which say \"None.\". Next: csp edit report")
            }
            Self::InNoList(ids) => write!(f, "in no list of the report: {}. Next: csp edit report", listed_ids(ids)),
            Self::Replaced(ids) => {
                let next = "Next: write what the report says now into the statements of what replaces them";
                write!(f, "left out are the statements of {}, which others have replaced. {next}", listed_ids(ids))
            }
        }
    }
}

fn listed_ids(ids: &[Id]) -> String {
    ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", ")
}
