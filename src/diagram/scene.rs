//! What every diagram knows of the view it draws.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::catalogue::{Catalogue, Kind, Node, SourceIndex, Weight};
use crate::geometry::{Point, Rect, Segment, flatten};
use crate::graph::{Relation, View, ViewEdge, ViewKind};
use crate::picture::{Colour, Frame, Group, Palette, Path, Picture, Role, Setting, palette::KindColours};
use crate::query::families::Families;
use crate::query::source_line;
use crate::text::{Fonts, clean};

use super::legend::Sample;
use super::tell;

/// A view with everything that is needed to draw it.
pub(super) struct Scene<'s, 'g, 'a> {
    pub view: &'s View<'g, 'a>,
    pub subject: Option<Node>,
    pub setting: &'s Setting,
    pub fonts: &'s Fonts,
    pub palette: Palette,
    pub families: Families,
    /// What joins two nodes, each pair once, by its two ends.
    pub links: Vec<Link>,
    /// Ids that were given to edges.
    ids: RefCell<BTreeSet<String>>,
}

/// All edges between two nodes.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// Positions in the view's nodes: the ends of the first of the edges.
    pub from: usize,
    pub to: usize,
    /// The strongest first.
    pub edges: Vec<ViewEdge>,
}

/// How a link is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct LinkStyle {
    pub colour: Colour,
    pub width: f64,
    pub dash: Option<(f64, f64)>,
}

impl<'s, 'g, 'a> Scene<'s, 'g, 'a> {
    pub fn new(view: &'s View<'g, 'a>, subject: Option<Node>, setting: &'s Setting, fonts: &'s Fonts) -> Self {
        Self {
            view,
            subject: subject.filter(|subject| view.nodes.contains(subject)),
            setting,
            fonts,
            palette: setting.palette(),
            families: Families::of(view.graph.catalogue()),
            links: links(view),
            ids: RefCell::default(),
        }
    }

