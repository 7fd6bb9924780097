//! The templates of reports: what a report says in which order, as Markdown, over data and the book. A store can bring its
//! own. Values are words: nothing in them can become a heading, a list or a mark.

use std::sync::Arc;

use chrono::NaiveDate;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};
use serde::Serialize;
use thiserror::Error as Failed;

use super::document::{Document, read};
use super::table::told;
use crate::model::display::{NOT_STATED, display};
use crate::model::{Book, Id, Record, Wanted, When};

/// A template: its path in a store, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its path in a store, such as `templates/scrutiny.md`.
    pub path: String,
    /// What it says.
    pub text: String,
}

impl Template {
    /// The template of a report: the store's own where it has one, else the one that csp brings.
    pub fn of(name: &str, own: Option<String>) -> Self {
        let built_in = || BUILT_IN.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text).to_owned();
        Self { path: format!("templates/{name}.md"), text: own.unwrap_or_else(built_in) }
    }
}

/// The templates that csp brings, by the names of their reports.
const BUILT_IN: &[(&str, &str)] = &[
    ("scrutiny", include_str!("../../data/templates/scrutiny.md")),
    ("board", include_str!("../../data/templates/board.md")),
    ("highlight", include_str!("../../data/templates/highlight.md")),
    ("exception", include_str!("../../data/templates/exception.md")),
    ("actions", include_str!("../../data/templates/actions.md")),
    ("recommendations", include_str!("../../data/templates/recommendations.md")),
    ("chaser", include_str!("../../data/templates/chaser.md")),
];

/// What several templates have in common; a store's own can include them too.
const PARTS: &[(&str, &str)] = &[
    ("parts/heading.md", include_str!("../../data/templates/parts/heading.md")),
    ("parts/incomplete.md", include_str!("../../data/templates/parts/incomplete.md")),
    ("parts/limits.md", include_str!("../../data/templates/parts/limits.md")),
    ("parts/progress.md", include_str!("../../data/templates/parts/progress.md")),
    ("parts/recommendation.md", include_str!("../../data/templates/parts/recommendation.md")),
];

/// Why a template made no report.
#[derive(Clone, Debug, PartialEq, Eq, Failed)]
#[error("{path}{}: {what}. Next: mend it there, or move it away to have the report of csp itself", .line.map_or_else(String::new, |line| format!(":{line}")))]
pub struct TemplateError {
    /// The template's path in the store.
    pub path: String,
    /// The line, where it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
}

/// How much a template may do before it is taken for one that never ends.
const FUEL: u64 = 50_000_000;

/// A report: what a template says over these values, which stand in it under the names of `values`, and over the book.
///
/// A template can ask for `list("action open")`, the records that a filter finds; `record("id")`; `title("id")`; and
/// put any text of several lines through `| lines`, so that its lines that begin with `- ` become a list.
///
/// # Errors
/// The template is none, or asks for what is not there.
pub fn draft(
    template: &Template,
    values: impl Serialize,
    book: &Book,
    today: NaiveDate,
) -> Result<Document, TemplateError> {
    let failed = |error: &Error| TemplateError {
        path: template.path.clone(),
        line: error.line(),
        what: display(&error.detail().map_or_else(|| error.kind().to_string(), str::to_owned)).into_owned(),
    };
    let book = Arc::new(book.clone());
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_fuel(Some(FUEL));
    environment.set_formatter(|out, _, value| {
        let text = if value.is_safe() { value.to_string() } else { escaped(&words(value)) };
        out.write_str(&text).map_err(Error::from)
    });
    environment.add_filter("lines", |value: Value, indent: Option<usize>| lines(&words(&value), indent.unwrap_or(0)));
    environment.add_filter("date", |value: Value| date(&words(&value)));
    environment.add_function("title", {
        let book = Arc::clone(&book);
        move |id: String| Id::new(&id).map_or(id, |id| book.title(&id).to_owned())
    });
    environment.add_function("record", {
        let book = Arc::clone(&book);
        move |typed: String| {
            let id = Id::new(&typed).ok();
            id.and_then(|id| book.get(&id).map(|record| value(&id, record))).unwrap_or_default()
        }
    });
    environment.add_function("list", move |filter: String| listed(&book, &filter, today));
    for (name, text) in PARTS {
        environment.add_template(name, text).map_err(|error| failed(&error))?;
    }
    let text = environment
        .template_from_named_str(&template.path, &template.text)
        .and_then(|ready| ready.render(Value::from(Serde(values))))
        .map_err(|error| failed(&error))?;
    Ok(read(&text))
}

/// The records that a kind and a filter find.
fn listed(book: &Book, wanted: &str, today: NaiveDate) -> Result<Value, Error> {
    let failed = |why: &str| Error::new(ErrorKind::InvalidOperation, format!("list({wanted:?}): {why}"));
    match Wanted::parse(wanted, today).map_err(|why| failed(&why.to_string()))? {
        Wanted::Records(kind, filter) => {
            Ok(told(book, kind, &filter, today).iter().map(|(id, record)| value(id, record)).collect())
        }
        Wanted::Field(id, field) => Err(failed(&format!("for one field type record(\"{id}\").{field}"))),
    }
}

