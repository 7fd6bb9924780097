//! The screen, drawn from the state: a bar, the pane or the record, a notice, and the keys.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::app::{App, Dialog};
use super::browse::Browse;
use super::keymap::{Context, hints, hints_for_marked};
use super::look::{Letters, Tone};
use super::palette::Palette;
use super::preview::Preview;
use super::put::put;
use super::reports::Reports;
use super::sheet::Sheet;
use super::triage::Triage;
use super::typed_line::TypedLine;
use super::{bar, form, help, pick, rolling};
use crate::model::Id;
use crate::report::{Pane, in_lines, wrapped_to};

/// The smallest screen.
const SMALLEST: (u16, u16) = (40, 10);
/// From this many columns on, list and record stand side by side.
const SIDE_BY_SIDE: u16 = 120;

/// The rows of the screen.
struct Rows {
    bar: Rect,
    body: Rect,
    foot: Rect,
}

fn rows(app: &App, area: Rect) -> (Rows, Vec<Line>) {
    let lines = foot_lines(app, area);
    let below = u16::try_from(lines.len()).unwrap_or(1);
    let bar = Rect { height: 1, ..area };
    let foot = Rect { y: area.bottom().saturating_sub(below), height: below, ..area };
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1 + below), ..area };
    (Rows { bar, body, foot }, lines)
}

/// The list and, where there is room beside it, the record.
fn sides(body: Rect) -> (Rect, Option<Rect>) {
    if body.width < SIDE_BY_SIDE {
        return (body, None);
    }
    let left = Rect { width: body.width.div_ceil(2).max(80), ..body };
    let right = Rect { x: left.right() + 1, width: body.width - left.width - 1, ..body };
    (left, Some(right))
}

/// Columns and rows of the list.
pub(crate) fn list_size(app: &App) -> (usize, usize) {
    let whole = Rect::new(0, 0, app.size.0, app.size.1);
    let (list, _) = sides(rows(app, whole).0.body);
    (usize::from(list.width), usize::from(list.height))
}

/// Columns of the record.
pub(crate) fn record_width(app: &App) -> usize {
    let whole = Rect::new(0, 0, app.size.0, app.size.1);
    let (list, record) = sides(whole);
    usize::from(record.unwrap_or(list).width)
}

/// Something that can be pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hit {
    /// The row or the stop of this number in the pane.
    Pane(usize),
    /// The stop of this number in the record.
    Record(usize),
    /// The option of this number in a list to pick from.
    Option(usize),
    /// The stop of this number in the help.
    Help(usize),
}

/// What is drawn at a place of the screen.
pub(crate) fn hit(app: &App, column: u16, row: u16) -> Option<Hit> {
    let whole = Rect::new(0, 0, app.size.0, app.size.1);
    let body = rows(app, whole).0.body;
    if is_too_small(whole) || !body.contains(Position::new(column, row)) {
        return None;
    }
    let look = app.settings.look;
    let on_sheet = |sheet: &Sheet, chosen, area: Rect| {
        let place = Position::new(column.checked_sub(area.x)?, row.checked_sub(area.y)?);
        sheet.stop_under(chosen, look, place, usize::from(area.height))
    };
    match app.dialogs.last() {
        Some(Dialog::Help(context, chosen)) => {
            on_sheet(&help::sheet(*context, usize::from(body.width)), Some(*chosen), body).map(Hit::Help)
        }
        Some(Dialog::Pick(list)) => pick::view::option_at(list, form_area(app, body), row).map(Hit::Option),
        Some(Dialog::Palette(Palette { pick, .. }) | Dialog::Reports(Reports { pick, .. }) | Dialog::NewPlan(pick)) => {
            pick::view::option_at(pick, body, row).map(Hit::Option)
        }
        Some(Dialog::Filter(_)) | None => {
            let (list, beside) = sides(body);
            let here = app.trail.here();
            let on_record = beside.map_or(here.is_some(), |beside| column >= beside.x);
            if on_record && app.dialogs.is_empty() {
                let area = beside.unwrap_or(body);
                let id = here.map(|(id, _)| id.clone()).or_else(|| app.pointed_at())?;
                let sheet = app.record_sheet(&id, usize::from(area.width))?;
                return on_sheet(&sheet, here.map(|(_, stop)| stop), area).map(Hit::Record);
            }
            let Some(browse) = app.browse() else {
                let (sheet, chosen) = app.overview();
                return on_sheet(&sheet, Some(chosen), list).map(Hit::Pane);
            };
            let area = list_area(app, browse, list);
            browse.row_at(usize::from(row.checked_sub(area.y)?), room(area)).map(Hit::Pane)
        }
        Some(_) => None,
    }
}

