//! What the program notices by itself. It flags; it never judges.

use chrono::NaiveDate;

use super::choice::{Colour, Stage, State};
use super::kinds::Due;
use super::reckoning::Reckoning;
use super::record::Record;
use super::scalars::DayCount;
use super::when::{When, days_between};

/// Something the program notices about a record; what needs a decision stands first, the most urgent at the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// Open, and its date is past.
    Overdue,
    /// Open, and its date is within 14 days; 60 for a duty.
    DueSoon,
    /// Open, and cannot go on.
    Blocked,
    /// Open, and rated red by somebody.
    Red,
    /// Open, and the day on which it was to be looked at again has come.
    ReviewDue,
    /// Open work whose last dated note, or else its start, is so many days old: 90 where the store states no other
    /// number. Where neither is stated, nothing is known.
    Stale,
    /// Open, and nobody is named as owner.
    Unowned,
    /// Open, and no date of any kind is set for it.
    Undated,
    /// Open, and its date is words such as "in March", so that nobody can count the days to it.
    InWords,
    /// An open action without a lead agency.
    NoLeadAgency,
    /// An open recommendation that nobody has answered.
    Unanswered,
    /// A completed action without evidence.
    NoEvidence,
    /// An action that serves no priority and no theme.
    Unmapped,
    /// Not complete, superseded, closed or archived.
    Open,
    /// Open, and an area for further work.
    Outstanding,
    /// Hidden.
    Archived,
}

/// Days before its date from which a record is due soon.
const SOON: i64 = 14;
/// Days before its date from which a duty is due soon.
pub const DUTY_SOON: i64 = 60;
/// Days without an update after which open work is stale, where the store does not state them.
pub const STALE: DayCount = DayCount(90);

impl Flag {
    /// Every flag.
    pub const ALL: [Self; 16] = [
        Self::Overdue,
        Self::DueSoon,
        Self::Blocked,
        Self::Red,
        Self::ReviewDue,
        Self::Stale,
        Self::Unowned,
        Self::Undated,
        Self::InWords,
        Self::NoLeadAgency,
        Self::Unanswered,
        Self::NoEvidence,
        Self::Unmapped,
        Self::Open,
        Self::Outstanding,
        Self::Archived,
    ];

    /// The word by which a filter asks for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::DueSoon => "due-soon",
            Self::Blocked => "blocked",
            Self::Red => "red",
            Self::ReviewDue => "review-due",
            Self::Stale => "stale",
            Self::Unowned => "unowned",
            Self::Undated => "undated",
            Self::InWords => "in-words",
            Self::NoLeadAgency => "no-lead-agency",
            Self::Unanswered => "unanswered",
            Self::NoEvidence => "no-evidence",
            Self::Unmapped => "unmapped",
            Self::Open => "open",
            Self::Outstanding => "outstanding",
            Self::Archived => "archived",
        }
    }

    /// Whether it holds for a record, by the day and the store's own number of days.
    pub fn holds(self, record: &Record, on: Reckoning) -> bool {
        let today = on.today;
        let open = is_open(record);
        match self {
            Self::Open => open,
            Self::Archived => record.archived().is_some(),
            Self::Overdue => open && days_left(record, today).is_some_and(|days| days < 0),
            Self::DueSoon => {
                let soon = if matches!(record, Record::Duty(_)) { DUTY_SOON } else { SOON };
                open && days_left(record, today).is_some_and(|days| (0..=soon).contains(&days))
            }
            Self::Blocked => open && record.state() == Some(State::Blocked),
            Self::Red => open && record.rag().is_some_and(|rag| rag.colour == Colour::Red),
            Self::ReviewDue => open && review(record).is_some_and(|day| day <= today),
            Self::Stale => {
                let silent = days_silent(record, today);
                open && is_work(record) && silent.is_some_and(|days| days >= on.stale_after.days())
            }
            Self::Unowned => {
                let owner = match record {
                    Record::Action(it) => it.owner.as_ref(),
                    Record::Recommendation(it) => it.owner.as_ref(),
                    _ => return false,
                };
                open && owner.is_none()
            }
            Self::Undated => open && is_work(record) && !is_dated(record),
            Self::InWords => open && matches!(deadline(record), Some(When::Stated(_))),
            Self::NoLeadAgency => {
                matches!(record, Record::Action(action) if open && action.lead_agency.is_none())
            }
            Self::Unanswered => is_unanswered(record),
            Self::NoEvidence => {
                let live = record.archived().is_none();
                matches!(record, Record::Action(it)
                    if live && it.state == Some(State::Complete) && it.evidence.is_none())
            }
            Self::Unmapped => {
                let live = record.archived().is_none();
                matches!(record, Record::Action(it) if live && it.priorities.is_empty() && it.themes.is_empty())
            }
            Self::Outstanding => {
                matches!(record, Record::Action(action) if open && action.stage == Some(Stage::FurtherWork))
            }
        }
    }
}

