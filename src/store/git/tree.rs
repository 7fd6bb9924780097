//! What a commit holds: the files by their paths, and their texts.

use std::collections::BTreeMap;

use sha1::{Digest, Sha1};

use super::{Git, GitError, LOCAL};

/// A file in a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blob {
    /// What it is: `100644` and `100755` are files; `120000` is a link, `160000` another repository.
    pub(crate) mode: String,
    /// The name of its text.
    pub(crate) name: String,
    /// How long its text is, in bytes; 0 where that was not asked for.
    pub(crate) size: u64,
}

impl Blob {
    /// Whether it is a plain file.
    pub(crate) fn is_file(&self) -> bool {
        matches!(self.mode.as_str(), "100644" | "100755" | "100664")
    }
}

/// The files of a commit, by path. A path is whatever bytes somebody chose.
pub(crate) type Tree = BTreeMap<Vec<u8>, Blob>;

/// The name that git gives a text.
pub(crate) fn name_of(text: &[u8]) -> String {
    let mut digest = Sha1::new();
    digest.update(format!("blob {}\0", text.len()));
    digest.update(text);
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Git {
    /// All files of a commit; of none, no files.
    pub(crate) fn tree(&self, commit: Option<&str>) -> Result<Tree, GitError> {
        self.listed(commit, &["-r", "-z", "--full-tree"], &[])
    }

    /// The same with their sizes.
    pub(crate) fn sized_tree(&self, commit: &str) -> Result<Tree, GitError> {
        self.listed(Some(commit), &["-r", "-z", "-l", "--full-tree"], &[])
    }

    /// Some files of a commit.
    pub(crate) fn some_of(&self, commit: Option<&str>, paths: &[String]) -> Result<Tree, GitError> {
        // Past some number, all are told sooner than each is looked for.
        let paths = if paths.len() > 100 { &[] } else { paths };
        let paths: Vec<_> = paths.iter().map(String::as_str).collect();
        self.listed(commit, &["-r", "-z", "--full-tree"], &paths)
    }

    fn listed(&self, commit: Option<&str>, options: &[&str], paths: &[&str]) -> Result<Tree, GitError> {
        let Some(commit) = commit else { return Ok(Tree::new()) };
        let arguments = [&["ls-tree"], options, &[commit, "--"], paths].concat();
        let listed = self.done(&arguments)?.out;
        listed.split(|byte| *byte == 0).filter(|line| !line.is_empty()).map(entry).collect()
    }

    /// The texts of these names that are no longer than `most` bytes, by their names.
    pub(crate) fn texts_within(&self, names: &[&str], most: usize) -> Result<BTreeMap<String, Vec<u8>>, GitError> {
        if names.is_empty() {
            return Ok(BTreeMap::new());
        }
        let asked: String = names.iter().map(|name| format!("{name}\n")).collect();
        let check = "--batch-check=%(objectname) %(objectsize)";
        let told = self.done_with(&["cat-file", check, "--buffer"], asked.as_bytes(), LOCAL * 6)?.out;
        let told = String::from_utf8_lossy(&told).into_owned();
        let sized = told.lines().filter_map(|line| line.split_once(' '));
        let fits = |size: &str| size.parse::<usize>().is_ok_and(|size| size <= most);
        let names: Vec<_> = sized.filter(|(_, size)| fits(size)).map(|(name, _)| name).collect();
        let texts = self.texts(&names)?;
        Ok(names.into_iter().zip(texts).filter_map(|(name, text)| Some((name.to_owned(), text?))).collect())
    }

    /// The texts of these names, in order, whose lengths are known to be in bounds; nothing for one that is not there.
    pub(crate) fn texts(&self, names: &[&str]) -> Result<Vec<Option<Vec<u8>>>, GitError> {
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let asked: String = names.iter().map(|name| format!("{name}\n")).collect();
        let limit = LOCAL * 6;
        let out = self.done_with(&["cat-file", "--batch", "--buffer"], asked.as_bytes(), limit)?.out;
        let mut rest = &out[..];
        names.iter().map(|_| text(&mut rest).ok_or_else(garbled)).collect()
    }
}

/// One line of a listing: what it is, its name, perhaps its size, and its path.
fn entry(line: &[u8]) -> Result<(Vec<u8>, Blob), GitError> {
    let tab = line.iter().position(|byte| *byte == b'\t').ok_or_else(garbled)?;
    let about = std::str::from_utf8(&line[..tab]).map_err(|_| garbled())?;
    let mut words = about.split_whitespace();
    let (Some(mode), Some(_), Some(name)) = (words.next(), words.next(), words.next()) else { return Err(garbled()) };
    let size = words.next().and_then(|size| size.parse().ok()).unwrap_or(0);
    Ok((line[tab + 1..].to_vec(), Blob { mode: mode.to_owned(), name: name.to_owned(), size }))
}

/// The next text: a line about it, then its bytes.
#[allow(clippy::option_option, reason = "nothing more to read is one thing, nothing there of that name another")]
fn text(rest: &mut &[u8]) -> Option<Option<Vec<u8>>> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let about = std::str::from_utf8(&rest[..end]).ok()?;
    let size: Option<usize> = about.rsplit(' ').next().and_then(|size| size.parse().ok());
    *rest = &rest[end + 1..];
    let Some(size) = size else { return Some(None) };
    let text = rest.get(..size)?.to_vec();
    *rest = rest.get(size + 1..)?;
    Some(Some(text))
}

pub(super) fn garbled() -> GitError {
    GitError::Failed("its answer cannot be read".to_owned())
}
