//! `list`: videos, artists, groups or themes.

use std::io::Write;
use std::path::PathBuf;
use std::str::FromStr;

use crate::catalogue::{Keep, Kind};
use crate::cli::args::{ListArgs, ListKind};
use crate::cli::error::CliError;
use crate::cli::{answer, files, names};
use crate::query::{self, ListParams};

/// Answers with a list, filtered.
pub fn run(paths: &[PathBuf], args: &ListArgs, out: &mut dyn Write) -> Result<(), CliError> {
    let (released, runtime) = (range("--released", &args.released)?, range("--runtime", &args.runtime)?);
    let asks_for_performers = !(args.group.is_empty() && args.artist.is_empty());
    let asks_for_runtimes = args.runtime.is_some() || args.unknown_runtime;
    let keep = match args.kind {
        ListKind::Themes if !asks_for_performers && !asks_for_runtimes => Keep::THEMES,
        _ => Keep::EVERYTHING,
    };
    let catalogue = files::load_keeping(paths, keep)?;
    let params = ListParams {
        kind: match args.kind {
            ListKind::Videos => Kind::Video,
            ListKind::Artists => Kind::Artist,
            ListKind::Groups => Kind::Group,
            ListKind::Themes => Kind::Theme,
        },
        themes: names::find_all(&catalogue, &args.theme, &[Kind::Theme])?,
        groups: names::find_all(&catalogue, &args.group, &[Kind::Group])?,
        artists: names::find_all(&catalogue, &args.artist, &[Kind::Artist])?,
        released,
        runtime,
        unknown_runtime: args.unknown_runtime,
        top: args.rank.top(),
    };
    answer::write(&query::list(&catalogue, &params), &catalogue, args.rank.answer.format, out)
}

fn range<R: FromStr<Err = String>>(flag: &str, typed: &Option<String>) -> Result<Option<R>, CliError> {
    let parse = |text: &String| {
        text.parse().map_err(|error| {
            CliError::usage(format!("{flag}: {error}"), "a range is FROM..TO; either end may be left out")
        })
    };
    typed.as_ref().map(parse).transpose()
}
