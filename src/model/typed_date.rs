//! Dates as officers type them: `1 apr`, `31/3/23`, `friday`, `in 2 weeks`, `end of quarter`, `+1m`.
//!
//! chrono reads the parts; what is ours is which date a short form means. Days come before months, a year of two
//! figures is of this century, a day without a year is the next such day from today on (of something done: the last one),
//! and a month added to the 31st ends on the month's last day.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::when::When;

/// What is accepted where it is counted by.
pub(crate) const COUNTED: &str = "type a day (2023-04-01, 1 apr, 31/3/23, friday, in 2 weeks, +1m, end of quarter), \
                                  a month (2023-04, april 2023) or a financial year (2022/23)";

/// What is accepted, as the forms say it.
pub(crate) fn accepted() -> String {
    format!("{COUNTED}, or the words as stated in double quotes")
}

/// Where a day lies that recurs, such as `friday` or `1 apr`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Toward {
    /// It is the next one.
    Ahead,
    /// It is the last one: something was done then.
    Past,
}

/// The date that was meant, or `None` where it is none of the forms.
pub(crate) fn read(text: &str, today: NaiveDate, toward: Toward) -> Option<When> {
    let text = text.trim().to_lowercase();
    named(&text, today, toward)
        .or_else(|| from_now(&text, today))
        .or_else(|| end_of(&text, today))
        .or_else(|| numeric(&text, today, toward))
        .or_else(|| with_month_name(&text, today, toward))
        .map(When::Day)
        .or_else(|| month_alone(&text).map(When::Month))
}

/// `today`, `tomorrow`, `friday` (never today itself).
fn named(text: &str, today: NaiveDate, toward: Toward) -> Option<NaiveDate> {
    match text {
        "today" => return Some(today),
        "tomorrow" => return today.succ_opt(),
        "yesterday" => return today.pred_opt(),
        _ => {}
    }
    let weekday: Weekday = text.parse().ok()?;
    let beside = |days| match toward {
        Toward::Ahead => today.checked_add_days(Days::new(days)),
        Toward::Past => today.checked_sub_days(Days::new(days)),
    };
    (1..=7).filter_map(beside).find(|day| day.weekday() == weekday)
}

/// `in 2 weeks`, `2 weeks`, `3 days ago`, `+1m`, `-2w`.
fn from_now(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (text, back) = match (text.strip_prefix('-'), text.strip_suffix(" ago")) {
        (Some(rest), None) | (None, Some(rest)) => (rest, true),
        _ => (text.strip_prefix('+').or_else(|| text.strip_prefix("in ")).unwrap_or(text), false),
    };
    let text = text.trim();
    let figures = text.find(|letter: char| !letter.is_ascii_digit())?;
    let count: u32 = match &text[..figures] {
        "" => text.strip_prefix("a ").map(|_| 1)?,
        number => number.parse().ok()?,
    };
    let unit = text[figures..].trim_start_matches("a ").trim();
    let (days, months) = match unit {
        "d" | "day" | "days" => (u64::from(count), 0),
        "w" | "week" | "weeks" => (u64::from(count) * 7, 0),
        "m" | "month" | "months" => (0, count),
        "y" | "year" | "years" => (0, count.checked_mul(12)?),
        _ => return None,
    };
    if back {
        today.checked_sub_days(Days::new(days))?.checked_sub_months(Months::new(months))
    } else {
        today.checked_add_days(Days::new(days))?.checked_add_months(Months::new(months))
    }
}

/// `end of week` (Sunday), `end of month`, `end of quarter`, `end of year` (31 December), `end of financial year`.
fn end_of(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let period = text.strip_prefix("end of ")?.trim_start_matches("the ");
    let month_after = match period {
        "week" => return today.iter_days().find(|day| day.weekday() == Weekday::Sun),
        "month" => 1,
        "quarter" => 3 - today.month0() % 3,
        "year" => 12 - today.month0(),
        "financial year" => (15 - today.month0() - 1) % 12 + 1,
        _ => return None,
    };
    today.with_day(1)?.checked_add_months(Months::new(month_after))?.pred_opt()
}

/// `31/3/23`, `31.3.2023`, `31-3-23`, `31/3`.
fn numeric(text: &str, today: NaiveDate, toward: Toward) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    match parts[..] {
        [day, month] => nearest(number(day)?, number(month)?, today, toward),
        [day, month, year] => NaiveDate::from_ymd_opt(full_year(year)?, number(month)?, number(day)?),
        _ => None,
    }
}

/// `1 apr`, `1st April 2023`, `april 1`.
fn with_month_name(text: &str, today: NaiveDate, toward: Toward) -> Option<NaiveDate> {
    let mut day = None;
    let mut month = None;
    let mut year = None;
    for word in text.split([' ', ',']).filter(|word| !word.is_empty() && *word != "of") {
        let bare = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
        match (month_number(word), bare.parse::<u32>()) {
            (Some(number), _) if month.is_none() => month = Some(number),
            (None, Ok(number)) if day.is_none() && number <= 31 => day = Some(number),
            (None, Ok(_)) if year.is_none() && day.is_some() => year = Some(full_year(word)?),
            _ => return None,
        }
    }
    match year {
        Some(year) => NaiveDate::from_ymd_opt(year, month?, day?),
        None => nearest(day?, month?, today, toward),
    }
}

