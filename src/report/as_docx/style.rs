//! The styles of a Word document: what each is called, and how what stands in it looks.

use std::borrow::Cow;

use super::markup::Element;
use super::numbering::BULLETS;

/// The namespace of the parts that hold words and how they look.
pub(super) const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The style of a table, the one that is not a paragraph's.
pub(super) const TABLE_STYLE: &str = "TableGrid";

const FONT: &str = "Arial";
/// The colour of lines: 7 to 1 against white.
const LINE: &str = "595959";
/// A ground on which black words stand out by 18 to 1.
const PALE: &str = "F2F2F2";

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Normal,
    Heading1,
    Heading2,
    Heading3,
    /// A numbered paragraph of a section, `2.1`.
    Numbered1,
    /// What is numbered below it, `2.1.1`.
    Numbered2,
    /// Anything deeper.
    Numbered3,
    Bullet,
    TableHeading,
    TableText,
    /// The empty line behind a table, without which two tables would become one.
    TableEnd,
    Note,
}

impl Style {
    const ALL: [Self; 12] = [
        Self::Normal,
        Self::Heading1,
        Self::Heading2,
        Self::Heading3,
        Self::Numbered1,
        Self::Numbered2,
        Self::Numbered3,
        Self::Bullet,
        Self::TableHeading,
        Self::TableText,
        Self::TableEnd,
        Self::Note,
    ];

    /// The style of a heading. That of a document's title is a heading too, since only headings are in the outline by
    /// which a screen reader goes from one to the next.
    pub(super) fn of_heading(level: u8) -> Self {
        match level {
            0 | 1 => Self::Heading1,
            2 => Self::Heading2,
            _ => Self::Heading3,
        }
    }

    /// The style of a numbered paragraph, by the depth of its number.
    pub(super) fn of_number(number: &str) -> Self {
        match number.trim_end_matches('.').matches('.').count() {
            0 | 1 => Self::Numbered1,
            2 => Self::Numbered2,
            _ => Self::Numbered3,
        }
    }

    /// The name by which paragraphs refer to it.
    pub(super) fn id(self) -> Cow<'static, str> {
        self.name().split(' ').map(capitalised).collect::<String>().into()
    }

    /// The name that Word shows; those of Word's own styles are spelt as Word spells them.
    fn name(self) -> &'static str {
        match self {
            Self::Normal => "Normal",
            Self::Heading1 => "heading 1",
            Self::Heading2 => "heading 2",
            Self::Heading3 => "heading 3",
            Self::Numbered1 => "Numbered Paragraph 1",
            Self::Numbered2 => "Numbered Paragraph 2",
            Self::Numbered3 => "Numbered Paragraph 3",
            Self::Bullet => "List Bullet",
            Self::TableHeading => "Table Heading",
            Self::TableText => "Table Text",
            Self::TableEnd => "Table End",
            Self::Note => "Drafting Note",
        }
    }

    fn is_of_word(self) -> bool {
        matches!(self, Self::Normal | Self::Heading1 | Self::Heading2 | Self::Heading3 | Self::Bullet)
    }

    /// How its paragraphs stand.
    fn paragraph(self) -> Vec<Element> {
        match self {
            Self::Normal => vec![spacing("0", "120", "276")],
            Self::Heading1 => heading("0", "240", "0"),
            Self::Heading2 => heading("360", "120", "1"),
            Self::Heading3 => heading("240", "80", "2"),
            Self::Numbered1 => hanging("851", "851"),
            Self::Numbered2 => hanging("1871", "1020"),
            Self::Numbered3 => hanging("3118", "1247"),
            Self::Bullet => vec![
                Element::new("w:numPr").holding(Element::value("w:numId", BULLETS)),
                spacing("0", "120", "276"),
                Element::new("w:contextualSpacing"),
            ],
            Self::TableHeading => vec![Element::new("w:keepNext"), spacing("40", "40", "240")],
            Self::TableText => vec![spacing("40", "40", "240")],
            Self::TableEnd => vec![spacing("0", "60", "120")],
            Self::Note => vec![
                Element::new("w:pBdr").holding_all(
                    ["w:top", "w:left", "w:bottom", "w:right"].map(|side| border(side).with("w:space", "4")),
                ),
                shading(PALE),
                spacing("120", "120", "276"),
                Element::new("w:ind").with("w:left", "113").with("w:right", "113"),
            ],
        }
    }

    /// How its letters look, where it is not as everywhere.
    fn letters(self) -> Vec<Element> {
        match self {
            Self::Heading1 => bold("40"),
            Self::Heading2 => bold("30"),
            Self::Heading3 => bold("26"),
            Self::TableHeading => bold("22"),
            Self::TableText => size("22").into(),
            Self::TableEnd => size("12").into(),
            _ => Vec::new(),
        }
    }

    fn element(self) -> Element {
        let mut style = Element::new("w:style").with("w:type", "paragraph").with("w:styleId", self.id());
        if self == Self::Normal {
            style = style.with("w:default", "1");
        }
        if !self.is_of_word() {
            style = style.with("w:customStyle", "1");
        }
        style = style.holding(Element::value("w:name", self.name()));
        if self != Self::Normal {
            style = style.holding(Element::value("w:basedOn", Self::Normal.id()));
        }
        if matches!(self, Self::Heading1 | Self::Heading2 | Self::Heading3) {
            style = style.holding(Element::value("w:next", Self::Normal.id()));
        }
        style = style.holding(Element::new("w:qFormat"));
        style = style.holding(Element::new("w:pPr").holding_all(self.paragraph()));
        let letters = self.letters();
        if letters.is_empty() { style } else { style.holding(Element::new("w:rPr").holding_all(letters)) }
    }
}

