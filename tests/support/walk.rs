//! Two officers at the interface and a third with commands, all on one record, step by step at random; and what must
//! hold after each step. The same walk is done in memory and in real terminals.

use std::collections::{BTreeMap, BTreeSet};

/// Where the walk is done.
pub(crate) trait World {
    /// An officer presses keys, written as `e<tab>words<ctrl-s>`.
    fn press(&mut self, officer: usize, keys: &str);

    /// Waits until an officer's screen, as words with single blanks between them, is as wanted.
    fn wait(&mut self, officer: usize, what: &str, wanted: &dyn Fn(&str) -> bool) -> String;

    /// The same after somebody else has saved, which shows by itself within two seconds.
    fn wait_for_news(&mut self, officer: usize, what: &str, wanted: &dyn Fn(&str) -> bool);

    /// The line of the screen that the cursor is on, if it is a field of a form.
    fn field(&mut self, officer: usize) -> String;

    /// Runs `csp set ID ASSIGNMENT` as Cy; it ends with 0.
    fn set(&mut self, id: &str, assignment: &str);

    /// Runs `csp note ID TEXT` as Cy; it ends with 0.
    fn note(&mut self, id: &str, text: &str);

    /// The text of a record's file.
    fn text(&self, id: &str) -> String;
}

/// The record that all work on; it is the first in triage, being late.
pub(crate) const RECORD: &str = "Action(\n    title: \"Turnaround programme\",\n    stage: Developing,\n    state: InProgress,\n    owner: \"own0x\",\n    due: \"2023-01-05\",\n)\n";
const ID: &str = "turnaround";
/// Another one, with which only the command works.
const OTHER: &str = "training";

/// The fields that are changed, by name and label.
const FIELDS: [(&str, &str); 6] = [
    ("lead_agency", "Lead agency"),
    ("owner", "Owner"),
    ("reference", "Reference"),
    ("revised_due", "Revised due"),
    ("notes", "Notes"),
    ("state", "State"),
];
const STATES: [(&str, &str); 3] =
    [("in progress", "InProgress"), ("ongoing", "Ongoing"), ("not started", "NotStarted")];
const BODIES: [&str; 3] = ["nhs-dorset", "dorset-police", "home-office"];
const MONTH: &str = "2023-02-";

/// The next number of a row that a seed begins (splitmix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap_or(0)
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// Values by field; a note stands under its own text, with nothing as its value before it was there.
type Values = BTreeMap<String, String>;

/// A change that was acknowledged: what stood before it and after.
#[derive(Clone)]
struct Change {
    before: Values,
    after: Values,
}

#[derive(Default)]
struct Officer {
    /// What is typed into the form that is open and not saved, by field.
    typed: Option<Values>,
    /// Whether something was saved that she may not have seen yet.
    is_behind: bool,
    done: Vec<Change>,
    undone: Vec<Change>,
}

/// What became of a save.
enum Came {
    Saved(Vec<String>),
    Refused(Vec<String>),
    Nothing,
}

pub(crate) struct Walk<W> {
    pub(crate) world: W,
    random: Random,
    /// What was acknowledged last in each field.
    model: Values,
    officers: [Officer; 2],
    step: usize,
    /// What was done last, and how often each kind of step was.
    pub(crate) log: Vec<String>,
    pub(crate) counts: BTreeMap<&'static str, usize>,
}

const NOTE: &str = "note";

fn is_note(field: &str) -> bool {
    field.starts_with(NOTE) && field != "notes"
}

/// A value as a form shows it.
fn shown(field: &str, value: &str) -> String {
    let state = STATES.iter().find(|(_, written)| field == "state" && *written == value);
    state.map_or(value, |(words, _)| words).to_owned()
}

/// A value as a record shows it.
fn in_full(field: &str, value: &str) -> String {
    match value.strip_prefix(MONTH) {
        Some(day) if field == "revised_due" => format!("{} February 2023", day.trim_start_matches('0')),
        _ => shown(field, value),
    }
}

/// The value of a field in a file; nothing where none is stated.
fn written(text: &str, field: &str) -> String {
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("    {field}: ")));
    line.unwrap_or_default().trim_end_matches(',').trim_matches('"').to_owned()
}

