//! What two people did to one list, joined entry by entry.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices, get_diff_ratio};

use super::datum::{Scalar, Shape};
use super::merge::Choice;

/// A list that two people changed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Joined<T> {
    /// What is to stand.
    pub(super) list: Vec<T>,
    /// Whether both reworded the same entry, and differently.
    pub(super) is_clash: bool,
}

/// What either took out is out, what either added or reworded is in, each once and in its place; of what both put in one
/// place mine comes first. What one took out and the other reworded stays. Where both reworded the same entry, and
/// differently, the one that is chosen stands. Of links both stand, since a link says no more than that there is one.
pub(super) fn joined<T: Scalar>(base: &[T], mine: &[T], theirs: &[T], choice: Choice) -> Joined<T> {
    let (entries, [old, ours, others]) = numbered([base, mine, theirs]);
    let (mut mine, mut theirs) = (Side::of(&old, &ours, &entries), Side::of(&old, &others, &entries));
    drop_moved_out(&mut mine, &theirs);
    drop_moved_out(&mut theirs, &mine);
    follow_moves(&mut mine, &mut theirs);
    let is_clash = T::SHAPE != Shape::Link && settle(&mut mine, &mut theirs, choice);
    // What both came to have is there once.
    let mut known: HashMap<usize, usize> = HashMap::new();
    for entry in mine.news() {
        *known.entry(entry).or_default() += 1;
    }
    let mut is_new = |entry: usize| match known.get_mut(&entry) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    let mut list = Vec::new();
    for (place, (ours, others)) in mine.added.iter().zip(&theirs.added).enumerate() {
        list.extend(ours.iter().map(|added| added.entry));
        list.extend(others.iter().map(|added| added.entry).filter(|entry| is_new(*entry)));
        let (Some(entry), Some(one), Some(other)) = (old.get(place), mine.fates.get(place), theirs.fates.get(place))
        else {
            break;
        };
        if (one, other) == (&Fate::Kept, &Fate::Kept) {
            list.push(*entry);
        }
        list.extend(one.reworded());
        list.extend(other.reworded().filter(|entry| is_new(*entry)));
    }
    Joined { list: list.into_iter().map(|entry| entries[entry].clone()).collect(), is_clash }
}

/// What became of an entry on one side. Entries are known by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Kept,
    Gone,
    Reworded(usize),
}

impl Fate {
    fn reworded(self) -> Option<usize> {
        if let Self::Reworded(entry) = self { Some(entry) } else { None }
    }
}

/// An entry that one side added, or moved from another place in the base.
#[derive(Clone, Copy, Debug)]
struct Added {
    entry: usize,
    from: Option<usize>,
}

/// What one side did to a list.
struct Side {
    /// What became of each entry of the base.
    fates: Vec<Fate>,
    /// What was added before each of them, and at the end.
    added: Vec<Vec<Added>>,
}

impl Side {
    fn of<T: Scalar>(base: &[usize], list: &[usize], entries: &[&T]) -> Self {
        let mut side = Self { fates: vec![Fate::Kept; base.len()], added: vec![Vec::new(); base.len() + 1] };
        for (old, new) in differing(base, list) {
            side.take(base, old, &list[new], entries);
        }
        side.find_moves(base);
        side
    }

    /// One run of entries in the place of another: those that are alike are rewordings, in their order; of what stands between
    /// them the first is one of the first, and so on; the rest was taken out or added.
    fn take<T: Scalar>(&mut self, base: &[usize], old: Range<usize>, new: &[usize], entries: &[&T]) {
        let of = |numbers: &[usize]| -> Vec<String> { numbers.iter().map(|number| entries[*number].text()).collect() };
        let alike = alike(&of(&base[old.clone()]), &of(new));
        let (mut at, mut next) = (0, 0);
        for (to, then) in alike.into_iter().chain([(old.len(), new.len())]) {
            let pairs = (to - at).min(then - next);
            for step in 0..pairs {
                self.fates[old.start + at + step] = Fate::Reworded(new[next + step]);
            }
            for gone in at + pairs..to {
                self.fates[old.start + gone] = Fate::Gone;
            }
            self.added[old.start + to]
                .extend(new[next + pairs..then].iter().map(|entry| Added { entry: *entry, from: None }));
            if to < old.len() {
                self.fates[old.start + to] = Fate::Reworded(new[then]);
            }
            (at, next) = (to + 1, then + 1);
        }
    }

