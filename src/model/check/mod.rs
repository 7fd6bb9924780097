//! Every problem of a book, by a table of rules: one rule a row.

#[cfg(test)]
mod found;
mod gaps;
mod links;
mod meetings;
mod money;
mod sense;
mod statements;

use chrono::NaiveDate;

use super::book::Book;
use super::display::NOT_STATED;
use super::fault::Fault;
use super::id::Id;
use super::merge::Conflict;
use super::record::Record;
use super::version::Version;

/// Something that is wrong or missing, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How grave it is.
    pub severity: Severity,
    /// The file's path within the store.
    pub path: String,
    /// Line and column, where they are known.
    pub place: Option<(usize, usize)>,
    /// The record it is about.
    pub id: Option<Id>,
    /// The field it is about.
    pub field: Option<&'static str>,
    /// What is wrong.
    pub what: String,
    /// What to do next.
    pub next: String,
}

/// How grave a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something cannot be used as it is; answers are incomplete until it is mended.
    Error,
    /// Something that looks wrong.
    Warning,
    /// Something that is not stated, or a date that calls for a look.
    Gap,
}

impl Severity {
    /// All of them, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Gap];

    /// The word before a problem.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Gap => "gap",
        }
    }

    /// What stands above them in a list.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Error => "Errors: cannot be used as it is",
            Self::Warning => "Warnings: looks wrong",
            Self::Gap => "Gaps: not stated, or late",
        }
    }
}

/// A rule: how grave it is, and what it finds in one record.
struct Rule {
    severity: Severity,
    find: fn(&Subject<'_>) -> Vec<Finding>,
}

/// A record under examination.
struct Subject<'a> {
    book: &'a Book,
    id: &'a Id,
    record: &'a Record,
    today: NaiveDate,
}

/// What a rule found: in which field, what is wrong and what to do.
struct Finding {
    field: Option<&'static str>,
    what: String,
    next: String,
}

/// Every rule, in the order in which its findings are told.
const RULES: &[Rule] = &[
    Rule { severity: Severity::Error, find: links::leads_nowhere },
    Rule { severity: Severity::Error, find: links::leads_to_another_kind },
    Rule { severity: Severity::Error, find: links::goes_round },
    Rule { severity: Severity::Error, find: sense::format },
    Rule { severity: Severity::Warning, find: links::leads_to_what_is_archived },
    Rule { severity: Severity::Warning, find: sense::state_without_reason },
    Rule { severity: Severity::Warning, find: sense::dates_out_of_order },
    Rule { severity: Severity::Warning, find: sense::done_ahead_of_time },
    Rule { severity: Severity::Warning, find: sense::gates_out_of_order },
    Rule { severity: Severity::Warning, find: sense::hidden_characters },
    Rule { severity: Severity::Warning, find: sense::rolled_in_part },
    Rule { severity: Severity::Warning, find: statements::lists_nothing },
    Rule { severity: Severity::Warning, find: sense::queries },
    Rule { severity: Severity::Warning, find: meetings::answered_before_it_was_made },
    Rule { severity: Severity::Warning, find: money::year_not_among_years },
    Rule { severity: Severity::Warning, find: money::two_amounts_for_a_year },
    Rule { severity: Severity::Gap, find: gaps::dates },
    Rule { severity: Severity::Gap, find: gaps::not_stated },
    Rule { severity: Severity::Gap, find: gaps::duty_without_date },
    Rule { severity: Severity::Gap, find: meetings::answered_without_a_date },
    Rule { severity: Severity::Gap, find: meetings::review_without_a_case },
    Rule { severity: Severity::Gap, find: meetings::without_body_or_date },
];

