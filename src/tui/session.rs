//! An officer at the interface, for tests: keys in, screen out, on a store in memory.

use std::path::Path;
use std::time::Duration;

use chrono::NaiveDateTime;
use ratatui::backend::TestBackend;
use ratatui::style::Modifier;
use ratatui::{Frame, Terminal};
use unicode_width::UnicodeWidthStr;

use super::app::App;
use super::drafting::{Drafting, Unsaved};
use super::effect::{Effect, Reply, look, perform, sent};
use super::look::{Letters, Look, Palette};
use super::pager::Pager;
use super::settings::{Access, Calendar, Settings};
use super::terminal::mouse::Gesture;
use super::terminal::press::Press;
use super::view;
use crate::store::draft::Drafts;
use crate::store::{Memory, Seed, Store};

/// An officer at the interface.
pub(crate) struct Session {
    pub(crate) app: App,
    pub(crate) store: Memory,
    terminal: Terminal<TestBackend>,
    pub(crate) has_quit: bool,
    /// What was last sent to the clipboard of the terminal.
    pub(crate) clipboard: String,
    /// Whether the world outside of the store is out of reach: no file is written or read by name, no program run.
    pub(crate) is_apart: bool,
    drafting: Drafting,
}

/// The afternoon of the sample's day.
fn clock() -> NaiveDateTime {
    chrono::NaiveDate::from_ymd_opt(2023, 3, 9).unwrap().and_hms_opt(14, 2, 0).unwrap()
}

impl Session {
    /// The sample, at 80x24.
    pub(crate) fn sample() -> Self {
        Self::open(Seed::Sample.in_memory(), (80, 24))
    }

    pub(crate) fn open(store: Memory, size: (u16, u16)) -> Self {
        let look = Look { palette: Palette::Colour, letters: Letters::Unicode };
        Self::looking(store, size, look)
    }

    /// Ann and Bea, each at her own screen over the same store.
    pub(crate) fn two_officers(store: &Memory) -> (Self, Self) {
        (Self::of("Ann", store.of("Ann")), Self::of("Bea", store.of("Bea")))
    }

    fn of(officer: &str, store: Memory) -> Self {
        let mut session = Self::open(store, (80, 24));
        officer.clone_into(&mut session.app.settings.officer);
        session
    }

    pub(crate) fn looking(mut store: Memory, size: (u16, u16), look: Look) -> Self {
        store.glance();
        let book = store.load().unwrap();
        let calendar = Calendar { named: None, clock };
        let settings = Settings {
            calendar,
            officer: "Ann".to_owned(),
            look,
            look_every: Duration::from_secs(1),
            access: Access::Sample,
            editor: Err("no editor is named".to_owned()),
            pager: Pager::named(Some("cat")),
            named: None,
        };
        let terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
        let mut session = Self {
            app: App::new(book, settings, size),
            store,
            terminal,
            has_quit: false,
            clipboard: String::new(),
            is_apart: false,
            drafting: Drafting::default(),
        };
        session.draw();
        session
    }

    /// Presses keys as `jj<enter>`; each is settled before the next.
    pub(crate) fn press(&mut self, script: &str) -> &mut Self {
        for key in Press::script(script) {
            self.tap(key);
        }
        self
    }

    /// Presses one key, and waits until what it does is done.
    pub(crate) fn tap(&mut self, key: Press) {
        let effect = self.app.press(key);
        self.settle(effect);
    }

    /// Clicks on the first cell of these words on the screen.
    pub(crate) fn click(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        let place = screen.lines().zip(0..).find_map(|(line, row)| {
            let before = &line[..line.find(words)?];
            Some((u16::try_from(before.width()).unwrap(), row))
        });
        let (column, row) = place.unwrap_or_else(|| panic!("{words:?} is not in\n{screen}"));
        self.point(Gesture::Click(column, row))
    }

    /// Does something with the mouse.
    pub(crate) fn point(&mut self, gesture: Gesture) -> &mut Self {
        let effect = self.app.mouse(gesture);
        self.settle(effect);
        self
    }

    fn settle(&mut self, effect: Option<Effect>) {
        match effect {
            Some(Effect::Clipboard(text)) => {
                self.clipboard = text;
                self.app.settle(sent(Ok(())).unwrap());
            }
            Some(Effect::Write { path, .. }) if self.is_apart => {
                self.app.settle(Reply::Unwritten { path, why: "out of reach".to_owned() });
            }
            Some(Effect::Read { path }) if self.is_apart => {
                self.app.settle(Reply::Unread { path, why: "out of reach".to_owned() });
            }
            Some(Effect::Page { .. }) if self.is_apart => self.app.settle(Reply::Done),
            Some(effect) => {
                self.has_quit |= matches!(effect, Effect::Quit);
                let reply = perform(effect, &mut self.store, &mut self.drafting);
                self.app.settle(reply);
            }
            None => {}
        }
        self.drafting.keep(self.app.draft());
        self.draw();
    }

    /// Keeps drafts in this folder, and offers those that were left there.
    pub(crate) fn drafting_in(&mut self, folder: &Path) -> &mut Self {
        let (drafting, skipped) =
            Drafting::new(Unsaved { drafts: Some(Drafts::open(folder, folder)), texts: Vec::new() });
        self.app.offer(drafting.left());
        if let Some(words) = skipped {
            self.app.settle(Reply::Failed(words));
        }
        self.drafting = drafting;
        self.draw();
        self
    }

    /// What the interface does from time to time: it looks whether others have saved, and draws only then.
    pub(crate) fn look(&mut self) -> bool {
        let Some(news) = look(&mut self.store, &self.app.book) else { return false };
        self.app.settle(news);
        self.draw();
        true
    }

    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.app.paste(text);
        self.settle(None);
        self
    }

    pub(crate) fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.terminal.backend_mut().resize(width, height);
        self.app.resized((width, height));
        self.draw();
        self
    }

    fn draw(&mut self) {
        let app = &self.app;
        let draw = |frame: &mut Frame<'_>| {
            if let Some(at) = view::draw(app, frame.buffer_mut()) {
                frame.set_cursor_position(at);
            }
        };
        self.terminal.draw(draw).unwrap();
    }

    /// The screen as text, without the blanks at line ends.
    pub(crate) fn screen(&self) -> String {
        let buffer = self.terminal.backend().buffer();
        let row = |y: u16| -> String { (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect() };
        let rows = (0..buffer.area.height).map(|y| row(y).trim_end().to_owned());
        rows.collect::<Vec<_>>().join("\n")
    }

    /// The rows on which something is reversed, with what is: the bar, and what the cursor is on.
    pub(crate) fn reversed(&self) -> Vec<String> {
        let buffer = self.terminal.backend().buffer();
        let reversed = |x: u16, y: u16| buffer[(x, y)].modifier.contains(Modifier::REVERSED);
        let row = |y: u16| -> String {
            (0..buffer.area.width).filter(|x| reversed(*x, y)).map(|x| buffer[(x, y)].symbol()).collect()
        };
        (0..buffer.area.height).map(row).filter(|row| !row.is_empty()).map(|row| row.trim_end().to_owned()).collect()
    }

    /// How many cells take a colour from the terminal.
    pub(crate) fn uncoloured(&self) -> usize {
        let cells = &self.terminal.backend().buffer().content;
        cells.iter().filter(|cell| [cell.fg, cell.bg].contains(&ratatui::style::Color::Reset)).count()
    }
}
