//! Every file in `tests/fixtures/broken` has one fault (`three-faults.json` has three); beside it lies the message
//! that a person should read. `WRITE_EXPECTED=1 cargo test --test catalogue_broken` writes what is read now; look at it.

use std::path::{Path, PathBuf};

use leitmotif::catalogue::{Input, load, render};

/// The fixtures: name, and the files that are loaded together.
fn fixtures() -> Vec<(String, Vec<PathBuf>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/broken");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == "json"));
    files.sort();
    let mut fixtures: Vec<(String, Vec<PathBuf>)> = Vec::new();
    for file in files {
        let stem = file.file_stem().unwrap().to_str().unwrap();
        let name = stem.strip_suffix(".a").or(stem.strip_suffix(".b")).unwrap_or(stem).to_owned();
        match fixtures.last_mut() {
            Some((last, files)) if *last == name => files.push(file),
            _ => fixtures.push((name, vec![file])),
        }
    }
    fixtures
}

fn inputs(files: &[PathBuf]) -> Vec<Input<'static>> {
    let read = |file: &PathBuf| {
        Input::new(format!("broken/{}", file.file_name().unwrap().to_str().unwrap()), std::fs::read(file).unwrap())
    };
    files.iter().map(read).collect()
}

#[test]
fn each_fault_is_told_as_its_expected_message_says() {
    let mut differing = Vec::new();
    for (name, files) in fixtures() {
        let told = match load(&inputs(&files)) {
            Ok(_) => "nothing is wrong\n".to_owned(),
            Err(problems) => render(&problems, false),
        };
        let expected = files[0].with_file_name(format!("{name}.expected"));
        if std::env::var_os("WRITE_EXPECTED").is_some() {
            std::fs::write(&expected, &told).unwrap();
        }
        let wanted = std::fs::read_to_string(&expected).unwrap_or_default();
        if told != wanted {
            differing.push(format!("{name}: expected\n{wanted}\nbut it says\n{told}"));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn one_fault_is_one_problem() {
    for (name, files) in fixtures() {
        let problems = load(&inputs(&files)).expect_err(&name);
        let wanted = if name == "three-faults" { 3 } else { 1 };
        assert_eq!((problems.total, problems.list.len()), (wanted, wanted), "{name}");
    }
}
