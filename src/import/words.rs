//! The words that partners' action logs really use, for what the fields here are called.

/// Headings, in small letters, and the fields that each may mean, the likeliest first.
pub(crate) const HEADINGS: &[(&[&str], &[&str])] = &[
    (
        &[
            "action",
            "actions",
            "task",
            "tasks",
            "activity",
            "work",
            "item",
            "issue",
            "action agreed",
            "agreed action",
            "action required",
            "action point",
            "what",
            "name",
            "subject",
        ],
        &["title", "detail"],
    ),
    (
        &["description", "details", "action details", "action description", "task description", "action detail"],
        &["detail", "title"],
    ),
    (
        &[
            "lead",
            "lead officer",
            "lead person",
            "named lead",
            "action owner",
            "responsible",
            "responsible officer",
            "responsible person",
            "person responsible",
            "assigned to",
            "assignee",
            "who",
            "by whom",
            "officer",
        ],
        &["owner"],
    ),
    (
        &[
            "lead organisation",
            "organisation",
            "agency",
            "partner",
            "lead partner",
            "partner agency",
            "responsible agency",
            "responsible organisation",
            "organisation responsible",
            "agency responsible",
        ],
        &["lead_agency"],
    ),
    (&["other agencies", "other partners", "supporting agencies", "partners", "agencies"], &["bodies"]),
    (
        &[
            "deadline",
            "target date",
            "target",
            "due date",
            "date due",
            "due by",
            "by when",
            "when",
            "timescale",
            "timescales",
            "completion due",
            "target completion date",
        ],
        &["due"],
    ),
    (
        &["revised date", "revised deadline", "revised due date", "revised target date", "new deadline", "extended to"],
        &["revised_due"],
    ),
    (
        &["date completed", "completion date", "completed on", "completed date", "date closed", "closed on"],
        &["completed", "responded_on"],
    ),
    (&["start date", "started", "date started"], &["start"]),
    (&["review date", "next review", "next review date", "date of next review"], &["review"]),
    (&["status", "action status", "current status", "progress status"], &["state"]),
    (&["rag status", "rag rating", "rating", "brag"], &["rag"]),
    (
        &[
            "progress",
            "progress update",
            "progress updates",
            "progress notes",
            "update",
            "latest update",
            "latest position",
            "latest",
            "comment",
            "comments",
            "commentary",
            "remarks",
        ],
        &["updates", "notes"],
    ),
    (
        &[
            "ref",
            "ref no",
            "reference no",
            "reference number",
            "action ref",
            "action reference",
            "action no",
            "action number",
            "item no",
            "no",
            "number",
        ],
        &["reference"],
    ),
    (
        &["minute", "minute ref", "minute reference", "minute no", "minute paragraph", "paragraph"],
        &["reference", "paragraph", "source"],
    ),
    (&["evidence of completion", "evidence of progress", "outcome"], &["evidence"]),
    (&["category", "aim", "objective"], &["priorities"]),
    (&["answer", "partnership response"], &["response"]),
];

/// What a cell of a state may say, in small letters, beside the names and words that the field takes itself.
pub(crate) const STATES: &[(&str, &str)] = &[
    ("completed", "Complete"),
    ("done", "Complete"),
    ("finished", "Complete"),
    ("not yet started", "NotStarted"),
    ("underway", "InProgress"),
    ("under way", "InProgress"),
    ("started", "InProgress"),
    ("on hold", "HeldInAbeyance"),
    ("paused", "HeldInAbeyance"),
];

/// Words in small letters with single blanks between them and nothing else, so that `Ref. No:` is `ref no`.
pub(crate) fn plain(text: &str) -> String {
    let letters: String = text.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    letters.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::choice::State;
    use crate::model::{Kind, Record};

    #[test]
    fn every_word_means_something_that_there_is_and_means_it_once() {
        let names: BTreeSet<_> = Kind::ALL
            .into_iter()
            .flat_map(|kind| Record::blank(kind).fields().into_iter().map(|(about, _)| about.name).collect::<Vec<_>>())
            .collect();
        let mut seen = BTreeSet::new();
        for (words, fields) in HEADINGS {
            assert!(fields.iter().all(|field| names.contains(field)), "{fields:?}");
            for word in *words {
                assert!(seen.insert(word) && plain(word) == *word, "{word}");
            }
        }
        assert!(STATES.iter().all(|(_, name)| State::ALL.iter().any(|state| state.name() == *name)));
        assert_eq!(plain(" Ref.  No:\n"), "ref no");
        assert_eq!(plain("revised_due"), "revised due");
    }
}
