//! `chart`: one chart.

use std::io::Write;
use std::path::PathBuf;

use crate::catalogue::{Catalogue, Kind};
use crate::chart::{CHARTS, Input};
use crate::cli::args::{CutArgs, PictureArgs};
use crate::cli::error::CliError;
use crate::cli::{files, names, picture};
use crate::graph::{Cut, StoryGraph, View, ViewKind};

/// Draws a chart into a file; without a name, lists the charts.
pub fn run(paths: &[PathBuf], args: &PictureArgs, out: &mut dyn Write) -> Result<(), CliError> {
    let Some(name) = &args.name else {
        return names::write_rows(CHARTS.iter().map(|kind| (kind.name, kind.description)), out);
    };
    let all = || names::list(CHARTS.iter().map(|kind| kind.name));
    let kind = CHARTS
        .iter()
        .find(|kind| kind.name == name)
        .ok_or_else(|| CliError::usage(format!("there is no chart “{name}”"), format!("the charts are {}", all())))?;
    let (path, format) = picture::output(&args.setting, kind.name)?;
    let setting = picture::setting(&args.setting)?;
    let fonts = picture::fonts(&args.setting)?;
    let mut catalogue = files::load(paths)?;
    keep_cut(&mut catalogue, &args.cut)?;
    let drawn = (kind.draw)(&Input { catalogue: &catalogue, fonts: &fonts, setting: &setting });
    let drawn = drawn.map_err(|error| CliError::Failed { message: error.to_string(), hint: None })?;
    picture::write(&drawn, &fonts, path, format, args.setting.scale)
}

/// Leaves only the videos of the cut. Nothing refers to a video by its position, so no other list changes.
fn keep_cut(catalogue: &mut Catalogue, args: &CutArgs) -> Result<(), CliError> {
    let cut = names::cut(catalogue, args)?;
    if cut == Cut::default() {
        return Ok(());
    }
    let graph = StoryGraph::build(catalogue);
    let view = View::of(&graph, ViewKind::Relationships, &cut);
    let mut keep = vec![false; catalogue.videos.len()];
    view.nodes.iter().filter(|node| node.kind == Kind::Video).for_each(|node| keep[node.at()] = true);
    let mut kept = keep.iter();
    catalogue.videos.retain(|_| kept.next() == Some(&true));
    Ok(())
}