    /// What is gone in one place and added in another was moved.
    fn find_moves(&mut self, base: &[usize]) {
        let mut gone: HashMap<usize, Vec<usize>> = HashMap::new();
        for (place, fate) in self.fates.iter().enumerate().rev() {
            if *fate == Fate::Gone {
                gone.entry(base[place]).or_default().push(place);
            }
        }
        for added in self.added.iter_mut().flatten() {
            added.from = gone.get_mut(&added.entry).and_then(Vec::pop);
        }
    }

    /// What this side added or reworded.
    fn news(&self) -> impl Iterator<Item = usize> {
        let added = self.added.iter().flatten().map(|added| added.entry);
        added.chain(self.fates.iter().filter_map(|fate| fate.reworded()))
    }
}

/// What one side moved and the other took out is out.
fn drop_moved_out(side: &mut Side, other: &Side) {
    let is_moved_there = |from: usize| other.added.iter().flatten().any(|added| added.from == Some(from));
    for added in &mut side.added {
        added.retain(|added| added.from.is_none_or(|from| other.fates[from] != Fate::Gone || is_moved_there(from)));
    }
}

/// What one side moved and the other reworded is there once: with the new words, where I moved it, else where I reworded it.
fn follow_moves(mine: &mut Side, theirs: &mut Side) {
    for added in mine.added.iter_mut().flatten() {
        let Some(from) = added.from else { continue };
        if let Some(entry) = theirs.fates[from].reworded() {
            added.entry = entry;
            theirs.fates[from] = Fate::Gone;
        }
    }
    for added in &mut theirs.added {
        added.retain(|added| added.from.is_none_or(|from| mine.fates[from].reworded().is_none()));
    }
}

/// Where both reworded the same, and differently, the one that is not chosen goes. Whether there was any.
fn settle(mine: &mut Side, theirs: &mut Side, choice: Choice) -> bool {
    let mut is_clash = false;
    for (one, other) in mine.fates.iter_mut().zip(&mut theirs.fates) {
        if let (Fate::Reworded(ours), Fate::Reworded(others)) = (&one, &other)
            && ours != others
        {
            is_clash = true;
            *(if choice == Choice::Mine { other } else { one }) = Fate::Gone;
        }
    }
    is_clash
}

/// The entries of several lists, each once, and the lists as their numbers.
fn numbered<T: Scalar, const LISTS: usize>(lists: [&[T]; LISTS]) -> (Vec<&T>, [Vec<usize>; LISTS]) {
    let mut entries: Vec<&T> = Vec::new();
    let mut by_text: HashMap<String, Vec<usize>> = HashMap::new();
    let numbers = lists.map(|list| {
        let mut number = |entry| {
            let same = by_text.entry(Scalar::text(entry)).or_default();
            let known = same.iter().copied().find(|number| entries[*number] == entry);
            known.unwrap_or_else(|| {
                entries.push(entry);
                same.push(entries.len() - 1);
                entries.len() - 1
            })
        };
        list.iter().map(&mut number).collect()
    });
    (entries, numbers)
}

/// The longest list that is compared entry by entry; of a longer one all that differs is one run.
const LONGEST: usize = 5_000;

/// The runs in which two lists differ.
fn differing(old: &[usize], new: &[usize]) -> Vec<(Range<usize>, Range<usize>)> {
    if old.len().max(new.len()) > LONGEST {
        let begin = old.iter().zip(new).take_while(|(one, other)| one == other).count();
        let rest = old[begin..].iter().rev().zip(new[begin..].iter().rev());
        let end = rest.take_while(|(one, other)| one == other).count();
        return vec![(begin..old.len() - end, begin..new.len() - end)];
    }
    let done = capture_diff_slices(Algorithm::Myers, old, new).into_iter();
    done.filter(|done| !matches!(done, DiffOp::Equal { .. })).map(|done| (done.old_range(), done.new_range())).collect()
}

/// How alike two texts are that are taken for one that was reworded, of 1.
const ALIKE: f32 = 0.6;
/// The most pairs that are compared, and the most letters of each text.
const PAIRS: usize = 2_500;
const LETTERS: usize = 200;

