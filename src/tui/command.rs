//! What a key can ask for.

use super::browse::Marking;
use super::change::Change;
use super::rolling::Step;
use crate::model::Choice;
use crate::report::Pane;

/// What a key can ask for, wherever it is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    First,
    Last,
    NextLink,
    PreviousLink,
    Open,
    Back,
    Show(Pane),
    NextPane,
    PreviousPane,
    Filter,
    Find,
    Palette,
    Triage,
    Skip,
    StepBack,
    Preview,
    Reports,
    Import,
    NameFile,
    Page,
    ToClipboard,
    Edit,
    Quick(Change),
    Mark(Marking),
    Archive,
    EditText,
    Add,
    AddAs(Adding),
    Undo,
    Redo,
    Help,
    Reload,
    Repaint,
    Suspend,
    Quit,
    NextField,
    PreviousField,
    Enter,
    Save,
    TakeTheirs,
    Accept,
    Agree,
    Discard,
    TakeUp,
    DiscardDraft,
    AskToDiscard,
    Unfinished,
    Roll(Step),
    History,
    Versions,
    Sync,
    Decide(Choice),
}

/// What can be added where several kinds of record could be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Adding {
    /// An action that arises from the chosen meeting.
    ArisingAction,
    /// A recommendation that the chosen meeting made.
    ArisingRecommendation,
    Meeting,
    Recommendation,
}

impl Adding {
    /// What is added, as a list to pick from says it.
    pub(crate) fn words(self, meeting: &str) -> String {
        match self {
            Self::ArisingAction => format!("An action arising from {meeting}"),
            Self::ArisingRecommendation => format!("A recommendation made by {meeting}"),
            Self::Meeting => "A meeting".to_owned(),
            Self::Recommendation => "A recommendation".to_owned(),
        }
    }

    /// The fields that are typed in a row after a meeting; `None` where all of them are offered.
    pub(crate) fn fields(self) -> Option<&'static [&'static str]> {
        match self {
            Self::ArisingAction => {
                Some(&["title", "detail", "priorities", "lead_agency", "owner", "reference", "meeting", "due"])
            }
            Self::ArisingRecommendation => {
                Some(&["title", "origin", "case", "meeting", "paragraph", "detail", "lead_agency", "owner", "due"])
            }
            Self::Meeting | Self::Recommendation => None,
        }
    }
}

impl Command {
    /// What it does, as the help says it.
    pub(crate) fn words(self) -> String {
        let words = match self {
            Self::Up => "one line up",
            Self::Down => "one line down",
            Self::Left => "to the left",
            Self::Right => "to the right",
            Self::PageUp => "one page up",
            Self::PageDown => "one page down",
            Self::First => "to the top",
            Self::Last => "to the end",
            Self::NextLink => "to the next link",
            Self::PreviousLink => "to the link before",
            Self::Open => "open what the cursor is on",
            Self::Back => "go back one step",
            Self::Show(pane) => return format!("show {}", pane.label()),
            Self::NextPane => "the next pane",
            Self::PreviousPane => "the pane before",
            Self::Filter => "filter: show only what matches",
            Self::Find => "find records of every kind",
            Self::Palette => "every command, found by a few letters",
            Self::Triage => "triage: decide on what needs it, the most urgent first",
            Self::Skip => "skip it for now",
            Self::StepBack => "back to the one before",
            Self::Preview => "preview: what is on screen as plain text, to print or send",
            Self::Reports => "reports: the annual scrutiny report, board papers, action logs, chasers",
            Self::Import => "import records from a spreadsheet, after a look at what it would change",
            Self::ToClipboard => "send the text to your terminal's clipboard",
            Self::Page => "show the text in your pager",
            Self::NameFile => "write the text to a new file",
            Self::Edit => "edit the record",
            Self::Roll(step) => return step.words().to_owned(),
            Self::Quick(change) => return change.words().to_owned(),
            Self::Mark(Marking::Row) => "mark the row, or take its mark off",
            Self::Mark(Marking::Range) => "mark every row from the last mark to here",
            Self::Mark(Marking::All) => "mark all rows that are shown, or none",
            Self::Mark(Marking::None) => "take all marks off",
            Self::Archive => "archive the record (nothing is removed), or bring it back",
            Self::Undo => "undo: take back your last change",
            Self::Redo => "redo: make it again",
            Self::EditText => "edit its text in an editor of your own",
            Self::Add => "add a record here, or what arises from a meeting",
            Self::AddAs(adding) => return adding.words("the meeting"),
            Self::Help => "help: these keys",
            Self::Reload => "read the store again",
            Self::Repaint => "draw the screen again",
            Self::Suspend => "back to the shell; fg returns",
            Self::Quit => "quit",
            Self::NextField => "to the next field",
            Self::PreviousField => "to the field before",
            Self::Enter => "pick from a list, or to the next field; save a single change; a new line in long text",
            Self::Save => "save",
            Self::TakeTheirs => "take the other's value in this field",
            Self::Accept => "take it",
            Self::Agree => "do it",
            Self::TakeUp => "go on with what was typed",
            Self::DiscardDraft => "discard it for good",
            Self::AskToDiscard => "discard what was typed before, after a question",
            Self::Unfinished => "drafts: what was typed before and not saved",
            Self::Discard => "discard what was typed",
            Self::History => "history: who changed the record, when, and from what to what",
            Self::Sync => "sync: exchange what was saved with colleagues elsewhere",
            Self::Versions => "versions: decide where two officers set the same field",
            Self::Decide(Choice::Mine) => "keep what stands here",
            Self::Decide(Choice::Theirs) => "take what the other one set",
        };
        words.to_owned()
    }
}