/// Draws everything, and tells where the cursor shows.
pub(crate) fn draw(app: &App, buffer: &mut Buffer) -> Option<Position> {
    let area = buffer.area;
    let look = app.settings.look;
    if is_too_small(area) {
        let words = format!("csp needs {}x{}; this is {}x{}. q quits", SMALLEST.0, SMALLEST.1, area.width, area.height);
        for (line, row) in wrapped_to(&words, usize::from(area.width)).iter().zip(area.rows()) {
            put(buffer, (row.x, row.y), line, usize::from(row.width), look.style(Tone::Plain));
        }
        look.finish(buffer);
        return None;
    }
    let (rows, lines) = rows(app, area);
    bar::draw(app, follows(app, rows.body), rows.bar, buffer);
    let below = body(app, rows.body, buffer);
    let above = dialog(app, &rows, buffer);
    foot(app, &lines, rows.foot, buffer);
    look.finish(buffer);
    above.or(below)
}

fn is_too_small(area: Rect) -> bool {
    area.width < SMALLEST.0 || area.height < SMALLEST.1
}

fn body(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let (list, beside) = sides(area);
    let here = app.trail.here();
    match (beside, here) {
        (None, Some((id, stop))) => record(app, id, Some(stop), area, buffer),
        (None, None) => pane(app, list, buffer),
        (Some(beside), here) => {
            let on_list = pane(app, list, buffer);
            line_between(app, list, buffer);
            if let Some((id, stop)) = here {
                record(app, id, Some(stop), beside, buffer)
            } else {
                if let Some(id) = app.pointed_at() {
                    record(app, &id, None, beside, buffer);
                }
                on_list
            }
        }
    }
}

/// Whether the list that is shown goes on below.
fn follows(app: &App, body: Rect) -> bool {
    let (list, beside) = sides(body);
    let is_shown = (app.dialogs.is_empty() || is_typing(app)) && (beside.is_some() || app.trail.here().is_none());
    let browse = app.browse().filter(|_| is_shown);
    browse.is_some_and(|browse| browse.follows(room(list_area(app, browse, list))))
}

/// Columns and rows of an area.
fn room(area: Rect) -> (usize, usize) {
    (usize::from(area.width), usize::from(area.height))
}

fn line_between(app: &App, list: Rect, buffer: &mut Buffer) {
    let look = app.settings.look;
    for y in list.y..list.bottom() {
        put(buffer, (list.right(), y), &look.words("│").replace('?', "|"), 1, look.style(Tone::Plain));
    }
}

fn pane(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let look = app.settings.look;
    let Some(browse) = app.browse() else {
        let (sheet, chosen) = app.overview();
        return sheet.draw(Some(chosen), look, area, buffer);
    };
    if !is_narrowed(app, browse) {
        return browse.draw(look, area, buffer);
    }
    let (shown, all) = browse.counts();
    let count = format!("  {shown} of {all}");
    let room = area.width.saturating_sub(u16::try_from(count.len()).unwrap_or(0));
    let standing = TypedLine::new(&browse.filter_text);
    let line = if let Some(Dialog::Filter(filtering)) = app.dialogs.last() { &filtering.line } else { &standing };
    // Its cursor may stand on the first blank of the count.
    let on_line = line.draw("/", look, Rect { width: room + 1, height: 1, ..area }, buffer);
    let end = area.x + room.min(u16::try_from(line.width() + 1).unwrap_or(room));
    put(buffer, (end, area.y), &count, count.len(), look.style(Tone::Plain));
    let on_row = browse.draw(look, below_filter(area), buffer);
    if is_typing(app) { Some(on_line) } else { on_row }
}

fn is_typing(app: &App) -> bool {
    matches!(app.dialogs.last(), Some(Dialog::Filter(_)))
}

/// Whether the line of the filter stands above the list.
fn is_narrowed(app: &App, browse: &Browse) -> bool {
    is_typing(app) || !browse.filter_text.is_empty()
}

