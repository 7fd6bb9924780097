//! A form: the fields of a record from the same table as `csp set`, typed into and checked.

mod field;
pub(super) mod view;

use field::TITLE;
pub(crate) use field::{FormField, Theirs, Weight};

use std::collections::BTreeSet;

use super::change::beside_due;
use super::pick::{Choice, Pick};
use super::terminal::press::Press;
use super::typing::{in_one_line, in_several_lines, type_into};
use crate::model::choice::Colour;
use crate::model::datum::Shape;
use crate::model::display::NOT_STATED;
use crate::model::{About, Book, Id, Invalid, Record, Typing};

/// A record being edited or added, or one change for several.
pub(crate) struct Form {
    pub(crate) purpose: Purpose,
    /// The record as it stood when typing began, or when it was last brought up to date.
    base: Record,
    pub(crate) fields: Vec<FormField>,
    pub(crate) chosen: usize,
    is_quick: bool,
    /// What somebody else has changed in the record meanwhile, in words.
    pub(crate) news: Option<String>,
}

/// What becomes of what is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// It changes this record.
    Edit(Id),
    /// It makes a new record.
    Add,
    /// It makes the same change in each of these.
    EditAll(Vec<Id>),
    /// It makes a record again that somebody has removed while it was edited.
    AddAgain(Id),
}

impl Form {
    /// A form over a record, its title ready to be typed into.
    pub(crate) fn new(purpose: Purpose, record: &Record) -> Self {
        Self::over(purpose, record, |about| !about.is_kept_by_program())
    }

    /// A form over these fields of a record alone, as far as its kind has them; `None` where it has none of them.
    pub(crate) fn of(purpose: Purpose, record: &Record, names: &[&str]) -> Option<Self> {
        let mut form = Self::over(purpose, record, |about| names.contains(&about.name));
        form.is_quick = true;
        form.fields.iter_mut().for_each(FormField::select);
        (!form.fields.is_empty()).then_some(form)
    }

    /// The same with these fields alone, as far as its kind has them.
    pub(crate) fn among(purpose: Purpose, record: &Record, names: &[&str]) -> Self {
        Self::over(purpose, record, |about| names.contains(&about.name))
    }

    fn over(purpose: Purpose, record: &Record, wanted: impl Fn(&About) -> bool) -> Self {
        let fields = record.fields().into_iter().filter(|(about, _)| wanted(about));
        let fields = fields.map(|(about, datum)| FormField::new(about, datum)).collect();
        Self { purpose, base: record.clone(), fields, chosen: 0, is_quick: false, news: None }
    }

    /// Whether it is for one change alone.
    pub(crate) fn is_quick(&self) -> bool {
        self.is_quick
    }

    /// Goes to a field, and tells whether there is one of that name.
    pub(crate) fn choose(&mut self, name: &str) -> bool {
        let at = self.fields.iter().position(|field| field.about.name == name);
        self.go_to(at.unwrap_or(self.chosen));
        at.is_some()
    }

