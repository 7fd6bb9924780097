//! What every store promises that keeps a history.

use super::{id, set_owner};
use crate::model::kinds::Action;
use crate::model::rows::Update;
use crate::model::text::{Line, Text};
use crate::model::{Event, Kind, Record, Stood};
use crate::store::{Entry, Past, Store};

/// Runs it: `fresh` makes a store of [`super::FILES`] for Ann, `other` opens the same store for Bea.
pub(crate) fn holds<S: Store>(fresh: impl Fn() -> S, other: impl Fn(&S) -> S) {
    tells_each_save_with_who_and_what(fresh(), &other);
    tells_a_new_record_and_many_at_once(fresh());
    tells_as_much_as_is_wanted(fresh());
    is_silent_about_what_changed_nothing(fresh());
}

/// What an event says of the owner: who saved, from, to.
fn owner(event: &Event) -> (String, String, String) {
    let of =
        |stood: &Stood| stood.record().and_then(|it| it.field("owner")).map(|(_, it)| it.text()).unwrap_or_default();
    (event.who.clone(), of(&event.before), of(&event.after))
}

fn of_training(store: &mut impl Store) -> Vec<Event> {
    let id = id("training");
    store.history(&Past { of: Some((Kind::Action, &id)), ..Past::default() }).unwrap()
}

fn tells_each_save_with_who_and_what<S: Store>(mut ann: S, other: &impl Fn(&S) -> S) {
    let mut bea = other(&ann);

    set_owner(&mut ann, "training", "Cat").unwrap();
    set_owner(&mut bea, "training", "Dan").unwrap();
    set_owner(&mut ann, "training", "Cat").unwrap();

    let told = of_training(&mut bea);
    let told: Vec<_> = told.iter().filter(|event| event.before.record().is_some()).map(owner).collect();
    let line = |who: &str, from: &str, to: &str| (who.to_owned(), from.to_owned(), to.to_owned());
    assert_eq!(told, [line("Ann", "", "Cat"), line("Bea", "Cat", "Dan"), line("Ann", "Dan", "Cat")]);
    assert_eq!((ann.trouble(), bea.trouble()), (None, None));
}

fn tells_a_new_record_and_many_at_once(mut store: impl Store) {
    let record = Record::from(Action { title: Some(Line::new("New")), ..Action::default() });
    let new = store.create(&record, &id("new")).unwrap();
    let book = store.load().unwrap();
    let (training, other) = (id("training"), id("other"));
    let base = book.get(&training).unwrap();
    let mut noted = base.clone();
    noted.updates_mut().push(Update { text: Some(Text::new("hello")), ..Update::default() });
    let entries =
        [Entry { id: &training, base: Some(base), record: &noted }, Entry { id: &other, base: None, record: &record }];
    store.save_all(&entries, &mut |_, _| ()).unwrap();

    let events = store.history(&Past::default()).unwrap();
    let last: Vec<_> = events[events.len() - 3..].iter().map(|it| (it.id.clone(), it.is_new(), it.fields())).collect();
    assert_eq!(last[0], (new, true, vec!["title"]));
    assert!(last.contains(&(training, false, vec!["updates"])) && last.contains(&(other, true, vec!["title"])));
    assert_eq!(events[events.len() - 1].save, events[events.len() - 2].save, "both were one save");
    assert_ne!(events[events.len() - 1].save, events[events.len() - 3].save);
}

fn tells_as_much_as_is_wanted(mut store: impl Store) {
    for owner in ["A", "B", "C"] {
        set_owner(&mut store, "training", owner).unwrap();
    }

    let of = id("training");
    let wanted = Past { of: Some((Kind::Action, &of)), saves: Some(2), ..Past::default() };
    let last: Vec<_> = store.history(&wanted).unwrap().iter().map(|event| owner(event).2).collect();
    assert_eq!(last, ["B", "C"]);
    let at = store.history(&Past::default()).unwrap().last().unwrap().at.date();
    let since = |day| Past { since: Some(day), ..Past::default() };
    assert!(!store.history(&since(at)).unwrap().is_empty());
    assert!(store.history(&since(at.succ_opt().unwrap())).unwrap().is_empty());
}

fn is_silent_about_what_changed_nothing(mut store: impl Store) {
    set_owner(&mut store, "training", "A").unwrap();
    let before = of_training(&mut store).len();

    set_owner(&mut store, "training", "A").unwrap();
    let text = store.text(Kind::Action, &id("training")).unwrap();
    store.replace(Kind::Action, &id("training"), &text, &format!("{text}// a remark\n")).unwrap();

    assert_eq!(of_training(&mut store).len(), before);
}
