//! `csp export`: what a spreadsheet, a calendar and a program get.

use std::fs;
use std::io::{Cursor, Read};
use std::os::unix::fs::PermissionsExt;

use calamine::{Data, Reader, Xlsx};
use zip::ZipArchive;

use crate::support::Desk;
use crate::support::hostile::{self, PAYLOAD, harmful};

impl Desk {
    /// What an export to a file leaves there.
    fn exported(&self, line: &str) -> Vec<u8> {
        let path = self.home().join("exported");
        drop(fs::remove_file(&path));
        let answer = self.csp(&format!("export -o exported {line}"));
        assert_eq!((answer.code, answer.out.as_str()), (0, ""), "{line}: {answer:?}");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::read(path).unwrap()
    }

    fn workbook(&self, line: &str) -> Xlsx<Cursor<Vec<u8>>> {
        Xlsx::new(Cursor::new(self.exported(&format!("--format xlsx {line}")))).unwrap()
    }
}

/// The parts of a workbook, by name.
fn parts(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let read = |number| {
        let mut part = archive.by_index(number).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        (part.name().unwrap().into_owned(), text)
    };
    (0..count).map(read).collect()
}

/// A cell by its heading, in the row of this id.
fn cell(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str, id: &str, heading: &str) -> Data {
    let range = book.worksheet_range(sheet).unwrap();
    let mut rows = range.rows();
    let column = rows.next().unwrap().iter().position(|cell| *cell == Data::String(heading.to_owned())).unwrap();
    rows.find(|row| row[0] == Data::String(id.to_owned())).unwrap()[column].clone()
}

fn hostile_store() -> Desk {
    let desk = Desk::starter();
    for (path, text) in hostile::records() {
        desk.put(&path, text);
    }
    desk
}

#[test]
fn every_format_is_the_same_bytes_twice_and_is_never_written_over_another() {
    let desk = Desk::sample();
    desk.csp("set turnaround due=2023-06-01");

    for format in ["csv", "xlsx", "ics", "json"] {
        let (one, other) = (desk.exported(&format!("--format {format}")), desk.exported(&format!("--format {format}")));
        assert!(!one.is_empty() && one == other, "{format}");
        let refused = desk.csp(&format!("export --format {format} -o exported"));
        assert_eq!(refused.code, 2);
        assert!(refused.said.contains("something of that name already"), "{refused:?}");
        assert_eq!(fs::read(desk.home().join("exported")).unwrap(), one);
    }
    let full = desk.csp("export --format csv -o /nowhere/x.csv");
    assert!(full.code != 0 && full.said.contains("/nowhere"), "{full:?}");
}

#[test]
fn csv_is_one_table_of_every_kind_that_has_a_folder_with_a_mark_where_it_is_asked_for() {
    let desk = Desk::sample();

    let table = desk.csp("export --format csv").out;
    let marked = desk.csp("export --format csv --bom").out;

    assert_eq!(marked, format!("\u{feff}{table}"));
    assert!(table.starts_with("id,kind,title,source,order,"), "{table}");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert!(rows.iter().any(|row| &row[0] == "turnaround" && &row[1] == "action"));
    assert!(rows.iter().any(|row| &row[1] == "meeting") && rows.iter().all(|row| &row[1] != "partnership"));
    assert_eq!(desk.csp("export --format csv action outstanding").out.matches("\r\n").count(), 5);
    assert_eq!(desk.csp("export --format ics --bom").code, 2);
}

#[test]
fn what_is_archived_is_in_the_whole_and_not_in_what_is_filtered() {
    let desk = Desk::sample();
    desk.csp("archive turnaround");

    let ids = |line: &str| desk.csp(&format!("export --format csv {line}")).out.contains("\r\nturnaround,");

    assert!(ids("") && ids("action") && ids("action archived"));
    assert!(!ids("action stage:Developing"));
    assert!(!desk.csp("export --format ics").out.contains("turnaround"));
}

