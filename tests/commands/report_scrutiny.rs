//! `csp report scrutiny`: the annual scrutiny report, from the records.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::support::Desk;
use crate::support::hostile::{PAYLOAD, harmful};

/// The text on one line, without the numbers and the marks of lists.
fn words(text: &str) -> String {
    let words = text.split_whitespace().filter(|word| *word != "-" && !is_number(word));
    words.collect::<Vec<_>>().join(" ")
}

/// `2.5.3`, as it stands before a paragraph.
fn is_number(word: &str) -> bool {
    word.contains('.') && !word.ends_with('.') && word.chars().all(|letter| letter.is_ascii_digit() || letter == '.')
}

#[test]
fn the_sample_gives_the_twelve_sections_in_order_and_what_the_source_says_in_them() {
    let answer = Desk::empty().csp("report scrutiny");

    assert_eq!(answer.code, 0, "{}", answer.said);
    let headings: Vec<_> = answer
        .out
        .lines()
        .filter(|line| line.split_once(". ").is_some_and(|(number, _)| number.parse::<u32>().is_ok()))
        .collect();
    assert_eq!(
        headings,
        [
            "1. Background",
            "2. Progress Against the Community Safety Plan 2020-2023",
            "3. Progress Against the Dorset Domestic Abuse Strategy 2021-24",
            "4. Serious Violence Duty",
            "5. Financial Implications",
            "6. Environmental Implications",
            "7. Well-being and Health Implications",
            "8. Other Implications",
            "9. Risk Assessment",
            "10. Equalities Impact Assessment",
            "11. Appendices",
            "12. Background Papers",
        ]
    );
    let section = |number: usize| {
        let from = answer.out.find(headings[number - 1]).unwrap();
        let to = headings.get(number).map_or(answer.out.len(), |next| answer.out.find(next).unwrap());
        words(&answer.out[from..to])
    };
    for (number, said) in [
        (1, "- Dorset Council Dorset Police NHS Dorset Dorset & Wiltshire Fire & Rescue Authority Probation Service"),
        (2, "Domestic Abuse and Stalking Sexual Offences Violent Crime Anti-Social Behaviour Rural Crime Fraud"),
        (
            2,
            "These are complimented by the following cross cutting issues: Mental health Substance misuse Complex cases / multiple needs Violence against women and girls",
        ),
        (2, "Working with perpetrators is key to achieving that aim. Regular communication"),
        (
            2,
            "Embedding domestic abuse champions within partner organisations. Exploring the use of evidence led prosecutions in stalking cases. Working with schools on their prevention work with young people. Developing partners' understanding",
        ),
        (2, "The new Plan will be agreed by the CSP in March"),
        (3, "published on 5th January 2021 following a period of public consultation"),
        (
            3,
            "has used the funding it has received to: Help fund and bolster current safe accommodation based support Continue and enhance support for children in safe accommodation Provide more housing support for victims of domestic abuse Develop target hardening work so people can remain in their own homes safely (target hardening involves improving the security of a property to reduce the risk of crime and improve safety) Undertake research and analysis",
        ),
        (4, "existing local structures should be used where possible"),
        (5, "does not receive any funding directly"),
        (6, "Environmental Implications ----------------------------- None."),
        (9, "Current Risk: Low Residual Risk: Low"),
        (11, "Appendices -------------- None."),
        (
            12,
            "Community Safety Plan 2020-2023 (2022-2023 Refresh) - Dorset Council Dorset Domestic Abuse Strategy - Dorset Council Serious Violence Duty - Statutory Guidance (publishing.service.gov.uk)",
        ),
    ] {
        let said = words(said);
        assert!(section(number).contains(&said), "{said:?} is not in section {number}:\n{}", section(number));
    }
    for number in
        ["2.5.10 Work to tackle Fraud", "2.6.12 Further initiatives", "2.10 The new Plan", "12.3 Serious Violence Duty"]
    {
        assert!(answer.out.replace("  ", " ").contains(number), "{number}");
    }
}