    pub fn catalogue(&self) -> &'a Catalogue {
        self.view.graph.catalogue()
    }

    /// How many things a diagram of this view shows.
    pub fn things(&self, kind: ViewKind) -> usize {
        match kind {
            ViewKind::Relationships => self.view.nodes.len(),
            ViewKind::SharedThemes | ViewKind::Videos => self.of_kind(Kind::Video).count(),
        }
    }

    /// The positions of the nodes of a kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = usize> {
        self.view.nodes.iter().enumerate().filter(move |(_, node)| node.kind == kind).map(|(at, _)| at)
    }

    /// What a node is called; its id where its name has nothing that can be seen.
    pub fn label(&self, node: Node) -> &'a str {
        let label = self.catalogue().label(node);
        if clean(label).trim().is_empty() { self.catalogue().id(node) } else { label }
    }

    /// The colours of a node's kind.
    pub fn colours(&self, kind: Kind) -> &KindColours {
        self.palette.kind(kind)
    }

    /// Of a box with a label: its inside, its border if it has one, and its words.
    pub fn box_style(&self, kind: Kind) -> (Colour, Option<Colour>, Colour) {
        let colours = self.colours(kind);
        match kind {
            // Stories stand out: a stronger ground.
            Kind::Video => (colours.fill.mix(colours.mark, 0.25), Some(colours.stroke), self.palette.ink),
            Kind::Theme | Kind::Group => (colours.fill, Some(colours.fill.mix(colours.mark, 0.45)), colours.text),
            Kind::Artist => (colours.fill, None, colours.text),
        }
    }

    /// The colour of a theme's family; where no theme has one, that of themes.
    pub fn family_colour(&self, theme: Node) -> Colour {
        match self.families.is_empty() {
            true => self.colours(Kind::Theme).mark,
            false => self.palette.family(self.families.rank(theme.index)),
        }
    }

    /// The line of a relation where all themes have one colour.
    pub fn relation_style(&self, relation: Relation, unit: f64) -> LinkStyle {
        let tone = |kind: Kind, paler: f64| self.colours(kind).mark.mix(self.palette.background, paler);
        let (colour, width, dash) = match relation {
            Relation::Carries => (tone(Kind::Theme, 0.3), 1.5, None),
            Relation::Performs => (tone(Kind::Video, 0.0), 2.4, None),
            Relation::AppearsIn => (tone(Kind::Artist, 0.2), 1.2, Some((7.0, 4.0))),
            Relation::MemberOf => (tone(Kind::Group, 0.45), 1.2, None),
            Relation::Broader => (tone(Kind::Theme, 0.4), 1.2, Some((2.0, 4.0))),
            Relation::SharesThemes => (tone(Kind::Theme, 0.3), 1.5, None),
        };
        LinkStyle { colour, width: width * unit, dash: dash.map(|(d, g)| (d * unit, g * unit)) }
    }

    /// The line from a video to a theme, as thick as the theme means to the story: `thickest` logical pixels at most.
    pub fn carries_style(&self, weight: Weight, colour: Colour, thickest: f64) -> LinkStyle {
        let (share, paler) = match weight {
            Weight::Choice => (1.0, 0.0),
            Weight::Major => (0.62, 0.12),
            Weight::Minor => (0.38, 0.25),
        };
        LinkStyle { colour: colour.mix(self.palette.background, paler), width: thickest * share, dash: None }
    }

    /// How much the theme means to the story, of a link from a video to a theme.
    pub fn weight(&self, link: &Link) -> Option<Weight> {
        let edge = link.edges.iter().find(|edge| edge.relation == Relation::Carries)?;
        let video = self.view.nodes[edge.from as usize];
        let catalogue = self.catalogue();
        let carried = catalogue[catalogue.videos.get(video.at())?.themes].get(edge.detail as usize)?;
        Some(carried.weight)
    }

    /// Samples of the lines that [`Scene::carries_style`] draws, for a legend; none where they are all alike.
    pub fn weights_legend(&self, weights: &[Weight], thickest: f64) -> Vec<(Sample, String)> {
        let words = [
            (Weight::Choice, "what the story is about"),
            (Weight::Major, "a main strand of it"),
            (Weight::Minor, "at its edge"),
        ];
        let used: Vec<(Sample, String)> = words
            .into_iter()
            .filter(|(weight, _)| weights.contains(weight))
            .map(|(weight, words)| {
                (Sample::Edge(self.carries_style(weight, self.palette.muted, thickest)), words.to_owned())
            })
            .collect();
        if used.len() > 1 { used } else { Vec::new() }
    }

    /// Whose video it is, as the line under its title says.
    pub fn performers(&self, video: Node) -> String {
        let performers = &self.catalogue()[self.catalogue().videos[video.at()].performers];
        let names: Vec<&str> = performers.iter().map(|&performer| self.label(performer)).collect();
        names.join(", ")
    }

    /// The frame with what a person asked for, or what was made from the data.
    pub fn frame(&self, size: crate::geometry::Size, title: String, subtitle: String) -> Frame {
        Frame::new(self.setting.title_or(title), size)
            .subtitle(self.setting.subtitle_or(subtitle))
            .source(self.setting.source_or(self.sources()))
    }

    /// Says in words what the picture shows: the title and subtitle it got, then `facts`.
    pub fn describe(&self, picture: &mut Picture, facts: &str) {
        for part in [picture.description.clone(), facts.to_owned()] {
            if picture.description != part && !part.is_empty() {
                picture.description = format!("{}. {part}", picture.description.trim_end_matches('.'));
            }
        }
    }

    /// The line that says where what is drawn was read.
    fn sources(&self) -> String {
        let facts = self.view.edges.iter().filter_map(|edge| self.source_of(&edge));
        source_line(self.catalogue(), facts)
    }

    fn source_of(&self, edge: &ViewEdge) -> Option<SourceIndex> {
        let catalogue = self.catalogue();
        let (from, to) = self.view.ends(edge);
        let at = edge.detail as usize;
        match edge.relation {
            Relation::AppearsIn => {
                let video = catalogue.videos.get(to.at())?;
                video.cast().get(at).and_then(|role| video.source_of_role(role))
            }
            Relation::Carries => {
                let video = catalogue.videos.get(from.at())?;
                catalogue[video.themes].get(at).and_then(|carried| video.source_of_theme(carried))
            }
            Relation::MemberOf => catalogue[catalogue.artists.get(from.at())?.member_of].get(at)?.source,
            Relation::Performs => catalogue.videos.get(to.at())?.source_of("performers"),
            Relation::Broader | Relation::SharesThemes => None,
        }
        .or(catalogue.source)
    }

    /// The group of a node: what it stands for, its id, classes, tooltip and link.
    pub fn node_group(&self, node: Node, rect: Rect) -> Group {
        let catalogue = self.catalogue();
        let name = catalogue.name(node);
        let link = match node.kind {
            Kind::Video => catalogue.videos[node.at()].url().unwrap_or_default(),
            _ => "",
        };
        Group::new(Role::Node { id: name.to_string(), rect })
            .id(format!("node-{}-{}", node.kind.as_str(), name.id))
            .class("node")
            .class(node.kind.as_str())
            .tooltip(tell::node(catalogue, node))
            .link(link)
    }

    /// The group of a link with its line along `path`.
    pub fn link_group(&self, link: &Link, path: Vec<Segment>, style: LinkStyle) -> Group {
        let catalogue = self.catalogue();
        let (from, to) = (self.view.nodes[link.from], self.view.nodes[link.to]);
        let points: Vec<Point> = flatten(&path).concat();
        let role = Role::Edge { from: catalogue.name(from).to_string(), to: catalogue.name(to).to_string(), points };
        let mut group = Group::new(role).id(self.edge_id(link)).class("edge");
        for edge in &link.edges {
            group = group.class(edge.relation.as_str());
            if edge.relation == Relation::Carries
                && let Some(carried) = catalogue[catalogue.videos[from.at()].themes].get(edge.detail as usize)
            {
                group = group.class(carried.weight.as_str());
            }
        }
        let told: Vec<String> = link.edges.iter().map(|edge| tell::edge(self.view, edge)).collect();
        let mut line = Path::new(path).stroke(style.colour, style.width).round();
        if let Some((dash, gap)) = style.dash {
            line = line.dashed(dash, gap);
        }
        let mut group = group.tooltip(told.join("\n"));
        group.push(line);
        group
    }

    fn edge_id(&self, link: &Link) -> String {
        let catalogue = self.catalogue();
        let end = |at: usize| {
            let name = catalogue.name(self.view.nodes[at]);
            format!("{}-{}", name.kind.as_str(), name.id)
        };
        let relation = link.edges.first().map_or("", |edge| edge.relation.as_str());
        let id = format!("edge-{}-{relation}-{}", end(link.from), end(link.to));
        let mut ids = self.ids.borrow_mut();
        // Ids may hold hyphens, so two different edges can spell alike.
        let mut unique = id.clone();
        let mut copy = 2;
        while !ids.insert(unique.clone()) {
            unique = format!("{id}-{copy}");
            copy += 1;
        }
        unique
    }
}

