//! What `build` and `-o` do to a disk: each file is the old one or the new one, and what they did not write stays.
#![cfg(unix)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use sha2::{Digest, Sha256};
use support::{assert_code, assert_error, leitmotif, path, program, skipped, text};
use tempfile::TempDir;

/// Two catalogues whose files all differ.
const OLD: &str = r#"{"version": 1, "title": "Old",
  "themes": [{"id": "x", "name": "X"}, {"id": "y", "name": "Y"}],
  "groups": [{"id": "g", "name": "G"}],
  "videos": [{"id": "v", "title": "V", "performers": ["group:g"], "released": "2014", "runtimes": ["3:00"], "themes": ["x", "y"]},
             {"id": "w", "title": "W", "released": "2015", "themes": ["x"]}]}"#;
const NEW: &str = r#"{"version": 1, "title": "New",
  "themes": [{"id": "x", "name": "Ex"}, {"id": "z", "name": "Zed"}],
  "groups": [{"id": "h", "name": "H"}],
  "videos": [{"id": "u", "title": "U", "performers": ["group:h"], "released": "2012", "runtimes": ["4:00"], "themes": ["x", "z"]},
             {"id": "w", "title": "Double", "released": "2016", "runtimes": ["2:00"], "themes": ["x", "z"]}]}"#;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for what the test makes")
}

fn catalogue(folder: &Path, name: &str, json: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, json).expect("a file of ours");
    path
}

/// A folder with both catalogues in it.
fn with_catalogues() -> (TempDir, PathBuf, PathBuf) {
    let folder = folder();
    let (old, new) = (catalogue(folder.path(), "old.json", OLD), catalogue(folder.path(), "new.json", NEW));
    (folder, old, new)
}

fn build_command(catalogue: &Path, into: &Path) -> Command {
    let mut command = program();
    command.args(["-c", path(catalogue), "build", "-o", path(into)]).stdout(Stdio::null());
    command
}

#[track_caller]
fn build(catalogue: &Path, into: &Path) {
    assert_code(&build_command(catalogue, into).output().expect("it starts"), 0);
}

fn build_output(catalogue: &Path, into: &Path) -> Output {
    build_command(catalogue, into).output().expect("it starts")
}

/// Every file under `folder`, with its bytes; a link is one.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(&inner).expect("a folder").flatten() {
            let kind = entry.file_type().expect("it has one");
            if kind.is_dir() {
                folders.push(entry.path());
            } else {
                let name = entry.path().strip_prefix(folder).expect("within").to_str().expect("UTF-8").to_owned();
                let bytes =
                    if kind.is_file() { fs::read(entry.path()).expect("readable") } else { b"special".to_vec() };
                found.insert(name, bytes);
            }
        }
    }
    found
}

fn names(files: &BTreeMap<String, Vec<u8>>) -> BTreeSet<&str> {
    files.keys().map(String::as_str).collect()
}

