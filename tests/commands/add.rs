//! `csp add`: a new record whose id is printed.

use crate::support::Desk;

#[test]
fn the_new_id_stands_alone_on_a_line_and_what_was_taken_is_spelt_out() {
    let desk = Desk::sample();

    let answer = desk.run(&["add", "action", "Safer taxi ranks", "due=1 jun", "priorities=violent"]);

    assert_eq!((answer.code, answer.out.as_str()), (0, "safer-taxi-ranks\n"));
    assert_eq!(answer.said, "safer-taxi-ranks: Due: 1 June 2023\nsafer-taxi-ranks: Priorities: violent-crime\n");
    assert_eq!(
        desk.text("actions/safer-taxi-ranks.ron"),
        "Action(\n    title: \"Safer taxi ranks\",\n    priorities: [\"violent-crime\"],\n    due: \"2023-06-01\",\n)\n"
    );
}

#[test]
fn a_title_that_is_taken_gets_a_number() {
    let desk = Desk::sample();

    let ids: Vec<_> = (0..3).map(|_| desk.run(&["add", "action", "Fraud"]).out).collect();

    assert_eq!(ids, ["fraud-2\n", "fraud-3\n", "fraud-4\n"], "fraud is a priority, and ids are unique in the store");
}

#[test]
fn an_id_is_safe_whatever_the_title() {
    let desk = Desk::sample();

    for (title, id) in [
        ("../../etc/passwd", "etc-passwd"),
        ("Tŷ Coch & Co", "ty-coch-and-co"),
        ("CON", "record-con"),
        ("--help", "help"),
        ("$(id) `id` %s {0}", "id-id-s-0"),
        ("日本", "record"),
    ] {
        let answer = desk.run(&["add", "action", "--", title]);
        assert_eq!((answer.code, answer.out.trim_end()), (0, id), "{title}: {answer:?}");
        assert!(desk.text(&format!("actions/{id}.ron")).contains(&format!("title: {title:?}")), "{title}");
    }
    let long = desk.run(&["add", "action", &"word ".repeat(60)]).out;
    assert!(long.trim_end().len() <= 80, "{long}");
}

#[test]
fn what_cannot_be_added_is_refused_and_makes_no_file() {
    let desk = Desk::sample();
    let before = desk.files();

    for (arguments, why) in [
        (&["add", "action", " "][..], "needs a title"),
        (&["add", "actoin", "Work"], "did you mean action"),
        (&["add", "report", "Another"], "only one report"),
        (&["add", "action", "Work", "ownr=x"], "did you mean owner?"),
        (&["add", "action", "Work", "due=soonish"], "due: type a day"),
        (&["add", "action", "Work", "priorities=nowhere"], "there is no record \"nowhere\""),
        (&["add", "action", "Work", "owner"], "type FIELD=VALUE"),
        (&["add", "action"], "<TITLE>"),
    ] {
        let answer = desk.run(arguments);
        assert!(answer.said.contains(why), "{arguments:?}: {answer:?}");
        assert!(answer.code == 2 || answer.code == 3, "{arguments:?}: {answer:?}");
        assert_eq!(answer.out, "");
    }
    assert_eq!(desk.files(), before);
}
