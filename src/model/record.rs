//! A record of any kind, and its fields by name.

use super::choice::State;
use super::datum::Datum;
use super::field::{About, Fields};
use super::id::Id;
use super::invalid::Invalid;
use super::kind::Kind;
use super::kinds::{Action, Body, Duty, Funding, Meeting, Partnership, Plan, Priority, Recommendation, Report, Theme};
use super::rag::Rag;
use super::rows::{Query, Statement, Update};
use super::text::Line;
use super::when::When;

/// A record of any kind.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each is documented at its type")]
pub enum Record {
    Priority(Priority),
    Theme(Theme),
    Duty(Duty),
    Action(Action),
    Plan(Plan),
    Funding(Funding),
    Body(Body),
    Meeting(Meeting),
    Recommendation(Recommendation),
    Report(Report),
    Partnership(Partnership),
}

/// Does the same with a record of whatever kind.
macro_rules! whatever {
    ($record:expr, $it:ident => $do:expr) => {
        match $record {
            Record::Priority($it) => $do,
            Record::Theme($it) => $do,
            Record::Duty($it) => $do,
            Record::Action($it) => $do,
            Record::Plan($it) => $do,
            Record::Funding($it) => $do,
            Record::Body($it) => $do,
            Record::Meeting($it) => $do,
            Record::Recommendation($it) => $do,
            Record::Report($it) => $do,
            Record::Partnership($it) => $do,
        }
    };
}

/// A kind of record, taken out of a record of any kind.
pub trait OfKind: Fields {
    /// The record, if it is of this kind.
    fn of(record: &Record) -> Option<&Self>;
}

macro_rules! of_kind {
    ($($kind:ident)+) => {
        $(impl OfKind for $kind {
            fn of(record: &Record) -> Option<&Self> {
                if let Record::$kind(it) = record { Some(it) } else { None }
            }
        }

        impl From<$kind> for Record {
            fn from(it: $kind) -> Self {
                Self::$kind(it)
            }
        })+
    };
}

of_kind!(Priority Theme Duty Action Plan Funding Body Meeting Recommendation Report Partnership);

/// A field of one record: what there is to know of it, and what it holds.
pub type Held<'a> = (&'static About, &'a dyn Datum);

fn held<R: Fields>(record: &R) -> Vec<Held<'_>> {
    R::FIELDS.iter().map(|field| (&field.about, (field.of)(record))).collect()
}

fn find<'a, R: Fields>(record: &'a R, name: &str) -> Option<Held<'a>> {
    R::FIELDS.iter().find(|field| field.about.name == name).map(|field| (&field.about, (field.of)(record)))
}

fn find_mut<'a, R: Fields>(record: &'a mut R, name: &str) -> Option<&'a mut dyn Datum> {
    R::FIELDS.iter().find(|field| field.about.name == name).map(|field| (field.of_mut)(record))
}

impl Record {
    /// A record of this kind in which nothing is stated.
    pub fn blank(kind: Kind) -> Self {
        match kind {
            Kind::Priority => Self::Priority(Priority::default()),
            Kind::Theme => Self::Theme(Theme::default()),
            Kind::Duty => Self::Duty(Duty::default()),
            Kind::Action => Self::Action(Action::default()),
            Kind::Plan => Self::Plan(Plan::default()),
            Kind::Funding => Self::Funding(Funding::default()),
            Kind::Body => Self::Body(Body::default()),
            Kind::Meeting => Self::Meeting(Meeting::default()),
            Kind::Recommendation => Self::Recommendation(Recommendation::default()),
            Kind::Report => Self::Report(Report::default()),
            Kind::Partnership => Self::Partnership(Partnership::default()),
        }
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        fn of<R: Fields>(_: &R) -> Kind {
            R::KIND
        }
        whatever!(self, it => of(it))
    }