fn is_unfinished(name: &str) -> bool {
    name.ends_with(".part")
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What the manifest says of each path: sizes and hashes.
fn manifest(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, BTreeSet<(u64, String)>> {
    let json: Value = serde_json::from_slice(&files["manifest.json"]).expect("JSON");
    assert_eq!((&json["manifest"], &json["version"]), (&"leitmotif".into(), &1.into()));
    let mut told: BTreeMap<String, BTreeSet<(u64, String)>> = BTreeMap::new();
    for row in json["files"].as_array().expect("a list") {
        let mark = (row["size"].as_u64().expect("a size"), row["sha256"].as_str().expect("a hash").to_owned());
        told.entry(row["path"].as_str().expect("a path").to_owned()).or_default().insert(mark);
    }
    told
}

/// Every file but the manifest is one that the manifest knows.
#[track_caller]
fn assert_known(files: &BTreeMap<String, Vec<u8>>) {
    let told = manifest(files);
    for (name, bytes) in files.iter().filter(|(name, _)| *name != "manifest.json" && !is_unfinished(name)) {
        let mark = (bytes.len() as u64, sha256(bytes));
        assert!(told.get(name).is_some_and(|marks| marks.contains(&mark)), "{name} is not as the manifest says");
    }
}

/// SplitMix64, so that each run kills at the same moments, as far as a machine has the same moments.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A part of `whole`.
    fn part_of(&mut self, whole: Duration) -> Duration {
        whole.mul_f64((self.next() >> 11) as f64 / (1_u64 << 53) as f64)
    }
}

/// What in the folder is not finished.
fn unfinished(folder: &Path) -> BTreeSet<PathBuf> {
    let parts = ["", "graph", "diagrams", "charts"].iter().map(|part| folder.join(part));
    let entries = parts.flat_map(|part| fs::read_dir(part).into_iter().flatten().flatten());
    entries.map(|entry| entry.path()).filter(|path| is_unfinished(&path.to_string_lossy())).collect()
}

/// Waits until the build begins a file, which is none of those `before`, or has ended.
fn wait_for_unfinished(child: &mut std::process::Child, folder: &Path, before: &BTreeSet<PathBuf>) {
    while unfinished(folder).is_subset(before) && child.try_wait().expect("ours").is_none() {
        std::thread::sleep(Duration::from_micros(200));
    }
}

/// Starts a build, and waits until it begins to write or has ended.
fn begin_to_write(catalogue: &Path, into: &Path) -> std::process::Child {
    let before = unfinished(into);
    let mut child = build_command(catalogue, into).spawn().expect("it starts");
    wait_for_unfinished(&mut child, into, &before);
    child
}

/// How long a build takes, and how long it writes.
fn durations(catalogue: &Path, into: &Path) -> (Duration, Duration) {
    let began = Instant::now();
    let mut child = begin_to_write(catalogue, into);
    let writing = Instant::now();
    child.wait().expect("it ends");
    (began.elapsed(), writing.elapsed())
}

#[test]
fn a_build_that_is_killed_200_times_leaves_each_file_old_or_new() {
    let (folder, old, new) = with_catalogues();
    let [was, will, into] = ["was", "will", "into"].map(|name| folder.path().join(name));
    build(&old, &was);
    build(&new, &will);
    build(&old, &into);
    let (was, will) = (files(&was), files(&will));
    assert!(was.iter().all(|(name, bytes)| will[name] != *bytes), "else nothing is tested");
    let (whole, writing) = durations(&old, &into);
    let mut random = Random(5);
    let (mut killed, mut mixed, mut stray, mut writes) = (0, 0, 0, 0);
    for run in 0..200 {
        // A quarter at any moment, the others while it writes.
        let before = unfinished(&into);
        let catalogue = if random.next().is_multiple_of(2) { &old } else { &new };
        let mut child = if run % 4 == 0 {
            let child = build_command(catalogue, &into).spawn().expect("it starts");
            std::thread::sleep(random.part_of(whole));
            child
        } else {
            let child = begin_to_write(catalogue, &into);
            std::thread::sleep(random.part_of(writing));
            child
        };
        child.kill().expect("ours");
        killed += u32::from(child.wait().expect("ours").code().is_none());
        let there = files(&into);
        let (done, parts): (Vec<&str>, Vec<&str>) =
            there.keys().map(String::as_str).partition(|name| !is_unfinished(name));
        assert_eq!(done.into_iter().collect::<BTreeSet<_>>(), names(&was), "after {run} kills");
        stray += parts.len();
        writes += u32::from(!unfinished(&into).is_subset(&before));
        let (mut olds, mut news) = (0, 0);
        for (name, bytes) in there.iter().filter(|(name, _)| was.contains_key(*name) && *name != "manifest.json") {
            olds += u32::from(*bytes == was[name]);
            news += u32::from(*bytes == will[name]);
            assert!(*bytes == was[name] || *bytes == will[name], "{name} is neither old nor new after {run} kills");
        }
        mixed += u32::from(olds > 0 && news > 0);
        assert_known(&there);
    }
    println!(
        "{killed} of 200 builds killed, {writes} while they wrote; {mixed} times some files were old and some new; {stray} unfinished files seen"
    );
    assert!(
        killed >= 100 && writes > 20,
        "{killed} killed, {writes} while they wrote: the test kills too late or too early"
    );
    build(&new, &into);
    assert!(files(&into) == will, "the next build that is left alone is whole, and leaves nothing unfinished");
}

#[test]
fn a_build_that_is_interrupted_ends_with_130_and_leaves_nothing_unfinished() {
    let (folder, old, new) = with_catalogues();
    let into = folder.path().join("into");
    build(&old, &into);
    let there = files(&into);
    let (_, writing) = durations(&old, &into);
    let mut random = Random(130);
    let mut interrupted = 0;
    for (run, (signal, code)) in [("INT", 130), ("INT", 130), ("TERM", 143)].into_iter().cycle().take(24).enumerate() {
        let mut command = build_command(if run % 2 == 0 { &new } else { &old }, &into);
        let mut child = command.stderr(Stdio::piped()).spawn().expect("it starts");
        wait_for_unfinished(&mut child, &into, &BTreeSet::new());
        std::thread::sleep(random.part_of(writing / 2));
        let sent = Command::new("sh").args(["-c", &format!("kill -{signal} {}", child.id())]).output();
        sent.expect("sh is there");
        let output = child.wait_with_output().expect("it ends");
        if output.status.code() != Some(0) {
            assert_code(&output, code);
            interrupted += 1;
        }
        assert_eq!(text(&output.stderr), "");
        let now = files(&into);
        assert_eq!(names(&now), names(&there), "nothing is missing and nothing unfinished");
        assert_known(&now);
    }
    println!("{interrupted} of 24 builds interrupted");
    assert!(interrupted > 0, "the test interrupts too late");
}

#[test]
fn an_interrupted_wait_for_input_ends_with_130() {
    let mut codes = Vec::new();
    // Before the program watches for signals the system ends it; so it is given more and more time.
    for seconds in [0.3, 2.0, 10.0] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_leitmotif"));
        let mut child = command.args(["-c", "-", "check"]).stdin(Stdio::piped()).spawn().expect("it starts");
        std::thread::sleep(Duration::from_secs_f64(seconds));
        let sent = Command::new("sh").args(["-c", &format!("kill -INT {}", child.id())]).status();
        assert!(sent.expect("sh is there").success());
        codes.push(child.wait().expect("ours").code());
        if codes.last() == Some(&Some(130)) {
            return;
        }
    }
    panic!("it ended with {codes:?}");
}

