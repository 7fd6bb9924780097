//! What is odd about files and folders that can be read all the same: told by `csp check`, never in the way of work.

use rustix::fs::Mode;

use super::disk::Plain;
use super::format::BYTE_ORDER_MARK;
use crate::model::{Fault, Id, Kind};

/// What was noticed while a store was read.
#[derive(Debug, Default)]
pub(crate) struct Oddities {
    /// Whether everybody on the machine can get at what is in the store's folder.
    open_to_all: bool,
    /// Files that everybody may read.
    public: usize,
    others: Vec<Fault>,
}

impl Oddities {
    pub(crate) fn folder(&mut self, kind: Kind, mode: Mode) {
        if kind.folder().is_none() {
            self.open_to_all = mode.contains(Mode::XOTH);
        }
        let path = kind.folder().unwrap_or(".");
        if mode.contains(Mode::SVTX) && self.others.iter().all(|other| other.path != path) {
            let what = "the folder is sticky, so nobody can save a record that a colleague saved before";
            self.remark(path, None, what, &format!("chmod -t {path}"));
        }
    }

    /// What was noticed elsewhere too.
    pub(crate) fn extend(&mut self, more: Self) {
        self.open_to_all |= more.open_to_all;
        self.public += more.public;
        self.others.extend(more.others);
    }

    pub(crate) fn file(&mut self, kind: Kind, id: &Id, file: &Plain) {
        if file.mode.contains(Mode::ROTH) {
            self.public += 1;
        }
        if file.names > 1 {
            let what = "the file has a second name (a hard link), which will keep the old text when this one is saved";
            self.remark(&kind.path(id), Some(id), what, "remove the second name, if it is not wanted");
        }
        if file.bytes.starts_with(BYTE_ORDER_MARK.encode_utf8(&mut [0; 4]).as_bytes()) {
            let what = "the file begins with a byte order mark, which does no harm here and is kept";
            self.remark(
                &kind.path(id),
                Some(id),
                what,
                "save it as UTF-8 without the mark, if other programs stumble over it",
            );
        }
    }

    fn remark(&mut self, path: &str, id: Option<&Id>, what: &str, next: &str) {
        let (path, what, next) = (path.to_owned(), what.to_owned(), next.to_owned());
        self.others.push(Fault { path, place: None, id: id.cloned(), what, next });
    }

    /// All of it, by file.
    pub(crate) fn remarks(mut self) -> Vec<Fault> {
        if self.open_to_all && self.public > 0 {
            let files = if self.public == 1 { "1 file" } else { &format!("{} files", self.public) };
            let what = format!("{files} can be read by everybody on this machine");
            self.remark(".", None, &what, "chmod -R o-rwx on the store's folder");
        }
        self.others
    }
}
