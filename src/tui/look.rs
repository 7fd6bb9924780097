//! How things look: tones for what they mean, and the palettes that turn a tone into a style.

use std::borrow::Cow;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};

use crate::model::display::{ascii, display};
use crate::report::fitted;

/// What the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The palette.
    pub palette: Palette,
    /// The characters.
    pub letters: Letters,
}

/// A set of styles. Every tone differs from the others without colour too: by words, by weight, by a line below or by
/// reversing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// The terminal's own sixteen colours.
    Colour,
    /// None.
    Mono,
    /// White on black whatever the terminal's own colours are, and nothing fainter than seven to one.
    HighContrast,
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
        match self.palette {
            Palette::Colour => coloured(tone),
            Palette::Mono => plain(tone),
            Palette::HighContrast => contrasting(tone),
        }
    }

    /// The style of what the cursor is on.
    pub(crate) fn chosen(self, tone: Tone) -> Style {
        match self.palette {
            Palette::Colour | Palette::Mono => self.style(tone).add_modifier(Modifier::REVERSED),
            Palette::HighContrast => reversed(tone),
        }
    }

    /// Sets the colours of what nobody drew, and takes the lines from below blanks at the ends of words.
    pub(crate) fn finish(self, buffer: &mut Buffer) {
        // In colour nothing has a line below.
        if self.palette != Palette::Colour {
            let columns = usize::from(buffer.area.width.max(1));
            for row in buffer.content.chunks_mut(columns) {
                trim_lines_below(row.iter_mut());
                trim_lines_below(row.iter_mut().rev());
            }
        }
        if self.palette == Palette::HighContrast {
            for cell in &mut buffer.content {
                cell.fg = if cell.fg == Color::Reset { Color::White } else { cell.fg };
                cell.bg = Color::Black;
            }
        }
    }

    /// Text as it may go on the screen, on one line.
    pub(crate) fn words(self, text: &str) -> Cow<'_, str> {
        self.letters.words(text)
    }

    /// Text in exactly so many columns. It is put in the terminal's letters first, since some of them take more columns
    /// than those that they stand for.
    pub(crate) fn fitted(self, text: &str, width: usize) -> String {
        match self.letters {
            Letters::Unicode => fitted(text, width),
            Letters::Ascii => self.words(&fitted(self.words(text).trim_end(), width)).into_owned(),
        }
    }
}

impl Letters {
    /// The marks which say that more stands above and below.
    pub(crate) fn arrows(self) -> (&'static str, &'static str) {
        match self {
            Self::Unicode => ("↑", "↓"),
            Self::Ascii => ("^", "v"),
        }
    }

    /// Text as it may go on the screen, on one line.
    pub(crate) fn words(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Unicode => display(text),
            // The mark of a cut takes one column here too: three points would push what stands behind them off its place.
            Self::Ascii => Cow::Owned(ascii(&display(text).replace('…', "~")).into_owned()),
        }
    }
}

const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
const UNDERLINED: Style = Style::new().add_modifier(Modifier::UNDERLINED);

/// What is late and what is soon say so in words too, and a row that is late has its mark.
fn coloured(tone: Tone) -> Style {
    match tone {
        Tone::Plain => Style::new(),
        Tone::Heading => BOLD,
        Tone::Late => BOLD.fg(Color::Red),
        Tone::Amber => BOLD.fg(Color::Yellow),
        Tone::Green => Style::new().fg(Color::Green),
        Tone::Bar => BOLD.add_modifier(Modifier::REVERSED),
    }
}

/// Green is the one tone that only its word tells from plain text: nothing is to be done about it.
fn plain(tone: Tone) -> Style {
    match tone {
        Tone::Plain | Tone::Green => Style::new(),
        Tone::Heading => BOLD,
        Tone::Late => BOLD.add_modifier(Modifier::UNDERLINED),
        Tone::Amber => UNDERLINED,
        Tone::Bar => BOLD.add_modifier(Modifier::REVERSED),
    }
}

/// The same weights and lines, in white; late in yellow, since no red is far enough from black and from white.
fn contrasting(tone: Tone) -> Style {
    let letters = match tone {
        Tone::Bar => return reversed(tone),
        Tone::Late => Color::LightYellow,
        Tone::Green => Color::LightGreen,
        Tone::Plain | Tone::Heading | Tone::Amber => Color::White,
    };
    plain(tone).fg(letters).bg(Color::Black)
}

/// Never bold, and of the darker white: the Linux console has no bright backgrounds, and keeps the brightness for the
/// letters, which would then be grey on grey.
fn reversed(tone: Tone) -> Style {
    let line_below = plain(tone).add_modifier & Modifier::UNDERLINED;
    Style::new().fg(Color::Gray).bg(Color::Black).add_modifier(Modifier::REVERSED | line_below)
}

/// Takes the line from below blanks, up to the first word that has one and from there to the next.
fn trim_lines_below<'a>(row: impl Iterator<Item = &'a mut Cell>) {
    let mut is_below_a_word = false;
    for cell in row {
        if cell.symbol() == " " && !is_below_a_word {
            cell.modifier.remove(Modifier::UNDERLINED);
        }
        is_below_a_word = cell.modifier.contains(Modifier::UNDERLINED);
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

#[cfg(test)]
#[path = "look_tests.rs"]
mod tests;
