//! The help: every key of where one is, printed from the table of keys.

use super::keymap::{Context, EVERYWHERE, of};
use super::look::Tone;
use super::sheet::{Piece, Sheet};
use super::terminal::press::Press;
use crate::model::flag_words;
use crate::report::{Pane, wrapped_to};

/// The keys of a context, and what is worth knowing there.
pub(crate) fn sheet(context: Context, width: usize) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.line([Piece::toned(format!(" Keys {}", context.label()), Tone::Heading).stop()]);
    for binding in of(context) {
        if binding.keys.is_empty() {
            continue;
        }
        let keys: Vec<_> =
            binding.keys.iter().filter_map(|key| Press::parse(key)).map(|press| press.to_string()).collect();
        line(&mut sheet, &keys.join(", "), &binding.command.words(), width);
    }
    if matches!(context, Context::Browse | Context::Detail) {
        for pane in Pane::ALL.into_iter().filter(|pane| *pane != Pane::Everything) {
            line(&mut sheet, &pane.key().to_string(), &format!("show {}", pane.label()), width);
        }
    }
    for (key, command) in EVERYWHERE {
        let key = Press::parse(key).map(|press| press.to_string()).unwrap_or_default();
        line(&mut sheet, &key, &command.words(), width);
    }
    let more: &[&str] = match context {
        Context::Form | Context::Text | Context::Quick | Context::Pick | Context::Ask => &FORMS,
        Context::Roll | Context::RollWords | Context::RollAsk => &ROLL,
        Context::Name
        | Context::Confirm
        | Context::Untaken
        | Context::Preview
        | Context::Unfinished
        | Context::Discarding
        | Context::Palette => &[],
        _ => &FILTERS,
    };
    if !more.is_empty() {
        sheet.line([Piece::new("").stop()]);
    }
    for text in more {
        for line in wrapped_to(text, width.saturating_sub(2)) {
            sheet.line([Piece::new(format!(" {line}")).stop()]);
        }
    }
    if more == FILTERS {
        let flags: Vec<_> = flag_words().collect();
        for line in wrapped_to(&format!("Flags: {}", flags.join(", ")), width.saturating_sub(2)) {
            sheet.line([Piece::new(format!(" {line}")).stop()]);
        }
    }
    sheet
}

const FILTERS: [&str; 2] = [
    "A filter (/) takes words, FIELD:VALUE (state:complete, lead:dorset-police, owner:none), due.before:DATE, \
     due.after:DATE and flags; not: turns a term round. Esc shows everything again.",
    "In the overview: FW further work, Dev developing, BAU business as usual, NoS not started, InP in progress, Ong \
     ongoing, Com complete, Blo blocked, Hel held in abeyance, Sup superseded, Clo closed, n/s not stated, oth all other \
     states.",
];

const FORMS: [&str; 3] = [
    "Dates: 2023-04-01, 1 apr, 31/3/23, friday, in 2 weeks, +1m, end of quarter; a month 2023-04; a financial year \
     2022/23; or the words as stated in double quotes.",
    "RAG: a colour, a colon and the reason. Lists of ids: commas between them. Lists of sentences: one a line. Rows: one a \
     line, | between the cells.",
    "Nothing is saved before Ctrl-S or F2. Never type the name of a victim, an offender or a child.",
];

const ROLL: [&str; 2] = [
    "What is open is carried unless you decide otherwise; what is complete, closed or superseded already stays so, under the \
     old plan. A renamed priority gets a record of its own, and what was said under the old name stays there.",
    "Nothing is written before the last yes. If it is cut short then, R or csp roll finishes it.",
];

fn line(sheet: &mut Sheet, keys: &str, words: &str, width: usize) {
    let keys = format!(" {keys:<16} ");
    let mut wrapped = wrapped_to(words, width.saturating_sub(keys.len() + 1)).into_iter();
    let first = wrapped.next().unwrap_or_default();
    sheet.line([Piece::toned(keys, Tone::Heading).stop(), Piece::new(first)]);
    for rest in wrapped {
        sheet.line([Piece::new(format!("{:18}{rest}", "")).stop()]);
    }
}
