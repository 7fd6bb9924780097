//! `csp import`: partners' spreadsheets brought in, all of a file or nothing of it.

use std::fs;
use std::io::{Cursor, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::hostile::{self, harmful};
use crate::support::terminal::Terminal;
use crate::support::{Answer, Desk};

/// An action log as partners keep one: a title above, words of their own for the fields, one column of no use.
const LOG: &str = "Community safety action log;;;;;;;\r\n\r\nRef;Action;Lead officer;Agency;Target date;Status;Comments;Colour\r\n\
                   2.1;Turnaround programme;YJS manager;Dorset Police;1/6/23;In progress;Two schools joined;x\r\n\
                   2.2;Safer taxi ranks;Licensing;dorset-council;June 2023;Completed;;\r\n";

impl Desk {
    fn import(&self, bytes: impl AsRef<[u8]>, line: &str) -> Answer {
        self.lay("log", bytes);
        self.csp(format!("import log {line}").trim_end())
    }

    /// A store with nothing in it.
    fn nothing_in_it() -> Self {
        let desk = Self::empty();
        fs::create_dir(desk.store()).unwrap();
        desk.put("store.ron", "Partnership(\n    title: \"Test\",\n    format: 1,\n    as_at: \"2023-03-09\",\n)\n");
        desk
    }

    fn export(&self, format: &str) -> Vec<u8> {
        let path = self.home().join("out");
        drop(fs::remove_file(&path));
        assert_eq!(self.csp(&format!("export --format {format} -o out")).code, 0);
        fs::read(path).unwrap()
    }

    /// The records' files, by their paths within the store.
    fn records(&self) -> Vec<(String, String)> {
        let within = |path: std::path::PathBuf| path.strip_prefix(self.store()).unwrap().display().to_string();
        let files = self.files().into_iter().map(|(path, bytes)| (within(path), String::from_utf8(bytes).unwrap()));
        files.filter(|(path, _)| path.contains('/')).collect()
    }
}

/// An ods workbook with a sheet of these rows of cells.
fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" \
         xmlns:text=\"x\" xmlns:calcext=\"c\"><office:body><office:spreadsheet><table:table table:name=\"Actions\">{rows}\
         </table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)] {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn words(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "</text:p><text:p>");
    format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
}

fn row(cells: &[&str]) -> String {
    format!("<table:table-row>{}</table:table-row>", cells.concat())
}

/// A workbook with one sheet, its first row of words.
fn xlsx(sheet: &str, headings: &[&str], fill: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let worksheet = book.add_worksheet();
    worksheet.set_name(sheet).unwrap();
    for (column, heading) in (0..).zip(headings) {
        worksheet.write_string(0, column, *heading).unwrap();
    }
    fill(worksheet);
    book.save_to_buffer().unwrap()
}

#[test]
fn what_is_exported_and_imported_again_changes_nothing() {
    let desk = Desk::sample();
    desk.run(&[
        "set",
        "turnaround",
        "due=2023-06-01",
        "review=2023-04",
        "start=2022/23",
        "owner==1+1",
        "reference='=x",
    ]);
    desk.run(&["set", "turnaround", "rag=amber: two posts are vacant", "milestones=Bid sent | 2023-05-01"]);
    desk.run(&["set", "training", "detail=one\ntwo, \"three\"", "completed=\"in March\"", "owner='Safe'"]);
    desk.run(&["note", "training", "A | bar\nand a line"]);
    for (path, text) in hostile::records().into_iter().filter(|(path, _)| path.contains('/')) {
        desk.put(&path, text);
    }
    let before = desk.files();

    for format in ["csv", "csv --bom", "xlsx"] {
        let answer = desk.import(desk.export(format), "");
        assert_eq!((answer.code, answer.out.as_str()), (0, ""), "{format}: {answer:?}");
        assert!(answer.said.starts_with("csp: 0 added, 0 changed, 80 as they were"), "{format}: {answer:?}");
        assert!(desk.files() == before, "{format}: not a byte has changed");
    }
}

