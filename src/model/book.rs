//! All records at one moment, with the links between them derived.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::NaiveDate;

use super::fault::Fault;
use super::flag::STALE;
use super::id::Id;
use super::kind::Kind;
use super::kinds::Partnership;
use super::reckoning::Reckoning;
use super::record::{OfKind, Record};
use super::scalars::DayCount;
use super::text::spelt;

/// All records at one moment.
#[derive(Clone, Debug, Default)]
pub struct Book {
    records: BTreeMap<Id, Record>,
    faults: Vec<Fault>,
    remarks: Vec<Fault>,
    incoming: BTreeMap<Id, Vec<Incoming>>,
    /// The records that supersede another, by what they supersede.
    superseding: BTreeMap<Id, Vec<Id>>,
    stale_after: Option<DayCount>,
    current_plan: Option<Id>,
}

/// A link seen from the record that it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The record that holds the link.
    pub from: Id,
    /// The field that holds it.
    pub field: &'static str,
}

/// Why what was typed leads to no one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// No record has an id like it; these are the nearest.
    Unknown {
        /** what was typed */
        typed: String,
        /** the nearest ids */
        nearest: Vec<Id>,
    },
    /// Several ids begin so.
    Ambiguous {
        /** what was typed */
        typed: String,
        /** the ids that begin so */
        matches: Vec<Id>,
    },
    /// The record is there and its file cannot be read.
    Unreadable(Fault),
}

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |ids: &[Id]| ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", ");
        match self {
            Self::Unknown { typed, nearest } if nearest.is_empty() => write!(f, "there is no record {typed:?}"),
            Self::Unknown { typed, nearest } => {
                write!(f, "there is no record {typed:?}; the nearest are {}", list(nearest))
            }
            Self::Ambiguous { typed, matches } => write!(f, "{typed:?} could be any of {}", list(matches)),
            Self::Unreadable(fault) => write!(f, "{fault}"),
        }
    }
}

impl std::error::Error for Unresolved {}

impl Book {
    /// A book of these records; `faults` are the files that could not be read.
    pub fn new(records: BTreeMap<Id, Record>, faults: Vec<Fault>) -> Self {
        let mut incoming: BTreeMap<Id, Vec<Incoming>> = BTreeMap::new();
        for (from, record) in &records {
            for (about, field) in record.fields() {
                let targets: BTreeSet<&Id> = field.links().into_iter().collect();
                for target in targets {
                    let link = Incoming { from: from.clone(), field: about.name };
                    incoming.entry(target.clone()).or_default().push(link);
                }
            }
        }
        let superseding = incoming.iter().filter_map(|(id, links)| {
            let links = links.iter().filter(|link| link.field == "supersedes");
            let ids: Vec<_> = links.map(|link| link.from.clone()).collect();
            (!ids.is_empty()).then(|| (id.clone(), ids))
        });
        let superseding = superseding.collect();
        let mut book = Self { records, faults, incoming, superseding, ..Self::default() };
        book.stale_after = book.partnership().and_then(|it| it.stale_after);
        book.current_plan = book.partnership().and_then(|it| it.current_plan.clone());
        book
    }

    /// The same book, with what is odd about files that can be read all the same.
    #[must_use]
    pub fn with_remarks(self, remarks: Vec<Fault>) -> Self {
        Self { remarks, ..self }
    }

    /// The record of this id.
    pub fn get(&self, id: &Id) -> Option<&Record> {
        self.records.get(id)
    }

    /// What a record is called, or its id where there is no such record.
    pub fn title<'a>(&'a self, id: &'a Id) -> &'a str {
        self.get(id).map_or(id.as_str(), Record::title)
    }

    /// Every record, by id.
    pub fn records(&self) -> impl Iterator<Item = (&Id, &Record)> {
        self.records.iter()
    }

    /// The records that are not archived, by id.
    pub fn live(&self) -> impl Iterator<Item = (&Id, &Record)> {
        self.records.iter().filter(|(_, record)| record.archived().is_none())
    }

