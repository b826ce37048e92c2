//! Everything in its place.

use super::content::{Content, places};
use super::plan::{Plan, THICKEST, ThemeRow, VideoRow};
use super::words;
use crate::catalogue::Kind;
use crate::diagram::label::LEADING;
use crate::diagram::scene::Scene;
use crate::geometry::{Point, Rect, Segment};
use crate::picture::{Anchor, Frame, Group, Path, Picture};

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

pub(super) fn paint(scene: &Scene, content: &Content, frame: &Frame, plan: &Plan, most: Option<f64>) -> Picture {
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
    scene.describe(&mut picture, &words::facts(scene, content, plan));
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
            let colour = plan.themes[place[scene.links[link].to]].colour;
            drawn.push((link, colour, Point::new(from_x, from), Point::new(to_x, to.middle)));
        }
    }
    // The strongest in front.
    drawn.sort_by_key(|(link, ..)| std::cmp::Reverse(scene.weight(&scene.links[*link])));
    for (link, colour, from, to) in drawn {
        let link = &scene.links[link];
        let weight = scene.weight(link).unwrap_or_default();
        let middle = (from.x + to.x) / 2.0;
        let path = vec![Segment::Move(from), Segment::Cubic(Point::new(middle, from.y), Point::new(middle, to.y), to)];
        picture.push(scene.link_group(link, path, scene.carries_style(weight, colour, THICKEST * plan.unit)));
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
    group.push(Path::circle(dot, dot_radius(plan, row.count, most)).fill(row.colour));
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