#[test]
fn an_export_makes_the_same_records_in_an_empty_store() {
    let desk = Desk::sample();
    desk.run(&["set", "turnaround", "due=2023-06-01", "rag=amber: late (9 March 2023, Ann)", "owner==1+1"]);
    desk.run(&["note", "turnaround", "A | bar\nand a line"]);
    desk.csp("archive training");
    desk.put("actions/judged.ron", "Action(\n    title: \"Judged\",\n    rag: (colour: Red, reason: \"why\"),\n)\n");
    let written = desk.records();

    for format in ["csv", "xlsx"] {
        let other = Desk::nothing_in_it();
        let answer = other.import(desk.export(format), "");
        assert_eq!(answer.code, 0, "{format}: {answer:?}");
        let same = |(path, text): &(String, String)| (path.clone(), text.lines().map(str::trim).collect::<String>());
        let (made, written): (Vec<_>, Vec<_>) =
            (other.records().iter().map(same).collect(), written.iter().map(same).collect());
        for (made, written) in made.iter().zip(&written) {
            assert_eq!(made, written, "{format}");
        }
        assert_eq!(made.len(), written.len());
    }
}

#[test]
fn a_partners_log_is_understood_once_somebody_has_confirmed_it() {
    let desk = Desk::sample();
    let before = desk.files();

    let asked = desk.import(LOG, "");

    assert_eq!((asked.code, asked.out.as_str()), (2, ""));
    for words in [
        "Columns, headings in row 3:",
        "  \"Action\" is Title (a guess)",
        "  \"Target date\" is Due (a guess)",
        "  \"Colour\" is not taken",
        "Next: --yes takes them so; or say what they are: --column \"Ref=reference\" --column \"Action=title\"",
        "--column \"Colour=\"",
    ] {
        assert!(asked.said.contains(words), "{words} in\n{}", asked.said);
    }
    assert!(desk.files() == before);

    let tried = desk.import(LOG, "--dry-run");
    assert!(tried.code == 0 && tried.out.contains("turnaround: Due: 1 June 2023 (was not stated)\n"), "{tried:?}");
    assert!(tried.out.contains("safer-taxi-ranks: new: an action\n"), "{tried:?}");
    assert!(
        tried.said.ends_with("csp: nothing was written; it would be 1 added, 1 changed, 0 as they were\n"),
        "{tried:?}"
    );
    assert!(desk.files() == before);

    let taken = desk.import(LOG, "--yes").said;
    assert!(taken.contains("  \"Colour\" is not taken\n"), "what was guessed is told all the same: {taken}");
    assert!(taken.ends_with("csp: 1 added, 1 changed, 0 as they were\n"), "{taken}");
    let turnaround = desk.text("actions/turnaround.ron");
    for field in ["owner: \"YJS manager\"", "lead_agency: \"dorset-police\"", "state: InProgress", "reference: \"2.1\""]
    {
        assert!(turnaround.contains(field), "{field} in {turnaround}");
    }
    assert!(turnaround.contains("(date: \"2023-03-09\", author: \"Ann Officer\", text: \"Two schools joined\")"));
    assert!(desk.text("actions/safer-taxi-ranks.ron").contains("due: \"2023-06\""));

    let after = desk.files();
    let again = desk.import(LOG, "--yes").said;
    assert!(again.ends_with("csp: 0 added, 0 changed, 2 as they were\n"), "a note is not doubled: {again}");
    assert!(desk.files() == after);
}

#[test]
fn at_a_terminal_it_asks_and_shows_how_far_it_is() {
    let desk = Desk::sample();
    let rows: String = (0..300).map(|number| format!("Work {number},Ann\r\n")).collect();
    desk.lay("log", format!("Action,Lead\r\n{rows}"));
    let before = desk.files();
    let open = || Terminal::open_with(&desk, (80, 24), &["import", "log"], |_| {});

    let mut refused = open();
    refused.wait_for("Take them so? y or n").keys("n\r");
    assert_eq!(refused.wait_for("nothing was written").ended(), "2");
    assert!(desk.files() == before);
    let mut taken = open();
    taken.wait_for("Take them so? y or n").keys("y\r");
    taken.wait_for("[####################] 100%").wait_for("csp: 300 added, 0 changed, 0 as they were");
    assert_eq!(taken.ended(), "0");
}

