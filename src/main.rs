//! `csp`: reads the arguments, the environment and the clock once, runs a command or the interface, and ends with its
//! exit code.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use csp_lead::cli::{self, Code, Output, World};

fn main() -> ExitCode {
    let (mut out, mut err) = (io::BufWriter::new(io::stdout().lock()), io::stderr().lock());
    let mut output = Output::new(&mut out, &mut err);
    let code = match cli::read(std::env::args_os(), &mut output) {
        Ok(cli) => start(&cli, &mut output),
        Err(code) => code,
    };
    ExitCode::from(code as u8)
}

fn start(cli: &cli::Cli, output: &mut Output<'_>) -> Code {
    if cli.common.ascii {
        output.use_ascii();
    }
    let world = world();
    let ended = match &cli.command {
        Some(command) => cli::run(command, &cli.common, &world, output),
        None => Ok(Code::Done),
    };
    ended.unwrap_or_else(|failure| {
        if !failure.message.is_empty() {
            output.say(&format!("csp: {}", failure.message));
        }
        failure.code
    })
}

/// The clock, the officer and the terminal, read this once.
#[allow(clippy::disallowed_methods, reason = "only main reads the clock")]
fn world() -> World {
    let columns = || {
        let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
        Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
    };
    World {
        clock: chrono::Local::now().date_naive(),
        officer: officer(),
        width: io::stdout().is_terminal().then(|| columns().unwrap_or(80)),
    }
}

/// The name that updates and ratings carry: as `CSP_OFFICER` says, else the login name.
fn officer() -> String {
    let named = std::env::var("CSP_OFFICER").ok().filter(|name| !name.trim().is_empty());
    let login = || nix::unistd::User::from_uid(nix::unistd::getuid()).ok().flatten().map(|user| user.name);
    named.or_else(login).or_else(|| std::env::var("USER").ok()).unwrap_or_else(|| "unknown officer".to_owned())
}