    /// The records of one kind that are not archived, by id.
    pub fn all<R: OfKind>(&self) -> impl Iterator<Item = (&Id, &R)> {
        self.live().filter_map(|(id, record)| R::of(record).map(|it| (id, it)))
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
    pub fn on(&self, today: NaiveDate) -> Reckoning {
        Reckoning { today, stale_after: self.stale_after.unwrap_or(STALE) }
    }

    /// The files that could not be read.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// What is odd about files that can be read all the same.
    pub fn remarks(&self) -> &[Fault] {
        &self.remarks
    }

    /// The links that lead to a record.
    pub fn linking_to(&self, id: &Id) -> &[Incoming] {
        self.incoming.get(id).map_or(&[], Vec::as_slice)
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
        self.records.contains_key(id) || self.faults.iter().any(|fault| fault.id.as_ref() == Some(id))
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

    /// The id that is meant: one that is exactly so, else the only one that begins so.
    ///
    /// # Errors
    /// None or several; the message names the nearest, or all of them.
    pub fn resolve(&self, typed: &str) -> Result<Id, Unresolved> {
        let typed = typed.trim();
        let ids = || self.records.keys().chain(self.faults.iter().filter_map(|fault| fault.id.as_ref()));
        if let Some(fault) = self.faults.iter().find(|fault| fault.id.as_ref().is_some_and(|id| id.as_str() == typed)) {
            return Err(Unresolved::Unreadable(fault.clone()));
        }
        if let Some(exact) = self.exact(typed) {
            return Ok(exact.clone());
        }
        let matches: BTreeSet<&Id> = ids().filter(|id| !typed.is_empty() && id.as_str().starts_with(typed)).collect();
        match matches.len() {
            0 => Err(self.unknown(typed)),
            1 => matches.first().map_or_else(|| self.resolve(""), |id| self.resolve(id.as_str())),
            _ => {
                Err(Unresolved::Ambiguous { typed: typed.to_owned(), matches: matches.into_iter().cloned().collect() })
            }
        }
    }

    /// The id that is exactly so.
    fn exact(&self, typed: &str) -> Option<&Id> {
        let typed = Id::new(typed).ok()?;
        self.records.get_key_value(&typed).map(|(id, _)| id)
    }

    /// The id that is meant where a record of these kinds is wanted: to be the only one of them that begins so, or is called so, is
    /// enough. What matches none of them is looked for everywhere, as by [`Book::resolve`], so that it can be said what it is.
    ///
    /// # Errors
    /// None or several; the message names the nearest, or all of them.
    pub fn resolve_among(&self, typed: &str, kinds: &[Kind]) -> Result<Id, Unresolved> {
        let typed = typed.trim();
        if typed.is_empty() || self.exact(typed).is_some() {
            return self.resolve(typed);
        }
        let fits = |(id, record): &(&Id, &Record)| kinds.contains(&record.kind()) && id.as_str().starts_with(typed);
        let matches: Vec<&Id> = self.records.iter().filter(fits).map(|(id, _)| id).collect();
        match matches[..] {
            [] => match self.called(typed, kinds)[..] {
                [only] => Ok(only.clone()),
                _ => self.resolve(typed),
            },
            [only] => Ok(only.clone()),
            _ => {
                let matches = matches.into_iter().cloned().collect();
                Err(Unresolved::Ambiguous { typed: typed.to_owned(), matches })
            }
        }
    }

    fn called(&self, title: &str, kinds: &[Kind]) -> Vec<&Id> {
        let is_so = |record: &Record| kinds.contains(&record.kind()) && spelt(record.title()) == spelt(title);
        self.records.iter().filter(|(_, record)| is_so(record)).map(|(id, _)| id).collect()
    }

    /// There is no such record; or it may stand in a folder that could not be read.
    fn unknown(&self, typed: &str) -> Unresolved {
        let hidden = self.faults.iter().find(|fault| Kind::of_folder(&fault.path).is_some());
        match hidden {
            Some(folder) => Unresolved::Unreadable(folder.clone()),
            None => Unresolved::Unknown { typed: typed.to_owned(), nearest: self.nearest(typed) },
        }
    }

    /// The ids most like what was typed, at most three.
    fn nearest(&self, typed: &str) -> Vec<Id> {
        let likeness = |id: &Id| strsim::jaro_winkler(id.as_str(), typed);
        let mut near: Vec<(f64, &Id)> = self.records.keys().map(|id| (likeness(id), id)).collect();
        near.retain(|(likeness, id)| *likeness > 0.7 || (typed.len() > 2 && id.as_str().contains(typed)));
        near.sort_by(|one, other| other.0.total_cmp(&one.0));
        near.into_iter().take(3).map(|(_, id)| id.clone()).collect()
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
    fn an_id_is_found_whole_or_by_a_beginning_that_only_one_has() {
        let book = book(&["training", "training-plan", "turnaround"]);

        assert_eq!(book.resolve("training").unwrap().as_str(), "training", "an exact id beats a beginning");
        assert_eq!(book.resolve("tu").unwrap().as_str(), "turnaround");
        assert!(matches!(book.resolve("tr"), Err(Unresolved::Ambiguous { matches, .. }) if matches.len() == 2));
        assert!(matches!(book.resolve(""), Err(Unresolved::Unknown { .. })));
        assert_eq!(
            book.resolve("turnarond").unwrap_err().to_string(),
            "there is no record \"turnarond\"; the nearest are turnaround"
        );
    }

    #[test]
    fn where_only_one_kind_fits_a_beginning_need_be_the_only_one_of_that_kind() {
        let book = book(&["fraud", "fraud-training", "fr-training"]);
        let among = |typed, kinds: &[Kind]| book.resolve_among(typed, kinds).map(|id| id.to_string());

        assert_eq!(among("fr", &[Kind::Priority]).unwrap(), "fraud");
        assert_eq!(among("fraud", &[Kind::Action]).unwrap(), "fraud", "an exact id stands, whatever it is");
        assert_eq!(among("fraud-t", &[Kind::Priority]).unwrap(), "fraud-training");
        let both = among("fr", &[Kind::Action]).unwrap_err();
        assert_eq!(both.to_string(), "\"fr\" could be any of fr-training, fraud-training");
        assert!(among("", &[Kind::Action]).is_err());
    }

    #[test]
    fn what_may_stand_in_a_folder_that_cannot_be_read_is_not_said_to_be_missing() {
        let what = "it cannot be read: Permission denied".to_owned();
        let fault = Fault { path: "actions".to_owned(), place: None, id: None, what, next: "ask".to_owned() };
        let book = Book::new(book(&["fraud"]).records, vec![fault.clone()]);

        assert_eq!(book.resolve("turnaround"), Err(Unresolved::Unreadable(fault)));
        assert_eq!(book.resolve("fraud").unwrap().as_str(), "fraud");
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
