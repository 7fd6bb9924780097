//! Whatever stands in a template, a report is made of it or it is said what is wrong.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::super::{BUILT_IN, Template, draft};
use super::today;
use crate::model::arbitrary::{anything, cases};
use crate::model::{Book, Id};
use crate::report::{Extras, Grouping, Paper, Scope, as_docx, as_markdown, document_text};
use crate::store::{Seed, Store};

const PARTS: &[&str] = &[
    "{% for it in list('action open') %}",
    "{% endfor %}",
    "{% if it %}",
    "{% else %}",
    "{% endif %}",
    "{{ it.title }}",
    "{{ it.updates | lines }}",
    "{{ day | date }}",
    "{{ record('turnaround') }}",
    "{{ title('x') }}",
    "{{ nothing.of.it }}",
    "{% set a = [1, 2] %}",
    "{{ a * 3 }}",
    "{{ a[0] // 0 }}",
    "{% macro m(x) %}{{ x }}{{ m(x) }}{% endmacro %}",
    "{{ m(1) }}",
    "{% include 'parts/limits.md' %}",
    "{% include 'own' %}",
    "{% extends 'own' %}",
    "{% block b %}",
    "{% endblock %}",
    "{{ list('due.before:x') }}",
    "{{ range(9) | list }}",
    "{{ -9223372036854775808 // -1 }}",
    "{{ 'x' | indent(9) }}",
    "{{ loop.index }}",
    "{% raw %}",
    "{% endraw %}",
    "{#",
    "#}",
    "{{",
    "}}",
    "{%",
    "%}",
    "{{ [[[[[[ }}",
    "{{ 2 ** 200 }}",
    "{{ 'a' ~ 1 }}",
    "{{ 1 / 0 }}",
    "# 1. Heading\n",
    "\n\n## 2. Two\n\n",
    "1. one\n",
    "   - two\n",
    "> note\n",
    "| a | b |\n|---|---|\n| 1 |\n",
    "**Bold** text\n",
    "```\n",
    "<b>",
    "\n",
    "    ",
    "[x](javascript:y)",
    "![x](y)",
    "***",
    "\\",
    "&amp;",
    "\u{202e}",
];

/// What templates are made of, put together well or badly.
fn source() -> impl Strategy<Value = String> {
    let part = prop_oneof![8 => select(PARTS).prop_map(str::to_owned), 1 => anything()];
    vec(part, 0..24).prop_map(|parts| parts.concat())
}

/// Draws up what a template makes, in each form that leaves the room.
fn drawn_up(made: &crate::report::Document) {
    drop((document_text(made), as_markdown(made)));
    drop(as_docx(made));
}

fn sample() -> Book {
    Seed::Sample.in_memory().load().unwrap()
}

fn papers() -> Vec<Paper> {
    let body = Id::new("dorset-police").unwrap();
    vec![
        Paper::Scrutiny(Extras::default()),
        Paper::Board,
        Paper::Highlight(None),
        Paper::Exception,
        Paper::Actions(Grouping::default()),
        Paper::Recommendations,
        Paper::Chaser { body, officer: "Ann".to_owned() },
    ]
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn whatever_is_put_together_is_a_report_or_it_is_said_what_is_wrong(text in source()) {
        let template = Template { path: "templates/own.md".to_owned(), text };
        let book = Book::default();
        match draft(&template, std::collections::BTreeMap::from([("day", "2023-03-09")]), &book, today()) {
            Ok(made) => drawn_up(&made),
            Err(error) => prop_assert!(error.to_string().contains("Next: "), "{error}"),
        }
    }
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn a_template_of_ones_own_that_is_spoilt_is_a_report_or_it_is_said_what_is_wrong(
        which in any::<Index>(), at in any::<Index>(), gone in 0..30_usize, put in source(), from in any::<Index>(),
    ) {
        let papers = papers();
        let paper = which.get(&papers);
        let (_, own) = BUILT_IN.iter().find(|(name, _)| *name == paper.name()).unwrap();
        let places: Vec<_> = own.char_indices().map(|(place, _)| place).collect();
        let start = *at.get(&places);
        let end = places.iter().copied().filter(|place| *place >= start).nth(gone).unwrap_or(own.len());
        let taken = from.index(put.len() + 1);
        let put = put.get(taken..).unwrap_or_default();
        let text = format!("{}{put}{}", &own[..start], &own[end..]);
        let book = sample();
        match paper.draft(Some(text), &Scope::default(), &book, today()) {
            Ok(made) => drawn_up(&made.document),
            Err(error) => prop_assert!(error.to_string().contains("Next: "), "{error}"),
        }
    }
}