/// Whether more is to be done about a record.
pub fn is_open(record: &Record) -> bool {
    record.archived().is_none() && !record.state().is_some_and(State::is_final)
}

/// Whether it is an open recommendation that nobody has answered.
pub fn is_unanswered(record: &Record) -> bool {
    matches!(record, Record::Recommendation(it) if is_open(record) && !it.is_answered())
}

/// Work that somebody should own and date.
fn is_work(record: &Record) -> bool {
    matches!(record, Record::Action(_) | Record::Recommendation(_))
}

/// The last day of the time at which an action is to be looked at again.
fn review(record: &Record) -> Option<NaiveDate> {
    if let Record::Action(action) = record { action.review.as_ref()?.last_day() } else { None }
}

/// Whether somebody has looked at it and put it off: the day on which to look again is still to come.
pub fn is_put_off(record: &Record, today: NaiveDate) -> bool {
    review(record).is_some_and(|day| day > today)
}

/// Whether any date is set for it; that of a recommendation stays one when it is answered.
fn is_dated(record: &Record) -> bool {
    match record {
        Record::Action(action) => action.review.is_some() || action.deadline().is_some(),
        Record::Recommendation(recommendation) => recommendation.due.is_some(),
        _ => false,
    }
}

/// The date by which something has to happen, whatever the kind: an action's (the revised one where there is one), a
/// duty's (computed where none is stated), an unanswered recommendation's, a plan's next gate's.
pub fn deadline(record: &Record) -> Option<When> {
    match record {
        Record::Action(action) => action.deadline().cloned(),
        Record::Duty(duty) => duty.due().map(|due| due.when().clone()),
        Record::Recommendation(it) => it.due.clone().filter(|_| !it.is_answered()),
        Record::Plan(plan) => {
            // A date in words is none to count to: it never hides one that is.
            let dates = plan.gates_ahead().filter_map(|gate| gate.date.clone());
            dates.min_by_key(|when| (when.last_day().is_none(), when.last_day()))
        }
        _ => None,
    }
}

/// The same, with how it is known.
pub fn due(record: &Record) -> Option<Due> {
    match record {
        Record::Duty(duty) => duty.due(),
        _ => deadline(record).map(Due::Stated),
    }
}

/// Days until the deadline; negative where it is past, `None` where there is none or only words.
pub fn days_left(record: &Record, today: NaiveDate) -> Option<i64> {
    Some(days_between(today, deadline(record)?.last_day()?))
}

/// Days since the latest note of a day, or else the stated start; `None` where neither is stated. A note that only says
/// that somebody was asked is no news, and one that is dated in words tells no day.
pub fn days_silent(record: &Record, today: NaiveDate) -> Option<i64> {
    Some(days_between(last_sign(record)?.last_day()?, today))
}

