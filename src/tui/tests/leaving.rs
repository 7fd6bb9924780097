//! Reports that leave the room and spreadsheets that come in, from the interface: each is shown first.

use std::fs;

use crate::store::{Seed, Store};
use crate::tui::session::Session;

#[test]
fn the_annual_report_is_shown_and_goes_to_a_file_in_the_format_of_its_ending() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::sample();

    let screen = session.press("P").screen();
    assert!(screen.contains(">Annual scrutiny report") && screen.contains("Chaser: Dorset Police"), "{screen}");
    let screen = session.press("<enter>").screen();
    assert!(
        screen.contains("Community Safety Annual Scrutiny Report") && screen.contains("Portfolio Holder:"),
        "{screen}"
    );
    let screen = session.press("w").screen();
    assert!(screen.contains("Write to: scrutiny-2023-03-09.docx"), "{screen}");
    assert!(screen.contains("The ending says the format: .docx, .md or .txt"), "{screen}");

    let named = |name: &str| folder.path().join(name);
    session.press("<ctrl-u>").paste(named("a.docx").to_str().unwrap()).press("<enter>");
    session.press("w<ctrl-u>").paste(named("a.md").to_str().unwrap()).press("<enter>");
    session.press("w<ctrl-u>").paste(named("a.txt").to_str().unwrap()).press("<enter>");
    assert!(fs::read(named("a.docx")).unwrap().starts_with(b"PK"));
    assert!(fs::read_to_string(named("a.md")).unwrap().starts_with("# Community Safety"));
    assert!(
        fs::read_to_string(named("a.txt")).unwrap().contains("\nSAMPLE: built into csp"),
        "nobody takes it for their own"
    );
    assert!(fs::read_to_string(named("a.txt")).unwrap().starts_with("Community Safety Annual Scrutiny Report\n===="));
    assert!(session.press("<esc>").screen().starts_with("1 Overview"), "{}", session.screen());
}

#[test]
fn a_report_is_about_the_record_that_is_open_and_a_chaser_names_its_agency() {
    let mut session = Session::sample();

    let screen = session.press("2<enter>Phigh<enter>").screen();
    assert!(screen.contains("Only: Priority, with its actions: Domestic Abuse"), "{screen}");
    let screen = session.press("<esc>1Pdorpol<enter>").screen();
    assert!(screen.contains("Dorset Police: an update is asked for"), "{screen}");
}

#[test]
fn a_stores_own_template_is_taken_and_what_is_wrong_with_it_is_told() {
    let store = Seed::Sample.in_memory();
    store.put("templates/exception.md", "# Ours\n\n{{ nothing.of }}\n");
    let mut session = Session::open(store.clone(), (80, 24));

    let screen = session.press("Pexcep<enter>").screen();
    assert!(screen.contains("templates/exception.md:3: "), "{screen}");
    store.put("templates/exception.md", "# Ours\n\nAll is well.\n");

    assert!(session.press("Pexcep<enter>").screen().contains("All is well."), "{}", session.screen());
}

/// A file of these lines, and an officer who names it for import.
fn importing(lines: &str) -> (tempfile::TempDir, Session) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.csv");
    #[allow(clippy::disallowed_methods, reason = "a partner's file")]
    fs::write(&path, lines).unwrap();
    let mut session = Session::sample();
    session.press("I").paste(path.to_str().unwrap()).press("<enter>");
    (folder, session)
}

#[test]
fn a_spreadsheet_is_shown_with_its_columns_and_changes_before_a_yes_takes_it() {
    let lines = "Ref,Action,Deadline,Owner,Colour of pen\n2.2,Safer taxi ranks,1/6/23,Insp Night,blue\n,Turnaround programme,2/6/23,YJS manager,\n";
    let (_folder, mut session) = importing(lines);
    let before = session.store.text("actions/turnaround.ron");

    let screen = session.screen();
    assert!(screen.contains("1 added, 1 changed, 0 as they were"), "{screen}");
    assert!(screen.contains("\"Deadline\" is taken for Due"), "{screen}");
    assert!(screen.contains("\"Colour of pen\" is no field, and is not taken"), "{screen}");
    assert!(
        screen.contains("Safer taxi ranks (safer-taxi-ranks)") && screen.contains("Due: not stated -> 1 June 2023"),
        "{screen}"
    );
    session.press("<esc>");
    assert_eq!(session.store.text("actions/turnaround.ron"), before, "nothing before the yes");

    let (_folder, mut session) = importing(lines);
    let screen = session.press("y").screen();
    assert!(screen.contains("Imported: 1 added, 1 changed, 0 as they were. See 6 Actions"), "{screen}");
    let book = session.store.load().unwrap();
    assert!(book.resolve("safer-taxi-ranks").is_ok());
    assert!(session.store.text("actions/turnaround.ron").unwrap().contains("owner: \"YJS manager\""));
    assert!(session.press("6/id:safer<enter>").screen().contains("Safer taxi ranks"), "{}", session.screen());
}

