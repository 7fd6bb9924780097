//! The guard over the terminal alone: shows each input as it comes.
//!
//! `q` quits, `p` panics here and `t` on another thread, `z` suspends, `w` waits for ever, `c` sends a text to the clipboard,
//! `C` one that is too long, `l` gives the terminal back and then sends one, and `o` lends the terminal to a shell that runs
//! the second argument. Where a file is named, what an end by signal, hang-up or panic has to do is a line that is added to
//! it. `--mouse` takes the mouse.
#![allow(clippy::panic, reason = "a panic is one of the ends that it is for")]

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{env, thread};

use csp_lead::tui::terminal::ending::Ending;
use csp_lead::tui::terminal::input::{Input, Inputs, Wire};
use csp_lead::tui::terminal::mouse::Mouse;
use csp_lead::tui::terminal::{Terminal, leave, panics, signals};
use ratatui::text::{Line, Text};
use ratatui::widgets::Widget;

/// What is sent to the clipboard.
const TEXT: &str = "Tŷ £5\n";

fn main() -> io::Result<()> {
    let (options, files): (Vec<_>, Vec<_>) = env::args_os().skip(1).partition(|argument| argument == "--mouse");
    let mouse = if options.is_empty() { Mouse::Free } else { Mouse::Taken };
    let file = files.first().map(PathBuf::from);
    let ending = Ending::new(move || file.iter().for_each(|file| add_line(file)));
    panics::restore_on_panic(&ending);
    signals::watch(&ending)?;
    let mut terminal = Terminal::enter(mouse)?;
    let mut inputs = Inputs::listen(Wire::Local, mouse)?;
    show(&mut terminal, &mut inputs).or_else(|_| ending.by_hang_up())
}

fn add_line(file: &Path) {
    let opened = OpenOptions::new().create(true).append(true).open(file);
    opened.and_then(|mut file| file.write_all(b"ended\n")).ok();
}

fn show(terminal: &mut Terminal, inputs: &mut Inputs) -> io::Result<()> {
    let mut seen = Vec::new();
    let mut waits = false;
    loop {
        let (columns, rows) = terminal.size();
        let mut lines = vec![format!("{columns}x{rows}, {} inputs", seen.len())];
        lines.extend(seen.iter().rev().take(20).rev().cloned());
        terminal.draw(|buffer| {
            let text: Text<'_> = lines.iter().map(|line| Line::raw(line.as_str())).collect();
            text.render(buffer.area, buffer);
            None
        })?;
        if waits {
            thread::sleep(Duration::MAX);
        }
        let mut next = inputs.next(None)?;
        while let Some(input) = next {
            seen.push(told(&input));
            if let Input::Press(press) = input {
                match press.to_string().as_str() {
                    "q" => return Ok(()),
                    "p" => panic!("as it was asked for \u{1b}[31m"),
                    "t" => drop(thread::spawn(|| panic!("as it was asked for \u{1b}[31m"))),
                    "z" => terminal.suspend()?,
                    "o" => drop(
                        terminal.outside(|| Command::new("/bin/sh").arg("-c").args(env::args_os().nth(2)).status())?,
                    ),
                    "w" => waits = true,
                    "c" => terminal.to_clipboard(TEXT)?,
                    "C" => seen.extend(terminal.to_clipboard(&"x".repeat(100_001)).err().map(|why| why.to_string())),
                    "l" => {
                        leave();
                        terminal.to_clipboard(TEXT)?;
                        return Ok(());
                    }
                    _ => {}
                }
            }
            next = inputs.next(Some(Duration::ZERO))?;
        }
    }
}

fn told(input: &Input) -> String {
    match input {
        Input::Press(press) => format!("key {press}"),
        Input::Paste(text) => {
            let ends: String = text.chars().take(3).chain(text.chars().rev().take(3)).collect();
            format!("paste of {} from and to {}", text.len(), ends.escape_debug())
        }
        Input::Mouse(gesture) => format!("mouse {gesture:?}"),
        Input::Resize => "resize".to_owned(),
    }
}
