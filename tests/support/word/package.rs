//! The package: that every part is listed, referred to and as it must be, and that what a part refers to is there.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use zip::{DateTime, ZipArchive};

use super::schema;
use super::tree::Node;

/// The parts of a Word document by their paths.
pub(crate) struct Package {
    parts: BTreeMap<String, String>,
    trees: BTreeMap<String, Node>,
}

impl Package {
    /// Takes a package apart, or says why that is impossible.
    pub(crate) fn open(bytes: &[u8]) -> Result<Self, String> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
        let mut parts = BTreeMap::new();
        let mut trees = BTreeMap::new();
        for place in 0..archive.len() {
            let mut entry = archive.by_index(place).map_err(|error| error.to_string())?;
            let path = entry.name().map_err(|error| error.to_string())?.into_owned();
            if entry.last_modified() != Some(DateTime::default()) {
                return Err(format!("{path} has the time {:?}", entry.last_modified()));
            }
            let mut xml = String::new();
            entry.read_to_string(&mut xml).map_err(|error| error.to_string())?;
            trees.insert(path.clone(), Node::read(&xml).map_err(|error| format!("{path}: {error}"))?);
            parts.insert(path, xml);
        }
        Ok(Self { parts, trees })
    }

    /// The paths of its parts.
    pub(crate) fn paths(&self) -> Vec<&str> {
        self.parts.keys().map(String::as_str).collect()
    }

    /// A part that is there, as it is written.
    pub(crate) fn text(&self, path: &str) -> &str {
        &self.parts[path]
    }

    /// A part that is there, as a tree.
    pub(crate) fn tree(&self, path: &str) -> Node {
        self.trees[path].clone()
    }

    /// Everything that is wrong with it.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let of_parts = self.trees.iter().flat_map(|(path, root)| schema::complaints(path, root));
        let mut found: Vec<String> = of_parts.collect();
        if found.is_empty() {
            found.extend(self.types());
            found.extend(self.relations());
            found.extend(self.references());
            found.extend(self.tables());
        }
        found
    }

    /// Each part has a type, and each type a part.
    fn types(&self) -> Vec<String> {
        let types = &self.trees["[Content_Types].xml"];
        let overridden = types.children.iter().filter_map(|it| it.attribute("PartName"));
        let mut named: BTreeSet<String> = overridden.map(|name| name.trim_start_matches('/').to_owned()).collect();
        let mut found = Vec::new();
        for path in self.paths().into_iter().filter(|path| *path != "[Content_Types].xml") {
            if !named.remove(path) && !path.contains("_rels/") {
                found.push(format!("{path} has no type of its own"));
            }
        }
        found.extend(named.iter().map(|name| format!("{name} has a type and is not there")));
        found
    }

    /// What a part refers to is there, under an id of its own, and nothing is there that none refers to.
    fn relations(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut unreferred: BTreeSet<String> = self.parts.keys().cloned().collect();
        unreferred.retain(|path| !path.contains("_rels/") && path != "[Content_Types].xml");
        for (path, root) in self.trees.iter().filter(|(path, _)| path.contains("_rels/")) {
            let folder = path.split_once("_rels/").unwrap().0;
            let mut ids = BTreeSet::new();
            for relation in &root.children {
                if !ids.insert(relation.attribute("Id")) {
                    found.push(format!("{path} has one id twice: {relation:?}"));
                }
                let target = format!("{folder}{}", relation.attribute("Target").unwrap());
                if !unreferred.remove(&target) {
                    found.push(format!("{path} refers to {target}, which is not there or referred to twice"));
                }
            }
        }
        found.extend(unreferred.iter().map(|path| format!("nothing refers to {path}")));
        found
    }

    /// Each style and each list that is named is there.
    fn references(&self) -> Vec<String> {
        let within = |path: &str, name: &str, key: &str| -> BTreeSet<String> {
            let nodes = self.trees[path].all().into_iter().filter(|node| node.name == name);
            nodes.map(|node| node.attribute(key).unwrap().to_owned()).collect()
        };
        let styles = within("word/styles.xml", "w:style", "w:styleId");
        let lists = within("word/numbering.xml", "w:num", "w:numId");
        let patterns = within("word/numbering.xml", "w:abstractNum", "w:abstractNumId");
        let mut found = Vec::new();
        for node in self.trees.iter().filter(|(path, _)| path.starts_with("word/")).flat_map(|(_, root)| root.all()) {
            let there = match node.name.as_str() {
                "w:pStyle" | "w:tblStyle" | "w:basedOn" | "w:next" => &styles,
                "w:numId" => &lists,
                "w:abstractNumId" => &patterns,
                _ => continue,
            };
            if !there.contains(node.attribute("w:val").unwrap()) {
                found.push(format!("{node:?} refers to what is not there"));
            }
        }
        found
    }

    /// What Word asks of a table beyond the schema: a cell for each column, and a paragraph behind the table.
    fn tables(&self) -> Vec<String> {
        let body = self.trees["word/document.xml"].child("w:body").unwrap();
        let mut found = Vec::new();
        for (table, behind) in body.children.iter().zip(&body.children[1..]) {
            if table.name != "w:tbl" {
                continue;
            }
            if behind.name != "w:p" {
                found.push("there is no paragraph behind a table".to_owned());
            }
            let columns = table.child("w:tblGrid").unwrap().children.len();
            let cells = |row: &Node| row.children.iter().filter(|child| child.name == "w:tc").count();
            let rows = table.children.iter().filter(|child| child.name == "w:tr");
            if columns == 0 || rows.clone().count() == 0 || rows.clone().any(|row| cells(row) != columns) {
                found.push(format!("a table of {columns} columns has other rows"));
            }
        }
        found
    }
}
