//! What stands on top of a text that could not be taken: why, as remarks, which are taken off again.

use crate::model::display::display;
use crate::store::StoreError;

const MARK: &[u8] = "\u{feff}".as_bytes();

/// The remarks on top of a text; none at first.
#[derive(Debug, Default)]
pub(super) struct Note {
    lines: Vec<String>,
    end: &'static str,
}

impl Note {
    /// Why a text could not be taken. Its remarks end as the lines of the text do.
    pub(super) fn about(error: &StoreError, text: &[u8]) -> Self {
        let why = match error {
            StoreError::Undecoded(fault) => {
                let place = fault.place.map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
                format!("{}{place}: {}", fault.path, fault.what)
            }
            other => other.to_string(),
        };
        let how = "Nothing is saved yet: mend the text, or leave it as it is to give up. Lines are counted without these two.";
        let lines = [why.as_str(), how].map(|words| format!("// {}", display(words))).into();
        let end = if text.windows(2).any(|pair| pair == b"\r\n") { "\r\n" } else { "\n" };
        Self { lines, end }
    }

    /// The text below the remarks. The mark that some editors put before a text stays before everything.
    pub(super) fn on(&self, text: &[u8]) -> Vec<u8> {
        let (mark, text) = parted(text);
        let lines: String = self.lines.iter().map(|line| format!("{line}{}", self.end)).collect();
        [mark, lines.as_bytes(), text].concat()
    }

    /// The text without the remarks, as far as they still stand on top of it.
    pub(super) fn off(&self, text: &[u8]) -> Vec<u8> {
        let (mark, mut rest) = parted(text);
        for line in &self.lines {
            let Some(below) = rest.strip_prefix(line.as_bytes()) else { continue };
            rest = below.strip_prefix(b"\r\n").or(below.strip_prefix(b"\n")).unwrap_or(below);
        }
        [mark, rest].concat()
    }
}

fn parted(text: &[u8]) -> (&[u8], &[u8]) {
    text.split_at(if text.starts_with(MARK) { MARK.len() } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Invalid;

    fn note(text: &str) -> Note {
        Note::about(&Invalid::new("too\nlarge").into(), text.as_bytes())
    }

    #[test]
    fn what_is_put_on_is_taken_off() {
        for text in ["(title: \"a\")\n", "\u{feff}(\r\n)\r\n", "", "// mine\n(\n", "\u{feff}"] {
            let note = note(text);
            let on = note.on(text.as_bytes());

            assert_ne!(on, text.as_bytes());
            assert_eq!(on.starts_with(MARK), text.starts_with('\u{feff}'));
            assert_eq!(note.off(&on), text.as_bytes(), "{text:?}");
            assert_eq!(note.off(text.as_bytes()), text.as_bytes(), "an officer may take them off herself");
        }
    }

    #[test]
    fn each_remark_is_one_line_and_goes_also_where_another_has_gone() {
        let note = note("(\n)");
        let on = String::from_utf8(note.on(b"(\n)")).unwrap();

        assert_eq!(on.lines().filter(|line| line.starts_with("// ")).count(), 2, "{on}");
        let (_, second) = on.split_once('\n').unwrap();
        assert_eq!(note.off(second.as_bytes()), b"(\n)");
        assert_eq!(note.off(on.replace('\n', "\r\n").as_bytes()), b"(\r\n)", "an editor may change the line ends");
    }
}
