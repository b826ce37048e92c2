//! Videos, artists, groups or themes, filtered.

use std::cmp::Reverse;

use serde::Serialize;

use super::ranges::{DateRange, LengthRange};
use super::{Answer, Column, Table, cut, cut_note, prose, sentences};
use crate::catalogue::{Catalogue, Kind, Name, Node, Video};
use crate::graph::{Hierarchy, choose_videos};

/// Which things, and what they must have to do with. Empty: all of that kind.
///
/// `released`, `runtime` and `unknown_runtime` choose videos, and so do `themes`, `groups` and `artists` as
/// [`choose_videos`] says; of the other kinds a list then has what those videos are by, who plays in them or
/// what they carry, and counts those videos alone. A filter by its own kind or by what a thing is part of chooses
/// the thing instead: of artists the members of a group, of groups those of an artist, of themes the theme and
/// those narrower than it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListParams {
    /// Which kind of thing.
    pub kind: Kind,
    /// All of these themes.
    pub themes: Vec<Node>,
    /// All of these groups.
    pub groups: Vec<Node>,
    /// All of these artists.
    pub artists: Vec<Node>,
    /// Videos that may have come out in this time; one without a date has not.
    pub released: Option<DateRange>,
    /// Videos whose runtime may be this; one whose runtime is not known has none.
    pub runtime: Option<LengthRange>,
    /// Only videos whose runtime is not known.
    pub unknown_runtime: bool,
    /// Only so many.
    pub top: Option<usize>,
}

impl ListParams {
    /// Everything of a kind.
    pub fn all(kind: Kind) -> Self {
        Self {
            kind,
            themes: Vec::new(),
            groups: Vec::new(),
            artists: Vec::new(),
            released: None,
            runtime: None,
            unknown_runtime: false,
            top: None,
        }
    }
}

/// A list of things of one kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "query", rename_all = "lowercase")]
pub enum ListAnswer<'a> {
    /// By id.
    Videos {
        /// How many, before the cut.
        total: usize,
        /// The videos.
        videos: Vec<ListedVideo<'a>>,
    },
    /// By number of videos, falling, then by id.
    Artists {
        /// How many, before the cut.
        total: usize,
        /// The artists.
        artists: Vec<ListedArtist<'a>>,
    },
    /// By number of videos, falling, then by id.
    Groups {
        /// How many, before the cut.
        total: usize,
        /// The groups.
        groups: Vec<ListedGroup<'a>>,
    },
    /// By number of videos, falling, then by id.
    Themes {
        /// How many, before the cut.
        total: usize,
        /// The themes.
        themes: Vec<ListedTheme<'a>>,
    },
}

/// A video in a list. What is not known is not there.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListedVideo<'a> {
    /// The video.
    pub video: Name<'a>,
    /// What it is called.
    pub title: &'a str,
    /// Whose it is.
    pub performers: Vec<Name<'a>>,
    /// When it came out: `2014`, `2014-03` or `2014-03-02`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub released: Option<String>,
    /// Its runtime as stated: `4:46`, `almost 8:00`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runtime: Option<String>,
    /// The shortest and the longest runtime that the statement allows, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<[u32; 2]>,
    /// How many themes it carries.
    pub themes: usize,
}

/// An artist in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListedArtist<'a> {
    /// The artist.
    pub artist: Name<'a>,
    /// What he or she is called.
    pub name: &'a str,
    /// The groups he or she is or was in, by id.
    pub groups: Vec<Name<'a>>,
    /// How many videos he, she or one of the groups performs, or he or she plays in.
    pub videos: usize,
}

/// A group in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListedGroup<'a> {
    /// The group.
    pub group: Name<'a>,
    /// What it is called.
    pub name: &'a str,
    /// How many artists are or were in it.
    pub members: usize,
    /// How many videos it or a member performs, or a member plays in.
    pub videos: usize,
}

/// A theme in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListedTheme<'a> {
    /// The theme.
    pub theme: Name<'a>,
    /// What it is called.
    pub name: &'a str,
    /// How many videos carry it by name.
    pub videos: usize,
}

/// The things of a kind that `params` asks for.
pub fn list<'a>(catalogue: &'a Catalogue, params: &ListParams) -> ListAnswer<'a> {
    match params.kind {
        Kind::Video => videos(catalogue, params),
        Kind::Artist => artists(catalogue, params),
        Kind::Group => groups(catalogue, params),
        Kind::Theme => themes(catalogue, params),
    }
}

/// Whether the video passes the filters on its own facts.
fn passes(catalogue: &Catalogue, video: &Video, params: &ListParams) -> bool {
    let released = params.released.is_none_or(|range| video.released.is_some_and(|date| range.matches(date)));
    let runtime =
        params.runtime.is_none_or(|range| catalogue.runtime(video).is_some_and(|runtime| range.matches(runtime)));
    released && runtime && !(params.unknown_runtime && catalogue.runtime(video).is_some())
}

