//! Files on their way: written beside their place, then renamed; taken away if that does not come about.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How the names of all unfinished files end.
pub const ENDING: &str = ".part";

/// The unfinished files of this process. Whoever makes, renames or removes one holds this, so that whoever ends the
/// process finds each in the list or out of the folder.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn unfinished() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    // A set of paths is whole even where a thread panicked that held it.
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An unfinished file; dropped, it is gone.
#[derive(Debug)]
pub struct Part {
    path: PathBuf,
    is_finished: bool,
}

impl Part {
    /// A new, empty file in `folder`, whose name begins with `prefix`.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn new_in(folder: &Path, prefix: &str) -> io::Result<(Self, File)> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(prefix).suffix(ENDING);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As a plain `open` would make it: the umask takes away what the user does not grant.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut unfinished = unfinished();
        let (file, path) = builder.tempfile_in(folder)?.keep().map_err(|error| error.error)?;
        unfinished.insert(path.clone());
        Ok((Self { path, is_finished: false }, file))
    }

    /// Puts the file in its place, in one step: before it the old file is there, after it the new one.
    ///
    /// # Errors
    /// Those of the file system; the unfinished file is gone then.
    pub fn put(mut self, place: &Path) -> io::Result<()> {
        let mut unfinished = unfinished();
        fs::rename(&self.path, place)?;
        unfinished.remove(&self.path);
        self.is_finished = true;
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.is_finished {
            let mut unfinished = unfinished();
            // What cannot be removed now cannot be removed later either.
            let _ = fs::remove_file(&self.path);
            unfinished.remove(&self.path);
        }
    }
}

/// Removes every unfinished file and ends the process, with nothing half done in between.
#[cfg(unix)]
pub fn end_process(code: i32) -> ! {
    let unfinished = unfinished();
    for path in unfinished.iter() {
        let _ = fs::remove_file(path);
    }
    // The list stays locked: no thread can begin another file before all have ended.
    std::process::exit(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_dropped_part_is_gone_and_the_old_file_still_there() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("file");
        fs::write(&place, "old").unwrap();
        let (part, mut file) = Part::new_in(folder.path(), ".test-").unwrap();
        file.write_all(b"half").unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        drop(part);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(fs::read(&place).unwrap(), b"old");
    }

    #[test]
    fn a_part_that_is_put_takes_the_place_of_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("file");
        fs::write(&place, "old").unwrap();
        let (part, mut file) = Part::new_in(folder.path(), ".test-").unwrap();
        file.write_all(b"new").unwrap();
        part.put(&place).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(fs::read(&place).unwrap(), b"new");
    }

    #[test]
    fn a_part_that_cannot_be_put_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let (part, _file) = Part::new_in(folder.path(), ".test-").unwrap();
        assert!(part.put(&folder.path().join("no folder/file")).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(unfinished().iter().all(|path| !path.starts_with(folder.path())));
    }
}
