//! Each command as an officer types it: what it prints, what it says, what it ends with, and the bytes it leaves.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it must be")]

mod support;

mod commands {
    mod add;
    mod archive;
    mod check;
    mod coverage;
    mod edit;
    mod every;
    mod init;
    mod list;
    mod meetings;
    mod note;
    mod report_scrutiny;
    mod set;
    mod show;
    mod summary;
    mod triage;
    mod unreadable;
}
