//! The palette, and the plain text of what is on screen.

use super::{App, Dialog, Notice};
use crate::report::{Pane, changes_text, detail, detail_text, pane_text, summary_text};
use crate::tui::effect::Effect;
use crate::tui::naming::{NamedFor, Naming};
use crate::tui::palette::Palette;
use crate::tui::preview::Preview;
use crate::tui::triage::Triage;
use crate::tui::typed_line::TypedLine;

impl App {
    pub(super) fn palette(&mut self) {
        let palette = Palette::new(self.context());
        self.dialogs.push(Dialog::Palette(palette));
    }

    /// Shows the record on screen, or the pane as it is filtered, as `csp summary` prints it.
    pub(super) fn preview(&mut self) {
        let here = self.triage().map_or_else(|| self.trail.here().map(|(id, _)| id), Triage::here);
        let (name, text) = match here {
            Some(id) => {
                let Some(detail) = detail(&self.book, id, self.today) else { return };
                (id.to_string(), detail_text(&detail, &|id| self.book.title(id).to_owned()))
            }
            None if self.pane == Pane::Overview => ("summary".to_owned(), summary_text(&self.summary)),
            None => {
                let Some(browse) = self.browse() else { return };
                let text = match browse.changes(&self.book, self.today) {
                    Some(Ok(changes)) => changes_text(&changes),
                    Some(Err(why)) => why.to_owned(),
                    None => pane_text(&self.book, self.pane, &browse.filter, &browse.filter_text, self.today),
                };
                (self.pane.label().to_lowercase().replace(' ', "-"), text)
            }
        };
        let name = format!("{name}-{}.txt", self.today);
        self.dialogs.push(Dialog::Preview(Preview::new(name, &text)));
    }

    /// Asks for the name of the file that the text goes to.
    pub(super) fn name_file(&mut self) {
        if let Some(Dialog::Preview(preview)) = self.dialogs.last() {
            let naming = Naming { typed: TypedLine::new(&preview.name), purpose: NamedFor::Write };
            let is_report = preview.document.is_some();
            self.dialogs.push(Dialog::Name(naming));
            if is_report {
                self.notice = Some(Notice::told("The ending says the format: .docx, .md or .txt"));
            }
        }
    }

    /// The name that was typed, which is closed then; or why there is none.
    pub(super) fn named(&mut self, asks: &str) -> Option<String> {
        let Some(Dialog::Name(naming)) = self.dialogs.last() else { return None };
        let name = naming.typed.text().trim().to_owned();
        if name.is_empty() {
            self.notice = Some(Notice::failure(asks));
            return None;
        }
        self.dialogs.pop();
        Some(name)
    }

    /// The text goes to the file of the name that was typed; a report in the format that its ending says.
    pub(super) fn write_file(&mut self) -> Option<Effect> {
        let path = self.named("Type the name of a file, or Esc to leave")?;
        let Some(Dialog::Preview(preview)) = self.dialogs.last_mut() else { return None };
        // Where it cannot be had, it is there to be mended.
        preview.name.clone_from(&path);
        match preview.written(&path) {
            Ok(bytes) => Some(Effect::Write { path, bytes }),
            Err(why) => {
                self.name_again(NamedFor::Write, &path, why);
                None
            }
        }
    }

    /// The text goes to the officer's own pager.
    pub(super) fn page_text(&mut self) -> Option<Effect> {
        let text = self.previewed()?;
        match self.settings.pager.clone() {
            Ok(pager) => Some(Effect::Page { pager, text }),
            Err(why) => {
                self.notice = Some(Notice::failure(why));
                None
            }
        }
    }

    /// The text goes to the terminal's clipboard.
    pub(super) fn to_clipboard(&self) -> Option<Effect> {
        self.previewed().map(Effect::Clipboard)
    }

    fn previewed(&self) -> Option<String> {
        let Some(Dialog::Preview(preview)) = self.dialogs.last() else { return None };
        Some(preview.text.clone())
    }
}
