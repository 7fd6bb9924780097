//! Files as hands lay them out: remarks in every place that RON allows, fields in any order, lists in any shape.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::model::datum::{Datum, Shape};
use crate::model::{Held, Record};
use crate::store::format;

/// How a hand lays out a whole file. `#` stands in each text for the place of the field that it belongs to.
#[derive(Clone, Debug)]
pub(super) struct Hand {
    head: &'static str,
    named: bool,
    /// How many fields stand behind those that come after them in the table.
    turned: usize,
    fields: Vec<Layout>,
    last_comma: bool,
    end: &'static str,
    windows: bool,
}

/// How it lays out one field: what stands before the name, around the colon, before and behind the comma.
#[derive(Clone, Debug)]
struct Layout {
    before: &'static str,
    colon: &'static str,
    behind: &'static str,
    after: &'static str,
    list: Shelf,
}

/// How it lays out a list.
#[derive(Clone, Debug)]
struct Shelf {
    open: &'static str,
    between: &'static str,
    last: &'static str,
    raw: bool,
}

/// Any of these layouts.
pub(super) fn hand() -> impl Strategy<Value = Hand> {
    let head = select(
        &["", "\u{feff}", "// kept by hand (since 2021\n", "#![enable(implicit_some)]\n", "/* ( \" /* ) */ */ "][..],
    );
    let end = select(&["", "\n", " // the end )\n", "\n/* the end */\n\n"][..]);
    (head, any::<bool>(), 0..6_usize, vec(layout(), 1..6), any::<bool>(), end, any::<bool>()).prop_map(
        |(head, named, turned, fields, last_comma, end, windows)| Hand {
            head,
            named,
            turned,
            fields,
            last_comma,
            end,
            windows,
        },
    )
}

fn layout() -> impl Strategy<Value = Layout> {
    let before = select(
        &[
            "",
            "    ",
            "\t",
            "\n",
            "    // before#, with: ( and \"\n    ",
            "/* before# */ ",
            "\n\n  /* before#\n a: 1, */\n",
        ][..],
    );
    let colon = select(&[":", ": ", " : ", " /* is */ : ", ":\n        "][..]);
    let behind = select(&["", " ", "\t", "/* a, b: ( */", " /* \" */ ", "\n"][..]);
    let after = select(&["\n", " // after#, ) ]\n", "\n\n", " ", "", " /* after# , */ \n", " /* after#\n */"][..]);
    (before, colon, behind, after, shelf()).prop_map(|(before, colon, behind, after, list)| Layout {
        before,
        colon,
        behind,
        after,
        list,
    })
}

fn shelf() -> impl Strategy<Value = Shelf> {
    let open = select(&["[", "[ ", "[\n        ", "[ // of ] #\n      ", "[ /* \" */"][..]);
    let between = select(&[",", ", ", " ,\n        ", ", // ] #\n        ", " /* [ , */ , "][..]);
    let last =
        select(&["]", ",]", " ]", ",\n    ]", "\n]", ", // last ] #\n    ]", " /* ] , */ ]", " // no comma #\n]"][..]);
    (open, between, last, prop::bool::weighted(0.2)).prop_map(|(open, between, last, raw)| Shelf {
        open,
        between,
        last,
        raw,
    })
}

impl Hand {
    /// The record's file, laid out so.
    pub(super) fn writes(&self, record: &Record) -> String {
        let mut stated: Vec<_> = record.fields().into_iter().filter(|(_, field)| field.is_stated()).collect();
        let count = stated.len();
        stated.rotate_left(self.turned % count);
        let name = if self.named { format::struct_name(record.kind()) } else { "" };
        let mut text = format!("{}{name}(", self.head);
        for (place, (held, layout)) in stated.into_iter().zip(self.fields.iter().cycle()).enumerate() {
            let comma = if place + 1 < count || self.last_comma { "," } else { "" };
            let field = layout.field(held, comma);
            text.push_str(&field.replace('\u{1}', &place.to_string()));
        }
        text.push_str(&format!("){}", self.end));
        if self.windows { text.replace('\n', "\r\n") } else { text }
    }

    /// Whether its lines end as on Windows.
    pub(super) fn is_windows(&self) -> bool {
        self.windows
    }

    /// The remarks that belong to no field's value, with the place of their field.
    pub(super) fn remarks(&self, fields: usize) -> impl Iterator<Item = String> + '_ {
        let of = |(place, layout): (usize, &Layout)| {
            let marks = [("before", layout.before), ("after", layout.after)];
            marks.into_iter().filter(|(_, text)| text.contains('#')).map(move |(mark, _)| format!("{mark}{place}"))
        };
        self.fields.iter().cycle().take(fields).enumerate().flat_map(of)
    }
}

impl Layout {
    /// One field; a remark's `#` becomes a mark that no value holds.
    fn field(&self, (about, field): Held<'_>, comma: &str) -> String {
        let marked = |text: &str| text.replace('#', "\u{1}");
        let value = if field.is_many() { self.list.holds(field) } else { format::value(field, "").unwrap() };
        let (before, after) = (marked(self.before), marked(self.after));
        format!("{before}{}{}{value}{}{comma}{after}", about.name, self.colon, self.behind)
    }
}

impl Shelf {
    fn holds(&self, list: &dyn Datum) -> String {
        let entry = |entry: &dyn erased_serde::Serialize| {
            let text = format::entry(entry).unwrap();
            let words = matches!(list.shape(), Shape::Line) && !text.contains(['\\', '#']);
            let bare = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
            bare.filter(|_| self.raw && words).map_or(text.clone(), |bare| format!("r#\"{bare}\"#"))
        };
        let entries: Vec<_> = list.entries().into_iter().map(entry).collect();
        let marked = |text: &str| text.replace('#', "\u{1}");
        format!("{}{}{}", marked(self.open), entries.join(&marked(self.between)), marked(self.last))
    }
}