/// Where the rows of a list stand.
fn list_area(app: &App, browse: &Browse, area: Rect) -> Rect {
    if is_narrowed(app, browse) { below_filter(area) } else { area }
}

fn below_filter(area: Rect) -> Rect {
    Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
}

fn record(app: &App, id: &Id, chosen: Option<usize>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    app.record_sheet(id, usize::from(area.width))?.draw(chosen, app.settings.look, area, buffer)
}

/// What stands over the pane. A form of one change, and what is picked for it, leave in sight what they change.
fn dialog(app: &App, rows: &Rows, buffer: &mut Buffer) -> Option<Position> {
    let look = app.settings.look;
    let mut cursor = app.triage().and_then(|triage| triaged(triage, app, rows.body, buffer));
    let area = form_area(app, rows.body);
    if let Some(form) = app.form() {
        clear(area, buffer);
        if form.is_quick() {
            line_above(app, Rect { y: area.y - 1, ..area }, buffer);
        }
        cursor = form::view::draw(form, app, area, buffer);
    }
    match app.dialogs.last() {
        Some(Dialog::Help(context, chosen)) => {
            clear(rows.body, buffer);
            cursor = help::sheet(*context, usize::from(rows.body.width)).draw(Some(*chosen), look, rows.body, buffer);
        }
        Some(Dialog::Confirm(confirm)) => {
            clear(rows.body, buffer);
            let sheet = confirm.sheet(usize::from(rows.body.width));
            cursor = sheet.draw(Some(confirm.chosen), look, rows.body, buffer);
        }
        Some(Dialog::Deciding(deciding)) => {
            clear(rows.body, buffer);
            let sheet = deciding.sheet(&app.book, usize::from(rows.body.width));
            cursor = sheet.draw(Some(deciding.chosen), look, rows.body, buffer);
        }
        Some(Dialog::Pick(list)) => {
            clear(area, buffer);
            cursor = Some(pick::view::draw(list, look, area, buffer));
        }
        Some(Dialog::Palette(Palette { pick, .. }) | Dialog::Reports(Reports { pick, .. }) | Dialog::NewPlan(pick)) => {
            clear(rows.body, buffer);
            cursor = Some(pick::view::draw(pick, look, rows.body, buffer));
        }
        Some(Dialog::Rolling(it)) => cursor = rolling::view::draw(it, &app.book, look, rows.body, buffer),
        Some(Dialog::Unfinished(unfinished)) => {
            clear(rows.body, buffer);
            let sheet = unfinished.sheet(usize::from(rows.body.width));
            cursor = sheet.draw(Some(unfinished.chosen), look, rows.body, buffer);
        }
        Some(Dialog::Preview(preview)) => cursor = previewed(preview, app, rows.body, buffer),
        Some(Dialog::Name(naming)) => {
            let below = app.dialogs.iter().find_map(|it| if let Dialog::Preview(it) = it { Some(it) } else { None });
            below.and_then(|preview| previewed(preview, app, rows.body, buffer));
            let line = Rect { y: rows.body.bottom().saturating_sub(1), height: 1, ..rows.body };
            clear(line, buffer);
            cursor = Some(naming.typed.draw(&format!("{}: ", naming.label()), look, line, buffer));
        }
        Some(Dialog::Ask | Dialog::Form(_) | Dialog::Filter(_) | Dialog::Triage(_)) | None => {}
    }
    cursor
}

/// The record to decide on; beside it, where there is room, the queue.
fn triaged(triage: &Triage, app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let look = app.settings.look;
    clear(area, buffer);
    let (list, beside) = sides(area);
    if beside.is_some() {
        let (queue, at) = triage.queue(&app.book, usize::from(list.width), usize::from(list.height));
        queue.draw(Some(at), look, list, buffer);
        line_between(app, list, buffer);
    }
    app.triage_sheet(triage).draw(Some(triage.line), look, beside.unwrap_or(list), buffer)
}

fn previewed(preview: &Preview, app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    clear(area, buffer);
    preview.sheet(usize::from(area.width)).draw(Some(preview.chosen), app.settings.look, area, buffer)
}

/// Where a form stands, and what is picked for it: below what it changes where it is for one change alone.
fn form_area(app: &App, body: Rect) -> Rect {
    let Some(form) = app.form().filter(|form| form.is_quick()) else { return body };
    let needed = form::view::rows(form, app, usize::from(body.width)) + 1;
    let area = lower(body, needed.max(PICKED));
    Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
}