#[test]
fn two_builds_at_once_into_one_folder_end_with_a_whole_one() {
    let (folder, old, new) = with_catalogues();
    let [was, will, into] = ["was", "will", "into"].map(|name| folder.path().join(name));
    build(&old, &was);
    build(&new, &will);
    let (was, will) = (files(&was), files(&will));
    for _ in 0..12 {
        let children = [&old, &new, &old]
            .map(|catalogue| build_command(catalogue, &into).stderr(Stdio::null()).spawn().expect("it starts"));
        for mut child in children {
            assert_eq!(child.wait().expect("ours").code(), Some(0));
        }
        let there = files(&into);
        assert!(there == was || there == will, "some files are of one build and some of the other");
    }
}

#[test]
fn a_build_waits_for_another_and_says_so() {
    let (folder, old, _) = with_catalogues();
    let into = folder.path().join("into");
    fs::create_dir(&into).expect("ours");
    // The lock that a build holds is one on the folder.
    let held = fs::File::open(&into).expect("ours");
    rustix::fs::flock(&held, rustix::fs::FlockOperation::LockExclusive).expect("nobody has it");
    let mut command = build_command(&old, &into);
    let mut child = command.stderr(Stdio::piped()).spawn().expect("it starts");
    let mut said = [0; 42];
    let mut stderr = child.stderr.take().expect("piped");
    std::io::Read::read_exact(&mut stderr, &mut said).expect("it says something");
    assert!(text(&said).starts_with("note: waiting for another build into "), "{}", text(&said));
    assert!(files(&into).is_empty());
    drop(held);
    assert_eq!(child.wait().expect("ours").code(), Some(0));
    assert!(!files(&into).is_empty());
}

