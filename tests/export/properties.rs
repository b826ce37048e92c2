//! Any text comes back from every format, read by other people's readers.

use std::collections::BTreeMap;

use leitmotif::graph::ViewKind;
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::{catalogue, written};

/// Text as people would never write it: a few characters from the worst corners, and any others.
fn hostile() -> impl Strategy<Value = String> {
    let worst = "[\\x00-\\x20\"'&<>\\\\,;=+@\u{7f}-\u{9f}\u{2028}\u{202e}\u{feff}\u{fffd}-\u{ffff}하루\u{1f469}\u{200d}N]{0,12}";
    prop_oneof![worst, "\\PC{0,12}", Just("]]>".to_owned()), Just("\\N".to_owned()), Just("\r\n".to_owned())]
}

/// A catalogue of one video called `title`, which carries a theme called `name` for a reason.
fn one_video(title: &str, name: &str, evidence: &str) -> String {
    serde_json::json!({
        "version": 1,
        "themes": [{"id": "t", "name": name}],
        "videos": [{"id": "v", "title": title, "themes": [{"theme": "t", "evidence": evidence}]}]
    })
    .to_string()
}

/// What XML 1.0 can hold of `text`.
fn in_xml(text: &str) -> String {
    let held = |c: char| matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && (c as u32) & 0xFFFE != 0xFFFE);
    text.chars().map(|c| if held(c) { c } else { '\u{FFFD}' }).collect()
}

/// Every `<data>` of a GraphML file by its key, in order.
fn data_of(graphml: &str) -> BTreeMap<String, Vec<String>> {
    let mut reader = Reader::from_str(graphml);
    reader.config_mut().expand_empty_elements = true;
    let (mut found, mut key, mut text) = (BTreeMap::<String, Vec<String>>::new(), None, String::new());
    loop {
        match reader.read_event().expect("XML") {
            Event::Start(start) if start.name().as_ref() == "data" => {
                let attribute = start.try_get_attribute("key").expect("attributes").expect("a key");
                key = Some(attribute.value.into_owned());
                text.clear();
            }
            Event::Text(part) => text.push_str(&part),
            Event::GeneralRef(name) => {
                text.push_str(&quick_xml::escape::unescape(&format!("&{};", &*name)).expect("an entity"));
            }
            Event::End(end) if end.name().as_ref() == "data" => {
                found.entry(key.take().expect("within data")).or_default().push(text.clone());
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_comes_back(title in hostile(), name in hostile(), evidence in hostile()) {
        let catalogue = catalogue(&one_video(&title, &name, &evidence));
        let json = written(&catalogue, ViewKind::Relationships, "relationships.json");
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        prop_assert_eq!(json["nodes"][0]["label"].as_str(), Some(name.as_str()));
        prop_assert_eq!(json["nodes"][1]["label"].as_str(), Some(title.as_str()));
        prop_assert_eq!(json["edges"][0]["evidence"].as_str(), Some(evidence.as_str()));

        let graphml = data_of(&written(&catalogue, ViewKind::Relationships, "relationships.graphml"));
        prop_assert_eq!(&graphml["node_label"], &[in_xml(&name), in_xml(&title)]);
        prop_assert_eq!(&graphml["evidence"], &[in_xml(&evidence)]);

        let nodes = written(&catalogue, ViewKind::Relationships, "nodes.csv");
        let rows: Vec<csv::StringRecord> = csv::Reader::from_reader(nodes.as_bytes()).records().map(Result::unwrap).collect();
        prop_assert_eq!(rows.len(), 2);
        for row in &rows {
            prop_assert!(!row[2].starts_with(['=', '+', '-', '@', '\t', '\r']), "{:?}", &row[2]);
        }
    }

    #[test]
    fn any_text_is_written_twice_alike(title in hostile(), evidence in hostile()) {
        let json = one_video(&title, "theme", &evidence);
        for name in ["relationships.dot", "relationships.gv", "relationships.gexf", "edges.csv"] {
            let once = written(&catalogue(&json), ViewKind::Relationships, name);
            prop_assert_eq!(once, written(&catalogue(&json), ViewKind::Relationships, name));
        }
    }
}
