//! What the picture says: title, subtitle, alternative text.

use super::content::{Content, Whole};
use super::plan::{Plan, ThemeRow};
use crate::diagram::scene::Scene;
use crate::query::prose;

/// What holds of all videos, drawn or not.
pub(super) fn title(scene: &Scene, whole: &Whole) -> String {
    let all = prose::things(whole.videos, "video");
    let (leaders, most) = whole.leaders();
    let said = match (whole.videos, leaders.len()) {
        (0, _) => "no videos to compare".to_owned(),
        (1, _) => "one video alone shares no themes".to_owned(),
        (_, 0) => format!("no theme comes back in a second of the {all}"),
        (_, n) if whole.names_leaders() => {
            let each = if n == 1 { "comes" } else { "each come" };
            let names: Vec<String> =
                leaders.iter().map(|&theme| prose::inside(scene.label(scene.view.nodes[theme]))).collect();
            format!("{} {each} back in {} of {all}", prose::list(&names), prose::number(most))
        }
        _ if whole.web == whole.videos => format!("shared themes tie all {all} together"),
        _ => format!("shared themes tie {} of {all} together", prose::number(whole.web)),
    };
    prose::capital(&said)
}

/// How much of it all is shared, and how much of that is drawn.
pub(super) fn subtitle(content: &Content) -> String {
    let whole = &content.whole;
    let (drawn, shared) = (content.themes.len(), whole.themes.len());
    if shared == 0 {
        return String::new();
    }
    let mut said = match drawn {
        n if n == shared => {
            let of = prose::count(whole.carried, "theme");
            format!("{} of their {of} come back in a second video", prose::figures(shared))
        }
        n => format!("{} of the {} that two videos or more carry", prose::figures(n), prose::count(shared, "theme")),
    };
    if content.videos.len() < whole.videos {
        let of = prose::count(whole.videos, "video");
        said = format!("{} of {of}, and {said}", prose::figures(content.videos.len()));
    }
    let (leaders, most) = whole.leaders();
    if leaders.len() > 3 && most > 2 && leaders.len() < shared {
        said += &format!("; {} of them in {} videos each", prose::number(leaders.len()), prose::number(most));
    }
    said
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
