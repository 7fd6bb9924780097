//! Text in lines and columns of a given width.

use std::iter;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::page::WIDTH;
use crate::model::display::{display, display_lines};

/// Columns between two cells.
const GAP: usize = 2;

/// The widths of the columns that fit: the first, then the others in their order as long as each has the least that it
/// can be read in. What room is left goes to the columns by what they need; the widest give way first, evenly.
pub fn columns_that_fit(natural: &[usize], least: &[usize], width: usize) -> Vec<usize> {
    let needed = |columns: usize| least[..columns].iter().sum::<usize>() + GAP * columns.saturating_sub(1);
    let kept = (1..=natural.len()).take_while(|columns| *columns == 1 || needed(*columns) <= width).last().unwrap_or(0);
    let mut widths = natural[..kept].to_vec();
    let room = width.saturating_sub(GAP * kept.saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let gives_way =
            (0..kept).filter(|column| widths[*column] > least[*column]).max_by_key(|column| widths[*column]);
        let Some(widest) = gives_way else { break };
        widths[widest] -= 1;
    }
    widths
}

/// Text in exactly this many columns: cut at a word's end with `…` where it is longer, filled with blanks where it is
/// shorter.
pub fn fitted(text: &str, width: usize) -> String {
    let text = display(text);
    let columns = text.width();
    if columns <= width {
        let mut fitted = text.into_owned();
        fitted.extend(iter::repeat_n(' ', width - columns));
        return fitted;
    }
    let mut columns = 0;
    let is_beyond = |(_, letter): &(usize, char)| {
        columns += letter.width().unwrap_or(0);
        columns + 1 > width
    };
    let end = text.char_indices().find(is_beyond).map_or(text.len(), |(at, _)| at);
    let kept = &text[..end];
    let whole_words = kept.rfind(' ').filter(|at| *at > kept.len() / 2);
    let kept = whole_words.map_or(kept, |at| kept[..at].trim_end());
    let mut cut = if width == 0 { String::new() } else { format!("{kept}…") };
    cut.extend(iter::repeat_n(' ', width.saturating_sub(cut.width())));
    cut
}

/// A paragraph in lines of at most 80 columns.
pub fn wrapped(text: &str, first: &str, rest: &str) -> Vec<String> {
    let text = display(text);
    if first.width() + text.width() <= WIDTH {
        // Where nothing is parted, nobody need look for where it could be.
        return vec![format!("{first}{text}").trim_end().to_owned()];
    }
    let options = textwrap::Options::new(WIDTH).initial_indent(first).subsequent_indent(rest);
    textwrap::wrap(&text, options).into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// The same with each word whole: an id of 80 letters has a line of its own, and `2021-24` is not parted.
pub(super) fn whole_words(text: &str, first: &str, rest: &str) -> Vec<String> {
    let options = textwrap::Options::new(WIDTH).initial_indent(first).subsequent_indent(rest);
    let options = options.word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(&display(text), options).into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// A paragraph in at most so many lines; only what does not fit then is cut, with a mark.
pub fn in_lines(text: &str, width: usize, lines: usize) -> Vec<String> {
    at_most(lines, wrapped_to(&display(text), width), width)
}

/// At most so many of these lines; what does not fit is cut, with a mark.
pub(super) fn at_most(most: usize, mut lines: Vec<String>, width: usize) -> Vec<String> {
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(fitted(&rest, width).trim_end().to_owned());
    }
    lines
}

/// Text in lines of at most this many columns, its own line breaks kept.
pub fn wrapped_to(text: &str, width: usize) -> Vec<String> {
    let text = display_lines(text);
    textwrap::wrap(&text, width.max(1)).into_iter().map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_is_cut_at_a_words_end_and_filled() {
        assert_eq!(fitted("Friends Against Scams", 16), "Friends Against…");
        assert_eq!(fitted("Friends Against Scams", 12), "Friends…    ");
        assert_eq!(fitted("日本語", 5), "日本…");
        assert_eq!(fitted("a\nb", 5), "a⏎b  ");
        assert_eq!(fitted("abc", 0), "");
    }

    proptest! {
        #[test]
        fn what_fits_is_laid_out_as_if_it_had_been_looked_at_for_where_to_part_it(text in "[ a-zé日.,/…-]{0,90}", first in " {0,4}") {
            let options = textwrap::Options::new(WIDTH).initial_indent(&first).subsequent_indent("    ");
            let looked_at: Vec<_> = textwrap::wrap(&text, options).iter().map(|line| line.trim_end().to_owned()).collect();

            prop_assert_eq!(wrapped(&text, &first, "    "), looked_at);
        }
    }

    #[test]
    fn columns_are_left_out_before_they_cannot_be_read_and_the_widest_gives_way_first() {
        assert_eq!(columns_that_fit(&[40, 10], &[20, 5], 100), [40, 10]);
        assert_eq!(columns_that_fit(&[40, 10], &[20, 5], 32), [20, 10]);
        assert_eq!(columns_that_fit(&[40, 10], &[20, 5], 28), [20, 6]);
        assert_eq!(columns_that_fit(&[40, 10], &[20, 5], 26), [26], "27 are needed for both");
        assert_eq!(columns_that_fit(&[40, 10], &[20, 5], 1), [20], "the first is always there");
        assert!(columns_that_fit(&[], &[], 10).is_empty());
    }
}
