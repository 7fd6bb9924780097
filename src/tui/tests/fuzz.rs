//! Any keys, pastes, clicks and sizes at two screens over one store, in which a third officer saves too: nothing stops the
//! program, nobody overwrites what she has not seen, and a file that cannot be read is left as it is.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::model::arbitrary::{anything, cases};
use crate::model::kinds::Action;
use crate::model::rows::Update;
use crate::model::{Assignment, Book, Id, Kind, Record, Typing};
use crate::store::{Memory, Past, Seed, Store};
use crate::tui::keymap::BINDINGS;
use crate::tui::session::Session;
use crate::tui::terminal::mouse::Gesture;
use crate::tui::terminal::press::Press;

/// What somebody does.
#[derive(Clone, Debug)]
enum Act {
    Press(String),
    Paste(String),
    Resize(u16, u16),
    Point(Gesture),
    /// The interface looks whether others have saved.
    Look,
    /// Cy saves something, of this sort.
    Cy(u8),
}

/// What people do one key after the other, in the hope that it is saved.
const WAYS: &[&str] = &[
    "<esc><esc><esc>",
    "6",
    "9",
    "0",
    "<enter>",
    "e<tab>words<ctrl-s>",
    "e, new<ctrl-s>",
    "e<ctrl-s>s",
    "oAnn<ctrl-s>",
    "nA note<ctrl-s>",
    "d1 apr<ctrl-s>",
    "sb<enter><ctrl-s>",
    "gamber: late<ctrl-s>",
    "lnhs<enter><ctrl-s>",
    "x",
    "aNew one<ctrl-s>",
    "*oBea<ctrl-s>y",
    "mjmoBob<ctrl-s>",
    "u",
    "<ctrl-r>",
    "<ctrl-t>",
    "t",
    "too<ctrl-s>",
    "tz1w<ctrl-s>",
    "/open<enter>",
    "/owner:none<enter>",
    ":roll<enter>",
    "R<enter>y",
    "vt",
    "vm",
    "Py<enter>",
    "pw/x<enter>",
    "Ix.csv<enter>",
    "f training<enter>",
    "D",
    "E",
    "q",
    "?",
    "dfriday<enter>",
    "n<enter>x<ctrl-s>",
    "e<pgdn><pgdn>words<ctrl-s>",
];

fn act() -> impl Strategy<Value = Act> {
    let keys: Vec<_> = BINDINGS.iter().flat_map(|binding| binding.keys).collect();
    let script = |key: &&str| if key.chars().count() == 1 { (*key).to_owned() } else { format!("<{key}>") };
    let keys = select(keys.into_iter().map(script).collect::<Vec<_>>());
    let pasted = prop_oneof![anything(), Just("one\r\ntwo\tthree\n".to_owned()), Just("long ".repeat(2_000))];
    let gesture = prop_oneof![
        3 => (0..90_u16, 0..40_u16).prop_map(|(column, row)| Gesture::Click(column, row)),
        1 => Just(Gesture::WheelUp),
        1 => Just(Gesture::WheelDown),
    ];
    prop_oneof![
        5 => keys.prop_map(Act::Press),
        5 => select(WAYS).prop_map(|keys| Act::Press(keys.to_owned())),
        1 => "[a-z0-9 /é漢<>|:\"]{0,6}".prop_map(|typed| Act::Press(typed.replace('<', "<lt>"))),
        1 => pasted.prop_map(Act::Paste),
        1 => (1..180_u16, 1..50_u16).prop_map(|(width, height)| Act::Resize(width, height)),
        1 => gesture.prop_map(Act::Point),
        2 => Just(Act::Look),
        3 => any::<u8>().prop_map(Act::Cy),
    ]
}

/// A value somewhere in a book: whose it is, in which field, and how it is shown.
type Value = (Id, &'static str, String);

/// An officer at her screen, and every value that was ever in the book before her.
struct Officer {
    name: &'static str,
    screen: Session,
    seen: BTreeSet<Value>,
}

impl Officer {
    fn sit(name: &'static str, store: &Memory) -> Self {
        let (ann, bea) = Session::two_officers(store);
        let mut screen = if name == "Ann" { ann } else { bea };
        screen.is_apart = true;
        let mut officer = Self { name, screen, seen: BTreeSet::new() };
        officer.sees();
        officer
    }

    fn sees(&mut self) {
        self.seen.extend(values(&self.screen.app.book));
    }
}

fn values(book: &Book) -> impl Iterator<Item = Value> + '_ {
    book.records().flat_map(|(id, record)| values_of(id, record))
}

fn values_of(id: &Id, record: &Record) -> Vec<Value> {
    let shown = record
        .fields()
        .into_iter()
        .flat_map(|(about, field)| field.shown().into_iter().map(move |it| (about.name, it)));
    shown.map(|(name, value)| (id.clone(), name, value)).collect()
}

/// The file that somebody spoils by hand, and a text that is no record.
const SPOILT: &str = "actions/training.ron";
const NO_RECORD: &str = "Action(titel: \"by hand\")\n";

struct Desk {
    officers: [Officer; 2],
    cy: Memory,
    /// How many events are judged.
    judged: usize,
    step: usize,
    whole: String,
}

