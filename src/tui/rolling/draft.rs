//! A roll that is not done yet, kept as a draft, and taken up again.

use super::{Asked, Rolling};
use crate::model::Id;
use crate::model::roll::{Decision, Decisions};
use crate::model::scalars::BREAK;
use crate::model::text::Line;
use crate::store::draft::Draft;
use crate::tui::typed_line::TypedLine;

/// What stands for the fields in the draft of a roll.
pub(crate) const ROLL: &str = "roll";

const CLOSE: &str = "close";
const SUPERSEDE: &str = "supersede";
const RENAME: &str = "rename";

/// The plans of a roll that was left, the old one first; `None` where a draft is of something else.
pub(crate) fn plans(draft: &Draft) -> Option<(&Id, &Id)> {
    match &draft.ids[..] {
        [from, to] if draft.fields == [ROLL] => Some((from, to)),
        _ => None,
    }
}

/// What was decided, and what was being typed, each with what it is about.
pub(crate) fn typed(rolling: &Rolling) -> Vec<(String, String)> {
    let entry = |word: &str, id: &Id, text: &str| (format!("{word} {id}"), text.replace('\n', BREAK));
    let items = rolling.decisions.items.iter().map(|(id, decision)| match decision {
        Decision::Close(reason) => entry(CLOSE, id, reason),
        Decision::Supersede(by) => entry(SUPERSEDE, id, by.as_str()),
    });
    let titles = rolling.decisions.renamed.iter().map(|(id, title)| entry(RENAME, id, title));
    let mut typed: Vec<_> = items.chain(titles).collect();
    if let Some((name, text)) = asked(rolling) {
        typed.retain(|(other, _)| *other != name);
        typed.push((name, text.to_owned()));
    }
    typed
}

/// What is being typed just now and not taken yet, and what it is about.
pub(crate) fn asked(rolling: &Rolling) -> Option<(String, &str)> {
    let (word, id, line) = match &rolling.asked {
        Asked::Reason(id, line) => (CLOSE, id, line),
        Asked::Title(id, line) => (RENAME, id, line),
        _ => return None,
    };
    line.is_typed().then(|| (format!("{word} {id}"), line.text()))
}

/// What was decided, and what is asked again with what was typed.
pub(crate) fn taken_up(draft: &Draft) -> (Decisions, Asked) {
    let (mut decisions, mut asked) = (Decisions::default(), Asked::Nothing);
    for (name, text) in &draft.typed {
        let Some((word, id)) = name.split_once(' ') else { continue };
        let Ok(id) = Id::new(id) else { continue };
        let is_asked = *name == draft.chosen;
        let line = Line::new(&text.replace(BREAK, "\n"));
        match word {
            CLOSE if is_asked => asked = Asked::Reason(id, TypedLine::new(text)),
            RENAME if is_asked => asked = Asked::Title(id, TypedLine::new(text)),
            CLOSE => drop(decisions.items.insert(id, Decision::Close(line))),
            RENAME => drop(decisions.renamed.insert(id, line)),
            SUPERSEDE => drop(Id::new(text).map(|by| decisions.items.insert(id, Decision::Supersede(by)))),
            _ => {}
        }
    }
    (decisions, asked)
}
