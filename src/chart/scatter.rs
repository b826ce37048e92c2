//! Runtime against the number of themes: does a longer video carry more?

mod draw;
mod strip;

use super::common::{longest, short};
use super::sheet::Sheet;
use super::{ChartError, Input};
use crate::catalogue::{Catalogue, Length, SourceIndex};
use crate::picture::Picture;
use crate::query::{RuntimesAnswer, RuntimesParams, ShownRuntime, VideoRuntime, prose, runtimes, source_line};

/// Draws the chart.
pub(super) fn draw(input: &Input) -> Result<Picture, ChartError> {
    let answer = runtimes(input.catalogue, &RuntimesParams::default());
    let source = source_line(input.catalogue, sources(input.catalogue));
    let sheet = Sheet::new(input, title(&answer), subtitle(&answer), source);
    let description = description(&answer);
    draw::draw(sheet, &answer, description)
}

/// The videos without a runtime, those with most themes first.
fn unknown<'a>(answer: &'a RuntimesAnswer<'a>) -> Vec<&'a VideoRuntime<'a>> {
    let mut unknown: Vec<&VideoRuntime> = answer.songs.iter().chain(&answer.unknown).collect();
    unknown.sort_by_key(|row| std::cmp::Reverse(row.themes));
    unknown
}

fn words(statement: &ShownRuntime) -> String {
    let [low, high] = statement.seconds;
    if low == high { statement.length.clone() } else { format!("{}–{}", Length(low), Length(high)) }
}

fn sources(catalogue: &Catalogue) -> impl Iterator<Item = SourceIndex> + '_ {
    catalogue.videos.iter().flat_map(|v| {
        let themes = catalogue[v.themes].iter().filter_map(|t| v.source_of_theme(t));
        catalogue.runtime(v).and_then(|r| v.source_of_runtime(r)).into_iter().chain(themes)
    })
}

/// A title that claims no more than the videos with a known runtime show.
fn title(answer: &RuntimesAnswer) -> String {
    let known = answer.videos.len();
    let total = known + answer.songs.len() + answer.unknown.len();
    match known {
        _ if total == 0 => return "No videos, no runtimes".to_owned(),
        0 => return "No runtime is known to set against the number of themes".to_owned(),
        1 => return format!("{}: its runtime and its number of themes", short(answer.videos[0].title)),
        _ => {}
    }
    let of = match known == total {
        true => format!("Of the {} videos", prose::number(known)),
        false => format!("Of the {} videos with a known runtime", prose::number(known)),
    };
    let most = answer.videos.iter().map(|r| r.themes).max().unwrap_or(0);
    let richest: Vec<&VideoRuntime> = answer.videos.iter().filter(|r| r.themes == most).collect();
    match (longest(&answer.videos), richest.as_slice()) {
        (Some(long), [rich]) if long.video == rich.video => {
            format!("{of}, {} is the longest and carries the most themes", short(long.title))
        }
        (Some(long), [rich]) if most > 0 => {
            format!("{of}, {} is the longest; {} carries the most themes", short(long.title), short(rich.title))
        }
        (None, [rich]) if most > 0 => format!("{of}, {} carries the most themes", short(rich.title)),
        (Some(long), _) => format!("{of}, {} is the longest", short(long.title)),
        _ => format!("Runtime and number of themes of {} videos", prose::number(known)),
    }
}

fn subtitle(answer: &RuntimesAnswer) -> String {
    let known = answer.videos.len();
    let total = known + answer.songs.len() + answer.unknown.len();
    let known = format!("{} of {} known", prose::figures(known), prose::count(total, "video runtime"));
    let mut text = format!("Themes against minutes · {known}");
    if answer.videos.iter().filter_map(|r| r.runtime.as_ref()).any(|s| s.seconds[0] < s.seconds[1]) {
        text.push_str(" · wide marks: the range that an approximate statement allows");
    }
    text
}

fn description(answer: &RuntimesAnswer) -> String {
    let known: Vec<String> = answer
        .videos
        .iter()
        .filter_map(|r| r.runtime.as_ref().map(|s| (r, s)))
        .map(|(r, s)| format!("{} {} with {}", short(r.title), words(s), prose::count(r.themes, "theme")))
        .collect();
    let unknown: Vec<String> =
        unknown(answer).iter().map(|r| format!("{} ({})", short(r.title), prose::figures(r.themes))).collect();
    let mut sentences = Vec::new();
    if !known.is_empty() {
        sentences.push(format!("Scatter plot of runtime and number of themes: {}.", prose::list_some(&known, 12)));
    }
    if !unknown.is_empty() {
        sentences.push(format!(
            "Apart, with their number of themes, those whose runtime is not known: {}.",
            prose::list_some(&unknown, 12)
        ));
    }
    if sentences.is_empty() {
        sentences.push("The catalogue has no videos.".to_owned());
    }
    sentences.join(" ")
}
