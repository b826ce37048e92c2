//! All that is known of one thing, each fact with its source.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use petgraph::Direction;
use petgraph::visit::EdgeRef;
use serde::Serialize;

use super::{Answer, Column, Table, prose, sentences};
use crate::catalogue::{
    Basis, Catalogue, Kind, Measures, Name, Node, Precision, Runtime, Source, SourceIndex, Theme, Video, Weight,
};
use crate::graph::{Edge, Relation, StoryGraph};

/// Of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShowParams {
    /// The thing.
    pub node: Node,
}

/// All that is known of one thing. Lists without entries are left out of the JSON, and so is what is not known.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "query", rename = "show")]
pub struct ShowAnswer<'a> {
    /// The thing.
    pub node: Name<'a>,
    /// What people call it.
    pub name: &'a str,
    /// What else they call it.
    #[serde(skip_serializing_if = "is_empty")]
    pub aliases: Vec<&'a str>,
    /// What is known of it by itself.
    #[serde(skip_serializing_if = "is_empty")]
    pub facts: Vec<ShownFact<'a>>,
    /// Of a video, what is known of its length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runtimes: Option<ShownRuntimes<'a>>,
    /// What joins it to other things, by relation, then by name.
    #[serde(skip_serializing_if = "is_empty")]
    pub links: Vec<ShownLink<'a>>,
    /// Of an artist, the groups' videos that do not name him or her; of a group, the members' videos that it does
    /// not perform itself; by id.
    #[serde(skip_serializing_if = "is_empty")]
    pub related: Vec<RelatedVideo<'a>>,
    /// Of an artist, what the videos carry that he or she performs or plays in; of a group, those of its members
    /// too: the number of those videos falling, then by id.
    #[serde(skip_serializing_if = "is_empty")]
    pub themes: Vec<ShownTheme<'a>>,
    /// The sources of all this, by id.
    #[serde(skip_serializing_if = "is_empty")]
    pub sources: Vec<ShownSource<'a>>,
}

/// A fact about the thing itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShownFact<'a> {
    /// Which: a field of the catalogue file.
    pub fact: &'static str,
    /// What it is.
    pub value: String,
    /// The id of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'a str>,
}

/// What is known of a video's length.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShownRuntimes<'a> {
    /// Whether the video's own runtime is known.
    pub known: bool,
    /// Every statement, in the catalogue's order; the first that measures the video is its runtime.
    pub statements: Vec<ShownRuntime<'a>>,
}

/// What a source states of a length.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShownRuntime<'a> {
    /// The length: `4:46`.
    pub length: String,
    /// How exact that is.
    pub precision: Precision,
    /// The shortest and the longest length that the statement allows, in seconds.
    pub seconds: [u32; 2],
    /// Length of what.
    pub measures: Measures,
    /// The source's own few words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stated: Option<&'a str>,
    /// The id of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'a str>,
}

/// An edge of the graph, from one thing to another, one of which is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShownLink<'a> {
    /// What joins the two.
    pub relation: &'static str,
    /// Where the edge begins.
    pub from: Name<'a>,
    /// Where it ends.
    pub to: Name<'a>,
    /// What people call the other thing.
    pub name: &'a str,
    /// Who is played.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<&'a str>,
    /// How much the theme means to the video.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<Weight>,
    /// What the claim rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Whether the evidence gives the ending away; only of themes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spoiler: Option<bool>,
    /// Why the video is said to carry the theme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<&'a str>,
    /// When the artist came to the group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// When the artist left it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// All that in a sentence.
    pub text: String,
    /// The id of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'a str>,
}

/// A video that has to do with the shown thing through others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RelatedVideo<'a> {
    /// The video.
    pub video: Name<'a>,
    /// Through which groups or members, by id.
    pub through: Vec<Name<'a>>,
}

/// A theme and how many of the shown thing's videos carry it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShownTheme<'a> {
    /// The theme.
    pub theme: Name<'a>,
    /// What it is called.
    pub name: &'a str,
    /// How many.
    pub videos: usize,
}

/// Where something was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShownSource<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<&'a str>,
    /// Where it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
    /// When it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accessed: Option<String>,
}

fn is_empty<T>(list: &[T]) -> bool {
    list.is_empty()
}

/// The relations in the order in which they tell most.
const TOLD: [Relation; 5] =
    [Relation::Performs, Relation::AppearsIn, Relation::Carries, Relation::MemberOf, Relation::Broader];

