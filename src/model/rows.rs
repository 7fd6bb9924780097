//! Entries with several cells: updates, queries, the parts of a duty, the gates of a plan.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::choice::{Colour, Fate, GateState, Mark, PartState, State};
use super::datum::{Datum, Scalar, Shape};
use super::id::Id;
use super::invalid::Invalid;
use super::scalars::{BREAK, Pence};
use super::text::{Line, Text};
use super::typing::Typing;
use super::when::When;

/// Declares an entry: its cells in order, each of which may be left out; `=>` gives the words that show then.
macro_rules! row {
    ($(#[$doc:meta])* $name:ident { $($(#[$cell_doc:meta])* $cell:ident: $type:ty $(=> $absent:literal)?,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$cell_doc])* #[serde(default, skip_serializing_if = "Option::is_none")] pub $cell: Option<$type>,)+
        }

        impl Scalar for $name {
            const SHAPE: Shape = Shape::Row(&[$(stringify!($cell),)+]);

            fn text(&self) -> String {
                let cells = [$(Datum::text(&self.$cell),)+];
                let said = cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
                let typed = cells[..said].iter().map(|cell| cell.replace('|', "\\|").replace('\n', BREAK));
                typed.collect::<Vec<_>>().join(" | ").trim_end().to_owned()
            }

            fn shown(&self) -> String {
                let cells = [$(self.$cell.as_ref().map(Scalar::shown)$(.or_else(|| Some($absent.to_owned())))?,)+];
                cells.into_iter().flatten().collect::<Vec<_>>().join(" · ")
            }

            fn parse(typed: &str, typing: &Typing<'_>) -> Result<Self, Invalid> {
                let mut cells = cells(typed).into_iter();
                let row = Self {
                    $($cell: cell(stringify!($cell), cells.next(), typing)?,)+
                };
                if row == Self::default() {
                    return Err(Invalid::new(format!("an entry says something in one of {}", [$(stringify!($cell),)+].join(" | "))));
                }
                match cells.next() {
                    Some(more) => Err(Invalid::new(format!(
                        "{more:?} is one cell too many; the cells are {}",
                        [$(stringify!($cell),)+].join(" | ")
                    ))),
                    None => Ok(row),
                }
            }

            fn links(&self) -> Vec<&Id> {
                [$(Datum::links(&self.$cell),)+].concat()
            }
        }
    };
}

/// The cells as typed; a bar that belongs to the words is typed `\|`.
fn cells(typed: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut letters = typed.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if letters.peek() == Some(&'|') => cells.last_mut().map(|cell| cell.extend(letters.next())),
            '|' => {
                cells.push(String::new());
                None
            }
            _ => cells.last_mut().map(|cell| cell.push(letter)),
        };
    }
    cells
}

fn cell<T: Scalar>(name: &str, typed: Option<String>, typing: &Typing<'_>) -> Result<Option<T>, Invalid> {
    let Some(typed) = typed else { return Ok(None) };
    let typed = typed.trim();
    let typed = if T::SHAPE == Shape::Text { typed.replace(BREAK, "\n") } else { typed.to_owned() };
    let mut cell: Option<T> = None;
    cell.set(&typed, &typing.into_cell(name)).map_err(|why| Invalid::new(format!("{name}: {why}")))?;
    Ok(cell)
}

row! {
    /// A dated note on a record.
    Update {
        /// The day to which it belongs.
        date: When,
        /// Who wrote it.
        author: Line,
        /// What is new.
        text: Text,
    }
}

/// How a note begins and ends that says that somebody was asked.
const ASKED: &str = "Asked";
const FOR_AN_UPDATE: &str = "for an update.";
/// How a note begins that says that work was carried into the next plan.
const CARRIED: &str = "Carried from";

impl Update {
    /// A note of this day by this officer.
    pub fn new(today: NaiveDate, author: &str, text: &str) -> Self {
        Self { date: Some(When::Day(today)), author: Some(Line::new(author)), text: Some(Text::new(text.trim())) }
    }

    /// That this officer asked a body, by its name, for an update.
    pub fn asking(today: NaiveDate, author: &str, body: &str) -> Self {
        Self::new(today, author, &format!("{ASKED} {body} {FOR_AN_UPDATE}"))
    }

    /// That work was carried from one plan to another, by their names, and what it serves now where that has changed.
    pub fn carrying(today: NaiveDate, author: &str, from: &str, to: &str, serves: &str) -> Self {
        Self::new(today, author, &format!("{CARRIED} {from} to {to}.{serves}"))
    }

