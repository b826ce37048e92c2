//! What can be typed. Commands, their flags and their help, all in one place.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Explore and draw the themes that music videos share, with the evidence for each.
#[derive(Debug, Parser)]
#[command(name = "leitmotif", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = "Without --catalogue, the built-in catalogue of ten story-driven K-pop videos is read.")]
pub struct Cli {
    /// A catalogue to read instead of the built-in one; several are merged, - is standard input
    #[arg(short, long = "catalogue", value_name = "FILE", global = true)]
    pub catalogues: Vec<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write every graph file, diagram and chart into a folder
    Build(BuildArgs),
    /// Which videos share themes
    Shared(SharedArgs),
    /// The videos most like one video, and the themes that make them so
    Similar(SimilarArgs),
    /// The shortest connection between two things, told in sentences
    Path(PathArgs),
    /// All that is known of one thing, with sources
    Show(ShowArgs),
    /// List videos, artists, groups or themes
    List(ListArgs),
    /// Counts, components, the most central things, how many runtimes are known
    Stats(StatsArgs),
    /// Draw one chart; without a name, list the charts
    Chart(PictureArgs),
    /// Draw one relationship diagram; without a name, list the diagrams
    Diagram(DiagramArgs),
    /// Write the graph for other programs
    Export(ExportArgs),
    /// Read the catalogue and report every problem at once
    Check(AnswerArgs),
    /// Print the JSON Schema (draft-07) of the catalogue
    Schema,
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    /// For a person reading a terminal
    Table,
    /// For a program
    Json,
    /// For a spreadsheet
    Csv,
    /// For an article or a wiki
    Markdown,
}

/// What every question takes.
#[derive(Debug, Clone, Args)]
pub struct AnswerArgs {
    /// How to write the answer
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    pub format: AnswerFormat,
}

/// What every question with a ranking takes.
#[derive(Debug, Clone, Args)]
pub struct RankArgs {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub answer: AnswerArgs,
    /// Show only the first N; 0 shows all
    #[arg(long, default_value_t = 20, value_name = "N")]
    top: usize,
}

impl RankArgs {
    /// How many to show; `None` for all.
    pub fn top(&self) -> Option<usize> {
        (self.top > 0).then_some(self.top)
    }
}

/// `build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// The folder to write into
    #[arg(short, long, default_value = "output", value_name = "FOLDER")]
    pub output: PathBuf,
    /// Write nothing; only say whether the folder is up to date
    #[arg(long)]
    pub check: bool,
}

/// `shared`.
#[derive(Debug, Args)]
pub struct SharedArgs {
    /// One video: what it shares with others; more: what all of them share
    #[arg(value_name = "VIDEO")]
    pub videos: Vec<String>,
    /// Turn it round: each theme that two or more videos carry, and which
    #[arg(long, conflicts_with = "videos")]
    pub by_theme: bool,
    /// Let two videos share a broader theme of theirs
    #[arg(long)]
    pub broader: bool,
    /// Count all pairs even in a catalogue of over 10,000 videos
    #[arg(long)]
    pub count: bool,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub rank: RankArgs,
}

/// `similar`.
#[derive(Debug, Args)]
pub struct SimilarArgs {
    /// The video
    pub video: String,
    /// Let two videos share a broader theme of theirs
    #[arg(long)]
    pub broader: bool,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub rank: RankArgs,
}

/// `path`.
#[derive(Debug, Args)]
pub struct PathArgs {
    /// Where to start
    pub from: String,
    /// Where to end
    pub to: String,
    /// Do not go through themes
    #[arg(long)]
    pub no_themes: bool,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub answer: AnswerArgs,
}

/// `show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// A video, artist, group or theme
    pub name: String,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub answer: AnswerArgs,
}

/// What can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListKind {
    /// Music videos
    Videos,
    /// Persons
    Artists,
    /// Groups
    Groups,
    /// Themes
    Themes,
}

/// `list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// What to list
    #[arg(value_enum)]
    pub kind: ListKind,
    /// Only what has to do with videos that carry this theme or a narrower one
    #[arg(long, value_name = "THEME")]
    pub theme: Vec<String>,
    /// Only what has to do with this group
    #[arg(long, value_name = "GROUP")]
    pub group: Vec<String>,
    /// Only what has to do with this artist
    #[arg(long, value_name = "ARTIST")]
    pub artist: Vec<String>,
    /// Only videos released in this range, such as 2014..2016
    #[arg(long, value_name = "FROM..TO")]
    pub released: Option<String>,
    /// Only videos with a runtime in this range, such as 4:00..
    #[arg(long, value_name = "FROM..TO")]
    pub runtime: Option<String>,
    /// Only videos whose runtime is not known
    #[arg(long, conflicts_with = "runtime")]
    pub unknown_runtime: bool,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub rank: RankArgs,
}

/// `stats`.
#[derive(Debug, Args)]
pub struct StatsArgs {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub rank: RankArgs,
}

/// What part of the graph is written or drawn.
#[derive(Debug, Clone, Args)]
pub struct CutArgs {
    /// Only videos that carry this theme or a narrower one, with what belongs to them
    #[arg(long, value_name = "THEME")]
    pub theme: Vec<String>,
    /// Only videos of this group, with what belongs to them
    #[arg(long, value_name = "GROUP")]
    pub group: Vec<String>,
    /// Only videos of this artist, with what belongs to them
    #[arg(long, value_name = "ARTIST")]
    pub artist: Vec<String>,
    /// Only what lies near this thing
    #[arg(long, value_name = "NAME")]
    pub around: Option<String>,
    /// How many steps away is near [default: 1]
    #[arg(long, value_name = "N")]
    pub depth: Option<u32>,
    /// Only the N videos with the most relations
    #[arg(long, value_name = "N")]
    pub top: Option<usize>,
}

/// How a picture is set.
#[derive(Debug, Clone, Args)]
pub struct SettingArgs {
    /// The file to write; its ending (.png, .svg or .json) says what it is
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The title, in place of the one made from the data
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// The line under the title
    #[arg(long, value_name = "TEXT")]
    pub subtitle: Option<String>,
    /// The line at the foot that names the sources
    #[arg(long, value_name = "TEXT")]
    pub source: Option<String>,
    /// article (1200×675), square (1080×1080), story (1080×1920) or WIDTHxHEIGHT
    #[arg(long, value_name = "SIZE")]
    pub size: Option<String>,
    /// Pixels of a PNG per logical pixel: 1, 2 or 3
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=3), value_name = "N")]
    pub scale: u32,
    /// Light on dark
    #[arg(long)]
    pub dark: bool,
    /// A font for characters that ours lacks
    #[arg(long, value_name = "FILE")]
    pub font: Vec<PathBuf>,
}

/// `chart`.
#[derive(Debug, Args)]
pub struct PictureArgs {
    /// Which chart
    pub name: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub setting: SettingArgs,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub cut: CutArgs,
}

/// `diagram`.
#[derive(Debug, Args)]
pub struct DiagramArgs {
    /// Which diagram
    pub name: Option<String>,
    /// The thing in the middle of `around`
    #[arg(value_name = "THING")]
    pub subject: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub setting: SettingArgs,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub cut: CutArgs,
}

/// `export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Which format
    pub format: String,
    /// Which part of the graph: relationships, shared-themes or videos
    #[arg(long, default_value = "relationships", value_name = "VIEW")]
    pub view: String,
    /// The file to write, in place of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub cut: CutArgs,
}