/// All that is known of `params.node`.
pub fn show<'a>(graph: &StoryGraph<'a>, params: &ShowParams) -> ShowAnswer<'a> {
    let catalogue = graph.catalogue();
    let node = params.node;
    let edges = edges_of(graph, node);
    let links: Vec<_> = edges.iter().map(|edge| link(catalogue, node, edge)).collect();
    let facts = match node.kind {
        Kind::Video => video_facts(catalogue, &catalogue.videos[node.at()]),
        Kind::Theme => theme_facts(&catalogue.themes[node.at()]),
        Kind::Artist | Kind::Group => Vec::new(),
    };
    let runtimes = (node.kind == Kind::Video).then(|| runtimes(catalogue, &catalogue.videos[node.at()]));
    let related = related(graph, node, &edges);
    let mut videos = match node.kind {
        Kind::Artist | Kind::Group => other_ends(&edges, node, Kind::Video),
        Kind::Theme | Kind::Video => Vec::new(),
    };
    if node.kind == Kind::Group {
        videos.extend(related.keys());
    }
    let themes = themes_of(catalogue, &videos);
    let stated = runtimes.iter().flat_map(|r| &r.statements).filter_map(|r| r.source);
    let ids = facts.iter().filter_map(|f| f.source).chain(links.iter().filter_map(|l| l.source)).chain(stated);
    let sources = shown_sources(catalogue, ids);
    ShowAnswer {
        node: catalogue.name(node),
        name: catalogue.label(node),
        aliases: catalogue.aliases(node).iter().map(|alias| alias.as_str()).collect(),
        facts,
        runtimes,
        links,
        related: related.into_iter().map(|(video, through)| related_video(catalogue, video, &through)).collect(),
        themes,
        sources,
    }
}

/// An edge with its two ends.
type Joined = (Edge, Node, Node);

/// The edges at a node, the most telling relation first, then by ends and position.
fn edges_of(graph: &StoryGraph, node: Node) -> Vec<Joined> {
    let edges = |direction| graph.petgraph().edges_directed(graph.index(node), direction);
    let both = edges(Direction::Outgoing).chain(edges(Direction::Incoming));
    let mut joined: Vec<Joined> = both.map(|e| (*e.weight(), graph.node(e.source()), graph.node(e.target()))).collect();
    let catalogue = graph.catalogue();
    joined.sort_by_key(|&(edge, from, to)| {
        let told = TOLD.iter().position(|&relation| relation == edge.relation);
        let carried = |video: Node| &catalogue[catalogue.videos[video.at()].themes][edge.detail as usize];
        let weight = (edge.relation == Relation::Carries).then(|| carried(from).weight);
        (told, weight, from, to, edge.detail)
    });
    joined
}

/// The other ends of `edges` that are of a kind, each once, in order.
fn other_ends(edges: &[Joined], node: Node, kind: Kind) -> Vec<Node> {
    let other = |&(_, from, to): &Joined| if from == node { to } else { from };
    let mut ends: Vec<Node> = edges.iter().map(other).filter(|end| end.kind == kind).collect();
    ends.sort_unstable();
    ends.dedup();
    ends
}

/// The videos of an artist's groups, or those of a group's members, and through which of these; without those that
/// the artist or group has itself.
fn related(graph: &StoryGraph, node: Node, edges: &[Joined]) -> BTreeMap<Node, Vec<Node>> {
    let (own, through) = match node.kind {
        Kind::Artist => (other_ends(edges, node, Kind::Video), other_ends(edges, node, Kind::Group)),
        Kind::Group => (other_ends(edges, node, Kind::Video), other_ends(edges, node, Kind::Artist)),
        Kind::Theme | Kind::Video => (Vec::new(), Vec::new()),
    };
    let mut related: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
    for other in through {
        for video in other_ends(&edges_of(graph, other), other, Kind::Video) {
            if own.binary_search(&video).is_err() {
                related.entry(video).or_default().push(other);
            }
        }
    }
    related
}

fn related_video<'a>(catalogue: &'a Catalogue, video: Node, through: &[Node]) -> RelatedVideo<'a> {
    let through = through.iter().map(|&node| catalogue.name(node)).collect();
    RelatedVideo { video: catalogue.name(video), through }
}

fn themes_of<'a>(catalogue: &'a Catalogue, videos: &[Node]) -> Vec<ShownTheme<'a>> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for carried in videos.iter().flat_map(|video| &catalogue[catalogue.videos[video.at()].themes]) {
        *counts.entry(carried.theme).or_default() += 1;
    }
    let mut themes: Vec<(u32, usize)> = counts.into_iter().collect();
    themes.sort_by_key(|&(theme, videos)| (Reverse(videos), theme));
    let entry = |(theme, videos): (u32, usize)| {
        let theme = catalogue.name(Node::theme(theme));
        ShownTheme { theme, name: theme.label, videos }
    };
    themes.into_iter().map(entry).collect()
}

