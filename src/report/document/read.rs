//! The Markdown that a template wrote, read as a document, its paragraphs numbered.
//!
//! Headings of the second level that begin with a number and a point, `## 2. Progress`, begin a numbered section: each of
//! its paragraphs gets the next number, `2.1`, and each entry of a numbered list below a paragraph one more figure, `2.1.1`.
//! What an entry says in several paragraphs becomes one. A paragraph that begins with words in bold is a labelled line, and
//! takes no number. A quotation is a note.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Block, Document, Table};
use crate::model::display::display;

/// Reads what a template wrote.
pub(crate) fn read(markdown: &str) -> Document {
    let mut reader = Reader::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        reader.take(event);
    }
    Document { blocks: reader.blocks }
}

/// What is being read.
#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    words: String,
    lead: String,
    /// Whether the words are bold, and the first of their paragraph.
    bold: bool,
    /// Whether each of the lists that are open is numbered.
    lists: Vec<bool>,
    /// Whether the next paragraph is the first of an entry, and gives it its number or its bullet.
    begins_entry: bool,
    quoted: usize,
    table: Table,
    row: Vec<String>,
    section: Option<u32>,
    paragraph: u32,
    entry: u32,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) if self.bold => {
                self.lead.push_str(&text);
            }
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.words.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.words.push(' '),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Strong => self.bold = self.words.is_empty() && self.lead.is_empty(),
            Tag::List(first) => {
                self.flush();
                if first.is_some() && !self.lists.contains(&true) {
                    self.entry = 0;
                }
                self.lists.push(first.is_some());
            }
            Tag::Item => {
                self.flush();
                self.begins_entry = true;
            }
            Tag::BlockQuote(_) => self.quoted += 1,
            Tag::Table(_) => self.table = Table::default(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.bold = false,
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.flush(),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => self.quoted = self.quoted.saturating_sub(1),
            TagEnd::TableCell => {
                let cell = self.cell();
                self.row.push(cell);
            }
            TagEnd::TableHead => self.table.headings = std::mem::take(&mut self.row),
            TagEnd::TableRow => self.table.rows.push(std::mem::take(&mut self.row)),
            TagEnd::Table => self.blocks.push(Block::Table(std::mem::take(&mut self.table))),
            _ => {}
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        let text = self.cell();
        let level = u8::try_from(level as usize).unwrap_or(3).min(3);
        if level < 3 {
            let number = text.split_once(". ").and_then(|(number, _)| number.parse().ok());
            self.section = number.filter(|_| level == 2);
            self.paragraph = 0;
        }
        self.blocks.push(Block::Heading { level, text });
    }

    /// The words that were gathered, on one line.
    fn cell(&mut self) -> String {
        let words = std::mem::take(&mut self.lead) + &std::mem::take(&mut self.words);
        display(words.trim()).into_owned()
    }

    /// The words that were gathered become the block that they are.
    fn flush(&mut self) {
        let lead = display(std::mem::take(&mut self.lead).trim()).into_owned();
        let text = display(std::mem::take(&mut self.words).trim()).into_owned();
        if lead.is_empty() && text.is_empty() {
            return;
        }
        let begins_entry = std::mem::take(&mut self.begins_entry);
        let block = match self.lists.last() {
            _ if self.quoted > 0 => Block::Note { text: joined(&lead, &text) },
            Some(true) if begins_entry => Block::Paragraph { number: Some(self.next_entry()), lead, text },
            Some(false) if begins_entry => Block::Bullet { text: joined(&lead, &text) },
            Some(_) => return self.go_on(&joined(&lead, &text)),
            None => Block::Paragraph { number: self.next_paragraph(&lead), lead, text },
        };
        self.blocks.push(block);
    }

    /// A further paragraph of an entry goes on in the same one.
    fn go_on(&mut self, more: &str) {
        if let Some(Block::Paragraph { text, .. } | Block::Bullet { text }) = self.blocks.last_mut() {
            *text = joined(text, more);
        }
    }

    fn next_paragraph(&mut self, lead: &str) -> Option<String> {
        let section = self.section.filter(|_| lead.is_empty())?;
        self.paragraph += 1;
        self.entry = 0;
        Some(format!("{section}.{}", self.paragraph))
    }

    fn next_entry(&mut self) -> String {
        self.entry += 1;
        match self.section.filter(|_| self.paragraph > 0) {
            Some(section) => format!("{section}.{}.{}", self.paragraph, self.entry),
            None => format!("{}.", self.entry),
        }
    }
}

/// The words in bold and those behind them, as one line.
fn joined(lead: &str, text: &str) -> String {
    [lead, text].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(number: &str, lead: &str, text: &str) -> Block {
        let number = (!number.is_empty()).then(|| number.to_owned());
        Block::Paragraph { number, lead: lead.to_owned(), text: text.to_owned() }
    }

    fn bullet(text: &str) -> Block {
        Block::Bullet { text: text.to_owned() }
    }

    #[test]
    fn paragraphs_and_numbered_entries_of_a_numbered_section_get_their_numbers() {
        let document = read(
            "# Report\n\n**Author:** Ann\n\nBefore.\n\n## 2. Progress\n\nOne:\n\n- a\n- b\n\nTwo:\n\n1. c\n\n   and d\n1. e\n\n**Risk:** Low\n\nThree.\n\n## After\n\nFour.\n",
        );

        assert_eq!(
            document.blocks,
            [
                Block::Heading { level: 1, text: "Report".into() },
                paragraph("", "Author:", "Ann"),
                paragraph("", "", "Before."),
                Block::Heading { level: 2, text: "2. Progress".into() },
                paragraph("2.1", "", "One:"),
                bullet("a"),
                bullet("b"),
                paragraph("2.2", "", "Two:"),
                paragraph("2.2.1", "", "c and d"),
                paragraph("2.2.2", "", "e"),
                paragraph("", "Risk:", "Low"),
                paragraph("2.3", "", "Three."),
                Block::Heading { level: 2, text: "After".into() },
                paragraph("", "", "Four."),
            ]
        );
    }

    #[test]
    fn tables_and_notes_are_read_and_nothing_in_them_is_numbered() {
        let document = read("## 1. A\n\n| Who | What |\n|---|---|\n| Ann | b \\| c |\n\n> To do: this.\n\nText.\n");

        assert_eq!(
            document.blocks[1..],
            [
                Block::Table(Table {
                    headings: vec!["Who".into(), "What".into()],
                    rows: vec![vec!["Ann".into(), "b | c".into()]],
                }),
                Block::Note { text: "To do: this.".into() },
                paragraph("1.1", "", "Text."),
            ]
        );
    }
}