#[test]
fn the_manifest_tells_what_was_built_and_nothing_else() {
    let (folder, old, _) = with_catalogues();
    let into = folder.path().join("into");
    build(&old, &into);
    let there = files(&into);
    let told: BTreeSet<String> = manifest(&there).into_keys().chain(["manifest.json".into()]).collect();
    assert_eq!(told, there.keys().cloned().collect());
    assert_known(&there);
}

#[test]
fn what_is_no_longer_built_goes_unless_it_was_changed_and_what_others_wrote_stays() {
    let (folder, old, _) = with_catalogues();
    let into = folder.path().join("into");
    let artists: Vec<String> = (0..260).map(|at| format!(r#"{{"id": "a{at}", "name": "A{at}"}}"#)).collect();
    // More things than a diagram can hold: two diagrams and the .gv of one are left out.
    let many = format!(r#"{{"version": 1, "artists": [{}]}}"#, artists.join(", "));
    let many = catalogue(folder.path(), "many.json", &many);
    build(&old, &into);
    let before = files(&into);
    fs::write(into.join("charts/mine.png"), "mine").expect("ours");
    fs::write(into.join("notes.txt"), "mine").expect("ours");
    fs::write(into.join("diagrams/columns.svg"), "changed").expect("ours");
    let output = build_output(&many, &into);
    assert_code(&output, 0);
    let said = text(&output.stderr);
    let after = files(&into);
    assert_eq!(after["charts/mine.png"], b"mine");
    assert_eq!(after["notes.txt"], b"mine");
    assert_eq!(after["diagrams/columns.svg"], b"changed");
    assert!(said.lines().any(|line| line.starts_with("note: ") && line.contains("columns.svg")), "{said}");
    for gone in ["diagrams/columns.png", "diagrams/relationships.svg", "graph/relationships.gv"] {
        assert!(before.contains_key(gone) && !after.contains_key(gone), "{gone}");
    }
    let told = manifest(&after);
    assert!(!told.contains_key("diagrams/columns.svg") && !told.contains_key("diagrams/columns.png"));
}

#[test]
fn a_made_up_manifest_makes_build_remove_nothing_outside_its_folders() {
    let (folder, old, _) = with_catalogues();
    let into = folder.path().join("into");
    fs::create_dir_all(into.join("graph/deep")).expect("ours");
    let victim = "precious";
    let mut rows = Vec::new();
    let absolute = folder.path().join("absolute");
    let names = ["../outside", "graph/../inside", "graph/deep/inner", "other.txt", "graph/linked", path(&absolute)];
    for name in names {
        let place = into.join(name);
        if name == "graph/linked" {
            fs::write(folder.path().join("target"), victim).expect("ours");
            symlink(folder.path().join("target"), &place).expect("ours");
        } else {
            fs::write(&place, victim).expect("ours");
        }
        let hash = sha256(victim.as_bytes());
        rows.push(format!(r#"{{"path": "{name}", "size": {}, "sha256": "{hash}"}}"#, victim.len()));
    }
    let json = format!(r#"{{"manifest": "leitmotif", "version": 1, "files": [{}]}}"#, rows.join(","));
    fs::write(into.join("manifest.json"), json).expect("ours");
    build(&old, &into);
    for name in names {
        assert_eq!(fs::read(into.join(name)).expect(name), victim.as_bytes(), "{name}");
    }
}

#[test]
fn a_manifest_of_somebody_else_is_not_overwritten() {
    let (folder, old, _) = with_catalogues();
    let into = folder.path().join("into");
    fs::create_dir(&into).expect("ours");
    let theirs = r#"{"name": "A web app", "icons": []}"#;
    fs::write(into.join("manifest.json"), theirs).expect("ours");
    assert_error(&build_output(&old, &into), &["manifest.json is not a manifest of ours", "another folder"]);
    let there = files(&into);
    assert_eq!((there.len(), &there["manifest.json"][..]), (1, theirs.as_bytes()));
}

#[test]
fn check_says_what_is_missing_changed_left_or_unknown() {
    let (folder, old, new) = with_catalogues();
    let into = folder.path().join("into");
    let check = |catalogue: &Path| leitmotif(&["-c", path(catalogue), "build", "--check", "-o", path(&into)]);
    let said = |output: &Output| format!("{}{}", text(&output.stdout), text(&output.stderr));
    assert_error(&check(&old), &["files in", "not up to date"]);
    build(&old, &into);
    assert_code(&check(&old), 0);
    fs::write(into.join("charts/mine.png"), "mine").expect("ours");
    assert_code(&check(&old), 0);
    assert!(said(&check(&new)).contains("manifest.json is not what would be built"));
    fs::write(into.join("graph/nodes.csv"), "changed").expect("ours");
    fs::remove_file(into.join("graph/edges.csv")).expect("ours");
    let told = said(&check(&old));
    assert!(told.contains("nodes.csv is not what would be built") && told.contains("edges.csv is missing"), "{told}");
    assert!(told.contains("error: 2 of "), "{told}");
    build(&old, &into);
    fs::remove_file(into.join("manifest.json")).expect("ours");
    assert!(said(&check(&old)).contains("manifest.json is missing"));
    assert!(files(&into).contains_key("charts/mine.png"));
}

#[test]
fn a_file_in_place_of_the_folder_stays() {
    let (folder, old, _) = with_catalogues();
    let file = folder.path().join("file");
    fs::write(&file, "mine").expect("ours");
    assert_error(&build_output(&old, &file), &["there is a file in its way"]);
    assert_error(&build_output(&old, &file.join("inner")), &["there is a file in its way"]);
    assert_eq!(fs::read(&file).expect("there"), b"mine");
    // The same one floor below.
    let into = folder.path().join("into");
    fs::create_dir(&into).expect("ours");
    fs::write(into.join("graph"), "mine").expect("ours");
    assert_error(&build_output(&old, &into), &["graph: there is a file in its way"]);
    assert_eq!(fs::read(into.join("graph")).expect("there"), b"mine");
}

#[test]
fn something_that_is_no_file_in_place_of_a_file_stays_and_nothing_is_written() {
    let (folder, old, _) = with_catalogues();
    let into = folder.path().join("into");
    fs::create_dir_all(into.join("charts/themes.png")).expect("ours");
    assert_error(&build_output(&old, &into), &["themes.png: something that is no file is in its place"]);
    assert!(files(&into).is_empty());
    fs::remove_dir(into.join("charts/themes.png")).expect("ours");
    let pipe = into.join("graph/nodes.csv");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("there").success());
    assert_error(&build_output(&old, &into), &["nodes.csv: something that is no file is in its place"]);
    assert!(fs::symlink_metadata(&pipe).expect("there").file_type().is_fifo());
}

#[test]
fn a_folder_that_is_a_link_is_written_through_and_stays_a_link() {
    let (folder, old, _) = with_catalogues();
    let [real, link, graph] = ["real", "link", "graph"].map(|name| folder.path().join(name));
    fs::create_dir(&real).expect("ours");
    fs::create_dir(&graph).expect("ours");
    symlink(&real, &link).expect("ours");
    symlink(&graph, real.join("graph")).expect("ours");
    build(&old, &link);
    assert!(link.is_symlink() && real.join("graph").is_symlink());
    assert!(files(&real).contains_key("manifest.json") && files(&graph).contains_key("nodes.csv"));
    let nowhere = folder.path().join("nowhere");
    symlink(folder.path().join("missing"), &nowhere).expect("ours");
    assert_error(&build_output(&old, &nowhere), &["a link in its way that leads nowhere"]);
    assert!(nowhere.is_symlink());
}

#[test]
fn a_link_in_place_of_a_built_file_is_replaced_and_what_it_leads_to_stays() {
    let (folder, old, _) = with_catalogues();
    let into = folder.path().join("into");
    let precious = folder.path().join("precious");
    fs::write(&precious, "mine").expect("ours");
    fs::create_dir_all(into.join("graph")).expect("ours");
    symlink(&precious, into.join("graph/nodes.csv")).expect("ours");
    build(&old, &into);
    assert_eq!(fs::read(&precious).expect("there"), b"mine");
    assert!(!into.join("graph/nodes.csv").is_symlink());
}

#[test]
fn an_output_file_that_is_a_link_is_written_where_it_leads() {
    let folder = folder();
    let [real, link] = ["real.dot", "link.dot"].map(|name| folder.path().join(name));
    fs::write(&real, "old").expect("ours");
    symlink(&real, &link).expect("ours");
    assert_code(&leitmotif(&["export", "dot", "-o", path(&link)]), 0);
    assert!(link.is_symlink());
    assert!(fs::read_to_string(&real).expect("there").starts_with("digraph"));
    assert_eq!(files(folder.path()).len(), 2, "nothing unfinished is left");
}

#[test]
fn an_output_that_is_a_pipe_or_a_device_stays_one() {
    let folder = folder();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("there").success());
    let place = pipe.clone();
    let reader = std::thread::spawn(move || fs::read_to_string(place).expect("UTF-8"));
    assert_code(&leitmotif(&["export", "dot", "-o", path(&pipe)]), 0);
    assert!(reader.join().expect("it read").starts_with("digraph"));
    assert!(fs::symlink_metadata(&pipe).expect("there").file_type().is_fifo());
    assert_code(&leitmotif(&["export", "dot", "-o", "/dev/null"]), 0);
    assert!(fs::symlink_metadata("/dev/null").expect("there").file_type().is_char_device());
    if Path::new("/dev/full").exists() {
        assert_error(&leitmotif(&["export", "dot", "-o", "/dev/full"]), &["No space left", "the disk is full"]);
    }
}

#[test]
fn an_output_file_that_is_a_folder_is_refused() {
    let folder = folder();
    for args in [&["export", "dot", "-o", path(folder.path())][..], &["export", "dot", "-o", "/"]] {
        assert_error(&leitmotif(args), &["cannot write", "that is a folder"]);
    }
    let missing = folder.path().join("no/such/x.dot");
    assert_error(&leitmotif(&["export", "dot", "-o", path(&missing)]), &["cannot write", "is the name right"]);
    assert!(files(folder.path()).is_empty());
}

#[test]
fn a_picture_that_cannot_be_drawn_leaves_the_old_file() {
    let folder = folder();
    let place = folder.path().join("x.png");
    fs::write(&place, "old").expect("ours");
    for args in [&["--size", "99999x99999"][..], &["--size", "0x0"], &["--theme", "no such theme"]] {
        let output = program().args(["chart", "themes", "-o", path(&place)]).args(args).output().expect("it starts");
        assert!(matches!(output.status.code(), Some(1 | 2)), "{args:?}: {:?}", output.status);
        assert_eq!(files(folder.path()), BTreeMap::from([("x.png".to_owned(), b"old".to_vec())]), "{args:?}");
    }
}

#[test]
fn a_folder_that_may_not_be_written_is_told_and_stays_as_it_was() {
    let (folder, old, new) = with_catalogues();
    let into = folder.path().join("into");
    build(&old, &into);
    let before = files(&into);
    for part in ["", "graph", "diagrams", "charts"] {
        fs::set_permissions(into.join(part), fs::Permissions::from_mode(0o555)).expect("ours");
    }
    let run = |args: &[&str]| {
        support::as_ordinary_user(folder.path()).map(|mut command| command.args(args).output().expect("it starts"))
    };
    if let Some(output) = run(&["-c", path(&new), "build", "-o", path(&into)]) {
        assert_error(&output, &["cannot write", "Permission denied", "you may not"]);
        assert_eq!(files(&into), before);
        let output = run(&["export", "dot", "-o", path(&into.join("graph/relationships.dot"))]).expect("as before");
        assert_error(&output, &["cannot write", "Permission denied"]);
        let output = run(&["build", "-o", path(&into.join("inner"))]).expect("as before");
        assert_error(&output, &["cannot make the folder", "Permission denied"]);
        assert_eq!(files(&into), before);
        // Reading is all that a check needs.
        let output = run(&["-c", path(&old), "build", "--check", "-o", path(&into)]).expect("as before");
        assert_code(&output, 0);
    }
    for part in ["", "graph", "diagrams", "charts"] {
        fs::set_permissions(into.join(part), fs::Permissions::from_mode(0o755)).expect("ours");
    }
}

/// A small disk of its own, as long as this lives.
struct Disk(PathBuf);

impl Disk {
    /// `None`, and that said, where the machine does not allow it.
    fn new(at: PathBuf, kilobytes: usize) -> Option<Self> {
        fs::create_dir(&at).expect("ours");
        let size = format!("size={kilobytes}k");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&at).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(at));
        }
        skipped("a small disk cannot be mounted by this user on this machine");
        None
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).output();
    }
}

