//! A part of a package, read as strictly as XML asks for.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// An element.
#[derive(Clone, Debug, Default)]
pub(crate) struct Node {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node>,
    /// The text that stands in it.
    pub(crate) text: String,
}

impl Node {
    /// Reads a part, or says what is wrong with it.
    pub(crate) fn read(xml: &str) -> Result<Self, String> {
        if let Some(letter) = xml.chars().find(|letter| !is_xml(*letter)) {
            return Err(format!("holds {letter:?}, which no XML can"));
        }
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = true;
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().map_err(|error| error.to_string())? {
                Event::Decl(_) if open.len() == 1 && open[0].children.is_empty() => {}
                Event::Start(start) => open.push(Self::started(&start)?),
                Event::Empty(start) => open.last_mut().unwrap().children.push(Self::started(&start)?),
                Event::End(_) => {
                    let node = open.pop().unwrap();
                    open.last_mut().ok_or("an end too many")?.children.push(node);
                }
                Event::Text(text) => open.last_mut().unwrap().text.push_str(&text),
                Event::GeneralRef(reference) => {
                    let text = unescape(&format!("&{};", &*reference)).map_err(|error| error.to_string())?.into_owned();
                    open.last_mut().unwrap().text.push_str(&text);
                }
                Event::Eof => break,
                other => return Err(format!("{other:?} is nothing that a part of a document holds")),
            }
        }
        let around = open.pop().unwrap();
        if !open.is_empty() || around.children.len() != 1 || !around.text.is_empty() {
            return Err("a part is one element, and nothing around it".to_owned());
        }
        Ok(around.children.into_iter().next().unwrap())
    }

    fn started(start: &BytesStart<'_>) -> Result<Self, String> {
        let mut node = Self { name: start.name().0.to_owned(), ..Self::default() };
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|error| error.to_string())?;
            node.attributes.push((attribute.key.0.to_owned(), value.into_owned()));
        }
        Ok(node)
    }

    /// The first element of a name within it.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// It and everything within it.
    pub(crate) fn all(&self) -> Vec<&Self> {
        let within = self.children.iter().flat_map(Self::all);
        std::iter::once(self).chain(within).collect()
    }
}

fn is_xml(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