fn source_id(catalogue: &Catalogue, source: Option<SourceIndex>) -> Option<&str> {
    source.map(|source| catalogue.source_at(source).id.as_str())
}

fn video_facts<'a>(catalogue: &'a Catalogue, video: &'a Video) -> Vec<ShownFact<'a>> {
    let restricted = video.age_restricted().map(|yes| if yes { "yes" } else { "no" }.to_string());
    let directors: Vec<&str> = video.directors().iter().map(|name| name.as_str()).collect();
    let facts = [
        ("released", video.released.map(|date| date.to_string())),
        ("release", video.release().map(str::to_string)),
        ("directors", (!directors.is_empty()).then(|| directors.join(", "))),
        ("synopsis", video.synopsis().map(str::to_string)),
        ("url", video.url().map(str::to_string)),
        ("age_restricted", restricted),
    ];
    let known = facts.into_iter().filter_map(|(fact, value)| value.map(|value| (fact, value)));
    let source = |fact| source_id(catalogue, video.source_of(fact));
    known.map(|(fact, value)| ShownFact { fact, value, source: source(fact) }).collect()
}

fn theme_facts(theme: &Theme) -> Vec<ShownFact<'_>> {
    let definition = theme.definition.as_ref();
    definition.map(|text| ShownFact { fact: "definition", value: text.to_string(), source: None }).into_iter().collect()
}

fn runtimes<'a>(catalogue: &'a Catalogue, video: &'a Video) -> ShownRuntimes<'a> {
    let statements = catalogue[video.runtimes].iter().map(|runtime| shown_runtime(catalogue, video, runtime));
    ShownRuntimes { known: catalogue.runtime(video).is_some(), statements: statements.collect() }
}

/// A statement of a video's length as answers give it.
pub(super) fn shown_runtime<'a>(catalogue: &'a Catalogue, video: &'a Video, runtime: &'a Runtime) -> ShownRuntime<'a> {
    ShownRuntime {
        length: runtime.length.to_string(),
        precision: runtime.precision,
        seconds: runtime.range().into(),
        measures: runtime.measures,
        stated: runtime.stated.as_deref(),
        source: source_id(catalogue, video.source_of_runtime(runtime)),
    }
}

/// The edge as it is shown on one of its ends.
fn link<'a>(catalogue: &'a Catalogue, node: Node, &(edge, from, to): &Joined) -> ShownLink<'a> {
    let at = edge.detail as usize;
    let mut link = ShownLink {
        relation: edge.relation.as_str(),
        from: catalogue.name(from),
        to: catalogue.name(to),
        name: catalogue.label(if from == node { to } else { from }),
        role: None,
        weight: None,
        basis: None,
        spoiler: None,
        evidence: None,
        since: None,
        until: None,
        text: sentences::of_edge(catalogue, from, edge, to).words,
        source: None,
    };
    let source = match edge.relation {
        Relation::AppearsIn => {
            let video = &catalogue.videos[to.at()];
            link.role = video.cast()[at].role.as_deref();
            video.source_of_role(&video.cast()[at])
        }
        Relation::Carries => {
            let video = &catalogue.videos[from.at()];
            let carried = &catalogue[video.themes][at];
            (link.weight, link.basis) = (Some(carried.weight), Some(carried.basis));
            (link.spoiler, link.evidence) = (Some(carried.spoiler), video.evidence(carried));
            video.source_of_theme(carried)
        }
        Relation::MemberOf => {
            let membership = &catalogue[catalogue.artists[from.at()].member_of][at];
            link.since = membership.from.map(|date| date.to_string());
            link.until = membership.to.map(|date| date.to_string());
            membership.source
        }
        Relation::Performs => catalogue.videos[to.at()].source_of("performers"),
        Relation::Broader | Relation::SharesThemes => None,
    };
    link.source = source_id(catalogue, source);
    link
}

/// The sources with these ids as answers give them.
pub(super) fn shown_sources<'a>(catalogue: &'a Catalogue, ids: impl Iterator<Item = &'a str>) -> Vec<ShownSource<'a>> {
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    let found = |id| catalogue.sources.binary_search_by(|source| source.id.as_str().cmp(id)).ok();
    let shown = |source: &'a Source| ShownSource {
        id: &source.id,
        title: &source.title,
        publisher: source.publisher.as_deref(),
        url: source.url.as_deref(),
        accessed: source.accessed.map(|date| date.to_string()),
    };
    ids.into_iter().filter_map(found).map(|at| shown(&catalogue.sources[at])).collect()
}

impl ShownRuntime<'_> {
    /// The length in words: `4:46`, `almost 8:00`.
    pub fn words(&self) -> String {
        match self.precision {
            Precision::Exact => self.length.clone(),
            precision => format!("{precision} {}", self.length),
        }
    }
}