#[test]
fn it_is_80_columns_wide_the_same_twice_and_without_contacts_and_notes_unless_asked() {
    let desk = Desk::empty();

    let plain = desk.csp("report scrutiny");
    let with = desk.csp("report scrutiny --contacts --notes");

    assert_eq!(plain, desk.csp("report scrutiny"));
    assert!(
        plain.out.lines().chain(with.out.lines()).all(|line| line.chars().count() <= 80 && line == line.trim_end())
    );
    assert!(plain.out.lines().any(|line| line.starts_with("SAMPLE: built into csp")), "it says so on paper");
    assert!(!Desk::sample().csp("report scrutiny").out.contains("SAMPLE"), "a store of one's own is none");
    for asked in ["01305 224331", "andy.frost@", "Drafting notes", "Believed: 5 January 2022."] {
        assert!(!plain.out.contains(asked) && words(&with.out).contains(asked), "{asked}");
    }
    assert!(words(&plain.out).contains("published on 5th January 2021"), "never corrected");
}

#[test]
fn a_new_action_is_in_it_and_one_that_ended_without_being_done_says_so() {
    let desk = Desk::sample();
    desk.run(&["add", "action", "Taxi ranks", "stage=Developing", "detail=Safer taxi ranks at night."]);
    desk.run(&["set", "turnaround", "state=closed", "reason=The grant ended."]);
    desk.run(&["set", "pineapple-project", "state=superseded", "reason=Part of the VAWG plan."]);
    desk.run(&["add", "action", "No stage yet"]);

    let answer = desk.csp("report scrutiny");

    let said = words(&answer.out);
    assert!(answer.out.contains("2.6.12 Safer taxi ranks at night."), "behind those with a paragraph: {}", answer.out);
    assert!(said.contains("youth justice system. (closed: The grant ended.)"));
    assert!(!said.contains("Pineapple"));
    assert_eq!(answer.said, "csp: in no list of the report: no-stage-yet. Next: csp edit report\n");
    assert_eq!(answer.code, 0);
}

#[test]
fn what_was_recommended_before_is_in_it_with_its_answer_or_its_age() {
    let desk = Desk::sample();
    for line in [
        &["add", "meeting", "Scrutiny in March 2022", "date=2022-03-01"][..],
        &[
            "add",
            "recommendation",
            "Report on taxis",
            "origin=Scrutiny",
            "meeting=scrutiny-in-march-2022",
            "paragraph=14",
            "detail=That the CSP report on taxi safety",
        ],
        &[
            "add",
            "recommendation",
            "Lighting",
            "origin=Scrutiny",
            "meeting=scrutiny-in-march-2022",
            "response=Done in May",
            "responded_on=2022-05-20",
            "state=complete",
        ],
        &["add", "recommendation", "By a review", "origin=DomesticHomicideReview", "case=DHR 3"],
    ] {
        assert_eq!(desk.run(line).code, 0, "{line:?}");
    }

    let answer = desk.csp("report scrutiny");

    let report = words(&answer.out);
    assert!(answer.out.contains("1.4  What was recommended before, and what became of it:"), "{report}");
    assert!(report.contains("That the CSP report on taxi safety (Scrutiny in March 2022, paragraph 14). Without an answer, 373 days after it was made."), "{report}");
    assert!(
        report.contains("Lighting (Scrutiny in March 2022). Response: Done in May (20 May 2022). State: complete."),
        "{report}"
    );
    assert!(!report.contains("By a review"), "reviews are not the committee's");
}

#[test]
fn after_the_year_is_rolled_the_drafter_is_told_what_the_old_plan_said_and_the_new_one_does_not() {
    let desk = Desk::sample();
    assert_eq!(desk.csp("roll --to community-safety-plan-2023-26").code, 0);

    let answer = desk.csp("report scrutiny");

    assert_eq!(answer.code, 0, "{answer:?}");
    assert!(
        answer
            .said
            .contains("left out are the statements of community-safety-plan-2020-23, which others have replaced"),
        "{answer:?}"
    );
    assert!(
        answer
            .said
            .contains("csp: in no list of the report: anti-social-behaviour, domestic-abuse-and-stalking, fraud, "),
        "{answer:?}"
    );
    assert!(words(&answer.out).contains("Further development of CCTV"), "carried work is in it");
}

