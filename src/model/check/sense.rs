//! Rules about what a record says that does not make sense, or that its source says and looks wrong.

use chrono::NaiveDate;

use super::{Finding, Subject};
use crate::model::choice::State;
use crate::model::display::{display, display_lines};
use crate::model::kinds::FORMAT;
use crate::model::record::Record;
use crate::model::roll::is_unfinished;
use crate::model::rows::Gate;
use crate::model::scalars::dates;
use crate::model::when::When;

/// A store whose files are of a format that this program does not write, or of none that is stated: nothing can be saved.
pub(super) fn format(subject: &Subject<'_>) -> Vec<Finding> {
    let Record::Partnership(partnership) = subject.record else { return Vec::new() };
    let (what, next) = match partnership.format {
        None => (
            "the format of the files is not stated, so nothing can be saved".to_owned(),
            format!("write format: {FORMAT}, in it"),
        ),
        Some(newer) if newer > FORMAT => (
            format!("the files are of format {newer}, and this csp writes format {FORMAT}, so nothing can be saved"),
            "upgrade csp".to_owned(),
        ),
        Some(_) => return Vec::new(),
    };
    vec![Finding { field: Some("format"), what, next }]
}

pub(super) fn state_without_reason(subject: &Subject<'_>) -> Vec<Finding> {
    let Record::Action(action) = subject.record else { return Vec::new() };
    let bare = action.state.filter(|state| state.wants_reason() && action.reason.is_none());
    let finding = |state: State| Finding {
        field: Some("state"),
        what: format!("it is {} and no reason is stated", state.word()),
        next: format!("csp set {} reason=\"why\"", subject.id),
    };
    bare.map(finding).into_iter().collect()
}

pub(super) fn dates_out_of_order(subject: &Subject<'_>) -> Vec<Finding> {
    let stated = |name| subject.record.field(name).and_then(|(about, field)| Some((about, dates(field).first()?)));
    let mut found = Vec::new();
    for (first, second) in [("start", "due"), ("start", "completed"), ("due", "revised_due")] {
        let (Some((before, first)), Some((about, second))) = (stated(first), stated(second)) else { continue };
        if first.first_day().zip(second.last_day()).is_some_and(|(first, second)| second < first) {
            found.push(Finding {
                field: Some(about.name),
                what: format!("{}, {second}, comes before {}, {first}", about.label, before.label),
                next: "set one of them anew".to_owned(),
            });
        }
    }
    found
}

/// A plan of whose items some are neither carried nor ended, though the year was rolled.
pub(super) fn rolled_in_part(subject: &Subject<'_>) -> Vec<Finding> {
    let Record::Plan(plan) = subject.record else { return Vec::new() };
    let Some(to) = plan.rolled_to.as_ref().filter(|_| is_unfinished(subject.book, subject.id, plan)) else {
        return Vec::new();
    };
    vec![Finding {
        field: Some("rolled_to"),
        what: format!("the year was rolled to {to}, and something of it is left to be done"),
        next: format!("csp roll --from {} --to {to}", subject.id),
    }]
}

/// Something that is said to have been done on a day that has not come.
pub(super) fn done_ahead_of_time(subject: &Subject<'_>) -> Vec<Finding> {
    let is_ahead = |when: &&When| when.first_day().is_some_and(|day| day > subject.today);
    let mut found = Vec::new();
    for (about, field) in subject.record.fields().into_iter().filter(|(about, _)| about.looks_back()) {
        found.extend(dates(field).iter().find(is_ahead).map(|_| Finding {
            field: Some(about.name),
            what: format!("{} is a day that has not come", about.label),
            next: format!("set {} anew", about.name),
        }));
    }
    let next = || format!("csp edit {}", subject.id);
    if let Record::Action(action) = subject.record {
        let done = action.milestones.iter().filter_map(|it| Some((it, it.done.as_ref().filter(is_ahead)?)));
        found.extend(done.map(|(milestone, day)| {
            let text = milestone.text.as_deref().unwrap_or("one");
            let what = format!("Milestones: {text} is done on {day}, which has not come");
            Finding { field: Some("milestones"), what, next: next() }
        }));
    }
    let noted = subject.record.updates().iter().filter_map(|update| update.date.as_ref().filter(is_ahead));
    found.extend(noted.map(|day| {
        let what = format!("Updates: one is of {day}, which has not come");
        Finding { field: Some("updates"), what, next: next() }
    }));
    found
}

/// A gate that is said to be passed on a day that has not come, or before one that comes before it.
pub(super) fn gates_out_of_order(subject: &Subject<'_>) -> Vec<Finding> {
    let Record::Plan(plan) = subject.record else { return Vec::new() };
    let finding = |what: String| Finding { field: Some("gates"), what, next: format!("csp edit {}", subject.id) };
    let (mut ahead, mut early) = (Vec::new(), Vec::new());
    let mut latest: Option<(&Gate, &When, NaiveDate)> = None;
    for gate in plan.gates.iter().filter(|gate| !gate.is_ahead()) {
        // A date in words tells no order, and hides none.
        let Some((date, first)) = gate.date.as_ref().and_then(|date| Some((date, date.first_day()?))) else { continue };
        if first > subject.today {
            ahead.push(finding(format!("{} is passed on {date}, which has not come", gate.name())));
        }
        if let Some((before, on, _)) = latest.filter(|(.., day)| date.last_day().is_some_and(|last| last < *day)) {
            early.push(finding(format!("{}, {date}, is passed before {}, {on}", gate.name(), before.name())));
        }
        if latest.is_none_or(|(.., day)| day < first) {
            latest = Some((gate, date, first));
        }
    }
    ahead.into_iter().chain(early).collect()
}

/// Text with characters that a screen never gets to see as they are.
pub(super) fn hidden_characters(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (about, field) in subject.record.fields() {
        let hidden = |text: &String| {
            let plain = text.replace('\t', " ");
            display_lines(&plain).as_ref() != plain && display(&plain).contains("\\u{")
        };
        if field.shown().iter().any(hidden) {
            found.push(Finding {
                field: Some(about.name),
                what: format!("{} holds characters that do not show, or that change the order of letters", about.label),
                next: format!("set {} anew", about.name),
            });
        }
    }
    found
}

/// What the source states and somebody doubts. It stays until the query is taken out.
pub(super) fn queries(subject: &Subject<'_>) -> Vec<Finding> {
    let finding = |query: &crate::model::rows::Query| {
        let label = |name: &str| subject.record.field(name).map(|(about, _)| about.label);
        let field = query.field.as_deref().map_or("a field", |name| label(name).unwrap_or(name));
        let stated = query.stated.as_deref().unwrap_or("not stated");
        let believed = query.believed.as_deref().map(|it| format!("; believed: {it}")).unwrap_or_default();
        Finding {
            field: Some("queries"),
            what: format!("a query on {field}: stated: {stated}{believed}"),
            next: format!("csp show {} tells why; ask whoever can say", subject.id),
        }
    };
    subject.record.queries().iter().map(finding).collect()
}
