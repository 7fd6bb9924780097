//! Rules about meetings, and about recommendations and their answers.

use super::{Finding, Subject};
use crate::model::choice::Origin;
use crate::model::record::Record;

pub(super) fn answered_before_it_was_made(subject: &Subject<'_>) -> Vec<Finding> {
    let Record::Recommendation(it) = subject.record else { return Vec::new() };
    let (Some(answered), Some(made)) = (&it.responded_on, it.made(subject.book)) else { return Vec::new() };
    let is_before = answered.last_day().zip(made.first_day()).is_some_and(|(answered, made)| answered < made);
    let finding = Finding {
        field: Some("responded_on"),
        what: format!("Responded on, {answered}, comes before the day on which it was made, {made}"),
        next: "set responded_on, made_on or the meeting anew".to_owned(),
    };
    is_before.then_some(finding).into_iter().collect()
}

pub(super) fn answered_without_a_date(subject: &Subject<'_>) -> Vec<Finding> {
    let Record::Recommendation(it) = subject.record else { return Vec::new() };
    let finding = Finding {
        field: Some("response"),
        what: "it is answered, and when is not stated".to_owned(),
        next: format!("csp set {} responded_on=DATE", subject.id),
    };
    (it.response.is_some() && it.responded_on.is_none()).then_some(finding).into_iter().collect()
}

/// A review is known by its code alone, so that nobody is named.
pub(super) fn review_without_a_case(subject: &Subject<'_>) -> Vec<Finding> {
    let Record::Recommendation(it) = subject.record else { return Vec::new() };
    let finding = Finding {
        field: Some("origin"),
        what: "it comes from a Domestic Homicide Review, and the review's code is not stated".to_owned(),
        next: format!("csp set {} case=CODE, never a person's name", subject.id),
    };
    let is_of_review = it.origin == Some(Origin::DomesticHomicideReview);
    (is_of_review && it.case.is_none()).then_some(finding).into_iter().collect()
}

/// Without both nobody can tell which meetings came before it, and so what arises from them.
pub(super) fn without_body_or_date(subject: &Subject<'_>) -> Vec<Finding> {
    let Record::Meeting(it) = subject.record else { return Vec::new() };
    let missing = [("body", it.body.is_none()), ("date", it.date.is_none())];
    let missing: Vec<_> = missing.into_iter().filter(|(_, is_missing)| *is_missing).map(|(name, _)| name).collect();
    let typed: Vec<_> = missing.iter().map(|name| format!("{name}={}", name.to_uppercase())).collect();
    let finding = || Finding {
        field: None,
        what: format!("not stated: {}", missing.join(", ")),
        next: format!("csp set {} {}", subject.id, typed.join(" ")),
    };
    (!missing.is_empty()).then(finding).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::model::Kind;
    use crate::model::check::found::found;

    #[test]
    fn an_answer_has_a_date_and_not_one_before_the_meeting() {
        let of = |fields: &[(&str, &str)]| {
            let told = found(Kind::Recommendation, &[fields, &[("meeting", "march")]].concat());
            told.into_iter().filter(|line| !line.contains("not stated: owner")).collect::<Vec<_>>()
        };

        let early = "warning: Responded on, 8 March 2023, comes before the day on which it was made, 9 March 2023";
        assert_eq!(of(&[("responded_on", "2023-03-08")]), [early]);
        assert_eq!(of(&[("responded_on", "2023-03")]), [""; 0], "it may be a later day of that month");
        assert_eq!(of(&[("responded_on", "2023-03-08"), ("made_on", "2023-03-01")]), [""; 0]);
        assert_eq!(of(&[("response", "Yes")]), ["gap: it is answered, and when is not stated"]);
    }

    #[test]
    fn a_review_has_its_code() {
        let of = |fields| found(Kind::Recommendation, fields).join("\n");

        assert!(of(&[("origin", "DomesticHomicideReview")]).contains("gap: it comes from a Domestic Homicide Review"));
        assert!(!of(&[("origin", "DomesticHomicideReview"), ("case", "DHR 1")]).contains("Homicide"));
        assert!(!of(&[("origin", "Audit")]).contains("Homicide"));
    }

    #[test]
    fn a_meeting_has_a_body_and_a_date() {
        assert_eq!(found(Kind::Meeting, &[]), ["gap: not stated: body, date"]);
        assert_eq!(found(Kind::Meeting, &[("body", "it")])[1..], ["gap: not stated: date"]);
    }
}