#[test]
fn a_spreadsheet_with_a_mistake_is_shown_with_its_place_and_cannot_be_taken() {
    let (_folder, mut session) = importing("Title,Due\nSafer taxi ranks,soonish\n");

    let screen = session.screen();
    assert!(screen.contains("log.csv: 1 mistake, so nothing is taken"), "{screen}");
    assert!(screen.contains("B2 (Due): ") && screen.contains("\nEsc back  PgDn page down  ? help"), "{screen}");
    assert_eq!(session.press("y").screen(), screen, "there is nothing to agree to");
    assert!(session.store.load().unwrap().resolve("safer-taxi-ranks").is_err());
    let screen = session.press("<esc>").screen();
    assert!(screen.starts_with("1 Overview") && screen.contains("Nothing was taken from /"), "{screen}");
}

#[test]
fn a_file_that_is_none_is_told_and_the_name_is_asked_for_again() {
    let mut session = Session::sample();

    session.press("I");
    assert!(session.screen().contains("Import from (csv, xlsx, ods):"), "{}", session.screen());
    let screen = session.press("<enter>").screen();
    assert!(screen.contains("Type the name of a file"), "{screen}");
    let screen = session.press("/nowhere/log.xlsx<enter>").screen();
    assert!(screen.contains("Import from (csv, xlsx, ods): /nowhere/log.xlsx"), "{screen}");
    assert!(screen.contains("No such file"), "{screen}");
}

#[test]
fn two_bodies_of_one_title_are_told_apart_and_each_has_its_own_chaser() {
    let store = Seed::Sample.in_memory();
    for (id, title) in [("a", "Paint the bridge"), ("b", "Light the path")] {
        store.put(&format!("bodies/{id}.ron"), "Body(title: \"Safety team\")\n");
        let action = format!("Action(title: \"{title}\", state: InProgress, lead_agency: \"{id}\")\n");
        store.put(&format!("actions/of-{id}.ron"), &action);
    }
    let mut session = Session::open(store, (80, 24));

    let screen = session.press("Pchsafety").screen();
    assert!(screen.contains(">Chaser: Safety team  chaser a\n Chaser: Safety team  chaser b"), "{screen}");
    let screen = session.press("<down><enter>").screen();
    assert!(screen.contains("Light the path") && !screen.contains("Paint the bridge"), "{screen}");
}

#[test]
fn a_chaser_is_offered_only_for_a_body_that_it_asks_for_something() {
    let store = Seed::Sample.in_memory();
    store.put("bodies/quiet.ron", "Body(title: \"Quiet partner\")\n");
    let action = "Action(title: \"Old\", state: InProgress, lead_agency: \"quiet\", archived: \"2023-01-01\")\n";
    store.put("actions/old.ron", action);
    let mut session = Session::open(store.clone(), (80, 24));

    assert!(!session.press("Pquiet").screen().contains("Chaser: Quiet partner"), "{}", session.screen());
    store.put("actions/old.ron", "Action(title: \"Old\", state: InProgress, bodies: [\"quiet\"])\n");
    session.look();
    let screen = session.press("<esc>Pquiet").screen();
    assert!(screen.contains("Chaser: Quiet partner"), "{screen}");
}

#[test]
fn an_import_is_taken_back_by_u_and_what_was_changed_before_it_stays() {
    let lines = "Ref,Action,Owner\n2.2,Safer taxi ranks,Insp Night\n,Turnaround programme,YJS manager\n";
    let (folder, mut session) = importing(lines);
    session.press("<esc>6/id:pineapple<enter>oPC Long<enter>");
    let path = folder.path().join("log.csv");
    session.press("I").paste(path.to_str().unwrap()).press("<enter>y");
    assert!(session.screen().contains("Imported: 1 added, 1 changed"), "{}", session.screen());

    session.press("u");

    assert!(session.screen().contains("Taken back: 2 records"), "{}", session.screen());
    assert!(!session.store.text("actions/turnaround.ron").unwrap().contains("YJS manager"));
    assert!(session.store.text("actions/safer-taxi-ranks.ron").unwrap().contains("archived: \"2023-03-09\""));
    assert!(session.store.text("actions/pineapple-project.ron").unwrap().contains("owner: \"PC Long\""));
    session.press("<ctrl-r>");
    assert!(session.store.text("actions/turnaround.ron").unwrap().contains("owner: \"YJS manager\""));
}

#[test]
fn an_import_that_is_refused_is_told_and_the_change_before_it_is_the_one_taken_back() {
    let (folder, mut session) = importing("Action,Owner\nTurnaround programme,YJS manager\n");
    let path = folder.path().join("log.csv");
    session.press("<esc>6/id:pineapple<enter>oPC Long<enter>I").paste(path.to_str().unwrap()).press("<enter>");
    let (file, turnaround) = ("actions/turnaround.ron", session.store.text("actions/turnaround.ron").unwrap());
    session.store.put(file, &turnaround.replacen("title:", "owner: \"PC Short\", title:", 1));

    session.press("y");
    assert!(session.screen().contains("turnaround: "), "{}", session.screen());
    assert!(!session.screen().contains("Imported"), "{}", session.screen());
    session.press("u");

    assert!(session.screen().contains("Taken back: pineapple-project: owner"), "{}", session.screen());
    assert!(session.store.text(file).unwrap().contains("PC Short"));
}

