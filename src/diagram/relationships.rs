//! The map of everything.

use crate::catalogue::Kind;
use crate::picture::Picture;
use crate::query::prose;

use super::DiagramError;
use super::map::{self, Words};
use super::part::Part;
use super::scene::Scene;

pub(super) fn draw(scene: &Scene) -> Result<Picture, DiagramError> {
    map::draw(scene, &Words { title, subtitle: coverage, facts })
}

/// Whether it all hangs together.
fn title(scene: &Scene, part: &Part) -> String {
    let videos: Vec<usize> =
        part.nodes.iter().copied().filter(|&node| scene.view.nodes[node].kind == Kind::Video).collect();
    let webs = scene.webs(part.links.iter().copied());
    let mut of_videos: Vec<usize> = videos.iter().map(|&video| webs[video]).collect();
    of_videos.sort_unstable();
    of_videos.dedup();
    let all = prose::things(videos.len(), "video");
    prose::capital(&match (videos.len(), of_videos.len()) {
        (0, _) => format!("{} and no videos", prose::things(part.nodes.len(), "thing")),
        (1, _) => format!("{} and all that belongs to it", scene.label(scene.view.nodes[videos[0]])),
        (n, 1) => {
            let through: Vec<&str> = [Kind::Theme, Kind::Group, Kind::Artist]
                .into_iter()
                .filter(|&kind| part.counts(scene)[kind as usize] > 0)
                .map(Kind::plural)
                .collect();
            let all = if n == 2 { "both videos".to_owned() } else { format!("all {all}") };
            match through.is_empty() {
                true => format!("{all} share themes, one with the next"),
                false => format!("one web of {} links {all}", prose::list(&through)),
            }
        }
        (_, n) => format!("{all} in {} webs that share nothing with each other", prose::number(n)),
    })
}

/// How many of each kind there are.
pub(super) fn coverage(scene: &Scene, part: &Part) -> String {
    let relations: usize = part.links.iter().map(|&at| scene.links[at].edges.len()).sum();
    let joined = match relations {
        0 => String::new(),
        n => format!(", joined by {}", prose::count(n, "relation")),
    };
    part.coverage(scene, [Kind::Video, Kind::Theme, Kind::Group, Kind::Artist], &joined)
}

/// What has the most links.
pub(super) fn facts(scene: &Scene, part: &Part) -> String {
    let degree = part.degrees(scene);
    let mut nodes: Vec<usize> = part.nodes.iter().copied().filter(|&node| degree[node] > 0).collect();
    nodes.sort_by_key(|&node| (usize::MAX - degree[node], node));
    let told: Vec<String> = nodes
        .iter()
        .take(5)
        .map(|&node| format!("{} ({})", scene.label(scene.view.nodes[node]), degree[node]))
        .collect();
    if told.is_empty() { String::new() } else { format!("Most links: {}.", prose::list(&told)) }
}
