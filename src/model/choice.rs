//! Fields that hold one of a few words; the words are the domain's own (section 3 of the vocabulary).

use serde::{Deserialize, Serialize};

use super::datum::{Scalar, Shape};
use super::invalid::Invalid;
use super::typing::Typing;

/// Declares a type whose values are a few words, with the name that stands in files and the words on screen.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$value_doc])* $value,)+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$value,)+];
            /// The names as they stand in files and the words on screen, in the same order.
            pub const NAMES: &'static [(&'static str, &'static str)] = &[$((stringify!($value), $word),)+];

            /// The value that is meant, by its name, its words or a beginning of them.
            pub fn typed(text: &str) -> Option<Self> {
                pick(text, Self::NAMES).ok().map(|place| Self::ALL[place])
            }

            /// The name as it stands in files.
            pub fn name(self) -> &'static str {
                match self { $(Self::$value => stringify!($value),)+ }
            }

            /// The words on screen.
            pub fn word(self) -> &'static str {
                match self { $(Self::$value => $word,)+ }
            }
        }

        impl Scalar for $name {
            const SHAPE: Shape = Shape::Choice(Self::NAMES);

            fn text(&self) -> String {
                self.name().to_owned()
            }

            fn shown(&self) -> String {
                self.word().to_owned()
            }

            fn parse(typed: &str, _: &Typing<'_>) -> Result<Self, Invalid> {
                pick(typed, Self::NAMES).map(|place| Self::ALL[place])
            }
        }
    };
}

/// The place of the one that is meant, by its name or its words: letters only, whatever their case, and a beginning is
/// enough.
fn pick(typed: &str, names: &[(&str, &str)]) -> Result<usize, Invalid> {
    let letters =
        |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase();
    let wanted = letters(typed);
    let exact = names.iter().position(|(name, word)| letters(name) == wanted || letters(word) == wanted);
    let begins = |text: &str| !wanted.is_empty() && letters(text).starts_with(&wanted);
    let mut beginning = names.iter().enumerate().filter(|(_, (name, word))| begins(name) || begins(word));
    match (exact, beginning.next(), beginning.next()) {
        (Some(place), _, _) | (None, Some((place, _)), None) => Ok(place),
        _ => {
            let names: Vec<_> = names.iter().map(|(name, _)| *name).collect();
            Err(Invalid::new(format!("type one of {}, or leave it empty", names.join(", "))))
        }
    }
}

choice! {
    /// Where in the life of the work an action stands (paragraphs 2.5, 2.6 and 2.7 of the source report).
    Stage {
        /// An area for further work.
        FurtherWork = "further work",
        /// Developed during the plan's current year.
        Developing = "developing",
        /// Established work that goes on.
        BusinessAsUsual = "business as usual",
    }
}

choice! {
    /// How far an action or a recommendation is.
    State {
        /// Agreed, and not begun.
        NotStarted = "not started",
        /// Begun.
        InProgress = "in progress",
        /// Goes on without an end.
        Ongoing = "ongoing",
        /// Done.
        Complete = "complete",
        /// Cannot go on; the reason is stated.
        Blocked = "blocked",
        /// Put aside for now; the reason is stated.
        HeldInAbeyance = "held in abeyance",
        /// Covered by another record.
        Superseded = "superseded",
        /// Ended without being done; the reason is stated.
        Closed = "closed",
    }
}

impl State {
    /// Whether nothing more is to be done.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Complete | Self::Superseded | Self::Closed)
    }

    /// What has become of an item that ended so; `None` where it goes on.
    pub fn fate(self) -> Option<Fate> {
        match self {
            Self::Complete => Some(Fate::Complete),
            Self::Superseded => Some(Fate::Superseded),
            Self::Closed => Some(Fate::Closed),
            _ => None,
        }
    }

    /// Whether a reason belongs to it.
    pub fn wants_reason(self) -> bool {
        matches!(self, Self::Closed | Self::HeldInAbeyance | Self::Superseded | Self::Blocked)
    }
}

