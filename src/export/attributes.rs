//! What is written of a node and of an edge: one table each, from which every format takes its names, types and values.
//!
//! What is not known has no value, and is absent from every file.

use std::borrow::Cow;

use crate::catalogue::{Carried, Catalogue, Date, Kind, Membership, Node, Role, Runtime, SourceIndex, Text, Video};
use crate::graph::{Relation, View, ViewEdge, ViewKind};

use super::style;

/// What an attribute's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Text.
    String,
    /// A whole number.
    Int,
    /// True or false.
    Bool,
}

/// A value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// A word of our own, which needs no escaping in any format.
    Word(&'static str),
    /// Text from the catalogue.
    Text(Cow<'a, str>),
    /// A whole number.
    Int(u32),
    /// True or false.
    Bool(bool),
    /// A year, month or day; text to every reader.
    Date(Date),
}

/// An attribute of nodes.
pub struct NodeAttribute {
    /// Its name, the same in every format.
    pub name: &'static str,
    /// What its values are.
    pub of_type: Type,
    /// The kinds that can have it.
    pub kinds: &'static [Kind],
    /// What it says, in a few words.
    pub meaning: &'static str,
    /// Its value, where it is known.
    pub value: for<'a> fn(&'a Catalogue, Node) -> Option<Value<'a>>,
}

/// An attribute of edges.
pub struct EdgeAttribute {
    /// Its name, the same in every format but for [`gexf_name`](Self::gexf_name) and [`json_name`](Self::json_name).
    pub name: &'static str,
    /// What its values are.
    pub of_type: Type,
    /// The relations that can have it.
    pub relations: &'static [Relation],
    /// What it says, in a few words.
    pub meaning: &'static str,
    /// Its value, where it is known.
    pub value: for<'a> fn(&EdgeFacts<'a>) -> Option<Value<'a>>,
}

impl EdgeAttribute {
    /// Its name in GEXF, where `weight` is the format's own and a number.
    pub fn gexf_name(&self) -> &'static str {
        if self.name == "weight" { "theme_weight" } else { self.name }
    }

    /// Its name in node-link JSON, where `source` and `target` are the ends of an edge.
    pub fn json_name(&self) -> &'static str {
        if self.name == "source" { "fact_source" } else { self.name }
    }
}

const ALL: &[Kind] = &Kind::ALL;
const VIDEO: &[Kind] = &[Kind::Video];

