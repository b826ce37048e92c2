//! The map of everything.

use crate::catalogue::Kind;
use crate::picture::Picture;
use crate::query::prose;

use super::scene::Scene;
use super::{DiagramError, map};

pub(super) fn draw(scene: &Scene) -> Result<Picture, DiagramError> {
    map::draw(scene, title(scene), counts(scene), &facts(scene))
}

/// Whether it all hangs together, and what most of it hangs on.
fn title(scene: &Scene) -> String {
    let videos: Vec<usize> = scene.of_kind(Kind::Video).collect();
    let webs = webs(scene);
    let mut of_videos: Vec<usize> = videos.iter().map(|&video| webs[video]).collect();
    of_videos.sort_unstable();
    of_videos.dedup();
    let all = prose::things(videos.len(), "video");
    prose::capital(&match (videos.len(), of_videos.len()) {
        (0, _) => format!("{} and no videos", prose::things(scene.view.nodes.len(), "thing")),
        (1, _) => format!("“{}” and all that belongs to it", scene.label(scene.view.nodes[videos[0]])),
        (2, 1) => "both videos are linked by what they share".to_owned(),
        (_, 1) => format!("all {all} are linked by what they share"),
        (_, n) => format!("{all} in {} webs that share nothing with each other", prose::number(n)),
    })
}

/// By node: the first node of the web it belongs to.
pub(super) fn webs(scene: &Scene) -> Vec<usize> {
    let mut web: Vec<usize> = (0..scene.view.nodes.len()).collect();
    fn head(web: &mut [usize], mut at: usize) -> usize {
        while web[at] != at {
            web[at] = web[web[at]];
            at = web[at];
        }
        at
    }
    for link in &scene.links {
        let (a, b) = (head(&mut web, link.from), head(&mut web, link.to));
        web[a.max(b)] = a.min(b);
    }
    (0..web.len()).map(|at| head(&mut web, at)).collect()
}

/// How many of each kind there are.
pub(super) fn counts(scene: &Scene) -> String {
    let kinds = [Kind::Video, Kind::Theme, Kind::Group, Kind::Artist];
    let parts: Vec<String> = kinds
        .into_iter()
        .map(|kind| (kind, scene.of_kind(kind).count()))
        .filter(|&(_, count)| count > 0)
        .map(|(kind, count)| prose::count(count, kind.as_str()))
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    format!("{}, joined by {}", prose::list(&parts), prose::count(scene.view.edges.len(), "relation"))
}

/// What has the most links.
fn facts(scene: &Scene) -> String {
    let degree = scene.degrees();
    let mut nodes: Vec<usize> = (0..degree.len()).filter(|&node| degree[node] > 0).collect();
    nodes.sort_by_key(|&node| (usize::MAX - degree[node], node));
    let told: Vec<String> =
        nodes.iter().take(5).map(|&node| format!("{} ({})", scene.label(scene.view.nodes[node]), degree[node])).collect();
    if told.is_empty() { String::new() } else { format!("Most links: {}.", prose::list(&told)) }
}