impl ShowAnswer<'_> {
    /// The source with this id as a table names it.
    fn source_words(&self, id: Option<&str>) -> String {
        let source = self.sources.iter().find(|source| Some(source.id) == id);
        source.map_or("", |source| source.publisher.unwrap_or(source.title)).to_string()
    }

    fn runtime_rows(&self) -> Vec<Vec<String>> {
        let Some(runtimes) = &self.runtimes else { return Vec::new() };
        let mut rows = Vec::new();
        if !runtimes.known {
            rows.push(vec!["Runtime".to_string(), "unknown".to_string(), String::new()]);
        }
        for (at, runtime) in runtimes.statements.iter().enumerate() {
            let first = runtimes.statements.iter().position(|r| r.measures == Measures::Video);
            let what = match runtime.measures {
                Measures::Video if first == Some(at) => "Runtime",
                Measures::Video => "Also stated",
                Measures::Song => "The song's length",
                Measures::OtherCut => "Another cut",
            };
            let mut value = runtime.words();
            if let Some(stated) = runtime.stated {
                value += &format!(" (“{stated}”)");
            }
            rows.push(vec![what.to_string(), value, self.source_words(runtime.source)]);
        }
        rows
    }

    fn link_row(&self, link: &ShownLink) -> Vec<String> {
        let what = match link.relation {
            "performs" if self.node.kind == Kind::Video => "By",
            "performs" => "Video",
            "appears_in" if self.node.kind == Kind::Video => "Cast",
            "appears_in" => "Plays in",
            "carries" if self.node.kind == Kind::Video => "Theme",
            "carries" => "Video",
            "member_of" if self.node.kind == Kind::Group => "Member",
            "member_of" => "Group",
            _ if link.from == self.node => "Broader theme",
            _ => "Narrower theme",
        };
        let mut value = link.name.to_string();
        if let Some(weight @ (Weight::Choice | Weight::Minor)) = link.weight {
            value += &format!(" ({weight})");
        }
        if let Some(role) = link.role {
            value += &format!(": {role}");
        }
        if let Some(evidence) = link.evidence {
            value += &format!("{}{evidence}", if link.spoiler == Some(true) { ". Spoiler: " } else { ": " });
        }
        value += &match (&link.since, &link.until) {
            (None, None) => String::new(),
            (Some(since), None) => format!(", since {since}"),
            (None, Some(until)) => format!(", until {until}"),
            (Some(since), Some(until)) => format!(", {since} to {until}"),
        };
        let basis = link.basis.map(sentences::basis_words);
        let source = self.source_words(link.source);
        let rests_on: Vec<&str> = basis.into_iter().chain((!source.is_empty()).then_some(source.as_str())).collect();
        vec![what.to_string(), value, rests_on.join("; ")]
    }
}

impl Answer for ShowAnswer<'_> {
    fn table(&self, _: &Catalogue) -> Table {
        let mut rows = Vec::new();
        if !self.aliases.is_empty() {
            rows.push(vec!["Also called".to_string(), self.aliases.join(", "), String::new()]);
        }
        for fact in &self.facts {
            let what = match fact.fact {
                "released" => "Released",
                "release" => "From",
                "directors" => "Directed by",
                "synopsis" => "Story",
                "url" => "Link",
                "age_restricted" => "Age-restricted",
                _ => "Means",
            };
            rows.push(vec![what.to_string(), fact.value.clone(), self.source_words(fact.source)]);
        }
        rows.extend(self.runtime_rows());
        rows.extend(self.links.iter().map(|link| self.link_row(link)));
        for related in &self.related {
            let through: Vec<&str> = related.through.iter().map(|name| name.label).collect();
            let word = if self.node.kind == Kind::Artist { "Video of" } else { "Video with" };
            let what = format!("{word} {}", prose::list(&through));
            rows.push(vec![what, related.video.label.to_string(), String::new()]);
        }
        if !self.themes.is_empty() {
            let themes: Vec<String> = self.themes.iter().map(|t| format!("{} ({})", t.name, t.videos)).collect();
            rows.push(vec!["Themes".to_string(), themes.join(", "), String::new()]);
        }
        let note = |source: &ShownSource| {
            let publisher = source.publisher.map(|publisher| format!("{publisher}: ")).unwrap_or_default();
            let url = source.url.map(|url| format!(", {url}")).unwrap_or_default();
            format!("{publisher}{}{url}", source.title)
        };
        Table {
            title: Some(format!("{} ({})", self.name, self.node)),
            columns: vec![Column::words("What"), Column::words("Which"), Column::words("Source")],
            rows,
            notes: self.sources.iter().map(note).collect(),
        }
    }
}