/// What is written of a node beside its id (`video:haru-haru`), in order.
pub static NODE_ATTRIBUTES: &[NodeAttribute] = &[
    NodeAttribute {
        name: "kind",
        of_type: Type::String,
        kinds: ALL,
        meaning: "artist, group, theme or video",
        value: |_, node| Some(Value::Word(node.kind.as_str())),
    },
    NodeAttribute {
        name: "label",
        of_type: Type::String,
        kinds: ALL,
        meaning: "the name or title",
        value: |catalogue, node| text(Some(catalogue.label(node))),
    },
    NodeAttribute {
        name: "aliases",
        of_type: Type::String,
        kinds: ALL,
        meaning: "what else it is called, separated by semicolons",
        value: |catalogue, node| list(catalogue.aliases(node)),
    },
    NodeAttribute {
        name: "released",
        of_type: Type::String,
        kinds: VIDEO,
        meaning: "when it came out: a year, a month or a day",
        value: |catalogue, node| video(catalogue, node)?.released.map(Value::Date),
    },
    NodeAttribute {
        name: "year",
        of_type: Type::Int,
        kinds: VIDEO,
        meaning: "the year in which it came out",
        value: |catalogue, node| video(catalogue, node)?.released.map(|date| Value::Int(u32::from(date.year()))),
    },
    NodeAttribute {
        name: "release",
        of_type: Type::String,
        kinds: VIDEO,
        meaning: "the album or series it belongs to",
        value: |catalogue, node| text(video(catalogue, node)?.release()),
    },
    NodeAttribute {
        name: "directors",
        of_type: Type::String,
        kinds: VIDEO,
        meaning: "who directed it, separated by semicolons",
        value: |catalogue, node| list(video(catalogue, node)?.directors()),
    },
    NodeAttribute {
        name: "runtime",
        of_type: Type::Int,
        kinds: VIDEO,
        meaning: "its length as stated, in seconds",
        value: |catalogue, node| runtime(catalogue, node).map(|r| Value::Int(r.length.0)),
    },
    NodeAttribute {
        name: "runtime_precision",
        of_type: Type::String,
        kinds: VIDEO,
        meaning: "how exact that is: exact, about, almost or over",
        value: |catalogue, node| runtime(catalogue, node).map(|r| Value::Word(r.precision.as_str())),
    },
    NodeAttribute {
        name: "runtime_stated",
        of_type: Type::String,
        kinds: VIDEO,
        meaning: "the source's own words for the length",
        value: |catalogue, node| text(runtime(catalogue, node)?.stated.as_deref()),
    },
    NodeAttribute {
        name: "runtime_source",
        of_type: Type::String,
        kinds: VIDEO,
        meaning: "where the length was read",
        value: |catalogue, node| {
            source(catalogue, video(catalogue, node)?.source_of_runtime(runtime(catalogue, node)?))
        },
    },
    NodeAttribute {
        name: "url",
        of_type: Type::String,
        kinds: VIDEO,
        meaning: "where it can be seen",
        value: |catalogue, node| text(video(catalogue, node)?.url()),
    },
    NodeAttribute {
        name: "synopsis",
        of_type: Type::String,
        kinds: VIDEO,
        meaning: "the story in a few sentences",
        value: |catalogue, node| text(video(catalogue, node)?.synopsis()),
    },
    NodeAttribute {
        name: "age_restricted",
        of_type: Type::Bool,
        kinds: VIDEO,
        meaning: "whether its platform keeps it from the young",
        value: |catalogue, node| video(catalogue, node)?.age_restricted().map(Value::Bool),
    },
    NodeAttribute {
        name: "definition",
        of_type: Type::String,
        kinds: &[Kind::Theme],
        meaning: "what the theme means",
        value: |catalogue, node| match node.kind {
            Kind::Theme => text(catalogue.themes.get(node.at())?.definition.as_deref()),
            _ => None,
        },
    },
    NodeAttribute {
        name: "source",
        of_type: Type::String,
        kinds: ALL,
        meaning: "where it was read",
        value: |catalogue, node| match video(catalogue, node) {
            Some(video) => source(catalogue, video.source_of("title")),
            None => source(catalogue, catalogue.source),
        },
    },
];

const CARRIES: &[Relation] = &[Relation::Carries];

/// What is written of an edge beside its ends, in order.
pub static EDGE_ATTRIBUTES: &[EdgeAttribute] = &[
    EdgeAttribute {
        name: "relation",
        of_type: Type::String,
        relations: &Relation::ALL,
        meaning: "what joins the two",
        value: |facts| Some(Value::Word(facts.relation.as_str())),
    },
    EdgeAttribute {
        name: "weight",
        of_type: Type::String,
        relations: CARRIES,
        meaning: "what the theme means to the story: choice, major or minor (in GEXF theme_weight)",
        value: |facts| facts.carried.map(|c| Value::Word(c.weight.as_str())),
    },
    EdgeAttribute {
        name: "strength",
        of_type: Type::Int,
        relations: CARRIES,
        meaning: "the weight as a number, 3, 2 or 1 (in GEXF also the edge's own weight)",
        value: |facts| facts.carried.map(|c| Value::Int(style::strength(c.weight))),
    },
    EdgeAttribute {
        name: "basis",
        of_type: Type::String,
        relations: CARRIES,
        meaning: "what that rests on: official, on-screen or interpretation",
        value: |facts| facts.carried.map(|c| Value::Word(c.basis.as_str())),
    },
    EdgeAttribute {
        name: "evidence",
        of_type: Type::String,
        relations: CARRIES,
        meaning: "the sentence that shows why",
        value: |facts| text(facts.evidence),
    },
    EdgeAttribute {
        name: "spoiler",
        of_type: Type::Bool,
        relations: CARRIES,
        meaning: "whether that sentence gives the ending away",
        value: |facts| facts.carried.filter(|c| c.spoiler || facts.evidence.is_some()).map(|c| Value::Bool(c.spoiler)),
    },
    EdgeAttribute {
        name: "role",
        of_type: Type::String,
        relations: &[Relation::AppearsIn],
        meaning: "who is played",
        value: |facts| text(facts.role?.role.as_deref()),
    },
    EdgeAttribute {
        name: "from",
        of_type: Type::String,
        relations: &[Relation::MemberOf],
        meaning: "when the membership began",
        value: |facts| facts.membership?.from.map(Value::Date),
    },
    EdgeAttribute {
        name: "to",
        of_type: Type::String,
        relations: &[Relation::MemberOf],
        meaning: "when it ended",
        value: |facts| facts.membership?.to.map(Value::Date),
    },
    EdgeAttribute {
        name: "count",
        of_type: Type::Int,
        relations: &[Relation::SharesThemes],
        meaning: "how many themes the two share",
        value: |facts| facts.count.map(Value::Int),
    },
    EdgeAttribute {
        name: "themes",
        of_type: Type::String,
        relations: &[Relation::SharesThemes],
        meaning: "which themes those are, separated by semicolons",
        value: |facts| facts.shared_theme_names(),
    },
    EdgeAttribute {
        name: "source",
        of_type: Type::String,
        relations: &Relation::OF_GRAPH,
        meaning: "where it was read (in JSON fact_source)",
        value: |facts| source(facts.catalogue, facts.source),
    },
];

