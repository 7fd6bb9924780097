//! Documents to try: one with everything in it, and any at all.

use csp_lead::report::{Block, Document, Table};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::support::hostile::PAYLOAD;

/// Words that would be a field, a formula or a mark if they were taken for one.
pub(super) const INERT: &str = "=cmd|'/c calc'!A1 { INCLUDETEXT \"/etc/passwd\" } DDEAUTO <w:fldSimple/> ]]> &amp; <!-- %s {0} $(id) \u{fffe}\u{ffff}";

pub(super) fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, text: text.to_owned() }
}

pub(super) fn paragraph(number: &str, lead: &str, text: &str) -> Block {
    let number = (!number.is_empty()).then(|| number.to_owned());
    Block::Paragraph { number, lead: lead.to_owned(), text: text.to_owned() }
}

pub(super) fn bullet(text: &str) -> Block {
    Block::Bullet { text: text.to_owned() }
}

pub(super) fn note(text: &str) -> Block {
    Block::Note { text: text.to_owned() }
}

pub(super) fn table(headings: &[&str], rows: &[&[&str]]) -> Block {
    let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
    Block::Table(Table { headings: cells(headings), rows: rows.iter().map(|row| cells(row)).collect() })
}

pub(super) fn document(blocks: impl Into<Vec<Block>>) -> Document {
    Document { blocks: blocks.into() }
}

/// One of everything that a report can hold.
pub(super) fn everything() -> Document {
    document([
        heading(1, "Community Safety Annual Scrutiny Report"),
        paragraph("", "Author:", "Andy Frost"),
        paragraph("", "", "For Review and Consultation"),
        heading(2, "2. Progress"),
        paragraph("2.1", "", "The Plan is in its third year:"),
        bullet("rural crime"),
        bullet("fraud"),
        paragraph("2.5.3", "Perpetrators.", "DRIVE and Up2U."),
        paragraph("1.", "", "An entry of a list."),
        paragraph("2.5.3.1", "", "Deeper."),
        heading(3, "Ratings"),
        table(
            &["Priority", "RAG", "Due"],
            &[
                &["Domestic Abuse and Stalking", "AMBER (9 March 2023): two posts are vacant", "not stated"],
                &["Fraud", "GREEN", ""],
                &["Rural Crime", "RED", "in March"],
            ],
        ),
        table(&["Nothing"], &[]),
        note("The date stands before the Act."),
        paragraph("", "", "  blanks  at  both ends  "),
        paragraph("", PAYLOAD, INERT),
        table(&[PAYLOAD], &[&[INERT]]),
    ])
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[ -~£é–]{0,20}",
        1 => any::<String>(),
        1 => Just(PAYLOAD.to_owned()),
        1 => Just(INERT.to_owned()),
        1 => Just(String::new()),
    ]
}

fn grid() -> impl Strategy<Value = Block> {
    (0..9_usize, 0..4_usize)
        .prop_flat_map(|(columns, rows)| (vec(words(), columns), vec(vec(words(), columns), rows)))
        .prop_map(|(headings, rows)| Block::Table(Table { headings, rows }))
}

/// Any document at all.
pub(super) fn any_document() -> impl Strategy<Value = Document> {
    let block = prop_oneof![
        (any::<u8>(), words()).prop_map(|(level, text)| Block::Heading { level, text }),
        (option::of(words()), words(), words()).prop_map(|(number, lead, text)| Block::Paragraph {
            number,
            lead,
            text
        }),
        words().prop_map(|text| Block::Bullet { text }),
        grid(),
        words().prop_map(|text| Block::Note { text }),
    ];
    vec(block, 0..12).prop_map(|blocks| Document { blocks })
}