/// The labels in words such as `Saved turnaround: owner, state. Bea has changed ...`.
fn labels(screen: &str, before: &str, behind: &str) -> Option<Vec<String>> {
    let (_, rest) = screen.rsplit_once(before)?;
    let rest = if behind.is_empty() { rest } else { rest.split_once(behind)?.0 };
    // Behind the words there may be more of them, and the keys.
    let rest = [". ", " (in the", " ? help"].iter().fold(rest, |rest, end| rest.split(end).next().unwrap_or(rest));
    Some(rest.split(", ").map(|label| label.trim().to_owned()).collect())
}

impl<W: World> Walk<W> {
    pub(crate) fn new(world: W, seed: u64) -> Self {
        let mut walk = Self {
            world,
            random: Random(seed),
            model: Values::new(),
            officers: Default::default(),
            step: 0,
            log: Vec::new(),
            counts: BTreeMap::new(),
        };
        let text = walk.world.text(ID);
        walk.model = FIELDS.iter().map(|(name, _)| ((*name).to_owned(), written(&text, name))).collect();
        for officer in 0..2 {
            walk.world.press(officer, "6/id:turnaround<enter>");
            walk.world.wait(officer, "the row", &|screen| screen.contains("Turnaround programme LATE"));
            walk.world.press(officer, "<enter>");
            walk.is_idle(officer);
        }
        walk
    }

    pub(crate) fn go(&mut self, steps: usize) {
        for _ in 0..steps {
            self.step += 1;
            self.one();
            self.holds();
        }
        for officer in 0..2 {
            self.leave(officer);
            self.is_shown(officer);
        }
        self.holds();
    }

    fn did(&mut self, kind: &'static str, words: &str) {
        *self.counts.entry(kind).or_default() += 1;
        self.log.push(format!("{}: {words}", self.step));
    }

    fn one(&mut self) {
        let officer = self.random.below(3);
        if officer == 2 {
            self.command();
        } else if self.officers[officer].typed.is_some() {
            match self.random.below(10) {
                0..5 => self.save(officer),
                5..8 => self.take_theirs(officer),
                _ => self.leave(officer),
            }
        } else {
            match self.random.below(14) {
                0..5 => {
                    let (key, field, typed) = self.quick();
                    self.change(officer, key, field, &typed);
                }
                5..9 => self.fill_in(officer),
                9..11 => self.undo(officer, "u", "Taken back: turnaround: "),
                11 => self.undo(officer, "<ctrl-r>", "Made again: turnaround: "),
                _ => self.triage(officer),
            }
        }
    }

    /// A single change: its key, its field, and what is typed.
    fn quick(&mut self) -> (&'static str, &'static str, String) {
        let number = self.step;
        match self.random.below(10) {
            0..3 => ("o", "owner", format!("own{number}x")),
            3..5 => ("s", "state", self.random.of(&STATES).0.to_owned()),
            5..7 => ("d", "revised_due", format!("{MONTH}{:02}", 1 + self.random.below(28))),
            7..9 => ("l", "lead_agency", self.random.of(&BODIES).to_owned()),
            _ => ("n", NOTE, format!("{NOTE}{number}x")),
        }
    }

    fn command(&mut self) {
        let number = self.step;
        match self.random.below(12) {
            0..2 => {
                self.did("command on another record", "set training");
                self.world.set(OTHER, &format!("owner=own{number}x"));
            }
            2 => {
                let text = format!("{NOTE}{number}x");
                self.did("command", &format!("note {text}"));
                self.world.note(ID, &text);
                let after = Values::from([(text.clone(), text)]);
                self.acknowledged(2, &after);
            }
            _ => {
                let field = self.random.of(&["owner", "reference", "notes", "state", "revised_due"]);
                let value = match field {
                    "state" => self.random.of(&STATES).1.to_owned(),
                    "revised_due" => format!("{MONTH}{:02}", 1 + self.random.below(28)),
                    _ => format!("{}{number}x", &field[..3]),
                };
                self.did("command", &format!("set {field}={value}"));
                self.world.set(ID, &format!("{field}={value}"));
                self.acknowledged(2, &Values::from([(field.to_owned(), value)]));
            }
        }
    }

