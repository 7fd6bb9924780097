use super::*;
use crate::model::Kind;
use crate::report::tests::{book, day, record};
use crate::store::Seed;
use crate::store::Store;

/// What the tracker of 9 March 2023 says of recommendations, beside a meeting of 1 March 2023.
fn tracked(records: &[(&str, &[(&str, &str)])]) -> Vec<Recommended> {
    let mut all: Vec<_> = records.iter().map(|(name, fields)| (*name, record(Kind::Recommendation, fields))).collect();
    all.push(("march", record(Kind::Meeting, &[("title", "Scrutiny, March"), ("date", "2023-03-01")])));
    recommendations(&book(&all), day("2023-03-09"))
}

#[test]
fn the_unanswered_stand_first_the_oldest_at_the_top_and_what_states_no_date_behind_them() {
    let found = tracked(&[
        ("a-answered", &[("made_on", "2022-01-01"), ("responded_on", "2022-01-02")]),
        ("b-undated", &[]),
        ("c-new", &[("meeting", "march")]),
        ("d-old", &[("meeting", "march"), ("made_on", "2022-12-01")]),
    ]);

    let order: Vec<_> = found.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(order, ["d-old", "c-new", "b-undated", "a-answered"]);
}

#[test]
fn age_counts_from_its_own_date_else_its_meetings_until_today_or_the_answer() {
    let age = |fields: &[(&str, &str)]| {
        let it = tracked(&[("it", fields)]).remove(0);
        (it.age_days, it.age())
    };

    for (fields, days, words) in [
        (&[("meeting", "march")][..], Some(8), "8 days without an answer"),
        (&[("meeting", "march"), ("made_on", "2023-03-08")], Some(1), "1 day without an answer"),
        (&[("made_on", "2023-02")], Some(9), "9 days without an answer"),
        (&[("made_on", "\"in March\"")], None, "without an answer; age not stated"),
        (&[], None, "without an answer; age not stated"),
        (&[("meeting", "march"), ("responded_on", "2023-03-04")], Some(3), "answered after 3 days"),
        (&[("meeting", "march"), ("response", "Yes")], None, "answered; after how long not stated"),
        (&[("meeting", "march"), ("responded_on", "2023-02-04")], None, "answered; after how long not stated"),
        (&[("meeting", "march"), ("state", "Closed")], None, "over, and no answer is stated"),
    ] {
        assert_eq!(age(fields), (days, words.to_owned()), "{fields:?}");
    }
}

#[test]
fn it_goes_from_asking_through_consideration_and_answer_to_an_outcome() {
    for (fields, stands) in [
        (&[][..], Standing::Asked),
        (&[("state", "NotStarted")], Standing::Asked),
        (&[("state", "InProgress")], Standing::UnderConsideration),
        (&[("state", "InProgress"), ("response", "Agreed")], Standing::Answered),
        (&[("response", "Agreed"), ("state", "Complete")], Standing::Outcome),
        (&[("state", "Superseded")], Standing::Outcome),
    ] {
        assert_eq!(tracked(&[("it", fields)])[0].stands, stands, "{fields:?}");
    }
    assert_eq!(tracked(&[("it", &[])])[0].way(), "[asked] > under consideration > answered > outcome");
}

#[test]
fn reviews_stand_by_agency_and_by_age_and_nobody_is_named() {
    const OF_REVIEW: (&str, &str) = ("origin", "DomesticHomicideReview");
    let found = tracked(&[
        ("a", &[OF_REVIEW, ("case", "DHR 2"), ("lead_agency", "police"), ("made_on", "2023-01-01")]),
        ("b", &[OF_REVIEW, ("case", "DHR 1")]),
        ("c", &[OF_REVIEW, ("case", "DHR 1"), ("lead_agency", "police"), ("made_on", "2022-01-01")]),
        ("d", &[OF_REVIEW, ("lead_agency", "nhs"), ("responded_on", "2022-01-01")]),
    ]);

    let groups = by_agency(found);

    let told: Vec<_> = groups.iter().map(|group| (group.lead_agency.as_deref(), group.unanswered)).collect();
    assert_eq!(told, [(Some("nhs"), 0), (Some("police"), 2), (None, 1)]);
    let of_police: Vec<_> = groups[1].recommendations.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(of_police, ["c", "a"]);
}

#[test]
fn the_samples_one_recommendation_is_of_the_day_itself_and_nothing_is_invented() {
    let sample = Seed::Sample.in_memory().load().unwrap();

    let found = recommendations(&sample, day("2023-03-09"));

    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(json[0]["made_on"], "9 March 2023");
    assert_eq!(json[0]["age_days"], 0);
    assert_eq!((&json[0]["stands"], &json[0]["origin"]), (&"asked".into(), &"scrutiny".into()));
    for unknown in ["case", "paragraph", "lead_agency", "owner", "due", "response", "responded_on", "state"] {
        assert_eq!(json[0][unknown], serde_json::Value::Null, "{unknown}");
    }
}
