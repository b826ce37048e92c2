//! The program as tests start it.

#![allow(dead_code)] // each test file uses what it needs

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program, with nothing to read.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_leitmotif"));
    command.stdin(Stdio::null());
    command
}

pub fn leitmotif(args: &[&str]) -> Output {
    program().args(args).output().expect("the program starts")
}

/// The program with no more than a gigabyte of memory, where the system can see to that: with more asked for, it is aborted.
pub fn leitmotif_within_a_gigabyte(args: &[&str]) -> Output {
    if !cfg!(target_os = "linux") {
        return leitmotif(args);
    }
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -v 1048576 && exec \"$@\"", "sh", env!("CARGO_BIN_EXE_leitmotif")]).args(args);
    command.stdin(Stdio::null()).output().expect("sh is there")
}

pub fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

pub fn path(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// A file that lies with the tests.
pub fn lying_at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

/// Asserts the exit code, and that nothing speaks of a panic.
#[track_caller]
pub fn assert_code(output: &Output, code: i32) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{said}");
    assert!(!said.contains("panicked") && !said.contains("RUST_BACKTRACE"), "{said}");
}

/// Asserts exit code 1, a message that holds each of `parts`, and a hint; gives the message.
#[track_caller]
pub fn assert_error(output: &Output, parts: &[&str]) -> String {
    assert_code(output, 1);
    let said = text(&output.stderr).to_owned();
    assert!(said.starts_with("error: "), "{said}");
    assert!(said.lines().any(|line| line.starts_with("hint: ")), "{said}");
    for part in parts {
        assert!(said.contains(part), "“{part}” is not in:\n{said}");
    }
    said
}

/// Says why a test did not test: the machine does not allow it.
pub fn skipped(why: &str) {
    println!("not tested here: {why}");
}

/// The program started as a user who may not do everything: `nobody`, where the tests run as root. `None`, and that said,
/// where there is no such way.
#[cfg(unix)]
pub fn as_ordinary_user(folder: &Path) -> Option<Command> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65534;
    let is_root = fs::metadata(folder).expect("a folder of ours").uid() == 0;
    if !is_root {
        return Some(program());
    }
    // A copy, since the place of the tests' own program need not be open to others.
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).expect("ours");
    let copy = folder.join("leitmotif");
    if !copy.exists() {
        fs::copy(env!("CARGO_BIN_EXE_leitmotif"), &copy).expect("a copy");
    }
    let mut command = Command::new(&copy);
    command.stdin(Stdio::null()).uid(NOBODY).gid(NOBODY);
    let mut trial = Command::new(&copy);
    trial.arg("--version").uid(NOBODY).gid(NOBODY);
    // While another test starts a program, the copy may still be open for writing in it.
    for _ in 0..100 {
        if trial.output().is_ok_and(|output| output.status.success()) {
            return Some(command);
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    skipped("the tests run as root and cannot start a program as another user");
    None
}
