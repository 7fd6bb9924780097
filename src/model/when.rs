//! Dates as the records state them: a day, a month, a financial year, or the words themselves.

use std::fmt;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::invalid::Invalid;
use super::text::Words;
use super::typed_date::{self, Toward};

/// A date with the precision in which it was stated.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// `2023-03-09`
    Day(NaiveDate),
    /// `2020-03`, held as its first day.
    Month(NaiveDate),
    /// `2021/22`, held as the year in which it begins: 1 April of that year to 31 March of the next.
    FinancialYear(i32),
    /// The words as stated, where they are none of these: `in March`.
    Stated(String),
}

/// The years that may be typed; a file may hold others.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

impl When {
    /// Takes a date as it stands in a file.
    ///
    /// # Errors
    /// Figures that look like a date and are none, such as `2023-02-30`. Any words are taken as stated.
    pub fn stored(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        if let Some(exact) = exact(text) {
            return Ok(exact);
        }
        let figures = text.chars().all(|letter| letter.is_ascii_digit() || "-/. ".contains(letter));
        if figures {
            return Err(Invalid::new(format!(
                "{text:?} is no date; a day is 2023-03-09, a month 2023-03, a financial year 2022/23"
            )));
        }
        Ok(Self::Stated(text.to_owned()))
    }

    /// Takes a date as a person types it; `today` is what `friday` and `in 2 weeks` count from. Words that are no date
    /// are taken as stated where they stand in double quotes.
    ///
    /// # Errors
    /// Anything else; the message says what is accepted.
    pub fn typed(text: &str, today: NaiveDate) -> Result<Self, Invalid> {
        Self::typed_toward(text, today, Toward::Ahead)
    }

    /// The same for something done: `friday` and `1 mar` are the last such day.
    ///
    /// # Errors
    /// As for [`When::typed`].
    pub fn typed_of_past(text: &str, today: NaiveDate) -> Result<Self, Invalid> {
        Self::typed_toward(text, today, Toward::Past)
    }

    /// The same where words alone will not do, since it is counted by.
    ///
    /// # Errors
    /// As for [`When::typed`], and words in double quotes.
    pub fn typed_to_count(text: &str, today: NaiveDate) -> Result<Self, Invalid> {
        Self::counted(text, today, Toward::Ahead)
    }

    /// The same for something done.
    ///
    /// # Errors
    /// As for [`When::typed_to_count`].
    pub fn typed_of_past_to_count(text: &str, today: NaiveDate) -> Result<Self, Invalid> {
        Self::counted(text, today, Toward::Past)
    }

    fn counted(text: &str, today: NaiveDate, toward: Toward) -> Result<Self, Invalid> {
        match Self::read(text, today, toward)? {
            Some(when) if when.first_day().is_some() => Ok(when),
            _ => Err(Invalid::new(typed_date::COUNTED)),
        }
    }

    fn typed_toward(text: &str, today: NaiveDate, toward: Toward) -> Result<Self, Invalid> {
        Self::read(text, today, toward)?.ok_or_else(|| Invalid::new(typed_date::accepted()))
    }

    fn read(text: &str, today: NaiveDate, toward: Toward) -> Result<Option<Self>, Invalid> {
        let text = text.trim();
        let quoted = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).map(str::trim);
        if let Some(words) = quoted.filter(|words| !words.is_empty()) {
            return Self::stored(words).map(Some);
        }
        let when = exact(text).or_else(|| typed_date::read(text, today, toward));
        match when.as_ref().and_then(Self::first_day).map(|day| day.year()) {
            Some(year) if !YEARS.contains(&year) => Err(Invalid::new(
                format!("the year {year} cannot be meant; dates lie between {YEARS:?}").replace("..=", " and "),
            )),
            None if is_in_figures(text) => Err(Invalid::new(format!("there is no day {text} in the calendar"))),
            _ => Ok(when),
        }
    }

    /// The last day it can mean; `None` for words.
    pub fn last_day(&self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(*day),
            Self::Month(first) => first.checked_add_months(Months::new(1))?.pred_opt(),
            Self::FinancialYear(begins) => NaiveDate::from_ymd_opt(begins.checked_add(1)?, 3, 31),
            Self::Stated(_) => None,
        }
    }

    /// The first day it can mean; `None` for words.
    pub fn first_day(&self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) | Self::Month(day) => Some(*day),
            Self::FinancialYear(begins) => NaiveDate::from_ymd_opt(*begins, 4, 1),
            Self::Stated(_) => None,
        }
    }

    /// The same date so many months later, in the same precision; the day is the month's last where it would not exist.
    /// `None` for a financial year and for words.
    pub fn months_later(&self, months: u32) -> Option<Self> {
        match self {
            Self::Day(day) => day.checked_add_months(Months::new(months)).map(Self::Day),
            Self::Month(first) => first.checked_add_months(Months::new(months)).map(Self::Month),
            Self::FinancialYear(_) | Self::Stated(_) => None,
        }
    }

    /// The date as it stands in a file and as it can be typed again.
    pub fn text(&self) -> String {
        match self {
            Self::Day(day) => day.format("%Y-%m-%d").to_string(),
            Self::Month(first) => first.format("%Y-%m").to_string(),
            Self::FinancialYear(begins) => format!("{begins:04}/{:02}", (begins + 1).rem_euclid(100)),
            Self::Stated(words) => words.clone(),
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => write!(f, "{}", day(*date)),
            Self::Month(first) => write!(f, "{}", first.format("%B %Y")),
            Self::FinancialYear(_) | Self::Stated(_) => f.write_str(&self.text()),
        }
    }
}

