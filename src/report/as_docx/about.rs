//! What a Word document says about itself, and how Word is to treat it.

use super::markup::Element;
use super::style::WORDS;
use crate::report::document::{Block, Document};

/// The part with its properties: its language, and its title where it has one. Nothing says who wrote it, or when.
pub(super) fn properties(document: &Document) -> Element {
    let title = document.blocks.iter().find_map(|block| match block {
        Block::Heading { level: 1, text } => Some(text),
        _ => None,
    });
    Element::new("cp:coreProperties")
        .with("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties")
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .holding_all(title.map(|title| Element::new("dc:title").saying(title)))
        .holding(Element::new("dc:language").saying("en-GB"))
}

/// The part with the settings: that of today's Word, without which it would open the document as one of 2007.
pub(super) fn settings() -> Element {
    let version = Element::new("w:compatSetting")
        .with("w:name", "compatibilityMode")
        .with("w:uri", "http://schemas.microsoft.com/office/word")
        .with("w:val", "15");
    Element::new("w:settings")
        .with("xmlns:w", WORDS)
        .holding(Element::new("w:compat").holding(version))
        .holding(Element::value("w:themeFontLang", "en-GB"))
}
