//! `csp undo`: a save taken back by the opposite change.

use crate::support::Desk;

/// What is said, without the moment of the save that is taken back.
fn said(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| line.rsplit_once(", ").filter(|_| line.starts_with("csp: took")).map_or(line, |it| it.0).to_owned())
        .collect()
}

#[test]
fn the_last_save_of_a_record_is_taken_back_whoever_made_it_and_what_was_taken_back_is_made_again() {
    let Some(desk) = Desk::with_history() else { return };
    desk.csp("set section-17 owner=Cat");
    desk.by("Bea Officer", "set section-17 owner=Dan");
    desk.csp("note prevent Hello");

    let undone = desk.csp("undo section-17");
    assert_eq!(
        (undone.code, said(&undone.said)),
        (0, vec!["csp: took back the save of Bea Officer".to_owned(), "section-17: Owner: Cat (was Dan)".to_owned()])
    );
    assert!(desk.csp("undo section-17").said.contains("section-17: Owner: Dan (was Cat)"));
}

#[test]
fn without_an_id_ones_own_last_save_is_taken_back_and_what_others_did_since_stays() {
    let Some(desk) = Desk::with_history() else { return };
    desk.csp("set section-17 owner=Cat");
    desk.by("Bea Officer", "set section-17 notes=hers");
    desk.by("Bea Officer", "set prevent owner=Eve");

    assert!(desk.csp("undo").said.contains("section-17: Owner: not stated (was Cat)"));
    assert!(desk.text("duties/section-17.ron").contains("hers"));

    desk.csp("set section-17 owner=Cat");
    desk.by("Bea Officer", "set section-17 owner=Dan");
    let before = desk.files();
    let refused = desk.csp("undo");
    assert_eq!(refused.code, 6, "{refused:?}");
    assert!(
        refused.said.contains(
            "section-17 was changed again since, so nothing was changed: Owner is \"Dan\" now, and would be not stated again"
        ),
        "{refused:?}"
    );
    let records = |files: Vec<(std::path::PathBuf, Vec<u8>)>| -> Vec<_> {
        files.into_iter().filter(|(path, _)| path.extension().is_some_and(|it| it == "ron")).collect()
    };
    assert_eq!(records(desk.files()), records(before));
}

#[test]
fn what_was_added_is_archived_and_what_history_begins_with_stays() {
    let Some(desk) = Desk::with_history() else { return };
    desk.csp("add action Lights");

    let undone = desk.csp("undo lights");

    assert!(undone.said.contains("lights: Archived: "), "{undone:?}");
    assert!(desk.csp("list action --ids").out.is_empty());
    desk.csp("add action Benches");
    desk.by("Bea Officer", "set benches owner=Cat");
    let stays = desk.csp("undo");
    assert_eq!((stays.code, stays.said.contains("so it stays. Next: csp archive benches")), (6, true), "{stays:?}");
    let refused = desk.csp("undo prevent");
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.said.contains("history begins with prevent"), "{refused:?}");
}

#[test]
fn a_save_of_many_is_taken_back_only_where_that_is_meant() {
    let Some(desk) = Desk::with_history() else { return };
    desk.lay("log.csv", "Id,Owner\nprevent,Cat\nsection-17,Dan\n");
    let imported = desk.csp("import log.csv --kind duty --yes");
    assert_eq!(imported.code, 0, "{imported:?}");

    let asked = desk.csp("undo");
    assert_eq!(asked.code, 2);
    assert!(asked.said.contains("changed 2 records. Nothing was changed. Next: csp undo --yes"), "{asked:?}");
    let undone = desk.csp("undo --yes");

    assert!(undone.said.contains("prevent: Owner: not stated (was Cat)"), "{undone:?}");
    assert!(undone.said.contains("section-17: Owner: not stated (was Dan)"), "{undone:?}");
}

#[test]
fn what_was_archived_since_stays_archived_and_what_was_added_with_others_and_changed_since_stays() {
    let Some(desk) = Desk::with_history() else { return };
    desk.csp("add action Lights");
    desk.csp("set lights owner=Cat");
    desk.by("Bea Officer", "archive lights");

    let undone = desk.csp("undo");
    assert!(undone.said.contains("lights: Owner: not stated (was Cat)"), "{undone:?}");
    assert!(desk.csp("list action --ids").out.is_empty(), "it is still out of sight");

    desk.csp("add action Paths");
    desk.csp("archive paths");
    desk.csp("restore paths");
    desk.by("Bea Officer", "set paths owner=Dan");
    let refused = desk.csp("undo");
    assert_eq!(refused.code, 6, "{refused:?}");
    assert!(refused.said.contains("paths has been changed since, so nothing was taken back"), "{refused:?}");
    desk.csp("archive paths");

    desk.lay("new.csv", "Title\nBenches\nGates\n");
    assert_eq!(desk.csp("import new.csv --kind action --yes").code, 0);
    desk.by("Bea Officer", "set benches owner=Dan");
    let undone = desk.csp("undo --yes");
    assert!(undone.said.contains("benches was added by it and has been changed since, so it stays"), "{undone:?}");
    assert!(undone.said.contains("gates: Archived: "), "{undone:?}");
    assert_eq!(desk.csp("list action --ids").out, "benches\n");
}