#[test]
fn every_column_that_is_told_needs_no_question() {
    let desk = Desk::sample();
    desk.lay("log.csv", "What,Hue\r\nSafer taxi ranks,blue\r\n");

    let answer = desk.run(&["import", "log.csv", "--column", "what=title", "--column", "B="]);

    assert_eq!((answer.code, answer.said.as_str()), (0, "csp: 1 added, 0 changed, 0 as they were\n"));
    for (column, words) in [
        ("Hue=colr", "there is no field \"colr\" here"),
        ("Hue=titel", "did you mean title?"),
        ("Shade=", "there is no column \"Shade\" that holds anything. Next: name one of"),
        ("Hue=title", "the columns \"What\" and \"Hue\" would both be Title"),
        ("Hue", "type HEADING=FIELD"),
    ] {
        let refused = desk.run(&["import", "log.csv", "--column", "What=title", "--column", column]);
        assert!(refused.code == 2 && refused.said.contains(words), "{column}: {refused:?}");
    }
}

#[test]
fn each_bad_cell_is_named_and_nothing_of_the_file_is_written() {
    let desk = Desk::sample();
    let before = desk.files();
    let bytes = xlsx("Actions", &["title", "due", "lead_agency", "rag", "state", "milestones"], |sheet| {
        sheet.write_string(1, 0, "Good work").unwrap();
        sheet.write_string(2, 0, "Work").unwrap();
        sheet.write_string(2, 1, "soonish").unwrap();
        sheet.write_string(2, 2, "Dorset Polis").unwrap();
        sheet.write_string(2, 3, "Red").unwrap();
        sheet.write_string(2, 4, "Nearly").unwrap();
        sheet.write_string(2, 5, "Bid | soonish").unwrap();
        sheet.write_formula(3, 0, Formula::new("=#REF!").set_result("#REF!")).unwrap();
        sheet.write_number(3, 1, 45000.0).unwrap();
        sheet.write_string(3, 2, "fraud").unwrap();
    });

    let refused = desk.import(&bytes, "");

    assert_eq!((refused.code, refused.out.as_str()), (4, ""), "{refused:?}");
    let lines: Vec<_> = refused.said.lines().collect();
    let named = [
        ("Actions!B3 (due): ", "type a day (2023-04-01"),
        ("Actions!C3 (lead_agency): ", "there is no body \"Dorset Polis\"; the nearest is \"Dorset Police\""),
        ("Actions!D3 (rag): ", "a rating needs its reason: type red: and why"),
        ("Actions!E3 (state): ", "type one of NotStarted"),
        ("Actions!F3 (milestones): ", "due: type a day"),
        ("Actions!A4 (title): ", "the cell holds the error #REF!"),
        ("Actions!B4 (due): ", "45000 is a number and no date"),
        ("Actions!C4 (lead_agency): ", "fraud is a priority; name a body"),
    ];
    for (line, (place, words)) in lines.iter().zip(named) {
        assert!(line.starts_with(place) && line.contains(words), "{place}{words}: {line}");
    }
    assert_eq!(lines.len(), named.len() + 1);
    assert!(refused.said.contains("nothing was written. Next: mend them there"), "{refused:?}");
    assert!(desk.files() == before);
    assert_eq!(desk.import(&bytes, "--dry-run").code, 4);
}

#[test]
fn many_mistakes_are_counted() {
    let desk = Desk::sample();
    let rows: String = (0..60).map(|number| format!("Work {number},soonish\r\n")).collect();

    let refused = desk.import(format!("title,due\r\n{rows}"), "");

    assert_eq!(refused.said.lines().count(), 51);
    assert!(refused.said.contains("B51 (due)") && !refused.said.contains("B52 (due)"), "{refused:?}");
    assert!(refused.said.contains("60 mistakes, of which 50 are listed"), "{refused:?}");
}

