//! What two people did to one list, brought together entry by entry.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::datum::{Scalar, Shape};
use super::merge::Choice;

/// A list that two people changed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Both<T> {
    /// What is to stand.
    pub(super) list: Vec<T>,
    /// Whether both reworded the same entry, and differently.
    pub(super) is_clash: bool,
}

/// What became of an entry on one side.
#[derive(Clone, Copy, PartialEq)]
enum Fate<'a, T> {
    Kept,
    Gone,
    Reworded(&'a T),
}

/// What one side did to a list.
struct Side<'a, T> {
    /// What became of each entry of the base.
    fates: Vec<Fate<'a, T>>,
    /// What was added before each of them, and at the end.
    added: Vec<Vec<&'a T>>,
}

/// What either took out is out, what either added or reworded is in, each once and in its place; of what both put in one
/// place mine comes first. Where both reworded the same entry, and differently, the one that is chosen stands. Of links
/// both stand, since a link says no more than that there is one.
pub(super) fn bring_together<T: Scalar>(base: &[T], mine: &[T], theirs: &[T], choice: Choice) -> Both<T> {
    let [old, ours, others] = numbered([base, mine, theirs]);
    let (mine, theirs) = (Side::of(&old, &ours, mine), Side::of(&old, &others, theirs));
    let is_clash = |(mine, theirs): (&Fate<'_, T>, &Fate<'_, T>)| match (mine, theirs) {
        (Fate::Reworded(one), Fate::Reworded(other)) => one != other && T::SHAPE != Shape::Link,
        _ => false,
    };
    let clashes: Vec<bool> = mine.fates.iter().zip(&theirs.fates).map(is_clash).collect();
    let stands = |place: usize| !(clashes[place] && choice == Choice::Theirs);
    // What both came to have is there once.
    let mut known = mine.news(stands);
    let mut list: Vec<&T> = Vec::new();
    for (place, (ours, others)) in mine.added.iter().zip(&theirs.added).enumerate() {
        list.extend(ours);
        list.extend(others.iter().filter(|value| is_new(&mut known, value)));
        let (Some(entry), Some(one), Some(other)) = (base.get(place), mine.fates.get(place), theirs.fates.get(place))
        else {
            break;
        };
        match (one, other) {
            (Fate::Kept, Fate::Kept) => list.push(entry),
            (Fate::Kept | Fate::Gone, Fate::Reworded(other)) => list.extend(is_new(&mut known, other).then_some(other)),
            (Fate::Reworded(one), Fate::Reworded(other)) => {
                list.extend(stands(place).then_some(one));
                let is_wanted = !clashes[place] || choice == Choice::Theirs;
                list.extend((is_wanted && is_new(&mut known, other)).then_some(other));
            }
            (Fate::Reworded(one), _) => list.push(one),
            (Fate::Gone, _) | (_, Fate::Gone) => {}
        }
    }
    Both { list: list.into_iter().cloned().collect(), is_clash: clashes.contains(&true) }
}

/// Whether a value is not among those that are known; each of them counts for one.
fn is_new<T: PartialEq>(known: &mut Vec<&T>, value: &T) -> bool {
    let place = known.iter().position(|other| *other == value);
    place.map(|place| known.swap_remove(place)).is_none()
}

impl<'a, T: Scalar> Side<'a, T> {
    fn of(base: &[usize], numbers: &[usize], list: &'a [T]) -> Self {
        let mut side = Self { fates: vec![Fate::Kept; base.len()], added: vec![Vec::new(); base.len() + 1] };
        for done in capture_diff_slices(Algorithm::Myers, base, numbers) {
            if matches!(done, DiffOp::Equal { .. }) {
                continue;
            }
            let (old, new) = (done.old_range(), &list[done.new_range()]);
            let reworded = old.len().min(new.len());
            for (place, entry) in old.clone().zip(new) {
                side.fates[place] = Fate::Reworded(entry);
            }
            for place in old.clone().skip(reworded) {
                side.fates[place] = Fate::Gone;
            }
            side.added[old.end].extend(&new[reworded..]);
        }
        side
    }

