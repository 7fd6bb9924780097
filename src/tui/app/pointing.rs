//! The mouse: the wheel is the keys that move, a click puts the cursor where it points, and a click on what is chosen
//! already does what Enter does; so does a second click in the same place, though the list may have moved under it.

use super::{App, Dialog};
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::keymap::Context;
use crate::tui::terminal::mouse::Gesture;
use crate::tui::view::{self, Hit};

impl App {
    /// One thing done with the mouse.
    pub(crate) fn mouse(&mut self, gesture: Gesture) -> Option<Effect> {
        (self.notice, self.news) = (None, None);
        let clicked = self.clicked.take();
        let command = match (gesture, self.context()) {
            (Gesture::Click(column, row), _) if clicked == Some((column, row)) => self.enter_command(),
            (Gesture::Click(column, row), _) => {
                let hit = view::hit(self, column, row)?;
                if !self.click(hit) {
                    self.clicked = Some((column, row)).filter(|_| !matches!(hit, Hit::Help(_)));
                    return None;
                }
                self.enter_command()
            }
            (Gesture::WheelUp, Context::Form | Context::Text | Context::Quick) => Command::PreviousField,
            (Gesture::WheelDown, Context::Form | Context::Text | Context::Quick) => Command::NextField,
            (Gesture::WheelUp, _) => Command::Up,
            (Gesture::WheelDown, _) => Command::Down,
        };
        self.command(command)
    }

    fn enter_command(&self) -> Command {
        if self.dialogs.is_empty() { Command::Open } else { Command::Accept }
    }

    /// Puts the cursor on what was hit, and tells whether it was there already.
    fn click(&mut self, hit: Hit) -> bool {
        match hit {
            Hit::Pane(number) => {
                let was_on_pane = self.trail.here().is_none();
                self.trail.clear();
                self.point_at(number) == number && was_on_pane
            }
            Hit::Record(stop) => {
                let before = self.trail.here().map(|(_, stop)| stop);
                if before.is_none() {
                    self.open();
                }
                self.trail.choose(stop);
                before == Some(stop)
            }
            Hit::Option(number) => {
                let Some(pick) = self.dialogs.last_mut().and_then(Dialog::pick_mut) else { return false };
                std::mem::replace(&mut pick.chosen, number) == number
            }
            Hit::Help(line) => {
                if let Some(Dialog::Help(_, chosen)) = self.dialogs.last_mut() {
                    *chosen = line;
                }
                false
            }
        }
    }

    /// Puts the cursor of the pane on the row or stop of this number, and gives the one it was on.
    fn point_at(&mut self, number: usize) -> usize {
        match self.browse_mut() {
            Some(browse) => browse.point_at(number),
            None => std::mem::replace(&mut self.overview, number),
        }
    }
}
