//! A report as a Word document: valid by the format, the same bytes each time, saying what the report says and nothing more.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it must be")]

mod support;

mod docx {
    mod arbitrary;
    mod reading;
    mod sample;
    mod valid;
}
