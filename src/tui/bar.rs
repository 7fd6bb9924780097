//! The bar at the top of the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::app::App;
use super::look::Tone;
use super::put::put;
use super::settings::Access;
use crate::model::when::day;
use crate::report::fitted;

/// Whose book it is and the day; what is shown; what cannot be read; and whether more follows than fits below. That stands here
/// and not at the end of a row, since the rows of a list move, and what stays where it is would have to be drawn anew each time.
pub(super) fn draw(app: &App, follows: bool, area: Rect, buffer: &mut Buffer) {
    let look = app.settings.look;
    let width = usize::from(area.width);
    let name = app.summary.partnership.as_deref().unwrap_or("Partnership not stated");
    let mut right = format!(" as at {}", day(app.today));
    match &app.settings.access {
        Access::Own => {}
        Access::Sample => right = format!(" SAMPLE {}", right.trim_start()),
        Access::ReadOnly(_) => right = format!(" READ ONLY {}", right.trim_start()),
    }
    if app.summary.unreadable > 0 {
        right = format!(" {} UNREADABLE, see 0;{right}", app.summary.unreadable);
    }
    let pane = format!("{} {}", app.pane.key(), app.pane.label());
    let place = match (app.triage(), app.rolling()) {
        (Some(_), _) => "t Triage".to_owned(),
        (None, Some(_)) => "R Roll the year".to_owned(),
        (None, None) => pane,
    };
    let below = if follows { format!(" {}", look.letters.arrows().1) } else { String::new() };
    let room = width.saturating_sub(below.chars().count());
    let right = format!("{}{below}", fitted(&right, right.len().min(room)).trim_end());
    let left = if width >= 70 { format!("{place} - {name}") } else { place };
    let line = format!("{}{right}", look.fitted(&left, width.saturating_sub(right.chars().count())));
    buffer.set_style(area, look.style(Tone::Bar));
    put(buffer, (area.x, area.y), &look.words(&line), width, look.style(Tone::Bar));
}