/// `april 2023`, as the month's first day.
fn month_alone(text: &str) -> Option<NaiveDate> {
    let (month, year) = text.split_once(' ')?;
    NaiveDate::from_ymd_opt(full_year(year).filter(|_| year.len() == 4)?, month_number(month)?, 1)
}

fn month_number(word: &str) -> Option<u32> {
    word.parse::<chrono::Month>().ok().map(|month| month.number_from_month())
}

fn full_year(text: &str) -> Option<i32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then_some(())?;
    let year: i32 = text.parse().ok()?;
    match text.len() {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

/// The next or the last such day, today among them; 29 February may be some years away.
fn nearest(day: u32, month: u32, today: NaiveDate, toward: Toward) -> Option<NaiveDate> {
    let lies_right = |candidate: &NaiveDate| match toward {
        Toward::Ahead => *candidate >= today,
        Toward::Past => *candidate <= today,
    };
    let year = |years: i32| if toward == Toward::Ahead { today.year() + years } else { today.year() - years };
    (0..=8).filter_map(|years| NaiveDate::from_ymd_opt(year(years), month, day)).find(lies_right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(today: &str, typed: &str) -> String {
        let today = NaiveDate::parse_from_str(today, "%Y-%m-%d").unwrap();
        read(typed, today, Toward::Ahead).map_or_else(|| "-".to_owned(), |when| when.text())
    }

    #[test]
    fn short_forms_mean_what_an_officer_means() {
        let on = |typed| from("2023-03-09", typed);

        assert_eq!(on("1 apr"), "2023-04-01");
        assert_eq!(on("1 mar"), "2024-03-01", "a day without a year is the next one");
        assert_eq!(on("9 March"), "2023-03-09");
        assert_eq!(on("1st of April 2024"), "2024-04-01");
        assert_eq!(on("april 1, 2024"), "2024-04-01");
        assert_eq!(on("31/3/23"), "2023-03-31");
        assert_eq!(on("31.3.2023"), "2023-03-31");
        assert_eq!(on("29/2"), "2024-02-29");
        assert_eq!(on("april 2023"), "2023-04");
        assert_eq!(on("friday"), "2023-03-10");
        assert_eq!(on("thu"), "2023-03-16", "a weekday is never today");
        assert_eq!(on("in 2 weeks"), "2023-03-23");
        assert_eq!(on("3 days ago"), "2023-03-06");
        assert_eq!(on("in a month"), "2023-04-09");
        assert_eq!(on("+1m"), "2023-04-09");
        assert_eq!(on("-1w"), "2023-03-02");
        assert_eq!(on("Tomorrow"), "2023-03-10");
    }

    #[test]
    fn a_day_on_which_something_was_done_is_the_last_such_day() {
        let today = NaiveDate::from_ymd_opt(2023, 3, 9).unwrap();
        let past = |typed| read(typed, today, Toward::Past).unwrap().text();

        assert_eq!(past("1 apr"), "2022-04-01");
        assert_eq!(past("1 mar"), "2023-03-01");
        assert_eq!(past("9/3"), "2023-03-09");
        assert_eq!(past("29 feb"), "2020-02-29");
        assert_eq!(past("friday"), "2023-03-03");
        assert_eq!(past("1 apr 2024"), "2024-04-01", "a year that is typed stands");
        assert_eq!(past("tomorrow"), "2023-03-10");
    }

    #[test]
    fn ends_of_periods_fall_on_their_last_day() {
        assert_eq!(from("2023-03-09", "end of week"), "2023-03-12");
        assert_eq!(from("2024-02-09", "end of month"), "2024-02-29");
        assert_eq!(from("2023-03-31", "end of quarter"), "2023-03-31");
        assert_eq!(from("2023-04-01", "end of quarter"), "2023-06-30");
        assert_eq!(from("2023-04-01", "end of year"), "2023-12-31");
        assert_eq!(from("2023-03-31", "end of financial year"), "2023-03-31");
        assert_eq!(from("2023-04-01", "end of the financial year"), "2024-03-31");
        assert_eq!(from("2023-12-31", "end of financial year"), "2024-03-31");
    }

    #[test]
    fn month_ends_are_kept_when_months_are_added() {
        assert_eq!(from("2023-01-31", "+1m"), "2023-02-28");
        assert_eq!(from("2024-02-29", "+1y"), "2025-02-28");
    }

    #[test]
    fn what_is_no_date_is_not_taken_for_one() {
        for wrong in [
            "",
            "soon",
            "31/2/23",
            "32/1/23",
            "1 apr 23 4",
            "in weeks",
            "+",
            "in 99999999999 days",
            "monday week",
            "q4",
        ] {
            assert_eq!(from("2023-03-09", wrong), "-", "{wrong:?} was taken");
        }
        assert_eq!(from("2023-03-09", "in 4000000000 years"), "-");
    }
}
