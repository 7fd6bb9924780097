//! Each command as an officer types it: what it prints, what it says, what it ends with, and the bytes it leaves.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it must be")]

mod support;

mod commands {
    mod add;
    mod archive;
    mod check;
    mod completions;
    mod config;
    mod coverage;
    mod edit;
    mod every;
    mod examples;
    mod export;
    mod gate;
    mod history;
    mod import;
    mod init;
    mod list;
    mod man;
    mod meetings;
    mod note;
    mod report_papers;
    mod report_scrutiny;
    mod resolve;
    mod roll;
    mod set;
    mod show;
    mod summary;
    mod sync;
    mod triage;
    mod undo;
    mod unreadable;
}
