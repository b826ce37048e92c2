//! Reading catalogues, and writing files so that each is the old one or the new one, never half.

use std::fs;
use std::io::{self, BufWriter, Read, Write};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use super::error::{CliError, shown};
use super::part::Part;
use super::progress::Progress;
use crate::catalogue::{self, Catalogue, Input, Keep};

/// Reads and merges the catalogues at `paths`; none: the built-in one; `-` is standard input.
///
/// The catalogue is needed to the end of the process, and freeing a large one piece by piece takes longer than many an
/// answer; so it is left to the operating system.
pub fn load(paths: &[PathBuf]) -> Result<ManuallyDrop<Catalogue>, CliError> {
    load_keeping(paths, Keep::EVERYTHING)
}

/// As [`load`], for a question that looks at certain facts only.
pub fn load_keeping(paths: &[PathBuf], keep: Keep) -> Result<ManuallyDrop<Catalogue>, CliError> {
    let inputs = read_inputs(paths)?;
    catalogue::load_keeping(&inputs, keep).map(ManuallyDrop::new).map_err(CliError::Problems)
}

/// The text of the catalogues at `paths`, not yet understood.
pub fn read_inputs(paths: &[PathBuf]) -> Result<Vec<Input<'static>>, CliError> {
    if paths.is_empty() {
        return Ok(vec![Input::builtin()]);
    }
    if paths.iter().filter(|p| is_stdin(p)).count() > 1 {
        return Err(CliError::usage("standard input can be read only once", "give - for one catalogue only"));
    }
    paths.iter().map(|path| read_input(path)).collect()
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn read_input(path: &Path) -> Result<Input<'static>, CliError> {
    let failed = |path: &Path, error| CliError::file("read", path, &error);
    let mut bytes = Vec::new();
    if is_stdin(path) {
        let name = "standard input";
        io::stdin().lock().read_to_end(&mut bytes).map_err(|e| failed(Path::new(name), e))?;
        return Ok(Input::new(name, bytes));
    }
    let name = shown(path);
    let mut file = fs::File::open(path).map_err(|e| failed(path, e))?;
    if let Ok(metadata) = file.metadata()
        && metadata.is_file()
    {
        let progress = Progress::bytes("reading", metadata.len());
        return Ok(Input::file(name, file, move |bytes| progress.add(bytes)));
    }
    // A pipe can be read only once.
    file.read_to_end(&mut bytes).map_err(|e| failed(path, e))?;
    Ok(Input::new(name, bytes))
}

/// Writes a file beside its place and renames it; whatever happens, the place holds the old file or the new one. A link is
/// followed, and stays; a pipe or a device is written to as it is.
pub fn write_whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), CliError> {
    let failed = |error: io::Error| match error.kind() {
        // As on standard output: whoever read the pipe has enough.
        io::ErrorKind::BrokenPipe => CliError::Output(error),
        _ => CliError::file("write", path, &error),
    };
    let place = match fs::metadata(path) {
        Ok(there) if there.is_dir() => return Err(failed(io::ErrorKind::IsADirectory.into())),
        Ok(there) if !there.is_file() => {
            let mut writer = BufWriter::new(fs::OpenOptions::new().write(true).open(path).map_err(failed)?);
            return write(&mut writer).and_then(|()| writer.flush()).map_err(failed);
        }
        _ if path.is_symlink() => &fs::canonicalize(path).map_err(failed)?,
        _ => path,
    };
    let folder = match place.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let (part, file) = Part::new_in(folder, ".leitmotif-").map_err(failed)?;
    let mut writer = BufWriter::with_capacity(1 << 16, file);
    write(&mut writer).and_then(|()| writer.flush()).map_err(failed)?;
    part.put(place).map_err(failed)
}