#[test]
fn a_full_disk_is_told_and_everything_that_was_there_is_still_there() {
    let (folder, old, new) = with_catalogues();
    let measured = folder.path().join("measured");
    build(&old, &measured);
    // Pages of 4 KB; room for the old files and for about half of the new ones.
    let pages: usize = files(&measured).values().map(|bytes| bytes.len().div_ceil(4096)).sum();
    let Some(disk) = Disk::new(folder.path().join("disk"), pages * 4 * 3 / 2) else { return };
    let into = disk.0.join("into");
    build(&old, &into);
    let before = files(&into);
    assert_error(
        &build_output(&new, &into),
        &["cannot write", "No space left", "what was there before is still there"],
    );
    assert!(files(&into) == before, "all is as it was, with nothing unfinished");
    // One file: a disk that is full to its last page.
    let place = disk.0.join("one.dot");
    fs::write(&place, "old").expect("ours");
    fs::write(disk.0.join("filler"), vec![0; pages * 8192]).expect_err("it is too much");
    let output = leitmotif(&["export", "dot", "-o", path(&place)]);
    assert_error(&output, &["cannot write", "No space left"]);
    assert_eq!(fs::read(&place).expect("there"), b"old");
    fs::remove_file(disk.0.join("filler")).expect("ours");
    assert_eq!(names(&files(&disk.0)).into_iter().filter(|name| is_unfinished(name)).count(), 0);
}

