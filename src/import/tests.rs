//! Whole books out and in again, files that are damaged, and stores that change meanwhile.

mod fuzz;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use chrono::NaiveDate;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Options, Plan, apply, plan, read};
use crate::model::arbitrary::{cases, record_of};
use crate::model::{Assignment, Book, Id, Kind, Record, Typing};
use crate::report::{Contacts, as_csv, as_xlsx};
use crate::store::{Memory, Store, StoreError};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 3, 9).unwrap()
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn empty() -> Memory {
    Memory::new([("store.ron", "Partnership(\n    title: \"Test\",\n    format: 1,\n)\n")]).of("Ann")
}

fn planned(book: &Book, bytes: &[u8]) -> Plan {
    let tables = read(bytes).unwrap().tables;
    let options = Options::plain(today(), "Ann");
    let plan = plan(book, &tables, &options).unwrap();
    assert!(plan.problems.is_empty(), "{:?}", plan.problems);
    assert!(!plan.is_unconfirmed());
    plan
}

/// The records of a store that stand in folders.
fn records(store: &Memory) -> Vec<(Id, Record)> {
    let book = store.load().unwrap();
    assert!(book.faults().is_empty(), "{:?}", book.faults());
    let in_folders = book.records().filter(|(_, record)| record.kind().folder().is_some());
    in_folders.map(|(id, record)| (id.clone(), record.clone())).collect()
}

/// A workbook of the other sort with a row a record, every cell of it words.
fn as_ods(kind: Kind, records: &[(Id, Record)]) -> Vec<u8> {
    let table = as_csv(Some(kind), records, Contacts::Hidden).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    let cell = |text: &str| {
        let text = crate::report::without_quote(text)
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('\n', "</text:p><text:p>");
        let blank = "<table:table-cell/>".to_owned();
        if text.is_empty() {
            blank
        } else {
            format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
        }
    };
    let row = |row: csv::StringRecord| {
        format!("<table:table-row>{}</table:table-row>", row.iter().map(cell).collect::<String>())
    };
    let rows: String = reader.records().map(|record| row(record.unwrap())).collect();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("content.xml", SimpleFileOptions::default()).unwrap();
    write!(
        archive,
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\">\
         <table:table table:name=\"{}\">{rows}</table:table></office:document-content>",
        kind.plural()
    )
    .unwrap();
    archive.finish().unwrap().into_inner()
}

/// So many actions, and what they lead to.
fn many(count: usize) -> Memory {
    let mut store = empty();
    let mut all: Vec<(Id, Record)> = Vec::new();
    let mut add = |kind: Kind, id: &str, changes: &[String]| {
        let mut record = Record::blank(kind);
        for change in changes {
            Assignment::parse(change).unwrap().apply(&mut record, &Typing::in_tests()).unwrap();
        }
        all.push((self::id(id), record));
    };
    add(Kind::Body, "dorset-police", &["title=Dorset Police".to_owned()]);
    add(Kind::Priority, "fraud", &["title=Fraud".to_owned(), "order=6".to_owned()]);
    for number in 0..count {
        let mut changes = vec![
            format!("title=Action {number}, \"quoted\""),
            format!("reference=9.{number}"),
            "lead_agency=dorset-police".to_owned(),
            "priorities=fraud".to_owned(),
            format!("due=2023-{:02}-{:02}", number % 12 + 1, number % 28 + 1),
            format!("review=20{:02}/{:02}", number % 50 + 10, number % 50 + 11),
            format!("updates+=2023-01-{:02} | Bea | Note {number}", number % 28 + 1),
        ];
        if number % 3 == 0 {
            changes.push(format!("rag=amber: late by {number} days"));
            changes.push(format!("detail==1+{number}\nand a line"));
        }
        add(Kind::Action, &format!("action-{number:05}"), &changes);
    }
    let entries: Vec<_> = all.iter().map(|(id, record)| crate::store::Entry { id, base: None, record }).collect();
    store.save_all(&entries, &mut |_, _| {}).unwrap();
    store
}

#[test]
fn many_actions_come_back_equal_from_a_workbook_an_ods_and_a_csv() {
    come_back_equal(1_500);
}

#[test]
#[ignore = "it takes a minute; the same with fewer is run each time"]
fn ten_thousand_actions_come_back_equal_from_a_workbook_an_ods_and_a_csv() {
    come_back_equal(10_000);
}

