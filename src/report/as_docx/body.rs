//! What a document says, as the main part of a Word document.

use super::grid;
use super::markup::Element;
use super::style::{Style, WORDS};
use crate::report::document::{Block, Document};

/// The words with which every note to whoever drafts the report begins.
const NOTE: &str = "Drafting note:";

/// The main part.
pub(super) fn body(document: &Document) -> Element {
    let mut blocks: Vec<Element> = document.blocks.iter().flat_map(written).collect();
    if blocks.is_empty() {
        blocks.push(paragraph(Style::Normal, []));
    }
    Element::new("w:document")
        .with("xmlns:w", WORDS)
        .holding(Element::new("w:body").holding_all(blocks).holding(page()))
}

/// A paragraph in a style.
pub(super) fn paragraph(style: Style, runs: impl IntoIterator<Item = Element>) -> Element {
    let properties = Element::new("w:pPr").holding(Element::value("w:pStyle", style.id()));
    Element::new("w:p").holding(properties).holding_all(runs)
}

/// Words as they are; no run at all where there are none.
pub(super) fn words(text: &str) -> Option<Element> {
    (!text.is_empty()).then(|| Element::new("w:r").holding(said(text)))
}

fn written(block: &Block) -> Vec<Element> {
    match block {
        Block::Heading { level, text } => vec![paragraph(Style::of_heading(*level), words(text))],
        Block::Paragraph { number, lead, text } => {
            let style = number.as_deref().map_or(Style::Normal, Style::of_number);
            let number = number.iter().flat_map(|number| words(number).into_iter().chain([tab()]));
            vec![paragraph(style, number.chain(led(lead, text)))]
        }
        Block::Bullet { text } => vec![paragraph(Style::Bullet, words(text))],
        Block::Table(table) => grid::table(table),
        Block::Note { text } => {
            let text = text.strip_prefix(NOTE).map_or(text.as_str(), str::trim_start);
            vec![paragraph(Style::Note, led(NOTE, text))]
        }
    }
}

/// Words, the first of them in bold.
fn led(lead: &str, text: &str) -> Vec<Element> {
    let bold = || Element::new("w:rPr").holding(Element::new("w:b")).holding(Element::new("w:bCs"));
    let first = (!lead.is_empty()).then(|| Element::new("w:r").holding(bold()).holding(said(lead)));
    let between = if lead.is_empty() || text.is_empty() { "" } else { " " };
    first.into_iter().chain(words(&format!("{between}{text}"))).collect()
}

/// Text whose blanks at the ends stay.
fn said(text: &str) -> Element {
    Element::new("w:t").with("xml:space", "preserve").saying(text)
}

fn tab() -> Element {
    Element::new("w:r").holding(Element::new("w:tab"))
}

/// A page of A4, upright, with margins of two centimetres.
fn page() -> Element {
    let margins = ["w:top", "w:right", "w:bottom", "w:left"]
        .into_iter()
        .fold(Element::new("w:pgMar"), |margins, side| margins.with(side, "1134"));
    let margins = margins.with("w:header", "709").with("w:footer", "709").with("w:gutter", "0");
    let size = Element::new("w:pgSz").with("w:w", "11906").with("w:h", "16838");
    Element::new("w:sectPr").holding(size).holding(margins)
}
