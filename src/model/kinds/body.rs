//! An organisation, a committee or a group.

use crate::model::field::record;
use crate::model::text::Line;

record! {
    /// An organisation, a committee or a group; never a person.
    Body {
        roles: Vec<Line>, "Roles", "what it is to the partnership, one a line";
        former_names: Vec<Line>, "Former names", "what it used to be called, one a line";
    }
}
