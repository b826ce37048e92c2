//! `shared`: which videos share themes.

use std::io::Write;
use std::path::PathBuf;

use crate::catalogue::{Keep, Kind};
use crate::cli::args::SharedArgs;
use crate::cli::error::CliError;
use crate::cli::{answer, files, names};
use crate::query::{self, SharedAmongParams, SharedByThemeParams, SharedParams};

/// More pairs than this are not held, but written as they are found.
const MANY_PAIRS: usize = 100_000;

/// Answers for all pairs, for one video, for several, or by theme.
pub fn run(paths: &[PathBuf], args: &SharedArgs, out: &mut dyn Write) -> Result<(), CliError> {
    // What several videos share is told with its evidence.
    let keep = if args.videos.len() > 1 { Keep::EVERYTHING } else { Keep::THEMES };
    let catalogue = files::load_keeping(paths, keep)?;
    let (broader, top, format) = (args.broader, args.rank.top(), args.rank.answer.format);
    if args.by_theme {
        let found = query::shared_by_theme(&catalogue, &SharedByThemeParams { broader, top });
        return answer::write(&found, &catalogue, format, out);
    }
    let videos = names::find_all(&catalogue, &args.videos, &[Kind::Video])?;
    if videos.len() > 1 {
        let found = query::shared_among(&catalogue, &SharedAmongParams { videos, broader });
        return answer::write(&found, &catalogue, format, out);
    }
    let params = SharedParams { with: videos.first().copied(), broader, count_all: args.count, top };
    if params.with.is_none() && top.is_none_or(|top| top > MANY_PAIRS) {
        return answer::write_stream(&query::every_shared_pair(&catalogue, &params), format, out);
    }
    answer::write(&query::shared(&catalogue, &params), &catalogue, format, out)
}
