//! Videos by release, and the themes they share through the years.

mod draw;

use super::common::{first, short, theme_sources};
use super::sheet::Sheet;
use super::{ChartError, Input};
use crate::catalogue::Catalogue;
use crate::picture::Picture;
use crate::query::{TimelineAnswer, TimelineParams, TimelineTheme, prose, timeline};

/// Draws the chart.
pub(super) fn draw(input: &Input) -> Result<Picture, ChartError> {
    let catalogue = input.catalogue;
    let answer = timeline(catalogue, &TimelineParams { themes: None });
    let sheet = Sheet::new(input, title(&answer), subtitle(&answer), theme_sources(catalogue));
    let description = description(&answer);
    draw::draw(sheet, catalogue, &answer, description)
}

/// Only the themes that most videos carry.
fn some(catalogue: &Catalogue, themes: usize) -> TimelineAnswer<'_> {
    timeline(catalogue, &TimelineParams { themes: Some(themes) })
}

fn span(theme: &TimelineTheme) -> Option<(u16, u16)> {
    Some((theme.years.first()?.year, theme.years.last()?.year))
}

fn title(answer: &TimelineAnswer) -> String {
    let (Some(start), Some(end)) = (answer.years.first(), answer.years.last()) else {
        return "No video’s release date is known".to_owned();
    };
    if answer.videos.len() == 1 {
        return format!("{} came out in {}", short(answer.videos[0].video.label), start.year);
    }
    let years = |theme: &&TimelineTheme| span(theme).map_or(0, |(a, b)| b - a);
    let longest = answer.themes.iter().map(|t| years(&t)).max().unwrap_or(0);
    let top: Vec<&TimelineTheme> = answer.themes.iter().filter(|t| years(t) == longest).collect();
    if let ([only], true) = (top.as_slice(), longest > 0)
        && let Some((from, to)) = span(only)
    {
        return format!("{} comes back over the longest time: from {from} to {to}", first(only.theme.label));
    }
    let videos = prose::capital(&prose::things(answer.videos.len(), "video"));
    match (start.year == end.year, answer.themes.is_empty()) {
        (true, _) => format!("{videos} from {}", start.year),
        (false, true) => format!("{videos} from {} to {}, and no theme comes back", start.year, end.year),
        (false, false) => format!("{videos} from {} to {}, and the themes that come back", start.year, end.year),
    }
}

fn subtitle(answer: &TimelineAnswer) -> String {
    let total = answer.videos.len() + answer.undated.len();
    let known = format!("{} of {} known", prose::figures(answer.videos.len()), prose::count(total, "release date"));
    match answer.themes.is_empty() {
        true => format!("By release · {known}"),
        false => format!("Themes that two or more videos carry, by release · {known}"),
    }
}

fn description(answer: &TimelineAnswer) -> String {
    if answer.videos.is_empty() {
        return "No release date is known of any video of the catalogue.".to_owned();
    }
    let videos: Vec<String> = answer.videos.iter().map(|v| format!("{} {}", short(v.video.label), v.year)).collect();
    let mut themes: Vec<&TimelineTheme> = answer.themes.iter().collect();
    themes.sort_by_key(|t| std::cmp::Reverse(t.videos));
    let said: Vec<String> = themes
        .iter()
        .filter_map(|t| span(t).map(|(a, b)| (t, a, b)))
        .map(|(t, a, b)| match a == b {
            true => format!("{} {a}", short(t.theme.label)),
            false => format!("{} {a} to {b}", short(t.theme.label)),
        })
        .collect();
    let mut text = format!("Timeline of videos by release: {}.", prose::list_some(&videos, 12));
    if !said.is_empty() {
        text.push_str(&format!(" Themes that come back: {}.", prose::list_some(&said, 12)));
    }
    text
}
