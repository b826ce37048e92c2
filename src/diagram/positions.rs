//! Where a diagram drew everything, for graph files that pin it.

use crate::geometry::{Point, Rect, Segment, Size, towards};
use crate::picture::{Item, Picture, Role};

/// Where everything is on a diagram, in logical pixels, y downwards.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Positions {
    /// The canvas.
    pub size: Size,
    /// Every node, in the order it was drawn.
    pub nodes: Vec<NodeBox>,
    /// Every edge, in the order it was drawn.
    pub edges: Vec<EdgeLine>,
}

/// A node on a diagram.
#[derive(Debug, Clone, PartialEq)]
pub struct NodeBox {
    /// Its name, such as `video:haru-haru`.
    pub name: String,
    /// Its box.
    pub rect: Rect,
    /// Its words as they are set, line by line.
    pub lines: Vec<String>,
    /// How tall the letters of the first line are; 0 where there is none.
    pub font_size: f64,
}

/// An edge on a diagram. Edges that join the same two nodes are drawn as one.
#[derive(Debug, Clone, PartialEq)]
pub struct EdgeLine {
    /// The node it leaves.
    pub from: String,
    /// The node it reaches.
    pub to: String,
    /// Its line as cubic Bézier segments (start, two handles, end), each beginning where the last one ended. Never empty.
    pub curve: Vec<[Point; 4]>,
}

impl Positions {
    /// The positions on a drawn diagram.
    pub fn of(picture: &Picture) -> Self {
        let mut found = Self { size: picture.size, ..Self::default() };
        found.collect(&picture.items);
        found
    }

    /// The box of the node of this name.
    pub fn node(&self, name: &str) -> Option<Rect> {
        self.nodes.iter().find(|node| node.name == name).map(|node| node.rect)
    }

    fn collect(&mut self, items: &[Item]) {
        for item in items {
            let Item::Group(group) = item else { continue };
            match &group.role {
                Role::Node { id, rect } => {
                    let texts = || {
                        group.items.iter().filter_map(|item| match item {
                            Item::Text(text) => Some(&text.line),
                            _ => None,
                        })
                    };
                    self.nodes.push(NodeBox {
                        name: id.clone(),
                        rect: *rect,
                        lines: texts().map(|line| line.text.clone()).collect(),
                        font_size: texts().next().map_or(0.0, |line| line.style.size),
                    });
                }
                Role::Edge { from, to, .. } => {
                    let path = group.items.iter().find_map(|item| match item {
                        Item::Path(path) => Some(path.segments.as_slice()),
                        _ => None,
                    });
                    let curve = cubics(path.unwrap_or_default());
                    if !curve.is_empty() {
                        self.edges.push(EdgeLine { from: from.clone(), to: to.clone(), curve });
                    }
                }
                Role::None | Role::Mark(_) => self.collect(&group.items),
            }
        }
    }
}

/// The path as cubic segments; what is left out of it, as behind a box, is bridged.
fn cubics(path: &[Segment]) -> Vec<[Point; 4]> {
    let mut curve = Vec::new();
    let mut from = Point::default();
    for segment in path {
        match *segment {
            Segment::Close => {}
            Segment::Move(_) if curve.is_empty() => {}
            Segment::Move(p) | Segment::Line(p) => {
                curve.push([from, towards(from, p, 1.0 / 3.0), towards(from, p, 2.0 / 3.0), p]);
            }
            Segment::Quad(a, p) => curve.push([from, towards(from, a, 2.0 / 3.0), towards(p, a, 2.0 / 3.0), p]),
            Segment::Cubic(a, b, p) => curve.push([from, a, b, p]),
        }
        from = segment.end().unwrap_or(from);
    }
    curve
}
