//! Whether each palette can be read, by the colours that terminals have.

use ratatui::layout::Rect;

use super::*;

const PALETTES: [Palette; 3] = [Palette::Colour, Palette::Mono, Palette::HighContrast];
const TONES: [Tone; 6] = [Tone::Plain, Tone::Heading, Tone::Late, Tone::Amber, Tone::Green, Tone::Bar];

/// The sixteen colours as xterm shows them.
const XTERM: [u32; 16] = [
    0x0000_0000,
    0x00cd_0000,
    0x0000_cd00,
    0x00cd_cd00,
    0x0000_00ee,
    0x00cd_00cd,
    0x0000_cdcd,
    0x00e5_e5e5,
    0x007f_7f7f,
    0x00ff_0000,
    0x0000_ff00,
    0x00ff_ff00,
    0x005c_5cff,
    0x00ff_00ff,
    0x0000_ffff,
    0x00ff_ffff,
];

/// The same as VGA and the Linux console show them.
const VGA: [u32; 16] = [
    0x0000_0000,
    0x00aa_0000,
    0x0000_aa00,
    0x00aa_5500,
    0x0000_00aa,
    0x00aa_00aa,
    0x0000_aaaa,
    0x00aa_aaaa,
    0x0055_5555,
    0x00ff_5555,
    0x0055_ff55,
    0x00ff_ff55,
    0x0055_55ff,
    0x00ff_55ff,
    0x0055_ffff,
    0x00ff_ffff,
];

fn look(palette: Palette) -> Look {
    Look { palette, letters: Letters::Unicode }
}

/// The number of a colour among the sixteen.
fn number(color: Option<Color>) -> usize {
    const NAMED: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    NAMED.iter().position(|named| Some(*named) == color).unwrap_or_else(|| panic!("{color:?} is left to the terminal"))
}

/// The lightness of a colour, as the Web Content Accessibility Guidelines compute it.
fn luminance(colour: u32) -> f64 {
    let part = |shift: u32| {
        let part = f64::from((colour >> shift) & 0xff) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
}

fn contrast(one: u32, other: u32) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

#[test]
fn contrast_is_computed_as_the_guidelines_do() {
    assert!((contrast(0x00ff_ffff, 0) - 21.0).abs() < 0.01);
    assert!((contrast(0x0077_7777, 0x00ff_ffff) - 4.48).abs() < 0.01);
}

#[test]
fn in_high_contrast_everything_is_seven_to_one_on_whatever_terminal() {
    let look = look(Palette::HighContrast);
    for style in TONES.into_iter().flat_map(|tone| [look.style(tone), look.chosen(tone)]) {
        let (front, back) = (number(style.fg), number(style.bg));
        let bold = style.add_modifier.contains(Modifier::BOLD);
        // Many terminals show bold letters in the brighter colour of the two.
        let fronts = if bold { vec![front, front % 8 + 8] } else { vec![front] };
        for (front, table) in fronts.into_iter().flat_map(|front| [(front, XTERM), (front, VGA)]) {
            let contrast = contrast(table[front], table[back]);
            assert!(contrast >= 7.0, "{style:?}: {contrast:.2}");
        }
    }
}

#[test]
fn no_background_is_bright_and_nothing_is_dim() {
    for look in PALETTES.map(look) {
        for style in TONES.into_iter().flat_map(|tone| [look.style(tone), look.chosen(tone)]) {
            assert!(!style.add_modifier.intersects(Modifier::DIM | Modifier::SLOW_BLINK), "{style:?}");
            let is_reversed = style.add_modifier.contains(Modifier::REVERSED);
            for back in [style.bg, style.fg.filter(|_| is_reversed)].into_iter().flatten() {
                assert!(number(Some(back)) < 8, "{style:?}");
            }
            let is_mixed = is_reversed && style.bg.is_some() && style.add_modifier.contains(Modifier::BOLD);
            assert!(!is_mixed, "bold makes black letters grey: {style:?}");
        }
    }
}

#[test]
fn without_colour_each_tone_is_told_from_the_others_and_green_by_its_word() {
    for palette in [Palette::Mono, Palette::HighContrast] {
        let mut seen = Vec::new();
        for tone in TONES.into_iter().filter(|tone| *tone != Tone::Green) {
            let shape = look(palette).style(tone).add_modifier;
            assert!(!seen.contains(&shape), "{tone:?} looks as another tone does");
            seen.push(shape);
        }
    }
}

#[test]
fn what_is_chosen_is_told_from_what_is_not() {
    for look in PALETTES.map(look) {
        for tone in TONES.into_iter().filter(|tone| *tone != Tone::Bar) {
            assert!(look.chosen(tone).add_modifier.contains(Modifier::REVERSED));
            assert!(!look.style(tone).add_modifier.contains(Modifier::REVERSED));
        }
    }
}

#[test]
fn lines_below_stop_where_words_do() {
    let look = look(Palette::Mono);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
    buffer.set_string(0, 0, "  two words ", look.style(Tone::Late));

    look.finish(&mut buffer);

    let below: String = buffer
        .content
        .iter()
        .map(|cell| if cell.modifier.contains(Modifier::UNDERLINED) { '_' } else { ' ' })
        .collect();
    assert_eq!(below, "  _________ ");
}

#[test]
fn in_ascii_text_takes_the_columns_that_it_was_given() {
    let ascii = Look { palette: Palette::Mono, letters: Letters::Ascii };
    for (text, shown) in [("£5", "GBP 5     "), ("£5 – “so” it is", "GBP 5 -~  "), ("Tŷ        ", "Ty        ")]
    {
        assert_eq!(ascii.fitted(text, 10), shown);
    }
    assert_eq!(look(Palette::Mono).fitted("£5", 4), "£5  ");
}
