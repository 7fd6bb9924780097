//! The kinds of record, and the words and the folder of each.

use super::id::Id;
use super::invalid::Invalid;
use super::nearest::nearest;

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(into = "&'static str")]
pub enum Kind {
    /// One of the plan's priorities.
    Priority,
    /// A theme that cuts across the priorities (the report's "cross cutting issue").
    Theme,
    /// A duty placed on the partners by law.
    Duty,
    /// A piece of work.
    Action,
    /// A plan or strategy, a sequence of gates.
    Plan,
    /// A stream of money.
    Funding,
    /// An organisation, committee or group.
    Body,
    /// A meeting of a body.
    Meeting,
    /// What a committee or a review asked for.
    Recommendation,
    /// The annual scrutiny report's own words: `report.ron`.
    Report,
    /// The partnership and the store itself: `store.ron`.
    Partnership,
}

impl From<Kind> for &'static str {
    fn from(kind: Kind) -> Self {
        kind.word()
    }
}

impl Kind {
    /// Every kind, in the order in which lists show them.
    pub const ALL: [Self; 11] = [
        Self::Priority,
        Self::Theme,
        Self::Duty,
        Self::Action,
        Self::Plan,
        Self::Funding,
        Self::Body,
        Self::Meeting,
        Self::Recommendation,
        Self::Report,
        Self::Partnership,
    ];

    /// One of them, in plain words.
    pub fn word(self) -> &'static str {
        self.words().0
    }

    /// One of them with its article: `an action`.
    pub fn one(self) -> String {
        match self {
            Self::Action => "an action".to_owned(),
            Self::Funding => "funding".to_owned(),
            Self::Report | Self::Partnership => format!("the {}", self.word()),
            _ => format!("a {}", self.word()),
        }
    }

    /// Several of them, in plain words.
    pub fn plural(self) -> &'static str {
        self.words().1
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Priority => ("priority", "priorities"),
            Self::Theme => ("theme", "themes"),
            Self::Duty => ("duty", "duties"),
            Self::Action => ("action", "actions"),
            Self::Plan => ("plan", "plans"),
            Self::Funding => ("funding", "funding"),
            Self::Body => ("body", "bodies"),
            Self::Meeting => ("meeting", "meetings"),
            Self::Recommendation => ("recommendation", "recommendations"),
            Self::Report => ("report", "report"),
            Self::Partnership => ("partnership", "partnership"),
        }
    }

    /// The folder of its files, or `None` for the two that stand alone at the store's top.
    pub fn folder(self) -> Option<&'static str> {
        self.alone().is_none().then(|| self.plural())
    }

    /// The id of the one record of this kind, for the two kinds that have only one.
    pub fn alone(self) -> Option<&'static str> {
        match self {
            Self::Report => Some("report"),
            Self::Partnership => Some("store"),
            _ => None,
        }
    }

    /// Why a record of this kind is never hidden, if it is one that every store has.
    pub fn never_archived(self) -> Option<Invalid> {
        let words = |id| Invalid::new(format!("{id} is part of every store and cannot be archived"));
        self.alone().map(words)
    }

    /// A record's path within its store.
    pub fn path(self, id: &Id) -> String {
        match self.folder() {
            Some(folder) => format!("{folder}/{id}.ron"),
            None => format!("{id}.ron"),
        }
    }

    /// The kind whose files stand in this folder.
    pub fn of_folder(folder: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.folder() == Some(folder))
    }

    /// Takes the singular or the plural word.
    ///
    /// # Errors
    /// Any other word; the message lists the words.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let wanted = text.trim().to_lowercase();
        Self::ALL.into_iter().find(|kind| wanted == kind.word() || wanted == kind.plural()).ok_or_else(|| {
            let words = Self::ALL.map(Self::word);
            match nearest(&wanted, words) {
                Some(word) => Invalid::new(format!("{text:?} is no kind of record; did you mean {word}?")),
                None => Invalid::new(format!("{text:?} is no kind of record; the kinds are {}", words.join(", "))),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_and_folder_leads_back_to_its_kind() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.word()), Ok(kind));
            assert_eq!(Kind::parse(&kind.plural().to_uppercase()), Ok(kind));
            assert_eq!(kind.folder().and_then(Kind::of_folder), kind.folder().map(|_| kind));
        }
        assert_eq!(
            Kind::parse("actoin").unwrap_err().to_string(),
            "\"actoin\" is no kind of record; did you mean action?"
        );
        assert!(Kind::parse("xyz").unwrap_err().to_string().contains("the kinds are priority, theme"));
    }
}
