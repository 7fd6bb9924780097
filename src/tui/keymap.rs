//! The keys, as a table: the hint line and the help are printed from it.

use super::browse::Marking;
use super::change::Change;
use super::command::Command;
use super::rolling::Step;
use super::terminal::press::{Named, Press};
use crate::model::Choice;
use crate::report::Pane;

/// Where a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Context {
    /// A pane.
    Browse,
    /// A record.
    Detail,
    /// A form, in a field of one line; what is no command is typed into the field.
    Form,
    /// A form, in a field of several lines.
    Text,
    /// A form of one change, in a field of one line.
    Quick,
    /// A list to pick from; what is no command narrows it.
    Pick,
    /// The line of the filter; what is no command is typed into it.
    Filter,
    /// The help.
    Help,
    /// A question whether to keep what was typed.
    Ask,
    /// What needs a decision, one record at a time.
    Triage,
    /// What was done in triage, at its end.
    TriageOver,
    /// What was typed before and not saved.
    Unfinished,
    /// A question whether to discard what was typed before.
    Discarding,
    /// The palette of commands; what is no command narrows it.
    Palette,
    /// The plain text of what is on screen.
    Preview,
    /// The name of a file; what is no command is typed into it.
    Name,
    /// The list of what a change of several records will do, before it is done.
    Confirm,
    /// A file from which nothing can be taken.
    Untaken,
    /// The items of a plan that is rolled.
    Roll,
    /// A reason or a title for one of them; what is no command is typed.
    RollWords,
    /// The question at the end of it.
    RollAsk,
    /// Two versions of a record.
    Deciding,
}

impl Context {
    /// What it is called in the help.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Browse => "in a pane",
            Self::Detail => "in a record",
            Self::Form => "in a form",
            Self::Text => "in a field of several lines",
            Self::Quick => "in a form of one change",
            Self::Pick => "in a list to pick from",
            Self::Filter => "in the filter",
            Self::Help => "in the help",
            Self::Ask => "in a question",
            Self::Triage => "in triage",
            Self::TriageOver => "at the end of triage",
            Self::Unfinished => "over what was typed before",
            Self::Discarding => "before a draft is discarded",
            Self::Palette => "in the palette",
            Self::Preview => "over the plain text",
            Self::Name => "in the name of a file",
            Self::Confirm => "before several records are changed",
            Self::Untaken => "over a file from which nothing can be taken",
            Self::Roll => "while the year is rolled",
            Self::RollWords => "in the words of a decision",
            Self::RollAsk => "before the year is rolled or left",
            Self::Deciding => "between two versions",
        }
    }
}

/// A key and what it does in some contexts.
pub(crate) struct Binding {
    pub(crate) contexts: &'static [Context],
    pub(crate) keys: &'static [&'static str],
    pub(crate) command: Command,
    /// The word in the hint line; empty where it stands in the help only.
    pub(crate) hint: &'static str,
}

const fn on(
    contexts: &'static [Context],
    keys: &'static [&'static str],
    command: Command,
    hint: &'static str,
) -> Binding {
    Binding { contexts, keys, command, hint }
}

use Context::{
    Ask, Browse, Confirm, Deciding, Detail, Discarding, Filter, Form, Help, Name, Palette, Pick, Preview, Quick, Roll,
    RollAsk, RollWords, Text, Triage, TriageOver, Unfinished, Untaken,
};

/// Where there is a record to do something with.
const RECORDS: &[Context] = &[Browse, Detail];
/// Where a record can be changed.
const CHANGED: &[Context] = &[Browse, Detail, Triage];
/// Where something is typed into fields.
const FORMS: &[Context] = &[Form, Text, Quick];
/// Where nothing is typed, so that letters move.
const LISTS: &[Context] = &[Browse, Detail, Help, Confirm, Untaken, Preview, Unfinished, Roll, Deciding];
/// Where letters are typed.
const TYPED: &[Context] = &[Form, Text, Quick, Pick, Palette, Filter, Name, RollWords];

