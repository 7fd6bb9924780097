//! That a document is what the format says it is, down to the order of elements; and that the check would see it if not.

use csp_lead::report::{Document, as_docx};
use proptest::prelude::*;

use super::arbitrary::{any_document, document, everything, table};
use crate::support::word::{self, Package, complaints_about_part};

fn complaints(document: &Document) -> Vec<String> {
    word::complaints(&as_docx(document).unwrap())
}

#[test]
fn a_document_with_everything_in_it_is_valid() {
    assert_eq!(complaints(&everything()), Vec::<String>::new());
}

#[test]
fn a_document_with_nothing_in_it_is_valid_too() {
    assert_eq!(complaints(&Document::default()), Vec::<String>::new());
    assert_eq!(complaints(&document([table(&[], &[]), table(&[], &[&[], &[]])])), Vec::<String>::new());
}

#[test]
fn rows_that_are_too_short_or_too_long_lose_nothing() {
    let ragged = document([table(&["A", "B"], &[&["one"], &["one", "two", "three"]])]);

    assert_eq!(complaints(&ragged), Vec::<String>::new());
    assert_eq!(word::text(&as_docx(&ragged).unwrap()), "A\tB\t\none\t\t\none\ttwo\tthree\n\n");
}

#[test]
fn it_holds_the_parts_that_it_needs_and_no_others() {
    let package = Package::open(&as_docx(&everything()).unwrap()).unwrap();

    assert_eq!(
        package.paths(),
        [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/numbering.xml",
            "word/settings.xml",
            "word/styles.xml",
        ]
    );
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let first = as_docx(&everything()).unwrap();
    let elsewhere = std::thread::spawn(|| as_docx(&everything()).unwrap()).join().unwrap();

    assert_eq!(first, elsewhere);
    assert_eq!(&first[..4], b"PK\x03\x04");
    let first_path = &first[30..49];
    assert_eq!(first_path, b"[Content_Types].xml", "some readers look at the first part only");
}

#[test]
fn the_check_sees_what_is_out_of_order_missing_unknown_or_of_the_wrong_type() {
    let package = Package::open(&as_docx(&everything()).unwrap()).unwrap();

    for (path, from, to) in [
        ("word/document.xml", "<w:cantSplit/><w:tblHeader/>", "<w:tblHeader/><w:cantSplit/>"),
        ("word/document.xml", "<w:b/><w:bCs/>", "<w:bCs/><w:b/>"),
        ("word/document.xml", "<w:r><w:tab/></w:r>", "<w:r><w:fldChar/></w:r>"),
        ("word/document.xml", "<w:r><w:tab/></w:r>", "<w:r><w:tab/>words</w:r>"),
        ("word/document.xml", "<w:r><w:tab/></w:r>", "<w:r><tab/></w:r>"),
        ("word/document.xml", "w:type=\"dxa\"", "w:type=\"cm\""),
        ("word/document.xml", "w:w=\"11906\"", "w:w=\"wide\""),
        ("word/document.xml", "w:h=\"16838\"", ""),
        ("word/document.xml", "<w:tblHeader/>", "<w:tblHeader w:id=\"1\"/>"),
        ("word/document.xml", "</w:body>", "<w:p/></w:body>"),
        ("word/document.xml", "wordprocessingml/2006/main", "wordprocessingml/2006/other"),
        ("word/document.xml", "</w:body>", "</w:document>"),
        ("word/document.xml", "Fraud", "&fraud;"),
        ("word/document.xml", "Fraud", "\u{1b}"),
        ("word/document.xml", "<w:body>", "<!DOCTYPE x><w:body>"),
        ("word/styles.xml", "<w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>", "<w:szCs w:val=\"24\"/><w:sz w:val=\"24\"/>"),
        ("word/styles.xml", "w:val=\"en-GB\"", "w:val=\"ja-JP\""),
        ("word/numbering.xml", "w:numId=\"1\"", "w:numId=\"one\""),
        ("_rels/.rels", "Target=", "TargetMode=\"External\" Target="),
        ("docProps/core.xml", "<dc:language>", "<dc:creator>unknown</dc:creator><dc:language>"),
    ] {
        let xml = package.text(path);
        assert!(xml.contains(from), "{path} holds no {from}");
        assert_eq!(complaints_about_part(path, xml), Vec::<String>::new());
        assert_ne!(complaints_about_part(path, &xml.replacen(from, to, 1)), Vec::<String>::new(), "{from} as {to}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_document_is_valid(document in any_document()) {
        prop_assert_eq!(complaints(&document), Vec::<String>::new());
    }
}