#[test]
fn what_was_finished_within_the_year_is_in_it_though_its_plan_has_been_replaced() {
    let desk = Desk::sample();
    let refined = "The HRDA Operating Protocol has been refined";
    assert!(words(&desk.csp("report scrutiny").out).contains(refined));
    desk.csp("roll --to community-safety-plan-2023-26");

    let untold = desk.csp("report scrutiny");
    desk.csp("set hrda-operating-protocol completed=2022-11-01");
    let told = desk.csp("report scrutiny");
    let later = desk.csp("report scrutiny --as-at 2024-03-09");

    let left_out = "left out is what ended under a plan that was replaced, nobody states when: ";
    let line = untold.said.lines().find(|line| line.contains(left_out)).unwrap();
    assert!(line.contains("hrda-operating-protocol") && !words(&untold.out).contains(refined), "{untold:?}");
    assert!(words(&told.out).contains(refined), "{}", told.out);
    assert!(!words(&later.out).contains(refined), "a year on it is told no more");
    let notes = desk.csp("report scrutiny --notes").out;
    assert!(words(&notes).contains(left_out.trim()), "the drafting notes tell what is missing: {notes}");
}

#[test]
fn a_section_of_which_nothing_is_stated_says_none_and_the_drafter_is_told() {
    let answer = Desk::starter().csp("report scrutiny");

    assert_eq!(answer.code, 0, "{answer:?}");
    let told = "csp: nothing is stated for sections 6, 7, 8, 9, 11, 12, which say \"None.\". Next: csp edit report\n";
    assert_eq!(answer.said, told);
    assert!(answer.out.contains("Portfolio Holder: not stated"), "{}", answer.out);
    let said = words(&answer.out);
    assert!(said.contains("must work together on crime and disorder in their area, are: not stated"), "{said}");
    assert!(said.contains("The priorities of the plan are: None."), "{said}");
    assert!(said.contains("A published strategy for that support (state not stated)"), "{said}");
}

#[test]
fn it_goes_to_a_new_private_file_in_the_format_of_its_ending_and_over_none_that_is_there() {
    let desk = Desk::sample();
    let printed = desk.csp("report scrutiny --format markdown").out;

    let written = desk.csp("report scrutiny -o report.md");

    let path = desk.home().join("report.md");
    assert_eq!((written.code, written.out.as_str(), written.said.as_str()), (0, "", "csp: written to report.md\n"));
    assert_eq!(fs::read_to_string(&path).unwrap(), printed);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(
        printed.starts_with("# Community Safety Annual Scrutiny Report\n") && printed.contains("\n## 6. Environmental")
    );
    let refused = desk.csp("report scrutiny -o report.md");
    assert_eq!(refused.code, 2);
    assert!(refused.said.contains("report.md: there is something of that name already"), "{refused:?}");
    let nowhere = desk.csp("report scrutiny -o nowhere/report.md");
    assert_eq!(nowhere.code, 5);
    assert!(nowhere.said.contains("nowhere/report.md: ") && nowhere.said.contains("Next: "), "{nowhere:?}");
    let ascii = desk.csp("--ascii report scrutiny -o plain.txt");
    assert_eq!(ascii.code, 0);
    assert!(fs::read(desk.home().join("plain.txt")).unwrap().is_ascii());
}

#[test]
fn a_store_brings_its_own_template_and_is_told_what_is_wrong_with_it() {
    let desk = Desk::sample();
    fs::create_dir(desk.store().join("templates")).unwrap();
    desk.put(
        "templates/scrutiny.md",
        "# {{ record('store').title }}\n\n{% for it in list('priority') %}\n1. {{ it.title }}\n{% endfor %}\n",
    );

    let own = desk.csp("report scrutiny");
    desk.put("templates/scrutiny.md", "# Report\n\n{{ nothing.of }}\n");
    let wrong = desk.csp("report scrutiny");

    assert!(
        own.out.starts_with("Dorset Community Safety Partnership\n===") && own.out.contains("1.   Domestic Abuse"),
        "{own:?}"
    );
    assert_eq!((wrong.code, wrong.out.as_str()), (4, ""));
    assert!(wrong.said.contains("templates/scrutiny.md:3: ") && wrong.said.contains("Next: "), "{wrong:?}");
}

