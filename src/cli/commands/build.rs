//! `build`: the main job. Every graph file, diagram and chart into a folder.

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use crate::catalogue::Catalogue;
use crate::chart::{CHARTS, ChartKind, Input};
use crate::cli::args::BuildArgs;
use crate::cli::commands::diagram::undrawn;
use crate::cli::error::CliError;
use crate::cli::picture::{PictureFormat, unpainted, warn_of_uncovered};
use crate::cli::{files, parallel};
use crate::diagram::{self, DIAGRAMS, DiagramError, DiagramKind};
use crate::export::{FORMATS, FormatFile, Positions};
use crate::graph::{Cut, StoryGraph, View, ViewKind};
use crate::picture::{Picture, Setting};
use crate::text::Fonts;

/// Pixels of a PNG per logical pixel.
const SCALE: u8 = 2;

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
    let views = ViewKind::ALL.map(|kind| View::of(&graph, kind, &Cut::default()));
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
                    let told = format!("note: diagrams/{} is left out: {error}\nhint: {}\n", kind.name, error.hint());
                    // Nobody is left to be told where standard error is closed.
                    let _ = io::stderr().write_all(told.as_bytes());
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

fn write(products: &[Product], folder: &Path, fonts: &Fonts, out: &mut dyn Write) -> Result<(), CliError> {
    for part in ["graph", "diagrams", "charts"] {
        let part = folder.join(part);
        fs::create_dir_all(&part).map_err(|error| CliError::file("make", &part, &error))?;
    }
    let written = parallel::map(products, |product| {
        let path = folder.join(&product.path);
        match &product.content {
            Content::Graph(view, positions, file) => {
                files::write_whole(&path, |out| (file.write)(view, *positions, out))
            }
            Content::Picture(..) => {
                let mut bytes = Vec::new();
                product.write_to(fonts, &mut bytes)?;
                files::write_whole(&path, |out| out.write_all(&bytes))
            }
        }
    });
    for (product, result) in products.iter().zip(written) {
        result?;
        writeln!(out, "{}", folder.join(&product.path).display())?;
    }
    Ok(())
}

fn check(products: &[Product], folder: &Path, fonts: &Fonts, out: &mut dyn Write) -> Result<(), CliError> {
    let states = parallel::map(products, |product| {
        let path = folder.join(&product.path);
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Some("is missing")),
            Err(error) => return Err(CliError::file("read", &path, &error)),
        };
        let mut comparison = Comparison { file: BufReader::new(file), same: true };
        product.write_to(fonts, &mut comparison)?;
        Ok(if comparison.ends_here().map_err(|error| CliError::file("read", &path, &error))? {
            None
        } else {
            Some("is not what would be built")
        })
    });
    let mut stale = 0;
    for (product, state) in products.iter().zip(states) {
        if let Some(state) = state? {
            stale += 1;
            writeln!(out, "{} {state}", folder.join(&product.path).display())?;
        }
    }
    if stale == 0 {
        writeln!(out, "{}: all {} files are up to date", folder.display(), products.len())?;
        return Ok(());
    }
    let message = format!("{stale} of {} files in {} are not up to date", products.len(), folder.display());
    Err(CliError::failed(message, format!("leitmotif build -o {} makes them anew", folder.display())))
}

/// Takes the bytes that would be written and compares them with a file's.
struct Comparison {
    file: BufReader<File>,
    same: bool,
}

impl Comparison {
    /// Whether all was the same and the file ends where the bytes did.
    fn ends_here(mut self) -> io::Result<bool> {
        Ok(self.same && self.file.read(&mut [0])? == 0)
    }
}

impl Write for Comparison {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.same {
            let mut there = vec![0; bytes.len()];
            self.same = match self.file.read_exact(&mut there) {
                Ok(()) => there == bytes,
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => false,
                Err(error) => return Err(error),
            };
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