#[test]
fn a_row_is_about_the_record_of_its_id_then_its_reference_then_its_title() {
    let desk = Desk::sample();
    desk.run(&["set", "training", "reference=2.2"]);

    let answer = desk.import(
        "id,reference,title,owner\r\nturnaround,,,Ann\r\n,2.2,Staff training,Bea\r\n,,\"Violence and sexual offences in the night-time economy\",Cyd\r\n\
         new-one,9.1,Newer work,Dee\r\n,9.2,Newer work,Eve\r\n",
        "--dry-run",
    );

    let owners: Vec<_> = answer.out.lines().filter(|line| line.contains(": Owner: ")).collect();
    let expected =
        ["turnaround: Owner: Ann", "training: Owner: Bea", "night-time-economy: Owner: Cyd", "new-one: Owner: Dee"];
    for (line, expected) in owners.iter().zip(expected) {
        assert!(line.starts_with(expected), "{answer:?}");
    }
    assert!(owners[4].starts_with("newer-work: Owner: Eve"), "another reference is another record: {answer:?}");
    assert!(answer.out.contains("training: Title: Staff training (was"), "{answer:?}");
}

#[test]
fn two_rows_about_one_record_and_a_reference_of_two_records_need_a_person() {
    let desk = Desk::sample();
    for id in ["training", "turnaround"] {
        desk.run(&["set", id, "reference=2.2"]);
    }

    for (rows, words) in [
        ("id,owner\r\nfraud,x\r\n", "fraud is a priority, and this row is an action"),
        ("id,title\r\nBad Id,x\r\n", "an id holds only a-z"),
        ("id,title\r\nreport,x\r\n", "report is the report, and this row is an action"),
        ("id,owner\r\ntraining,a\r\ntraining,b\r\n", "row 2 and row 3 are both about training; leave one out"),
        ("title,owner\r\nNew,a\r\nNew,b\r\n", "row 2 and row 3 are the same new record"),
        ("reference,owner\r\n2.2,a\r\n", "\"2.2\" is the reference of training and turnaround"),
        ("reference,owner\r\n7.7,a\r\n", "an action needs a title"),
        ("kind,title\r\nreport,x\r\n", "a store has only one report"),
        ("kind,title,due\r\nbody,Schools board,1 apr 24\r\naction,x,\r\n", "a body has no Due; leave the cell empty"),
    ] {
        let refused = desk.import(rows, "");
        assert!(refused.code == 4 && refused.said.contains(words), "{words}: {refused:?}");
    }
    let asked = desk.import("title,Lead,Officer\r\nx,a,b\r\n", "--yes");
    assert!(asked.code == 2 && asked.said.contains("\"Lead\" and \"Officer\" would both be Owner"), "{asked:?}");
}

#[test]
fn lists_grow_empty_cells_leave_what_is_stored_and_a_rating_keeps_its_author() {
    let desk = Desk::sample();
    desk.run(&[
        "set",
        "turnaround",
        "owner=Ann",
        "rag=red: late",
        "milestones=Bid sent | 2023-05-01\nStart | 2023-06-01",
    ]);
    desk.put("actions/turnaround.ron", desk.text("actions/turnaround.ron").replace("Ann Officer", "Bea"));

    let answer = desk.import(
        "id,owner,priorities,rag,milestones\r\nturnaround,,\"Fraud, rural-crime\",Red: late,\"Bid sent | 2023-05-01 | 2023-04-20\nEnd\"\r\n",
        "",
    );

    assert_eq!((answer.code, answer.said.as_str()), (0, "csp: 0 added, 1 changed, 0 as they were\n"));
    let text = desk.text("actions/turnaround.ron");
    for stated in [
        "owner: \"Ann\"",
        "priorities: [\"anti-social-behaviour\", \"fraud\", \"rural-crime\"]",
        "by: \"Bea\"",
        "(text: \"Bid sent\", due: \"2023-05-01\", done: \"2023-04-20\")",
        "(text: \"Start\", due: \"2023-06-01\")",
        "(text: \"End\")",
    ] {
        assert!(text.contains(stated), "{stated} in\n{text}");
    }
    assert_eq!(text.matches("Bid sent").count(), 1);
}