#[test]
fn a_decision_between_two_versions_is_told_and_not_passed_over() {
    let Some(desk) = Desk::with_history() else { return };
    desk.csp("set prevent owner=Mine");
    std::fs::create_dir_all(desk.store().join("conflicts")).unwrap();
    let record = desk.text("duties/prevent.ron");
    let other = record.replace("\"Mine\"", "\"Theirs\"");
    desk.put(
        "conflicts/prevent.0123abcd.ron",
        format!("Version(\nfields: [\"owner\"],\nrecord: {},\n)\n", other.trim_end()),
    );
    assert_eq!(desk.csp("resolve prevent mine").code, 0);
    let history = desk.csp("history prevent").out;
    assert!(history.contains("  Owner: kept, and put away what another officer had set: Theirs\n"), "{history}");

    for line in ["undo", "undo prevent"] {
        let refused = desk.csp(line);
        assert_eq!(refused.code, 6, "{refused:?}");
        assert!(
            refused.said.contains("decided between two versions of prevent, which is not taken back"),
            "{refused:?}"
        );
    }
    assert!(desk.text("duties/prevent.ron").contains("Mine"));
    assert!(desk.csp("history prevent").out.contains("decided between two versions"));
}

#[test]
fn a_save_of_ones_own_on_which_somebody_has_decided_since_is_not_taken_back() {
    let Some(desk) = Desk::with_history() else { return };
    desk.csp("set prevent owner=Mine");
    std::fs::create_dir_all(desk.store().join("conflicts")).unwrap();
    let other = desk.text("duties/prevent.ron").replace("\"Mine\"", "\"Theirs\"");
    let version = format!("Version(\nfields: [\"owner\"],\nrecord: {},\n)\n", other.trim_end());
    desk.put("conflicts/prevent.0123abcd.ron", version);
    desk.by("Bea Officer", "resolve prevent mine");

    let refused = desk.csp("undo");

    assert_eq!(refused.code, 6, "{refused:?}");
    assert!(refused.said.contains("Bea Officer has decided since between two versions of prevent"), "{refused:?}");
    assert!(desk.text("duties/prevent.ron").contains("Mine"));
}

#[test]
fn the_roll_of_a_year_is_not_taken_back_one_record_at_a_time() {
    let Some(desk) = Desk::with_history() else { return };
    desk.csp("add plan Old");
    desk.csp("add plan New");
    desk.csp("set store current_plan=old");
    desk.csp("add action Lights plan=old");
    let rolled = desk.csp("roll --from old --to new");
    assert_eq!(rolled.code, 0, "{rolled:?}");
    let before = desk.text("plans/old.ron");

    let refused = desk.csp("undo");

    assert_eq!(refused.code, 6, "{refused:?}");
    assert!(refused.said.contains("of the roll of the year"), "{refused:?}");
    assert_eq!(desk.text("plans/old.ron"), before);
}

#[test]
fn a_save_that_is_one_in_history_with_a_colleagues_is_not_passed_over() {
    let Some(desk) = Desk::with_history() else { return };
    desk.csp("set section-17 owner=Ann");
    let lock = desk.store().join(".git/refs/heads/main.lock");
    desk.put(".git/refs/heads/main.lock", "");
    desk.by("Bea Officer", "set prevent owner=Bea");
    desk.csp("set prevent notes=mine");
    let pending = desk.csp("undo");
    assert_eq!(pending.code, 6, "{pending:?}");
    assert!(pending.said.contains("nothing was taken back: what is saved and not in history yet"), "{pending:?}");
    std::fs::remove_file(lock).unwrap();

    let refused = desk.csp("undo");

    assert_eq!(refused.code, 6, "{refused:?}");
    assert!(refused.said.contains("one in history with what others saved (Bea Officer, Ann Officer)"), "{refused:?}");
    assert!(desk.text("duties/section-17.ron").contains("Ann"));
}