/// Rows that a list to pick from for a single change has at least, where there are so many.
const PICKED: usize = 10;

/// The lower part of an area with so many rows, and at the most two thirds of it.
fn lower(area: Rect, rows: usize) -> Rect {
    let height = u16::try_from(rows).unwrap_or(u16::MAX).min((area.height * 2).div_ceil(3));
    Rect { y: area.bottom() - height, height, ..area }
}

fn line_above(app: &App, area: Rect, buffer: &mut Buffer) {
    let look = app.settings.look;
    let line = if look.letters == Letters::Unicode { "─" } else { "-" };
    put(
        buffer,
        (area.x, area.y),
        &line.repeat(usize::from(area.width)),
        usize::from(area.width),
        look.style(Tone::Plain),
    );
}

pub(super) fn clear(area: Rect, buffer: &mut Buffer) {
    for position in area.positions() {
        buffer[position].reset();
    }
}

/// A line of the foot.
type Line = (String, Tone);

/// From this many rows on, there is room to say a row in full.
const ROOMY: u16 = 16;

/// What stands below the pane: the chosen row in full where the list cuts it; then a question, what happened, or the keys.
fn foot_lines(app: &App, area: Rect) -> Vec<Line> {
    let width = usize::from(area.width);
    let mut lines = Vec::new();
    if app.dialogs.is_empty()
        && app.trail.here().is_none()
        && area.height >= ROOMY
        && let Some((words, rows)) = app.browse().and_then(|browse| browse.in_full(usize::from(sides(area).0.width)))
    {
        let named = app.settings.with_store(words.clone());
        // The name of the store makes each row's words longer by as much.
        let rows = (rows + (named.width() - words.width()).div_ceil(width)).clamp(1, 3);
        let words = named;
        let mut full = in_lines(&words, width.saturating_sub(2), rows);
        full.resize(rows, String::new());
        let marks = [if words.is_empty() { " " } else { ">" }, " ", " "];
        let line = |(line, mark): (String, &str)| (format!("{mark} {line}").trim_end().to_owned(), Tone::Heading);
        lines.extend(full.into_iter().zip(marks).map(line));
    }
    let totals = app.rolling().map(|it| rolling::view::foot(it, &app.book)).unwrap_or_default();
    lines.extend(totals.iter().flat_map(|words| in_lines(words, width, 3)).map(|line| (line, Tone::Heading)));
    // A list has room for more of the keys; the overview needs its rows.
    let is_overview = app.pane == Pane::Overview && app.trail.here().is_none() && app.dialogs.is_empty();
    let has_room = area.height >= ROOMY && !is_overview;
    let hinted = app.hinted();
    let keys = hints(app.context(), &hinted, width, if has_room { 2 } else { 1 });
    let asked = (app.context() == Context::Ask).then(|| format!("Not saved yet. {}", keys.join("  ")));
    let told = app.notice.as_ref().map(|notice| notice.words.clone());
    let is_failure = asked.is_some() || app.notice.as_ref().is_some_and(|notice| notice.is_failure);
    // What happened to the officer's own work stands first, and what others did never takes its place.
    let said: Vec<_> = asked.or(told).into_iter().chain(app.news.clone()).collect();
    if said.is_empty() {
        lines.extend(keys.into_iter().map(|line| (line, Tone::Plain)));
        return lines;
    }
    let (words, tone) = (app.settings.with_store(said.join(". ")), if is_failure { Tone::Late } else { Tone::Heading });
    let rows = usize::from(area.height / 3).max(1);
    let words = app.settings.look.words(&words);
    lines.extend(in_lines(&words, width, rows).into_iter().map(|line| (line, tone)));
    if area.height >= ROOMY && app.context() != Context::Ask {
        let are_marked = app.context() == Context::Browse && !app.marked().is_empty();
        let keys = if are_marked { hints_for_marked(&hinted, width) } else { keys };
        lines.extend(keys.into_iter().take(1).map(|line| (line, Tone::Plain)));
    }
    lines
}

fn foot(app: &App, lines: &[Line], area: Rect, buffer: &mut Buffer) {
    let look = app.settings.look;
    for ((line, tone), row) in lines.iter().zip(area.rows()) {
        put(buffer, (row.x, row.y), &look.words(line), usize::from(row.width), look.style(*tone));
    }
}
