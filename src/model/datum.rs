//! What a field can hold, seen from outside: text to show and to type, a value to write, and how two versions merge.
//!
//! [`Scalar`] is one value of one type; [`Datum`] is a field of any type, so that forms, `set`, filters, merging and
//! writing work on every field alike. `Option<Scalar>` is a field that may not be stated; `Vec<Scalar>` is a list.

use std::any::Any;
use std::fmt::Debug;

use serde::Serialize;

use super::id::Id;
use super::invalid::Invalid;
use super::lists::joined;
use super::merge::Choice;
use super::typing::Typing;

/// How a field is typed; a form offers the right help for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line of words.
    Line,
    /// Several lines of words.
    Text,
    /// A date of any precision.
    Date,
    /// A whole number.
    Number,
    /// One of these: the name in files, and the words on screen.
    Choice(&'static [(&'static str, &'static str)]),
    /// A colour and a reason.
    Rag,
    /// The id of another record.
    Link,
    /// Cells with these names, typed with ` | ` between them.
    Row(&'static [&'static str]),
}

/// One value of one type.
pub trait Scalar: Clone + PartialEq + Debug + Serialize + 'static {
    /// How it is typed.
    const SHAPE: Shape;

    /// The value as it can be typed again.
    fn text(&self) -> String;

    /// The value as the screens show it.
    fn shown(&self) -> String {
        self.text()
    }

    /// Takes what was typed.
    ///
    /// # Errors
    /// What is not accepted; the message says what is.
    fn parse(typed: &str, typing: &Typing<'_>) -> Result<Self, Invalid>;

    /// The ids it holds.
    fn links(&self) -> Vec<&Id> {
        Vec::new()
    }
}

/// Two people set the same field differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clash;

