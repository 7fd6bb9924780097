//! An officer at the interface, for tests: keys in, screen out, on a store in memory.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Modifier;

use super::app::{App, Calendar, Settings, Standing};
use super::effect::{Effect, perform};
use super::look::{Letters, Look, Palette};
use super::terminal::press::Press;
use super::view;
use crate::store::{Memory, Seed, Store};

/// An officer at the interface.
pub(crate) struct Session {
    pub(crate) app: App,
    pub(crate) store: Memory,
    terminal: Terminal<TestBackend>,
    pub(crate) has_quit: bool,
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

    pub(crate) fn looking(store: Memory, size: (u16, u16), look: Look) -> Self {
        let book = store.load().unwrap();
        let calendar = Calendar { named: None, clock: || chrono::NaiveDate::from_ymd_opt(2023, 3, 9).unwrap() };
        let settings = Settings {
            calendar,
            officer: "Ann".to_owned(),
            look,
            standing: Standing::Sample,
            editor: Err("no editor is named".to_owned()),
        };
        let terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
        let mut session = Self { app: App::new(book, settings, size), store, terminal, has_quit: false };
        session.draw();
        session
    }

    /// Presses keys as `jj<enter>`; each is settled before the next.
    pub(crate) fn press(&mut self, script: &str) -> &mut Self {
        for press in Press::script(script) {
            if let Some(effect) = self.app.press(press) {
                self.has_quit |= matches!(effect, Effect::Quit);
                let outcome = perform(effect, &mut self.store);
                self.app.settle(outcome);
            }
            self.draw();
        }
        self
    }

    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.app.paste(text);
        self.draw();
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
        self.terminal.draw(|frame| view::draw(frame, app)).unwrap();
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
}
