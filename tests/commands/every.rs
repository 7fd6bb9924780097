//! What holds for every command: which store is meant, where words go, what is understood.

use std::fs::OpenOptions;
use std::path::Path;
use std::process::Stdio;

use csp_lead::cli::EXAMPLES;

use crate::support::{Desk, answer};

#[test]
fn without_a_store_the_sample_is_read_and_nothing_is_written() {
    let desk = Desk::empty();

    for command in ["summary", "list", "triage", "coverage", "check", "show fraud"] {
        let read = desk.csp(command);
        assert!(read.code == 0 && !read.out.is_empty(), "{command}: {read:?}");
        assert!(
            read.said.contains("this is the built-in sample. Next: csp init makes a store of your own"),
            "{read:?}"
        );
    }
    for command in [
        "set fraud order=2",
        "note fraud x",
        "add action x",
        "edit fraud",
        "archive fraud",
        "restore fraud",
        "roll --to fraud",
        "gate fraud",
    ] {
        let refused = desk.csp(command);
        assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{command}: {refused:?}");
        assert!(refused.said.contains("Next: csp init"), "{refused:?}");
    }
    assert_eq!(std::fs::read_dir(desk.home()).unwrap().count(), 0, "the home is as empty as it was");
}

#[test]
fn the_store_is_the_named_one_then_that_of_the_environment() {
    let desk = Desk::sample();
    desk.run(&["init", "other"]);

    let environment = answer(desk.command().args(["list", "action", "--ids"]).output().unwrap());
    let named = answer(desk.command().args(["list", "action", "--ids", "--store", "other"]).output().unwrap());

    assert!(environment.out.contains("turnaround"));
    assert_eq!(named.out, "");
}

#[test]
fn a_folder_that_is_no_store_is_named_with_the_next_step() {
    let desk = Desk::sample();

    for folder in ["nowhere", "."] {
        let refused = desk.run(&["--store", folder, "summary"]);
        assert_eq!((refused.code, refused.out.as_str()), (2, ""));
        assert!(refused.said.contains(&format!("Next: csp init {folder}")), "{refused:?}");
    }
}

#[test]
fn a_slip_in_the_name_of_a_store_is_told_with_the_nearest_as_it_is_typed() {
    let desk = Desk::sample();
    std::fs::rename(desk.store(), desk.home().join("our store")).unwrap();

    let refused = desk.run(&["--store", "our stroe", "summary"]);

    assert_eq!((refused.code, refused.out.as_str()), (2, ""));
    let next = "Next: csp --store 'our store', the nearest by its name; or csp init 'our stroe'";
    assert!(refused.said.contains(next), "{refused:?}");
    assert_eq!(desk.run(&["--store", "our store", "summary"]).code, 0, "it is relative to where one is");
}

#[test]
fn records_without_store_ron_are_told_from_no_store() {
    let desk = Desk::sample();
    std::fs::remove_file(desk.store().join("store.ron")).unwrap();

    let refused = desk.csp("summary");

    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.said.contains("store.ron is missing beside the records. Next: put it back"), "{refused:?}");
}

#[test]
fn without_a_store_the_sample_that_the_interface_has_opened_is_read() {
    let desk = Desk::empty();
    let csp = |line: &str| answer(desk.without_store().args(line.split(' ')).output().unwrap());
    let sample = desk.home().join(".local/share/csp-sample");
    let at = sample.display();
    assert_eq!(csp(&format!("init {at} --sample --no-history")).code, 0);
    assert_eq!(csp(&format!("--store {at} set turnaround owner=Bea")).code, 0);

    let shown = csp("show turnaround");

    assert!(shown.code == 0 && shown.out.contains("Owner: Bea"), "{shown:?}");
    assert!(shown.said.contains(&format!("the sample that the interface has opened, in {at}")), "{shown:?}");
    assert_eq!(csp("set turnaround owner=Ann").code, 2, "it is no store to work in");
}

#[test]
fn an_empty_variable_names_no_store() {
    let desk = Desk::empty();

    let sample = answer(desk.without_store().arg("summary").env("CSP_STORE", "").output().unwrap());

    assert!(sample.code == 0 && sample.said.contains("there is no store yet"), "{sample:?}");
}

