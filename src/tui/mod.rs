//! The interface: state, keys and drawing, with the store and the terminal at the edges.
//!
//! A key's way: `terminal::input` -> `terminal::press` -> `keymap` -> `command` -> `app`, which changes its state or returns an `effect`;
//! `effect::perform` does it, `app` takes in the reply, and `view` draws the state. A part that has state and drawing of
//! its own is a file or a folder of that name.

mod app;
mod bar;
mod browse;
mod change;
mod command;
mod confirm;
mod deciding;
mod detail;
mod drafting;
mod effect;
mod form;
mod help;
mod keymap;
mod look;
mod naming;
mod overview;
mod pager;
mod palette;
mod pick;
mod preview;
mod put;
mod reports;
mod rolling;
#[cfg(test)]
mod session;
mod settings;
mod sheet;
pub mod terminal;
#[cfg(test)]
mod tests;
mod triage;
mod typed_line;
mod typing;
mod undo;
mod view;

use std::io;
use std::time::{Duration, Instant};

pub use drafting::Unsaved;
pub use look::{Letters, Look, Palette};
pub use pager::Pager;
pub use settings::{Access, Calendar, NamedStore, Settings};
pub use terminal::input::Wire;
pub use terminal::mouse::Mouse;

use crate::model::Book;
use crate::store::Store;
use app::App;
use drafting::Drafting;
use effect::{Effect, Reply, behind, look, perform, sent};
use terminal::ending::Ending;
use terminal::input::{Input, Inputs};
use terminal::{Terminal, panics, signals};

/// Runs the interface over a store until the officer quits. The terminal is given back however it ends, and what is typed
/// and not saved is kept; what was `unsaved` before is offered.
///
/// # Errors
/// There is no terminal, or it is gone.
pub fn run(
    store: &mut dyn Store,
    book: Book,
    unsaved: Unsaved,
    settings: Settings,
    wire: Wire,
    mouse: Mouse,
) -> io::Result<()> {
    let (mut drafting, skipped) = Drafting::new(unsaved);
    let keeper = drafting.keeper();
    let ending = Ending::new(move || {
        if let Some(keeper) = &keeper {
            keeper.flush();
        }
    });
    panics::restore_on_panic(&ending);
    signals::watch(&ending)?;
    let mut terminal = Terminal::enter(mouse)?;
    let mut inputs = Inputs::listen(wire, mouse)?;
    let mut app = App::new(book, settings, terminal.size());
    app.offer(drafting.left());
    if let Some(words) = skipped {
        app.settle(Reply::Failed(words));
    }
    let ended = converse(&mut app, store, &mut drafting, &mut terminal, &mut inputs).or_else(|_| ending.by_hang_up());
    drafting.finish();
    ended
}

/// Draws, sleeps until something comes or somebody else has saved, takes all that came, and draws again. The store is
/// looked at as often while keys come as while none do.
fn converse(
    app: &mut App,
    store: &mut dyn Store,
    drafting: &mut Drafting,
    terminal: &mut Terminal,
    inputs: &mut Inputs,
) -> io::Result<()> {
    let every = app.settings.look_every;
    let mut looked = Instant::now();
    loop {
        app.turn_day();
        app.resized(terminal.size());
        terminal.draw(|buffer| view::draw(app, buffer))?;
        let mut next = inputs.next(Some(every.saturating_sub(looked.elapsed())))?;
        while next.is_none() {
            looked = Instant::now();
            if is_news(app, store, drafting) {
                break;
            }
            next = inputs.next(Some(every))?;
        }
        while let Some(input) = next {
            let effect = match input {
                Input::Press(press) => app.press(press),
                Input::Mouse(gesture) => app.mouse(gesture),
                Input::Paste(text) => {
                    app.paste(&text);
                    None
                }
                Input::Resize => {
                    app.resized(terminal.size());
                    None
                }
            };
            match effect {
                Some(Effect::Quit) => return Ok(()),
                Some(Effect::Suspend) => {
                    drafting.flush(); // while it is stopped nothing can write it
                    terminal.suspend()?;
                }
                Some(Effect::Repaint) => terminal.repaint(),
                Some(Effect::Clipboard(text)) => app.settle(sent(terminal.to_clipboard(&text))?),
                Some(effect @ (Effect::EditText { .. } | Effect::Page { .. })) => {
                    app.settle(terminal.outside(|| perform(effect, store, drafting))?);
                }
                Some(effect) => app.settle(perform(effect, store, drafting)),
                None => {}
            }
            drafting.keep(app.draft());
            next = inputs.next(Some(Duration::ZERO))?;
        }
    }
}

/// Looks round, and tells whether there is something new to draw.
fn is_news(app: &mut App, store: &mut dyn Store, drafting: &mut Drafting) -> bool {
    let news = look(store, &app.book);
    let turned = app.turn_day();
    let told: Vec<_> = news.into_iter().chain(drafting.trouble().map(Reply::Failed)).chain(behind(store)).collect();
    let is_new = turned || !told.is_empty();
    for reply in told {
        app.settle(reply);
    }
    is_new
}