#[test]
fn a_shorter_entry_takes_nothing_away_and_a_bar_within_a_note_is_no_cell() {
    let desk = Desk::sample();
    desk.run(&["set", "turnaround", "milestones=Bid sent | 2023-05-01 | 2023-04-20"]);
    let before = desk.text("actions/turnaround.ron");

    let same = desk.import("id,milestones\r\nturnaround,Bid sent\r\n", "");
    let noted = desk.import("id,updates\r\nturnaround,Met police | agreed\r\n", "");

    assert_eq!(same.said, "csp: 0 added, 0 changed, 1 as they were\n");
    assert_eq!(noted.said, "csp: 0 added, 1 changed, 0 as they were\n", "{noted:?}");
    let text = desk.text("actions/turnaround.ron");
    assert!(before.contains("done: \"2023-04-20\"") && text.contains("done: \"2023-04-20\""), "{text}");
    assert!(text.contains("text: \"Met police | agreed\""), "{text}");
}

#[test]
fn a_date_that_hangs_on_the_day_of_the_import_is_refused_and_one_that_was_agreed_stays() {
    let desk = Desk::sample();
    desk.run(&["set", "turnaround", "due=2023-06-01"]);

    for (cell, field) in [("1 mar", "due"), ("friday", "due"), ("Bid | 1 mar", "milestones")] {
        let refused = desk.import(format!("id,{field}\r\nturnaround,{cell}\r\n"), "");
        assert_eq!(refused.code, 4, "{cell}: {refused:?}");
        assert!(refused.said.contains("hangs on the day of the import; type the whole date"), "{cell}: {refused:?}");
    }
    let moved = desk.import("id,due\r\nturnaround,1/9/23\r\n", "");
    assert_eq!(moved.code, 0, "{moved:?}");
    let text = desk.text("actions/turnaround.ron");
    assert!(text.contains("due: \"2023-06-01\"") && text.contains("revised_due: \"2023-09-01\""), "{text}");
    assert_eq!(desk.import("id,due\r\nturnaround,1/9/23\r\n", "").said, "csp: 0 added, 0 changed, 1 as they were\n");
    desk.import("id,due,revised_due\r\nturnaround,1/5/23,\r\n", "");
    assert!(desk.text("actions/turnaround.ron").contains("due: \"2023-05-01\""), "with both columns it is mended");
}

#[test]
fn words_of_a_partner_are_given_a_meaning_once_for_the_whole_file() {
    let desk = Desk::sample();
    let log = "title,state,due\r\nTurnaround programme,On track,TBC\r\nTraxi,Delayed,2023-05-01\r\n";

    let refused = desk.import(log, "");
    desk.lay("log", log);
    let told = desk.run(&[
        "import",
        "log",
        "--value",
        "On track=in progress",
        "--value",
        "delayed=",
        "--value",
        "TBC=\"to be confirmed\"",
    ]);

    assert!(refused.said.contains("B2 (state): \"On track\": type one of"), "{refused:?}");
    assert!(refused.said.contains("what such a cell means with --value \"SAID=MEANT\""), "{refused:?}");
    assert_eq!(told.code, 0, "{told:?}");
    let text = desk.text("actions/turnaround.ron");
    assert!(text.contains("state: InProgress") && text.contains("due: \"to be confirmed\""), "{text}");
    assert!(!desk.text("actions/traxi.ron").contains("state"));
    assert_eq!(desk.run(&["import", "log", "--value", "x"]).code, 2);
}

