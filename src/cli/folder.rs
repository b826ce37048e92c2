//! The folder that `build` writes into. One build at a time; all files are written beside their places before the first is
//! renamed; what an earlier build wrote and nobody changed goes when it is no longer built, and nothing else ever does.

use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

use super::error::{CliError, shown};
use super::manifest::{self, Manifest, Mark, Marking};
use super::part::{self, Part};

/// How the names of unfinished files of a build begin. Nobody but a build has such, and it holds the folder's lock, so
/// whoever has the lock next may remove them.
const PREFIX: &str = ".leitmotif-build-";

/// A folder that is open for one build.
pub struct Folder {
    path: PathBuf,
    /// The parts of the folder that files go into.
    parts: &'static [&'static str],
    /// What the last build left here.
    before: Manifest,
    /// Held as long as this is.
    _lock: Option<File>,
}

/// A file that is written, and not yet in its place.
pub struct Staged {
    path: String,
    part: Part,
    mark: Mark,
}

impl Folder {
    /// Makes the folder and its parts where they are missing, waits for whoever else builds into it, and sees that every
    /// one of `names` can be written.
    pub fn open(path: &Path, parts: &'static [&'static str], names: &[&str]) -> Result<Self, CliError> {
        for folder in [path.to_owned()].into_iter().chain(parts.iter().map(|part| path.join(part))) {
            make(&folder)?;
        }
        let lock = lock(path)?;
        let before = manifest_in(path)?.unwrap_or_default();
        for name in names.iter().chain(&[manifest::NAME]) {
            refuse_what_is_no_file(&path.join(name))?;
        }
        let folder = Self { path: path.to_owned(), parts, before, _lock: lock };
        folder.remove_unfinished();
        Ok(folder)
    }

    /// Removes what builds left that were killed. Only under the lock: without it they may be alive.
    fn remove_unfinished(&self) {
        if self._lock.is_none() {
            return;
        }
        for folder in [self.path.clone()].into_iter().chain(self.parts.iter().map(|part| self.path.join(part))) {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let name = entry.file_name();
                let name = name.to_string_lossy();
                let is_ours = name.starts_with(PREFIX) && name.ends_with(part::ENDING);
                if is_ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
                    // It does no harm where it lies.
                    let _ = fs::remove_file(entry.path());
                }
            }
        }
    }

    /// Writes the file `name` beside its place.
    pub fn stage(
        &self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> Result<(), CliError>,
    ) -> Result<Staged, CliError> {
        let place = self.path.join(name);
        let failed = |error: io::Error| CliError::file("write", &place, &error);
        let beside = place.parent().unwrap_or(&self.path);
        let (part, file) = Part::new_in(beside, PREFIX).map_err(failed)?;
        let mut writer = Marking::new(BufWriter::with_capacity(1 << 16, file));
        write(&mut writer).map_err(|error| match error {
            CliError::Output(error) => failed(error),
            other => other,
        })?;
        writer.flush().map_err(failed)?;
        Ok(Staged { path: name.to_owned(), part, mark: writer.end().1 })
    }

    /// Puts all files in their places. A manifest before it tells of the old and the new ones, and one after it of the new
    /// ones; so at every moment each file is one that the manifest knows.
    pub fn put(self, staged: Vec<Staged>) -> Result<(), CliError> {
        let mut after = Manifest::default();
        staged.iter().for_each(|file| after.add(file.path.clone(), file.mark.clone()));
        // Both are written now, so that a full disk is noticed before anything changes.
        let during = self.stage_manifest(&self.before.united(&after))?;
        let last = self.stage_manifest(&after)?;
        if self.before != after {
            self.put_one(during)?;
        }
        for file in staged {
            self.put_one(file)?;
        }
        self.remove_what_is_no_longer_built(&after);
        self.put_one(last)
    }

    fn stage_manifest(&self, manifest: &Manifest) -> Result<Staged, CliError> {
        self.stage(manifest::NAME, |out| Ok(out.write_all(manifest.to_json().as_bytes())?))
    }

    fn put_one(&self, file: Staged) -> Result<(), CliError> {
        let place = self.path.join(&file.path);
        file.part.put(&place).map_err(|error| CliError::file("write", &place, &error))
    }

    fn remove_what_is_no_longer_built(&self, after: &Manifest) {
        for (name, marks) in self.before.files.iter().filter(|(name, _)| !after.files.contains_key(*name)) {
            let place = self.path.join(name);
            if !is_place(name, self.parts) || !fs::symlink_metadata(&place).is_ok_and(|found| found.is_file()) {
                continue;
            }
            let is_as_built = Mark::of_file(&place).is_ok_and(|mark| marks.contains(&mark));
            if !is_as_built || fs::remove_file(&place).is_err() {
                let told = format!("note: {} is no longer built; it was changed, so it is left\n", shown(&place));
                // Nobody is left to be told where standard error is closed.
                let _ = io::stderr().write_all(told.as_bytes());
            }
        }
    }
}