/// A record as templates see it: `id`, `kind`, and each field by its name in files. A field that holds several things is
/// a list; what is not stated is none, and shows as `not stated`. Dates and words are as they are shown.
fn value(id: &Id, record: &Record) -> Value {
    let fields = record.fields().into_iter().filter(|(about, _)| !about.is_contact()).map(|(about, field)| {
        let shown = || field.shown().into_iter().map(Value::from);
        let value = if field.is_many() { shown().collect() } else { shown().next().unwrap_or(Value::from(())) };
        (about.name, value)
    });
    let own = [("id", Value::from(id.as_str())), ("kind", Value::from(record.kind().word()))];
    Value::from_pairs(own.into_iter().chain(fields))
}

fn words(value: &Value) -> String {
    if value.is_none() { NOT_STATED.to_owned() } else { value.to_string() }
}

/// `2023-03-09` as `9 March 2023`; what is no date stays as it is.
fn date(text: &str) -> String {
    When::stored(text).map_or_else(|_| text.to_owned(), |when| when.to_string())
}

/// Text of several lines as Markdown: a paragraph a line, and a list of those that begin with `- `. All lines but the
/// first are indented: by 3 they stand below an entry of a numbered list.
fn lines(text: &str, indent: usize) -> Value {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let marked = lines.map(|line| match line.strip_prefix("- ") {
        Some(entry) => format!("- {}", escaped(entry)),
        None => escaped(line),
    });
    let between = format!("\n\n{}", " ".repeat(indent));
    Value::from_safe_string(marked.collect::<Vec<_>>().join(&between))
}

/// Words that mean nothing but themselves in Markdown, on one line.
fn escaped(text: &str) -> String {
    let shown = display(text.trim());
    let mut escaped = String::with_capacity(shown.len() + 8);
    for letter in shown.chars() {
        if letter.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    mod fuzz;

    use std::collections::BTreeMap;

    use super::*;
    use crate::model::kinds::Action;
    use crate::model::text::{Line, Text};
    use crate::report::as_markdown::as_markdown;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2023, 3, 9).unwrap()
    }

    /// What a template says over a book of one action.
    fn said(text: &str, detail: &str) -> Result<String, String> {
        let detail = Some(Text::new(detail));
        let action =
            Action { title: Some(Line::new("Work")), detail, start: When::stored("2023-03").ok(), ..Action::default() };
        let book = Book::new(BTreeMap::from([(Id::new("work").unwrap(), action.into())]), Vec::new());
        let template = Template { path: "templates/own.md".to_owned(), text: text.to_owned() };
        let values = BTreeMap::from([("day", "2023-03-09")]);
        draft(&template, values, &book, today())
            .map(|document| as_markdown(&document))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_template_asks_for_values_records_and_titles() {
        let text = "# {{ day | date }}\n{% for it in list('action open') %}\n- {{ it.id }}: {{ it.title }}, {{ it.start }}, {{ it.owner }}\n{% endfor %}\n\n{{ title('work') }} {{ record('work').kind }}\n";

        let said = said(text, "").unwrap();

        assert_eq!(said, "# 9 March 2023\n\n- work: Work, March 2023, not stated\n\nWork action\n");
    }

    #[test]
    fn nothing_in_a_value_becomes_a_heading_a_list_or_a_mark() {
        let evil = "# heading\n1. one\n> two\n<b>**x**</b> {{ day }}\u{1b}[31m\u{202e}\n- entry *a*";

        let said =
            said("{{ record('work').detail | lines }}\n\n## 1. A\n\n{{ record('work').detail }}\n", evil).unwrap();

        assert_eq!(
            said,
            "\\# heading\n\n1\\. one\n\n\\> two\n\n\\<b\\>\\*\\*x\\*\\*\\</b\\> {{ day }}\\\\u{1b}\\[31m\\\\u{202e}\n\n- entry \\*a\\*\n\n## 1. A\n\n1.1 \\# heading⏎1. one⏎\\> two⏎\\<b\\>\\*\\*x\\*\\*\\</b\\> {{ day }}\\\\u{1b}\\[31m\\\\u{202e}⏎- entry \\*a\\*\n"
        );
    }

    #[test]
    fn what_is_wrong_with_a_template_is_told_with_its_line() {
        for (text, what) in [
            ("a\n{% for %}", "templates/own.md:2: "),
            ("a\n\n{{ nothing.of_it }}", "templates/own.md:3: "),
            ("{{ list('duue.before:x') }}", "duue"),
            (
                "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}x{% endfor %}{% endfor %}{% endfor %}",
                "fuel",
            ),
        ] {
            let why = said(text, "").unwrap_err();
            assert!(why.contains(what) && why.contains("Next: "), "{text}: {why}");
        }
    }
}
