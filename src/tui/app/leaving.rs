//! Reports that leave the room, and spreadsheets that come in: each is shown first.

use super::{App, Dialog, Notice};
use crate::import::{Options, Tables, plan};
use crate::report::{Paper, Scope};
use crate::tui::confirm::Confirm;
use crate::tui::effect::Effect;
use crate::tui::naming::{NamedFor, Naming};
use crate::tui::preview::Preview;
use crate::tui::reports::Reports;
use crate::tui::settings::Access;
use crate::tui::typed_line::TypedLine;

impl App {
    /// The reports, to pick one.
    pub(super) fn open_reports(&mut self) {
        let here = self.trail.here().map(|(id, _)| id);
        let reports = Reports::new(&self.book, &self.settings.officer, here);
        self.dialogs.push(Dialog::Reports(reports));
    }

    /// The report that was picked is drafted by the store's template, or by that which csp brings.
    pub(super) fn report_wanted(&self, reports: Reports) -> Option<Effect> {
        let (paper, scope) = reports.chosen()?;
        Some(Effect::Template { paper, scope, today: self.today })
    }

    /// Shows a report. What the drafter has to know is told.
    pub(super) fn show_report(&mut self, paper: &Paper, scope: &Scope, own: Option<String>) {
        match paper.draft(own, scope, &self.book, self.today) {
            Ok(drafted) => {
                let is_sample = matches!(self.settings.access, Access::Sample);
                let drafted = if is_sample { drafted.of_sample() } else { drafted };
                let name = format!("{}-{}.docx", paper.file_stem(scope), self.today);
                self.dialogs.push(Dialog::Preview(Preview::of_document(name, drafted.document)));
                self.notice = match &drafted.remarks[..] {
                    [] => None,
                    [remark] => Some(Notice::failure(remark.to_string())),
                    [remark, others @ ..] => {
                        let words = format!("{remark} ({} more; csp report tells them)", others.len());
                        Some(Notice::failure(words))
                    }
                };
            }
            Err(why) => self.notice = Some(Notice::failure(why.to_string())),
        }
    }

    /// Asks which file is to be brought in.
    pub(super) fn open_import(&mut self) {
        if self.may_write() {
            let naming = Naming { typed: TypedLine::default(), purpose: NamedFor::Import };
            self.dialogs.push(Dialog::Name(naming));
        }
    }

    /// The file of the name that was typed is read.
    pub(super) fn read_file(&mut self) -> Option<Effect> {
        let path = self.named("Type the name of a file: a csv, xlsx or ods file with a row of headings")?;
        Some(Effect::Read { path })
    }

    /// Asks for the file again, the name that was typed being there to be mended.
    pub(super) fn name_again(&mut self, purpose: NamedFor, path: &str, why: String) {
        self.dialogs.push(Dialog::Name(Naming { typed: TypedLine::new(path), purpose }));
        self.notice = Some(Notice::failure(why));
    }

    /// Shows what a file would change, or what is wrong with it.
    pub(super) fn show_import(&mut self, path: &str, tables: &Tables) {
        let options = Options::plain(self.today, &self.settings.officer);
        match plan(&self.book, &tables.tables, &options) {
            Ok(plan) => {
                self.dialogs.push(Dialog::Confirm(Confirm::of_import(path, plan, &tables.remarks)));
            }
            Err(why) => {
                self.name_again(NamedFor::Import, path, format!("{path}: {}", in_words_that_fit(&why.to_string())));
            }
        }
    }
}

/// What is wrong with the columns of a file. The command can be told what a column is; here the file itself is mended.
fn in_words_that_fit(why: &str) -> String {
    match why.split_once(" Next: ") {
        Some((what, next)) if next.contains("--column") => {
            format!(
                "{what} Next: mend the row of headings in the file, or use csp import, which can be told what a column is"
            )
        }
        _ => why.to_owned(),
    }
}
