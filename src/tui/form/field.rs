//! One field of a form: what is typed into it, what that means, and what somebody else has set meanwhile.

use ratatui_textarea::{TextArea, WrapMode};

use crate::model::datum::{Datum, Shape};
use crate::model::display::display_lines;
use crate::model::rows::Update;
use crate::model::text::Line;
use crate::model::{About, Assignment, Book, Change, Choice, Invalid, Kind, Record, Typing};
use crate::tui::typing::area_of;

/// The name of the field that every record must have.
pub(super) const TITLE: &str = "title";

/// One field of a form.
pub(crate) struct FormField {
    pub(crate) about: &'static About,
    pub(crate) shape: Shape,
    pub(crate) is_many: bool,
    /// The text as it stood when typing began.
    start: String,
    pub(crate) area: TextArea<'static>,
    /// What was put there for the officer, and is not yet her own.
    pub(crate) suggested: Option<String>,
    /// What is wrong with what was typed.
    pub(crate) problem: Option<String>,
    /// What somebody else has set meanwhile.
    pub(crate) theirs: Option<Theirs>,
    /// What stood here while the officer was in the field and had typed nothing yet, where somebody else has set it since.
    overtaken: Option<Overtaken>,
}

/// What stood in a field before somebody else set it under the officer's hands.
#[derive(Clone, Debug, PartialEq)]
struct Overtaken {
    was: String,
    who: String,
    before: Box<Record>,
}

/// What somebody else has set in a field that is being changed here.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Theirs {
    /// The value as it can be typed.
    pub(crate) value: String,
    /// Who set it, as far as that is known.
    pub(crate) who: String,
    /// Whether the officer has been asked which of the two is to stand.
    pub(crate) is_asked: bool,
    /// The record as it stood before that.
    before: Box<Record>,
}

impl FormField {
    pub(super) fn new(about: &'static About, datum: &dyn Datum) -> Self {
        let mut field = Self {
            about,
            // A new update is words; the date and the author are added to it.
            shape: if about.is_only_added_to() { Shape::Text } else { datum.shape() },
            is_many: datum.is_many() && !about.is_only_added_to(),
            start: String::new(),
            area: TextArea::default(),
            suggested: None,
            problem: None,
            theirs: None,
            overtaken: None,
        };
        field.start = shown(about, datum);
        field.put(&field.start.clone());
        field
    }

