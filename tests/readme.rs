//! The README keeps its promise: what it shows is what the program says.

use std::path::Path;
use std::process::Command;

const README: &str = include_str!("../README.md");

/// The fenced blocks of a language, without their fences.
fn blocks(language: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    README.split(&fence).skip(1).filter_map(|rest| rest.split("\n```").next()).collect()
}

/// Splits a command as a shell would, as far as the README's need: spaces and double quotes.
fn words(command: &str) -> Vec<String> {
    let quoted = command.split('"').enumerate();
    let words = quoted.flat_map(|(at, part)| match at % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    words.collect()
}

/// What the program says to `command` in `folder`, errors included.
fn said(command: &str, folder: &Path) -> String {
    let words = words(command);
    assert_eq!(words[0], "leitmotif");
    let output = Command::new(env!("CARGO_BIN_EXE_leitmotif")).args(&words[1..]).current_dir(folder).output().unwrap();
    let all = [output.stdout, output.stderr].concat();
    String::from_utf8(all).unwrap().trim_end().to_owned()
}

/// A folder with the README's catalogue as `mine.json`, changed by `change`.
fn folder_with_catalogue(change: impl Fn(&str) -> String) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let catalogue = blocks("json")[0];
    std::fs::write(folder.path().join("mine.json"), change(catalogue)).unwrap();
    folder
}

#[test]
fn every_answer_that_the_readme_shows_is_what_the_program_says() {
    let folder = folder_with_catalogue(|catalogue| {
        catalogue.replace("\"theme\": \"doomed-love\"", "\"theme\": \"doomed-lvoe\"")
    });
    let blocks = blocks("console");
    assert!(blocks.len() >= 4, "{}", blocks.len());
    for block in blocks {
        let (command, shown) = block.split_once('\n').unwrap();
        let command = command.strip_prefix("$ ").unwrap();
        assert_eq!(said(command, folder.path()), shown.trim_end(), "{command}");
    }
}

#[test]
fn the_catalogue_that_the_readme_shows_is_sound() {
    let folder = folder_with_catalogue(str::to_owned);
    let answer = said("leitmotif -c mine.json check", folder.path());
    assert!(answer.starts_with("The catalogue is sound."), "{answer}");
}

#[test]
fn every_picture_command_that_the_readme_shows_draws_its_picture() {
    let folder = tempfile::tempdir().unwrap();
    let commands = blocks("sh").into_iter().flat_map(str::lines).filter(|line| line.contains(" -o "));
    let mut drawn = 0;
    for command in commands.filter(|line| line.starts_with("leitmotif")) {
        assert_eq!(said(command, folder.path()), "", "{command}");
        drawn += 1;
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), drawn);
    assert!(drawn > 0);
}

#[test]
fn every_file_that_the_readme_links_is_there() {
    let links = README.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    for link in links.filter(|link| !link.contains("://")) {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(link).exists(), "{link}");
    }
}