    /// One of the single keys, wherever a record can be changed.
    fn change(&mut self, officer: usize, key: &str, field: &str, typed: &str) {
        self.did("single key", &format!("{officer} {key} {typed}"));
        self.world.press(officer, key);
        if field == NOTE {
            self.world.wait(officer, "the field", &|screen| screen.contains(">New update"));
        } else if field == "revised_due" {
            self.world.wait(officer, "the field", &|screen| screen.contains(">Revised due"));
        } else {
            let label = FIELDS.iter().find(|(name, _)| *name == field).map_or("", |(_, label)| label);
            self.world.wait(officer, "the list", &|screen| screen.contains(&format!("{label} (")));
        }
        if field == "revised_due" {
            self.world.press(officer, "<home><ctrl-k>");
        }
        self.world.press(officer, typed);
        self.world.wait(officer, "what is typed", &|screen| screen.contains(typed));
        self.world.press(officer, if field == NOTE { "<ctrl-s>" } else { "<enter>" });
        let state = STATES.iter().find(|(words, _)| field == "state" && *words == typed);
        let value = state.map_or(typed, |(_, written)| written).to_owned();
        let name = if field == NOTE { typed } else { field };
        self.officers[officer].typed = Some(Values::from([(name.to_owned(), value)]));
        self.settle(officer);
    }

    /// The whole form: one or two fields, saved at once or later.
    fn fill_in(&mut self, officer: usize) {
        let number = self.step;
        let fields: &[_] = match self.random.below(4) {
            0 => &["owner"],
            1 => &["reference"],
            2 => &["owner", "reference"],
            _ => &["reference", "notes"],
        };
        self.did("form", &format!("{officer} {fields:?}"));
        self.world.press(officer, "e");
        self.world.wait(officer, "the form", &|screen| screen.contains("Edit action turnaround"));
        let mut typed = Values::new();
        for field in fields {
            let label = FIELDS.iter().find(|(name, _)| name == field).map_or("", |(_, label)| label);
            let mut here = self.world.field(officer);
            while !here.starts_with(&format!(">{label} ")) && here != format!(">{label}") {
                let before = here;
                self.world.press(officer, "<tab>");
                self.world.wait(officer, "the next field", &|screen| !screen.contains(&format!("{before} ")));
                here = self.world.field(officer);
            }
            let value = format!("{}{number}x", &field[..3]);
            self.world.press(officer, &format!("<home><ctrl-k>{value}"));
            self.world.wait(officer, "what is typed", &|screen| screen.contains(&value));
            typed.insert((*field).to_owned(), value);
        }
        self.officers[officer].typed = Some(typed);
        if self.random.below(2) == 0 {
            self.save(officer);
        }
    }

    fn save(&mut self, officer: usize) {
        self.did("save", &format!("{officer} saves"));
        if !self.is_unsaved(officer) {
            return self.leave(officer);
        }
        self.quiet(officer);
        self.world.press(officer, "<ctrl-s>");
        self.settle(officer);
    }

    /// A key that does nothing but take away what was said before.
    fn quiet(&mut self, officer: usize) {
        self.world.press(officer, "<home>");
        self.world.wait(officer, "no words of before", &|screen| !is_said(screen));
    }

    fn is_unsaved(&mut self, officer: usize) -> bool {
        self.world.wait(officer, "a form", &|screen| screen.contains("Edit action turnaround")).contains("(not saved)")
    }

    fn take_theirs(&mut self, officer: usize) {
        const QUESTION: &str = "Ctrl-T takes theirs";
        let screen = self.world.wait(officer, "a form", &|screen| screen.contains("Edit action turnaround"));
        if !screen.contains(QUESTION) {
            return;
        }
        self.did("Ctrl-T", &format!("{officer} takes theirs"));
        let here = self.world.field(officer);
        let field = FIELDS.iter().find(|(_, label)| here.starts_with(&format!(">{label}"))).map(|(name, _)| *name);
        self.world.press(officer, "<ctrl-t>");
        self.world.wait(officer, "no question", &|screen| !screen.contains(QUESTION));
        let typed = self.officers[officer].typed.as_mut();
        let taken = typed.and_then(|typed| typed.remove(field.unwrap_or_default()));
        assert!(taken.is_some(), "{here:?} was asked about and not typed");
    }

