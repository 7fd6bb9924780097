//! `csp resolve`: which of two versions of a record is to stand.

use std::fs;

use crate::support::Desk;

/// A desk at which another version of a duty waits, or several.
fn disputed(owners: &[(&str, &str)]) -> Desk {
    let desk = Desk::starter();
    desk.csp("set prevent owner=Ann");
    fs::create_dir_all(desk.store().join("conflicts")).unwrap();
    let record = desk.text("duties/prevent.ron");
    for (print, owner) in owners {
        let other = record.replace("\"Ann\"", &format!("{owner:?}"));
        let text = format!("Version(\nfields: [\"owner\"],\nrecord: {},\n)\n", other.trim_end());
        desk.put(&format!("conflicts/prevent.{print}.ron"), text);
    }
    desk
}

#[test]
fn it_stands_first_in_triage_and_a_list_finds_it() {
    let desk = disputed(&[("0123abcd", "Bea")]);

    let triage = desk.csp("triage");
    let first = triage.out.split("\n\n").nth(1).unwrap();
    assert!(first.contains("duty prevent\n  two officers set the same: Owner\n"), "{}", triage.out);
    assert!(desk.csp("triage --json").out.contains("\"word\": \"disputed\""));
    assert_eq!(desk.csp("list disputed --ids").out, "prevent\n");
    assert!(!desk.csp("list duty not:disputed --ids").out.contains("prevent\n"));
    desk.csp("resolve prevent mine");
    assert_eq!(desk.csp("list disputed --ids").out, "");
}

#[test]
fn it_is_found_though_its_record_is_hidden_or_both_have_become_the_same() {
    let desk = disputed(&[("0123abcd", "Bea")]);
    desk.csp("archive prevent");
    assert_eq!(desk.csp("list disputed --ids").out, "prevent\n");
    assert!(desk.csp("triage --ids").out.starts_with("prevent\n"));

    desk.csp("set prevent owner=Bea");
    let same = desk.csp("resolve prevent");
    assert_eq!(same.out, "differs no more from what stands here; mine puts it away\n");
    assert!(desk.csp("triage").out.contains("which differs no more: mine puts it away"));
    assert_eq!(
        desk.csp("resolve prevent mine").said,
        "prevent: kept as it is; what another officer had set differed no more\n"
    );
}

#[test]
fn check_tells_of_it_and_ends_well_and_either_version_can_be_kept() {
    let desk = disputed(&[("0123abcd", "Bea")]);
    desk.csp("set prevent notes=later");

    let check = desk.csp("check");
    assert_eq!(check.code, 0);
    assert!(
        check.out.contains(
            "conflicts/prevent.0123abcd.ron: warning: two officers set the same: Owner is \"Ann\" here, and another officer set \"Bea\". Next: csp resolve prevent mine"
        ),
        "{}",
        check.out
    );
    let taken = desk.csp("resolve prev theirs");
    assert_eq!((taken.code, taken.said.as_str()), (0, "prevent: Owner: Bea (was Ann)\n"));
    assert!(desk.text("duties/prevent.ron").contains("later"), "what was changed since stays");
    assert!(!desk.csp("check").out.contains("conflicts/"));

    let desk = disputed(&[("0123abcd", "Bea"), ("0123abce", "Cat")]);
    let before = desk.text("duties/prevent.ron");
    let kept = desk.csp("resolve prevent mine");
    let said: Vec<_> = kept.said.lines().collect();
    let away = |owner: &str| format!("prevent: kept as it is; put away what another officer had set: Owner: {owner}");
    assert_eq!(said, [away("Bea"), away("Cat")]);
    assert_eq!(
        (desk.text("duties/prevent.ron"), fs::read_dir(desk.store().join("conflicts")).unwrap().count()),
        (before, 0)
    );
}

#[test]
fn of_several_other_versions_one_has_to_be_named() {
    let desk = disputed(&[("0123abcd", "Bea"), ("0123abce", "Cat")]);

    let which = desk.csp("resolve prevent theirs");
    assert_eq!(which.code, 2);
    assert!(which.said.contains("--version with one of prevent.0123abcd.ron, prevent.0123abce.ron"), "{which:?}");
    let taken = desk.csp("resolve prevent theirs --version prevent.0123abce.ron");

    assert_eq!(taken.said, "prevent: Owner: Cat (was Ann)\n");
    assert!(desk.csp("check").out.contains("Owner is \"Cat\" here, and another officer set \"Bea\""));
    let none = desk.csp("resolve section-17 mine");
    assert_eq!(none.code, 3, "{none:?}");
    assert_eq!(desk.csp("resolve prevent both").code, 2);
}

#[test]
fn what_cannot_be_read_as_a_version_is_told_and_left() {
    let desk = disputed(&[]);
    desk.put("conflicts/prevent.0123abcd.ron", "half a ver");

    let check = desk.csp("check");

    assert_eq!(check.code, 0);
    assert!(check.out.contains("warning: another version of prevent cannot be read"), "{}", check.out);
    assert_eq!(desk.csp("list duty").code, 0, "no answer is incomplete for it");
}
