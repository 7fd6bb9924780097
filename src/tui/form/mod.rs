//! A form: the fields of a record from the same table as `csp set`, typed into and checked.

pub(super) mod view;

use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use super::pick::{Choice, Pick};
use super::terminal::press::Press;
use super::typing::type_into;
use crate::model::datum::{Datum, Shape};
use crate::model::display::{display, display_lines};
use crate::model::{About, Assignment, Book, Change, Conflict, Id, Invalid, Kind, Record, Typing};

/// A record being edited or added.
pub(crate) struct Form {
    pub(crate) purpose: Purpose,
    /// The record as it stood when typing began, or when it was last brought up to date.
    base: Record,
    pub(crate) fields: Vec<FormField>,
    pub(crate) chosen: usize,
}

/// What becomes of what is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// It changes this record.
    Edit(Id),
    /// It makes a new record.
    Add,
}

/// One field of a form.
pub(crate) struct FormField {
    pub(crate) about: &'static About,
    pub(crate) shape: Shape,
    pub(crate) is_many: bool,
    /// The text as it stood when typing began.
    start: String,
    pub(crate) area: TextArea<'static>,
    /// What is wrong with what was typed.
    pub(crate) problem: Option<String>,
    /// What somebody else has set meanwhile.
    pub(crate) theirs: Option<String>,
}

impl FormField {
    fn new(about: &'static About, datum: &dyn Datum) -> Self {
        let mut field = Self {
            about,
            shape: datum.shape(),
            is_many: datum.is_many(),
            start: String::new(),
            area: TextArea::default(),
            problem: None,
            theirs: None,
        };
        field.begin(&shown(datum));
        field
    }

    /// Takes a text as the one that stands.
    fn begin(&mut self, text: &str) {
        text.clone_into(&mut self.start);
        self.put(text);
    }

    /// Takes a text as if it had been typed.
    pub(crate) fn put(&mut self, text: &str) {
        self.area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        self.area.set_cursor_line_style(ratatui::style::Style::new());
        self.area.set_cursor_style(ratatui::style::Style::new());
        self.area.set_wrap_mode(if self.has_lines() { WrapMode::WordOrGlyph } else { WrapMode::None });
        self.area.move_cursor(CursorMove::Bottom);
        self.area.move_cursor(CursorMove::End);
    }

    /// What stands in it now.
    pub(crate) fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Whether it holds something else than when typing began.
    pub(crate) fn is_changed(&self) -> bool {
        self.text() != self.start
    }

    /// Whether Enter makes a new line in it.
    pub(crate) fn has_lines(&self) -> bool {
        let several =
            self.is_many && !matches!(self.shape, Shape::Link | Shape::Date | Shape::Choice(_) | Shape::Number);
        self.shape == Shape::Text || several
    }

    /// Whether its values can be picked from a list.
    pub(crate) fn is_picked(&self) -> bool {
        matches!(self.shape, Shape::Link | Shape::Choice(_))
    }

    /// What is said below it: what is wrong, what somebody else has set, what a date or an id means, or what belongs in
    /// it.
    pub(crate) fn below(&self, book: &Book, typing: &Typing<'_>) -> (String, Weight) {
        if let Some(theirs) = &self.theirs {
            let theirs = if theirs.is_empty() { "nothing" } else { theirs };
            return (
                format!("Somebody else has set: {theirs}. Ctrl-S keeps yours, Ctrl-T takes theirs"),
                Weight::Wrong,
            );
        }
        if let Some(problem) = &self.problem {
            return (problem.clone(), Weight::Wrong);
        }
        let text = self.text();
        if text.trim().is_empty() || !self.is_changed() {
            return (format!("{}{}", self.about.hint, accepted(self.shape)), Weight::Hint);
        }
        match self.meaning(&text, book, typing) {
            Ok(Some(meaning)) => (format!("= {meaning}"), Weight::Meaning),
            Ok(None) => (self.about.hint.to_owned(), Weight::Hint),
            Err(why) => (why.to_string(), Weight::Hint),
        }
    }

    /// What was typed, spelt out, where it was typed short.
    fn meaning(&self, text: &str, book: &Book, typing: &Typing<'_>) -> Result<Option<String>, Invalid> {
        let typing = &typing.into_field(self.about);
        let mut record = Record::blank(Kind::Action);
        let probe = match self.shape {
            Shape::Date if !self.is_many => record.field_mut("due"),
            Shape::Link if !self.is_many => {
                return typing.id(text).map(|id| Some(format!("{} ({id})", book.title(&id))));
            }
            Shape::Rag => record.field_mut("rag"),
            _ => None,
        };
        let Some(probe) = probe else { return Ok(None) };
        probe.set(text, typing)?;
        Ok(Some(probe.shown().join("; ")))
    }
}

/// How a line below a field is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Hint,
    Meaning,
    Wrong,
}

/// A field's text as it can be typed, in plain words, with nothing in it that would not show.
fn shown(datum: &dyn Datum) -> String {
    match datum.shape() {
        Shape::Choice(_) => datum.shown().join(", "),
        _ => display_lines(&datum.text()).into_owned(),
    }
}

/// The values among which a field chooses, where they are few.
fn accepted(shape: Shape) -> String {
    let Shape::Choice(names) = shape else { return String::new() };
    let words: Vec<_> = names.iter().map(|(_, word)| *word).collect();
    format!(": {}. Enter lists them", words.join("; "))
}

