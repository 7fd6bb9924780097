//! The frequent changes, each one key away: which fields it types into.

use crate::model::Record;

/// The field into which a later due date of a record goes: one that stands is not written over, and the later one that was
/// agreed stands beside it. `None` where none stands, or the kind has no such field.
pub(crate) fn beside_due(record: &Record) -> Option<&'static str> {
    let stands = record.field("due").is_some_and(|(_, due)| due.is_stated());
    record.field("revised_due").filter(|_| stands).map(|(about, _)| about.name)
}

/// A frequent change of a record, or of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    State,
    Rag,
    Due,
    Owner,
    Lead,
    Note,
    Review,
    Answer,
}

impl Change {
    /// Whether a record has what it changes.
    pub(crate) fn is_for(self, record: &Record) -> bool {
        let needed = if self == Self::Answer { &self.fields()[..1] } else { self.fields() };
        needed.iter().any(|name| record.field(name).is_some())
    }

    /// The fields it types into, as far as a kind of record has them; the first is typed into first.
    pub(crate) fn fields(self) -> &'static [&'static str] {
        match self {
            Self::State => &["state", "reason", "completed"],
            Self::Rag => &["rag"],
            Self::Due => &["due", "revised_due", "next_due"],
            Self::Owner => &["owner"],
            Self::Lead => &["lead_agency"],
            Self::Note => &["updates"],
            Self::Review => &["review"],
            Self::Answer => &["response", "responded_on", "state"],
        }
    }

    /// What it does, as the help says it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::State => "change the state; of a plan: pass its next gate",
            Self::Rag => "rate it (RAG): a colour and a reason",
            Self::Due => "change the due date",
            Self::Owner => "change the owner",
            Self::Lead => "change the lead agency",
            Self::Note => "note what is new",
            Self::Review => "put it off: when to look at it again",
            Self::Answer => "answer a recommendation: the response, its date, the state",
        }
    }

    /// What a kind of record lacks that cannot be changed so.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Rag => "RAG rating",
            Self::Due => "due date",
            Self::Owner => "owner",
            Self::Lead => "lead agency",
            Self::Note => "updates",
            Self::Review => "review date",
            Self::Answer => "response; only a recommendation is answered",
        }
    }
}
