//! Records that try to command a terminal, reorder a line, or forge another one.

use csp_lead::model::datum::Shape;
use csp_lead::model::{Kind, Record};

/// Words with everything in them that must never leave the program as it is: colours, the clipboard, the 8-bit control
/// sequence, carriage return, line break, bell, backspace, delete, NUL, changes of direction, letters without width, a
/// line separator, a tag letter, and a tab.
pub(crate) const PAYLOAD: &str = "A\u{1b}[31mB\u{1b}]52;c;QUFB\u{7}C\u{9b}2JD\rE\nF\u{8}G\u{7f}H\0I\u{202e}J\u{2066}K\u{200b}L\u{feff}M\u{2028}N\u{e0041}O\tP";

/// A record of each kind with the payload in every field that takes words: in a folder and file of its own.
pub(crate) fn records() -> Vec<(String, String)> {
    Kind::ALL.into_iter().map(|kind| (path(kind), text(kind))).collect()
}

fn path(kind: Kind) -> String {
    let alone = kind.alone().map(|name| format!("{name}.ron"));
    alone.unwrap_or_else(|| format!("{}/hostile-{}.ron", kind.folder().unwrap(), kind.word()))
}

fn text(kind: Kind) -> String {
    let name = if kind == Kind::Partnership { "Partnership".to_owned() } else { capitalised(kind.word()) };
    let mut text = format!("{name}(\n");
    for (about, field) in Record::blank(kind).fields() {
        let value = match field.shape() {
            Shape::Line | Shape::Text | Shape::Date => format!("\"{PAYLOAD}\""),
            Shape::Rag => format!("(colour: Red, on: \"{PAYLOAD}\", by: \"{PAYLOAD}\", reason: \"{PAYLOAD}\")"),
            Shape::Row(cells) => format!("({})", row(cells)),
            Shape::Number if about.name == "format" => "1".to_owned(),
            Shape::Number | Shape::Choice(_) | Shape::Link => continue,
        };
        // What is archived would be hidden, and the pinned day stays a day.
        match (about.name, field.is_many()) {
            ("archived", _) => {}
            ("as_at", _) => text.push_str("    as_at: \"2023-03-09\",\n"),
            (name, true) => text.push_str(&format!("    {name}: [{value}],\n")),
            (name, false) => text.push_str(&format!("    {name}: {value},\n")),
        }
    }
    text.push_str(")\n");
    text
}

/// The cells that take words; the others are left out.
fn row(cells: &[&str]) -> String {
    const OF_WORDS: [&str; 17] = [
        "field",
        "stated",
        "believed",
        "why",
        "author",
        "text",
        "act",
        "section",
        "evidence",
        "note",
        "source",
        "step",
        "meaning",
        "paragraph",
        "heading",
        "due",
        "done",
    ];
    let of_words = cells.iter().filter(|cell| OF_WORDS.contains(cell));
    of_words.map(|cell| format!("{cell}: \"{PAYLOAD}\"")).collect::<Vec<_>>().join(", ")
}

fn capitalised(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// The first character that would do harm in a terminal; line breaks are the program's own.
pub(crate) fn harmful(text: &str) -> Option<char> {
    let hidden = |letter: char| {
        matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
            || ('\u{e0000}'..='\u{e007f}').contains(&letter)
    };
    text.chars().find(|letter| (letter.is_control() && *letter != '\n') || hidden(*letter))
}
