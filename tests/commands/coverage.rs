//! `csp coverage`: the matrix of the source report.

use crate::support::Desk;

#[test]
fn it_equals_the_table_of_the_report() {
    let answer = Desk::empty().csp("coverage");

    assert_eq!(answer.code, 0);
    assert_eq!(
        answer.out,
        "\
Coverage by stage                                             as at 9 March 2023

PRIORITIES                        business as usual   developing   further work
Domestic Abuse and Stalking                       6            6              2
Sexual Offences                                   2            1              1
Violent Crime                                     1          gap            gap
Anti-Social Behaviour                             1            2            gap
Rural Crime                                       1          gap            gap
Fraud                                             1          gap            gap

THEMES                            business as usual   developing   further work
Mental health                                   gap          gap            gap
Substance misuse                                gap          gap            gap
Complex cases / multiple needs                  gap          gap            gap
Violence against women and girls                gap            2            gap

Mapped to none: reducing-reoffending, schools-prevention
"
    );
}

#[test]
fn an_action_without_a_stage_is_counted_apart() {
    let desk = Desk::sample();
    desk.csp("set turnaround stage=");

    let answer = desk.csp("coverage").out;

    assert!(answer.lines().any(|line| line.starts_with("Anti-Social") && line.ends_with("and 1 with no stage stated")));
}

#[test]
fn work_of_an_archived_priority_alone_is_mapped_to_none() {
    let desk = Desk::sample();
    let before = desk.csp("coverage").out;

    desk.csp("archive fraud");
    let after = desk.csp("coverage").out;

    let unmapped = |text: &str| text.split_once("Mapped to none").unwrap().1.to_owned();
    assert!(!unmapped(&before).contains("friends-against-scams"), "{before}");
    assert!(unmapped(&after).contains("friends-against-scams"), "{after}");
}
