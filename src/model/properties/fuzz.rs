//! Dates and filters as nobody types them on purpose: each is taken for what it says, or refused.

use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::sample::select;

use super::super::arbitrary::cases;
use super::super::{Flag, Wanted};
use super::*;

/// A day on which something is typed.
fn today() -> impl Strategy<Value = NaiveDate> {
    (prop_oneof![8 => 1990..2040_i32, 1 => Just(1), 1 => Just(9999)], 1..=366_u32)
        .prop_map(|(year, day)| NaiveDate::from_yo_opt(year, day).unwrap_or_default())
}

const EDGES: &[&str] = &[
    "0",
    "00",
    "31",
    "32",
    "100",
    "9999",
    "65536",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "18446744073709551616",
];

/// Figures, among them those at the edges of what can be counted.
fn number() -> impl Strategy<Value = String> {
    prop_oneof![3 => (0..40_u32).prop_map(|number| number.to_string()), 1 => select(EDGES).prop_map(str::to_owned)]
}

const PARTS: &[&str] = &[
    "in", "+", "-", " ", " ", "/", ".", ",", "d", "w", "m", "y", "day", "days", "week", "weeks", "month", "months",
    "year", "ago", "next", "last", "end of", "quarter", "today", "friday", "Mon", "jan", "February", "sept", "dec.",
    "2023", "23", "1st", "2nd", "\"",
];

const MONTHS: &[&str] =
    &["jan", "February", "mar", "April", "may", "june", "jul", "aug", "Sept", "october", "nov", "dec."];

/// A date in the words and figures of one, put together well or badly.
fn phrase() -> impl Strategy<Value = String> {
    let part = prop_oneof![2 => number(), 3 => select(PARTS).prop_map(str::to_owned)];
    let counted = (
        select(&["in ", "+", "-", ""][..]),
        number(),
        select(&["d", "w", "m", "y", " days", " weeks ago", " months", " years"][..]),
    );
    prop_oneof![
        vec(part, 1..6).prop_map(|parts| parts.concat()),
        counted.prop_map(|(sign, number, unit)| format!("{sign}{number}{unit}")),
        (number(), select(&["/", "-", ".", " "][..]), number(), number())
            .prop_map(|(day, by, month, year)| format!("{day}{by}{month}{by}{year}")),
        (select(&["end of ", "this ", "next "][..]), select(&["week", "month", "quarter", "year", "may"][..]))
            .prop_map(|(a, b)| format!("{a}{b}")),
        (1895..2205_u32, 0..14_u32, 0..33_u32).prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}")),
        (1895..2205_u32, 0..14_u32).prop_map(|(year, month)| format!("{year}-{month:02}")),
        (1895..2205_u32).prop_map(|year| format!("{year}/{:02}", (year + 1) % 100)),
        (0..33_u32, select(MONTHS), 1895..2205_u32).prop_map(|(day, month, year)| format!("{day} {month} {year}")),
        (select(MONTHS), 1895..2205_u32).prop_map(|(month, year)| format!("{month} {year}")),
        date(),
    ]
}

/// A term of a filter, asked for rightly or not.
fn term() -> impl Strategy<Value = String> {
    let names: Vec<_> = Record::blank(Kind::Action).fields().into_iter().map(|(about, _)| about.name).collect();
    let value = prop_oneof![
        words(),
        phrase(),
        select(&["none", "any", "amber", "InProgress", "\"in progress\"", "id-1"][..]).prop_map(str::to_owned)
    ];
    let field = (select(names), select(&[":", ".before:", ".after:"][..]), value.clone());
    prop_oneof![
        field.prop_map(|(name, by, value)| format!("{name}{by}{value}")),
        select(Flag::ALL.to_vec()).prop_map(|flag| flag.word().to_owned()),
        (select(&["kind", "id", "text", "priority", "lead"][..]), value.clone())
            .prop_map(|(name, value)| format!("{name}:{value}")),
        value,
    ]
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_date_that_is_typed_is_kept_as_it_was_taken_or_refused(text in phrase(), today in today()) {
        let typed = [When::typed, When::typed_of_past, When::typed_to_count, When::typed_of_past_to_count];
        for when in typed.into_iter().filter_map(|typed| typed(&text, today).ok()) {
            prop_assert_eq!(When::stored(&when.text()), Ok(when.clone()), "{}", text);
            prop_assert!(when.first_day() <= when.last_day(), "{when:?}");
            prop_assert!(!when.to_string().is_empty());
            for months in [0, 1, 12, 1_200_000, u32::MAX] {
                drop(when.months_later(months));
            }
        }
    }

    #[test]
    fn a_filter_lets_through_what_each_of_its_terms_does_and_its_opposite_the_rest(
        records in vec(record(), 1..4), terms in vec(term(), 2), today in today(),
    ) {
        let records = records.into_iter().enumerate().map(|(at, record)| (Id::new(&format!("id-{at}")).unwrap(), record));
        let book = Book::new(records.collect(), Vec::new());
        let asked = |terms: &[String]| Filter::terms(terms, today);
        drop((Wanted::parse(&terms.join(" "), today), Filter::line(&terms.join(" "), today)));
        let (Ok(one), Ok(other), Ok(both)) = (asked(&terms[..1]), asked(&terms[1..]), asked(&terms)) else { return Ok(()) };
        let opposite = asked(&[format!("not:{}", terms[0])]);
        let live = book.records().filter(|(_, record)| record.archived().is_none());
        for (id, record) in live {
            let holds = |filter: &Filter| filter.matches(id, record, book.on(today));
            prop_assert_eq!(holds(&both), holds(&one) && holds(&other), "{:?}", terms);
            if let Some(opposite) = opposite.as_ref().ok().filter(|_| !terms[0].trim().is_empty()) {
                prop_assert_ne!(holds(opposite), holds(&one), "{:?}", terms);
            }
        }
    }
}