    /// What it is called on screen.
    pub(crate) fn label(&self) -> &'static str {
        self.about.typed_label()
    }

    /// What belongs in it.
    fn hint(&self) -> &'static str {
        if self.about.is_only_added_to() {
            "what is new; today's date and your name are added"
        } else {
            self.about.hint
        }
    }

    /// Takes a text as the one that stands.
    fn begin(&mut self, text: &str) {
        text.clone_into(&mut self.start);
        if self.text() != text {
            self.put(text);
        }
    }

    /// Makes in a record the change that was typed.
    ///
    /// # Errors
    /// What was typed is not accepted.
    pub(super) fn apply(&self, record: &mut Record, typing: &Typing<'_>) -> Result<(), Invalid> {
        self.apply_to(self.about.name, record, typing)
    }

    /// The same in a record that may have no title yet, which is said at the title alone: no other field is taken without one.
    ///
    /// # Errors
    /// What was typed is not accepted.
    pub(super) fn apply_beside_any_title(&self, record: &mut Record, typing: &Typing<'_>) -> Result<(), Invalid> {
        if self.about.name == TITLE || record.validate().is_ok() {
            return self.apply(record, typing);
        }
        let title = record.title_mut().replace(Line::new("any"));
        let applied = self.apply(record, typing);
        *record.title_mut() = title;
        applied
    }

    /// The same in the field of this name.
    ///
    /// # Errors
    /// What was typed is not accepted, or there is no such field.
    pub(super) fn apply_to(&self, name: &str, record: &mut Record, typing: &Typing<'_>) -> Result<(), Invalid> {
        let typed = self.text();
        if self.about.is_only_added_to() {
            if !typed.trim().is_empty() {
                record.updates_mut().push(Update::new(typing.today, typing.author, &typed));
            }
            return Ok(());
        }
        let assignment = Assignment { field: name.to_owned(), change: Change::Set, typed };
        assignment.apply(record, typing)
    }

    /// Brings it up to date with a record that somebody else has saved over `base`: what was not typed into shows the new
    /// value; what was typed stays, and where both set the field and the two cannot be brought together, both are shown.
    /// Tells whether somebody else has changed the field.
    pub(super) fn catch_up(&mut self, base: &Record, current: &Record, who: &str, typing: &Typing<'_>) -> bool {
        if self.about.is_only_added_to() {
            if self.is_added(base, current, typing.author) {
                self.put("");
            }
            return false;
        }
        let name = self.about.name;
        let (Some((_, old)), Some((_, now))) = (base.field(name), current.field(name)) else { return false };
        if old.same(now) {
            return false;
        }
        let theirs = shown(self.about, now);
        if !self.is_changed() {
            if self.overtaken.is_none() {
                let before = Box::new(base.clone());
                self.overtaken = Some(Overtaken { was: self.text(), who: who.to_owned(), before });
            }
            self.begin(&theirs);
            self.theirs = None;
            return true;
        }
        let mut mine = base.clone();
        let typed = self.text();
        let applied = self.apply(&mut mine, typing).is_ok();
        let merged = mine.field_mut(name).filter(|_| applied).and_then(|mine| {
            mine.merge(old, now, Choice::Mine).ok()?;
            Some(shown(self.about, mine))
        });
        theirs.clone_into(&mut self.start);
        match merged {
            Some(merged) if merged == typed => self.theirs = None,
            Some(merged) => {
                self.put(&merged);
                self.theirs = None;
            }
            // A rating of the same words differs by its author alone, which nobody can decide about.
            None if typed == self.start => self.theirs = None,
            None => {
                let before = self.theirs.take().map_or_else(|| Box::new(base.clone()), |theirs| theirs.before);
                self.theirs = Some(Theirs { value: theirs, who: who.to_owned(), is_asked: false, before });
            }
        }
        true
    }

    /// Whether what was typed has been added to the record since it was `base`: by a save just before the program was
    /// killed, which then could not say so.
    fn is_added(&self, base: &Record, current: &Record, author: &str) -> bool {
        let typed = self.text();
        let is_it =
            |update: &&Update| update.author.as_deref() == Some(author) && update.text.as_deref() == Some(typed.trim());
        let count = |record: &Record| record.updates().iter().filter(is_it).count();
        count(current) > count(base)
    }

    /// Puts into a record the value that stood before somebody else set the field, where the officer has not decided yet.
    pub(super) fn put_back(&self, record: &mut Record) {
        let Some(theirs) = &self.theirs else { return };
        if let (Some(field), Some((_, before))) =
            (record.field_mut(self.about.name), theirs.before.field(self.about.name))
        {
            field.copy(before);
        }
    }

    /// The officer is in another field now, and what is seen on coming back is what stands.
    pub(super) fn leave(&mut self) {
        self.overtaken = None;
    }

    /// Makes a change by the officer's hand. Where somebody else has set the field since she came to it, the change is made
    /// of what she saw then, and both values stand against each other. Tells whether anything was changed.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut Self) -> bool) -> bool {
        let Some(overtaken) = self.overtaken.take() else { return change(self) };
        let (theirs, area) = (self.text(), self.area.clone());
        self.put(&overtaken.was);
        if !change(self) {
            self.area = area;
            self.overtaken = Some(overtaken);
            return false;
        }
        let Overtaken { who, before, .. } = overtaken;
        self.theirs = Some(Theirs { value: theirs, who, is_asked: false, before });
        true
    }

    /// Takes what was picked; in a list it is added, or taken out if it was there.
    pub(super) fn take(&mut self, value: &str) {
        if self.is_many {
            let text = self.text();
            let mut values: Vec<_> = text.split([',', '\n']).map(str::trim).filter(|value| !value.is_empty()).collect();
            let before = values.len();
            values.retain(|listed| *listed != value);
            if values.len() == before {
                values.push(value);
            }
            self.put(&values.join(", "));
        } else if self.is_rated() && !value.is_empty() {
            self.put(&format!("{value}: "));
        } else {
            self.put(value);
        }
    }

    /// Selects what stands in it, so that typing takes its place.
    pub(super) fn select(&mut self) {
        if !self.has_lines() {
            self.area.select_all();
        }
    }

    /// Takes a text as if it had been typed.
    pub(crate) fn put(&mut self, text: &str) {
        self.area = area_of(text);
        self.area.set_wrap_mode(if self.has_lines() { WrapMode::WordOrGlyph } else { WrapMode::None });
    }

    /// What stands in it now.
    pub(crate) fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Whether it holds something else than when typing began.
    pub(crate) fn is_changed(&self) -> bool {
        self.text() != self.start
    }

    /// The same by the officer's own hand.
    pub(super) fn is_typed(&self) -> bool {
        self.is_changed() && self.suggested.as_deref() != Some(self.text().as_str())
    }

    /// Whether Enter makes a new line in it.
    pub(crate) fn has_lines(&self) -> bool {
        let several =
            self.is_many && !matches!(self.shape, Shape::Link | Shape::Date | Shape::Choice(_) | Shape::Number);
        self.shape == Shape::Text || several
    }

    /// Whether its values can be picked from a list.
    pub(crate) fn is_picked(&self) -> bool {
        match self.shape {
            Shape::Link | Shape::Choice(_) => true,
            // Once there is a colour, what follows is typed.
            Shape::Rag => self.text().is_empty() || !self.is_changed(),
            _ => self.about.is_of_a_person(),
        }
    }

    /// Whether it holds a colour, to which a reason is typed.
    pub(crate) fn is_rated(&self) -> bool {
        self.shape == Shape::Rag
    }

    /// Takes a value as if it had been typed.
    pub(super) fn type_as(&mut self, datum: &dyn Datum) {
        self.put(&shown(self.about, datum));
    }

    /// What is said below it: what is wrong, what a date or an id means, or what belongs in it.
    pub(crate) fn below(&self, book: &Book, typing: &Typing<'_>) -> (String, Weight) {
        if let Some(problem) = &self.problem {
            return (problem.clone(), Weight::Wrong);
        }
        let text = self.text();
        if text.trim().is_empty() || !self.is_changed() {
            return (format!("{}{}", self.hint(), accepted(self.shape)), Weight::Hint);
        }
        match self.meaning(&text, book, typing) {
            Ok(Some(meaning)) => (format!("= {meaning}"), Weight::Meaning),
            Ok(None) => (self.hint().to_owned(), Weight::Hint),
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
fn shown(about: &About, datum: &dyn Datum) -> String {
    match datum.shape() {
        _ if about.is_only_added_to() => String::new(),
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
