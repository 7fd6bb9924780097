//! What a reader has of a document: its words in order, its outline, its lists and tables.

use csp_lead::model::display::display;
use csp_lead::report::{Block, Document, as_docx};
use proptest::prelude::*;

use super::arbitrary::{any_document, bullet, document, everything, heading, note, paragraph, table};
use crate::support::hostile::harmful;
use crate::support::word::{self, Node, Package, Shown};

/// The words that a document is to show, one paragraph or row a line.
fn expected(document: &Document) -> String {
    let row = |cells: &Vec<String>| cells.iter().map(|cell| display(cell)).collect::<Vec<_>>().join("\t") + "\n";
    let words = |block: &Block| match block {
        Block::Heading { text, .. } | Block::Bullet { text } => display(text).into_owned() + "\n",
        Block::Note { text } if text.is_empty() => "Drafting note:\n".to_owned(),
        Block::Note { text } => format!("Drafting note: {}\n", display(text)),
        Block::Paragraph { number, lead, text } => {
            let number = number.as_ref().map_or_else(String::new, |number| format!("{}\t", display(number)));
            let between = if lead.is_empty() || text.is_empty() { "" } else { " " };
            format!("{number}{}{between}{}\n", display(lead), display(text))
        }
        Block::Table(table) if table.headings.is_empty() => String::new(),
        Block::Table(table) => row(&table.headings) + &table.rows.iter().map(row).collect::<String>() + "\n",
    };
    let lines: String = document.blocks.iter().map(words).collect();
    // A body with no paragraph at all is one that Word calls damaged.
    if lines.is_empty() { "\n".to_owned() } else { lines }
}

fn style_of(node: &Node) -> &str {
    node.attribute("w:val").unwrap()
}

#[test]
fn it_says_what_the_report_says_in_the_same_order_and_no_word_more() {
    let document = everything();

    assert_eq!(word::text(&as_docx(&document).unwrap()), expected(&document));
}

#[test]
fn headings_are_headings_that_a_screen_reader_goes_by() {
    let bytes = as_docx(&everything()).unwrap();

    let styles = Package::open(&bytes).unwrap().tree("word/styles.xml");
    let level = |id: &str| -> Option<String> {
        let style = styles.children.iter().find(|style| style.attribute("w:styleId") == Some(id))?;
        let name = style_of(style.child("w:name")?);
        Some(format!("{name}, level {}", style_of(style.child("w:pPr")?.child("w:outlineLvl")?)))
    };
    let outline: Vec<(String, String)> = word::shown(&bytes)
        .into_iter()
        .filter_map(|shown| match shown {
            Shown::Paragraph(style, text) => Some((level(&style)?, text)),
            Shown::Table(..) => None,
        })
        .collect();
    let pairs: Vec<(&str, &str)> = outline.iter().map(|(level, text)| (level.as_str(), text.as_str())).collect();
    assert_eq!(
        pairs,
        [
            ("heading 1, level 0", "Community Safety Annual Scrutiny Report"),
            ("heading 2, level 1", "2. Progress"),
            ("heading 3, level 2", "Ratings"),
        ]
    );
}

#[test]
fn numbers_are_words_before_a_tab_and_stand_as_deep_as_they_say() {
    let numbers = ["1.", "2.1", "2.5.3", "2.5.3.1"];
    let bytes = as_docx(&document(numbers.map(|number| paragraph(number, "", "Words.")))).unwrap();

    let style = |depth: &str| format!("NumberedParagraph{depth}");
    let expected = [
        Shown::Paragraph(style("1"), "1.\tWords.".into()),
        Shown::Paragraph(style("1"), "2.1\tWords.".into()),
        Shown::Paragraph(style("2"), "2.5.3\tWords.".into()),
        Shown::Paragraph(style("3"), "2.5.3.1\tWords.".into()),
    ];
    assert_eq!(word::shown(&bytes), expected);
}

#[test]
fn bullets_are_a_list_and_no_marks_before_words() {
    let bytes = as_docx(&document([bullet("rural crime")])).unwrap();

    assert_eq!(word::shown(&bytes), [Shown::Paragraph("ListBullet".into(), "rural crime".into())]);
    let package = Package::open(&bytes).unwrap();
    let styles = package.tree("word/styles.xml");
    let list = styles.children.iter().find(|style| style.attribute("w:styleId") == Some("ListBullet")).unwrap();
    assert!(list.child("w:pPr").unwrap().child("w:numPr").is_some(), "{list:?}");
    let levels = package.tree("word/numbering.xml");
    assert!(levels.all().iter().any(|node| node.name == "w:numFmt" && style_of(node) == "bullet"));
}

#[test]
fn a_table_repeats_its_headings_and_breaks_no_row() {
    let bytes = as_docx(&document([table(&["Who", "Due"], &[&["Ann", "9 March 2023"], &["Bea", ""]])])).unwrap();

    let rows = [["Who", "Due"], ["Ann", "9 March 2023"], ["Bea", ""]];
    let rows = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
    assert_eq!(word::shown(&bytes)[0], Shown::Table(1, rows));
    let root = Package::open(&bytes).unwrap().tree("word/document.xml");
    let nodes = root.all();
    assert_eq!(nodes.iter().filter(|node| node.name == "w:cantSplit").count(), 3);
    let first = nodes.iter().find(|node| node.name == "w:tr").unwrap();
    assert!(first.child("w:trPr").unwrap().child("w:tblHeader").is_some(), "{first:?}");
}

