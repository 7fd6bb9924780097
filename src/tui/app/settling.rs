//! Taking in what came of an effect, and taking changes back.

use super::{App, Dialog, Notice};
use crate::model::{Book, Id, Record, Typing};
use crate::tui::effect::{Cause, Effect, Made, News, Reading, Rejected, Reply, Saved, What};
use crate::tui::form::{Form, Purpose};
use crate::tui::naming::NamedFor;
use crate::tui::settings::Access;

impl App {
    /// Takes in what came of an effect.
    pub(crate) fn settle(&mut self, reply: Reply) {
        match reply {
            Reply::Done => {}
            Reply::Loaded(book, Reading::Asked) => {
                self.take(Some(book));
                self.notice = Some(Notice::told("The store was read again"));
            }
            Reply::Loaded(book, Reading::Told(words)) => {
                self.take(Some(book));
                self.notice = Some(Notice::told(words));
            }
            Reply::Loaded(book, Reading::Warned(words)) => {
                self.take(Some(book));
                self.next_version();
                self.notice = Some(Notice::failure(words));
            }
            Reply::Template { paper, scope, own } => self.show_report(&paper, &scope, own),
            Reply::Unread { path, why } => self.name_again(NamedFor::Import, &path, why),
            Reply::Unwritten { path, why } => self.name_again(NamedFor::Write, &path, why),
            Reply::Tables { path, tables } => self.show_import(&path, &tables),
            Reply::Loaded(book, Reading::Noticed(news)) => self.noticed(book, &news),
            Reply::History { id, text } => self.show_history(&id, &text),
            Reply::Changes(book, changes) => self.show_changes(book, changes),
            Reply::Saved(saved) => {
                self.saved(saved);
                self.next_version();
            }
            Reply::Rolled { book, words, is_whole } => {
                self.take(book);
                self.undo.forget();
                self.notice = Some(if is_whole { Notice::told(words) } else { Notice::failure(words) });
            }
            Reply::Resumed(draft) => self.resume(&draft),
            Reply::Offered(drafts) => self.offered(drafts),
            Reply::Discarded { left, why } => self.discarded(left, why),
            Reply::Told(words) => self.notice = Some(Notice::told(words)),
            Reply::Failed(why) => self.notice = Some(Notice::failure(why)),
        }
    }

    fn saved(&mut self, mut saved: Saved) {
        let book = saved.book.take();
        if saved.cause == Cause::Decision {
            self.undo.push_decision();
            self.take(book);
        } else if saved.cause == Cause::Change {
            let added = self.form().is_some_and(|form| matches!(form.purpose, Purpose::Add | Purpose::AddAgain(_)));
            if let Some(refused) = self.refusal_to_settle(&saved) {
                self.take(book);
                self.bring_up_to_date(&refused.wanted.id, refused.who.as_deref());
                self.on_form(|form| {
                    form.ask();
                });
                self.notice = Some(Notice::failure(refused_words(&refused)));
                return;
            }
            self.keep_for_the_others(&saved);
            self.take(book);
            if added {
                saved.made.iter().for_each(|made| self.point_at_new(&made.id));
            }
            self.unmark(&saved.made);
            self.undo.push(saved.made.clone());
        } else {
            let ids: Vec<_> = saved.made.iter().map(|made| made.id.clone()).collect();
            let later =
                saved.refused.iter().filter(|refused| refused.may_pass).map(|refused| refused.wanted.id.clone());
            self.undo.settle(saved.cause, &ids, &later.collect::<Vec<_>>());
            self.take(book);
        }
        self.decided(&saved);
        let mut told = self.told(&saved);
        if self.was_put_off_in_vain(&saved) {
            told.words.push_str(". It stays in triage: its date is past or near");
        }
        self.notice = Some(told);
        if let (Cause::Undo | Cause::Redo, [refused], []) = (saved.cause, &saved.refused[..], &saved.made[..]) {
            self.ask_about(refused);
        }
    }

    /// What keeps a form open: the change of one record, which was not saved.
    fn refusal_to_settle(&self, saved: &Saved) -> Option<Rejected> {
        let [refused] = &saved.refused[..] else { return None };
        let is_form = self.form().is_some_and(|form| form.purpose == Purpose::Edit(refused.wanted.id.clone()));
        is_form.then(|| refused.clone())
    }

