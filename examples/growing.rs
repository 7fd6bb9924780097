//! How a store grows: so many records, saved so many times, with what a save, a sync and a clone take and how large the
//! history is at each step. The figures of `docs/SCALE.md` come from it.
//!
//! It takes an empty folder, the number of records and the number of saves, and prints a table.
#![allow(clippy::print_stdout, clippy::result_large_err, reason = "the table is what it is for")]

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use csp_lead::model::kinds::Action;
use csp_lead::model::rows::Update;
use csp_lead::model::text::{Line, Text};
use csp_lead::model::{Id, Kind, Record};
use csp_lead::store::{Entry, Folder, Past, SYNC_LIMIT, Seed, Store, StoreError, begin_history, init};

const STEPS: u32 = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [folder, records, saves] = &arguments[..] else {
        return Err("name an empty folder, the number of records and the number of saves".into());
    };
    let (at, records, saves): (&Path, u32, u32) = (Path::new(folder), records.parse()?, saves.parse()?);
    let (store, hub) = (at.join("store"), at.join("hub.git"));
    git(at, &["init", "--quiet", "--bare", "--initial-branch=main", "hub.git"])?;
    init(&store, Seed::Starter, None)?;
    fill(&store, records)?;
    begin_history(&store, "Ann Officer")?;
    let mut folder = Folder::open(&store, "Ann Officer")?;
    folder.sync(hub.to_str(), SYNC_LIMIT, &mut |_| ())?;
    println!("| saves | history, MiB | a save, ms | one record's history, ms | sync, ms | clone, ms |");
    println!("|---|---|---|---|---|---|");
    let mut number = 0;
    for step in 0..=STEPS {
        let mut times = Vec::new();
        while number < saves * step / STEPS {
            let begun = Instant::now();
            note(&mut folder, number % records, number)?;
            times.push(begun.elapsed());
            number += 1;
        }
        times.sort();
        let save = times.get(times.len() / 2).copied().unwrap_or_default();
        let size = size(&store.join(".git"))?;
        let first = id(0)?;
        let past = timed(|| {
            folder.history(&Past { of: Some((Kind::Action, &first)), ..Past::default() })?;
            Ok(())
        })?;
        note(&mut folder, 0, number)?;
        let sync = timed(|| {
            folder.sync(None, SYNC_LIMIT * 10, &mut |_| ())?;
            Ok(())
        })?;
        let clone = timed(|| git(at, &["clone", "--quiet", "--no-local", "hub.git", "clone"]))?;
        fs::remove_dir_all(at.join("clone"))?;
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        println!(
            "| {number} | {} | {:.1} | {:.0} | {:.0} | {:.0} |",
            size / 1024 / 1024,
            ms(save),
            ms(past),
            ms(sync),
            ms(clone)
        );
    }
    Ok(())
}

fn id(number: u32) -> Result<Id, Box<dyn Error>> {
    Ok(Id::new(&format!("action-{number}"))?)
}

/// Actions of about 490 bytes.
fn fill(store: &Path, records: u32) -> Result<(), Box<dyn Error>> {
    let mut folder = Folder::open(store, "Ann Officer")?;
    let record = |number: u32| -> Record {
        let detail = format!("What is to be done about matter {number}, {}", "in words that say something ".repeat(12));
        let title = Some(Line::new(&format!("Action {number}")));
        let owner = Some(Line::new(&format!("Officer of agency {}", number % 17)));
        Action { title, owner, detail: Some(Text::new(detail.trim())), ..Action::default() }.into()
    };
    let new: Vec<_> =
        (0..records).map(|number| Ok((id(number)?, record(number)))).collect::<Result<_, Box<dyn Error>>>()?;
    let entries: Vec<_> = new.iter().map(|(id, record)| Entry { id, base: None, record }).collect();
    folder.save_all(&entries, &mut |_, _| ())?;
    Ok(())
}

fn note(folder: &mut Folder, record: u32, number: u32) -> Result<(), Box<dyn Error>> {
    let text = format!("Note {number}: the partners have met and agreed what comes next");
    let edit = |record: &Record| -> Result<Record, StoreError> {
        let mut record = record.clone();
        // A year's notes; an older one makes way, so that it is the history that grows.
        if record.updates().len() > 12 {
            record.updates_mut().remove(0);
        }
        record.updates_mut().push(Update { text: Some(Text::new(&text)), ..Update::default() });
        Ok(record)
    };
    folder.update(Kind::Action, &id(record)?, &edit)?;
    match folder.trouble() {
        Some(trouble) => Err(trouble.into()),
        None => Ok(()),
    }
}

fn timed(act: impl FnOnce() -> Result<(), Box<dyn Error>>) -> Result<Duration, Box<dyn Error>> {
    let begun = Instant::now();
    act()?;
    Ok(begun.elapsed())
}

fn size(folder: &Path) -> Result<u64, Box<dyn Error>> {
    let mut size = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        size += if entry.path().is_dir() { self::size(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(size)
}

fn git(at: &Path, arguments: &[&str]) -> Result<(), Box<dyn Error>> {
    let status = Command::new("git").current_dir(at).args(arguments).status()?;
    if status.success() { Ok(()) } else { Err(format!("git {arguments:?} failed").into()) }
}
