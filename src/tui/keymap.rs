//! The keys, as a table: the hint line and the help are printed from it.

use super::command::Command;
use super::terminal::press::{Named, Press};
use crate::report::Pane;

/// Where a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Context {
    /// A pane.
    Browse,
    /// A record.
    Detail,
    /// A form; what is no command is typed into the field.
    Form,
    /// A list to pick from; what is no command narrows it.
    Pick,
    /// The line of the filter; what is no command is typed into it.
    Filter,
    /// The help.
    Help,
    /// A question whether to keep what was typed.
    Ask,
}

impl Context {
    /// What it is called in the help.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Browse => "in a pane",
            Self::Detail => "in a record",
            Self::Form => "in a form",
            Self::Pick => "in a list to pick from",
            Self::Filter => "in the filter",
            Self::Help => "in the help",
            Self::Ask => "in a question",
        }
    }
}

/// A key and what it does in one context.
pub(crate) struct Binding {
    pub(crate) context: Context,
    pub(crate) keys: &'static [&'static str],
    pub(crate) command: Command,
    /// The word in the hint line; empty where it stands in the help only.
    pub(crate) hint: &'static str,
}

const fn on(context: Context, keys: &'static [&'static str], command: Command, hint: &'static str) -> Binding {
    Binding { context, keys, command, hint }
}

use Context::{Ask, Browse, Detail, Filter, Form, Help, Pick};

/// Every key. Within a context the order is that of the hint line, the first key of a row the one that is shown. The row
/// without keys stands for the panes, whose keys are their own: see [`Pane::key`].
pub(crate) const BINDINGS: &[Binding] = &[
    on(Browse, &["?"], Command::Help, "help"),
    on(Browse, &["enter"], Command::Open, "open"),
    on(Browse, &["q"], Command::Quit, "quit"),
    on(Browse, &[], Command::Show(Pane::Overview), "1-0 panes"),
    on(Browse, &["/"], Command::Filter, "filter"),
    on(Browse, &["e"], Command::Edit, "edit"),
    on(Browse, &["a"], Command::Add, "add"),
    on(Browse, &["r"], Command::Reload, "reload"),
    on(Browse, &["E"], Command::EditText, ""),
    on(Browse, &["tab"], Command::NextPane, "next pane"),
    on(Browse, &["shift-tab"], Command::PreviousPane, ""),
    on(Browse, &["up", "k"], Command::Up, ""),
    on(Browse, &["down", "j"], Command::Down, ""),
    on(Browse, &["left", "h"], Command::Left, ""),
    on(Browse, &["right", "l"], Command::Right, ""),
    on(Browse, &["pgup"], Command::PageUp, ""),
    on(Browse, &["pgdn", "space"], Command::PageDown, ""),
    on(Browse, &["home"], Command::First, ""),
    on(Browse, &["end", "G"], Command::Last, ""),
    on(Browse, &["esc", "backspace"], Command::Back, ""),
    on(Browse, &["ctrl-c"], Command::Quit, ""),
    on(Detail, &["?"], Command::Help, "help"),
    on(Detail, &["esc", "backspace"], Command::Back, "back"),
    on(Detail, &["enter"], Command::Open, "follow link"),
    on(Detail, &["tab"], Command::NextLink, "next link"),
    on(Detail, &["e"], Command::Edit, "edit"),
    on(Detail, &["q"], Command::Quit, "quit"),
    on(Detail, &["E"], Command::EditText, ""),
    on(Detail, &["shift-tab"], Command::PreviousLink, ""),
    on(Detail, &["r"], Command::Reload, ""),
    on(Detail, &["up", "k"], Command::Up, ""),
    on(Detail, &["down", "j"], Command::Down, ""),
    on(Detail, &["pgup"], Command::PageUp, ""),
    on(Detail, &["pgdn", "space"], Command::PageDown, ""),
    on(Detail, &["home"], Command::First, ""),
    on(Detail, &["end", "G"], Command::Last, ""),
    on(Detail, &["ctrl-c"], Command::Quit, ""),
    on(Form, &["ctrl-s", "f2"], Command::Save, "save"),
    on(Form, &["esc"], Command::Back, "leave"),
    on(Form, &["tab", "down"], Command::NextField, "next field"),
    on(Form, &["enter"], Command::Enter, "pick or next"),
    on(Form, &["f1"], Command::Help, "help"),
    on(Form, &["shift-tab", "up"], Command::PreviousField, ""),
    on(Form, &["pgup"], Command::PageUp, ""),
    on(Form, &["pgdn"], Command::PageDown, ""),
    on(Form, &["ctrl-t"], Command::TakeTheirs, ""),
    on(Form, &["ctrl-c"], Command::Back, ""),
    on(Pick, &["enter"], Command::Accept, "take"),
    on(Pick, &["esc"], Command::Back, "leave"),
    on(Pick, &["up"], Command::Up, ""),
    on(Pick, &["down", "tab"], Command::Down, "next"),
    on(Pick, &["pgup"], Command::PageUp, ""),
    on(Pick, &["pgdn"], Command::PageDown, ""),
    on(Pick, &["ctrl-c"], Command::Back, ""),
    on(Filter, &["enter"], Command::Accept, "keep"),
    on(Filter, &["esc"], Command::Back, "show all"),
    on(Filter, &["up"], Command::Up, ""),
    on(Filter, &["down"], Command::Down, ""),
    on(Filter, &["f1"], Command::Help, "help"),
    on(Filter, &["ctrl-c"], Command::Back, ""),
    on(Help, &["esc", "q", "?", "enter", "f1"], Command::Back, "back"),
    on(Help, &["up", "k"], Command::Up, ""),
    on(Help, &["down", "j"], Command::Down, ""),
    on(Help, &["pgup"], Command::PageUp, ""),
    on(Help, &["pgdn", "space"], Command::PageDown, "more"),
    on(Help, &["ctrl-c"], Command::Back, ""),
    on(Ask, &["esc"], Command::Back, "keep typing"),
    on(Ask, &["s", "ctrl-s", "f2"], Command::Save, "save"),
    on(Ask, &["d"], Command::Discard, "discard"),
    on(Ask, &["ctrl-c"], Command::Back, ""),
];

