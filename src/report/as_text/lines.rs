//! Text in lines and columns of a given width.

use unicode_width::UnicodeWidthStr;

use super::page::WIDTH;
use crate::model::display::{display, display_lines};

/// The width of each column: what its widest cell needs, or what is left where that is less. The widest columns give
/// way first, evenly, and none below its heading.
pub fn widths(table: &[Vec<String>], width: Option<usize>) -> Vec<usize> {
    let columns = table.first().map_or(0, Vec::len);
    let widest = |column: usize| table.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..columns).map(widest).collect();
    let Some(width) = width else { return widths };
    let room = width.saturating_sub(2 * columns.saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let can_give = |column: &usize| widths[*column] > table[0][*column].width().max(4);
        let Some(widest) = (0..columns).filter(can_give).max_by_key(|column| widths[*column]) else { break };
        widths[widest] -= 1;
    }
    widths
}

/// Text in exactly this many columns: cut at a word's end with `…` where it is longer, filled with blanks where it is
/// shorter.
pub fn fitted(text: &str, width: usize) -> String {
    let text = display(text);
    if text.width() <= width {
        return format!("{text}{}", " ".repeat(width - text.width()));
    }
    let mut kept = String::new();
    for letter in text.chars() {
        if kept.width() + letter.to_string().width() + 1 > width {
            break;
        }
        kept.push(letter);
    }
    let whole_words = kept.rfind(' ').filter(|at| *at > kept.len() / 2);
    let kept = whole_words.map_or(kept.as_str(), |at| kept[..at].trim_end());
    let cut = if width == 0 { String::new() } else { format!("{kept}…") };
    format!("{cut}{}", " ".repeat(width.saturating_sub(cut.width())))
}

/// A paragraph in lines of at most 80 columns.
pub fn wrapped(text: &str, first: &str, rest: &str) -> Vec<String> {
    let text = display(text);
    let options = textwrap::Options::new(WIDTH).initial_indent(first).subsequent_indent(rest);
    textwrap::wrap(&text, options).into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// A paragraph in at most so many lines; only what does not fit then is cut, with a mark.
pub fn in_lines(text: &str, width: usize, lines: usize) -> Vec<String> {
    let mut wrapped = wrapped_to(&display(text), width);
    if wrapped.len() > lines {
        let rest = wrapped.split_off(lines.saturating_sub(1)).join(" ");
        wrapped.push(fitted(&rest, width));
    }
    wrapped
}

/// Text in lines of at most this many columns, its own line breaks kept.
pub fn wrapped_to(text: &str, width: usize) -> Vec<String> {
    let text = display_lines(text);
    textwrap::wrap(&text, width.max(1)).into_iter().map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_at_a_words_end_and_filled() {
        assert_eq!(fitted("Friends Against Scams", 16), "Friends Against…");
        assert_eq!(fitted("Friends Against Scams", 12), "Friends…    ");
        assert_eq!(fitted("日本語", 5), "日本…");
        assert_eq!(fitted("a\nb", 5), "a⏎b  ");
        assert_eq!(fitted("abc", 0), "");
    }

    #[test]
    fn the_widest_column_gives_way_first() {
        let table = vec![vec!["Title".to_owned(), "Due".to_owned()], vec!["a".repeat(40), "b".repeat(10)]];

        assert_eq!(widths(&table, None), [40, 10]);
        assert_eq!(widths(&table, Some(32)), [20, 10]);
        assert_eq!(widths(&table, Some(1)), [5, 4]);
    }
}
