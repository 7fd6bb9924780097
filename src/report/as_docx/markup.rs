//! One element of a part of a Word document, and a part as the bytes of its XML.

use std::borrow::Cow;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::model::display::display;

/// An element: its name, its attributes in order, and what is within it.
#[derive(Clone, Debug)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, Cow<'static, str>)>,
    content: Vec<Content>,
}

#[derive(Clone, Debug)]
enum Content {
    Element(Element),
    Text(String),
}

impl Element {
    /// An element with nothing in it yet.
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), content: Vec::new() }
    }

    /// The commonest kind: an element whose one attribute is its value.
    pub(super) fn value(name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        Self::new(name).with("w:val", value)
    }

    /// One more attribute.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// One more element within it.
    pub(super) fn holding(mut self, element: Self) -> Self {
        self.content.push(Content::Element(element));
        self
    }

    /// More elements within it, in this order.
    pub(super) fn holding_all(mut self, elements: impl IntoIterator<Item = Self>) -> Self {
        self.content.extend(elements.into_iter().map(Content::Element));
        self
    }

    /// Words within it.
    pub(super) fn saying(mut self, words: &str) -> Self {
        self.content.push(Content::Text(harmless(words)));
        self
    }

    /// The part that has this element at its root.
    pub(super) fn into_part(self) -> io::Result<Vec<u8>> {
        let mut writer = Writer::new(Vec::new());
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
        self.write(&mut writer)?;
        Ok(writer.into_inner())
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let attributes = self.attributes.iter().map(|(name, value)| (*name, value.as_ref()));
        let start = BytesStart::new(self.name).with_attributes(attributes);
        if self.content.is_empty() {
            return writer.write_event(Event::Empty(start));
        }
        writer.write_event(Event::Start(start))?;
        for content in &self.content {
            match content {
                Content::Element(element) => element.write(writer)?,
                Content::Text(words) => writer.write_event(Event::Text(BytesText::new(words)))?,
            }
        }
        writer.write_event(Event::End(BytesEnd::new(self.name)))
    }
}

/// Words as they are shown everywhere, and a mark for what XML 1.0 has no way to write.
fn harmless(words: &str) -> String {
    display(words)
        .chars()
        .map(|letter| if is_writable(letter) { letter } else { char::REPLACEMENT_CHARACTER })
        .collect()
}

fn is_writable(letter: char) -> bool {
    matches!(letter, ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(element: Element) -> String {
        String::from_utf8(element.into_part().unwrap()).unwrap()
    }

    #[test]
    fn words_stay_words_whatever_marks_they_hold() {
        let part =
            text(Element::new("w:t").with("w:name", "a\"<b>&").saying("<w:p/> ]]> & &#7; \u{7}\u{ffff}\u{fffe}\n"));

        assert_eq!(
            part.split_once("?>").unwrap().1,
            "<w:t w:name=\"a&quot;&lt;b&gt;&amp;\">&lt;w:p/&gt; ]]&gt; &amp; &amp;#7; \\u{7}\\u{ffff}\\u{fffe}⏎</w:t>"
        );
    }

    #[test]
    fn what_xml_has_no_way_to_write_is_known() {
        let unwritable = (char::MIN..=char::MAX).filter(|letter| !is_writable(*letter));

        let expected: Vec<char> = ('\0'..='\u{1f}').chain(['\u{fffe}', '\u{ffff}']).collect();
        assert_eq!(unwritable.collect::<Vec<_>>(), expected);
    }
}
