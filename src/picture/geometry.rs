//! A picture's geometry as JSON, for tests and for measuring.

use super::item::{Item, Picture, Role};
use super::{PaintError, png};
use crate::geometry::{Point, Rect};
use serde_json::{Value, json};
use std::io::Write;

/// Writes `{"size":[w,h],"texts":[…],"marks":[…]}`, and for a node-link diagram `"nodes"` and `"edges"` too. Logical pixels with
/// two decimals. Texts are the boxes of their ink, `x`, `y` the upper left corner; of nodes `x`, `y` is the centre.
///
/// # Errors
///
/// If `out` cannot be written to, or the canvas has no sensible size.
pub fn write(picture: &Picture, out: &mut dyn Write) -> Result<(), PaintError> {
    png::pixels(picture.size, 1.0)?;
    let mut found = Found::default();
    found.collect(&picture.items);
    let mut whole = json!({
        "size": [number(picture.size.w), number(picture.size.h)],
        "texts": found.texts,
        "marks": found.marks,
    });
    if found.linked {
        whole["nodes"] = found.nodes.into();
        whole["edges"] = found.edges.into();
    }
    serde_json::to_writer(&mut *out, &whole).map_err(std::io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(())
}

#[derive(Default)]
struct Found {
    texts: Vec<Value>,
    marks: Vec<Value>,
    nodes: Vec<Value>,
    edges: Vec<Value>,
    linked: bool,
}

impl Found {
    fn collect(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Path(_) => {}
                Item::Text(text) if text.line.ink.w > 0.0 => {
                    let mut value = corner(text.ink());
                    value["text"] = text.line.text.as_str().into();
                    self.texts.push(value);
                }
                Item::Text(_) => {}
                Item::Group(group) => {
                    match &group.role {
                        Role::None => {}
                        Role::Mark(rect) => self.marks.push(corner(*rect)),
                        Role::Node { id, rect } => {
                            let Point { x, y } = rect.centre();
                            let (x, y, w, h) = (number(x), number(y), number(rect.w), number(rect.h));
                            self.nodes.push(json!({"id": id, "x": x, "y": y, "w": w, "h": h}));
                            self.linked = true;
                        }
                        Role::Edge { from, to, points } => {
                            let points: Vec<Value> = points.iter().map(|p| json!([number(p.x), number(p.y)])).collect();
                            self.edges.push(json!([from, to, points]));
                            self.linked = true;
                        }
                    }
                    self.collect(&group.items);
                }
            }
        }
    }
}

fn corner(r: Rect) -> Value {
    json!({"x": number(r.x), "y": number(r.y), "w": number(r.w), "h": number(r.h)})
}

/// Two decimals, never a negative zero; whole numbers without a fraction.
fn number(v: f64) -> Value {
    let rounded = (v * 100.0).round() / 100.0 + 0.0;
    if rounded.fract() == 0.0 && rounded.abs() < 1e15 { json!(rounded as i64) } else { json!(rounded) }
}
