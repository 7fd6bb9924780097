//! `csp init`: a store of one's own.

use std::path::PathBuf;

use clap::ValueHint;

use super::source::init_place;
use super::{Code, Common, Failure, Output, World};
use crate::store::{Seed, Sharing, begin_history, init};

/// Make a store.
#[derive(Debug, clap::Args)]
pub struct Init {
    /// The folder; where --store says, or the usual place, if it is left out
    #[arg(value_hint = ValueHint::DirPath)]
    dir: Option<PathBuf>,
    /// With the statutory duties and the report's sections, and nothing local (this is the default)
    #[arg(long, conflicts_with = "sample")]
    starter: bool,
    /// With the Dorset sample of 9 March 2023
    #[arg(long)]
    sample: bool,
    /// For all members of a group on this machine
    #[arg(long, value_name = "GROUP")]
    shared: Option<String>,
    /// Without a history of changes, which is kept by git otherwise
    #[arg(long)]
    no_history: bool,
}

impl Init {
    pub(crate) fn run(&self, common: &Common, world: &World, output: &mut Output<'_>) -> Result<Code, Failure> {
        let path = init_place(self.dir.as_ref(), common)?;
        let seed = if self.sample { Seed::Sample } else { Seed::Starter };
        let sharing = init(&path, seed, self.shared.as_deref())?;
        let at = path.display();
        output.text(&format!("{at}\n"))?;
        let who = match (&self.shared, sharing) {
            (Some(group), _) => format!("the members of {group} can read and change it"),
            (None, Sharing::Group) => "the members of its folder's group can read and change it".to_owned(),
            (None, Sharing::Private) => "only you can read it".to_owned(),
        };
        let usual = crate::store::place::usual().is_ok_and(|usual| usual == path);
        let named = if usual { String::new() } else { format!(" --store {at}") };
        output.say(&format!("csp: a store was made; {who}. Next: csp{named} opens it"));
        if !self.no_history
            && let Err(why) = begin_history(&path, &world.officer)
        {
            output.say(&format!("csp: it keeps no history of changes yet: {why}"));
        }
        Ok(Code::Done)
    }
}
