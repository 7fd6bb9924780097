//! What a report is to list: the records of a kind and a filter, or what one field of a record holds.

use chrono::NaiveDate;

use super::filter::Filter;
use super::id::Id;
use super::invalid::Invalid;
use super::kind::Kind;

/// What is to be listed.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// `action stage:Developing`: the records of a kind, where one comes first, that a filter lets through.
    Records(Option<Kind>, Filter),
    /// `partnership.bodies`: what this field of this record holds.
    Field(Id, String),
}

impl Wanted {
    /// Reads what is to be listed.
    ///
    /// # Errors
    /// What is wrong with the filter, or that nothing is asked for.
    pub fn parse(line: &str, today: NaiveDate) -> Result<Self, Invalid> {
        let line = line.trim();
        if line.is_empty() {
            return Err(Invalid::new(
                "say what to list: a kind and a filter, such as action stage:Developing, or ID.FIELD",
            ));
        }
        let is_name = |field: &str| field.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        let of_field = line.split_once('.').filter(|(_, field)| !field.is_empty() && is_name(field));
        if let Some((id, field)) = of_field.and_then(|(id, field)| Some((Id::new(id).ok()?, field))) {
            return Ok(Self::Field(id, field.to_owned()));
        }
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        let kind = Kind::parse(first).ok();
        let filter = Filter::line(if kind.is_some() { rest } else { line }, today)?;
        Ok(Self::Records(kind, filter))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_a_record_is_told_from_a_kind_and_a_filter() {
        let today = NaiveDate::default();
        let filter = |line| Filter::line(line, today).unwrap();

        assert_eq!(
            Wanted::parse("partnership.bodies", today),
            Ok(Wanted::Field(Id::new("partnership").unwrap(), "bodies".to_owned()))
        );
        assert_eq!(Wanted::parse("priorities", today), Ok(Wanted::Records(Some(Kind::Priority), filter(""))));
        assert_eq!(
            Wanted::parse(" action due.before:2023-04-01 open", today),
            Ok(Wanted::Records(Some(Kind::Action), filter("due.before:2023-04-01 open")))
        );
        assert_eq!(Wanted::parse("2.6.8", today), Ok(Wanted::Records(None, filter("2.6.8"))), "a paragraph is words");
        assert_eq!(Wanted::parse("www.dorset.gov", today), Ok(Wanted::Records(None, filter("www.dorset.gov"))));
        assert_eq!(
            Wanted::parse("store.current_plan", today),
            Ok(Wanted::Field(Id::new("store").unwrap(), "current_plan".to_owned()))
        );
        assert_eq!(Wanted::parse("overdue", today), Ok(Wanted::Records(None, filter("overdue"))));
        assert!(Wanted::parse(" ", today).is_err() && Wanted::parse("action stgae:x", today).is_err());
    }
}
