//! The answers, on small catalogues whose answers can be worked out by thought.

mod charts;
mod list;
mod pairs;
mod path;
mod show;
mod similar;
mod stats;
mod view;

use leitmotif::catalogue::file::CatalogueFile;
use leitmotif::catalogue::{Catalogue, Kind, Node, resolve};
use leitmotif::query::Answer;
use serde_json::{Value, json};

/// The catalogue that this JSON is; its version need not be given.
pub fn catalogue(mut json: Value) -> Catalogue {
    json["version"] = json!(1);
    let file: CatalogueFile = serde_json::from_value(json).expect("the test's catalogue is read");
    resolve(file).expect("the test's catalogue is sound")
}

/// A catalogue of videos and what they carry; themes are named as their ids are.
pub fn videos(videos: &[(&str, &[&str])]) -> Catalogue {
    themed(&[], videos)
}

/// A catalogue of videos and what they carry, where some themes lie under others: `("doomed-love", &["love"])`.
pub fn themed(broader: &[(&str, &[&str])], videos: &[(&str, &[&str])]) -> Catalogue {
    let mut ids: Vec<&str> = videos.iter().flat_map(|(_, themes)| themes.iter().copied()).collect();
    ids.extend(broader.iter().flat_map(|(theme, above)| above.iter().copied().chain([*theme])));
    ids.sort_unstable();
    ids.dedup();
    let above = |id: &str| broader.iter().find(|(theme, _)| *theme == id).map_or(&[][..], |(_, above)| above);
    let themes: Vec<Value> = ids.iter().map(|id| json!({"id": id, "name": id, "broader": above(id)})).collect();
    let videos: Vec<Value> =
        videos.iter().map(|(id, themes)| json!({"id": id, "title": id, "themes": themes})).collect();
    catalogue(json!({"themes": themes, "videos": videos}))
}

/// The node of this name, such as `video:lies`.
pub fn node(catalogue: &Catalogue, name: &str) -> Node {
    let all = Kind::ALL.into_iter().flat_map(|kind| catalogue.nodes(kind));
    all.into_iter().find(|&node| catalogue.name(node).to_string() == name).expect("the test names what is there")
}

/// The answer as a script reads it.
pub fn text(answer: &impl Answer) -> String {
    serde_json::to_string(answer).expect("an answer serializes")
}

/// The answer as data.
pub fn data(answer: &impl Answer) -> Value {
    serde_json::to_value(answer).expect("an answer serializes")
}

/// Numbers that look random and are the same everywhere (splitmix64, Steele, Lea & Flood 2014).
pub struct Random(pub u64);

impl Random {
    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }
}