    /// Out of whatever is open, without saving.
    fn leave(&mut self, officer: usize) {
        if self.officers[officer].typed.take().is_none() {
            return;
        }
        self.did("Esc", &format!("{officer} leaves"));
        self.world.press(officer, "<esc>");
        let screen = self.world.wait(officer, "a question or the record", &|screen| {
            screen.contains("Not saved yet. Esc keep typing") || !screen.contains("Edit action turnaround")
        });
        if screen.contains("Not saved yet. Esc keep typing") {
            self.world.press(officer, "d");
        }
        self.is_idle(officer);
    }

    fn undo(&mut self, officer: usize, key: &str, told: &str) {
        self.did("undo and redo", &format!("{officer} {key}"));
        self.quiet(officer);
        let is_told = |screen: &str| screen.contains(told) || is_said(screen);
        self.world.press(officer, key);
        let screen = self.world.wait(officer, "what came of it", &is_told);
        let is_undo = key == "u";
        let own = &mut self.officers[officer];
        let (from, to) = if is_undo { (&mut own.done, &mut own.undone) } else { (&mut own.undone, &mut own.done) };
        let Some(change) = from.pop() else {
            assert!(screen.contains("There is nothing to"), "there was nothing: {screen}");
            return;
        };
        let wanted = if is_undo { &change.before } else { &change.after }.clone();
        if let Some(labels) = labels(&screen, told, "") {
            let named = names(&labels, &wanted);
            let made = wanted.into_iter().filter(|(field, _)| named.contains(field)).collect();
            to.push(change);
            self.acknowledged(officer, &made);
        } else if let Some(labels) = labels(&screen, "has changed ", " of turnaround too") {
            // The officer is asked, with what the change would have made of the fields.
            self.world.wait(officer, "the question", &|screen| screen.contains("Edit action turnaround"));
            let named = names(&labels, &wanted);
            self.officers[officer].typed =
                Some(wanted.into_iter().filter(|(field, _)| named.contains(field)).collect());
        }
    }

    fn triage(&mut self, officer: usize) {
        self.did("triage", &format!("{officer} t"));
        self.world.press(officer, "t");
        let screen = self.world.wait(officer, "triage", &|screen| screen.contains("Triage: "));
        let is_here = screen.contains("action turnaround");
        if is_here {
            let (key, field, typed) = self.quick();
            self.change(officer, key, field, &typed);
            while self.officers[officer].typed.is_some() {
                self.save_in_triage(officer);
            }
        }
        self.world.press(officer, "q");
        self.world.wait(officer, "the end", &|screen| {
            screen.contains("decided, ") && !screen.contains(" skipped") || !screen.contains("Triage: ")
        });
        if self.world.wait(officer, "a screen", &|_| true).contains("Triage: ") {
            self.world.press(officer, "<esc>");
        }
        self.is_idle(officer);
    }

    fn save_in_triage(&mut self, officer: usize) {
        if self.is_unsaved(officer) {
            self.quiet(officer);
            self.world.press(officer, "<ctrl-s>");
            self.settle(officer);
        } else {
            self.world.press(officer, "<esc>");
            self.world.wait(officer, "triage", &|screen| !screen.contains("Edit action turnaround"));
            self.officers[officer].typed = None;
        }
    }

    /// What came of a save: it was acknowledged, or the form still holds what was typed.
    fn settle(&mut self, officer: usize) {
        let typed = self.officers[officer].typed.clone().unwrap_or_default();
        let screen = self.world.wait(officer, "what came of the save", &is_said);
        match came(&screen) {
            Came::Saved(labels) => {
                self.officers[officer].typed = None;
                let named = names(&labels, &typed);
                for (field, value) in typed.iter().filter(|(field, _)| !named.contains(*field)) {
                    assert_eq!(self.model.get(field), Some(value), "{field} was not said to be saved: {screen}");
                }
                let after: Values = typed.into_iter().filter(|(field, _)| named.contains(field)).collect();
                if !after.is_empty() {
                    let before = |field: &String| self.model.get(field).cloned().unwrap_or_default();
                    let before = after.keys().map(|field| (field.clone(), before(field))).collect();
                    let own = &mut self.officers[officer];
                    own.done.push(Change { before, after: after.clone() });
                    own.undone.clear();
                    self.acknowledged(officer, &after);
                }
            }
            Came::Refused(why) => {
                self.did("refused", &format!("{officer} {why:?}"));
                for (field, value) in &typed {
                    assert!(
                        screen.contains(&shown(field, value)),
                        "{field}, {value:?} was typed and is gone: {screen}"
                    );
                }
            }
            Came::Nothing => self.officers[officer].typed = None,
        }
    }

