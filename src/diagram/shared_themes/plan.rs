//! Everything measured and in order, not yet in its place.

use super::Density;
use super::content::{Content, places};
use crate::catalogue::{Node, Weight};
use crate::diagram::label::{LEADING, Label};
use crate::diagram::legend::{Legend, Sample};
use crate::diagram::order::{self, TwoColumns};
use crate::diagram::scene::Scene;
use crate::geometry::Rect;
use crate::picture::{Colour, Frame};
use crate::text::Style;

/// A row of the left column.
pub(super) struct VideoRow {
    pub node: usize,
    pub title: Label,
    pub performers: Label,
    /// In one line or two.
    pub below: bool,
    /// Positions in the scene's links, from top to bottom.
    pub links: Vec<usize>,
}

/// A row of the right column.
pub(super) struct ThemeRow {
    pub node: usize,
    pub name: Label,
    pub count: usize,
    pub number: Label,
    /// The rank of its family.
    pub family: Option<usize>,
    pub colour: Colour,
}

/// A block of the right column that has a name.
pub(super) struct Family {
    pub rank: usize,
    pub name: Label,
}

/// Everything measured and in order, not yet in its place.
pub(super) struct Plan {
    pub density: Density,
    pub videos: Vec<VideoRow>,
    pub themes: Vec<ThemeRow>,
    pub families: Vec<Family>,
    pub heads: [Label; 2],
    pub legend: Legend,
    /// Whether the legend stands between the heads, or above them.
    pub legend_between: bool,
    pub unit: f64,
    /// Between blocks, on top of the gap between rows.
    pub block_gap: f64,
}

impl Plan {
    /// Sets the rows of `content` in this order: videos and themes from top to bottom, as positions in the view's nodes.
    pub fn new(
        scene: &Scene,
        content: &Content,
        frame: &Frame,
        density: Density,
        order: &(Vec<usize>, Vec<usize>),
    ) -> Self {
        let (fonts, u) = (scene.fonts, frame.scale());
        let room = frame.room(fonts);
        let place = places(&order.1, scene.view.nodes.len());
        let mut of_video: Vec<Vec<usize>> = vec![Vec::new(); scene.view.nodes.len()];
        content.links.iter().for_each(|&at| of_video[scene.links[at].from].push(at));
        let strong = Style::semibold(density.label);
        let weak = Style::regular(density.small);
        let video = |&node: &usize| {
            let name = scene.performers(scene.view.nodes[node]);
            let width = room.w * 0.3;
            let performers = if density.performers_below {
                Label::new(fonts, &name, weak, width, 1)
            } else {
                Label::new(fonts, &name, weak, width * 0.4, 1)
            };
            let beside = if density.performers_below { 0.0 } else { performers.size().w + 8.0 * u };
            let title = Label::new(
                fonts,
                scene.label(scene.view.nodes[node]),
                strong,
                (width - beside).max(1.0),
                density.lines,
            );
            let mut links = of_video[node].clone();
            links.sort_by_key(|&at| place[scene.links[at].to]);
            VideoRow { node, title, performers, below: density.performers_below, links }
        };
        let theme = |&node: &usize| {
            let count = content.whole.count[node];
            let name = scene.label(scene.view.nodes[node]);
            ThemeRow {
                node,
                name: Label::new(fonts, name, Style::regular(density.label), room.w * 0.24, density.lines),
                count,
                number: Label::new(fonts, &count.to_string(), weak, room.w, 1),
                family: scene.families.rank(scene.view.nodes[node].index),
                colour: colour(scene, content, node),
            }
        };
        let themes: Vec<ThemeRow> = order.1.iter().map(theme).collect();
        let mut ranks: Vec<usize> = themes.iter().filter_map(|row| row.family).collect();
        ranks.dedup();
        let family = |rank: usize| {
            let name = scene.families.head(rank).map_or("", |head| scene.label(Node::theme(head)));
            Family { rank, name: Label::new(fonts, name, Style::semibold(density.small), room.w * 0.15, 2) }
        };
        let head = |words: &str| Label::new(fonts, words, weak, room.w * 0.3, 1);
        let long = head("Themes, and how many videos carry them");
        let themes_head = if long.is_whole() { long } else { head("Themes") };
        let mut plan = Self {
            density,
            videos: order.0.iter().map(video).collect(),
            families: ranks.into_iter().map(family).collect(),
            themes,
            heads: [head("Videos"), themes_head],
            legend: Legend::new(fonts, &legend(scene, content, u), u, room.w),
            legend_between: false,
            unit: u,
            block_gap: density.gap,
        };
        let (bar, dots) = plan.verticals(room);
        plan.legend_between = plan.legend.width() + 40.0 * u < dots - bar.right();
        plan
    }

    pub fn video_height(&self, row: &VideoRow) -> f64 {
        let text = match row.below {
            true => row.title.size().h + row.performers.size().h,
            false => row.title.size().h.max(row.performers.size().h),
        };
        // Room for the ports of its edges, too.
        text.max(row.links.len() as f64 * 2.2 * self.unit)
    }

    pub fn theme_height(&self, row: &ThemeRow) -> f64 {
        row.name.size().h.max(2.0 * self.largest_dot())
    }

    pub fn largest_dot(&self) -> f64 {
        (self.density.label * 0.56).max(5.0)
    }

    pub fn blocks(&self) -> usize {
        let changes = self.themes.windows(2).filter(|pair| pair[0].family != pair[1].family).count();
        changes + usize::from(!self.themes.is_empty())
    }

