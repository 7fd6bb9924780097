//! All records at one moment, with the links between them derived.

mod resolving;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

pub use resolving::Unresolved;

use super::fault::Fault;
use super::flag::STALE;
use super::id::Id;
use super::kind::Kind;
use super::kinds::Partnership;
use super::reckoning::Reckoning;
use super::record::{OfKind, Record};
use super::scalars::DayCount;
use super::version::Version;

/// All records at one moment.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// By id; each is shared with every copy of the book.
    records: Vec<(Id, Arc<Record>)>,
    /// The places of the records of each kind among them.
    kinds: BTreeMap<Kind, Vec<usize>>,
    faults: Vec<Fault>,
    remarks: Vec<Fault>,
    versions: Vec<Version>,
    /// The links by what they lead to, once somebody has asked for them.
    incoming: OnceLock<BTreeMap<Id, Vec<Incoming>>>,
    /// The records that supersede another, by what they supersede.
    superseding: BTreeMap<Id, Vec<Id>>,
    stale_after: Option<DayCount>,
    current_plan: Option<Id>,
    /// Whether there may be other records, which nobody has looked for.
    is_part: bool,
}

/// A link seen from the record that it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The record that holds the link.
    pub from: Id,
    /// The field that holds it.
    pub field: &'static str,
}

impl Book {
    /// A book of these records; `faults` are the files that could not be read.
    pub fn new(records: BTreeMap<Id, Record>, faults: Vec<Fault>) -> Self {
        Self::of(records.into_iter().map(|(id, record)| (id, Arc::new(record))).collect(), faults)
    }

    /// The same of records that are shared already, each id once and in order.
    pub(crate) fn of(records: Vec<(Id, Arc<Record>)>, faults: Vec<Fault>) -> Self {
        let mut superseding: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
        let mut kinds: BTreeMap<Kind, Vec<usize>> = BTreeMap::new();
        for (place, (id, record)) in records.iter().enumerate() {
            kinds.entry(record.kind()).or_default().push(place);
            if let Some(earlier) = record.supersedes() {
                superseding.entry(earlier.clone()).or_default().push(id.clone());
            }
        }
        let mut book = Self { records, kinds, faults, superseding, ..Self::default() };
        book.stale_after = book.partnership().and_then(|it| it.stale_after);
        book.current_plan = book.partnership().and_then(|it| it.current_plan.clone());
        book
    }

    /// The same book, with what is odd about files that can be read all the same.
    #[must_use]
    pub fn with_remarks(self, remarks: Vec<Fault>) -> Self {
        Self { remarks, ..self }
    }

    /// The same book, with the other versions of records that nobody has decided on.
    #[must_use]
    pub fn with_versions(self, versions: Vec<Version>) -> Self {
        Self { versions, ..self }
    }

    /// Of the same book the partnership and the records with these ids, each meant only by its whole id; what is odd about files,
    /// and the other versions, are not told of.
    #[must_use]
    pub fn only(self, ids: &[Id]) -> Self {
        let is_wanted = |id: &Id| ids.contains(id) || Some(id.as_str()) == Kind::Partnership.alone();
        let records = self.records.into_iter().filter(|(id, _)| is_wanted(id)).collect();
        let faults = self.faults.into_iter().filter(|fault| fault.id.as_ref().is_some_and(is_wanted)).collect();
        Self { is_part: true, ..Self::of(records, faults) }
    }

    /// The record of this id.
    pub fn get(&self, id: &Id) -> Option<&Record> {
        self.place(id).map(|place| self.records[place].1.as_ref())
    }

    fn place(&self, id: &Id) -> Option<usize> {
        self.records.binary_search_by(|(other, _)| other.cmp(id)).ok()
    }

    /// What a record is called, or its id where there is no such record.
    pub fn title<'a>(&'a self, id: &'a Id) -> &'a str {
        self.get(id).map_or(id.as_str(), Record::title)
    }

    /// Every record, by id.
    pub fn records(&self) -> impl Iterator<Item = (&Id, &Record)> {
        self.records.iter().map(|(id, record)| (id, record.as_ref()))
    }

