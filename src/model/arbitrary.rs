//! Records with any values in any fields, for properties: each field is typed as its shape asks.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

use super::datum::{Datum, Shape};
use super::kind::Kind;
use super::record::Record;
use super::typing::Typing;

/// How many cases of a property are tried: so many, the same ones each time, so that what fails is what has changed; and for a
/// longer run by hand as many others as `PROPTEST_CASES` says. What is found goes into a test of its own.
pub(crate) fn cases(usual: u32) -> ProptestConfig {
    let said = std::env::var("PROPTEST_CASES").ok().and_then(|said| said.parse().ok());
    let rng_seed = if said.is_some() { RngSeed::Random } else { RngSeed::Fixed(2023) };
    ProptestConfig { cases: said.unwrap_or(usual), rng_seed, failure_persistence: None, ..ProptestConfig::default() }
}

/// Any kind of record.
pub(crate) fn kind() -> impl Strategy<Value = Kind> {
    select(&Kind::ALL[..])
}

/// A record of any kind.
pub(crate) fn record() -> impl Strategy<Value = Record> {
    kind().prop_flat_map(record_of)
}

/// A record of this kind: a title, and about half of the other fields.
pub(crate) fn record_of(kind: Kind) -> impl Strategy<Value = Record> {
    let blank = Record::blank(kind);
    let fields: Vec<_> = blank.fields().into_iter().map(|(about, field)| typed(about.name, field)).collect();
    (fields, words()).prop_map(move |(fields, title)| {
        let mut record = Record::blank(kind);
        for (place, typed) in fields.into_iter().enumerate() {
            let name = record.fields()[place].0.name;
            if let (Some(typed), Some(field)) = (typed, record.field_mut(name)) {
                // Not every combination of cells is a value; a field that is not taken stays empty.
                drop(field.set(&typed, &Typing::in_tests()));
            }
        }
        record.field_mut("title").unwrap().set(&title, &Typing::in_tests()).unwrap();
        if record.validate().is_err() {
            record.field_mut("title").unwrap().set("Title", &Typing::in_tests()).unwrap();
        }
        record
    })
}

/// What may be typed into a field, or nothing.
pub(crate) fn typed(name: &str, field: &dyn Datum) -> impl Strategy<Value = Option<String>> + use<> {
    let one = value(name, field.shape());
    let (most, between) = match (field.is_many(), field.shape()) {
        (false, _) => (1, ""),
        (true, Shape::Link | Shape::Date | Shape::Choice(_) | Shape::Number) => (4, ", "),
        (true, _) => (4, "\n"),
    };
    weighted(0.5, vec(one, 1..=most).prop_map(move |values| values.join(between)))
}

fn value(name: &str, shape: Shape) -> BoxedStrategy<String> {
    match shape {
        Shape::Line | Shape::Text => words().boxed(),
        Shape::Date => date().boxed(),
        Shape::Number => any::<u32>().prop_map(|number| number.to_string()).boxed(),
        Shape::Choice(names) => select(names).prop_map(|(name, _)| name.to_owned()).boxed(),
        Shape::Rag => (select(&["green", "amber", "red"][..]), words())
            .prop_map(|(colour, why)| format!("{colour}: {why}"))
            .boxed(),
        Shape::Link => id().boxed(),
        Shape::Row(cells) => {
            let cells: Vec<_> = cells.iter().map(|cell| weighted(0.7, self::cell(name, cell))).collect();
            cells
                .prop_map(|cells| cells.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>().join(" | "))
                .boxed()
        }
    }
}

/// What may be typed into a cell, by its name.
fn cell(field: &str, cell: &str) -> BoxedStrategy<String> {
    match (field, cell) {
        (_, "date" | "due" | "done" | "year") => date().boxed(),
        ("outcomes", "state") => select(&["InProgress", "Ongoing"][..]).prop_map(str::to_owned).boxed(),
        ("outcomes", "outcome") => select(&["Carried", "Closed"][..]).prop_map(str::to_owned).boxed(),
        (_, "state") => select(&["NotStarted", "Underway"][..]).prop_map(str::to_owned).boxed(),
        (_, "mark") => select(&["V", "P", "K"][..]).prop_map(str::to_owned).boxed(),
        (_, "colour") => select(&["Green", "Amber", "Red"][..]).prop_map(str::to_owned).boxed(),
        (_, "number") => (0..100_u32).prop_map(|number| number.to_string()).boxed(),
        (_, "pence") => any::<i32>().prop_map(|pounds| format!("{pounds}.05")).boxed(),
        ("gates", "body") | ("outcomes", "item" | "by") => id().boxed(),
        _ => words().prop_map(|words| words.replace('|', "\\|").replace(['\n', '\r'], "⏎")).boxed(),
    }
}

/// Words as people write them, and as nobody should.
pub(crate) fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Za-z0-9 ,.;:'()-]{0,40}",
        1 => "[\"\\\\/*|=#{}\\[\\]()<>\n\r\t ]{0,20}",
        1 => anything(),
    ]
}

/// Any characters at all, with those among them that command a terminal, turn a line round or are not seen.
/// (`any::<String>()` makes no control character.)
pub(crate) fn anything() -> impl Strategy<Value = String> {
    let nasty = prop_oneof![
        select(HIDDEN),
        select(CONTROLS),
        select(&['\u{200d}', '\u{1f3f4}', '\u{e0067}', '\u{e007f}', '⏎'][..])
    ];
    vec(prop_oneof![2 => any::<char>(), 2 => nasty, 1 => proptest::char::range(' ', '~')], 0..24)
        .prop_map(String::from_iter)
}

/// A date of each precision, and words.
pub(crate) fn date() -> impl Strategy<Value = String> {
    prop_oneof![
        (1..=9999_u32, 1..=12_u32, 1..=28_u32).prop_map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}")),
        (1..=9999_u32, 1..=12_u32).prop_map(|(year, month)| format!("{year:04}-{month:02}")),
        (1..=9999_u32).prop_map(|year| format!("{year:04}/{:02}", (year + 1) % 100)),
        "[a-z ]{1,12}".prop_map(|words| format!("\"{words}\"")),
    ]
}

pub(crate) fn id() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9]{1,8}(-[a-z0-9]{2,6}){0,2}"
}

/// Characters that turn a line round, part lines or are not seen, whatever stands beside them.
pub(crate) const HIDDEN: &[char] = &[
    '\u{ad}', '\u{61c}', '\u{200b}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}', '\u{202a}', '\u{202b}',
    '\u{202c}', '\u{202d}', '\u{202e}', '\u{2060}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{feff}',
    '\u{fff9}', '\u{e000}',
];

const CONTROLS: &[char] =
    &['\0', '\u{7}', '\u{8}', '\t', '\n', '\r', '\u{1b}', '\u{7f}', '\u{85}', '\u{9b}', '"', '\\', '|'];