impl Form {
    /// A form over a record, its title ready to be typed into.
    pub(crate) fn new(purpose: Purpose, record: &Record) -> Self {
        // Updates are notes, which are only ever added to; the program keeps the format by itself.
        let typed = |about: &About| !about.is_only_added_to() && !about.is_kept_by_program();
        let fields = record.fields().into_iter().filter(|(about, _)| typed(about));
        let fields = fields.map(|(about, datum)| FormField::new(about, datum)).collect();
        Self { purpose, base: record.clone(), fields, chosen: 0 }
    }

    pub(crate) fn base(&self) -> &Record {
        &self.base
    }

    pub(crate) fn field(&self) -> Option<&FormField> {
        self.fields.get(self.chosen)
    }

    pub(crate) fn field_mut(&mut self) -> Option<&mut FormField> {
        self.fields.get_mut(self.chosen)
    }

    /// Whether anything was typed that is not saved.
    pub(crate) fn is_changed(&self) -> bool {
        self.fields.iter().any(FormField::is_changed)
    }

    pub(crate) fn moved(&mut self, by: isize) {
        self.chosen = self.chosen.saturating_add_signed(by).min(self.fields.len().saturating_sub(1));
    }

    /// Types into the chosen field.
    pub(crate) fn press(&mut self, press: Press) {
        if let Some(field) = self.field_mut()
            && type_into(&mut field.area, press)
        {
            field.problem = None;
        }
    }

    /// Pasted text goes in whole; in a field of one line a line break becomes a blank.
    pub(crate) fn paste(&mut self, text: &str) {
        if let Some(field) = self.field_mut() {
            let text = display_lines(text);
            let text = if field.has_lines() { text.into_owned() } else { display(text.trim_end()).replace('⏎', " ") };
            field.area.insert_str(text);
            field.problem = None;
        }
    }

    /// The list to pick from for the chosen field.
    pub(crate) fn pick(&self, book: &Book) -> Option<Pick> {
        let field = self.field()?;
        let options = match field.shape {
            Shape::Choice(names) => {
                names.iter().map(|(_, word)| Choice { value: (*word).to_owned(), words: (*word).to_owned() }).collect()
            }
            Shape::Link => {
                let fits =
                    |record: &Record| record.archived().is_none() && field.about.links_to.contains(&record.kind());
                let records = book.records().filter(|(_, record)| fits(record));
                records.map(|(id, record)| Choice { value: id.to_string(), words: record.title().to_owned() }).collect()
            }
            _ => return None,
        };
        Some(Pick::new(field.about.label, options))
    }

    /// Puts what was picked into the chosen field; in a list it is added, or taken out if it was there.
    pub(crate) fn picked(&mut self, value: &str) {
        let Some(field) = self.field_mut() else { return };
        if field.is_many {
            let text = field.text();
            let mut values: Vec<_> = text.split([',', '\n']).map(str::trim).filter(|value| !value.is_empty()).collect();
            let before = values.len();
            values.retain(|listed| *listed != value);
            if values.len() == before {
                values.push(value);
            }
            field.put(&values.join(", "));
        } else {
            field.put(value);
        }
        field.problem = None;
    }

    /// The record as typed. Only the fields that were typed into are changed.
    ///
    /// # Errors
    /// Something typed is not accepted; it is said at its field, which is chosen.
    pub(crate) fn record(&mut self, typing: &Typing<'_>) -> Result<Record, Invalid> {
        let mut record = self.base.clone();
        let mut first = None;
        for (at, field) in self.fields.iter_mut().enumerate() {
            field.problem = None;
            if !field.is_changed() {
                continue;
            }
            let typed = field.text();
            let assignment = Assignment { field: field.about.name.to_owned(), change: Change::Set, typed };
            if let Err(why) = assignment.apply(&mut record, typing) {
                field.problem = Some(why.to_string());
                first = first.or(Some((at, why)));
            }
        }
        if first.is_none() {
            first = record.validate().err().map(|why| (0, why));
            if let (Some((_, why)), Some(title)) = (&first, self.fields.first_mut()) {
                title.problem = Some(why.to_string());
            }
        }
        match first {
            Some((at, why)) => {
                self.chosen = at;
                Err(why)
            }
            None => Ok(record),
        }
    }

    /// Takes what somebody else has saved as the base. What was typed stays; where both set the same field, both are
    /// shown, and the first such field is chosen.
    pub(crate) fn rebase(&mut self, current: &Record, conflicts: &[Conflict]) {
        for field in &mut self.fields {
            let Some((_, datum)) = current.field(field.about.name) else { continue };
            let theirs = shown(datum);
            let typed = field.is_changed().then(|| field.text());
            field.begin(&theirs);
            if let Some(typed) = typed {
                field.put(&typed);
            }
            let clashes = conflicts.iter().any(|conflict| conflict.field == field.about.name);
            field.theirs = clashes.then_some(theirs);
        }
        self.base = current.clone();
        if let Some(at) = self.fields.iter().position(|field| field.theirs.is_some()) {
            self.chosen = at;
        }
    }

    /// Takes the other's value in the chosen field.
    pub(crate) fn take_theirs(&mut self) {
        if let Some(field) = self.field_mut()
            && let Some(theirs) = field.theirs.take()
        {
            field.put(&theirs);
        }
    }

    /// From now on the officer's own values stand against the others'.
    pub(crate) fn keep_mine(&mut self) {
        for field in &mut self.fields {
            field.theirs = None;
        }
    }
}
