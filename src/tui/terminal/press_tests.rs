//! Presses: what is parsed, shown, scripted, and taken from the terminal.

use super::*;

const S: Named = Named::Char('s');

fn event(code: KeyCode, modifiers: KeyModifiers) -> Option<Press> {
    Press::from_event(KeyEvent::new(code, modifiers))
}

#[test]
fn a_press_is_parsed_as_hints_and_people_write_it() {
    let parsed =
        ["ctrl-s", "CTRL-S", "enter", "Return", "?", "pgdn", "shift-tab", "G", "space", " ", "f12", "-", "ctrl--"];

    let wanted = [
        Press::with_ctrl(S),
        Press::with_ctrl(S),
        Press::plain(Named::Enter),
        Press::plain(Named::Enter),
        Press::plain(Named::Char('?')),
        Press::plain(Named::PageDown),
        Press::plain(Named::BackTab),
        Press::plain(Named::Char('G')),
        Press::plain(Named::Char(' ')),
        Press::plain(Named::Char(' ')),
        Press::plain(Named::Function(12)),
        Press::plain(Named::Char('-')),
        Press::with_ctrl(Named::Char('-')),
    ];

    assert_eq!(parsed.map(Press::parse), wanted.map(Some));
}

#[test]
fn what_names_no_key_is_refused() {
    for words in ["", "ctrl-", "alt-x", "f0", "f25", "f+1", "entre", "\n", "\u{1b}", "jj", "£ctr"] {
        assert_eq!(Press::parse(words), None, "{words:?}");
    }
}

#[test]
fn every_press_that_is_shown_can_be_typed() {
    let named = WORDS.iter().map(|(key, _)| *key);
    let others = ('!'..='~').chain("£é€".chars()).map(Named::Char).chain((1..=24).map(Named::Function));

    for key in named.chain(others) {
        for press in [Press::plain(key), Press::with_ctrl(key)] {
            assert_eq!(Press::parse(&press.to_string()), Some(press), "{press}");
        }
    }
}

#[test]
fn hints_use_words() {
    let shown: Vec<_> =
        Press::script("<ctrl-s><enter><escape><pagedown>?<delete> <backtab><ctrl-left><ctrl-space><f2>")
            .iter()
            .map(Press::to_string)
            .collect();

    let wanted = "Ctrl-S Enter Esc PgDn ? Del Space Shift-Tab Ctrl-Left Ctrl-Space F2";
    assert_eq!(shown.join(" "), wanted);
}

#[test]
fn a_script_is_typed_key_by_key() {
    let shown: Vec<_> = Press::script("j<enter>a<lt>é\n<ctrl-h><b><no such>").iter().map(Press::to_string).collect();

    let wanted = "j Enter a < é Enter Backspace < b > < n o Space s u c h >";
    assert_eq!(shown.join(" "), wanted);
}

#[test]
fn releases_and_alt_are_no_presses() {
    let mut release = KeyEvent::new(KeyCode::Char('q'), KeyModifiers::NONE);
    release.kind = KeyEventKind::Release;

    assert_eq!(Press::from_event(release), None);
    assert_eq!(event(KeyCode::Char('q'), KeyModifiers::ALT), None);
    assert_eq!(event(KeyCode::Char('q'), KeyModifiers::ALT | KeyModifiers::CONTROL), None);
    assert_eq!(event(KeyCode::CapsLock, KeyModifiers::NONE), None);
    assert_eq!(event(KeyCode::Char('\u{85}'), KeyModifiers::NONE), None);
}

#[test]
fn keys_are_taken_as_terminals_send_them() {
    assert_eq!(event(KeyCode::Char('h'), KeyModifiers::CONTROL), Some(Press::plain(Named::Backspace)));
    assert_eq!(event(KeyCode::Char('G'), KeyModifiers::SHIFT), Some(Press::plain(Named::Char('G'))));
    assert_eq!(event(KeyCode::BackTab, KeyModifiers::SHIFT), Some(Press::plain(Named::BackTab)));
    assert_eq!(event(KeyCode::Tab, KeyModifiers::SHIFT), Some(Press::plain(Named::BackTab)));
    assert_eq!(event(KeyCode::Up, KeyModifiers::SHIFT), Some(Press::plain(Named::Up)));
    assert_eq!(event(KeyCode::Left, KeyModifiers::CONTROL), Some(Press::with_ctrl(Named::Left)));
    assert_eq!(event(KeyCode::Char('s'), KeyModifiers::CONTROL), Some(Press::with_ctrl(S)));
}
