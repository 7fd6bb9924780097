//! A Word document as who opens it has it: each part of its package held against the format, and the words in it.

mod package;
mod schema;
mod tree;

pub(crate) use package::Package;
pub(crate) use tree::Node;

/// One thing that a document shows, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// A paragraph: its style and its words, a tab where the number of a numbered one ends.
    Paragraph(String, String),
    /// A table, row by row, with how many of its rows are headings.
    Table(usize, Vec<Vec<String>>),
}

/// Everything that is wrong with a document, were it opened by a reader that knows the format and forgives nothing.
pub(crate) fn complaints(bytes: &[u8]) -> Vec<String> {
    match Package::open(bytes) {
        Ok(package) => package.complaints(),
        Err(complaint) => vec![complaint],
    }
}

/// What is wrong with one part, by its path and its text.
pub(crate) fn complaints_about_part(path: &str, xml: &str) -> Vec<String> {
    match Node::read(xml) {
        Ok(root) => schema::complaints(path, &root),
        Err(complaint) => vec![complaint],
    }
}

/// What a document shows.
pub(crate) fn shown(bytes: &[u8]) -> Vec<Shown> {
    let root = Package::open(bytes).unwrap().tree("word/document.xml");
    let body = root.child("w:body").unwrap();
    body.children.iter().filter(|child| child.name != "w:sectPr").map(of_body).collect()
}

/// What a document says, one paragraph or row a line, the cells of a row divided by tabs.
pub(crate) fn text(bytes: &[u8]) -> String {
    let lines = shown(bytes).into_iter().flat_map(|shown| match shown {
        Shown::Paragraph(_, text) => vec![text],
        Shown::Table(_, rows) => rows.into_iter().map(|cells| cells.join("\t")).collect(),
    });
    lines.map(|line| line + "\n").collect()
}

fn of_body(node: &Node) -> Shown {
    if node.name == "w:p" {
        let style = node.child("w:pPr").and_then(|it| it.child("w:pStyle")).and_then(|it| it.attribute("w:val"));
        return Shown::Paragraph(style.unwrap_or_default().to_owned(), words(node));
    }
    let rows: Vec<&Node> = node.children.iter().filter(|child| child.name == "w:tr").collect();
    let is_heading = |row: &&&Node| row.child("w:trPr").is_some_and(|it| it.child("w:tblHeader").is_some());
    let cells = |row: &&Node| row.children.iter().filter(|child| child.name == "w:tc").map(words).collect();
    Shown::Table(rows.iter().filter(is_heading).count(), rows.iter().map(cells).collect())
}

fn words(node: &Node) -> String {
    match node.name.as_str() {
        "w:t" => node.text.clone(),
        "w:tab" => "\t".to_owned(),
        "w:pPr" | "w:tcPr" | "w:rPr" => String::new(),
        _ => node.children.iter().map(words).collect(),
    }
}
