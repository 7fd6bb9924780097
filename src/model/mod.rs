//! The domain, pure: what the records hold and what follows from them. Nothing here reads a file, a clock or a screen.

#[cfg(test)]
pub(crate) mod arbitrary;
mod assignment;
mod book;
pub mod check;
pub mod choice;
pub mod datum;
pub mod display;
mod event;
mod fault;
mod field;
mod filter;
pub mod flag;
mod id;
mod invalid;
mod kind;
pub mod kinds;
mod lists;
mod merge;
mod nearest;
#[cfg(test)]
mod properties;
mod rag;
mod reckoning;
mod record;
pub mod roll;
pub mod rows;
pub mod scalars;
pub mod text;
mod typed_date;
mod typing;
mod version;
mod wanted;
pub mod when;

pub use assignment::{Assignment, Change};
pub use book::{Book, Incoming, Unresolved};
pub use event::{BY_SYNC, Dispute, Event, NOT_KNOWN, Stood};
pub use fault::Fault;
pub use field::{About, Field, Fields};
pub use filter::{DISPUTED, Filter, flag_words};
pub use flag::Flag;
pub use id::{Id, LONGEST};
pub use invalid::Invalid;
pub use kind::Kind;
pub use merge::{Choice, Conflict, changed, merge, merge_choosing, taken_back, with_fields};
pub use nearest::nearest;
pub use rag::Rag;
pub use reckoning::Reckoning;
pub use record::{Held, OfKind, Record};
pub use typing::Typing;
pub use version::Version;
pub use wanted::Wanted;
pub use when::When;