/// The videos that pass all filters but those that choose things of the kind itself.
fn chosen(catalogue: &Catalogue, params: &ListParams) -> Vec<u32> {
    let not_of =
        |kinds: &[Kind], nodes: &[Node]| if kinds.contains(&params.kind) { Vec::new() } else { nodes.to_vec() };
    let themes = not_of(&[Kind::Theme], &params.themes);
    let groups = not_of(&[Kind::Group, Kind::Artist], &params.groups);
    let artists = not_of(&[Kind::Group, Kind::Artist], &params.artists);
    let chosen = choose_videos(catalogue, &themes, &groups, &artists);
    let passes = |&video: &u32| chosen[video as usize] && passes(catalogue, &catalogue.videos[video as usize], params);
    (0..catalogue.videos.len() as u32).filter(passes).collect()
}

/// Whether a filter chooses among videos, so that things without any are left out.
fn chooses_videos(params: &ListParams) -> bool {
    let by_video = params.released.is_some() || params.runtime.is_some() || params.unknown_runtime;
    let by_theme = !params.themes.is_empty() && params.kind != Kind::Theme;
    let by_performer = !(params.groups.is_empty() && params.artists.is_empty()) && params.kind == Kind::Theme;
    by_video || by_theme || by_performer
}

/// The things that `fits`, by how many of the chosen videos count for each, falling, then by id; and how many
/// there are before the cut.
fn ranked(counts: &[usize], params: &ListParams, fits: impl Fn(u32) -> bool) -> (usize, Vec<(u32, usize)>) {
    let without = !chooses_videos(params);
    let things = counts.iter().enumerate().map(|(at, &count)| (at as u32, count));
    let mut things: Vec<_> = things.filter(|&(at, count)| (without || count > 0) && fits(at)).collect();
    let total = things.len();
    things.sort_unstable_by_key(|&(at, count)| (Reverse(count), at));
    cut(&mut things, params.top);
    (total, things)
}

fn videos<'a>(catalogue: &'a Catalogue, params: &ListParams) -> ListAnswer<'a> {
    let mut chosen = chosen(catalogue, params);
    let total = chosen.len();
    cut(&mut chosen, params.top);
    let entry = |index: u32| {
        let video = &catalogue.videos[index as usize];
        ListedVideo {
            video: catalogue.name(Node::video(index)),
            title: &video.title,
            performers: catalogue[video.performers].iter().map(|&node| catalogue.name(node)).collect(),
            released: video.released.map(|date| date.to_string()),
            runtime: catalogue.runtime(video).map(sentences::length),
            seconds: catalogue.runtime(video).map(|runtime| runtime.range().into()),
            themes: video.themes.len(),
        }
    };
    ListAnswer::Videos { total, videos: chosen.into_iter().map(entry).collect() }
}

/// Adds one to each of `counts` that `of_video` names for a video, once a video however often it is named.
fn count_videos(things: usize, videos: &[u32], mut of_video: impl FnMut(u32, &mut Vec<u32>)) -> Vec<usize> {
    let mut counts = vec![0; things];
    let mut named = Vec::new();
    for &video in videos {
        of_video(video, &mut named);
        named.sort_unstable();
        named.dedup();
        for thing in named.drain(..) {
            counts[thing as usize] += 1;
        }
    }
    counts
}

fn artists<'a>(catalogue: &'a Catalogue, params: &ListParams) -> ListAnswer<'a> {
    let members = members(catalogue);
    let counts = count_videos(catalogue.artists.len(), &chosen(catalogue, params), |video, named| {
        let video = &catalogue.videos[video as usize];
        named.extend(video.cast().iter().map(|role| role.artist));
        for performer in &catalogue[video.performers] {
            match performer.kind {
                Kind::Group => named.extend(&members[performer.at()]),
                _ => named.push(performer.index),
            }
        }
    });
    let fits = |artist: u32| {
        let in_group = |group: &Node| members[group.at()].binary_search(&artist).is_ok();
        params.groups.iter().all(in_group) && params.artists.iter().all(|node| node.index == artist)
    };
    let (total, ranked) = ranked(&counts, params, fits);
    let entry = |(index, videos): (u32, usize)| {
        let artist = &catalogue.artists[index as usize];
        let mut groups: Vec<_> =
            catalogue[artist.member_of].iter().map(|m| catalogue.name(Node::group(m.group))).collect();
        groups.dedup();
        ListedArtist { artist: catalogue.name(Node::artist(index)), name: &artist.name, groups, videos }
    };
    ListAnswer::Artists { total, artists: ranked.into_iter().map(entry).collect() }
}

