//! Pasted text, made plain.

/// The text with its line breaks as `\n`, its no-break spaces as spaces, and no other control than the tab.
pub(crate) fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\u{a0}', " ")
        .replace(|character: char| character.is_control() && !"\n\t".contains(character), "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_text_keeps_its_words_and_loses_its_controls() {
        let pasted = "one\r\ntwo\rthree\n\tfour\u{a0}£5 “so”\u{1b}[31m\u{7}\u{9b}\0\u{7f}\r";

        assert_eq!(tidy(pasted), "one\ntwo\nthree\n\tfour £5 “so”[31m\n");
    }
}
