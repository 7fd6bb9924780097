//! What may leave the program: text in which nothing can command a terminal, reorder a line or forge another one.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use super::scalars::BREAK;

/// What stands where nothing is stated.
pub const NOT_STATED: &str = "not stated";

/// Letters that show as themselves whatever stands beside them: ASCII, those of western Europe and of Wales, dashes and quotes.
const COMMON: [RangeInclusive<char>; 4] = [' '..='~', '¡'..='¬', '®'..='ſ', '‐'..='‧'];
const JOINERS: [char; 2] = ['\u{200c}', '\u{200d}'];
const BLACK_FLAG: char = '\u{1f3f4}';
const CANCEL_TAG: char = '\u{e007f}';

/// Text for one line: a line break shows as `⏎`, a tab as a blank, and every control, direction, invisible, private
/// and unassigned character as `\u{…}`. Joiners between letters and the flags of the nations stay.
pub fn display(text: &str) -> Cow<'_, str> {
    clean(text, false)
}

/// Text for several lines: the same, but line breaks stay.
pub fn display_lines(text: &str) -> Cow<'_, str> {
    clean(text, true)
}

/// Text in ASCII, for a terminal or a printer that knows nothing else: `£` is `GBP`, quotes and dashes are plain.
pub fn ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let plain = text.replace('£', "GBP ").replace('→', "->").replace(BREAK, " / ");
    let lines = plain.split('\n').map(|line| deunicode::deunicode_with_tofu(line, "?"));
    Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
}

fn clean(text: &str, breaks: bool) -> Cow<'_, str> {
    let printable = |byte: u8| (0x20..0x7f).contains(&byte) || (breaks && byte == b'\n');
    let is_common = |letter: char| COMMON.iter().any(|common| common.contains(&letter)) || (breaks && letter == '\n');
    if text.bytes().all(printable) || text.chars().all(is_common) {
        return Cow::Borrowed(text);
    }
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 8);
    let mut place = 0;
    while place < letters.len() {
        let letter = letters[place];
        if let Some(end) = flag(&letters, place) {
            out.extend(&letters[place..=end]);
            place = end + 1;
            continue;
        }
        match letter {
            '\n' if breaks => out.push('\n'),
            '\r' if letters.get(place + 1) == Some(&'\n') => {}
            '\n' => out.push_str(BREAK),
            '\t' => out.push(' '),
            _ if JOINERS.contains(&letter) && between_letters(&letters, place) => out.push(letter),
            _ if is_visible(letter) => out.push(letter),
            _ => out.extend(letter.escape_unicode()),
        }
        place += 1;
    }
    Cow::Owned(out)
}

/// Whether a character shows as itself: the standard library's own table of printable characters, and blanks.
fn is_visible(letter: char) -> bool {
    if letter.is_ascii() {
        return !letter.is_ascii_control();
    }
    let line_break = matches!(letter, '\u{85}' | '\u{2028}' | '\u{2029}');
    // An accent alone is escaped too, so it is asked for behind a letter.
    (letter.is_whitespace() && !line_break)
        || ["a", letter.encode_utf8(&mut [0; 4])].concat().escape_debug().count() == 2
}

fn between_letters(letters: &[char], place: usize) -> bool {
    let joins = |letter: Option<&char>| {
        letter.is_some_and(|letter| letter.is_alphanumeric() || (!letter.is_ascii() && is_visible(*letter)))
    };
    place > 0 && joins(letters.get(place - 1)) && joins(letters.get(place + 1))
}

/// The end of a nation's flag that begins here: a black flag, tag letters, and the tag that ends them.
fn flag(letters: &[char], place: usize) -> Option<usize> {
    if letters[place] != BLACK_FLAG {
        return None;
    }
    let tags = letters[place + 1..].iter().take_while(|tag| ('\u{e0061}'..='\u{e007a}').contains(*tag)).count();
    let end = place + 1 + tags;
    ((3..=6).contains(&tags) && letters.get(end) == Some(&CANCEL_TAG)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_commands_a_terminal_gets_out() {
        for (evil, shown) in [
            ("\u{1b}]52;c;AAAA\u{7}", "\\u{1b}]52;c;AAAA\\u{7}"),
            ("a\rb", "a\\u{d}b"),
            ("a\u{9b}31m", "a\\u{9b}31m"),
            ("pay\u{202e}lla", "pay\\u{202e}lla"),
            ("zero\u{200b}width", "zero\\u{200b}width"),
            ("\u{2028}line", "\\u{2028}line"),
            ("tag\u{e0041}", "tag\\u{e0041}"),
            ("\u{feff}bom", "\\u{feff}bom"),
            ("private\u{e000}", "private\\u{e000}"),
            ("one\r\ntwo\n", "one⏎two⏎"),
            ("a\tb", "a b"),
        ] {
            assert_eq!(display(evil), shown);
        }
        assert_eq!(display_lines("one\r\ntwo\u{1b}"), "one\ntwo\\u{1b}");
    }

    #[test]
    fn common_letters_are_visible_ones() {
        for letter in COMMON.into_iter().flatten() {
            assert!(is_visible(letter), "{letter:?}");
        }
    }

    #[test]
    fn ordinary_words_are_left_alone() {
        for plain in [
            "Tŷ £5 “quoted” – e\u{301}",
            "no\u{a0}break",
            "क्\u{200d}ष",
            "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
            "日本",
        ] {
            assert_eq!(display(plain), plain);
        }
    }

    #[test]
    fn ascii_says_the_same_in_plain_letters() {
        assert_eq!(ascii("Tŷ – “£5” … ⏎ é → e"), "Ty - \"GBP 5\" ...  /  e -> e");
        assert_eq!(ascii("Tŷ\n\n  £5\n"), "Ty\n\n  GBP 5\n");
    }
}
