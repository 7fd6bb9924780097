//! The built-in sample says what the source report says, and nothing else.
#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it must be")]

use csp_lead::model::{Book, Filter, Id};
use csp_lead::report::{
    CoverageRow, Extras, Template, also_outstanding, cover, document_text, draft, further_work, listing, scrutiny,
    summarise, summary_text,
};
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

/// The annual scrutiny report on one line.
fn report() -> String {
    let book = sample();
    let today = book.as_at().unwrap();
    let drawn = scrutiny(&book, today, Extras::default());
    assert_eq!(drawn.remarks, []);
    let document = draft(&Template::of("scrutiny", None), &drawn, &book, today).unwrap();
    document_text(&document).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_annual_scrutiny_report_holds_every_fact_of_the_source() {
    let report = report();

    for fact in [
        // The front block.
        "Committee: People & Health Scrutiny Committee Date: 9 March 2023 Purpose: For Review and Consultation",
        "Portfolio Holder: Cllr G Carr-Jones, Housing and Community Safety Local Councillor(s): None.",
        "Executive Director: V Broadhurst, Executive Director of People - Adults Report Author: Andy Frost",
        "Title: Service Manager for Community Safety (Strategic Lead) Report Status: Public",
        "fulfilled by the People & Health Scrutiny Committee (for scrutiny work) and the People & Health Overview Committee",
        "will be considered by the CSP and used to help develop its work.",
        "That members of the Committee consider and comment on the community safety annual report.",
        "To ensure the Council complies with its legal duties relating to community safety.",
        // Business as usual, by what each paragraph must hold.
        "emergency safe accommodation to information and advice. Partners have in place a joint Domestic Abuse Commissioning Charter",
        "High Risk Domestic Abuse (HRDA) approach that brings partners together to discuss individual cases, share information",
        "DRIVE works with high-harm, high-risk and serial perpetrators",
        "Up2U is a programme for people who use domestically abusive",
        "16 Days of Action Against Domestic Abuse",
        "training on Modern Slavery and Prevent is mandatory for all Dorset Council staff",
        "when a homicide or suicide is potentially related to domestic abuse",
        "Acceptable Behaviour Contracts, Criminal Behaviour Orders and Public Space Protection Orders",
        "Operation Luscombe",
        "night-time economy including education, enforcement and public confidence",
        "Rural Partnership Co-ordinating Group",
        "Friends Against Scams",
        // What was developed in the third year.
        "events during national safeguarding week",
        "delivered through the Dragonfly Project",
        "work is underway with the Office of the Police and Crime Commissioner",
        "The HRDA Operating Protocol has been refined",
        "Detailed analytical work has been completed on sexual violence issues",
        "communications and engagement, high risk and high harm locations, the development of problem profiles and prevention",
        "DHR Learning and Improvement Framework",
        "successful bid to the Home Office under round four of the Safer Streets Fund",
        "Joint working with Housing Associations",
        "new three year Reducing Reoffending Strategy",
        "children on the cusp of the youth justice system",
        "the Pineapple Project which aims to provide safe spaces",
        // The duties, the plans and the money.
        "agreed its 2020-23 Community Safety Plan in March 2020. It was formally adopted by Dorset Council in October 2020.",
        "became law on 29 April 2021",
        "took on the functions of the LPB for the Dorset Council area",
        "a position statement, an introduction to the requirements in the Domestic Abuse Act 2021, recommendations from the needs assessment, a broad outline of activity in response to the recommendations and details on governance arrangements",
        "Initially funding was only guaranteed for one year but recently the government has confirmed funding will be provided each year up to 2024/2025.",
        "came into effect on 31st January 2023",
        "with the addition of Youth Offending Teams",
        "partners have agreed to lead their response to fulfilling the new duty through the Dorset CSP",
        "to determine the allocation and use of that funding locally",
        "for the period 2021/22 to 2024/25",
        "highlighted several positive impacts on those with a protected characteristic",
    ] {
        assert!(report.contains(fact), "{fact:?} is not in the report");
    }
    for absent in ["01305", "@dorsetcouncil", "not stated", "%", "£", "5 January 2022"] {
        assert!(!report.contains(absent), "{absent:?} is in the report");
    }
}