    /// Whether it says what has become of the work, and not only that somebody was asked or that the year was rolled.
    pub fn is_news(&self) -> bool {
        let is_one_line = |text: &&str| !text.contains('\n');
        let text = self.text.as_deref().map(str::trim).filter(is_one_line).unwrap_or_default();
        !(text.starts_with(ASKED) && text.ends_with(FOR_AN_UPDATE) || text.starts_with(CARRIED))
    }
}

row! {
    /// Something the source states that looks wrong: as stated, and as believed, kept apart.
    Query {
        /// The field it is about.
        field: Line,
        /// What the source states.
        stated: Line,
        /// What is believed to be right.
        believed: Line,
        /// Why.
        why: Text,
    }
}

row! {
    /// A place in the law.
    Law {
        /// The Act or instrument.
        act: Line,
        /// The section or part.
        section: Line,
        /// How well this is verified.
        mark: Mark => "not marked as verified",
    }
}

row! {
    /// One part of a duty.
    Part {
        /// What has to be done.
        text: Line,
        /// How far it is met.
        state: PartState => "state not stated",
        /// What shows it.
        evidence: Line,
        /// A remark.
        note: Line,
        /// The paragraph that says so.
        source: Line,
    }
}

row! {
    /// A step on the way of an action.
    Milestone {
        /// What is to be reached.
        text: Line,
        /// By when.
        due: When,
        /// When it was reached.
        done: When,
    }
}

row! {
    /// A step of a plan, passed in order.
    Gate {
        /// What happens.
        step: Line,
        /// The body that does it.
        body: Id,
        /// When it happened or will.
        date: When => "date not stated",
        /// How far it is.
        state: GateState => "state not stated",
        /// The paragraph that says so.
        source: Line,
    }
}

row! {
    /// What became of an item of a plan when the next plan took over, as it stood then.
    Outcome {
        /// The item: an action, a priority or a theme.
        item: Id,
        /// What it was called.
        title: Line,
        /// The state that it was in.
        state: State,
        /// What became of it.
        outcome: Fate,
        /// The record that covers it now.
        by: Id,
        /// Why; of a priority that was renamed, the new title.
        reason: Line,
    }
}

impl Gate {
    /// Whether it is not passed, as far as is stated.
    pub fn is_ahead(&self) -> bool {
        self.state != Some(GateState::Done)
    }

    /// What it is called in a sentence.
    pub fn name(&self) -> &str {
        self.step.as_deref().unwrap_or("a gate whose step is not stated")
    }
}

row! {
    /// Money for one year.
    Amount {
        /// The financial year.
        year: When,
        /// How much, in pence.
        pence: Pence,
    }
}

row! {
    /// What a colour means in this store; there is no national standard.
    KeyEntry {
        /// The colour.
        colour: Colour,
        /// What it means.
        meaning: Line,
    }
}

row! {
    /// A statement of a report, by its paragraph.
    Statement {
        /// The paragraph's number.
        paragraph: Line,
        /// What it says.
        text: Text,
        /// What is listed below it: the records of a kind and a filter (`action stage:Developing`), or what one field of a
        /// record holds (`partnership.bodies`).
        list: Line,
    }
}

row! {
    /// A numbered section of the annual scrutiny report.
    Section {
        /// Its number.
        number: u32,
        /// Its heading.
        heading: Line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_typed_again_as_it_was_read() {
        let typing = Typing::in_tests();
        let part = Part {
            text: Some(Line::new("Strategy | plan")),
            state: Some(PartState::Met),
            note: Some(Line::new("two\nlines")),
            ..Part::default()
        };

        let text = part.text();

        assert_eq!(text, "Strategy \\| plan | Met |  | two⏎lines");
        assert_eq!(Part::parse(&text, &typing), Ok(part));
    }

    #[test]
    fn a_wrong_cell_is_named() {
        let typing = Typing::in_tests();

        assert!(Milestone::parse("Bid sent | soonish", &typing).unwrap_err().to_string().starts_with("due: "));
        let done = Milestone::parse("Bid sent | 1 mar | 1 mar", &typing).unwrap();
        assert_eq!(done.text(), "Bid sent | 2024-03-01 | 2023-03-01", "what is done lies back");
        assert!(Milestone::parse(" | | ", &typing).unwrap_err().to_string().contains("text | due | done"));
        assert!(Milestone::parse("a | | | b", &typing).unwrap_err().to_string().contains("one cell too many"));
    }
}
