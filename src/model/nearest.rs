//! What was meant, where a word was mistyped.

/// How alike two words must be, from 0 to 1 (Jaro and Winkler), for the one to be meant by the other.
const ALIKE: f64 = 0.8;

/// The known word that is most like what was typed, if any is alike.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |word: &'a str| (strsim::jaro_winkler(word, typed), word);
    let most = known.into_iter().map(likeness).max_by(|one, other| one.0.total_cmp(&other.0));
    most.filter(|(likeness, _)| *likeness > ALIKE).map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_understood_and_another_word_is_not() {
        let flags = ["overdue", "due-soon", "open"];

        assert_eq!(nearest("overdu", flags), Some("overdue"));
        assert_eq!(nearest("opne", flags), Some("open"));
        assert_eq!(nearest("stalking", flags), None);
        assert_eq!(nearest("x", []), None);
    }
}
