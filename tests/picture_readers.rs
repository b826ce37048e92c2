//! Pictures through the programs that show them: those of the nasty catalogue and those of the gallery.
//!
//! Needs Python; what else is missing is said, and is a failure where the environment variable `CI` is set.
//! `tests/readers/run` installs it all.

mod support;

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use support::{assert_code, lying_at, path, program};

/// Has tests/readers/pictures_check.py look at every picture in `folder`.
fn checked(folder: &Path) {
    let python = env::var_os("LEITMOTIF_PYTHON").unwrap_or_else(|| "python3".into());
    let is_there = Command::new(&python).arg("--version").output().is_ok_and(|output| output.status.success());
    if !is_there && env::var_os("CI").is_none() {
        return support::skipped("Python is missing");
    }
    let mut command = Command::new(python);
    let output = command.arg(lying_at("readers/pictures_check.py")).arg(folder).output().expect("Python is there");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}{}", said(&output.stdout), said(&output.stderr));
    print!("{}", said(&output.stdout));
}

#[test]
fn pictures_of_the_nasty_catalogue_are_shown_the_same_by_all_and_run_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let nasty = lying_at("fixtures/nasty.json");
    let evil = "</title><script>alert(1)</script>]]>\u{1b}[31m\u{202e}";
    for name in ["runtimes", "themes", "matrix", "co-occurrence", "runtime-vs-themes", "timeline"] {
        drawn(&nasty, folder.path(), &["chart", name], &["--size", "square"]);
    }
    for name in ["shared-themes", "columns", "relationships"] {
        drawn(&nasty, folder.path(), &["diagram", name], &["--dark"]);
    }
    drawn(&nasty, folder.path(), &["diagram", "around", "video:long"], &[]);
    drawn(
        &nasty,
        folder.path(),
        &["chart", "themes"],
        &["--title", evil, "--subtitle", evil, "--source", evil, "--dark"],
    );
    checked(folder.path());
}

/// Draws one picture as SVG and as PNG, named by what was asked.
fn drawn(catalogue: &Path, folder: &Path, what: &[&str], how: &[&str]) {
    let number = fs::read_dir(folder).expect("ours").count();
    for ending in ["svg", "png"] {
        let place = folder.join(format!("{}-{number}.{ending}", what[1]));
        let output = program().args(["-c", path(catalogue)]).args(what).args(["-o", path(&place)]).args(how).output();
        assert_code(&output.expect("it starts"), 0);
    }
}

#[test]
fn pictures_of_the_gallery_are_shown_the_same_by_all() {
    let folder = tempfile::tempdir().expect("a folder");
    for part in ["diagrams", "charts"] {
        for entry in fs::read_dir(lying_at("../output").join(part)).expect("the gallery").flatten() {
            fs::copy(entry.path(), folder.path().join(entry.file_name())).expect("ours");
        }
    }
    checked(folder.path());
}