/// The folder's manifest; none if there is none.
///
/// # Errors
/// It cannot be read, or it is somebody else's.
pub fn manifest_in(folder: &Path) -> Result<Option<Manifest>, CliError> {
    let path = folder.join(manifest::NAME);
    match fs::read(&path) {
        Ok(json) => match Manifest::from_json(&json) {
            Some(manifest) => Ok(Some(manifest)),
            None => Err(CliError::failed(
                format!("{} is not a manifest of ours, and would be overwritten", shown(&path)),
                "move it away, or build into another folder",
            )),
        },
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(CliError::file("read", &path, &error)),
    }
}

/// Whether a build could have written `name`: a manifest may have been made up.
pub fn is_place(name: &str, parts: &[&str]) -> bool {
    let mut components = Path::new(name).components();
    let (part, file, end) = (components.next(), components.next(), components.next());
    let is_part = |part| matches!(part, Component::Normal(part) if parts.iter().any(|known| part == *known));
    part.is_some_and(is_part) && matches!(file, Some(Component::Normal(_))) && end.is_none()
}

fn make(folder: &Path) -> Result<(), CliError> {
    fs::create_dir_all(folder).map_err(|error| {
        let kind = fs::metadata(folder)
            .map_or(error.kind(), |found| if found.is_dir() { error.kind() } else { ErrorKind::NotADirectory });
        match kind {
            ErrorKind::NotADirectory => CliError::failed(
                format!("cannot make the folder {}: there is a file in its way", shown(folder)),
                "name another folder with -o, or move the file away",
            ),
            ErrorKind::AlreadyExists => CliError::failed(
                format!("cannot make the folder {}: there is a link in its way that leads nowhere", shown(folder)),
                "name another folder with -o, or remove the link",
            ),
            _ => CliError::file("make the folder", folder, &error),
        }
    })
}

/// A place may be empty, or hold a file or a link, which is replaced and not followed; a folder, a pipe or a device stays.
fn refuse_what_is_no_file(place: &Path) -> Result<(), CliError> {
    match fs::symlink_metadata(place) {
        Ok(found) if !found.is_file() && !found.is_symlink() => Err(CliError::failed(
            format!("cannot write {}: something that is no file is in its place", shown(place)),
            "move it away, or build into another folder",
        )),
        _ => Ok(()),
    }
}

/// Waits until nobody else builds into `folder`. `None` where the system knows no locks on folders.
#[cfg(unix)]
fn lock(folder: &Path) -> Result<Option<File>, CliError> {
    use rustix::fs::{FlockOperation, flock};
    let handle = File::open(folder).map_err(|error| CliError::file("open", folder, &error))?;
    let taken = match flock(&handle, FlockOperation::NonBlockingLockExclusive) {
        Err(error) if error.kind() == ErrorKind::WouldBlock => {
            let told = format!("note: waiting for another build into {}\n", shown(folder));
            let _ = io::stderr().write_all(told.as_bytes());
            flock(&handle, FlockOperation::LockExclusive)
        }
        taken => taken,
    };
    Ok(taken.is_ok().then_some(handle))
}

#[cfg(not(unix))]
fn lock(_: &Path) -> Result<Option<File>, CliError> {
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_file_in_a_part_of_the_folder_can_have_been_built() {
        let parts = ["graph", "charts"];
        for name in ["graph/a.dot", "charts/x.png"] {
            assert!(is_place(name, &parts), "{name}");
        }
        for name in
            ["", "a", "graph", "graph/", "graph/../a", "../graph/a", "/graph/a", "graph/a/b", "other/a", "graph/.."]
        {
            assert!(!is_place(name, &parts), "{name}");
        }
    }
}
