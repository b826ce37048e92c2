//! Problems as a person reads them: what, where with the line itself, and a hint.

use std::fmt::Write;

use annotate_snippets::renderer::{DEFAULT_ERROR_STYLE, DEFAULT_HELP_STYLE, DEFAULT_LINE_NUM_STYLE};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use anstyle::Style;

use super::problem::{Place, Problem, Problems};
use super::visible::visible;

/// Writes every problem: `error: …`, then each place as `--> file:line:column` with the line itself and
/// carets under the fault, then `hint: …`; a last line tells how many more there are. With `color`,
/// ANSI styles are added; nothing from a file can add any.
pub fn render(problems: &Problems, color: bool) -> String {
    let mut out = String::new();
    for problem in &problems.list {
        if !out.is_empty() {
            out.push('\n');
        }
        render_problem(problem, color, &mut out);
    }
    let untold = problems.total.saturating_sub(problems.list.len());
    if untold > 0 {
        let _ = writeln!(out, "\n… and {untold} more {}", if untold == 1 { "problem" } else { "problems" });
    }
    out
}

fn render_problem(problem: &Problem, color: bool, out: &mut String) {
    headed("error", DEFAULT_ERROR_STYLE, &problem.message, color, out);
    let mut places = problem.places.as_slice();
    let mut first = true;
    while let [place, rest @ ..] = places {
        // What lies in the same stretch of the same line is drawn under it together.
        let together = 1 + rest
            .iter()
            .take_while(|p| p.file == place.file && p.line == place.line && p.text == place.text)
            .count();
        render_line(&places[..together], first, color, out);
        places = &places[together..];
        first = false;
    }
    if let Some(hint) = &problem.hint {
        headed("hint", DEFAULT_HELP_STYLE, hint, color, out);
    }
}

fn headed(word: &str, style: Style, text: &str, color: bool, out: &mut String) {
    let style = if color { style } else { Style::new() };
    let _ = writeln!(out, "{style}{word}{style:#}: {}", visible(text));
}

/// Draws one line of a file with everything that is marked in it.
fn render_line(places: &[Place], is_fault: bool, color: bool, out: &mut String) {
    let place = &places[0];
    let style = if color { DEFAULT_LINE_NUM_STYLE } else { Style::new() };
    let gutter = place.line.to_string().len();
    let arrow = if is_fault { "-->" } else { ":::" };
    let file = visible(&place.file);
    let _ = writeln!(out, "{:gutter$}{style}{arrow}{style:#} {file}:{}:{}", "", place.line, place.column);
    let mut snippet = Snippet::source(place.text.as_str()).line_start(place.line);
    for (at, place) in places.iter().enumerate() {
        let kind = if is_fault && at == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let label = (!place.label.is_empty()).then_some(place.label.as_str());
        snippet = snippet.annotation(kind.span(span(place)).label(label));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let drawn = renderer.render(&[Group::with_level(Level::ERROR).element(snippet)]);
    out.push_str(drawn.trim_end());
    out.push('\n');
}

/// The bytes of the place's text that are meant.
fn span(place: &Place) -> std::ops::Range<usize> {
    let byte = |characters: usize| place.text.char_indices().nth(characters).map_or(place.text.len(), |(at, _)| at);
    byte(place.at)..byte(place.at + place.length)
}
