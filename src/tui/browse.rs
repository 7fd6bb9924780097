//! A pane that lists records: its rows, the row the cursor is on, and the filter that narrows them.

mod layout;
mod marking;

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use self::layout::{Marks, count, draw_row, fitting, hidden, in_full, laid_out, natural};
pub(crate) use self::marking::Marking;
use super::look::{Letters, Look, Tone};
use super::put::put;
use super::sheet::Move;
use crate::model::{Book, Filter, Id};
use crate::report::{Changes, Pane, Row, Section, changes_preface, changes_sections, pane, wrapped_to};

/// The rows of a pane and where the cursor is.
#[derive(Clone, Debug)]
pub(crate) struct Browse {
    pub(crate) pane: Pane,
    pub(crate) filter: Filter,
    /// The filter as it was typed.
    pub(crate) filter_text: String,
    letters: Letters,
    /// What history tells, or why it tells nothing, where the pane is about that.
    changes: Option<Result<Changes, String>>,
    /// What is said above the lists.
    preface: Vec<String>,
    sections: Vec<Section>,
    /// The width of each section's columns where nothing is cut.
    natural: Vec<Vec<usize>>,
    /// How many rows there are without the filter.
    unfiltered: usize,
    chosen: usize,
    /// The records that the next change is for; each of them is in sight.
    marked: BTreeSet<Id>,
    /// How many marks have gone with their rows, and that has not been said yet.
    unmarked: usize,
    /// The row that was marked last, from which a range begins.
    last_marked: Option<usize>,
}