/// A field of any type.
pub trait Datum: Any + erased_serde::Serialize {
    /// How one value is typed.
    fn shape(&self) -> Shape;
    /// Whether it is a list.
    fn is_many(&self) -> bool;
    /// Whether anything is stated.
    fn is_stated(&self) -> bool;
    /// What is stated, as it can be typed again; empty where nothing is.
    fn text(&self) -> String;
    /// What is stated as the screens show it, one entry a value.
    fn shown(&self) -> Vec<String>;
    /// The entries of a list one by one, to write them; a single value is one entry.
    fn entries(&self) -> Vec<&dyn erased_serde::Serialize>;
    /// The ids it holds.
    fn links(&self) -> Vec<&Id> {
        self.links_by_entry().concat()
    }
    /// The ids that each of its entries holds, one list an entry.
    fn links_by_entry(&self) -> Vec<Vec<&Id>>;
    /// Whether the other holds the same.
    fn same(&self, other: &dyn Datum) -> bool;
    /// Takes the other's value.
    fn copy(&mut self, other: &dyn Datum);
    /// Replaces what is stated; empty text clears it.
    ///
    /// # Errors
    /// What is not accepted; nothing has changed then.
    fn set(&mut self, typed: &str, typing: &Typing<'_>) -> Result<(), Invalid>;
    /// Adds to a list.
    ///
    /// # Errors
    /// What is not accepted, and any field that is no list.
    fn add(&mut self, typed: &str, typing: &Typing<'_>) -> Result<(), Invalid>;
    /// Takes out of a list.
    ///
    /// # Errors
    /// What is not in the list, and any field that is no list.
    fn remove(&mut self, typed: &str, typing: &Typing<'_>) -> Result<(), Invalid>;
    /// Brings another's change of the same base into this one. Where both set the same, and differently, what is chosen
    /// stands.
    ///
    /// # Errors
    /// Both set the same, and differently; in a list, that is the same entry.
    fn merge(&mut self, base: &dyn Datum, theirs: &dyn Datum, choice: Choice) -> Result<(), Clash>;
    /// Takes the other's value, beside which `stood` stood; what was added to a list since then stays.
    fn take(&mut self, stood: &dyn Datum, other: &dyn Datum);
}

impl<T: Scalar> Datum for Option<T> {
    fn shape(&self) -> Shape {
        T::SHAPE
    }

    fn is_many(&self) -> bool {
        false
    }

    fn is_stated(&self) -> bool {
        self.is_some()
    }

    fn text(&self) -> String {
        self.as_ref().map(Scalar::text).unwrap_or_default()
    }

    fn shown(&self) -> Vec<String> {
        self.iter().map(Scalar::shown).collect()
    }

    fn entries(&self) -> Vec<&dyn erased_serde::Serialize> {
        self.iter().map(|value| value as &dyn erased_serde::Serialize).collect()
    }

    fn links_by_entry(&self) -> Vec<Vec<&Id>> {
        self.iter().map(Scalar::links).collect()
    }

    fn same(&self, other: &dyn Datum) -> bool {
        alike::<Self>(other).is_some_and(|other| self == other)
    }

    fn copy(&mut self, other: &dyn Datum) {
        if let Some(other) = alike::<Self>(other) {
            self.clone_from(other);
        }
    }

    fn set(&mut self, typed: &str, typing: &Typing<'_>) -> Result<(), Invalid> {
        if typed != Datum::text(self) {
            *self = if typed.trim().is_empty() { None } else { Some(T::parse(typed, typing)?) };
        }
        Ok(())
    }

    fn add(&mut self, _: &str, _: &Typing<'_>) -> Result<(), Invalid> {
        Err(Invalid::new("it holds one value; use = to set it"))
    }

    fn remove(&mut self, _: &str, _: &Typing<'_>) -> Result<(), Invalid> {
        Err(Invalid::new("it holds one value; use = with nothing behind it to clear it"))
    }

    fn merge(&mut self, base: &dyn Datum, theirs: &dyn Datum, choice: Choice) -> Result<(), Clash> {
        if theirs.same(base) || self.same(theirs) {
            return Ok(());
        }
        let is_clash = !self.same(base);
        if !is_clash || choice == Choice::Theirs {
            self.copy(theirs);
        }
        if is_clash { Err(Clash) } else { Ok(()) }
    }

    fn take(&mut self, _: &dyn Datum, other: &dyn Datum) {
        self.copy(other);
    }
}

impl<T: Scalar> Datum for Vec<T> {
    fn shape(&self) -> Shape {
        T::SHAPE
    }

    fn is_many(&self) -> bool {
        true
    }

    fn is_stated(&self) -> bool {
        !self.is_empty()
    }

    fn text(&self) -> String {
        self.iter().map(Scalar::text).collect::<Vec<_>>().join(separator::<T>())
    }

    fn shown(&self) -> Vec<String> {
        self.iter().map(Scalar::shown).collect()
    }

    fn entries(&self) -> Vec<&dyn erased_serde::Serialize> {
        self.iter().map(|value| value as &dyn erased_serde::Serialize).collect()
    }

    fn links_by_entry(&self) -> Vec<Vec<&Id>> {
        self.iter().map(Scalar::links).collect()
    }

    fn same(&self, other: &dyn Datum) -> bool {
        alike::<Self>(other).is_some_and(|other| self == other)
    }

    fn copy(&mut self, other: &dyn Datum) {
        if let Some(other) = alike::<Self>(other) {
            self.clone_from(other);
        }
    }

    fn set(&mut self, typed: &str, typing: &Typing<'_>) -> Result<(), Invalid> {
        *self = split(typed, self, typing)?;
        Ok(())
    }

    fn add(&mut self, typed: &str, typing: &Typing<'_>) -> Result<(), Invalid> {
        let added = split(typed, self, typing)?;
        let is_set = separator::<T>() == ", ";
        for value in added {
            if !(is_set && self.contains(&value)) {
                self.push(value);
            }
        }
        Ok(())
    }

    fn remove(&mut self, typed: &str, typing: &Typing<'_>) -> Result<(), Invalid> {
        let removed = split(typed, self, typing)?;
        if let Some(missing) = removed.iter().find(|value| !self.contains(value)) {
            return Err(Invalid::new(format!("{} is not in the list", missing.text())));
        }
        self.retain(|value| !removed.contains(value));
        Ok(())
    }

    fn merge(&mut self, base: &dyn Datum, theirs: &dyn Datum, choice: Choice) -> Result<(), Clash> {
        let (Some(base), Some(theirs)) = (alike::<Self>(base), alike::<Self>(theirs)) else { return Err(Clash) };
        if theirs == base || self == theirs {
            return Ok(());
        }
        if self == base {
            self.clone_from(theirs);
            return Ok(());
        }
        let both = joined(base, self, theirs, choice);
        *self = both.list;
        if both.is_clash { Err(Clash) } else { Ok(()) }
    }

    fn take(&mut self, stood: &dyn Datum, other: &dyn Datum) {
        let (Some(stood), Some(other)) = (alike::<Self>(stood), alike::<Self>(other)) else { return };
        let since: Self = self.iter().filter(|entry| !stood.contains(entry)).cloned().collect();
        *self = joined(stood, self, other, Choice::Theirs).list;
        for entry in since {
            if !self.contains(&entry) {
                self.push(entry);
            }
        }
    }
}

fn alike<T: 'static>(other: &dyn Datum) -> Option<&T> {
    let other: &dyn Any = other;
    other.downcast_ref()
}

/// Ids and dates stand on one line; sentences and rows may hold commas, so each has a line of its own.
fn separator<T: Scalar>() -> &'static str {
    match T::SHAPE {
        Shape::Link | Shape::Date | Shape::Choice(_) | Shape::Number => ", ",
        _ => "\n",
    }
}

/// The values of a list as typed. What already stands in the list is taken as it is, so that typing a list again
/// changes nothing in it.
fn split<T: Scalar>(typed: &str, standing: &[T], typing: &Typing<'_>) -> Result<Vec<T>, Invalid> {
    let breaks: &[char] = if separator::<T>() == ", " { &[',', '\n'] } else { &['\n'] };
    typed
        .split(breaks)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let known = standing.iter().find(|value| value.text().trim() == part);
            known.map_or_else(|| T::parse(part, typing), |value| Ok(value.clone()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::text::Line;
    use super::*;

    fn ids(words: &[&str]) -> Vec<Id> {
        words.iter().map(|word| Id::new(word).unwrap()).collect()
    }

    #[test]
    fn one_value_set_by_both_needs_a_person() {
        let (base, one, two) = (Some(Line::new("a")), Some(Line::new("b")), Some(Line::new("c")));

        let mut mine = one.clone();
        assert_eq!(mine.merge(&base, &two, Choice::Mine), Err(Clash));
        assert_eq!(mine, one, "mine stands");
        assert_eq!(mine.merge(&base, &one, Choice::Mine), Ok(()));
        assert_eq!(mine.merge(&base, &two, Choice::Theirs), Err(Clash));
        assert_eq!(mine, two, "theirs stands");
        let mut untouched = base.clone();
        assert_eq!(untouched.merge(&base, &two, Choice::Mine), Ok(()));
        assert_eq!(untouched, two);
    }

    #[test]
    fn lists_are_set_added_to_and_taken_from() {
        let typing = Typing::in_tests();
        let mut list = ids(&["fraud"]);

        list.add("rural-crime, fraud", &typing).unwrap();
        assert_eq!(Datum::text(&list), "fraud, rural-crime");
        Datum::remove(&mut list, "fraud", &typing).unwrap();
        assert!(Datum::remove(&mut list, "fraud", &typing).is_err());
        list.set("", &typing).unwrap();
        assert!(!list.is_stated());
    }
}