    /// Whether a field of this name stands empty.
    pub(crate) fn lacks(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.about.name == name && field.text().is_empty())
    }

    /// Whether it has a field of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.about.name == name)
    }

    /// Puts texts into fields as they were typed before.
    pub(crate) fn type_again(&mut self, typed: &[(String, String)]) {
        for (name, text) in typed {
            for field in self.fields.iter_mut().filter(|field| field.about.name == name) {
                field.put(text);
            }
        }
    }

    /// Takes the values of a record as if they had been typed.
    pub(crate) fn type_as(&mut self, record: &Record) {
        for field in &mut self.fields {
            if let Some((_, datum)) = record.field(field.about.name) {
                field.type_as(datum);
            }
        }
    }

    pub(crate) fn base(&self) -> &Record {
        &self.base
    }

    /// The base without what somebody else has set and the officer has not decided about: from here, she is asked again.
    pub(crate) fn undecided_base(&self) -> Record {
        let mut base = self.base.clone();
        self.fields.iter().for_each(|field| field.put_back(&mut base));
        base
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

    /// Whether anything was typed beside what is only suggested.
    pub(crate) fn is_typed(&self) -> bool {
        self.fields.iter().any(FormField::is_typed)
    }

    /// Whether a text in a field is the one that is only suggested.
    pub(crate) fn is_suggested(&self, name: &str, text: &str) -> bool {
        self.fields.iter().any(|field| field.about.name == name && field.suggested.as_deref() == Some(text))
    }

    /// Puts into an empty field what belongs there if anything is typed beside it. It can be typed over.
    pub(crate) fn suggest(&mut self, name: &str, text: &str) {
        for field in self.fields.iter_mut().filter(|field| field.about.name == name && field.text().is_empty()) {
            field.put(text);
            field.select();
            field.suggested = Some(text.to_owned());
        }
    }

    pub(crate) fn moved(&mut self, by: isize) {
        self.go_to(self.chosen.saturating_add_signed(by).min(self.fields.len().saturating_sub(1)));
    }

    fn go_to(&mut self, at: usize) {
        if at != self.chosen {
            self.field_mut().into_iter().for_each(FormField::leave);
        }
        self.chosen = at;
    }

    /// Types into the chosen field.
    pub(crate) fn press(&mut self, press: Press) {
        if let Some(field) = self.field_mut()
            && field.change(|field| type_into(&mut field.area, press))
        {
            field.problem = None;
        }
    }

    /// Pasted text goes in whole; in a field of one line a line break becomes a blank.
    pub(crate) fn paste(&mut self, text: &str) {
        if let Some(field) = self.field_mut() {
            let text = if field.has_lines() { in_several_lines(text) } else { in_one_line(text) };
            field.change(|field| field.area.insert_str(text));
            field.problem = None;
        }
    }

    /// The list to pick from for the chosen field.
    pub(crate) fn pick(&self, book: &Book) -> Option<Pick> {
        let field = self.field()?;
        let mut options: Vec<_> = match field.shape {
            Shape::Choice(names) => names.iter().map(|(_, word)| Choice::word(*word)).collect(),
            Shape::Rag => Colour::ALL.iter().map(|colour| colour_as_meant(book, *colour)).collect(),
            Shape::Link => {
                let fits = |record: &Record| field.about.links_to.contains(&record.kind());
                let records = book.live().filter(|(_, record)| fits(record));
                records.map(|(id, record)| Choice { value: id.to_string(), words: record.title().to_owned() }).collect()
            }
            _ if field.about.is_of_a_person() => named(book, field.about.name),
            _ => return None,
        };
        let now = field.text();
        if !field.is_many && !now.is_empty() {
            options.push(Choice { value: String::new(), words: format!("{NOT_STATED}: clear it") });
        }
        let pick = Pick::new(field.label(), options).at(&now);
        Some(if field.about.is_of_a_person() { pick.or_typed() } else { pick })
    }

    /// Puts what was picked into the chosen field; in a list it is added, or taken out if it was there.
    pub(crate) fn picked(&mut self, value: &str) {
        if let Some(field) = self.field_mut() {
            field.change(|field| {
                field.take(value);
                true
            });
        }
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
            if let Err(why) = field.apply_beside_any_title(&mut record, typing) {
                field.problem = Some(why.to_string());
                first = first.or(Some((at, why)));
            }
        }
        if let Err(why) = record.validate() {
            let title = self.fields.iter().position(|field| field.about.name == TITLE);
            if let Some(at) = title {
                self.fields[at].problem = Some(why.to_string());
            }
            first = Some((title.unwrap_or(self.chosen), why));
        }
        match first {
            Some((at, why)) => {
                self.chosen = at;
                Err(why)
            }
            None => Ok(record),
        }
    }

    /// The label of a field that was typed into and that another record has not.
    pub(crate) fn lacking(&self, record: &Record) -> Option<String> {
        let mut typed = self.fields.iter().filter(|field| field.is_changed());
        typed.find(|field| record.field(field.about.name).is_none()).map(|field| field.label().to_lowercase())
    }

    /// What becomes of another record by what was typed.
    ///
    /// # Errors
    /// It has not the field, or does not take the value.
    pub(crate) fn made_of(&self, record: &Record, typing: &Typing<'_>) -> Result<Record, Invalid> {
        let mut made = record.clone();
        for field in self.fields.iter().filter(|field| field.is_changed()) {
            let name = field.about.name;
            let beside = if name == "due" { beside_due(record) } else { None };
            field.apply_to(beside.unwrap_or(name), &mut made, typing)?;
        }
        Ok(made)
    }

    /// Takes what somebody else has saved as the base. What was typed stays; where both set the same field, both are
    /// shown. Tells the labels of the fields that somebody else has changed.
    pub(crate) fn catch_up(&mut self, current: &Record, who: &str, typing: &Typing<'_>) -> Vec<&'static str> {
        let base = std::mem::replace(&mut self.base, current.clone());
        let mut labels = Vec::new();
        for (at, field) in self.fields.iter_mut().enumerate() {
            if field.catch_up(&base, current, who, typing) {
                labels.push(field.label());
            }
            if at != self.chosen {
                field.leave();
            }
        }
        labels
    }

    /// Goes to the first field of which the officer has not been asked yet whose value is to stand, and tells whether
    /// there is one. From then on she has been asked of that one: both values of it stand before her.
    pub(crate) fn ask(&mut self) -> bool {
        for (at, field) in self.fields.iter_mut().enumerate() {
            let is_changed = field.is_changed();
            if let Some(theirs) = field.theirs.as_mut().filter(|theirs| is_changed && !theirs.is_asked) {
                theirs.is_asked = true;
                self.chosen = at;
                return true;
            }
        }
        false
    }

    /// Takes the other's value in the chosen field.
    pub(crate) fn take_theirs(&mut self) {
        if let Some(field) = self.field_mut()
            && let Some(theirs) = field.theirs.take()
        {
            field.put(&theirs.value);
        }
    }

    /// From now on the officer's own values stand against the others'.
    pub(crate) fn keep_mine(&mut self) {
        for field in &mut self.fields {
            field.theirs = None;
        }
    }
}

/// A colour with what it means in this store, where the store says so.
fn colour_as_meant(book: &Book, colour: Colour) -> Choice {
    let key = book.partnership().map_or(&[][..], |partnership| &partnership.rag_key);
    let entry = key.iter().find(|entry| entry.colour == Some(colour));
    let meaning = entry.and_then(|entry| entry.meaning.as_deref());
    let words = meaning.map_or_else(|| colour.word().to_owned(), |meaning| format!("{}: {meaning}", colour.word()));
    Choice { value: colour.word().to_owned(), words }
}

/// What is named in a field of any record, each once.
fn named(book: &Book, name: &str) -> Vec<Choice> {
    let stated = book.live().filter_map(|(_, record)| Some(record.field(name)?.1.text()));
    let names: BTreeSet<_> = stated.filter(|text| !text.is_empty()).collect();
    names.into_iter().map(Choice::word).collect()
}
