//! A commit made without an index and without looking at a file: the texts are handed over, and the branch moves on only
//! from where it was.

use std::time::Duration;

use super::{Git, GitError, LOCAL};

/// A commit that is to be made.
#[derive(Debug)]
pub(crate) struct Commit<'a> {
    /// The branch that moves on: `refs/heads/main`.
    pub(crate) branch: &'a str,
    /// What it comes after: nothing, the commit on which the branch stands, or that and the one that is brought in.
    pub(crate) parents: &'a [String],
    /// The officer.
    pub(crate) author: &'a str,
    pub(crate) message: &'a str,
    /// What differs from the first parent, by path.
    pub(crate) files: &'a [(&'a [u8], Content<'a>)],
}

/// The mode of a plain file.
pub(crate) const FILE: &str = "100644";

/// What stands at a path.
#[derive(Clone, Debug)]
pub(crate) enum Content<'a> {
    /// This text.
    Text(&'a [u8]),
    /// What git has already, of this mode and name.
    Known(&'a str, &'a str),
    /// Nothing any more.
    Gone,
}

impl Git {
    /// Makes a commit and moves the branch to it; tells its name.
    pub(crate) fn commit(&self, commit: &Commit<'_>) -> Result<String, GitError> {
        // A text takes a few milliseconds to be forced to disk.
        let limit = LOCAL + Duration::from_millis(10) * u32::try_from(commit.files.len()).unwrap_or(u32::MAX);
        let arguments = ["fast-import", "--quiet", "--done", "--date-format=now", "--depth=0"];
        let out = self.done_with(&arguments, &stream(commit), limit)?.out;
        Ok(String::from_utf8_lossy(&out).trim_end().to_owned())
    }
}

fn stream(commit: &Commit<'_>) -> Vec<u8> {
    let Commit { branch, parents, author, message, files } = commit;
    let author = person(author);
    let mut out = format!(
        "commit {branch}\nmark :1\nauthor {author} <> now\ncommitter {author} <> now\ndata {}\n{message}\n",
        message.len()
    )
    .into_bytes();
    for (place, parent) in parents.iter().enumerate() {
        let word = if place == 0 { "from" } else { "merge" };
        out.extend(format!("{word} {parent}\n").bytes());
    }
    for (path, content) in *files {
        let path = quoted(path);
        match content {
            Content::Text(text) => {
                out.extend(format!("M {FILE} inline ").bytes());
                out.extend(path);
                out.extend(format!("\ndata {}\n", text.len()).bytes());
                out.extend(*text);
            }
            Content::Known(mode, name) => {
                out.extend(format!("M {mode} {name} ").bytes());
                out.extend(path);
            }
            Content::Gone => {
                out.extend(b"D ");
                out.extend(path);
            }
        }
        out.push(b'\n');
    }
    out.extend(b"\nget-mark :1\ndone\n");
    out
}

/// A person's name as git can hold it: on one line, without the signs that enclose an address.
fn person(name: &str) -> String {
    let plain = |letter: char| if letter.is_control() || matches!(letter, '<' | '>') { ' ' } else { letter };
    let name: String = name.chars().map(plain).collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() { crate::model::NOT_KNOWN.to_owned() } else { name }
}

/// A path as it stands in the stream, whatever its bytes are.
fn quoted(path: &[u8]) -> Vec<u8> {
    let mut out = vec![b'"'];
    for byte in path {
        match byte {
            b'"' | b'\\' => out.extend([b'\\', *byte]),
            0..=31 | 127 => out.extend(format!("\\{byte:03o}").bytes()),
            _ => out.push(*byte),
        }
    }
    out.push(b'"');
    out
}
