//! What happened in a repository: its commits, and what each of them changed.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime};

use super::tree::garbled;
use super::{Git, GitError, LOCAL};

/// A commit that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Logged {
    pub(crate) name: String,
    pub(crate) parents: Vec<String>,
    /// By the clock of the machine on which it was made.
    pub(crate) at: NaiveDateTime,
    pub(crate) who: String,
}

/// What became of one file between a commit and one before it: the names of its text, `None` where there was none.
pub(crate) type Step = (Option<String>, Option<String>);

/// What became of files, by path.
pub(crate) type Steps = BTreeMap<Vec<u8>, Step>;

impl Git {
    /// The commits behind a name, the latest first; those after which a file stood otherwise, where any are named; `*` stands
    /// for any letters. What two machines did at the same time stands by their clocks, what came after each other in its order
    /// whatever they say.
    pub(crate) fn log(&self, of: &str, paths: &[String], most: Option<usize>) -> Result<Vec<Logged>, GitError> {
        let most = most.map(|most| format!("--max-count={most}"));
        let mut arguments = vec![
            "rev-list",
            "--date-order",
            "--full-history",
            "--format=%H%x09%P%x09%aI%x09%an",
            "--end-of-options",
            of,
            "--",
        ];
        if let Some(most) = &most {
            arguments.insert(1, most);
        }
        arguments.extend(paths.iter().map(String::as_str));
        let out = self.done_with(&arguments, &[], LOCAL * 6)?.out;
        let out = String::from_utf8_lossy(&out);
        out.lines().filter(|line| !line.starts_with("commit ")).map(|line| made(line).ok_or_else(garbled)).collect()
    }

    /// What became of the files between each of these commits and one before it, or nothing; in the same order.
    pub(crate) fn steps(&self, pairs: &[(&str, Option<&str>)], paths: &[String]) -> Result<Vec<Steps>, GitError> {
        if pairs.is_empty() {
            return Ok(Vec::new());
        }
        let line = |(commit, parent): &(&str, Option<&str>)| match parent {
            Some(parent) => format!("{commit} {parent}\n"),
            None => format!("{commit}\n"),
        };
        let asked: String = pairs.iter().map(line).collect();
        let mut arguments = vec![
            "diff-tree",
            "--stdin",
            "-r",
            "--root",
            "--always",
            "-z",
            "--no-renames",
            "--raw",
            "--no-abbrev",
            "--",
        ];
        arguments.extend(paths.iter().map(String::as_str));
        let out = self.done_with(&arguments, asked.as_bytes(), LOCAL * 12)?.out;
        let mut all: Vec<Steps> = Vec::with_capacity(pairs.len());
        let mut words = out.split(|byte| *byte == 0).filter(|word| !word.is_empty());
        while let Some(word) = words.next() {
            if word[0] != b':' {
                all.push(Steps::new());
                continue;
            }
            let (steps, path) = all.last_mut().zip(words.next()).ok_or_else(garbled)?;
            steps.insert(path.to_vec(), step(word).ok_or_else(garbled)?);
        }
        if all.len() == pairs.len() { Ok(all) } else { Err(garbled()) }
    }
}

fn made(line: &str) -> Option<Logged> {
    let mut cells = line.splitn(4, '\t');
    let (name, parents, at, who) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let parents = parents.split_whitespace().map(str::to_owned).collect();
    // A commit without a time that can be read is as old as can be.
    let at = DateTime::parse_from_rfc3339(at).map(|at| at.naive_local()).unwrap_or_default();
    Some(Logged { name: name.to_owned(), parents, at, who: who.to_owned() })
}

/// `:100644 100644 OLD NEW M`, of which links and other repositories count as nothing.
fn step(word: &[u8]) -> Option<Step> {
    let word = std::str::from_utf8(word).ok()?;
    let mut cells = word.strip_prefix(':')?.split(' ');
    let (before, after, old, new) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let text = |mode: &str, name: &str| mode.starts_with("100").then(|| name.to_owned());
    Some((text(before, old), text(after, new)))
}
