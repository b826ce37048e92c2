//! What the picture says: title, subtitle, alternative text.

use super::content::Content;
use super::plan::{Plan, ThemeRow};
use crate::diagram::scene::Scene;
use crate::query::prose;

/// The themes of most videos, and how many these are.
pub(super) fn leaders(content: &Content) -> (Vec<usize>, usize) {
    let most = content.themes.iter().map(|&theme| content.degree[theme]).max().unwrap_or(0);
    (content.themes.iter().copied().filter(|&theme| content.degree[theme] == most).collect(), most)
}

/// How many of the videos hang together through shared themes, at most.
pub(super) fn largest_web(scene: &Scene, content: &Content) -> usize {
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

pub(super) fn names(scene: &Scene, themes: &[usize]) -> Vec<String> {
    themes.iter().map(|&theme| prose::inside(scene.label(scene.view.nodes[theme]))).collect()
}

pub(super) fn title(scene: &Scene, content: &Content) -> String {
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

pub(super) fn subtitle(scene: &Scene, content: &Content) -> String {
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
pub(super) fn carried(scene: &Scene, content: &Content) -> usize {
    let videos = content.videos.iter().map(|&video| &scene.catalogue().videos[scene.view.nodes[video].at()]);
    let mut themes: Vec<u32> = videos.flat_map(|video| video.themes.iter().map(|carried| carried.theme)).collect();
    themes.sort_unstable();
    themes.dedup();
    themes.len()
}

/// Every theme and the videos that carry it, as long as there is room for it in an alternative text.
pub(super) fn facts(scene: &Scene, content: &Content, plan: &Plan) -> String {
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
