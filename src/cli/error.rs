//! How a command fails: what is said, and the exit code.

use std::io;
use std::path::Path;

use thiserror::Error;

use crate::catalogue::{Problems, render, visible};

/// Why a command did not do what was asked.
#[derive(Debug, Error)]
pub enum CliError {
    /// It was asked wrongly. Exit code 2.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What to do about it.
        hint: Option<String>,
    },
    /// It could not be done. Exit code 1.
    #[error("{message}")]
    Failed {
        /// What is wrong.
        message: String,
        /// What to do about it.
        hint: Option<String>,
    },
    /// The catalogue has problems. Exit code 1.
    #[error("the catalogue has problems")]
    Problems(Problems),
    /// It was done, and the answer is no; the answer itself has been written. Exit code 1.
    #[error("")]
    No,
    /// Standard output could not be written.
    #[error("cannot write to standard output: {0}")]
    Output(#[from] io::Error),
}

impl CliError {
    /// A failure with a hint.
    pub fn failed(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Failed { message: message.into(), hint: Some(hint.into()) }
    }

    /// Wrong usage with a hint.
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: Some(hint.into()) }
    }

    /// A file or folder that could not be dealt with: `action` is what was tried, such as “read”.
    pub fn file(action: &str, path: &Path, error: &io::Error) -> Self {
        let message = format!("cannot {action} {}: {}", shown(path), reason(error));
        Self::Failed { message, hint: hint_for(error).map(str::to_owned) }
    }

    /// The exit code: 0 for a closed pipe, which is no error; 2 for wrong usage; else 1.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage { .. } => 2,
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            _ => 1,
        }
    }

    /// What standard error is told; empty where there is nothing to say.
    pub fn report(&self, color: bool) -> String {
        match self {
            Self::Usage { message, hint } | Self::Failed { message, hint } => match hint {
                Some(hint) => format!("error: {}\nhint: {}\n", harmless(message), harmless(hint)),
                None => format!("error: {}\n", harmless(message)),
            },
            Self::Problems(problems) => render(problems, color),
            Self::No => String::new(),
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => String::new(),
            Self::Output(error) => format!("error: cannot write to standard output: {}\n", reason(error)),
        }
    }
}

/// A path as a message names it: nothing in it can move a terminal's cursor or begin another line.
pub fn shown(path: &Path) -> String {
    visible(&path.display().to_string()).into_owned()
}

/// A message may have lines of its own; each is made [`visible`].
fn harmless(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

/// Why, in words, without the system's number for it.
fn reason(error: &io::Error) -> String {
    let told = error.to_string();
    match told.find(" (os error ") {
        Some(end) => told[..end].to_owned(),
        None => told,
    }
}

fn hint_for(error: &io::Error) -> Option<&'static str> {
    match error.kind() {
        io::ErrorKind::NotFound => Some("is the name right, and the folder there?"),
        io::ErrorKind::PermissionDenied => Some("you may not do that here; check who owns it"),
        io::ErrorKind::ReadOnlyFilesystem => Some("nothing can be written on that disk; name another place with -o"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            Some("the disk is full; what was there before is still there")
        }
        io::ErrorKind::IsADirectory => Some("that is a folder; name a file in it"),
        io::ErrorKind::NotADirectory => Some("a part of that path is a file, not a folder"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_send_an_escape_sequence_or_forge_a_line() {
        let error = CliError::file("read", Path::new("a\u{1b}[31m\nerror: b"), &io::ErrorKind::NotFound.into());
        assert_eq!(
            error.report(true),
            "error: cannot read a␛[31m␊error: b: entity not found\nhint: is the name right, and the folder there?\n"
        );
    }

    #[test]
    fn a_closed_pipe_is_no_error_and_a_full_disk_is_one() {
        let closed = CliError::Output(io::ErrorKind::BrokenPipe.into());
        assert_eq!((closed.exit_code(), closed.report(false).as_str()), (0, ""));
        assert_eq!(CliError::Output(io::ErrorKind::StorageFull.into()).exit_code(), 1);
    }
}
