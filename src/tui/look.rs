//! How things look: tones for what they mean, and the palettes that turn a tone into a style.

use std::borrow::Cow;

use ratatui::style::{Color, Modifier, Style};

use crate::model::display::{ascii, display};

/// What the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The palette.
    pub palette: Palette,
    /// The characters.
    pub letters: Letters,
}

/// A set of styles. Every tone differs from the others without colour too: by words, by weight or by reversing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// The terminal's own sixteen colours.
    Colour,
    /// None.
    Mono,
}

/// The characters that the terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// Any.
    Unicode,
    /// Plain ASCII.
    Ascii,
}

/// What a piece of text means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// A heading, or a label.
    Heading,
    /// Late, red or wrong: the eye goes there first.
    Late,
    /// Amber, or soon.
    Amber,
    /// Green.
    Green,
    /// The bar at the top.
    Bar,
}

impl Look {
    pub(crate) fn style(self, tone: Tone) -> Style {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        match (tone, self.palette) {
            (Tone::Plain, _) | (Tone::Green, Palette::Mono) => Style::new(),
            (Tone::Heading, _) | (Tone::Late | Tone::Amber, Palette::Mono) => bold,
            (Tone::Bar, _) => bold.add_modifier(Modifier::REVERSED),
            (Tone::Late, Palette::Colour) => bold.fg(Color::Red),
            (Tone::Amber, Palette::Colour) => bold.fg(Color::Yellow),
            (Tone::Green, Palette::Colour) => Style::new().fg(Color::Green),
        }
    }

    /// The style of what the cursor is on.
    pub(crate) fn chosen(self, tone: Tone) -> Style {
        self.style(tone).add_modifier(Modifier::REVERSED)
    }

    /// Text as it may go on the screen, on one line.
    pub(crate) fn words(self, text: &str) -> Cow<'_, str> {
        match self.letters {
            Letters::Unicode => display(text),
            // The mark of a cut takes one column here too: three points would push what stands behind them off its place.
            Letters::Ascii => Cow::Owned(ascii(&display(text).replace('…', "~")).into_owned()),
        }
    }
}

/// The tone of a RAG word.
pub(crate) fn rag_tone(word: &str) -> Tone {
    match word {
        "RED" => Tone::Late,
        "AMBER" => Tone::Amber,
        "GREEN" => Tone::Green,
        _ => Tone::Plain,
    }
}
