//! A RAG rating: a person's judgement, with its date, author and reason. The program never computes one.

use serde::{Deserialize, Serialize};

use super::choice::Colour;
use super::datum::{Scalar, Shape};
use super::invalid::Invalid;
use super::text::Line;
use super::typing::Typing;
use super::when::When;

/// A rating as somebody gave it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rag {
    /// Green, amber or red, by the store's own key.
    pub colour: Colour,
    /// The day of the judgement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<When>,
    /// Who judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Line>,
    /// Why.
    pub reason: Line,
}

impl Scalar for Rag {
    const SHAPE: Shape = Shape::Rag;

    fn text(&self) -> String {
        format!("{}: {}", self.colour.word(), self.reason.text())
    }

    fn shown(&self) -> String {
        let on = self.on.as_ref().map_or_else(|| "date not stated".to_owned(), ToString::to_string);
        let by = self.by.as_deref().unwrap_or("author not stated");
        format!("{} ({on}, {by}): {}", self.colour.word().to_uppercase(), &*self.reason)
    }

    fn parse(typed: &str, typing: &Typing<'_>) -> Result<Self, Invalid> {
        let (colour, reason) = typed.split_once(':').unwrap_or((typed, ""));
        let colour = Colour::parse(colour, typing)
            .map_err(|_| Invalid::new("type green, amber or red, a colon and the reason, or leave it empty"))?;
        if reason.trim().is_empty() {
            return Err(Invalid::new(format!("a rating needs its reason: type {}: and why", colour.word())));
        }
        let reason = Line::parse(reason, typing)?;
        Ok(Self { colour, on: Some(When::Day(typing.today)), by: Some(Line::new(typing.author)), reason })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rating_takes_its_date_and_author_and_needs_a_reason() {
        let typing = Typing::in_tests();

        let rag = Rag::parse("amber: the bid is late", &typing).unwrap();

        assert_eq!(rag.shown(), "AMBER (9 March 2023, Ann): the bid is late");
        assert!(Rag::parse("amber", &typing).unwrap_err().to_string().contains("reason"));
        assert!(Rag::parse("blue: why", &typing).unwrap_err().to_string().contains("green, amber or red"));
    }
}
