//! The state of the interface, and how a key changes it. Nothing here reads, writes or draws.

mod adding;
mod commanding;
mod drafting;
mod editing;
mod filtering;
mod leaving;
mod moving;
mod past;
mod pointing;
mod previewing;
mod rolling;
mod settling;
mod several;
mod taking;
mod triaging;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use self::triaging::triage_in;
use super::browse::Browse;
use super::command::Command;
use super::confirm::Confirm;
use super::deciding::Deciding;
use super::detail::{self, Trail};
use super::drafting::Unfinished;
use super::effect::Effect;
use super::form::Form;
use super::keymap::{self, Context};
use super::look::Letters;
use super::naming::Naming;
use super::overview;
use super::palette::Palette;
use super::pick::Pick;
use super::preview::Preview;
use super::reports::Reports;
use super::rolling::{Asked, Rolling};
use super::settings::Settings;
use super::sheet::Sheet;
use super::terminal::press::Press;
use super::triage::Triage;
use super::undo::Undo;
use crate::model::{Book, Id};
use crate::report::{Pane, Since, Summary, detail as detail_of, summarise};
use filtering::Filtering;

/// The state of the interface.
pub(crate) struct App {
    pub(crate) settings: Settings,
    /// The day that counts as today.
    pub(crate) today: NaiveDate,
    pub(crate) book: Book,
    pub(crate) summary: Summary,
    pub(crate) size: (u16, u16),
    pub(crate) pane: Pane,
    panes: BTreeMap<Pane, Browse>,
    /// The chosen stop of the overview.
    overview: usize,
    /// Since when the pane of changes tells, where somebody has named it.
    since: Option<Since>,
    pub(crate) trail: Trail,
    /// What stands over the panes; the last has the keys.
    pub(crate) dialogs: Vec<Dialog>,
    pub(crate) notice: Option<Notice>,
    /// What others have saved last, in words, until the next key.
    pub(crate) news: Option<String>,
    undo: Undo,
    /// The triage that a search has interrupted.
    interrupted: Option<Triage>,
    /// Where the last click put the cursor on something, if nothing else was done since.
    clicked: Option<(u16, u16)>,
}

/// Something that stands over the panes and has the keys.
pub(crate) enum Dialog {
    /// The help of a context, and its chosen line.
    Help(Context, usize),
    /// The line of the filter.
    Filter(Filtering),
    Form(Box<Form>),
    /// A list to pick from for the form below.
    Pick(Pick),
    /// Whether to keep what was typed in the form below.
    Ask,
    /// What a change of several records will do.
    Confirm(Confirm),
    Triage(Triage),
    Unfinished(Unfinished),
    Palette(Palette),
    Preview(Preview),
    /// The plans to which the year can be rolled.
    NewPlan(Pick),
    Rolling(Box<Rolling>),
    /// Two versions of a record.
    Deciding(Box<Deciding>),
    Reports(Reports),
    /// The name of the file that the text below goes to, or that is brought in.
    Name(Naming),
}

impl Dialog {
    /// The list to pick from, where it is one.
    pub(super) fn pick_mut(&mut self) -> Option<&mut Pick> {
        match self {
            Self::Pick(pick)
            | Self::NewPlan(pick)
            | Self::Palette(Palette { pick, .. })
            | Self::Reports(Reports { pick, .. }) => Some(pick),
            Self::Rolling(rolling) => rolling.pick_mut(),
            _ => None,
        }
    }
}

/// Words about what happened, until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    pub(crate) words: String,
    pub(crate) is_failure: bool,
}

impl App {
    pub(crate) fn new(book: Book, settings: Settings, size: (u16, u16)) -> Self {
        let today = settings.calendar.today(&book);
        let summary = summarise(&book, today);
        let panes = Pane::ALL.map(|pane| (pane, Browse::new(pane, settings.look.letters))).into();
        let mut app = Self {
            settings,
            today,
            book,
            summary,
            size,
            pane: Pane::Overview,
            panes,
            overview: 0,
            since: None,
            trail: Trail::default(),
            dialogs: Vec::new(),
            notice: None,
            news: None,
            undo: Undo::default(),
            interrupted: None,
            clicked: None,
        };
        app.refresh();
        app
    }

    /// Turns to the day that counts as today, where midnight has passed or the store has pinned another.
    /// Tells whether it did.
    pub(crate) fn turn_day(&mut self) -> bool {
        let today = self.settings.calendar.today(&self.book);
        if today == self.today {
            return false;
        }
        let pointed_at = self.pointed_at();
        self.today = today;
        self.summary = summarise(&self.book, today);
        self.refresh();
        self.point_at_again(pointed_at.as_ref());
        true
    }

    /// Where keys go.
    pub(crate) fn context(&self) -> Context {
        match self.dialogs.last() {
            Some(Dialog::Help(..)) => Context::Help,
            Some(Dialog::Filter(_)) => Context::Filter,
            Some(Dialog::Form(form)) => match form.field() {
                Some(field) if field.has_lines() => Context::Text,
                _ if form.is_quick() => Context::Quick,
                _ => Context::Form,
            },
            Some(Dialog::Pick(_) | Dialog::NewPlan(_)) => Context::Pick,
            Some(Dialog::Rolling(rolling)) => match rolling.asked {
                Asked::Nothing => Context::Roll,
                Asked::Reason(..) | Asked::Title(..) => Context::RollWords,
                Asked::By(..) => Context::Pick,
                Asked::Sure | Asked::Leave => Context::RollAsk,
            },
            Some(Dialog::Ask) => Context::Ask,
            Some(Dialog::Confirm(confirm)) if confirm.can_be() => Context::Confirm,
            Some(Dialog::Confirm(_)) => Context::Untaken,
            Some(Dialog::Triage(triage)) if triage.here().is_none() => Context::TriageOver,
            Some(Dialog::Triage(_)) => Context::Triage,
            Some(Dialog::Unfinished(unfinished)) if unfinished.asks => Context::Discarding,
            Some(Dialog::Unfinished(_)) => Context::Unfinished,
            Some(Dialog::Palette(_) | Dialog::Reports(_)) => Context::Palette,
            Some(Dialog::Preview(_)) => Context::Preview,
            Some(Dialog::Deciding(_)) => Context::Deciding,
            Some(Dialog::Name(_)) => Context::Name,
            None if self.trail.here().is_some() => Context::Detail,
            None => Context::Browse,
        }
    }

