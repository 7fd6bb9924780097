//! Whatever stands in a template, a report is made of it or it is said what is wrong.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::super::{BUILT_IN, Template, draft, read};
use super::today;
use crate::model::arbitrary::{anything, cases};
use crate::model::{Book, Id};
use crate::report::{Extras, Grouping, Paper, Scope, as_docx, as_markdown, document_text};
use crate::store::{Seed, Store};

/// What stands alone in a template.
const VALUES: &[&str] = &[
    "{{ day | date }}",
    "{{ record('turnaround').title }}",
    "{{ title('x') }}",
    "{{ a[0] // 0 }}",
    "{{ -9223372036854775808 // -1 }}",
    "{{ 'x' | indent(9) }}",
    "{{ range(9) | list }}",
    "{{ 2 ** 200 }}",
    "{{ 'a' ~ 1 }}",
    "{{ 1 / 0 }}",
    "{{ [1, 2] * 3 }}",
    "{% set a = [1, 2] %}",
    "{% include 'parts/limits.md' %}",
    "{% include 'own' %}",
    "{{ list('due.before:x') }}",
    "{{ list('') }}",
    "{{ list('action open') | length }}",
    "{{ day | lines(99) }}",
    "{% raw %}{{{% endraw %}",
    "{# it #}",
    "{{ nothing.of.it }}",
    "{% macro m(x) %}{{ x }}{{ m(x) }}{% endmacro %}{{ m(1) }}",
    "{{ it.title }}",
    "{{ it.updates | lines(3) }}",
    "{{ loop.index }}",
];

/// What stands around something else.
const AROUND: &[(&str, &str)] = &[
    ("{% for it in list('action open') %}", "{% endfor %}"),
    ("{% for it in list('priority') %}", "{% else %}none{% endfor %}"),
    ("{% if day %}", "{% else %}no{% endif %}"),
    ("{% block b %}", "{% endblock %}"),
    ("{% filter upper %}", "{% endfilter %}"),
    ("{% with a = 1 %}", "{% endwith %}"),
    ("> ", "\n\n"),
    ("**", "**"),
    ("", ""),
];

/// What is left over where somebody has cut and pasted.
const STRAY: &[&str] =
    &["{%", "%}", "{{", "}}", "{#", "#}", "{% endfor %}", "{% if %}", "{{ [[[[[[ }}", "{% extends 'own' %}"];

/// Markdown, as people and machines write it.
const MARKS: &[&str] = &[
    "# 1. Heading\n",
    "\n\n## 2. Two\n\n",
    "## a. Letters\n",
    "## 99999999999. Far\n",
    "## . \n",
    "### Deep\n",
    "1. one\n",
    "   - two\n",
    "- \n",
    "> note\n",
    "> > twice\n",
    "| a | b |\n|---|---|\n| 1 |\n",
    "\n| a |\n|---|\n",
    "**Bold** text\n",
    "**",
    "```\n",
    "<b>",
    "<!-- ",
    "\n",
    "\n\n",
    "    ",
    "[x](javascript:y)",
    "![x](y)",
    "***",
    "\\",
    "&amp;",
    "\u{202e}",
    "é漢",
    "words and words ",
];

fn marks() -> impl Strategy<Value = String> {
    let mark = prop_oneof![8 => select(MARKS).prop_map(str::to_owned), 1 => anything()];
    vec(mark, 0..12).prop_map(|marks| marks.concat())
}

/// A template, mostly one that is whole.
fn source() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => (select(AROUND), select(VALUES), marks()).prop_map(|((open, close), value, marks)| format!("{open}{value}{marks}{close}")),
        3 => select(VALUES).prop_map(str::to_owned),
        3 => marks(),
    ];
    let stray = proptest::option::weighted(0.15, select(STRAY));
    (vec(part, 0..8), stray).prop_map(|(parts, stray)| parts.concat() + stray.unwrap_or_default())
}

/// Draws up what a template makes, in each form that leaves the room.
fn drawn_up(made: &crate::report::Document) {
    drop((document_text(made), as_markdown(made)));
    drop(as_docx(made));
}

/// The actions and priorities of the sample, so that there is something to list.
fn some() -> Book {
    let few = ["store.ron", "priorities/", "actions/t"];
    let files = Seed::Sample.files().into_iter().filter(|(path, _)| few.iter().any(|few| path.starts_with(few)));
    crate::store::Memory::new(files).load().unwrap()
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
    fn whatever_markdown_a_template_writes_is_a_document(text in marks()) {
        drawn_up(&read(&text));
    }

    #[test]
    fn whatever_is_put_together_is_a_report_or_it_is_said_what_is_wrong(text in source()) {
        let template = Template { path: "templates/own.md".to_owned(), text };
        let book = some();
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