    /// The heights of the two columns, closely set.
    pub fn columns(&self) -> (f64, f64) {
        let gaps = |n: usize| self.density.gap * n.saturating_sub(1) as f64;
        let left: f64 = self.videos.iter().map(|row| self.video_height(row)).sum();
        let right: f64 = self.themes.iter().map(|row| self.theme_height(row)).sum();
        let blocks = self.block_gap * self.blocks().saturating_sub(1) as f64;
        (left + gaps(self.videos.len()), right + gaps(self.themes.len()) + blocks)
    }

    /// What stands above the columns.
    pub fn above(&self) -> f64 {
        let heads = self.density.small * LEADING + self.unit * 10.0;
        if self.legend_between { heads } else { self.legend.height() + self.unit * 8.0 + heads }
    }

    /// The widths of videos, themes and families with their names.
    pub fn widths(&self) -> (f64, f64, f64) {
        let u = self.unit;
        let widest = |sizes: &mut dyn Iterator<Item = f64>| sizes.fold(0.0, f64::max);
        let videos = widest(&mut self.videos.iter().map(|row| match row.below {
            true => row.title.size().w.max(row.performers.size().w),
            false => row.title.size().w + 8.0 * u + row.performers.size().w,
        }));
        let themes = widest(&mut self.themes.iter().map(|row| row.name.size().w + 8.0 * u + row.number.size().w));
        let families = widest(&mut self.families.iter().map(|family| family.name.size().w));
        (videos.max(self.heads[0].size().w), themes, families)
    }

    /// The width that is left for the curves.
    pub fn curves_width(&self, room: Rect) -> f64 {
        let (bar, dots) = self.verticals(room);
        dots - bar.right()
    }

    /// Where the videos' bars are, and the middle of the themes' dots.
    pub fn verticals(&self, room: Rect) -> (Rect, f64) {
        let u = self.unit;
        let (videos, themes, families) = self.widths();
        let families = if families > 0.0 { families + 30.0 * u } else { 0.0 };
        let bar = Rect::new(room.x + videos + 12.0 * u, 0.0, 5.0 * u, 0.0);
        let right = themes.max(self.heads[1].size().w - families);
        let dots = room.right() - families - right - 10.0 * u - self.largest_dot();
        (bar, dots.max(bar.right()))
    }

    pub fn height(&self) -> f64 {
        let (left, right) = self.columns();
        self.above() + left.max(right)
    }

    /// The height beyond which more room would only be emptiness.
    pub fn airy(&self) -> f64 {
        let (left, right) = self.columns();
        let air = |rows: usize, each: f64| rows.saturating_sub(1) as f64 * each * self.unit;
        self.above() + (left + air(self.videos.len(), 40.0)).max(right + air(self.themes.len(), 22.0))
    }
}

/// An order that takes no search, and as much room as the best.
pub(super) fn any_order(scene: &Scene, content: &Content) -> (Vec<usize>, Vec<usize>) {
    let mut themes = content.themes.clone();
    themes.sort_by_key(|&theme| (scene.families.rank(scene.view.nodes[theme].index), theme));
    (content.videos.clone(), themes)
}

/// Videos and themes from top to bottom, as positions in the view's nodes, with few crossings.
pub(super) fn best_order(scene: &Scene, content: &Content) -> (Vec<usize>, Vec<usize>) {
    let (with, without): (Vec<usize>, Vec<usize>) =
        content.videos.iter().partition(|&&video| content.degree[video] > 0);
    let alone = scene.families.len();
    let blocks: Vec<usize> = content
        .themes
        .iter()
        .map(|&theme| scene.families.rank(scene.view.nodes[theme].index).unwrap_or(alone))
        .collect();
    let (left, right) = (places(&with, content.degree.len()), places(&content.themes, content.degree.len()));
    let links = content.links.iter().map(|&at| &scene.links[at]);
    let edges: Vec<(usize, usize, u32)> = links.map(|link| (left[link.from], right[link.to], 1)).collect();
    let found = order::order(&TwoColumns { left: with.len(), blocks: &blocks, edges: &edges });
    let mut videos: Vec<usize> = found.left.into_iter().map(|at| with[at]).collect();
    let mut themes: Vec<usize> = found.right.into_iter().map(|at| content.themes[at]).collect();
    // Upside down it is as good: the themes of most videos should be near the top.
    let weight = |order: &mut dyn Iterator<Item = &usize>| -> usize {
        order.enumerate().map(|(at, &theme)| at * content.whole.count[theme]).sum()
    };
    if weight(&mut themes.iter().rev()) < weight(&mut themes.iter()) {
        themes.reverse();
        videos.reverse();
    }
    videos.extend(without);
    (videos, themes)
}

pub(super) fn legend(scene: &Scene, content: &Content, unit: f64) -> Vec<(Sample, String)> {
    let weights: Vec<Weight> = content.links.iter().filter_map(|&at| scene.weight(&scene.links[at])).collect();
    scene.weights_legend(&weights, THICKEST * unit)
}

/// The colour of a theme's family; where there are no families, themes that the title names stand out.
fn colour(scene: &Scene, content: &Content, theme: usize) -> Colour {
    let whole = &content.whole;
    let aside = scene.families.is_empty() && whole.names_leaders() && !whole.leaders().0.contains(&theme);
    if aside { scene.palette.rule } else { scene.family_colour(scene.view.nodes[theme]) }
}

/// The thickest line.
pub(super) const THICKEST: f64 = 3.3;
