//! Floor 2: the catalogue as a graph, and views of it.

mod story;
mod view;

pub use story::{Edge, Relation, StoryGraph};
pub use view::{Cut, View, ViewEdge, ViewKind};
