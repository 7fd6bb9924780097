//! The built-in sample says what the source report says, and nothing else.
#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it must be")]

use csp_lead::model::{Book, Filter, Id};
use csp_lead::report::{CoverageRow, also_outstanding, cover, further_work, listing, summarise, summary_text};
use csp_lead::store::{Seed, Store};

fn sample() -> Book {
    Seed::Sample.in_memory().load().unwrap()
}

fn ids(filter: &str) -> Vec<String> {
    let book = sample();
    let today = book.as_at().unwrap();
    let records = listing(&book, None, &Filter::line(filter, today).unwrap(), today);
    records.into_iter().map(|(id, _)| id.to_string()).collect()
}

#[test]
fn it_covers_exactly_what_the_report_shows() {
    let coverage = cover(&sample());

    let counts = |rows: &[CoverageRow]| -> Vec<String> {
        rows.iter().map(|row| format!("{} {:?}", row.title, row.stages.each_ref().map(Vec::len))).collect()
    };
    assert_eq!(
        counts(&coverage.priorities),
        [
            "Domestic Abuse and Stalking [6, 6, 2]",
            "Sexual Offences [2, 1, 1]",
            "Violent Crime [1, 0, 0]",
            "Anti-Social Behaviour [1, 2, 0]",
            "Rural Crime [1, 0, 0]",
            "Fraud [1, 0, 0]",
        ]
    );
    assert_eq!(
        counts(&coverage.themes),
        [
            "Mental health [0, 0, 0]",
            "Substance misuse [0, 0, 0]",
            "Complex cases / multiple needs [0, 0, 0]",
            "Violence against women and girls [0, 2, 0]",
        ]
    );
    let unmapped: Vec<_> = coverage.unmapped.iter().map(Id::as_str).collect();
    assert_eq!(unmapped, ["reducing-reoffending", "schools-prevention"]);
}

#[test]
fn four_areas_are_outstanding_and_the_open_work_of_six_other_paragraphs() {
    let book = sample();
    let today = book.as_at().unwrap();

    let four: Vec<_> = further_work(&book, today).into_iter().map(|it| it.id.to_string()).collect();
    assert_eq!(
        four,
        ["domestic-abuse-champions", "evidence-led-prosecutions", "schools-prevention", "victim-drop-out"]
    );
    assert_eq!(ids("kind:action outstanding"), four);
    let mut paragraphs: Vec<_> = also_outstanding(&book).into_iter().filter_map(|it| it.source).collect();
    paragraphs.sort();
    paragraphs.dedup();
    assert_eq!(paragraphs, ["2.10", "2.6.3", "2.9", "3.6", "4.2", "4.6, 5.3"]);
}

#[test]
fn a_councillors_question_about_stalking_finds_its_five_records() {
    let found = ids("stalking");

    for id in [
        "domestic-abuse-and-stalking",
        "stalking-in-safeguarding",
        "stalking-modules-dragonfly",
        "cctv-and-stalking-services",
        "evidence-led-prosecutions",
    ] {
        assert!(found.iter().any(|it| it == id), "{id} is not in {found:?}");
    }
}

#[test]
fn every_sentence_of_the_source_has_a_home() {
    let mut held: String = Seed::Sample.files().into_iter().map(|(_, text)| text).collect();
    held = held.split_whitespace().collect::<Vec<_>>().join(" ");

    // One telling phrase for each paragraph that is easy to forget.
    for phrase in [
        "Mandatory",
        "must often take place over a longer time period",
        "data, information and views from residents",
        "does not require partners to create new multi-agency structures",
        "significant impact on health and wellbeing",
        "highlighted several positive impacts",
        "target hardening involves improving the security",
        "Serious Violence Duty - Statutory Guidance",
        "Working with perpetrators is key",
        "a position statement",
        "several positive impacts on those with a protected characteristic",
        "Operation Luscombe",
        "16 Days of Action",
    ] {
        assert!(held.contains(phrase), "{phrase:?} has no home");
    }
}

#[test]
fn the_summary_is_one_page_and_the_same_twice() {
    let book = sample();
    let today = book.as_at().unwrap();

    let page = summary_text(&summarise(&book, today));

    assert_eq!(page, summary_text(&summarise(&book, today)));
    assert!(page.lines().count() <= 66, "{} lines", page.lines().count());
    assert!(page.lines().all(|line| line.chars().count() <= 80 && line == line.trim_end()), "{page}");
    assert!(page.chars().all(|letter| letter == '\n' || !letter.is_control()));
    assert!(!page.contains('%') && !page.contains('£'), "nothing of the kind is stated");
}
