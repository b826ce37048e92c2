//! What `chart`, `diagram` and `build` share: settings, fonts, and painting into files.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::args::SettingArgs;
use super::error::{CliError, shown};
use super::files;
use crate::picture::{self, Item, PaintError, Picture, Setting};
use crate::text::Fonts;

/// What a picture can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureFormat {
    /// Pixels.
    Png,
    /// Outlines.
    Svg,
    /// Geometry, for tests and for measuring.
    Json,
}

impl PictureFormat {
    /// The format that the ending of `path` asks for.
    pub fn of(path: &Path) -> Result<Self, CliError> {
        match path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase).as_deref() {
            Some("png") => Ok(Self::Png),
            Some("svg") => Ok(Self::Svg),
            Some("json") => Ok(Self::Json),
            _ => Err(CliError::usage(
                format!("what {} should be cannot be told from its ending", shown(path)),
                "name a file that ends in .png, .svg or .json",
            )),
        }
    }

    /// Paints `picture`; `scale` is for PNG.
    pub fn paint(self, picture: &Picture, fonts: &Fonts, scale: u8, out: &mut dyn Write) -> Result<(), PaintError> {
        match self {
            Self::Png => picture::png::write(picture, fonts, scale, out),
            Self::Svg => picture::svg::write(picture, fonts, out),
            Self::Json => picture::geometry::write(picture, out),
        }
    }
}

/// The file to write, which a picture cannot do without.
pub fn output<'a>(args: &'a SettingArgs, what: &str) -> Result<(&'a PathBuf, PictureFormat), CliError> {
    let Some(path) = &args.output else {
        let hint = format!("say where: -o {what}.png, -o {what}.svg or -o {what}.json");
        return Err(CliError::usage("a picture needs a file to go to", hint));
    };
    Ok((path, PictureFormat::of(path)?))
}

/// How the flags want a picture to be set.
pub fn setting(args: &SettingArgs) -> Result<Setting, CliError> {
    let size = args.size.as_deref().map(picture::parse_size).transpose();
    let wrong = |error| CliError::usage(format!("--size: {error}"), "such as --size article or --size 1600x900");
    Ok(Setting {
        title: args.title.clone(),
        subtitle: args.subtitle.clone(),
        source: args.source.clone(),
        size: size.map_err(wrong)?,
        dark: args.dark,
    })
}

/// Our fonts, and those that were given.
pub fn fonts(args: &SettingArgs) -> Result<Fonts, CliError> {
    let read = |path: &PathBuf| fs::read(path).map_err(|error| CliError::file("read", path, &error));
    let given = args.font.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    Fonts::with_files(&given).map_err(|error| CliError::failed(error.to_string(), "give a TrueType or OpenType file"))
}

/// Paints `picture` into the file at `path`, and warns of characters that no font has.
pub fn write(picture: &Picture, fonts: &Fonts, path: &Path, format: PictureFormat, scale: u32) -> Result<(), CliError> {
    warn_of_uncovered(picture, fonts);
    let scale = u8::try_from(scale).unwrap_or(2);
    // Painted first, so that a picture which cannot be painted leaves the file as it was.
    let mut bytes = Vec::new();
    format.paint(picture, fonts, scale, &mut bytes).map_err(unpainted)?;
    files::write_whole(path, |out| out.write_all(&bytes))
}

/// A picture that could not be painted, or not be written.
pub fn unpainted(error: PaintError) -> CliError {
    match error {
        PaintError::Io(error) => CliError::Output(error),
        error => CliError::failed(error.to_string(), "ask for a smaller --size or --scale"),
    }
}

/// Says on standard error which characters are drawn as boxes.
pub fn warn_of_uncovered(picture: &Picture, fonts: &Fonts) {
    let mut missing = BTreeSet::new();
    collect_uncovered(&picture.items, fonts, &mut missing);
    if missing.is_empty() {
        return;
    }
    let told: Vec<String> = missing.iter().take(12).map(|c| format!("{c} (U+{:04X})", *c as u32)).collect();
    let more = missing.len().saturating_sub(told.len());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let warning = format!(
        "warning: no font has {}{more}; boxes stand in their place\nhint: give a font that has them with --font FILE\n",
        told.join(", ")
    );
    // Nobody is left to be warned where standard error is closed.
    let _ = std::io::stderr().write_all(warning.as_bytes());
}

fn collect_uncovered(items: &[Item], fonts: &Fonts, missing: &mut BTreeSet<char>) {
    for item in items {
        match item {
            Item::Text(text) => missing.extend(fonts.uncovered(&text.line.text)),
            Item::Group(group) => collect_uncovered(&group.items, fonts, missing),
            Item::Path(_) => {}
        }
    }
}
