//! Every format of one small catalogue, as thought out by hand.

use leitmotif::catalogue::Kind;
use leitmotif::export::{FORMATS, style};
use leitmotif::graph::{Cut, StoryGraph, View, ViewKind};

use super::{TINY, catalogue, in_rows, written};

/// The line of `text` that begins with `start`.
fn line<'t>(text: &'t str, start: &str) -> &'t str {
    text.lines().find(|line| line.starts_with(start)).unwrap_or_default()
}

/// The lines of `text` that contain `part`.
fn lines<'t>(text: &'t str, part: &str) -> Vec<&'t str> {
    text.lines().filter(|line| line.contains(part)).collect()
}

#[test]
fn dot_has_styled_kinds_clusters_tooltips_links_and_weights() {
    let dot = written(&catalogue(TINY), ViewKind::Relationships, "relationships.dot");
    assert!(dot.starts_with("digraph \"relationships\" {\n"));
    assert!(dot.ends_with("}\n"));
    assert!(dot.contains(r#"label="Tiny \"one\"""#));
    assert_eq!(
        lines(&dot, "\"artist:ann\"")[..2],
        [r#""artist:ann" [label="Ann \\ B"];"#, r#""artist:ann";"#],
        "the node, and its place in a cluster"
    );
    assert_eq!(line(&dot, r#""theme:loss" ["#), r#""theme:loss" [label="Loss", tooltip="Loss\nSomeone\nis gone."];"#);
    assert_eq!(
        line(&dot, r#""theme:love" ["#),
        r#""theme:love" [label="Love &amp; co", tooltip="Love &amp; co / amor / 사랑"];"#
    );
    assert_eq!(
        lines(&dot, r#""video:song" [label"#),
        [concat!(
            r#""video:song" [label="=Song", tooltip="=Song, 2001-05, almost 1:05", "#,
            r#"URL="https://e.org/?a=1&amp;b=2"];"#
        )]
    );
    for kind in ["artist", "group", "theme", "video"] {
        assert_eq!(lines(&dot, &format!("subgraph \"cluster_{kind}\" {{")).len(), 1, "{kind}");
        assert_eq!(lines(&dot, &format!("node [class=\"{kind}\", ")).len(), 1, "{kind}");
    }
    assert_eq!(
        lines(&dot, " -> "),
        [
            r#""artist:ann" -> "video:song" [tooltip="Ann ∖ B in =Song: she\n(A page)"];"#,
            r#""theme:loss" -> "theme:love";"#,
            r#""video:other" -> "theme:loss" [weight=2];"#,
            r#""video:other" -> "theme:love" [penwidth=0.7];"#,
            r#""video:song" -> "theme:loss" [penwidth=2.1, weight=3, tooltip="=Song, Loss (choice) (spoiler): She <leaves>.\n(A page)"];"#,
            r#""video:song" -> "theme:love" [weight=2];"#,
            r#""artist:ann" -> "group:duo" [tooltip="Ann ∖ B in Duo since 2001\n(A page)"];"#,
            r#""group:duo" -> "video:song";"#,
        ]
    );
}

#[test]
fn videos_are_joined_without_direction_by_what_they_share() {
    let catalogue = catalogue(TINY);
    let dot = written(&catalogue, ViewKind::Videos, "videos.dot");
    assert!(dot.starts_with("graph \"videos\" {\n"));
    assert_eq!(
        lines(&dot, " -- "),
        [r#""video:other" -- "video:song" [weight=2, label="2", tooltip="Other, =Song: Loss; Love &amp; co"];"#]
            .map(|line| line.replace("[weight", "[penwidth=1.2, weight"))
    );
    assert!(!dot.contains("cluster"), "one kind needs no cluster");
    assert!(written(&catalogue, ViewKind::Videos, "videos.graphml").contains(r#"edgedefault="undirected""#));
    assert!(written(&catalogue, ViewKind::Videos, "videos.gexf").contains(r#"defaultedgetype="undirected""#));
    assert!(
        written(&catalogue, ViewKind::Videos, "videos.json").starts_with(r#"{"directed":false,"multigraph":true,"#)
    );
}

#[test]
fn gv_pins_every_node_and_edge_in_points() {
    let gv = written(&catalogue(TINY), ViewKind::SharedThemes, "shared-themes.gv");
    // Nodes in order: loss, love, other, song; 120 × 24 pixels are 5/3 × 1/3 inches; y grows upwards.
    assert_eq!(
        line(&gv, r#""theme:loss" ["#),
        r#""theme:loss" [label="Loss", pos="80,-20!", width=1.66667, height=0.33333, tooltip="Loss\nSomeone\nis gone."];"#
    );
    assert_eq!(
        lines(&gv, r#""video:other" -> "theme:love""#),
        [r#""video:other" -> "theme:love" [pos="400,-20 346.67,-20 293.33,-20 240,-20", penwidth=0.7];"#]
    );
}

#[test]
fn gv_is_refused_without_positions() {
    let catalogue = catalogue(TINY);
    let graph = StoryGraph::build(&catalogue);
    let view = View::of(&graph, ViewKind::Relationships, &Cut::default());
    for format in FORMATS {
        for file in format.files {
            let result = (file.write)(&view, None, &mut Vec::new());
            assert_eq!(result.is_err(), format.needs_positions, "{}", format.name);
        }
    }
}

#[test]
fn graphml_types_its_keys_and_leaves_out_what_is_not_known() {
    let graphml = written(&catalogue(TINY), ViewKind::Relationships, "relationships.graphml");
    for key in [
        r#"<key id="node_runtime" for="node" attr.name="runtime" attr.type="int"/>"#,
        r#"<key id="node_age_restricted" for="node" attr.name="age_restricted" attr.type="boolean"/>"#,
        r#"<key id="weight" for="edge" attr.name="weight" attr.type="string"/>"#,
    ] {
        assert_eq!(lines(&graphml, key).len(), 1, "{key}");
    }
    assert!(graphml.contains(r#"<graph id="relationships" edgedefault="directed">"#));
    assert_eq!(
        lines(&graphml, r#"<node id="video:"#),
        [
            concat!(
                r#"<node id="video:other"><data key="node_kind">video</data><data key="node_label">Other</data>"#,
                r#"<data key="node_source">A page</data></node>"#
            ),
            concat!(
                r#"<node id="video:song"><data key="node_kind">video</data><data key="node_label">=Song</data>"#,
                r#"<data key="node_released">2001-05</data><data key="node_year">2001</data>"#,
                r#"<data key="node_runtime">65</data><data key="node_runtime_precision">almost</data>"#,
                r#"<data key="node_runtime_stated">a minute</data><data key="node_runtime_source">A page</data>"#,
                r#"<data key="node_url">https://e.org/?a=1&amp;b=2</data><data key="node_age_restricted">false</data>"#,
                r#"<data key="node_source">A page</data></node>"#
            ),
        ]
    );
    assert_eq!(
        lines(&graphml, r#"source="video:song" target="theme:loss""#),
        [concat!(
            r#"<edge source="video:song" target="theme:loss"><data key="relation">carries</data>"#,
            r#"<data key="weight">choice</data><data key="strength">3</data>"#,
            r#"<data key="basis">on-screen</data><data key="evidence">She &lt;leaves&gt;.</data>"#,
            r#"<data key="spoiler">true</data><data key="source">A page</data></edge>"#
        )]
    );
}

#[test]
fn gexf_has_the_formats_own_label_weight_and_colours_and_no_date() {
    let gexf = written(&catalogue(TINY), ViewKind::Relationships, "relationships.gexf");
    assert!(gexf.contains(r#"<gexf xmlns="http://www.gexf.net/1.2draft" "#));
    assert!(gexf.contains(r#" version="1.2">"#));
    assert!(!gexf.contains("lastmodifieddate"));
    assert_eq!(lines(&gexf, r#"title="weight""#), [""; 0], "NetworkX takes no attribute of that name but a number");
    let colour = style::of_kind(Kind::Theme).line;
    let colour = format!(r#"<viz:color r="{}" g="{}" b="{}"/>"#, colour.r, colour.g, colour.b);
    assert_eq!(
        lines(&gexf, r#"id="theme:love""#),
        [[
            r#"<node id="theme:love" label="Love &amp; co"><attvalues><attvalue for="kind" value="theme"/>"#,
            r#"<attvalue for="aliases" value="amor; 사랑"/><attvalue for="source" value="A page"/></attvalues>"#,
            &colour,
            // Three edges: 8 + 4 · ⌊√3⌋.
            r#"<viz:position x="560" y="-20" z="0"/><viz:size value="12"/></node>"#
        ]
        .concat()]
    );
    let loss = lines(&gexf, r#"source="video:song" target="theme:loss""#);
    assert_eq!(loss.len(), 1);
    assert!(loss[0].contains(r#" weight="3"><attvalues>"#), "{}", loss[0]);
    assert!(loss[0].contains(r#"<attvalue for="theme_weight" value="choice"/>"#), "{}", loss[0]);
}

#[test]
fn json_is_node_link_with_a_key_for_each_of_several_edges() {
    let json = written(&catalogue(TINY), ViewKind::Relationships, "relationships.json");
    assert!(json.starts_with(concat!(
        r#"{"directed":true,"multigraph":true,"graph":{"name":"Tiny \"one\"","view":"relationships"},"#,
        "\n\"nodes\":[\n",
        r#"{"id":"artist:ann","kind":"artist","label":"Ann \\ B","source":"A page"},"#
    )));
    assert_eq!(
        lines(&json, r#""target":"theme:loss""#)[1],
        concat!(
            r#"{"source":"video:song","target":"theme:loss","key":0,"relation":"carries","weight":"choice","strength":3,"#,
            r#""basis":"on-screen","evidence":"She <leaves>.","spoiler":true,"fact_source":"A page"},"#
        )
    );
    let twice = catalogue(&TINY.replace(r#""group:duo"]"#, r#""group:duo", "artist:ann"]"#));
    let json = written(&twice, ViewKind::Relationships, "relationships.json");
    let keys: Vec<_> = lines(&json, r#""source":"artist:ann","target":"video:song""#);
    assert!(keys.len() == 2 && keys[0].contains(r#""key":0"#) && keys[1].contains(r#""key":1"#), "{keys:?}");
}

#[test]
fn csv_has_the_headers_of_neo4j_and_runs_no_formula() {
    let catalogue = catalogue(TINY);
    let nodes = written(&catalogue, ViewKind::Relationships, "nodes.csv");
    let rows: Vec<&str> = nodes.split_terminator("\r\n").collect();
    assert_eq!(
        rows[0],
        "id:ID,:LABEL,label,aliases,released,year:int,release,directors,runtime:int,runtime_precision,runtime_stated,\
         runtime_source,url,synopsis,age_restricted:boolean,definition,source"
    );
    assert_eq!(rows[1], r"artist:ann,artist,Ann \ B,,,,,,,,,,,,,,A page");
    assert_eq!(rows[3], "theme:loss,theme,Loss,,,,,,,,,,,,,\"Someone\nis gone.\",A page");
    assert_eq!(
        rows[6],
        "video:song,video,'=Song,,2001-05,2001,,,65,almost,a minute,A page,https://e.org/?a=1&b=2,,false,,A page"
    );
    let edges = written(&catalogue, ViewKind::Relationships, "edges.csv");
    let rows: Vec<&str> = edges.split_terminator("\r\n").collect();
    assert_eq!(
        rows[0],
        ":START_ID,:END_ID,:TYPE,weight,strength:int,basis,evidence,spoiler:boolean,role,from,to,source"
    );
    assert_eq!(rows[1], "artist:ann,group:duo,member_of,,,,,,,2001,,A page");
    assert!(rows.contains(&"video:other,theme:love,carries,minor,1,official,,,,,,A page"), "{rows:?}");
}

#[test]
fn an_empty_catalogue_is_written_in_every_format() {
    let catalogue = catalogue(r#"{"version": 1}"#);
    let graph = StoryGraph::build(&catalogue);
    for kind in ViewKind::ALL {
        let view = View::of(&graph, kind, &Cut::default());
        for file in FORMATS.iter().flat_map(|format| format.files) {
            let mut bytes = Vec::new();
            (file.write)(&view, Some(&in_rows(&view)), &mut bytes).expect("a vector takes all");
            assert!(!bytes.is_empty(), "{}", file.name(kind));
        }
    }
    let json: serde_json::Value = serde_json::from_str(&written(&catalogue, ViewKind::Videos, "videos.json")).unwrap();
    assert_eq!(json["nodes"], serde_json::json!([]));
}

#[test]
fn an_error_of_the_stream_is_handed_on_as_it_is() {
    struct Closed;
    impl std::io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let catalogue = catalogue(TINY);
    let graph = StoryGraph::build(&catalogue);
    let view = View::of(&graph, ViewKind::Relationships, &Cut::default());
    for file in FORMATS.iter().flat_map(|format| format.files) {
        let error = (file.write)(&view, Some(&in_rows(&view)), &mut Closed).expect_err("nothing can be written");
        assert_eq!(error.kind(), std::io::ErrorKind::BrokenPipe, "{}", file.name(view.kind));
    }
}
