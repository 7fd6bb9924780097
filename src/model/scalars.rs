//! The plain values that a field can hold.

use std::any::Any;

use super::datum::{Datum, Scalar, Shape};
use super::id::Id;
use super::invalid::Invalid;
use super::text::{Line, Text};
use super::typing::Typing;
use super::when::When;

/// Stands for a line break where one line is typed or shown.
pub const BREAK: &str = "⏎";

impl Scalar for Line {
    const SHAPE: Shape = Shape::Line;

    fn text(&self) -> String {
        self.replace('\n', BREAK)
    }

    fn parse(typed: &str, _: &Typing<'_>) -> Result<Self, Invalid> {
        Ok(Self::new(&typed.trim().replace(BREAK, "\n")))
    }
}

impl Scalar for Text {
    const SHAPE: Shape = Shape::Text;

    fn text(&self) -> String {
        (**self).to_owned()
    }

    fn parse(typed: &str, _: &Typing<'_>) -> Result<Self, Invalid> {
        Ok(Self::new(typed))
    }
}

impl Scalar for When {
    const SHAPE: Shape = Shape::Date;

    fn text(&self) -> String {
        match self {
            Self::Stated(words) => format!("\"{words}\""),
            _ => Self::text(self),
        }
    }

    fn shown(&self) -> String {
        self.to_string()
    }

    fn parse(typed: &str, typing: &Typing<'_>) -> Result<Self, Invalid> {
        typing.when(typed)
    }
}

/// The dates that a field holds, where it is one of dates.
pub(super) fn dates(field: &dyn Datum) -> &[When] {
    let field = field as &dyn Any;
    let one = field.downcast_ref::<Option<When>>().map(Option::as_slice);
    one.or_else(|| field.downcast_ref::<Vec<When>>().map(Vec::as_slice)).unwrap_or_default()
}

impl Scalar for u32 {
    const SHAPE: Shape = Shape::Number;

    fn text(&self) -> String {
        self.to_string()
    }

    fn parse(typed: &str, _: &Typing<'_>) -> Result<Self, Invalid> {
        typed.trim().parse().map_err(|_| Invalid::new("type a whole number, such as 3, or leave it empty"))
    }
}

impl Scalar for Id {
    const SHAPE: Shape = Shape::Link;

    fn text(&self) -> String {
        self.to_string()
    }

    fn parse(typed: &str, typing: &Typing<'_>) -> Result<Self, Invalid> {
        typing.id(typed)
    }

    fn links(&self) -> Vec<&Id> {
        vec![self]
    }
}

/// A number of days, from one to ten years of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct DayCount(pub(super) u16);

impl DayCount {
    /// The days, as a number to count with.
    pub fn days(self) -> i64 {
        i64::from(self.0)
    }
}

/// Ten years.
const MOST_DAYS: u16 = 3650;

impl TryFrom<u32> for DayCount {
    type Error = Invalid;

    fn try_from(number: u32) -> Result<Self, Invalid> {
        let days = u16::try_from(number).ok().filter(|days| (1..=MOST_DAYS).contains(days));
        days.map(Self).ok_or_else(|| Invalid::new(format!("{number} cannot be meant: the days are 1 to {MOST_DAYS}")))
    }
}

impl From<DayCount> for u32 {
    fn from(count: DayCount) -> Self {
        Self::from(count.0)
    }
}

impl Scalar for DayCount {
    const SHAPE: Shape = Shape::Number;

    fn text(&self) -> String {
        self.0.to_string()
    }

    fn parse(typed: &str, typing: &Typing<'_>) -> Result<Self, Invalid> {
        let number = u32::parse(typed, typing).ok().and_then(|number| Self::try_from(number).ok());
        let accepted = || format!("type a number of days from 1 to {MOST_DAYS}, such as 90, or leave it empty");
        number.ok_or_else(|| Invalid::new(accepted()))
    }
}

/// An amount of money, in pence; typed and shown in pounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Pence(pub i64);

impl Scalar for Pence {
    const SHAPE: Shape = Shape::Number;

    fn text(&self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        format!("{sign}£{}.{:02}", thousands(self.0.unsigned_abs() / 100), self.0.unsigned_abs() % 100)
    }

    fn parse(typed: &str, _: &Typing<'_>) -> Result<Self, Invalid> {
        pence(typed).map(Self).ok_or_else(|| Invalid::new("type an amount in pounds, such as 12,500 or £12,500.50"))
    }
}

fn pence(typed: &str) -> Option<i64> {
    let plain: String = typed.chars().filter(|letter| !matches!(letter, '£' | ',' | ' ')).collect();
    let (plain, sign) = plain.strip_prefix('-').map_or((plain.as_str(), 1), |rest| (rest, -1));
    let (pounds, rest) = plain.split_once('.').unwrap_or((plain, "00"));
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !figures(pounds) || rest.len() != 2 || !figures(rest) {
        return None;
    }
    let pounds: i64 = pounds.parse().ok()?;
    pounds.checked_mul(100)?.checked_add(rest.parse().ok()?)?.checked_mul(sign)
}

/// A number with a comma between its thousands.
fn thousands(number: u64) -> String {
    let figures = number.to_string();
    let mut text = String::new();
    for (place, figure) in figures.chars().enumerate() {
        if place > 0 && (figures.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(figure);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_typed_and_shown_in_pounds_and_held_in_pence() {
        let parse = |typed| Pence::parse(typed, &Typing::in_tests());

        assert_eq!(parse("£1,234,567.89"), Ok(Pence(123_456_789)));
        assert_eq!(parse("12500").unwrap().text(), "£12,500.00");
        assert_eq!(Pence(i64::MIN).text(), "-£92,233,720,368,547,758.08");
        for wrong in ["", "12.5", "1e3", "£", "99999999999999999999", "nan"] {
            assert!(parse(wrong).is_err(), "{wrong:?} was taken");
        }
    }

    #[test]
    fn days_are_counted_from_one_to_ten_years() {
        let parse = |typed| DayCount::parse(typed, &Typing::in_tests());

        assert_eq!(parse(" 1 ").map(DayCount::days), Ok(1));
        assert_eq!(parse("3650").map(DayCount::days), Ok(3650));
        for wrong in ["0", "3651", "65537", "-1", "4294967296", "90 days", "soon"] {
            assert!(parse(wrong).unwrap_err().to_string().contains("from 1 to 3650, such as 90"), "{wrong:?}");
        }
        assert!(DayCount::try_from(0).is_err() && DayCount::try_from(65_537).is_err(), "by hand neither");
    }

    #[test]
    fn words_as_stated_are_typed_again_in_their_quotes() {
        let typing = Typing::in_tests();
        let stated = When::Stated("in March".into());

        assert_eq!(<When as Scalar>::parse(&Scalar::text(&stated), &typing), Ok(stated));
    }
}
