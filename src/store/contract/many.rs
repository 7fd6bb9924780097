//! What every store promises of many records that are saved together.

use super::{FILES, id, set_owner};
use crate::model::kinds::Action;
use crate::model::text::Line;
use crate::model::{Id, Record};
use crate::store::{Entry, Store, StoreError};

fn action(title: &str, owner: Option<&str>) -> Record {
    Record::Action(Action { title: Some(Line::new(title)), owner: owner.map(Line::new), ..Action::default() })
}

fn save(store: &mut dyn Store, all: &[(Id, Option<Record>, Record)]) -> Result<Vec<Vec<&'static str>>, StoreError> {
    let entries: Vec<_> = all.iter().map(|(id, base, record)| Entry { id, base: base.as_ref(), record }).collect();
    let mut steps = Vec::new();
    let saved = store.save_all(&entries, &mut |done, of| steps.push((done, of)))?;
    assert_eq!(steps.last(), Some(&(2 * all.len(), 2 * all.len())));
    assert!(steps.is_sorted(), "{steps:?}");
    Ok(saved.into_iter().map(|saved| saved.fields).collect())
}

pub(super) fn saves_many_or_none<S: Store>(mut store: S, text: &impl Fn(&S, &str) -> String) {
    let training = store.load().unwrap().get(&id("training")).cloned();
    let new = (id("new-work"), None, action("New work", None));
    let changed = (id("training"), training.clone(), action("Training", Some("Ann")));

    for wrong in [
        (id("fraud"), None, action("Fraud", None)),
        (id("broken"), None, action("Broken", None)),
        (id("broken"), training.clone(), action("Broken", None)),
        (id("nowhere"), training, action("Nowhere", None)),
    ] {
        let refused = save(&mut store, &[new.clone(), changed.clone(), wrong.clone()]).unwrap_err();
        let StoreError::Among { id, saved, of, .. } = &refused else { panic!("{refused:?}") };
        assert_eq!((id.as_str(), *saved, *of), (wrong.0.as_str(), 0, 3));
        assert!(refused.to_string().ends_with("None of the 3 records was saved"), "{refused}");
        assert_eq!(store.load().unwrap().get(&super::id("new-work")), None);
        assert_eq!(text(&store, "actions/training.ron"), FILES[1].1);
    }
    assert_eq!(save(&mut store, &[new, changed]).unwrap(), [vec!["title"], vec!["owner"]]);
    let expected = FILES[1].1.replace("// since 2020\r\n", "// since 2020\r\n  owner: \"Ann\",\r\n");
    assert_eq!(text(&store, "actions/training.ron"), expected, "no other byte has changed");
    assert_eq!(text(&store, "actions/new-work.ron"), "Action(\n    title: \"New work\",\n)\n");
    assert_eq!(store.saver(&id("new-work")).as_deref(), Some("Ann"));
}

pub(super) fn keeps_what_a_colleague_saved_meanwhile<S: Store>(mut store: S, text: &impl Fn(&S, &str) -> String) {
    let base = store.load().unwrap().get(&id("training")).cloned();
    set_owner(&mut store, "training", "Bea").unwrap();
    let referenced =
        Action { reference: Some(Line::new("2.2")), title: Some(Line::new("Training")), ..Action::default() };

    let merged = save(&mut store, &[(id("training"), base.clone(), referenced.into())]).unwrap();
    let refused = save(&mut store, &[(id("training"), base, action("Training", Some("Ann")))]).unwrap_err();

    assert_eq!(merged, [["reference"]]);
    let stands = text(&store, "actions/training.ron");
    assert!(stands.contains("owner: \"Bea\"") && stands.contains("reference: \"2.2\""), "{stands}");
    assert!(refused.to_string().contains("training: somebody else has changed the same field"), "{refused}");
}

pub(super) fn refuses_one_record_twice<S: Store>(mut store: S, text: &impl Fn(&S, &str) -> String) {
    let training = store.load().unwrap().get(&id("training")).cloned();
    let one = (id("training"), training.clone(), action("Training", Some("Ann")));
    let other = (id("training"), training, action("Training days", None));
    let new = (id("new-work"), None, action("New work", None));

    for (twice, of) in
        [([one, new.clone(), other], "training"), ([new.clone(), (id("x"), None, new.2.clone()), new], "new-work")]
    {
        let refused = save(&mut store, &twice).unwrap_err();

        let StoreError::Among { id, saved: 0, of: 3, .. } = &refused else { panic!("{refused:?}") };
        assert_eq!(id, of);
        assert!(refused.to_string().contains(&format!("{of}: it is to be saved twice")), "{refused}");
        assert_eq!(text(&store, "actions/training.ron"), FILES[1].1);
        assert_eq!(store.load().unwrap().get(&super::id("new-work")), None);
    }
}