impl Scene<'_, '_, '_> {
    /// By node: the first node of all that hang together with it through these links.
    pub fn webs(&self, links: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut web: Vec<usize> = (0..self.view.nodes.len()).collect();
        fn head(web: &mut [usize], mut at: usize) -> usize {
            while web[at] != at {
                web[at] = web[web[at]];
                at = web[at];
            }
            at
        }
        for link in links.map(|at| &self.links[at]) {
            let (a, b) = (head(&mut web, link.from), head(&mut web, link.to));
            web[a.max(b)] = a.min(b);
        }
        (0..web.len()).map(|at| head(&mut web, at)).collect()
    }
}

/// The view's edges, those between the same two nodes together, the strongest first.
fn links(view: &View) -> Vec<Link> {
    let strength = |relation: Relation| match relation {
        Relation::Performs => 0,
        Relation::Carries => 1,
        Relation::AppearsIn => 2,
        Relation::MemberOf => 3,
        Relation::Broader => 4,
        Relation::SharesThemes => 5,
    };
    let pair = |edge: &ViewEdge| (edge.from.min(edge.to), edge.from.max(edge.to));
    let mut edges: Vec<ViewEdge> = view.edges.iter().filter(|edge| edge.from != edge.to).collect();
    edges.sort_by_key(|edge| (pair(edge), strength(edge.relation), edge.detail));
    let mut links: Vec<Link> = Vec::new();
    for edge in edges {
        match links.last_mut() {
            Some(link) if pair(&link.edges[0]) == pair(&edge) => link.edges.push(edge),
            _ => links.push(Link { from: edge.from as usize, to: edge.to as usize, edges: vec![edge] }),
        }
    }
    links
}