fn text(text: Option<&str>) -> Option<Value<'_>> {
    text.map(|text| Value::Text(Cow::Borrowed(text)))
}

fn list(texts: &[Text]) -> Option<Value<'_>> {
    match texts {
        [] => None,
        [one] => text(Some(one)),
        more => Some(Value::Text(Cow::Owned(more.join("; ")))),
    }
}

fn video(catalogue: &Catalogue, node: Node) -> Option<&Video> {
    if node.kind == Kind::Video { catalogue.videos.get(node.at()) } else { None }
}

fn runtime(catalogue: &Catalogue, node: Node) -> Option<&Runtime> {
    catalogue.runtime(video(catalogue, node)?)
}

fn source(catalogue: &Catalogue, at: Option<SourceIndex>) -> Option<Value<'_>> {
    text(Some(&catalogue.sources.get(at?.at())?.title))
}

/// What is known of a view's edges.
pub struct Edges<'v, 'g, 'a> {
    view: &'v View<'g, 'a>,
    /// For each video where its performers were read. Most edges of a large catalogue ask for that and nothing else.
    performed: Vec<Option<SourceIndex>>,
}

impl<'v, 'g, 'a> Edges<'v, 'g, 'a> {
    /// What is known of the edges of `view`.
    pub fn of(view: &'v View<'g, 'a>) -> Self {
        let videos = &view.graph.catalogue().videos;
        Self { view, performed: videos.iter().map(|video| video.source_of("performers")).collect() }
    }

    /// Reads what [`Edges::facts`] will read of `edge`, and returns something of it.
    pub(super) fn ahead(&self, edge: &ViewEdge) -> u32 {
        let catalogue = self.view.graph.catalogue();
        match edge.relation {
            Relation::Performs => {
                let to = self.view.nodes[edge.to as usize];
                self.performed.get(to.at()).copied().flatten().map_or(0, |source| source.at() as u32)
            }
            Relation::Carries => {
                let video = catalogue.videos.get(self.view.nodes[edge.from as usize].at());
                video
                    .and_then(|v| catalogue[v.themes].get(edge.detail as usize))
                    .map_or(0, |carried| carried.weight as u32)
            }
            Relation::AppearsIn | Relation::Broader | Relation::MemberOf | Relation::SharesThemes => 0,
        }
    }

    /// What is known of `edge`.
    pub fn facts(&self, edge: &ViewEdge) -> EdgeFacts<'a> {
        EdgeFacts::of(self.view, edge, &self.performed)
    }
}

/// What the catalogue states of an edge.
#[derive(Clone, Copy)]
pub struct EdgeFacts<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// Where the edge starts.
    pub from: Node,
    /// Where it ends.
    pub to: Node,
    /// What joins the two.
    pub relation: Relation,
    /// That the video carries the theme.
    pub carried: Option<&'a Carried>,
    /// The sentence that shows why; see above.
    pub evidence: Option<&'a str>,
    /// That the artist appears in the video.
    pub role: Option<&'a Role>,
    /// That the artist is or was in the group.
    pub membership: Option<&'a Membership>,
    /// How many themes the videos share.
    pub count: Option<u32>,
    /// Where it was read.
    pub source: Option<SourceIndex>,
}

