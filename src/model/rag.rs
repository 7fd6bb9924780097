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

impl Rag {
    /// The whole rating in one cell of a spreadsheet: `AMBER: the bid is late (9 March 2023, Ann)`.
    pub fn in_cell(&self) -> String {
        let on = self.on.as_ref().map_or_else(|| NO_DATE.to_owned(), on_in_cell);
        let by = self.by.as_ref().map_or_else(|| NO_AUTHOR.to_owned(), Scalar::text);
        format!("{}: {} ({on}, {by})", self.colour.word().to_uppercase(), self.reason.text())
    }

    /// Takes what [`Rag::in_cell`] gives. Where no date and author stand behind the reason, it is judged by who takes it, now.
    ///
    /// # Errors
    /// What is no rating, or one without a reason.
    pub fn of_cell(cell: &str, typing: &Typing<'_>) -> Result<Self, Invalid> {
        let Some((words, on, by)) = judged(cell.trim(), typing) else { return Self::parse(cell, typing) };
        Ok(Self { on, by, ..Self::parse(words, typing)? })
    }
}

const NO_DATE: &str = "date not stated";
const NO_AUTHOR: &str = "author not stated";

/// A date as it stands in a cell; words are in quotes, so that they are told from a date.
fn on_in_cell(on: &When) -> String {
    if matches!(on, When::Stated(_)) { Scalar::text(on) } else { on.to_string() }
}

/// A rating's words, and the date and author in brackets behind them.
fn judged<'a>(cell: &'a str, typing: &Typing<'_>) -> Option<(&'a str, Option<When>, Option<Line>)> {
    let cell = cell.strip_suffix(')')?;
    let splits = cell.rmatch_indices(" (").flat_map(|(at, _)| {
        let inside = &cell[at + 2..];
        inside.match_indices(", ").map(move |(comma, _)| (&cell[..at], &inside[..comma], &inside[comma + 2..]))
    });
    let judged = |(words, on, by): (&'a str, &str, &str)| {
        let on = match on {
            NO_DATE => None,
            // Only a date that is written as a cell has it, not "friday".
            _ => Some(When::typed(on, typing.today).ok().filter(|when| on_in_cell(when) == on)?),
        };
        let by = if by == NO_AUTHOR { None } else { Some(Line::parse(by, typing).ok()?) };
        Some((words, on, by))
    };
    { splits }.find_map(judged)
}

impl Scalar for Rag {
    const SHAPE: Shape = Shape::Rag;

    fn text(&self) -> String {
        format!("{}: {}", self.colour.word(), self.reason.text())
    }

    fn shown(&self) -> String {
        let on = self.on.as_ref().map_or_else(|| NO_DATE.to_owned(), ToString::to_string);
        let by = self.by.as_deref().unwrap_or(NO_AUTHOR);
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

    #[test]
    fn a_cell_holds_the_whole_rating() {
        let typing = Typing::in_tests();
        let rag = |on: Option<&str>, by: Option<&str>, reason: &str| Rag {
            colour: Colour::Red,
            on: on.map(|on| When::stored(on).unwrap()),
            by: by.map(Line::new),
            reason: Line::new(reason),
        };

        for (rag, cell) in [
            (rag(Some("2022-01-03"), Some("Bea (DC)"), "late"), "RED: late (3 January 2022, Bea (DC))"),
            (
                rag(None, None, "late (9 March 2023, Ann)"),
                "RED: late (9 March 2023, Ann) (date not stated, author not stated)",
            ),
            (rag(Some("in March, or so"), Some("Ann"), "a\nb"), "RED: a⏎b (\"in March, or so\", Ann)"),
            (rag(Some("2022/23"), None, "late"), "RED: late (2022/23, author not stated)"),
        ] {
            assert_eq!(rag.in_cell(), cell);
            assert_eq!(Rag::of_cell(cell, &typing), Ok(rag));
        }
        let now = |cell| Rag::of_cell(cell, &typing).unwrap().shown();
        assert_eq!(now("Amber: late (friday, again)"), "AMBER (9 March 2023, Ann): late (friday, again)");
        assert!(Rag::of_cell("GREEN", &typing).unwrap_err().to_string().contains("needs its reason"));
    }
}
