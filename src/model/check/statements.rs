//! Rules about what the scrutiny report says and lists.

use super::{Finding, Subject};
use crate::model::rows::Statement;
use crate::model::wanted::Wanted;

/// A statement whose list cannot be told.
pub(super) fn lists_nothing(subject: &Subject<'_>) -> Vec<Finding> {
    let statements = subject.record.statements().iter();
    let findings = statements.filter_map(|statement| Some((statement, why_not(subject, statement)?)));
    let finding = |(statement, why): (&Statement, String)| Finding {
        field: Some("statements"),
        what: format!("what {} lists cannot be told: {why}", statement.paragraph.as_deref().unwrap_or("a statement")),
        next: format!("mend it with csp edit {}", subject.id),
    };
    findings.map(finding).collect()
}

fn why_not(subject: &Subject<'_>, statement: &Statement) -> Option<String> {
    match Wanted::parse(statement.list.as_deref()?, subject.today) {
        Err(why) => Some(why.to_string()),
        Ok(Wanted::Records(..)) => None,
        Ok(Wanted::Field(id, field)) => match subject.book.get(&id) {
            None => Some(format!("there is no record {id}")),
            Some(record) if record.field(&field).is_none() => Some(format!("{id} has no field {field}")),
            Some(_) => None,
        },
    }
}
