//! What is delivered besides the program's own code: every dependency may be used as deny.toml says, comes from crates.io,
//! and is built by the Rust that Cargo.toml names.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it must be")]

use std::process::Command;

use serde_json::Value;

const CARGO: &str = include_str!("../Cargo.toml");
const DENY: &str = include_str!("../deny.toml");
const README: &str = include_str!("../README.md");

/// The packages that are built on this machine, this one among them.
fn packages() -> Vec<Value> {
    let compiler = Command::new("rustc").arg("-vV").output().unwrap();
    let compiler = String::from_utf8(compiler.stdout).unwrap();
    let host = compiler.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    // What other machines need may not have been fetched.
    cargo.args(["metadata", "--locked", "--offline", "--format-version", "1", "--filter-platform", host]);
    let told = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let told: Value = serde_json::from_slice(&told.stdout).unwrap();
    let packages = told["packages"].as_array().unwrap().clone();
    assert!(packages.len() > 100, "{} packages", packages.len());
    packages
}

/// A package as a test names it.
fn named(package: &Value) -> String {
    format!("{} {}", package["name"].as_str().unwrap(), package["version"].as_str().unwrap())
}

/// The licences that deny.toml allows.
fn allowed() -> Vec<&'static str> {
    let list = DENY.split_once("\nallow = [\n").unwrap().1.split_once("\n]").unwrap().0;
    list.lines().map(|line| line.split('"').nth(1).unwrap()).collect()
}

/// Whether a licence's terms can be met by licences that are allowed: `MIT OR (Apache-2.0 AND Zlib)`.
fn is_met(terms: &str, allowed: &[&str]) -> bool {
    let spaced = terms.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let met = any(&mut words, allowed);
    assert_eq!(words.next(), None, "{terms} is not understood");
    met
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any(words: &mut Words<'_>, allowed: &[&str]) -> bool {
    let mut met = all(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        met |= all(words, allowed);
    }
    met
}

fn all(words: &mut Words<'_>, allowed: &[&str]) -> bool {
    let mut met = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        met &= one(words, allowed);
    }
    met
}

fn one(words: &mut Words<'_>, allowed: &[&str]) -> bool {
    let mut word = words.next().unwrap().to_owned();
    if word == "(" {
        let met = any(words, allowed);
        assert_eq!(words.next(), Some(")"));
        return met;
    }
    if words.next_if_eq(&"WITH").is_some() {
        word = format!("{word} WITH {}", words.next().unwrap());
    }
    allowed.contains(&word.as_str())
}

/// The numbers of a version of Rust: 1.89 and 1.89.0 are the same.
fn rust(version: &str) -> Vec<u32> {
    let mut numbers: Vec<u32> = version.split('.').map(|number| number.parse().unwrap()).collect();
    numbers.resize(3, 0);
    numbers
}

/// The oldest Rust that Cargo.toml says is enough.
fn stated() -> &'static str {
    CARGO.split_once("\nrust-version = \"").unwrap().1.split_once('"').unwrap().0
}

#[test]
fn terms_are_met_by_one_side_of_an_or_and_both_sides_of_an_and() {
    let allowed = ["MIT", "Zlib"];

    for met in ["MIT", "GPL-3.0 OR MIT", "Apache-2.0/MIT", "MIT AND Zlib", "(GPL-3.0 OR Zlib) AND MIT"] {
        assert!(is_met(met, &allowed), "{met}");
    }
    for not_met in ["GPL-3.0", "MIT AND GPL-3.0", "MIT WITH Some-exception", "(MIT OR Zlib) AND GPL-3.0"] {
        assert!(!is_met(not_met, &allowed), "{not_met}");
    }
}

#[test]
fn every_dependency_has_a_licence_that_is_allowed_and_every_licence_that_is_allowed_is_needed() {
    let (packages, allowed) = (packages(), allowed());

    let terms = |package: &Value| package["license"].as_str().unwrap_or("none stated").to_owned();
    let others: Vec<_> =
        packages.iter().filter(|it| !is_met(&terms(it), &allowed)).map(|it| (named(it), terms(it))).collect();

    assert_eq!(others, [], "whose licence deny.toml does not allow");
    for licence in &allowed {
        let rest: Vec<_> = allowed.iter().copied().filter(|other| other != licence).collect();
        assert!(packages.iter().any(|it| !is_met(&terms(it), &rest)), "nothing needs {licence}");
    }
}

#[test]
fn every_dependency_comes_from_crates_io() {
    let from = |package: &Value| package["source"].as_str().unwrap_or("this folder").to_owned();

    let mut sources: Vec<_> = packages().iter().map(from).collect();
    sources.sort();
    sources.dedup();

    assert_eq!(sources, ["registry+https://github.com/rust-lang/crates.io-index", "this folder"]);
    assert!(DENY.contains("allow-registry = [\"https://github.com/rust-lang/crates.io-index\"]"));
}

#[test]
fn no_dependency_asks_for_a_newer_rust_than_is_stated() {
    let packages = packages();

    let newest = packages.iter().filter_map(|it| Some((rust(it["rust_version"].as_str()?), named(it)))).max();

    let (newest, name) = newest.unwrap();
    assert!(newest <= rust(stated()), "{name} needs Rust {newest:?}, and Cargo.toml states {}", stated());
    assert!(README.contains(&format!("({} or later)", stated())), "the README states another Rust than Cargo.toml");
}