#[test]
fn the_more_a_column_holds_the_wider_it_is_and_a_day_is_never_broken() {
    let long = "words that go on and on ".repeat(9);
    let bytes = as_docx(&document([table(&["What", "Id", "Due"], &[&[&long, "x", "September"]])])).unwrap();

    let root = Package::open(&bytes).unwrap().tree("word/document.xml");
    let columns = root.all().into_iter().filter(|node| node.name == "w:gridCol");
    let widths: Vec<u32> = columns.map(|column| column.attribute("w:w").unwrap().parse().unwrap()).collect();
    let sum: u32 = widths.iter().sum();
    assert!((9630..=9638).contains(&sum), "{widths:?}");
    assert!(widths[0] > 5 * widths[1] && widths[2] > 9 * 115 + 216, "{widths:?}");
}

#[test]
fn a_rating_keeps_its_word_whatever_its_ground_and_every_ground_leaves_the_words_readable() {
    let rows: &[&[&str]] = &[&["GREEN"], &["AMBER: late"], &["RED (9 March 2023)"], &["red tape"], &["REDUCED"]];
    let bytes = as_docx(&document([table(&["RAG"], rows), note("Late.")])).unwrap();

    let package = Package::open(&bytes).unwrap();
    let (body, styles) = (package.tree("word/document.xml"), package.tree("word/styles.xml"));
    let cells: Vec<bool> = body
        .all()
        .into_iter()
        .filter(|node| node.name == "w:tcPr")
        .map(|properties| properties.child("w:shd").is_some())
        .collect();
    assert_eq!(cells, [true, true, true, true, false, false], "the headings, and three ratings");
    let titles = as_docx(&document([table(&["Action", "RAG"], &[&["RED LION patrols", "GREEN"]])])).unwrap();
    let of_titles = Package::open(&titles).unwrap().tree("word/document.xml");
    let cells = of_titles.all().into_iter().filter(|node| node.name == "w:tcPr");
    let shaded: Vec<bool> = cells.map(|properties| properties.child("w:shd").is_some()).collect();
    assert_eq!(shaded, [true, true, false, true], "a title is no rating");
    for node in body.all().into_iter().chain(styles.all()).filter(|node| node.name == "w:shd") {
        let contrast = (lightness(node.attribute("w:fill").unwrap()) + 0.05) / 0.05;
        assert!(contrast > 12.0, "{contrast}: {node:?}");
    }
}

/// The relative luminance of a colour, as the guidelines for accessible content define it.
fn lightness(colour: &str) -> f64 {
    let part = |place: usize| {
        let value = f64::from(u8::from_str_radix(&colour[place..place + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

#[test]
fn a_note_says_that_it_is_one_once() {
    let bytes = as_docx(&document([note("Check."), note("Drafting note: check."), note("")])).unwrap();

    let style = || "DraftingNote".to_owned();
    let expected = ["Drafting note: Check.", "Drafting note: check.", "Drafting note:"];
    assert_eq!(word::shown(&bytes), expected.map(|text| Shown::Paragraph(style(), text.into())));
}

#[test]
fn it_has_a_title_and_a_language_and_names_nobody() {
    let title = |blocks: &[Block]| {
        let bytes = as_docx(&document(blocks)).unwrap();
        let properties = Package::open(&bytes).unwrap().tree("docProps/core.xml");
        properties.children.iter().map(|it| (it.name.clone(), it.text.clone())).collect::<Vec<_>>()
    };
    let language = ("dc:language".to_owned(), "en-GB".to_owned());

    let of_report = title(&[heading(2, "Before"), heading(1, "The year & after")]);
    assert_eq!(of_report, [("dc:title".to_owned(), "The year & after".to_owned()), language.clone()]);
    assert_eq!(title(&[heading(2, "A section")]), [language]);
}

#[test]
fn hostile_words_arrive_as_words() {
    let bytes = as_docx(&everything()).unwrap();

    let text = word::text(&bytes).replace('\t', " ");
    assert_eq!(harmful(&text), None, "{text:?}");
    assert!(text.contains("=cmd|'/c calc'!A1 { INCLUDETEXT \"/etc/passwd\" } DDEAUTO <w:fldSimple/> ]]> &amp; <!--"));
    let root = Package::open(&bytes).unwrap().tree("word/document.xml");
    let names: Vec<&str> = root.all().into_iter().map(|node| node.name.as_str()).collect();
    assert!(!names.iter().any(|name| name.contains("fld") || name.contains("instr") || name.contains("hyperlink")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_a_report_says_the_document_says(document in any_document()) {
        // A note that says itself that it is one is told apart above.
        prop_assume!(!format!("{document:?}").contains("Drafting note:"));
        prop_assert_eq!(word::text(&as_docx(&document).unwrap()), expected(&document));
    }
}