choice! {
    /// What became of an item of a plan when the next plan took over.
    Fate {
        /// It goes on under the next plan.
        Carried = "carried",
        /// It ended without being done; the reason is stated.
        Closed = "closed",
        /// Another record covers it.
        Superseded = "superseded",
        /// It was done.
        Complete = "complete",
    }
}

choice! {
    /// How far one part of a duty is met.
    PartState {
        /// Not begun.
        NotStarted = "not started",
        /// Begun.
        Underway = "under way",
        /// Met.
        Met = "met",
        /// Goes on without an end.
        Ongoing = "ongoing",
        /// Does not apply to this partnership.
        NotApplicable = "not applicable",
    }
}

choice! {
    /// How far one gate of a plan is.
    GateState {
        /// Not begun.
        NotStarted = "not started",
        /// Begun.
        Underway = "under way",
        /// Passed.
        Done = "done",
    }
}

choice! {
    /// Where a stream of money stands.
    FundingState {
        /// Asked for.
        Sought = "sought",
        /// Granted to somebody.
        Awarded = "awarded",
        /// Confirmed by the funder.
        Confirmed = "confirmed",
        /// Granted, and its use is still being settled.
        AllocationUnderDiscussion = "allocation under discussion",
    }
}

choice! {
    /// The direction of travel, as a person judges it.
    Direction {
        /// Getting better.
        Better = "better",
        /// Staying the same.
        Same = "same",
        /// Getting worse.
        Worse = "worse",
    }
}

choice! {
    /// Who asked for what a recommendation says.
    Origin {
        /// The Crime and Disorder Committee.
        Scrutiny = "scrutiny",
        /// A Domestic Homicide Review, known by its reference code only.
        DomesticHomicideReview = "domestic homicide review",
        /// An audit.
        Audit = "audit",
        /// Anybody else.
        Other = "other",
    }
}

choice! {
    /// How often a duty has to be carried out.
    Cadence {
        /// Every three months.
        Quarterly = "quarterly",
        /// Every six months.
        SixMonthly = "six-monthly",
        /// At least once a year.
        Yearly = "at least once a year",
        /// Every two years.
        TwoYearly = "two-yearly",
        /// Every three years.
        ThreeYearly = "three-yearly",
        /// Every three years, and revised each year between.
        ThreeYearlyRevisedYearly = "three-yearly, revised annually",
        /// For each case.
        PerCase = "per case",
        /// For each plan or strategy.
        PerPlan = "per plan or strategy",
        /// All the time.
        Standing = "standing",
    }
}

impl Cadence {
    /// Months from one time to the next, where there is a rhythm. A plan that is revised annually is next due in a year.
    pub fn months(self) -> Option<u32> {
        match self {
            Self::Quarterly => Some(3),
            Self::SixMonthly => Some(6),
            Self::Yearly | Self::ThreeYearlyRevisedYearly => Some(12),
            Self::TwoYearly => Some(24),
            Self::ThreeYearly => Some(36),
            Self::PerCase | Self::PerPlan | Self::Standing => None,
        }
    }
}

choice! {
    /// How well a legal fact is verified.
    Mark {
        /// Read in the statute or on an official page.
        V = "read in the statute or an official page",
        /// Seen on a secondary page.
        P = "seen on a secondary page",
        /// General knowledge, not verified.
        K = "general knowledge, not verified",
    }
}

choice! {
    /// The colours of a RAG rating.
    Colour {
        /// On track.
        Green = "green",
        /// At risk.
        Amber = "amber",
        /// Off track.
        Red = "red",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_taken_by_name_word_or_beginning() {
        let parse = |typed| State::parse(typed, &Typing::in_tests());

        assert_eq!(parse("InProgress"), Ok(State::InProgress));
        assert_eq!(parse("in progress"), Ok(State::InProgress));
        assert_eq!(parse("held"), Ok(State::HeldInAbeyance));
        assert_eq!(Cadence::parse("at least once", &Typing::in_tests()), Ok(Cadence::Yearly));
        assert_eq!(Cadence::parse("three-yearly", &Typing::in_tests()), Ok(Cadence::ThreeYearly), "exact beats longer");
        assert!(parse("").is_err());
        assert!(parse("c").unwrap_err().to_string().contains("Complete, Blocked"), "c is Complete or Closed");
    }
}
