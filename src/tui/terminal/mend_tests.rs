//! Mending: what broken and whole events become. `_` stands for a silence, `^` for Esc, as they come from crossterm.

use crossterm::event::{MouseButton, MouseEventKind};

use super::*;

fn event(character: char) -> Event {
    let (code, modifiers) = match character {
        '^' => (KeyCode::Esc, KeyModifiers::NONE),
        '\r' => (KeyCode::Enter, KeyModifiers::NONE),
        '\n' => (KeyCode::Char('j'), KeyModifiers::CONTROL),
        '\t' => (KeyCode::Tab, KeyModifiers::NONE),
        _ if character.is_uppercase() => (KeyCode::Char(character), KeyModifiers::SHIFT),
        _ => (KeyCode::Char(character), KeyModifiers::NONE),
    };
    Event::Key(KeyEvent::new(code, modifiers))
}

fn shown(ready: &VecDeque<Input>) -> String {
    let words = ready.iter().map(|input| match input {
        Input::Press(press) => press.to_string(),
        Input::Paste(text) => format!("{text:?}"),
        Input::Mouse(gesture) => format!("{gesture:?}"),
        Input::Resize => "resize".to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

fn mend(events: &str) -> String {
    let mut mender = Mender::new(Duration::from_millis(50), Mouse::Free);
    let mut ready = VecDeque::new();
    for character in events.chars() {
        if character == '_' { mender.silence(&mut ready) } else { mender.take(event(character), &mut ready) }
    }
    assert_eq!(mender.patience(), None, "something is still held");
    shown(&ready)
}

#[test]
fn a_broken_key_is_one_key() {
    assert_eq!(mend("j^[Ak"), "j Up k");
    assert_eq!(mend("^OB^[5~^[1;5C"), "Down PgUp Ctrl-Right");
}

#[test]
fn an_escape_before_silence_is_escape() {
    assert_eq!(mend("^_"), "Esc");
    assert_eq!(mend("^_[_A"), "Esc [ A");
    assert_eq!(mend("^^_"), "Esc Esc");
}

#[test]
fn an_escape_before_another_key_gives_both() {
    assert_eq!(mend("^j"), "Esc j");
    assert_eq!(mend("^\r"), "Esc Enter");
    assert_eq!(mend("^[j"), "Esc [ j");
    assert_eq!(mend("^Ok"), "Esc O k");
    assert_eq!(mend("^[1_"), "Esc [ 1");
    assert_eq!(mend("^[1\n"), "Esc [ 1 Ctrl-J");
    assert_eq!(mend("^[12345678901234567"), "Esc [ 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7");
}

#[test]
fn an_escape_before_a_broken_key_gives_both() {
    assert_eq!(mend("^^[A"), "Esc Up");
    assert_eq!(mend("^[^[A"), "Esc [ Up");
}

#[test]
fn a_broken_paste_is_no_keys() {
    assert_eq!(mend("^[200~q\r\nQ\t£^[201~q"), "\"q\\nQ\\t£\" q");
    assert_eq!(mend("^[200~q^x_q"), "\"qx\" q");
    assert_eq!(mend("^[200~^[201~q"), "q");
}

#[test]
fn a_whole_paste_ends_what_was_held() {
    let mut mender = Mender::new(Duration::ZERO, Mouse::Free);
    let mut ready = VecDeque::new();

    mender.take(event('^'), &mut ready);
    mender.take(Event::Paste("q\r\n".to_owned()), &mut ready);
    mender.take(Event::Paste("\u{7}".to_owned()), &mut ready);

    assert_eq!(shown(&ready), "Esc \"q\\n\"");
}

#[test]
fn resizes_are_one_and_break_nothing() {
    let mut mender = Mender::new(Duration::ZERO, Mouse::Free);
    let mut ready = VecDeque::new();

    for event in [event('^'), Event::Resize(80, 24), event('['), Event::Resize(81, 24), Event::FocusGained, event('A')]
    {
        mender.take(event, &mut ready);
    }

    assert_eq!(shown(&ready), "resize Up");
}

#[test]
fn releases_and_alt_are_nothing() {
    let mut mender = Mender::new(Duration::ZERO, Mouse::Free);
    let mut ready = VecDeque::new();
    let release = KeyEvent { kind: KeyEventKind::Release, ..KeyEvent::from(KeyCode::Char('q')) };

    mender.take(Event::Key(release), &mut ready);
    mender.take(Event::Key(KeyEvent::new(KeyCode::Char('q'), KeyModifiers::ALT)), &mut ready);

    assert_eq!(shown(&ready), "");
}

#[test]
fn an_answer_that_nobody_asked_for_is_left_out_up_to_its_end_or_a_silence() {
    let alt = |character| Event::Key(KeyEvent::new(KeyCode::Char(character), KeyModifiers::ALT));
    let bell = Event::Key(KeyEvent::new(KeyCode::Char('g'), KeyModifiers::CONTROL));

    for end in [Some(alt('\\')), Some(bell), None] {
        let mut mender = Mender::new(Duration::from_millis(50), Mouse::Free);
        let mut ready = VecDeque::new();
        let answer = std::iter::once(alt(']')).chain("11;rgb:1c1c".chars().map(event));
        answer.for_each(|event| mender.take(event, &mut ready));
        match end {
            Some(end) => mender.take(end, &mut ready),
            None => mender.silence(&mut ready),
        }
        mender.take(event('j'), &mut ready);

        assert_eq!(shown(&ready), "j");
        assert_eq!(mender.patience(), None);
    }
}

#[test]
fn the_mouse_is_nothing_unless_it_is_taken_and_then_it_breaks_no_key() {
    let event = |kind| {
        let modifiers = KeyModifiers::NONE;
        Event::Mouse(crossterm::event::MouseEvent { kind, column: 3, row: 7, modifiers })
    };
    for (mouse, wanted) in [(Mouse::Free, ""), (Mouse::Taken, "Click(3, 7) Esc WheelUp WheelDown")] {
        let mut mender = Mender::new(Duration::ZERO, mouse);
        let mut ready = VecDeque::new();

        mender.take(event(MouseEventKind::Down(MouseButton::Left)), &mut ready);
        mender.take(event(MouseEventKind::Up(MouseButton::Left)), &mut ready);
        if mouse == Mouse::Taken {
            mender.take(self::event('^'), &mut ready);
        }
        for kind in [MouseEventKind::ScrollUp, MouseEventKind::Moved, MouseEventKind::ScrollDown] {
            mender.take(event(kind), &mut ready);
        }

        assert_eq!(shown(&ready), wanted);
    }
}