#[test]
fn a_workbook_has_a_sheet_a_kind_with_dates_numbers_and_words() {
    let desk = Desk::sample();
    desk.run(&["set", "turnaround", "due=2023-06-01", "review=2023-04", "rag=amber: two posts are vacant"]);
    desk.run(&["set", "turnaround", "start=2022/23", "completed=\"in March\"", "reference=2.10"]);

    let mut book = desk.workbook("");

    let expected = "Priorities Themes Duties Actions Plans Funding Bodies Meetings Recommendations";
    assert_eq!(book.sheet_names().join(" "), expected);
    let mut of = |heading| cell(&mut book, "Actions", "turnaround", heading);
    let Data::DateTime(due) = of("due") else { panic!("{:?}", of("due")) };
    assert_eq!(due.to_ymd_hms_milli(), (2023, 6, 1, 0, 0, 0, 0));
    for (heading, words) in [
        ("review", "2023-04"),
        ("start", "2022/23"),
        ("completed", "\"in March\""),
        ("reference", "2.10"),
        ("rag", "AMBER: two posts are vacant (9 March 2023, Ann Officer)"),
    ] {
        assert_eq!(of(heading), Data::String(words.to_owned()), "{heading}");
    }
    assert_eq!(cell(&mut book, "Priorities", "fraud", "order"), Data::Float(6.0));
}

#[test]
fn a_workbooks_headings_are_bold_stay_in_sight_and_filter_and_its_colour_has_a_word() {
    let desk = Desk::sample();
    desk.run(&["set", "turnaround", "due=2023-06-01", "rag=amber: two posts are vacant"]);

    let parts = parts(desk.exported("--format xlsx action"));

    let part = |name: &str| parts.iter().find(|(path, _)| path == name).unwrap().1.clone();
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<autoFilter ref=\"A1:") && sheet.contains("ySplit=\"1\"") && sheet.contains("frozen"));
    let styles = part("xl/styles.xml");
    assert!(styles.contains("<b/>") && styles.contains("d mmmm yyyy") && styles.contains("FFFFD966"), "{styles}");
    assert!(part("docProps/core.xml").contains("2023-03-09T00:00:00Z"), "no clock");
}

#[test]
fn nothing_in_a_workbook_runs_and_no_character_commands() {
    let desk = hostile_store();
    desk.run(&["add", "action", "=1+1", "owner=@SUM(A1)", "detail=+cmd|' /C calc'!A0"]);
    desk.run(&["add", "action", "Escapes", "detail=_x000A_ and _x0041_"]);

    let bytes = desk.exported("--format xlsx");

    for (name, text) in parts(bytes.clone()) {
        assert!(!text.contains("<f>") && !text.contains("<f "), "{name}");
        let text = text.replace("\r\n", "\n");
        assert_eq!(harmful(&text), None, "{name}");
    }
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(cell(&mut book, "Actions", "1-1", "title"), Data::String("=1+1".to_owned()));
    assert_eq!(cell(&mut book, "Actions", "escapes", "detail"), Data::String("_x000A_ and _x0041_".to_owned()));
    let detail = cell(&mut book, "Actions", "hostile-action", "detail").to_string();
    assert!(detail.contains("\\u{1b}[31m") && detail.contains("\\u{202e}"), "{detail}");
}

#[test]
fn a_text_that_no_cell_can_hold_is_named() {
    let desk = Desk::sample();
    let long = "long ".repeat(7000);
    desk.run(&["set", "turnaround", &format!("detail={long}")]);

    let refused = desk.csp("export --format xlsx -o long.xlsx");

    assert_eq!(refused.code, 2);
    assert!(refused.said.starts_with("csp: turnaround: Detail has more than 32767 characters"), "{refused:?}");
    assert!(refused.said.contains("Next: csp export --format csv"));
    assert!(!desk.home().join("long.xlsx").exists());
}

