//! `manifest.json`: what `build` wrote into a folder, so that it knows it again.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The manifest's name in the folder.
pub const NAME: &str = "manifest.json";

/// How long a file is, and its hash: who has the same has the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Bytes.
    pub size: u64,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
}

impl Mark {
    /// The mark of the file at `path`.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let mut marking = Marking::new(io::sink());
        let mut buffer = vec![0; 1 << 16];
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok(marking.end().1),
                read => marking.write_all(&buffer[..read])?,
            }
        }
    }
}

/// Marks what is written through it.
pub struct Marking<W> {
    inner: W,
    size: u64,
    hash: Sha256,
}

impl<W: Write> Marking<W> {
    /// Writes through to `inner`.
    pub fn new(inner: W) -> Self {
        Self { inner, size: 0, hash: Sha256::new() }
    }

    /// What was written through to, and the mark of all that was written.
    pub fn end(self) -> (W, Mark) {
        let mut sha256 = String::with_capacity(64);
        for byte in self.hash.finalize() {
            let _ = write!(sha256, "{byte:02x}");
        }
        (self.inner, Mark { size: self.size, sha256 })
    }
}

impl<W: Write> Write for Marking<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.size += written as u64;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// What lies in a folder: paths with `/` between their parts, each with the mark of its bytes. While a build puts its files
/// in place, a path has two marks, of the old file and of the new one: it is one of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    /// The marks of each path.
    pub files: BTreeMap<String, BTreeSet<Mark>>,
}

/// As it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    manifest: String,
    version: u32,
    files: Vec<Row>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    path: String,
    size: u64,
    sha256: String,
}

const KIND: &str = "leitmotif";
const VERSION: u32 = 1;

impl Manifest {
    /// Adds a mark to a path.
    pub fn add(&mut self, path: impl Into<String>, mark: Mark) {
        self.files.entry(path.into()).or_default().insert(mark);
    }

    /// This and `other`.
    pub fn united(&self, other: &Self) -> Self {
        let mut all = self.clone();
        for (path, marks) in &other.files {
            all.files.entry(path.clone()).or_default().extend(marks.iter().cloned());
        }
        all
    }

    /// As JSON, one line a file.
    pub fn to_json(&self) -> String {
        let rows = self.files.iter().flat_map(|(path, marks)| marks.iter().map(move |mark| (path, mark)));
        let rows: Vec<String> = rows
            .map(|(path, mark)| Row { path: path.clone(), size: mark.size, sha256: mark.sha256.clone() })
            .filter_map(|row| serde_json::to_string(&row).ok())
            .collect();
        let rows = rows.join(",\n  ");
        format!("{{\"manifest\": \"{KIND}\", \"version\": {VERSION}, \"files\": [\n  {rows}\n]}}\n")
    }

    /// From JSON; `None` for what we did not write.
    pub fn from_json(json: &[u8]) -> Option<Self> {
        let written: Written = serde_json::from_slice(json).ok()?;
        if written.manifest != KIND || written.version != VERSION {
            return None;
        }
        let mut manifest = Self::default();
        for row in written.files {
            manifest.add(row.path, Mark { size: row.size, sha256: row.sha256 });
        }
        Some(manifest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(text: &str) -> Mark {
        let mut marking = Marking::new(io::sink());
        marking.write_all(text.as_bytes()).unwrap();
        marking.end().1
    }

    #[test]
    fn a_mark_is_the_size_and_the_sha_256_of_fips_180() {
        let abc = mark("abc");
        assert_eq!(abc.size, 3);
        assert_eq!(abc.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let mut manifest = Manifest::default();
        assert_eq!(Manifest::from_json(manifest.to_json().as_bytes()), Some(manifest.clone()));
        manifest.add("graph/\"odd\"", mark("a"));
        manifest.add("charts/x.png", mark("b"));
        manifest.add("charts/x.png", mark("c"));
        assert_eq!(Manifest::from_json(manifest.to_json().as_bytes()), Some(manifest));
    }

    #[test]
    fn what_we_did_not_write_is_no_manifest() {
        for json in
            ["", "{}", r#"{"name": "A web app", "icons": []}"#, r#"{"manifest": "x", "version": 1, "files": []}"#]
        {
            assert_eq!(Manifest::from_json(json.as_bytes()), None, "{json}");
        }
    }
}