#[test]
fn a_spreadsheet_without_headings_is_told_in_words_that_fit_here_and_its_name_can_be_mended() {
    for (lines, why) in [
        ("apples,pears\nred,green\n", "no row of headings was found"),
        ("Title,Owner,Owner\nTaxi ranks,Insp Night,Insp Day\n", "would both be Owner"),
    ] {
        let (folder, session) = importing(lines);

        let screen = session.screen();
        let path = folder.path().join("log.csv");
        let line = format!("Import from (csv, xlsx, ods): {}", path.display());
        let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(screen.contains(&line), "{screen}");
        assert!(words.contains(why) && words.contains("Next: mend the row of headings in the file"), "{screen}");
        assert!(!words.contains("--column"), "{screen}");
    }
}

#[test]
fn enter_on_a_list_in_which_nothing_matches_says_so_and_leaves_it_open() {
    for (keys, label) in [
        ("P", "Reports (0): zzz"),
        (":", "Commands (0): zzz"),
        ("R", "Roll the year to which plan? (0): zzz"),
        ("6/id:turnaround<enter>s", "State (0): zzz"),
    ] {
        let mut session = Session::sample();

        let screen = session.press(keys).press("zzz<enter>").screen();

        assert!(screen.contains(label) && screen.contains("Nothing here matches"), "{screen}");
    }
}

#[test]
fn the_text_of_a_pane_goes_to_no_file_that_says_it_is_something_else() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::sample();
    let named = |name: &str| folder.path().join(name);

    session.press("pw<ctrl-u>").paste(named("a.docx").to_str().unwrap()).press("<enter>");
    let words = session.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("let the name end in .txt"), "{}", session.screen());
    assert!(!named("a.docx").exists());
    assert!(session.screen().contains("a.docx\nThis is plain text."), "the name is kept:\n{}", session.screen());
    session.press("<ctrl-u>").paste(named("a.md").to_str().unwrap()).press("<enter>");
    assert!(!named("a.md").exists());
    session.press("<ctrl-u>").paste(named("a").to_str().unwrap()).press("<enter>");
    assert!(named("a").exists(), "{}", session.screen());
    session.press("w<ctrl-u>").paste(named("a.txt").to_str().unwrap()).press("<enter>");
    assert!(named("a.txt").exists(), "{}", session.screen());
}

#[test]
fn each_report_has_a_file_name_of_its_own() {
    for (keys, name) in [
        ("Pdorpol<enter>", "chaser-dorset-police-2023-03-09.docx"),
        ("Pactowner<enter>", "actions-by-owner-2023-03-09.docx"),
        ("Pactpriority<enter>", "actions-by-priority-2023-03-09.docx"),
        ("Pnotes<enter>", "scrutiny-with-notes-2023-03-09.docx"),
        ("2<enter>Phighlight<enter>", "highlight-domestic-abuse-and-stalking-2023-03-09.docx"),
    ] {
        let mut session = Session::sample();

        let screen = session.press(keys).press("w").screen();

        assert!(screen.contains(&format!("Write to: {name}")), "{screen}");
    }
}

#[test]
fn the_whole_path_of_what_is_written_is_told_and_a_name_that_is_taken_can_be_mended() {
    let here = std::env::current_dir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let up: std::path::PathBuf = here.components().skip(1).map(|_| "..").collect();
    let name = up.join(folder.path().strip_prefix("/").unwrap()).join("a.txt");
    let mut session = Session::open(Seed::Sample.in_memory(), (200, 50));

    session.press("6pw<ctrl-u>").paste(name.to_str().unwrap()).press("<enter>");
    let told = format!("Written to {}", here.join(&name).display());
    assert!(session.screen().contains(&told), "{}", session.screen());
    session.press("w<enter>");

    let screen = session.screen();
    assert!(screen.contains("there is something of that name"), "{screen}");
    assert!(screen.contains(&format!("Write to: {}", name.display())), "{screen}");
}

#[test]
fn a_spreadsheet_that_changes_nothing_says_so_and_offers_no_yes() {
    let (_folder, session) = importing("Action\nTurnaround programme\n");

    let screen = session.screen();

    assert!(screen.contains("log.csv changes nothing: 1 record is so already"), "{screen}");
    assert!(screen.contains("\nEsc back") && !screen.contains("y yes"), "{screen}");
}

#[test]
fn an_import_of_several_kinds_names_each_pane_in_which_its_records_stand() {
    let (_folder, mut session) =
        importing("Kind,Title\nAction,Safer taxi ranks\nDuty,Tell the board\nBody,Taxi firms\n");

    let screen = session.press("y").screen();

    assert!(screen.contains("3 added, 0 changed, 0 as they were. See 4 Duties, 6 Actions, f"), "{screen}");
    assert!(session.press("6/id:safer<enter>").screen().contains("Safer taxi ranks"), "{}", session.screen());
}