fn come_back_equal(count: usize) {
    let store = many(count);
    let all = records(&store);
    let kept = |kind: Kind| all.iter().filter(|(_, record)| record.kind() == kind).cloned().collect::<Vec<_>>();
    let mut links = kept(Kind::Body);
    links.extend(kept(Kind::Priority));

    for (format, files) in [
        ("xlsx", vec![as_xlsx(None, &all, Contacts::Hidden, today()).unwrap()]),
        ("csv", vec![as_csv(None, &all, Contacts::Hidden).unwrap().into_bytes()]),
        (
            "ods",
            vec![
                as_csv(None, &links, Contacts::Hidden).unwrap().into_bytes(),
                as_ods(Kind::Action, &kept(Kind::Action)),
            ],
        ),
    ] {
        let mut other = empty();
        for file in &files {
            let plan = planned(&other.load().unwrap(), file);
            apply(&plan, &mut other, &mut |_, _| {}).unwrap();
        }
        assert!(records(&other) == all, "{format}");
        for file in &files {
            let again = planned(&other.load().unwrap(), file);
            assert!(again.changes.is_empty() && again.unchanged > 1, "{format}");
        }
    }
}

#[test]
fn what_a_colleague_saved_after_the_plan_was_made_is_kept_or_asked_about() {
    let mut store = empty();
    let make = |store: &mut Memory, text: &str| {
        apply(&planned(&store.load().unwrap(), text.as_bytes()), store, &mut |_, _| {})
    };
    make(&mut store, "title\nWork\n").unwrap();
    let plan = planned(&store.load().unwrap(), b"title,owner\nWork,Ann\nOther,Ann\n");
    make(&mut store, "title,reference\nWork,2.2\n").unwrap();

    let applied = apply(&plan, &mut store, &mut |_, _| {}).unwrap();

    assert_eq!((applied.added, applied.saved.len()), (1, 2));
    let text = |path: &str| store.text(path).unwrap();
    assert!(text("actions/work.ron").contains("2.2") && text("actions/work.ron").contains("Ann"));
    let refused = apply(&plan, &mut store, &mut |_, _| {}).unwrap_err();
    assert!(matches!(&refused, StoreError::Among { id, saved: 0, .. } if id == "other"), "{refused:?}");
}

#[test]
fn a_row_is_no_new_record_where_it_may_be_about_one_that_cannot_be_read() {
    let mut store = empty();
    store.put("actions/shelter.ron", "Action(titel: \"Night shelter\")\n");
    let planned = |store: &Memory, text: &str| {
        let tables = read(text.as_bytes()).unwrap().tables;
        plan(&store.load().unwrap(), &tables, &Options::plain(today(), "Ann")).unwrap()
    };

    let unsure = planned(&store, "title,owner\nNight shelter,Bea\n");
    let said = unsure.problems[0].to_string();
    assert!(said.starts_with("A2 (title): actions/shelter.ron cannot be read"), "{said}");
    assert!(apply(&unsure, &mut store, &mut |_, _| {}).is_err());

    for text in ["id,title\npatrols,Patrols\n", "kind,title\nbody,Dorset Police\n"] {
        let sure = planned(&store, text);
        assert_eq!(sure.problems, [], "{text}");
        assert_eq!(apply(&sure, &mut store, &mut |_, _| {}).unwrap().added, 1, "{text}");
    }
}

#[test]
fn a_title_and_a_reference_that_begin_with_a_line_break_are_known_again() {
    for text in ["title\n⏎Work\n", "title,reference\n⏎Work,⏎2.2\n", "title\n\"\nWork\"\n"] {
        let mut store = empty();
        apply(&planned(&store.load().unwrap(), text.as_bytes()), &mut store, &mut |_, _| {}).unwrap();

        let again = planned(&store.load().unwrap(), text.as_bytes());

        assert!(again.changes.is_empty() && again.unchanged == 1, "{text:?}: {:?}", again.changes);
    }
}

#[test]
fn a_row_about_what_a_store_has_only_one_of_makes_no_second_one() {
    for (kind, alone) in [(Kind::Partnership, "store"), (Kind::Report, "report")] {
        let tables = read(b"title,id\nWork,action\n").unwrap().tables;
        let options = Options { kind: Some(kind), ..Options::plain(today(), "Ann") };

        let planned = plan(&empty().load().unwrap(), &tables, &options).unwrap();

        let said = planned.problems[0].to_string();
        assert!(said.contains("a store has only one") && said.ends_with(&format!("its id is {alone}")), "{said}");
    }
}

#[test]
fn a_cell_of_line_breaks_alone_adds_nothing() {
    let mut store = empty();
    apply(&planned(&store.load().unwrap(), b"title\nWork\n"), &mut store, &mut |_, _| {}).unwrap();

    let planned = planned(&store.load().unwrap(), "title,updates\nWork,⏎\n".as_bytes());

    assert!(planned.changes.is_empty(), "{:?}", planned.changes);
}

