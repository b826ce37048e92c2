//! Videos on the left, the themes that two or more of them carry on the right, S-curves between.

mod content;
mod paint;
mod plan;
mod words;

use content::Content;
use paint::paint;
use plan::{Plan, any_order, best_order};

use super::DiagramError;
use super::scene::Scene;
use crate::geometry::Size;
use crate::picture::{ARTICLE, Frame, Picture};

/// How close together everything is set.
#[derive(Debug, Clone, Copy)]
struct Density {
    /// Of titles and themes.
    label: f64,
    /// Of whatever is less.
    small: f64,
    /// Lines a label may take.
    lines: usize,
    /// Whether whose video it is stands in a line of its own.
    performers_below: bool,
    /// The least distance between two labels.
    gap: f64,
}

pub(super) fn draw(scene: &Scene) -> Result<Picture, DiagramError> {
    let size = scene.setting.size.unwrap_or(ARTICLE);
    let mut content = Content::of(scene);
    let frame = frame(scene, &content, size);
    let u = frame.scale();
    let roomy = Density { label: 16.0 * u, small: 14.0 * u, lines: 2, performers_below: true, gap: 5.0 * u };
    if scene.setting.size.is_none() {
        let plan = Plan::new(scene, &content, &frame, roomy, &best_order(scene, &content));
        return Ok(paint(scene, &content, &frame, &plan, None));
    }
    let least = (14.0 * (size.w / 1200.0).max(0.5)).min(roomy.label);
    loop {
        let frame = self::frame(scene, &content, size);
        let room = frame.room(scene.fonts);
        let mut short = (false, false);
        for density in densities(roomy, least) {
            let plan = Plan::new(scene, &content, &frame, density, &any_order(scene, &content));
            let fits = plan.height() <= room.h;
            if fits && (plan.curves_width(room) >= room.w * 0.27 || density.label <= least) {
                let plan = Plan::new(scene, &content, &frame, density, &best_order(scene, &content));
                return Ok(paint(scene, &content, &frame, &plan, Some(room.h)));
            }
            let (left, right) = plan.columns();
            short = (plan.above() + left > room.h, plan.above() + right > room.h);
        }
        let less = |rows: usize, short: bool| if short { rows - (rows / 20).max(1).min(rows) } else { rows };
        let (videos, themes) = (less(content.videos.len(), short.0), less(content.themes.len(), short.1));
        if videos == 0 || (videos, themes) == (content.videos.len(), content.themes.len()) {
            let (width, height) = (size.w as u32, size.h as u32);
            return Err(DiagramError::TooSmall { things: scene.view.nodes.len(), width, height });
        }
        content = content.fewer(scene, videos, themes);
    }
}

/// From roomy to as tight as can be read.
fn densities(roomy: Density, least: f64) -> Vec<Density> {
    let mut all = vec![roomy];
    for step in 1..=6 {
        let t = f64::from(step) / 6.0;
        let towards = |from: f64, to: f64| from + (to.min(from) - from) * t;
        all.push(Density {
            label: towards(roomy.label, least),
            small: towards(roomy.small, least),
            gap: towards(roomy.gap, 3.0),
            ..roomy
        });
    }
    let tight = Density { label: least, small: least, lines: 1, performers_below: true, gap: 3.0 };
    all.extend([tight, Density { performers_below: false, ..tight }]);
    all
}

fn frame(scene: &Scene, content: &Content, size: Size) -> Frame {
    let frame = scene.frame(size, words::title(scene, &content.whole), words::subtitle(content));
    if scene.setting.size.is_none() { frame.unit(1.0) } else { frame }
}
