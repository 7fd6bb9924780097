//! Rules about what is missing or late. A gap is no error: it is what a lead asks about.

use super::{Finding, Subject};
use crate::model::choice::State;
use crate::model::flag::{Flag, days_left, days_silent};
use crate::model::kinds::Action;
use crate::model::record::{OfKind, Record};

/// One line for the date of a record that is late, near or forgotten.
pub(super) fn dates(subject: &Subject<'_>) -> Vec<Finding> {
    let holds = |flag: Flag| flag.holds(subject.record, subject.book.on(subject.today));
    let days = days_left(subject.record, subject.today).unwrap_or(0);
    let what = if holds(Flag::Overdue) {
        format!("it is {} {} overdue", -days, plural(-days))
    } else if holds(Flag::DueSoon) {
        format!("it is due in {days} {}", plural(days))
    } else if holds(Flag::Stale) {
        let days = days_silent(subject.record, subject.today).unwrap_or(0);
        format!("it has had no update for {days} {}", plural(days))
    } else {
        return Vec::new();
    };
    vec![Finding { field: None, what, next: format!("csp note {} \"what is new\", or set a date", subject.id) }]
}

fn plural(days: i64) -> &'static str {
    if days == 1 { "day" } else { "days" }
}

/// One line for everything that a piece of work does not state.
pub(super) fn not_stated(subject: &Subject<'_>) -> Vec<Finding> {
    const WANTED: [(Flag, &str); 5] = [
        (Flag::Unowned, "owner"),
        (Flag::Undated, "due or review date"),
        (Flag::NoLeadAgency, "lead agency"),
        (Flag::NoEvidence, "evidence"),
        (Flag::Unmapped, "priority or theme"),
    ];
    let missing = WANTED.into_iter().filter(|(flag, _)| flag.holds(subject.record, subject.book.on(subject.today)));
    let is_undated_end = Action::of(subject.record)
        .is_some_and(|it| it.state == Some(State::Complete) && it.completed.is_none() && it.archived.is_none());
    let missing: Vec<_> = missing.map(|(_, words)| words).chain(is_undated_end.then_some("completed")).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let what = format!("not stated: {}", missing.join(", "));
    vec![Finding { field: None, what, next: format!("csp set {} FIELD=VALUE", subject.id) }]
}

/// A duty that comes round again, of which nobody can tell when: such a one is never late in any list.
pub(super) fn duty_without_date(subject: &Subject<'_>) -> Vec<Finding> {
    let Record::Duty(duty) = subject.record else { return Vec::new() };
    let comes_round = duty.cadence.is_some_and(|cadence| cadence.months().is_some());
    if !comes_round || duty.due().is_some() {
        return Vec::new();
    }
    let what = match &duty.last_done {
        None => "not stated: when it was last done, or is next due".to_owned(),
        Some(words) => format!("not stated: when it is next due, which cannot be computed from {words}"),
    };
    let next = format!("csp set {} last_done=DATE or next_due=DATE", subject.id);
    vec![Finding { field: Some("next_due"), what, next }]
}

#[cfg(test)]
mod tests {
    use crate::model::Kind;
    use crate::model::check::found::found;

    #[test]
    fn a_duty_that_comes_round_says_when() {
        let gap = ["gap: not stated: when it was last done, or is next due"];

        assert_eq!(found(Kind::Duty, &[("cadence", "ThreeYearly")]), gap);
        assert_eq!(found(Kind::Duty, &[("cadence", "ThreeYearly"), ("last_done", "2023-03-09")]), [""; 0]);
        assert_eq!(found(Kind::Duty, &[("cadence", "ThreeYearly"), ("next_due", "2024-03-09")]), [""; 0]);
        let last = |when| found(Kind::Duty, &[("cadence", "ThreeYearly"), ("last_done", when)]);
        assert_eq!(last("2022/23"), ["gap: not stated: when it is next due, which cannot be computed from 2022/23"]);
        assert_eq!(
            last("\"in March\""),
            ["gap: not stated: when it is next due, which cannot be computed from in March"]
        );
        assert_eq!(found(Kind::Duty, &[("cadence", "PerCase")]), [""; 0], "it has no date of its own");
        assert_eq!(found(Kind::Duty, &[]), [""; 0], "nobody says that it comes round");
    }
}
