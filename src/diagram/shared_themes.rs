//! Videos on the left, the themes that two or more of them carry on the right, S-curves between.

use crate::catalogue::{Kind, Node, Weight};
use crate::geometry::{Point, Rect, Segment, Size};
use crate::graph::Relation;
use crate::picture::{ARTICLE, Anchor, Frame, Group, Path, Picture};
use crate::query::prose;
use crate::text::Style;

use super::DiagramError;
use super::label::{LEADING, Label};
use super::legend::{Legend, Sample};
use super::order::{self, TwoColumns};
use super::scene::{Link, LinkStyle, Scene};

/// What is drawn: positions in the view's nodes, and the links between.
#[derive(Debug, Clone, Default)]
struct Content {
    videos: Vec<usize>,
    themes: Vec<usize>,
    /// Positions in the scene's links.
    links: Vec<usize>,
    /// By the view's nodes: how many of the links it has.
    degree: Vec<usize>,
    /// What was left out for want of room.
    left_out: (usize, usize),
}

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
        return Ok(paint(scene, &content, &frame, &Plan::new(scene, &content, &frame, roomy), None));
    }
    let least = (14.0 * (size.w / 1200.0).max(0.5)).min(roomy.label);
    loop {
        let frame = self::frame(scene, &content, size);
        let room = frame.room(scene.fonts);
        let mut short = (false, false);
        for density in densities(roomy, least) {
            let plan = Plan::new(scene, &content, &frame, density);
            let fits = plan.height() <= room.h;
            if fits && (plan.curves_width(room) >= room.w * 0.27 || density.label <= least) {
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

impl Content {
    fn of(scene: &Scene) -> Self {
        let videos = scene.of_kind(Kind::Video).collect();
        Self { videos, ..Self::default() }.with_themes(scene, usize::MAX)
    }

    /// The themes that two or more of the videos carry; at most `most`, those of most videos.
    fn with_themes(mut self, scene: &Scene, most: usize) -> Self {
        let mut there = vec![false; scene.view.nodes.len()];
        self.videos.iter().for_each(|&video| there[video] = true);
        let carried: Vec<usize> = (0..scene.links.len())
            .filter(|&at| scene.links[at].edges[0].relation == Relation::Carries && there[scene.links[at].from])
            .collect();
        let (mut count, mut strong) = (vec![0usize; there.len()], vec![0usize; there.len()]);
        for link in carried.iter().map(|&at| &scene.links[at]) {
            count[link.to] += 1;
            strong[link.to] += weight(scene, link).map_or(0, |weight| 2 - weight as usize);
        }
        let mut themes: Vec<usize> = scene.of_kind(Kind::Theme).filter(|&theme| count[theme] >= 2).collect();
        self.left_out.1 += themes.len().saturating_sub(most);
        themes.sort_by_key(|&theme| (usize::MAX - count[theme], usize::MAX - strong[theme], theme));
        themes.truncate(most);
        themes.sort_unstable();
        themes.iter().for_each(|&theme| there[theme] = true);
        self.themes = themes;
        self.links = carried.into_iter().filter(|&at| there[scene.links[at].to]).collect();
        self.degree = vec![0; there.len()];
        for link in self.links.iter().map(|&at| &scene.links[at]) {
            self.degree[link.from] += 1;
            self.degree[link.to] += 1;
        }
        self
    }

    /// The same with at most so many videos and themes: those with the most links.
    fn fewer(mut self, scene: &Scene, most: usize, themes: usize) -> Self {
        let mut videos = std::mem::take(&mut self.videos);
        let left_out = (self.left_out.0 + videos.len().saturating_sub(most), 0);
        videos.sort_by_key(|&video| (usize::MAX - self.degree[video], video));
        videos.truncate(most);
        videos.sort_unstable();
        Self { videos, left_out, ..Self::default() }.with_themes(scene, themes)
    }
}

fn frame(scene: &Scene, content: &Content, size: Size) -> Frame {
    let frame = scene.frame(size, title(scene, content), subtitle(scene, content));
    if scene.setting.size.is_none() { frame.unit(1.0) } else { frame }
}

/// The themes of most videos, and how many these are.
fn leaders(content: &Content) -> (Vec<usize>, usize) {
    let most = content.themes.iter().map(|&theme| content.degree[theme]).max().unwrap_or(0);
    (content.themes.iter().copied().filter(|&theme| content.degree[theme] == most).collect(), most)
}

/// How many of the videos hang together through shared themes, at most.
fn largest_web(scene: &Scene, content: &Content) -> usize {
    let mut web: Vec<usize> = (0..scene.view.nodes.len()).collect();
    fn head(web: &mut [usize], mut at: usize) -> usize {
        while web[at] != at {
            web[at] = web[web[at]];
            at = web[at];
        }
        at
    }
    for &at in &content.links {
        let (a, b) = (head(&mut web, scene.links[at].from), head(&mut web, scene.links[at].to));
        web[a.max(b)] = a.min(b);
    }
    let mut size = vec![0usize; web.len()];
    for &video in &content.videos {
        let head = head(&mut web, video);
        size[head] += 1;
    }
    size.into_iter().max().unwrap_or(0)
}

fn names(scene: &Scene, themes: &[usize]) -> Vec<String> {
    themes.iter().map(|&theme| prose::inside(scene.label(scene.view.nodes[theme]))).collect()
}

fn title(scene: &Scene, content: &Content) -> String {
    let videos = content.videos.len();
    let (leaders, most) = leaders(content);
    let web = largest_web(scene, content);
    let said = match (videos, leaders.len()) {
        (0, _) => "no videos to compare".to_owned(),
        (1, _) => "one video alone shares no themes".to_owned(),
        (_, 0) => format!("no theme comes back in a second of the {}", prose::things(videos, "video")),
        (_, n @ 1..=3) if most >= 3 => {
            let each = if n == 1 { "comes" } else { "each come" };
            format!(
                "{} {each} back in {} of {}",
                prose::list(&names(scene, &leaders)),
                prose::number(most),
                prose::things(videos, "video")
            )
        }
        _ if web == videos => format!("shared themes tie all {} together", prose::things(videos, "video")),
        _ => format!("shared themes tie {} of {} together", prose::number(web), prose::things(videos, "video")),
    };
    prose::capital(&said)
}

fn subtitle(scene: &Scene, content: &Content) -> String {
    let (videos_out, themes_out) = content.left_out;
    let (videos, themes) = (content.videos.len(), content.themes.len());
    let of = match themes_out {
        0 => format!("{} of their {}", prose::figures(themes), prose::count(carried(scene, content), "theme")),
        out => format!("{} of the {}", prose::figures(themes), prose::count(themes + out, "theme")),
    };
    let mut said = match (themes, themes_out) {
        (0, _) => return String::new(),
        (_, 0) => format!("{of} come back in a second video"),
        _ => format!("{of} that two videos or more carry"),
    };
    if videos_out > 0 {
        said = format!("{} of {}, and {said}", prose::figures(videos), prose::count(videos + videos_out, "video"));
    }
    let (leaders, most) = leaders(content);
    if leaders.len() > 3 && most > 2 {
        said += &format!("; {} of them in {} videos each", prose::number(leaders.len()), prose::number(most));
    }
    said
}

/// How many themes the videos carry, shared or not.
fn carried(scene: &Scene, content: &Content) -> usize {
    let videos = content.videos.iter().map(|&video| &scene.catalogue().videos[scene.view.nodes[video].at()]);
    let mut themes: Vec<u32> = videos.flat_map(|video| video.themes.iter().map(|carried| carried.theme)).collect();
    themes.sort_unstable();
    themes.dedup();
    themes.len()
}

/// A row of the left column.
struct VideoRow {
    node: usize,
    title: Label,
    performers: Label,
    /// In one line or two.
    below: bool,
    /// Positions in the scene's links, from top to bottom.
    links: Vec<usize>,
}

/// A row of the right column.
struct ThemeRow {
    node: usize,
    name: Label,
    count: usize,
    number: Label,
    /// The rank of its family.
    family: Option<usize>,
}

/// A block of the right column that has a name.
struct Family {
    rank: usize,
    name: Label,
}

/// Everything measured and in order, not yet in its place.
struct Plan {
    density: Density,
    videos: Vec<VideoRow>,
    themes: Vec<ThemeRow>,
    families: Vec<Family>,
    heads: [Label; 2],
    legend: Legend,
    /// Whether the legend stands between the heads, or above them.
    legend_between: bool,
    unit: f64,
    /// Between blocks, on top of the gap between rows.
    block_gap: f64,
}

impl Plan {
    fn new(scene: &Scene, content: &Content, frame: &Frame, density: Density) -> Self {
        let (fonts, u) = (scene.fonts, frame.scale());
        let room = frame.room(fonts);
        let order = order_of(scene, content);
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
            let count = content.degree[node];
            let name = scene.label(scene.view.nodes[node]);
            ThemeRow {
                node,
                name: Label::new(fonts, name, Style::regular(density.label), room.w * 0.24, density.lines),
                count,
                number: Label::new(fonts, &count.to_string(), weak, room.w, 1),
                family: scene.families.rank(scene.view.nodes[node].index),
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

    fn video_height(&self, row: &VideoRow) -> f64 {
        let text = match row.below {
            true => row.title.size().h + row.performers.size().h,
            false => row.title.size().h.max(row.performers.size().h),
        };
        // Room for the ports of its edges, too.
        text.max(row.links.len() as f64 * 2.2 * self.unit)
    }

    fn theme_height(&self, row: &ThemeRow) -> f64 {
        row.name.size().h.max(2.0 * self.largest_dot())
    }

    fn largest_dot(&self) -> f64 {
        (self.density.label * 0.56).max(5.0)
    }

    fn blocks(&self) -> usize {
        let changes = self.themes.windows(2).filter(|pair| pair[0].family != pair[1].family).count();
        changes + usize::from(!self.themes.is_empty())
    }

    /// The heights of the two columns, closely set.
    fn columns(&self) -> (f64, f64) {
        let gaps = |n: usize| self.density.gap * n.saturating_sub(1) as f64;
        let left: f64 = self.videos.iter().map(|row| self.video_height(row)).sum();
        let right: f64 = self.themes.iter().map(|row| self.theme_height(row)).sum();
        let blocks = self.block_gap * self.blocks().saturating_sub(1) as f64;
        (left + gaps(self.videos.len()), right + gaps(self.themes.len()) + blocks)
    }

    /// What stands above the columns.
    fn above(&self) -> f64 {
        let heads = self.density.small * LEADING + self.unit * 10.0;
        if self.legend_between { heads } else { self.legend.height() + self.unit * 8.0 + heads }
    }

    /// The widths of videos, themes and families with their names.
    fn widths(&self) -> (f64, f64, f64) {
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
    fn curves_width(&self, room: Rect) -> f64 {
        let (bar, dots) = self.verticals(room);
        dots - bar.right()
    }

    /// Where the videos' bars are, and the middle of the themes' dots.
    fn verticals(&self, room: Rect) -> (Rect, f64) {
        let u = self.unit;
        let (videos, themes, families) = self.widths();
        let families = if families > 0.0 { families + 30.0 * u } else { 0.0 };
        let bar = Rect::new(room.x + videos + 12.0 * u, 0.0, 5.0 * u, 0.0);
        let right = themes.max(self.heads[1].size().w - families);
        let dots = room.right() - families - right - 10.0 * u - self.largest_dot();
        (bar, dots.max(bar.right()))
    }

    fn height(&self) -> f64 {
        let (left, right) = self.columns();
        self.above() + left.max(right)
    }

    /// The height beyond which more room would only be emptiness.
    fn airy(&self) -> f64 {
        let (left, right) = self.columns();
        let air = |rows: usize, each: f64| rows.saturating_sub(1) as f64 * each * self.unit;
        self.above() + (left + air(self.videos.len(), 40.0)).max(right + air(self.themes.len(), 22.0))
    }
}

/// Videos and themes from top to bottom, as positions in the view's nodes.
fn order_of(scene: &Scene, content: &Content) -> (Vec<usize>, Vec<usize>) {
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
        order.enumerate().map(|(at, &theme)| at * content.degree[theme]).sum()
    };
    if weight(&mut themes.iter().rev()) < weight(&mut themes.iter()) {
        themes.reverse();
        videos.reverse();
    }
    videos.extend(without);
    (videos, themes)
}

/// The place of each of the view's nodes in a list; 0 for those that are not in it.
fn places(list: &[usize], nodes: usize) -> Vec<usize> {
    let mut place = vec![0; nodes];
    list.iter().enumerate().for_each(|(at, &node)| place[node] = at);
    place
}

fn legend(scene: &Scene, content: &Content, unit: f64) -> Vec<(Sample, String)> {
    let weights: Vec<Weight> = content.links.iter().filter_map(|&at| weight(scene, &scene.links[at])).collect();
    let words = [
        (Weight::Choice, "what the story is about"),
        (Weight::Major, "a main strand of it"),
        (Weight::Minor, "at its edge"),
    ];
    let used = words.into_iter().filter(|(weight, _)| weights.contains(weight));
    let sample = |weight| style(scene, weight, scene.palette.muted, unit);
    let entries: Vec<(Sample, String)> =
        used.map(|(weight, words)| (Sample::Edge(sample(weight)), words.to_owned())).collect();
    if entries.len() > 1 { entries } else { Vec::new() }
}

fn weight(scene: &Scene, link: &Link) -> Option<Weight> {
    let video = scene.view.nodes[link.from];
    let carried = scene.catalogue().videos[video.at()].themes.get(link.edges[0].detail as usize)?;
    Some(carried.weight)
}

fn style(scene: &Scene, weight: Weight, colour: crate::picture::Colour, unit: f64) -> LinkStyle {
    let (width, paler) = match weight {
        Weight::Choice => (3.4, 0.0),
        Weight::Major => (2.0, 0.12),
        Weight::Minor => (1.2, 0.25),
    };
    LinkStyle { colour: colour.mix(scene.palette.background, paler), width: width * unit, dash: None }
}

/// Where a row is, and how high.
struct Row {
    middle: f64,
}

/// Rows from `top` to `bottom`: the heights as given, `extra` before some, what is left spread evenly.
fn rows(heights: &[f64], extra: &[f64], top: f64, bottom: f64) -> Vec<Row> {
    let used: f64 = heights.iter().sum::<f64>() + extra.iter().sum::<f64>();
    let spread = (bottom - top - used) / heights.len().max(1) as f64;
    let mut y = top + spread / 2.0;
    heights
        .iter()
        .zip(extra)
        .map(|(&height, &extra)| {
            y += extra;
            let middle = y + height / 2.0;
            y += height + spread;
            Row { middle }
        })
        .collect()
}

fn paint(scene: &Scene, content: &Content, frame: &Frame, plan: &Plan, most: Option<f64>) -> Picture {
    let height = most.map_or(plan.height(), |most| most.min(plan.airy()));
    let (mut picture, room) = match most {
        Some(_) => frame.open_with_height(scene.fonts, &scene.palette, height),
        None => frame.open_around(scene.fonts, &scene.palette, height),
    };
    let u = plan.unit;
    let (bar, dots) = plan.verticals(room);
    let (right, dot) = (plan.widths().1, plan.largest_dot());
    let (top, bottom) = (room.y + plan.above(), room.y + height);
    let head_y = top - 10.0 * u - plan.density.small * LEADING / 2.0;
    let legend_at = match plan.legend_between {
        true => Point::new((bar.right() + dots - plan.legend.width()) / 2.0, head_y - plan.legend.height() / 2.0),
        false => Point::new(room.x, room.y),
    };
    picture.push(plan.legend.draw(legend_at, scene.palette.muted));
    let mut heads = Group::default().class("heads");
    plan.heads[0].put(&mut heads, Point::new(bar.x - 12.0 * u, head_y), Anchor::End, scene.palette.muted);
    plan.heads[1].put(&mut heads, Point::new(dots - dot, head_y), Anchor::Start, scene.palette.muted);
    picture.push(heads);

    let video_heights: Vec<f64> = plan.videos.iter().map(|row| plan.video_height(row)).collect();
    let video_rows = rows(&video_heights, &vec![0.0; video_heights.len()], top, bottom);
    let theme_heights: Vec<f64> = plan.themes.iter().map(|row| plan.theme_height(row)).collect();
    let extra: Vec<f64> = (0..plan.themes.len())
        .map(|at| if at > 0 && plan.themes[at].family != plan.themes[at - 1].family { plan.block_gap } else { 0.0 })
        .collect();
    let theme_rows = rows(&theme_heights, &extra, top, bottom);

    links(scene, plan, &mut picture, (&video_rows, &theme_rows), (bar.right(), dots));
    for (row, at) in plan.videos.iter().zip(&video_rows) {
        picture.push(video(scene, plan, row, at.middle, bar));
    }
    let most = plan.themes.iter().map(|row| row.count).max().unwrap_or(1);
    for (row, at) in plan.themes.iter().zip(&theme_rows) {
        picture.push(theme(scene, plan, row, Point::new(dots, at.middle), most));
    }
    let family_x = dots + dot + 10.0 * u + right + 14.0 * u;
    for group in families(scene, plan, &theme_rows, family_x) {
        picture.push(group);
    }
    scene.describe(&mut picture, &facts(scene, content, plan));
    picture
}

/// The height of a video's bar, where its edges begin one below the other.
fn bar_height(plan: &Plan, row: &VideoRow) -> f64 {
    let pitch = ((plan.video_height(row) - 4.0) / row.links.len().max(1) as f64).min(3.6 * plan.unit);
    (pitch * row.links.len() as f64).max(9.0 * plan.unit)
}

fn dot_radius(plan: &Plan, count: usize, most: usize) -> f64 {
    plan.largest_dot() * (count as f64 / most.max(1) as f64).sqrt()
}

fn links(
    scene: &Scene,
    plan: &Plan,
    picture: &mut Picture,
    (videos, themes): (&[Row], &[Row]),
    (from_x, to_x): (f64, f64),
) {
    let mut drawn = Vec::new();
    let order: Vec<usize> = plan.themes.iter().map(|theme| theme.node).collect();
    let place = places(&order, scene.view.nodes.len());
    for (row, at) in plan.videos.iter().zip(videos) {
        let height = bar_height(plan, row);
        for (n, &link) in row.links.iter().enumerate() {
            let from = at.middle + height * ((n as f64 + 0.5) / row.links.len() as f64 - 0.5);
            let Some(to) = themes.get(place[scene.links[link].to]) else { continue };
            drawn.push((link, Point::new(from_x, from), Point::new(to_x, to.middle)));
        }
    }
    // The strongest in front.
    drawn.sort_by_key(|(link, ..)| std::cmp::Reverse(weight(scene, &scene.links[*link])));
    for (link, from, to) in drawn {
        let link = &scene.links[link];
        let weight = weight(scene, link).unwrap_or_default();
        let colour = scene.family_colour(scene.view.nodes[link.to]);
        let middle = (from.x + to.x) / 2.0;
        let path = vec![Segment::Move(from), Segment::Cubic(Point::new(middle, from.y), Point::new(middle, to.y), to)];
        picture.push(scene.link_group(link, path, style(scene, weight, colour, plan.unit)));
    }
}

fn video(scene: &Scene, plan: &Plan, row: &VideoRow, middle: f64, bar: Rect) -> Group {
    let node = scene.view.nodes[row.node];
    let u = plan.unit;
    let end = bar.x - 12.0 * u;
    let (title, performers) = (row.title.size(), row.performers.size());
    let width = if row.below { title.w.max(performers.w) } else { title.w + 8.0 * u + performers.w };
    let height = plan.video_height(row);
    let rect = Rect::new(end - width, middle - height / 2.0, bar.right() - end + width, height);
    let mut group = scene.node_group(node, rect);
    let colours = scene.colours(Kind::Video);
    let high = bar_height(plan, row);
    let mark = Path::rounded(Rect::new(bar.x, middle - high / 2.0, bar.w, high), 2.0 * u);
    group.push(if row.links.is_empty() { mark.stroke(scene.palette.rule, u) } else { mark.fill(colours.mark) });
    let mut lesser = Group::default().class("performers");
    if row.below {
        let top = middle - (title.h + performers.h) / 2.0;
        row.title.put(&mut group, Point::new(end, top + title.h / 2.0), Anchor::End, scene.palette.ink);
        let below = Point::new(end, top + title.h + performers.h / 2.0);
        row.performers.put(&mut lesser, below, Anchor::End, scene.palette.muted);
    } else {
        row.title.put(&mut group, Point::new(end, middle), Anchor::End, scene.palette.ink);
        let beside = Point::new(end - title.w - 8.0 * u, middle);
        row.performers.put(&mut lesser, beside, Anchor::End, scene.palette.muted);
    }
    group.push(lesser);
    group
}

fn theme(scene: &Scene, plan: &Plan, row: &ThemeRow, dot: Point, most: usize) -> Group {
    let node = scene.view.nodes[row.node];
    let u = plan.unit;
    let largest = plan.largest_dot();
    let start = dot.x + largest + 10.0 * u;
    let (name, number) = (row.name.size(), row.number.size());
    let height = plan.theme_height(row);
    let rect =
        Rect::new(dot.x - largest, dot.y - height / 2.0, start + name.w + 8.0 * u + number.w - dot.x + largest, height);
    let mut group = scene.node_group(node, rect);
    group.push(Path::circle(dot, dot_radius(plan, row.count, most)).fill(scene.family_colour(node)));
    row.name.put(&mut group, Point::new(start, dot.y), Anchor::Start, scene.palette.ink);
    let mut lesser = Group::default().class("count");
    row.number.put(&mut lesser, Point::new(start + name.w + 8.0 * u, dot.y), Anchor::Start, scene.palette.muted);
    group.push(lesser);
    group
}

/// A bracket and a name beside each block of themes.
fn families(scene: &Scene, plan: &Plan, rows: &[Row], x: f64) -> Vec<Group> {
    let u = plan.unit;
    let mut drawn = Vec::new();
    for family in &plan.families {
        let of = |row: &&ThemeRow| row.family == Some(family.rank);
        let Some(first) = plan.themes.iter().position(|row| of(&row)) else { continue };
        let last = first + plan.themes.iter().filter(of).count() - 1;
        let half = plan.density.label * 0.5;
        let (top, bottom) = (rows[first].middle - half, rows[last].middle + half);
        let colour = scene.palette.family(Some(family.rank));
        let mut group = Group::default().class("family");
        group.push(Path::line(Point::new(x, top), Point::new(x, bottom)).stroke(colour, 2.0 * u));
        let middle = (top + bottom) / 2.0;
        family.name.put(&mut group, Point::new(x + 10.0 * u, middle), Anchor::Start, scene.palette.muted);
        drawn.push(group);
    }
    drawn
}

/// Every theme and the videos that carry it, as long as there is room for it in an alternative text.
fn facts(scene: &Scene, content: &Content, plan: &Plan) -> String {
    let mut rows: Vec<&ThemeRow> = plan.themes.iter().collect();
    rows.sort_by_key(|row| (usize::MAX - row.count, row.node));
    let mut told = Vec::new();
    for row in rows.iter().take(12) {
        let videos: Vec<&str> = content
            .links
            .iter()
            .filter(|&&at| scene.links[at].to == row.node)
            .map(|&at| scene.label(scene.view.nodes[scene.links[at].from]))
            .collect();
        told.push(format!("{}: {}.", scene.label(scene.view.nodes[row.node]), prose::list_some(&videos, 8)));
    }
    if rows.len() > 12 {
        told.push(format!("{} more.", prose::count(rows.len() - 12, "theme")));
    }
    told.join(" ")
}
