//! Links as people type them into a cell: ids, or the titles of records, those of the same file among them.

use std::collections::BTreeMap;

use crate::model::text::spelt;
use crate::model::{About, Book, Id, Kind, Record, nearest};

/// The records that a cell can lead to, by title.
pub(crate) struct Titles {
    by_title: BTreeMap<(Kind, String), Vec<Id>>,
}

impl Titles {
    pub(crate) fn of(book: &Book) -> Self {
        let mut by_title: BTreeMap<_, Vec<Id>> = BTreeMap::new();
        for (id, record) in book.records() {
            by_title.entry((record.kind(), spelt(record.title()))).or_default().push(id.clone());
        }
        Self { by_title }
    }

    /// The records of this kind that are called so.
    pub(crate) fn called(&self, kind: Kind, title: &str) -> &[Id] {
        self.by_title.get(&(kind, spelt(title))).map_or(&[], Vec::as_slice)
    }

    /// The ids that a cell means. A title may hold commas, so a whole line is tried before its parts.
    pub(crate) fn ids(&self, cell: &str, about: &About, book: &Book) -> Result<Vec<Id>, String> {
        let mut ids = Vec::new();
        for line in cell.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if let [only] = self.of_kinds(line, about)[..] {
                ids.push(only.clone());
                continue;
            }
            for part in line.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
                ids.push(self.id(part, about, book)?);
            }
        }
        Ok(ids)
    }

    fn of_kinds(&self, title: &str, about: &About) -> Vec<&Id> {
        about.links_to.iter().flat_map(|kind| self.called(*kind, title)).collect()
    }

    fn id(&self, part: &str, about: &About, book: &Book) -> Result<Id, String> {
        if let Some(id) = Id::new(part).ok().filter(|id| book.has(id)) {
            return Ok(id);
        }
        match self.of_kinds(part, about)[..] {
            [only] => Ok(only.clone()),
            [] => Err(unknown(part, about, book)),
            ref several => {
                let ids: Vec<_> = several.iter().map(|id| id.as_str()).collect();
                Err(format!("{part:?} is the title of {}; type the id that is meant", ids.join(" and of ")))
            }
        }
    }
}

fn unknown(part: &str, about: &About, book: &Book) -> String {
    let kinds: Vec<_> = about.links_to.iter().map(|kind| kind.word()).collect();
    let of_kinds = |(_, record): &(&Id, &Record)| about.links_to.contains(&record.kind());
    let known = || book.records().filter(of_kinds);
    let id = nearest(&part.to_lowercase(), known().map(|(id, _)| id.as_str()));
    let title = nearest(part, known().map(|(_, record)| record.title()));
    let near = title.or(id).map_or_else(String::new, |near| format!("; the nearest is {near:?}"));
    format!("there is no {} {part:?}{near}; type its id or its title", kinds.join(" or "))
}