fn last_sign(record: &Record) -> Option<&When> {
    let noted = record.last_update().and_then(|update| update.date.as_ref()).filter(|when| when.last_day().is_some());
    let start = match record {
        Record::Action(action) => action.start.as_ref(),
        _ => None,
    };
    noted.or(start)
}

#[cfg(test)]
mod tests {
    use super::super::choice::GateState;
    use super::super::kinds::{Action, Duty, Plan, Priority, Recommendation};
    use super::super::rag::Rag;
    use super::super::rows::{Gate, Update};
    use super::super::text::Line;
    use super::*;

    fn on(text: &str) -> Option<When> {
        When::stored(text).ok()
    }

    fn flags(record: impl Into<Record>) -> Vec<&'static str> {
        flags_where(STALE, record)
    }

    fn flags_where(stale_after: DayCount, record: impl Into<Record>) -> Vec<&'static str> {
        let record = record.into();
        let today = NaiveDate::from_ymd_opt(2023, 3, 9).unwrap();
        let holds = |flag: &Flag| flag.holds(&record, Reckoning { today, stale_after, versions: &[] });
        Flag::ALL.into_iter().filter(holds).map(Flag::word).collect()
    }

    fn due(text: &str) -> Action {
        Action { due: on(text), ..Action::default() }
    }

    #[test]
    fn a_gate_dated_in_words_hides_no_late_one() {
        let gate = |text| Gate { date: on(text), ..Gate::default() };

        assert!(
            flags(Plan { gates: vec![gate("in March"), gate("2023-01-01")], ..Plan::default() }).contains(&"overdue")
        );
        assert!(!flags(Plan { gates: vec![gate("in March")], ..Plan::default() }).contains(&"overdue"));
    }

    #[test]
    fn a_date_is_past_only_after_its_last_day() {
        let of_the_date = |text| {
            let rest = ["unowned", "no-lead-agency", "unmapped", "open"];
            flags(due(text)).into_iter().filter(|flag| !rest.contains(flag)).collect::<Vec<_>>()
        };

        assert_eq!(of_the_date("2023-03-08"), ["overdue"]);
        assert_eq!(of_the_date("2023-03-09"), ["due-soon"]);
        assert_eq!(of_the_date("2023-03-23"), ["due-soon"]);
        assert_eq!(of_the_date("2023-03-24"), [""; 0]);
        assert_eq!(of_the_date("2023-03"), [""; 0], "its last day is the 31st");
        assert_eq!(of_the_date("2023-02"), ["overdue"]);
        assert_eq!(of_the_date("2022/23"), [""; 0]);
        assert_eq!(of_the_date("in March"), ["in-words"]);
    }

    #[test]
    fn the_revised_date_counts() {
        let action = Action { revised_due: on("2023-06-01"), ..due("2023-01-01") };

        assert!(!flags(action).contains(&"overdue"));
    }

    #[test]
    fn a_duty_is_due_soon_from_sixty_days() {
        let duty = |text| Duty { next_due: on(text), ..Duty::default() };

        assert_eq!(flags(duty("2023-05-08")), ["due-soon", "open"]);
        assert_eq!(flags(duty("2023-05-09")), ["open"]);
    }

    #[test]
    fn staleness_is_known_only_from_a_date() {
        let noted = |text| Update { date: on(text), ..Update::default() };
        let with = |updates| Action { updates, ..Action::default() };

        assert!(flags(with(vec![noted("2022-12-09")])).contains(&"stale"));
        assert!(!flags(with(vec![noted("2022-12-09"), noted("2022-12-10")])).contains(&"stale"));
        assert_eq!(flags(with(vec![noted("2022-12-09"), noted("in March")])), flags(with(vec![noted("2022-12-09")])));
        let started = Action { start: on("2022-12-09"), ..with(vec![noted("in March")]) };
        assert!(flags(started).contains(&"stale"), "words hide no start");
        assert!(!flags(with(Vec::new())).contains(&"stale"), "nothing is known of a record without a date");
        assert!(flags(Action { start: on("2022-12-09"), ..Action::default() }).contains(&"stale"));
        assert_eq!(flags(Plan { updates: vec![noted("2022-12-09")], ..Plan::default() }), ["open"], "work alone is");
    }

    #[test]
    fn the_store_says_after_how_many_days_work_is_stale() {
        let action = |start| Action { start: on(start), ..Action::default() };

        assert!(flags_where(DayCount(30), action("2023-02-07")).contains(&"stale"));
        assert!(!flags_where(DayCount(30), action("2023-02-08")).contains(&"stale"));
        assert!(!flags_where(DayCount(3650), action("2022-12-09")).contains(&"stale"));
    }

    #[test]
    fn a_review_is_due_from_its_last_day_and_puts_off_until_then() {
        let today = NaiveDate::from_ymd_opt(2023, 3, 9).unwrap();
        let action = |text| Action { review: on(text), ..Action::default() };

        for (review, is_due, is_ahead) in [
            ("2023-03-08", true, false),
            ("2023-03-09", true, false),
            ("2023-03-10", false, true),
            ("2023-02", true, false),
            ("2023-03", false, true),
            ("in March", false, false),
        ] {
            assert_eq!(flags(action(review)).contains(&"review-due"), is_due, "{review}");
            assert_eq!(is_put_off(&action(review).into(), today), is_ahead, "{review}");
        }
        assert!(!flags(Action { state: Some(State::Complete), ..action("2023-03-08") }).contains(&"review-due"));
    }

    #[test]
    fn red_is_a_judgement_on_what_is_open() {
        let rag = |colour| Some(Rag { colour, on: None, by: None, reason: Line::new("why") });
        let red = |state| flags(Action { state, rag: rag(Colour::Red), ..Action::default() }).contains(&"red");

        assert!(red(None) && red(Some(State::Ongoing)) && !red(Some(State::Complete)));
        assert_eq!(flags(Priority { rag: rag(Colour::Red), ..Priority::default() }), ["red", "open"]);
        assert_eq!(flags(Priority { rag: rag(Colour::Amber), ..Priority::default() }), ["open"]);
    }

    #[test]
    fn a_date_in_words_is_one_and_cannot_be_counted_to() {
        let gate = |text| Gate { date: on(text), ..Gate::default() };

        let found = flags(due("in March"));
        assert!(found.contains(&"in-words") && !found.contains(&"undated"), "{found:?}");
        assert!(!flags(Action { revised_due: on("2023-03"), ..due("in March") }).contains(&"in-words"));
        assert_eq!(flags(Plan { gates: vec![gate("in March")], ..Plan::default() }), ["in-words", "open"]);
        assert_eq!(flags(Plan { gates: vec![gate("in March"), gate("2024-01-01")], ..Plan::default() }), ["open"]);
    }

    #[test]
    fn an_answer_takes_no_date_away() {
        let answered = |due| Recommendation { due, responded_on: on("2023-03-01"), ..Recommendation::default() };

        assert_eq!(flags(Recommendation { due: on("2023-12-01"), ..Recommendation::default() })[1], "unanswered");
        assert_eq!(flags(answered(on("2023-02-01"))), ["unowned", "open"]);
        assert_eq!(flags(answered(None)), ["unowned", "undated", "open"]);
    }

    #[test]
    fn nothing_is_asked_of_what_is_over() {
        let over = Action { state: Some(State::Closed), ..due("2022-01-01") };

        assert_eq!(flags(over), ["unmapped"]);
    }

    #[test]
    fn a_plans_deadline_is_its_next_gate() {
        let gate = |text, state| Gate { date: on(text), state, ..Gate::default() };
        let plan =
            Plan { gates: vec![gate("2020-03", Some(GateState::Done)), gate("2023-03-01", None)], ..Plan::default() };

        assert_eq!(flags(plan), ["overdue", "open"]);
    }
}