    /// What this side added, and what it reworded where that stands.
    fn news(&self, stands: impl Fn(usize) -> bool) -> Vec<&'a T> {
        let reworded = self.fates.iter().enumerate().filter_map(|(place, fate)| match fate {
            Fate::Reworded(entry) if stands(place) => Some(*entry),
            _ => None,
        });
        self.added.iter().flatten().copied().chain(reworded).collect()
    }
}

/// Lists as numbers, so that equal entries have equal ones.
fn numbered<T: PartialEq, const LISTS: usize>(lists: [&[T]; LISTS]) -> [Vec<usize>; LISTS] {
    let mut seen: Vec<&T> = Vec::new();
    lists.map(|list| {
        let mut number = |entry| {
            seen.iter().position(|other| *other == entry).unwrap_or_else(|| {
                seen.push(entry);
                seen.len() - 1
            })
        };
        list.iter().map(&mut number).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::super::id::Id;
    use super::super::text::Line;
    use super::*;

    fn lines(words: &str) -> Vec<Line> {
        words.split_whitespace().map(Line::new).collect()
    }

    fn ids(words: &str) -> Vec<Id> {
        words.split_whitespace().map(|word| Id::new(word).unwrap()).collect()
    }

    fn merged(base: &str, mine: &str, theirs: &str, choice: Choice) -> (String, bool) {
        let both = bring_together(&lines(base), &lines(mine), &lines(theirs), choice);
        (both.list.iter().map(Scalar::text).collect::<Vec<_>>().join(" "), both.is_clash)
    }

    /// Without a clash, whoever is chosen.
    fn without_clash(base: &str, mine: &str, theirs: &str) -> String {
        let both = merged(base, mine, theirs, Choice::Mine);
        assert_eq!(both, merged(base, mine, theirs, Choice::Theirs));
        assert!(!both.1);
        both.0
    }

    #[test]
    fn what_either_added_is_in_and_what_either_took_out_is_out() {
        assert_eq!(without_clash("a b", "a b mine", "b theirs"), "b mine theirs");
        assert_eq!(without_clash("a b", "mine a b", "a theirs b"), "mine a theirs b");
        assert_eq!(without_clash("a b c", "a c", "a b"), "a");
    }

    #[test]
    fn what_was_reworded_stays_in_its_place() {
        assert_eq!(without_clash("1 2 3", "1* 2 3", "1 2 3*"), "1* 2 3*");
        assert_eq!(without_clash("1 2 3", "1 2* 3", "1* 2 3"), "1* 2* 3");
        assert_eq!(without_clash("1 2 3", "1 2 3 4", "1 2* 3"), "1 2* 3 4");
    }

    #[test]
    fn what_one_reworded_and_the_other_took_out_stays() {
        assert_eq!(without_clash("1 2 3", "1 3", "1 2* 3"), "1 2* 3");
        assert_eq!(without_clash("1 2 3", "1 2* 3", "1 3"), "1 2* 3");
    }

    #[test]
    fn what_both_did_is_done_once() {
        assert_eq!(without_clash("", "a b", "b"), "a b");
        assert_eq!(without_clash("x", "a", "x a"), "a");
        assert_eq!(without_clash("x", "x a", "a"), "a");
        assert_eq!(without_clash("1 2", "1 2* 3", "1 2* 4"), "1 2* 3 4");
    }

    #[test]
    fn the_same_note_added_twice_by_one_person_stays_twice() {
        assert_eq!(without_clash("", "rang rang", "wrote"), "rang rang wrote");
    }

    #[test]
    fn of_one_entry_that_both_reworded_the_chosen_one_stands_and_the_rest_of_both_does_too() {
        let of = |choice| merged("gate old", "gate1 old mine", "gate2 old* theirs", choice);

        assert_eq!(of(Choice::Mine), ("gate1 old* mine theirs".to_owned(), true));
        assert_eq!(of(Choice::Theirs), ("gate2 old* mine theirs".to_owned(), true));
    }

    #[test]
    fn links_that_both_replaced_both_stand() {
        let both = bring_together(&ids("a"), &ids("b"), &ids("c"), Choice::Mine);

        assert_eq!(both, Both { list: ids("b c"), is_clash: false });
    }
}
