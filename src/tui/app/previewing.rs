//! The palette, and the plain text of what is on screen.

use super::{App, Dialog, Notice};
use crate::report::{Pane, detail, detail_text, pane_text, summary_text};
use crate::tui::effect::Effect;
use crate::tui::palette::Palette;
use crate::tui::preview::Preview;
use crate::tui::triage::Triage;

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
                let text = pane_text(&self.book, self.pane, &browse.filter, &browse.filter_text, self.today);
                (self.pane.label().to_lowercase().replace(' ', "-"), text)
            }
        };
        let name = format!("{name}-{}.txt", self.today);
        self.dialogs.push(Dialog::Preview(Preview::new(name, &text)));
    }

    /// Asks for the name of the file that the text goes to.
    pub(super) fn name_file(&mut self) {
        if let Some(Dialog::Preview(preview)) = self.dialogs.last() {
            let name = preview.name.clone();
            self.dialogs.push(Dialog::Name(name));
        }
    }

    /// The text goes to the file of the name that was typed.
    pub(super) fn write_file(&mut self) -> Option<Effect> {
        let Some(Dialog::Name(name)) = self.dialogs.last() else { return None };
        if name.trim().is_empty() {
            self.notice = Some(Notice::failure("Type the name of a file, or Esc to leave"));
            return None;
        }
        let name = name.trim().to_owned();
        self.dialogs.pop();
        // Where it cannot be had, it is there to be mended.
        if let Some(Dialog::Preview(preview)) = self.dialogs.last_mut() {
            preview.name.clone_from(&name);
        }
        let text = self.previewed()?;
        Some(Effect::Write { path: name, text })
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