impl<'a> EdgeFacts<'a> {
    /// What is known of `edge`; where it was read that someone performs a video is looked up in `performed`.
    fn of(view: &View<'_, 'a>, edge: &ViewEdge, performed: &[Option<SourceIndex>]) -> Self {
        let catalogue = view.graph.catalogue();
        let (from, to) = view.ends(edge);
        let at = edge.detail as usize;
        let mut facts = Self {
            catalogue,
            from,
            to,
            relation: edge.relation,
            carried: None,
            evidence: None,
            role: None,
            membership: None,
            count: None,
            source: None,
        };
        match edge.relation {
            Relation::AppearsIn => {
                let video = catalogue.videos.get(to.at());
                facts.role = video.and_then(|v| v.cast().get(at));
                facts.source = video.zip(facts.role).and_then(|(v, role)| v.source_of_role(role));
            }
            Relation::Broader => facts.source = catalogue.source,
            Relation::Carries => {
                let video = catalogue.videos.get(from.at());
                facts.carried = video.and_then(|v| catalogue[v.themes].get(at));
                facts.evidence = video.zip(facts.carried).and_then(|(v, carried)| v.evidence(carried));
                facts.source = video.zip(facts.carried).and_then(|(v, carried)| v.source_of_theme(carried));
            }
            Relation::MemberOf => {
                facts.membership = catalogue.artists.get(from.at()).and_then(|a| catalogue[a.member_of].get(at));
                facts.source = facts.membership.and_then(|m| m.source);
            }
            Relation::Performs => {
                facts.source = performed.get(to.at()).copied().flatten();
            }
            Relation::SharesThemes => facts.count = Some(edge.detail),
        }
        facts
    }

    /// A number for drawing and for reckoning: a theme's strength, or how many themes are shared.
    pub fn strength(&self) -> Option<u32> {
        self.carried.map(|c| style::strength(c.weight)).or(self.count)
    }

    /// The themes that both videos carry, in order.
    pub fn shared_themes(&self) -> impl Iterator<Item = Node> + use<'a> {
        let catalogue = self.catalogue;
        let ends = match self.relation {
            Relation::SharesThemes => video(self.catalogue, self.from).zip(video(self.catalogue, self.to)),
            _ => None,
        };
        ends.into_iter()
            .flat_map(move |(a, b)| catalogue[a.themes].iter().filter(move |c| catalogue.carries(b, c.theme).is_some()))
            .map(|carried| Node::theme(carried.theme))
    }

    fn shared_theme_names(&self) -> Option<Value<'a>> {
        let mut names = String::new();
        for theme in self.shared_themes() {
            if !names.is_empty() {
                names.push_str("; ");
            }
            names.push_str("theme:");
            names.push_str(self.catalogue.id(theme));
        }
        (!names.is_empty()).then_some(Value::Text(names.into()))
    }

    /// A number that is the same for edges all of whose attributes are the same; none where there is text that only
    /// this edge has.
    pub fn signature(&self) -> Option<u64> {
        let own_text = self.count.is_some()
            || self.evidence.is_some()
            || self.role.is_some_and(|r| r.role.is_some())
            || self.membership.is_some_and(|m| m.from.is_some() || m.to.is_some());
        if own_text {
            return None;
        }
        let carried = self.carried.map_or(0, |c| 1 + c.weight as u64 + 4 * c.basis as u64 + 16 * u64::from(c.spoiler));
        let source = self.source.map_or(0, |s| s.at() as u64 + 1);
        Some((source << 16) | (carried << 8) | self.relation as u64)
    }
}

/// The attributes that the nodes of a view of this kind can have.
pub fn of_nodes(view: ViewKind) -> impl Iterator<Item = &'static NodeAttribute> {
    NODE_ATTRIBUTES.iter().filter(move |a| a.kinds.iter().any(|kind| super::kinds(view).contains(kind)))
}

/// The attributes that the edges of a view of this kind can have.
pub fn of_edges(view: ViewKind) -> impl Iterator<Item = &'static EdgeAttribute> {
    EDGE_ATTRIBUTES.iter().filter(move |a| a.relations.iter().any(|r| super::relations(view).contains(r)))
}

/// The attributes of [`of_nodes`] kind by kind, so that nobody asks an artist for a runtime.
pub(super) fn by_kind(view: ViewKind) -> [Vec<&'static NodeAttribute>; 4] {
    Kind::ALL.map(|kind| of_nodes(view).filter(|a| a.kinds.contains(&kind)).collect())
}

/// The attributes of [`of_edges`] relation by relation.
pub(super) fn by_relation(view: ViewKind) -> [Vec<&'static EdgeAttribute>; 6] {
    let mut lists = [const { Vec::new() }; 6];
    for relation in Relation::ALL {
        lists[relation as usize] = of_edges(view).filter(|a| a.relations.contains(&relation)).collect();
    }
    lists
}
