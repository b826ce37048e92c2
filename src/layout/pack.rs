//! Blocks side by side on one page.

use crate::geometry::{Point, Size};

/// Like [`shelves`], of the width that brings the whole nearest to `aspect` (width / height).
pub(super) fn shelves_of_aspect(blocks: &[Size], aspect: f64, gap: f64) -> (Vec<Point>, Size) {
    let widest = blocks.iter().fold(0.0, |w: f64, b| w.max(b.w));
    let total: f64 = blocks.iter().map(|b| b.w + gap).sum();
    let mut best: Option<(f64, Vec<Point>, Size)> = None;
    for step in 0..=60 {
        let width = widest + (total - widest).max(0.0) * f64::from(step * step) / 3600.0;
        let (places, size) = shelves(blocks, width, gap);
        // The height of the page of the wanted aspect that holds the rows.
        let page = (size.w / aspect).max(size.h);
        if best.as_ref().is_none_or(|(least, ..)| page < *least - 1e-9) {
            best = Some((page, places, size));
        }
    }
    best.map(|(_, places, size)| (places, size)).unwrap_or_default()
}

/// The upper left corner of every block, and the size of the whole: rows no wider than `width` (unless a block is),
/// from the tallest block to the lowest, `gap` apart.
pub(super) fn shelves(blocks: &[Size], width: f64, gap: f64) -> (Vec<Point>, Size) {
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_by(|&a, &b| {
        blocks[b].h.total_cmp(&blocks[a].h).then(blocks[b].w.total_cmp(&blocks[a].w)).then(a.cmp(&b))
    });
    let mut places = vec![Point::default(); blocks.len()];
    let (mut x, mut y, mut row, mut size) = (0.0, 0.0, 0.0f64, Size::default());
    for i in order {
        if x > 0.0 && x + blocks[i].w > width + 1e-9 {
            y += row + gap;
            (x, row) = (0.0, 0.0);
        }
        places[i] = Point::new(x, y);
        x += blocks[i].w + gap;
        row = row.max(blocks[i].h);
        size = Size::new(size.w.max(x - gap), size.h.max(y + row));
    }
    (places, size)
}

/// Places the boxes of `nodes` in rows like words in a text, in their order; returns the size of the whole.
pub(super) fn rows(nodes: &[usize], boxes: &[Size], width: f64, gap: f64, at: &mut [Point]) -> Size {
    let (mut x, mut y, mut row, mut size) = (0.0, 0.0, 0.0f64, Size::default());
    for &i in nodes {
        let b = boxes[i];
        if x > 0.0 && x + b.w > width + 1e-9 {
            y += row + gap;
            (x, row) = (0.0, 0.0);
        }
        at[i] = Point::new(x + b.w / 2.0, y + b.h / 2.0);
        x += b.w + gap;
        row = row.max(b.h);
        size = Size::new(size.w.max(x - gap), size.h.max(y + row));
    }
    size
}