    /// The pane that is shown, where it is a list.
    pub(crate) fn browse(&self) -> Option<&Browse> {
        self.panes.get(&self.pane).filter(|browse| browse.pane != Pane::Overview)
    }

    pub(super) fn browse_mut(&mut self) -> Option<&mut Browse> {
        self.panes.get_mut(&self.pane).filter(|browse| browse.pane != Pane::Overview)
    }

    /// The overview as it is shown, and its chosen stop.
    pub(crate) fn overview(&self) -> (Sheet, usize) {
        let (width, height) = super::view::list_size(self);
        (overview::sheet(&self.summary, width, height), self.overview)
    }

    /// The record that is shown, as a sheet of this width.
    pub(crate) fn record_sheet(&self, id: &Id, width: usize) -> Option<Sheet> {
        let mut detail = detail_of(&self.book, id, self.today)?;
        if self.settings.look.letters == Letters::Ascii {
            detail::put_in_ascii(&mut detail);
        }
        Some(detail::sheet(&detail, &self.book, width))
    }

    /// The record that a command is about: the one to be decided on, the one on screen, else the one the cursor is on.
    pub(crate) fn chosen(&self) -> Option<Id> {
        if let Some(triage) = self.triage() {
            return triage.here().cloned();
        }
        match self.trail.here() {
            Some((id, _)) => Some(id.clone()),
            None => self.pointed_at(),
        }
    }

    /// The record the cursor of the pane is on.
    pub(crate) fn pointed_at(&self) -> Option<Id> {
        if let Some(browse) = self.browse() {
            browse.chosen_id().cloned()
        } else {
            let (sheet, chosen) = self.overview();
            sheet.way(chosen).cloned()
        }
    }

    /// One key.
    pub(crate) fn press(&mut self, press: Press) -> Option<Effect> {
        (self.notice, self.news, self.clicked) = (None, None, None);
        let context = self.context();
        if let Some(command) = keymap::command(context, press).filter(|command| !self.is_typed(*command)) {
            return self.command(command);
        }
        self.typed(press);
        None
    }

    /// Whether a key that moves between fields, or to an end of a list, moves within what is typed instead.
    fn is_typed(&mut self, command: Command) -> bool {
        if let Some(pick) = self.dialogs.last_mut().and_then(Dialog::pick_mut) {
            return pick.is_narrowed() && matches!(command, Command::First | Command::Last);
        }
        let Some(Dialog::Form(form)) = self.dialogs.last() else { return false };
        let Some(field) = form.field().filter(|field| field.has_lines()) else { return false };
        let row = field.area.cursor().0;
        let last = field.area.lines().len().saturating_sub(1);
        match command {
            Command::PreviousField => row > 0,
            Command::NextField => row < last,
            _ => false,
        }
    }

    /// Pasted text goes into what is typed into, and is never taken for keys.
    pub(crate) fn paste(&mut self, text: &str) {
        (self.notice, self.news) = (None, None);
        if let Some(pick) = self.dialogs.last_mut().and_then(Dialog::pick_mut) {
            return pick.paste(text);
        }
        match self.dialogs.last_mut() {
            Some(Dialog::Form(form)) => form.paste(text),
            Some(Dialog::Filter(_)) => self.paste_filter(text),
            Some(Dialog::Name(naming)) => naming.typed.paste(text),
            Some(Dialog::Rolling(rolling)) if rolling.is_typed_into() => rolling.paste(text),
            _ => self.notice = Some(Notice::failure("Text can be pasted only into a form or a filter")),
        }
    }

    /// The window has another size.
    pub(crate) fn resized(&mut self, size: (u16, u16)) {
        if size == self.size {
            return;
        }
        let pointed_at = self.pointed_at();
        self.size = size;
        self.point_at_again(pointed_at.as_ref());
    }

    /// What was typed that is no command.
    fn typed(&mut self, press: Press) {
        if let Some(pick) = self.dialogs.last_mut().and_then(Dialog::pick_mut) {
            return pick.press(press);
        }
        match self.dialogs.last_mut() {
            Some(Dialog::Form(form)) => form.press(press),
            Some(Dialog::Filter(_)) => self.type_filter(press),
            Some(Dialog::Name(naming)) => _ = naming.typed.press(press),
            Some(Dialog::Rolling(rolling)) => rolling.press(press),
            _ => {}
        }
    }

    /// Brings what is listed up to date with the book and the day.
    fn refresh(&mut self) {
        if let Some(browse) = self.panes.get_mut(&self.pane) {
            browse.refresh(&self.book, self.today);
        }
        if let Some(triage) = triage_in(&mut self.dialogs) {
            triage.refresh(&self.book, self.today);
        }
    }
}

impl Notice {
    pub(crate) fn told(words: impl Into<String>) -> Self {
        Self { words: words.into(), is_failure: false }
    }

    pub(crate) fn failure(words: impl Into<String>) -> Self {
        Self { words: words.into(), is_failure: true }
    }
}
