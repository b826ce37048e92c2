//! A room of the house uses only rooms on lower floors, never its neighbours: read from the source text.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room of `src/` and its floor. Geometry is the ground beneath them all: points and boxes, which text has too.
const FLOORS: [(&str, i8); 12] = [
    ("geometry", -1),
    ("kind", 0),
    ("text", 0),
    ("picture", 1),
    ("catalogue", 1),
    ("graph", 2),
    ("query", 3),
    ("layout", 3),
    ("chart", 4),
    ("diagram", 4),
    ("export", 5),
    ("cli", 6),
];

/// The flow itself, which names every room.
const OUTSIDE: [&str; 2] = ["lib.rs", "main.rs"];

fn floor_of(room: &str) -> Option<i8> {
    FLOORS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor)
}

/// The text without comments and without what stands in quotation marks.
fn code(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if next == '"' {
            end_of_string(rest)
        } else if rest.starts_with("'\"'") {
            3
        } else {
            code.push(next);
            next.len_utf8()
        };
        rest = &rest[skipped..];
    }
    code
}

/// How many bytes the string literal takes at whose opening mark `text` begins.
fn end_of_string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The rooms that the text names by a path from the crate's root: `crate::room`, `crate::{room::x, other}`.
fn rooms_used(text: &str) -> BTreeSet<String> {
    let code: String =
        code(text).split_whitespace().collect::<Vec<_>>().join(" ").replace(" ::", "::").replace(":: ", "::");
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut rooms = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let path = &code[at + "crate::".len()..];
        if !path.starts_with('{') {
            rooms.insert(word(path));
            continue;
        }
        let mut depth = 0;
        let mut begins = false;
        for (at, c) in path.char_indices() {
            match c {
                '{' => (depth, begins) = (depth + 1, depth == 0),
                '}' => depth -= 1,
                ',' => begins = depth == 1,
                ' ' => {}
                _ if begins => {
                    rooms.insert(word(&path[at..]));
                    begins = false;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    rooms
}

/// What a file of `room` may not use but does, in sentences.
fn faults(room: &str, text: &str) -> Vec<String> {
    let Some(floor) = floor_of(room) else {
        return vec![format!("{room} has no floor: give it one in tests/floors.rs")];
    };
    let mut faults = Vec::new();
    for used in rooms_used(text).iter().filter(|used| *used != room) {
        match floor_of(used) {
            Some(other) if other < floor => {}
            Some(other) if other == floor => faults.push(format!("{room} uses {used}, its neighbour on floor {floor}")),
            Some(other) => faults.push(format!("{room} on floor {floor} uses {used} on floor {other}")),
            None => faults.push(format!("{room} uses crate::{used}, which is no room")),
        }
    }
    faults
}

/// Every `.rs` file under `folder`.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("src/ can be read") {
        let path = entry.expect("src/ can be read").path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn no_room_uses_a_room_on_its_own_floor_or_above() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut rooms = BTreeSet::new();
    for file in sources(&src) {
        let place = file.strip_prefix(&src).expect("it lies in src/");
        let first = place.components().next().expect("it has a name").as_os_str().to_string_lossy().into_owned();
        if OUTSIDE.contains(&first.as_str()) {
            continue;
        }
        let room = first.trim_end_matches(".rs");
        rooms.insert(room.to_string());
        let text = fs::read_to_string(&file).expect("a source file is text");
        found.extend(faults(room, &text).into_iter().map(|fault| format!("src/{}: {fault}", place.display())));
    }
    assert!(rooms.len() >= FLOORS.len(), "only {rooms:?} were found");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_step_up_is_a_fault() {
    assert_eq!(faults("graph", "use crate::query::Answer;"), ["graph on floor 2 uses query on floor 3"]);
}

#[test]
fn a_step_sideways_is_a_fault() {
    assert_eq!(faults("layout", "use crate::query;"), ["layout uses query, its neighbour on floor 3"]);
}

#[test]
fn a_step_down_is_none() {
    assert_eq!(faults("query", "use crate::graph::View;\nuse crate::catalogue::{self, Kind};"), [""; 0]);
}

#[test]
fn a_path_in_the_middle_of_the_code_counts() {
    assert_eq!(faults("catalogue", "fn f() { crate::cli::run(); }").len(), 1);
    assert_eq!(faults("catalogue", "pub(crate) use crate :: cli;").len(), 1);
}

#[test]
fn every_room_in_braces_counts() {
    let text = "use crate::{\n    catalogue::{Kind, export},\n    chart,\n    export::dot,\n};";
    assert_eq!(rooms_used(text), ["catalogue", "chart", "export"].map(String::from).into());
    assert_eq!(faults("graph", text).len(), 2);
}

#[test]
fn comments_and_strings_name_what_they_like() {
    let text = "/// See [crate::cli].\n/* crate::cli */ let s = \"// \\\" crate::cli\"; let c = '\"'; // crate::export";
    assert_eq!(rooms_used(text), BTreeSet::new());
    assert_eq!(rooms_used("let c = '\"'; crate::cli::run(\"\")"), ["cli".to_string()].into());
}

#[test]
fn a_room_without_a_floor_is_a_fault() {
    assert_eq!(faults("cellar", "").len(), 1);
    assert_eq!(faults("graph", "use crate::cellar;"), ["graph uses crate::cellar, which is no room"]);
}
