//! What the program is built of: every crate under a licence that asks for no more than its notice, from one registry, and
//! none twice but those that are known. `.deny.toml` says the same to cargo-deny.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// Licences that let anybody use, change and sell, and ask for no more than that their text goes along.
const PERMISSIVE: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates that are there in two versions, because crates that we use want different ones.
const TWICE: [&str; 3] = ["foldhash", "hashbrown", "miniz_oxide"];

/// What `cargo metadata` tells of all platforms or, where not every crate was downloaded, of this one.
fn metadata() -> Value {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let version = Command::new("rustc").arg("-vV").output().expect("rustc is there").stdout;
    let version = String::from_utf8(version).expect("UTF-8");
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc tells its host");
    for filter in [&[][..], &["--filter-platform", host]] {
        let mut command = Command::new(&cargo);
        command.args(["metadata", "--format-version", "1", "--locked", "--offline"]).args(filter);
        let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo is there");
        if output.status.success() {
            return serde_json::from_slice(&output.stdout).expect("JSON");
        }
    }
    panic!("cargo metadata fails");
}

/// Whether an SPDX expression leaves a way that is permissive: `OR` binds less than `AND`; `/` is an old `OR`.
fn is_permissive(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ").replace(" WITH ", "~");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let permitted = either(&words, &mut at);
    permitted && at == words.len()
}

fn either(words: &[&str], at: &mut usize) -> bool {
    let mut permitted = both(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        permitted |= both(words, at);
    }
    permitted
}

fn both(words: &[&str], at: &mut usize) -> bool {
    let mut permitted = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        permitted &= one(words, at);
    }
    permitted
}

fn one(words: &[&str], at: &mut usize) -> bool {
    let word = words.get(*at);
    *at += 1;
    let Some(word) = word else { return false };
    if *word == "(" {
        let permitted = either(words, at);
        let is_closed = words.get(*at) == Some(&")");
        *at += 1;
        return permitted && is_closed;
    }
    PERMISSIVE.contains(&word.replace('~', " WITH ").as_str())
}

#[test]
fn an_expression_is_permissive_if_one_way_through_it_is() {
    for expression in [
        "MIT",
        "MIT OR GPL-3.0",
        "GPL-2.0/Apache-2.0",
        "(MIT OR GPL-3.0) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception",
    ] {
        assert!(is_permissive(expression), "{expression}");
    }
    for expression in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Zlib) AND MPL-2.0", "MIT OR", "(MIT", "MIT MIT"] {
        assert!(!is_permissive(expression), "{expression}");
    }
}

#[test]
fn every_crate_is_permissively_licensed_and_from_the_public_registry() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("a list");
    assert!(packages.len() > 50, "{}", packages.len());
    let mut licences = BTreeSet::new();
    for package in packages {
        let (name, licence) = (&package["name"], package["license"].as_str().unwrap_or_default());
        assert!(is_permissive(licence), "{name}: {licence}");
        licences.insert(licence);
        match package["source"].as_str() {
            None => assert_eq!(name, "leitmotif", "a crate from somewhere else"),
            Some(source) => assert_eq!(source, "registry+https://github.com/rust-lang/crates.io-index", "{name}"),
        }
    }
    println!("{} crates; licences: {}", packages.len(), licences.into_iter().collect::<Vec<_>>().join("; "));
}

#[test]
fn no_crate_is_built_in_twice_but_those_that_are_known() {
    let metadata = metadata();
    // What the program itself needs, from its own node on; what tests need is not shipped.
    let nodes = metadata["resolve"]["nodes"].as_array().expect("a list");
    let nodes: BTreeMap<&str, &Value> =
        nodes.iter().map(|node| (node["id"].as_str().unwrap_or_default(), node)).collect();
    let mut open = vec![metadata["resolve"]["root"].as_str().expect("this crate")];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        for dependency in nodes[id]["deps"].as_array().into_iter().flatten() {
            let kinds = dependency["dep_kinds"].as_array().expect("a list");
            let is_shipped = |kind: &&Value| {
                let target = kind["target"].as_str().unwrap_or_default();
                kind["kind"].is_null() && !target.contains("windows") && !target.contains("wasm")
            };
            if kinds.iter().any(|kind| is_shipped(&kind)) {
                open.push(dependency["pkg"].as_str().expect("an id"));
            }
        }
    }
    let mut versions: BTreeMap<&str, usize> = BTreeMap::new();
    for package in metadata["packages"].as_array().expect("a list") {
        if seen.contains(package["id"].as_str().unwrap_or_default()) {
            *versions.entry(package["name"].as_str().expect("a name")).or_default() += 1;
        }
    }
    println!("{} crates are built in", versions.len());
    let twice: Vec<&str> = versions.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name).collect();
    assert_eq!(twice, TWICE);
}