/// One line of the list as it is drawn: of which section, and the row's number among all.
enum Shown<'a> {
    Heading(&'a Section),
    Columns(usize),
    Row(usize, &'a Row, usize),
    Gap,
    Words(String),
}

/// Lines of the list that follow each other: one, or the rows of a section, the first of which has this number among all.
enum Run<'a> {
    Line(Shown<'a>),
    Rows { section: usize, rows: &'a [Row], first: usize },
}

impl<'a> Run<'a> {
    fn len(&self) -> usize {
        if let Self::Rows { rows, .. } = self { rows.len() } else { 1 }
    }

    /// Puts some of its lines behind others.
    fn put(self, some: Range<usize>, into: &mut Vec<Shown<'a>>) {
        match self {
            Self::Line(line) => into.extend(Some(line).filter(|_| !some.is_empty())),
            Self::Rows { section, rows, first } => {
                into.extend(some.map(|at| Shown::Row(section, &rows[at], first + at)));
            }
        }
    }
}

impl Browse {
    /// A pane at its first row.
    pub(crate) fn new(pane: Pane, letters: Letters) -> Self {
        Self {
            pane,
            filter: Filter::default(),
            filter_text: String::new(),
            letters,
            changes: None,
            preface: Vec::new(),
            sections: Vec::new(),
            natural: Vec::new(),
            unfiltered: 0,
            chosen: 0,
            marked: BTreeSet::new(),
            unmarked: 0,
            last_marked: None,
        }
    }

    /// Lists the book anew, the cursor on the record it was on, else on the row nearest to it.
    pub(crate) fn refresh(&mut self, book: &Book, today: NaiveDate) {
        let before = |at: usize| self.rows().nth(at).and_then(|row| row.id.clone());
        let (chosen, last_marked) = (before(self.chosen), self.last_marked.and_then(|at| Some((at, before(at)?))));
        let heading = self.heading_of(self.chosen).map(str::to_owned);
        let list = |filter: &Filter| match &self.changes {
            Some(Ok(changes)) => changes_sections(&changes.narrowed(book, filter, today)),
            Some(Err(_)) => Vec::new(),
            None => pane(book, self.pane, filter, today),
        };
        let sections = list(&self.filter);
        self.unfiltered = if self.filter.is_empty() { count(&sections) } else { count(&list(&Filter::default())) };
        self.sections = sections;
        self.preface = match self.changes(book, today) {
            Some(Ok(changes)) => {
                let mut words = changes_preface(&changes);
                words.push("c asks since when: a day or a meeting".to_owned());
                words
            }
            Some(Err(why)) => vec![why.to_owned()],
            None => Vec::new(),
        };
        let cells = self.sections.iter_mut().flat_map(|section| &mut section.rows).flat_map(|row| &mut row.cells);
        if self.letters == Letters::Ascii {
            cells.for_each(|cell| *cell = self.letters.words(cell).into_owned());
        }
        self.natural = self.sections.iter().map(natural).collect();
        let rows: Vec<_> = self.rows().map(|row| row.id.clone()).collect();
        // What is not in sight is not changed.
        let (marked, in_sight) = (self.marked.len(), rows.iter().flatten().collect::<BTreeSet<_>>());
        self.marked.retain(|marked| in_sight.contains(marked));
        self.unmarked += marked - self.marked.len();
        let nearest = |before: &Id, to: usize| {
            let still = rows.iter().enumerate().filter(|(_, id)| id.as_ref() == Some(before)).map(|(at, _)| at);
            still.min_by_key(|at| at.abs_diff(to))
        };
        // Where a problem is gone, the next one of its gravity is wanted, and not a lesser one of the same record.
        let is_like_it = |at: &usize| self.pane != Pane::Quality || self.heading_of(*at) == heading.as_deref();
        let chosen = chosen.and_then(|before| nearest(&before, self.chosen)).filter(is_like_it).unwrap_or(self.chosen);
        self.chosen = chosen.min(rows.len().saturating_sub(1));
        self.last_marked = last_marked.and_then(|(at, before)| nearest(&before, at));
    }

    /// Takes what history tells, which is listed from the next refresh on.
    pub(crate) fn take_changes(&mut self, changes: Result<Changes, String>) {
        self.changes = Some(changes);
    }

    /// What history tells of the records that the filter lets through, or why it tells nothing; `None` where the pane is not
    /// about that.
    pub(crate) fn changes(&self, book: &Book, today: NaiveDate) -> Option<Result<Changes, &str>> {
        let changes = self.changes.as_ref()?.as_ref();
        Some(changes.map(|changes| changes.narrowed(book, &self.filter, today)).map_err(String::as_str))
    }

    /// The heading above the row of this number.
    fn heading_of(&self, number: usize) -> Option<&str> {
        self.placed().nth(number).map(|(at, _)| self.sections[at].heading.as_str())
    }

    fn rows(&self) -> impl Iterator<Item = &Row> {
        self.placed().map(|(_, row)| row)
    }

    /// The rows, each with the number of its section.
    fn placed(&self) -> impl Iterator<Item = (usize, &Row)> {
        let sections = self.sections.iter().enumerate();
        sections.flat_map(|(at, section)| section.rows.iter().map(move |row| (at, row)))
    }

    /// How many rows are shown, and of how many.
    pub(crate) fn counts(&self) -> (usize, usize) {
        (count(&self.sections), self.unfiltered)
    }

    /// The record the cursor is on.
    pub(crate) fn chosen_id(&self) -> Option<&Id> {
        self.rows().nth(self.chosen)?.id.as_ref()
    }

    /// What the row that the cursor is on says is to be done next.
    pub(crate) fn chosen_next(&self) -> Option<&str> {
        let (at, row) = self.placed().nth(self.chosen)?;
        let column = self.sections[at].columns.iter().position(|column| *column == "Next")?;
        row.cells.get(column).map(String::as_str)
    }

    /// Puts the cursor on a record, if it is listed.
    pub(crate) fn choose(&mut self, id: &Id) {
        let at = self.rows().position(|row| row.id.as_ref() == Some(id));
        self.chosen = at.unwrap_or(self.chosen);
    }

    /// Puts the cursor on the row of this number, and gives the one it was on.
    pub(crate) fn point_at(&mut self, number: usize) -> usize {
        let last = self.sections.iter().map(|section| section.rows.len()).sum::<usize>().saturating_sub(1);
        std::mem::replace(&mut self.chosen, number.min(last))
    }

    pub(crate) fn moved(&mut self, by: Move) {
        let last = self.sections.iter().map(|section| section.rows.len()).sum::<usize>().saturating_sub(1);
        self.chosen = match by {
            Move::Up => self.chosen.saturating_sub(1),
            Move::Down => self.chosen + 1,
            Move::Lines(lines) => self.chosen.saturating_add_signed(lines),
            Move::First => 0,
            Move::Last => last,
            Move::Left | Move::Right | Move::NextWay | Move::PreviousWay => self.chosen,
        }
        .min(last);
    }

    /// What the chosen row says that the list cuts or leaves out, and the rows of the screen that it takes at the most;
    /// `None` where every row is shown whole anyway.
    pub(crate) fn in_full(&self, width: usize) -> Option<(String, usize)> {
        let hidden: Vec<_> = self.natural.iter().map(|natural| hidden(natural, width)).collect();
        if hidden.iter().all(Vec::is_empty) {
            return None;
        }
        let of_section = |at: usize| {
            let rest = hidden[at].iter().filter(|column| **column > 0);
            let named = rest.map(|column| self.sections[at].columns[*column].width() + self.natural[at][*column] + 4);
            let first = if hidden[at].contains(&0) { self.natural[at][0] } else { 0 };
            first + named.sum::<usize>()
        };
        let longest = (0..hidden.len()).map(of_section).max().unwrap_or(0);
        let (at, row) = self.placed().nth(self.chosen)?;
        let first = fitting(&self.natural[at], width).first().map_or(0, |(_, width)| *width);
        let words = in_full(&self.sections[at], row, &hidden[at], first);
        Some((words, longest.div_ceil(width.saturating_sub(8).max(1))))
    }

    /// The list in runs, however long it is.
    fn runs(&self, width: usize) -> Vec<Run<'_>> {
        let said = |words: &str| {
            let lines = wrapped_to(words, width.saturating_sub(2)).into_iter();
            lines.map(|line| Run::Line(Shown::Words(format!(" {line}"))))
        };
        let mut runs: Vec<_> = self.preface.iter().flat_map(|words| said(words)).collect();
        let mut first = 0;
        for (section, it) in self.sections.iter().enumerate() {
            if !runs.is_empty() {
                runs.push(Run::Line(Shown::Gap));
            }
            if !it.heading.is_empty() {
                runs.push(Run::Line(Shown::Heading(it)));
            }
            if it.rows.is_empty() {
                runs.extend(said(&self.empty(section)));
                continue;
            }
            runs.push(Run::Line(Shown::Columns(section)));
            runs.push(Run::Rows { section, rows: &it.rows, first });
            first += it.rows.len();
        }
        runs
    }

    /// What stands in place of the rows of a section that has none; where the whole pane has none, also what makes one. That
    /// there is no further work outstanding is no lack.
    fn empty(&self, section: usize) -> String {
        let words = self.sections[section].empty;
        let lacks = self.unfiltered == 0 && self.pane.adds().is_some() && self.pane != Pane::FurtherWork;
        if lacks && section == 0 { format!("{words} a adds one.") } else { words.to_owned() }
    }

    /// The lines that are shown. The list moves by a line for each row that the cursor moves, also over the headings between
    /// them, so that no move brings in more than a slow line can carry; the chosen row is in sight whatever the height.
    fn shown(&self, size: (usize, usize)) -> Vec<Shown<'_>> {
        self.window(size).0
    }

    /// Whether more lines follow below those that are shown.
    pub(crate) fn follows(&self, size: (usize, usize)) -> bool {
        self.window(size).1
    }

    /// The lines that are shown, and whether more follow.
    fn window(&self, (width, height): (usize, usize)) -> (Vec<Shown<'_>>, bool) {
        let runs = self.runs(width);
        let (mut total, mut first, mut chosen) = (0, None, 0);
        for run in &runs {
            if let Run::Rows { rows, first: number, .. } = run {
                first.get_or_insert(total);
                let is_here = (*number..number + rows.len()).contains(&self.chosen);
                chosen = if is_here { total + self.chosen - number } else { chosen };
            }
            total += run.len();
        }
        let height = height.min(total);
        let middle = (first.unwrap_or(0) + self.chosen).saturating_sub(height / 2);
        let start = middle.max((chosen + 1).saturating_sub(height)).min(total - height);
        let mut before = 0;
        let mut shown = Vec::with_capacity(height);
        for run in runs {
            let length = run.len();
            let within = |line: usize| line.saturating_sub(before).min(length);
            run.put(within(start)..within(start + height), &mut shown);
            before += length;
        }
        (shown, start + height < total)
    }

    /// The number of the row that is shown on this line, of so many.
    pub(crate) fn row_at(&self, line: usize, (width, height): (usize, usize)) -> Option<usize> {
        match self.shown((width, height)).get(line)? {
            Shown::Row(_, _, number) => Some(*number),
            _ => None,
        }
    }

    /// Draws what fits, with the chosen row in sight, and tells where it stands.
    pub(crate) fn draw(&self, look: Look, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let width = usize::from(area.width);
        let layouts: Vec<_> = self.natural.iter().map(|natural| fitting(natural, width)).collect();
        let mut cursor = None;
        for (row, line) in self.shown((width, usize::from(area.height))).iter().enumerate() {
            let y = area.y + u16::try_from(row).unwrap_or(0);
            match line {
                Shown::Gap => {}
                Shown::Words(words) => {
                    put(buffer, (area.x, y), &look.words(words), width, look.style(Tone::Plain));
                }
                Shown::Heading(section) => {
                    let words = format!("{} ({})", section.heading, section.rows.len());
                    put(buffer, (area.x, y), &look.words(&words), width, look.style(Tone::Heading));
                }
                Shown::Columns(at) => {
                    let cells: Vec<_> = self.sections[*at].columns.iter().map(|column| (*column).to_owned()).collect();
                    let line: String = laid_out(&layouts[*at], &cells).into_iter().map(|(_, cell)| cell).collect();
                    put(buffer, (area.x, y), &look.words(&line), width, look.style(Tone::Heading));
                }
                Shown::Row(at, row, number) => {
                    let is_chosen = *number == self.chosen;
                    let line = Rect { y, height: 1, ..area };
                    let is_marked = row.id.as_ref().is_some_and(|id| self.marked.contains(id));
                    let marks = Marks { is_chosen, is_marked, needs_the_eye: row.is_marked };
                    draw_row(&self.sections[*at].columns, &layouts[*at], row, marks, look, line, buffer);
                    if is_chosen {
                        cursor = Some(Position::new(area.x, y));
                    }
                }
            }
        }
        cursor
    }
}
