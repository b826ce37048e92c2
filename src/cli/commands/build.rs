//! `build`: the main job. Every graph file, diagram and chart into a folder.

use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use crate::catalogue::Catalogue;
use crate::chart::{CHARTS, ChartKind, Input};
use crate::cli::args::BuildArgs;
use crate::cli::commands::diagram::{CUT, undrawn};
use crate::cli::error::{CliError, shown};
use crate::cli::folder::{Folder, is_place, manifest_in};
use crate::cli::manifest::{self, Manifest, Marking};
use crate::cli::picture::{PictureFormat, unpainted, warn_of_uncovered};
use crate::cli::{files, parallel};
use crate::diagram::{self, DIAGRAMS, DiagramError, DiagramKind};
use crate::export::{FORMATS, FormatFile, Positions};
use crate::graph::{Cut, StoryGraph, View, ViewKind};
use crate::picture::{Picture, Setting};
use crate::text::Fonts;

/// Pixels of a PNG per logical pixel.
const SCALE: u8 = 2;

/// What the folder consists of.
const PARTS: [&str; 3] = ["graph", "diagrams", "charts"];

/// A file to be built.
struct Product<'p> {
    /// Its place in the folder.
    path: String,
    content: Content<'p>,
}

enum Content<'p> {
    Graph(&'p View<'p, 'p>, Option<&'p Positions>, &'p FormatFile),
    Picture(&'p Picture, PictureFormat),
}

/// A picture to be drawn.
enum Task {
    Chart(&'static ChartKind),
    Diagram(&'static DiagramKind),
}

/// A drawn picture and the place of its files, without their endings.
struct Drawn {
    path: String,
    picture: Picture,
}

/// Builds everything, or says whether it is up to date.
pub fn run(paths: &[PathBuf], args: &BuildArgs, out: &mut dyn Write) -> Result<(), CliError> {
    let catalogue = files::load(paths)?;
    let fonts = Fonts::embedded();
    let graph = StoryGraph::build(&catalogue);
    let views = views(&graph);
    let drawn = draw_all(&catalogue, &views, &fonts)?;
    if !args.check {
        drawn.iter().for_each(|one| warn_of_uncovered(&one.picture, &fonts));
    }
    let positions: Vec<Option<Positions>> = views.iter().map(|view| positions(view, &drawn)).collect();
    let mut products = graph_files(&views, &positions);
    for one in &drawn {
        for (format, ending) in [(PictureFormat::Svg, "svg"), (PictureFormat::Png, "png")] {
            let path = format!("{}.{ending}", one.path);
            products.push(Product { path, content: Content::Picture(&one.picture, format) });
        }
    }
    if args.check { check(&products, &args.output, &fonts, out) } else { write(&products, &args.output, &fonts, out) }
}

/// Every view. One of more edges than memory holds is left out, and that said.
fn views<'g, 'a>(graph: &'g StoryGraph<'a>) -> Vec<View<'g, 'a>> {
    let view = |kind: ViewKind| match View::try_of(graph, kind, &Cut::default()) {
        Ok(view) => Some(view),
        Err(error) => {
            tell(&format!("note: the view “{}” is left out: {error}\nhint: {CUT}\n", kind.as_str()));
            None
        }
    };
    ViewKind::ALL.into_iter().filter_map(view).collect()
}

/// Says on standard error what was left out. Where that is closed, nobody is left to be told.
fn tell(words: &str) {
    let _ = io::stderr().write_all(words.as_bytes());
}

/// Every diagram that needs no subject, and every chart. A diagram of more things than can be read is left out, and that said.
fn draw_all(catalogue: &Catalogue, views: &[View], fonts: &Fonts) -> Result<Vec<Drawn>, CliError> {
    let setting = Setting::default();
    let diagrams = DIAGRAMS.iter().filter(|kind| !kind.needs_subject).map(Task::Diagram);
    let tasks: Vec<Task> = diagrams.chain(CHARTS.iter().map(Task::Chart)).collect();
    let results = parallel::map(&tasks, |task| match task {
        Task::Chart(kind) => {
            let picture = (kind.draw)(&Input { catalogue, fonts, setting: &setting })
                .map_err(|error| CliError::Failed { message: error.to_string(), hint: None })?;
            Ok(Some(Drawn { path: format!("charts/{}", kind.name), picture }))
        }
        Task::Diagram(kind) => {
            let Some(view) = views.iter().find(|view| view.kind == kind.view) else { return Ok(None) };
            match diagram::draw(kind, view, None, &setting, fonts) {
                Ok(picture) => Ok(Some(Drawn { path: format!("diagrams/{}", kind.name), picture })),
                Err(error @ DiagramError::TooMany { .. }) => {
                    tell(&format!("note: diagrams/{} is left out: {error}\nhint: {}\n", kind.name, error.hint()));
                    Ok(None)
                }
                Err(error) => Err(undrawn(error)),
            }
        }
    });
    results.into_iter().filter_map(Result::transpose).collect()
}

/// Where the diagram of the view's name has everything.
fn positions(view: &View, drawn: &[Drawn]) -> Option<Positions> {
    let path = format!("diagrams/{}", view.kind.as_str());
    let one = drawn.iter().find(|one| one.path == path)?;
    Some(Positions::of(view, &diagram::Positions::of(&one.picture)))
}

/// Every view in every format; a format whose files have names of their own is written of the whole graph.
fn graph_files<'p>(views: &'p [View<'p, 'p>], positions: &'p [Option<Positions>]) -> Vec<Product<'p>> {
    let mut products = Vec::new();
    for format in FORMATS {
        for (view, positions) in views.iter().zip(positions) {
            let drawn = positions.as_ref().filter(|_| format.needs_positions);
            if format.needs_positions && drawn.is_none() {
                continue;
            }
            for file in format.files {
                if file.stem.is_none() || view.kind == ViewKind::Relationships {
                    let path = format!("graph/{}", file.name(view.kind));
                    products.push(Product { path, content: Content::Graph(view, drawn, file) });
                }
            }
        }
    }
    products
}

impl Product<'_> {
    fn write_to(&self, fonts: &Fonts, out: &mut dyn Write) -> Result<(), CliError> {
        match &self.content {
            Content::Graph(view, positions, file) => (file.write)(view, *positions, out).map_err(CliError::Output),
            Content::Picture(picture, format) => format.paint(picture, fonts, SCALE, out).map_err(unpainted),
        }
    }
}

fn write(products: &[Product], path: &Path, fonts: &Fonts, out: &mut dyn Write) -> Result<(), CliError> {
    let names: Vec<&str> = products.iter().map(|product| product.path.as_str()).collect();
    let folder = Folder::open(path, &PARTS, &names)?;
    let staged = parallel::map(products, |product| folder.stage(&product.path, |out| product.write_to(fonts, out)));
    folder.put(staged.into_iter().collect::<Result<_, _>>()?)?;
    for name in names.iter().chain(&[manifest::NAME]) {
        writeln!(out, "{}", shown(&path.join(name)))?;
    }
    Ok(())
}

fn check(products: &[Product], folder: &Path, fonts: &Fonts, out: &mut dyn Write) -> Result<(), CliError> {
    let before = manifest_in(folder)?;
    let compared = parallel::map(products, |product| {
        let path = folder.join(&product.path);
        let file = match File::open(&path) {
            Ok(file) => Some(BufReader::new(file)),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => None,
            Err(error) => return Err(CliError::file("read", &path, &error)),
        };
        let is_missing = file.is_none();
        let mut comparison = Marking::new(Comparison { same: !is_missing, file });
        product.write_to(fonts, &mut comparison)?;
        let (comparison, mark) = comparison.end();
        let same = comparison.ends_here().map_err(|error| CliError::file("read", &path, &error))?;
        Ok((mark, (!same).then_some(if is_missing { "is missing" } else { "is not what would be built" })))
    });
    let mut manifest = Manifest::default();
    let mut told = Vec::new();
    for (product, compared) in products.iter().zip(compared) {
        let (mark, state) = compared?;
        manifest.add(product.path.clone(), mark);
        told.extend(state.map(|state| (product.path.as_str(), state)));
    }
    match &before {
        None => told.push((manifest::NAME, "is missing")),
        Some(before) => {
            let names = before.files.keys().map(String::as_str);
            let left = names.filter(|name| is_place(name, &PARTS) && !manifest.files.contains_key(*name));
            told.extend(left.filter(|name| folder.join(name).is_file()).map(|name| (name, "is no longer built")));
            let same = *before == manifest;
            told.extend((!same).then_some((manifest::NAME, "is not what would be built")));
        }
    }
    for (name, state) in &told {
        writeln!(out, "{} {state}", shown(&folder.join(name)))?;
    }
    let files = products.len() + 1;
    if told.is_empty() {
        writeln!(out, "{}: all {files} files are up to date", shown(folder))?;
        return Ok(());
    }
    let message = format!("{} of {files} files in {} are not up to date", told.len(), shown(folder));
    Err(CliError::failed(message, format!("leitmotif build -o {} makes them anew", shown(folder))))
}

/// Takes the bytes that would be written and compares them with a file's.
struct Comparison {
    file: Option<BufReader<File>>,
    same: bool,
}

impl Comparison {
    /// Whether all was the same and the file ends where the bytes did.
    fn ends_here(mut self) -> io::Result<bool> {
        Ok(match &mut self.file {
            Some(file) => self.same && file.read(&mut [0])? == 0,
            None => false,
        })
    }
}

impl Write for Comparison {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(file) = self.file.as_mut().filter(|_| self.same) {
            let mut there = vec![0; bytes.len()];
            self.same = match file.read_exact(&mut there) {
                Ok(()) => there == bytes,
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => false,
                Err(error) => return Err(error),
            };
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