    /// The records that are not archived, by id.
    pub fn live(&self) -> impl Iterator<Item = (&Id, &Record)> {
        self.records().filter(|(_, record)| record.archived().is_none())
    }

    /// The records of one kind that are not archived, by id.
    pub fn all<R: OfKind>(&self) -> impl Iterator<Item = (&Id, &R)> {
        let places = self.kinds.get(&R::KIND).map_or(&[][..], Vec::as_slice);
        let records = places.iter().map(|place| &self.records[*place]);
        let live = records.filter(|(_, record)| record.archived().is_none());
        live.filter_map(|(id, record)| R::of(record).map(|it| (id, it)))
    }

    /// The partnership, as `store.ron` has it.
    pub fn partnership(&self) -> Option<&Partnership> {
        self.all().next().map(|(_, it)| it)
    }

    /// The fixed day that stands for today in this store.
    pub fn as_at(&self) -> Option<NaiveDate> {
        self.partnership()?.as_at.as_ref()?.last_day()
    }

    /// What the flags are reckoned by on a day, in this store.
    pub fn on(&self, today: NaiveDate) -> Reckoning<'_> {
        Reckoning { today, stale_after: self.stale_after.unwrap_or(STALE), versions: &self.versions }
    }

    /// The files that could not be read.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// What is odd about files that can be read all the same.
    pub fn remarks(&self) -> &[Fault] {
        &self.remarks
    }

    /// The other versions of records that nobody has decided on.
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// The links that lead to a record.
    pub fn linking_to(&self, id: &Id) -> &[Incoming] {
        self.incoming.get_or_init(|| self.links()).get(id).map_or(&[], Vec::as_slice)
    }

    /// Every link, by what it leads to.
    fn links(&self) -> BTreeMap<Id, Vec<Incoming>> {
        let mut incoming: BTreeMap<Id, Vec<Incoming>> = BTreeMap::new();
        for (from, record) in self.records() {
            for (about, field) in record.fields() {
                let targets: BTreeSet<&Id> = field.links().into_iter().collect();
                for target in targets {
                    let link = Incoming { from: from.clone(), field: about.name };
                    incoming.entry(target.clone()).or_default().push(link);
                }
            }
        }
        incoming
    }

    /// Whether a record that is not archived replaces this one.
    fn is_superseded(&self, id: &Id) -> bool {
        self.successors(id).next().is_some()
    }

    /// The records that replace this one and are not archived.
    pub fn successors<'a>(&'a self, id: &Id) -> impl Iterator<Item = (&'a Id, &'a Record)> + use<'a> {
        let replacing = self.superseding.get(id).map_or(&[][..], Vec::as_slice);
        let records = replacing.iter().filter_map(|id| self.get(id).map(|record| (id, record)));
        records.filter(|(_, record)| record.archived().is_none())
    }

    /// Whether a record has given way to what replaces it. The plan that is being worked to stands until it is rolled, and
    /// so do its priorities and themes, whatever replaces them in the next plan.
    pub fn has_given_way(&self, id: &Id) -> bool {
        let Some(current) = &self.current_plan else { return self.is_superseded(id) };
        let is_of_current = |record: &Record| record.plan() == Some(current);
        let stands = id == current || self.get(id).is_some_and(is_of_current);
        let is_ahead = |record: &Record| record.kind() == Kind::Plan || record.plan().is_some_and(|it| it != current);
        self.successors(id).any(|(_, next)| !(stands && is_ahead(next)))
    }

    /// Whether an id is in use, even by a file that cannot be read.
    pub fn has(&self, id: &Id) -> bool {
        self.place(id).is_some() || self.faults.iter().any(|fault| fault.id.as_ref() == Some(id))
    }

    /// The kind of a record whose file alone cannot be read: none where another file claims its id too, or where its
    /// name is no id.
    pub fn unreadable(&self, id: &Id) -> Option<Kind> {
        let mut faults = self.faults.iter().filter(|fault| fault.id.as_ref() == Some(id));
        let (fault, others) = (faults.next()?, faults.next());
        let can_have = |kind: &Kind| kind.alone().is_none_or(|alone| alone == id.as_str());
        let kind = Kind::ALL.into_iter().filter(can_have).find(|kind| kind.path(id) == fault.path);
        kind.filter(|_| others.is_none() && self.get(id).is_none())
    }

    /// The kind of a record, for the order of lists.
    pub fn kind(&self, id: &Id) -> Option<Kind> {
        self.get(id).map(Record::kind)
    }
}

