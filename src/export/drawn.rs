//! A drawn diagram's places, entry for entry of the view that it was drawn from.

use std::collections::HashMap;

use super::positions::{Placed, Positions, Route};
use crate::diagram;
use crate::geometry::{Point, Size};
use crate::graph::View;

impl Positions {
    /// What `drawn` says of each node and edge of `view`. A diagram draws edges that join the same two nodes as one.
    pub fn of(view: &View, drawn: &diagram::Positions) -> Self {
        let catalogue = view.graph.catalogue();
        let boxes: HashMap<&str, _> = drawn.nodes.iter().map(|node| (node.name.as_str(), node)).collect();
        let names: Vec<String> = view.nodes.iter().map(|&node| catalogue.name(node).to_string()).collect();
        let nodes = names.iter().map(|name| {
            boxes.get(name.as_str()).map(|node| Placed {
                centre: node.rect.centre(),
                size: Size::new(node.rect.w, node.rect.h),
                lines: node.lines.clone(),
                font_size: node.font_size,
            })
        });
        let lines: HashMap<(&str, &str), &Vec<[Point; 4]>> =
            drawn.edges.iter().map(|edge| ((edge.from.as_str(), edge.to.as_str()), &edge.curve)).collect();
        let route = |curve: &Vec<[Point; 4]>| {
            let start = curve.first().map(|piece| piece[0]);
            Route::Curves(
                start.into_iter().chain(curve.iter().flat_map(|piece| [piece[1], piece[2], piece[3]])).collect(),
            )
        };
        let backwards = |curve: &Vec<[Point; 4]>| curve.iter().rev().map(|p| [p[3], p[2], p[1], p[0]]).collect();
        let edges = view.edges.iter().map(|edge| {
            let (from, to) = (names[edge.from as usize].as_str(), names[edge.to as usize].as_str());
            let forth = lines.get(&(from, to)).map(|curve| route(curve));
            forth.or_else(|| lines.get(&(to, from)).map(|curve| route(&backwards(curve))))
        });
        Self { nodes: nodes.collect(), edges: edges.collect(), arrows: false }
    }
}