    /// Closes the form, unless it was for several records and some of them could not be saved: it stays for those, with what
    /// was typed.
    fn keep_for_the_others(&mut self, saved: &Saved) {
        let refused: Vec<_> = saved.refused.iter().map(|refused| refused.wanted.id.clone()).collect();
        match self.dialogs.last_mut() {
            Some(Dialog::Form(form)) if !refused.is_empty() && matches!(form.purpose, Purpose::EditAll(_)) => {
                form.purpose = Purpose::EditAll(refused);
            }
            _ => self.close_form(),
        }
    }

    /// A change that cannot be taken back because somebody has changed the same field since is put before the officer
    /// with both values.
    fn ask_about(&mut self, refused: &Rejected) {
        let fields: Vec<_> = refused.conflicts.iter().map(|conflict| conflict.field).collect();
        let id = &refused.wanted.id;
        if self.form().is_some() || fields.is_empty() {
            return;
        }
        let (Some(current), who) = (self.book.get(id), refused.who.as_deref().unwrap_or(SOMEBODY)) else { return };
        let Some(mut form) = Form::of(Purpose::Edit(id.clone()), &refused.wanted.base, &fields) else { return };
        let typing = Typing::new(self.today, &self.settings.officer, &self.book);
        form.type_as(&refused.wanted.mine);
        form.catch_up(current, who, &typing);
        form.ask();
        self.dialogs.push(Dialog::Form(Box::new(form)));
    }

    /// What was saved and what was not, in words.
    fn told(&self, saved: &Saved) -> Notice {
        let sample = if self.settings.access == Access::Sample { " (in the sample)" } else { "" };
        let verb = match saved.cause {
            Cause::Change | Cause::Decision => "Saved",
            Cause::Undo => "Taken back:",
            Cause::Redo => "Made again:",
        };
        let made = match &saved.made[..] {
            _ if saved.words.is_some() => saved.words.clone(),
            [] => None,
            [made] => Some(format!("{verb} {}: {}{sample}", made.id, what(made))),
            several => Some(format!("{verb} {} records{sample}", several.len())),
        };
        if saved.refused.is_empty() {
            return match &saved.unconfirmed {
                Some(why) => Notice::failure(why.clone()),
                None => Notice::told(made.unwrap_or_default()),
            };
        }
        let refused = saved.refused.iter().map(refused_words);
        Notice::failure(made.into_iter().chain(refused).collect::<Vec<_>>().join(". "))
    }

    /// Somebody else has changed the store: the book, a form that is open, and what is said of it.
    fn noticed(&mut self, book: Book, news: &[News]) {
        self.take(Some(book));
        let edited = self.form().and_then(|form| match &form.purpose {
            Purpose::Edit(id) | Purpose::AddAgain(id) => Some(id.clone()),
            Purpose::Add | Purpose::EditAll(_) => None,
        });
        // What concerns the fields of a form is said above the form.
        let is_said =
            |news: &&News| edited.as_ref() == Some(&news.id) && self.bring_up_to_date(&news.id, news.who.as_deref());
        let (_, others): (Vec<_>, Vec<_>) = news.iter().partition(is_said);
        if !others.is_empty() {
            self.news = Some(news_words(&others));
        }
    }

    /// Brings an open form up to date with its record, and keeps the words about it above the form. Tells whether there are
    /// any.
    pub(super) fn bring_up_to_date(&mut self, id: &Id, who: Option<&str>) -> bool {
        let who = who.unwrap_or(SOMEBODY);
        let (current, is_unreadable) = (self.book.get(id).cloned(), self.book.unreadable(id).is_some());
        let typing = Typing::new(self.today, &self.settings.officer, &self.book);
        let form = self.dialogs.iter_mut().find_map(|it| if let Dialog::Form(form) = it { Some(form) } else { None });
        let Some(form) = form else { return false };
        if is_unreadable {
            return false; // its file is there, so what is typed can be saved when that is mended
        }
        let Some(current) = current else {
            form.news = Some(format!("{who} has removed this record; saving adds it again"));
            form.purpose = Purpose::AddAgain(id.clone());
            return true;
        };
        if let Purpose::AddAgain(id) = &form.purpose {
            // It was away for a moment only, as where a tool replaces files.
            form.purpose = Purpose::Edit(id.clone());
            form.news = None;
        }
        let labels = form.catch_up(&current, who, &typing);
        if !labels.is_empty() {
            form.news = Some(format!("{who} has changed {}", labels.join(", ")));
        }
        !labels.is_empty()
    }