/// Everything that is wrong or missing, the gravest first, then by file.
pub fn examine(book: &Book, today: NaiveDate) -> Vec<Problem> {
    let mut problems: Vec<Problem> = book.faults().iter().map(unreadable).collect();
    problems.extend(book.remarks().iter().map(odd));
    problems.extend(book.versions().iter().map(|version| disputed(book, version)));
    for (id, record) in book.live() {
        let subject = Subject { book, id, record, today };
        for rule in RULES {
            for Finding { field, what, next } in (rule.find)(&subject) {
                let path = record.kind().path(id);
                problems.push(Problem {
                    severity: rule.severity,
                    path,
                    place: None,
                    id: Some(id.clone()),
                    field,
                    what,
                    next,
                });
            }
        }
    }
    problems.sort_by(|one, other| (one.severity, &one.path).cmp(&(other.severity, &other.path)));
    problems
}

fn unreadable(fault: &Fault) -> Problem {
    Problem { severity: Severity::Error, what: format!("{}. The file was left as it is", fault.what), ..odd(fault) }
}

fn odd(remark: &Fault) -> Problem {
    Problem {
        severity: Severity::Warning,
        path: remark.path.clone(),
        place: remark.place,
        id: remark.id.clone(),
        field: None,
        what: remark.what.clone(),
        next: remark.next.clone(),
    }
}

/// That two officers set the same fields, and nobody has decided which of the two stands.
fn disputed(book: &Book, version: &Version) -> Problem {
    let id = &version.id;
    let differences = book.get(id).map(|record| version.differences(record)).unwrap_or_default();
    let stated = |text: &str| if text.is_empty() { NOT_STATED.to_owned() } else { format!("{text:?}") };
    let whose = version.whose();
    let both =
        |it: &Conflict| format!("{} is {} here, and {whose} set {}", it.label, stated(&it.mine), stated(&it.theirs));
    let told: Vec<_> = differences.iter().map(both).collect();
    let (what, next) = match (book.get(id), told.is_empty()) {
        (None, _) => (
            "another version of it stands beside it, and the record cannot be read".to_owned(),
            format!("mend the record with csp edit {id}, then decide"),
        ),
        (Some(_), true) => (
            "another version of it stands beside it, which differs no more".to_owned(),
            format!("csp resolve {id} mine puts it away"),
        ),
        (Some(_), false) => (
            format!("two officers set the same: {}", told.join("; ")),
            format!("csp resolve {id} mine keeps what is here, theirs takes what {whose} set; v on screen"),
        ),
    };
    Problem {
        severity: Severity::Warning,
        path: version.path(),
        place: None,
        id: Some(id.clone()),
        field: None,
        what,
        next,
    }
}

#[cfg(test)]
mod tests {
    use super::super::choice::{GateState, State};
    use super::super::kinds::{Action, Plan, Priority};
    use super::super::rows::{Gate, Milestone, Update};
    use super::super::text::{Line, Text};
    use super::super::when::When;
    use super::*;

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    /// The problems of a book in which `work` is this action.
    fn problems(action: Action) -> Vec<String> {
        let title = |text: &str| Some(Line::new(text));
        let work = Action { title: title("Work"), ..action };
        let other = Action { title: title("Other"), part_of: Some(id("work")), ..Action::default() };
        let fraud = Priority { title: title("Fraud"), ..Priority::default() };
        let records = [(id("work"), work.into()), (id("other"), other.into()), (id("fraud"), fraud.into())];
        let book = Book::new(records.into(), Vec::new());
        let today = NaiveDate::from_ymd_opt(2023, 3, 9).unwrap();
        let of_work = examine(&book, today).into_iter().filter(|problem| problem.id == Some(id("work")));
        of_work.map(|problem| format!("{}: {}", problem.severity.word(), problem.what)).collect()
    }

    #[test]
    fn a_link_must_lead_to_a_record_of_the_right_kind_and_not_round() {
        let action = Action {
            priorities: vec![id("nowhere"), id("fraud")],
            themes: vec![id("fraud")],
            part_of: Some(id("other")),
            ..Action::default()
        };

        let found = problems(action);

        assert_eq!(found[0], "error: Priorities leads to nowhere, and there is no such record");
        assert_eq!(found[1], "error: Themes leads to fraud, which is a priority");
        assert_eq!(found[2], "error: Part of leads round in a circle: work, other, work");
        assert!(found[3].starts_with("gap: "), "{found:?}");
    }

