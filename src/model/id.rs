//! A record's address: the name of its file, which never changes when its title does.

use std::fmt;

use deunicode::deunicode_char;
use serde::{Deserialize, Serialize};

use super::invalid::Invalid;
use super::text::Words;

/// A slug of `[a-z0-9-]`, at most 80 characters, unique in the whole store and safe as a file name anywhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Id(Box<str>);

/// The longest id, in characters.
pub const LONGEST: usize = 80;

/// Names that Windows keeps for its devices, with or without an ending.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

impl Id {
    /// Takes a whole id as it stands.
    ///
    /// # Errors
    /// Anything that is not a slug, is too long or is a Windows device name.
    pub fn new(text: &str) -> Result<Self, Invalid> {
        let slug = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if text.is_empty() || !slug || text.starts_with('-') {
            return Err(Invalid::new("an id holds only a-z, 0-9 and -, and does not begin with -"));
        }
        if text.len() > LONGEST {
            return Err(Invalid::new(format!("an id has at most {LONGEST} characters")));
        }
        if text.len() <= 4 && DEVICES.contains(&text) {
            return Err(Invalid::new(format!("{text} is a device name on Windows, so no file may have it")));
        }
        Ok(Self(text.into()))
    }

    /// The id that a new record of this title gets where nothing else has it.
    pub fn from_title(title: &str) -> Self {
        let mut slug = String::new();
        for letter in title.chars().flat_map(plain) {
            if letter.is_ascii_alphanumeric() {
                slug.push(letter.to_ascii_lowercase());
            } else if letter != '\'' && !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        let slug = shorten(slug.trim_matches('-'), LONGEST);
        Self::new(slug).unwrap_or_else(|_| Self(format!("record-{slug}").trim_end_matches('-').into()))
    }

    /// The same id with a number behind it, kept within the length: `turnaround-2`.
    #[must_use]
    pub fn numbered(&self, number: usize) -> Self {
        let ending = format!("-{number}");
        Self(format!("{}{ending}", shorten(&self.0, LONGEST - ending.len())).into())
    }

    /// The number behind it, where there is one: 2 of `turnaround-2`.
    pub fn number(&self) -> Option<usize> {
        self.0.rsplit_once('-').and_then(|(_, number)| number.parse().ok())
    }

    /// Whether it is another id with a number behind it, as that of a record that was told apart from another.
    pub fn is_numbered_of(&self, other: &Self) -> bool {
        self.number().is_some_and(|number| other.numbered(number) == *self)
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// At most `longest` characters of a slug, cut at a word's end where one is near.
fn shorten(slug: &str, longest: usize) -> &str {
    if slug.len() <= longest {
        return slug;
    }
    let cut = &slug[..longest];
    let end = cut.rfind('-').filter(|end| *end > longest / 2).unwrap_or(longest);
    cut[..end].trim_end_matches('-')
}

/// A Latin letter as the English alphabet spells it, without accents. How another script is spoken is not guessed at.
fn plain(letter: char) -> impl Iterator<Item = char> {
    let plain = match letter {
        '’' | '‘' => Some("'"),
        '&' => Some(" and "),
        '\u{300}'..='\u{36f}' => Some(""), // an accent that stands behind its letter
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' if letter.is_alphabetic() => deunicode_char(letter),
        _ => None,
    };
    let other = plain.is_none().then_some(letter);
    plain.unwrap_or_default().chars().chain(other)
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let read = |text: &str| Self::new(text).map_err(|why| Invalid::new(format!("{text:?} is no id: {why}")));
        source.deserialize_str(Words(read))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_slug() {
        let slug = |title| Id::from_title(title).to_string();

        assert_eq!(slug("Complex cases / multiple needs"), "complex-cases-multiple-needs");
        assert_eq!(slug("Victims' voices & “drop-out”"), "victims-voices-and-drop-out");
        assert_eq!(slug("Tŷ Gobaith"), "ty-gobaith");
        assert_eq!(slug("Łódź Süd Straße Þing Čapek"), "lodz-sud-strasse-thing-capek");
        assert_eq!(slug("£5m – 50 % of Œuvre, d’Ivoire"), "5m-50-of-oeuvre-divoire", "signs are no letters");
        assert_eq!(slug("Sia\u{302}n × Siân"), "sian-sian", "an accent may stand behind its letter");
        assert_eq!(slug("日本"), "record");
        assert_eq!(slug("CON"), "record-con");
        assert_eq!(slug("…"), "record");
        assert!(slug(&"long words ".repeat(20)).len() <= LONGEST);
    }

    #[test]
    fn nothing_that_could_leave_the_folder_is_an_id() {
        for evil in
            ["../evil", "/etc/passwd", "..", ".", "", "a/b", "a\0b", "-rf", "Upper", "nul", "a b", "é", &"a".repeat(81)]
        {
            assert!(Id::new(evil).is_err(), "{evil:?} was taken for an id");
        }
    }

    #[test]
    fn a_number_keeps_the_id_within_its_length() {
        let long = Id::from_title(&"a".repeat(200));

        assert_eq!(long.numbered(12).as_str().len(), LONGEST);
        assert!(long.numbered(12).as_str().ends_with("-12"));
    }
}
