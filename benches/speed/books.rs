//! Books of a size, for csp and for others: the same number of things to do, with as many notes.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use csp_lead::model::choice::{Stage, State};
use csp_lead::model::kinds::{Action, Body, Priority, Theme};
use csp_lead::model::rows::Update;
use csp_lead::model::text::{Line, Text};
use csp_lead::model::{Id, Record, When};
use csp_lead::store::{Entry, Folder, Seed, Store, begin_history, init};

use super::clock;

const PRIORITIES: [&str; 6] = ["violence", "fraud", "rural-crime", "anti-social-behaviour", "burglary", "stalking"];
const THEMES: [&str; 4] = ["mental-health", "substance-misuse", "complex-cases", "violence-against-women"];
const BODIES: [&str; 5] = ["council", "police", "fire", "health", "probation"];
/// Up to this size there is a store with history too.
const WITH_HISTORY: usize = 10_000;

/// One size.
pub(super) struct Books {
    pub(super) size: usize,
    /// A store of csp without history.
    pub(super) store: PathBuf,
    /// The same with history.
    pub(super) with_history: Option<PathBuf>,
    /// Settings of taskwarrior, which lead to its data.
    pub(super) task: PathBuf,
    /// A journal of hledger.
    pub(super) journal: PathBuf,
    /// A text with as many lines, for an editor.
    pub(super) text: PathBuf,
}

impl Books {
    pub(super) fn make(at: &Path, size: usize) -> Self {
        let at = at.join(size.to_string());
        fs::create_dir(&at).unwrap();
        let books = Self {
            size,
            store: at.join("store"),
            with_history: (size <= WITH_HISTORY).then(|| at.join("with-history")),
            task: at.join("taskrc"),
            journal: at.join("journal"),
            text: at.join("text"),
        };
        for store in [Some(&books.store), books.with_history.as_ref()].into_iter().flatten() {
            init(store, Seed::Starter, None).unwrap();
            fill(store, size);
        }
        if let Some(store) = &books.with_history {
            begin_history(store, "Ann Officer").unwrap();
        }
        books.others(&at);
        books
    }

    fn others(&self, at: &Path) {
        let lines = (0..self.size).map(|number| format!("{} {}\n", title(number), date(number, 3)));
        fs::write(&self.text, lines.collect::<String>()).unwrap();
        let entry = |number: usize| {
            let (from, to) = (PRIORITIES[number % 6], BODIES[number % 5]);
            let note = note(number, 0);
            format!(
                "{} {}\n    ; {note}\n    assets:{from}  {}\n    expenses:{to}\n\n",
                date(number, 5),
                title(number),
                number % 90 + 1
            )
        };
        fs::write(&self.journal, (0..self.size).map(entry).collect::<String>()).unwrap();
        let data = at.join("task");
        fs::create_dir(&data).unwrap();
        let settings =
            format!("data.location={}\nconfirmation=no\nverbose=nothing\nhooks=off\ngc=off\n", data.display());
        fs::write(&self.task, settings).unwrap();
        if clock::is_there("task") {
            let mut task = Command::new("task");
            task.arg(format!("rc:{}", self.task.display())).args(["import", "-"]);
            let mut task = task.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            let things: String = (0..self.size).map(task_of).collect();
            task.stdin.take().unwrap().write_all(things.as_bytes()).unwrap();
            assert!(task.wait().unwrap().success(), "task takes what it is given");
        }
    }
}

fn title(number: usize) -> String {
    format!("Review the referral route {number} with partners")
}

/// A day of the months around the sample's, spread by the number.
fn date(number: usize, step: usize) -> String {
    format!("2023-{:02}-{:02}", number * step % 12 + 1, number * step % 28 + 1)
}

fn note(number: usize, which: usize) -> String {
    let said = ["Met the youth service; two schools have joined", "The figures of the quarter are being checked"];
    format!("{} ({number}).", said[which])
}

/// A thing to do as taskwarrior takes it in.
fn task_of(number: usize) -> String {
    let day = |step| format!("{}T000000Z", date(number, step).replace('-', ""));
    let notes = [0, 1].map(|it| format!("{{\"entry\":\"{}\",\"description\":\"{}\"}}", day(it + 1), note(number, it)));
    format!(
        "{{\"uuid\":\"00000000-0000-4000-8000-{number:012}\",\"description\":\"{}\",\"status\":\"pending\",\"entry\":\"20230101T000000Z\",\
         \"due\":\"{}\",\"project\":\"{}\",\"tags\":[\"{}\"],\"annotations\":[{}]}}\n",
        title(number),
        day(3),
        PRIORITIES[number % 6],
        THEMES[number % 4].replace('-', ""),
        notes.join(",")
    )
}

/// Actions of some 490 bytes with two notes each, and what they link to.
fn fill(store: &Path, size: usize) {
    let mut folder = Folder::open(store, "Ann Officer").unwrap();
    let mut records: Vec<(Id, Record)> = Vec::new();
    let words = |text: &str| Some(Line::new(text));
    records.extend(PRIORITIES.map(|name| (id(name), Priority { title: words(name), ..Priority::default() }.into())));
    records.extend(THEMES.map(|name| (id(name), Theme { title: words(name), ..Theme::default() }.into())));
    records.extend(BODIES.map(|name| (id(name), Body { title: words(name), ..Body::default() }.into())));
    records.extend((0..size).map(|number| (id(&format!("work-{number}")), action(number).into())));
    let entries: Vec<_> = records.iter().map(|(id, record)| Entry { id, base: None, record }).collect();
    folder.save_all(&entries, &mut |_, _| ()).unwrap();
}

fn action(number: usize) -> Action {
    let when = |step| Some(When::stored(&date(number, step)).unwrap());
    let update = |which: usize| Update {
        date: when(which + 1),
        author: Some(Line::new(["Ann Officer", "Bea Officer"][which])),
        text: Some(Text::new(&note(number, which))),
    };
    Action {
        title: Some(Line::new(&title(number))),
        stage: Some([Stage::FurtherWork, Stage::Developing, Stage::BusinessAsUsual][number % 3]),
        state: Some([State::InProgress, State::NotStarted, State::Complete, State::Ongoing][number % 4]),
        priorities: vec![id(PRIORITIES[number % 6])],
        themes: vec![id(THEMES[number % 4])],
        lead_agency: Some(id(BODIES[number % 5])),
        owner: Some(Line::new(&format!("Officer {}", number % 50))),
        due: when(3),
        updates: vec![update(0), update(1)],
        ..Action::default()
    }
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}
