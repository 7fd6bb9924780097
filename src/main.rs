//! `csp`: reads the arguments, the environment and the clock once, runs a command or the interface, and ends with its
//! exit code.

use std::env;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use chrono::NaiveDateTime;
use csp_lead::cli::{self, Cli, Code, Color, Config, Failure, Output, World};
use csp_lead::editor::{Editor, kept};
use csp_lead::store::draft::Drafts;
use csp_lead::store::place::{self, Chosen, choose};
use csp_lead::store::{Folder, Seed, Store, StoreError, begin_history, init};
use csp_lead::tui::{
    self, Access, Calendar, Letters, Look, Mouse, NamedStore, Pager, Palette, Settings, Unsaved, Wire,
};

fn main() -> ExitCode {
    outlive_limits();
    let (mut out, mut err) = (io::stdout(), io::stderr());
    let mut output = Output::new(&mut out, &mut err);
    let arguments: Vec<_> = env::args_os().collect();
    let ended = cli::read(&arguments, &mut output).and_then(|cli| start(cli, &mut output));
    let code = ended.unwrap_or_else(|failure| {
        if !failure.message.is_empty() {
            output.say(&format!("csp: {}", failure.message));
        }
        failure.code
    });
    ExitCode::from(code as u8)
}

/// A limit on the size of a file is an error of the write that meets it, as a full disk is, and not the end of the program.
fn outlive_limits() {
    drop(signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default()));
}

fn start(mut cli: Cli, output: &mut Output<'_>) -> Result<Code, Failure> {
    let config = Config::read()?;
    cli.common.ascii |= config.ascii;
    if cli.common.ascii {
        output.use_ascii();
    }
    let of_variable = env::var_os("CSP_STORE").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let named = cli.common.store.clone().filter(|store| of_variable.as_ref() != Some(store));
    if let Some(store) = &named {
        output.name_store(store);
    }
    cli.common.store = cli.common.store.or(of_variable).or_else(|| config.store());
    let world = world(&config);
    match &cli.command {
        Some(command) => cli::run(command, &cli.common, &world, output),
        None => interface(&cli, named, &config, world),
    }
}

#[allow(clippy::disallowed_methods, reason = "only main reads the clock")]
fn clock() -> NaiveDateTime {
    chrono::Local::now().naive_local()
}

/// The clock, the officer and the terminal, read this once.
fn world(config: &Config) -> World {
    let columns = || {
        let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
        Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
    };
    World {
        clock: clock().date(),
        officer: officer(config),
        editor: variable("VISUAL").or_else(|| variable("EDITOR")),
        width: io::stdout().is_terminal().then(|| columns().unwrap_or(80)),
        watched: io::stderr().is_terminal(),
        sync_timeout: config.sync_timeout(),
    }
}

/// The name that updates and ratings carry: as `CSP_OFFICER` says, else the settings, else the login name.
fn officer(config: &Config) -> String {
    let login = || nix::unistd::User::from_uid(nix::unistd::getuid()).ok().flatten().map(|user| user.name);
    let stated = config.officer.clone().filter(|name| !name.trim().is_empty());
    variable("CSP_OFFICER")
        .or(stated)
        .or_else(login)
        .or_else(|| variable("USER"))
        .unwrap_or_else(|| "unknown officer".to_owned())
}