#[test]
fn an_id_that_no_record_has_is_a_new_record_or_needs_a_person_and_what_is_archived_stays_so() {
    let desk = Desk::sample();
    desk.csp("archive pineapple-project");
    let archived = desk.text("actions/pineapple-project.ron");
    let title = "Pineapple Project";

    let like = desk.import("id,title,owner\r\n7,Turnaround programme,Bea\r\n", "");
    let hidden = desk.import(format!("title,owner\r\n{title},Bea\r\n"), "");
    let twins = desk
        .import("id,title,owner\r\nturnaround,Turnaround programme,Ann\r\nanother,Turnaround programme,Bea\r\n", "");
    let named = desk.import("id,owner\r\npineapple-project,Bea\r\n", "");

    assert!(
        like.code == 4 && like.said.contains("there is no record 7, and the row looks like turnaround"),
        "{like:?}"
    );
    assert!(
        hidden.code == 4 && hidden.said.contains("csp restore pineapple-project brings it back first"),
        "{hidden:?}"
    );
    assert!(archived.contains("archived:"));
    assert_eq!(twins.said, "csp: 1 added, 1 changed, 0 as they were\n", "{twins:?}");
    assert!(desk.text("actions/another.ron").contains("Bea") && desk.text("actions/turnaround.ron").contains("Ann"));
    assert_eq!(named.code, 0, "a row that names it may change it: {named:?}");
    let one = desk.import("id,reference,title\r\nnew-one,9.9,Buy a lamp\r\n,9.9,Buy one more lamp\r\n", "");
    assert!(one.code == 4 && one.said.contains("are new records with one reference"), "{one:?}");
}

#[test]
fn minutes_are_numbered_anew_at_each_meeting_and_a_title_is_known_by_its_words() {
    let desk = Desk::sample();
    for line in [
        &["add", "meeting", "Board in March", "date=2023-03-01"][..],
        &["add", "meeting", "Board in June", "date=2023-06-01"],
        &["add", "action", "Light the ranks", "meeting=board-in-march", "reference=2.2"],
    ] {
        assert_eq!(desk.run(line).code, 0, "{line:?}");
    }

    let june = desk.import("title,reference,meeting\r\nCount the bicycles,2.2,Board in June\r\n", "");
    let own = desk.import("id,title,reference\r\nbenches,Mend benches,2.2\r\n", "");
    let spelt = desk.import("title,owner,lead_agency\r\nTurnaround  PROGRAMME,Ann,dorset POLICE\r\n", "");

    assert_eq!(june.said, "csp: 1 added, 0 changed, 0 as they were\n");
    assert_eq!(own.said, "csp: 1 added, 0 changed, 0 as they were\n", "an id of its own says that it is new: {own:?}");
    assert_eq!(spelt.said, "csp: 0 added, 1 changed, 0 as they were\n", "{spelt:?}");
    let text = desk.text("actions/turnaround.ron");
    assert!(text.contains("title: \"Turnaround programme\"") && text.contains("owner: \"Ann\""), "{text}");
    assert!(text.contains("lead_agency: \"dorset-police\""), "{text}");
}

#[test]
fn rows_may_lead_to_records_of_the_same_file() {
    let desk = Desk::nothing_in_it();

    let answer = desk.import(
        "kind,title,lead_agency,part_of\r\naction,Smaller work,\"Partners, and friends\",Larger work\r\naction,Larger work,,\r\n\
         body,\"Partners, and friends\",,\r\n",
        "",
    );

    assert_eq!(answer.code, 0, "{answer:?}");
    let smaller = desk.text("actions/smaller-work.ron");
    assert!(smaller.contains("lead_agency: \"partners-and-friends\"") && smaller.contains("part_of: \"larger-work\""));
    assert!(desk.text("bodies/partners-and-friends.ron").contains("Partners, and friends"));
}

#[test]
fn typed_cells_of_a_workbook_become_the_right_words() {
    let desk = Desk::sample();
    let bytes = xlsx("Log", &["title", "reference", "due", "owner", "review"], |sheet| {
        let date = Format::new().set_num_format("dd/mm/yyyy");
        let day = ExcelDateTime::from_ymd(2023, 6, 1).unwrap();
        sheet.write_string(1, 0, "_x0041_ work").unwrap();
        sheet.write_number(1, 1, 2.5).unwrap();
        sheet.write_datetime_with_format(1, 2, &day, &date).unwrap();
        sheet.write_boolean(1, 3, true).unwrap();
        sheet.write_string(1, 4, "04/05/2023").unwrap();
        // Somewhere far away there is nothing but a look.
        sheet.set_cell_format(900_000, 16_000, &date).unwrap();
    });

    assert_eq!(desk.import(&bytes, "").said, "csp: 1 added, 0 changed, 0 as they were\n");

    let text = desk.text("actions/x0041-work.ron");
    for stated in [
        "title: \"_x0041_ work\"",
        "reference: \"2.5\"",
        "due: \"2023-06-01\"",
        "owner: \"yes\"",
        "review: \"2023-05-04\"",
    ] {
        assert!(text.contains(stated), "{stated} in {text}");
    }
}

