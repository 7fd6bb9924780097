//! A document as Markdown.

use super::document::{Block, Document, Table};

/// A document as Markdown (`CommonMark`, with the tables of GitHub). Its words stand for nothing but themselves: what
/// could be taken for a mark is escaped.
pub fn as_markdown(document: &Document) -> String {
    let mut text = String::new();
    let mut before: Option<&Block> = None;
    for block in &document.blocks {
        let in_one_list = matches!((before, block), (Some(Block::Bullet { .. }), Block::Bullet { .. }));
        if before.is_some() && !in_one_list {
            text.push('\n');
        }
        text.push_str(&written(block));
        before = Some(block);
    }
    text
}

fn written(block: &Block) -> String {
    match block {
        Block::Heading { level, text } => format!("{} {}\n", "#".repeat(usize::from(*level)), plain(text)),
        Block::Paragraph { number, lead, text } => {
            let number = number.as_deref().map(|number| at_start(number) + " ");
            let lead = if lead.is_empty() { String::new() } else { format!("**{}** ", plain(lead)) };
            let text = if number.is_none() && lead.is_empty() { at_start(text) } else { plain(text) };
            let line = number.unwrap_or_default() + &lead + &text;
            format!("{}\n", line.trim_end())
        }
        Block::Bullet { text } => format!("- {}\n", at_start(text)),
        Block::Table(table) => rows(table),
        Block::Note { text } => format!("> {}\n", at_start(text)),
    }
}

fn rows(table: &Table) -> String {
    let row = |cells: &[String]| {
        let cells: String = cells.iter().map(|cell| format!(" {} |", plain(cell))).collect();
        format!("|{cells}\n")
    };
    let rule = format!("|{}\n", "---|".repeat(table.headings.len()));
    row(&table.headings) + &rule + &table.rows.iter().map(|cells| row(cells)).collect::<String>()
}

/// What could be a mark within a line.
const MARKS: &str = "\\`*_[]<>&|~#";

/// Words within a line.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        if MARKS.contains(letter) && needs_escape(letter, text) {
            plain.push('\\');
        }
        plain.push(letter);
    }
    plain
}

/// An ampersand begins an entity only where a semicolon ends it.
fn needs_escape(letter: char, text: &str) -> bool {
    letter != '&' || text.contains(';')
}

/// Words at the beginning of a line, where a hyphen, a plus or a number with a point would begin a list.
fn at_start(text: &str) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let behind = text[digits..].chars().next();
    let followed_by_blank = || text[digits..].chars().nth(1).is_none_or(char::is_whitespace);
    if digits > 0 && matches!(behind, Some('.' | ')')) && followed_by_blank() {
        return format!("{}\\{}", &text[..digits], plain(&text[digits..]));
    }
    let begins_mark = digits == 0 && matches!(behind, Some('-' | '+' | '='));
    if begins_mark { format!("\\{}", plain(text)) } else { plain(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    use proptest::prelude::*;

    use crate::report::document::read;

    /// What is shown of words that were written as Markdown and read again.
    fn shown(text: &str) -> String {
        let written = as_markdown(&Document {
            blocks: vec![Block::Paragraph { number: None, lead: String::new(), text: text.to_owned() }],
        });
        match read(&written).blocks.first() {
            Some(Block::Paragraph { text, .. }) => text.clone(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn marks_in_words_stand_for_themselves_and_ordinary_words_are_left_alone() {
        for text in [
            "2. no list",
            "2) no list",
            "- no list",
            "+ no list",
            "# no heading",
            "> no quotation",
            "a | b",
            "*x* _y_ `z` [l](m) <b> &amp; ~~s~~ \\",
            "===",
            "---",
        ] {
            assert_eq!(shown(text), text);
        }
        assert_eq!(plain("Dorset & Wiltshire (HRDA) - 2021/22."), "Dorset & Wiltshire (HRDA) - 2021/22.");
    }

    fn block() -> impl Strategy<Value = Block> {
        let words = "[ -~£é]{0,12}[!-~£é]".prop_map(|text| text.trim().to_owned());
        let some = words.clone();
        prop_oneof![
            (2..4u8, words.clone()).prop_map(|(level, text)| Block::Heading { level, text }),
            words.clone().prop_map(|text| Block::Paragraph { number: None, lead: String::new(), text }),
            words.clone().prop_map(|text| Block::Bullet { text }),
            (words.clone(), some)
                .prop_map(|(a, b)| Block::Table(Table { headings: vec![a.clone()], rows: vec![vec![b]] })),
            words.prop_map(|text| Block::Note { text }),
        ]
    }

    /// Headings of the second level are not to begin a numbered section here.
    fn has_no_section(block: &Block) -> bool {
        !matches!(block, Block::Heading { level: 2, text } if text.contains(". "))
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_as_it_was(block in block().prop_filter("no section", has_no_section)) {
            let document = Document { blocks: vec![block] };
            prop_assert_eq!(read(&as_markdown(&document)), document);
        }
    }
}
