//! The gates of a plan: passing the next, and proposing the usual ones.

use crate::tui::session::Session;

#[test]
fn s_on_a_plan_passes_its_next_gate_after_a_look_at_it() {
    let mut session = Session::sample();
    session.press("7/id:community-safety-plan-2023<enter>");
    let path = "plans/community-safety-plan-2023-26.ron";
    let before = session.store.text(path).unwrap();

    session.press("s");
    assert!(session.screen().contains("Drafted |  | 2023-03-09 | Done | 2.9"), "{}", session.screen());
    assert_eq!(session.store.text(path).unwrap(), before, "nothing is saved yet");
    session.press("<ctrl-s>");

    let text = session.store.text(path).unwrap();
    assert!(text.contains("(step: \"Drafted\", date: \"2023-03-09\", state: Done, source: \"2.9\")"), "{text}");
    assert!(session.screen().contains("Agreed by the CSP"), "{}", session.screen());
}

#[test]
fn s_on_a_plan_without_gates_proposes_the_usual_ones() {
    let mut session = Session::sample();
    session.store.put("plans/next.ron", "Plan(title: \"Next\")\n");
    session.look();

    session.press("7/id:next<enter>s");
    assert!(session.screen().contains("To the overview committee"), "{}", session.screen());
    session.press("<ctrl-s>");

    let text = session.store.text("plans/next.ron").unwrap();
    assert!(text.contains("(step: \"Drafted\"),") && text.contains("(step: \"Refreshed\"),"), "{text}");
}
