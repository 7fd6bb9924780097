//! Whatever a spreadsheet holds is taken or refused: what is taken stands as it was planned, and a second time changes nothing.

use proptest::collection::vec;
use proptest::option::of;
use proptest::sample::{Index, select};
use rust_xlsxwriter::{ExcelDateTime, Workbook};

use super::*;
use crate::model::arbitrary::{cases, date, kind, words};

/// A store with something of most kinds in it.
fn some_store() -> Memory {
    Memory::new([
        ("store.ron", "Partnership(title: \"Test\", format: 1)\n"),
        ("actions/work.ron", "Action(title: \"Work\", reference: \"2.2\", owner: \"Ann\")\n"),
        ("actions/other.ron", "Action(title: \"Other work\", reference: \"2.3\", archived: \"2022-01-01\")\n"),
        ("priorities/fraud.ron", "Priority(title: \"Fraud\", order: 1)\n"),
        ("bodies/dorset-police.ron", "Body(title: \"Dorset Police\", former_names: [\"Dorset Constabulary\"])\n"),
        ("plans/plan.ron", "Plan(title: \"Plan\")\n"),
    ])
    .of("Ann")
}

const SAID: &[&str] =
    &["Title", "Action", "Ref", "Lead", "Owner", "Due date", "RAG status", "Status", "kind", "id", "Notes", "Date"];

/// What stands above a column: mostly the name of a field, or what people call it.
fn heading() -> impl Strategy<Value = String> {
    let fields = Record::blank(Kind::Action).fields().into_iter().map(|(about, _)| about.name).collect::<Vec<_>>();
    prop_oneof![4 => select(fields).prop_map(str::to_owned), 3 => select(SAID).prop_map(str::to_owned), 1 => words()]
}

const KNOWN: &[&str] = &[
    "Work",
    "Other work",
    "work",
    "2.2",
    "2.3",
    "fraud",
    "Fraud",
    "Dorset Police",
    "Dorset Constabulary",
    "green",
    "Amber",
    "red: late",
    "In progress",
    "InProgress",
    "Complete",
    "action",
    "body",
    "yes",
    "-",
    "n/a",
    "=1+1",
    "'=1",
    "44000",
    "1e9",
    "#REF!",
];

/// What stands in a cell: what may well be meant, or anything.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![4 => select(KNOWN).prop_map(str::to_owned), 2 => date(), 2 => words(), 1 => Just(String::new())]
}

/// Rows below their headings; the first column is mostly the title.
fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    vec(heading(), 0..6).prop_flat_map(|mut headings| {
        headings.insert(0, "title".to_owned());
        let width = headings.len();
        vec(vec(cell(), width), 0..6).prop_map(move |rows| [vec![headings.clone()], rows].concat())
    })
}

fn as_text(rows: &[Vec<String>], separator: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(separator).flexible(true).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

/// The same as a workbook, in which what looks like a number or a day is one.
fn as_workbook(rows: &[Vec<String>], sheet: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    drop(page.set_name(sheet));
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            let day = ExcelDateTime::parse_from_str(cell);
            let written = match (cell.parse::<f64>(), day) {
                (Ok(number), _) if number.is_finite() => page.write_number(row, column, number),
                (_, Ok(day)) if row > 0 => page.write_datetime(row, column, &day),
                _ if cell.starts_with('=') => page.write_formula(row, column, cell.as_str()),
                _ => page.write_string(row, column, cell),
            };
            drop(written);
        }
    }
    book.save_to_buffer().unwrap()
}

/// Takes a file as far as it can be taken.
fn taken(bytes: &[u8], kind: Option<Kind>) -> Result<(), TestCaseError> {
    let Ok(read) = read(bytes) else { return Ok(()) };
    let mut store = some_store();
    let options = Options { kind, ..Options::plain(today(), "Ann") };
    let planned = |store: &Memory| plan(&store.load().unwrap(), &read.tables, &options);
    let Ok(first) = planned(&store) else { return Ok(()) };
    for problem in &first.problems {
        prop_assert!(!problem.to_string().is_empty());
    }
    let before = store.load().unwrap();
    if let Err(error) = apply(&first, &mut store, &mut |_, _| {}) {
        prop_assert!(!first.problems.is_empty(), "what was planned without a problem is not saved: {error}");
        prop_assert!(store.load().unwrap().records().eq(before.records()));
        return Ok(());
    }
    let after = store.load().unwrap();
    prop_assert_eq!(after.faults(), &[]);
    for planned in &first.changes {
        prop_assert_eq!(after.get(&planned.id), Some(&planned.record));
    }
    let named: Vec<_> = first.changes.iter().map(|planned| &planned.id).collect();
    for (id, record) in before.records().filter(|(id, _)| !named.contains(id)) {
        prop_assert_eq!(after.get(id), Some(record));
    }
    let again = planned(&store).map_err(|why| TestCaseError::fail(format!("again: {why}")))?;
    let changed: Vec<_> = again.changes.iter().map(|it| (&it.id, &it.fields, &it.before, &it.record)).collect();
    prop_assert!(changed.is_empty() || !again.problems.is_empty(), "again it changes {changed:?}");
    Ok(())
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn whatever_a_table_of_words_holds_is_taken_once_or_refused(
        rows in table(), separator in select(&b",;\t"[..]), kind in of(kind()),
    ) {
        taken(&as_text(&rows, separator), kind)?;
    }

    #[test]
    fn whatever_a_workbook_holds_is_taken_once_or_refused(rows in table(), kind in of(kind()), sheet in "[A-Za-z ]{0,12}") {
        taken(&as_workbook(&rows, &sheet), kind)?;
    }

    #[test]
    fn a_table_that_was_damaged_on_its_way_is_taken_once_or_refused(
        rows in table(), at in any::<Index>(), put in vec(any::<u8>(), 0..6), gone in 0..20_usize, workbook in any::<bool>(),
    ) {
        let mut bytes = if workbook { as_workbook(&rows, "Actions") } else { as_text(&rows, b',') };
        let from = at.index(bytes.len());
        let to = (from + gone).min(bytes.len());
        bytes.splice(from..to, put);
        taken(&bytes, None)?;
    }
}