#[test]
fn the_usual_store_is_not_taken_for_none_where_its_store_ron_is_gone() {
    let desk = Desk::empty();
    let made = answer(desk.without_store().arg("init").output().unwrap());
    std::fs::remove_file(Path::new(made.out.trim_end()).join("store.ron")).unwrap();

    let refused = answer(desk.without_store().arg("summary").output().unwrap());

    assert!(refused.code == 2 && refused.out.is_empty(), "{refused:?}");
    assert!(refused.said.contains("store.ron is missing beside the records. Next: put it back"), "{refused:?}");
}

#[test]
fn every_command_has_help_and_unknown_words_are_usage() {
    let desk = Desk::empty();
    let help = desk.csp("--help");

    assert!(help.code == 0 && help.said.is_empty() && help.out.starts_with("Examples:"), "{help:?}");
    for (command, _) in EXAMPLES.iter().filter(|(command, _)| !command.is_empty() && !command.contains(' ')) {
        let of_command = desk.run(&[command, "--help"]);
        assert!(of_command.code == 0 && of_command.out.contains("Usage: csp"), "{command}");
        assert!(help.out.contains(&format!("\n  {command} ")), "{command} is listed");
    }
    for wrong in ["sumary", "--nonsense", "list --nonsense", "summary --as-at"] {
        let refused = desk.csp(wrong);
        assert!(refused.code == 2 && refused.out.is_empty() && !refused.said.is_empty(), "{wrong}: {refused:?}");
    }
    assert!(desk.csp("--version").out.starts_with("csp 0."));
}

#[test]
fn ascii_says_the_same_in_plain_letters() {
    let desk = Desk::sample();
    desk.run(&["set", "turnaround", "owner=Siân – “£5”"]);

    for command in ["show turnaround --ascii", "list action turnaround --ascii", "summary --ascii", "triage --ascii"] {
        let answer = desk.csp(command);
        assert!(answer.out.is_ascii(), "{command}: {}", answer.out);
    }
    assert!(desk.csp("show turnaround --ascii").out.contains("Owner: Sian - \"GBP 5\""));
}

#[test]
fn output_that_cannot_be_written_is_no_success() {
    let desk = Desk::sample();

    for arguments in [
        &["summary"][..],
        &["list"],
        &["show", "fraud"],
        &["triage"],
        &["coverage"],
        &["check"],
        &["--help"],
        &["completions", "bash"],
        &["man"],
        &["list", "--json"],
        &["triage", "--json"],
    ] {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let refused = answer(desk.command().args(arguments).stdout(full).stderr(Stdio::piped()).output().unwrap());
        assert_eq!(refused.code, 5, "{arguments:?}: {refused:?}");
        assert!(refused.said.contains("the output could not be written"), "{arguments:?}: {refused:?}");
    }
}

#[test]
fn a_closed_pipe_is_quiet() {
    let desk = Desk::sample();

    for arguments in [&["summary"][..], &["list", "--csv"], &["--help"], &["completions", "zsh"], &["man"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let quiet = answer(desk.command().args(arguments).stdout(writer).stderr(Stdio::piped()).output().unwrap());
        assert_eq!((quiet.code, quiet.said.as_str()), (0, ""), "{arguments:?}");
    }
}

#[test]
fn the_interface_without_a_terminal_names_the_command_to_use() {
    let desk = Desk::sample();

    let refused = desk.run(&[]);

    assert_eq!((refused.code, refused.out.as_str()), (2, ""));
    assert!(refused.said.contains("Next: csp summary"), "{refused:?}");
}

#[test]
fn the_officer_is_named_by_the_environment() {
    let desk = Desk::sample();

    answer(desk.command().env("CSP_OFFICER", "Bea").args(["note", "turnaround", "x"]).output().unwrap());

    assert!(desk.text("actions/turnaround.ron").contains("author: \"Bea\""));
}

#[test]
fn where_a_date_is_counted_by_no_words_are_offered_for_it() {
    let desk = Desk::starter();
    for line in ["changes --since rubbish", "--as-at rubbish summary", "list due.before:x"] {
        let refused = desk.csp(line);
        assert_eq!(refused.code, 2, "{refused:?}");
        assert!(refused.said.contains("type a day") && !refused.said.contains("double quotes"), "{refused:?}");
    }
    assert!(desk.csp("set prevent next_due=rubbish").said.contains("double quotes"));
}