#[test]
fn a_formula_counts_by_its_result_and_an_error_is_named() {
    let desk = Desk::sample();
    let bytes = xlsx("Log", &["title", "owner"], |sheet| {
        sheet.write_formula(1, 0, Formula::new("=\"Safer \"&\"ranks\"").set_result("Safer ranks")).unwrap();
        sheet.write_formula(2, 0, Formula::new("=A1").set_result("Other work")).unwrap();
        sheet.write_formula(2, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    });

    let refused = desk.import(&bytes, "");

    assert_eq!(refused.code, 4);
    assert!(refused.said.starts_with("Log!B3 (owner): the cell holds the error #DIV/0!; mend it"), "{refused:?}");
}

#[test]
fn an_ods_log_is_read_with_its_dates_repeats_and_errors() {
    let desk = Desk::sample();
    let empty = "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell \
                 table:number-columns-repeated=\"16384\"/></table:table-row>";
    let date = "<table:table-cell office:value-type=\"date\" office:date-value=\"2023-06-01T00:00:00\"><text:p>1</text:p></table:table-cell>";
    let number =
        "<table:table-cell office:value-type=\"float\" office:value=\"2.1\"><text:p>2.1</text:p></table:table-cell>";
    let remark = "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>remark</text:p></office:annotation>\
                  <text:p>two<text:s text:c=\"2\"/>blanks</text:p></table:table-cell>";
    let rows = [
        row(&[&words("Action log of R & D <2023>")]),
        empty.to_owned(),
        row(&[&words("Title"), &words("Due"), &words("Reference"), &words("Owner")]),
        row(&[&words("Safer ranks"), date, number, remark]),
        "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell/></table:table-row>".to_owned(),
    ];

    let answer = desk.import(ods(&rows.concat()), "");

    assert_eq!((answer.code, answer.said.as_str()), (0, "csp: 1 added, 0 changed, 0 as they were\n"));
    let text = desk.text("actions/safer-ranks.ron");
    for stated in ["due: \"2023-06-01\"", "reference: \"2.1\"", "owner: \"two  blanks\""] {
        assert!(text.contains(stated), "{stated} in {text}");
    }
    let broken = "<table:table-cell office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#REF!</text:p></table:table-cell>";
    let refused = desk.import(ods(&[row(&[&words("Title")]), row(&[broken])].concat()), "");
    assert!(
        refused.code == 4 && refused.said.contains("Actions!A2 (Title): the cell holds the error #REF!"),
        "{refused:?}"
    );
}

#[test]
fn what_is_no_action_log_is_refused_with_the_next_step() {
    let desk = Desk::sample();
    let far = xlsx("Log", &["title"], |sheet| {
        sheet.write_string(1_048_575, 16_383, "far").unwrap();
    });
    let repeated = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell \
                    office:value-type=\"string\" table:number-columns-repeated=\"16384\"><text:p>x</text:p></table:table-cell></table:table-row>";

    for (bytes, words) in [
        (far, "50000 rows and 500 columns"),
        (ods(repeated), "50000 rows and 500 columns"),
        (ods("<table:table-row><table:table-cell>"), "this is no ods workbook that can be read"),
        (b"PK\x03\x04 nonsense".to_vec(), "this is no workbook that can be read"),
        (b"\xd0\xcf\x11\xe0rest".to_vec(), "save it as xlsx without a password"),
        (b"%PDF-1.7".to_vec(), "this is no spreadsheet"),
        (b"\x7fELF\0\0".to_vec(), "this is no spreadsheet"),
        (Vec::new(), "the file holds no rows"),
        (b"a,b\r\n1,2\r\n".to_vec(), "no row of headings was found"),
    ] {
        let refused = desk.import(&bytes, "");
        assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{refused:?}");
        assert!(refused.said.contains(words) && refused.said.contains("Next: "), "{words}: {refused:?}");
    }
    for (file, words) in [("nowhere.csv", "No such file"), (".", "not a plain file"), ("/dev/zero", "not a plain file")]
    {
        let refused = desk.run(&["import", file]);
        assert!(refused.code != 0 && refused.said.contains(words), "{file}: {refused:?}");
    }
}

#[test]
fn sheets_are_taken_by_their_kind_or_by_name() {
    let desk = Desk::sample();
    let mut book = Workbook::new();
    for (name, heading, cell) in
        [("Cover", "Contents", "x"), ("Bodies", "title", "Youth Board"), ("Old", "title", "Old work")]
    {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        sheet.write_string(0, 0, heading).unwrap();
        sheet.write_string(1, 0, cell).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();

    let of_kinds = desk.import(&bytes, "--dry-run");
    assert!(of_kinds.out.contains("youth-board: new: a body"), "{of_kinds:?}");
    assert!(
        of_kinds.said.contains("not read: the sheets \"Cover\", \"Old\". Next: --sheet NAME reads one"),
        "{of_kinds:?}"
    );
    assert!(desk.import(&bytes, "--dry-run --sheet old").out.contains("old-work: new: an action"));
    assert!(desk.import(&bytes, "--dry-run --sheet Old --kind meeting").out.contains("old-work: new: a meeting"));
    let refused = desk.import(&bytes, "--sheet Nowhere");
    assert!(
        refused.code == 2 && refused.said.contains("Next: name one of \"Cover\", \"Bodies\", \"Old\""),
        "{refused:?}"
    );
}

#[test]
fn the_sample_can_be_tried_on_without_a_store_and_not_written() {
    let desk = Desk::empty();

    let tried = desk.import("title,owner\r\nTurnaround programme,Ann\r\n", "--dry-run");
    let refused = desk.import("title,owner\r\nTurnaround programme,Ann\r\n", "");

    assert_eq!((tried.code, tried.out.as_str()), (0, "turnaround: Owner: Ann (was not stated)\n"));
    assert!(refused.code == 2 && refused.said.contains("Next: csp init"), "{refused:?}");
}

#[test]
fn nothing_that_a_file_holds_reaches_the_terminal_as_it_is() {
    let desk = Desk::sample();
    let evil = hostile::PAYLOAD.replace(['\0', '"'], "");
    let file = format!("title,due,\"{evil}\"\r\n\"{evil}\",\"{evil}\",x\r\n");

    for line in ["", "--yes", "--dry-run"] {
        let answer = desk.import(&file, line);
        assert_eq!(harmful(&answer.said), None, "{line}: {answer:?}");
        assert_eq!(harmful(&answer.out), None, "{line}: {answer:?}");
    }
}

#[test]
fn a_reference_alone_turns_no_record_into_another_and_no_two_new_rows_share_one() {
    let desk = Desk::sample();
    desk.run(&["add", "action", "Write to the minister", "reference=2.3", "owner=Chair"]);
    let before = desk.files();
    let import = |rows: &str| {
        desk.put("../log.csv", format!("reference,title,owner\n{rows}"));
        desk.csp("import log.csv")
    };

    let other = import("2.3,Buy bicycles for wardens,Wendy\n");
    let twins = import("9.1,Buy one lamp,Ann\n9.1,Buy another lamp,Bea\n");
    assert_eq!((other.code, twins.code), (4, 4), "{other:?} {twins:?}");
    assert!(other.said.contains("is the reference of write-to-the-minister (\"Write to the minister\")"), "{other:?}");
    assert!(twins.said.contains("are new records with one reference, and look like one thing"), "{twins:?}");
    assert_eq!(desk.files(), before, "nothing was written");

    let same = import("2.3,Write again to the minister,Wendy\n");
    assert_eq!(same.code, 0, "{same:?}");
    let minutes = import("9.2,Mend the lights,Ann\n9.2,Count bicycles,Bea\n");
    assert_eq!(minutes.said, "csp: 2 added, 0 changed, 0 as they were\n", "a minute may ask for several things");
    assert!(desk.csp("show write-to-the-minister").out.contains("Owner: Wendy"));
}