/// Every key. Within a context the order is that of the hint line, the first key of a row the one that is shown. The row
/// without keys stands for the panes, whose keys are their own: see [`Pane::key`].
pub(crate) const BINDINGS: &[Binding] = &[
    on(CHANGED, &["?", "f1"], Command::Help, "help"),
    on(&[Browse], &["enter"], Command::Open, "open"),
    on(&[Detail], &["esc", "backspace"], Command::Back, "back"),
    on(&[Detail], &["enter"], Command::Open, "follow link"),
    on(&[Triage], &["q", "esc", "backspace", "ctrl-c"], Command::Back, "end"),
    on(&[TriageOver], &["esc", "enter", "q", "backspace", "ctrl-c"], Command::Back, "leave"),
    on(&[TriageOver], &["up", "k"], Command::StepBack, "back to the last one"),
    on(&[TriageOver], &["u"], Command::Undo, "undo"),
    on(&[TriageOver], &["pgup"], Command::PageUp, ""),
    on(&[TriageOver], &["pgdn", "space"], Command::PageDown, "page down"),
    on(&[TriageOver, Roll], &["?", "f1"], Command::Help, "help"),
    on(RECORDS, &["q"], Command::Quit, "quit"),
    on(CHANGED, &[":"], Command::Palette, "more"),
    on(&[Browse], &[], Command::Show(Pane::Overview), "1-0 panes"),
    on(&[Browse], &["esc", "backspace"], Command::Back, "show all"),
    on(&[Browse], &["/"], Command::Filter, "filter"),
    on(&[Detail], &["tab"], Command::NextLink, "next link"),
    on(RECORDS, &["t"], Command::Triage, "triage"),
    on(&[Triage], &["space", "down", "j"], Command::Skip, "skip"),
    on(&[Triage], &["z"], Command::Quick(Change::Review), "put off"),
    on(CHANGED, &["e"], Command::Edit, "edit"),
    on(&[Browse], &["a"], Command::Add, "add"),
    on(CHANGED, &["s"], Command::Quick(Change::State), "state"),
    on(CHANGED, &["o"], Command::Quick(Change::Owner), "owner"),
    on(CHANGED, &["d"], Command::Quick(Change::Due), "due"),
    on(CHANGED, &["n"], Command::Quick(Change::Note), "note"),
    on(CHANGED, &["g"], Command::Quick(Change::Rag), "RAG"),
    on(CHANGED, &["l"], Command::Quick(Change::Lead), "lead"),
    on(CHANGED, &["A"], Command::Quick(Change::Answer), "answer"),
    on(&[Browse], &["m"], Command::Mark(Marking::Row), "mark"),
    on(CHANGED, &["u"], Command::Undo, "undo"),
    on(CHANGED, &["f"], Command::Find, "find"),
    on(CHANGED, &["h"], Command::History, "history"),
    on(&[Detail], &["a"], Command::Add, "add"),
    on(CHANGED, &["p"], Command::Preview, "preview"),
    on(&[Browse], &["M"], Command::Mark(Marking::Range), ""),
    on(&[Browse], &["*"], Command::Mark(Marking::All), ""),
    on(RECORDS, &["D"], Command::Unfinished, ""),
    on(RECORDS, &["P"], Command::Reports, ""),
    on(RECORDS, &["I"], Command::Import, ""),
    on(RECORDS, &["R"], Command::Roll(Step::Open), ""),
    on(CHANGED, &["v"], Command::Versions, ""),
    on(RECORDS, &["S"], Command::Sync, ""),
    on(CHANGED, &["E"], Command::EditText, ""),
    on(CHANGED, &["x"], Command::Archive, ""),
    on(CHANGED, &["ctrl-r"], Command::Redo, ""),
    on(CHANGED, &["r"], Command::Reload, ""),
    on(&[Browse], &["tab"], Command::NextPane, ""),
    on(&[Browse], &["shift-tab"], Command::PreviousPane, ""),
    on(&[Detail], &["shift-tab"], Command::PreviousLink, ""),
    on(LISTS, &["up", "k"], Command::Up, ""),
    on(LISTS, &["down", "j"], Command::Down, ""),
    on(&[Browse], &["left"], Command::Left, ""),
    on(&[Browse], &["right"], Command::Right, ""),
    on(LISTS, &["pgup"], Command::PageUp, ""),
    on(RECORDS, &["pgdn", "space"], Command::PageDown, ""),
    on(&[Triage], &["up", "k"], Command::StepBack, ""),
    on(&[Triage], &["pgup"], Command::PageUp, ""),
    on(&[Triage], &["pgdn"], Command::PageDown, ""),
    on(RECORDS, &["home"], Command::First, ""),
    on(&[Help, Confirm, Untaken, Preview, Unfinished, Roll, Deciding], &["home", "g"], Command::First, ""),
    on(LISTS, &["end", "G"], Command::Last, ""),
    on(RECORDS, &["ctrl-c"], Command::Quit, ""),
    on(&[Quick], &["enter"], Command::Enter, "save"),
    on(&[Quick], &["ctrl-s", "f2"], Command::Save, ""),
    on(&[Form, Text], &["ctrl-s", "f2"], Command::Save, "save"),
    on(FORMS, &["esc"], Command::Back, "leave"),
    on(FORMS, &["tab", "down"], Command::NextField, "next field"),
    on(&[Form], &["enter"], Command::Enter, "pick or next"),
    on(&[Text], &["enter"], Command::Enter, "new line"),
    on(&[Form, Text, Quick, Filter], &["f1"], Command::Help, "help"),
    on(FORMS, &["shift-tab", "up"], Command::PreviousField, ""),
    on(FORMS, &["pgup"], Command::PageUp, ""),
    on(FORMS, &["pgdn"], Command::PageDown, ""),
    on(FORMS, &["ctrl-t"], Command::TakeTheirs, ""),
    on(&[Pick], &["enter"], Command::Accept, "take"),
    on(&[Palette], &["enter"], Command::Accept, "do it"),
    on(&[Filter], &["enter"], Command::Accept, "keep"),
    on(&[Name], &["enter"], Command::Accept, "take"),
    on(&[Pick, Palette, Name], &["esc"], Command::Back, "leave"),
    on(&[Filter], &["esc"], Command::Back, "show all"),
    on(&[Pick, Palette, Filter], &["up"], Command::Up, ""),
    on(&[Pick, Palette], &["down", "tab"], Command::Down, "next"),
    on(&[Filter], &["down"], Command::Down, ""),
    on(&[Pick, Palette], &["pgup"], Command::PageUp, ""),
    on(&[Pick, Palette], &["pgdn"], Command::PageDown, ""),
    on(&[Pick, Palette], &["home"], Command::First, ""),
    on(&[Pick, Palette], &["end"], Command::Last, ""),
    on(&[Preview], &["esc", "q", "p", "backspace", "ctrl-c"], Command::Back, "back"),
    on(&[Preview], &["w"], Command::NameFile, "write to a file"),
    on(&[Preview], &["v"], Command::Page, "view in your pager"),
    on(&[Preview], &["c"], Command::ToClipboard, "to the clipboard"),
    on(&[Preview], &["pgdn", "space"], Command::PageDown, "page down"),
    on(TYPED, &["ctrl-c"], Command::Back, ""),
    on(&[Help], &["esc", "q", "?", "enter", "f1", "ctrl-c"], Command::Back, "back"),
    on(&[Help], &["pgdn", "space"], Command::PageDown, "page down"),
    on(&[Unfinished], &["enter"], Command::TakeUp, "go on with it"),
    on(&[Unfinished], &["x"], Command::AskToDiscard, "discard it"),
    on(&[Unfinished], &["esc", "q", "ctrl-c"], Command::Back, "later (D offers it again)"),
    on(&[Discarding], &["y"], Command::DiscardDraft, "yes, discard it for good"),
    on(&[Discarding], &["esc", "n", "q", "ctrl-c"], Command::Back, "no, keep it"),
    on(&[Ask], &["esc", "ctrl-c"], Command::Back, "keep typing"),
    on(&[Ask], &["s", "ctrl-s", "f2"], Command::Save, "save"),
    on(&[Ask], &["d"], Command::Discard, "discard"),
    on(&[Confirm], &["y"], Command::Agree, "yes, change them"),
    on(&[Confirm], &["esc", "n", "q", "ctrl-c"], Command::Back, "no, back"),
    on(&[Untaken], &["esc", "n", "q", "ctrl-c"], Command::Back, "back"),
    on(&[Confirm, Untaken], &["pgdn", "space"], Command::PageDown, "page down"),
    on(&[Deciding], &["m"], Command::Decide(Choice::Mine), "keep it"),
    on(&[Deciding], &["t"], Command::Decide(Choice::Theirs), "take the other"),
    on(&[Deciding], &["esc", "q", "backspace", "ctrl-c"], Command::Back, "later"),
    on(&[Deciding], &["pgdn", "space"], Command::PageDown, "page down"),
    on(&[Roll], &["esc", "q", "ctrl-c"], Command::Back, "leave"),
    on(&[Roll], &["y", "ctrl-s", "f2"], Command::Roll(Step::Finish), "roll"),
    on(&[Roll], &["c"], Command::Roll(Step::Carry), "carry"),
    on(&[Roll], &["x"], Command::Roll(Step::Close), "close"),
    on(&[Roll], &["s"], Command::Roll(Step::Supersede), "supersede"),
    on(&[Roll], &["r"], Command::Roll(Step::Rename), "rename"),
    on(&[Roll], &["pgdn", "space"], Command::PageDown, ""),
    on(&[RollWords], &["enter"], Command::Accept, "take"),
    on(&[RollWords], &["esc"], Command::Back, "leave it"),
    on(&[RollAsk], &["y"], Command::Agree, "yes"),
    on(&[RollAsk], &["esc", "n", "q", "ctrl-c"], Command::Back, "no, back"),
    on(&[Pick, Palette, Name, RollWords], &["f1"], Command::Help, "help"),
    on(
        &[Preview, Confirm, Untaken, Unfinished, Discarding, Ask, RollAsk, Deciding],
        &["?", "f1"],
        Command::Help,
        "help",
    ),
];

