//! What the chart of runtimes says in words.

use super::super::common::{longest, short, unbroken};
use super::{Lengths, exact};
use crate::catalogue::{Length, Measures, Precision, SourceIndex};
use crate::query::prose;
use crate::query::{ShownRuntime, VideoRuntime};

/// A title that says no more than the data do.
pub(super) fn title(answer: &Lengths) -> String {
    let (known, total) = (answer.known.len(), answer.total());
    match (known, total) {
        (_, 0) => "No videos, no runtimes".to_owned(),
        (0, 1) => format!("The runtime of {} is not known", short(answer.unknown[0].title)),
        (0, _) => "No video’s runtime is known".to_owned(),
        (1, 1) => format!("How long {} runs", short(answer.known[0].title)),
        (1, _) => {
            format!("Of {}, only {}’s runtime is known", prose::things(total, "video"), short(answer.known[0].title))
        }
        _ => match longest(&answer.answer.videos) {
            Some(video) if known == total => {
                format!("{} runs longest of the {} videos", short(video.title), prose::number(total))
            }
            Some(video) => {
                let known = prose::number(known);
                format!("{} runs longest of the {known} videos whose runtime is known", short(video.title))
            }
            None if known == total => format!("How long the {} videos run", prose::number(total)),
            None => format!("The runtimes of {} of {} videos are known", prose::number(known), prose::number(total)),
        },
    }
}

fn statements<'a>(row: &'a VideoRuntime<'a>) -> impl Iterator<Item = &'a ShownRuntime<'a>> {
    super::statements(row).into_iter().filter(|r| r.measures == Measures::Video)
}

/// What the axis counts, how much is known, and how to read the marks that are there.
pub(super) fn subtitle(answer: &Lengths) -> String {
    let total = answer.total();
    let mut parts = vec![
        "Minutes".to_owned(),
        format!("{} of {} known", prose::figures(answer.known.len()), prose::count(total, "video runtime")),
    ];
    if answer.known.iter().any(|v| statements(v).any(|r| !exact(r))) {
        parts.push("hatched: the range that an approximate statement allows".to_owned());
    }
    parts.join(" · ")
}

/// The statement in its source's words, or in those of its rule.
pub(super) fn stated(runtime: &ShownRuntime) -> String {
    if let (false, Some(own)) = (exact(runtime), runtime.stated) {
        let own = crate::text::clean(own);
        return format!("“{}”", own.trim().trim_matches(['“', '”', '"']));
    }
    let length = match runtime.length.strip_suffix(":00") {
        Some(minutes) if !exact(runtime) && !minutes.contains(':') => format!("{minutes} min"),
        _ => runtime.length.clone(),
    };
    match runtime.precision {
        Precision::Exact => length,
        Precision::About => format!("about {length}"),
        Precision::Almost => format!("almost {length}"),
        Precision::Over => format!("over {length}"),
    }
}

/// What the statement allows, where it is not exact: “7:30–8:00”.
pub(super) fn range(runtime: &ShownRuntime) -> String {
    let [low, high] = runtime.seconds;
    if low == high { String::new() } else { format!("{}–{}", Length(low), Length(high)) }
}

/// What a statement measures, where that is not the video.
pub(super) fn measured(runtime: &ShownRuntime) -> &'static str {
    match runtime.measures {
        Measures::Video => "",
        Measures::Song => "song",
        Measures::OtherCut => "another cut",
    }
}

/// Where the statements that are drawn were read.
pub(super) fn sources<'a>(answer: &Lengths<'a>) -> impl Iterator<Item = SourceIndex> + 'a {
    let catalogue = answer.catalogue;
    catalogue.videos.iter().flat_map(|v| catalogue[v.runtimes].iter().filter_map(|r| v.source_of_runtime(r)))
}

/// A video without a runtime, with what else is stated: “Haru Haru (song 4:15)”.
pub(super) fn without(video: &VideoRuntime) -> String {
    let others: Vec<String> =
        super::statements(video).iter().map(|r| format!("{} {}", measured(r), stated(r))).collect();
    let name = unbroken(video.title);
    if others.is_empty() { name } else { format!("{name} ({})", others.join("; ")) }
}

/// What the chart shows, for those who do not see it.
pub(super) fn description(answer: &Lengths) -> String {
    let known: Vec<String> = answer
        .known
        .iter()
        .map(|v| {
            let said: Vec<String> = statements(v).map(stated).collect();
            format!("{} {}", short(v.title), said.join(" or "))
        })
        .collect();
    let unknown: Vec<String> = answer.unknown.iter().map(|v| without(v)).collect();
    let mut sentences = Vec::new();
    if !known.is_empty() {
        sentences.push(format!("Bar chart of runtimes, longest first: {}.", prose::list_some(&known, 12)));
    }
    if !unknown.is_empty() {
        sentences.push(format!(
            "Runtime not known for {} of {}: {}.",
            prose::figures(unknown.len()),
            prose::count(answer.total(), "video"),
            prose::list_some(&unknown, 12)
        ));
    }
    if sentences.is_empty() {
        sentences.push("The catalogue has no videos.".to_owned());
    }
    sentences.join(" ")
}
