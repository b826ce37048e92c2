//! Names that a person types, found in the catalogue; and cuts made of them.

use std::io::Write;

use super::args::CutArgs;
use super::error::CliError;
use crate::catalogue::{self, Catalogue, Kind, Node};
use crate::graph::Cut;

/// The one thing of `kinds` that `typed` names.
pub fn find(catalogue: &Catalogue, typed: &str, kinds: &[Kind]) -> Result<Node, CliError> {
    catalogue::find(catalogue, typed, kinds)
        .map_err(|not_found| CliError::Failed { message: not_found.to_string(), hint: not_found.hint() })
}

/// One node for each of `typed`.
pub fn find_all(catalogue: &Catalogue, typed: &[String], kinds: &[Kind]) -> Result<Vec<Node>, CliError> {
    typed.iter().map(|name| find(catalogue, name, kinds)).collect()
}

/// The cut that the flags ask for.
pub fn cut(catalogue: &Catalogue, args: &CutArgs) -> Result<Cut, CliError> {
    if args.depth.is_some() && args.around.is_none() {
        return Err(CliError::usage("--depth says how near, but not to what", "add --around NAME"));
    }
    let around = args.around.as_ref().map(|name| find(catalogue, name, &Kind::ALL)).transpose()?;
    Ok(Cut {
        themes: find_all(catalogue, &args.theme, &[Kind::Theme])?,
        groups: find_all(catalogue, &args.group, &[Kind::Group])?,
        artists: find_all(catalogue, &args.artist, &[Kind::Artist])?,
        around: around.map(|node| (node, args.depth.unwrap_or(1))),
        top: args.top,
    })
}

/// Names one after the other, for a hint.
pub fn list(names: impl Iterator<Item = impl Into<String>>) -> String {
    names.map(Into::into).collect::<Vec<String>>().join(", ")
}

/// A name and what it means on each line, set in two columns.
pub fn write_rows<'r>(
    rows: impl Iterator<Item = (&'r str, &'r str)> + Clone,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let widest = rows.clone().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, meaning) in rows {
        writeln!(out, "{name:widest$}  {meaning}")?;
    }
    Ok(())
}
