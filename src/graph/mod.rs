//! Floor 2: the catalogue as a graph, and views of it.

mod choose;
mod edges;
mod hierarchy;
mod neighbours;
mod order;
mod overlap;
mod part;
mod story;
mod view;
mod view_edges;

pub use choose::choose_videos;
pub use edges::edges_between;
pub use hierarchy::Hierarchy;
pub use neighbours::{Neighbours, components};
pub use overlap::Overlap;
pub use story::{Edge, Relation, StoryGraph};
pub use view::{Cut, MOST_PAIRS, TooManyPairs, View, ViewKind};
pub use view_edges::{ViewEdge, ViewEdges};