/// The part that holds the styles.
pub(super) fn styles() -> Element {
    Element::new("w:styles")
        .with("xmlns:w", WORDS)
        .holding(defaults())
        .holding_all(Style::ALL.map(Style::element))
        .holding(grid())
}

/// A line on one side.
fn border(side: &'static str) -> Element {
    Element::value(side, "single").with("w:color", LINE).with("w:sz", "4")
}

/// A ground behind words.
pub(super) fn shading(fill: &'static str) -> Element {
    Element::value("w:shd", "clear").with("w:color", "auto").with("w:fill", fill)
}

/// The ground of a table's row of headings.
pub(super) fn heading_shading() -> Element {
    shading(PALE)
}

/// Twelve points of a plain font, in the English of the United Kingdom.
fn defaults() -> Element {
    let font = ["w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"]
        .into_iter()
        .fold(Element::new("w:rFonts"), |fonts, kind| fonts.with(kind, FONT));
    let letters =
        Element::new("w:rPr").holding(font).holding_all(size("24")).holding(Element::value("w:lang", "en-GB"));
    Element::new("w:docDefaults")
        .holding(Element::new("w:rPrDefault").holding(letters))
        .holding(Element::new("w:pPrDefault").holding(Element::new("w:pPr")))
}

/// The style of tables: every cell between lines, with air around its words.
fn grid() -> Element {
    let borders = ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"].map(border);
    let margin = |side, width: &'static str| Element::new(side).with("w:w", width).with("w:type", "dxa");
    let margins = [("w:top", "20"), ("w:left", "108"), ("w:bottom", "20"), ("w:right", "108")];
    let table = Element::new("w:tblPr")
        .holding(Element::new("w:tblBorders").holding_all(borders))
        .holding(Element::new("w:tblCellMar").holding_all(margins.map(|(side, width)| margin(side, width))));
    Element::new("w:style")
        .with("w:type", "table")
        .with("w:styleId", TABLE_STYLE)
        .holding(Element::value("w:name", "Table Grid"))
        .holding(table)
}

fn heading(before: &'static str, after: &'static str, outline: &'static str) -> Vec<Element> {
    vec![
        Element::new("w:keepNext"),
        Element::new("w:keepLines"),
        spacing(before, after, "240"),
        Element::value("w:outlineLvl", outline),
    ]
}

/// Words that begin this far from the margin, and what stands before them, in twentieths of a point.
fn hanging(left: &'static str, before: &'static str) -> Vec<Element> {
    let stop = Element::value("w:tab", "left").with("w:pos", left);
    vec![Element::new("w:tabs").holding(stop), Element::new("w:ind").with("w:left", left).with("w:hanging", before)]
}

/// Space before and after in twentieths of a point, and lines in 240ths of one.
fn spacing(before: &'static str, after: &'static str, line: &'static str) -> Element {
    let around = Element::new("w:spacing").with("w:before", before).with("w:after", after);
    around.with("w:line", line).with("w:lineRule", "auto")
}

fn bold(half_points: &'static str) -> Vec<Element> {
    let mut letters = vec![Element::new("w:b"), Element::new("w:bCs")];
    letters.extend(size(half_points));
    letters
}

fn size(half_points: &'static str) -> [Element; 2] {
    [Element::value("w:sz", half_points), Element::value("w:szCs", half_points)]
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
