//! Records as comma-separated values: a column for each field, and no cell that a spreadsheet would run.

use super::as_json::Contacts;
use super::cell::{cell, fields, inert};
use crate::model::{Id, Kind, Record};

/// A header and a row a record. The columns are id, kind and every field of the kind, or of each kind that is among the
/// records, in the order of their tables; lists stand in one cell, an entry a line.
///
/// # Errors
/// The writer's own.
pub fn as_csv(kind: Option<Kind>, records: &[(Id, Record)], contacts: Contacts) -> Result<String, csv::Error> {
    let columns = fields(kind, records, contacts);
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(["id", "kind"].into_iter().chain(columns.iter().map(|about| about.name)))?;
    for (id, record) in records {
        let cells = columns.iter().map(|about| record.field(about.name).map(|held| inert(&cell(record, held))));
        let start = [id.to_string(), record.kind().word().to_owned()].into_iter();
        writer.write_record(start.chain(cells.map(Option::unwrap_or_default)))?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kinds::{Action, Body};
    use crate::model::text::{Line, Text};

    #[test]
    fn formulas_and_controls_arrive_inert_and_columns_are_the_fields() {
        let action =
            Action { title: Some(Line::new("=1+1")), detail: Some(Text::new("a\u{1b}\n\"b\"")), ..Action::default() };
        let body = Body { title: Some(Line::new("Schools")), ..Body::default() };
        let id = |text| Id::new(text).unwrap();

        let csv = as_csv(None, &[(id("work"), action.into()), (id("schools"), body.into())], Contacts::Hidden).unwrap();

        let mut lines = csv.lines();
        assert!(lines.next().unwrap().starts_with("id,kind,title,source,stage,state,reason,detail,"));
        assert!(csv.contains("work,action,'=1+1,,,,,\"a\\u{1b}\n\"\"b\"\"\""), "{csv}");
        assert!(csv.contains("\r\nschools,body,Schools,"), "{csv}");
    }
}