#[test]
fn a_disk_that_is_read_only_is_told_and_everything_is_still_there() {
    let (folder, old, new) = with_catalogues();
    let Some(disk) = Disk::new(folder.path().join("disk"), 8192) else { return };
    let into = disk.0.join("into");
    build(&old, &into);
    let before = files(&into);
    let remounted = Command::new("mount").args(["-o", "remount,ro"]).arg(&disk.0).output().expect("as before");
    if !remounted.status.success() {
        return skipped("a disk cannot be made read-only on this machine");
    }
    assert_error(&build_output(&new, &into), &["cannot write", "Read-only file system", "another place"]);
    assert!(files(&into) == before);
}

#[test]
fn unfinished_files_of_a_killed_build_go_with_the_next_and_those_of_others_stay() {
    let (folder, old, _) = with_catalogues();
    let into = folder.path().join("into");
    build(&old, &into);
    let before = files(&into);
    for name in ["graph/.leitmotif-build-x1.part", ".leitmotif-build-x2.part", "charts/.leitmotif-build-x3.part"] {
        fs::write(into.join(name), "half").expect("ours");
    }
    let stay = ["graph/.leitmotif-other.part", "charts/.leitmotif-build-x4", "graph/film.part"];
    stay.iter().for_each(|name| fs::write(into.join(name), "theirs").expect("ours"));
    build(&old, &into);
    let after = files(&into);
    let more: BTreeSet<&str> = names(&after).difference(&names(&before)).copied().collect();
    assert_eq!(more, stay.into_iter().collect());
}
