//! A form, drawn: a line a field, and more for the field that is typed into.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::{Form, FormField, Purpose, Theirs, Weight};
use crate::model::Typing;
use crate::model::display::{NOT_STATED, display_lines};
use crate::report::{fitted, in_lines, wrapped_to};
use crate::tui::app::App;
use crate::tui::look::Tone;
use crate::tui::put::put;
use crate::tui::sheet::{mark_more, window};
use crate::tui::typing::draw_area;

/// Columns of the labels.
const LABELS: usize = 18;

/// Draws the form with the chosen field in sight; the cursor stands where typing goes.
pub(crate) fn draw(form: &Form, app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let look = app.settings.look;
    let width = usize::from(area.width);
    let what = match &form.purpose {
        Purpose::Edit(id) => format!("Edit {} {id}", form.base().kind().word()),
        Purpose::Add => format!("Add {}", form.base().kind().one()),
        Purpose::EditAll(ids) if ids.len() == 1 => "Change 1 record".to_owned(),
        Purpose::EditAll(ids) => format!("Change {} records", ids.len()),
        Purpose::AddAgain(id) => format!("Add again {} {id}", form.base().kind().word()),
    };
    let changed = if form.is_changed() { "  (not saved)" } else { "" };
    let what = look.fitted(&what, what.width().min(width.saturating_sub(changed.len())));
    put(buffer, (area.x, area.y), &format!("{what}{changed}"), width, look.style(Tone::Heading));
    let area = news(form, app, Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }, buffer);

    let field = form.field()?;
    let indent = indent(field, width);
    let (below, weight) = below(field, app, width.saturating_sub(indent));
    let room = usize::from(area.height);
    // Where a person has to decide, both values matter more than the other fields.
    let most = if field.theirs.is_some() { room.saturating_sub(1) } else { room / 2 };
    let below_rows = below.len().min(most);
    let own_rows = own_rows(field, width).min(room.saturating_sub(below_rows)).max(1);

    // Each other field has one row; the chosen one what it needs.
    let others = room.saturating_sub(own_rows + below_rows);
    let around = window(form.chosen, form.fields.len(), others + 1);
    let mut y = area.y;
    let mut cursor = None;
    for at in around.clone() {
        let field = &form.fields[at];
        if at == form.chosen {
            let own = Rect { y, height: u16::try_from(own_rows).unwrap_or(1), ..area };
            cursor = Some(draw_chosen(field, app, own, buffer));
            y += u16::try_from(own_rows).unwrap_or(1);
            let tone = if weight == Weight::Wrong { Tone::Late } else { Tone::Plain };
            for line in below.iter().take(below_rows) {
                let words = format!("{:indent$}{line}", "");
                put(buffer, (area.x, y), &look.words(&words), width, look.style(tone));
                y += 1;
            }
        } else {
            draw_other(field, app, Rect { y, height: 1, ..area }, buffer);
            y += 1;
        }
    }
    mark_more(&around, form.fields.len(), look, Rect { height: y - area.y, ..area }, buffer);
    cursor
}