/// The places of those that are alike, in order: as many and as alike as can be.
fn alike(old: &[String], new: &[String]) -> Vec<(usize, usize)> {
    if old.len() * new.len() > PAIRS {
        return Vec::new();
    }
    let letters = |texts: &[String]| -> Vec<Vec<char>> {
        texts.iter().map(|text| text.chars().take(LETTERS).collect()).collect()
    };
    let (old, new) = (letters(old), letters(new));
    let ratio = |one: &[char], other: &[char]| {
        let ratio = get_diff_ratio(&capture_diff_slices(Algorithm::Myers, one, other), one.len(), other.len());
        if ratio >= ALIKE { ratio } else { 0.0 }
    };
    let ratios: Vec<Vec<f32>> = old.iter().map(|one| new.iter().map(|other| ratio(one, other)).collect()).collect();
    // The best that can be had of what begins at each pair of places.
    let mut best = vec![vec![0.0_f32; new.len() + 1]; old.len() + 1];
    for at in (0..old.len()).rev() {
        for then in (0..new.len()).rev() {
            let paired = ratios[at][then] + best[at + 1][then + 1];
            best[at][then] = paired.max(best[at + 1][then]).max(best[at][then + 1]);
        }
    }
    let (mut pairs, mut at, mut then) = (Vec::new(), 0, 0);
    while at < old.len() && then < new.len() {
        let rest = best[at][then];
        if best[at + 1][then] >= rest {
            at += 1;
        } else if best[at][then + 1] >= rest {
            then += 1;
        } else {
            pairs.push((at, then));
            (at, then) = (at + 1, then + 1);
        }
    }
    pairs
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
        let both = joined(&lines(base), &lines(mine), &lines(theirs), choice);
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
    fn what_was_reworded_is_found_by_its_words_where_others_came_or_went() {
        let of = |base: &[&str], mine: &[&str], theirs: &[&str], choice| {
            let lines = |words: &[&str]| words.iter().map(|word| Line::new(word)).collect::<Vec<_>>();
            let both = joined(&lines(base), &lines(mine), &lines(theirs), choice);
            (both.list.iter().map(Scalar::text).collect::<Vec<_>>(), both.is_clash)
        };
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();

        let went = |choice| of(&["Design", "Pilot in June"], &["Pilot in July"], &["Design", "Pilot in May"], choice);
        assert_eq!(went(Choice::Mine), (words(&["Pilot in July"]), true));
        assert_eq!(went(Choice::Theirs), (words(&["Pilot in May"]), true));

        let came = |choice| of(&["Pilot in June"], &["Design", "Pilot in July"], &["Pilot in May"], choice);
        assert_eq!(came(Choice::Mine), (words(&["Design", "Pilot in July"]), true));
        assert_eq!(came(Choice::Theirs), (words(&["Design", "Pilot in May"]), true));
    }

    #[test]
    fn what_one_moved_and_the_other_reworded_is_there_once() {
        assert_eq!(without_clash("xx a", "a xx", "xx* a"), "a xx*");
        assert_eq!(without_clash("xx a", "xx* a", "a xx"), "a xx*");
        assert_eq!(without_clash("x a b", "a x b", "a b x"), "a b x");
    }

    #[test]
    fn a_list_that_is_very_long_loses_nothing() {
        let numbers = |of: std::ops::Range<usize>| of.map(|number| Line::new(&number.to_string())).collect::<Vec<_>>();
        let (base, mine) = (numbers(0..6_000), numbers(1..6_001));
        let theirs = [numbers(0..3_000), vec![Line::new("theirs")], numbers(3_000..6_000)].concat();

        let both = joined(&base, &mine, &theirs, Choice::Mine);

        assert!(both.list.contains(&Line::new("theirs")) && both.list.contains(&Line::new("6000")));
    }

    #[test]
    fn links_that_both_replaced_both_stand() {
        let both = joined(&ids("a"), &ids("b"), &ids("c"), Choice::Mine);

        assert_eq!(both, Joined { list: ids("b c"), is_clash: false });
    }

    #[test]
    fn what_one_moved_and_the_other_took_out_is_out() {
        for (mine, theirs) in [("b c a", "b c"), ("b c", "b c a")] {
            let both = joined(&ids("a b c"), &ids(mine), &ids(theirs), Choice::Mine);
            assert_eq!(both, Joined { list: ids("b c"), is_clash: false });
        }
        let both = joined(&ids("a b c"), &ids("b a c"), &ids("b c a"), Choice::Mine);
        assert_eq!(both.list.iter().filter(|id| id.as_str() == "a").count(), 1, "what both moved is there once");
    }
}
