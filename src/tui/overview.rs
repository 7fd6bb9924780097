//! The first screen: the whole book at a glance, in 24 rows of 80 columns.

use unicode_width::UnicodeWidthStr;

use super::look::{Tone, rag_tone};
use super::sheet::{Piece, Sheet};
use crate::model::Flag;
use crate::model::choice::{Stage, State};
use crate::model::display::{NOT_STATED, display};
use crate::report::{
    DutyRow, Outstanding, PriorityRow, Summary, due_words, fitted, flag_words, in_days, rag_word, wrapped_to,
};

/// From this many columns on, themes stand beside the further work.
const SIDE_BY_SIDE: usize = 70;
/// From this many columns on, stages and states have columns.
const COUNTED: usize = 70;
/// Columns of a priority's title at the least, where stages and states have columns.
const TITLE: usize = 28;

/// The overview for a screen of this size. Duties give way first where rows are few; a count says how many are shown.
pub(crate) fn sheet(summary: &Summary, width: usize, height: usize) -> Sheet {
    let mut sheet = Sheet::default();
    late_line(&mut sheet, summary, width);
    priorities(&mut sheet, summary, width);
    themes_and_work(&mut sheet, summary, width);
    let flags = flags(summary, width);
    let left = height.saturating_sub(sheet.lines.len() + flags.len());
    duties(&mut sheet, &summary.duties, width, left.max(3));
    sheet.lines.extend(flags);
    sheet
}

/// What is late, the longest first, as much of it as fits into one line; nothing where nothing is.
fn late_line(sheet: &mut Sheet, summary: &Summary, width: usize) {
    let more = |shown: usize| {
        if shown < summary.overdue { format!("; +{} in t", summary.overdue - shown) } else { String::new() }
    };
    let mut line = Vec::new();
    let mut left = width;
    for (at, row) in summary.late.iter().enumerate() {
        let before = if at == 0 { "LATE" } else { ";" };
        let days = format!(", {}", in_days(row.days));
        let room = left.saturating_sub(before.len() + 1 + days.len() + more(at + 1).len());
        let title = display(&row.title);
        if at > 0 && title.width() > room {
            line.push(Piece::toned(more(at), Tone::Late));
            break;
        }
        let words = format!(" {}{days}", fitted(&title, room).trim_end());
        left = left.saturating_sub(before.len() + words.width());
        line.push(Piece::toned(before, Tone::Late));
        line.push(Piece::toned(words, Tone::Late).to(row.id.clone()));
    }
    if !line.is_empty() {
        sheet.line(line);
    }
}

/// The heads of the columns that count stages.
const STAGES: [(Stage, &str); 3] =
    [(Stage::FurtherWork, "FW"), (Stage::Developing, "Dev"), (Stage::BusinessAsUsual, "BAU")];

/// The head of the column that counts a state.
fn head(state: Option<State>) -> &'static str {
    match state {
        Some(State::NotStarted) => "NoS",
        Some(State::InProgress) => "InP",
        Some(State::Ongoing) => "Ong",
        Some(State::Complete) => "Com",
        Some(State::Blocked) => "Blo",
        Some(State::HeldInAbeyance) => "Hel",
        Some(State::Superseded) => "Sup",
        Some(State::Closed) => "Clo",
        None => "n/s",
    }
}

/// The states that occur, as columns: those for which there is room, and the rest in one.
fn states(rows: &[PriorityRow], room: usize) -> (Vec<Option<State>>, bool) {
    let all = State::ALL.iter().copied().map(Some).chain([None]);
    let mut occurring: Vec<_> = all.filter(|state| rows.iter().any(|row| row.of(*state) > 0)).collect();
    let fits = room / 4;
    let others = occurring.len() > fits;
    if others {
        occurring.truncate(fits.saturating_sub(1));
    }
    (occurring, others)
}

fn priorities(sheet: &mut Sheet, summary: &Summary, width: usize) {
    if width < COUNTED {
        sheet.heading(format!("{} {:>4} {:<10}", fitted("PRIORITIES", width.saturating_sub(17)), "Late", "RAG"));
        for row in &summary.priorities {
            let title = fitted(&format!(" {}", row.title), width.saturating_sub(17));
            sheet.line([
                Piece::new(title).to(row.id.clone()),
                Piece::toned(format!(" {:>4}", row.overdue), late(row.overdue)),
                Piece::toned(format!(" {}", rag_word(row)), rag_tone(&rag_word(row))),
            ]);
        }
        return;
    }
    // Behind the title: three stages, the states that occur, what is late, and the rating.
    let room = width - 3 * 4 - 6 - 12;
    let (states, others) = states(&summary.priorities, room - TITLE);
    let title = (room - 4 * (states.len() + usize::from(others))).min(44);
    let mut heads: String = STAGES.iter().map(|(_, head)| format!("{head:>4}")).collect();
    heads.extend(states.iter().map(|state| format!("{:>4}", head(*state))));
    if others {
        heads.push_str(" oth");
    }
    sheet.heading(format!("{}{heads}  Late  RAG", fitted("PRIORITIES", title)));
    for row in &summary.priorities {
        let mut counts: String = STAGES.iter().map(|(stage, _)| format!("{:>4}", row.at(Some(*stage)))).collect();
        counts.extend(states.iter().map(|state| format!("{:>4}", row.of(*state))));
        if others {
            let shown: usize = states.iter().map(|state| row.of(*state)).sum();
            counts.push_str(&format!("{:>4}", row.total() - shown));
        }
        sheet.line([
            Piece::new(fitted(&format!(" {}", row.title), title)).to(row.id.clone()),
            Piece::new(counts),
            Piece::toned(format!("{:>6}", row.overdue), late(row.overdue)),
            Piece::toned(format!("  {}", rag_word(row)), rag_tone(&rag_word(row))),
        ]);
    }
    let mut key: Vec<String> = vec!["FW further work, Dev developing, BAU business as usual".to_owned()];
    let words = states.iter().map(|state| format!("{} {}", head(*state), state.map_or(NOT_STATED, State::word)));
    key.extend(words);
    for line in wrapped_to(&key.join(", "), width.saturating_sub(1)) {
        sheet.text(format!(" {line}"));
    }
}

