//! The format as a table: the part of ECMA-376 (transitional) that our documents use, written down from its schemas
//! `wml.xsd`, `opc-contentTypes.xsd`, `opc-relationships.xsd` and `opc-coreProperties.xsd`.
//!
//! Each row names a type, its attributes and its children in the one order that the schema allows. `?` may be left out, `*`
//! may come any number of times, `+` at least once, `|` is either, `#text` is words. `name=type` where the type has another name than the
//! element. What no row names is refused, also where the whole format would allow it.

use super::tree::Node;

const WORD: &[(&str, &str, &str)] = &[
    // Roots.
    ("document", "xmlns:w=words", "body"),
    ("styles", "xmlns:w=words", "docDefaults style*"),
    ("numbering", "xmlns:w=words", "abstractNum* num*"),
    ("settings", "xmlns:w=words", "compat? themeFontLang=lang?"),
    // The document.
    ("body", "", "p|tbl* sectPr?"),
    ("p", "", "pPr? r*"),
    ("r", "", "rPr? t|tab=empty*"),
    ("t", "xml:space=preserve?", "#text"),
    ("sectPr", "", "pgSz pgMar"),
    ("pgSz", "w=unsigned h=unsigned", ""),
    (
        "pgMar",
        "top=signed right=unsigned bottom=signed left=unsigned header=unsigned footer=unsigned gutter=unsigned",
        "",
    ),
    // Tables.
    ("tbl", "", "tblPr tblGrid tr*"),
    ("tblPr", "", "tblStyle=id? tblW=width? tblBorders? tblLayout? tblCellMar? tblLook?"),
    ("tblLayout", "type=layout", ""),
    (
        "tblLook",
        "val=hex4? firstRow=switch? lastRow=switch? firstColumn=switch? lastColumn=switch? noHBand=switch? noVBand=switch?",
        "",
    ),
    ("tblBorders", "", "top=border? left=border? bottom=border? right=border? insideH=border? insideV=border?"),
    ("tblCellMar", "", "top=width? left=width? bottom=width? right=width?"),
    ("tblGrid", "", "gridCol*"),
    ("gridCol", "w=unsigned", ""),
    ("tr", "", "trPr? tc*"),
    ("trPr", "", "cantSplit=empty? tblHeader=empty?"),
    ("tc", "", "tcPr? p+"),
    ("tcPr", "", "tcW=width? shd?"),
    ("width", "w=unsigned type=measure", ""),
    // Properties of paragraphs and of letters.
    (
        "pPr",
        "",
        "pStyle=id? keepNext=empty? keepLines=empty? numPr? pBdr? shd? tabs? spacing? ind? contextualSpacing=empty? outlineLvl?",
    ),
    ("numPr", "", "numId"),
    ("numId", "val=number", ""),
    ("pBdr", "", "top=border? left=border? bottom=border? right=border?"),
    ("border", "val=line color=colour? sz=eighths? space=points?", ""),
    ("shd", "val=pattern color=colour? fill=colour?", ""),
    ("tabs", "", "tab=stop+"),
    ("stop", "val=alignment pos=signed", ""),
    ("spacing", "before=unsigned? after=unsigned? line=signed? lineRule=rule?", ""),
    ("ind", "left=signed? right=signed? hanging=unsigned?", ""),
    ("outlineLvl", "val=outline", ""),
    ("rPr", "", "rFonts? b=empty? bCs=empty? sz=size? szCs=size? lang?"),
    ("rFonts", "ascii=string? hAnsi=string? eastAsia=string? cs=string?", ""),
    ("size", "val=unsigned", ""),
    ("lang", "val=language", ""),
    // Styles.
    ("docDefaults", "", "rPrDefault? pPrDefault?"),
    ("rPrDefault", "", "rPr?"),
    ("pPrDefault", "", "pPr?"),
    (
        "style",
        "type=style styleId=string default=switch? customStyle=switch?",
        "name=id basedOn=id? next=id? qFormat=empty? pPr? rPr? tblPr?",
    ),
    ("id", "val=string", ""),
    // Lists.
    ("abstractNum", "abstractNumId=number", "multiLevelType? lvl*"),
    ("multiLevelType", "val=levels", ""),
    ("lvl", "ilvl=number", "start=numId? numFmt? pStyle=id? lvlText=id? lvlJc? pPr? rPr?"),
    ("numFmt", "val=format", ""),
    ("lvlJc", "val=alignment", ""),
    ("num", "numId=number", "abstractNumId=numId"),
    // Settings.
    ("compat", "", "compatSetting*"),
    ("compatSetting", "name=string uri=string val=string", ""),
    ("empty", "", ""),
];

const PACKAGE: &[(&str, &str, &str)] = &[
    ("Types", "xmlns=types", "Default|Override*"),
    ("Default", "Extension=string ContentType=string", ""),
    ("Override", "PartName=string ContentType=string", ""),
    ("Relationships", "xmlns=relations", "Relationship*"),
    // No `TargetMode`: nothing outside the package is referred to.
    ("Relationship", "Id=string Type=string Target=string", ""),
    ("cp:coreProperties", "xmlns:cp=core xmlns:dc=elements", "dc:title=text? dc:language=text?"),
    ("text", "", "#text"),
];