impl Desk {
    fn new() -> Self {
        let few = ["store.ron", "bodies/", "priorities/", "plans/community-safety-plan-202", "actions/t", "meetings/"];
        let files = Seed::Sample.files().into_iter().filter(|(path, _)| few.iter().any(|few| path.starts_with(few)));
        let store = Memory::new(files);
        store.put(
            "conflicts/turnaround.0123abcd.ron",
            "Version(by: \"Cy\", fields: [\"owner\"], record: Action(title: \"Turnaround\", owner: \"Cy\"))\n",
        );
        let mut cy = store.of("Cy");
        cy.glance();
        let whole = store.text(SPOILT).unwrap();
        Self { officers: ["Ann", "Bea"].map(|name| Officer::sit(name, &store)), cy, judged: 0, step: 0, whole }
    }

    fn act(&mut self, officer: usize, act: &Act) -> Result<(), TestCaseError> {
        self.step += 1;
        let spoilt = self.cy.text(SPOILT).filter(|text| text == NO_RECORD);
        let screen = &mut self.officers[officer].screen;
        match act {
            Act::Press(keys) => {
                // A first key may show her what somebody has saved, and the next one save over it.
                for key in Press::script(keys) {
                    self.officers[officer].screen.tap(key);
                    self.officers[officer].sees();
                }
            }
            Act::Paste(text) => drop(screen.paste(text)),
            Act::Resize(width, height) => drop(screen.resize(*width, *height)),
            Act::Point(gesture) => drop(screen.point(*gesture)),
            Act::Look => drop(screen.look()),
            Act::Cy(sort) => self.cy_saves(*sort),
        }
        if !matches!(act, Act::Cy(_)) && spoilt.is_some() {
            prop_assert_eq!(self.cy.text(SPOILT), spoilt, "what cannot be read was written over");
        }
        if self.cy.glance() {
            self.judge()?;
        }
        let officer = &mut self.officers[officer];
        officer.sees();
        if officer.screen.has_quit {
            *officer = Officer::sit(officer.name, &self.cy);
        }
        Ok(())
    }

    fn cy_saves(&mut self, sort: u8) {
        let (number, today) = (self.step, self.officers[0].screen.app.today);
        let book = self.cy.load().unwrap();
        let ids: Vec<_> = book.all::<Action>().map(|(id, _)| id.clone()).collect();
        if ids.is_empty() {
            return; // they have hidden all of them
        }
        let id = &ids[usize::from(sort / 8) % ids.len()];
        let typing = Typing::new(today, "Cy", &book);
        let typed = match sort % 8 {
            0 => return self.cy.put(SPOILT, NO_RECORD),
            1 => return self.cy.put(SPOILT, &self.whole),
            2 => {
                let record = Action {
                    title: Some(crate::model::text::Line::new(&format!("Cy's {number}"))),
                    ..Action::default()
                };
                return drop(self.cy.create(&record.into(), &Id::from_title(&format!("turn-{number}"))).unwrap());
            }
            3 => {
                let note = Update::new(today, "Cy", &format!("Cy's note {number}"));
                let edit = |record: &Record| {
                    let mut record = record.clone();
                    record.updates_mut().push(note.clone());
                    Ok(record)
                };
                return drop(self.cy.update(Kind::Action, id, &edit).unwrap());
            }
            4 => format!("owner=Cy {number}"),
            5 => format!("notes=Cy's notes {number}"),
            6 => format!("reference=cy.{number}"),
            _ => format!("milestones+=Cy's step {number}"),
        };
        let assignment = Assignment::parse(&typed).unwrap();
        let edit = |record: &Record| {
            let mut record = record.clone();
            assignment.apply(&mut record, &typing)?;
            Ok(record)
        };
        self.cy.update(Kind::Action, id, &edit).unwrap();
    }

    /// What was saved since: nobody puts away a value that was never before her.
    fn judge(&mut self) -> Result<(), TestCaseError> {
        let events = self.cy.history(&Past::default()).unwrap();
        for event in &events[self.judged..] {
            let Some(officer) = self.officers.iter_mut().find(|officer| officer.name == event.who) else { continue };
            let (Some(before), Some(after)) = (event.before.record(), event.after.record()) else { continue };
            // That a record is archived gives way to any change of it: it comes back into sight.
            for name in event.fields().into_iter().filter(|name| *name != "archived") {
                let shown = |record: &Record| record.field(name).unwrap().1.shown();
                let kept = shown(after);
                for value in shown(before).into_iter().filter(|value| !kept.contains(value)) {
                    let value = (event.id.clone(), name, value);
                    prop_assert!(
                        officer.seen.contains(&value),
                        "{} has put away {value:?}, which she never saw",
                        event.who
                    );
                }
            }
            // What she has saved herself she knows; a roll saves more than once.
            officer.seen.extend(values_of(&event.id, after));
        }
        self.judged = events.len();
        Ok(())
    }
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn whatever_is_pressed_nothing_stops_the_program_and_nobody_overwrites_what_she_has_not_seen(
        acts in vec((0..2_usize, act()), 1..60),
    ) {
        let mut desk = Desk::new();
        for (officer, act) in &acts {
            desk.act(*officer, act)?;
        }
        let is_spoilt = desk.cy.text(SPOILT).as_deref() == Some(NO_RECORD);
        prop_assert_eq!(desk.cy.load().unwrap().faults().len(), usize::from(is_spoilt));
    }
}
