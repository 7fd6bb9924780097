//! A change of one field as it is typed: `due=1 apr`, `priorities+=fraud`, `owner=`.

use super::invalid::Invalid;
use super::kind::Kind;
use super::nearest::nearest;
use super::record::Record;
use super::typing::Typing;

/// A change of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The field's name.
    pub field: String,
    /// What becomes of what is stated.
    pub change: Change,
    /// What was typed behind the sign.
    pub typed: String,
}

/// What becomes of what is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// `=`: it is replaced, or cleared where nothing is typed.
    Set,
    /// `+=`: a list grows.
    Add,
    /// `-=`: a list shrinks.
    Remove,
}

impl Assignment {
    /// Takes `FIELD=VALUE`, `FIELD+=VALUE` or `FIELD-=VALUE`.
    ///
    /// # Errors
    /// Anything else.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let (name, typed) = text.split_once('=').ok_or_else(|| {
            Invalid::new(format!("{text:?} changes nothing; type FIELD=VALUE, such as due=2023-04-01"))
        })?;
        let (name, change) = match (name.strip_suffix('+'), name.strip_suffix('-')) {
            (Some(name), _) => (name, Change::Add),
            (_, Some(name)) => (name, Change::Remove),
            _ => (name, Change::Set),
        };
        let field = name.trim().to_lowercase().replace('-', "_");
        Ok(Self { field, change, typed: typed.to_owned() })
    }

    /// Takes several; each field is set once.
    ///
    /// # Errors
    /// What is no assignment, or a field that is set twice.
    pub fn parse_all(texts: &[String]) -> Result<Vec<Self>, Invalid> {
        let all = texts.iter().map(|text| Self::parse(text)).collect::<Result<Vec<_>, _>>()?;
        let is_set = |it: &&Self| it.change == Change::Set;
        for (place, set) in all.iter().enumerate().filter(|(_, it)| is_set(it)) {
            if all[..place].iter().any(|before| before.field == set.field) {
                return Err(Invalid::new(format!("{} is set twice; set it once", set.field)));
            }
        }
        Ok(all)
    }

    /// Makes the change in a record.
    ///
    /// # Errors
    /// A field that the kind does not have, a value that the field does not take, a link to a record of another kind.
    /// The record may hold a part of the change then, and must not be kept.
    pub fn apply(&self, record: &mut Record, typing: &Typing<'_>) -> Result<(), Invalid> {
        let kind = record.kind();
        let about =
            record.field(&self.field).map(|(about, _)| about).ok_or_else(|| no_such_field(&self.field, kind))?;
        if about.is_kept_by_program() {
            return Err(Invalid::new(format!("{} is kept by the program", about.name)));
        }
        if about.is_only_added_to() && self.change != Change::Add {
            let how = "csp note adds one; a wrong one is mended with csp edit";
            return Err(Invalid::new(format!("{} are only added to: {how}", about.name)));
        }
        if let Some(why) = kind.never_archived().filter(|_| about.name == "archived") {
            return Err(why);
        }
        let typing = &typing.into_field(about);
        let Some(field) = record.field_mut(&self.field) else { return Err(no_such_field(&self.field, kind)) };
        let before: Vec<_> = field.links().into_iter().cloned().collect();
        let done = match self.change {
            Change::Set => field.set(&self.typed, typing),
            Change::Add => field.add(&self.typed, typing),
            Change::Remove => field.remove(&self.typed, typing),
        };
        done.map_err(|why| Invalid::new(format!("{}: {why}", about.name)))?;
        for link in field.links().into_iter().filter(|link| !before.contains(link)) {
            let Some(kind) = typing.kind(link).filter(|kind| !about.links_to.contains(kind)) else { continue };
            let wanted: Vec<_> = about.links_to.iter().map(|kind| kind.one()).collect();
            return Err(Invalid::new(format!(
                "{}: {link} is {}; name {}",
                about.name,
                kind.one(),
                wanted.join(" or ")
            )));
        }
        record.validate()
    }
}

/// What people call a field otherwise, where a field whose letters are nearer would be taken for it and written over.
const ALSO_CALLED: [(&str, &str); 4] =
    [("deadline", "due"), ("status", "state"), ("officer", "owner"), ("description", "detail")];

fn no_such_field(name: &str, kind: Kind) -> Invalid {
    let blank = Record::blank(kind);
    let names: Vec<_> = blank.fields().into_iter().map(|(about, _)| about.name).collect();
    let is_meant = |field: &&str| field.split('_').any(|part| part == name) || ALSO_CALLED.contains(&(name, field));
    match names.iter().copied().find(is_meant).or_else(|| nearest(name, names.iter().copied())) {
        Some(nearest) => Invalid::new(format!("{} has no field {name:?}; did you mean {nearest}?", kind.one())),
        None => Invalid::new(format!("{} has no field {name:?}; it has {}", kind.one(), names.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::kinds::{Action, Priority};
    use super::super::text::Line;
    use super::super::{Book, Id};
    use super::*;

    fn book() -> Book {
        let action = Action { title: Some(Line::new("Work")), ..Action::default() };
        let fraud = Priority { title: Some(Line::new("Fraud")), ..Priority::default() };
        let id = |text| Id::new(text).unwrap();
        Book::new([(id("work"), action.into()), (id("fraud"), fraud.into())].into(), Vec::new())
    }

    fn apply(text: &str) -> Result<Record, String> {
        let book = book();
        let today = chrono::NaiveDate::from_ymd_opt(2023, 3, 9).unwrap();
        let mut record = book.get(&Id::new("work").unwrap()).cloned().unwrap();
        let done = Assignment::parse(text).and_then(|it| it.apply(&mut record, &Typing::new(today, "Ann", &book)));
        done.map(|()| record).map_err(|why| why.to_string())
    }

    #[test]
    fn a_field_is_set_added_to_and_cleared() {
        let due = apply("due=1 apr").unwrap();
        assert_eq!(due.field("due").unwrap().1.text(), "2023-04-01");
        assert_eq!(apply("lead-agency="), apply("lead_agency="));
        assert_eq!(apply("priorities+=fraud").unwrap().field("priorities").unwrap().1.text(), "fraud");
        assert_eq!(apply("reference=a=b").unwrap().field("reference").unwrap().1.text(), "a=b");
    }

    #[test]
    fn what_cannot_be_is_said_with_what_can() {
        assert_eq!(apply("ownr=x").unwrap_err(), "an action has no field \"ownr\"; did you mean owner?");
        assert_eq!(apply("deadline=x").unwrap_err(), "an action has no field \"deadline\"; did you mean due?");
        assert_eq!(apply("status=x").unwrap_err(), "an action has no field \"status\"; did you mean state?");
        assert_eq!(apply("agency=x").unwrap_err(), "an action has no field \"agency\"; did you mean lead_agency?");
        assert!(apply("due").unwrap_err().contains("FIELD=VALUE"));
        assert!(apply("due=soonish").unwrap_err().starts_with("due: type a day"));
        assert!(apply("themes+=fraud").unwrap_err().contains("fraud is a priority; name a theme"));
        assert!(apply("title=").unwrap_err().contains("needs a title"));
        assert!(apply("rag=red").unwrap_err().contains("needs its reason"));
        assert!(apply("updates=").unwrap_err().contains("only added to: csp note"));
        assert!(apply("updates-=2023-01-01 | Ann | x").unwrap_err().contains("only added to"));
        assert!(apply("updates+=1 mar | Ann | x").is_ok());
        assert!(apply("owner+=x").unwrap_err().contains("one value"));
    }
}