    #[test]
    fn what_does_not_make_sense_is_a_warning() {
        let when = |text| Some(When::stored(text).unwrap());
        let action = Action {
            state: Some(State::Blocked),
            start: when("2023-05-01"),
            due: when("2023-04-01"),
            completed: when("2023-06-01"),
            detail: Some(Text::new("a\u{202e}b")),
            ..Action::default()
        };

        let found = problems(action);

        assert_eq!(
            found[..4],
            [
                "warning: it is blocked and no reason is stated",
                "warning: Due, 1 April 2023, comes before Start, 1 May 2023",
                "warning: Completed is a day that has not come",
                "warning: Detail holds characters that do not show, or that change the order of letters",
            ]
        );
    }

    #[test]
    fn what_is_done_ahead_of_time_is_found_in_entries_too() {
        let when = |text| Some(When::stored(text).unwrap());
        let milestone =
            |done| Milestone { text: Some(Line::new("Bid sent")), done: when(done), ..Milestone::default() };
        let update = |date| Update { date: when(date), text: Some(Text::new("x")), ..Update::default() };
        let action = Action {
            milestones: vec![milestone("2023-03-09"), milestone("2023-03-10"), milestone("in May")],
            updates: vec![update("2023-03-09"), update("2024-01-01"), update("in May")],
            ..Action::default()
        };

        let found: Vec<_> = problems(action).into_iter().filter(|it| it.starts_with("warning")).collect();

        assert_eq!(
            found,
            [
                "warning: Milestones: Bid sent is done on 10 March 2023, which has not come",
                "warning: Updates: one is of 1 January 2024, which has not come",
            ]
        );
    }

    #[test]
    fn a_gate_out_of_order_is_found_whatever_stands_between() {
        let of_gates = |gates: &[(&str, &str)]| {
            let gate = |(step, date): &(&str, &str)| Gate {
                step: (!step.is_empty()).then(|| Line::new(step)),
                date: When::stored(date).ok(),
                state: Some(GateState::Done),
                ..Gate::default()
            };
            let plan =
                Plan { title: Some(Line::new("Plan")), gates: gates.iter().map(gate).collect(), ..Plan::default() };
            let today = NaiveDate::from_ymd_opt(2023, 3, 9).unwrap();
            let found = examine(&Book::new([(id("plan"), plan.into())].into(), Vec::new()), today);
            let gates = found.into_iter().filter(|it| it.severity == Severity::Warning);
            gates.map(|it| it.what).collect::<Vec<_>>()
        };

        let early = ["Adopted, 1 January 2021, is passed before Drafted, 1 May 2022"];
        assert_eq!(of_gates(&[("Drafted", "2022-05-01"), ("Agreed", "in March"), ("Adopted", "2021-01-01")]), early);
        assert_eq!(of_gates(&[("Drafted", "2022-05-01"), ("Agreed", "2022/23"), ("Adopted", "2021-01-01")]), early);
        assert_eq!(of_gates(&[("Drafted", "2022-05-01"), ("Agreed", "2022/23"), ("Adopted", "2022-04")]).len(), 1);
        assert_eq!(
            of_gates(&[("Drafted", "2022-05-01"), ("", "2021-01-01"), ("", "2024-01-01")]),
            [
                "a gate whose step is not stated is passed on 1 January 2024, which has not come",
                "a gate whose step is not stated, 1 January 2021, is passed before Drafted, 1 May 2022",
            ]
        );
        assert!(of_gates(&[("Drafted", "2022-05-01"), ("Agreed", "2022/23"), ("Adopted", "2022-05-01")]).is_empty());
    }

    #[test]
    fn gaps_of_one_record_stand_on_one_line() {
        let due = Some(When::stored("2023-03-01").unwrap());

        let found = problems(Action { due, ..Action::default() });

        assert_eq!(found, ["gap: it is 8 days overdue", "gap: not stated: owner, lead agency, priority or theme"]);
    }
}