/// Each group's members, each once, in order.
fn members(catalogue: &Catalogue) -> Vec<Vec<u32>> {
    let mut members = vec![Vec::new(); catalogue.groups.len()];
    for (artist, entry) in catalogue.artists.iter().enumerate() {
        for membership in &catalogue[entry.member_of] {
            members[membership.group as usize].push(artist as u32);
        }
    }
    members.iter_mut().for_each(Vec::dedup);
    members
}

fn groups<'a>(catalogue: &'a Catalogue, params: &ListParams) -> ListAnswer<'a> {
    let members = members(catalogue);
    let groups_of = |artist: u32| catalogue[catalogue.artists[artist as usize].member_of].iter().map(|m| m.group);
    let counts = count_videos(catalogue.groups.len(), &chosen(catalogue, params), |video, named| {
        let video = &catalogue.videos[video as usize];
        named.extend(video.cast().iter().flat_map(|role| groups_of(role.artist)));
        for performer in &catalogue[video.performers] {
            match performer.kind {
                Kind::Group => named.push(performer.index),
                _ => named.extend(groups_of(performer.index)),
            }
        }
    });
    let fits = |group: u32| {
        let has = |artist: &Node| members[group as usize].binary_search(&artist.index).is_ok();
        params.artists.iter().all(has) && params.groups.iter().all(|node| node.index == group)
    };
    let (total, ranked) = ranked(&counts, params, fits);
    let entry = |(index, videos): (u32, usize)| ListedGroup {
        group: catalogue.name(Node::group(index)),
        name: &catalogue.groups[index as usize].name,
        members: members[index as usize].len(),
        videos,
    };
    ListAnswer::Groups { total, groups: ranked.into_iter().map(entry).collect() }
}

fn themes<'a>(catalogue: &'a Catalogue, params: &ListParams) -> ListAnswer<'a> {
    let mut counts = vec![0; catalogue.themes.len()];
    for video in chosen(catalogue, params) {
        for carried in &catalogue[catalogue.videos[video as usize].themes] {
            counts[carried.theme as usize] += 1;
        }
    }
    let below = |theme: &Node| {
        let mut meant = Hierarchy::of(catalogue).descendants([theme.index]);
        meant.push(theme.index);
        meant.sort_unstable();
        meant
    };
    let meant: Vec<Vec<u32>> = params.themes.iter().map(below).collect();
    let fits = |theme: u32| meant.iter().all(|meant| meant.binary_search(&theme).is_ok());
    let (total, ranked) = ranked(&counts, params, fits);
    let entry = |(index, videos): (u32, usize)| ListedTheme {
        theme: catalogue.name(Node::theme(index)),
        name: &catalogue.themes[index as usize].name,
        videos,
    };
    ListAnswer::Themes { total, themes: ranked.into_iter().map(entry).collect() }
}

impl Answer for ListAnswer<'_> {
    fn table(&self, _: &Catalogue) -> Table {
        let labels = |names: &[Name]| names.iter().map(|name| name.label).collect::<Vec<_>>().join(", ");
        let videos = Column::numbers("Videos");
        let (columns, rows, total, what): (_, Vec<Vec<String>>, _, _) = match self {
            ListAnswer::Videos { total, videos } => {
                let row = |video: &ListedVideo| {
                    let known = |fact: &Option<String>| fact.clone().unwrap_or_else(|| "unknown".to_string());
                    let (released, runtime) = (known(&video.released), known(&video.runtime));
                    let by = labels(&video.performers);
                    vec![video.title.to_string(), by, released, runtime, video.themes.to_string()]
                };
                let columns = vec![
                    Column::words("Video"),
                    Column::words("By"),
                    Column::words("Released"),
                    Column::numbers("Runtime"),
                    Column::numbers("Themes"),
                ];
                (columns, videos.iter().map(row).collect(), *total, "videos")
            }
            ListAnswer::Artists { total, artists } => {
                let row = |a: &ListedArtist| vec![a.name.to_string(), labels(&a.groups), a.videos.to_string()];
                let columns = vec![Column::words("Artist"), Column::words("Groups"), videos];
                (columns, artists.iter().map(row).collect(), *total, "artists")
            }
            ListAnswer::Groups { total, groups } => {
                let row = |g: &ListedGroup| vec![g.name.to_string(), g.members.to_string(), g.videos.to_string()];
                let columns = vec![Column::words("Group"), Column::numbers("Members"), videos];
                (columns, groups.iter().map(row).collect(), *total, "groups")
            }
            ListAnswer::Themes { total, themes } => {
                let row = |t: &ListedTheme| vec![t.name.to_string(), t.videos.to_string()];
                (vec![Column::words("Theme"), videos], themes.iter().map(row).collect(), *total, "themes")
            }
        };
        let notes = cut_note(rows.len(), total, what).into_iter().collect();
        let title = match total {
            0 => format!("No {what}."),
            total => format!("{}.", prose::count(total, what.trim_end_matches('s'))),
        };
        Table { title: Some(title), columns, rows, notes }
    }
}
