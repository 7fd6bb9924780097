//! What stands in the cells of a spreadsheet: every field whole, so that what is read back is what was written.

use std::collections::BTreeSet;

use super::as_json::Contacts;
use crate::model::datum::Shape;
use crate::model::display::display_lines;
use crate::model::{About, Held, Id, Kind, Record};

/// What stands in a cell for a field: as it can be typed again, a rating with its date and author.
pub fn cell(record: &Record, (_, field): Held<'_>) -> String {
    let text = match field.shape() {
        Shape::Rag => record.rag().map(crate::model::Rag::in_cell).unwrap_or_default(),
        _ => field.text(),
    };
    display_lines(&text).into_owned()
}

/// The fields that are columns: every one of the kind, or of each kind that is among the records, in the order of their
/// tables, each name once.
pub(super) fn fields(kind: Option<Kind>, records: &[(Id, Record)], contacts: Contacts) -> Vec<&'static About> {
    let kinds: BTreeSet<Kind> = records.iter().map(|(_, record)| record.kind()).collect();
    let kinds = kind.into_iter().chain(kinds);
    let mut seen = BTreeSet::new();
    let mut columns = Vec::new();
    for kind in kinds {
        let blank = Record::blank(kind);
        let shown = |about: &&'static About| contacts == Contacts::Shown || !about.is_contact();
        let fields = blank.fields().into_iter().map(|(about, _)| about).filter(shown);
        columns.extend(fields.filter(|about| seen.insert(about.name)));
    }
    columns
}

/// A cell that a spreadsheet takes for words, where it reads them from plain text: a quote goes before what would begin a
/// formula, and before quotes that such a quote could be taken for.
pub(super) fn inert(cell: &str) -> String {
    if is_risky(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// The words of a cell without the quote that was put there to keep them from being a formula.
pub fn without_quote(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|words| is_risky(words)).unwrap_or(cell)
}

fn is_risky(cell: &str) -> bool {
    let words = cell.trim_start_matches('\'');
    let begins_formula = |letter: char| matches!(letter, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    words.starts_with('\n') || words.trim_start().starts_with(begins_formula)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::arbitrary::words;

    #[test]
    fn a_quote_goes_before_a_formula_and_is_told_from_one_that_was_typed() {
        for (words, cell) in [
            ("=1+1", "'=1+1"),
            (" -1", "' -1"),
            ("'=1", "''=1"),
            ("'Safe spaces'", "'Safe spaces'"),
            ("2023-03-09", "2023-03-09"),
        ] {
            assert_eq!(inert(words), cell);
            assert_eq!(without_quote(cell), words);
        }
        assert_eq!(without_quote("'Tis"), "'Tis", "nobody put that quote there to be inert");
    }

    proptest! {
        #[test]
        fn the_quote_comes_off_again(quotes in "'{0,3}", words in words()) {
            let cell = [quotes, words].concat();

            let inert = inert(&cell);

            prop_assert_eq!(without_quote(&inert), cell);
        }
    }
}
