//! Finding one's way in the text of a record: past comments and strings, to the end of a line.

/// The first character outside comments for which `wanted` holds, and where it stands.
pub(super) fn skip_to(text: &str, wanted: impl Fn(char) -> bool) -> Option<(usize, char)> {
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        if text[at..].starts_with("//") {
            at += text[at..].find('\n').unwrap_or(text.len() - at);
        } else if text[at..].starts_with("/*") {
            at += block_comment(&text[at..]);
        } else if wanted(letter) {
            return Some((at, letter));
        } else {
            at += letter.len_utf8();
        }
    }
    None
}

/// The length of the block comment that begins here; such comments nest.
fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// Where the last character stands that is neither blank nor comment; strings are skipped whole.
pub(super) fn last_token(text: &str) -> Option<usize> {
    let mut last = None;
    let mut at = 0;
    while let Some((offset, letter)) = skip_to(&text[at..], |letter| !letter.is_whitespace()) {
        at += offset;
        last = Some(at);
        let string = match letter {
            '"' => Some(string(&text[at..])?),
            'r' if text[at + 1..].starts_with(['"', '#']) => Some(raw_string(&text[at..])?),
            _ => None,
        };
        at += string.unwrap_or(letter.len_utf8());
        if string.is_some() {
            last = Some(at - 1);
        }
    }
    last
}

/// The length of the string that begins here, with its quotes.
fn string(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().skip(1).find_map(|(at, letter)| {
        let end = letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
        end.then_some(at + 1)
    })
}

/// The length of the raw string that begins here: `r"…"`, `r#"…"#`.
fn raw_string(text: &str) -> Option<usize> {
    let quote = text.find('"')?;
    let close = format!("\"{}", &text[1..quote]);
    let inside = quote + 1;
    text[inside..].find(&close).map(|at| inside + at + close.len())
}

/// The end of the line that holds this place, before its line end.
pub(super) fn end_of_line(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |offset| at + offset);
    if text[..end].ends_with('\r') { end - 1 } else { end }
}

/// The blanks with which the line of this place begins.
pub(super) fn indent_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let line = &text[start..at];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// Where the record's own parenthesis opens: the last one before its first value that stands outside remarks.
pub(super) fn opening(text: &str, first_value: usize) -> Option<usize> {
    let head = &text[..first_value];
    let mut open = None;
    let mut at = 0;
    while let Some((offset, _)) = skip_to(&head[at..], |letter| letter == '(') {
        open = Some(at + offset);
        at += offset + 1;
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_passed_over_and_strings_are_whole() {
        let comma = |text| skip_to(text, |letter| letter == ',').map(|(at, _)| at);

        assert_eq!(comma("a /* , /* , */ , */ // , \n ,"), Some(27));
        assert_eq!(comma("a // , "), None);
        assert_eq!(comma("a /* , "), None);
        assert_eq!(last_token("\"a\\\"b\" , /* x */ // y"), Some(7));
        assert_eq!(last_token("\"a, // b\" // c"), Some(8));
        assert_eq!(last_token("r#\"a\" , \"# // b"), Some(9), "a raw string ends where its own signs do");
        assert_eq!(last_token(" // only a remark"), None);
    }

    #[test]
    fn lines_end_before_their_break() {
        assert_eq!(end_of_line("ab\r\ncd", 0), 2);
        assert_eq!(end_of_line("ab\ncd", 3), 5);
        assert_eq!(indent_at("a\n\t  b", 5), "\t  ");
    }
}
