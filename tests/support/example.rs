//! A program of `examples/`, built as it is now: a test that is run alone does not build it.

use std::path::PathBuf;
use std::process::Command;

/// Builds an example, and tells where it is.
pub(crate) fn built(name: &str) -> PathBuf {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--offline", "--quiet", "--example", name, "--message-format", "json"]);
    cargo.args((!cfg!(debug_assertions)).then_some("--release"));
    let built = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    let told = String::from_utf8(built.stdout).unwrap();
    let mut told = told.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let program = told.find_map(|it| it["executable"].as_str().map(PathBuf::from));
    program.unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&built.stderr)))
}
