//! The one list of a Word document: its bullets. Numbers of paragraphs are words, so that every format reads the same.

use super::markup::Element;
use super::style::{Style, WORDS};

/// The number of the list, to which its style refers.
pub(super) const BULLETS: &str = "1";

/// The part that says what the list looks like.
pub(super) fn numbering() -> Element {
    let indent = Element::new("w:ind").with("w:left", "1211").with("w:hanging", "360");
    let level = Element::new("w:lvl")
        .with("w:ilvl", "0")
        .holding(Element::value("w:start", "1"))
        .holding(Element::value("w:numFmt", "bullet"))
        .holding(Element::value("w:pStyle", Style::Bullet.id()))
        .holding(Element::value("w:lvlText", "•"))
        .holding(Element::value("w:lvlJc", "left"))
        .holding(Element::new("w:pPr").holding(indent));
    let list = Element::new("w:abstractNum")
        .with("w:abstractNumId", "0")
        .holding(Element::value("w:multiLevelType", "singleLevel"))
        .holding(level);
    let number = Element::new("w:num").with("w:numId", BULLETS).holding(Element::value("w:abstractNumId", "0"));
    Element::new("w:numbering").with("xmlns:w", WORDS).holding(list).holding(number)
}