    /// Takes the last change back, or makes it again.
    pub(super) fn undo(&mut self, cause: Cause) -> Option<Effect> {
        if !self.may_write() {
            return None;
        }
        if cause == Cause::Undo && self.undo.passes_decision() {
            let words = "A decision between two versions is not taken back: h tells what was put away. u again goes on to the change before it";
            self.notice = Some(Notice::failure(words));
            return None;
        }
        let wanted = self.undo.wanted(cause, self.today);
        if wanted.is_none() {
            self.notice = Some(Notice::failure(self.undo.why_there_is_none(cause)));
        }
        wanted.map(|wanted| Effect::Save(wanted, cause))
    }

    /// Puts the cursor on a record that was just added, in sight even where the filter would hide it.
    fn point_at_new(&mut self, id: &Id) {
        let is_listed = self.book.kind(id).is_some_and(|kind| self.pane.lists(kind));
        let Some(browse) = self.browse_mut().filter(|_| is_listed) else { return };
        browse.choose(id);
        if browse.chosen_id() != Some(id) {
            self.narrow(String::clear);
            self.browse_mut().into_iter().for_each(|browse| browse.choose(id));
        }
    }

    /// The form that is open, whatever stands above it.
    pub(crate) fn form(&self) -> Option<&Form> {
        self.dialogs.iter().find_map(|it| if let Dialog::Form(form) = it { Some(form.as_ref()) } else { None })
    }

    /// Closes the form and whatever stands above it.
    fn close_form(&mut self) {
        let at = self.dialogs.iter().position(|dialog| matches!(dialog, Dialog::Form(_)));
        self.dialogs.truncate(at.unwrap_or(self.dialogs.len()));
    }
}

/// Who it was where nobody is known by name.
const SOMEBODY: &str = "Somebody else";

/// What was changed in a record.
pub(super) fn what(made: &Made) -> String {
    match (&made.before, &made.fields[..]) {
        (None, _) => "added".to_owned(),
        (Some(_), []) => "it was so already".to_owned(),
        (Some(_), ["archived"]) if made.after.archived().is_some() => "archived; /archived shows it".to_owned(),
        (Some(_), ["archived"]) => "no longer archived".to_owned(),
        (Some(_), fields) => labels(&made.after, fields),
    }
}

fn labels(record: &Record, fields: &[&'static str]) -> String {
    let label = |name: &&'static str| in_a_sentence(record.field(name).map_or(*name, |(about, _)| about.label));
    fields.iter().map(label).collect::<Vec<_>>().join(", ")
}

/// A label within a sentence: `Lead agency` begins small, `RAG` does not.
fn in_a_sentence(label: &str) -> String {
    let is_short_for_words = label.chars().take(2).all(char::is_uppercase);
    if is_short_for_words { label.to_owned() } else { label.to_lowercase() }
}

fn refused_words(refused: &Rejected) -> String {
    let id = &refused.wanted.id;
    if refused.conflicts.is_empty() {
        return format!("Not saved: {}", refused.why);
    }
    let fields: Vec<_> = refused.conflicts.iter().map(|conflict| in_a_sentence(conflict.label)).collect();
    let who = refused.who.as_deref().unwrap_or(SOMEBODY);
    format!("Not saved: {who} has changed {} of {id} too", fields.join(", "))
}

/// What others have changed, in words: each record with its fields, or how many where they are many.
fn news_words(news: &[&News]) -> String {
    if news.len() > 3 {
        return format!("{} records have been changed by others", news.len());
    }
    let one = |news: &&News| {
        let who = news.who.as_deref().unwrap_or(SOMEBODY);
        let id = &news.id;
        match &news.what {
            What::Added => format!("{who} has added {id}"),
            What::Removed => format!("{who} has removed {id}"),
            What::Spoilt => format!("{id} can no longer be read: see 0"),
            What::Mended => format!("{id} can be read again"),
            What::Changed(labels) => {
                let labels: Vec<_> = labels.iter().map(|label| in_a_sentence(label)).collect();
                format!("{who} has changed {id}: {}", labels.join(", "))
            }
        }
    };
    news.iter().map(one).collect::<Vec<_>>().join("; ")
}
