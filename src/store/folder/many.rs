//! Many records put in their places under one lock.

use rustix::fs::Mode;

use super::super::disk::{Confirmed, Leaf, Place, Sharing, Stopped};
use super::super::history::Made;
use super::super::kept::Kept;
use super::super::many::{TOGETHER, among, each_once, targets_first};
use super::super::save::{revised, written};
use super::super::{Entry, Progress, Saved, StoreError};
use super::{Folder, made, saving};

/// What one entry does: what it will have done, and the file where there is anything to write.
struct Decided {
    saved: Saved,
    text: Option<(String, Mode, Place)>,
}

/// Where and why some of them stopped.
struct Halt {
    at: usize,
    /// How many of those before are saved.
    saved: usize,
    /// How many of these the disk did not confirm.
    unsure: usize,
    source: Box<StoreError>,
}

impl Folder {
    /// For the holder of the lock: decides all of them, then writes them, what is linked to first.
    pub(super) fn put_all(
        &mut self,
        entries: &[Entry<'_>],
        sharing: Sharing,
        progress: Progress<'_>,
    ) -> Result<(Vec<Saved>, Vec<Made>), StoreError> {
        each_once(entries)?;
        let mut decided = Vec::with_capacity(entries.len());
        for (at, entry) in entries.iter().enumerate() {
            decided.push(self.decided(entry, sharing).map_err(|source| among(entries, at, source))?);
            progress(at + 1, 2 * entries.len());
        }
        let is_old =
            |(_, decided): &(&Entry<'_>, &Decided)| decided.text.as_ref().is_some_and(|it| it.2 == Place::Taken);
        let old = entries.iter().zip(&decided).filter(is_old);
        let old: Vec<_> = old.map(|(entry, _)| Kept::Record(entry.record.kind(), entry.id.clone())).collect();
        self.before(&old);
        let texts = entries.iter().zip(&decided).filter_map(|(entry, decided)| {
            let (text, _, _) = decided.text.as_ref()?;
            Some((Kept::Record(entry.record.kind(), entry.id.clone()), text.as_bytes()))
        });
        let texts: Vec<_> = texts.collect();
        self.note(sharing, texts.iter().map(|(file, text)| (file, *text)));
        let order = targets_first(entries);
        let mut done = 0;
        for places in order.chunks(TOGETHER) {
            let some: Vec<_> = places.iter().map(|place| (&entries[*place], &decided[*place])).collect();
            self.put_some(&some, sharing).map_err(|Halt { at, saved, unsure, source }| StoreError::Among {
                id: some[at].0.id.to_string(),
                saved: done + saved,
                unsure,
                of: entries.len(),
                source,
            })?;
            done += places.len();
            progress(entries.len() + done, 2 * entries.len());
        }
        let did = |(entry, decided): (&Entry<'_>, &Decided)| {
            let (text, _, place) = decided.text.as_ref()?;
            let fields = (*place == Place::Taken).then(|| decided.saved.fields.clone());
            Some(made((entry.record.kind(), entry.id), text, fields))
        };
        let did = entries.iter().zip(&decided).filter_map(did).collect();
        Ok((decided.into_iter().map(|decided| decided.saved).collect(), did))
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
    fn put_some(&self, some: &[(&Entry<'_>, &Decided)], sharing: Sharing) -> Result<(), Halt> {
        let mut leaves = Vec::new();
        let mut places = Vec::new();
        for (at, (entry, decided)) in some.iter().enumerate() {
            let Some((text, mode, place)) = &decided.text else { continue };
            let folder = entry.record.kind().folder();
            if let Some(name) = folder.filter(|_| *place == Place::Free) {
                let made = self.disk.make_folder(name, sharing.folder_mode());
                let source = |source| Box::new(saving(name, source));
                made.map_err(|error| Halt { at, saved: 0, unsure: 0, source: source(error) })?;
            }
            leaves.push(Leaf {
                folder,
                name: format!("{}.ron", entry.id),
                text: text.as_bytes(),
                mode: *mode,
                place: *place,
            });
            places.push(at);
        }
        let put = self.disk.put_all(&leaves);
        match put {
            Ok(Confirmed::Yes) => Ok(()),
            Ok(Confirmed::No) => {
                let at = some.len().saturating_sub(1);
                let source = Box::new(StoreError::Unconfirmed(some[at].0.id.to_string()));
                Err(Halt { at, saved: some.len(), unsure: leaves.len(), source })
            }
            Err(Stopped { placed, confirmed, source }) => {
                let at = places[placed];
                let path = some[at].0.record.kind().path(some[at].0.id);
                let unsure = if confirmed == Confirmed::Yes { 0 } else { placed };
                Err(Halt { at, saved: at, unsure, source: Box::new(saving(path, source)) })
            }
        }
    }
}