/// What is wrong with a part, by the path at which it stands in its package.
pub(crate) fn complaints(path: &str, root: &Node) -> Vec<String> {
    let (types, prefix) =
        if path.starts_with("word/") && !path.contains("_rels/") { (WORD, "w:") } else { (PACKAGE, "") };
    let wanted = match path {
        "[Content_Types].xml" => "Types",
        "docProps/core.xml" => "cp:coreProperties",
        _ if path.contains("_rels/") => "Relationships",
        _ => path.trim_start_matches("word/").trim_end_matches(".xml"),
    };
    let mut check = Check { types, prefix, path, found: Vec::new() };
    if root.name == format!("{prefix}{wanted}") {
        check.element(root, wanted);
    } else {
        check.found.push(format!("{path}: its root is {}", root.name));
    }
    check.found
}

struct Check<'a> {
    types: &'static [(&'static str, &'static str, &'static str)],
    prefix: &'static str,
    path: &'a str,
    found: Vec<String>,
}

impl Check<'_> {
    fn element(&mut self, node: &Node, kind: &str) {
        let Some((_, attributes, children)) = self.types.iter().find(|(name, ..)| *name == kind) else {
            return self.found.push(format!("{}: {} is not in the table", self.path, node.name));
        };
        self.attributes(node, attributes);
        self.children(node, children);
    }

    fn attributes(&mut self, node: &Node, allowed: &str) {
        let mut known = Vec::new();
        for rule in allowed.split_whitespace() {
            let (rule, is_needed) = rule.strip_suffix('?').map_or((rule, true), |rule| (rule, false));
            let (name, kind) = rule.split_once('=').unwrap();
            let name =
                if name.contains(':') || name == "xmlns" { name.to_owned() } else { self.prefix.to_owned() + name };
            match node.attribute(&name) {
                Some(value) if is_of_kind(kind, value) => {}
                Some(value) => self.complain(node, &format!("{name}={value:?} is no {kind}")),
                None if is_needed => self.complain(node, &format!("{name} is missing")),
                None => {}
            }
            known.push(name);
        }
        for (name, _) in &node.attributes {
            if !known.contains(name) {
                self.complain(node, &format!("{name} is not allowed here"));
            }
        }
    }

    fn children(&mut self, node: &Node, allowed: &str) {
        if allowed != "#text" && !node.text.is_empty() {
            self.complain(node, &format!("holds words: {:?}", node.text));
        }
        let mut left = node.children.iter().peekable();
        for rule in allowed.split_whitespace().filter(|rule| *rule != "#text") {
            let names = rule.trim_end_matches(['?', '*', '+']);
            let (least, most) = match &rule[names.len()..] {
                "?" => (0, 1),
                "*" => (0, usize::MAX),
                "+" => (1, usize::MAX),
                _ => (1, 1),
            };
            let kinds: Vec<(String, &str)> = names
                .split('|')
                .map(|name| name.split_once('=').unwrap_or((name, name)))
                .map(|(name, kind)| (self.prefix.to_owned() + name, kind))
                .collect();
            let mut count = 0;
            while count < most {
                let Some(child) = left.next_if(|child| kinds.iter().any(|(name, _)| *name == child.name)) else {
                    break;
                };
                let kind = kinds.iter().find(|(name, _)| *name == child.name).unwrap().1;
                self.element(child, kind);
                count += 1;
            }
            if count < least {
                self.complain(node, &format!("{names} is missing"));
            }
        }
        if let Some(child) = left.next() {
            self.complain(node, &format!("{} is not allowed, or not at this place", child.name));
        }
    }

    fn complain(&mut self, node: &Node, what: &str) {
        self.found.push(format!("{}: {}: {what}", self.path, node.name));
    }
}

/// Whether a value is one of those that a type of attribute allows.
fn is_of_kind(kind: &str, value: &str) -> bool {
    let one_of = |values: &[&str]| values.contains(&value);
    let is_hex = |length: usize| value.len() == length && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    let up_to = |most: u64| value.parse::<u64>().is_ok_and(|number| number <= most);
    match kind {
        "string" => true,
        "unsigned" => value.parse::<u32>().is_ok(),
        "signed" | "number" => value.parse::<i32>().is_ok(),
        "eighths" => up_to(96),
        "points" => up_to(31),
        "outline" => up_to(9),
        "hex4" => is_hex(4),
        "colour" => value == "auto" || is_hex(6),
        "switch" => one_of(&["0", "1"]),
        "preserve" => value == "preserve",
        "measure" => one_of(&["dxa", "pct", "auto", "nil"]),
        "layout" => one_of(&["fixed", "autofit"]),
        "line" => one_of(&["single", "nil", "none"]),
        "pattern" => one_of(&["clear", "nil"]),
        "alignment" => one_of(&["left", "center", "right"]),
        "rule" => one_of(&["auto", "exact", "atLeast"]),
        "style" => one_of(&["paragraph", "character", "table", "numbering"]),
        "levels" => one_of(&["singleLevel", "multilevel", "hybridMultilevel"]),
        "format" => one_of(&["bullet", "decimal", "none"]),
        "language" => value == "en-GB",
        "words" => value == "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "types" => value == "http://schemas.openxmlformats.org/package/2006/content-types",
        "relations" => value == "http://schemas.openxmlformats.org/package/2006/relationships",
        "core" => value == "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "elements" => value == "http://purl.org/dc/elements/1.1/",
        other => panic!("the table names no kind {other:?}"),
    }
}