/// Keys that do the same everywhere.
pub(crate) const EVERYWHERE: &[(&str, Command)] = &[("ctrl-l", Command::Repaint), ("ctrl-z", Command::Suspend)];

/// What a key asks for in a context. Each pane has a key of its own in panes and records.
pub(crate) fn command(context: Context, press: Press) -> Option<Command> {
    let named = |key: &str| Press::parse(key) == Some(press);
    if let Some((_, command)) = EVERYWHERE.iter().find(|(key, _)| named(key)) {
        return Some(*command);
    }
    if matches!(context, Browse | Detail)
        && let Some(pane) = Pane::ALL.into_iter().find(|pane| press == Press::plain(Named::Char(pane.key())))
    {
        return Some(Command::Show(pane));
    }
    let mut here = BINDINGS.iter().filter(|binding| binding.context == context);
    here.find(|binding| binding.keys.iter().any(|key| named(key))).map(|binding| binding.command)
}

/// The hints of a context that fit into so many columns, whole: none is ever cut.
pub(crate) fn hints(context: Context, width: usize) -> String {
    let mut line = String::new();
    for binding in BINDINGS.iter().filter(|binding| binding.context == context && !binding.hint.is_empty()) {
        let press = binding.keys.first().and_then(|key| Press::parse(key));
        let hint = press.map_or_else(|| binding.hint.to_owned(), |press| format!("{press} {}", binding.hint));
        let gap = if line.is_empty() { "" } else { "  " };
        if line.len() + gap.len() + hint.len() <= width {
            line.push_str(gap);
            line.push_str(&hint);
        }
    }
    line
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
                assert!(!seen.contains(&(binding.context, press)), "{key} twice {}", binding.context.label());
                seen.push((binding.context, press));
            }
        }
        for (key, _) in EVERYWHERE {
            let press = Press::parse(key).unwrap();
            assert!(seen.iter().all(|(_, other)| *other != press), "{key} is meant for everywhere");
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
            let line = hints(Context::Browse, width);
            assert!(line.starts_with("? help") && line.len() <= width, "{line:?}");
        }
        assert!(hints(Context::Browse, 80).ends_with("1-0 panes  / filter  e edit  a add  r reload"));
        assert!(hints(Context::Browse, 40).contains("q quit"), "the way out is in the smallest hint");
    }
}
