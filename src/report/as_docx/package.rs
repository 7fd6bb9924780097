//! The parts of a Word document, and the package that holds them: a zip with a list of what is in it.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::DocxError;
use super::markup::Element;

/// One part of the package.
struct Part {
    path: &'static str,
    content_type: &'static str,
    relation: &'static str,
    root: Element,
}

/// Everything that a Word document is made of. What is not among it (comments, people, macros, links to outside) is not
/// written at all.
pub(super) struct Parts {
    pub(super) document: Element,
    pub(super) styles: Element,
    pub(super) numbering: Element,
    pub(super) settings: Element,
    pub(super) properties: Element,
}

const MAIN: &str = "word/document.xml";
const RELATION: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const RELATIONS_TYPE: &str = "application/vnd.openxmlformats-package.relationships+xml";

impl Parts {
    /// The package. The same parts give the same bytes: it holds no time and no name of a machine.
    pub(super) fn packed(self) -> Result<Vec<u8>, DocxError> {
        let properties = Part {
            path: "docProps/core.xml",
            content_type: "application/vnd.openxmlformats-package.core-properties+xml",
            relation: "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
            root: self.properties,
        };
        let main = Part {
            path: MAIN,
            content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            relation: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
            root: self.document,
        };
        let styles = Part {
            path: "word/styles.xml",
            content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml",
            relation: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles",
            root: self.styles,
        };
        let numbering = Part {
            path: "word/numbering.xml",
            content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml",
            relation: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering",
            root: self.numbering,
        };
        let settings = Part {
            path: "word/settings.xml",
            content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml",
            relation: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings",
            root: self.settings,
        };
        let of_package = [main, properties];
        let of_document = [styles, numbering, settings];

        let mut package = Package { zip: ZipWriter::new(Cursor::new(Vec::new())) };
        package.put("[Content_Types].xml", content_types(of_package.iter().chain(&of_document)))?;
        package.put("_rels/.rels", relations("", &of_package))?;
        package.put("word/_rels/document.xml.rels", relations("word/", &of_document))?;
        for part in of_package.into_iter().chain(of_document) {
            package.put(part.path, part.root)?;
        }
        Ok(package.zip.finish()?.into_inner())
    }
}

struct Package {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Package {
    fn put(&mut self, path: &str, root: Element) -> Result<(), DocxError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        self.zip.start_file(path, options)?;
        Ok(self.zip.write_all(&root.into_part()?)?)
    }
}

/// Which kind of part each is.
fn content_types<'a>(parts: impl Iterator<Item = &'a Part>) -> Element {
    let default = |ending, kind| Element::new("Default").with("Extension", ending).with("ContentType", kind);
    let one = |part: &Part| {
        Element::new("Override").with("PartName", format!("/{}", part.path)).with("ContentType", part.content_type)
    };
    Element::new("Types")
        .with("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")
        .holding(default("rels", RELATIONS_TYPE))
        .holding(default("xml", "application/xml"))
        .holding_all(parts.map(one))
}

/// What the package, or the document in this folder, refers to.
fn relations(folder: &str, parts: &[Part]) -> Element {
    let one = |(place, part): (usize, &Part)| {
        let target = part.path.strip_prefix(folder).unwrap_or(part.path).to_owned();
        Element::new("Relationship")
            .with("Id", format!("rId{}", place + 1))
            .with("Type", part.relation)
            .with("Target", target)
    };
    Element::new("Relationships").with("xmlns", RELATION).holding_all(parts.iter().enumerate().map(one))
}
