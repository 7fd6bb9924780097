//! `csp gate`: a plan passes its gates in order, each on the day that is typed, stated or today.

use crate::support::Desk;

const PLAN: &str = "community-safety-plan-2023-26";

#[test]
fn the_next_gate_is_passed_with_the_date_that_is_typed() {
    let desk = Desk::sample();
    assert!(desk.csp(&format!("show {PLAN}")).out.contains("  - NEXT: Drafted · date not stated · under way"));

    assert_eq!(desk.csp(&format!("gate {PLAN} 1/3/2023")).code, 0);
    let passed = desk.csp(&format!("gate {PLAN} 2023-03-08"));

    assert_eq!(passed.code, 0, "{passed:?}");
    let text = desk.text(&format!("plans/{PLAN}.ron"));
    assert!(text.contains("(step: \"Drafted\", date: \"2023-03-01\", state: Done, source: \"2.9\")"), "{text}");
    assert!(
        text.contains("(step: \"Agreed by the CSP\", date: \"2023-03-08\", state: Done, source: \"2.10\")"),
        "{text}"
    );
    let shown = desk.csp(&format!("show {PLAN}")).out;
    assert!(shown.contains("  - NEXT: To the People & Health Overview Committee"), "{shown}");
    assert!(desk.csp("list plan").out.contains("To the People & Health Overview Committee, as part of the adoption"));
}

#[test]
fn without_a_date_it_is_today_unless_one_is_stated_that_has_come() {
    let desk = Desk::sample();
    desk.run(&["set", PLAN, "gates+=Adopted | | 2023-05-01", "gates+=Published | | 2023-02-01"]);

    desk.csp(&format!("gate {PLAN}"));
    for step in ["agreed", "adopted", "published"] {
        assert_eq!(desk.csp(&format!("gate {PLAN} --step {step}")).code, 0, "{step}");
    }

    let text = desk.text(&format!("plans/{PLAN}.ron"));
    for passed in [
        "(step: \"Drafted\", date: \"2023-03-09\", state: Done, source: \"2.9\")",
        "(step: \"Agreed by the CSP\", date: \"in March\", state: Done, source: \"2.10\")",
        "(step: \"Adopted\", date: \"2023-03-09\", state: Done)",
        "(step: \"Published\", date: \"2023-02-01\", state: Done)",
    ] {
        assert!(text.contains(passed), "{passed}: {text}");
    }
    assert!(!desk.csp("check").out.contains("has not come"));
}

#[test]
fn a_new_plan_gets_the_usual_gates_without_dates_or_states_and_once() {
    let desk = Desk::starter();
    desk.run(&["add", "plan", "Plan 2026-29"]);

    let empty = desk.csp("gate plan-2026-29");
    assert_eq!((empty.code, empty.said.contains("it has no gates. Next: csp gate plan-2026-29 --usual")), (2, true));
    assert_eq!(desk.csp("gate plan-2026-29 --usual").code, 0);
    let again = desk.csp("gate plan-2026-29 --usual");

    assert_eq!(again.said, "plan-2026-29: nothing to change\n");
    let text = desk.text("plans/plan-2026-29.ron");
    let steps = ["Drafted", "Agreed by the CSP", "To the overview committee", "Adopted", "Refreshed"];
    for step in steps {
        assert!(text.contains(&format!("(step: \"{step}\")")), "{text}");
    }
    for _ in steps {
        assert_eq!(desk.csp("gate plan-2026-29 2023-03-01").code, 0);
    }
    assert!(desk.csp("gate plan-2026-29").said.contains("each of its gates is passed"));
    assert!(desk.csp("list plan").out.contains("all done"));
}

#[test]
fn what_is_no_plan_no_date_and_no_gate_is_refused() {
    let desk = Desk::sample();
    let files = desk.files();

    for (line, code, why) in [
        ("gate fraud", 2, "fraud is a priority; name a plan"),
        ("gate nowhere", 3, "there is no record"),
        ("gate community-safety-plan-2023 soonish", 2, "type a day"),
        ("gate community-safety-plan-2023 --step x", 2, "no gate begins with"),
    ] {
        let refused = desk.csp(line);
        assert_eq!(refused.code, code, "{line}: {refused:?}");
        assert!(refused.said.contains(why), "{line}: {refused:?}");
    }
    assert_eq!(desk.files(), files);
}

#[test]
fn check_tells_of_a_gate_that_is_passed_ahead_of_time_or_out_of_order() {
    let desk = Desk::sample();
    let plan = "gates=Drafted | | 2023-02-01 | Done\nAgreed | | 2023-01-01 | Done\nAdopted | | 2030-01-01 | Done";
    assert_eq!(desk.run(&["set", "community-safety-plan-2023-26", plan]).code, 0);

    let found = desk.csp("check").out;

    assert!(found.contains("Agreed, 1 January 2023, is passed before Drafted, 1 February 2023"), "{found}");
    assert!(found.contains("Adopted is passed on 1 January 2030, which has not come"), "{found}");
}
