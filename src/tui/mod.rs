//! The interface: state, keys and drawing, with the store and the terminal at the edges.
//!
//! A key's way: `terminal::input` -> `terminal::press` -> `keymap` -> `command` -> `app`, which changes its state or returns an `effect`;
//! `effect::perform` does it, `app` takes in the outcome, and `view` draws the state. A part that has state and drawing of
//! its own is a file or a folder of that name.

mod app;
mod browse;
mod command;
mod detail;
mod effect;
mod form;
mod help;
mod keymap;
mod look;
mod overview;
mod pick;
#[cfg(test)]
mod session;
mod sheet;
pub mod terminal;
#[cfg(test)]
mod tests;
mod typing;
mod view;

use std::io;
use std::time::Duration;

pub use app::{Calendar, Settings, Standing};
pub use look::{Letters, Look, Palette};
pub use terminal::input::Wire;

use crate::model::Book;
use crate::store::Store;
use app::App;
use effect::{Effect, perform};
use terminal::ending::Ending;
use terminal::input::{Input, Inputs};
use terminal::{Terminal, panics, signals};

/// Runs the interface over a store until the officer quits. The terminal is given back however it ends.
///
/// # Errors
/// There is no terminal, or it is gone.
pub fn run(store: &mut dyn Store, book: Book, settings: Settings, wire: Wire) -> io::Result<()> {
    let ending = Ending::new(|| {});
    panics::restore_on_panic(&ending);
    signals::watch(&ending)?;
    let mut terminal = Terminal::enter()?;
    let mut inputs = Inputs::listen(wire)?;
    let mut app = App::new(book, settings, terminal.size());
    converse(&mut app, store, &mut terminal, &mut inputs).or_else(|_| ending.by_hang_up())
}

/// Draws, sleeps until something comes, takes all that came, and draws again.
fn converse(app: &mut App, store: &mut dyn Store, terminal: &mut Terminal, inputs: &mut Inputs) -> io::Result<()> {
    loop {
        app.turn_day();
        app.resized(terminal.size());
        terminal.draw(|frame| view::draw(frame, app))?;
        let mut next = inputs.next(None)?;
        while let Some(input) = next {
            match input {
                Input::Press(press) => match app.press(press) {
                    Some(Effect::Quit) => return Ok(()),
                    Some(Effect::Suspend) => terminal.suspend()?,
                    Some(Effect::Repaint) => terminal.repaint(),
                    Some(effect @ Effect::EditText { .. }) => app.settle(terminal.outside(|| perform(effect, store))?),
                    Some(effect) => app.settle(perform(effect, store)),
                    None => {}
                },
                Input::Paste(text) => app.paste(&text),
                Input::Resize => app.resized(terminal.size()),
            }
            next = inputs.next(Some(Duration::ZERO))?;
        }
    }
}