/// A day as the screens show it: `9 March 2023`.
pub fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// Days from one date to another; negative where the second is the earlier.
pub fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// Whether it is a day in three figures, such as 31/2/23.
fn is_in_figures(text: &str) -> bool {
    let figures: Vec<&str> = text.split(['/', '-', '.']).collect();
    figures.len() == 3 && figures.iter().all(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The forms that stand in files: years have four figures.
fn exact(text: &str) -> Option<When> {
    let figures = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((begins, ends)) = text.split_once('/') {
        if !figures(begins, 4) || !(figures(ends, 2) || figures(ends, 4)) {
            return None;
        }
        let begins: i32 = begins.parse().ok()?;
        let ends: i32 = ends.parse().ok()?;
        let follows = ends == begins + 1 || (ends < 100 && ends == (begins + 1) % 100);
        return (follows && begins > 0).then_some(When::FinancialYear(begins));
    }
    let (year, rest) = text.split_once('-').filter(|(year, _)| figures(year, 4))?;
    let (month, day) = rest.split_once('-').map_or((rest, None), |(month, day)| (month, Some(day)));
    let are_figures = figures(month, 2) && day.is_none_or(|day| figures(day, 2));
    let first = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1).filter(|_| are_figures)?;
    match day {
        None => Some(When::Month(first)),
        Some(day) => first.with_day(day.parse().ok()?).map(When::Day),
    }
}

impl Serialize for When {
    fn serialize<S: serde::Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        sink.serialize_str(&self.text())
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_str(Words(Self::stored))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
    }

    #[test]
    fn each_precision_is_read_shown_and_written_back() {
        for (text, shown) in [
            ("2023-03-09", "9 March 2023"),
            ("2020-03", "March 2020"),
            ("2021/22", "2021/22"),
            ("1999/00", "1999/00"),
            ("in March", "in March"),
        ] {
            let when = When::stored(text).unwrap();

            assert_eq!(when.to_string(), shown);
            assert_eq!(when.text(), text);
        }
    }

    #[test]
    fn a_financial_year_runs_from_april_to_march() {
        let year = When::stored("2024/2025").unwrap();

        assert_eq!(year.text(), "2024/25");
        assert_eq!(year.first_day(), Some(date("2024-04-01")));
        assert_eq!(year.last_day(), Some(date("2025-03-31")));
    }

    #[test]
    fn figures_that_are_no_date_are_refused_and_words_are_kept() {
        for wrong in ["2023-02-30", "2023-13", "2021/23", "20-03-2023", "2023", "31/31/2023"] {
            assert!(When::stored(wrong).is_err(), "{wrong} was taken");
        }
        assert_eq!(When::stored("early 2024"), Ok(When::Stated("early 2024".into())));
    }

    #[test]
    fn a_month_later_than_the_31st_is_the_months_last_day() {
        assert_eq!(When::stored("2024-01-31").unwrap().months_later(1).unwrap().text(), "2024-02-29");
        assert_eq!(When::stored("2024-02-29").unwrap().months_later(12).unwrap().text(), "2025-02-28");
        assert_eq!(When::stored("2023-12").unwrap().last_day(), Some(date("2023-12-31")));
    }

    #[test]
    fn words_are_taken_only_in_quotes() {
        let today = date("2023-03-09");

        assert_eq!(When::typed("\"in March\"", today), Ok(When::Stated("in March".into())));
        for far in ["0000-01-01", "1823-06-01", "april 1823", "in 9000 years", "3000 years ago", "9999-12-31"] {
            let why = When::typed(far, today).unwrap_err().to_string();
            assert!(why.contains("cannot be meant; dates lie between 1900 and 2199"), "{far}: {why}");
        }
        assert!(When::typed("april -202", today).is_err() && When::typed("april +202", today).is_err());
        assert!(When::typed("in Marhc", today).unwrap_err().to_string().contains("2023-04-01"));
    }
}