#[test]
fn a_calendar_has_a_day_for_each_date_and_says_what_is_not_a_day() {
    let desk = Desk::sample();
    desk.run(&["set", "turnaround", "due=2023-06-01", "revised_due=2023-07", "review=2023-04-03", "owner=YJS manager"]);
    desk.run(&[
        "set",
        "turnaround",
        "milestones=Bid sent | 2023-05-01\nBid sent | 2023-05-02\nOver | 1 mar 23 | 1 mar 23",
    ]);
    desk.run(&["add", "recommendation", "Report back", "due=2023/24"]);
    desk.run(&["set", "training", "due=\"in March\""]);

    let calendar = desk.csp("export --format ics").out;

    let unfolded = calendar.replace("\r\n ", "");
    for line in [
        "SUMMARY:Due: Turnaround programme (stated as July 2023)",
        "DTSTART;VALUE=DATE:20230731",
        "DTEND;VALUE=DATE:20230801",
        "UID:turnaround.due@csp",
        "SUMMARY:Review: Turnaround programme",
        "UID:turnaround.milestone.bid-sent@csp",
        "UID:turnaround.milestone.bid-sent-2@csp",
        "SUMMARY:Recommendation due: Report back (stated as 2023/24)",
        "SUMMARY:Duty: Annual scrutiny of community safety (computed)",
        "SUMMARY:Meeting: People & Health Scrutiny Committee\\, 9 March 2023",
        "DESCRIPTION:Owner: YJS manager\\ncsp show turnaround",
        "CATEGORIES:ACTION",
        "DTSTAMP:20230309T000000Z",
    ] {
        assert!(unfolded.contains(&format!("\r\n{line}\r\n")), "{line} in\n{unfolded}");
    }
    assert!(!unfolded.contains("Over") && !unfolded.contains("training"), "what is done, and words, are no days");
    assert_eq!(unfolded.matches("BEGIN:VEVENT").count(), unfolded.matches("UID:").count());
}

#[test]
fn a_calendar_forges_no_line_and_folds_between_characters() {
    let desk = hostile_store();
    let title = format!("{}BEGIN:VEVENT\u{1b}", "Tŷ Gobaith, £5; ".repeat(20));
    desk.run(&["add", "action", &title, "due=2023-06-01", &format!("owner={}", PAYLOAD.replace('\0', ""))]);

    let calendar = desk.csp("export --format ics").out;

    assert!(calendar.split("\r\n").all(|line| line.len() <= 75), "{calendar}");
    assert_eq!(harmful(&calendar.replace("\r\n", "\n")), None);
    assert!(calendar.replace("\r\n ", "").contains("SUMMARY:Due: Tŷ Gobaith\\, £5\\; Tŷ Gobaith"), "{calendar}");
    assert_eq!(calendar.matches("\r\nBEGIN:VEVENT").count(), calendar.matches("\r\nUID:").count());
}

#[test]
fn json_is_the_whole_book_and_contacts_are_for_who_asks() {
    let desk = Desk::sample();
    desk.run(&["set", "report", "email=andy@example.org"]);

    let book = desk.csp("export --format json").out;

    let value: serde_json::Value = serde_json::from_str(&book).unwrap();
    assert_eq!((&value["schema"], &value["as_at"]), (&1.into(), &"2023-03-09".into()));
    let kinds: Vec<_> = value["records"].as_array().unwrap().iter().map(|record| &record["kind"]).collect();
    assert!(kinds.contains(&&"partnership".into()) && kinds.contains(&&"report".into()));
    assert!(!book.contains("andy@example.org"));
    for format in ["json", "csv report", "ics"] {
        assert!(!desk.csp(&format!("export --format {format}")).out.contains("example.org"), "{format}");
    }
    for format in ["json", "csv report"] {
        assert!(desk.csp(&format!("export --contacts --format {format}")).out.contains("example.org"), "{format}");
    }
}

#[test]
fn the_sample_can_be_exported_before_there_is_a_store() {
    let answer = Desk::empty().csp("export --format csv action outstanding");

    assert_eq!(answer.code, 0);
    assert!(answer.out.contains("schools-prevention") && answer.said.contains("built-in sample"));
}

#[test]
fn a_file_is_not_named_as_one_format_and_written_in_another() {
    let desk = Desk::starter();

    let refused = desk.csp("export --format csv -o book.xlsx");

    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.said.contains("Next: --format xlsx, or a name that ends with .csv"), "{refused:?}");
    assert!(!desk.home().join("book.xlsx").exists());
}