/// Keys that do the same everywhere.
pub(crate) const EVERYWHERE: &[(&str, Command)] = &[("ctrl-l", Command::Repaint), ("ctrl-z", Command::Suspend)];

/// What a key asks for in a context. Each pane has a key of its own in panes and records.
pub(crate) fn command(context: Context, press: Press) -> Option<Command> {
    let named = |key: &str| Press::parse(key) == Some(press);
    if let Some((_, command)) = EVERYWHERE.iter().find(|(key, _)| named(key)) {
        return Some(*command);
    }
    let own = of(context).find(|binding| binding.keys.iter().any(|key| named(key))).map(|binding| binding.command);
    let is_of = |pane: &Pane| press == Press::plain(Named::Char(pane.key()));
    own.or_else(|| Pane::ALL.into_iter().filter(|_| RECORDS.contains(&context)).find(is_of).map(Command::Show))
}

/// The keys of a context, in the order of the hint line.
pub(crate) fn of(context: Context) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |binding| binding.contexts.contains(&context))
}

/// The hints of a context that fit into so many lines of so many columns, whole: none is ever cut.
pub(crate) fn hints(context: Context, hinted: impl Fn(Command) -> bool, width: usize, rows: usize) -> Vec<String> {
    in_rows(of(context).filter(|it| hinted(it.command)), width, rows)
}

