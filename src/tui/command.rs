//! What a key can ask for.

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
    Edit,
    EditText,
    Add,
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
    Discard,
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
            Self::Filter => "show only what matches",
            Self::Edit => "edit the record",
            Self::EditText => "edit its text in an editor of your own",
            Self::Add => "add a record of this pane's kind",
            Self::Help => "these keys",
            Self::Reload => "read the store again",
            Self::Repaint => "draw the screen again",
            Self::Suspend => "back to the shell; fg returns",
            Self::Quit => "quit",
            Self::NextField => "to the next field",
            Self::PreviousField => "to the field before",
            Self::Enter => "pick from a list, or to the next field; a new line in long text",
            Self::Save => "save",
            Self::TakeTheirs => "take the other's value in this field",
            Self::Accept => "take it",
            Self::Discard => "discard what was typed",
        };
        words.to_owned()
    }
}
