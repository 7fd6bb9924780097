//! A list to pick from, narrowed by typing: the letters need only come in this order.

pub(super) mod view;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher};

use super::sheet::Move;
use super::terminal::press::Press;
use super::typed_line::TypedLine;

/// What can be picked, and what has been typed to narrow it.
#[derive(Clone, Debug)]
pub(crate) struct Pick {
    /// The label of the field that it is for.
    pub(crate) label: &'static str,
    pub(crate) typed: TypedLine,
    options: Vec<Choice>,
    /// Whether what is typed can be taken as it stands.
    takes_typed: bool,
    pub(crate) chosen: usize,
}

/// One thing to pick: what is put into the field, and what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) words: String,
}

impl Choice {
    /// A value that is its own words.
    pub(crate) fn word(word: impl Into<String>) -> Self {
        let word = word.into();
        Self { value: word.clone(), words: word }
    }
}

impl Pick {
    pub(crate) fn new(label: &'static str, options: Vec<Choice>) -> Self {
        Self { label, typed: TypedLine::default(), options, takes_typed: false, chosen: 0 }
    }

    /// The same, in which what is typed can be taken as it stands, and comes first.
    #[must_use]
    pub(crate) fn or_typed(self) -> Self {
        Self { takes_typed: true, ..self }
    }

    /// The same with the cursor on a value, if it is among them.
    #[must_use]
    pub(crate) fn at(self, value: &str) -> Self {
        let at = self.options.iter().position(|option| option.value == value);
        Self { chosen: at.unwrap_or(0), ..self }
    }

    /// What matches, the best first.
    pub(crate) fn matching(&self) -> Vec<Choice> {
        if self.typed.text().trim().is_empty() {
            return self.options.clone();
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::parse(self.typed.text(), CaseMatching::Ignore, Normalization::Smart);
        let mut buffer = Vec::new();
        let mut matching: Vec<_> = self
            .options
            .iter()
            .filter_map(|option| {
                let words = format!("{} {}", option.words, option.value);
                let score = pattern.score(nucleo_matcher::Utf32Str::new(&words, &mut buffer), &mut matcher)?;
                Some((std::cmp::Reverse(score), option))
            })
            .collect();
        matching.sort_by_key(|(score, _)| *score);
        let matching = matching.into_iter().map(|(_, option)| option.clone());
        let Some(typed) = self.own_words() else { return matching.collect() };
        // A name that is known comes first where a word of it begins so; else what was typed does.
        let (known, others): (Vec<_>, Vec<_>) = matching.partition(|option| begins(&option.words, typed));
        let is_known = known.iter().any(|option| option.value.to_lowercase() == typed.to_lowercase());
        let as_typed = Choice { value: typed.to_owned(), words: format!("{typed}: as typed") };
        known.into_iter().chain(Some(as_typed).filter(|_| !is_known)).chain(others).collect()
    }

    /// What was typed, where it can be taken as it stands.
    pub(crate) fn own_words(&self) -> Option<&str> {
        Some(self.typed.text().trim()).filter(|typed| self.takes_typed && !typed.is_empty())
    }

    /// What is under the cursor.
    pub(crate) fn choice(&self) -> Option<Choice> {
        self.matching().into_iter().nth(self.chosen)
    }

    /// The value under the cursor.
    pub(crate) fn value(&self) -> Option<String> {
        self.choice().map(|choice| choice.value)
    }

    /// A key that is no command.
    pub(crate) fn press(&mut self, press: Press) {
        if self.typed.press(press) {
            self.chosen = 0;
        }
    }

    /// Pasted text, which narrows the list as if it had been typed.
    pub(crate) fn paste(&mut self, text: &str) {
        self.typed.paste(text);
        self.chosen = 0;
    }

    /// Moves as a key says.
    pub(crate) fn go(&mut self, by: Move) {
        match by {
            Move::Up => self.moved(-1),
            Move::Down => self.moved(1),
            Move::Lines(lines) => self.moved(lines),
            Move::First => self.moved(isize::MIN),
            Move::Last => self.moved(isize::MAX),
            _ => {}
        }
    }

    /// Whether letters were typed to narrow it, so that Home and End are for these.
    pub(crate) fn is_narrowed(&self) -> bool {
        !self.typed.text().is_empty()
    }

    fn moved(&mut self, by: isize) {
        let last = self.matching().len().saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(by).min(last);
    }
}

/// Whether a name, or a word of it, begins with what was typed.
fn begins(name: &str, typed: &str) -> bool {
    let (name, typed) = (name.to_lowercase(), typed.to_lowercase());
    name.starts_with(&typed) || name.split_whitespace().any(|word| word.starts_with(&typed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::terminal::press::Named;

    #[test]
    fn letters_in_order_narrow_the_list_and_the_best_comes_first() {
        let option = |value: &str, words: &str| Choice { value: value.to_owned(), words: words.to_owned() };
        let mut pick = Pick::new(
            "Lead agency",
            vec![
                option("home-office", "Home Office"),
                option("dorset-police", "Dorset Police"),
                option("nhs-dorset", "NHS Dorset"),
            ],
        );

        pick.paste("dpol");
        assert_eq!(pick.value().as_deref(), Some("dorset-police"));
        pick.paste("zz");
        assert_eq!(pick.value(), None);
        pick.moved(5);
        (0..6).for_each(|_| pick.press(Press::plain(Named::Backspace)));
        assert_eq!(pick.matching().len(), 3);
        pick.moved(-3);
        pick.moved(9);
        assert_eq!(pick.value().as_deref(), Some("nhs-dorset"));
    }
}