    /// Its fields, in the order in which they are written.
    pub fn fields(&self) -> Vec<Held<'_>> {
        whatever!(self, it => held(it))
    }

    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<Held<'_>> {
        whatever!(self, it => find(it, name))
    }

    /// The field of this name, to change it.
    pub fn field_mut(&mut self, name: &str) -> Option<&mut dyn Datum> {
        whatever!(self, it => find_mut(it, name))
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        whatever!(self, it => it.title.as_deref().unwrap_or_default())
    }

    /// What it is called, to change it.
    pub fn title_mut(&mut self) -> &mut Option<Line> {
        whatever!(self, it => &mut it.title)
    }

    /// The paragraph it comes from.
    pub fn source(&self) -> Option<&Line> {
        whatever!(self, it => it.source.as_ref())
    }

    /// What the scrutiny report says of it; nothing for the kinds that have no say there.
    pub fn statements(&self) -> &[Statement] {
        match self {
            Self::Duty(it) => &it.statements,
            Self::Plan(it) => &it.statements,
            Self::Funding(it) => &it.statements,
            Self::Partnership(it) => &it.statements,
            Self::Report(it) => &it.statements,
            _ => &[],
        }
    }

    /// What the source states that looks wrong.
    pub fn queries(&self) -> &[Query] {
        whatever!(self, it => &it.queries)
    }

    /// How far the work is; what is no work has no state.
    pub fn state(&self) -> Option<State> {
        match self {
            Self::Action(action) => action.state,
            Self::Recommendation(recommendation) => recommendation.state,
            _ => None,
        }
    }

    /// The dated notes, in the order in which they were written.
    pub fn updates(&self) -> &[Update] {
        whatever!(self, it => &it.updates)
    }

    /// The note of the latest day, of several the one that was written last. That somebody was only asked, or that the year was rolled, is no news.
    pub fn last_update(&self) -> Option<&Update> {
        let day = |update: &Update| update.date.as_ref().and_then(When::last_day);
        // From the last on, so that of most records only one note is read.
        self.updates().iter().rev().fold(None, |latest: Option<&Update>, update| {
            let is_later = latest.is_none_or(|latest| day(update) > day(latest));
            if is_later && update.is_news() { Some(update) } else { latest }
        })
    }

    /// The dated notes, to add one.
    pub fn updates_mut(&mut self) -> &mut Vec<Update> {
        whatever!(self, it => &mut it.updates)
    }

    /// The rating that somebody gave it, where its kind can have one.
    pub fn rag(&self) -> Option<&Rag> {
        match self {
            Self::Priority(it) => it.rag.as_ref(),
            Self::Theme(it) => it.rag.as_ref(),
            Self::Duty(it) => it.rag.as_ref(),
            Self::Action(it) => it.rag.as_ref(),
            Self::Recommendation(it) => it.rag.as_ref(),
            Self::Plan(_)
            | Self::Funding(_)
            | Self::Body(_)
            | Self::Meeting(_)
            | Self::Report(_)
            | Self::Partnership(_) => None,
        }
    }

    /// The plan that it belongs to, where its kind belongs to one.
    pub fn plan(&self) -> Option<&Id> {
        match self {
            Self::Priority(it) => it.plan.as_ref(),
            Self::Theme(it) => it.plan.as_ref(),
            Self::Action(it) => it.plan.as_ref(),
            _ => None,
        }
    }

    /// The earlier record that it replaces, where its kind can replace one.
    pub fn supersedes(&self) -> Option<&Id> {
        match self {
            Self::Priority(it) => it.supersedes.as_ref(),
            Self::Theme(it) => it.supersedes.as_ref(),
            Self::Plan(it) => it.supersedes.as_ref(),
            _ => None,
        }
    }

    /// Since when it is hidden.
    pub fn archived(&self) -> Option<&When> {
        whatever!(self, it => it.archived.as_ref())
    }

    /// Since when it is hidden, to change it.
    pub fn archived_mut(&mut self) -> &mut Option<When> {
        whatever!(self, it => &mut it.archived)
    }

    /// Whether it can stand as it is.
    ///
    /// # Errors
    /// A record without a title.
    pub fn validate(&self) -> Result<(), Invalid> {
        if self.title().trim().is_empty() {
            return Err(Invalid::new("a record needs a title"));
        }
        Ok(())
    }
}
