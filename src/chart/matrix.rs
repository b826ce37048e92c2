//! Which video carries which theme: dots, with like beside like.

mod draw;

use super::common::{short, theme_sources};
use super::sheet::Sheet;
use super::{ChartError, Input};
use crate::catalogue::Catalogue;
use crate::picture::Picture;
use crate::query::{MatrixAnswer, MatrixParams, SharedParams, matrix, prose, shared};

/// Draws the chart.
pub(super) fn draw(input: &Input) -> Result<Picture, ChartError> {
    let catalogue = input.catalogue;
    // More than this is never shown; to put thousands in order would be work for nothing.
    let most = MatrixParams { videos: Some(120), themes: Some(120) };
    let answer = matrix(catalogue, &most);
    let sheet = Sheet::new(input, title(catalogue, &answer), subtitle(&answer), theme_sources(catalogue));
    let description = description(&answer);
    draw::draw(sheet, catalogue, answer, description)
}

fn title(catalogue: &Catalogue, answer: &MatrixAnswer) -> String {
    let (videos, themes) = (answer.total_videos, answer.total_themes);
    match (videos, themes) {
        (0, _) => return "No videos, no themes".to_owned(),
        (1, _) => return format!("What {} is about", short(&catalogue.videos[0].title)),
        (_, 0) => return format!("No two of the {} videos share a theme", prose::number(videos)),
        _ => {}
    }
    let top = shared(catalogue, &SharedParams { top: Some(2), ..SharedParams::default() });
    if let [first, rest @ ..] = top.pairs.as_slice()
        && rest.iter().all(|second| second.count < first.count)
        && videos > 2
        && first.count > 1
    {
        let [a, b] = first.videos.map(|v| short(v.label));
        return format!("{a} and {b} share {}, more than any other two videos", prose::things(first.count, "theme"));
    }
    let verb = if themes == 1 { "comes" } else { "come" };
    let themes = prose::capital(&prose::things(themes, "theme"));
    match videos {
        2 => format!("{themes} {verb} back in both videos"),
        _ => format!("{themes} {verb} back in two or more of {} videos", prose::number(videos)),
    }
}

fn subtitle(answer: &MatrixAnswer) -> String {
    let (videos, themes) = (answer.total_videos, answer.total_themes);
    match (videos, themes) {
        (0 | 1, _) | (_, 0) => {
            format!("{} · a theme comes back where two or more carry it", prose::count(videos, "video"))
        }
        (2, _) => format!("2 videos and the {} that both carry", prose::count(themes, "theme")),
        _ => format!(
            "{} and the {} that two or more of them carry",
            prose::count(videos, "video"),
            prose::count(themes, "theme")
        ),
    }
}

fn description(answer: &MatrixAnswer) -> String {
    if answer.videos.is_empty() {
        return "The catalogue has no videos.".to_owned();
    }
    let mut themes: Vec<_> = answer.themes.iter().collect();
    themes.sort_by_key(|t| std::cmp::Reverse(t.videos));
    let said: Vec<String> = themes.iter().map(|t| format!("{} {}", short(t.theme.label), t.videos)).collect();
    let most = match said.is_empty() {
        true => "None is shared.".to_owned(),
        false => format!("Videos a theme: {}.", prose::list_some(&said, 12)),
    };
    let size = prose::count(answer.total_videos, "video");
    format!("Dot matrix of {size} and the themes that two or more of them carry, with like beside like. {most}")
}
