//! The line at a picture's foot that says where its facts were read.

use std::collections::BTreeMap;

use super::prose;
use crate::catalogue::{Catalogue, SourceIndex};

/// How many sources the line names.
const NAMED: usize = 4;

/// “Source: …” for the facts whose sources are given, one mention a fact: the catalogue's own source first, then by
/// the number of facts, ties by the sources' ids. Each is named by its publisher, or its title where it has none; sources of one
/// publisher are named once. Empty where no source is known.
pub fn source_line(catalogue: &Catalogue, facts: impl IntoIterator<Item = SourceIndex>) -> String {
    let mut read: BTreeMap<usize, usize> = BTreeMap::new();
    for source in facts {
        *read.entry(source.at()).or_default() += 1;
    }
    let own = catalogue.source.map(SourceIndex::at);
    let mut names: Vec<(bool, usize, usize, &str)> = Vec::new();
    for (&at, &facts) in &read {
        let Some(source) = catalogue.sources.get(at) else { continue };
        let name = source.publisher.as_ref().unwrap_or(&source.title).as_str();
        match names.iter_mut().find(|known| known.3 == name) {
            Some(known) => {
                known.0 |= own == Some(at);
                known.1 += facts;
            }
            None => names.push((own == Some(at), facts, at, name)),
        }
    }
    names.sort_by_key(|&(own, facts, at, _)| (!own, usize::MAX - facts, at));
    let words: Vec<&str> = names.iter().map(|name| name.3).collect();
    match words.len() {
        0 => String::new(),
        1 => format!("Source: {}", words[0]),
        _ => format!("Sources: {}", prose::list_some(&words, NAMED)),
    }
}
