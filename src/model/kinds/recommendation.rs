//! What a committee or a review asked for.

use crate::model::Book;
use crate::model::choice::{Origin, State};
use crate::model::field::record;
use crate::model::id::Id;
use crate::model::kinds::Meeting;
use crate::model::rag::Rag;
use crate::model::record::OfKind;
use crate::model::text::{Line, Text};
use crate::model::when::When;

record! {
    /// A recommendation and what became of it. A Domestic Homicide Review is known by its code, never by a name.
    Recommendation {
        origin: Option<Origin>, "Origin", "who asked";
        case: Option<Line>, "Case", "a review's reference code; never a person's name";
        meeting: Option<Id>, "Meeting", "the meeting that made it" => Meeting;
        made_on: Option<When>, "Made on", "when it was made; leave it empty where the meeting says it";
        paragraph: Option<Line>, "Paragraph", "its paragraph in the minutes or the review";
        detail: Option<Text>, "Detail", "what is recommended, in its own words; no names of victims, offenders or children";
        lead_agency: Option<Id>, "Lead agency", "the body that answers" => Body;
        owner: Option<Line>, "Owner", "a person or a post";
        due: Option<When>, "Due", "when the answer or the work is due";
        response: Option<Text>, "Response", "what the partnership answered";
        responded_on: Option<When>, "Responded on", "when it answered";
        state: Option<State>, "State", "how far the work is";
        rag: Option<Rag>, "RAG", "green, amber or red: and why";
    }
}

impl Recommendation {
    /// When it was made: as it says itself, else the date of its meeting, else not known.
    pub fn made<'a>(&'a self, book: &'a Book) -> Option<&'a When> {
        let meeting = || self.meeting.as_ref().and_then(|id| book.get(id)).and_then(Meeting::of);
        self.made_on.as_ref().or_else(|| meeting()?.date.as_ref())
    }

    /// Whether it has an answer.
    pub fn is_answered(&self) -> bool {
        self.response.is_some() || self.responded_on.is_some()
    }
}