#[cfg(test)]
mod tests {
    use super::super::kinds::{Action, Priority};
    use super::super::text::Line;
    use super::*;

    fn book(ids: &[&str]) -> Book {
        let record = |id: &str| {
            let title = Some(Line::new(id));
            let priorities = vec![Id::new("fraud").unwrap(), Id::new("fraud").unwrap()];
            match id {
                "fraud" => Record::Priority(Priority { title, ..Priority::default() }),
                _ => Record::Action(Action { title, priorities, ..Action::default() }),
            }
        };
        Book::new(ids.iter().map(|id| (Id::new(id).unwrap(), record(id))).collect(), Vec::new())
    }

    #[test]
    fn a_file_that_cannot_be_read_is_known_by_its_id_unless_another_claims_it() {
        let kind = |id: &str, paths: &[&str]| {
            let id = Id::new(id).unwrap();
            let fault = |path: &&str| {
                let (what, next) = ("x".to_owned(), "y".to_owned());
                Fault { path: (*path).to_owned(), place: None, id: Some(id.clone()), what, next }
            };
            Book::new(BTreeMap::new(), paths.iter().map(fault).collect()).unreadable(&id)
        };

        assert_eq!(kind("a", &["actions/a.ron"]), Some(Kind::Action));
        assert_eq!(kind("store", &["store.ron"]), Some(Kind::Partnership));
        assert_eq!(kind("a", &["actions/a.ron", "plans/a.ron"]), None);
        assert_eq!((kind("a", &["actions/A.ron"]), kind("a", &[])), (None, None));
    }

    #[test]
    fn a_priority_stands_until_the_plan_that_replaces_it_is_worked_to() {
        use super::super::kinds::{Partnership, Plan};
        let id = |text: &str| Id::new(text).unwrap();
        let title = || Some(Line::new("x"));
        let book = |current: &str| {
            let priority = |plan: &str, supersedes: Option<&str>| {
                let (plan, supersedes) = (Some(id(plan)), supersedes.map(id));
                Record::from(Priority { title: title(), plan, supersedes, ..Priority::default() })
            };
            let store = Partnership { current_plan: Some(id(current)), ..Partnership::default() };
            let new = Plan { title: title(), supersedes: Some(id("old")), ..Plan::default() };
            let records = [
                ("store", store.into()),
                ("old", Plan { title: title(), ..Plan::default() }.into()),
                ("new", new.into()),
                ("violence", priority("old", None)),
                ("serious-violence", priority("new", Some("violence"))),
                ("theft", priority("old", None)),
                ("burglary", priority("old", Some("theft"))),
            ];
            Book::new(records.map(|(name, record)| (id(name), record)).into(), Vec::new())
        };
        let past = |current: &str| {
            let book = book(current);
            let ids = ["old", "new", "violence", "serious-violence", "theft", "burglary"];
            ids.into_iter().filter(|name| book.has_given_way(&id(name))).collect::<Vec<_>>()
        };

        assert_eq!(past("old"), ["theft"]);
        assert_eq!(past("new"), ["old", "violence", "theft"]);
    }

    #[test]
    fn links_are_seen_from_the_other_side_once() {
        let book = book(&["fraud", "turnaround"]);

        let incoming = book.linking_to(&Id::new("fraud").unwrap());

        assert_eq!(incoming, [Incoming { from: Id::new("turnaround").unwrap(), field: "priorities" }]);
    }
}