/// Says what somebody else has changed meanwhile, and leaves the rest of the area.
fn news(form: &Form, app: &App, area: Rect, buffer: &mut Buffer) -> Rect {
    let Some(news) = &form.news else { return area };
    let look = app.settings.look;
    let lines = in_lines(news, usize::from(area.width), 2);
    let rows = u16::try_from(lines.len()).unwrap_or(1).min(area.height);
    for (line, row) in lines.iter().zip(area.rows()) {
        put(buffer, (row.x, row.y), &look.words(line), usize::from(row.width), look.style(Tone::Late));
    }
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// What is said below the chosen field, in lines of this width.
fn below(field: &FormField, app: &App, width: usize) -> (Vec<String>, Weight) {
    if let Some(theirs) = &field.theirs {
        return (both(&field.text(), theirs, width), Weight::Wrong);
    }
    let typing = Typing::new(app.today, &app.settings.officer, &app.book);
    let (words, weight) = field.below(&app.book, &typing);
    (wrapped_to(&app.settings.look.words(&words), width), weight)
}

/// The two values of a field that two officers have set, side by side where there is room, and what can be done.
fn both(mine: &str, theirs: &Theirs, width: usize) -> Vec<String> {
    let stated = |text: &str| if text.is_empty() { NOT_STATED.to_owned() } else { display_lines(text).into_owned() };
    let (mine, other) = (stated(mine), stated(&theirs.value));
    let heading = format!("{}:", theirs.who);
    let mut lines = Vec::new();
    if width < SIDE_BY_SIDE {
        // One's own stands in the field itself.
        lines.extend(wrapped_to(&format!("{heading} {other}"), width));
    } else {
        let half = width / 2 - 1;
        let column = |heading: &str, value: &str| {
            let value = value.lines().flat_map(|line| wrapped_to(line, half)).collect::<Vec<_>>();
            std::iter::once(heading.to_owned()).chain(value).collect::<Vec<_>>()
        };
        let (left, right) = (column("Yours:", &mine), column(&heading, &other));
        let cell = |column: &[String], row: usize| fitted(column.get(row).map_or("", String::as_str), half);
        let row = |row: usize| format!("{}  {}", cell(&left, row), cell(&right, row)).trim_end().to_owned();
        lines.extend((0..left.len().max(right.len())).map(row));
    }
    lines.extend(wrapped_to("Save again keeps yours, Ctrl-T takes theirs; or type something else", width));
    lines
}

/// Rows that the form takes where it stands below something else.
pub(crate) fn rows(form: &Form, app: &App, width: usize) -> usize {
    let Some(field) = form.field() else { return 2 };
    let (below, _) = below(field, app, width.saturating_sub(indent(field, width)));
    let news = form.news.as_ref().map_or(0, |news| in_lines(news, width, 2).len());
    1 + news + form.fields.len() - 1 + own_rows(field, width) + below.len()
}

/// Columns before what is said below a field: two values to decide between need all the room on a small screen.
fn indent(field: &FormField, width: usize) -> usize {
    if field.theirs.is_some() && width < LABELS + SIDE_BY_SIDE { 2 } else { LABELS }
}

/// From this many columns on, two values stand side by side.
const SIDE_BY_SIDE: usize = 56;

/// Rows that the chosen field needs to be read whole.
fn own_rows(field: &FormField, width: usize) -> usize {
    if !field.has_lines() {
        return 1;
    }
    let room = width.saturating_sub(LABELS + 1);
    let rows = field.area.lines().iter().map(|line| wrapped_to(line, room).len().max(1));
    (rows.sum::<usize>() + 1).max(3)
}

fn draw_chosen(field: &FormField, app: &App, area: Rect, buffer: &mut Buffer) -> Position {
    let look = app.settings.look;
    let label = fitted(&format!(">{}", field.label()), LABELS - 1);
    put(buffer, (area.x, area.y), &look.words(&label), LABELS, look.chosen(Tone::Heading));
    let left = u16::try_from(LABELS).unwrap_or(0).min(area.width);
    let inner = Rect { x: area.x + left, width: area.width - left, ..area };
    draw_area(&field.area, look, inner, buffer)
}

fn draw_other(field: &FormField, app: &App, area: Rect, buffer: &mut Buffer) {
    let look = app.settings.look;
    let width = usize::from(area.width);
    let text = field.text();
    let wrong = field.problem.is_some() || field.theirs.is_some();
    let mark = if wrong {
        "! "
    } else if field.is_changed() {
        "* "
    } else {
        ""
    };
    let label = fitted(&format!(" {}", field.label()), LABELS);
    let words = format!("{label}{}", look.fitted(&format!("{mark}{text}"), width.saturating_sub(LABELS)));
    let tone = if wrong { Tone::Late } else { Tone::Plain };
    put(buffer, (area.x, area.y), &words, width, look.style(tone));
}