fn late(count: usize) -> Tone {
    if count > 0 { Tone::Late } else { Tone::Plain }
}

/// The themes, and beside them the further work outstanding; one below the other where there is no room.
fn themes_and_work(sheet: &mut Sheet, summary: &Summary, width: usize) {
    let elsewhere = summary.also_outstanding.len();
    let work_heading = format!("FURTHER WORK OUTSTANDING ({}; +{elsewhere} in 5)", summary.further_work.len());
    if width < SIDE_BY_SIDE {
        sheet.heading("THEMES");
        summary.themes.iter().for_each(|row| sheet.line(theme(row, width)));
        sheet.heading(fitted(&work_heading, width));
        summary.further_work.iter().for_each(|it| sheet.line([work(it, width)]));
        return;
    }
    let left = (width / 2 - 2).min(60);
    let right = width - left - 1;
    sheet.line([
        Piece::toned(fitted("THEMES, and their actions", left + 1), Tone::Heading),
        Piece::toned(fitted(&work_heading, right), Tone::Heading),
    ]);
    for at in 0..summary.themes.len().max(summary.further_work.len()) {
        let blank = || vec![Piece::new(" ".repeat(left))];
        let mut line = summary.themes.get(at).map_or_else(blank, |row| theme(row, left));
        line.push(Piece::new(" "));
        line.extend(summary.further_work.get(at).map(|it| work(it, right)));
        sheet.line(line);
    }
}

/// A theme with the number of its actions; what is late and a rating only where there is one.
fn theme(row: &PriorityRow, width: usize) -> Vec<Piece> {
    let mut marks = format!("{:>3}", row.total());
    if row.overdue > 0 {
        marks.push_str(&format!(" {} late", row.overdue));
    }
    let rag = row.rag.as_ref().map_or_else(String::new, |_| format!(" {}", rag_word(row)));
    let title = width.saturating_sub(marks.len() + rag.len());
    vec![
        Piece::new(fitted(&format!(" {}", row.title), title)).to(row.id.clone()),
        Piece::toned(marks, late(row.overdue)),
        Piece::toned(rag, rag_tone(&rag_word(row))),
    ]
}

fn work(it: &Outstanding, width: usize) -> Piece {
    Piece::new(fitted(&format!(" {}", it.what), width).trim_end()).to(it.id.clone())
}

/// As many duties as fit, the next to come first.
fn duties(sheet: &mut Sheet, duties: &[DutyRow], width: usize, height: usize) {
    let shown = duties.len().min(height.saturating_sub(1));
    let count = if shown < duties.len() { format!(" ({shown} of {}; all in 4)", duties.len()) } else { String::new() };
    sheet.heading(fitted(&format!("DUTIES by next date{count}; * computed"), width).trim_end());
    for row in &duties[..shown] {
        let (due, days) = due_words(row);
        let tone = match row.days_left {
            Some(days) if days < 0 => Tone::Late,
            Some(days) if days <= crate::model::flag::DUTY_SOON => Tone::Amber,
            _ => Tone::Plain,
        };
        let days = if days.is_empty() || days.starts_with("LATE") { days } else { format!("{days} days left") };
        let marks = format!(" {due:<20} {days}");
        let title = width.saturating_sub(36).min(60);
        let title = if width < SIDE_BY_SIDE { width.saturating_sub(18) } else { title };
        sheet.line([
            Piece::new(fitted(&format!(" {}", row.title), title)).to(row.id.clone()),
            Piece::toned(fitted(&marks, width - title).trim_end(), tone),
        ]);
    }
}

fn flags(summary: &Summary, width: usize) -> Vec<Vec<Piece>> {
    let is_grave = |flag: Flag| matches!(flag, Flag::Overdue | Flag::Blocked | Flag::Red);
    let grave = summary.flags.iter().any(|(flag, count)| is_grave(*flag) && *count > 0);
    let tone = if grave { Tone::Late } else { Tone::Plain };
    let mut lines: Vec<_> = wrapped_to(&format!("FLAGS {}", flag_words(summary)), width)
        .into_iter()
        .map(|line| vec![Piece::toned(line, tone)])
        .collect();
    for (colour, meaning) in &summary.rag_key {
        lines.push(vec![Piece::new(fitted(&format!("{}: {meaning}", colour.word().to_uppercase()), width).trim_end())]);
    }
    lines
}
