//! The annual scrutiny report of the sample, as the committee's clerk would open it.

use csp_lead::report::{Document, Extras, Template, as_docx, as_markdown, draft, scrutiny};
use csp_lead::store::{Seed, Store};

use crate::support::word::{self, Shown};

fn report() -> Document {
    let book = Seed::Sample.in_memory().load().unwrap();
    let today = book.as_at().unwrap();
    let scrutiny = scrutiny(&book, today, Extras { notes: true, contacts: true });
    draft(&Template::of("scrutiny", None), &scrutiny, &book, today).unwrap()
}

/// The words of a text in Markdown, without its marks.
fn words_of_markdown(markdown: &str) -> Vec<String> {
    let lines = markdown.lines().filter(|line| !line.starts_with("|---"));
    let said = lines.map(|line| match line.split_once(' ') {
        Some((mark, said)) if mark == ">" || mark == "-" || mark.chars().all(|letter| letter == '#') => said,
        _ => line,
    });
    // A mark that stands for itself has a backslash before it, and the others go.
    let plain = said.map(|line| line.replace("**", "").replace("\\|", "\u{1}").replace('|', " ").replace('\u{1}', "|"));
    plain.flat_map(|line| line.replace('\\', "").split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn the_scrutiny_report_is_valid_and_says_what_it_says_in_markdown() {
    let report = report();
    let bytes = as_docx(&report).unwrap();

    assert_eq!(word::complaints(&bytes), Vec::<String>::new());
    let said = word::text(&bytes).replace("Drafting note: ", "");
    let words: Vec<&str> = said.split_whitespace().collect();
    assert_eq!(words, words_of_markdown(&as_markdown(&report)));
    assert!(words.len() > 2000, "{} words", words.len());
}

#[test]
fn its_twelve_sections_are_headings() {
    let bytes = as_docx(&report()).unwrap();

    let headings: Vec<String> = word::shown(&bytes)
        .into_iter()
        .filter_map(|shown| match shown {
            Shown::Paragraph(style, text) if style == "Heading2" => {
                text.split_once(". ").map(|(number, _)| number.into())
            }
            _ => None,
        })
        .collect();
    assert_eq!(headings, (1..=12).map(|number| number.to_string()).collect::<Vec<_>>());
}