/// A variable of the environment, if it says anything.
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// Opens the interface: on the store that is meant, which may have been named on the command line, or on a sample of one's own
/// where there is none yet.
fn interface(cli: &Cli, named: Option<PathBuf>, config: &Config, world: World) -> Result<Code, Failure> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Failure::new(
            Code::Usage,
            "the interface needs a terminal. Next: csp summary prints the same in plain text",
        ));
    }
    if variable("TERM").is_none_or(|term| term == "dumb") {
        return Err(Failure::new(
            Code::Usage,
            "this terminal cannot place text (TERM). Next: csp summary prints the same in plain text",
        ));
    }
    let look = look(cli, config)?;
    let (path, is_sample) = match choose(cli.common.store.as_deref())? {
        Chosen::Store(path) => (path, false),
        Chosen::None { sample, .. } => {
            match init(&sample, Seed::Sample, None) {
                // A sample without a history does for trying things in.
                Ok(_) => drop(begin_history(&sample, &world.officer)),
                Err(StoreError::AlreadyAStore(_)) => {}
                Err(error) => return Err(error.into()),
            }
            (sample, true)
        }
    };
    let mut store = Folder::open(&path, &world.officer)?;
    store.end_broken_sync();
    store.sync_within(config.sync_timeout());
    let may_save = store.may_save();
    if may_save.is_ok() {
        // Who may not write saves nothing that would have to come into history.
        store.keep_history_behind();
    }
    let access = match (may_save, is_sample) {
        (Err(why), _) => Access::ReadOnly(why.to_string()),
        (Ok(()), true) => Access::Sample,
        (Ok(()), false) => Access::Own,
    };
    store.glance(); // what happens from here on is seen by the next glance
    let book = store.load()?;
    let calendar = Calendar { named: cli::as_at(&cli.common, world.clock)?, clock };
    let wire = if variable("SSH_CONNECTION").is_some() { Wire::Ssh } else { Wire::Local };
    let editor = place::state()
        .map_err(|error| error.to_string())
        .and_then(|state| Editor::named(world.editor.as_deref(), state).map_err(|error| error.to_string()));
    let pager = Pager::named(variable("PAGER").as_deref());
    let look_every = config.look_every();
    let named = named.map(|store| NamedStore { store, put_into: cli::with_store });
    let settings = Settings { calendar, officer: world.officer, look, look_every, access, editor, pager, named };
    let takes_mouse = cli.interface.mouse || (config.mouse && variable("CSP_MOUSE").is_none());
    let mouse = if takes_mouse { Mouse::Taken } else { Mouse::Free };
    let unsaved = place::state().map_or_else(
        |_| Unsaved::default(),
        |state| Unsaved { drafts: Some(Drafts::open(&state.join("drafts"), store.path())), texts: kept(&state) },
    );
    tui::run(&mut store, book, unsaved, settings, wire, mouse)
        .map_err(|error| Failure::new(Code::NotSaved, format!("the terminal: {error}")))?;
    Ok(Code::Done)
}

/// What the terminal can show and how, as the arguments, the environment and the settings say.
fn look(cli: &Cli, config: &Config) -> Result<Look, Failure> {
    let palette = palette(cli, config)?;
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable).unwrap_or_default().to_lowercase();
    let unicode = locale.contains("utf-8") || locale.contains("utf8");
    let letters = if unicode && !cli.common.ascii { Letters::Unicode } else { Letters::Ascii };
    Ok(Look { palette, letters })
}

/// The palette: as `--palette` says, else `--color`, else `CSP_PALETTE`, else the settings, else `NO_COLOR` and TERM.
fn palette(cli: &Cli, config: &Config) -> Result<Palette, Failure> {
    let plain =
        variable("NO_COLOR").is_some() || variable("TERM").is_some_and(|term| term.starts_with("vt") || term == "ansi");
    let of_terminal = if plain { Palette::Mono } else { Palette::Colour };
    let named = match (cli.interface.palette, cli.common.color) {
        (Some(named), _) => Some(named),
        (None, Color::Always) => Some(cli::Palette::Colour),
        (None, Color::Never) => Some(cli::Palette::Mono),
        (None, Color::Auto) => {
            let of_variable = variable("CSP_PALETTE").map(|named| cli::Palette::of_variable(&named)).transpose()?;
            of_variable.or(config.palette)
        }
    };
    Ok(match named {
        None | Some(cli::Palette::Auto) => of_terminal,
        Some(cli::Palette::Colour) => Palette::Colour,
        Some(cli::Palette::Mono) => Palette::Mono,
        Some(cli::Palette::HighContrast) => Palette::HighContrast,
    })
}