/// The hints of a pane that fit into a line where rows of it are marked: the keys that change these, and those that mark.
pub(crate) fn hints_for_marked(hinted: impl Fn(Command) -> bool, width: usize) -> Vec<String> {
    let is_for_them = |it: Command| matches!(it, Command::Help | Command::Quick(_) | Command::Mark(_));
    hints(Browse, |it| is_for_them(it) && hinted(it), width, 1)
}

fn in_rows(bindings: impl Iterator<Item = &'static Binding>, width: usize, rows: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for binding in bindings.filter(|binding| !binding.hint.is_empty()) {
        let press = binding.keys.first().and_then(|key| Press::parse(key));
        let hint = press.map_or_else(|| binding.hint.to_owned(), |press| format!("{press} {}", binding.hint));
        let last = lines.len() == rows;
        let Some(line) = lines.last_mut() else { break };
        let gap = if line.is_empty() { "" } else { "  " };
        if line.len() + gap.len() + hint.len() <= width {
            line.push_str(gap);
            line.push_str(&hint);
        } else if !last {
            lines.push(hint);
        }
    }
    lines
}

/// Every command that has a key in a context, with that key, in the order of the hint line.
pub(crate) fn offered(context: Context) -> Vec<(Command, String)> {
    let shown = |key: &str| Press::parse(key).map(|press| press.to_string()).unwrap_or_default();
    let own = of(context).filter_map(|binding| Some((binding.command, shown(binding.keys.first()?))));
    let is_of_records = RECORDS.contains(&context);
    let panes = Pane::ALL.into_iter().filter(|pane| is_of_records && *pane != Pane::Everything);
    let panes = panes.map(|pane| (Command::Show(pane), pane.key().to_string()));
    own.chain(panes).chain(EVERYWHERE.iter().map(|(key, command)| (*command, shown(key)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_a_name_and_one_meaning_in_its_context() {
        let mut seen = Vec::new();
        for binding in BINDINGS {
            for key in binding.keys {
                let press = Press::parse(key).unwrap_or_else(|| panic!("{key} names no key"));
                for context in binding.contexts {
                    assert!(!seen.contains(&(*context, press)), "{key} twice {}", context.label());
                    seen.push((*context, press));
                }
            }
        }
        for (key, _) in EVERYWHERE {
            let press = Press::parse(key).unwrap();
            assert!(seen.iter().all(|(_, other)| *other != press), "{key} is meant for everywhere");
        }
    }

    #[test]
    fn the_help_is_one_key_away_wherever_one_is() {
        for context in BINDINGS.iter().flat_map(|binding| binding.contexts) {
            let f1 = command(*context, Press::parse("f1").unwrap());
            let question = command(*context, Press::parse("?").unwrap());

            let expected = if *context == Context::Help { Command::Back } else { Command::Help };
            assert_eq!(f1, Some(expected), "{}", context.label());
            assert_eq!(question.is_none(), TYPED.contains(context), "{}", context.label());
        }
    }

    #[test]
    fn keys_that_a_terminal_or_its_keeper_wants_are_left_alone() {
        for binding in BINDINGS {
            for taken in ["ctrl-a", "ctrl-b", "ctrl-h", "ctrl-q"] {
                assert!(!binding.keys.contains(&taken), "{taken}");
            }
        }
    }

    #[test]
    fn hints_are_whole_and_the_help_is_always_among_them() {
        for width in 10..100 {
            let lines = hints(Context::Browse, |_| true, width, 2);
            assert!(lines[0].starts_with("? help") && lines.iter().all(|line| line.len() <= width), "{lines:?}");
        }
        let is_action = |command| !matches!(command, Command::Quick(Change::Answer) | Command::Back);
        let lines = hints(Context::Browse, is_action, 80, 2);
        assert_eq!(lines[0], "? help  Enter open  q quit  : more  1-0 panes  / filter  t triage  e edit  a add");
        assert!(lines[1].starts_with("s state  o owner  d due  n note"), "{lines:?}");
        let smallest = &hints(Context::Browse, |_| true, 40, 1)[0];
        assert!(
            smallest.contains("q quit") && smallest.contains(": more"),
            "the way out and to the rest: {smallest:?}"
        );
    }
}
