//! A report as a document: what it says in order, before it becomes text, Markdown or a Word document.

mod read;

pub(crate) use read::read;

/// A report, ready to be written in any format. Its words are plain: each has passed the one `display()`, and holds no
/// line break.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its parts, in reading order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// Puts a line below the title: what it is, and what whoever reads it has to know.
    pub(super) fn marked(mut self, lead: &str, text: &str) -> Self {
        let at = usize::from(!self.blocks.is_empty());
        let mark = Block::Paragraph { number: None, lead: lead.to_owned(), text: text.to_owned() };
        self.blocks.insert(at, mark);
        self
    }
}

/// One part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 for the document's title, 2 for its sections, 3 for what is within one.
        level: u8,
        /// Its words, the number of a numbered section among them: `2. Progress`.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// Its number where it has one: `2.1`, `2.5.3`. The depth of the number is the depth of the paragraph.
        number: Option<String>,
        /// The words in bold that it begins with, such as the label of a line in the front block; empty where it has none.
        lead: String,
        /// What it says behind them.
        text: String,
    },
    /// One entry of a list.
    Bullet {
        /// What it says.
        text: String,
    },
    /// A table.
    Table(Table),
    /// A note to whoever drafts the report, which is not part of it.
    Note {
        /// What it says.
        text: String,
    },
}

/// A table with a row of headings. Every row has as many cells as there are headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What stands above the columns.
    pub headings: Vec<String>,
    /// The cells, row by row.
    pub rows: Vec<Vec<String>>,
}
