//! Money: the totals of the amounts that somebody typed, and what they leave out.

use std::collections::BTreeMap;

use chrono::Datelike;
use serde::Serialize;

use super::as_words::{maybe, shown};
use crate::model::choice::FundingState;
use crate::model::datum::Scalar;
use crate::model::kinds::Funding;
use crate::model::scalars::Pence;
use crate::model::{Book, Id, When};

/// The totals of some streams of money, and what they leave out.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Totals {
    /// How many streams these are.
    pub streams: usize,
    /// The sum of every amount that is stated; `None` where none is.
    #[serde(serialize_with = "maybe")]
    pub total: Option<Pence>,
    /// The sums by financial year, in order; what states no year, or one in words, last.
    pub by_year: Vec<YearTotal>,
    /// The sums by the state of the streams, in the order of the states; what states none last.
    pub by_state: Vec<StateTotal>,
    /// The streams that state no amount.
    pub without_amount: Vec<Id>,
    /// The years that a stream names and for which it states no amount, while it states others.
    pub years_without_amount: Vec<Funded>,
}

/// The sum of one year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct YearTotal {
    /// The financial year; `None` where it is not stated, or in words.
    #[serde(serialize_with = "maybe")]
    pub year: Option<When>,
    /// The sum.
    #[serde(serialize_with = "shown")]
    pub pence: Pence,
}

/// The sum of the streams in one state.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StateTotal {
    /// The state; `None` where it is not stated.
    #[serde(serialize_with = "maybe")]
    pub state: Option<FundingState>,
    /// The sum.
    #[serde(serialize_with = "shown")]
    pub pence: Pence,
}

/// A year of a stream.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Funded {
    /// The stream.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// The year.
    #[serde(serialize_with = "shown")]
    pub year: When,
}

/// The totals of every stream that is not archived.
pub fn funding(book: &Book) -> Totals {
    totals(book.all::<Funding>())
}

/// The totals of these streams alone.
pub(super) fn totals<'a>(streams: impl Iterator<Item = (&'a Id, &'a Funding)>) -> Totals {
    let mut totals = Totals::default();
    // Wider than an amount, so that no sum of a store's amounts can overflow.
    let (mut years, mut states) = (BTreeMap::<_, i128>::new(), BTreeMap::<_, i128>::new());
    for (id, it) in streams {
        totals.streams += 1;
        let stated: Vec<_> =
            it.amounts.iter().filter_map(|amount| Some((amount.year.as_ref(), amount.pence?))).collect();
        if stated.is_empty() {
            totals.without_amount.push(id.clone());
            continue;
        }
        for (year, Pence(pence)) in &stated {
            let year = year.and_then(financial_year);
            *years.entry((year.is_none(), year)).or_default() += i128::from(*pence);
            *states.entry((it.state.is_none(), it.state)).or_default() += i128::from(*pence);
        }
        // An amount that names no year may be for all of them.
        if stated.iter().all(|(year, _)| year.is_some()) {
            let has_amount = |year: &&When| stated.iter().any(|(stated, _)| is_same(stated.as_ref(), year));
            let title = it.title.as_deref().unwrap_or_default();
            let missing = it.years.iter().filter(|year| !has_amount(year));
            let funded = |year: &When| Funded { id: id.clone(), title: title.to_owned(), year: year.clone() };
            totals.years_without_amount.extend(missing.map(funded));
        }
    }
    totals.total = (!states.is_empty()).then(|| pence(states.values().sum()));
    let of_year = |((_, year), sum): (&(bool, Option<i32>), &i128)| YearTotal {
        year: year.map(When::FinancialYear),
        pence: pence(*sum),
    };
    totals.by_year = years.iter().map(of_year).collect();
    totals.by_state = states.iter().map(|((_, state), sum)| StateTotal { state: *state, pence: pence(*sum) }).collect();
    totals
}

impl Totals {
    /// What the totals leave out, in one sentence; `None` where they leave out nothing, or where there is no total.
    pub fn left_out(&self) -> Option<String> {
        self.total?;
        let mut parts = Vec::new();
        let (missing, all) = (self.without_amount.len(), self.streams);
        match missing {
            0 => {}
            1 => parts.push(format!("1 of {all} streams, which states no amount")),
            _ => parts.push(format!("{missing} of {all} streams, which state no amount")),
        }
        parts.extend(self.by_title().into_iter().map(|(title, years)| format!("{} of {title}", years.join(", "))));
        let last = parts.pop()?;
        let sep = if missing > 0 { ", and " } else { " and " };
        let words = if parts.is_empty() { last } else { format!("{}{sep}{last}", parts.join("; ")) };
        Some(format!("Totals leave out {words}"))
    }

    /// The totals in words, one a line: by year, by state, and all of it. Empty where no amount is stated.
    pub fn lines(&self) -> Vec<(String, String)> {
        let Some(total) = self.total else { return Vec::new() };
        let year = |it: &YearTotal| it.year.as_ref().map_or_else(|| "year not stated".to_owned(), ToString::to_string);
        let state = |it: &StateTotal| it.state.map_or_else(|| "state not stated".to_owned(), |state| state.shown());
        let mut lines: Vec<_> = self.by_year.iter().map(|it| (year(it), it.pence.text())).collect();
        lines.extend(self.by_state.iter().map(|it| (state(it), it.pence.text())));
        lines.push(("all amounts stated".to_owned(), total.text()));
        lines
    }

    /// The years without an amount, by what their stream is called.
    fn by_title(&self) -> Vec<(&str, Vec<String>)> {
        let mut titles: Vec<(&str, Vec<String>)> = Vec::new();
        for it in &self.years_without_amount {
            match titles.last_mut() {
                Some((title, years)) if *title == it.title => years.push(it.year.to_string()),
                _ => titles.push((&it.title, vec![it.year.to_string()])),
            }
        }
        titles
    }
}

/// The financial year that a date lies in, as the year in which it begins; `None` for words.
fn financial_year(when: &When) -> Option<i32> {
    let day = when.first_day()?;
    Some(if day.month() < 4 { day.year() - 1 } else { day.year() })
}

/// Whether two dates mean the same financial year, or are the same words.
fn is_same(one: Option<&&When>, other: &When) -> bool {
    one.is_some_and(|one| *one == other || financial_year(one).is_some_and(|year| financial_year(other) == Some(year)))
}

fn pence(sum: i128) -> Pence {
    Pence(i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX }))
}

#[cfg(test)]
mod tests;
