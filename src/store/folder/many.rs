//! Many records put in their places under one lock.

use rustix::fs::Mode;

use super::super::disk::{Confirmed, Leaf, Place, Sharing, Stopped};
use super::super::many::{TOGETHER, among};
use super::super::save::{revised, written};
use super::super::{Entry, Progress, Saved, StoreError, recent};
use super::{Folder, saving};

/// What one entry does: what it will have done, and the file where there is anything to write.
struct Decided {
    saved: Saved,
    text: Option<(String, Mode, Place)>,
}

/// Where and why some of them stopped, and how many of those before are saved.
struct Halt {
    at: usize,
    saved: usize,
    source: Box<StoreError>,
}

impl Folder {
    /// For the holder of the lock: decides all of them, then writes them in order.
    pub(super) fn put_all(
        &self,
        entries: &[Entry<'_>],
        sharing: Sharing,
        progress: Progress<'_>,
    ) -> Result<Vec<Saved>, StoreError> {
        let mut decided = Vec::with_capacity(entries.len());
        for (at, entry) in entries.iter().enumerate() {
            decided.push(self.decided(entry, sharing).map_err(|source| among(entries, at, 0, source))?);
            progress(at + 1, 2 * entries.len());
        }
        let mut done = 0;
        for (entries_now, decided_now) in entries.chunks(TOGETHER).zip(decided.chunks(TOGETHER)) {
            let put = self.put_some(entries_now, decided_now, sharing);
            put.map_err(|Halt { at, saved, source }| among(entries, done + at, done + saved, *source))?;
            done += entries_now.len();
            progress(entries.len() + done, 2 * entries.len());
        }
        Ok(decided.into_iter().map(|decided| decided.saved).collect())
    }

    fn decided(&self, entry: &Entry<'_>, sharing: Sharing) -> Result<Decided, StoreError> {
        let (kind, id) = (entry.record.kind(), entry.id);
        if entry.base.is_some() {
            let file = self.file(kind, id, saving)?;
            let (saved, text) = revised(kind, id, &file.bytes, &|current| entry.onto(current))?;
            return Ok(Decided { saved, text: text.map(|text| (text, file.mode, Place::Taken)) });
        }
        if self.is_taken(id)? {
            return Err(StoreError::Added);
        }
        let text = written(entry.record, id)?;
        Ok(Decided { saved: entry.made(), text: Some((text, sharing.file_mode(), Place::Free)) })
    }

    /// Writes some of them together.
    fn put_some(&self, entries: &[Entry<'_>], decided: &[Decided], sharing: Sharing) -> Result<(), Halt> {
        let mut leaves = Vec::new();
        let mut places = Vec::new();
        for (at, (entry, decided)) in entries.iter().zip(decided).enumerate() {
            let Some((text, mode, place)) = &decided.text else { continue };
            let folder = entry.record.kind().folder();
            if let Some(name) = folder.filter(|_| *place == Place::Free) {
                let made = self.disk.make_folder(name, sharing.folder_mode());
                made.map_err(|source| Halt { at, saved: 0, source: Box::new(saving(name, source)) })?;
            }
            leaves.push(Leaf { folder, name: format!("{}.ron", entry.id), text, mode: *mode, place: *place });
            places.push(at);
        }
        let put = self.disk.put_all(&leaves);
        let placed = put.as_ref().map_or_else(|stopped| stopped.placed, |_| leaves.len());
        let noted = places[..placed]
            .iter()
            .zip(&leaves)
            .map(|(at, leaf)| ((entries[*at].record.kind(), entries[*at].id), leaf.text));
        recent::note_all(&self.disk, sharing, noted, &self.officer);
        match put {
            Ok(Confirmed::Yes) => Ok(()),
            Ok(Confirmed::No) => {
                let last = entries.len().saturating_sub(1);
                let source = StoreError::Unconfirmed(entries[last].id.to_string());
                Err(Halt { at: last, saved: entries.len(), source: Box::new(source) })
            }
            Err(Stopped { placed, source }) => {
                let at = places[placed];
                let path = entries[at].record.kind().path(entries[at].id);
                Err(Halt { at, saved: at, source: Box::new(saving(path, source)) })
            }
        }
    }
}