#[test]
fn what_is_missing_from_it_ends_4_and_is_told() {
    let desk = Desk::sample();
    let report = desk.text("report.ron");
    desk.put("report.ron", report.replace("list: \"theme\"", "list: \"theme stgae:x\""));
    desk.run(&["set", "report", "statements+=13.1 | Beyond the sections"]);

    let answer = desk.csp("report scrutiny");

    assert_eq!(answer.code, 4);
    assert!(answer.said.contains("csp: what 2.4 lists is missing: theme stgae:x: "), "{answer:?}");
    assert!(answer.said.contains("the statement \"13.1\" belongs to no section and is missing"), "{answer:?}");
    assert!(answer.out.contains("12.3 Serious Violence Duty"), "the rest is there");
    let (_, below) = answer.out.split_once("cross cutting issues:").unwrap();
    assert!(words(below).starts_with("This list could not be told."), "which is not the same as none: {below}");
    assert!(desk.csp("check").out.contains("what 2.4 lists cannot be told"), "check tells it too");

    desk.put("report.ron", "Report(");
    let none = desk.csp("report scrutiny");
    assert_eq!((none.code, none.out.as_str()), (4, ""));
    assert!(none.said.contains("csp check"), "{none:?}");
}

#[test]
fn what_was_recommended_after_the_meeting_that_it_goes_to_is_not_told_as_earlier() {
    let desk = Desk::sample();
    desk.run(&["add", "recommendation", "Asked in June", "origin=Scrutiny", "made_on=2023-06-01"]);
    let later = desk.csp("report scrutiny --as-at 2023-07-01");
    desk.run(&["set", "asked-in-june", "made_on=2023-01-10"]);
    let earlier = desk.csp("report scrutiny --as-at 2023-07-01");

    assert!(!later.out.contains("Asked in June"), "{}", later.out);
    assert!(earlier.out.contains("Asked in June"), "{}", earlier.out);
}

#[test]
fn what_finds_no_place_in_it_is_told_and_not_dropped_in_silence() {
    let desk = Desk::sample();
    let report = desk.text("report.ron");
    desk.put("report.ron", report.replace("number: 9,", "number: 19,").replace("number: 12,", "number: 22,"));
    for line in [
        &["set", "report", "statements+=2.6.1 | Beside that: | action stage:FurtherWork"][..],
        &["add", "recommendation", "Who asked for this?"],
        &["add", "plan", "The next plan", "supersedes=community-safety-plan-2020-23"],
        &["set", "store", "current_plan=the-next-plan"],
        &["add", "action", "Left behind", "plan=community-safety-plan-2020-23", "stage=Developing"],
    ] {
        let answer = desk.run(line);
        assert_eq!(answer.code, 0, "{line:?}: {answer:?}");
    }

    let answer = desk.csp("report scrutiny");

    assert_eq!(answer.code, 4, "{answer:?}");
    for told in [
        "the levels of risk stand in section 9, which the report does not have. Next: csp edit report",
        "the background papers stand in section 12, which the report does not have",
        "what 2.6.1 lists is missing: only the statement of a whole paragraph",
        "left out are recommendations of which nobody states who made them: who-asked-for-this",
        "left out are open actions of a plan that was replaced: ",
    ] {
        assert!(answer.said.contains(told), "{told}\n{answer:?}");
    }
    let behind = answer.said.lines().find(|line| line.contains("of a plan that was replaced")).unwrap();
    assert!(behind.contains("left-behind"), "{behind}");
}

#[test]
fn nothing_in_a_record_commands_the_terminal_or_becomes_a_heading() {
    let desk = Desk::sample();
    let evil = format!("## 99. Forged\n# Title\n- {PAYLOAD}\n| a | b |\n<script>");
    desk.put("actions/hostile.ron", format!("Action(title: \"Hostile\", stage: Developing, detail: \"{evil}\")"));

    for format in ["text", "markdown"] {
        let answer = desk.run(&["report", "scrutiny", "--format", format]);
        assert_eq!((answer.code, harmful(&answer.out)), (0, None), "{format}");
        assert!(
            !answer.out.lines().any(|line| line.starts_with("## 99")
                || line.starts_with("99. ")
                || line.starts_with("| a")
                || line.starts_with("<script")),
            "{}",
            answer.out
        );
    }
}
