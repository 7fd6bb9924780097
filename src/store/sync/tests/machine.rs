//! A machine in a test: a store, and a way to exchange with the others.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::{Arc, Mutex};

use tempfile::TempDir;

use super::super::SYNC_LIMIT;
use super::super::merge::{Shelf, Sides, bring_together};
use crate::store::git::tests::by_hand as git;
use crate::store::kept::Kept;
use crate::store::{Folder, Memory, Seed, Store, begin_history, init};

/// A machine.
pub(super) trait Machine {
    fn store(&mut self) -> &mut dyn Store;
    /// Exchanges with the others through the usual remote.
    fn sync(&mut self) {
        self.sync_with(0);
    }

    /// Exchanges with the others through the remote of this number.
    fn sync_with(&mut self, remote: usize);
    /// The store's own files, by path.
    fn files(&self) -> BTreeMap<String, String>;
}

/// Commits without git: what they come after, and what stands in them.
#[derive(Debug, Default)]
pub(super) struct Commits {
    all: Vec<(Vec<usize>, Shelf)>,
    remotes: [usize; REMOTES],
}

/// How many remotes there are.
pub(super) const REMOTES: usize = 2;

impl Commits {
    fn behind(&self, commit: usize) -> BTreeSet<usize> {
        let mut behind = BTreeSet::new();
        let mut waiting = vec![commit];
        while let Some(commit) = waiting.pop() {
            if behind.insert(commit) {
                waiting.extend(&self.all[commit].0);
            }
        }
        behind
    }

    /// The latest commit that both come after; every commit has a higher number than those before it.
    fn base(&self, one: usize, other: usize) -> usize {
        *self.behind(one).intersection(&self.behind(other)).max().unwrap()
    }

    fn add(&mut self, parents: Vec<usize>, shelf: Shelf) -> usize {
        self.all.push((parents, shelf));
        self.all.len() - 1
    }
}

/// A machine whose store stands in memory, and whose commits are a list.
pub(super) struct Imagined {
    store: Memory,
    commits: Arc<Mutex<Commits>>,
    tip: usize,
}

impl Imagined {
    /// Machines that begin with the same files.
    pub(super) fn all(count: usize, files: &[(&str, &str)]) -> Vec<Self> {
        let store = |number: usize| Memory::new(files.iter().copied()).of(&format!("Officer {number}"));
        let mut commits = Commits::default();
        let tip = commits.add(Vec::new(), shelf(&store(0).files()));
        commits.remotes = [tip; REMOTES];
        let commits = Arc::new(Mutex::new(commits));
        (0..count).map(|number| Self { store: store(number), commits: Arc::clone(&commits), tip }).collect()
    }
}

fn shelf(files: &BTreeMap<String, String>) -> Shelf {
    files.iter().filter_map(|(path, text)| Some((Kept::at(path.as_bytes())?, text.clone().into_bytes()))).collect()
}

impl Machine for Imagined {
    fn store(&mut self) -> &mut dyn Store {
        &mut self.store
    }

    fn sync_with(&mut self, remote: usize) {
        let mut commits = self.commits.lock().unwrap();
        let standing = shelf(&self.store.files());
        if standing != commits.all[self.tip].1 {
            self.tip = commits.add(vec![self.tip], standing);
        }
        let theirs = commits.remotes[remote];
        let base = commits.base(self.tip, theirs);
        if base != theirs {
            let of = |commit: usize| &commits.all[commit].1;
            let sides = Sides { base: of(base), ours: of(self.tip), theirs: of(theirs), author: &|_, _, _, _| None };
            let merged = bring_together(sides, &|_| false);
            for (kept, text) in &merged.files {
                match text {
                    Some(text) => self.store.put(&kept.path(), std::str::from_utf8(text).unwrap()),
                    None => self.store.remove(&kept.path()),
                }
            }
            let standing = shelf(&self.store.files());
            let is_theirs = base == self.tip && standing == *of(theirs);
            self.tip = if is_theirs { theirs } else { commits.add(vec![self.tip, theirs], standing) };
        }
        commits.remotes[remote] = self.tip;
    }

    fn files(&self) -> BTreeMap<String, String> {
        self.store.files()
    }
}

/// A machine whose store is a folder with a history by git, and that reaches the others through a bare repository.
pub(super) struct Real {
    pub(super) folder: Folder,
    pub(super) at: Arc<TempDir>,
    pub(super) name: String,
}

impl Real {
    /// Machines that begin with the starter and exchange through `hub.git` beside them.
    pub(super) fn all(count: usize) -> Vec<Self> {
        let at = Arc::new(TempDir::new().unwrap());
        init(&at.path().join("0"), Seed::Starter, None).unwrap();
        Self::beginning(&at, count)
    }

    /// Machines that begin with the store `0` there.
    pub(super) fn beginning(at: &Arc<TempDir>, count: usize) -> Vec<Self> {
        git(at.path(), &["init", "--quiet", "--bare", "--initial-branch=main", "hub.git"]);
        let hub = at.path().join("hub.git");
        begin_history(&at.path().join("0"), "Officer 0").unwrap();
        let mut all = vec![Self::open(at, "0")];
        all[0].folder.sync(Some(hub.to_str().unwrap()), SYNC_LIMIT, &mut |_| ()).unwrap();
        for number in 1..count {
            all.push(Self::clone_of(at, &number.to_string()));
        }
        all
    }

    /// Another machine of this name, cloned from the hub.
    pub(super) fn clone_of(at: &Arc<TempDir>, name: &str) -> Self {
        git(at.path(), &["clone", "--quiet", "hub.git", name]);
        Self::open(at, name)
    }

    /// The machine opened anew, as by another program.
    pub(super) fn open(at: &Arc<TempDir>, name: &str) -> Self {
        let folder = Folder::open(&at.path().join(name), &format!("Officer {name}")).unwrap();
        Self { folder, at: Arc::clone(at), name: name.to_owned() }
    }

    pub(super) fn path(&self) -> std::path::PathBuf {
        self.at.path().join(&self.name)
    }
}

impl Machine for Real {
    fn store(&mut self) -> &mut dyn Store {
        &mut self.folder
    }

    fn sync_with(&mut self, _: usize) {
        self.folder.sync(None, SYNC_LIMIT, &mut |_| ()).unwrap();
    }

    fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        for folder in fs::read_dir(self.path()).unwrap().map(|entry| entry.unwrap().path()) {
            let within = if folder.is_dir() {
                fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect()
            } else {
                vec![folder]
            };
            for file in within {
                let path = file.strip_prefix(self.path()).unwrap().to_str().unwrap().to_owned();
                if Kept::at(path.as_bytes()).is_some() {
                    files.insert(path, String::from_utf8_lossy(&fs::read(file).unwrap()).into_owned());
                }
            }
        }
        files
    }
}
