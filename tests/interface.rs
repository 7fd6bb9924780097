//! The interface in a real terminal.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it must be")]

mod support;

mod interface {
    mod colleagues;
    mod dying;
    mod editing;
    mod ending;
    mod first_screen;
    mod forms;
    mod leaving;
    mod looking;
    mod opening;
    mod own_editor;
    mod own_pager;
    mod palettes;
    mod past;
    mod pointing;
    mod sending;
    mod slow_line;
    mod together;
    mod triage;
    mod walking;
    mod window;
}