#[test]
fn a_note_that_stands_otherwise_than_in_its_cell_is_added_once() {
    for cell in ["|", "⏎¡", "one | two", "\"a\nb\"", "\\|", "9 March 2023"] {
        let mut store = empty();
        apply(&planned(&store.load().unwrap(), b"title\nWork\n"), &mut store, &mut |_, _| {}).unwrap();
        let table = format!("title,updates\nWork,{cell}\n");
        apply(&planned(&store.load().unwrap(), table.as_bytes()), &mut store, &mut |_, _| {}).unwrap();

        let again = planned(&store.load().unwrap(), table.as_bytes());

        assert_eq!(records(&store)[0].1.updates().len(), 1, "{cell}");
        assert!(again.changes.is_empty(), "{cell}: {:?}", again.changes);
    }
}

#[test]
fn a_plan_with_mistakes_is_not_applied() {
    let mut store = empty();
    let tables = read(b"title,due\nWork,soonish\nGood,2023-01-01\n").unwrap().tables;
    let options = Options::plain(today(), "Ann");
    let plan = plan(&store.load().unwrap(), &tables, &options).unwrap();

    assert_eq!(plan.problems.len(), 1);
    assert!(apply(&plan, &mut store, &mut |_, _| {}).is_err());
    assert_eq!(records(&store), []);
}

/// A few records of one kind, and the same as files that hold them.
fn some() -> impl Strategy<Value = Vec<(Id, Record)>> {
    proptest::collection::vec(record_of(Kind::Action), 1..4).prop_map(|records| {
        records
            .into_iter()
            .enumerate()
            .map(|(number, record)| (id(&format!("row-{number}")), without_links(record)))
            .collect()
    })
}

/// Links lead nowhere in records of any values.
fn without_links(mut record: Record) -> Record {
    for (about, _) in Record::blank(record.kind()).fields() {
        if !about.links_to.is_empty() {
            record.field_mut(about.name).unwrap().set("", &Typing::in_tests()).unwrap();
        }
    }
    record
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn whatever_is_stored_an_export_of_it_changes_nothing(all in some()) {
        let records: BTreeMap<_, _> = all.iter().cloned().collect();
        let book = Book::new(records, Vec::new());

        for file in [
            as_csv(None, &all, Contacts::Hidden).unwrap().into_bytes(),
            as_xlsx(None, &all, Contacts::Hidden, today()).unwrap(),
        ] {
            let tables = read(&file).unwrap().tables;
            let options = Options::plain(today(), "Bea");
            let plan = plan(&book, &tables, &options).unwrap();
            prop_assert_eq!(&plan.problems, &Vec::new());
            let fields: Vec<_> = plan.changes.iter().map(|planned| (&planned.fields, &planned.record, &planned.before)).collect();
            prop_assert!(fields.is_empty(), "{fields:?}");
        }
    }

    #[test]
    fn a_damaged_workbook_is_an_error_or_a_table_and_never_more(
        cut in 0.0..1.0_f64,
        flips in proptest::collection::vec((0.0..1.0_f64, any::<u8>()), 0..6),
        sort in 0..2_usize,
    ) {
        let all = [(id("work"), Record::blank(Kind::Action)), (id("more"), Record::blank(Kind::Action))];
        let mut bytes = if sort == 0 { as_xlsx(None, &all, Contacts::Hidden, today()).unwrap() } else { as_ods(Kind::Action, &all) };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a small file")]
        let place = |share: f64, length: usize| (share * length as f64) as usize;
        let length = bytes.len();
        for (at, byte) in &flips {
            bytes[place(*at, length)] ^= byte;
        }
        if flips.len() < 3 {
            bytes.truncate(place(cut, length));
        }
        drop(read(&bytes));
    }

    #[test]
    fn xml_that_is_damaged_within_its_package_is_an_error_or_a_table(
        at in 0.0..1.0_f64,
        part in 0..16_usize,
        put in "[<>/&;\"a-z0-9 ]{0,6}",
        taken in 0..40_usize,
    ) {
        let all = [(id("work"), Record::blank(Kind::Action))];
        for whole in [as_xlsx(None, &all, Contacts::Hidden, today()).unwrap(), as_ods(Kind::Action, &all)] {
            drop(read(&damaged(&whole, part, at, &put, taken)));
        }
    }

    #[test]
    fn any_text_is_a_table_and_its_cells_are_where_they_stand(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(read) = read(&bytes) {
            for row in read.tables.iter().flat_map(|table| &table.rows) {
                prop_assert!(row.number >= 1 && !row.cells.is_empty());
            }
        }
    }
}

/// The same package with other letters at a place of one of its parts.
fn damaged(whole: &[u8], part: usize, at: f64, put: &str, taken: usize) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..old.len() {
        let mut file = old.by_index(number).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut text).unwrap();
        if number == part % 12 {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                reason = "a place in a small file"
            )]
            let from = (at * text.len() as f64) as usize;
            let to = (from + taken).min(text.len());
            text.splice(from..to, put.bytes());
        }
        new.start_file(name, SimpleFileOptions::default()).unwrap();
        new.write_all(&text).unwrap();
    }
    new.finish().unwrap().into_inner()
}
