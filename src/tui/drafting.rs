//! What is typed and not saved, kept outside of the store while it is typed; and what was left by an interface that is
//! gone, to be taken up again.

use std::path::PathBuf;

use super::effect::Reply;
use super::look::Tone;
use super::rolling::draft::plans;
use super::sheet::{Piece, Sheet};
use crate::model::display::{NOT_STATED, display};
use crate::report::wrapped_to;
use crate::store::draft::{Draft, Drafts, Keeper, Left, Waiting};

/// What may have been left unsaved, and where it is kept from now on.
#[derive(Default)]
pub struct Unsaved {
    /// The officer's drafts; none where there is no place for them.
    pub drafts: Option<Drafts>,
    /// The texts that an editor left.
    pub texts: Vec<PathBuf>,
}

/// The officer's own draft, and those that were left.
#[derive(Default)]
pub(crate) struct Drafting {
    drafts: Option<Drafts>,
    waiting: Vec<Waiting>,
    /// What was handed over last.
    kept: Option<Draft>,
    /// What was said last about drafts that cannot be written.
    trouble: Option<String>,
}

impl Drafting {
    /// Keeps drafts in this place, and looks for those that were left there. What cannot be read is said, and so is what an
    /// editor left.
    pub(crate) fn new(Unsaved { drafts, texts }: Unsaved) -> (Self, Option<String>) {
        let Left { waiting, skipped } = drafts.as_ref().map(Drafts::list).unwrap_or_default();
        let words = skipped.iter().map(|it| format!("{}: {}", it.path.display(), it.why)).collect::<Vec<_>>();
        let drafts_left = (!words.is_empty()).then(|| format!("A draft was left as it is. {}", words.join("; ")));
        let texts_left = texts.first().map(|text| {
            let more = if texts.len() > 1 { format!(" and {} more", texts.len() - 1) } else { String::new() };
            format!("A text from your editor that was not saved is kept in {}{more}", text.display())
        });
        let told = drafts_left.into_iter().chain(texts_left).collect::<Vec<_>>().join(". ");
        let told = Some(told).filter(|words| !words.is_empty());
        (Self { drafts, waiting, kept: None, trouble: None }, told)
    }

    /// What writes the draft when the program has to end.
    pub(crate) fn keeper(&self) -> Option<Keeper> {
        self.drafts.as_ref().map(Drafts::keeper)
    }

    /// The drafts that were left, the newest first.
    pub(crate) fn left(&self) -> Vec<Draft> {
        self.waiting.iter().map(|waiting| waiting.draft.clone()).collect()
    }

    /// Keeps what stands now; none where nothing is unsaved.
    pub(crate) fn keep(&mut self, draft: Option<Draft>) {
        if draft == self.kept {
            return;
        }
        if let Some(drafts) = &self.drafts {
            drafts.keeper().put(draft.clone());
        }
        self.kept = draft;
    }

    /// Writes what is not written yet, before something is done that may take long.
    pub(crate) fn flush(&self) {
        if let (Some(drafts), Some(_)) = (&self.drafts, &self.kept) {
            drafts.keeper().flush();
        }
    }

    /// Sees to it that the draft's file is as it must be when the program is gone: what was saved is no draft any more.
    pub(crate) fn finish(&self) {
        self.drafts.iter().for_each(|drafts| drafts.keeper().flush());
    }

    /// Why what is typed is not being kept, said once.
    pub(crate) fn trouble(&mut self) -> Option<String> {
        let trouble = self.drafts.as_ref().and_then(|drafts| drafts.keeper().trouble());
        if trouble == self.trouble {
            return None;
        }
        self.trouble.clone_from(&trouble);
        trouble.map(|why| format!("What you type is not being kept until it is saved: {why}"))
    }

    /// Takes up the draft of this number.
    pub(crate) fn take(&mut self, number: usize) -> Reply {
        let Some((drafts, waiting)) = self.drafts.as_ref().zip(self.waiting.get(number)) else { return Reply::Done };
        let taken = match drafts.take(waiting) {
            Ok(taken) => taken,
            Err(error) => return Reply::Failed(error.to_string()),
        };
        self.waiting.remove(number);
        let Some(draft) = taken else { return self.gone() };
        self.kept = Some(draft.clone());
        Reply::Resumed(Box::new(draft))
    }

    /// Looks again for what was left, and by what else has ended since.
    pub(crate) fn look_again(&mut self) -> Reply {
        self.waiting = self.drafts.as_ref().map(|drafts| drafts.list().waiting).unwrap_or_default();
        Reply::Offered(self.left())
    }

    /// Discards the draft of this number.
    pub(crate) fn discard(&mut self, number: usize) -> Reply {
        let Some((drafts, waiting)) = self.drafts.as_ref().zip(self.waiting.get(number)) else { return Reply::Done };
        match drafts.discard(waiting) {
            Ok(is_done) => {
                self.waiting.remove(number);
                if is_done { Reply::Discarded { left: self.left(), why: None } } else { self.gone() }
            }
            Err(error) => Reply::Discarded { left: self.left(), why: Some(error.to_string()) },
        }
    }

    /// A draft that was offered is somebody else's by now.
    fn gone(&self) -> Reply {
        let why = "Another csp has taken it up, or it is gone".to_owned();
        Reply::Discarded { left: self.left(), why: Some(why) }
    }
}

/// The drafts that were left, to choose from.
#[derive(Clone, Debug)]
pub(crate) struct Unfinished {
    pub(crate) drafts: Vec<Draft>,
    pub(crate) chosen: usize,
    /// Whether the officer is being asked if the chosen one is to be discarded.
    pub(crate) asks: bool,
}

impl Unfinished {
    /// Each draft: what it is of, when it was typed, and below it what was typed.
    pub(crate) fn sheet(&self, width: usize) -> Sheet {
        let mut sheet = Sheet::default();
        sheet.heading(" Typed and not saved, from before");
        for draft in &self.drafts {
            let head = format!(" {}, {}", what(draft), draft.at);
            sheet.line([Piece::toned(crate::report::fitted(&head, width.saturating_sub(1)), Tone::Heading).stop()]);
            for (name, text) in &draft.typed {
                let label = draft.base.field(name).map_or(name.as_str(), |(about, _)| about.typed_label());
                let text = if text.is_empty() { NOT_STATED.to_owned() } else { display(text).into_owned() };
                for line in wrapped_to(&format!("{label}: {text}"), width.saturating_sub(4)).into_iter().take(4) {
                    sheet.text(format!("   {line}"));
                }
            }
        }
        sheet
    }
}

/// What a draft is of.
fn what(draft: &Draft) -> String {
    if let Some((from, to)) = plans(draft) {
        return format!("Rolling {from} to {to}");
    }
    match &draft.ids[..] {
        [] => format!("A new {}", draft.base.kind().word()),
        [id] => format!("{} {id}", draft.base.kind().word()),
        several => format!("{} records", several.len()),
    }
}
