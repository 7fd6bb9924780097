//! A list to pick from, narrowed by typing: the letters need only come in this order.

pub(super) mod view;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher};

/// What can be picked, and what has been typed to narrow it.
#[derive(Clone, Debug)]
pub(crate) struct Pick {
    /// The label of the field that it is for.
    pub(crate) label: &'static str,
    pub(crate) typed: String,
    options: Vec<Choice>,
    pub(crate) chosen: usize,
}

/// One thing to pick: what is put into the field, and what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) words: String,
}

impl Pick {
    pub(crate) fn new(label: &'static str, options: Vec<Choice>) -> Self {
        Self { label, typed: String::new(), options, chosen: 0 }
    }

    /// What matches, the best first.
    pub(crate) fn matching(&self) -> Vec<&Choice> {
        if self.typed.trim().is_empty() {
            return self.options.iter().collect();
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::parse(&self.typed, CaseMatching::Ignore, Normalization::Smart);
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
        matching.into_iter().map(|(_, option)| option).collect()
    }

    /// The value under the cursor.
    pub(crate) fn value(&self) -> Option<String> {
        self.matching().get(self.chosen).map(|option| option.value.clone())
    }

    pub(crate) fn typed(&mut self, letter: char) {
        self.typed.push(letter);
        self.chosen = 0;
    }

    pub(crate) fn erased(&mut self) {
        self.typed.pop();
        self.chosen = 0;
    }

    pub(crate) fn moved(&mut self, by: isize) {
        let last = self.matching().len().saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(by).min(last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

        "dpol".chars().for_each(|letter| pick.typed(letter));
        assert_eq!(pick.value().as_deref(), Some("dorset-police"));
        "zz".chars().for_each(|letter| pick.typed(letter));
        assert_eq!(pick.value(), None);
        pick.moved(5);
        (0..6).for_each(|_| pick.erased());
        assert_eq!(pick.matching().len(), 3);
        pick.moved(-3);
        pick.moved(9);
        assert_eq!(pick.value().as_deref(), Some("nhs-dorset"));
    }
}