    /// A change by somebody that was told to be saved: from now on it stands, and the others see it.
    fn acknowledged(&mut self, by: usize, after: &Values) {
        let before = self.model.clone();
        self.model.extend(after.clone());
        if let Some(own) = self.officers.get_mut(by) {
            own.is_behind = false;
        }
        for officer in (0..2).filter(|officer| *officer != by) {
            let own = &mut self.officers[officer];
            // Where the value is again what it was when she last looked, there is nothing to tell her.
            let may_be_silent = own.is_behind && own.typed.is_some();
            own.is_behind = self.random.below(3) == 0 || may_be_silent;
            if own.is_behind {
                continue; // she goes on before she has seen it
            }
            self.world.wait_for_news(officer, &format!("{after:?}"), &|screen| {
                let shows = |field: &str, value: &str| {
                    screen.contains(&in_full(field, value)) || screen.contains(&shown(field, value))
                };
                let is_there = |(field, value): (&String, &String)| match before.get(field) {
                    Some(old) if value.is_empty() => old.is_empty() || !shows(field, old),
                    _ => value.is_empty() || shows(field, value),
                };
                screen.contains("has changed") || after.iter().all(is_there)
            });
        }
    }

    /// Nothing that was acknowledged is lost, and nothing else is there.
    fn holds(&self) {
        let text = self.world.text(ID);
        for (field, value) in &self.model {
            if is_note(field) {
                let count = text.matches(&format!("text: \"{field}\"")).count();
                assert_eq!(count, usize::from(!value.is_empty()), "{field} in\n{text}");
            } else {
                assert_eq!(&written(&text, field), value, "{field} in\n{text}");
            }
        }
        let all = text.matches("text: \"").count();
        let notes = self.model.iter().filter(|(field, value)| is_note(field) && !value.is_empty()).count();
        assert_eq!(all, notes, "a note that nobody was told of in\n{text}");
    }

    /// The officer is at the record, and nothing is open.
    fn is_idle(&mut self, officer: usize) {
        self.world.wait(officer, "the record", &|screen| {
            screen.contains("Updates, newest first") && !screen.contains("Edit action") && !screen.contains("Triage: ")
        });
    }

    /// The officer's screen shows every field as it stands.
    fn is_shown(&mut self, officer: usize) {
        let model = self.model.clone();
        self.world.wait_for_news(officer, "the record as it stands", &|screen| {
            let fields = FIELDS.iter().map(|(name, _)| (*name, &model[*name]));
            fields.filter(|(_, value)| !value.is_empty()).all(|(name, value)| screen.contains(&in_full(name, value)))
        });
    }
}

/// The fields that labels name, among those that are meant.
fn names(labels: &[String], of: &Values) -> BTreeSet<String> {
    let is_named = |field: &&String| {
        let label = FIELDS
            .iter()
            .find(|(name, _)| name == field)
            .map_or("updates".to_owned(), |(_, label)| label.to_lowercase());
        labels.contains(&label)
    };
    of.keys().filter(is_named).cloned().collect()
}

/// Whether something is said of one's own work.
fn is_said(screen: &str) -> bool {
    const SAID: [&str; 6] =
        ["Saved turnaround: ", "Taken back: ", "Made again: ", "Not saved: ", "Not saved yet: ", "Nothing was changed"];
    screen.contains("There is nothing to") || SAID.iter().any(|said| screen.contains(said))
}

fn came(screen: &str) -> Came {
    if let Some(labels) = labels(screen, "Saved turnaround: ", "") {
        Came::Saved(labels)
    } else if screen.contains("Nothing was changed") {
        Came::Nothing
    } else {
        Came::Refused(labels(screen, "Not saved", "").unwrap_or_default())
    }
}
